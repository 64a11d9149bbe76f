//! On which features should the allowance for false alarms be spent? Weights that look at how much
//! the articles can tell about a feature.
//!
//! Formula: the information `e = f (1 - f) sum x / sqrt(variance of T)` is the `z` expected per unit of
//! natural log ratio, and knows no labels. For differences of size `d` in that unit the best weight is
//! `Phi(-(e d / 2 + ln 100 / (e d)))`, scaled to mean 1; `p / weight` takes the place of `p` in the correction.
//! Features with little information cannot pass any correction, and would only dilute it; features with much pass
//! with or without help, so part of their share goes to those in between.
//!
//! Which size the differences have is not known, so it is learned: for the false discovery rate the features fall
//! into ten parts, and each part takes that `d` of six which finds most in the **other** nine. Then it is learned in the
//! same way whether more is to be found among what a group has more of or less of: each side gets from a fortieth to nearly all of the
//! weight. The two-sided p says nothing of the side where there is no difference (exactly so where both sides of an exchange are of one size,
//! nearly so elsewhere), so the side may be looked at. No
//! feature's own p has a say in its weight. Where nothing is found `d` is 1 and the sides are equal. For the family-wise error, which is
//! controlled by draws, the sizes are not learned: there the weight is `Phi(2 (e - 3)) (1 - Phi(e - 7) / 2)`; the side is learned as above,
//! and the draws are weighed by their sides as the data are.
//! Unit: none. Cost: one pass over the occurrences, a hundred over the features.
//! Paper: the form of the weight: Roeder & Wasserman 2009, Statistical Science 24(4),
//! <https://doi.org/10.1214/09-STS289>; learning it on other features: Ignatiadis & Huber 2021, JRSS B 83(4),
//! <https://doi.org/10.1111/rssb.12411>.
//!
//! It misleads who wants small differences of very frequent words where most differences are large, or the few words that a group avoids
//! where it has many of its own: those then need a much
//! smaller p. `Weighting::Equal` treats all features alike.

use serde::{Deserialize, Serialize};

use super::Scores;
use super::special::{normal_cdf, normal_sf};

/// How the allowance for false alarms is shared out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Weighting {
    /// More for features about which the articles can tell something; no feature's own p has a say.
    #[default]
    Information,
    /// The same for every tested feature: plain Benjamini-Hochberg.
    Equal,
}

/// Sizes of a difference, in natural logarithms, for which weights are tried; the middle one comes first where
/// several find the same.
const SIZES: [f64; 6] = [1.0, 0.8, 1.3, 0.6, 1.7, 0.45];
/// Shares of the weight, out of two, for features that the group has more of.
const SIDES: [f64; 5] = [1.0, 1.6, 0.4, 1.95, 0.05];
/// Parts that the features fall into.
const N_PARTS: usize = 10;
/// The false discovery rate at which findings are counted.
const LEVEL: f64 = 0.05;
/// How much more likely a finding is to be true than false before its p is seen, inverted.
const LN_ODDS: f64 = 4.605_170_185_988_091;
/// Nothing gets less than a hundredth, so that an overwhelming difference is always seen.
const LEAST: f64 = 0.01;

/// Weights for the false discovery rate; the tested features, those with a p, have about mean 1, the others weight 0.
/// `is_more` says whether the group has more of a feature than the others.
pub fn discovery_weights(
    p: &[Option<f64>],
    is_more: &[bool],
    information: &[f64],
    weighting: Weighting,
) -> Vec<f64> {
    let tested: Vec<bool> = p.iter().map(Option::is_some).collect();
    if weighting == Weighting::Equal {
        return scaled(&tested, |_| 1.0);
    }
    let by_size = SIZES.map(|size| {
        scaled(&tested, |feature| {
            let expected = (information[feature] * size).max(1e-3);
            // From the scale on which the best feature of all would have 1.
            normal_sf(expected / 2.0 + LN_ODDS / expected) / BEST
        })
    });
    // Most parts agree on the size.
    let mut by_side: [Option<Sided>; SIZES.len()] = Default::default();
    let mut weights = vec![0.0; p.len()];
    for part in 0..N_PARTS {
        let size = first_best(by_size.iter().map(|weights| n_found_outside(part, p, weights)));
        let sided =
            by_side[size].get_or_insert_with(|| Sided::new(&tested, is_more, &by_size[size]));
        let best = &sided.0[sided.best(part, p)];
        let own = (0..p.len()).filter(|n| part_of(*n) == part);
        own.for_each(|feature| weights[feature] = best[feature]);
    }
    scaled(&tested, |feature| weights[feature])
}

/// The weights of all features for each share of the side on which the group has more.
struct Sided([Vec<f64>; SIDES.len()]);

