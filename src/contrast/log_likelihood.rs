//! G2: how surprising is the difference if every word were drawn on its own?
//!
//! Formula: `G2 = 2 sum O ln(O / E)` over all **four** cells of the table (feature or not, group or
//! reference), with the sign of the difference in rates. Williams' correction divides by
//! `q = 1 + (N/R1 + N/R2 - 1)(N/C1 + N/C2 - 1) / (6N)`.
//! Unit: asymptotically chi-squared with one degree of freedom; 3.84 is the usual "5 %".
//! Cost: four logarithms a feature.
//! Paper: Dunning 1993, "Accurate methods for the statistics of surprise and coincidence",
//! Computational Linguistics 19(1), <https://aclanthology.org/J93-1003/>; Williams 1976,
//! Biometrika 63(1), <https://doi.org/10.1093/biomet/63.1.33>.
//!
//! It misleads as a test: words inside an article are not independent, so two random halves of one
//! outlet differ "significantly" in a fifth of their words, and one article that says "panda"
//! twelve times decides the ranking. Use it to reproduce earlier work.
//!
//! Departures: keyness tools often sum only the two cells of the feature, which is not
//! asymptotically chi-squared; quanteda multiplies by Williams' `q`, which must divide.

use super::pair::Pair;
use crate::stats::special::x_ln_ratio;

/// The signed four-cell statistic, or `None` where nothing can be compared.
///
/// ```
/// use parallax::contrast::{Pair, log_likelihood};
/// let g2 = log_likelihood::score(&Pair::new(12.0, 1.0, 50.0, 54.0)).unwrap();
/// assert!((g2 - 13.300867).abs() < 1e-6);
/// ```
pub fn score(pair: &Pair) -> Option<f64> {
    if !pair.is_defined() {
        return None;
    }
    let &Pair { a, b, n1, n2 } = pair;
    let rest = (n1 + n2 - a - b) / (n1 + n2);
    let expected = pair.expected();
    let sum = x_ln_ratio(a, expected)
        + x_ln_ratio(b, a + b - expected)
        + x_ln_ratio(n1 - a, n1 * rest)
        + x_ln_ratio(n2 - b, n2 * rest);
    // Rounding may leave -1e-17 where the rates are equal, and a negative zero has a wrong sign.
    Some(pair.sign() * (2.0 * sum).max(0.0))
}

/// The signed statistic divided by Williams' correction, closer to chi-squared in small tables.
pub fn williams(pair: &Pair) -> Option<f64> {
    let &Pair { a, b, n1, n2 } = pair;
    let n = n1 + n2;
    let (r1, r2) = (a + b, n - a - b);
    let inflation = (n / r1 + n / r2 - 1.0) * (n / n1 + n / n2 - 1.0) / (6.0 * n);
    score(pair).filter(|_| r2 > 0.0).map(|g2| g2 / (1.0 + inflation))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn law_swapping_flips_the_sign() {
        for (a, b, n1, n2) in
            [(5.0, 3.0, 50.0, 70.0), (0.0, 9.0, 40.0, 41.0), (2.0, 2.0, 10.0, 10.0)]
        {
            let pair = Pair::new(a, b, n1, n2);
            let (there, back) = (score(&pair).unwrap(), score(&pair.swapped()).unwrap());
            assert!((there + back).abs() < 1e-12, "{pair:?}");
        }
    }

    #[test]
    fn nothing_to_compare() {
        for pair in [Pair::new(0.0, 0.0, 5.0, 5.0), Pair::new(3.0, 0.0, 5.0, 0.0)] {
            assert_eq!(score(&pair), None);
        }
    }
}
