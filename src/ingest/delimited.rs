//! CSV and TSV with a header.
//!
//! Fields follow RFC 4180, with some patience. A quotation mark inside a quoted field that is not
//! doubled is kept as it stands. One that is never closed would swallow the rest of the file; it is
//! told by the next field that opens with a quotation mark, or at the end, and reading goes on at the
//! line after the one where it opened. A row with too few fields is read as if the rest were blank.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2, memchr3};

use super::draft::Draft;
use super::encoding::decode;
use super::intake::Intake;
use super::json::Found;
use super::window::Window;
use super::{Format, Reason, Record, Remark, SetAside, sniff, text};
use crate::error::Result;

/// How often a row may be read again from its second line, so that no input takes more than linear time.
const MOST_RETURNS: u32 = 64;

/// A field of a row: its bytes in the window, without the quotation marks around it.
#[derive(Debug, Clone)]
struct Cell {
    range: Range<usize>,
    /// Whether it holds doubled quotation marks.
    doubled: bool,
}

enum Row {
    /// The cells are in `cells`; the row has so many bytes with its end.
    Whole {
        len: usize,
    },
    /// A quotation mark opens in this row and nothing closes it.
    Unclosed {
        at_end: bool,
    },
    TooLong,
    End,
}

pub(super) struct Delimited<'r> {
    window: Window<'r>,
    delimiter: u8,
    header: Vec<String>,
    line: u64,
    cells: Vec<Cell>,
    stray: bool,
    returns_left: u32,
}

impl<'r> Delimited<'r> {
    /// Reads the header.
    pub fn new(window: Window<'r>, format: Format, intake: &Intake) -> Result<Self> {
        let mut delimited = Delimited {
            window,
            delimiter: b'\t',
            header: Vec::new(),
            line: 1,
            cells: Vec::new(),
            stray: false,
            returns_left: MOST_RETURNS,
        };
        delimited.skip_blank();
        if format == Format::Csv {
            let bytes = delimited.window.view();
            let line = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or(bytes);
            let (line, _) = decode(line);
            delimited.delimiter =
                sniff::delimiter(&line).filter(|&byte| byte != b'\t').unwrap_or(b',');
        }
        match delimited.scan(intake.reader.limits.record_bytes) {
            Row::Whole { len } => {
                let bytes = delimited.window.view();
                let name = |cell: &Cell| text_of(bytes, cell).0.trim().to_owned();
                delimited.header = delimited.cells.iter().map(name).collect();
                delimited.take(len);
            }
            Row::End => {}
            Row::Unclosed { .. } | Row::TooLong => {
                let found = "a header whose quotation marks do not match";
                return Err(super::format_error(&intake.file, found, "a row of column names"));
            }
        }
        super::check_columns(&delimited.header, intake)?;
        Ok(delimited)
    }

    pub fn next(&mut self, intake: &mut Intake) -> Option<Record> {
        self.skip_blank();
        let place = intake.place().at_line(self.line);
        let limit = intake.reader.limits.record_bytes;
        match self.scan(limit) {
            Row::End => {
                let reason = self.window.take_break()?;
                Some(intake.set_aside(place, reason, b""))
            }
            Row::Whole { len } => {
                let record = self.finish(len, intake, place);
                self.take(len);
                let cut = self.window.view().is_empty() && self.window.is_broken();
                match record {
                    // The last row of a broken input is probably short because it was cut.
                    Record::SetAside(aside) if cut => {
                        let reason = self.window.take_break().unwrap_or(aside.reason);
                        Some(Record::SetAside(SetAside { reason, ..aside }))
                    }
                    record => Some(record),
                }
            }
            Row::Unclosed { at_end } => {
                let all = self.window.view().len();
                let line = memchr2(b'\n', b'\r', self.window.view()).map_or(all, |at| at + 1);
                let go_back = !at_end || self.continues_as_rows(line);
                let len = if go_back { line } else { all };
                let cut = if go_back { None } else { self.window.take_break() };
                let reason = cut.unwrap_or(Reason::UnclosedQuote);
                let record = intake.set_aside(place, reason, self.window.view());
                self.take(len);
                Some(record)
            }
            Row::TooLong => {
                let view = self.window.view();
                let head = view[..1024.min(view.len())].to_vec();
                let line = memchr2(b'\n', b'\r', view).map_or(view.len(), |at| at + 1);
                if self.continues_as_rows(line) {
                    self.take(line);
                    return Some(intake.set_aside(place, Reason::UnclosedQuote, &head));
                }
                let bytes = self.skip_row();
                let reason = Reason::Oversized { bytes, limit: limit as u64 };
                Some(intake.set_aside(place, reason, &head))
            }
        }
    }

