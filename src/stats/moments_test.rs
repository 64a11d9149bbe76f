//! How sure is a difference if only sums are left of the articles? The exchange of articles inside stories,
//! without the articles.
//!
//! Formula: with `r = sum x / sum n` of a stratum, the excess `T = sum over the group of (x - r n)` and its permutation
//! variance `m_A m_B / (m (m - 1)) (sum x^2 - 2 r sum x n + r^2 sum n^2)`, added over strata, are functions of the
//! [`Moments`]: `z` is the same number that [`emphasis()`](fn@super::emphasis()) takes from the articles. Only its tail
//! needs more. A cell of one article **is** that article, and one with up to two articles that use the feature
//! gives their counts; the counts of a larger cell are laid out as 1 plus a negative binomial with the cell's own mean and
//! variance over the articles that use it. The tail is then the [`saddlepoint`](super::saddlepoint) of these
//! articles at the `z` of the sums.
//! Unit: probability. Cost: as a saddlepoint; the number of articles does not matter.
//! Paper: permutation variance: Strasser & Weber 1999, <https://epub.wu.ac.at/102/>; tail: Robinson 1982,
//! <https://doi.org/10.1111/j.2517-6161.1982.tb01191.x>.
//!
//! Why no degrees of freedom: the variance is that under the exchange, known and not estimated, so Student's t
//! has nothing to correct (at unequal sides it makes the error larger, see
//! [`calibration`](super::calibration)); what the normal tail lacks is the skewness and kurtosis of few articles
//! with many occurrences, and these the layout brings back.
//!
//! It misleads where the cells are large and a few articles repeat a feature far more often than a negative
//! binomial does: p is then right to a factor of about two. Keep stories apart, so that cells stay small.

use super::emphasis::{FeatureEmphasis, NotTestable, Tail, Test, Tested, described};
use super::exact_stratum::ExactStratum;
use super::large_stratum::{Cluster, LargeStratum};
use super::quadrature::Node;
use super::saddlepoint::{EXACT_SIZE, Part, Problem, ln_all_on_one_side};
use super::special::{exp, ln};
use super::strata::ln_binomial;
use super::weights::{discovery_weights, family_weights, weighted};
use super::{EmphasisOptions, Moments, q_values};

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
    let (mut parts, mut reach) = (Vec::new(), 0.0f64);
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
        reach = layout.kinds.iter().map(|kind| f64::from(kind.count)).fold(reach, f64::max);
        parts.push(layout.part());
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
    let deviation = libm::sqrt(laid_out);
    let mut problem = Problem::of(parts, reach);
    let distance = z.abs() * deviation;
    let tails = problem.tail(distance, deviation) + problem.tail(-distance, deviation);
    Ok(MomentTest {
        z,
        p: tails.max(smallest_p).min(1.0),
        information: sensitivity / libm::sqrt(variance),
    })
}

/// Articles of one count and length.
#[derive(Clone, Copy)]
struct Kind {
    count: u32,
    n_articles: f64,
    tokens: f64,
}

/// One stratum with its articles laid out.
struct Layout {
    kinds: Vec<Kind>,
    m: f64,
    n_group: f64,
    n_with: u64,
    n_occurrences: f64,
    rate: f64,
    /// What the scores of the layout are off zero on average.
    mean: f64,
    excess: f64,
    factor: f64,
    squares: f64,
}

impl Layout {
    /// `None` where a side has no article with tokens or the feature does not occur.
    fn new(stratum: &MomentStratum) -> Option<Layout> {
        let (mut own, mut all) = (Moments::default(), Moments::default());
        let cells = || stratum.own.iter().chain(&stratum.others).filter(|cell| cell.n_tokens > 0);
        stratum.own.iter().filter(|cell| cell.n_tokens > 0).for_each(|cell| own.merge(cell));
        cells().for_each(|cell| all.merge(cell));
        if own.n_articles == 0 || own.n_articles == all.n_articles || all.n_occurrences == 0 {
            return None;
        }
        let (m, n_group) = (all.n_articles as f64, own.n_articles as f64);
        let rate = all.n_occurrences as f64 / all.n_tokens as f64;
        let small = all.n_articles <= EXACT_SIZE as u64;
        let mut kinds = Vec::new();
        cells().for_each(|cell| lay_out(cell, small, &mut kinds));
        let score = |kind: &Kind| f64::from(kind.count) - rate * kind.tokens;
        let mean = kinds.iter().map(|kind| kind.n_articles * score(kind)).sum::<f64>() / m;
        Some(Layout {
            kinds,
            m,
            n_group,
            n_with: all.n_with_feature,
            n_occurrences: all.n_occurrences as f64,
            rate,
            mean,
            excess: own.n_occurrences as f64 - rate * own.n_tokens as f64,
            factor: n_group * (m - n_group) / (m * (m - 1.0)),
            squares: all.squared_residuals(rate),
        })
    }

    fn score(&self, kind: &Kind) -> f64 {
        f64::from(kind.count) - self.rate * kind.tokens - self.mean
    }

    /// The sum of squared scores of the layout, which stands for `squares`.
    fn laid_out(&self) -> f64 {
        self.kinds.iter().map(|kind| kind.n_articles * self.score(kind) * self.score(kind)).sum()
    }

