//! Tells the format of an input from how it begins.

use super::column::{Columns, Field};
use super::encoding::decode;
use super::source::SNIFFED;
use super::window::Window;
use super::{Format, format_error};
use crate::error::Result;

/// What would have been accepted, for messages.
const NEEDED: &str = "JSON Lines, a JSON array, or CSV or TSV with a header, plain or gzip";

/// The format of a window's contents.
pub(super) fn format(asked: Format, window: &Window<'_>, name: &str) -> Result<Format> {
    if asked != Format::Auto {
        return Ok(asked);
    }
    let bytes = window.view();
    let head = &bytes[..bytes.len().min(SNIFFED)];
    let text = head.trim_ascii_start();
    let text = &text[text.iter().take_while(|&&byte| byte == 0).count()..];
    let error = |found: &str| Err(format_error(name, found, NEEDED));
    if let Some((kind, _)) = MAGIC.iter().find(|(_, magic)| text.starts_with(magic)) {
        return error(&format!("{kind}; unpack or convert it first"));
    }
    if text.starts_with(b"PAR1") {
        return Ok(Format::Parquet);
    }
    if text.starts_with(b"WARC/") {
        return Ok(Format::Warc);
    }
    match text.trim_ascii_start().first() {
        // A broken gzip file can have no text at all, and tells so by itself as it is read.
        None if window.is_broken() => Ok(Format::JsonLines),
        None if head.contains(&0) => error("nothing but NUL bytes"),
        None => error("an empty file"),
        Some(b'[') => Ok(Format::JsonArray),
        Some(b'{') if spans_lines(text) || wrapper(text).is_some() => Ok(Format::JsonArray),
        Some(b'{') => Ok(Format::JsonLines),
        Some(b'<') => Ok(markup(text)),
        Some(_) if is_binary(text) => error("binary data"),
        Some(_) if mostly_objects(text) => Ok(Format::JsonLines),
        Some(_) => {
            let (line, _) = decode(first_line(text));
            match delimiter(&line) {
                Some(b'\t') => Ok(Format::Tsv),
                Some(_) => Ok(Format::Csv),
                None => error(&format!("a text that begins {:?}", super::record::excerpt(text))),
            }
        }
    }
}

/// Files that people give by mistake, by how they begin.
const MAGIC: [(&str, &[u8]); 10] = [
    ("a PDF document", b"%PDF-"),
    ("a ZIP archive or an office document", b"PK\x03\x04"),
    ("a PNG image", b"\x89PNG"),
    ("a JPEG image", b"\xff\xd8\xff"),
    ("a GIF image", b"GIF8"),
    ("a Zstandard file", b"\x28\xb5\x2f\xfd"),
    ("an XZ file", b"\xfd7zXZ\0"),
    ("a bzip2 file", b"BZh"),
    ("an SQLite database", b"SQLite format 3\0"),
    ("an old office document", b"\xd0\xcf\x11\xe0"),
];

/// Whether markup is a feed or a page.
fn markup(text: &[u8]) -> Format {
    const ROOTS: [&[u8]; 3] = [b"<rss", b"<feed", b"<rdf:RDF"];
    let head = &text[..text.len().min(2048)];
    let is_feed = ROOTS.iter().any(|root| memchr::memmem::find(head, root).is_some());
    if is_feed { Format::Feed } else { Format::Html }
}

/// An object around the records, as news services and JSON Feed have it.
#[derive(Debug, PartialEq)]
pub(super) struct Wrapper {
    /// How far it is to the first record.
    pub len: usize,
    /// The title of a JSON Feed.
    pub title: Option<String>,
}

