//! Lists that run on inside a line: "1. Bread 2. Milk", "a) Bread b) Milk", "• Bread • Milk".
//!
//! Such a list has no stop between its items, so an item ends where the same kind of label goes on
//! with the next value.

/// The label that opens an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Label {
    kind: LabelKind,
    /// What stands between the value and the text.
    suffix: &'static str,
    /// Bytes of the whole label.
    len: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LabelKind {
    Number(u32),
    Letter(u8),
    Bullet(char),
}

impl LabelKind {
    /// The value of the next item; `None` after "z".
    fn next(self) -> Option<Self> {
        Some(match self {
            LabelKind::Number(value) => LabelKind::Number(value + 1),
            LabelKind::Letter(b'z' | b'Z') => return None,
            LabelKind::Letter(letter) => LabelKind::Letter(letter + 1),
            bullet @ LabelKind::Bullet(_) => bullet,
        })
    }
}

/// Where the next item of the list starts whose first item starts at `start`, when that is before
/// `end`.
pub(super) fn next_item(text: &str, start: usize, end: usize) -> Option<usize> {
    let first = label(&text[start..])?;
    let wanted = first.kind.next()?;
    let bytes = text.as_bytes();
    let mut at = start + first.len;
    while at < end {
        let is_space = bytes[at] == b' ' || bytes[at] == b'\n';
        at += 1;
        if !is_space || at >= end || !text.is_char_boundary(at) {
            continue;
        }
        let Some(found) = label(&text[at..]) else {
            continue;
        };
        let item = text[at + found.len..].trim_start().chars().next();
        if found.kind == wanted
            && found.suffix == first.suffix
            && item.is_some_and(|c| {
                c.is_uppercase() || matches!(wanted, LabelKind::Bullet(_)) || c.is_ascii_digit()
            })
        {
            return Some(at);
        }
    }
    None
}

/// Reads a label at the start of `text`.
fn label(text: &str) -> Option<Label> {
    let bytes = text.as_bytes();
    let first = *bytes.first()?;
    if first >= 0x80 {
        let bullet = text
            .chars()
            .next()
            .filter(|c| matches!(c, '•' | '◦' | '▪' | '‣' | '⁃' | '●' | '○' | '■'))?;
        return Some(Label { kind: LabelKind::Bullet(bullet), suffix: "", len: bullet.len_utf8() });
    }
    let (kind, len) = match first {
        b'0'..=b'9' => {
            let len = bytes.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
            (LabelKind::Number(text[..len].parse().ok().filter(|_| len <= 3)?), len)
        }
        b'a'..=b'z' | b'A'..=b'Z' => (LabelKind::Letter(first), 1),
        _ => return None,
    };
    let suffix = [".)", ".", ")"].into_iter().find(|suffix| text[len..].starts_with(suffix))?;
    if first.is_ascii_uppercase() && suffix == "." {
        // "A. Roe and B. Hale" are people.
        return None;
    }
    let len = len + suffix.len();
    // Initials and decimals go on without white space.
    bytes.get(len).is_some_and(u8::is_ascii_whitespace).then_some(Label { kind, suffix, len })
}

#[cfg(test)]
mod tests {
    use crate::token::sentence::sentences;

    #[test]
    #[rustfmt::skip]
    fn items_run_on_inside_a_line() {
        // Name, text, sentences; "|" stands for an end.
        let cases = [
            ("numbers", "1) Bread 2) Milk 3) Eggs", "1) Bread|2) Milk|3) Eggs"),
            ("numbers with stops", "1. Bread 2. Milk", "1. Bread|2. Milk"),
            ("numbers out of order", "1) Bread 3) Milk", "1) Bread 3) Milk"),
            ("another kind of label", "1) Bread 2. Milk", "1) Bread 2.|Milk"),
            ("letters", "a) Bread b) Milk", "a) Bread|b) Milk"),
            ("bullets", "• Bread • Milk", "• Bread|• Milk"),
            ("bullets between names", "Bread • Milk", "Bread • Milk"),
            ("people", "A. Roe and B. Hale won.", "A. Roe and B. Hale won."),
            ("a number in a sentence", "1. They came in 2. place.", "1. They came in 2. place."),
        ];
        for (name, text, expected) in cases {
            let found: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
            assert_eq!(found.join("|"), expected, "{name}");
        }
    }
}
