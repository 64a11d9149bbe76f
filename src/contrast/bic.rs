//! BIC: is there evidence for a difference in rates beyond the price of one more parameter?
//!
//! Formula: `G2 - ln N` with `N = n1 + n2` tokens.
//! Unit: twice the natural log of an approximate Bayes factor; 2, 6 and 10 are read as positive,
//! strong and very strong evidence, below 0 the evidence favours no difference.
//! Cost: that of G2.
//! Paper: Wilson 2013, "Embracing Bayes factors for key item analysis in corpus linguistics";
//! Kass & Raftery 1995, <https://doi.org/10.1080/01621459.1995.10476572>.
//!
//! It misleads as G2 does: `N` counts words as if each were an independent observation. It has no
//! direction, so the sign of the difference must be read elsewhere.

use super::log_likelihood;
use super::pair::Pair;
use crate::stats::special::ln;

/// The approximate evidence for a difference, or `None` where nothing can be compared.
///
/// ```
/// use parallax::contrast::{Pair, bic};
/// assert!(bic::score(&Pair::new(5.0, 5.0, 50.0, 50.0)).unwrap() < 0.0);
/// ```
pub fn score(pair: &Pair) -> Option<f64> {
    log_likelihood::score(pair).map(|g2| g2.abs() - ln(pair.n1 + pair.n2))
}
