//! The forms of a regular English verb, and the plural of a noun.

/// A form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::voice) enum Form {
    Base,
    Third,
    Past,
    /// A participle that differs from the past.
    Participle,
    Gerund,
}

/// Two-syllable verbs whose last consonant is not doubled ("opened"), against those where it is ("referred").
fn doubles(base: &str) -> bool {
    let letters = base.as_bytes();
    let [.., before, vowel, last] = letters else { return false };
    let is_vowel = |letter: u8| matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u');
    let shape =
        !is_vowel(*before) && is_vowel(*vowel) && !is_vowel(*last) && !b"wxy".contains(last);
    let n_vowels = letters.iter().filter(|&&letter| is_vowel(letter)).count();
    shape
        && (n_vowels == 1
            || [
                "admit", "refer", "confer", "concur", "regret", "rebut", "quip", "quiz", "differ",
                "commit",
            ]
            .contains(&base))
}

/// The regular forms: base, third person, past, gerund.
pub(super) fn forms(base: &str) -> [(String, Form); 4] {
    let stem = base.strip_suffix('e').unwrap_or(base);
    let consonant_y = base.ends_with('y')
        && !base.ends_with("ey")
        && !base.ends_with("ay")
        && !base.ends_with("oy");
    let past = if base.ends_with('e') {
        format!("{base}d")
    } else if consonant_y {
        format!("{}ied", &base[..base.len() - 1])
    } else if doubles(base) {
        format!("{base}{}ed", &base[base.len() - 1..])
    } else {
        format!("{base}ed")
    };
    let gerund = if base.ends_with("ee") || base.ends_with("ye") {
        format!("{base}ing")
    } else if doubles(base) {
        format!("{base}{}ing", &base[base.len() - 1..])
    } else {
        format!("{stem}ing")
    };
    [
        (base.to_owned(), Form::Base),
        (third(base), Form::Third),
        (past, Form::Past),
        (gerund, Form::Gerund),
    ]
}

/// The third person of a verb, which is also how a plural is spelled.
pub(super) fn third(base: &str) -> String {
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|ending| base.ends_with(ending));
    let consonant_y = base.ends_with('y')
        && !base.ends_with("ey")
        && !base.ends_with("ay")
        && !base.ends_with("oy");
    if consonant_y {
        format!("{}ies", &base[..base.len() - 1])
    } else if hisses {
        format!("{base}es")
    } else {
        format!("{base}s")
    }
}
