//! A sliding view of the bytes of an input: what the formats scan for the ends of their records.

use std::io::{self, Read};

use super::Reason;

/// How much is asked of the input at once.
const CHUNK: usize = 256 << 10;

/// The unread bytes of an input, as many of them as have been asked for.
///
/// The view grows while a record is being scanned and moves on once it has been taken, so the memory
/// in use is that of the longest record.
pub(super) struct Window<'r> {
    reader: Box<dyn Read + Send + 'r>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    at_end: bool,
    broken: Option<io::Error>,
}

impl<'r> Window<'r> {
    pub fn new(reader: Box<dyn Read + Send + 'r>) -> Self {
        Window { reader, buffer: Vec::new(), start: 0, end: 0, at_end: false, broken: None }
    }

    /// The bytes in view.
    pub fn view(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Brings more bytes into view; `false` at the end of the input.
    pub fn fill(&mut self) -> bool {
        if self.at_end {
            return false;
        }
        if self.buffer.len() - self.end < CHUNK {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
            if self.buffer.len() - self.end < CHUNK {
                let grown = (2 * self.buffer.len()).max(2 * CHUNK);
                self.buffer.resize(grown, 0);
            }
        }
        loop {
            match self.reader.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.at_end = true,
                // A reader that claims more than it was given room for is wrong, but must not panic here.
                Ok(n) => self.end = (self.end + n).min(self.buffer.len()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.at_end = true;
                    self.broken = Some(error);
                }
            }
            return !self.at_end;
        }
    }

    /// Brings at least `n` bytes into view where the input has them.
    pub fn fill_to(&mut self, n: usize) {
        while self.end - self.start < n && self.fill() {}
    }

    /// Moves past the first `n` bytes in view.
    pub fn consume(&mut self, n: usize) {
        self.start = (self.start + n).min(self.end);
    }

    /// Drops everything in view but the first `n` bytes.
    pub fn keep_head(&mut self, n: usize) {
        self.end = self.end.min(self.start + n);
    }

    /// Whether everything has been read and the input ended before its time.
    pub fn is_broken(&self) -> bool {
        self.broken.is_some()
    }

    /// Why the input ended before its time, told once.
    pub fn take_break(&mut self) -> Option<Reason> {
        self.broken.take().map(|error| reason_of(&error))
    }
}

/// A window reads on as the input that it looks at.
impl Read for Window<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.view().is_empty() && !self.fill() {
            return match self.broken.take() {
                Some(error) => Err(error),
                None => Ok(0),
            };
        }
        let n = self.view().len().min(out.len());
        out[..n].copy_from_slice(&self.view()[..n]);
        self.consume(n);
        Ok(n)
    }
}

/// An error that carries its own reason, such as a limit of this crate.
#[derive(Debug)]
pub(super) struct Stop(pub Reason);

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Stop {}

fn reason_of(error: &io::Error) -> Reason {
    if let Some(Stop(reason)) = error.get_ref().and_then(|inner| inner.downcast_ref::<Stop>()) {
        return reason.clone();
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            Reason::CutOff { message: "the compressed data end too early".into() }
        }
        _ => Reason::Unreadable { message: error.to_string() },
    }
}