/// The wrapper that an input begins with, where it is one: an object with a list of objects in it, with
/// no text of its own beside that list, and no other object behind it.
pub(super) fn wrapper(head: &[u8]) -> Option<Wrapper> {
    const LISTS: [&str; 8] =
        ["articles", "items", "results", "data", "docs", "records", "entries", "news"];
    let head = &head[..head.len().min(SNIFFED)];
    let mut at = head.iter().position(|byte| !byte.is_ascii_whitespace())?;
    if head[at] != b'{' {
        return None;
    }
    let (mut depth, mut key, mut list) = (0u32, String::new(), None);
    let mut columns: Vec<(String, Option<String>)> = Vec::new();
    while let Some(&byte) = head.get(at) {
        match byte {
            b'"' => {
                let Some(end) = string_end(&head[at..]) else { break };
                if depth == 1 {
                    let text = String::from_utf8_lossy(&head[at + 1..at + end - 1]).into_owned();
                    let after = head[at + end..].iter().find(|byte| !byte.is_ascii_whitespace());
                    match (after, columns.last_mut()) {
                        (Some(b':'), _) => {
                            key.clone_from(&text);
                            columns.push((text, None));
                        }
                        (_, Some((_, value))) => *value = Some(text),
                        _ => {}
                    }
                }
                at += end;
                continue;
            }
            b'[' if depth == 1 && list.is_none() && LISTS.contains(&key.as_str()) => {
                let first = head[at + 1..].iter().find(|byte| !byte.is_ascii_whitespace());
                list = (first == Some(&b'{')).then_some(at);
                depth += 1;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            if head[at..].trim_ascii_start().starts_with(b"{") {
                return None;
            }
            break;
        }
    }
    let len = list?;
    let known = Columns::new(&[]);
    let is_body = |name: &str| known.slots(name).iter().any(|slot| slot.field == Field::Body);
    if columns.iter().any(|(name, _)| is_body(name)) {
        return None;
    }
    let value = |name: &str| columns.iter().find(|(key, _)| key == name)?.1.clone();
    let feed = value("version").is_some_and(|version| version.contains("jsonfeed.org"));
    Some(Wrapper { len, title: value("title").filter(|_| feed) })
}

/// The length of the string that opens `text`, with its quotation marks.
fn string_end(text: &[u8]) -> Option<usize> {
    let mut escaped = false;
    for (at, &byte) in text.iter().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn first_line(text: &[u8]) -> &[u8] {
    text.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or(text)
}

/// Whether the first object goes on after its line, as in a file that was printed for people.
fn spans_lines(text: &[u8]) -> bool {
    let line = first_line(text);
    let after = text[line.len()..].trim_ascii_start();
    let (mut depth, mut quoted, mut escaped) = (0i64, false, false);
    for &byte in line {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => depth -= 1,
            _ => {}
        }
    }
    // A line that breaks off before the next object is a bad line of JSON Lines.
    depth > 0 && !quoted && !after.is_empty() && !after.starts_with(b"{")
}

/// Whether most of the lines in view open an object, although the first does not.
fn mostly_objects(text: &[u8]) -> bool {
    let lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let (mut n_lines, mut n_objects) = (0, 0);
    for line in lines.filter(|line| !line.is_empty()).take(50) {
        n_lines += 1;
        n_objects += usize::from(line.starts_with(b"{\""));
    }
    2 * n_objects > n_lines
}

/// Whether the text has more control characters than any text has.
fn is_binary(text: &[u8]) -> bool {
    let head = &text[..text.len().min(4096)];
    let odd = head.iter().filter(|&&byte| byte < 0x20 && !matches!(byte, 9 | 10 | 12 | 13)).count();
    10 * odd > head.len()
}

/// The delimiter of a header: the one with which most of its names are known, or that is most frequent.
pub(super) fn delimiter(header: &str) -> Option<u8> {
    let columns = Columns::new(&[]);
    let known = |delimiter: char| {
        let names = header.split(delimiter).map(|name| name.trim().trim_matches('"'));
        names.filter(|name| !columns.slots(name).is_empty()).count()
    };
    let best = [',', '\t', ';', '|']
        .into_iter()
        .map(|delimiter| (known(delimiter), header.matches(delimiter).count(), delimiter))
        // Of equals the last wins, so the list is gone through from its end.
        .rev()
        .max_by_key(|(known, n, _)| (*known, *n))?;
    match best {
        // One column alone is a table too, where its name is known.
        (0, 0, _) => None,
        (_, _, delimiter) => u8::try_from(delimiter).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(input: &'static [u8]) -> std::result::Result<Format, String> {
        let mut window = Window::new(Box::new(input));
        window.fill_to(SNIFFED);
        format(Format::Auto, &window, "x").map_err(|error| error.to_string())
    }

    #[test]
    fn formats_are_told() {
        let cases: [(&str, &[u8], Format); 12] = [
            ("lines", b"{\"a\": 1}\n{\"a\": 2}\n", Format::JsonLines),
            ("one line", b"{\"a\": 1}", Format::JsonLines),
            ("array", b" \n[{\"a\": 1}]", Format::JsonArray),
            ("printed object", b"{\n  \"a\": 1\n}\n", Format::JsonArray),
            ("first line cut", b"{\"a\": \"b\n{\"a\": 2}\n", Format::JsonLines),
            ("first line cut after a comma", b"{\"a\": 1,\n{\"a\": 2}\n", Format::JsonLines),
            ("first line is no object", b"oops\n{\"a\": 2}\n{\"a\": 3}\n", Format::JsonLines),
            ("NUL bytes first", b"\0\0\0\0\0{\"a\": 2}\n", Format::JsonLines),
            ("commas", b"id,outlet,body\n1,A,\"x;y;z;w\"\n", Format::Csv),
            ("semicolons", b"id;outlet;body, the text\n", Format::Csv),
            ("tabs", b"id\toutlet\tbody\n", Format::Tsv),
            ("one column", b"text\nhello\n", Format::Csv),
        ];
        for (name, input, expected) in cases {
            assert_eq!(told(input), Ok(expected), "{name}");
        }
    }

    #[test]
    fn wrappers_are_told_from_articles() {
        let cases: [(&str, Option<Option<&str>>); 7] = [
            (r#"{"status": "ok", "articles": [{"a": 1}]}"#, Some(None)),
            (
                r#"{"version": "https://jsonfeed.org/version/1", "title": "T", "items": [{}"#,
                Some(Some("T")),
            ),
            (r#"{"text": "an article", "items": [{"a": 1}]}"#, None),
            (r#"{"items": [{"a": 1}], "text": "an article"}"#, None),
            ("{\"items\": [{\"a\": 1}]}\n{\"items\": []}", None),
            (r#"{"items": ["a"]}"#, None),
            (r#"[{"items": [{"a": 1}]}]"#, None),
        ];
        for (head, expected) in cases {
            let found = wrapper(head.as_bytes());
            let len = head.find('[').unwrap();
            let expected = expected
                .map(|title: Option<&str>| Wrapper { len, title: title.map(str::to_owned) });
            assert_eq!(found, expected, "{head}");
        }
    }

    #[test]
    fn what_is_no_format_is_named() {
        let cases: [(&[u8], &str); 7] = [
            (b"", "an empty file"),
            (b" \r\n\n", "an empty file"),
            (b"\0\0\0\0", "nothing but NUL bytes"),
            (b"%PDF-1.7 ...", "a PDF document"),
            (b"PK\x03\x04....", "a ZIP archive"),
            (b"\x01\x02\x03\x04\x05", "binary data"),
            (b"Once upon a time", "a text that begins \"Once upon a time\""),
        ];
        for (input, expected) in cases {
            let message = told(input).unwrap_err();
            assert!(message.contains(expected), "{message}");
        }
    }

    #[test]
    fn delimiters_are_told_by_known_names() {
        let cases = [
            ("id,outlet,body", Some(b',')),
            ("id;outlet;body", Some(b';')),
            ("outlet|title, or headline|text", Some(b'|')),
            ("outlet\tbody", Some(b'\t')),
            ("body", Some(b',')),
            ("a;b;c", Some(b';')),
            ("nothing known", None),
        ];
        for (header, expected) in cases {
            assert_eq!(delimiter(header), expected, "{header}");
        }
    }
}
