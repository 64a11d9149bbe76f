//! Chi-squared: how far are the counts from those expected, if every word were drawn on its own?
//!
//! Formula: `N (|ad - bc| - N d)^2 / (product of the margins)` with `d = 0` (Pearson) or `1/2`
//! (Yates), where `c = n1 - a` and `d = n2 - b`; it carries the sign of the difference in rates.
//! Unit: asymptotically chi-squared with one degree of freedom.
//! Cost: one division a feature.
//! Paper: Pearson 1900, <https://doi.org/10.1080/14786440009463897>; Yates 1934, Supplement to the
//! Journal of the Royal Statistical Society 1(2), <https://doi.org/10.2307/2983604>.
//!
//! It misleads as [`log_likelihood`](super::log_likelihood) does, and more so where an expected
//! count is below five, because it then no longer follows its own distribution.

use super::pair::Pair;

/// Which continuity correction to apply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Continuity {
    /// None: Pearson's statistic.
    #[default]
    None,
    /// Yates' half a count, never past zero.
    Yates,
}

/// The signed statistic, or `None` where a margin of the table is empty.
///
/// ```
/// use parallax::contrast::{Continuity, Pair, chi_squared};
/// let pair = Pair::new(30.0, 10.0, 100.0, 100.0);
/// let pearson = chi_squared::score(&pair, Continuity::None).unwrap();
/// assert!((pearson - 12.5).abs() < 1e-12);
/// assert!(chi_squared::score(&pair, Continuity::Yates).unwrap() < pearson);
/// ```
pub fn score(pair: &Pair, continuity: Continuity) -> Option<f64> {
    let &Pair { a, b, n1, n2 } = pair;
    let n = n1 + n2;
    let margins = (a + b) * (n - a - b) * n1 * n2;
    if margins <= 0.0 {
        return None;
    }
    let half = match continuity {
        Continuity::None => 0.0,
        Continuity::Yates => 0.5,
    };
    // ad - bc with c = n1 - a and d = n2 - b simplifies to a n2 - b n1.
    let distance = ((a * n2 - b * n1).abs() - n * half).max(0.0);
    Some(pair.sign() * n * distance * distance / margins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yates_never_passes_zero() {
        let pair = Pair::new(5.0, 5.0, 50.0, 54.0);
        assert_eq!(score(&pair, Continuity::Yates), Some(0.0));
    }

    #[test]
    fn empty_margin() {
        assert_eq!(score(&Pair::new(0.0, 0.0, 5.0, 5.0), Continuity::None), None);
        assert_eq!(score(&Pair::new(5.0, 5.0, 5.0, 5.0), Continuity::None), None);
    }
}
