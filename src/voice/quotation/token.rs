//! One unit of text as an array of tokens, with what the lexicon knows about each.
//!
//! A unit is a sentence in which every quotation is one token, however many sentences it holds, so that the
//! rules see `"..." said Roe` as a clause. "Roe's" gives "Roe" and "'s"; "don't" stays whole.

use super::forms::Forms;
use super::marks::Quoted;
use crate::article::Span;
use crate::token::Occurrence;
use crate::voice::cue::{CueNoun, CueVerb, Form};
use crate::voice::eight::alphanumeric_width;
use crate::voice::lexicon::{Entry, Lexicon, UNKNOWN, class};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// One mark; the byte, or 0 for marks outside ASCII other than dashes, which count as `-`.
    Mark(u8),
    /// A quotation.
    Quoted {
        closed: bool,
    },
}

/// A token of a unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub start: u32,
    pub end: u32,
    pub kind: Kind,
    pub classes: u64,
    entry: &'static Entry,
}

/// A word as written: its classes and its entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub(super) classes: u64,
    pub(super) entry: &'static Entry,
}

impl Token {
    #[inline]
    fn word(start: usize, end: usize, reading: Reading) -> Token {
        let Reading { classes, entry } = reading;
        Token { start: start as u32, end: end as u32, kind: Kind::Word, classes, entry }
    }

    fn other(start: usize, end: usize, kind: Kind) -> Token {
        Token { start: start as u32, end: end as u32, kind, classes: 0, entry: &UNKNOWN }
    }

    /// The cue verb that it is a form of, and which.
    #[inline]
    pub(super) fn verb(&self) -> Option<(&'static CueVerb, Form)> {
        if self.is(class::CUE) { self.entry.verb } else { None }
    }

    /// The cue noun.
    #[inline]
    pub(super) fn noun(&self) -> Option<&'static CueNoun> {
        if self.is(class::CUE) { self.entry.noun } else { None }
    }

    pub(super) fn is(&self, classes: u64) -> bool {
        self.classes & classes != 0
    }

    pub(super) fn is_mark(&self, mark: u8) -> bool {
        self.kind == Kind::Mark(mark)
    }

    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub(super) fn is_quoted(&self) -> bool {
        matches!(self.kind, Kind::Quoted { .. })
    }

    pub(super) fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// A word that no list knows as a function word.
    pub(super) fn is_content(&self) -> bool {
        self.is_word()
            && !self.is(class::DET
                | class::POSS
                | class::SUBJ
                | class::OBJ
                | class::PREP
                | class::CONJ
                | class::SUB
                | class::AUX
                | class::MODAL
                | class::TO
                | class::REL
                | class::NEG
                | class::THAT
                | class::POS_S)
    }
}

