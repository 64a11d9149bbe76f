//! What is the cumulant function of the labels of a large stratum?
//!
//! Formula: `K(t, u) = sum log(1 - f + f exp(t s_i + u))`, see [`saddlepoint`](super::saddlepoint). The articles that do not
//! use the feature enter through a few nodes of their lengths; of those that do, the ones of equal count and similar
//! length are taken together.
//! Unit: natural logarithm. Cost: an exponential for each node and each cluster, four at once in the widest registers of
//! the processor; the sums are the same in narrower ones.

use std::borrow::Cow;

use pulp::{Arch, Simd, WithSimd};

use super::quadrature::Node;
use super::saddlepoint::{Cumulants, N_BINS, Saddlepoint};
use super::score::Block;
use super::special::{fast_exp, ln};

const SMALL: usize = 6;
/// Nodes and clusters that are summed at once.
const LANES: usize = 4;

/// The scores of one feature in a stratum of many articles.
pub(super) struct LargeStratum<'p> {
    nodes: Cow<'p, [Node]>,
    rate: f64,
    pub m: f64,
    pub n_group: f64,
    clusters: Vec<Clusters>,
}

/// Articles of similar length in which a feature occurs equally often.
#[derive(Clone, Copy, Default)]
pub(super) struct Cluster {
    pub count: u32,
    pub n_articles: f64,
    /// Mean of the expected occurrences.
    pub expected: f64,
}

/// A few clusters side by side; one of no articles fills up the last.
#[derive(Clone, Copy, Default)]
struct Clusters {
    count: [u32; LANES],
    n_articles: [f64; LANES],
    expected: [f64; LANES],
}

impl<'p> LargeStratum<'p> {
    /// A stratum of `m` articles, `n_group` of them in the group, in which a feature has a rate and clusters.
    pub fn of_clusters(
        nodes: Cow<'p, [Node]>,
        rate: f64,
        (n_group, m): (f64, f64),
        clusters: &[Cluster],
    ) -> LargeStratum<'p> {
        let clusters = clusters.chunks(LANES).map(|few| {
            let mut side_by_side = Clusters::default();
            for (lane, cluster) in few.iter().enumerate() {
                side_by_side.count[lane] = cluster.count;
                side_by_side.n_articles[lane] = cluster.n_articles;
                side_by_side.expected[lane] = cluster.expected;
            }
            side_by_side
        });
        LargeStratum { nodes, rate, m, n_group, clusters: clusters.collect() }
    }

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
        let sizes = (stratum.n_group as f64, stratum.len() as f64);
        LargeStratum::of_clusters(Cow::Borrowed(nodes), block.rate, sizes, &clusters)
    }

    /// Sums over all articles as if none used the feature (through the nodes), plus what each
    /// article that does use it differs from that.
    pub fn cumulants(&self, t: f64, u: f64) -> Cumulants {
        Arch::new().dispatch(At { stratum: self, t, u })
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
        for &Clusters { count, n_articles, expected } in &self.clusters {
            let without = expected.map(|expected| f * fast_exp(u - t * expected));
            for lane in 0..LANES {
                let with = without[lane] * powers.of(count[lane]);
                let ratio = (1.0 - f + with) / (1.0 - f + without[lane]);
                if n_articles[lane] != 1.0 {
                    sum += if n_articles[lane] > 0.0 { n_articles[lane] * ln(ratio) } else { 0.0 };
                    continue;
                }
                product *= ratio;
                if !(1e-150..1e150).contains(&product) {
                    sum += ln(product);
                    product = 1.0;
                }
            }
        }
        sum + ln(product)
    }
}

/// A stratum's derivatives at one point.
struct At<'a, 'p> {
    stratum: &'a LargeStratum<'p>,
    t: f64,
    u: f64,
}

impl WithSimd for At<'_, '_> {
    type Output = Cumulants;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Cumulants {
        let At { stratum, t, u } = self;
        let f = stratum.n_group / stratum.m;
        let [mut sum_t, mut sum_u, mut sum_tt, mut sum_tu, mut sum_uu] = [[0.0f64; LANES]; 5];
        for few in stratum.nodes.chunks(LANES) {
            let of = |what: fn(&Node) -> f64| -> [f64; LANES] {
                std::array::from_fn(|lane| few.get(lane).map_or(0.0, what))
            };
            let (at, weight) = (of(|node| node.at), of(|node| node.weight));
            for lane in 0..LANES {
                let s = -stratum.rate * at[lane];
                let e = f * fast_exp(t * s + u);
                let q = e / (1.0 - f + e);
                let curve = weight[lane] * q * (1.0 - q);
                sum_t[lane] += weight[lane] * q * s;
                sum_u[lane] += weight[lane] * q;
                sum_tt[lane] += curve * s * s;
                sum_tu[lane] += curve * s;
                sum_uu[lane] += curve;
            }
        }
        let powers = Powers::new(t);
        for Clusters { count, n_articles, expected } in &stratum.clusters {
            let power = count.map(|count| powers.of(count));
            for lane in 0..LANES {
                let (n, expected) = (n_articles[lane], expected[lane]);
                let without = f * fast_exp(u - t * expected);
                let with = without * power[lane];
                let (q0, q1) = (without / (1.0 - f + without), with / (1.0 - f + with));
                let (s0, s1) = (-expected, f64::from(count[lane]) - expected);
                let (c0, c1) = (n * q0 * (1.0 - q0), n * q1 * (1.0 - q1));
                let (q0, q1) = (n * q0, n * q1);
                sum_t[lane] += q1 * s1 - q0 * s0;
                sum_u[lane] += q1 - q0;
                sum_tt[lane] += c1 * s1 * s1 - c0 * s0 * s0;
                sum_tu[lane] += c1 * s1 - c0 * s0;
                sum_uu[lane] += c1 - c0;
            }
        }
        let sum = |lanes: [f64; LANES]| lanes.iter().sum::<f64>();
        Cumulants {
            t: sum(sum_t),
            tt: sum(sum_tt),
            tu: sum(sum_tu),
            uu: sum(sum_uu),
            excess_u: sum(sum_u) - stratum.n_group,
        }
    }
}

/// `exp(t x)` for whole numbers x, most of which are small.
struct Powers {
    t: f64,
    small: [f64; 16],
}

impl Powers {
    #[inline(always)]
    fn new(t: f64) -> Powers {
        let mut small = [1.0; 16];
        let base = libm::exp(t);
        for x in 1..16 {
            small[x] = small[x - 1] * base;
        }
        Powers { t, small }
    }

    #[inline(always)]
    fn of(&self, x: u32) -> f64 {
        match self.small.get(x as usize) {
            Some(&power) => power,
            None => fast_exp(self.t * f64::from(x)),
        }
    }
}
