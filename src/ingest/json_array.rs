//! A JSON array of objects, or objects one after the other over any number of lines.
//!
//! The ends of the objects are found by a scan that knows only strings and brackets, so an array is
//! streamed and never held whole. An object that does not parse is set aside. Where it took the scan
//! out of step (a quotation mark or a bracket is missing) reading goes on at the next line that opens
//! an object at the margin of the first one, or else at the next `},{`.

use memchr::{memchr_iter, memchr3, memmem};

use super::intake::Intake;
use super::json_lines::{Ending, read_object};
use super::window::Window;
use super::{Reason, Record, SetAside};

/// For each byte that was passed, so many may be scanned again to look for a lost object: no input takes more than
/// linear time.
const MOST_AGAIN: u64 = 16;

pub(super) struct JsonArray<'r> {
    window: Window<'r>,
    n_records: u64,
    line: u64,
    /// Arrays that are open around the records.
    open: u64,
    /// What stands before the first object on its line.
    margin: Option<Vec<u8>>,
    /// Bytes that were passed, and bytes that reading went back over.
    passed: u64,
    again: u64,
    /// The input has been told to end too early.
    told: bool,
    /// The array lies in an object, of which nothing behind it is read.
    wrapped: bool,
    /// The scan lost its step, and what is in view is the rest of a broken object.
    lost: bool,
}

/// How far a scan came.
enum Scan {
    /// The value has so many bytes.
    Ended(usize),
    /// Scanning broke off after so many bytes: a line ends inside a string, a list closes that never
    /// opened, or the input ends.
    Lost(usize),
    /// The value goes on beyond the limit.
    TooLong,
}

impl<'r> JsonArray<'r> {
    pub fn new(window: Window<'r>, wrapped: bool) -> Self {
        JsonArray {
            window,
            n_records: 0,
            line: 1,
            open: 0,
            margin: None,
            passed: 0,
            again: 0,
            told: false,
            wrapped,
            lost: false,
        }
    }

    pub fn next(&mut self, intake: &mut Intake) -> Option<Record> {
        let closed = self.wrapped && self.open == 0 && self.n_records > 0;
        if std::mem::take(&mut self.lost) {
            self.find_step();
        }
        let Some(first) = self.skip_to_value().filter(|_| !closed) else {
            return self.end(intake);
        };
        self.n_records += 1;
        let place = intake.place().at_line(self.line).at_record(self.n_records);
        let limit = intake.reader.limits.record_bytes;
        let scan = if first == b'{' { self.scan_object(limit) } else { self.scan_other(limit) };
        match scan {
            Scan::Ended(len) => {
                let bytes = &self.window.view()[..len];
                let (record, _) = read_object(bytes, place, Ending::Own, intake);
                let malformed = matches!(
                    &record,
                    Record::SetAside(SetAside { reason: Reason::Malformed { .. }, .. })
                );
                // A value that parses, or fails for what it holds, was delimited rightly.
                let back =
                    if malformed { self.go_back(self.next_margin(len), len, limit) } else { None };
                let len = back.unwrap_or(len);
                self.take(len);
                Some(record)
            }
            Scan::Lost(len) => {
                let at_end = len == self.window.view().len();
                let resumed = self.next_object(len, limit);
                self.lost = resumed.is_none();
                let bytes = &self.window.view()[..resumed.unwrap_or(len)];
                let cut = at_end && resumed.is_none();
                let ending = if at_end { Ending::Input } else { Ending::Own };
                let (record, _) = read_object(bytes, place, ending, intake);
                let record = match record {
                    Record::SetAside(aside) if cut => {
                        self.told = true;
                        let reason = self.window.take_break().unwrap_or(aside.reason);
                        Record::SetAside(SetAside { reason, ..aside })
                    }
                    record => record,
                };
                self.take(resumed.unwrap_or(len));
                Some(record)
            }
            Scan::TooLong => {
                let head = self.window.view()[..1024.min(limit)].to_vec();
                let bytes = match self.next_object(limit, limit) {
                    Some(resumed) => {
                        self.take(resumed);
                        resumed as u64
                    }
                    None if first == b'{' => self.skip_object(),
                    None => self.skip_other(),
                };
                let reason = Reason::Oversized { bytes, limit: limit as u64 };
                Some(intake.set_aside(place, reason, &head))
            }
        }
    }

