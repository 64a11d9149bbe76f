//! How each character behaves between others: the Word_Break classes of UAX #29, joined with
//! whether the character makes a segment a *word*, and reduced to what the fast path can tell from
//! neighbours alone.
//!
//! The ranges are printed by `examples/word_classes.rs`, which asks `unicode-segmentation` itself;
//! the test below asks it again for every character there is, so an update of that crate cannot go
//! unseen. <https://www.unicode.org/reports/tr29/#Word_Boundary_Rules>

use Class::*;

/// The behaviour of a character at the boundaries of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// Stands alone and is no word: spaces, most punctuation, symbols, emoji.
    Other,
    /// Joins letters, digits and joiners.
    Letter,
    /// Joins letters, digits and joiners.
    Digit,
    /// Underscore and its relatives, which join everything solid but make no word by themselves.
    Joiner,
    /// Joins a letter to a letter, as the colon does.
    MidLetter,
    /// Joins a digit to a digit, as the comma does.
    MidNum,
    /// Joins letter to letter and digit to digit, as full stop and apostrophe do.
    MidNumLet,
    /// A word of one character: ideographs, hiragana, Thai letters, fractions.
    Single,
    /// Katakana: joins katakana and joiners only.
    Kana,
    /// Belongs to the character before it and makes no word.
    Extend,
    /// Belongs to the character before it and would make a word of it: vowel signs.
    Mark,
    /// Anything whose rules reach further than its neighbours, or that news rarely holds.
    Hard,
}

