//! Tab-separated lists: `word`, `word <tab> weight` or `word <tab> category <tab> weight`.
//!
//! A first line whose weight is no number is a heading. Where a weight is below 0 the words of a category fall
//! into two frames, `positive` and `negative`.

use super::Collector;
use crate::error::Result;

pub(super) fn read(text: &str, into: &mut Collector<'_>) -> Result<()> {
    let mut entries: Vec<(u64, &str, Option<&str>, f64)> = Vec::new();
    for (number, raw) in (1u64..).zip(text.lines()) {
        if raw.trim().is_empty() || raw.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = raw.split('\t').map(str::trim).collect();
        let (word, category, weight) = match fields[..] {
            [word] => (word, None, "1"),
            [word, weight] => (word, None, weight),
            [word, category, weight] => {
                (word, Some(category).filter(|name| !name.is_empty()), weight)
            }
            _ => {
                return Err(into.error(
                    number,
                    format!(
                        "{} columns; write word and weight, or word, category and weight",
                        fields.len()
                    ),
                ));
            }
        };
        match weight.parse::<f64>().ok().filter(|weight| weight.is_finite()) {
            Some(weight) => entries.push((number, word, category, weight)),
            None if entries.is_empty() && number == 1 => {}
            None => {
                return Err(into.error(
                    number,
                    format!("{weight:?} is no weight; write a number such as 1.5"),
                ));
            }
        }
    }
    let signed = entries.iter().any(|(.., weight)| *weight < 0.0);
    for (line, word, category, weight) in entries {
        let mut path: Vec<String> = category.map(str::to_owned).into_iter().collect();
        if weight == 0.0 {
            into.set_aside(line, format!("{word:?} weighs nothing"));
            continue;
        }
        if signed {
            path.push(if weight < 0.0 { "negative" } else { "positive" }.to_owned());
        }
        into.add(&path, word, weight.abs(), line);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::DictionaryFormat::Tsv;
    use super::super::tests::shown;

    #[test]
    fn dictionaries() {
        let cases = [
            ("word\tweight\ntax*\t2\ncost of living\t1\n", "words: tax*=2, cost of living"),
            ("good\t3\nbad\t-2\nso-so\t0\n", "positive: good=3; negative: bad=2; aside x:3"),
            ("tax\tmoney\t1\ncourt\tlaw\t0.5\n", "money: tax; law: court=0.5"),
            ("tax\ncourt\n", "words: tax, court"),
            ("tax\t1\ncourt\tmuch\n", "x:2: \"much\" is no weight; write a number such as 1.5"),
            ("a\tb\tc\td\n", "x:1: 4 columns; write word and weight, or word, category and weight"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text, Tsv), expected, "{text:?}");
        }
    }
}
