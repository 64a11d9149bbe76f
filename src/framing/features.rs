//! Texts as numbers: stems, pairs of stems, letters and frames, weighted by how rare they are; and what a caller
//! found in them.
//!
//! | feature | shown as | catches |
//! |---|---|---|
//! | stem, pair of stems in a sentence | `gun`, `gun control` | what is named |
//! | three to five letters inside a word | `-contro-` | spellings that the training texts do not hold |
//! | evidence for a frame of an inventory | `[policy_frames.economic]` | words that the training texts do not hold |
//! | what the caller found | `{name}` | lists, places, counts: anything that is no word |
//!
//! Stems and letters are weighted `(1 + ln n) · (1 + ln((1 + N) / (1 + df)))`; each of the first three kinds is
//! then scaled to a fixed length, so that a long text weighs what a short one does. What the caller found enters as
//! it is: its size is the caller's choice.
//!
//! Cost: training reads every text once. A text is looked up in the learnt features by binary search, so that one
//! text costs no more than its own words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::linear::Sparse;
use super::{Coded, FrameMatcher, Inventory};
use crate::article::Article;
use crate::token::{Normalizer, Tokenized, Vocabulary};

/// The lengths of the three kinds of features. Words carry the most; letters and frames help where the
/// training texts are few.
const LENGTHS: [f64; 3] = [1.0, 0.7, 0.5];

/// Pieces of words must occur in this many texts: one that occurs in one text teaches nothing about others.
const MIN_TEXTS: u32 = 2;

/// Which features a model knows, and how rare each is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct FeatureSpace {
    inventories: Vec<Inventory>,
    /// The features in alphabetical order of kind and name, with their weights.
    features: Vec<(Kind, String, f32)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Words,
    Letters,
    Frame,
    Found,
}

/// The features of one text before weighting.
type Raw = BTreeMap<(Kind, String), f64>;

impl FeatureSpace {
    /// Learns the features of the training texts, and gives these as numbers.
    pub(super) fn learn(texts: &[&Coded], inventories: &[Inventory]) -> (Self, Vec<Sparse>) {
        let raw = raw_features(texts, inventories);
        let mut n_texts: BTreeMap<&(Kind, String), u32> = BTreeMap::new();
        for feature in raw.iter().flat_map(|text| text.keys()) {
            *n_texts.entry(feature).or_default() += 1;
        }
        let all = texts.len() as f64;
        let features = n_texts
            .into_iter()
            .filter(|((kind, _), n)| *kind != Kind::Letters || *n >= MIN_TEXTS)
            .map(|((kind, name), n)| {
                let rarity = 1.0 + ((1.0 + all) / (1.0 + f64::from(n))).ln();
                // How common a frame is says nothing against it.
                let weighed = matches!(kind, Kind::Words | Kind::Letters);
                (*kind, name.clone(), if weighed { rarity as f32 } else { 1.0 })
            })
            .collect();
        let space = FeatureSpace { inventories: inventories.to_vec(), features };
        let rows = space.weigh(&raw);
        (space, rows)
    }

    /// Texts as numbers. What was not learnt is left out.
    pub(super) fn apply(&self, texts: &[&Coded]) -> Vec<Sparse> {
        self.weigh(&raw_features(texts, &self.inventories))
    }

    pub(super) fn len(&self) -> usize {
        self.features.len()
    }

    /// The feature as it is shown to a reader.
    pub(super) fn shown(&self, feature: u32) -> String {
        match self.features.get(feature as usize) {
            Some((Kind::Words, name, _)) => name.clone(),
            Some((Kind::Letters, name, _)) => format!("-{name}-"),
            Some((Kind::Frame, name, _)) => format!("[{name}]"),
            Some((Kind::Found, name, _)) => format!("{{{name}}}"),
            None => String::new(),
        }
    }

    /// The number of a feature, where it was learnt.
    fn number(&self, kind: Kind, name: &str) -> Option<u32> {
        let known = |(other, written, _): &(Kind, String, f32)| {
            other.cmp(&kind).then_with(|| written.as_str().cmp(name))
        };
        self.features.binary_search_by(known).ok().map(|number| number as u32)
    }

