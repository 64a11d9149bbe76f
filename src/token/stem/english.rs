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

use std::borrow::Cow;

use crate::token::simd::{HIGH, ONES};

/// The longest word that is taken, in bytes.
const LONGEST: usize = 62;

/// Zeros before the letters of a word, so that its last eight can be read whatever its length.
const FRONT: usize = 8;

/// The stem of a word that does not follow the rules.
fn irregular(word: &str) -> Option<&'static str> {
    Some(match word {
        "andes" => "andes",
        "atlas" => "atlas",
        "bias" => "bias",
        "cosmos" => "cosmos",
        "dying" => "die",
        "early" => "earli",
        "gently" => "gentl",
        "howe" => "howe",
        "idly" => "idl",
        "lying" => "lie",
        "news" => "news",
        "only" => "onli",
        "singly" => "singl",
        "skies" => "sky",
        "skis" => "ski",
        "sky" => "sky",
        "tying" => "tie",
        "ugly" => "ugli",
        "vying" => "vie",
        _ => return None,
    })
}

/// Whether a word is left alone once a plural ending is off.
fn is_final(word: &[u8]) -> bool {
    matches!(
        word,
        b"canning"
            | b"earring"
            | b"evening"
            | b"exceed"
            | b"herring"
            | b"inning"
            | b"outing"
            | b"proceed"
            | b"succeed"
    )
}

/// Beginnings of words behind which the first region begins, wherever the vowels are.
const BEGINNINGS: [&[u8]; 9] =
    [b"arsen", b"commun", b"emerg", b"gener", b"inter", b"later", b"organ", b"past", b"univers"];

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

/// The stem of a word, or `None` if the word is not plain lower-case ASCII.
pub(super) fn stem(word: &str) -> Option<Cow<'_, str>> {
    if word.len() > LONGEST {
        return None;
    }
    let stripped = word.strip_prefix('\'').filter(|_| word.len() > 2).unwrap_or(word);
    let mut work = Work::new(stripped.as_bytes())?;
    if word.len() < 3 {
        return Some(Cow::Borrowed(word));
    }
    if word.len() <= 6
        && let Some(stem) = irregular(word)
    {
        return Some(Cow::Borrowed(stem));
    }
    let word = stripped;
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
    // Most stems are the beginning of their word, which need not be copied.
    if !work.is_rewritten
        && let Some(start) = word.get(..work.length)
    {
        return Some(Cow::Borrowed(start));
    }
    let stem = std::str::from_utf8(work.word()).expect("letters of ASCII");
    Some(match word.get(..stem.len()) {
        Some(start) if start == stem => Cow::Borrowed(start),
        _ => Cow::Owned(stem.to_owned()),
    })
}

/// A word on its way to its stem.
struct Work {
    /// Zeros, then the letters.
    letters: [u8; FRONT + 64],
    length: usize,
    /// Where the regions begin that endings must lie in: behind the first consonant that follows a
    /// vowel, and behind the next such consonant.
    r1: usize,
    r2: usize,
    /// A bit for each letter of the word that is a vowel.
    vowels: u64,
    has_consonant_y: bool,
    /// Whether any letter was put in place of others.
    is_rewritten: bool,
}

/// The five letters that are always vowels, by their last five bits.
const VOWELS: u64 = 1 << 1 | 1 << 5 | 1 << 9 | 1 << 15 | 1 << 21;

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

impl Work {
    /// `None` if the word is not plain lower-case ASCII. It has at most [`LONGEST`] letters.
    fn new(word: &[u8]) -> Option<Self> {
        let length = word.len();
        let mut letters = [0; FRONT + 64];
        letters[FRONT..FRONT + length].copy_from_slice(word);
        let (mut vowels, mut ys, mut odd) = (0_u64, 0_u64, 0);
        // Eight letters at a time, whether the word has them or not: to stop at a length that varies is a wrong
        // guess of the processor.
        let (eights, _) = letters[FRONT..].as_chunks::<8>();
        for (nth, eight) in eights.iter().take(length.div_ceil(8)).enumerate() {
            let all = u64::from_le_bytes(*eight);
            let low = all & !HIGH;
            odd |= all | (low + (0x80 - 0x41) * ONES) & !(low + (0x80 - 0x5b) * ONES);
            let (mut vowels_here, mut ys_here) = (0, 0);
            for (at, &letter) in eight.iter().enumerate() {
                vowels_here |= (VOWELS >> (letter & 31) & u64::from(letter >= b'a')) << at;
                ys_here |= u64::from(letter == b'y') << at;
            }
            vowels |= vowels_here << (8 * nth);
            ys |= ys_here << (8 * nth);
        }
        if odd & HIGH != 0 {
            return None;
        }
        // A `y` that is a consonant is written large until the end.
        let mut has_consonant_y = false;
        while ys != 0 {
            let y = ys & ys.wrapping_neg();
            if y == 1 || vowels << 1 & y != 0 {
                letters[FRONT + y.trailing_zeros() as usize] = b'Y';
                has_consonant_y = true;
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
        let special = BEGINNINGS.into_iter().find(|start| word.starts_with(start));
        let r1 = special.map_or_else(|| behind_first(closing), <[u8]>::len);
        let r2 = behind_first(closing & (!0 << 1 << r1));
        Some(Self { letters, length, r1, r2, vowels, has_consonant_y, is_rewritten: false })
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
        self.is_rewritten |= !by.is_empty();
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
        if let Some((ending, _)) =
            self.ending(const { &[ending("'s'", ""), ending("'s", ""), ending("'", "")] })
        {
            self.length -= ending;
        }
        let word = self.word();
        if word.ends_with(b"sses") {
            self.length -= 2;
        } else if word.ends_with(b"ied") || word.ends_with(b"ies") {
            self.length -= if word.len() >= 5 { 2 } else { 1 };
        } else if word.ends_with(b"s") && !word.ends_with(b"ss") && !word.ends_with(b"us") {
            // The letter just before the ending does not count.
            if self.has_vowel_before(word.len().saturating_sub(2)) {
                self.length -= 1;
            }
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