    /// Articles that use the feature more than expected; in a large stratum those that use it at all.
    fn n_above(&self) -> usize {
        if self.m > EXACT_SIZE as f64 {
            return self.n_with as usize;
        }
        let above = self.kinds.iter().filter(|kind| self.score(kind) > 1e-9);
        above.map(|kind| kind.n_articles).sum::<f64>() as usize
    }

    fn part(self) -> Part<'static> {
        if self.m <= EXACT_SIZE as f64 {
            let each = self
                .kinds
                .iter()
                .flat_map(|kind| std::iter::repeat_n(self.score(kind), kind.n_articles as usize));
            return Part::Exact(ExactStratum::of(each.collect(), self.n_group as usize));
        }
        // The mean is taken off through the lengths, in which the expected occurrences are linear.
        let shift = self.mean / self.rate;
        let node = |kind: &Kind| Node { at: kind.tokens + shift, weight: kind.n_articles };
        let cluster = |kind: &Kind| Cluster {
            count: kind.count,
            n_articles: kind.n_articles,
            expected: self.rate * kind.tokens + self.mean,
        };
        let nodes = self.kinds.iter().map(node).collect();
        let users = self.kinds.iter().filter(|kind| kind.count > 0);
        let clusters: Vec<Cluster> = users.map(cluster).collect();
        let sizes = (self.n_group, self.m);
        Part::Large(LargeStratum::of_clusters(nodes, self.rate, sizes, &clusters))
    }
}

/// Lays a cell out as articles: `whole` ones where the stratum is small, shares of articles otherwise.
fn lay_out(cell: &Moments, whole: bool, kinds: &mut Vec<Kind>) {
    let m = cell.n_articles as f64;
    // Each occurrence names the length of its article, so the mean over occurrences is that of the articles with it.
    let n_with = cell.n_with_feature as f64;
    let with = match cell.n_occurrences {
        0 => 0.0,
        n => (cell.tokens_times_occurrences as f64 / n as f64).min(cell.n_tokens as f64 / n_with),
    };
    if m > n_with {
        let tokens = (cell.n_tokens as f64 - n_with * with) / (m - n_with);
        kinds.push(Kind { count: 0, n_articles: m - n_with, tokens });
    }
    if cell.n_with_feature > 0 {
        let kind = |(count, n_articles)| Kind { count, n_articles, tokens: with };
        kinds.extend(counts(cell, whole).into_iter().map(kind));
    }
}

/// How many articles of a cell use the feature how often.
fn counts(cell: &Moments, whole: bool) -> Vec<(u32, f64)> {
    let (k, sum, squares) =
        (cell.n_with_feature as f64, cell.n_occurrences as f64, cell.occurrences_squared as f64);
    if cell.n_with_feature <= 2 {
        let apart = if k > 1.0 { libm::sqrt((2.0 * squares - sum * sum).max(0.0)) } else { 0.0 };
        let (low, high) =
            (libm::round((sum / k) - apart / 2.0), libm::round(sum / k + apart / 2.0));
        return if k > 1.0 {
            vec![(low as u32, 1.0), (high as u32, 1.0)]
        } else {
            vec![(high as u32, 1.0)]
        };
    }
    let further = sum / k - 1.0;
    if further <= 0.0 {
        return vec![(1, k)];
    }
    let variance = (squares / k - (sum / k) * (sum / k)).max(0.0);
    // Little more variance than a Poisson has means that a Poisson does.
    let size =
        if variance > further * 1.001 { further * further / (variance - further) } else { 1e4 };
    // The others use it once at least, so the largest count cannot be above this.
    let most = libm::sqrt((squares - (k - 1.0)).max(1.0)).min(MOST) as u32;
    let mut share = exp(-size * ln(1.0 + further / size));
    let mut shares = Vec::new();
    for extra in 0..most {
        if k * share >= LEAST || (f64::from(extra) < further && k * share > 0.0) {
            shares.push((extra + 1, share));
        }
        let step = f64::from(extra);
        share *= (step + size) / (step + 1.0) * (further / (size + further));
    }
    let total: f64 = shares.iter().map(|(_, share)| share).sum();
    if shares.is_empty() || total <= 0.0 {
        return vec![(libm::round(sum / k) as u32, k)];
    }
    if !whole {
        return shares.into_iter().map(|(count, share)| (count, k * share / total)).collect();
    }
    let mut whole = Vec::new();
    let (mut reached, mut next) = (0.0, 0.0);
    for &(count, share) in &shares {
        reached += k * share / total;
        let mut n = 0.0;
        while next < k && next + 0.5 <= reached + 1e-9 {
            n += 1.0;
            next += 1.0;
        }
        if n > 0.0 {
            whole.push((count, n));
        }
    }
    if next < k {
        let (count, _) = shares[shares.len() - 1];
        whole.push((count, k - next));
    }
    whole
}

/// Counts of which a cell is expected to have fewer articles than this are left out of its layout.
const LEAST: f64 = 0.02;
/// No layout goes beyond this count.
const MOST: f64 = 4096.0;

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
