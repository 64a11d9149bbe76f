//! The English stemmer: Porter 2 for plain ASCII words, in place and without an allocation per rule.
//! Stemming every distinct word through `rust-stemmers` takes a large part of the time of counting a
//! small corpus.
//!
//! The stems are those of `rust-stemmers`, to which the tests compare them, but for what Snowball has
//! corrected since 2018, because the old stems merge words that news must tell apart:
//!
//! | words | were | are |
//! |---|---|---|
//! | university, universal, universe | univers | universiti, universal, univers |
//! | international, internal, intern | intern | internat, internal, intern |
//! | organization, organic, organ | organ | organiz, organic, organ |
//! | emergency, emerge | emerg | emergenc, emerg |
//! | lateral, later; paste, past | later; past | lateral, later; paste, past |
//! | evening, even | even | evening, even |
//! | added, ad | ad | add, ad |
//! | biologist, biology | biologist, biolog | biolog |
//! | vying, vie | vy, vie | vie |
//!
//! <https://snowballstem.org/algorithms/english/stemmer.html>

mod exceptions;

use std::borrow::Cow;
use std::ops::Range;

use self::exceptions::{beginning_of, irregular, is_final};
use crate::token::simd::{HIGH, ONES, at_least, gather, sixteen, unless_zero};

/// The longest word that is taken, in bytes.
const LONGEST: usize = 62;

/// Zeros before the letters of a word, so that its last eight can be read whatever its length.
const FRONT: usize = 8;

/// An ending and what comes in its place, as the last eight letters of a word are compared with it.
struct Ending {
    value: u64,
    mask: u64,
    length: usize,
    by: &'static str,
}

const fn ending(letters: &str, by: &'static str) -> Ending {
    let (letters, mut value, mut at) = (letters.as_bytes(), 0, 0);
    while at < letters.len() {
        value = value >> 8 | (letters[at] as u64) << 56;
        at += 1;
    }
    Ending { value, mask: !0 << (64 - 8 * at), length: at, by }
}

/// The stem of a word: some of its letters, and what comes behind them.
pub(super) struct Stem {
    /// The letters of the word that are kept: all but an apostrophe at its beginning, and its end.
    pub(super) kept: Range<usize>,
    rest: [u8; 8],
    n_rest: usize,
}

impl Stem {
    /// Whether anything comes behind the letters that are kept.
    pub(super) fn is_rewritten(&self) -> bool {
        self.n_rest > 0
    }

    /// The stem, written out for the word that it was made of.
    pub(super) fn of<'w>(&self, word: &'w str) -> Cow<'w, str> {
        let kept = &word[self.kept.clone()];
        if self.is_rewritten() {
            Cow::Owned([kept, self.rest()].concat())
        } else {
            Cow::Borrowed(kept)
        }
    }

    /// What comes behind the letters that are kept.
    pub(super) fn rest(&self) -> &str {
        std::str::from_utf8(&self.rest[..self.n_rest]).expect("letters of ASCII")
    }
}

/// The stem of a word, or `None` if the word is not plain lower-case ASCII.
pub(super) fn stem(word: &str) -> Option<Stem> {
    if word.len() > LONGEST {
        return None;
    }
    let front = usize::from(word.len() > 2 && word.starts_with('\''));
    let mut work = Work::NONE;
    if !work.begin(&word.as_bytes()[front..]) {
        return None;
    }
    if word.len() < 3 {
        return Some(Stem { kept: 0..word.len(), rest: [0; 8], n_rest: 0 });
    }
    if let Some(stem) = irregular(work.first_eight, word.len()) {
        let mut rest = [0; 8];
        rest[..stem.len()].copy_from_slice(stem.as_bytes());
        return Some(Stem { kept: 0..0, rest, n_rest: stem.len() });
    }
    work.step_1a();
    if !is_final(work.word()) {
        work.step_1b();
        work.step_1c();
        // The shortest endings of these steps have two letters, which must lie inside the regions.
        if work.r1 + 2 <= work.length {
            work.step_2();
            work.step_3();
            if work.r2 + 2 <= work.length {
                work.step_4();
            }
        }
        work.step_5();
    }
    if work.has_consonant_y {
        work.restore_y();
    }
    let kept = work.intact.min(work.length);
    // What is put in place of letters is never longer than eight.
    let rest = work.letters[FRONT + kept..].first_chunk().copied().unwrap_or_default();
    Some(Stem { kept: front..front + kept, rest, n_rest: work.length - kept })
}

