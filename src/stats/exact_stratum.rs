//! What is the exact cumulant function of the labels of a small stratum?
//!
//! Formula: `K(t) = ln [ e_k(exp(t s_1), ..., exp(t s_m)) / C(m, k) ]`, where `e_k` is the k-th elementary
//! symmetric polynomial and `k = m_A`; with one article against one it is `ln cosh(t (s_1 - s_2)/2)`.
//! Unit: natural logarithm. Cost: `m min(m_A, m_B)` steps of the polynomial recurrence.
//! Paper: the recurrence is that of conditional logistic regression, Gail, Lubin & Rubinstein 1981,
//! Biometrika 68(3), <https://doi.org/10.1093/biomet/68.3.703>.
//!
//! Stories are small: with two or three articles the approximation that is good for large strata
//! is not, and the exact function is as cheap.

use super::saddlepoint::Cumulants;
use super::score::{Block, Scores};
use super::special::ln;
use super::strata::ln_binomial;

/// The scores of one feature in one stratum, seen from its smaller side.
pub(super) struct ExactStratum {
    scores: Vec<f64>,
    /// Articles on the smaller side.
    k: usize,
    ln_arrangements: f64,
}

/// A polynomial coefficient with its first two derivatives in `t`.
type Jet = [f64; 3];

impl ExactStratum {
    pub fn new(scores: &Scores<'_>, block: &Block) -> ExactStratum {
        let stratum = &scores.strata.strata[block.stratum as usize];
        let mut cells = scores.cells[block.cells.clone()].iter().peekable();
        let each = stratum.articles.iter().map(|&article| {
            let count = cells.next_if(|cell| cell.article == article).map_or(0, |cell| cell.count);
            f64::from(count) - block.rate * f64::from(scores.exposure[article as usize])
        });
        ExactStratum::of(each.collect(), stratum.n_group)
    }

    /// The stratum of these scores, which sum to zero, with so many articles in the group.
    pub fn of(mut scores: Vec<f64>, n_group: usize) -> ExactStratum {
        let m = scores.len();
        // The scores sum to zero, so the excess of one side is minus that of the other.
        let k = n_group.min(m - n_group);
        if k < n_group {
            scores.iter_mut().for_each(|score| *score = -*score);
        }
        ExactStratum { scores, k, ln_arrangements: ln_binomial(m, k) }
    }

    pub fn cumulants(&self, t: f64) -> Cumulants {
        let (_, [e, first, second]) = self.polynomial(t);
        let mean = first / e;
        Cumulants { t: mean, tt: (second / e - mean * mean).max(0.0), ..Cumulants::default() }
    }

    pub fn value(&self, t: f64) -> f64 {
        let (shift, [e, ..]) = self.polynomial(t);
        shift * self.k as f64 + ln(e) - self.ln_arrangements
    }

    /// The k-th symmetric polynomial of `exp(t s - shift)`, where the shift keeps all terms below 1.
    fn polynomial(&self, t: f64) -> (f64, Jet) {
        let shift = self.scores.iter().map(|s| t * s).fold(f64::NEG_INFINITY, f64::max);
        if let [a, b] = self.scores[..] {
            let (ea, eb) = (libm::exp(t * a - shift), libm::exp(t * b - shift));
            return (shift, [ea + eb, a * ea + b * eb, a * a * ea + b * b * eb]);
        }
        let mut row: Vec<Jet> = vec![[0.0; 3]; self.k + 1];
        row[0][0] = 1.0;
        for &s in &self.scores {
            let e = libm::exp(t * s - shift);
            for j in (1..=self.k).rev() {
                let [value, first, second] = row[j - 1];
                row[j][0] += e * value;
                row[j][1] += e * (first + s * value);
                row[j][2] += e * (second + 2.0 * s * first + s * s * value);
            }
        }
        (shift, row[self.k])
    }
}
