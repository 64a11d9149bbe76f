//! Texts for the benchmarks, made from a seed: no news is copied into this project. English follows
//! the statistics of real news that matter to a tokenizer: lengths and frequencies of words (Zipf),
//! sentences, paragraphs, numbers, curly quotes and dashes in most paragraphs, an accent now and
//! then.
//! `PARALLAX_BENCH_TEXT` names a file of real text to use as well.

/// A text and its name.
pub struct Text {
    pub name: &'static str,
    pub text: String,
}

/// All texts, each of about `bytes` bytes.
pub fn all(bytes: usize) -> Vec<Text> {
    let mut texts = vec![
        Text { name: "news", text: news(bytes, true) },
        Text { name: "ascii", text: news(bytes, false) },
        Text { name: "multilingual", text: multilingual(bytes) },
        Text {
            name: "marks",
            text: "e\u{301}lan a\u{308}u\u{323}o\u{302} \u{64b}x ".repeat(bytes / 24),
        },
        Text {
            name: "emoji", text: "ok👍🏽 👨\u{200d}👩\u{200d}👧! 🇺🇸a ".repeat(bytes / 46)
        },
        Text { name: "letters", text: "a b c d e f 1 2 ".repeat(bytes / 16) },
        Text { name: "one_word", text: "a".repeat(bytes) },
    ];
    if let Some(path) = std::env::var_os("PARALLAX_BENCH_TEXT") {
        let text =
            std::fs::read_to_string(path).expect("PARALLAX_BENCH_TEXT names a readable UTF-8 file");
        texts.push(Text { name: "file", text });
    }
    texts
}

/// Numbers that only look random (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((x ^ x >> 31) >> 32) as usize * bound) >> 32
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// A rank with the frequencies of Zipf's law.
    pub fn rank(&mut self, n: usize) -> usize {
        let share = self.below(1 << 24) as f64 / f64::from(1 << 24);
        ((n as f64).powf(share) as usize - 1).min(n - 1)
    }

    pub fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const FREQUENT: &str = "the to of and a in that is for on it was with he as at said by be from have his has are an they \
    not but will we who their this had or about more would which been she were i one also when all out after there people \
    new up if its what than can her year over into could some no two state them time first last other years just million \
    government him before only like most now against our many because police percent city say how former made so make any \
    while during since being where back public three very then through well work should down way even week court party \
    school country house company group day home may between under money part election officials office law those me did \
    my report you off still such much go both around another family month going take men children high market campaign";

const ONSETS: [&str; 24] = [
    "b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "w", "br", "cl", "st",
    "tr", "pl", "ch", "sh", "gr", "",
];
const VOWELS: [&str; 10] = ["a", "e", "i", "o", "u", "ea", "ou", "ai", "e", "a"];
const CODAS: [&str; 14] = ["", "n", "r", "s", "t", "l", "nd", "st", "ck", "m", "", "rt", "", "d"];
const ENDINGS: [&str; 16] = [
    "", "", "", "s", "ed", "ing", "er", "ly", "ment", "tion", "al", "ness", "ers", "ity", "ive",
    "y",
];

/// The words of a made-up English, the frequent ones first.
pub fn vocabulary(dice: &mut Dice) -> Vec<String> {
    let mut words: Vec<String> = FREQUENT.split_whitespace().map(String::from).collect();
    while words.len() < 30_000 {
        let mut word = String::new();
        for _ in 0..1 + dice.below(2) + usize::from(words.len() > 2_000) {
            word += dice.of(&ONSETS);
            word += dice.of(&VOWELS);
            word += dice.of(&CODAS);
        }
        word += dice.of(&ENDINGS);
        if dice.one_in(400) {
            word += dice.of(&["é", "ñ", "ö", "ç"]);
        }
        if dice.one_in(5) {
            word[..1].make_ascii_uppercase();
        }
        words.push(word);
    }
    words
}

/// English-like news; with `typographic`, quotes and dashes as printed.
pub fn news(bytes: usize, typographic: bool) -> String {
    let mut dice = Dice(1);
    let words = vocabulary(&mut dice);
    let [open, close, apostrophe, dash] =
        if typographic { ["“", "”", "’", " — "] } else { ["\"", "\"", "'", " - "] };
    let mut text = String::with_capacity(bytes + 1_000);
    while text.len() < bytes {
        let quoted = dice.one_in(5);
        text += if quoted { open } else { "" };
        let start = text.len();
        let length = 6 + dice.below(28);
        for at in 0..length {
            match dice.below(200) {
                0..3 => text += &format!("{}", 1 + dice.below(2030)),
                3 => text += &format!("{},{:03}", 1 + dice.below(90), dice.below(1000)),
                4 => text += &format!("{}.{}", dice.below(100), dice.below(10)),
                5 => text += dice.of(&["U.S.", "Mr.", "a.m.", "Sen."]),
                _ => text += &words[dice.rank(words.len())],
            }
            match dice.below(120) {
                0 | 1 => text = text + apostrophe + "s",
                2 => text = text + "-" + &words[dice.rank(words.len())],
                3 => text += dash,
                4..10 => text.push(','),
                _ => {}
            }
            text += if at + 1 == length { "." } else { " " };
        }
        if !typographic {
            text = text.chars().filter(char::is_ascii).collect();
        }
        if text.is_char_boundary(start + 1) {
            text[start..=start].make_ascii_uppercase();
        }
        text += if quoted { close } else { "" };
        text += if dice.one_in(3) { "\n\n" } else { " " };
        if !typographic && text.len() > 60_000 {
            // Filtering the whole text once per sentence would take forever: repeat what there is.
            text = text.repeat(bytes.div_ceil(text.len()));
        }
    }
    text
}

/// Arabic, Russian, Chinese, German, French, Greek, Hindi and Thai in turn, in their own letters.
pub fn multilingual(bytes: usize) -> String {
    let mut dice = Dice(2);
    let scripts: [(&str, Vec<char>, usize); 8] = [
        ("،", ('ا'..='غ').chain('ف'..='ي').collect(), 6),
        (",", ('а'..='я').collect(), 7),
        ("，", ('\u{4e00}'..='\u{5a00}').collect(), 400),
        (",", ('a'..='z').chain("äöüß".chars()).collect(), 8),
        (",", ('a'..='z').chain("éèàçêôî’".chars()).collect(), 6),
        (",", ('α'..='ω').chain("άέήίόύώ".chars()).collect(), 7),
        (",", ('\u{915}'..='\u{939}').chain("ािीुूेैोौ्".chars()).collect(), 6),
        (",", ('ก'..='ฮ').chain("ะาิีุูเแโ".chars()).collect(), 30),
    ];
    let mut text = String::with_capacity(bytes + 10_000);
    while text.len() < bytes {
        for (comma, letters, longest) in &scripts {
            for _ in 0..1_500 / longest {
                // The first ten letters of each list are no vowel signs, which do not begin words.
                text.push(letters[dice.below(10)]);
                for _ in 0..dice.below(*longest) {
                    text.push(letters[dice.below(letters.len())]);
                }
                text += if dice.one_in(12) { comma } else { "" };
                text.push(' ');
            }
            text += ".\n";
        }
    }
    text
}
