//! All patterns of all frames as one trie over the places of patterns.

use super::lexicon::{Atom, Atoms};
use super::pattern::PatternWord;
use super::{Frame, FrameId};

/// The end of a way through the places of patterns.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    pub(super) edges: Vec<(Atom, u32)>,
    pub(super) any: Option<u32>,
    pub(super) ends: Vec<End>,
}

/// A pattern that is complete at a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) frame: FrameId,
    pub(super) pattern: u32,
    /// Exclusions before entries, close entries before wide ones.
    pub(super) rank: u32,
    pub(super) weight: f64,
    pub(super) excludes: bool,
}

impl Node {
    pub(super) fn edge(&self, atom: Atom) -> Option<u32> {
        let at = self.edges.binary_search_by_key(&atom, |(atom, _)| *atom).ok()?;
        Some(self.edges[at].1)
    }

    pub(super) fn leads_further(&self) -> bool {
        !self.edges.is_empty() || self.any.is_some()
    }

    /// Takes up the patterns that are complete here, at the word before `next`, where they are longer or closer
    /// than what `best` holds for their frame.
    pub(super) fn complete(&self, next: usize, best: &mut Vec<(End, usize)>) {
        for end in &self.ends {
            match best.iter_mut().find(|(known, _)| known.frame == end.frame) {
                Some(known) if (known.1, known.0.rank) < (next, end.rank) => *known = (*end, next),
                Some(_) => {}
                None => best.push((*end, next)),
            }
        }
    }
}

/// All patterns of all frames as one trie; node 0 is its root.
pub(super) fn trie<'f>(frames: impl Iterator<Item = &'f Frame>) -> (Vec<Node>, Atoms) {
    let mut nodes = vec![Node::default()];
    let mut atoms = Atoms::default();
    for (id, frame) in (0..).map(FrameId).zip(frames) {
        for (number, pattern) in (0..).zip(&frame.patterns) {
            for sequence in pattern.sequences() {
                let mut at = 0usize;
                for word in sequence {
                    at = child(&mut nodes, at, word, &mut atoms);
                }
                let closeness: u32 = sequence.iter().map(PatternWord::closeness).sum();
                nodes[at].ends.push(End {
                    frame: id,
                    pattern: number,
                    rank: closeness + if pattern.excludes() { 1 << 24 } else { 0 },
                    weight: pattern.weight(),
                    excludes: pattern.excludes(),
                });
            }
        }
    }
    (nodes, atoms)
}

/// The node behind one more place, made where there is none yet.
fn child(nodes: &mut Vec<Node>, at: usize, word: &PatternWord, atoms: &mut Atoms) -> usize {
    let next = nodes.len() as u32;
    let node = &mut nodes[at];
    let child = if *word == PatternWord::Any {
        *node.any.get_or_insert(next)
    } else {
        let atom = atoms.number(word);
        match node.edges.binary_search_by_key(&atom, |(atom, _)| *atom) {
            Ok(found) => node.edges[found].1,
            Err(slot) => {
                node.edges.insert(slot, (atom, next));
                next
            }
        }
    };
    if child == next {
        nodes.push(Node::default());
    }
    child as usize
}
