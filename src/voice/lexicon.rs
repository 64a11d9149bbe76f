//! What the rules know about single words: word classes, and the entries of cue verbs and nouns by form.
//!
//! One table of all forms, built once. A word in small letters is three numbers, so that a look-up hashes and
//! compares no string; words of more than [`LONGEST`] bytes are in no table.

use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::cue::{CueNoun, CueVerb, Form, nouns, verbs};
use super::eight;

/// Word classes as bits; a word may have several.
pub(super) mod class {
    pub const DET: u64 = 1;
    pub const POSS: u64 = 1 << 1;
    pub const SUBJ: u64 = 1 << 2;
    pub const OBJ: u64 = 1 << 3;
    pub const PREP: u64 = 1 << 4;
    pub const CONJ: u64 = 1 << 5;
    pub const SUB: u64 = 1 << 6;
    pub const AUX: u64 = 1 << 7;
    pub const MODAL: u64 = 1 << 8;
    pub const ADV: u64 = 1 << 9;
    pub const REL: u64 = 1 << 10;
    pub const TIME: u64 = 1 << 11;
    pub const VENUE: u64 = 1 << 12;
    pub const VERB: u64 = 1 << 13;
    pub const WOMAN: u64 = 1 << 14;
    pub const WH: u64 = 1 << 15;
    pub const BE: u64 = 1 << 16;
    pub const ADDRESSEE: u64 = 1 << 17;
    pub const NOUN: u64 = 1 << 18;
    pub const ROLE: u64 = 1 << 19;
    pub const ING: u64 = 1 << 20;
    pub const PAST: u64 = 1 << 21;
    pub const HAVE: u64 = 1 << 22;
    pub const CAP: u64 = 1 << 23;
    pub const NUM: u64 = 1 << 24;
    pub const THAT: u64 = 1 << 25;
    pub const TO: u64 = 1 << 26;
    pub const NEG: u64 = 1 << 27;
    pub const POS_S: u64 = 1 << 28;
    pub const ADJ: u64 = 1 << 29;
    pub const PART: u64 = 1 << 30;
    pub const INSIDER: u64 = 1 << 31;
    pub const MAN: u64 = 1 << 32;
    /// A form of a cue verb, or a cue noun.
    pub const CUE: u64 = 1 << 33;
}

/// The longest word in any table.
const LONGEST: usize = 24;

/// What is known about one form.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    pub classes: u64,
    /// The cue verb that it is a form of, and which.
    pub verb: Option<(&'static CueVerb, Form)>,
    /// The cue noun.
    pub noun: Option<&'static CueNoun>,
}

/// What is known about a form in no table.
pub(super) static UNKNOWN: Entry = Entry { classes: 0, verb: None, noun: None };

/// A word of up to [`LONGEST`] bytes in small letters, eight to a number.
#[derive(Debug, Clone, Copy, Eq)]
struct Key([u64; LONGEST / 8]);

impl PartialEq for Key {
    /// Number by number: comparing the arrays as memory would wait for them to be written.
    #[inline]
    fn eq(&self, other: &Key) -> bool {
        let ([a, b, c], [x, y, z]) = (self.0, other.0);
        (a ^ x) | (b ^ y) | (c ^ z) == 0
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let [start, middle, end] = self.0;
        state.write_u64(start ^ middle.rotate_left(21) ^ end.rotate_left(42));
    }
}

impl Key {
    /// `None` for longer words.
    #[inline]
    fn new(word: &[u8]) -> Option<Key> {
        if word.len() > LONGEST || !word.is_ascii() {
            return Key::typographic(word);
        }
        Some(Key::packed(word))
    }

    /// Kept in registers: no array is written that is read at once.
    #[inline]
    fn packed(word: &[u8]) -> Key {
        let (start, rest) = word.split_at(word.len().min(8));
        let (middle, end) = rest.split_at(rest.len().min(8));
        Key([start, middle, end].map(|bytes| eight::lower(eight::read(bytes))))
    }

