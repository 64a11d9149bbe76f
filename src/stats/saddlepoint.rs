//! How often would exchanging labels give an excess this large? The tail of the permutation
//! distribution without drawing permutations.
//!
//! Formula: `K(t, u) = sum log(1 - f + f exp(t s_i + u))` over the articles of a stratum, with
//! `f = m_A / m`; solve `K_t = T` and, in each stratum, `K_u = m_A`; then
//! `w = sign(t) sqrt(2 (t T + sum u m_A - K))`, `v = t sqrt(det K'' / prod m f (1 - f))` and
//! `P = 1 - Phi(w) + phi(w) (1/v - 1/w)`; both tails are added. Small strata use the exact cumulant
//! function of their arrangements instead; for one article against one it is `log cosh(t U)`.
//! Floor: the chance that all articles that use the feature fall on one side. A tail cannot be
//! thinner than its last atom, and the approximation does not know where the atoms are.
//! Unit: probability. Cost: about five exponentials a tail for each cluster of articles with equal count
//! and similar length; those without the feature enter through eight Gauss nodes of their length.
//! Paper: Robinson 1982, JRSS B 44(1), <https://doi.org/10.1111/j.2517-6161.1982.tb01191.x>;
//! Skovgaard 1987, <https://doi.org/10.2307/3214212>; Lugannani & Rice 1980.
//!
//! It misleads where the excess has few distinct values (features in a handful of articles): it
//! smooths over the steps. There the tail is counted from draws, see
//! [`emphasis`](mod@super::emphasis).

use super::exact_stratum::ExactStratum;
use super::large_stratum::LargeStratum;
use super::quadrature::{Node, gauss_nodes};
use super::score::Scores;
use super::special::{normal_density, normal_sf};
use super::strata::ln_binomial;

const N_NODES: usize = 8;
/// Bins of article length within which articles of equal count are taken together.
pub(super) const N_BINS: usize = 12;
/// Strata up to this size use their exact cumulant function.
pub(super) const EXACT_SIZE: usize = 24;

/// The permutation tails of all features of one arrangement.
#[derive(Debug)]
pub struct Saddlepoint<'a> {
    pub(super) scores: &'a Scores<'a>,
    /// Gauss nodes of the article lengths of each large stratum; none for the small ones.
    nodes: Vec<Vec<Node>>,
    /// For each article, its place among the lengths of its stratum, from 0 to [`N_BINS`] - 1.
    pub(super) bin_of: Vec<u8>,
}

/// Derivatives of one stratum's cumulant function; `excess_u` is `K_u - m_A`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cumulants {
    pub t: f64,
    pub tt: f64,
    pub tu: f64,
    pub uu: f64,
    pub excess_u: f64,
}