/// Where each class begins; it goes on to the next row.
#[rustfmt::skip]
const RANGES: &[(u32, Class)] = &[
    (0x0000, Other), (0x0027, MidNumLet), (0x0028, Other), (0x002c, MidNum), (0x002d, Other), (0x002e, MidNumLet),
    (0x002f, Other), (0x0030, Digit), (0x003a, MidLetter), (0x003b, MidNum), (0x003c, Other), (0x0041, Letter),
    (0x005b, Other), (0x005f, Joiner), (0x0060, Other), (0x0061, Letter), (0x007b, Other), (0x00aa, Letter),
    (0x00ab, Other), (0x00ad, Extend), (0x00ae, Other), (0x00b2, Single), (0x00b4, Other), (0x00b5, Letter),
    (0x00b6, Other), (0x00b7, MidLetter), (0x00b8, Hard), (0x00b9, Single), (0x00ba, Letter), (0x00bb, Other),
    (0x00bc, Single), (0x00bf, Other), (0x00c0, Letter), (0x00d7, Other), (0x00d8, Letter), (0x00f7, Other),
    (0x00f8, Letter), (0x02c2, Hard), (0x02c6, Letter), (0x02d2, Hard), (0x02d8, Other), (0x02de, Hard),
    (0x02e0, Letter), (0x02e5, Hard), (0x02ec, Letter), (0x02ed, Hard), (0x02ee, Letter), (0x02ef, Hard),
    (0x0300, Extend), (0x0345, Mark), (0x0346, Extend), (0x0363, Mark), (0x0370, Letter), (0x0375, Other),
    (0x0376, Letter), (0x0378, Other), (0x037a, Letter), (0x037e, MidNum), (0x037f, Letter), (0x0380, Other),
    (0x0386, Letter), (0x0387, MidLetter), (0x0388, Letter), (0x038b, Other), (0x038c, Letter), (0x038d, Other),
    (0x038e, Letter), (0x03a2, Other), (0x03a3, Letter), (0x03f6, Other), (0x03f7, Letter), (0x0482, Other),
    (0x0483, Extend), (0x048a, Letter), (0x0530, Other), (0x0531, Letter), (0x0557, Other), (0x0559, Letter),
    (0x055a, Hard), (0x055d, Other), (0x055e, Hard), (0x055f, MidLetter), (0x0560, Letter), (0x0589, MidNum),
    (0x058a, Hard), (0x058b, Other), (0x0591, Extend), (0x05b0, Mark), (0x05be, Other), (0x05bf, Mark),
    (0x05c0, Other), (0x05c1, Mark), (0x05c3, Other), (0x05c4, Mark), (0x05c6, Other), (0x05c7, Mark),
    (0x05c8, Other), (0x05d0, Hard), (0x05eb, Other), (0x05ef, Hard), (0x05f4, MidLetter), (0x05f5, Other),
    (0x0600, Hard), (0x0606, Other), (0x060c, MidNum), (0x060e, Other), (0x0610, Mark), (0x061b, Other),
    (0x061c, Extend), (0x061d, Other), (0x0620, Letter), (0x064b, Mark), (0x0658, Extend), (0x0659, Mark),
    (0x0660, Digit), (0x066a, Other), (0x066b, Hard), (0x066c, MidNum), (0x066d, Other), (0x066e, Letter),
    (0x0670, Mark), (0x0671, Letter), (0x06d4, Other), (0x06d5, Letter), (0x06d6, Mark), (0x06dd, Hard),
    (0x06de, Other), (0x06df, Extend), (0x06e1, Mark), (0x06e5, Letter), (0x06e7, Mark), (0x06e9, Other),
    (0x06ea, Extend), (0x06ed, Mark), (0x06ee, Letter), (0x06f0, Digit), (0x06fa, Letter), (0x06fd, Other),
    (0x06ff, Letter), (0x0700, Other), (0x070f, Hard), (0x0710, Letter), (0x0711, Mark), (0x0712, Letter),
    (0x0730, Mark), (0x0740, Extend), (0x074b, Other), (0x074d, Letter), (0x07a6, Mark), (0x07b1, Letter),
    (0x07b2, Other), (0x07c0, Digit), (0x07ca, Letter), (0x07eb, Extend), (0x07f4, Letter), (0x07f6, Other),
    (0x07f8, MidNum), (0x07f9, Other), (0x07fa, Letter), (0x07fb, Other), (0x07fd, Extend), (0x07fe, Other),
    (0x0800, Letter), (0x0816, Mark), (0x0818, Extend), (0x081a, Letter), (0x081b, Mark), (0x0824, Letter),
    (0x0825, Mark), (0x0828, Letter), (0x0829, Mark), (0x082d, Extend), (0x082e, Other), (0x0840, Letter),
    (0x0859, Extend), (0x085c, Other), (0x0860, Letter), (0x086b, Other), (0x0870, Letter), (0x0888, Other),
    (0x0889, Letter), (0x0890, Hard), (0x0892, Other), (0x0897, Mark), (0x0898, Extend), (0x08a0, Letter),
    (0x08ca, Extend), (0x08d4, Mark), (0x08e0, Extend), (0x08e2, Hard), (0x08e3, Mark), (0x08ea, Extend),
    (0x08f0, Mark), (0x0904, Letter), (0x093a, Mark), (0x093c, Extend), (0x093d, Letter), (0x093e, Mark),
    (0x094d, Extend), (0x094e, Mark), (0x0950, Letter), (0x0951, Extend), (0x0955, Mark), (0x0958, Letter),
    (0x0962, Mark), (0x0964, Other), (0x0966, Digit), (0x0970, Other), (0x0971, Letter), (0x0981, Mark),
    (0x0984, Other), (0x0985, Letter), (0x098d, Other), (0x098f, Letter), (0x0991, Other), (0x0993, Letter),
    (0x09a9, Other), (0x09aa, Letter), (0x09b1, Other), (0x09b2, Letter), (0x09b3, Other), (0x09b6, Letter),
    (0x09ba, Other), (0x09bc, Extend), (0x09bd, Letter), (0x09be, Mark), (0x09c5, Other), (0x09c7, Mark),
    (0x09c9, Other), (0x09cb, Mark), (0x09cd, Extend), (0x09ce, Letter), (0x09cf, Other), (0x09d7, Mark),
    (0x09d8, Other), (0x09dc, Letter), (0x09de, Other), (0x09df, Letter), (0x09e2, Mark), (0x09e4, Other),
    (0x09e6, Digit), (0x09f0, Letter), (0x09f2, Other), (0x09f4, Single), (0x09fa, Other), (0x09fc, Letter),
    (0x09fd, Other), (0x09fe, Extend), (0x09ff, Other), (0x0a01, Mark), (0x0a04, Other), (0x0a05, Letter),
    (0x0a0b, Other), (0x0a0f, Letter), (0x0a11, Other), (0x0a13, Letter), (0x0a29, Other), (0x0a2a, Letter),
    (0x0a31, Other), (0x0a32, Letter), (0x0a34, Other), (0x0a35, Letter), (0x0a37, Other), (0x0a38, Letter),
    (0x0a3a, Other), (0x0a3c, Extend), (0x0a3d, Other), (0x0a3e, Mark), (0x0a43, Other), (0x0a47, Mark),
    (0x0a49, Other), (0x0a4b, Mark), (0x0a4d, Extend), (0x0a4e, Other), (0x0a51, Mark), (0x0a52, Other),
    (0x0a59, Letter), (0x0a5d, Other), (0x0a5e, Letter), (0x0a5f, Other), (0x0a66, Digit), (0x0a70, Mark),
    (0x0a72, Letter), (0x0a75, Mark), (0x0a76, Other), (0x0a81, Mark), (0x0a84, Other), (0x0a85, Letter),
    (0x0a8e, Other), (0x0a8f, Letter), (0x0a92, Other), (0x0a93, Letter), (0x0aa9, Other), (0x0aaa, Letter),
    (0x0ab1, Other), (0x0ab2, Letter), (0x0ab4, Other), (0x0ab5, Letter), (0x0aba, Other), (0x0abc, Extend),
    (0x0abd, Letter), (0x0abe, Mark), (0x0ac6, Other), (0x0ac7, Mark), (0x0aca, Other), (0x0acb, Mark),
    (0x0acd, Extend), (0x0ace, Other), (0x0ad0, Letter), (0x0ad1, Other), (0x0ae0, Letter), (0x0ae2, Mark),
    (0x0ae4, Other), (0x0ae6, Digit), (0x0af0, Other), (0x0af9, Letter), (0x0afa, Mark), (0x0afd, Extend),
    (0x0b00, Other), (0x0b01, Mark), (0x0b04, Other), (0x0b05, Letter), (0x0b0d, Other), (0x0b0f, Letter),
    (0x0b11, Other), (0x0b13, Letter), (0x0b29, Other), (0x0b2a, Letter), (0x0b31, Other), (0x0b32, Letter),
    (0x0b34, Other), (0x0b35, Letter), (0x0b3a, Other), (0x0b3c, Extend), (0x0b3d, Letter), (0x0b3e, Mark),
    (0x0b45, Other), (0x0b47, Mark), (0x0b49, Other), (0x0b4b, Mark), (0x0b4d, Extend), (0x0b4e, Other),
    (0x0b55, Extend), (0x0b56, Mark), (0x0b58, Other), (0x0b5c, Letter), (0x0b5e, Other), (0x0b5f, Letter),
    (0x0b62, Mark), (0x0b64, Other), (0x0b66, Digit), (0x0b70, Other), (0x0b71, Letter), (0x0b72, Single),
    (0x0b78, Other), (0x0b82, Mark), (0x0b83, Letter), (0x0b84, Other), (0x0b85, Letter), (0x0b8b, Other),
    (0x0b8e, Letter), (0x0b91, Other), (0x0b92, Letter), (0x0b96, Other), (0x0b99, Letter), (0x0b9b, Other),
    (0x0b9c, Letter), (0x0b9d, Other), (0x0b9e, Letter), (0x0ba0, Other), (0x0ba3, Letter), (0x0ba5, Other),
    (0x0ba8, Letter), (0x0bab, Other), (0x0bae, Letter), (0x0bba, Other), (0x0bbe, Mark), (0x0bc3, Other),
    (0x0bc6, Mark), (0x0bc9, Other), (0x0bca, Mark), (0x0bcd, Extend), (0x0bce, Other), (0x0bd0, Letter),
    (0x0bd1, Other), (0x0bd7, Mark), (0x0bd8, Other), (0x0be6, Digit), (0x0bf0, Single), (0x0bf3, Other),
    (0x0c00, Mark), (0x0c05, Letter), (0x0c0d, Other), (0x0c0e, Letter), (0x0c11, Other), (0x0c12, Letter),
    (0x0c29, Other), (0x0c2a, Letter), (0x0c3a, Other), (0x0c3c, Extend), (0x0c3d, Letter), (0x0c3e, Mark),
    (0x0c45, Other), (0x0c46, Mark), (0x0c49, Other), (0x0c4a, Mark), (0x0c4d, Extend), (0x0c4e, Other),
    (0x0c55, Mark), (0x0c57, Other), (0x0c58, Letter), (0x0c5b, Other), (0x0c5c, Letter), (0x0c5e, Other),
    (0x0c60, Letter), (0x0c62, Mark), (0x0c64, Other), (0x0c66, Digit), (0x0c70, Other), (0x0c78, Single),
    (0x0c7f, Other), (0x0c80, Letter), (0x0c81, Mark), (0x0c84, Other), (0x0c85, Letter), (0x0c8d, Other),
    (0x0c8e, Letter), (0x0c91, Other), (0x0c92, Letter), (0x0ca9, Other), (0x0caa, Letter), (0x0cb4, Other),
    (0x0cb5, Letter), (0x0cba, Other), (0x0cbc, Extend), (0x0cbd, Letter), (0x0cbe, Mark), (0x0cc5, Other),
    (0x0cc6, Mark), (0x0cc9, Other), (0x0cca, Mark), (0x0ccd, Extend), (0x0cce, Other), (0x0cd5, Mark),
    (0x0cd7, Other), (0x0cdc, Letter), (0x0cdf, Other), (0x0ce0, Letter), (0x0ce2, Mark), (0x0ce4, Other),
    (0x0ce6, Digit), (0x0cf0, Other), (0x0cf1, Letter), (0x0cf3, Mark), (0x0cf4, Other), (0x0d00, Mark),
    (0x0d04, Letter), (0x0d0d, Other), (0x0d0e, Letter), (0x0d11, Other), (0x0d12, Letter), (0x0d3b, Extend),
    (0x0d3d, Letter), (0x0d3e, Mark), (0x0d45, Other), (0x0d46, Mark), (0x0d49, Other), (0x0d4a, Mark),
    (0x0d4d, Extend), (0x0d4e, Letter), (0x0d4f, Other), (0x0d54, Letter), (0x0d57, Mark), (0x0d58, Single),
    (0x0d5f, Letter), (0x0d62, Mark), (0x0d64, Other), (0x0d66, Digit), (0x0d70, Single), (0x0d79, Other),
    (0x0d7a, Letter), (0x0d80, Other), (0x0d81, Mark), (0x0d84, Other), (0x0d85, Letter), (0x0d97, Other),
    (0x0d9a, Letter), (0x0db2, Other), (0x0db3, Letter), (0x0dbc, Other), (0x0dbd, Letter), (0x0dbe, Other),
    (0x0dc0, Letter), (0x0dc7, Other), (0x0dca, Extend), (0x0dcb, Other), (0x0dcf, Mark), (0x0dd5, Other),
    (0x0dd6, Mark), (0x0dd7, Other), (0x0dd8, Mark), (0x0de0, Other), (0x0de6, Digit), (0x0df0, Other),
    (0x0df2, Mark), (0x0df4, Other), (0x0e01, Single), (0x0e31, Mark), (0x0e32, Single), (0x0e34, Mark),
    (0x0e3b, Other), (0x0e40, Single), (0x0e47, Extend), (0x0e4d, Mark), (0x0e4e, Extend), (0x0e4f, Other),
    (0x0e50, Digit), (0x0e5a, Other), (0x0e80, Hard), (0x1e00, Letter), (0x1f16, Other), (0x1f18, Letter),
    (0x1f1e, Other), (0x1f20, Letter), (0x1f46, Other), (0x1f48, Letter), (0x1f4e, Other), (0x1f50, Letter),
    (0x1f58, Other), (0x1f59, Letter), (0x1f5a, Other), (0x1f5b, Letter), (0x1f5c, Other), (0x1f5d, Letter),
    (0x1f5e, Other), (0x1f5f, Letter), (0x1f7e, Other), (0x1f80, Letter), (0x1fb5, Other), (0x1fb6, Letter),
    (0x1fbd, Other), (0x1fbe, Letter), (0x1fbf, Other), (0x1fc2, Letter), (0x1fc5, Other), (0x1fc6, Letter),
    (0x1fcd, Other), (0x1fd0, Letter), (0x1fd4, Other), (0x1fd6, Letter), (0x1fdc, Other), (0x1fe0, Letter),
    (0x1fed, Other), (0x1ff2, Letter), (0x1ff5, Other), (0x1ff6, Letter), (0x1ffd, Other), (0x200c, Extend),
    (0x200d, Hard), (0x200e, Extend), (0x2010, Other), (0x2018, MidNumLet), (0x201a, Other), (0x2024, MidNumLet),
    (0x2025, Other), (0x2027, MidLetter), (0x2028, Other), (0x202a, Extend), (0x202f, Joiner), (0x2030, Other),
    (0x203f, Joiner), (0x2041, Other), (0x2044, MidNum), (0x2045, Other), (0x2054, Joiner), (0x2055, Other),
    (0x2060, Extend), (0x2065, Other), (0x2066, Extend), (0x2070, Single), (0x2071, Letter), (0x2072, Other),
    (0x2074, Single), (0x207a, Other), (0x207f, Letter), (0x2080, Single), (0x208a, Other), (0x2090, Letter),
    (0x209d, Other), (0x20d0, Extend), (0x20f1, Other), (0x2102, Letter), (0x2103, Other), (0x2107, Letter),
    (0x2108, Other), (0x210a, Letter), (0x2114, Other), (0x2115, Letter), (0x2116, Other), (0x2119, Letter),
    (0x211e, Other), (0x2124, Letter), (0x2125, Other), (0x2126, Letter), (0x2127, Other), (0x2128, Letter),
    (0x2129, Other), (0x212a, Letter), (0x212e, Other), (0x212f, Letter), (0x213a, Other), (0x213c, Letter),
    (0x2140, Other), (0x2145, Letter), (0x214a, Other), (0x214e, Letter), (0x214f, Other), (0x2150, Single),
    (0x2160, Letter), (0x2189, Single), (0x218a, Other), (0x2460, Single), (0x249c, Other), (0x24b6, Letter),
    (0x24ea, Single), (0x2500, Other), (0x2776, Single), (0x2794, Other), (0x2c00, Hard), (0x3000, Other),
    (0x3005, Letter), (0x3006, Single), (0x3008, Other), (0x3021, Single), (0x302a, Extend), (0x3030, Other),
    (0x3031, Kana), (0x3036, Other), (0x3038, Single), (0x303b, Letter), (0x303d, Other), (0x3041, Single),
    (0x3097, Other), (0x3099, Extend), (0x309b, Hard), (0x309d, Single), (0x30a0, Hard), (0x30a1, Kana),
    (0x30fb, Other), (0x30fc, Kana), (0x3100, Hard), (0x3400, Single), (0x4dc0, Other), (0x4e00, Single),
    (0xa000, Hard), (0xac00, Letter), (0xd7a4, Other), (0xd7b0, Hard), (0xf900, Single), (0xfa6e, Other),
    (0xfa70, Single), (0xfada, Other), (0xfb00, Hard), (0xfb50, Letter), (0xfbb2, Other), (0xfbd3, Letter),
    (0xfd3e, Other), (0xfd50, Letter), (0xfd90, Other), (0xfd92, Letter), (0xfdc8, Other), (0xfdf0, Letter),
    (0xfdfc, Other), (0xfe00, Extend), (0xfe10, Other), (0xfe13, MidLetter), (0xfe14, Other), (0xfe20, Extend),
    (0xfe30, Other), (0xfe33, Joiner), (0xfe35, Other), (0xfe4d, Joiner), (0xfe50, MidNum), (0xfe51, Other),
    (0xfe52, MidNumLet), (0xfe53, Other), (0xfe54, MidNum), (0xfe55, MidLetter), (0xfe56, Other), (0xfe70, Letter),
    (0xfe75, Other), (0xfe76, Letter), (0xfefd, Other), (0xfeff, Extend), (0xff00, Other), (0xff07, MidNumLet),
    (0xff08, Other), (0xff0c, MidNum), (0xff0d, Other), (0xff0e, MidNumLet), (0xff0f, Other), (0xff10, Digit),
    (0xff1a, MidLetter), (0xff1b, MidNum), (0xff1c, Other), (0xff21, Letter), (0xff3b, Other), (0xff3f, Joiner),
    (0xff40, Other), (0xff41, Letter), (0xff5b, Other), (0xff66, Kana), (0xff9e, Mark), (0xffa0, Letter),
    (0xffbf, Other), (0xffc2, Letter), (0xffc8, Other), (0xffca, Letter), (0xffd0, Other), (0xffd2, Letter),
    (0xffd8, Other), (0xffda, Letter), (0xffdd, Other), (0xfff9, Extend), (0xfffc, Other), (0x10000, Hard),
    (0x1f000, Other), (0x1f100, Single), (0x1f10d, Other), (0x1f130, Letter), (0x1f14a, Other), (0x1f150, Letter),
    (0x1f16a, Other), (0x1f170, Letter), (0x1f18a, Other), (0x1f3fb, Extend), (0x1f400, Other), (0x1fb00, Hard),
];

