//! Words and beginnings of words that the English rules do not hold for, found with one comparison each.

/// Words that do not follow the rules, with their stems.
const IRREGULAR: [(&str, &str); 19] = [
    ("andes", "andes"),
    ("atlas", "atlas"),
    ("bias", "bias"),
    ("cosmos", "cosmos"),
    ("dying", "die"),
    ("early", "earli"),
    ("gently", "gentl"),
    ("howe", "howe"),
    ("idly", "idl"),
    ("lying", "lie"),
    ("news", "news"),
    ("only", "onli"),
    ("singly", "singl"),
    ("skies", "sky"),
    ("skis", "ski"),
    ("sky", "sky"),
    ("tying", "tie"),
    ("ugly", "ugli"),
    ("vying", "vie"),
];

/// The letters of each of them, at a place of its own, with its length and its stem.
static IRREGULAR_AT: [(u64, usize, &str); 32] = {
    let mut table = [(0, 0, ""); 32];
    let mut nth = 0;
    while nth < IRREGULAR.len() {
        let (word, stem) = IRREGULAR[nth];
        let letters = letters_of(word.as_bytes());
        let place = irregular_place(letters);
        assert!(table[place].0 == 0, "two words at one place");
        table[place] = (letters, word.len(), stem);
        nth += 1;
    }
    table
};

/// The stem of a word that does not follow the rules, by its first eight letters and its length.
#[inline]
pub(super) fn irregular(first_eight: u64, length: usize) -> Option<&'static str> {
    let (letters, its_length, stem) = IRREGULAR_AT[irregular_place(first_eight)];
    (letters == first_eight && its_length == length).then_some(stem)
}

/// The factor is one of many that give these words different places.
const fn irregular_place(letters: u64) -> usize {
    (letters.wrapping_mul(0x5421_d2c9_14ec_b493) >> 59) as usize
}

/// Whether a word is left alone once a plural ending is off.
pub(super) fn is_final(word: &[u8]) -> bool {
    matches!(word.last(), Some(b'g' | b'd'))
        && matches!(
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
pub(super) const BEGINNINGS: [&[u8]; 9] =
    [b"arsen", b"commun", b"emerg", b"gener", b"inter", b"later", b"organ", b"past", b"univers"];

/// Their letters, the bits of those and their number, each at a place of its own that the first two letters tell.
static BEGINNING_AT: [(u64, u64, usize); 32] = {
    // What no word begins with.
    let mut table = [(!0, 0, 0); 32];
    let mut nth = 0;
    while nth < BEGINNINGS.len() {
        let (letters, length) = (letters_of(BEGINNINGS[nth]), BEGINNINGS[nth].len());
        let place = beginning_place(letters);
        assert!(table[place].2 == 0, "two beginnings at one place");
        table[place] = (letters, (1 << (8 * length)) - 1, length);
        nth += 1;
    }
    table
};

/// How long the beginning is that a word has of these, by its first eight letters.
#[inline]
pub(super) fn beginning_of(first_eight: u64) -> Option<usize> {
    let (letters, bits, length) = BEGINNING_AT[beginning_place(first_eight)];
    (first_eight & bits == letters).then_some(length)
}

const fn beginning_place(letters: u64) -> usize {
    (letters + 4 * (letters >> 8)) as usize % 32
}

/// Up to eight letters as one number.
const fn letters_of(word: &[u8]) -> u64 {
    let (mut letters, mut at) = (0, 0);
    while at < word.len() {
        letters |= (word[at] as u64) << (8 * at);
        at += 1;
    }
    letters
}
