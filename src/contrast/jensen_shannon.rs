//! Jensen-Shannon: how many bits of the difference between two vocabularies come from each word?
//!
//! Formula: with `p1 = a / n1`, `p2 = b / n2` and `m = pi1 p1 + pi2 p2`, a word contributes
//! `pi1 p1 log2(p1 / m) + pi2 p2 log2(p2 / m) >= 0`; the sum over words is the divergence.
//! The score carries the sign of `p1 - p2`.
//! Unit: bits; the divergence with equal weights lies between 0 and 1.
//! Cost: two logarithms a feature.
//! Paper: Lin 1991, IEEE Transactions on Information Theory 37(1),
//! <https://doi.org/10.1109/18.61115>; word contributions: Gallagher et al. 2021, EPJ Data Science
//! 10:4, <https://doi.org/10.1140/epjds/s13688-021-00260-3>.
//!
//! It misleads because frequent words dominate and the total is biased upward: two samples of the
//! same text have a positive divergence, the larger the shorter they are.
//!
//! Departure: scattertext's scorer uses one side twice.

use super::pair::Pair;
use crate::stats::special::log2;

/// How much each side weighs in the mixture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mixture {
    /// Both sides weigh one half, whatever their size.
    #[default]
    Equal,
    /// Each side weighs its share of the tokens.
    Pooled,
}

/// The signed contribution of one feature in bits, or `None` where nothing can be compared.
///
/// ```
/// use parallax::contrast::{Mixture, Pair, jensen_shannon};
/// let only_here = Pair::new(10.0, 0.0, 10.0, 10.0);
/// assert!((jensen_shannon::score(&only_here, Mixture::Equal).unwrap() - 0.5).abs() < 1e-12);
/// ```
pub fn score(pair: &Pair, mixture: Mixture) -> Option<f64> {
    let &Pair { a, b, n1, n2 } = pair;
    let pi1 = match mixture {
        Mixture::Equal => 0.5,
        Mixture::Pooled => n1 / (n1 + n2),
    };
    let (p1, p2) = (a / n1, b / n2);
    let m = pi1 * p1 + (1.0 - pi1) * p2;
    let part = |weight: f64, p: f64| if p == 0.0 { 0.0 } else { weight * p * log2(p / m) };
    pair.is_defined().then(|| pair.sign() * (part(pi1, p1) + part(1.0 - pi1, p2)).max(0.0))
}

/// The divergence: the contributions of all features, without their signs, in bits.
pub fn divergence(pairs: &[Pair], mixture: Mixture) -> f64 {
    pairs.iter().filter_map(|pair| score(pair, mixture)).map(f64::abs).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identical_is_zero_and_disjoint_is_one() {
        let same = [Pair::new(2.0, 4.0, 5.0, 10.0), Pair::new(3.0, 6.0, 5.0, 10.0)];
        let apart = [Pair::new(5.0, 0.0, 5.0, 9.0), Pair::new(0.0, 9.0, 5.0, 9.0)];
        assert!(divergence(&same, Mixture::Equal).abs() < 1e-15);
        assert!((divergence(&apart, Mixture::Equal) - 1.0).abs() < 1e-15);
    }
}