    /// The cells as an article.
    fn finish(&self, len: usize, intake: &mut Intake, place: crate::error::Place) -> Record {
        let bytes = self.window.view();
        let (n_fields, n_columns) = (self.cells.len(), self.header.len());
        let beyond = self.cells.iter().skip(n_columns);
        if beyond.into_iter().any(|cell| !bytes[cell.range.clone()].trim_ascii().is_empty()) {
            let reason = Reason::Ragged { n_fields, n_columns };
            return intake.set_aside(place, reason, &bytes[..len]);
        }
        let mut draft = Draft::default();
        let (mut n_nul, mut decoded) = (0, false);
        for (name, cell) in self.header.iter().zip(&self.cells) {
            for slot in intake.reader.columns.slots(name) {
                let (text, other) = text_of(bytes, cell);
                decoded |= other;
                let nul = memchr_iter(0, text.as_bytes()).count();
                n_nul += nul;
                let text = if nul > 0 { text.replace('\0', "").into() } else { text };
                draft.offer(*slot, Found::Text(text));
            }
        }
        if n_fields < n_columns {
            draft.remarks.push(Remark::ShortRow { n_fields, n_columns });
        }
        if self.stray {
            draft.remarks.push(Remark::StrayQuote);
        }
        if decoded {
            draft.remarks.push(Remark::Decoded { encoding: "windows-1252".into() });
        }
        if n_nul > 0 {
            draft.remarks.push(Remark::NulBytes { n_bytes: n_nul });
        }
        if let Some(folder) = intake.reader.texts.clone() {
            match text::fill_from_file(&mut draft, &folder, &intake.reader.limits) {
                Ok(named) => intake.named.extend(named),
                Err(reason) => return intake.set_aside(place, reason, &bytes[..len]),
            }
        }
        let columns = || self.header.iter().take(n_fields).cloned().collect();
        intake.finish(draft, place, &bytes[..len], columns)
    }

    /// Splits the row at the start of the window.
    fn scan(&mut self, limit: usize) -> Row {
        self.cells.clear();
        self.stray = false;
        if self.window.view().is_empty() && !self.window.fill() {
            return Row::End;
        }
        let mut at = 0;
        loop {
            let quoted = self.byte(at) == Some(b'"');
            let end =
                if quoted { self.quoted_end(at + 1, limit) } else { self.plain_end(at, limit) };
            at = match end {
                Ok(end) => end,
                Err(row) => return row,
            };
            match self.byte(at) {
                None => return Row::Whole { len: at },
                Some(b'\n') => return Row::Whole { len: at + 1 },
                Some(b'\r') if self.byte(at + 1) == Some(b'\n') => {
                    return Row::Whole { len: at + 2 };
                }
                Some(b'\r') => return Row::Whole { len: at + 1 },
                Some(_) => at += 1,
            }
        }
    }

    fn plain_end(&mut self, start: usize, limit: usize) -> std::result::Result<usize, Row> {
        let mut from = start;
        loop {
            let bytes = self.window.view();
            let end = match memchr3(self.delimiter, b'\n', b'\r', &bytes[from.min(bytes.len())..]) {
                Some(next) => Some(from + next),
                None => {
                    from = bytes.len();
                    if from > limit {
                        return Err(Row::TooLong);
                    }
                    if self.window.fill() { None } else { Some(from) }
                }
            };
            if let Some(end) = end {
                self.cells.push(Cell { range: start..end, doubled: false });
                return Ok(end);
            }
        }
    }

