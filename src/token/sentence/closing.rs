//! The marks that close behind a stop and belong to its sentence.

use super::scan::is_pictograph;

/// The marks that close behind a stop.
pub(super) struct Closing {
    pub(super) end: usize,
    pub(super) is_closed: bool,
    pub(super) is_quoted: bool,
}

/// Whether a straight quotation mark is open, counted forward once.
#[derive(Clone, Debug, Default)]
pub(super) struct Quotes {
    counted_to: usize,
    is_open: bool,
}

impl Quotes {
    fn is_open_at(&mut self, bytes: &[u8], at: usize) -> bool {
        if self.counted_to < at {
            let n_marks = bytes[self.counted_to..at].iter().filter(|&&b| b == b'"').count();
            self.is_open ^= n_marks % 2 == 1;
            self.counted_to = at;
        }
        self.is_open
    }

    /// Starts again at a paragraph, because a mark left open in one says nothing about the next.
    pub(super) fn restart(&mut self, at: usize) {
        *self = Quotes { counted_to: at, is_open: false };
    }

    /// Reads the quotation marks, brackets and notes that close directly behind a stop which ends
    /// at `at`.
    pub(super) fn close(&mut self, text: &str, at: usize) -> Closing {
        let mut closing = Closing { end: at, is_closed: false, is_quoted: false };
        loop {
            let rest = &text[closing.end..];
            let mut chars = rest.chars();
            let Some(mark) = chars.next() else {
                return closing;
            };
            let next = chars.next();
            let is_before_word = next.is_some_and(char::is_alphanumeric);
            let is_quote = match mark {
                ')' | ']' | '}' | '）' => false,
                '”' | '』' | '」' | '》' => true,
                '»' | '›' => !is_before_word,
                '’' | '\'' if !next.is_some_and(|c| c.is_lowercase() || c.is_numeric()) => true,
                '"' if !is_before_word || self.is_open_at(text.as_bytes(), closing.end) => true,
                // Some typists close with the mark that opens elsewhere.
                '“' | '‘' if next.is_none_or(char::is_whitespace) => true,
                c if is_pictograph(c) => {
                    closing.end += c.len_utf8();
                    continue;
                }
                '[' => match note_len(rest) {
                    Some(len) => {
                        closing.end += len;
                        continue;
                    }
                    None => return closing,
                },
                // French sets a space before the closing mark, and so does careless text.
                ' ' | '\u{a0}' | '\u{202f}' => {
                    let is_quote = match next {
                        Some('»' | '”') => true,
                        Some('"') => self.is_open_at(text.as_bytes(), closing.end),
                        _ => false,
                    };
                    if !is_quote || chars.next().is_some_and(char::is_alphanumeric) {
                        return closing;
                    }
                    closing.end += mark.len_utf8();
                    continue;
                }
                _ => return closing,
            };
            closing.is_closed = true;
            closing.is_quoted |= is_quote;
            closing.end += mark.len_utf8();
        }
    }
}

/// The length of a note such as "[12]" at the start of `text`.
fn note_len(text: &str) -> Option<usize> {
    let digits = text.bytes().skip(1).take(4).take_while(u8::is_ascii_digit).count();
    ((1..=3).contains(&digits) && text[1 + digits..].starts_with(']')).then_some(digits + 2)
}