/// Adds the tokens of `text[start..end]` to a unit; quotations are the ones of `quotes` inside the range. Of words of a
/// corpus that are read here as they were there, the forms tell what is known; the words are passed over on the way.
pub(super) fn tokenize<'f>(
    text: &str,
    (start, end): (usize, usize),
    quotes: &[Quoted],
    lexicon: Lexicon,
    (forms, words): (&'f Forms, &mut &'f [Occurrence]),
    tokens: &mut Vec<Token>,
) {
    let bytes = text.as_bytes();
    let mut quotes = quotes.iter().peekable();
    let mut at = start;
    while at < end {
        if let Some(quote) = quotes.next_if(|quote| quote.start <= at) {
            let kind = Kind::Quoted { closed: quote.closing > 0 };
            tokens.push(Token::other(quote.start, quote.end, kind));
            at = quote.end;
            continue;
        }
        if bytes[at] == b' ' {
            at += 1;
            continue;
        }
        let limit = quotes.peek().map_or(end, |quote| quote.start.min(end));
        while let Some((first, rest)) = words.split_first()
            && (first.span.start as usize) < at
        {
            *words = rest;
        }
        if let Some(word) = words.first().filter(|word| word.span.start as usize == at)
            && let Some(known) = forms.known(word.form)
            && let word_end = word.span.end as usize
            && word_end > at
            && let Some(rest) = bytes.get(word_end..limit)
            && ends_word(rest, known.abbreviation)
        {
            let mut plain_end = word_end;
            if known.possessive.is_some() {
                plain_end -= if bytes[word_end - 2] == b'\'' { 2 } else { "’s".len() };
            }
            tokens.push(Token::word(at, plain_end, known.reading));
            if let Some(ending) = known.possessive {
                tokens.push(Token::word(plain_end, word_end, ending));
            }
            at = word_end;
            continue;
        }
        let plain = alphanumeric_width(&bytes[at..limit]);
        if plain > 0 && matches!(bytes[at + plain..limit], [] | [b' ', ..] | [b',', b' ', ..]) {
            push_entry(text, at, at + plain, lexicon, tokens);
            at += plain;
            continue;
        }
        let width = word_width(text, at, limit);
        if width > 0 {
            push_word(text, at, at + width, lexicon, tokens);
            at += width;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let mark = match c {
            '–' | '—' | '―' => b'-',
            c if c.is_ascii() => bytes[at],
            _ => 0,
        };
        if !c.is_whitespace() {
            tokens.push(Token::other(at, at + c.len_utf8(), Kind::Mark(mark)));
        }
        at += c.len_utf8();
    }
}

/// Whether a word surely ends in front of these bytes.
#[inline]
fn ends_word(rest: &[u8], abbreviation: bool) -> bool {
    let apart = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    match rest {
        [] | [b' ', ..] => true,
        [b'.', rest @ ..] => !abbreviation && rest.first().is_none_or(apart),
        [b'\'' | b'-' | b'&' | b'@' | b'_' | b'/' | b',', rest @ ..] => {
            rest.first().is_none_or(apart)
        }
        [next, ..] => apart(next),
    }
}

/// The length of the word at `at`: letters and digits with apostrophes, hyphens, and inner stops.
fn word_width(text: &str, at: usize, limit: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while end < limit {
        let byte = bytes[end];
        if byte.is_ascii_alphanumeric() {
            end += 1;
            continue;
        }
        if byte == b' ' {
            return end - at;
        }
        if byte < 0x80 {
            let joins = matches!(byte, b'\'' | b'-' | b'&' | b'@' | b'_' | b'/' | b'.' | b',');
            let next = text[end + 1..limit].chars().next();
            let inner = next.is_some_and(char::is_alphanumeric);
            if end == at {
                if matches!(byte, b'$' | b'#' | b'@' | b'\'') && inner {
                    end += 1;
                    continue;
                }
                return 0;
            }
            if joins && inner {
                // A comma joins only digits, a stop digits or single letters.
                let before = bytes[end - 1];
                let digits = before.is_ascii_digit() && next.is_some_and(|c| c.is_ascii_digit());
                let initial = before.is_ascii_alphabetic()
                    && (end - at) % 2 == 1
                    && bytes[at + 1..end].iter().step_by(2).all(|&b| b == b'.');
                let fits = match byte {
                    b',' => digits,
                    b'.' => digits || initial,
                    _ => true,
                };
                if fits {
                    end += 1;
                    continue;
                }
            }
            // The stop of an initial or of an abbreviation belongs to it: "U.S.", "Mr.", "J."
            if byte == b'.' && end > at && is_abbreviation(&text[at..end]) {
                end += 1;
            }
            return end - at;
        }
        let Some(c) = text[end..].chars().next() else { break };
        let next = text[end + c.len_utf8()..limit].chars().next();
        let apostrophe = c == '’' && next.is_some_and(char::is_alphabetic);
        if c.is_alphanumeric() || apostrophe || (end > at && matches!(c, '\u{2010}' | '\u{2011}')) {
            end += c.len_utf8();
        } else {
            break;
        }
    }
    end - at
}

/// No listed abbreviation has more letters.
const LONGEST_ABBREVIATION: usize = 5;

/// Whether the stop behind a word belongs to it.
pub(super) fn is_abbreviation(word: &str) -> bool {
    let letters = word.as_bytes();
    // Most words are longer than any listed one, and no initials.
    if letters.len() > LONGEST_ABBREVIATION && letters[1] != b'.' {
        return false;
    }
    let initials = word.is_ascii()
        && letters[0].is_ascii_uppercase()
        && letters.len() % 2 == 1
        && letters[1..].chunks(2).all(|pair| pair[0] == b'.' && pair[1].is_ascii_uppercase());
    initials
        || [
            "Mr", "Mrs", "Ms", "Dr", "Sen", "Sens", "Rep", "Reps", "Gov", "Govs", "Gen", "Lt",
            "Col", "Sgt", "Capt", "Rev", "Hon", "Prof", "St", "Jr", "Sr", "Jan", "Feb", "Aug",
            "Sept", "Oct", "Nov", "Dec", "No", "Va", "Fla", "Calif", "Mass", "Conn", "Pa", "Wis",
            "Ariz", "Colo", "Mich", "Minn", "Tenn", "Ill", "Ala", "Ga", "Okla", "Ore", "Wash",
            "Vt", "Co", "Corp", "Inc", "Ltd", "vs",
        ]
        .contains(&word)
}

fn push_word(text: &str, start: usize, end: usize, lexicon: Lexicon, tokens: &mut Vec<Token>) {
    let word = &text[start..end];
    let bytes = word.as_bytes();
    // A clitic is split off where it is no negation: "Roe's", "they've", "I'd".
    let split = bytes
        .iter()
        .rposition(|&byte| byte == b'\'')
        .or_else(|| word.rfind('’'))
        .filter(|&at| at > 0 && at + 4 >= bytes.len().saturating_sub(2));
    if let Some(at) = split {
        let tail = word[at..].trim_start_matches(['\'', '’']);
        if matches!(tail, "s" | "re" | "ve" | "d" | "ll" | "m" | "S") {
            push_entry(text, start, start + at, lexicon, tokens);
            push_entry(text, start + at, end, lexicon, tokens);
            if let Some(last) = tokens.last_mut()
                && matches!(tail, "s" | "S")
            {
                last.classes |= class::POS_S;
            }
            return;
        }
    }
    push_entry(text, start, end, lexicon, tokens);
}

fn push_entry(text: &str, start: usize, end: usize, lexicon: Lexicon, tokens: &mut Vec<Token>) {
    tokens.push(Token::word(start, end, known(&text[start..end], lexicon)));
}

/// What is known of a word as written.
pub(super) fn known(text: &str, lexicon: Lexicon) -> Reading {
    let word = text.as_bytes();
    let stem = word.strip_suffix(b".").unwrap_or(word);
    let entry = lexicon.look_up(stem);
    let mut classes = entry.classes;
    let first = word.first().copied().unwrap_or_default();
    if first.is_ascii_uppercase() || (first >= 0x80 && text.starts_with(char::is_uppercase)) {
        classes |= class::CAP;
    }
    if first.is_ascii_digit() || first == b'$' {
        classes |= class::NUM;
    }
    match stem {
        [_, _, _, .., b'l', b'y']
            if entry.classes & !class::CUE == 0
                && entry.verb.is_none()
                && classes & class::CAP == 0 =>
        {
            classes |= class::ADV;
        }
        [_, _, _, .., b'i', b'n', b'g'] => classes |= class::ING,
        [_, _, _, .., b'e', b'd'] => classes |= class::PART,
        _ => {}
    }
    Reading { classes, entry }
}
