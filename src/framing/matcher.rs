//! Finds the words of frames in sentences.
//!
//! The places of all patterns form one trie. A sentence is matched from each of its words in turn; each
//! frame takes the longest match from the leftmost place and goes on behind it, whatever the other frames
//! find there. So a frame finds the same whether it is matched alone or with others.
//!
//! What a word completes alone is worked out once for each spelling. Cost: a look at a table for each word, and a
//! walk for the words that begin a phrase.

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::lexicon::{Atom, Table};
use super::trie::{End, Node, trie};
use super::{Frame, Inventory, Negation};
use crate::article::Span;
use crate::token::{Occurrence, Sentence, Tokenized, Vocabulary};

/// A frame of one matcher, numbered in the order of the inventories and their frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FrameId(pub(crate) u32);

impl FrameId {
    /// The position in the matcher, counted from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Words of a sentence that speak for a frame.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FrameMatch {
    /// The frame.
    pub frame: FrameId,
    /// The entry of the frame's word list, by position.
    pub pattern: u32,
    /// Which words of the sentence, counted from its first.
    pub words: Range<u32>,
    /// Their bytes in the part of the article that the sentence belongs to.
    pub span: Span,
    /// What the match adds to its sentence.
    pub weight: f64,
    /// Whether a negator stands before it in the sentence.
    pub negated: bool,
}

/// A negator this many words before a match negates it where the inventory does not say how far one reaches.
const NEGATION_REACH: u8 = 3;

/// A frame is found in a sentence whose matches weigh at least this much together.
pub(super) const SENTENCE_WEIGHT: f64 = 1.0;

/// Inventories resolved against a vocabulary, ready to match its words.
///
/// ```
/// use parallax::framing::{FrameMatcher, Inventory};
/// use parallax::token::{Tokenized, Normalizer, Vocabulary};
/// use parallax::Article;
///
/// let inventory = Inventory::parse("x", "inventory: x\n[security] Security\nwords: security, threat*\nexclude: security guard")?;
/// let mut vocabulary = Vocabulary::new(Normalizer::default());
/// let article = Article::new("Reuters", "", "The security guard saw no threat to security.");
/// let document = Tokenized::new(&article, &mut vocabulary);
///
/// let matcher = FrameMatcher::new(&inventory, &vocabulary);
/// let found = matcher.sentence(document.words_of(&document.sentences[0]));
/// let words: Vec<_> = found.iter().filter_map(|found| found.span.of(&article.body)).collect();
/// assert_eq!(words, ["threat", "security"]);
/// assert!(found[0].negated, "by \"no\"");
/// # Ok::<(), parallax::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct FrameMatcher {
    frames: Vec<FrameEntry>,
    nodes: Vec<Node>,
    /// The atoms that each spelling satisfies.
    atoms: Table<Atom>,
    /// What each spelling completes alone: one end at most for each frame, in the order of the frames.
    alone: Table<End>,
    /// The nodes that each spelling leads to from the root and that lead further.
    onward: Table<u32>,
    /// The inventories in which each spelling negates.
    negators: Table<usize>,
}

/// A frame with what matching needs to know of it.
#[derive(Debug, Clone)]
struct FrameEntry {
    inventory: String,
    frame: Frame,
    /// The position of its inventory.
    family: usize,
}

impl FrameMatcher {
    /// Resolves an inventory against a vocabulary. Words that come into the vocabulary later match nothing.
    pub fn new(inventory: &Inventory, vocabulary: &Vocabulary) -> Self {
        FrameMatcher::with_all([inventory], vocabulary)
    }