    /// Tells, once, that the input broke off or that an array was left open.
    fn end(&mut self, intake: &Intake) -> Option<Record> {
        let open = self.open > 0 && !std::mem::replace(&mut self.told, true);
        let unclosed = || Reason::CutOff { message: "the array is not closed".into() };
        let reason = self.window.take_break().or_else(|| open.then(unclosed))?;
        self.told = true;
        let place = intake.place().at_line(self.line).at_record(self.n_records + 1);
        Some(intake.set_aside(place, reason, b""))
    }

    /// Moves past the rest of a broken object, to where the next one opens.
    fn find_step(&mut self) {
        /// More than what can open an object across the edge of what is in view.
        const EDGE: usize = 256;
        loop {
            let len = self.window.view().len();
            let margin = self.next_margin(len).into_iter();
            if let Some(at) = margin.chain(next_between(self.window.view())).min() {
                self.take(at);
                return;
            }
            self.take(len.saturating_sub(EDGE));
            if !self.window.fill() {
                self.take(usize::MAX);
                return;
            }
        }
    }

    /// Moves past space, commas and the brackets of arrays, to the first byte of a value.
    fn skip_to_value(&mut self) -> Option<u8> {
        loop {
            let mut skipped = 0;
            let mut value = None;
            // What stands before a value on its line; only needed until the first object is met.
            for &byte in self.window.view() {
                match byte {
                    b'[' => self.open += 1,
                    b']' if self.wrapped && self.open == 1 => {
                        self.open = 0;
                        return None;
                    }
                    b']' => self.open = self.open.saturating_sub(1),
                    b'\n' => self.line += 1,
                    b' ' | b'\t' | b'\r' | b',' | 0 | 0x1e => {}
                    other => {
                        value = Some(other);
                        break;
                    }
                }
                skipped += 1;
            }
            if value == Some(b'{') && self.margin.is_none() {
                let before = &self.window.view()[..skipped];
                let line = before.iter().rposition(|&byte| byte == b'\n').map(|at| at + 1);
                self.margin = line.map(|at| before[at..].to_vec());
                // An object on the first line tells nothing about the margin of the others.
                self.margin.get_or_insert_default();
            }
            self.window.consume(skipped);
            if value.is_some() || !self.window.fill() {
                return value;
            }
        }
    }

    /// Finds the end of the object at the start of the window.
    fn scan_object(&mut self, limit: usize) -> Scan {
        let mut at = 0;
        let (mut objects, mut lists) = (0u64, 0u64);
        let mut quoted = false;
        loop {
            let bytes = self.window.view();
            while at < bytes.len() {
                if quoted {
                    match memchr3(b'"', b'\\', b'\n', &bytes[at..]) {
                        None => at = bytes.len(),
                        Some(next) => {
                            at += next;
                            match bytes[at] {
                                b'"' => (quoted, at) = (false, at + 1),
                                b'\n' => return Scan::Lost(at),
                                // The byte after a backslash may not be in view yet.
                                _ => at += 2,
                            }
                        }
                    }
                    continue;
                }
                match bytes[at] {
                    b'"' => quoted = true,
                    b'{' => objects += 1,
                    b'[' => lists += 1,
                    b']' if lists == 0 => return Scan::Lost(at),
                    b']' => lists -= 1,
                    b'}' => {
                        objects -= 1;
                        if objects == 0 {
                            let len = at + 1;
                            return if len > limit { Scan::TooLong } else { Scan::Ended(len) };
                        }
                    }
                    _ => {}
                }
                at += 1;
            }
            if at > limit {
                return Scan::TooLong;
            }
            if !self.window.fill() {
                return Scan::Lost(self.window.view().len());
            }
        }
    }

    /// Finds the end of anything that is no object: its closing quotation mark, or a comma, a bracket
    /// or the end of the line.
    fn scan_other(&mut self, limit: usize) -> Scan {
        let mut at = 1;
        let mut escaped = false;
        loop {
            let bytes = self.window.view();
            let quoted = bytes.first() == Some(&b'"');
            while let Some(&byte) = bytes.get(at) {
                if ends_other(byte, quoted, escaped) {
                    let len = at + usize::from(byte == b'"');
                    return if len > limit { Scan::TooLong } else { Scan::Ended(len) };
                }
                escaped = quoted && byte == b'\\' && !escaped;
                at += 1;
            }
            if at > limit {
                return Scan::TooLong;
            }
            if !self.window.fill() {
                return Scan::Lost(self.window.view().len());
            }
        }
    }

