//! One word as a part of a name: its key, its shape, and the lists that hold it.

use memchr::memchr;

use crate::token::words;

use super::gazetteer::{LONGEST_ORDINARY, ordinary_words};

/// The lists that hold a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Flags(u32);

impl Flags {
    pub(super) const NONE: Flags = Flags(0);
    pub(super) const ORDINARY: Flags = Flags(1);
    pub(super) const TITLE: Flags = Flags(1 << 1);
    pub(super) const TITLE_MODIFIER: Flags = Flags(1 << 2);
    pub(super) const GIVEN: Flags = Flags(1 << 3);
    pub(super) const FAMILY_FIRST: Flags = Flags(1 << 4);
    pub(super) const DEMONYM: Flags = Flags(1 << 5);
    pub(super) const HEAD: Flags = Flags(1 << 6);
    pub(super) const COMPANY_ENDING: Flags = Flags(1 << 7);
    pub(super) const COMPANY_WORD: Flags = Flags(1 << 8);
    pub(super) const CALENDAR: Flags = Flags(1 << 9);
    pub(super) const BOILERPLATE: Flags = Flags(1 << 10);
    pub(super) const THING: Flags = Flags(1 << 11);
    pub(super) const ROLE: Flags = Flags(1 << 12);
    pub(super) const PERSON_VERB: Flags = Flags(1 << 13);
    pub(super) const GEOGRAPHY: Flags = Flags(1 << 14);
    pub(super) const COUNTRY: Flags = Flags(1 << 15);
    pub(super) const FUNCTION: Flags = Flags(1 << 16);
    /// A pronoun that stands for one person; the flag of a spelling, not of a key.
    pub(super) const PRONOUN: Flags = Flags(1 << 17);
    /// A particle in small letters that may open a name; the flag of a spelling.
    pub(super) const PARTICLE: Flags = Flags(1 << 18);

    /// A preposition that stands before the name of a place.
    pub(super) const IN: Flags = Flags(1 << 19);
    /// A word that may stand before the name of a place.
    pub(super) const TOWARDS: Flags = Flags(1 << 20);
    /// A word that stands before the name of a person.
    pub(super) const WITH: Flags = Flags(1 << 21);
    /// "The".
    pub(super) const THE: Flags = Flags(1 << 22);
    /// What a person has: an administration, a campaign.
    pub(super) const RETINUE: Flags = Flags(1 << 23);
    /// A word in small letters that may stand inside a name.
    pub(super) const LINK: Flags = Flags(1 << 24);

    /// A word in small letters that may be a name all the same; the flag of a spelling.
    pub(super) const SLIP: Flags = Flags(1 << 25);

    /// What a word says of the names beside it, by its key.
    pub(super) fn of_neighbour(key: &str) -> Flags {
        match key {
            "in" | "near" | "across" | "throughout" | "outside" | "around" => Flags::IN,
            "at" | "from" | "to" | "into" | "toward" | "visited" => Flags::TOWARDS,
            "with" | "met" | "between" => Flags::WITH,
            "the" => Flags::THE,
            "administration" | "campaign" | "aides" | "presidency" | "supporters" | "loyalists"
            | "era" => Flags::RETINUE,
            "of" | "for" | "on" | "and" | "de" | "da" | "do" | "dos" | "das" | "del" | "della"
            | "di" | "du" | "la" | "le" | "van" | "von" | "der" | "den" | "ter" | "bin" | "ibn"
            | "al" | "el" | "ul" | "ur" | "ud" | "ez" | "e" | "y" | "zu" => Flags::LINK,
            _ => Flags::NONE,
        }
    }