impl<'a> Saddlepoint<'a> {
    /// Prepares the tails.
    pub fn new(scores: &'a Scores<'a>) -> Saddlepoint<'a> {
        let nodes = scores.strata.strata.iter().map(|stratum| {
            if stratum.len() <= EXACT_SIZE {
                return Vec::new();
            }
            let lengths = stratum
                .articles
                .iter()
                .map(|&article| f64::from(scores.exposure[article as usize]));
            gauss_nodes(&lengths.collect::<Vec<f64>>(), N_NODES)
        });
        let nodes = nodes.collect();
        let mut bin_of = vec![0; scores.exposure.len()];
        for stratum in &scores.strata.strata {
            let mut order = stratum.articles.clone();
            order.sort_by_key(|&article| (scores.exposure[article as usize], article));
            for (rank, &article) in order.iter().enumerate() {
                bin_of[article as usize] = (rank * N_BINS / order.len()) as u8;
            }
        }
        Saddlepoint { scores, nodes, bin_of }
    }

    /// Two-sided p of a feature: the chance of an excess at least as far from 0 as the observed one.
    ///
    /// `None` where exchanging labels cannot change the excess.
    pub fn p(&self, feature: usize) -> Option<f64> {
        self.p_at(feature, self.scores.excess[feature].abs())
    }

    /// The chance of an excess of at least `distance` in either direction.
    pub fn p_at(&self, feature: usize, distance: f64) -> Option<f64> {
        let variance = self.scores.variance[feature];
        if variance <= 0.0 {
            return None;
        }
        let mut problem = Problem::new(self, feature);
        let deviation = libm::sqrt(variance);
        let tails = problem.tail(distance, deviation) + problem.tail(-distance, deviation);
        Some(tails.max(self.floor(feature)).min(1.0))
    }

    /// The chance of an excess of at least `z` permutation standard deviations in either direction.
    pub fn p_at_z(&self, feature: usize, z: f64) -> Option<f64> {
        self.p_at(feature, z * libm::sqrt(self.scores.variance[feature]))
    }

    /// How many articles of equal weight would give the feature the same kurtosis; few mean that
    /// the excess moves in visible steps.
    pub fn effective_articles(&self, feature: usize) -> f64 {
        let (mut squares, mut fourths) = (0.0, 0.0);
        for block in self.scores.blocks(feature) {
            for cell in &self.scores.cells[block.cells.clone()] {
                let expected = block.rate * f64::from(self.scores.exposure[cell.article as usize]);
                let square =
                    (f64::from(cell.count) - expected) * (f64::from(cell.count) - expected);
                squares += square;
                fourths += square * square;
            }
        }
        if fourths > 0.0 { squares * squares / fourths } else { 0.0 }
    }

    /// The chance that every article that uses the feature falls on one and the same side.
    pub fn floor(&self, feature: usize) -> f64 {
        let (mut own, mut other) = (0.0, 0.0);
        for block in self.scores.blocks(feature) {
            let stratum = &self.scores.strata.strata[block.stratum as usize];
            let above = self.scores.cells[block.cells.clone()].iter().filter(|cell| {
                let expected = block.rate * f64::from(self.scores.exposure[cell.article as usize]);
                !self.nodes[block.stratum as usize].is_empty()
                    || f64::from(cell.count) > expected + 1e-9
            });
            let (m, k) = (stratum.len(), above.count());
            if k > 0 {
                own += ln_all_on_one_side(m, stratum.n_group, k);
                other += ln_all_on_one_side(m, m - stratum.n_group, k);
            }
        }
        (libm::exp(own) + libm::exp(other)).min(1.0)
    }
}

/// Log chance that a side of `side` articles takes all of the `k` marked among `m`; where they do not
/// fit, that of the single most extreme arrangement.
pub(super) fn ln_all_on_one_side(m: usize, side: usize, k: usize) -> f64 {
    if k <= side {
        ln_binomial(m - k, side - k) - ln_binomial(m, side)
    } else {
        -ln_binomial(m, side)
    }
}

/// One feature's equations with room for the strata's nuisance parameters.
pub(super) struct Problem<'p> {
    parts: Vec<Part<'p>>,
    u: Vec<f64>,
    reach: f64,
}

pub(super) enum Part<'p> {
    Exact(ExactStratum),
    Large(LargeStratum<'p>),
}

