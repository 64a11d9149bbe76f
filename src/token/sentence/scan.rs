//! Finds the places where a sentence may end, and the marks that belong to such a place.

/// What kind of mark may end a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// One full stop.
    Stop,
    /// An exclamation mark, perhaps with other marks.
    Exclamation,
    /// A question mark, perhaps with other marks.
    Question,
    /// "…" or several dots; whether white space stands before them.
    Ellipsis { spaced: bool },
    /// A mark that has no other use, such as the Chinese full stop.
    Wide,
}

/// What stands at a candidate byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Candidate {
    /// A mark and the place behind it and its repetitions.
    Mark(Mark, usize),
    /// A line break.
    Line,
    /// Something that only begins with the same byte.
    Neither,
}

/// Bytes that are, or begin, a mark or a line break.
const CANDIDATES: [u8; 15] =
    [b'.', b'!', b'?', b'\n', b'\r', 0x0C, 0xC2, 0xD6, 0xD8, 0xDB, 0xE0, 0xE1, 0xE2, 0xE3, 0xEF];

/// Without a branch, so that a block of bytes is compared at once.
fn is_candidate(byte: u8) -> bool {
    CANDIDATES.iter().fold(false, |any, &candidate| any | (byte == candidate))
}

/// The first candidate at or after `from`, or the length of the text.
pub(super) fn next_candidate(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    // A block without a candidate is passed over without a branch per byte; the compiler turns the
    // fold into vector comparisons.
    while let Some(block) = bytes.get(at..at + 16) {
        if block.iter().fold(false, |any, &byte| any | is_candidate(byte)) {
            break;
        }
        at += 16;
    }
    bytes
        .get(at..)
        .and_then(|rest| rest.iter().position(|&byte| is_candidate(byte)))
        .map_or(bytes.len(), |i| at + i)
}

/// Reads the candidate at `at`.
pub(super) fn candidate(text: &str, at: usize) -> Candidate {
    match text.as_bytes()[at] {
        b'\n' | b'\r' | 0x0C => return Candidate::Line,
        b'.' | b'!' | b'?' => {}
        _ => match text[at..].chars().next() {
            Some('\u{85}' | '\u{2028}' | '\u{2029}') => return Candidate::Line,
            Some(c) if is_mark(c) => {}
            _ => return Candidate::Neither,
        },
    }
    let mut end = at;
    let mut dots = 0;
    let mut mark = Mark::Stop;
    for c in text[at..].chars() {
        match c {
            '.' => dots += 1,
            '…' => dots += 3,
            '?' | '؟' | '⁇' | '⁈' => mark = Mark::Question,
            '!' | '‼' | '⁉' if mark != Mark::Question => mark = Mark::Exclamation,
            '!' | '‼' | '⁉' => {}
            c if is_mark(c) => mark = Mark::Wide,
            _ => break,
        }
        end += c.len_utf8();
    }
    if mark == Mark::Stop && dots > 1 {
        mark = Mark::Ellipsis { spaced: at == 0 || text[..at].ends_with(char::is_whitespace) };
    }
    Candidate::Mark(mark, end)
}

/// Characters that end sentences; the full stop is among them.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '。'
            | '！'
            | '？'
            | '｡'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '։'
            | '።'
            | '፧'
            | '၊'
            | '။'
            | '។'
            | '៕'
            | '᠃'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
    )
}

/// Opening marks; the straight quotation marks are on both sides.
pub(super) fn is_opening(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '“'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '‹'
            | '»'
            | '('
            | '['
            | '{'
            | '¿'
            | '¡'
            | '「'
            | '『'
            | '（'
            | '《'
    )
}

/// Closing marks; the straight quotation marks are on both sides.
pub(super) fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '）' | '》')
}

/// The last boundary between characters at or before `at`, which may lie behind the text.
pub(super) fn floor_boundary(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    (0..=at).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

/// Faces and symbols that are set behind a stop in posts, with the marks that join them.
pub(super) fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{FE0F}' | '\u{200D}')
}
