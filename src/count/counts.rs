//! The table every contrast starts from.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Feature;
use crate::stats::Matrix;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Family {
    /// Normalised words.
    Term,
    /// Words that recur together.
    Phrase,
    /// Frames of an inventory.
    Frame,
    /// Persons, organisations and places.
    Actor,
    /// Whoever is quoted, by the words that are given to him.
    Source,
    /// Classes of cues, alone or with the source that stands under them.
    Cue,
    /// Ways of telling in the outlet's own words: loaded sentences, harm without an agent, tone towards an actor.
    Manner,
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Family::Term => "term",
            Family::Phrase => "phrase",
            Family::Frame => "frame",
            Family::Actor => "actor",
            Family::Source => "source",
            Family::Cue => "cue",
            Family::Manner => "manner",
        })
    }
}

/// A feature of one [`Counts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FeatureId(pub(crate) u32);

impl FeatureId {
    /// The position in the table, counted from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Which article a row is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RowKey {
    /// The slug of its outlet.
    pub outlet: String,
    /// The key of its story.
    pub story: String,
    /// Its own key.
    pub article: String,
}

/// Articles by features: how often each article holds each feature, and how much text it has.
///
/// Rows are articles, always, and rows without any feature stay, because their text is exposure too.
/// Two tables of one family add up with [`merge`](Counts::merge); merged tables are in canonical order
/// (rows and features by key), so that any split of a corpus, merged in any order, gives the same counts.
/// A merged table no longer leads back to the words of one vocabulary: [`Feature::terms`] is empty.
///
/// ```
/// use parallax::clean::Masks;
/// use parallax::count::terms;
/// use parallax::token::{Normalizer, TokenizedCorpus};
/// use parallax::{Article, Corpus};
///
/// let corpus = Corpus::new([Article::new("Reuters", "War and peace", "War, then peace, then war.")]);
/// let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
/// let counts = terms(&corpus, &tokenized, &Masks::none(&tokenized));
/// assert_eq!(counts.exposure(), [5], "five words, stop words left out");
/// let war = counts.find("war").unwrap();
/// assert_eq!(counts.matrix().column(war.index()).total(), 3);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    family: Family,
    rows: Vec<RowKey>,
    exposure: Vec<u32>,
    features: Vec<Feature>,
    matrix: Matrix,
    /// Feature numbers in the order of their keys.
    by_key: Vec<u32>,
}

impl Counts {
    /// A table from rows of (feature, count).
    ///
    /// # Panics
    ///
    /// Where `rows`, `exposure` and `cells` differ in length or a cell names a feature that is not there.
    pub(crate) fn from_rows(
        family: Family,
        rows: Vec<RowKey>,
        exposure: Vec<u32>,
        features: Vec<Feature>,
        cells: Vec<Vec<(u32, u32)>>,
    ) -> Self {
        assert!(
            rows.len() == exposure.len() && rows.len() == cells.len(),
            "one value for each article"
        );
        let matrix = Matrix::from_rows(features.len(), cells);
        Counts::new(family, rows, exposure, features, matrix)
    }

    fn new(
        family: Family,
        rows: Vec<RowKey>,
        exposure: Vec<u32>,
        features: Vec<Feature>,
        matrix: Matrix,
    ) -> Self {
        let mut by_key: Vec<u32> = (0..features.len() as u32).collect();
        by_key.sort_by(|&a, &b| features[a as usize].key.cmp(&features[b as usize].key));
        Counts { family, rows, exposure, features, matrix, by_key }
    }

    /// What is counted.
    pub fn family(&self) -> Family {
        self.family
    }

    /// The articles.
    pub fn rows(&self) -> &[RowKey] {
        &self.rows
    }

    /// How much text each article has: counted words, or sentences for features of sentences.
    pub fn exposure(&self) -> &[u32] {
        &self.exposure
    }

    /// The features.
    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    /// A feature.
    ///
    /// # Panics
    ///
    /// Where the id comes from a larger table.
    pub fn feature(&self, id: FeatureId) -> &Feature {
        &self.features[id.index()]
    }

    /// The feature with a key.
    pub fn find(&self, key: &str) -> Option<FeatureId> {
        let key_of = |&number: &u32| self.features[number as usize].key.as_str();
        let found = self.by_key.binary_search_by_key(&key, key_of).ok()?;
        Some(FeatureId(self.by_key[found]))
    }

    /// The counts themselves.
    pub fn matrix(&self) -> &Matrix {
        &self.matrix
    }

    /// The table without the features that fewer than `n_tokens` occurrences or `n_articles` articles
    /// carry. Exposure stays as it is.
    pub fn trimmed(&self, n_tokens: u64, n_articles: usize) -> Counts {
        let keep: Vec<usize> = (0..self.features.len())
            .filter(|&index| {
                let column = self.matrix.column(index);
                column.total() >= n_tokens && column.articles.len() >= n_articles
            })
            .collect();
        let features = keep.iter().map(|&index| self.features[index].clone()).collect();
        let matrix = self.matrix.select(&keep);
        Counts::new(self.family, self.rows.clone(), self.exposure.clone(), features, matrix)
    }

    /// The articles of both tables, in canonical order. A row that both have is added up.
    ///
    /// # Panics
    ///
    /// Where the families differ.
    pub fn merge(&self, other: &Counts) -> Counts {
        assert_eq!(self.family, other.family, "only tables of one family add up");
        let mut rows: BTreeMap<&RowKey, (u32, BTreeMap<&str, u32>)> = BTreeMap::new();
        let mut shown: BTreeMap<&str, &Feature> = BTreeMap::new();
        for table in [self, other] {
            for (key, &exposure) in table.rows.iter().zip(&table.exposure) {
                rows.entry(key).or_default().0 += exposure;
            }
            for (index, feature) in table.features.iter().enumerate() {
                // Which spelling is shown must not depend on the order of merging.
                let kept = shown.entry(&feature.key).or_insert(feature);
                if feature.shown < kept.shown {
                    *kept = feature;
                }
                for (row, count) in table.matrix.column(index).iter() {
                    let cells = &mut rows.entry(&table.rows[row]).or_default().1;
                    *cells.entry(&feature.key).or_default() += count;
                }
            }
        }
        let number: BTreeMap<&str, u32> = shown.keys().copied().zip(0..).collect();
        let cells = rows
            .values()
            .map(|(_, cells)| cells.iter().map(|(key, &count)| (number[key], count)).collect());
        Counts::from_rows(
            self.family,
            rows.keys().map(|&key| key.clone()).collect(),
            rows.values().map(|(exposure, _)| *exposure).collect(),
            shown.values().map(|feature| Feature::named(&feature.key, &feature.shown)).collect(),
            cells.collect(),
        )
    }
}
