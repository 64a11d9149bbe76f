//! The share of articles that have a property, with its interval.
//!
//! Question: of `of` articles `n` have it; what does that say of the outlet's other articles?
//!
//! Wilson's score interval: the shares `p` for which `|n/of - p| <= z sqrt(p (1 - p) / of)`. It stays within 0 and 1 and keeps a width
//! where none or all have the property, which the textbook interval does not. Unit: share from 0 to 1. Cost: constant.
//!
//! Paper: Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the
//! American Statistical Association 22, 209-212. doi:10.1080/01621459.1927.10502953.
//!
//! It misleads where the articles were not drawn one by one: ten articles on one event are fewer than ten.

use super::special::normal_isf;
use super::{Estimate, Interval};

/// The share `n / of` with Wilson's interval; `None` where there is no article. More than all counts as all.
///
/// ```
/// let share = parallax::stats::proportion(0, 10, 0.95).unwrap();
/// assert_eq!(share.value, 0.0);
/// assert!(share.interval.unwrap().high > 0.2);
/// ```
pub fn proportion(n: u32, of: u32, level: f64) -> Option<Estimate> {
    if of == 0 {
        return None;
    }
    let m = f64::from(of);
    let share = f64::from(n.min(of)) / m;
    let z = normal_isf((1.0 - level) / 2.0);
    let shrink = 1.0 + z * z / m;
    let middle = (share + z * z / (2.0 * m)) / shrink;
    let reach = z / shrink * libm::sqrt(share * (1.0 - share) / m + z * z / (4.0 * m * m));
    // The two ends are exact where none or all have it; rounding would leave a trace.
    let low = if n == 0 { 0.0 } else { (middle - reach).max(0.0) };
    let high = if n >= of { 1.0 } else { (middle + reach).min(1.0) };
    Some(Estimate::new(share, of).with_interval(Interval { low, high, level }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_statsmodels() {
        // statsmodels 0.15.0 proportion_confint(n, of, alpha, method="wilson").
        let cases = [
            (0, 10, 0.95, 0.0, 0.2775327998628892),
            (10, 10, 0.95, 0.7224672001371108, 1.0),
            (3, 7, 0.95, 0.15821985525146975, 0.7495416354723428),
            (41, 100, 0.9, 0.3325089324037172, 0.4922327573372541),
        ];
        for (n, of, level, low, high) in cases {
            let found = proportion(n, of, level).unwrap().interval.unwrap();
            assert!((found.low - low).abs() < 1e-9 && (found.high - high).abs() < 1e-9, "{n}/{of}");
        }
        assert_eq!(proportion(0, 0, 0.95), None);
        assert_eq!(proportion(9, 3, 0.95).unwrap().value, 1.0);
    }
}
