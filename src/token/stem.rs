//! Stems of words, from `rust-stemmers`, behind one function that cannot fail.
//!
//! That crate holds the Snowball algorithms as they were in 2018 and is no longer maintained; some
//! of its Greek words panic. A panic is caught here and the word stays as it is. The standard panic
//! hook still prints a line to the error output, and a program built with `panic = "abort"` could
//! catch nothing, so there Greek words are not stemmed at all.
//!
//! English has an algorithm of its own here, with what Snowball has corrected since. Its stems are told in
//! `english.rs`; the other languages have those of 2018.
//!
//! Cost: some 500 nanoseconds and a few allocations per call, 100 for English. The vocabulary calls it
//! once per distinct word.

mod english;

use std::borrow::Cow;
use std::panic::catch_unwind;

use rust_stemmers::{Algorithm, Stemmer};

use super::Language;

/// The longest word that is stemmed, in bytes. The algorithms take time that grows with the square
/// of the length, and what is longer is no word of a language.
const LONGEST: usize = 256;

/// The algorithm of a language.
fn algorithm(language: Language) -> Algorithm {
    match language {
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
    }
}

/// The stem of a lower-case word; the word itself where there is none.
///
/// ```
/// use parallax::token::{Language, stem};
///
/// assert_eq!(stem(Language::English, "elections"), "elect");
/// assert_eq!(stem(Language::Greek, "ισαισα"), "ισαισα");
/// ```
pub fn stem(language: Language, word: &str) -> Cow<'_, str> {
    if language == Language::English
        && let Some(stem) = english::stem(word)
    {
        return stem.of(word);
    }
    stem_by_the_library(language, word)
}

/// Puts the stem of a lower-case word in its place. Whether it may be another one.
pub(super) fn stem_in_place(language: Language, word: &mut String) -> bool {
    if language == Language::English
        && let Some(stem) = english::stem(word)
    {
        let before = word.len();
        word.truncate(stem.kept.end);
        if stem.is_rewritten() {
            word.push_str(stem.rest());
        }
        if stem.kept.start > 0 {
            word.drain(..stem.kept.start);
        }
        return stem.is_rewritten() || word.len() != before;
    }
    let stem = stem_by_the_library(language, word);
    let changes = stem != *word;
    if changes {
        *word = stem.into_owned();
    }
    changes
}

fn stem_by_the_library(language: Language, word: &str) -> Cow<'_, str> {
    let hopeless = language == Language::Greek && cfg!(panic = "abort");
    if word.len() > LONGEST || hopeless {
        return Cow::Borrowed(word);
    }
    match catch_unwind(|| Stemmer::create(algorithm(language)).stem(word)) {
        Ok(stem) if !stem.is_empty() => stem,
        _ => Cow::Borrowed(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_of_each_language() {
        let cases = [
            (Language::Danish, "undersøgelserne", "undersøg"),
            (Language::Dutch, "verkiezingen", "verkiez"),
            (Language::English, "generously", "generous"),
            (Language::Finnish, "hallituksessa", "hallituks"),
            (Language::French, "gouvernements", "gouvern"),
            (Language::German, "regierungen", "regier"),
            (Language::Hungarian, "kormányok", "kormány"),
            (Language::Italian, "elezioni", "elezion"),
            (Language::Norwegian, "regjeringen", "regjering"),
            (Language::Portuguese, "governos", "govern"),
            (Language::Romanian, "alegerilor", "aleger"),
            (Language::Russian, "выборами", "выбор"),
            (Language::Spanish, "elecciones", "eleccion"),
            (Language::Swedish, "regeringen", "regering"),
            (Language::Turkish, "seçimler", "seçim"),
        ];
        for (language, word, expected) in cases {
            assert_eq!(stem(language, word), expected, "{language:?}");
        }
    }

    #[test]
    fn words_that_make_the_stemmer_panic_stay_as_they_are() {
        for word in ["ισαισα", "ισαισαν"] {
            assert!(
                catch_unwind(|| Stemmer::create(Algorithm::Greek).stem(word)).is_err(),
                "{word}"
            );
            assert_eq!(stem(Language::Greek, word), word);
        }
    }

    #[test]
    fn no_word_is_lost() {
        let long = "ing".repeat(100_000);
        for language in Language::ALL {
            for word in ["", "a", "’s", "3,000", "中", "e\u{301}", "ß", "ΐ", "ı", "\u{64b}", &long]
            {
                assert!(!stem(language, word).is_empty() || word.is_empty(), "{language:?} {word}");
            }
            assert_eq!(stem(language, &long), long);
        }
    }
}
