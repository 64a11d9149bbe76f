//! What the rules know of the spellings of a corpus, each looked up once.
//!
//! Only plain spellings are kept, all letters and digits of ASCII: other words the rules may cut in their own way. Most
//! spellings have no entry of their own, so the table holds few entries, the commonest in front.
//!
//! Cost: one hash of each spelling, then two array reads a word.

use rustc_hash::FxHashMap;

use super::token::known;
use crate::token::{FormId, Vocabulary};
use crate::voice::eight::alphanumeric_width;
use crate::voice::lexicon::{Entry, Lexicon};

/// The entries of spellings; the default knows none.
#[derive(Debug, Clone, Default)]
pub(in crate::voice) struct Forms {
    /// For each spelling the number of its entry plus one; 0 where the spelling is not plain.
    entry_of: Vec<u32>,
    entries: Vec<Entry>,
}

impl Forms {
    pub(in crate::voice) fn new(vocabulary: &Vocabulary) -> Self {
        let lexicon = Lexicon::load();
        let mut forms = Forms::default();
        forms.entry_of.reserve_exact(vocabulary.n_forms());
        // Words that are no cues differ by their classes alone.
        let mut by_classes: FxHashMap<u64, u32> = FxHashMap::default();
        for (_, form) in vocabulary.forms() {
            if form.is_empty() || alphanumeric_width(form.as_bytes()) < form.len() {
                forms.entry_of.push(0);
                continue;
            }
            let entry = known(form, lexicon);
            let next = forms.entries.len() as u32 + 1;
            let number = match (entry.verb, entry.noun) {
                (None, None) => *by_classes.entry(entry.classes).or_insert(next),
                _ => next,
            };
            if number == next {
                forms.entries.push(entry);
            }
            forms.entry_of.push(number);
        }
        forms
    }

    /// What is known of a spelling that is plain.
    #[inline]
    pub(super) fn plain(&self, form: FormId) -> Option<Entry> {
        let number = self.entry_of.get(form.index())?.checked_sub(1)?;
        self.entries.get(number as usize).copied()
    }
}
