//! Sequences of numbered words, each with a value other than 0: the names and the phrases of lists.
//!
//! Cost: an array read for a word that begins no sequence, as most do, and mostly a hash only for words that some
//! sequence goes on with.

use rustc_hash::FxHashMap;

#[derive(Debug, Clone)]
pub(super) struct Trie {
    /// The node of each first word; 0 where it begins nothing.
    first: Vec<u32>,
    next: FxHashMap<(u32, u32), u32>,
    /// Node 0 is nothing.
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// The value of the sequence that ends here; 0 where none does.
    value: u32,
    /// The words by which longer sequences go on, folded into bits: a word whose bit is missing is none of them.
    next: u32,
}

/// The bit of a word.
fn bit(word: u32) -> u32 {
    1 << (word % u32::BITS)
}

impl Trie {
    /// A trie without sequences, with room for first words of these numbers.
    pub(super) fn new(n_words: usize) -> Self {
        let (next, nodes) = (FxHashMap::default(), vec![Node::default()]);
        Trie { first: vec![0; n_words], next, nodes }
    }

    /// The value of a sequence, to be set; 0 where it is new. The empty sequence has a value that is never found.
    pub(super) fn value_mut(&mut self, words: impl IntoIterator<Item = u32>) -> &mut u32 {
        let mut node = 0;
        for word in words {
            let place = if node == 0 {
                let room = self.first.len().max(word as usize + 1);
                self.first.resize(room, 0);
                &mut self.first[word as usize]
            } else {
                self.nodes[node as usize].next |= bit(word);
                self.next.entry((node, word)).or_default()
            };
            if *place == 0 {
                *place = self.nodes.len() as u32;
                self.nodes.push(Node::default());
            }
            node = *place;
        }
        &mut self.nodes[node as usize].value
    }

    /// The value of a single word; 0 where it has none.
    #[inline]
    pub(super) fn of_word(&self, word: u32) -> u32 {
        match self.first.get(word as usize) {
            Some(&node) if node != 0 => self.nodes[node as usize].value,
            _ => 0,
        }
    }

    /// Whether a word begins a sequence.
    #[inline]
    pub(super) fn begins(&self, word: u32) -> bool {
        self.first.get(word as usize).is_some_and(|node| *node != 0)
    }

    /// The longest sequence that the words begin with: its length and value.
    #[inline]
    pub(super) fn longest(&self, mut words: impl Iterator<Item = u32>) -> Option<(usize, u32)> {
        let root = *self.first.get(words.next()? as usize)?;
        if root == 0 { None } else { self.longest_from(root, words) }
    }

    fn longest_from(&self, root: u32, words: impl Iterator<Item = u32>) -> Option<(usize, u32)> {
        let mut node = self.nodes[root as usize];
        let mut found = (node.value != 0).then_some((1, node.value));
        if node.next == 0 {
            return found;
        }
        let mut at = root;
        for (length, word) in (2..).zip(words) {
            if node.next & bit(word) == 0 {
                break;
            }
            let Some(&next) = self.next.get(&(at, word)) else { break };
            at = next;
            node = self.nodes[at as usize];
            if node.value != 0 {
                found = Some((length, node.value));
            }
            if node.next == 0 {
                break;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_sequence_is_found() {
        let mut trie = Trie::new(2);
        for (words, value) in [(&[1][..], 7), (&[1, 2, 3], 8), (&[4, 5], 9), (&[], 5)] {
            *trie.value_mut(words.iter().copied()) = value;
        }
        for (words, expected) in [
            (&[1, 2, 3, 4][..], Some((3, 8))),
            (&[1, 2, 4], Some((1, 7))),
            (&[4, 5], Some((2, 9))),
            (&[4], None),
            (&[2], None),
            (&[9], None),
            (&[], None),
        ] {
            assert_eq!(trie.longest(words.iter().copied()), expected, "{words:?}");
        }
        assert_eq!([0, 1, 4, 9].map(|word| trie.of_word(word)), [0, 7, 0, 0]);
        assert_eq!(*trie.value_mut([1]), 7);
    }
}
