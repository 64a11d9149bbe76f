//! Sentences of clean and of scraped news text.
//!
//! A place where a sentence may end is found by scanning bytes (`scan`); whether it does is decided
//! from the word before it and the word after it, by rules and short tables, without a trained
//! model:
//!
//! | file | what it decides |
//! |---|---|
//! | `stop` | a stop with white space behind it |
//! | `glued` | a stop with the next sentence at once behind it |
//! | `closing` | which marks behind a stop belong to its sentence |
//! | `line` | a line break |
//! | `list` | items that run on inside a line |
//! | `abbreviation`, `word` | the tables |
//!
//! Cost: linear in the text, because a decision looks at a bounded number of bytes on both sides
//! and a line is measured once. Nothing is allocated.

mod abbreviation;
mod closing;
mod context;
mod glued;
mod line;
mod list;
mod scan;
mod stop;
mod word;

use closing::Quotes;
use line::Layout;
use scan::{Candidate, Mark};
use std::iter::FusedIterator;
use std::ops::Range;
use stop::Stop;

/// The sentences of `text`, in order, as byte ranges.
///
/// A range is never empty, starts and ends between characters, has no white space at its ends, and
/// lies behind the one before it; only white space lies outside the ranges. Closing quotation
/// marks, brackets and notes such as "\[1\]" belong to the sentence that they close. Any text is
/// accepted: there is no error and no panic.
///
/// A blank line always ends a sentence. A single line break ends one behind a heading, a caption, a
/// list item or a date line, and not where prose was wrapped. A missing space is found where the
/// words show it ("... closed.The mayor ..."), but not inside "U.S.-led", "example.com" or
/// "p.m.Eastern".
///
/// # Examples
///
/// ```
/// use parallax::token::sentences;
///
/// let text = "Storm closes harbour\nGov. Ann Roe spoke at 8 p.m. Monday.“We rebuild,” she said.";
/// let found: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
/// let expected = [
///     "Storm closes harbour",
///     "Gov. Ann Roe spoke at 8 p.m. Monday.",
///     "“We rebuild,” she said.",
/// ];
/// assert_eq!(found, expected);
/// ```
///
/// # When it is wrong
///
/// - An abbreviation that also ends the sentence is not seen before a name: "... in the U.S. Roe
///   said ..." stays one sentence, because "the U.S. Senate" looks the same.
/// - A heading that another sentence follows on the same line cannot be told from it.
/// - Quotations and brackets of several sentences are cut into their sentences, which some
///   annotators keep whole.
/// - The tables are English, with the common abbreviations of German and French. In other languages
///   with capitals an unknown abbreviation before a capital ends a sentence. Thai and Lao, which
///   write no stops, are cut only at line breaks.
/// - In text without capitals a stop ends a sentence behind a small word that is in no table.
pub fn sentences(text: &str) -> Sentences<'_> {
    Sentences { text, at: 0, known_end: None, layout: Layout::default(), quotes: Quotes::default() }
}

/// An iterator over the byte ranges of sentences; made by [`sentences`].
///
/// It borrows the text, allocates nothing, and can be cloned to look ahead.
///
/// # Examples
///
/// ```
/// use parallax::token::sentences;
///
/// let mut ranges = sentences("Who came? Nobody.");
/// assert_eq!(ranges.next(), Some(0..9));
/// assert_eq!(ranges.clone().count(), 1);
/// assert_eq!(ranges.next(), Some(10..17));
/// assert_eq!(ranges.next(), None);
/// ```
#[derive(Clone, Debug)]
pub struct Sentences<'t> {
    text: &'t str,
    /// Where the next sentence may start.
    at: usize,
    /// The end of the sentence that the items of a list were cut from, so that it is not looked for
    /// again.
    known_end: Option<usize>,
    layout: Layout,
    quotes: Quotes,
}

impl Iterator for Sentences<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = &self.text[self.at..];
        let start = self.at + (rest.len() - rest.trim_start().len());
        if start == self.text.len() {
            self.at = start;
            return None;
        }
        let natural = match self.known_end.take() {
            Some(end) if end > start => end,
            _ => self.find_end(start),
        };
        let mut end = natural;
        if let Some(item) = list::next_item(self.text, start, natural) {
            end = item;
            // The label of the next item may be all that is left, and its stop then ended nothing.
            self.known_end = (natural - item > 12).then_some(natural);
        }
        self.at = end;
        Some(start..start + self.text[start..end].trim_end().len())
    }
}

impl FusedIterator for Sentences<'_> {}

