//! Lines of an input, whatever ends them, none longer than the limit.

use memchr::memchr2;

use super::window::Window;

/// One line, without what ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// The first bytes of the window, so many of them.
    Whole { len: usize },
    /// A line beyond the limit, followed to its end without being held.
    Oversized { bytes: u64 },
}

/// Splits a window at LF, CR LF and lone CR.
pub(super) struct Lines<'r> {
    pub window: Window<'r>,
    /// The number of the line returned last, counted from 1.
    pub number: u64,
    /// What the line returned last still occupies of the window.
    taken: usize,
    after_cr: bool,
    /// Whether the line returned last was ended by the end of the input.
    pub unterminated: bool,
}

impl<'r> Lines<'r> {
    pub fn new(window: Window<'r>) -> Self {
        Lines { window, number: 0, taken: 0, after_cr: false, unterminated: false }
    }

    /// The next line. Its bytes stay in the window until the next call.
    pub fn next(&mut self, limit: usize) -> Option<Line> {
        self.window.consume(self.taken);
        self.taken = 0;
        if self.window.view().is_empty() && !self.window.fill() {
            return None;
        }
        if std::mem::take(&mut self.after_cr) && self.window.view().first() == Some(&b'\n') {
            self.window.consume(1);
            if self.window.view().is_empty() && !self.window.fill() {
                return None;
            }
        }
        self.number += 1;
        let mut scanned = 0;
        let mut dropped: u64 = 0;
        loop {
            let bytes = self.window.view();
            if let Some(at) = memchr2(b'\n', b'\r', &bytes[scanned..]) {
                let len = scanned + at;
                self.after_cr = bytes[len] == b'\r';
                self.taken = len + 1;
                if dropped > 0 || len > limit {
                    return Some(Line::Oversized { bytes: dropped + len as u64 });
                }
                return Some(Line::Whole { len });
            }
            scanned = bytes.len();
            // The head of the line is kept in view for the report of it.
            if scanned > limit {
                const HEAD: usize = 1024;
                dropped += (scanned - HEAD.min(scanned)) as u64;
                self.window.keep_head(HEAD);
                scanned = self.window.view().len();
            }
            if !self.window.fill() {
                self.unterminated = true;
                self.taken = scanned;
                let bytes = dropped + scanned as u64;
                let oversized = dropped > 0 || scanned > limit;
                return Some(if oversized {
                    Line::Oversized { bytes }
                } else {
                    Line::Whole { len: scanned }
                });
            }
        }
    }

    /// The bytes of the line that [`next`](Lines::next) gave.
    pub fn text(&self, len: usize) -> &[u8] {
        &self.window.view()[..len]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines_of(input: &'static [u8], limit: usize) -> Vec<(u64, Result<String, u64>)> {
        let mut lines = Lines::new(Window::new(Box::new(input)));
        let mut found = Vec::new();
        while let Some(line) = lines.next(limit) {
            found.push(match line {
                Line::Whole { len } => {
                    (lines.number, Ok(String::from_utf8_lossy(lines.text(len)).into_owned()))
                }
                Line::Oversized { bytes } => (lines.number, Err(bytes)),
            });
        }
        found
    }

    #[test]
    fn every_line_end_counts_once() {
        let cases: [(&str, &[u8], &[&str]); 8] = [
            ("LF", b"a\nb\n", &["a", "b"]),
            ("CR LF", b"a\r\nb\r\n", &["a", "b"]),
            ("lone CR", b"a\rb\r", &["a", "b"]),
            ("mixed", b"a\rb\nc\r\nd", &["a", "b", "c", "d"]),
            ("blank lines", b"\n\r\n\r\ra", &["", "", "", "", "a"]),
            ("no end", b"a", &["a"]),
            ("empty", b"", &[]),
            ("LF CR", b"a\n\rb", &["a", "", "b"]),
        ];
        for (name, input, expected) in cases {
            let found: Vec<String> =
                lines_of(input, 100).into_iter().map(|(_, line)| line.unwrap()).collect();
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn a_long_line_is_followed_to_its_end() {
        let found = lines_of(b"ab\nabcdef\nab", 3);
        assert_eq!(found, [(1, Ok("ab".into())), (2, Err(6)), (3, Ok("ab".into()))]);
    }
}