impl Sided {
    fn new(tested: &[bool], is_more: &[bool], weights: &[f64]) -> Sided {
        Sided(SIDES.map(|more| {
            scaled(tested, |feature| {
                weights[feature] * if is_more[feature] { more } else { 2.0 - more }
            })
        }))
    }

    /// Which share finds most outside of a part.
    fn best(&self, part: usize, p: &[Option<f64>]) -> usize {
        first_best(self.0.iter().map(|weights| n_found_outside(part, p, weights)))
    }
}

/// How many features outside of a part are found with these weights.
fn n_found_outside(part: usize, p: &[Option<f64>], weights: &[f64]) -> usize {
    let others = p.iter().zip(weights).enumerate().filter(|(n, _)| part_of(*n) != part);
    n_found(others.filter_map(|(_, (p, weight))| Some((*p)? / weight)))
}

/// The place of the largest number, the first of several.
fn first_best(numbers: impl Iterator<Item = usize>) -> usize {
    let best = |best: (usize, usize), (at, number): (usize, usize)| {
        if number > best.1 { (at, number) } else { best }
    };
    numbers.enumerate().fold((0, 0), best).0
}

/// The largest that the weight's formula gives, at `e d = sqrt(2 ln 100)`.
const BEST: f64 = 1.203_2e-3;

/// Weights for the family-wise error: of each feature where the group has more of it, and where it has less. The means of
/// the tested features, those with a p, have mean 1; the others weigh 0.
pub fn family_weights(
    p: &[Option<f64>],
    is_more: &[bool],
    information: &[f64],
    weighting: Weighting,
) -> Vec<[f64; 2]> {
    let tested: Vec<bool> = p.iter().map(Option::is_some).collect();
    if weighting == Weighting::Equal {
        return tested.iter().map(|&tested| [f64::from(u8::from(tested)); 2]).collect();
    }
    let weights = scaled(&tested, |feature| {
        let e = information[feature];
        normal_cdf(2.0 * (e - 3.0)) * (1.0 - 0.5 * normal_cdf(e - 7.0))
    });
    let sided = Sided::new(&tested, is_more, &weights);
    let more: Vec<f64> = (0..N_PARTS).map(|part| SIDES[sided.best(part, p)]).collect();
    let both = |(feature, weight): (usize, f64)| {
        let more = more[part_of(feature)];
        [more * weight, (2.0 - more) * weight]
    };
    weights.into_iter().enumerate().map(both).collect()
}

/// Each p divided by its weight, at most 1.
pub(super) fn weighted(p: &[Option<f64>], weights: &[f64]) -> Vec<Option<f64>> {
    p.iter().zip(weights).map(|(p, weight)| p.map(|p| (p / weight).min(1.0))).collect()
}

/// Weights of the tested features, none below [`LEAST`], scaled to mean 1; 0 for the others.
fn scaled(tested: &[bool], weight: impl Fn(usize) -> f64) -> Vec<f64> {
    let raw =
        |(feature, &tested): (usize, &bool)| if tested { weight(feature).max(LEAST) } else { 0.0 };
    let mut weights: Vec<f64> = tested.iter().enumerate().map(raw).collect();
    let n_tested = tested.iter().filter(|&&tested| tested).count();
    let mean = weights.iter().sum::<f64>() / n_tested.max(1) as f64;
    if mean > 0.0 {
        weights.iter_mut().for_each(|weight| *weight /= mean);
    }
    weights
}

/// The part that a feature falls into, by a hash of its number, so that neighbours fall apart.
fn part_of(feature: usize) -> usize {
    ((feature as u32).wrapping_mul(2_654_435_761) >> 16) as usize % N_PARTS
}

/// How many are found at a false discovery rate of [`LEVEL`].
fn n_found(p: impl Iterator<Item = f64>) -> usize {
    let mut n_tests = 0;
    let counted = p.inspect(|_| n_tests += 1);
    let mut small: Vec<f64> = counted.filter(|p| *p <= LEVEL).collect();
    small.sort_unstable_by(f64::total_cmp);
    let step = LEVEL / n_tests.max(1) as f64;
    (1..=small.len()).rev().find(|&rank| small[rank - 1] <= step * rank as f64).unwrap_or(0)
}

