//! LRC: at least how many times more does the group use the word, with the noise of rare words
//! taken off?
//!
//! Formula: the exact (Clopper-Pearson) confidence bounds of `a / (a + b)`, at `1 - (1 - level)/m`,
//! turned into `log2(q/(1 - q) n2/n1)`; the bound nearer to 0 is the score, 0 if they straddle it.
//! Unit: doublings, a lower bound in absolute value.
//! Cost: one beta quantile a feature.
//! Paper: Evert 2022, "Measuring keyness", DH 2022, <https://osf.io/x8z9n>; Clopper & Pearson 1934,
//! Biometrika 26(4), <https://doi.org/10.1093/biomet/26.4.404>.
//!
//! It misleads less than the plain ratio when sorted, but its bound treats words as independent, so
//! a word repeated in one article still ranks high.

use super::pair::Pair;
use crate::stats::special::{beta_quantile, log2};

/// How cautious the bound is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoundOptions {
    /// Coverage of the interval for one feature, 0.95 by default.
    pub level: f64,
    /// Over how many features the level is shared out (Bonferroni); `None` takes all features that occur.
    pub n_tests: Option<usize>,
}

impl Default for BoundOptions {
    fn default() -> BoundOptions {
        BoundOptions { level: 0.95, n_tests: None }
    }
}

/// The bound nearer to zero in doublings, or `None` where nothing can be compared.
///
/// ```
/// use parallax::contrast::{Pair, log_ratio_bound};
/// let bound = log_ratio_bound::score(&Pair::new(12.0, 1.0, 50.0, 54.0), 0.05).unwrap();
/// assert!((bound - 0.939244).abs() < 1e-6);
/// ```
pub fn score(pair: &Pair, alpha: f64) -> Option<f64> {
    if !pair.is_defined() {
        return None;
    }
    let &Pair { a, b, n1, n2 } = pair;
    let as_ratio = |q: f64| log2(q / (1.0 - q) * n2 / n1);
    Some(if pair.sign() > 0.0 {
        as_ratio(beta_quantile(a, b + 1.0, alpha / 2.0)).max(0.0)
    } else if pair.sign() < 0.0 {
        // The upper bound of a/(a+b) is one minus the lower bound of b/(a+b).
        (-log2_odds_bound(b, a, alpha) + log2(n2 / n1)).min(0.0)
    } else {
        0.0
    })
}

fn log2_odds_bound(successes: f64, failures: f64, alpha: f64) -> f64 {
    let q = beta_quantile(successes, failures + 1.0, alpha / 2.0);
    log2(q / (1.0 - q))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_tests_more_caution() {
        let pair = Pair::new(40.0, 10.0, 1000.0, 1000.0);
        let scores = [0.05, 0.005, 0.0005].map(|alpha| score(&pair, alpha).unwrap());
        assert!(scores[0] > scores[1] && scores[1] > scores[2] && scores[2] > 0.0);
        assert_eq!(score(&Pair::new(5.0, 5.0, 90.0, 90.0), 0.05), Some(0.0));
    }
}
