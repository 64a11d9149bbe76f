//! JSON Lines: one object per line.
//!
//! A line is read on its own, so nothing that is wrong with it reaches another. Read leniently are: a
//! comma after the object, several objects on a line, bytes that are no UTF-8, NUL bytes, and the
//! `NaN` and `Infinity` that Python writes for missing numbers. Blank lines are no records.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, IgnoredAny};

use super::Reason;
use super::Record;
use super::Remark;
use super::column::Columns;
use super::draft::Draft;
use super::encoding::decode;
use super::intake::Intake;
use super::json::{ObjectSeed, is_too_deep};
use super::line::{Line, Lines};
use super::window::Window;
use crate::error::Place;

pub(super) struct JsonLines<'r> {
    lines: Lines<'r>,
    /// Where in the line returned last another object begins.
    rest: Option<(usize, usize)>,
}

impl<'r> JsonLines<'r> {
    pub fn new(window: Window<'r>) -> Self {
        JsonLines { lines: Lines::new(window), rest: None }
    }

    pub fn next(&mut self, intake: &mut Intake) -> Option<Record> {
        loop {
            let (start, len) = match self.rest.take() {
                Some(rest) => rest,
                None => match self.lines.next(intake.reader.limits.record_bytes) {
                    Some(Line::Whole { len }) => (0, len),
                    Some(Line::Oversized { bytes }) => {
                        let place = intake.place().at_line(self.lines.number);
                        let limit = intake.reader.limits.record_bytes as u64;
                        let reason = Reason::Oversized { bytes, limit };
                        let head = self.lines.window.view();
                        return Some(intake.set_aside(place, reason, head));
                    }
                    None => {
                        let place = intake.place().at_line(self.lines.number + 1);
                        let reason = self.lines.window.take_break()?;
                        return Some(intake.set_aside(place, reason, b""));
                    }
                },
            };
            let bytes = self.lines.text(len)[start..].trim_ascii();
            if bytes.is_empty() {
                continue;
            }
            let place = intake.place().at_line(self.lines.number);
            let end = if self.lines.unterminated { Ending::Input } else { Ending::Own };
            let (record, used) = read_object(bytes, place, end, intake);
            if let Some(used) = used {
                // `bytes` is trimmed on both sides, so the offset is taken from its own start.
                let lead = self.lines.text(len)[start..].iter();
                let lead = lead.take_while(|byte| byte.is_ascii_whitespace()).count();
                self.rest = Some((start + lead + used, len));
            }
            if let Record::SetAside(aside) = record {
                // A record that the end of the input cut is told as that, once.
                let cut = self.lines.unterminated.then(|| self.lines.window.take_break());
                let reason = cut.flatten().unwrap_or(aside.reason);
                return Some(Record::SetAside(super::SetAside { reason, ..aside }));
            }
            return Some(record);
        }
    }
}

/// What ends the bytes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// Its own delimiter.
    Own,
    /// The end of the input, which may have come too early.
    Input,
}

/// Reads one object, with the offset of another one behind it where there is one.
pub(super) fn read_object(
    bytes: &[u8],
    place: Place,
    ending: Ending,
    intake: &mut Intake,
) -> (Record, Option<usize>) {
    let columns = std::sync::Arc::clone(&intake.reader.columns);
    let nesting = intake.reader.limits.nesting;
    let mut there = Some((intake, place));
    let finish = |draft: Draft<'_>| {
        let (intake, place) = there.take().expect("an object is finished once");
        intake.finish(draft, place, bytes, || column_names(bytes))
    };
    match with_draft(bytes, ending, &columns, nesting, finish) {
        Ok(read) => read,
        Err(reason) => {
            let (intake, place) = there.take().expect("an object is finished or refused");
            let shown = if reason == Reason::NulBytes { b"" } else { bytes };
            (intake.set_aside(place, reason, shown), None)
        }
    }
}

