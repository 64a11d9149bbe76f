//! Plurals, lists and numbers as an editor would write them.

use crate::wording::quotations_close;

/// "one", "two", ... "ten", then digits.
pub(super) fn number(n: usize) -> String {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(n).map_or_else(|| grouped(n), |word| (*word).to_owned())
}

/// Digits with a comma every three.
pub(super) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut shown = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// "one article", "3,000 articles".
pub(super) fn counted(n: usize, singular: &str) -> String {
    format!("{} {}", number(n), plural(n, singular))
}

/// The singular for one, the plural otherwise.
pub(super) fn plural(n: usize, singular: &str) -> String {
    if n == 1 {
        return singular.to_owned();
    }
    match singular.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ies"),
        _ => format!("{singular}s"),
    }
}

/// "a", "a and b", "a, b and c".
pub(super) fn list<S: AsRef<str>>(items: &[S], last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [front @ .., end] => {
            let front: Vec<&str> = front.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", front.join(", "), end.as_ref())
        }
    }
}

/// "3.4 times", "twice", "as much as"; one decimal below ten.
pub(super) fn times(ratio: f64) -> String {
    match ratio {
        r if (1.95..2.05).contains(&r) => "twice".to_owned(),
        r if r < 9.95 => format!("{r:.1} times"),
        r => format!("{r:.0} times"),
    }
}

/// "12 %", "0.4 %".
pub(super) fn percent(share: f64) -> String {
    match 100.0 * share {
        p if p >= 9.95 || p == 0.0 => format!("{p:.0}%"),
        p => format!("{p:.1}%"),
    }
}

/// "AP’s", "Reuters’".
pub(super) fn possessive(name: &str) -> String {
    let ending = if name.ends_with('s') { "\u{2019}" } else { "\u{2019}s" };
    format!("{name}{ending}")
}

/// The words with every run of white space as one space.
pub(super) fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether most of the longer words of the shorter text stand in the other.
pub(super) fn repeats(one: &str, other: &str) -> bool {
    let words = |text: &str| -> std::collections::BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| word.chars().count() > 3).map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    2 * one.intersection(&other).count() > one.len().min(other.len())
}

/// In curly quotes, as printed, white space folded. Words that already stand in quotes from end to end get no
/// second pair; words that begin or end with a quotation of their own get single marks outside.
pub(crate) fn quoted(words: &str) -> String {
    let folded = folded(words);
    let opens = folded.starts_with(['"', '\u{201C}']);
    let closes = folded.ends_with(['"', '\u{201D}']);
    match (opens, closes) {
        (true, true) => folded,
        (false, false) => format!("\u{201C}{folded}\u{201D}"),
        _ => format!("\u{2018}{folded}\u{2019}"),
    }
}

/// A stretch of text without quotation marks that open and do not close in it, or the other way round.
pub(super) fn evened(words: &str) -> String {
    if quotations_close(words) {
        words.to_owned()
    } else {
        words.replace(['\u{201C}', '\u{201D}', '"'], "")
    }
}

/// "The Star", "The Star, also in A and B", "The Star, also in four other outlets". The first name is whose words
/// are shown.
pub(super) fn by_outlets(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, others @ ..] if others.len() <= 2 => {
            format!("{first}, also in {}", list(others, "and"))
        }
        [first, others @ ..] => format!("{first}, also in {} other outlets", number(others.len())),
    }
}

/// The first letter as a capital.
pub(super) fn sentence_case(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wording() {
        assert_eq!(number(3), "three");
        assert_eq!(number(12_345), "12,345");
        assert_eq!(counted(1, "story"), "one story");
        assert_eq!(counted(2, "story"), "two stories");
        assert_eq!(counted(11, "day"), "11 days");
        assert_eq!(list(&["a", "b", "c"], "and"), "a, b and c");
        assert_eq!(list::<&str>(&[], "and"), "");
        assert_eq!(times(2.0), "twice");
        assert_eq!(times(3.44), "3.4 times");
        assert_eq!(times(44.4), "44 times");
        assert_eq!(possessive("Reuters"), "Reuters\u{2019}");
        assert_eq!(possessive("dpa"), "dpa\u{2019}s");
        assert_eq!(percent(0.004), "0.4%");
        assert_eq!(percent(0.123), "12%");
        assert_eq!(quoted("a  b"), "\u{201C}a b\u{201D}");
        assert_eq!(quoted("\"a b\""), "\"a b\"");
        assert_eq!(quoted("\"a,\" he said."), "\u{2018}\"a,\" he said.\u{2019}");
        assert_eq!(evened("the mayor\u{2019}s \u{201C}pests"), "the mayor\u{2019}s pests");
        assert_eq!(evened("\u{201C}pests\u{201D} of"), "\u{201C}pests\u{201D} of");
        assert!(repeats(
            "The harbour closed on Monday.",
            "On Monday the old harbour closed for good."
        ));
        assert!(!repeats("The harbour closed on Monday.", "The harbour had opened in spring."));
        assert_eq!(by_outlets(&["a"]), "a");
        assert_eq!(by_outlets(&["a", "b", "c"]), "a, also in b and c");
        assert_eq!(by_outlets(&["a", "b", "c", "d"]), "a, also in three other outlets");
        assert_eq!(sentence_case("éclair"), "Éclair");
    }
}
