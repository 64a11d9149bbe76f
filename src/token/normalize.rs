//! One spelling for what is the same word.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::simd::{HIGH, ONES, at_least, sixteen};
use super::stem::stem_in_place;
use super::variants::VARIANTS;
use super::{Language, StopWords, TermKind};

/// How words are reduced to stems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Stemming {
    /// The Snowball stemmer of the language.
    #[default]
    Snowball,
    /// Words stay as they are, lower-cased.
    None,
}

/// Maps a published word to the term it is counted as.
///
/// ```
/// use parallax::token::{Normalizer, TermKind};
///
/// let normalizer = Normalizer::default();
/// assert_eq!(normalizer.term("Guarantees"), ("guarante".into(), TermKind::Word));
/// assert_eq!(normalizer.term("U.S"), normalizer.term("US"));
/// assert_ne!(normalizer.term("US"), normalizer.term("us"));
/// assert_eq!(normalizer.term("can\u{2019}t").1, TermKind::Stop);
/// assert_eq!(normalizer.term("3,000.5").1, TermKind::Number);
/// ```
#[derive(Clone)]
pub struct Normalizer {
    language: Language,
    stemming: Stemming,
    stop_words: StopWords,
    listed: Arc<List>,
}

/// Folded words that are not simply stemmed.
struct List {
    words: FxHashMap<String, Listed>,
    /// A bit for each outline of theirs. Most other words have another one, and need not be looked up.
    outlines: [u64; 64],
}

impl List {
    fn new(words: FxHashMap<String, Listed>) -> Self {
        let mut outlines = [0; 64];
        for word in words.keys() {
            let (at, bit) = Self::outline(word);
            outlines[at] |= bit;
        }
        Self { words, outlines }
    }

    #[inline]
    fn get(&self, word: &str) -> Option<&Listed> {
        let (at, bit) = Self::outline(word);
        if self.outlines[at] & bit == 0 { None } else { self.look_up(word) }
    }

    #[inline(never)]
    fn look_up(&self, word: &str) -> Option<&Listed> {
        self.words.get(word)
    }

    /// The bit of the length, the first two letters and the last one of a word.
    #[inline]
    fn outline(word: &str) -> (usize, u64) {
        let outline = match word.as_bytes() {
            [first, second, .., last] => {
                u32::from_le_bytes([*first, *second, *last, word.len() as u8])
            }
            other => other.iter().fold(0, |all, &byte| all << 8 | u32::from(byte)),
        };
        let outline = outline.wrapping_mul(0x9e37_79b1) >> 20;
        (outline as usize / 64, 1 << (outline % 64))
    }
}

/// Why a folded word is not simply stemmed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listed {
    Stop,
    CountedAs(&'static str),
}

impl Normalizer {
    /// A normaliser to be set up.
    pub fn builder() -> NormalizerBuilder {
        NormalizerBuilder::default()
    }

    /// The term of a published word and what kind of term it is.
    pub fn term(&self, published: &str) -> (String, TermKind) {
        let mut term = String::new();
        let kind = self.term_into(published, &mut term);
        (term, kind)
    }

    /// As [`Normalizer::term`], in a string that is used again for every word.
    pub(super) fn term_into(&self, published: &str, term: &mut String) -> TermKind {
        let listed = self.fold_into(published, term);
        let number = |c: char| c.is_numeric() || matches!(c, '.' | ',' | '\'' | '_');
        if !term.starts_with(|c: char| c.is_ascii_lowercase()) && term.chars().all(number) {
            return TermKind::Number;
        }
        if listed == Some(&Listed::Stop) {
            return TermKind::Stop;
        }
        let mut is_changed = false;
        if let Some(Listed::CountedAs(other)) = listed {
            is_changed = true;
            term.clear();
            term.push_str(other);
        }
        if self.stemming == Stemming::Snowball {
            is_changed |= stem_in_place(self.language, term);
        }
        // "Willing" must not be counted as the stop word that it stems to.
        if is_changed && self.listed.get(term) == Some(&Listed::Stop) {
            self.fold_into(published, term);
        }
        TermKind::Word
    }

