//! Lexicoder `.lc3` and Yoshikoder `.ykd`: XML in which `cnode` is a category and `pnode` a pattern.
//!
//! A Yoshikoder file wraps everything in one category that is the dictionary itself; its name becomes the
//! title.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::Collector;
use crate::error::Result;

/// An entry before it is known whether the outermost category is the dictionary itself.
struct Entry {
    path: Vec<String>,
    text: String,
    weight: f64,
    line: u64,
}

pub(super) fn read(text: &str, into: &mut Collector<'_>) -> Result<()> {
    let mut reader = Reader::from_str(text);
    let mut path: Vec<String> = Vec::new();
    let mut entries: Vec<Entry> = Vec::new();
    let mut known = Lines { text, at: 0, line: 1 };
    loop {
        // The place is that of the tag's beginning; white space before it belongs to the event before.
        let line = known.at(reader.buffer_position());
        let event = reader.read_event().map_err(|error| {
            into.error(
                line,
                format!("this is no XML ({error}); save the dictionary again in its program"),
            )
        })?;
        let empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "dictionary" => {
                    if let Some(title) = attribute(&tag, "name") {
                        into.title(&title);
                    }
                }
                "cnode" => {
                    let Some(name) = attribute(&tag, "name") else {
                        return Err(
                            into.error(line, "a cnode has no name; write <cnode name=\"...\">")
                        );
                    };
                    if !empty {
                        path.push(name);
                    }
                }
                "pnode" => {
                    let Some(name) = attribute(&tag, "name") else {
                        return Err(
                            into.error(line, "a pnode has no name; write <pnode name=\"...\">")
                        );
                    };
                    let weight =
                        attribute(&tag, "score").and_then(|score| score.parse::<f64>().ok());
                    let weight = weight.filter(|weight| weight.is_finite() && *weight > 0.0);
                    entries.push(Entry {
                        path: path.clone(),
                        text: name,
                        weight: weight.unwrap_or(1.0),
                        line,
                    });
                }
                _ => {}
            },
            Event::End(tag) if tag.name().as_ref() == "cnode" => {
                path.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !path.is_empty() {
        let line = known.at(reader.buffer_position());
        return Err(into.error(
            line,
            "the file breaks off inside a cnode; save the dictionary again in its program",
        ));
    }
    // One category around all others is the dictionary itself.
    let outermost = entries.first().and_then(|entry| entry.path.first().cloned());
    let wrapped = entries
        .iter()
        .all(|entry| entry.path.len() > 1 && entry.path.first() == outermost.as_ref());
    if let (true, Some(title)) = (wrapped, outermost) {
        into.title(&title);
        for entry in &mut entries {
            entry.path.remove(0);
        }
    }
    for entry in entries {
        into.add(&entry.path, &entry.text, entry.weight, entry.line);
    }
    Ok(())
}

/// The value of an attribute, where it is there and readable.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok().flatten()?;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Counts lines as the reader moves on.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of a tag that begins at or behind a byte.
    fn at(&mut self, position: u64) -> u64 {
        let mut position = usize::try_from(position).unwrap_or(usize::MAX).min(self.text.len());
        let bytes = self.text.as_bytes();
        while bytes.get(position).is_some_and(u8::is_ascii_whitespace) {
            position += 1;
        }
        if position > self.at {
            let passed = &bytes[self.at..position];
            self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
            self.at = position;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::super::DictionaryFormat::{Lexicoder, Yoshikoder};
    use super::super::tests::shown;

    #[test]
    fn dictionaries() {
        let lexicoder = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<dictionary style=\"quickCount\" name=\"LSD\">\n\
            <cnode name=\"NEGATIVE\">\n<pnode name=\"A LIE\"></pnode>\n<pnode name=\"ABANDON*\"/>\n</cnode>\n\
            <cnode name=\"POSITIVE\"><pnode name=\"R&amp;D\"/><pnode name=\":)\"/></cnode></dictionary>";
        let yoshikoder = "<dictionary style=\"037\"><cnode name=\"Laver\"><cnode name=\"Culture\"><cnode name=\"High\">\
            <pnode name=\"art*\" score=\"2\"/></cnode><pnode name=\"people\"/></cnode></cnode></dictionary>";
        let cases = [
            (lexicoder, "negative: A LIE, ABANDON*; positive: R&D; aside x:7"),
            (yoshikoder, "culture.high: art*=2; culture: people"),
            (
                "<dictionary>\n<cnode>\n</cnode></dictionary>",
                "x:2: a cnode has no name; write <cnode name=\"...\">",
            ),
            (
                "<cnode name=\"a\">\n<pnode/></cnode>",
                "x:2: a pnode has no name; write <pnode name=\"...\">",
            ),
            (
                "<cnode name=\"a\">\n",
                "x:2: the file breaks off inside a cnode; save the dictionary again in its program",
            ),
            (
                "plain text",
                "x:1: there is no category with an entry that can be matched; is the format right?",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text, Lexicoder), expected, "{text}");
            assert_eq!(shown(text, Yoshikoder), expected, "{text}");
        }
        assert!(shown("<a>\n</b>", Lexicoder).starts_with("x:2: this is no XML"));
    }
}
