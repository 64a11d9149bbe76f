//! How far apart in time articles are, and how much that speaks against one story.
//!
//! Nearness is `1/2 + 1/2 exp(-days / 5)`: news of one event mostly stands within a week, but an article of a
//! month later can still belong, so a great distance halves the likeness and never forbids. Where a day is not known,
//! nothing is held against the article.

use crate::article::Article;

/// The days between which articles lie, for those whose day is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Days {
    n: u32,
    n_dated: u32,
    sum: f64,
    first: f64,
    last: f64,
}

impl Days {
    pub fn of(article: &Article) -> Self {
        let epoch = jiff::civil::date(1970, 1, 1);
        let day = article
            .published
            .map(|published| published.date().duration_since(epoch).as_secs() as f64 / 86_400.0);
        Days {
            n: 1,
            n_dated: u32::from(day.is_some()),
            sum: day.unwrap_or(0.0),
            first: day.unwrap_or(f64::INFINITY),
            last: day.unwrap_or(f64::NEG_INFINITY),
        }
    }

    /// The days of both.
    pub fn and(&self, other: &Days) -> Days {
        Days {
            n: self.n + other.n,
            n_dated: self.n_dated + other.n_dated,
            sum: self.sum + other.sum,
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }

    /// From 1 for the same day down to 1/2; 1 where a day is not known.
    pub fn nearness(&self, other: &Days) -> f32 {
        if self.n_dated == 0 || other.n_dated == 0 {
            return 1.0;
        }
        let mean = |days: &Days| days.sum / f64::from(days.n_dated);
        let known = |days: &Days| f64::from(days.n_dated) / f64::from(days.n);
        let loss = 0.5 * (1.0 - libm::exp(-(mean(self) - mean(other)).abs() / 5.0));
        (1.0 - known(self) * known(other) * loss) as f32
    }

    /// The days of silence between the two; 0 where they overlap or a day is not known.
    pub fn gap(&self, other: &Days) -> f64 {
        (self.first - other.last).max(other.first - self.last).max(0.0)
    }

    /// The last day that is known.
    pub fn last(&self) -> Option<f64> {
        (self.n_dated > 0).then_some(self.last)
    }
}