    /// The spelling that patterns and stop lists are compared with: lower case, straight
    /// apostrophes, no dots inside abbreviations, no English possessive.
    pub fn fold<'w>(&self, published: &'w str) -> Cow<'w, str> {
        if !published.is_empty() && published.bytes().all(|b| b.is_ascii_lowercase()) {
            return Cow::Borrowed(published);
        }
        let mut folded = String::new();
        self.fold_into(published, &mut folded);
        Cow::Owned(folded)
    }

    /// As [`Normalizer::fold`], in a string that is used again, with what is known of the result.
    fn fold_into(&self, published: &str, folded: &mut String) -> Option<&Listed> {
        folded.clear();
        let (is_plain, has_capitals) = letters(published);
        if is_plain && published != "US" {
            folded.push_str(published);
            if has_capitals {
                folded.make_ascii_lowercase();
            }
            return self.listed.get(folded);
        }
        // Of all abbreviations that are written with and without dots only this one is also a common
        // word when its case is dropped, so it keeps its dot.
        if matches!(published, "US" | "U.S" | "U.S." | "u.s" | "US's" | "US\u{2019}s") {
            folded.push_str("u.s");
            return self.listed.get("u.s");
        }
        if published.is_ascii() {
            folded.push_str(published);
            folded.make_ascii_lowercase();
        } else {
            for c in published.chars() {
                match c {
                    '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{FF07}' => folded.push('\''),
                    '\u{00AD}' | '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{FEFF}' => {}
                    c => folded.extend(c.to_lowercase()),
                }
            }
        }
        if is_dotted_abbreviation(folded) {
            folded.retain(|c| c != '.');
        }
        let listed = self.listed.get(folded);
        // "it's" and "let's" are in the stop list whole; everywhere else 's is the possessive.
        if self.language == Language::English
            && listed != Some(&Listed::Stop)
            && folded.len() > 2
            && folded.ends_with("'s")
        {
            folded.truncate(folded.len() - 2);
            return self.listed.get(folded);
        }
        listed
    }

    /// Which way of writing a word is used, where house styles differ: what it is counted as, and the way.
    /// `None` for words that are written in one way only, as far as is known.
    ///
    /// ```
    /// use parallax::token::Normalizer;
    /// let way = |published: &str| Normalizer::default().house_spelling(published);
    /// assert_eq!(way("Kiev\u{2019}s"), Some(("kyiv".to_owned(), "Kiev".to_owned())));
    /// assert_eq!(way("U.S."), Some(("u.s".to_owned(), "U.S.".to_owned())));
    /// assert_eq!(way("US"), Some(("u.s".to_owned(), "US".to_owned())));
    /// assert_eq!(way("us"), None);
    /// ```
    pub fn house_spelling(&self, published: &str) -> Option<(String, String)> {
        let mut folded = String::new();
        let listed = self.fold_into(published, &mut folded);
        let bare = without_possessive(published);
        if let Some(Listed::CountedAs(other)) = listed {
            return Some(((*other).to_owned(), bare.to_owned()));
        }
        if self.language == Language::English && VARIANTS.iter().any(|(_, to)| *to == folded) {
            return Some((folded, bare.to_owned()));
        }
        // An abbreviation of two or three letters, with dots or in capitals alone.
        let letters = bare.chars().filter(|c| *c != '.');
        let is_abbreviation = letters.clone().all(char::is_uppercase)
            && (2..=3).contains(&letters.count())
            && (!bare.contains('.') || is_dotted_abbreviation(bare));
        is_abbreviation.then(|| (folded, with_last_stop(bare)))
    }

    /// The language that words are stemmed in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether and how words are stemmed.
    pub fn stemming(&self) -> Stemming {
        self.stemming
    }

    /// Which words are left out of counts.
    pub fn stop_words(&self) -> &StopWords {
        &self.stop_words
    }

    /// A normaliser set up in the same way.
    pub fn to_builder(&self) -> NormalizerBuilder {
        NormalizerBuilder {
            language: self.language,
            stemming: self.stemming,
            stop_words: self.stop_words.clone(),
        }
    }
}

/// Whether a word is letters of ASCII alone, and whether there are capitals among them. No loop for words of
/// ordinary length, since to stop at a length that varies is a wrong guess of the processor.
fn letters(word: &str) -> (bool, bool) {
    let Some(halves) = sixteen(word.as_bytes()) else {
        let capitals = word.bytes().any(|byte| byte.is_ascii_uppercase());
        return (word.bytes().all(|byte| byte.is_ascii_alphabetic()), capitals);
    };
    let (mut n_left, mut is_plain, mut has_capitals) = (word.len() as u32, true, false);
    for bytes in halves {
        // Bytes behind the end are zero, and no letters.
        let wanted = HIGH & !(!0_u64).checked_shl(8 * n_left).unwrap_or(0);
        let small = (bytes | (0x20 * ONES)) & !HIGH;
        let letters = at_least(small, 0x61) & !at_least(small, 0x7b) & !bytes;
        is_plain &= letters & HIGH == wanted;
        has_capitals |= !bytes & (0x20 * ONES) & (wanted >> 2) != 0;
        n_left = n_left.saturating_sub(8);
    }
    (is_plain, has_capitals)
}