    /// Where a lost scan over `len` bytes can go on: at the margin, or at the next `},{`.
    fn next_object(&mut self, len: usize, limit: usize) -> Option<usize> {
        let view = self.window.view();
        let between = || next_between(&view[..len.min(view.len())]);
        self.go_back(self.next_margin(len).or_else(between), len, limit)
    }

    /// Goes back to a place within what was scanned, unless too much was scanned again already.
    fn go_back(&mut self, to: Option<usize>, scanned: usize, limit: usize) -> Option<usize> {
        // A limit may be as large as a number can be.
        let allowed = self.passed.saturating_add(limit as u64).saturating_mul(MOST_AGAIN);
        let to = to.filter(|_| self.again <= allowed)?;
        self.again += scanned.saturating_sub(to) as u64;
        Some(to)
    }

    /// The next line within `len` bytes, or right after them, that opens an object at the margin.
    fn next_margin(&self, len: usize) -> Option<usize> {
        let margin = self.margin.as_deref()?;
        let bytes = self.window.view();
        memchr_iter(b'\n', &bytes[..len.min(bytes.len())]).find_map(|at| {
            let line = &bytes[at + 1..];
            let opens = line.starts_with(margin) && line.get(margin.len()) == Some(&b'{');
            opens.then_some(at + 1)
        })
    }

    /// Moves past an object that is too long to hold, and gives its length.
    fn skip_object(&mut self) -> u64 {
        let (mut depth, mut quoted, mut escaped, mut skipped) = (0u64, false, false, 0u64);
        loop {
            for (at, &byte) in self.window.view().iter().enumerate() {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' if quoted => escaped = true,
                    b'"' => quoted = !quoted,
                    b'{' | b'[' if !quoted => depth += 1,
                    b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
                    b'\n' if quoted => depth = 0,
                    _ => {}
                }
                if depth == 0 && (byte != b'"' || !quoted) {
                    let len = at + 1;
                    self.take(len);
                    return skipped + len as u64;
                }
            }
            let all = self.window.view().len();
            self.take(all);
            skipped += all as u64;
            if !self.window.fill() {
                return skipped;
            }
        }
    }

    /// Moves past anything that is no object and too long to hold, as far as [`scan_other`](Self::scan_other) would, and
    /// gives its length.
    fn skip_other(&mut self) -> u64 {
        let quoted = self.window.view().first() == Some(&b'"');
        let (mut escaped, mut skipped) = (true, 0u64);
        loop {
            for (at, &byte) in self.window.view().iter().enumerate() {
                // The first byte, which opens the value, counts as escaped.
                if ends_other(byte, quoted, escaped) {
                    let len = at + usize::from(byte == b'"');
                    self.take(len);
                    return skipped + len as u64;
                }
                escaped = quoted && byte == b'\\' && !escaped;
            }
            let all = self.window.view().len();
            self.take(all);
            skipped += all as u64;
            if !self.window.fill() {
                return skipped;
            }
        }
    }

    fn take(&mut self, len: usize) {
        let len = len.min(self.window.view().len());
        self.passed += len as u64;
        self.line += memchr_iter(b'\n', &self.window.view()[..len]).count() as u64;
        self.window.consume(len);
    }
}

/// Whether a byte ends a value that is no object.
fn ends_other(byte: u8, quoted: bool, escaped: bool) -> bool {
    match byte {
        b'\n' => true,
        _ if escaped => false,
        b'"' => quoted,
        b',' | b'[' | b']' | b'{' => !quoted,
        _ => false,
    }
}

/// Where an object opens right behind another.
fn next_between(bytes: &[u8]) -> Option<usize> {
    let betweens = [&b"},{\""[..], b"}, {\"", b"}{\""];
    let opens = |between: &&[u8]| memmem::find(bytes, between).map(|at| at + between.len() - 2);
    betweens.iter().filter_map(opens).min()
}