/// The `z` expected of one feature per unit of natural log ratio.
pub fn information(scores: &Scores<'_>, feature: usize) -> f64 {
    let sensitivity = scores.blocks(feature).iter().map(|block| {
        let fraction = scores.strata.strata[block.stratum as usize].fraction();
        let occurrences: u64 =
            scores.cells[block.cells.clone()].iter().map(|cell| u64::from(cell.count)).sum();
        fraction * (1.0 - fraction) * occurrences as f64
    });
    let variance = scores.variance[feature];
    if variance > 0.0 { sensitivity.sum::<f64>() / libm::sqrt(variance) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Matrix, Sample, Strata};

    #[test]
    fn labels_do_not_matter_and_the_mean_is_one() {
        let rows = (0..60u32).map(|i| {
            vec![(0, 2 + i % 3), (1, u32::from(i % 12 == 0)), (2, u32::from(i % 3 == 0) * 2)]
        });
        let matrix = Matrix::from_rows(3, rows);
        let exposure: Vec<u32> = (0..60).map(|i| 300 + i * 5).collect();
        let of = |shift: u32| {
            let group: Vec<u32> = (0..60).map(|i| (i + shift) / 30 % 2).collect();
            let sample = Sample::new(&matrix, &exposure, &group, &[0; 60]).unwrap();
            let strata = Strata::new(&sample, 0);
            let scores = Scores::new(&sample, &strata);
            let each: Vec<f64> = (0..3).map(|feature| information(&scores, feature)).collect();
            // Nothing is found, so no side is preferred either.
            let is_more = [shift == 0; 3];
            family_weights(&[Some(0.5); 3], &is_more, &each, Weighting::Information)
        };
        let (here, there) = (of(0), of(11));
        assert!(
            here.iter().flatten().zip(there.iter().flatten()).all(|(a, b)| (a - b).abs() < 1e-12)
        );
        assert!((here.iter().flatten().sum::<f64>() - 6.0).abs() < 1e-12);
        assert!(here[1][0] < here[2][0]);
    }

    #[test]
    fn the_size_of_the_differences_is_learned_from_other_features() {
        // Features of much information differ a little, or those of little information differ greatly.
        let information: Vec<f64> = (0..400).map(|n| 1.0 + f64::from(n % 80) / 10.0).collect();
        let weights = |differs: fn(f64) -> bool| {
            let p = |(n, &e): (usize, &f64)| {
                Some(if differs(e) && n % 2 == 0 { 4e-3 } else { 0.2 + n as f64 / 500.0 })
            };
            let p: Vec<Option<f64>> = information.iter().enumerate().map(p).collect();
            discovery_weights(&p, &[true; 400], &information, Weighting::Information)
        };
        let (small, large) = (weights(|e| e > 7.0), weights(|e| 1.8 < e && e < 2.6));
        let share = |weights: &[f64]| weights[70] / weights[10];
        assert!(share(&small) > 1.0 && share(&large) < 1.0, "{} {}", share(&small), share(&large));
        assert!((small.iter().sum::<f64>() - 400.0).abs() < 1e-9);
        // A p of a feature's own part does not move its weight.
        let mut p = vec![Some(0.5); 400];
        let weights = |p: &[Option<f64>]| {
            discovery_weights(p, &[true; 400], &information, Weighting::Information)
        };
        let before = weights(&p);
        p[0] = Some(1e-300);
        let after = weights(&p);
        let ratio = |weights: &[f64], n: usize| weights[n] / weights[0];
        for n in (1..400).filter(|n| part_of(*n) == part_of(0)) {
            assert!((ratio(&before, n) - ratio(&after, n)).abs() < 1e-12);
        }
    }

    #[test]
    fn the_side_of_the_differences_is_learned_from_other_features() {
        let information = [4.0; 400];
        let is_more: Vec<bool> = (0..400).map(|n| n % 2 == 0).collect();
        // Every tenth feature differs, all of them on one side or half on either.
        let share_of_more = |differs: fn(usize) -> bool| {
            let p: Vec<Option<f64>> = (0..400)
                .map(|n| Some(if differs(n) { 7e-3 } else { 0.2 + n as f64 / 600.0 }))
                .collect();
            let weights = discovery_weights(&p, &is_more, &information, Weighting::Information);
            let share = weights.iter().step_by(2).sum::<f64>() / 400.0;
            let of_family = family_weights(&p, &is_more, &information, Weighting::Information);
            let (more, less) = of_family
                .iter()
                .fold((0.0, 0.0), |sum, [more, less]| (sum.0 + more / 800.0, sum.1 + less / 800.0));
            assert!((more + less - 1.0).abs() < 1e-9);
            assert!(
                (more - 0.5) * (share - 0.5) > 0.0 || more == 0.5 && (share - 0.5).abs() < 1e-9
            );
            share
        };
        assert!(share_of_more(|n| n % 10 == 0) > 0.7);
        assert!(share_of_more(|n| n % 10 == 1) < 0.3);
        assert!((share_of_more(|n| n % 10 == 0 || n % 10 == 5) - 0.5).abs() < 1e-9);
        assert!((share_of_more(|_| false) - 0.5).abs() < 1e-9);
    }
}
