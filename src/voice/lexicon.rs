//! What the rules know about single words: word classes, and the entries of cue verbs and nouns by form.
//!
//! One table of all forms, built once. A look-up folds ASCII case into a buffer on the stack; words of more
//! than [`LONGEST`] bytes are in no table.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::cue::{CueNoun, CueVerb, Form, nouns, verbs};

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

static TABLE: LazyLock<FxHashMap<&'static [u8], Entry>> = LazyLock::new(|| {
    let mut table: FxHashMap<&'static [u8], Entry> = FxHashMap::default();
    for section in include_str!("lexicon/words.txt").split("\n[").skip(1) {
        let (name, words) = section.split_once(']').unwrap_or((section, ""));
        let bits = name.split(' ').map(bit).fold(0, |all, bit| all | bit);
        for word in words.split_whitespace() {
            table.entry(word.as_bytes()).or_default().classes |= bits;
        }
    }
    for (form, verb, which) in verbs() {
        let entry = table.entry(form.as_bytes()).or_default();
        if entry.verb.is_none() {
            entry.verb = Some((verb, *which));
        }
    }
    for (form, noun) in nouns() {
        table.entry(form.as_bytes()).or_default().noun = Some(noun);
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
pub(super) struct Lexicon(&'static FxHashMap<&'static [u8], Entry>);

impl Lexicon {
    pub(super) fn load() -> Self {
        Lexicon(&TABLE)
    }

    pub(super) fn look_up(self, word: &[u8]) -> Entry {
        let mut folded = [0u8; LONGEST];
        let mut n = 0;
        let mut at = 0;
        while at < word.len() {
            if n == LONGEST {
                return Entry::default();
            }
            // The curly apostrophe counts as the straight one.
            if word[at..].starts_with("’".as_bytes()) {
                folded[n] = b'\'';
                at += 3;
            } else {
                folded[n] = word[at].to_ascii_lowercase();
                at += 1;
            }
            n += 1;
        }
        self.0.get(&folded[..n]).copied().unwrap_or_default()
    }
}