    /// Resolves several inventories, to be matched in one pass.
    pub fn with_all<'i>(
        inventories: impl IntoIterator<Item = &'i Inventory>,
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut frames = Vec::new();
        let mut negating: HashMap<&str, Vec<usize>> = HashMap::new();
        for (family, inventory) in inventories.into_iter().enumerate() {
            for word in &inventory.negators {
                negating.entry(word).or_default().push(family);
            }
            frames.extend(inventory.frames().iter().map(|frame| FrameEntry {
                inventory: inventory.key.clone(),
                frame: frame.clone(),
                family,
            }));
        }
        let (nodes, atoms) = trie(frames.iter().map(|entry| &entry.frame));
        let mut negators = Table::default();
        let atoms = atoms.resolve(vocabulary, |spelling| {
            // English contractions negate, whatever the list says of the words they are made of.
            let not = spelling.ends_with("n't").then_some("not");
            let words = [Some(spelling), not].into_iter().flatten();
            negators.push(words.filter_map(|word| negating.get(word)).flatten().copied());
        });
        let (mut alone, mut onward) = (Table::default(), Table::default());
        let mut best: Vec<(End, usize)> = Vec::new();
        for row in atoms.rows() {
            best.clear();
            let starts = || row.iter().filter_map(|atom| nodes[0].edge(*atom));
            starts().for_each(|node| nodes[node as usize].complete(1, &mut best));
            best.sort_unstable_by_key(|(end, _)| end.frame);
            alone.push(best.iter().map(|(end, _)| *end));
            onward.push(starts().filter(|node| nodes[*node as usize].leads_further()));
        }
        FrameMatcher { frames, nodes, atoms, alone, onward, negators }
    }

    /// The number of frames.
    pub fn n_frames(&self) -> usize {
        self.frames.len()
    }

    /// The ids of all frames.
    pub fn frame_ids(&self) -> impl ExactSizeIterator<Item = FrameId> + use<> {
        (0..self.frames.len()).map(|index| FrameId(index as u32))
    }

    /// A frame of this matcher.
    ///
    /// # Panics
    ///
    /// Where the id comes from a matcher of more frames, as indexing a slice does.
    pub fn frame(&self, id: FrameId) -> &Frame {
        &self.frames[id.index()].frame
    }

    /// The key of the inventory that a frame belongs to.
    ///
    /// # Panics
    ///
    /// Where the id comes from a matcher of more frames, as indexing a slice does.
    pub fn inventory_of(&self, id: FrameId) -> &str {
        &self.frames[id.index()].inventory
    }

    /// The frame with a key; where several inventories have one, the first.
    pub fn find(&self, key: &str) -> Option<FrameId> {
        self.frame_ids().find(|id| self.frame(*id).key == key)
    }

    /// What the frames find in the words of one sentence, in the order of the words.
    pub fn sentence(&self, words: &[Occurrence]) -> Vec<FrameMatch> {
        let mut found = Vec::new();
        self.sentence_into(words, &mut found);
        found
    }

    /// As [`FrameMatcher::sentence`], into a vector that is emptied first and can be used again.
    pub fn sentence_into(&self, words: &[Occurrence], found: &mut Vec<FrameMatch>) {
        found.clear();
        let mut best: Vec<(End, usize)> = Vec::new();
        // What an exclusion covers is not among the matches, so the place that each frame goes on from
        // is kept here. Few frames meet in one sentence.
        let mut free: Vec<(FrameId, usize)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let (alone, onward) = (self.alone.row(word.form), self.onward.row(word.form));
            if alone.is_empty() && onward.is_empty() {
                continue;
            }
            best.clear();
            best.extend(alone.iter().map(|end| (*end, at + 1)));
            if !onward.is_empty() {
                onward.iter().for_each(|&node| self.walk(node, at + 1, words, &mut best));
                best.sort_unstable_by_key(|(end, _)| end.frame);
            }
            for &(end, stop) in &best {
                match free.iter_mut().find(|(frame, _)| *frame == end.frame) {
                    Some((_, next)) if at < *next => continue,
                    Some((_, next)) => *next = stop,
                    None => free.push((end.frame, stop)),
                }
                if !end.excludes {
                    found.extend(self.counted(end, at, stop, words));
                }
            }
        }
    }

    /// The sentences of a document that hold anything, with what they hold.
    pub fn document<'d>(
        &'d self,
        document: &'d Tokenized,
    ) -> impl Iterator<Item = (&'d Sentence, Vec<FrameMatch>)> + 'd {
        document
            .sentences
            .iter()
            .map(|sentence| (sentence, self.sentence(document.words_of(sentence))))
            .filter(|(_, found)| !found.is_empty())
    }

    /// Keeps, for each frame, the longest match through the nodes behind this one.
    fn walk(&self, node: u32, next: usize, words: &[Occurrence], best: &mut Vec<(End, usize)>) {
        let node = &self.nodes[node as usize];
        let Some(word) = words.get(next) else { return };
        if !node.edges.is_empty() {
            for &atom in self.atoms.row(word.form) {
                if let Some(child) = node.edge(atom) {
                    self.nodes[child as usize].complete(next + 1, best);
                    self.walk(child, next + 1, words, best);
                }
            }
        }
        // No pattern ends with a gap.
        if let Some(any) = node.any {
            self.walk(any, next + 1, words, best);
        }
    }

    /// A match, unless a negation takes it away.
    fn counted(
        &self,
        end: End,
        from: usize,
        to: usize,
        words: &[Occurrence],
    ) -> Option<FrameMatch> {
        let FrameEntry { frame, family, .. } = &self.frames[end.frame.index()];
        let reach = match frame.negation {
            Negation::Keep => NEGATION_REACH,
            Negation::Drop { within } => within,
        };
        let before = &words[from.saturating_sub(usize::from(reach))..from];
        let negates = |word: &Occurrence| self.negators.row(word.form).contains(family);
        let negated = before.iter().any(negates);
        if negated && frame.negation != Negation::Keep {
            return None;
        }
        Some(FrameMatch {
            frame: end.frame,
            pattern: end.pattern,
            words: from as u32..to as u32,
            span: Span::new(words[from].span.start, words[to - 1].span.end),
            weight: end.weight,
            negated,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::pattern::PatternWord;
    use super::*;
    use crate::article::Article;
    use crate::token::Normalizer;

    /// Matches the frames of an inventory and gives "key:words" for each match, "!" before negated ones.
    fn found(frames: &str, body: &str) -> Vec<String> {
        let inventory = Inventory::parse("x", &format!("inventory: x\n{frames}")).unwrap();
        let mut vocabulary = Vocabulary::new(Normalizer::default());
        let article = Article::new("a", "", body);
        let document = Tokenized::new(&article, &mut vocabulary);
        let matcher = FrameMatcher::new(&inventory, &vocabulary);
        let all = matcher.document(&document).flat_map(|(_, found)| found);
        all.map(|found| {
            let negated = if found.negated { "!" } else { "" };
            let words = found.span.of(body).unwrap();
            format!("{negated}{}:{words}", matcher.frame(found.frame).key)
        })
        .collect()
    }

    #[test]
    fn leftmost_longest_within_each_frame() {
        let cases: [(&str, &str, &[&str]); 13] = [
            ("[a]\nwords: war, war crime*", "War crimes in a war.", &["a:War crimes", "a:war"]),
            ("[a]\nwords: peace talks, talks end", "Peace talks end.", &["a:Peace talks"]),
            (
                "[a]\nwords: talks\n[b]\nwords: peace talks",
                "Peace talks.",
                &["b:Peace talks", "a:talks"],
            ),
            (
                "[a]\nwords: security\nexclude: security guard*",
                "Security guards want security.",
                &["a:security"],
            ),
            ("[a]\nwords: security\nexclude: social security", "Social security.", &[]),
            ("[a]\nwords: war*\nexclude: warm*", "A warm war.", &["a:war"]),
            (
                "[a]\nwords: put ... at risk",
                "It put at risk, put the lives at risk, put a b c d at risk.",
                &["a:put at risk", "a:put the lives at risk"],
            ),
            ("[a]\nwords: at * risk", "At risk; at great risk.", &["a:at great risk"]),
            ("[a]\nwords: rule|ruled against", "They ruled against it.", &["a:ruled against"]),
            ("[a]\nwords: end war", "It will end. War goes on.", &[]),
            ("[a]\nwords: pro-life", "A pro-life vote.", &["a:pro-life"]),
            (
                "[a]\nwords: threat*",
                "Not a threat. It isn't any threat. A threat, not a plan.",
                &["!a:threat", "!a:threat", "a:threat"],
            ),
            (
                "[a]\nnegation: drop within 2\nwords: threat*",
                "Not a threat. Not at all a threat.",
                &["a:threat"],
            ),
        ];
        for (frames, body, expected) in cases {
            assert_eq!(found(frames, body), expected, "{frames} | {body}");
        }
    }

    #[test]
    fn the_closer_entry_gives_the_weight() {
        let inventory =
            Inventory::parse("x", "inventory: x\n[a]\nwords: tax*, taxes = 3, ta*").unwrap();
        let mut vocabulary = Vocabulary::new(Normalizer::default());
        let document = Tokenized::new(&Article::new("a", "Taxes taxed tall", ""), &mut vocabulary);
        let matcher = FrameMatcher::new(&inventory, &vocabulary);
        let weights: Vec<(u32, f64)> =
            matcher.sentence(&document.tokens).iter().map(|m| (m.pattern, m.weight)).collect();
        assert_eq!(weights, [(1, 3.0), (0, 1.0), (2, 1.0)]);
    }

    proptest::proptest! {
        /// The definition of leftmost-longest, written out slowly, finds the same.
        #[test]
        fn as_a_plain_search_finds(
            patterns in proptest::collection::vec("[ab]{1,2}\\*?( [ab]{1,2}){0,2}", 1..6),
            text in "([ab]{1,3} ){0,12}",
        ) {
            let patterns: Vec<_> = patterns.iter().filter_map(|text| super::super::Pattern::new(text).ok()).collect();
            let mut frame = Frame::new("a", "A");
            frame.patterns.clone_from(&patterns);
            let inventory = Inventory::new("x").with_frame(frame);
            let mut vocabulary = Vocabulary::new(Normalizer::default());
            let document = Tokenized::new(&Article::new("a", text.clone(), ""), &mut vocabulary);
            let matcher = FrameMatcher::new(&inventory, &vocabulary);
            let words: Vec<&str> = text.split_whitespace().collect();
            let accepts = |place: &PatternWord, word: &str| match place {
                PatternWord::Word(text) => text == word,
                PatternWord::Glob(glob) => super::super::pattern::glob_matches(glob, word),
                _ => false,
            };
            let mut expected = Vec::new();
            let mut at = 0;
            while at < words.len() {
                let lengths = patterns.iter().flat_map(|pattern| pattern.sequences()).filter(|sequence| {
                    sequence.len() <= words.len() - at
                        && sequence.iter().zip(&words[at..]).all(|(place, word)| accepts(place, word))
                });
                match lengths.map(|sequence| sequence.len()).max() {
                    Some(length) => {
                        expected.push(at as u32..(at + length) as u32);
                        at += length;
                    }
                    None => at += 1,
                }
            }
            let found: Vec<_> = matcher.sentence(&document.tokens).into_iter().map(|m| m.words).collect();
            proptest::prop_assert_eq!(found, expected);
        }
    }
}
