//! Strings one after another in one string, found again by number.

use super::TermId;
use crate::token::simd::Kernel;

/// Strings with numbers from 0 on.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    text: String,
    /// Where each ends in `text`.
    ends: Vec<usize>,
}

impl Names {
    /// How many there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Adds one; gives its number plus one.
    ///
    /// # Panics
    /// At the four-billionth.
    #[inline]
    pub fn push(&mut self, name: &str) -> u32 {
        self.text.push_str(name);
        self.ends.push(self.text.len());
        u32::try_from(self.ends.len()).expect("fewer than four billion terms fit in memory")
    }

    /// The one of a number.
    #[inline]
    pub fn get(&self, id: TermId) -> &str {
        &self.text[self.start(id)..self.ends[id.index()]]
    }

    #[inline]
    fn start(&self, id: TermId) -> usize {
        if id.0 == 0 { 0 } else { self.ends[id.index() - 1] }
    }

    /// Asks the memory for the one of a number.
    #[inline]
    pub fn ask(&self, kernel: Kernel, id: TermId) {
        kernel.prefetch(self.text.as_bytes(), self.start(id));
    }

    /// All in the order of their numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len() as u32).map(|id| self.get(TermId(id)))
    }

    /// Makes room for so many more.
    pub fn reserve(&mut self, more: usize) {
        self.ends.reserve(more);
        self.text.reserve(8 * more);
    }
}
