//! The terms of spellings that are new, made many together and numbered later: to make them needs the
//! spellings only, so it can happen on another core.

use crate::token::{Normalizer, TermKind};

/// Terms one after another.
#[derive(Debug, Clone, Default)]
pub(in crate::token) struct NewTerms {
    text: String,
    ends: Vec<(usize, TermKind)>,
    /// The term in the making.
    term: String,
}

impl NewTerms {
    /// The terms of some spellings.
    pub(in crate::token) fn of<'s>(
        normalizer: &Normalizer,
        spellings: impl Iterator<Item = &'s str>,
    ) -> Self {
        let mut terms = Self::default();
        terms.set(normalizer, spellings);
        terms
    }

    pub(super) fn set<'s>(
        &mut self,
        normalizer: &Normalizer,
        spellings: impl Iterator<Item = &'s str>,
    ) {
        self.text.clear();
        self.ends.clear();
        for spelling in spellings {
            let kind = normalizer.term_into(spelling, &mut self.term);
            self.text.push_str(&self.term);
            self.ends.push((self.text.len(), kind));
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = (&str, TermKind)> {
        let mut start = 0;
        self.ends
            .iter()
            .map(move |&(end, kind)| (&self.text[std::mem::replace(&mut start, end)..end], kind))
    }
}
