//! What the rules know of the spellings of a corpus, each looked up once.
//!
//! Only spellings are kept that the rules cut as the corpus does: letters and digits of ASCII, and those with the ending
//! of a possessive. Most are read like many others, so the table holds few readings, the commonest in front.
//!
//! Cost: one hash of each spelling, then two array reads a word.

use rustc_hash::FxHashMap;

use super::token::{Reading, is_abbreviation, known};
use crate::token::{FormId, Vocabulary};
use crate::voice::eight::alphanumeric_width;
use crate::voice::lexicon::{Lexicon, class};

/// The entries of spellings; the default knows none.
#[derive(Debug, Clone, Default)]
pub(in crate::voice) struct Forms {
    spellings: Vec<Spelling>,
    readings: Vec<Reading>,
    /// The ending of a possessive; none where no spelling is known.
    possessive: Option<Reading>,
}

/// A spelling: the number of its reading plus one, 0 where the rules must cut it, and how it ends, as bits.
#[derive(Debug, Clone, Copy, Default)]
struct Spelling(u32);

impl Spelling {
    /// A stop behind it belongs to it.
    const ABBREVIATION: u32 = 1 << 31;
    /// An ending of a possessive follows the word that is read.
    const POSSESSIVE: u32 = 1 << 30;
    const NUMBER: u32 = Spelling::POSSESSIVE - 1;
}

/// A word as the rules know it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) reading: Reading,
    /// The ending of a possessive behind it.
    pub(super) possessive: Option<Reading>,
    /// Whether a stop behind it belongs to it.
    pub(super) abbreviation: bool,
}

impl Forms {
    pub(in crate::voice) fn new(vocabulary: &Vocabulary) -> Self {
        let lexicon = Lexicon::load();
        let mut possessive = known("'s", lexicon);
        possessive.classes |= class::POS_S;
        let mut forms = Forms { possessive: Some(possessive), ..Forms::default() };
        forms.spellings.reserve_exact(vocabulary.n_forms());
        // Words that are no cues differ by their classes alone.
        let mut by_classes: FxHashMap<u64, u32> = FxHashMap::default();
        for (_, form) in vocabulary.forms() {
            let ending = form.strip_suffix("'s").or_else(|| form.strip_suffix("\u{2019}s"));
            let word = ending.unwrap_or(form);
            if word.is_empty() || alphanumeric_width(word.as_bytes()) < word.len() {
                forms.spellings.push(Spelling(0));
                continue;
            }
            let reading = known(word, lexicon);
            let next = forms.readings.len() as u32 + 1;
            let cue = reading.classes & class::CUE != 0;
            let number =
                if cue { next } else { *by_classes.entry(reading.classes).or_insert(next) };
            if number == next {
                forms.readings.push(reading);
            }
            let ending = match ending {
                Some(_) => Spelling::POSSESSIVE,
                None if is_abbreviation(word) => Spelling::ABBREVIATION,
                None => 0,
            };
            forms.spellings.push(Spelling(number | ending));
        }
        forms
    }

    /// What is known of a spelling that is cut as the corpus does.
    #[inline]
    pub(super) fn known(&self, form: FormId) -> Option<Known> {
        let Spelling(spelling) = *self.spellings.get(form.index())?;
        let number = (spelling & Spelling::NUMBER).checked_sub(1)?;
        let has = |ending: u32| spelling & ending != 0;
        Some(Known {
            reading: *self.readings.get(number as usize)?,
            possessive: self.possessive.filter(|_| has(Spelling::POSSESSIVE)),
            abbreviation: has(Spelling::ABBREVIATION),
        })
    }
}