impl<'p> Problem<'p> {
    fn new(saddlepoint: &'p Saddlepoint<'p>, feature: usize) -> Problem<'p> {
        let scores = saddlepoint.scores;
        let mut reach = 0.0f64;
        let parts = scores.blocks(feature).iter().map(|block| {
            let cells = &scores.cells[block.cells.clone()];
            let nodes = &saddlepoint.nodes[block.stratum as usize];
            reach = cells.iter().map(|cell| f64::from(cell.count)).fold(reach, f64::max);
            if nodes.is_empty() {
                Part::Exact(ExactStratum::new(scores, block))
            } else {
                Part::Large(LargeStratum::new(saddlepoint, block, nodes))
            }
        });
        let parts: Vec<Part<'p>> = parts.collect();
        Problem::of(parts, reach)
    }

    /// The problem of these strata, where no article's count is above `reach`.
    pub(super) fn of(parts: Vec<Part<'p>>, reach: f64) -> Problem<'p> {
        Problem { u: vec![0.0; parts.len()], parts, reach }
    }

    /// One tail: `P(T >= target)` for a positive target, `P(T <= target)` for a negative one.
    pub(super) fn tail(&mut self, target: f64, deviation: f64) -> f64 {
        let z = target / deviation;
        if z.abs() < 0.02 {
            return normal_sf(z.abs());
        }
        self.u.fill(0.0);
        let mut t = z / deviation;
        t = t.clamp(-1.5 / self.reach, 1.5 / self.reach);
        let mut cumulants = vec![Cumulants::default(); self.parts.len()];
        // An error d of the solution changes v by d / z^2 of itself, and w only in second order.
        let precision = 1e-3 * (z * z).min(1.0);
        let mut curvature = 0.0;
        let mut converged = false;
        for _ in 0..60 {
            let (mut gap, mut steep) = (target, 0.0);
            let mut worst = 0.0f64;
            for ((part, u), c) in self.parts.iter().zip(&self.u).zip(&mut cumulants) {
                *c = part.cumulants(t, *u);
                gap -= c.t;
                if c.uu > 0.0 {
                    gap += c.tu * c.excess_u / c.uu;
                    steep -= c.tu * c.tu / c.uu;
                    worst = worst.max(c.excess_u.abs() / libm::sqrt(c.uu));
                }
                steep += c.tt;
            }
            curvature = steep;
            if steep <= 1e-9 * deviation * deviation || steep.is_nan() {
                break;
            }
            if gap.abs() < precision * libm::sqrt(steep) && worst < precision {
                converged = true;
                break;
            }
            let step = (gap / steep).clamp(-1.5 / self.reach, 1.5 / self.reach);
            t += step;
            for (u, c) in self.u.iter_mut().zip(&cumulants) {
                if c.uu > 0.0 {
                    *u -= ((c.excess_u + c.tu * step) / c.uu).clamp(-1.5, 1.5);
                }
            }
            if t.abs() * self.reach > 60.0 {
                break;
            }
        }
        // No solution means that the target lies at or beyond the last arrangement.
        if !converged {
            return 0.0;
        }
        let (mut exponent, mut determinant) = (t * target, curvature);
        for ((part, &u), c) in self.parts.iter().zip(&self.u).zip(&cumulants) {
            exponent += u * part.n_group() - part.value(t, u);
            determinant *= part.relative_uu(c);
        }
        let w = t.signum() * libm::sqrt(2.0 * exponent.max(0.0));
        let v = t * libm::sqrt(determinant);
        let (w, v) = (w.abs(), v.abs());
        if w < 1e-3 {
            return normal_sf(z.abs());
        }
        (normal_sf(w) + normal_density(w) * (1.0 / v - 1.0 / w)).clamp(0.0, 1.0)
    }
}

impl Part<'_> {
    fn cumulants(&self, t: f64, u: f64) -> Cumulants {
        match self {
            Part::Exact(stratum) => stratum.cumulants(t),
            Part::Large(stratum) => stratum.cumulants(t, u),
        }
    }

    fn value(&self, t: f64, u: f64) -> f64 {
        match self {
            Part::Exact(stratum) => stratum.value(t),
            Part::Large(stratum) => stratum.value(t, u),
        }
    }

    fn n_group(&self) -> f64 {
        match self {
            Part::Exact(_) => 0.0,
            Part::Large(stratum) => stratum.n_group,
        }
    }

    fn relative_uu(&self, c: &Cumulants) -> f64 {
        match self {
            Part::Exact(_) => 1.0,
            Part::Large(stratum) => c.uu / (stratum.n_group * (1.0 - stratum.n_group / stratum.m)),
        }
    }
}
