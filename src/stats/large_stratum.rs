//! What is the cumulant function of the labels of a large stratum?
//!
//! Formula: `K(t, u) = sum log(1 - f + f exp(t s_i + u))`, see [`saddlepoint`](super::saddlepoint). The articles that do not
//! use the feature enter through a few nodes of their lengths; of those that do, the ones of equal count and similar
//! length are taken together.
//! Unit: natural logarithm. Cost: an exponential for each node and each cluster.

use std::borrow::Cow;

use super::quadrature::Node;
use super::saddlepoint::{Cumulants, N_BINS, Saddlepoint};
use super::score::Block;
use super::special::{fast_exp, ln};

const SMALL: usize = 6;

/// The scores of one feature in a stratum of many articles.
pub(super) struct LargeStratum<'p> {
    pub nodes: Cow<'p, [Node]>,
    pub rate: f64,
    pub m: f64,
    pub n_group: f64,
    pub clusters: Vec<Cluster>,
}

/// Articles of similar length in which a feature occurs equally often.
#[derive(Clone, Copy, Default)]
pub(super) struct Cluster {
    pub count: u32,
    pub n_articles: f64,
    /// Mean of the expected occurrences.
    pub expected: f64,
}

impl<'p> LargeStratum<'p> {
    pub fn new(
        saddlepoint: &Saddlepoint<'_>,
        block: &Block,
        nodes: &'p [Node],
    ) -> LargeStratum<'p> {
        let scores = saddlepoint.scores;
        let stratum = &scores.strata.strata[block.stratum as usize];
        let cells = &scores.cells[block.cells.clone()];
        // Counts up to SMALL of one length bin share a cluster; the mean of their lengths makes the
        // error one of second order. Larger counts are few and stay alone.
        let mut shared = [Cluster::default(); N_BINS * SMALL];
        let mut clusters = Vec::with_capacity(cells.len().min(N_BINS * SMALL));
        for cell in cells {
            let expected = block.rate * f64::from(scores.exposure[cell.article as usize]);
            if cells.len() < N_BINS || cell.count as usize > SMALL {
                clusters.push(Cluster { count: cell.count, n_articles: 1.0, expected });
            } else {
                let bin = usize::from(saddlepoint.bin_of[cell.article as usize]);
                let cluster = &mut shared[bin * SMALL + cell.count as usize - 1];
                cluster.count = cell.count;
                cluster.n_articles += 1.0;
                cluster.expected += expected;
            }
        }
        clusters.extend(shared.iter().filter(|cluster| cluster.count > 0).map(|cluster| Cluster {
            expected: cluster.expected / cluster.n_articles,
            ..*cluster
        }));
        LargeStratum {
            nodes: Cow::Borrowed(nodes),
            rate: block.rate,
            m: stratum.len() as f64,
            n_group: stratum.n_group as f64,
            clusters,
        }
    }

    /// Sums over all articles as if none used the feature (through the nodes), plus what each
    /// article that does use it differs from that.
    pub fn cumulants(&self, t: f64, u: f64) -> Cumulants {
        let f = self.n_group / self.m;
        let mut sum = Cumulants { excess_u: -self.n_group, ..Cumulants::default() };
        for node in self.nodes.iter() {
            let s = -self.rate * node.at;
            let e = f * fast_exp(t * s + u);
            let q = e / (1.0 - f + e);
            let curve = node.weight * q * (1.0 - q);
            sum.t += node.weight * q * s;
            sum.excess_u += node.weight * q;
            sum.tt += curve * s * s;
            sum.tu += curve * s;
            sum.uu += curve;
        }
        let powers = Powers::new(t);
        for &Cluster { count, n_articles, expected } in &self.clusters {
            let without = f * fast_exp(u - t * expected);
            let with = without * powers.of(count);
            let (q0, q1) = (without / (1.0 - f + without), with / (1.0 - f + with));
            let (s0, s1) = (-expected, f64::from(count) - expected);
            let (c0, c1) = (n_articles * q0 * (1.0 - q0), n_articles * q1 * (1.0 - q1));
            let (q0, q1) = (n_articles * q0, n_articles * q1);
            sum.t += q1 * s1 - q0 * s0;
            sum.excess_u += q1 - q0;
            sum.tt += c1 * s1 * s1 - c0 * s0 * s0;
            sum.tu += c1 * s1 - c0 * s0;
            sum.uu += c1 - c0;
        }
        sum
    }

    pub fn value(&self, t: f64, u: f64) -> f64 {
        let f = self.n_group / self.m;
        let mut sum = 0.0;
        for node in self.nodes.iter() {
            sum += node.weight * ln(1.0 - f + f * fast_exp(u - t * self.rate * node.at));
        }
        // A product of a few ratios needs one logarithm; it is taken before it can overflow.
        let powers = Powers::new(t);
        let mut product = 1.0;
        for &Cluster { count, n_articles, expected } in &self.clusters {
            let without = f * fast_exp(u - t * expected);
            let ratio = (1.0 - f + without * powers.of(count)) / (1.0 - f + without);
            if n_articles != 1.0 {
                sum += n_articles * ln(ratio);
                continue;
            }
            product *= ratio;
            if !(1e-150..1e150).contains(&product) {
                sum += ln(product);
                product = 1.0;
            }
        }
        sum + ln(product)
    }
}

/// `exp(t x)` for whole numbers x, most of which are small.
struct Powers {
    t: f64,
    small: [f64; 16],
}

impl Powers {
    pub fn new(t: f64) -> Powers {
        let mut small = [1.0; 16];
        let base = libm::exp(t);
        for x in 1..16 {
            small[x] = small[x - 1] * base;
        }
        Powers { t, small }
    }

    #[inline]
    fn of(&self, x: u32) -> f64 {
        match self.small.get(x as usize) {
            Some(&power) => power,
            None => fast_exp(self.t * f64::from(x)),
        }
    }
}
