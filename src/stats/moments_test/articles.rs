//! Which articles stand for the sums of a stratum?
//!
//! Method: a cell of one article is that article, and one with up to two articles that use the feature gives their counts; the counts of a
//! larger cell are 1 plus a negative binomial with the cell's own mean and variance over the articles that use it. Every
//! article with the feature has the mean length of those, every other the mean length of the rest.
//! Unit: articles, in shares where the stratum is large. Cost: the counts that a cell is expected to have.
//!
//! It misleads where a few articles repeat a feature far more often than a negative binomial does.

use super::MomentStratum;
use super::counts;
use crate::stats::Moments;
use crate::stats::exact_stratum::ExactStratum;
use crate::stats::large_stratum::{Cluster, LargeStratum};
use crate::stats::quadrature::Node;
use crate::stats::saddlepoint::{EXACT_SIZE, Part};
use crate::stats::special::{exp, ln};

/// Counts of which a cell is expected to have fewer articles than this are left out of its layout.
const LEAST: f64 = 0.02;
/// No layout goes beyond this count.
const MOST: f64 = 4096.0;

/// Articles of one count and length.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    pub(super) count: u32,
    pub(super) n_articles: f64,
    pub(super) tokens: f64,
}

/// One stratum with its articles laid out.
pub(super) struct Layout {
    pub(super) kinds: Vec<Kind>,
    /// How often each article that uses the feature does so, where the stratum is large and its sums tell.
    pub(super) known: Option<Vec<u32>>,
    pub(super) m: f64,
    pub(super) n_group: f64,
    pub(super) n_with: u64,
    pub(super) n_occurrences: f64,
    pub(super) rate: f64,
    /// What the scores of the layout are off zero on average.
    pub(super) mean: f64,
    pub(super) excess: f64,
    pub(super) factor: f64,
    /// Of the articles' scores.
    pub(super) squares: f64,
    pub(super) occurrences_squared: f64,
    pub(super) tokens_times_occurrences: f64,
}

impl Layout {
    /// `None` where a side has no article with tokens or the feature does not occur.
    pub(super) fn new(stratum: &MomentStratum) -> Option<Layout> {
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
        let known = cells().map(|cell| if small { None } else { counts::of_sums(cell) });
        let known: Option<Vec<Vec<u32>>> = known.collect();
        let mut kinds = Vec::new();
        cells().for_each(|cell| lay_out(cell, small, &mut kinds));
        let score = |kind: &Kind| f64::from(kind.count) - rate * kind.tokens;
        let mean = kinds.iter().map(|kind| kind.n_articles * score(kind)).sum::<f64>() / m;
        Some(Layout {
            kinds,
            known: known.map(|cells| cells.concat()),
            m,
            n_group,
            n_with: all.n_with_feature,
            n_occurrences: all.n_occurrences as f64,
            rate,
            mean,
            excess: own.n_occurrences as f64 - rate * own.n_tokens as f64,
            factor: n_group * (m - n_group) / (m * (m - 1.0)),
            squares: all.squared_residuals(rate),
            occurrences_squared: all.occurrences_squared as f64,
            tokens_times_occurrences: all.tokens_times_occurrences as f64,
        })
    }

    /// The articles that use the feature.
    pub(super) fn users(&self) -> impl Iterator<Item = &Kind> {
        self.kinds.iter().filter(|kind| kind.count > 0)
    }

    pub(super) fn score(&self, kind: &Kind) -> f64 {
        f64::from(kind.count) - self.rate * kind.tokens - self.mean
    }

    /// The sum of squared scores of the layout, which stands for `squares`.
    pub(super) fn laid_out(&self) -> f64 {
        self.kinds.iter().map(|kind| kind.n_articles * self.score(kind) * self.score(kind)).sum()
    }

    /// Articles that use the feature more than expected; in a large stratum those that use it at all.
    pub(super) fn n_above(&self) -> usize {
        if self.m > EXACT_SIZE as f64 {
            return self.n_with as usize;
        }
        let above = self.kinds.iter().filter(|kind| self.score(kind) > 1e-9);
        above.map(|kind| kind.n_articles).sum::<f64>() as usize
    }

    pub(super) fn part(self) -> Part<'static> {
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
        let clusters: Vec<Cluster> = self.users().map(cluster).collect();
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
        kinds.extend(spread(cell, whole).into_iter().map(kind));
    }
}

/// How many articles of a cell use the feature how often.
pub(super) fn spread(cell: &Moments, whole: bool) -> Vec<(u32, f64)> {
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