    /// Whether any of the lists of `other` holds the word.
    pub(super) fn has(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn add(&mut self, other: Flags) {
        self.0 |= other.0;
    }

    /// Both sets of lists.
    pub(super) const fn or(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Without a capital at its start.
    Lower,
    /// With a capital at its start and small letters behind.
    Capital,
    /// One capital: an initial, or "I".
    Initial,
    /// Two capitals or more, and no small letter but a plural's.
    Capitals,
    /// Small and capital letters mixed ("TikTok").
    Mixed,
    /// Digits.
    Number,
}

impl Shape {
    pub(super) fn of(word: &str) -> Shape {
        // Most words are small letters behind a letter that tells all.
        if let [first, rest @ ..] = word.as_bytes()
            && first.is_ascii_alphabetic()
            && rest.iter().all(u8::is_ascii_lowercase)
        {
            return match (first.is_ascii_uppercase(), rest.is_empty()) {
                (true, true) => Shape::Initial,
                (true, false) => Shape::Capital,
                (false, _) => Shape::Lower,
            };
        }
        let Some(first) = word.chars().next() else { return Shape::Lower };
        if first.is_numeric() {
            return Shape::Number;
        }
        let (mut n_upper, mut n_lower, mut inner_upper) = (0, 0, false);
        for (at, c) in word.char_indices() {
            if c.is_uppercase() {
                n_upper += 1;
                inner_upper |= at > 0;
            } else if c.is_lowercase() {
                n_lower += 1;
            }
        }
        match (first.is_uppercase(), n_upper, n_lower) {
            (true, 1, 0) => Shape::Initial,
            (true, _, 0) => Shape::Capitals,
            (true, 3.., 1) if word.ends_with('s') => Shape::Capitals,
            (true, 1, _) => Shape::Capital,
            (true, _, _) => Shape::Mixed,
            (false, _, _) if inner_upper && n_upper > 0 && n_lower < 3 => Shape::Mixed,
            _ => Shape::Lower,
        }
    }

    /// Whether the word could be part of a name by its writing.
    pub(super) fn is_capital(self) -> bool {
        !matches!(self, Shape::Lower | Shape::Number)
    }
}

/// A word without the ending of a possessive.
pub(super) fn base(word: &str) -> &str {
    if !matches!(word.as_bytes().last(), Some(b's' | b'S' | b'\'' | 0x80..)) {
        return word;
    }
    for ending in ["'s", "\u{2019}s", "'S", "\u{2019}S", "\u{2018}s", "'", "\u{2019}"] {
        if let Some(base) = word.strip_suffix(ending).filter(|base| !base.is_empty()) {
            return base;
        }
    }
    word
}

/// What identifies a word in a name: no possessive, no dots, no accents, small letters. Short words in capitals
/// that would turn into ordinary words keep their capitals ("US", "WHO", "ICE").
pub(super) fn key(word: &str) -> String {
    let mut key = String::with_capacity(word.len());
    key_into(word, &mut key);
    key
}

/// Writes the key of a word over `key`.
pub(super) fn key_into(word: &str, key: &mut String) {
    key.clear();
    let base = base(word);
    if base.is_ascii() {
        key.push_str(base);
        key.make_ascii_lowercase();
        if memchr(b'.', key.as_bytes()).is_some() {
            key.retain(|c| c != '.');
        }
    } else {
        key.extend(base.chars().filter(|c| *c != '.').flat_map(plain));
    }
    // No letter takes more than four bytes.
    if (2..=20).contains(&key.len())
        && (2..=5).contains(&key.chars().count())
        && Shape::of(base) == Shape::Capitals
    {
        let particle = matches!(key.as_str(), "la" | "de" | "al" | "el" | "da" | "di" | "le");
        if particle || is_ordinary(key) {
            *key = key.to_uppercase();
        }
    }
}

/// Whether a word as written is a pronoun that stands for one person.
pub(super) fn is_pronoun(published: &str) -> bool {
    ["he", "him", "his", "himself", "she", "her", "hers", "herself", "he's", "she's"]
        .iter()
        .any(|pronoun| published.eq_ignore_ascii_case(pronoun))
}

/// The keys of the words of a name.
pub(super) fn parts(name: &str) -> Vec<String> {
    words_of(name).map(key).collect()
}

/// The words of a name.
fn words_of(name: &str) -> impl Iterator<Item = &str> {
    // Most names are letters and spaces, where starting the segmenter costs more than the name.
    let plain = name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ');
    let (spaced, other) = if plain { (name, "") } else { ("", name) };
    let spaced = spaced.split(' ').filter(|word| !word.is_empty());
    spaced.chain(words(other).map(|word| word.text))
}

/// What identifies a name: the keys of its words in small letters.
pub(super) fn name_key(name: &str) -> String {
    let (mut joined, mut key) = (String::with_capacity(name.len() + 1), String::new());
    for word in words_of(name) {
        key_into(word, &mut key);
        joined.push_str(&key);
        joined.push(' ');
    }
    joined.pop();
    if joined.is_ascii() {
        joined.make_ascii_lowercase();
        return joined;
    }
    joined.to_lowercase()
}

/// The small letters that a letter stands for when accents are dropped.
fn plain(c: char) -> impl Iterator<Item = char> {
    let text: Option<&'static str> = match c {
        'à'..='å' | 'À'..='Å' | 'ā' | 'Ā' | 'ă' | 'Ă' | 'ą' | 'Ą' => Some("a"),
        'æ' | 'Æ' => Some("ae"),
        'ç' | 'Ç' | 'ć' | 'Ć' | 'č' | 'Č' => Some("c"),
        'ď' | 'Ď' | 'đ' | 'Đ' | 'ð' | 'Ð' => Some("d"),
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'Ē' | 'ė' | 'Ė' | 'ę' | 'Ę' | 'ě' | 'Ě' => {
            Some("e")
        }
        'ğ' | 'Ğ' | 'ģ' => Some("g"),
        'ì'..='ï' | 'Ì'..='Ï' | 'ī' | 'Ī' | 'ı' | 'İ' => Some("i"),
        'ķ' | 'Ķ' => Some("k"),
        'ł' | 'Ł' | 'ļ' | 'Ļ' => Some("l"),
        'ñ' | 'Ñ' | 'ń' | 'Ń' | 'ň' | 'Ň' | 'ņ' => Some("n"),
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' | 'ō' | 'Ō' | 'ő' | 'Ő' => Some("o"),
        'œ' | 'Œ' => Some("oe"),
        'ř' | 'Ř' => Some("r"),
        'ś' | 'Ś' | 'š' | 'Š' | 'ş' | 'Ş' | 'ș' | 'Ș' => Some("s"),
        'ß' => Some("ss"),
        'ť' | 'Ť' | 'ț' | 'Ț' | 'ţ' => Some("t"),
        'þ' | 'Þ' => Some("th"),
        'ù'..='ü' | 'Ù'..='Ü' | 'ū' | 'Ū' | 'ů' | 'Ů' | 'ű' | 'Ű' => Some("u"),
        'ý' | 'ÿ' | 'Ý' => Some("y"),
        'ź' | 'Ź' | 'ż' | 'Ż' | 'ž' | 'Ž' => Some("z"),
        '\u{2019}' | '\u{2018}' => Some("'"),
        _ => None,
    };
    let folded = text.unwrap_or("").chars();
    let kept = text.is_none().then(|| c.to_lowercase());
    folded.chain(kept.into_iter().flatten())
}

/// Whether a word in small letters is an ordinary word, or an inflected form of one.
pub(super) fn is_ordinary(lower: &str) -> bool {
    let known = ordinary_words();
    let word = lower.as_bytes();
    if known.contains(word) {
        return true;
    }
    // Every ending below ends in one of these letters.
    if !matches!(word.last(), Some(b's' | b'd' | b'g' | b'y' | b'r')) {
        return false;
    }
    let stem = |ending: &str| word.strip_suffix(ending.as_bytes()).filter(|stem| stem.len() > 2);
    let mut joined = [0; LONGEST_ORDINARY];
    let mut with = |stem: &[u8], last: u8| {
        let Some(room) = joined.get_mut(..=stem.len()) else { return false };
        room[..stem.len()].copy_from_slice(stem);
        room[stem.len()] = last;
        known.contains(&*room)
    };
    let doubled = |stem: &[u8]| match stem {
        [once @ .., last] => once.len() > 2 && once.last() == Some(last) && known.contains(once),
        [] => false,
    };
    for ending in ["s", "es", "ed", "d", "ing", "ly", "er", "ers", "ings"] {
        if let Some(stem) = stem(ending)
            && (known.contains(stem)
                || (ending != "s" && ending != "d" && (with(stem, b'e') || doubled(stem))))
        {
            return true;
        }
    }
    ["ies", "ied", "ily", "ier"]
        .iter()
        .any(|ending| stem(ending).is_some_and(|stem| with(stem, b'y')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        for (word, shape) in [
            ("the", Shape::Lower),
            ("Kyiv\u{2019}s", Shape::Capital),
            ("I", Shape::Initial),
            ("U.S", Shape::Capitals),
            ("MPs", Shape::Mixed),
            ("NGOs", Shape::Capitals),
            ("TikTok", Shape::Mixed),
            ("eBay", Shape::Lower),
            ("1990s", Shape::Number),
            ("", Shape::Lower),
        ] {
            assert_eq!(Shape::of(word), shape, "{word}");
        }
    }

    #[test]
    fn keys() {
        for (word, expected) in [
            ("Lula\u{2019}s", "lula"),
            ("José", "jose"),
            ("U.S", "US"),
            ("us", "us"),
            ("WHO", "WHO"),
            ("NATO", "nato"),
            ("Nato", "nato"),
            ("GAZA", "gaza"),
            ("Erdoğan", "erdogan"),
            ("O\u{2019}Hara", "o'hara"),
            ("\u{2019}", "\u{27}"),
        ] {
            assert_eq!(key(word), expected, "{word}");
        }
        assert_eq!(parts("AT&T"), ["AT", "t"]);
        for name in ["", " Ana  Roe ", "Ana Roe", "A B"] {
            let cut: Vec<String> = words(name).map(|word| key(word.text)).collect();
            assert_eq!(parts(name), cut, "{name}");
        }
    }

    #[test]
    fn inflected_forms_of_ordinary_words() {
        for word in
            ["talks", "rising", "stopped", "makes", "countries", "quickly", "said", "planned"]
        {
            assert!(is_ordinary(word), "{word}");
        }
        for word in ["putin", "gaza", "zelensky", "s", ""] {
            assert!(!is_ordinary(word), "{word}");
        }
    }
}