/// A word on its way to its stem.
struct Work {
    /// Zeros, then the letters, and zeros again, so that eight can be read from any of them on.
    letters: [u8; FRONT + 64 + 8],
    length: usize,
    /// Where the regions begin that endings must lie in: behind the first consonant that follows a
    /// vowel, and behind the next such consonant.
    r1: usize,
    r2: usize,
    /// A bit for each letter of the word that is a vowel.
    vowels: u64,
    has_consonant_y: bool,
    /// Letters at the beginning that none was put in place of.
    intact: usize,
    /// The first letters as one number.
    first_eight: u64,
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

impl Work {
    const NONE: Self = Self {
        letters: [0; FRONT + 64 + 8],
        length: 0,
        r1: 0,
        r2: 0,
        vowels: 0,
        has_consonant_y: false,
        intact: 0,
        first_eight: 0,
    };

    /// Takes a word of at most [`LONGEST`] letters. `false` if it is not plain lower-case ASCII.
    fn begin(&mut self, word: &[u8]) -> bool {
        let length = word.len();
        let letters = &mut self.letters;
        let (mut vowels, mut ys, mut odd) = (0_u64, 0_u64, 0);
        let mut look_at = |nth: usize, all: u64| {
            let low = all & !HIGH;
            odd |= all | at_least(low, 0x41) & !at_least(low, 0x5b);
            // The highest bit of a byte stays zero where it is this letter.
            let is_not = |letter: u8| unless_zero(low ^ (u64::from(letter) * ONES));
            let others = is_not(b'a') & is_not(b'e') & is_not(b'i') & is_not(b'o') & is_not(b'u');
            vowels |= gather(!others & HIGH) << (8 * nth);
            ys |= gather(!is_not(b'y') & HIGH) << (8 * nth);
        };
        // Sixteen letters at once, whether the word has them or not: to stop at a length that varies is a wrong
        // guess of the processor.
        let first_eight = if let Some([first, second]) = sixteen(word) {
            look_at(0, first);
            look_at(1, second);
            let both = u128::from(second) << 64 | u128::from(first);
            letters[FRONT..FRONT + 16].copy_from_slice(&both.to_le_bytes());
            first
        } else {
            letters[FRONT..FRONT + length].copy_from_slice(word);
            let (eights, _) = letters[FRONT..FRONT + 64].as_chunks::<8>();
            (0..).zip(eights).for_each(|(nth, eight)| look_at(nth, u64::from_le_bytes(*eight)));
            eights.first().map_or(0, |eight| u64::from_le_bytes(*eight))
        };
        if odd & HIGH != 0 {
            return false;
        }
        // A `y` that is a consonant is written large until the end.
        while ys != 0 {
            let y = ys & ys.wrapping_neg();
            if y == 1 || vowels << 1 & y != 0 {
                letters[FRONT + y.trailing_zeros() as usize] = b'Y';
                self.has_consonant_y = true;
            } else {
                vowels |= y;
            }
            ys ^= y;
        }
        // Consonants directly behind a vowel.
        let closing = vowels << 1 & !vowels & ((1 << length) - 1);
        let behind_first = |closing: u64| match closing {
            0 => length,
            _ => closing.trailing_zeros() as usize + 1,
        };
        self.r1 = beginning_of(first_eight).unwrap_or_else(|| behind_first(closing));
        self.r2 = behind_first(closing & (!0 << 1 << self.r1));
        (self.length, self.intact) = (length, length);
        (self.vowels, self.first_eight) = (vowels, first_eight);
        true
    }

    /// Whether there is a vowel before `end`. The letters there must be those of the word still.
    fn has_vowel_before(&self, end: usize) -> bool {
        self.vowels & ((1 << end) - 1) != 0
    }

    /// Writes every `y` small again.
    fn restore_y(&mut self) {
        for byte in &mut self.letters[FRONT..FRONT + self.length] {
            if *byte == b'Y' {
                *byte = b'y';
            }
        }
    }

    fn word(&self) -> &[u8] {
        &self.letters[FRONT..FRONT + self.length]
    }

    /// The letter `back` places before the end; none before the beginning.
    fn last(&self, back: usize) -> Option<u8> {
        self.length.checked_sub(back).map(|at| self.letter(at))
    }

