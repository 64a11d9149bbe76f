//! How often does each outlet use the words of a story? The table behind pictures of words.
//!
//! Rows: the highest-ranking features of each outlet and the commonest words. Cells: occurrences, the rate
//! with its interval, and a passage. Unit: occurrences per counted word.
//!
//! For one story only: over several, a difference in rates would mostly tell which stories an outlet covers.
//! It misleads as a ranking, for nothing is shrunk; [`OutletProfile::features`](super::OutletProfile::features) ranks.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::outlet_profile::OutletProfile;
use super::theme::Material;
use crate::article::Citation;
use crate::count::{Counts, Family, FeatureId};
use crate::stats::{Estimate, Moments};

/// How many features of each outlet are in the table.
const EACH: usize = 12;
/// How many of the commonest words.
const COMMON: usize = 120;
/// How many rows at most.
const MOST: usize = 320;
/// A sentence with more words than this is a list or page furniture.
const MAX_PASSAGE_WORDS: usize = 60;
const LEVEL: f64 = 0.95;

/// Outlets by words, for one story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WordTable {
    /// The slugs of the outlets, those with the most text first.
    pub outlets: Vec<String>,
    /// The words and phrases, the commonest first.
    pub rows: Vec<WordRow>,
}

/// One word or phrase.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WordRow {
    /// The word as a reader sees it.
    pub shown: String,
    /// A word or a phrase.
    pub family: Family,
    /// The outlets that use it, in the order of [`WordTable::outlets`].
    pub cells: Vec<WordCell>,
}

/// One word in one outlet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WordCell {
    /// The position of the outlet in [`WordTable::outlets`].
    pub outlet: u32,
    /// Occurrences; at least 1.
    pub n_occurrences: u32,
    /// Occurrences per counted word, with a cluster-robust interval where the outlet has two articles or more.
    pub rate: Estimate,
    /// The standard error of the rate by article, as a share of the rate; `None` for a single article.
    pub relative_error: Option<f64>,
    /// A passage of the outlet that holds it; empty where it stands in none short enough to show.
    pub citations: Vec<Citation>,
}

impl WordTable {
    /// The table of the outlets that can be compared. `words` counts all words, so that its exposure holds for
    /// the other tables of `material` too.
    pub(super) fn new(material: &Material<'_>, words: &Counts, profiles: &[OutletProfile]) -> Self {
        let compared: Vec<&OutletProfile> =
            profiles.iter().filter(|profile| !profile.features.is_empty()).collect();
        let chosen = chosen(material.tables, &compared);
        let corpus = material.corpus;
        let number_of = |id| {
            let slug = &corpus.outlet(corpus.outlet_of(id)).slug;
            compared.iter().position(|profile| profile.slug == *slug)
        };
        let number_of: Vec<Option<usize>> = corpus.article_ids().map(number_of).collect();
        let mut rows: Vec<(u64, WordRow)> = chosen
            .into_iter()
            .map(|(table, id)| {
                row(material, words, &number_of, compared.len(), material.tables[table], id)
            })
            .filter(|(_, row)| !row.cells.is_empty())
            .collect();
        rows.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.shown.cmp(&b.1.shown)));
        WordTable {
            outlets: compared.iter().map(|profile| profile.slug.clone()).collect(),
            rows: rows.into_iter().map(|(_, row)| row).collect(),
        }
    }

    /// The passages of all cells.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.citations)
    }
}

/// The features to show, as numbers of their table and in it: first every outlet's first, then its second,
/// and so on, then the commonest words.
fn chosen(tables: &[&Counts], compared: &[&OutletProfile]) -> BTreeSet<(usize, FeatureId)> {
    let mut chosen = BTreeSet::new();
    for rank in 0..EACH {
        for feature in compared.iter().filter_map(|profile| profile.features.get(rank)) {
            let table = tables.iter().position(|table| table.family() == feature.family);
            let found = table.and_then(|table| Some((table, tables[table].find(&feature.key)?)));
            if chosen.len() < MOST - COMMON {
                chosen.extend(found);
            }
        }
    }
    for (number, table) in tables.iter().enumerate().filter(|(_, t)| t.family() == Family::Term) {
        let mut by_count: Vec<(u64, u32)> = (0..table.features().len() as u32)
            .map(|id| (table.matrix().column(id as usize).total(), id))
            .collect();
        by_count.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        chosen.extend(by_count.into_iter().take(COMMON).map(|(_, id)| (number, FeatureId(id))));
    }
    chosen
}

fn row(
    material: &Material<'_>,
    words: &Counts,
    number_of: &[Option<usize>],
    n_outlets: usize,
    table: &Counts,
    id: FeatureId,
) -> (u64, WordRow) {
    let feature = table.feature(id);
    let column = table.matrix().column(id.index());
    let counts: BTreeMap<usize, u32> = column.iter().collect();
    let mut moments = vec![Moments::default(); n_outlets];
    for (article, (outlet, &n_words)) in number_of.iter().zip(words.exposure()).enumerate() {
        let n_occurrences = counts.get(&article).copied().unwrap_or(0);
        if let Some(outlet) = *outlet {
            moments[outlet].merge(&Moments::of(n_words, n_occurrences));
        }
    }
    let mut passages: BTreeMap<usize, Citation> = BTreeMap::new();
    for place in material.index.feature(feature) {
        let sentence =
            &material.tokenized.document(place.article).sentences[place.sentence as usize];
        let Some(outlet) = number_of[place.article.index()] else { continue };
        if sentence.n_tokens() <= MAX_PASSAGE_WORDS {
            let cite = || material.tokenized.cite(place.article, sentence);
            passages.entry(outlet).or_insert_with(cite);
        }
    }
    let cells = moments.iter().enumerate().filter(|(_, sums)| sums.n_occurrences > 0);
    let cells = cells.filter_map(|(outlet, sums)| {
        let rate = sums.rate(LEVEL)?;
        Some(WordCell {
            outlet: outlet as u32,
            n_occurrences: sums.n_occurrences as u32,
            rate,
            relative_error: relative_error(sums, rate.value),
            citations: passages.get(&outlet).copied().into_iter().collect(),
        })
    });
    let row =
        WordRow { shown: feature.shown.clone(), family: table.family(), cells: cells.collect() };
    (column.total(), row)
}

fn relative_error(sums: &Moments, rate: f64) -> Option<f64> {
    let m = sums.n_articles as f64;
    (m > 1.0).then(|| {
        libm::sqrt(m / (m - 1.0) * sums.squared_residuals(rate)) / sums.n_occurrences as f64
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_of_a_rate_by_hand() {
        // Two articles of 100 words with one and three occurrences: the residuals are -1 and 1.
        let mut sums = Moments::of(100, 1);
        assert_eq!(relative_error(&sums, 0.01), None, "one article says nothing about the next");
        sums.merge(&Moments::of(100, 3));
        let found = relative_error(&sums, 0.02).unwrap();
        assert!((found - 2.0 / 4.0).abs() < 1e-12, "{found}");
    }
}
