//! A value that leaves the crate: the number, its interval and how many articles stand behind it.

use serde::{Deserialize, Serialize};

/// A value with an optional interval and the number of articles behind it.
///
/// The unit is that of the field or function which carries the estimate (`log2_ratio`, `share`, ...).
/// Where a value is not defined there is no estimate: such functions return `Option<Estimate>`.
///
/// ```
/// use parallax::Estimate;
///
/// let share = Estimate::new(0.25, 8);
/// assert_eq!(share.value, 0.25);
/// assert!(share.interval.is_none(), "nothing was inferred yet");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The point estimate; always finite.
    pub value: f64,
    /// The interval, where one was computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// The number of articles that the value was computed from.
    pub n_articles: u32,
}

impl Estimate {
    /// An estimate without an interval.
    pub fn new(value: f64, n_articles: u32) -> Self {
        Estimate { value, interval: None, n_articles }
    }

    /// The same estimate with an interval.
    pub fn with_interval(mut self, interval: Interval) -> Self {
        self.interval = Some(interval);
        self
    }
}

/// An interval at a stated level of confidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end, never below `low`.
    pub high: f64,
    /// The level, between 0 and 1: 0.95 for a 95 % interval.
    pub level: f64,
}

impl Interval {
    /// Whether a value lies inside the interval, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_survives_serde() {
        let estimate =
            Estimate::new(-1.5, 12).with_interval(Interval { low: -2.0, high: -1.0, level: 0.95 });
        let text = serde_json::to_string(&estimate).unwrap();
        assert_eq!(serde_json::from_str::<Estimate>(&text).unwrap(), estimate);
        assert!(estimate.interval.unwrap().contains(-1.0));
        assert!(!estimate.interval.unwrap().contains(-0.9));
    }
}