/// A word as printed without an English possessive, whichever apostrophe it has.
pub(crate) fn without_possessive(word: &str) -> &str {
    word.strip_suffix("'s").or(word.strip_suffix("\u{2019}s")).unwrap_or(word)
}

/// A word as it is printed: the last full stop of "U.S." ends no word, so words do not have it.
pub(crate) fn with_last_stop(word: &str) -> String {
    let last = word.rsplit_once('.').map(|(_, last)| last.chars());
    let is_abbreviation = last.is_some_and(|mut last| {
        last.next().is_some_and(char::is_alphabetic) && last.next().is_none()
    });
    if is_abbreviation { format!("{word}.") } else { word.to_owned() }
}

/// Single letters with single dots between them: `u.n`, `e.u`.
fn is_dotted_abbreviation(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|letter| {
            let mut chars = letter.chars();
            chars.next().is_none_or(char::is_alphabetic) && chars.next().is_none()
        })
}

impl Default for Normalizer {
    fn default() -> Self {
        Normalizer::builder().build()
    }
}

impl fmt::Debug for Normalizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Normalizer")
            .field("language", &self.language)
            .field("stemming", &self.stemming)
            .field("stop_words", &self.stop_words)
            .finish_non_exhaustive()
    }
}

/// Settings for a [`Normalizer`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NormalizerBuilder {
    language: Language,
    stemming: Stemming,
    stop_words: StopWords,
}

impl NormalizerBuilder {
    /// The language of stems and stop words; English by default.
    pub fn language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Whether words are stemmed; they are by default.
    pub fn stemming(mut self, stemming: Stemming) -> Self {
        self.stemming = stemming;
        self
    }

    /// Which words are left out of counts; the list of the language by default.
    pub fn stop_words(mut self, stop_words: StopWords) -> Self {
        self.stop_words = stop_words;
        self
    }

    /// The normaliser.
    pub fn build(self) -> Normalizer {
        let mut listed = FxHashMap::default();
        if self.language == Language::English {
            let variants = VARIANTS.iter();
            listed.extend(variants.map(|&(from, to)| (from.to_owned(), Listed::CountedAs(to))));
        }
        let stops = self.stop_words.words(self.language);
        listed.extend(stops.into_iter().map(|word| (word, Listed::Stop)));
        Normalizer {
            listed: Arc::new(List::new(listed)),
            language: self.language,
            stemming: self.stemming,
            stop_words: self.stop_words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_shown_with_their_last_stop() {
        let cases = [("U.S", "U.S."), ("a.m", "a.m."), ("Ph.D", "Ph.D."), ("É.U", "É.U.")];
        let others = ["", "harbour", "example.org", "3.5", "U.S.A2", "U.S.", "."];
        for (word, shown) in cases.into_iter().chain(others.map(|word| (word, word))) {
            assert_eq!(with_last_stop(word), shown);
        }
    }

    #[test]
    fn folding() {
        let normalizer = Normalizer::default();
        let cases = [
            ("Kyiv\u{2019}s", "kyiv"),
            ("Kyiv's", "kyiv"),
            ("it\u{2019}s", "it's"),
            ("NATO", "nato"),
            ("U.N", "un"),
            ("E.U.", "eu"),
            ("US", "u.s"),
            ("us", "us"),
            ("co\u{00AD}operate", "cooperate"),
            ("STRASSE", "strasse"),
            ("\u{130}stanbul", "i\u{307}stanbul"),
            ("node.js", "node.js"),
            ("", ""),
        ];
        for (published, folded) in cases {
            assert_eq!(normalizer.fold(published), folded, "{published}");
        }
    }

    #[test]
    fn every_language_stems_without_panic() {
        for language in Language::ALL {
            let normalizer = Normalizer::builder().language(language).build();
            for word in
                ["guarantees", "безопасности", "ΑΝΘΡΩΠΟΣ", "أوكرانيا", "உக்ரைன்", "İ", "ß", "ό"]
            {
                assert!(!normalizer.term(word).0.is_empty(), "{language} {word}");
            }
        }
    }
}
