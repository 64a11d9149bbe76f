//! How well does a sentence stand alone?
//!
//! A factor from 0 to 1: nothing for a sentence that breaks off, less for one that leans on the sentence before
//! it, asks, opens with somebody's quotation, or is somebody's own words without their marks. Cost: one pass.
//! It misleads where "it" or "that" opens a sentence without pointing back.

use super::super::cut::balanced;

/// Words that lean on the sentence before, or on what follows.
#[rustfmt::skip]
const LEANING: [&str; 31] = [
    "he", "she", "it", "they", "his", "her", "their", "its", "this", "that", "these", "those", "but", "and", "so",
    "then", "however", "we", "i", "you", "also", "or", "yet", "there", "our", "my", "meanwhile", "still", "such",
    "instead", "here",
];

/// How well a sentence stands alone, from 0 to 1.
pub(in crate::wording) fn quality(sentence: &str) -> f64 {
    let ends = sentence
        .trim_end()
        .ends_with(['.', '!', '"', '\u{201D}', '\'', '\u{2019}', ')', '\u{3002}']);
    if !ends || !balanced(sentence) {
        return 0.0;
    }
    let first = sentence.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    let first = first.unwrap_or("").to_lowercase();
    let mut quality = 1.0;
    if sentence.starts_with(['"', '\u{201C}', '\u{2018}', '\'', '(', '[', '\u{2026}', '.']) {
        quality *= 0.8;
    } else if LEANING.contains(&first.as_str()) {
        quality *= 0.85;
    }
    if sentence.contains('?') {
        quality *= 0.8;
    }
    // Somebody's own words without their marks: a quotation that runs over several sentences.
    if speaks_of_itself(sentence) {
        quality *= 0.5;
    }
    quality
}

/// Whether a sentence says "I", "we" or "our" outside quotation marks.
fn speaks_of_itself(sentence: &str) -> bool {
    let mut inside = false;
    sentence.split_inclusive(['"', '\u{201C}', '\u{201D}']).any(|stretch| {
        let was_inside = inside;
        match stretch.chars().next_back() {
            Some('"') => inside = !inside,
            Some('\u{201C}') => inside = true,
            Some('\u{201D}') => inside = false,
            _ => {}
        }
        let mut words = stretch.split(|c: char| !c.is_alphanumeric());
        !was_inside
            && words.any(|word| matches!(word, "I" | "my" | "we" | "We" | "our" | "Our" | "My"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_lean_or_break_off_weigh_less() {
        let cases = [
            ("The council closed the harbour on Monday.", 1.0),
            ("It closed the harbour on Monday.", 0.85),
            ("Here is what closed on Monday.", 0.85),
            ("\u{201C}We closed it,\u{201D} said the mayor.", 0.8),
            ("Is the harbour closed?", 0.0),
            ("The wall fell and we left the harbour.", 0.5),
            ("The mayor said \u{201C}we left the harbour\u{201D} on Monday.", 1.0),
            ("The mayor said \u{201C}the harbour is closed.", 0.0),
            ("Harbour closed on Monday", 0.0),
        ];
        for (sentence, expected) in cases {
            assert_eq!(quality(sentence), expected, "{sentence}");
        }
    }
}
