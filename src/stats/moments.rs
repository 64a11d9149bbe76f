//! What has to be kept of the articles so that rates, effects and intervals need no articles?
//!
//! Six sums over the articles of one cell (group x stratum x feature): number of articles, tokens,
//! occurrences, and the three sums of products. They are whole numbers, so partial results from
//! any number of machines merge in any order to the same bytes.
//! Formula: rate `sum x / sum n`; its cluster-robust variance `m/(m - 1) sum (x - rate n)^2 / (sum n)^2`,
//! where `sum (x - r n)^2 = sum x^2 - 2 r sum x n + r^2 sum n^2`.
//! Unit: occurrences per token. Cost: six additions an article.
//! Paper: Cochran 1977, "Sampling Techniques", section 6.4 (ratio estimator); Donner & Klar 2000.
//!
//! It misleads below about ten articles that contain the feature: the variance of so few is itself a
//! guess, and the interval of the rate leans on the normal distribution.

use serde::{Deserialize, Serialize};

use super::special::{normal_isf, student_isf};
use super::{Estimate, Interval, proportion};

/// Sums over the articles of one group, stratum and feature.
///
/// ```
/// use parallax::stats::Moments;
/// let mut here = Moments::of(500, 2);
/// here.merge(&Moments::of(300, 0));
/// assert_eq!((here.n_articles, here.n_tokens, here.n_occurrences), (2, 800, 2));
/// assert!((here.rate(0.95).unwrap().value - 0.0025).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moments {
    /// Number of articles.
    pub n_articles: u64,
    /// Articles that contain the feature.
    pub n_with_feature: u64,
    /// Sum of tokens.
    pub n_tokens: u64,
    /// Sum of occurrences.
    pub n_occurrences: u64,
    /// Sum of squared tokens; fits up to 10^9 articles of 10^5 tokens.
    pub tokens_squared: u64,
    /// Sum of tokens times occurrences.
    pub tokens_times_occurrences: u64,
    /// Sum of squared occurrences.
    pub occurrences_squared: u64,
}

impl Moments {
    /// The sums of one article.
    pub fn of(tokens: u32, occurrences: u32) -> Moments {
        let (n, x) = (u64::from(tokens), u64::from(occurrences));
        Moments {
            n_articles: 1,
            n_with_feature: u64::from(x > 0),
            n_tokens: n,
            n_occurrences: x,
            tokens_squared: n * n,
            tokens_times_occurrences: n * x,
            occurrences_squared: x * x,
        }
    }

    /// Adds the sums of other articles.
    pub fn merge(&mut self, other: &Moments) {
        self.n_articles += other.n_articles;
        self.n_with_feature += other.n_with_feature;
        self.n_tokens += other.n_tokens;
        self.n_occurrences += other.n_occurrences;
        self.tokens_squared += other.tokens_squared;
        self.tokens_times_occurrences += other.tokens_times_occurrences;
        self.occurrences_squared += other.occurrences_squared;
    }

    /// Adds `occurrences` to an article of `tokens` that was counted without them.
    pub(crate) fn add_occurrences(&mut self, tokens: u32, occurrences: u32) {
        let (n, x) = (u64::from(tokens), u64::from(occurrences));
        self.n_with_feature += u64::from(x > 0);
        self.n_occurrences += x;
        self.tokens_times_occurrences += n * x;
        self.occurrences_squared += x * x;
    }

    /// `sum (x - rate n)^2` over the articles.
    pub fn squared_residuals(&self, rate: f64) -> f64 {
        let [xx, xn, nn] =
            [self.occurrences_squared, self.tokens_times_occurrences, self.tokens_squared]
                .map(|sum| sum as f64);
        (xx - 2.0 * rate * xn + rate * rate * nn).max(0.0)
    }

    /// Occurrences per token with a cluster-robust interval, or `None` without tokens.
    ///
    /// The interval is absent for fewer than two articles. Its lower end is never below 0.
    pub fn rate(&self, level: f64) -> Option<Estimate> {
        if self.n_tokens == 0 {
            return None;
        }
        let (n, m) = (self.n_tokens as f64, self.n_articles as f64);
        let value = self.n_occurrences as f64 / n;
        let interval = (self.n_articles > 1).then(|| {
            let error = libm::sqrt(m / (m - 1.0) * self.squared_residuals(value)) / n;
            let reach = quantile(level, m - 1.0) * error;
            Interval { low: (value - reach).max(0.0), high: value + reach, level }
        });
        Some(Estimate {
            value,
            interval,
            n_articles: u32::try_from(self.n_articles).unwrap_or(u32::MAX),
        })
    }

    /// The share of units (sentences, quotations) that have a property, where `tokens` counts the units and
    /// `occurrences` those that have it: [`rate`](Self::rate) with an interval that stays within 0 and 1 and is never
    /// of no width.
    ///
    /// Units of one article are alike, so the interval comes from the articles: from their spread around the share
    /// or, where there is none to see (no unit has it, all have it), from their number alone
    /// ([`proportion`]).
    ///
    /// ```
    /// use parallax::stats::Moments;
    /// let mut none = Moments::of(20, 0);
    /// none.merge(&Moments::of(30, 0));
    /// let interval = none.share(0.95).unwrap().interval.unwrap();
    /// assert!(interval.low == 0.0 && interval.high > 0.5);
    /// ```
    pub fn share(&self, level: f64) -> Option<Estimate> {
        let mut share = self.rate(level)?;
        if self.squared_residuals(share.value) > 0.0 {
            share.interval = share.interval.map(|it| Interval { high: it.high.min(1.0), ..it });
        } else {
            let n_alike = (share.value * f64::from(share.n_articles)).round() as u32;
            share.interval =
                proportion(n_alike, share.n_articles, level).and_then(|alike| alike.interval);
        }
        Some(share)
    }
}

/// How many standard errors an interval reaches: Student's t for few degrees of freedom.
pub(crate) fn quantile(level: f64, df: f64) -> f64 {
    let tail = (1.0 - level) / 2.0;
    if df > 200.0 { normal_isf(tail) } else { student_isf(tail, df.max(1.0)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_split_in_any_order_gives_the_same_sums() {
        let articles: Vec<(u32, u32)> = (0..50).map(|i| (100 + i * 7 % 300, i % 4)).collect();
        let sum = |articles: &[(u32, u32)]| {
            articles.iter().fold(Moments::default(), |mut sum, &(n, x)| {
                sum.merge(&Moments::of(n, x));
                sum
            })
        };
        let whole = sum(&articles);
        for cut in [1, 20, 49] {
            let mut parts = sum(&articles[cut..]);
            parts.merge(&sum(&articles[..cut]));
            assert_eq!(parts, whole);
        }
    }

    #[test]
    fn rate_by_hand() {
        let mut moments = Moments::of(100, 1);
        for (n, x) in [(100, 3), (200, 2)] {
            moments.merge(&Moments::of(n, x));
        }
        // rate = 6/400; residuals -.5, 1.5, -1; variance 3/2 3.5 / 400^2; t(2) at 97.5 % = 4.302653.
        let rate = moments.rate(0.95).unwrap();
        let reach = 4.302652729911275 * (1.5f64 * 3.5).sqrt() / 400.0;
        assert!((rate.value - 0.015).abs() < 1e-15);
        assert!((rate.interval.unwrap().high - 0.015 - reach).abs() < 1e-9);
        assert_eq!(rate.interval.unwrap().low, 0.0);
        assert_eq!(Moments::default().rate(0.95), None);
    }
}
