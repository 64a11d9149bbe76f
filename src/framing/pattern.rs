//! One entry of a word list: a word, a phrase or a wildcard, with its weight.
//!
//! | written | stands for |
//! |---|---|
//! | `tax` | the word, in any case, with or without a possessive |
//! | `tax*` | any word that begins so |
//! | `*war*` | any word with this part |
//! | `col*r` | any word that begins and ends so |
//! | `organi?ation` | any one letter in this place |
//! | `"ICE"` | the word in exactly this spelling |
//! | `cost of living` | these words in this order |
//! | `rule\|ruled against` | either word, then `against` |
//! | `end the_war\|violence` | either alternative; an underscore joins the words of one |
//! | `at * risk` | exactly one word of any kind in the gap |
//! | `put ... at risk` | up to three words of any kind in the gap, or none |
//!
//! Words are taken apart as the text is: `pro-life` is the two words `pro` and `life`.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Place, Result};
use crate::token::words;

/// An entry may stand for this many sequences of words after its alternatives and gaps are written out.
const MAX_SEQUENCES: usize = 256;

/// The most words that a gap written as three dots passes over.
const GAP: usize = 3;

/// One entry of a word list, checked and taken apart.
///
/// ```
/// use parallax::framing::Pattern;
///
/// let pattern = Pattern::new("rule|ruled against")?.with_weight(2.0);
/// assert_eq!(pattern.text(), "rule|ruled against");
/// assert!(Pattern::new("a*").is_err(), "one letter and a star would match a tenth of all words");
/// # Ok::<(), parallax::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Pattern {
    text: String,
    weight: f64,
    excludes: bool,
    sequences: Vec<Vec<PatternWord>>,
}

/// What one place of a pattern accepts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum PatternWord {
    /// A spelling as published.
    Spelling(String),
    /// A word in the spelling that folding gives; folded when the pattern meets a vocabulary.
    Word(String),
    /// Text with wildcards.
    Glob(String),
    /// Any word.
    Any,
}

impl PatternWord {
    /// How closely the place names its word. Of two entries that match the same words the closer counts.
    pub(super) fn closeness(&self) -> u32 {
        match self {
            PatternWord::Spelling(_) => 200,
            PatternWord::Word(_) => 100,
            PatternWord::Glob(glob) => (n_letters(glob) as u32).min(90),
            PatternWord::Any => 0,
        }
    }
}

impl Pattern {
    /// An entry of weight 1.
    ///
    /// # Errors
    ///
    /// [`Error::Inventory`], which says what to write instead.
    pub fn new(text: &str) -> Result<Self> {
        Pattern::parse(text).map_err(|message| Error::Inventory {
            place: Place::file(format!("pattern {text:?}")),
            message,
        })
    }

    /// As [`Pattern::new`], for readers that know the place better.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let sequences = sequences(text)?;
        Ok(Pattern { text: text.to_owned(), weight: 1.0, excludes: false, sequences })
    }

    /// The same entry with another weight.
    pub fn with_weight(mut self, weight: f64) -> Self {
        self.weight = weight;
        self
    }

    /// The same entry as an exclusion: where it matches, the frame's other entries do not.
    pub fn excluding(mut self) -> Self {
        self.excludes = true;
        self
    }

    /// The entry as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What a match adds to its sentence.
    pub fn weight(&self) -> f64 {
        self.weight
    }

    /// Whether the entry blocks instead of counting.
    pub fn excludes(&self) -> bool {
        self.excludes
    }

    pub(super) fn sequences(&self) -> &[Vec<PatternWord>] {
        &self.sequences
    }
}

/// What a serialised pattern consists of; the rest follows from it.
#[derive(Serialize, Deserialize)]
struct Written {
    text: String,
    weight: f64,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    excludes: bool,
}

impl From<Pattern> for Written {
    fn from(pattern: Pattern) -> Self {
        Written { text: pattern.text, weight: pattern.weight, excludes: pattern.excludes }
    }
}

impl TryFrom<Written> for Pattern {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        if !(written.weight.is_finite() && written.weight > 0.0) {
            return Err(format!("{:?} weighs {}", written.text, written.weight));
        }
        let pattern = Pattern::parse(&written.text)?.with_weight(written.weight);
        Ok(if written.excludes { pattern.excluding() } else { pattern })
    }
}