    /// A word whose curly apostrophes count as straight ones.
    fn typographic(word: &[u8]) -> Option<Key> {
        let mut folded = [0; LONGEST];
        let (mut rest, mut n) = (word, 0);
        while let Some((&first, behind)) = rest.split_first() {
            let curly = rest.strip_prefix("’".as_bytes());
            *folded.get_mut(n)? = curly.map_or(first, |_| b'\'');
            rest = curly.unwrap_or(behind);
            n += 1;
        }
        Some(Key::packed(&folded[..n]))
    }
}

static TABLE: LazyLock<FxHashMap<Key, Entry>> = LazyLock::new(|| {
    let mut table: FxHashMap<Key, Entry> = FxHashMap::default();
    fn of<'t>(table: &'t mut FxHashMap<Key, Entry>, word: &str) -> Option<&'t mut Entry> {
        Some(table.entry(Key::new(word.as_bytes())?).or_default())
    }
    for section in include_str!("lexicon/words.txt").split("\n[").skip(1) {
        let (name, words) = section.split_once(']').unwrap_or((section, ""));
        let bits = name.split(' ').map(bit).fold(0, |all, bit| all | bit);
        for word in words.split_whitespace() {
            if let Some(entry) = of(&mut table, word) {
                entry.classes |= bits;
            }
        }
    }
    for &(form, verb, which) in verbs() {
        if let Some(entry) = of(&mut table, form) {
            entry.verb.get_or_insert((verb, which));
            entry.classes |= class::CUE;
        }
    }
    for &(form, noun) in nouns() {
        if let Some(entry) = of(&mut table, form) {
            entry.noun = Some(noun);
            entry.classes |= class::CUE;
        }
    }
    table
});

fn bit(name: &str) -> u64 {
    match name {
        "det" => class::DET,
        "poss" => class::POSS,
        "subj" => class::SUBJ,
        "obj" => class::OBJ,
        "prep" => class::PREP,
        "conj" => class::CONJ,
        "sub" => class::SUB,
        "aux" => class::AUX,
        "be" => class::BE,
        "have" => class::HAVE,
        "modal" => class::MODAL,
        "adv" => class::ADV,
        "rel" => class::REL,
        "wh" => class::WH,
        "time" => class::TIME,
        "venue" => class::VENUE,
        "verb" => class::VERB,
        "past" => class::PAST,
        "woman" => class::WOMAN,
        "man" => class::MAN,
        "insider" => class::INSIDER,
        "addressee" => class::ADDRESSEE,
        "role" => class::ROLE,
        "that" => class::THAT,
        "to" => class::TO,
        "neg" => class::NEG,
        "adj" => class::ADJ,
        "noun" => class::NOUN,
        _ => 0,
    }
}

/// The entry of a word, whatever its case; the table is borrowed once per text.
#[derive(Clone, Copy)]
pub(super) struct Lexicon(&'static FxHashMap<Key, Entry>);

impl Lexicon {
    pub(super) fn load() -> Self {
        Lexicon(&TABLE)
    }

    #[inline]
    pub(super) fn look_up(self, word: &[u8]) -> &'static Entry {
        Key::new(word).and_then(|key| self.0.get(&key)).unwrap_or(&UNKNOWN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_case() {
        let lexicon = Lexicon::load();
        let classes = |word: &str| lexicon.look_up(word.as_bytes()).classes;
        for (one, other) in [("The", "the"), ("DON\u{2019}T", "don't"), ("According", "according")]
        {
            assert_eq!(classes(one), classes(other), "{one}");
        }
        assert!(classes("the") & class::DET != 0 && lexicon.look_up(b"SAID").verb.is_some());
        for word in ["", "zq", "the\u{2019}", "internationalisierungsgrad"] {
            assert_eq!(classes(word), 0, "{word}");
        }
    }
}
