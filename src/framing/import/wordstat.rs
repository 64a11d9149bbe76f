//! WordStat `.cat`: text whose indentation nests; `WORD (weight)` is an entry, a line without weight a
//! category. Underscores join the words of a phrase.

use super::Collector;
use crate::error::Result;

pub(super) fn read(text: &str, into: &mut Collector<'_>) -> Result<()> {
    // The categories that the current line stands in, each with its indentation.
    let mut open: Vec<(usize, String)> = Vec::new();
    for (number, line) in (1u64..).zip(text.lines()) {
        let content = line.trim();
        if content.is_empty() {
            continue;
        }
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        while open.last().is_some_and(|(outer, _)| *outer >= indent) {
            open.pop();
        }
        let weight = content
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once('('))
            .and_then(|(entry, weight)| Some((entry.trim(), weight.trim().parse::<f64>().ok()?)));
        match weight {
            Some((entry, weight)) => {
                if !(weight.is_finite() && weight > 0.0) {
                    return Err(into.error(
                        number,
                        format!("{weight} is no weight; write a number above 0 such as 1"),
                    ));
                }
                if open.is_empty() {
                    return Err(into.error(
                        number,
                        format!("{entry:?} stands in no category; indent it below one"),
                    ));
                }
                let path: Vec<String> = open.iter().map(|(_, name)| name.clone()).collect();
                into.add(&path, entry, weight, number);
            }
            None => open.push((indent, content.to_owned())),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::DictionaryFormat::WordStat;
    use super::super::tests::shown;

    #[test]
    fn dictionaries() {
        let cases = [
            (
                "CULTURE\n\tHIGH\n\t\tART (1)\n\t\tLACK_OF* (2)\n\tPEOPLE (1)\nECONOMY\n\tTAX* (0.5)\n",
                "culture.high: ART, LACK_OF*=2; culture: PEOPLE; economy: TAX*=0.5",
            ),
            ("ART (1)\n", "x:1: \"ART\" stands in no category; indent it below one"),
            ("A\n ART (-1)\n", "x:2: -1 is no weight; write a number above 0 such as 1"),
            ("A\n  ?! (1)\n B (1)\n", "a: B; aside x:2"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text, WordStat), expected, "{text:?}");
        }
    }
}