    /// Puts other letters in place of the last ones.
    fn replace(&mut self, ending: usize, by: &[u8]) {
        let start = self.length - ending;
        self.letters[FRONT + start..FRONT + start + by.len()].copy_from_slice(by);
        self.length = start + by.len();
        self.intact = self.intact.min(start);
    }

    /// The last eight letters.
    fn tail(&self) -> u64 {
        let last = self.letters[self.length..].first_chunk();
        last.map_or(0, |last| u64::from_le_bytes(*last))
    }

    /// The letter at a place of the word.
    fn letter(&self, at: usize) -> u8 {
        self.letters[FRONT + at]
    }

    /// The first of some endings that the word has, with what belongs to it.
    #[inline]
    fn ending(&self, endings: &[Ending]) -> Option<(usize, &'static [u8])> {
        let tail = self.tail();
        let found = endings.iter().find(|ending| tail & ending.mask == ending.value)?;
        Some((found.length, found.by.as_bytes()))
    }

    /// Whether the letters before `end` make a short syllable.
    fn is_short_before(&self, end: usize) -> bool {
        let consonant = |at: usize| !is_vowel(self.letter(at));
        let closes = |at: usize| consonant(at) && !matches!(self.letter(at), b'w' | b'x' | b'Y');
        end >= 3 && closes(end - 1) && !consonant(end - 2) && consonant(end - 3)
            || end == 2 && consonant(1) && !consonant(0)
            || self.letters[FRONT..FRONT + end].ends_with(b"past")
    }

    /// Removes the plural and the possessive.
    fn step_1a(&mut self) {
        if matches!(self.last(1), Some(b's' | b'\''))
            && let Some((ending, _)) =
                self.ending(const { &[ending("'s'", ""), ending("'s", ""), ending("'", "")] })
        {
            self.length -= ending;
        }
        let long = if self.length >= 5 { 2 } else { 1 };
        match self.last(1) {
            Some(b'd') if self.ending(const { &[ending("ied", "")] }).is_some() => {
                self.length -= long;
            }
            Some(b's') => match [self.last(3), self.last(2)] {
                [Some(b'i'), Some(b'e')] => self.length -= long,
                [Some(b's'), Some(b'e')] if self.last(4) == Some(b's') => self.length -= 2,
                [_, Some(b's' | b'u')] => {}
                // The letter just before the ending does not count.
                _ if self.has_vowel_before(self.length.saturating_sub(2)) => self.length -= 1,
                _ => {}
            },
            _ => {}
        }
    }

    /// Removes past and progressive, and mends what is left.
    fn step_1b(&mut self) {
        let (ending, kind) = match self.last(1) {
            Some(b'd') => self.ending(const { &[ending("eed", "ee"), ending("ed", "")] }),
            Some(b'g') => self.ending(const { &[ending("ing", "")] }),
            Some(b'y') => self.ending(
                const { &[ending("eedly", "ee"), ending("ingly", ""), ending("edly", "")] },
            ),
            _ => None,
        }
        .unwrap_or((0, b""));
        let start = self.length - ending;
        if !kind.is_empty() {
            if self.r1 <= start {
                self.replace(ending, kind);
            }
        } else if ending > 0 && self.has_vowel_before(start) {
            self.length = start;
            match [self.last(2).unwrap_or(0), self.last(1).unwrap_or(0)] {
                [b'a', b't'] | [b'b', b'l'] | [b'i', b'z'] => self.replace(0, b"e"),
                // "Added" is no "ad", nor "egged" an "eg".
                [a, b] if a == b && b"bdfgmnprt".contains(&b) => {
                    self.length -=
                        usize::from(self.length != 3 || !b"aeo".contains(&self.letter(0)));
                }
                _ if self.length == self.r1 && self.is_short_before(self.length) => {
                    self.replace(0, b"e")
                }
                _ => {}
            }
        }
    }

    /// Turns a final `y` into `i`.
    fn step_1c(&mut self) {
        let after_consonant =
            self.length >= 3 && self.last(2).is_some_and(|letter| !is_vowel(letter));
        if after_consonant && matches!(self.last(1), Some(b'y' | b'Y')) {
            self.replace(1, b"i");
        }
    }

