//! Where quotation marks open and close.
//!
//! Marks are paired inside a paragraph. A quotation that the paragraph leaves open goes on in the next one
//! where that opens with a mark again, as printed speech of several paragraphs does; each paragraph is then a
//! quotation of its own. A mark that nothing answers is dropped unless it begins its paragraph: a lost closing
//! mark must not swallow an article. Inside a quotation other kinds of marks are part of it.
//!
//! An apostrophe is no mark: a single mark opens only behind a space and before a letter, and counts only where
//! another closes it in the same paragraph. Cost: linear, one look at each mark.

use memchr::{memchr, memchr2, memchr3};

/// Text between marks, marks included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quoted {
    pub start: usize,
    pub end: usize,
    /// The length in bytes of the closing mark; 0 where there is none.
    pub closing: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Curly,
    LowHigh,
    Guillemets,
    GuillemetsInward,
    Straight,
    TwoSingle,
    SingleCurly,
    SingleStraight,
}

/// The byte that curly marks begin with.
const CURLY: u8 = "“".as_bytes()[0];

/// Single marks hold a name or a sentence, not pages.
const LONGEST_SINGLE: usize = 600;

/// Every quotation of a text, in order, disjoint.
pub(super) fn quoted(text: &str) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
        paragraph(text, start, end, &mut found);
        start = end + 1;
    }
    found
}

fn paragraph(text: &str, start: usize, end: usize, found: &mut Vec<Quoted>) {
    let bytes = text.as_bytes();
    let mut at = start;
    // Kinds of marks that nothing closes in the rest of the paragraph; so that none is looked for twice.
    let mut hopeless: Vec<Style> = Vec::new();
    while at < end {
        at = next_mark(&bytes[..end], at);
        if at == end {
            return;
        }
        let Some((style, width)) = opening(text, start, at, end) else {
            at += 1;
            continue;
        };
        let found_end =
            if hopeless.contains(&style) { None } else { closing(text, style, at + width, end) };
        match found_end {
            Some((close, closing)) if close > at + width => {
                found.push(Quoted { start: at, end: close + closing, closing });
                at = close + closing;
            }
            Some((close, closing)) => at = close + closing,
            None => {
                let leads = text[start..at].trim().is_empty();
                let single = matches!(style, Style::SingleCurly | Style::SingleStraight);
                if !single && !hopeless.contains(&style) {
                    hopeless.push(style);
                }
                let last = at + width + text[at + width..end].trim_end().len();
                if leads && !single && last > at + width {
                    found.push(Quoted { start: at, end: last, closing: 0 });
                    return;
                }
                at += width;
            }
        }
    }
}

/// The first byte at or behind `at` that a mark may begin with, or the end.
fn next_mark(bytes: &[u8], at: usize) -> usize {
    let begins = |&byte: &u8| {
        [b'"', b'\'', b'`', 0xe2, 0xc2].iter().fold(false, |any, &mark| any | (byte == mark))
    };
    let mut at = at;
    // Whole blocks are compared at once: the compiler makes vectors of the folds.
    while let Some(block) = bytes.get(at..at + 16) {
        if block.iter().fold(false, |any, byte| any | begins(byte)) {
            break;
        }
        at += 16;
    }
    bytes[at..].iter().position(begins).map_or(bytes.len(), |more| at + more)
}

fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// The mark that opens at `at`, with its length.
fn opening(text: &str, start: usize, at: usize, end: usize) -> Option<(Style, usize)> {
    let rest = &text.as_bytes()[at..end];
    let free_before = at == start
        || before(text, at).is_none_or(|c| c.is_whitespace() || "([{—–-/:…>“‘\u{200b}".contains(c));
    let word_after = |width: usize| {
        at + width < end && after(text, at + width).is_some_and(|c| !c.is_whitespace())
    };
    let multi =
        |mark: &str, style| rest.starts_with(mark.as_bytes()).then_some((style, mark.len()));
    let plain = multi("“", Style::Curly)
        .or_else(|| multi("„", Style::LowHigh))
        .or_else(|| multi("‟", Style::Curly))
        .or_else(|| multi("«", Style::Guillemets))
        .or_else(|| multi("``", Style::TwoSingle));
    if plain.is_some() {
        return plain;
    }
    if let Some(found) = multi("»", Style::GuillemetsInward) {
        return (free_before && word_after(2)).then_some(found);
    }
    // A closing mark typed for an opening one.
    if let Some(found) = multi("”", Style::Curly) {
        return (free_before && word_after(3)).then_some(found);
    }
    if let Some(found) = multi("''", Style::TwoSingle) {
        return ((free_before || glued_stop(text, at)) && word_after(2)).then_some(found);
    }
    if let Some(found) = multi("\"", Style::Straight) {
        // Behind a digit it is an inch; behind a stop without a space scraped text lost the space.
        return ((free_before || glued_stop(text, at)) && word_after(1)).then_some(found);
    }
    let letter_after = |width: usize| {
        after(text, at + width).is_some_and(|c| c.is_alphabetic() || c == '$' || c == '[')
    };
    if let Some(found) = multi("‘", Style::SingleCurly) {
        return (free_before && letter_after(3)).then_some(found);
    }
    if let Some(found) = multi("'", Style::SingleStraight) {
        return (free_before && letter_after(1)).then_some(found);
    }
    None
}

fn glued_stop(text: &str, at: usize) -> bool {
    before(text, at).is_some_and(|c| matches!(c, '.' | ',' | '!' | '?'))
}