/// The class of every character of the basic plane, 64 KB. Only the lines of it that a text has
/// characters from are ever read.
static BASIC: [Class; 0x1_0000] = {
    let mut table = [Hard; 0x1_0000];
    let mut row = 0;
    let mut code = 0;
    while code < 0x1_0000 {
        while RANGES[row + 1].0 <= code {
            row += 1;
        }
        table[code as usize] = RANGES[row].1;
        code += 1;
    }
    table
};

/// The class of a code point.
#[inline]
pub(crate) fn class(code: u32) -> Class {
    match BASIC.get(code as usize) {
        Some(&class) => class,
        None => RANGES[RANGES.partition_point(|&(first, _)| first <= code) - 1].1,
    }
}

/// The code point that starts at `at`, and its length in bytes. `bytes` is valid UTF-8 and `at` the
/// place of a first byte.
#[inline(always)]
pub(crate) fn decode(bytes: &[u8], at: usize) -> (u32, usize) {
    let tail = |offset: usize| u32::from(bytes[at + offset] & 0x3f);
    let first = u32::from(bytes[at]);
    match first {
        0..0x80 => (first, 1),
        0x80..0xe0 => ((first & 0x1f) << 6 | tail(1), 2),
        0xe0..0xf0 => ((first & 0x0f) << 12 | tail(1) << 6 | tail(2), 3),
        _ => ((first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4),
    }
}

/// The class of the last character before `at` that is not attached to an earlier one.
pub(crate) fn base_before(bytes: &[u8], mut at: usize) -> Class {
    while at > 0 {
        at -= 1;
        while bytes[at] & 0xc0 == 0x80 {
            at -= 1;
        }
        match class(decode(bytes, at).0) {
            Extend | Mark => {}
            base => return base,
        }
    }
    Other
}

/// The class of the first character from `at` on that is not attached to an earlier one.
pub(crate) fn base_after(bytes: &[u8], mut at: usize) -> Class {
    while at < bytes.len() {
        let (code, length) = decode(bytes, at);
        match class(code) {
            Extend | Mark => at += length,
            base => return base,
        }
    }
    Other
}

/// Whether a character of class `middle` that covers `at..end` stands inside a word.
pub(crate) fn joins(bytes: &[u8], at: usize, end: usize, middle: Class) -> bool {
    match base_before(bytes, at) {
        Letter => matches!(middle, MidLetter | MidNumLet) && base_after(bytes, end) == Letter,
        Digit => matches!(middle, MidNum | MidNumLet) && base_after(bytes, end) == Digit,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    /// Neighbours that tell every class from every other.
    const PROBES: [(&str, &str); 20] = [
        ("", ""),
        ("a", ""),
        ("", "a"),
        ("a", "a"),
        ("1", ""),
        ("", "1"),
        ("1", "1"),
        ("_", ""),
        ("", "_"),
        ("\u{30a2}", ""),
        ("", "\u{30a2}"),
        ("!", ""),
        ("a.", "a"),
        ("a", ".a"),
        ("1,", "1"),
        ("a:", "a"),
        ("1", ",1"),
        ("", ":a"),
        ("\u{4e00}", ""),
        ("", "\u{4e00}"),
    ];

    #[test]
    fn every_character_behaves_as_a_known_one_of_its_class() {
        let model = |class| match class {
            Other => "!",
            Letter => "b",
            Digit => "2",
            Joiner => "_",
            MidLetter => ":",
            MidNum => ",",
            MidNumLet => ".",
            Single => "\u{4e01}",
            Kana => "\u{30ab}",
            Extend => "\u{300}",
            Mark => "\u{64b}",
            Hard => unreachable!("hard characters have no model"),
        };
        let answer = |left: &str, c: &str, right: &str| -> Vec<(usize, usize)> {
            // Places are told from both sides of the character, whose length differs from the
            // model's.
            let text = format!("{left}{c}{right}");
            let place = |at: usize| if at <= left.len() { at } else { at + 9 - c.len() };
            text.unicode_word_indices()
                .map(|(at, word)| (place(at), place(at + word.len())))
                .collect()
        };
        let mut models = std::collections::HashMap::new();
        for c in ('\0'..=char::MAX).filter(|&c| class(u32::from(c)) != Hard) {
            let class = class(u32::from(c));
            let expected = models
                .entry(class as u8)
                .or_insert_with(|| PROBES.map(|(left, right)| answer(left, model(class), right)));
            let found = PROBES.map(|(left, right)| answer(left, c.encode_utf8(&mut [0; 4]), right));
            assert_eq!(&found, expected, "{c:?} as {class:?}");
        }
    }

    #[test]
    fn decoding_and_neighbours() {
        for c in ['a', 'é', 'ж', '’', '中', '😀', char::MAX] {
            let text = c.to_string();
            assert_eq!(decode(text.as_bytes(), 0), (u32::from(c), text.len()));
        }
        let cases = [
            ("a.b", 1, 2, true),
            ("1.b", 1, 2, false),
            ("a’b", 1, 4, true),
            ("é’é", 2, 5, true),
            ("a\u{301}.\u{301}b", 3, 4, true),
            (".b", 0, 1, false),
            ("a.", 1, 2, false),
        ];
        for (text, at, end, expected) in cases {
            assert_eq!(joins(text.as_bytes(), at, end, MidNumLet), expected, "{text}");
        }
    }
}