    /// Shortens compound endings.
    fn step_2(&mut self) {
        let Some((ending, by)) = (match self.last(1) {
            Some(b'i') => self.ending(
                const {
                    &[
                        ending("biliti", "ble"),
                        ending("lessli", "less"),
                        ending("iviti", "ive"),
                        ending("aliti", "al"),
                        ending("entli", "ent"),
                        ending("ousli", "ous"),
                        ending("fulli", "ful"),
                        ending("alli", "al"),
                        ending("abli", "able"),
                        ending("anci", "ance"),
                        ending("enci", "ence"),
                        ending("bli", "ble"),
                        ending("ogi", "og"),
                        ending("li", ""),
                    ]
                },
            ),
            Some(b'l') => {
                self.ending(const { &[ending("ational", "ate"), ending("tional", "tion")] })
            }
            Some(b'm') => self.ending(const { &[ending("alism", "al")] }),
            Some(b'n') => {
                self.ending(const { &[ending("ization", "ize"), ending("ation", "ate")] })
            }
            Some(b'r') => self.ending(const { &[ending("izer", "ize"), ending("ator", "ate")] }),
            Some(b't') => self.ending(const { &[ending("ogist", "og")] }),
            Some(b's') => {
                self.ending(
                    const {
                        &[
                            ending("iveness", "ive"),
                            ending("fulness", "ful"),
                            ending("ousness", "ous"),
                        ]
                    },
                )
            }
            _ => None,
        }) else {
            return;
        };
        let before = self.last(ending + 1);
        let allowed = match by {
            b"og" => ending == 5 || before == Some(b'l'),
            b"" => before.is_some_and(|letter| b"cdeghkmnrt".contains(&letter)),
            _ => true,
        };
        if allowed && self.r1 <= self.length - ending {
            self.replace(ending, by);
        }
    }

    /// Shortens further endings.
    fn step_3(&mut self) {
        let Some((ending, by)) = (match self.last(1) {
            Some(b'e') => self.ending(
                const { &[ending("icate", "ic"), ending("alize", "al"), ending("ative", "")] },
            ),
            Some(b'i') => self.ending(const { &[ending("iciti", "ic")] }),
            Some(b'l') => self.ending(
                const {
                    &[
                        ending("ational", "ate"),
                        ending("tional", "tion"),
                        ending("ical", "ic"),
                        ending("ful", ""),
                    ]
                },
            ),
            Some(b's') => self.ending(const { &[ending("ness", "")] }),
            _ => None,
        }) else {
            return;
        };
        let region = if self.word().ends_with(b"ative") { self.r1.max(self.r2) } else { self.r1 };
        if region <= self.length - ending {
            self.replace(ending, by);
        }
    }

    /// Removes what is left of endings.
    fn step_4(&mut self) {
        let Some((ending, _)) = (match self.last(1) {
            Some(b'c') => self.ending(const { &[ending("ic", "")] }),
            Some(b'e') => self.ending(
                const {
                    &[
                        ending("ance", ""),
                        ending("ence", ""),
                        ending("able", ""),
                        ending("ible", ""),
                        ending("ate", ""),
                        ending("ive", ""),
                        ending("ize", ""),
                    ]
                },
            ),
            Some(b'i') => self.ending(const { &[ending("iti", "")] }),
            Some(b'l') => self.ending(const { &[ending("al", "")] }),
            Some(b'm') => self.ending(const { &[ending("ism", "")] }),
            Some(b'n') => self.ending(const { &[ending("ion", "")] }),
            Some(b'r') => self.ending(const { &[ending("er", "")] }),
            Some(b's') => self.ending(const { &[ending("ous", "")] }),
            Some(b't') => self.ending(
                const {
                    &[ending("ement", ""), ending("ment", ""), ending("ant", ""), ending("ent", "")]
                },
            ),
            _ => None,
        }) else {
            return;
        };
        let allowed = self.last(1) != Some(b'n') || matches!(self.last(4), Some(b's' | b't'));
        if allowed && self.r2 <= self.length - ending {
            self.length -= ending;
        }
    }

    /// Removes a final `e` and one of two `l`.
    fn step_5(&mut self) {
        let Some(end) = self.length.checked_sub(1) else { return };
        let removes = match self.letter(end) {
            b'e' => self.r2 <= end || self.r1 <= end && !self.is_short_before(end),
            b'l' => self.r2 <= end && self.last(2) == Some(b'l'),
            _ => false,
        };
        if removes {
            self.length = end;
        }
    }
}

#[cfg(test)]
mod tests;
