//! Texts as numbers: stems, pairs of stems, letters and frames, weighted by how rare they are.
//!
//! | feature | shown as | catches |
//! |---|---|---|
//! | stem, pair of stems in a sentence | `gun`, `gun control` | what is named |
//! | three to five letters inside a word | `-contro-` | spellings that the training texts do not hold |
//! | evidence for a frame of an inventory | `[policy_frames.economic]` | words that the training texts do not hold |
//!
//! Stems and letters are weighted `(1 + ln n) · (1 + ln((1 + N) / (1 + df)))`; each of the three kinds is
//! then scaled to a fixed length, so that a long text weighs what a short one does.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::linear::Sparse;
use super::{FrameMatcher, Inventory};
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
}

/// The features of one text before weighting.
type Raw = BTreeMap<(Kind, String), f64>;

impl FeatureSpace {
    /// Learns the features of the training texts, and gives these as numbers.
    pub(super) fn learn(texts: &[&str], inventories: &[Inventory]) -> (Self, Vec<Sparse>) {
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
                (*kind, name.clone(), if *kind == Kind::Frame { 1.0 } else { rarity as f32 })
            })
            .collect();
        let space = FeatureSpace { inventories: inventories.to_vec(), features };
        let rows = space.weigh(&raw);
        (space, rows)
    }

    /// Texts as numbers. What was not learnt is left out.
    pub(super) fn apply(&self, texts: &[&str]) -> Vec<Sparse> {
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
            None => String::new(),
        }
    }

    fn weigh(&self, raw: &[Raw]) -> Vec<Sparse> {
        let numbers: HashMap<(Kind, &str), u32> = (0..)
            .zip(&self.features)
            .map(|(n, (kind, name, _))| ((*kind, name.as_str()), n))
            .collect();
        raw.iter()
            .map(|text| {
                let mut row = Sparse::new();
                let mut squares = [0.0; 3];
                for ((kind, name), n) in text {
                    let Some(&number) = numbers.get(&(*kind, name.as_str())) else { continue };
                    let count = if *kind == Kind::Frame { n.ln_1p() } else { 1.0 + n.ln() };
                    let value = count * f64::from(self.features[number as usize].2);
                    squares[*kind as usize] += value * value;
                    row.push((number, value));
                }
                for (number, value) in &mut row {
                    let kind = self.features[*number as usize].0 as usize;
                    *value *= LENGTHS[kind] / squares[kind].sqrt();
                }
                row
            })
            .collect()
    }
}

fn raw_features(texts: &[&str], inventories: &[Inventory]) -> Vec<Raw> {
    let mut vocabulary = Vocabulary::new(Normalizer::default());
    let documents: Vec<Tokenized> = texts
        .iter()
        .map(|text| Tokenized::new(&Article::new("", "", *text), &mut vocabulary))
        .collect();
    let matcher = FrameMatcher::with_all(inventories, &vocabulary);
    let names: Vec<String> = matcher
        .frame_ids()
        .map(|id| format!("{}.{}", matcher.inventory_of(id), matcher.frame(id).key))
        .collect();
    documents
        .iter()
        .map(|document| {
            let mut raw = Raw::new();
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
        let (space, rows) = FeatureSpace::learn(&texts, &[inventory]);
        assert_eq!(space.apply(&texts), rows);
        for (text, lengths) in [(0, [1.0, 0.7, 0.5]), (2, [1.0, 0.0, 0.0])] {
            let mut found = [0.0; 3];
            for &(feature, value) in &rows[text] {
                found[space.features[feature as usize].0 as usize] += value * value;
            }
            for (found, length) in found.into_iter().zip(lengths) {
                assert!((found.sqrt() - length).abs() < 1e-9, "{text}: {found} {length}");
            }
        }
        let shown: Vec<String> = rows[1].iter().map(|(feature, _)| space.shown(*feature)).collect();
        for name in ["gun", "gun for", "- gun-", "[x.gun]"] {
            assert!(shown.iter().any(|shown| shown == name), "{name}: {shown:?}");
        }
        assert!(space.apply(&[""])[0].is_empty());
    }
}
