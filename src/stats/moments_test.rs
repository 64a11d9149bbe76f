//! How sure is a difference if only sums are left of the articles? The exchange of articles inside stories,
//! without the articles.
//!
//! Formula: with `r = sum x / sum n` of a stratum, the excess `T = sum over the group of (x - r n)` and its permutation
//! variance `m_A m_B / (m (m - 1)) (sum x^2 - 2 r sum x n + r^2 sum n^2)`, added over strata, are functions of the
//! [`Moments`]: `z` is the same number that [`emphasis()`](fn@super::emphasis()) takes from the articles. Only its tail
//! needs more: articles that have these sums are laid out, and the tail is their [`saddlepoint`](super::saddlepoint) at the
//! `z` of the sums. Where few articles use a feature it moves in steps, which a saddlepoint would smooth over: there they are counted.
//! Unit: probability. Cost: as a saddlepoint; the number of articles does not matter.
//! Paper: permutation variance: Strasser & Weber 1999, <https://epub.wu.ac.at/102/>; tail: Robinson 1982,
//! <https://doi.org/10.1111/j.2517-6161.1982.tb01191.x>.
//!
//! Why no degrees of freedom: the variance is that under the exchange, known and not estimated, so Student's t
//! has nothing to correct (at unequal sides it makes the error larger, see
//! [`calibration`](super::calibration)); what the normal tail lacks is the skewness and kurtosis of few articles
//! with many occurrences, and these the laid-out articles bring back.
//!
//! It misleads where the cells are large and a few articles repeat a feature far more often than a negative
//! binomial does: p is then right to a factor of about two. Keep stories apart, so that cells stay small.

mod articles;
mod counts;
mod stepped;

use super::emphasis::{FeatureEmphasis, NotTestable, Tail, Test, Tested, described};
use super::saddlepoint::{Problem, ln_all_on_one_side};
use super::special::exp;
use super::strata::ln_binomial;
use super::weights::{discovery_weights, family_weights, weighted};
use super::{EmphasisOptions, Moments, q_values};
use articles::Layout;

/// The sums of one feature in one stratum, a cell for each outlet; outlets that do not use it belong in it too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MomentStratum {
    /// The cells of the group.
    pub own: Vec<Moments>,
    /// The cells of the others.
    pub others: Vec<Moments>,
}

/// The test of one feature, before it is corrected for the number of features.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MomentTest {
    /// Excess of occurrences in permutation standard deviations; positive where the group uses more.
    pub z: f64,
    /// Two-sided p.
    pub p: f64,
    /// The `z` expected of one unit of natural log ratio, which the weights of the correction look at.
    pub information: f64,
}

/// Tests every feature of a group against the others, from sums.
///
/// `n_articles` are the articles of the group and of the others in **all** strata with both, whether a feature is in them
/// or not; strata in which a feature does not occur may be left out of its list. The family-wise p is Holm's with the
/// weights of [`weights`](super::weights), as there are no draws.
///
/// ```
/// use parallax::stats::{EmphasisOptions, Moments, Test, moments_test::{MomentStratum, emphasis_of_moments}};
/// // Forty stories with an article on either side; the group says it four times as often.
/// let story = |n: u32| MomentStratum { own: vec![Moments::of(400, 3 + n % 3)], others: vec![Moments::of(400, n % 3)] };
/// let feature: Vec<MomentStratum> = (0..40).map(story).collect();
/// let found = emphasis_of_moments(&[feature], &[(1, 1); 40], &EmphasisOptions::default());
/// assert!(matches!(found[0].test, Test::Tested(tested) if tested.q < 1e-6 && tested.z > 5.0));
/// ```
pub fn emphasis_of_moments(
    features: &[Vec<MomentStratum>],
    n_articles: &[(u64, u64)],
    options: &EmphasisOptions,
) -> Vec<FeatureEmphasis> {
    let mut tests = MomentTests::new(n_articles, options);
    features.iter().for_each(|strata| tests.add(strata));
    tests.finish()
}

/// As [`emphasis_of_moments`] for features that come one after the other and are too many to hold.
#[derive(Clone, Debug)]
pub struct MomentTests {
    options: EmphasisOptions,
    general: Option<NotTestable>,
    features: Vec<FeatureEmphasis>,
    information: Vec<f64>,
}

impl MomentTests {
    /// No feature yet; `n_articles` as for [`emphasis_of_moments`].
    pub fn new(n_articles: &[(u64, u64)], options: &EmphasisOptions) -> MomentTests {
        MomentTests {
            options: options.clone(),
            general: too_few(n_articles, options),
            features: Vec::new(),
            information: Vec::new(),
        }
    }

    /// Tests the next feature; its q and family-wise p have to wait for the others.
    pub fn add(&mut self, strata: &[MomentStratum]) {
        let level = self.options.level;
        let found = self.general.map_or_else(|| test(strata, level), Err);
        self.information.push(found.map_or(0.0, |found| found.information));
        let test = match found {
            Ok(MomentTest { z, p, .. }) => {
                Test::Tested(Tested { z, p, tail: Tail::Moments, q: 1.0, family_p: 1.0 })
            }
            Err(reason) => Test::NotTestable(reason),
        };
        let sum = |cells: &[Moments]| {
            cells.iter().fold(Moments::default(), |mut sum, cell| {
                sum.merge(cell);
                sum
            })
        };
        let meeting = strata.iter().map(|stratum| (sum(&stratum.own), sum(&stratum.others)));
        let informative: Vec<(Moments, Moments)> = meeting
            .filter(|(a, b)| {
                a.n_tokens > 0 && b.n_tokens > 0 && a.n_occurrences + b.n_occurrences > 0
            })
            .collect();
        self.features.push(described(&informative, level, test));
    }