/// The mark that closes a quotation whose words begin at `from`: its place and length.
fn closing(text: &str, style: Style, from: usize, end: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let find = |marks: &[&str]| {
        let mut at = from;
        while at < end {
            if let Some(mark) =
                marks.iter().find(|mark| bytes[at..end].starts_with(mark.as_bytes()))
            {
                return Some((at, mark.len()));
            }
            at += 1;
        }
        None
    };
    match style {
        Style::Curly => {
            // Another opening mark of the kind nests, or shows that this one was never closed.
            let mut depth = 1;
            let mut at = from;
            let mut nested = false;
            while let Some(more) = memchr2(b'"', CURLY, &bytes[at..end]) {
                at += more;
                let rest = &bytes[at..end];
                let shut = |c: char| !c.is_alphanumeric() && c != '[' && c != '\'';
                if rest.starts_with("“".as_bytes())
                    && depth == 1
                    && before(text, at).is_some_and(|c| !c.is_whitespace())
                    && after(text, at + 3).is_none_or(shut)
                {
                    // The opening mark typed for the closing one.
                    return Some((at, 3));
                }
                if rest.starts_with("“".as_bytes()) {
                    depth += 1;
                    nested = true;
                } else if rest.starts_with("”".as_bytes()) {
                    depth -= 1;
                    if depth == 0 {
                        return Some((at, 3));
                    }
                } else if rest[0] == b'"' && depth == 1 && !nested && closes(text, at, 1) {
                    return Some((at, 1));
                }
                at += 1;
            }
            if nested { find(&["”"]) } else { None }
        }
        Style::LowHigh => find(&["“", "”", "\""]),
        Style::Guillemets => find(&["»"]),
        Style::GuillemetsInward => find(&["«"]),
        // Three in a row close a quotation inside as well.
        Style::TwoSingle => find(&["'''", "''", "\""]),
        Style::Straight => {
            let mut at = from;
            while let Some(more) = memchr2(b'"', CURLY, &bytes[at..end]) {
                at += more;
                if bytes[at] == b'"' && closes(text, at, 1) {
                    return Some((at, 1));
                }
                if bytes[at..end].starts_with("”".as_bytes()) {
                    return Some((at, 3));
                }
                at += 1;
            }
            None
        }
        Style::SingleCurly | Style::SingleStraight => single(text, style, from, end),
    }
}

/// Whether a straight mark ends something: no space before it, and no word at once behind it.
fn closes(text: &str, at: usize, width: usize) -> bool {
    let space_before = before(text, at).is_none_or(char::is_whitespace);
    let word_after = after(text, at + width).is_some_and(char::is_alphanumeric);
    !(space_before && word_after)
}

/// The close of a single mark. "the workers' vote" ends nothing while a better place follows.
fn single(text: &str, style: Style, from: usize, end: usize) -> Option<(usize, usize)> {
    let mark = if style == Style::SingleCurly { "’" } else { "'" };
    let mut doubtful = None;
    let mut at = from;
    let end = end.min(from + LONGEST_SINGLE);
    while let Some(more) = memchr3(b'"', b'\'', CURLY, &text.as_bytes()[at..end]) {
        at += more;
        let byte = text.as_bytes()[at];
        if byte == b'"' || text.as_bytes()[at..end].starts_with("“".as_bytes()) {
            break;
        }
        if text.as_bytes()[at..end].starts_with(mark.as_bytes()) {
            let next = if at + mark.len() < end { after(text, at + mark.len()) } else { None };
            if next.is_none_or(|c| !c.is_alphanumeric()) {
                let previous = before(text, at).unwrap_or(' ');
                if matches!(previous, '.' | ',' | '!' | '?') {
                    return Some((at, mark.len()));
                }
                if !previous.is_whitespace() && (doubtful.is_none() || previous != 's') {
                    if previous != 's' {
                        return Some((at, mark.len()));
                    }
                    doubtful = Some((at, mark.len()));
                }
            }
        }
        at += 1;
    }
    doubtful
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_all_kinds() {
        let cases: [(&str, &[&str]); 20] = [
            ("He said \"no\" twice.", &["\"no\""]),
            ("“No,” she said. “Never.”", &["“No,”", "“Never.”"]),
            ("Sie sagte „nein“ und ging.", &["„nein“"]),
            ("Il dit « non » hier.", &["« non »"]),
            ("Er sagte »nein« und ging.", &["»nein«"]),
            ("''No,'' he said.", &["''No,''"]),
            ("The workers' vote and the miners' strike", &[]),
            ("don't say it isn't", &[]),
            ("Mayor: 'We can't wait' for rain", &["'We can't wait'"]),
            ("‘It’s late,’ he said.", &["‘It’s late,’"]),
            ("“She told me ‘go’ and I went.”", &["“She told me ‘go’ and I went.”"]),
            ("“He said “go” and I went,” Roe said.", &["“He said “go” and I went,”"]),
            ("“One.\n\n“Two.”", &["“One.", "“Two.”"]),
            ("A 12\" pipe and a 14\" pipe", &[]),
            ("He said “no and left.\n\nShe stayed.", &[]),
            ("He left.\"We stay,\" she said.", &["\"We stay,\""]),
            ("“Mixed marks,\" he said.", &["“Mixed marks,\""]),
            ("\"", &[]),
            ("“”", &[]),
            ("the ’90s and rock ’n’ roll", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = quoted(text).iter().map(|q| &text[q.start..q.end]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