    fn weigh(&self, raw: &[Raw]) -> Vec<Sparse> {
        raw.iter()
            .map(|text| {
                let mut row = Sparse::new();
                let mut squares = [0.0; 3];
                for ((kind, name), n) in text {
                    let Some(number) = self.number(*kind, name) else { continue };
                    let count = match kind {
                        Kind::Found => *n,
                        Kind::Frame => n.ln_1p(),
                        Kind::Words | Kind::Letters => 1.0 + n.ln(),
                    };
                    let value = count * f64::from(self.features[number as usize].2);
                    if let Some(square) = squares.get_mut(*kind as usize) {
                        *square += value * value;
                    }
                    row.push((number, value));
                }
                for (number, value) in &mut row {
                    let kind = self.features[*number as usize].0 as usize;
                    if let Some(length) = LENGTHS.get(kind) {
                        *value *= length / squares[kind].sqrt();
                    }
                }
                row
            })
            .collect()
    }
}

fn raw_features(texts: &[&Coded], inventories: &[Inventory]) -> Vec<Raw> {
    let mut vocabulary = Vocabulary::new(Normalizer::default());
    let documents: Vec<Tokenized> = texts
        .iter()
        .map(|text| Tokenized::new(&Article::new("", "", &*text.text), &mut vocabulary))
        .collect();
    let matcher = FrameMatcher::with_all(inventories, &vocabulary);
    let names: Vec<String> = matcher
        .frame_ids()
        .map(|id| format!("{}.{}", matcher.inventory_of(id), matcher.frame(id).key))
        .collect();
    documents
        .iter()
        .zip(texts)
        .map(|(document, text)| {
            let found = text.features.iter().filter(|(_, value)| value.is_finite());
            let mut raw: Raw =
                found.map(|(name, value)| ((Kind::Found, name.clone()), *value)).collect();
            let mut add = |kind, name: &str, n: f64| {
                *raw.entry((kind, name.to_owned())).or_insert(0.0) += n;
            };
            for sentence in &document.sentences {
                let words = document.words_of(sentence);
                let stems: Vec<&str> = words
                    .iter()
                    .map(|word| vocabulary.key(vocabulary.term_of(word.form)))
                    .collect();
                for stem in &stems {
                    add(Kind::Words, stem, 1.0);
                }
                for pair in stems.windows(2) {
                    add(Kind::Words, &pair.join(" "), 1.0);
                }
                for word in words {
                    let folded = vocabulary.normalizer().fold(vocabulary.form(word.form));
                    // Spaces stand for the ends of the word, as in "gun" against "begun".
                    let letters: Vec<char> = format!(" {folded} ").chars().collect();
                    for length in 3..=5 {
                        for piece in letters.windows(length) {
                            add(Kind::Letters, &piece.iter().collect::<String>(), 1.0);
                        }
                    }
                }
                for (name, evidence) in names.iter().zip(matcher.evidence(words)) {
                    if evidence > 0.0 {
                        add(Kind::Frame, name, evidence);
                    }
                }
            }
            raw
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_length() {
        let inventory = Inventory::parse("x", "inventory: x\n[gun] Gun\nwords: gun*").unwrap();
        let texts = ["Gun control now", "Guns for all", "Rain"];
        let texts = texts.map(|text| Coded::new(text, ["x"]).with_features([("n".into(), 3.0)]));
        let texts: Vec<&Coded> = texts.iter().collect();
        let (space, rows) = FeatureSpace::learn(&texts, &[inventory]);
        assert_eq!(space.apply(&texts), rows);
        for (text, lengths) in [(0, [1.0, 0.7, 0.5]), (2, [1.0, 0.0, 0.0])] {
            let mut found = [0.0; 4];
            for &(feature, value) in &rows[text] {
                found[space.features[feature as usize].0 as usize] += value * value;
            }
            assert_eq!(found[3], 9.0, "what was found enters as it is");
            for (found, length) in found.into_iter().zip(lengths) {
                assert!((found.sqrt() - length).abs() < 1e-9, "{text}: {found} {length}");
            }
        }
        let shown: Vec<String> = rows[1].iter().map(|(feature, _)| space.shown(*feature)).collect();
        for name in ["gun", "gun for", "- gun-", "[x.gun]", "{n}"] {
            assert!(shown.iter().any(|shown| shown == name), "{name}: {shown:?}");
        }
        assert!(space.apply(&[&Coded::new("", ["x"])])[0].is_empty());
    }
}
