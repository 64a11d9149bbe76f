//! What a line break means: the end of a heading, an item or a paragraph, or only a wrap.
//!
//! Three kinds of text share the newline. Published pages put one paragraph, heading or caption on
//! each line; mail and old archives wrap every line at a fixed width; scraped pages break a line
//! around a link. A run of short lines is therefore looked at as a whole, once, and the verdict is
//! kept for every line in it, so the cost stays linear.

use super::scan::floor_boundary;
use super::word;
use std::ops::Range;

/// No program wraps wider than this many characters, so a longer line is a paragraph.
const WIDEST_WRAP: usize = 120;

/// As many bytes hold more characters than that in any script.
const LONGEST_LOOK: usize = WIDEST_WRAP * 4 + 8;

/// A line up to this many characters may be a heading or an item.
const SHORT: usize = 60;

/// Narrower runs are lists and menus rather than wrapped prose.
const NARROWEST_WRAP: usize = 40;

/// The last run of short lines that was looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    run: Range<usize>,
    /// The width at which the run is wrapped, in characters; 0 when it is not wrapped.
    wrap_width: usize,
    is_list: bool,
    /// The width at which an earlier run was wrapped; the whole text usually is then, and a run of
    /// two lines shows it less well than one of many.
    known_width: usize,
}

impl Layout {
    /// Whether the single line break between the sentence text ending at `end` and the text
    /// starting at `next` is only a wrap.
    ///
    /// Neither position is inside white space, and the line before does not end in a full stop.
    pub(super) fn is_wrap(&mut self, text: &str, end: usize, next: usize) -> bool {
        let Some(first) = text[next..].chars().next() else {
            return false;
        };
        let line = last_line(&text[..end]);
        let Some(last) = line.chars().next_back() else {
            return false;
        };
        self.look_at(text, end - line.len(), end, next);
        if self.is_list {
            return false;
        }
        if first.is_lowercase() && !text[next..].chars().nth(1).is_some_and(char::is_uppercase) {
            // A line of its own ("Published:", a date) is not continued by a caption that happens
            // to start in lower case, and neither is a short one by another that does not stop.
            return last != ':'
                && last != ';'
                && !is_date(line)
                && !is_address(&text[next..])
                && (self.wrap_width > 0
                    || line.chars().count() > SHORT
                    || is_unfinished(line, last)
                    || is_stopped(line_at(text, next)));
        }
        let is_opened = matches!(first, '"' | '“' | '(' | '\'' | '‘' | '$' | '€' | '£');
        if self.wrap_width > 0 && self.run.contains(&next) {
            return (first.is_alphanumeric() || is_opened)
                && no_room(line, &text[next..], self.wrap_width);
        }
        // A comma before a quotation ends the line that introduces it.
        is_unfinished(line, last)
            && (first.is_alphanumeric() || (is_opened && last.is_alphabetic()))
    }

    /// Whether the line break behind a stop that ends at `end` is only a wrap. A line that stops is
    /// more often complete, so nothing but a wrapped run counts.
    pub(super) fn is_wrap_after_stop(&mut self, text: &str, end: usize, next: usize) -> bool {
        let line = last_line(&text[..end]);
        self.look_at(text, end - line.len(), end, next);
        self.wrap_width > 0
            && self.run.contains(&next)
            && no_room(line, &text[next..], self.wrap_width)
    }

    /// Looks at the run of short lines that starts with the line at `start..end`, unless it was
    /// looked at already.
    fn look_at(&mut self, text: &str, start: usize, end: usize, next: usize) {
        if self.run.contains(&end) && self.run.contains(&next) {
            return;
        }
        if self.run.contains(&end) || is_long(&text[start..end]) {
            *self =
                Layout { run: start..end + 1, known_width: self.known_width, ..Layout::default() };
            return;
        }
        let mut width = 0;
        let mut lines = 0_usize;
        let mut is_continued = false;
        let mut ends_in_stop = false;
        let mut at = start;
        let mut run_end = start;
        while at < text.len() {
            let line = line_at(text, at);
            let trimmed = line.trim();
            if trimmed.is_empty() || is_long(trimmed) {
                break;
            }
            is_continued |= lines > 0 && trimmed.starts_with(char::is_lowercase);
            ends_in_stop = is_stopped(trimmed);
            width = width.max(trimmed.chars().count());
            lines += 1;
            run_end = at + line.len();
            at = run_end + break_len(text, run_end);
        }
        // A wrap leaves no room for the next word, which can be told only after the width is known.
        let n_full = text[start..run_end]
            .lines()
            .zip(text[start..run_end].lines().skip(1))
            .filter(|(line, rest)| no_room(line.trim(), rest.trim_start(), width))
            .count();
        let is_wrapped =
            lines >= 3 && is_continued && width >= NARROWEST_WRAP && n_full * 10 >= (lines - 1) * 6;
        if is_wrapped {
            self.known_width = self.known_width.max(width);
        }
        let is_wrapped = is_wrapped || (width > SHORT / 2 && width <= self.known_width);
        *self = Layout {
            run: start..run_end.max(end) + 1,
            wrap_width: if is_wrapped { self.known_width } else { 0 },
            is_list: lines >= 2 && !ends_in_stop && width < NARROWEST_WRAP,
            known_width: self.known_width,
        };
    }
}

/// Whether the first word of `rest` would have made `line` wider than `width`.
fn no_room(line: &str, rest: &str, width: usize) -> bool {
    let word = rest.split(char::is_whitespace).next().unwrap_or_default();
    line.chars().count() + 1 + word.chars().count() > width
}