    /// Every feature in its order, corrected for their number.
    pub fn finish(mut self) -> Vec<FeatureEmphasis> {
        let p: Vec<Option<f64>> = self
            .features
            .iter()
            .map(|feature| match feature.test {
                Test::Tested(tested) => Some(tested.p),
                Test::NotTestable(_) => None,
            })
            .collect();
        let weighting = self.options.weighting;
        let is_more = |feature: &FeatureEmphasis| matches!(feature.test, Test::Tested(tested) if tested.z > 0.0);
        let is_more: Vec<bool> = self.features.iter().map(is_more).collect();
        let for_q = discovery_weights(&p, &is_more, &self.information, weighting);
        let for_family = family_weights(&p, &is_more, &self.information, weighting);
        let side = |(weights, &is_more): (&[f64; 2], &bool)| weights[usize::from(!is_more)];
        let for_family: Vec<f64> = for_family.iter().zip(&is_more).map(side).collect();
        let q = q_values(&weighted(&p, &for_q));
        let family = holm(&weighted(&p, &for_family));
        for ((feature, q), family) in self.features.iter_mut().zip(q).zip(family) {
            if let (Test::Tested(tested), Some(q), Some(family_p)) = (&mut feature.test, q, family)
            {
                (tested.q, tested.family_p) = (q, family_p);
            }
        }
        self.features
    }
}

/// Whether the articles as a whole allow no test, whatever the feature.
fn too_few(n_articles: &[(u64, u64)], options: &EmphasisOptions) -> Option<NotTestable> {
    let both = || n_articles.iter().filter(|(own, others)| *own > 0 && *others > 0);
    let n_pairs = both().map(|&(own, others)| own.min(others) as usize).sum();
    if n_pairs < options.min_pairs {
        let (needed, n_strata) = (options.min_pairs, both().count());
        return Some(NotTestable::TooFewArticles { n_pairs, needed, n_strata });
    }
    let ways: f64 =
        both().map(|&(own, others)| ln_binomial((own + others) as usize, own as usize)).sum();
    let (smallest_p, needed) = ((2.0 * exp(-ways)).min(1.0), 1.0 - options.level);
    (smallest_p > needed).then_some(NotTestable::TooFewArrangements { smallest_p, needed })
}

/// Tests one feature over the strata in which it occurs; `level` is the coverage whose p must be attainable.
///
/// # Errors
///
/// The reason where the feature cannot be tested.
pub fn test(strata: &[MomentStratum], level: f64) -> Result<MomentTest, NotTestable> {
    let (mut excess, mut variance, mut laid_out, mut sensitivity) = (0.0, 0.0, 0.0, 0.0);
    let (mut own_side, mut other_side, mut n_with) = (0.0, 0.0, 0u64);
    let mut layouts = Vec::new();
    for stratum in strata {
        let Some(layout) = Layout::new(stratum) else { continue };
        excess += layout.excess;
        variance += layout.factor * layout.squares;
        laid_out += layout.factor * layout.laid_out();
        sensitivity +=
            layout.n_group / layout.m * (1.0 - layout.n_group / layout.m) * layout.n_occurrences;
        let k = layout.n_above();
        n_with += layout.n_with;
        let (m, group) = (layout.m as usize, layout.n_group as usize);
        if k > 0 {
            own_side += ln_all_on_one_side(m, group, k);
            other_side += ln_all_on_one_side(m, m - group, k);
        }
        layouts.push(layout);
    }
    if variance <= 1e-9 || laid_out <= 0.0 {
        return Err(NotTestable::NoVariation);
    }
    let (smallest_p, needed) = ((exp(own_side) + exp(other_side)).min(1.0), 1.0 - level);
    if smallest_p > needed {
        let n_articles = n_with as usize;
        return Err(NotTestable::TooFewWithFeature { n_articles, smallest_p, needed });
    }
    let z = excess / libm::sqrt(variance);
    let counted = stepped::p(&layouts, excess);
    let p = counted.unwrap_or_else(|| smooth(layouts, z, libm::sqrt(laid_out)));
    Ok(MomentTest {
        z,
        p: p.max(smallest_p).min(1.0),
        information: sensitivity / libm::sqrt(variance),
    })
}

/// The two-sided saddlepoint p of `z`, where the excess of the layout has this standard deviation.
fn smooth(strata: Vec<Layout>, z: f64, deviation: f64) -> f64 {
    let counts = strata.iter().flat_map(Layout::users).map(|kind| f64::from(kind.count));
    let reach = counts.fold(0.0, f64::max);
    let mut problem = Problem::of(strata.into_iter().map(Layout::part).collect(), reach);
    let distance = z.abs() * deviation;
    problem.tail(distance, deviation) + problem.tail(-distance, deviation)
}

/// Holm's step-down p of p-values that may be missing.
fn holm(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut order: Vec<(usize, f64)> =
        p.iter().enumerate().filter_map(|(number, p)| Some((number, (*p)?))).collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut family = vec![None; p.len()];
    let mut largest = 0.0f64;
    for (rank, &(number, p)) in order.iter().enumerate() {
        largest = largest.max(p * (order.len() - rank) as f64).min(1.0);
        family[number] = Some(largest);
    }
    family
}

#[cfg(test)]
mod tests;
