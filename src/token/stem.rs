//! Snowball stems, one call for each distinct word, never a panic.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

use super::Language;

/// The stemmer of a language.
pub(super) fn stemmer(language: Language) -> Stemmer {
    Stemmer::create(match language {
        Language::Arabic => Algorithm::Arabic,
        Language::Danish => Algorithm::Danish,
        Language::Dutch => Algorithm::Dutch,
        Language::English => Algorithm::English,
        Language::Finnish => Algorithm::Finnish,
        Language::French => Algorithm::French,
        Language::German => Algorithm::German,
        Language::Greek => Algorithm::Greek,
        Language::Hungarian => Algorithm::Hungarian,
        Language::Italian => Algorithm::Italian,
        Language::Norwegian => Algorithm::Norwegian,
        Language::Portuguese => Algorithm::Portuguese,
        Language::Romanian => Algorithm::Romanian,
        Language::Russian => Algorithm::Russian,
        Language::Spanish => Algorithm::Spanish,
        Language::Swedish => Algorithm::Swedish,
        Language::Tamil => Algorithm::Tamil,
        Language::Turkish => Algorithm::Turkish,
    })
}

/// The stem of a lower-case word, or the word itself where the stemmer fails on it.
///
/// The stemmer slices some inputs inside a character and panics there (Greek is known for it). The
/// panic stays here: the word is then its own stem.
pub(super) fn stem<'w>(stemmer: &Stemmer, word: &'w str) -> Cow<'w, str> {
    std::panic::catch_unwind(|| stemmer.stem(word)).unwrap_or(Cow::Borrowed(word))
}