/// The text after the last line break of `text`, without white space at its ends.
fn last_line(text: &str) -> &str {
    // A line longer than this is a paragraph whatever its start, and looking further back would
    // cost more than linear time.
    let floor = floor_boundary(text, text.len().saturating_sub(LONGEST_LOOK));
    match text.as_bytes()[floor..].iter().rposition(|&b| b == b'\n' || b == b'\r') {
        Some(at) => text[floor + at..].trim_start(),
        None => &text[floor..],
    }
}

/// The line that starts at `at`, without its line break, cut off where it is certainly too long to
/// be wrapped.
fn line_at(text: &str, at: usize) -> &str {
    let rest = &text.as_bytes()[at..];
    let window = &rest[..rest.len().min(LONGEST_LOOK)];
    let mut len = window.iter().position(|&b| b == b'\n' || b == b'\r').unwrap_or(window.len());
    while !text.is_char_boundary(at + len) {
        len -= 1;
    }
    &text[at..at + len]
}

/// The length of the line break at `at`.
fn break_len(text: &str, at: usize) -> usize {
    match text.as_bytes()[at..] {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// Whether the line is a sentence or more, from its end; a paragraph is.
fn is_stopped(line: &str) -> bool {
    line.trim_end().trim_end_matches(['"', '”', '’', ')', '\'']).ends_with(['.', '!', '?', '…'])
        || is_long(line)
}

/// Whether `line`, which ends in `last`, cannot be a heading or an item because of its last word.
fn is_unfinished(line: &str, last: char) -> bool {
    let word = &line[line.trim_end_matches(char::is_alphabetic).len()..];
    // A hyphen at a word divides it; a dash that stands alone closes a date line.
    last == ','
        || (last == '-' && line.trim_end_matches('-').ends_with(char::is_alphabetic))
        || (word.starts_with(char::is_lowercase) && word::is_unfinished(word))
}

fn is_long(line: &str) -> bool {
    line.len() > WIDEST_WRAP && line.chars().count() > WIDEST_WRAP
}

fn is_address(text: &str) -> bool {
    let word =
        text[..floor_boundary(text, 64)].split(char::is_whitespace).next().unwrap_or_default();
    word.contains("://") || word.starts_with("www.") || word.contains('@')
}

/// Whether a short line ends in a year or a time, as the date line of an article does.
fn is_date(line: &str) -> bool {
    let digits = line.bytes().rev().take_while(u8::is_ascii_digit).count();
    digits == 4 && line.len() < NARROWEST_WRAP && line.contains(',')
}

#[cfg(test)]
mod tests {
    use crate::token::sentence::sentences;

    #[test]
    #[rustfmt::skip]
    fn line_breaks_end_or_wrap() {
        // Name, text, sentences; "|" stands for an end.
        let cases = [
            ("blank line", "The harbour\n\nwas closed.", "The harbour|was closed."),
            ("blank line with spaces", "The harbour\n \t\nwas closed.", "The harbour|was closed."),
            ("carriage returns", "The harbour\r\n\r\nwas closed.", "The harbour|was closed."),
            ("page break", "The harbour\u{c}was closed.", "The harbour|was closed."),
            ("heading", "Storm closes harbour\nThe harbour closed on Monday.", "Storm closes harbour|The harbour closed on Monday."),
            ("date line", "Monday, 3 March 2025\nthree boats at the quay", "Monday, 3 March 2025|three boats at the quay"),
            ("colon before a quotation", "The mayor wrote:\n“We will rebuild.”", "The mayor wrote:|“We will rebuild.”"),
            ("caption and credit", "Boats at the quay\nPhoto: A. Roe", "Boats at the quay|Photo: A. Roe"),
            ("menu", "news\nsport\nweather", "news|sport|weather"),
            ("heading and a byline", "Storm closes harbour\nby Ann Roe", "Storm closes harbour|by Ann Roe"),
            ("link inside a sentence", "The port was closed by the\nCoast Guard\nafter the storm passed.", "The port was closed by the\nCoast Guard\nafter the storm passed."),
            ("divided word", "It was a non-\nbinding vote.", "It was a non-\nbinding vote."),
            ("address", "Read more on our site\nhttps://example.com/a", "Read more on our site|https://example.com/a"),
            ("stop at the end of a line", "The port is open.\nboats may leave.", "The port is open.|boats may leave."),
            ("abbreviation at the end of a line", "The port belongs to Roe Inc.\nBoats may leave.", "The port belongs to Roe Inc.|Boats may leave."),
            ("title at the end of a line", "The port belongs to Mr.\nRoe.", "The port belongs to Mr.\nRoe."),
            ("small first letter of a name", "Phones and other things\niPhone sales rose.", "Phones and other things|iPhone sales rose."),
            (
                "wrapped prose",
                "The harbour was closed for the whole of the week, after the storm that John\nRoe and the other pilots had \
                 seen coming from the north-west. The office of\nMs. Roe said that no ship of any size could come in, and that the\n\
                 ports would decide on Friday.",
                "The harbour was closed for the whole of the week, after the storm that John\nRoe and the other pilots had \
                 seen coming from the north-west.|The office of\nMs. Roe said that no ship of any size could come in, and that the\n\
                 ports would decide on Friday.",
            ),
            (
                "paragraph of two lines in a wrapped text",
                "The harbour was closed for the whole of the week after the storm that the\n\
                 pilots had seen coming from the north-west, and no one was able to say for\n\
                 how long.\n\n\
                 The last ship that came in before the storm had been the steamer of Jane\n\
                 Roe.",
                "The harbour was closed for the whole of the week after the storm that the\n\
                 pilots had seen coming from the north-west, and no one was able to say for\n\
                 how long.|\
                 The last ship that came in before the storm had been the steamer of Jane\n\
                 Roe.",
            ),
        ];
        for (name, text, expected) in cases {
            let found: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
            assert_eq!(found.join("|"), expected, "{name}");
        }
    }
}
