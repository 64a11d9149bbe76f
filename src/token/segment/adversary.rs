//! Strings that are hard to segment, from a seed: every Word_Break class next to every other, at
//! every place of a block. The unit tests use a few; `examples/equality.rs` uses as many as it is
//! told to.

/// Characters of every class and of every length in bytes; the frequent ones stand several times.
const CHARACTERS: &[&str] = &[
    // Letters, digits, joiners.
    "a",
    "Z",
    "b",
    "é",
    "ж",
    "ع",
    "ß",
    "ﬁ",
    "가",
    "𝐀",
    "ⓐ",
    "Ⓜ",
    "ª",
    "0",
    "9",
    "٣",
    "५",
    "𝟗",
    "0",
    "_",
    "_",
    "\u{203f}",
    "\u{202f}",
    "\u{ff3f}",
    // What joins them.
    ":",
    "·",
    "\u{387}",
    "\u{5f4}",
    "\u{fe13}",
    ",",
    ";",
    "\u{37e}",
    "\u{60c}",
    "\u{66c}",
    "，",
    ".",
    "’",
    "‘",
    "\u{2024}",
    "\u{ff0e}",
    "'",
    "'",
    "\"",
    ".",
    ",",
    ":",
    // What attaches to the character before.
    "\u{301}",
    "\u{301}",
    "\u{64b}",
    "\u{93e}",
    "\u{e31}",
    "\u{fe0f}",
    "\u{ad}",
    "\u{200e}",
    "\u{feff}",
    "\u{200d}",
    "\u{200d}",
    "\u{200c}",
    "\u{345}",
    "\u{1f3fb}",
    "\u{e0061}",
    "\u{3099}",
    "\u{ff9e}",
    "\u{600}",
    "\u{6dd}",
    "\u{10a0f}",
    // Scripts with rules of their own.
    "א",
    "ב",
    "カ",
    "ー",
    "ｱ",
    "\u{30a0}",
    "\u{309b}",
    "\u{3031}",
    "ひ",
    "中",
    "文",
    "ก",
    "ກ",
    "က",
    "ක",
    "𠀀",
    "\u{2c2}",
    "\u{55b}",
    "\u{58a}",
    "\u{70f}",
    "½",
    "²",
    "Ⅷ",
    "㍑",
    "〇",
    "\u{a717}",
    // Emoji and regional indicators.
    "😀",
    "👨",
    "©",
    "ℹ",
    "🇺",
    "🇸",
    "🇬",
    "❤",
    "🅰",
    "🀄",
    // Spaces and line ends.
    " ",
    " ",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\u{b}",
    "\u{85}",
    "\u{2028}",
    "\u{a0}",
    "\u{3000}",
    "\u{2003}",
    "\u{200b}",
    "\0",
    "\u{1680}",
    "\u{200a}",
    "\u{205f}",
    "\u{2001}",
    // Punctuation and symbols.
    "-",
    "—",
    "–",
    "“",
    "”",
    "…",
    "!",
    "(",
    "/",
    "$",
    "€",
    "@",
    "。",
    "、",
    "¿",
    "\u{fffd}",
    "\u{10ffff}",
    "\u{e000}",
];

/// A source of strings.
pub(crate) struct Adversary(u64);

impl Adversary {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `bound` (splitmix64).
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((x ^ (x >> 31)) >> 32) as usize * bound) >> 32
    }

    /// The next string, of at most `characters` characters. Many hold few kinds of characters, so
    /// that long chains of rules come up; many begin with plain text, so that the rest straddles a
    /// block.
    pub(crate) fn string(&mut self, characters: usize) -> String {
        let mut text = String::new();
        if self.below(4) == 0 {
            for _ in 0..self.below(140) {
                text.push_str(["a", "b", " ", "c", "1", "."][self.below(6)]);
            }
        }
        let palette: Vec<&str> = match self.below(4) {
            0 => CHARACTERS.to_vec(),
            kinds => (0..2 + 3 * kinds).map(|_| CHARACTERS[self.below(CHARACTERS.len())]).collect(),
        };
        for _ in 0..1 + self.below(characters) {
            text.push_str(palette[self.below(palette.len())]);
        }
        // Now and then any character at all.
        if self.below(8) == 0
            && let Some(c) = char::from_u32(self.below(0x11_0000) as u32)
        {
            text.push(c);
            text.push_str(palette[0]);
        }
        text
    }
}