/// Parses one object and hands it over, with the offset of another one behind it where there is one.
pub(super) fn with_draft<R>(
    bytes: &[u8],
    ending: Ending,
    columns: &Columns,
    nesting: usize,
    finish: impl FnOnce(Draft<'_>) -> R,
) -> Result<(R, Option<usize>), Reason> {
    let (text, decoded) = decode(bytes);
    let mut remarks = Vec::new();
    if decoded {
        remarks.push(Remark::Decoded { encoding: "windows-1252".into() });
    }
    let parse = |text| {
        let mut parser = serde_json::Deserializer::from_str(text);
        let draft = ObjectSeed { columns, nesting }.deserialize(&mut parser)?;
        // Only the common case, an object and nothing else, is judged here.
        let tail = match parser.end() {
            Ok(()) => None,
            Err(_) => {
                let mut stream = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
                stream.next();
                let used = stream.byte_offset();
                let after = text[used..].trim_start_matches([',', ' ', '\t']);
                (!after.is_empty()).then_some(text.len() - after.len())
            }
        };
        Ok::<_, serde_json::Error>((draft, tail))
    };
    let repaired: String;
    let (mut draft, tail) = match parse(&text) {
        Ok(parsed) => parsed,
        Err(error) => {
            let (candidate, n_bytes) = repair(&text);
            if candidate.trim_ascii().is_empty() {
                return Err(Reason::NulBytes);
            }
            repaired = candidate.into_owned();
            let Ok((draft, tail)) = parse(&repaired) else {
                return Err(reason_of(&error, bytes, ending));
            };
            if n_bytes > 0 {
                remarks.push(Remark::NulBytes { n_bytes });
            }
            // The offset is that of the repaired text, which the caller does not have.
            if tail.is_some() {
                let message = "several values on a line that has to be repaired".into();
                return Err(Reason::Malformed { message });
            }
            (draft, None)
        }
    };
    draft.remarks.splice(0..0, remarks);
    let tail = if decoded { None } else { tail };
    Ok((finish(draft), tail))
}

/// The text without NUL bytes, and with `null` for the words that Python writes for no number.
fn repair(text: &str) -> (Cow<'_, str>, usize) {
    let n_nul = memchr::memchr_iter(0, text.as_bytes()).count();
    let mut quoted = false;
    let mut escaped = false;
    let mut out = String::new();
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        let word = match byte {
            _ if at < copied => continue,
            0 => "\0",
            b'N' if !quoted => "NaN",
            b'I' if !quoted => "Infinity",
            b'-' if !quoted => "-Infinity",
            _ => "",
        };
        if !word.is_empty() && text[at..].starts_with(word) {
            out.push_str(&text[copied..at]);
            out.push_str(if byte == 0 { "" } else { "null" });
            copied = at + word.len();
            continue;
        }
        quoted ^= byte == b'"' && !escaped;
        escaped = quoted && byte == b'\\' && !escaped;
    }
    if copied == 0 {
        return (Cow::Borrowed(text), 0);
    }
    out.push_str(&text[copied..]);
    (Cow::Owned(out), n_nul)
}

/// Why a text is no object.
pub(super) fn reason_of(error: &serde_json::Error, bytes: &[u8], ending: Ending) -> Reason {
    if is_too_deep(error) {
        return Reason::TooDeep;
    }
    if error.is_data() {
        let found = match bytes.first() {
            Some(b'[') => "a list",
            Some(b'"') => "a text",
            Some(b't' | b'f') => "a truth value",
            Some(b'n') => "null",
            _ => "a number",
        };
        return Reason::NotAnObject { found: found.into() };
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or("").to_owned();
    if error.is_eof() && ending == Ending::Input {
        return Reason::CutOff { message: "it ends inside this record".into() };
    }
    Reason::Malformed { message: format!("{message} (byte {} of the record)", error.column()) }
}

/// The first column names of an object, for a message that says what was there instead.
pub(super) fn column_names(bytes: &[u8]) -> Vec<String> {
    const NAMED: usize = 12;
    let (text, _) = decode(bytes);
    let (text, _) = repair(&text);
    let mut parser = serde_json::Deserializer::from_str(&text);
    super::json::NamesSeed { most: NAMED }.deserialize(&mut parser).unwrap_or_default()
}
