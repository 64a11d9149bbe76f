//! Nested YAML as quanteda reads it: mappings are categories, and lists or single values their entries.

use saphyr_parser::{Event, Parser};

use super::Collector;
use crate::error::Result;

/// What the current event stands in.
enum Level {
    /// A mapping whose next value is a key.
    Key,
    /// A mapping whose next value belongs to the key at the end of the path.
    Value,
    /// A list, whose values belong to the key at the end of the path.
    List,
}

pub(super) fn read(text: &str, into: &mut Collector<'_>) -> Result<()> {
    let mut path: Vec<String> = Vec::new();
    let mut levels: Vec<Level> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let message =
                format!("this is no YAML ({}); check the indentation and the quotes", error.info());
            into.error(error.marker().line() as u64, message)
        })?;
        let line = span.start.line() as u64;
        match event {
            Event::Scalar(value, ..) => match levels.last_mut() {
                Some(level @ Level::Key) => {
                    *level = Level::Value;
                    path.push(value.into_owned());
                }
                Some(level @ Level::Value) => {
                    *level = Level::Key;
                    // A key without a value has no entries.
                    if !matches!(&*value, "" | "~" | "null") {
                        into.add(&path, &value, 1.0, line);
                    }
                    path.pop();
                }
                Some(Level::List) => into.add(&path, &value, 1.0, line),
                None => {
                    return Err(into.error(
                        line,
                        format!("{value:?} stands in no category; write \"category: [...]\""),
                    ));
                }
            },
            Event::MappingStart(..) => match levels.last() {
                Some(Level::Key) => {
                    return Err(into
                        .error(line, "a category has to have a plain name; write \"name: ...\""));
                }
                _ => levels.push(Level::Key),
            },
            Event::SequenceStart(..) => match levels.last() {
                Some(Level::Key) => {
                    return Err(into
                        .error(line, "a category has to have a plain name; write \"name: ...\""));
                }
                _ => levels.push(Level::List),
            },
            Event::MappingEnd | Event::SequenceEnd => {
                levels.pop();
                // What ended was the value of a key.
                if let Some(level @ Level::Value) = levels.last_mut() {
                    *level = Level::Key;
                    path.pop();
                }
            }
            Event::Alias(_) => {
                return Err(into.error(line, "aliases are not read; write the entries out"));
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::DictionaryFormat::Yaml;
    use super::super::tests::shown;

    #[test]
    fn dictionaries() {
        let cases = [
            (
                "Economy:\n  jobs: [job*, \"cost of living\"]\n  tax:\n    - tax*\n    - [levy, duty]\nLaw: court\n",
                "economy.jobs: job*, cost of living; economy.tax: tax*, levy, duty; law: court",
            ),
            ("A:\n  - inner: [xy]\n  - zz\n", "a.inner: xy; a: zz"),
            ("A:\nB: [c, ':)']\n", "b: c; aside x:2"),
            ("- ab\n", "words: ab"),
            ("a", "x:1: \"a\" stands in no category"),
            ("A: &x [b]\nC: *x\n", "x:2: aliases are not read"),
            ("? [a]\n: b\n", "x:1: a category has to have a plain name"),
            ("A: [b\n", "x:2: this is no YAML"),
        ];
        for (text, expected) in cases {
            let found = shown(text, Yaml);
            assert!(found.starts_with(expected), "{text:?}: {found}");
        }
    }
}
