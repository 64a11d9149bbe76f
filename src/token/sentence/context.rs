//! What stands before and behind a stop.

use super::abbreviation::{self, Kind};
use super::scan::{floor_boundary, is_closing, is_opening};
use super::word;

/// How far the decisions look back, in bytes. A word or an address that is longer is treated as an
/// ordinary word, which keeps the cost of one stop constant and that of a text linear.
const LOOK_BACK: usize = 256;

/// How much of the word behind a stop is read, in bytes; no table holds a longer one.
const LONGEST_WORD: usize = 32;

/// What stands before a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before<'t> {
    /// White space or punctuation.
    Nothing,
    /// A closing quotation mark or bracket.
    Closed,
    /// A number of up to three digits that opens the sentence ("1.").
    Enumerator,
    /// A number.
    Number(&'t str),
    /// One upper-case letter ("J."); whether the word before it is in lower case.
    Initial(&'t str, bool),
    /// Letters with stops between them ("U.S").
    Acronym,
    /// "a.m" or "p.m".
    Time,
    /// A word of the tables.
    Abbreviation(Kind),
    /// Any other word.
    Word(&'t str),
}

impl<'t> Before<'t> {
    /// Reads the end of `sentence`, the text from the start of the sentence to the stop.
    pub(super) fn read(sentence: &'t str) -> Before<'t> {
        let head = look_back(sentence);
        let Some(last) = head.chars().next_back() else {
            return Before::Nothing;
        };
        if is_closing(last) {
            return Before::Closed;
        }
        if !(last.is_alphanumeric() || last == '°') {
            return Before::Nothing;
        }
        let piece = trailing(head, |c| c.is_alphanumeric() || c == '°');
        let lead = &head[..head.len() - piece.len()];
        let opens = sentence.len() == head.len() && !lead.contains(|c: char| c.is_alphanumeric());
        let n_letters = piece.chars().take(2).count();
        if piece.bytes().all(|b| b.is_ascii_digit()) {
            return if opens && piece.len() <= 3 {
                Before::Enumerator
            } else {
                Before::Number(trailing(head, |c| c.is_ascii_digit() || c == '.' || c == ','))
            };
        }
        if let Some(before) = lead.strip_suffix('.') {
            let dotted = trailing(head, |c| c.is_alphanumeric() || c == '.');
            if dotted.eq_ignore_ascii_case("a.m") || dotted.eq_ignore_ascii_case("p.m") {
                return Before::Time;
            }
            if let Some(kind) = abbreviation::kind(dotted) {
                return Before::Abbreviation(kind);
            }
            let n_before = trailing(before, char::is_alphanumeric).chars().take(2).count();
            if n_letters == 1 && n_before == 1
                || piece.len() <= 3
                    && n_before == 1
                    && piece.bytes().all(|b| b.is_ascii_uppercase())
            {
                return Before::Acronym;
            }
            return match abbreviation::kind(piece) {
                Some(kind) if piece.starts_with(char::is_uppercase) => Before::Abbreviation(kind),
                _ => Before::Word(dotted),
            };
        }
        if opens && n_letters == 1 && !lead.ends_with(['"', '“', '\'', '‘', '(']) {
            return Before::Enumerator;
        }
        if n_letters == 1 && piece.chars().all(char::is_uppercase) {
            let previous = trailing(lead.trim_end(), char::is_alphabetic);
            return Before::Initial(
                piece,
                lead.ends_with(char::is_whitespace) && previous.starts_with(char::is_lowercase),
            );
        }
        if let Some(kind) = abbreviation::kind(piece) {
            return Before::Abbreviation(kind);
        }
        if lead.ends_with(['\'', '’']) && piece.len() <= 1 {
            // "gov't." is an abbreviation, "don't." and "it's." are not.
            let whole = trailing(head, |c| c.is_alphanumeric() || c == '\'');
            if let Some(kind) = abbreviation::kind(whole) {
                return Before::Abbreviation(kind);
            }
        }
        Before::Word(piece)
    }
}

/// What stands after a stop, its closing marks and the white space.
#[derive(Clone, Copy, Debug)]
pub(super) struct After<'t> {
    /// The first character.
    pub(super) first: char,
    /// The first letter or digit behind opening marks; equal to `first` when there are none.
    pub(super) letter: char,
    /// The word that `letter` starts.
    pub(super) word: &'t str,
    /// The text behind `word`.
    pub(super) rest: &'t str,
}

impl<'t> After<'t> {
    /// Reads the start of `tail`, the text that follows the stop.
    pub(super) fn read(tail: &'t str) -> After<'t> {
        let first = tail.chars().next().unwrap_or(' ');
        // A row of more opening marks than these is decoration.
        let marks: usize =
            tail.chars().take(6).take_while(|&c| is_opening(c)).map(char::len_utf8).sum();
        // Some typists set a space behind an opening mark too.
        let opened = if marks > 0 { tail[marks..].trim_start_matches(' ') } else { tail };
        let letter = opened.chars().next().unwrap_or(first);
        let window = &opened[..floor_boundary(opened, LONGEST_WORD)];
        let len = window.find(|c: char| !c.is_alphanumeric()).unwrap_or(window.len());
        After { first, letter, word: &opened[..len], rest: &opened[len..] }
    }

    pub(super) fn is_capital(&self) -> bool {
        self.letter.is_uppercase()
            || (self.letter.is_alphabetic() && !self.letter.is_lowercase())
            || is_camel(self.word)
    }

    pub(super) fn is_lower(&self) -> bool {
        self.letter.is_lowercase() && !is_camel(self.word)
    }

    pub(super) fn is_starter(&self) -> bool {
        self.letter.is_uppercase() && word::is_starter(self.word, self.rest)
    }

    pub(super) fn is_opened(&self) -> bool {
        self.first != self.letter
    }
}

/// The end of `text` that the decisions may look at.
pub(super) fn look_back(text: &str) -> &str {
    &text[floor_boundary(text, text.len().saturating_sub(LOOK_BACK))..]
}

/// The longest end of `text` whose characters all satisfy `holds`.
pub(super) fn trailing(text: &str, holds: impl Fn(char) -> bool) -> &str {
    &text[text.trim_end_matches(holds).len()..]
}

/// "iPhone", "eBay": a name that keeps its small letter at the start of a sentence.
fn is_camel(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_lowercase) && chars.next().is_some_and(char::is_uppercase)
}