impl Sentences<'_> {
    /// Where the sentence that starts at `start` ends; behind `start` and on a character boundary.
    fn find_end(&mut self, start: usize) -> usize {
        let text = self.text;
        let bytes = text.as_bytes();
        let mut at = start;
        loop {
            at = scan::next_candidate(bytes, at);
            if at == bytes.len() {
                return at;
            }
            match scan::candidate(text, at) {
                Candidate::Neither => at += text[at..].chars().next().map_or(1, char::len_utf8),
                Candidate::Line => {
                    let end = text[..at].trim_end().len();
                    let (next, n_breaks) = skip_space(text, at);
                    if next == text.len() || n_breaks > 1 || !self.layout.is_wrap(text, end, next) {
                        self.quotes.restart(next);
                        return end;
                    }
                    at = next;
                }
                Candidate::Mark(mark, end) => match self.decide(start, at, mark, end) {
                    Ok(end) => return end,
                    Err(next) => at = next,
                },
            }
        }
    }

    /// `Ok` with the end of the sentence, or `Err` with the place to go on from.
    fn decide(&mut self, start: usize, at: usize, mark: Mark, end: usize) -> Result<usize, usize> {
        let text = self.text;
        let (mark, end) = match mark {
            Mark::Stop => match spaced_dots(text, at) {
                Some(dots) if dots.n > 3 && dots.is_attached && next_is_capital(text, dots.end) => {
                    return Ok(at + 1);
                }
                Some(dots) => (Mark::Ellipsis { spaced: true }, dots.end),
                None => (mark, end),
            },
            _ => (mark, end),
        };
        let closing = self.quotes.close(text, end);
        let end = closing.end;
        let stop = Stop {
            text,
            start,
            at,
            end,
            mark,
            is_closed: closing.is_closed,
            is_quoted: closing.is_quoted,
        };
        let Some(next) = text[end..].chars().next() else {
            return Ok(end);
        };
        if !next.is_whitespace() {
            return if stop.ends_without_space() { Ok(end) } else { Err(end) };
        }
        let (next, n_breaks) = skip_space(text, end);
        if next == text.len() {
            return Ok(end);
        }
        if n_breaks == 0
            && let Some(dots) = elision_len(&text[next..])
        {
            // "It was over. ... They left.": the dots stand for what was left out behind the first
            // sentence.
            let (after_dots, _) = skip_space(text, next + dots);
            return if after_dots == text.len() || stop.ends_before_space(after_dots, false) {
                Ok(next + dots)
            } else {
                Err(next + dots)
            };
        }
        let is_line_end = n_breaks == 1 && !self.layout.is_wrap_after_stop(text, end, next);
        if n_breaks > 1 || stop.ends_before_space(next, is_line_end) {
            if n_breaks > 1 || is_line_end {
                self.quotes.restart(next);
            }
            return Ok(end);
        }
        Err(next)
    }
}

/// A row of dots with spaces between them.
struct SpacedDots {
    n: usize,
    end: usize,
    is_attached: bool,
}

fn spaced_dots(text: &str, at: usize) -> Option<SpacedDots> {
    let bytes = text.as_bytes();
    let mut n = 1;
    let mut end = at + 1;
    while bytes[end..].starts_with(b" .") {
        n += 1;
        end += 2;
    }
    // " .5" and " .net" begin something else.
    let is_free = !text[end..].starts_with(char::is_alphanumeric);
    (n > 2 && is_free).then(|| SpacedDots {
        n,
        end,
        is_attached: at > 0 && !text[..at].ends_with(char::is_whitespace),
    })
}

/// The length of an ellipsis at the start of `text`, with its brackets, that white space follows.
fn elision_len(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(['[', '(']).unwrap_or(text);
    let rest = inner.trim_start_matches(['.', '…']);
    let is_long = inner.len() - rest.len() >= 3;
    let rest = if inner.len() < text.len() { rest.strip_prefix([']', ')'])? } else { rest };
    (is_long && rest.starts_with(char::is_whitespace)).then_some(text.len() - rest.len())
}

fn next_is_capital(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    rest.starts_with(' ') && rest.trim_start().starts_with(char::is_uppercase)
}

/// Where the white space at `at` ends, and how many line breaks it holds. A paragraph or page break
/// counts as two.
fn skip_space(text: &str, at: usize) -> (usize, usize) {
    let mut n_breaks = 0;
    let mut previous = ' ';
    for (offset, c) in text[at..].char_indices() {
        if !c.is_whitespace() {
            return (at + offset, n_breaks);
        }
        n_breaks += match c {
            '\n' if previous == '\r' => 0,
            '\n' | '\r' | '\u{85}' | '\u{2028}' => 1,
            '\u{2029}' | '\u{c}' => 2,
            _ => 0,
        };
        previous = c;
    }
    (text.len(), n_breaks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iterator_is_shareable_and_stays_at_its_end() {
        fn is_shareable<T: Send + Sync + Clone + FusedIterator>(_: &T) {}
        let mut ranges = sentences(" \n ");
        is_shareable(&ranges);
        assert_eq!(ranges.next(), None);
        assert_eq!(ranges.next(), None);
    }

    #[test]
    fn texts_with_hardly_anything() {
        let cases: [(&str, &[(usize, usize)]); 8] = [
            ("", &[]),
            ("\u{a0}\u{2028}", &[]),
            ("a", &[(0, 1)]),
            (".", &[(0, 1)]),
            (" ... ", &[(1, 4)]),
            ("\n\nA.\n\n", &[(2, 4)]),
            ("né. Né.", &[(0, 4), (5, 9)]),
            ("\"", &[(0, 1)]),
        ];
        for (text, expected) in cases {
            let found: Vec<_> = sentences(text).map(|range| (range.start, range.end)).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn paragraphs_forget_an_open_quotation_mark() {
        let text = "He said \"it is late.\n\nThey left.\"We stay,\" she said.";
        let found: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["He said \"it is late.", "They left.", "\"We stay,\" she said."]);
    }
}
