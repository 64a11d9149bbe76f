//! Log ratio: how many times more of its words does the group give to the feature?
//!
//! Formula: `log2((a + .5) / (n1 + .5)) - log2((b + .5) / (n2 + .5))`.
//! Unit: doublings; +1 is twice the rate, -1 half of it.
//! Cost: two logarithms a feature.
//! Paper: Hardie 2014, "Log Ratio: an informal introduction", CASS Lancaster; the half counts are
//! Walter's (1975), Biometrika 62(2), <https://doi.org/10.1093/biomet/62.2.371>.
//!
//! It misleads when sorted: the largest values belong to the rarest words, whose ratio is noise.
//! Rank by an interval's bound ([`log_ratio_bound`](super::log_ratio_bound)) or a shrunken value.
//!
//! Departure: tools that add a constant only to zero counts make the score jump between 0 and 1.

use super::pair::Pair;
use crate::stats::special::log2;

/// The ratio of rates in doublings, or `None` where nothing can be compared.
///
/// ```
/// use parallax::contrast::{Pair, log_ratio};
/// let doubled = log_ratio::score(&Pair::new(200.0, 100.0, 1000.0, 1000.0)).unwrap();
/// assert!((doubled - 1.0).abs() < 0.01);
/// ```
pub fn score(pair: &Pair) -> Option<f64> {
    let &Pair { a, b, n1, n2 } = pair;
    let rate = |count: f64, tokens: f64| (count + 0.5) / (tokens + 0.5);
    pair.is_defined().then(|| log2(rate(a, n1)) - log2(rate(b, n2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn law_swapping_flips_the_sign() {
        let pair = Pair::new(7.0, 0.0, 90.0, 40.0);
        assert_eq!(score(&pair), score(&pair.swapped()).map(|s| -s));
    }
}