/// Every sequence of words that a pattern stands for.
fn sequences(text: &str) -> Result<Vec<Vec<PatternWord>>, String> {
    let mut found: Vec<Vec<PatternWord>> = vec![Vec::new()];
    for piece in text.split_whitespace() {
        let choices = choices(piece)?;
        if found.len() * choices.len() > MAX_SEQUENCES {
            return Err(format!(
                "{text:?} stands for more than {MAX_SEQUENCES} phrases; split it into several entries"
            ));
        }
        found = found
            .iter()
            .flat_map(|start| choices.iter().map(move |choice| [&start[..], choice].concat()))
            .collect();
    }
    for sequence in &found {
        let open = |end: Option<&PatternWord>| matches!(end, None | Some(PatternWord::Any));
        if open(sequence.first()) || open(sequence.last()) {
            return Err(format!(
                "{text:?} has to begin and end with a word; a lone star or a gap may only stand between words"
            ));
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// The sequences that one piece between spaces stands for.
fn choices(piece: &str) -> Result<Vec<Vec<PatternWord>>, String> {
    if matches!(piece, "..." | "\u{2026}") {
        return Ok((0..=GAP).map(|n| vec![PatternWord::Any; n]).collect());
    }
    let choice = |choice: &str| {
        let parts: Result<Vec<_>, String> =
            choice.split('_').map(|part| words_of(part, piece)).collect();
        parts.map(|parts| parts.concat())
    };
    piece.split('|').map(choice).collect()
}

/// The words of one alternative.
fn words_of(choice: &str, piece: &str) -> Result<Vec<PatternWord>, String> {
    if choice == "*" {
        return Ok(vec![PatternWord::Any]);
    }
    let quoted = choice.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let found: Vec<PatternWord> = if let Some(exact) = quoted {
        words(exact).map(|token| PatternWord::Spelling(token.text.to_owned())).collect()
    } else if choice.contains(WILD) {
        // Words end at hyphens and slashes in the text, so they do in a pattern.
        let parts = choice.split(['-', '/', '\u{2010}', '\u{2011}', '\u{2013}']);
        let mut found = Vec::new();
        for part in parts.filter(|part| !part.is_empty()) {
            if !part.contains(WILD) {
                found.extend(words(part).map(|token| PatternWord::Word(token.text.to_owned())));
                continue;
            }
            if n_letters(part) < 2 {
                return Err(format!(
                    "{part:?} would match too many words; write at least two letters next to the star"
                ));
            }
            let letter = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '.');
            if let Some(odd) = part.chars().find(|&c| !WILD.contains(&c) && !letter(c)) {
                return Err(format!(
                    "{part:?} holds {odd:?}, which stands inside no word; leave it out"
                ));
            }
            found.push(PatternWord::Glob(part.to_owned()));
        }
        found
    } else {
        words(choice).map(|token| PatternWord::Word(token.text.to_owned())).collect()
    };
    if found.is_empty() {
        return Err(format!("{piece:?} holds no word; write at least one letter or digit"));
    }
    Ok(found)
}

/// What stands for other letters: `*` for any number, `?` for one.
pub(super) const WILD: [char; 2] = ['*', '?'];

/// The number of characters that stand for themselves.
fn n_letters(glob: &str) -> usize {
    glob.chars().filter(|c| !WILD.contains(c)).count()
}

/// Whether a word fits a text with wildcards.
pub(super) fn glob_matches(glob: &str, word: &str) -> bool {
    let (mut glob_rest, mut word_rest) = (glob.chars(), word.chars());
    // Where the last star was met: what follows it, and how much of the word it has not taken yet.
    let mut retry: Option<(std::str::Chars<'_>, std::str::Chars<'_>)> = None;
    loop {
        let word_before = word_rest.clone();
        match (glob_rest.next(), word_rest.next()) {
            (None, None) => return true,
            (Some('*'), _) => {
                word_rest = word_before.clone();
                retry = Some((glob_rest.clone(), word_before));
            }
            (Some('?'), Some(_)) => {}
            (Some(wanted), Some(found)) if wanted == found => {}
            _ => {
                // The star takes one more character, if there is one left.
                let Some((after_star, left)) = &mut retry else { return false };
                if left.next().is_none() {
                    return false;
                }
                glob_rest = after_star.clone();
                word_rest = left.clone();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards() {
        let cases = [
            ("tax*", "tax", true),
            ("tax*", "taxes", true),
            ("tax*", "syntax", false),
            ("*war*", "postwar", true),
            ("*war*", "ward", true),
            ("*war*", "wa", false),
            ("col*r", "colour", true),
            ("col*r", "colr", true),
            ("col*r", "colours", false),
            ("*a*a*", "banana", true),
            ("*ab*b", "ab", false),
            ("organi?ation", "organisation", true),
            ("organi?ation*", "organizations", true),
            ("organi?ation", "organiation", false),
        ];
        for (pattern, word, expected) in cases {
            assert_eq!(glob_matches(pattern, word), expected, "{pattern} {word}");
        }
    }

    #[test]
    fn phrases_are_written_out() {
        let cases = [
            ("tax", 1, 1),
            ("pro-life", 1, 2),
            ("rule|ruled against", 2, 2),
            ("put ... at risk", 4, 3),
            ("at * risk", 1, 3),
            ("self-defen*", 1, 2),
            ("end the_war|war", 2, 2),
            ("\"ICE\" agents", 1, 2),
            ("a|a b", 1, 2),
        ];
        for (text, n_sequences, n_words) in cases {
            let pattern = Pattern::new(text).unwrap();
            assert_eq!(pattern.sequences().len(), n_sequences, "{text}");
            assert_eq!(pattern.sequences().iter().map(Vec::len).min(), Some(n_words), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        let cases = [
            ("", "begin and end"),
            ("*", "begin and end"),
            ("* of war", "begin and end"),
            ("war ...", "begin and end"),
            ("a*", "two letters"),
            ("**", "two letters"),
            ("ta,x*", "stands inside no word"),
            ("--", "holds no word"),
            ("a||b", "holds no word"),
            ("a__b", "holds no word"),
            ("\"\"", "holds no word"),
            ("a|b a|b a|b a|b a|b a|b a|b a|b a|b", "more than 256"),
        ];
        for (text, expected) in cases {
            let message = Pattern::parse(text).unwrap_err();
            assert!(message.contains(expected), "{text}: {message}");
        }
    }

    #[test]
    fn serde_checks_what_it_reads() {
        let pattern = Pattern::new("tax*").unwrap().with_weight(0.5).excluding();
        let text = serde_json::to_string(&pattern).unwrap();
        assert_eq!(serde_json::from_str::<Pattern>(&text).unwrap(), pattern);
        assert!(serde_json::from_str::<Pattern>(r#"{"text":"*","weight":1}"#).is_err());
        assert!(serde_json::from_str::<Pattern>(r#"{"text":"a","weight":-1}"#).is_err());
    }
}
