//! LIWC `.dic`: categories with numbers between two lines of `%`, then words with the numbers of theirs.
//!
//! Conditional entries of LIWC 2001 (`like (02 134)125/464`, `kind <of>131/135`) depend on the words around
//! them; they are set aside.

use std::collections::HashMap;

use super::Collector;
use crate::error::Result;

pub(super) fn read(text: &str, into: &mut Collector<'_>) -> Result<()> {
    let mut categories: HashMap<&str, String> = HashMap::new();
    let mut n_marks = 0;
    for (number, raw) in (1u64..).zip(text.lines()) {
        let line = raw.trim();
        if line.is_empty() {
            continue;
        }
        if line == "%" {
            n_marks += 1;
            continue;
        }
        match n_marks {
            0 => return Err(into.error(number, format!("{line:?} stands before the first \"%\"; the file has to begin with a line of it"))),
            1 => {
                let Some((code, name)) = line.split_once(char::is_whitespace) else {
                    return Err(into.error(number, format!("{line:?} is no category; write its number, a tab and its name")));
                };
                // LIWC-22 writes a description behind the name.
                let name = name.trim().split('\t').next().unwrap_or_default();
                if categories.insert(code, name.to_owned()).is_some() {
                    return Err(into.error(number, format!("the number {code} names two categories; change one")));
                }
            }
            _ => entry(line, number, &categories, into)?,
        }
    }
    if n_marks < 2 {
        return Err(into.error(
            1,
            "the list of categories is not closed; write a line \"%\" above it and one below",
        ));
    }
    Ok(())
}

fn entry(
    line: &str,
    number: u64,
    categories: &HashMap<&str, String>,
    into: &mut Collector<'_>,
) -> Result<()> {
    if line.contains(['(', '<']) && line.contains([')', '>']) && line.contains('/') {
        into.set_aside(
            number,
            format!("{line:?} depends on the words around it, which is not read"),
        );
        return Ok(());
    }
    // An entry may be a phrase, so the numbers are taken from the end.
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_code = |word: &&str| word.chars().all(|c| c.is_ascii_digit());
    let n_codes = words.iter().rev().take_while(|word| is_code(word)).count().min(words.len() - 1);
    let (entry, codes) = words.split_at(words.len() - n_codes);
    if codes.is_empty() {
        return Err(into.error(
            number,
            format!("{line:?} names no category; write the number of one behind a tab"),
        ));
    }
    for code in codes {
        let Some(name) = categories.get(code) else {
            return Err(into.error(
                number,
                format!("there is no category {code}; add it between the lines of \"%\""),
            ));
        };
        into.add(std::slice::from_ref(name), &entry.join(" "), 1.0, number);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::DictionaryFormat::Liwc;
    use super::super::tests::shown;

    #[test]
    fn dictionaries() {
        let cases = [
            ("%\n1\tpos\n2\tneg\n%\nlove*\t1\nhate  1 2\n", "pos: love*, hate; neg: hate"),
            (
                "%\r\n1\tpos emo\tPositive emotion\r\n%\r\nkind of\t1\r\n9\t1\r\n",
                "pos_emo: kind of, 9",
            ),
            ("%\n1 a\n%\nxy* 1\n:) 1\nlike (02 134)125/464 1\n", "a: xy*; aside x:5; aside x:6"),
            (
                "%\n1 a\n%\nlove 1 7\n",
                "x:4: there is no category 7; add it between the lines of \"%\"",
            ),
            (
                "%\n1 a\n%\nlove\n",
                "x:4: \"love\" names no category; write the number of one behind a tab",
            ),
            ("%\n1 a\n1 b\n%\n", "x:3: the number 1 names two categories; change one"),
            (
                "love 1\n",
                "x:1: \"love 1\" stands before the first \"%\"; the file has to begin with a line of it",
            ),
            (
                "%\n1 a\n",
                "x:1: the list of categories is not closed; write a line \"%\" above it and one below",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text, Liwc), expected, "{text:?}");
        }
    }
}
