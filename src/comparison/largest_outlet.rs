//! How much of a group's use of a feature is one outlet's doing, and what is left without that outlet?

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::groups::WithoutLargest;
use super::habits::{Habit, Sides, Tables};
use crate::article::{ArticleId, OutletId};
use crate::stats::{self, EmphasisOptions, Sample, Test, Weighting};

/// Draws behind the p of rare features without the largest outlet, where p need not be small.
const DRAWS_WITHOUT: u32 = 512;

/// How a group's occurrences of a feature are spread over its outlets.
pub(super) struct Spread {
    pub largest: OutletId,
    pub share: f64,
    pub n_outlets: u32,
}

impl Spread {
    pub fn of(
        tables: &Tables<'_>,
        sides: &Sides,
        side: u32,
        table: usize,
        feature: usize,
    ) -> Spread {
        let corpus = tables.material.corpus;
        let mut n_of: BTreeMap<OutletId, u64> = BTreeMap::new();
        for (article, count) in tables.counts[table].matrix().column(feature).iter() {
            if sides.side[article] == side && sides.takes_part[article] {
                *n_of.entry(corpus.outlet_of(ArticleId(article as u32))).or_default() +=
                    u64::from(count);
            }
        }
        let total: u64 = n_of.values().sum();
        // The first of several outlets with equally many occurrences stands for them.
        let largest = n_of
            .iter()
            .rev()
            .max_by_key(|&(_, &n)| n)
            .map_or((OutletId(0), 0), |(&id, &n)| (id, n));
        Spread {
            largest: largest.0,
            share: largest.1 as f64 / total.max(1) as f64,
            n_outlets: n_of.len() as u32,
        }
    }
}

/// Tests every finding again without the outlet that uses it most; findings that share that outlet and the
/// table are tested together.
pub(super) fn without_largest(
    tables: &Tables<'_>,
    sides: &Sides,
    side: u32,
    habits: &[(usize, usize, Habit)],
    spread: &[Spread],
    options: &EmphasisOptions,
) -> Vec<Option<WithoutLargest>> {
    let corpus = tables.material.corpus;
    let mut jobs: BTreeMap<(usize, OutletId), Vec<usize>> = BTreeMap::new();
    for (index, ((table, ..), spread)) in habits.iter().zip(spread).enumerate() {
        jobs.entry((*table, spread.largest)).or_default().push(index);
    }
    let options =
        EmphasisOptions { n_draws: DRAWS_WITHOUT, weighting: Weighting::Equal, ..options.clone() };
    let stratum = tables.stories();
    let jobs: Vec<((usize, OutletId), Vec<usize>)> = jobs.into_iter().collect();
    let parts: Vec<Vec<(usize, Option<WithoutLargest>)>> = jobs
        .par_iter()
        .map(|((table, outlet), indices)| {
            let columns: Vec<usize> = indices.iter().map(|&index| habits[index].1).collect();
            let matrix = tables.counts[*table].matrix().select(&columns);
            let mut exposure = tables.exposure(*table, sides);
            for id in corpus.article_ids() {
                if corpus.outlet_of(id) == *outlet {
                    exposure[id.index()] = 0;
                }
            }
            let sample = Sample::new(&matrix, &exposure, &sides.side, &stratum)
                .expect("the table has one row for each article of the corpus");
            let result = stats::emphasis(&sample, side, &options);
            let of = |(&index, feature): (&usize, &stats::FeatureEmphasis)| {
                let without = match (feature.test, feature.log2_ratio) {
                    (Test::Tested(test), Some(log2_ratio)) => {
                        Some(WithoutLargest { log2_ratio, p: test.p })
                    }
                    _ => None,
                };
                (index, without)
            };
            indices.iter().zip(&result.features).map(of).collect()
        })
        .collect();
    let mut without = vec![None; habits.len()];
    for (index, result) in parts.into_iter().flatten() {
        without[index] = result;
    }
    without
}
