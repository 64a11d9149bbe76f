//! A byte range in one part of an article.

use serde::{Deserialize, Serialize};

/// A half-open byte range, always on character boundaries of the text it belongs to.
///
/// ```
/// use parallax::Span;
///
/// let text = "Kyiv said no.";
/// let span = Span::new(0, 4);
/// assert_eq!(span.of(text), Some("Kyiv"));
/// assert_eq!(Span::new(0, 99).of(text), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    pub const fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// The words at this span, or `None` where it lies outside the text or cuts a character.
    pub fn of<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.get(self.start as usize..self.end as usize)
    }

    /// The length in bytes.
    pub const fn len(&self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether the span covers nothing.
    pub const fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// Whether two spans share at least one byte.
    pub const fn overlaps(&self, other: &Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `inner` lies wholly inside this span.
    pub const fn covers(&self, inner: &Span) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// The span of a byte range that is known to fit: texts are capped far below 4 GiB on the way in.
    pub(crate) fn from_range(range: std::ops::Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span::new(clamp(range.start), clamp(range.end))
    }
}

/// Which text of an article a span indexes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The headline.
    Headline,
    /// The running text.
    #[default]
    Body,
}