    fn quoted_end(&mut self, start: usize, limit: usize) -> std::result::Result<usize, Row> {
        let mut from = start;
        let mut doubled = false;
        loop {
            let bytes = self.window.view();
            let Some(next) = memchr(b'"', &bytes[from.min(bytes.len())..]) else {
                from = bytes.len().max(from);
                if from > limit {
                    return Err(Row::TooLong);
                }
                if !self.window.fill() {
                    return Err(Row::Unclosed { at_end: true });
                }
                continue;
            };
            let at = from + next;
            match self.byte(at + 1) {
                Some(b'"') => {
                    doubled = true;
                    from = at + 2;
                }
                Some(byte) if byte != self.delimiter && byte != b'\n' && byte != b'\r' => {
                    let bytes = self.window.view();
                    let opens = [self.delimiter, b'\n', b'\r'].contains(&bytes[at - 1]);
                    let later_line = memchr2(b'\n', b'\r', &bytes[start..at]).is_some();
                    if at > start && opens && later_line {
                        return Err(Row::Unclosed { at_end: false });
                    }
                    self.stray = true;
                    from = at + 1;
                }
                _ => {
                    self.cells.push(Cell { range: start..at, doubled });
                    return Ok(at + 1);
                }
            }
        }
    }

    /// The byte at a position, brought into view where need be.
    fn byte(&mut self, at: usize) -> Option<u8> {
        if at >= self.window.view().len() {
            self.window.fill_to(at + 1);
        }
        self.window.view().get(at).copied()
    }

    /// Whether the lines from `start` on look like rows of their own: then the quotation mark before
    /// them was a mistake, and they are no text inside it.
    fn continues_as_rows(&mut self, start: usize) -> bool {
        let Some(left) = self.returns_left.checked_sub(1) else { return false };
        self.returns_left = left;
        let bytes = &self.window.view()[start.min(self.window.view().len())..];
        let mut lines =
            bytes.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
        let fits = |line: &[u8]| memchr_iter(self.delimiter, line).count() + 1 >= self.header.len();
        self.header.len() > 1 && lines.next().is_some_and(fits)
    }

    /// Moves past a row that is too long to hold, and gives its length.
    fn skip_row(&mut self) -> u64 {
        let (mut quoted, mut previous, mut skipped) = (false, self.delimiter, 0u64);
        loop {
            let delimiter = self.delimiter;
            let mut end = None;
            for (at, &byte) in self.window.view().iter().enumerate() {
                match byte {
                    b'"' if quoted => quoted = false,
                    // A mark right after a closing one is a doubled one.
                    b'"' if previous == delimiter || previous == b'"' => quoted = true,
                    b'\n' if !quoted => {
                        end = Some(at + 1);
                        break;
                    }
                    _ => {}
                }
                previous = byte;
            }
            let len = end.unwrap_or(self.window.view().len());
            self.take(len);
            skipped += len as u64;
            if end.is_some() || !self.window.fill() {
                return skipped;
            }
        }
    }

    /// Moves past lines without anything on them, which are no rows.
    fn skip_blank(&mut self) {
        while let Some(byte @ (b'\n' | b'\r')) = self.byte(0) {
            let len = 1 + usize::from(byte == b'\r' && self.byte(1) == Some(b'\n'));
            self.take(len);
        }
    }

    /// Moves past the first bytes, and counts their lines.
    fn take(&mut self, len: usize) {
        let bytes = &self.window.view()[..len.min(self.window.view().len())];
        let feeds = memchr_iter(b'\n', bytes).count();
        let lone = |&at: &usize| bytes.get(at + 1) != Some(&b'\n');
        self.line += (feeds + memchr_iter(b'\r', bytes).filter(lone).count()) as u64;
        self.window.consume(len);
    }
}

/// The text of a cell, and whether some of its bytes are no UTF-8.
fn text_of<'w>(bytes: &'w [u8], cell: &Cell) -> (std::borrow::Cow<'w, str>, bool) {
    let (text, other) = decode(&bytes[cell.range.clone()]);
    if cell.doubled { (text.replace("\"\"", "\"").into(), other) } else { (text, other) }
}
