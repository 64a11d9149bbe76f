//! Credits, captions, datelines' agencies and pitches: lines that every outlet prints in a wording of its own.
//!
//! Recurrence finds a line that is printed again and again; a credit names other people each time ("... and ...
//! contributed to this report"), so it is known by its formula. The list is short on purpose: a formula has to
//! be one that a news report itself never uses.

use super::{Masks, Reason, body_sentences};
use crate::article::Corpus;
use crate::token::TokenizedCorpus;

/// Formulas of credits and captions, lower-case. They are one wherever a short sentence holds them, and at the
/// start or end of a longer one: a caption ends with its photographer, a report does not.
const CREDITS: [&str; 49] = [
    "contributed to this report",
    "contributed to this story",
    "contributed to this article",
    "contributed to this post",
    "this story was written",
    "this story was originally",
    "this story was first published",
    "this article was written",
    "this article was originally",
    "this article was first published",
    "contributed reporting",
    "additional reporting",
    "staff writer",
    "staff writers",
    "ap photo",
    "getty images",
    "afp/getty",
    "afp via getty",
    "via getty",
    "pool via ap",
    "via ap",
    "file photo",
    "file image",
    "handout photo",
    "photo by",
    "photograph by",
    "photo credit",
    "image credit",
    "image source",
    "image copyright",
    "image caption",
    "media caption",
    "video caption",
    "toggle caption",
    "hide caption",
    "enlarge this image",
    "media playback is",
    "all rights reserved",
    "may not be published, broadcast",
    "may not be reproduced",
    "republished with permission",
    "reprint permission",
    "permission to reprint",
    "copyright \u{a9}",
    "\u{a9} copyright",
    "story continues below",
    "article continues below",
    "sign up for our",
    "sign up to our",
];

/// Formulas that a credit or pitch begins with; inside a sentence they may well be prose.
const OPENINGS: [&str; 47] = [
    "reporting by",
    "(reporting by",
    "editing by",
    "(editing by",
    "writing by",
    "compiled by",
    "contributing:",
    "contributing by",
    "with reporting by",
    "with files from",
    "file -",
    "file \u{2013}",
    "file \u{2014}",
    "file\u{2014}",
    "file:",
    "photo:",
    "photos:",
    "picture:",
    "video:",
    "watch:",
    "listen:",
    "related:",
    "read more",
    "read next",
    "read also",
    "see also",
    "more from",
    "click here",
    "click to",
    "click the",
    "tap here",
    "subscribe to",
    "subscribe now",
    "sign up",
    "follow us",
    "follow him on",
    "follow her on",
    "follow them on",
    "email him at",
    "email her at",
    "contact us",
    "get the app",
    "get our",
    "get the latest",
    "download the app",
    "download our",
    "support our journalism",
];

/// A sentence of at most so many words that holds a formula is a credit whatever else it says.
const SHORT: usize = 12;
/// A longer sentence that happens to hold a formula is prose: "... told a reporter that getty images had ...".
const MOST_WORDS: usize = 45;
/// A caption names its kind within so many words, or ends with as many of its credit.
const EDGE: usize = 8;
/// A pitch is one sentence of at most so many words.
const MOST_WORDS_OF_PITCH: usize = 30;

/// Marks sentences that hold a formula, or that edge of a longer one.
pub(super) fn mark(corpus: &Corpus, tokenized: &TokenizedCorpus, masks: &mut Masks) {
    for (article, number, text) in body_sentences(corpus, tokenized, MOST_WORDS) {
        let document = tokenized.document(article);
        let sentence = &document.sentences[number];
        match credit(text, sentence.n_tokens()) {
            Credit::None => {}
            Credit::Whole => masks.add(tokenized, article, number, Reason::Credit),
            Credit::Until(end) => {
                let end = sentence.span.start + end as u32;
                let words = document.words_of(sentence);
                let n_first = words.iter().take_while(|word| word.span.start < end).count();
                masks.add_edges(tokenized, article, number, (n_first, 0), Reason::Credit);
            }
            Credit::From(start) => {
                masks.add_from(tokenized, article, number, start, Reason::Credit);
            }
        }
    }
}

/// How much of a sentence is a credit; bytes are counted from its start.
#[derive(Debug, PartialEq, Eq)]
enum Credit {
    None,
    Whole,
    Until(usize),
    From(usize),
}

fn credit(text: &str, n_words: usize) -> Credit {
    // Lower case of another length would shift the places; only ASCII formulas are looked for.
    let lower = text.to_ascii_lowercase();
    let trimmed = lower.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
    let opens = |opening: &str| {
        trimmed.strip_prefix(opening).is_some_and(|rest| {
            !(opening.ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric))
        })
    };
    if n_words <= MOST_WORDS_OF_PITCH && OPENINGS.iter().any(|opening| opens(opening)) {
        return Credit::Whole;
    }
    let (mut until, mut from) = (0, text.len());
    for formula in CREDITS {
        for (at, found) in lower.match_indices(formula) {
            let (before, after) = (&lower[..at], &lower[at + found.len()..]);
            if before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric) {
                continue;
            }
            let words = |text: &str| text.split_whitespace().count();
            if n_words <= SHORT {
                return Credit::Whole;
            }
            if words(before) + words(found) <= EDGE {
                until = until.max(at + found.len());
            } else if words(found) + words(after) <= EDGE {
                from = from.min(at);
            }
        }
    }
    match (until, from < text.len()) {
        (0, false) => Credit::None,
        (0, true) => Credit::From(open_parenthesis(text, from)),
        // A caption with a credit at either end is none of the report.
        (_, true) => Credit::Whole,
        (until, false) => Credit::Until(until),
    }
}

/// A credit in parentheses begins where they open.
fn open_parenthesis(text: &str, from: usize) -> usize {
    match text[..from].rfind('(') {
        Some(open) if !text[open..from].contains(')') => open,
        _ => from,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_found_as_whole_words() {
        let cases = [
            ("Our desks in Kyiv and Riga contributed to this report.", true),
            ("(Reporting by our bureau; Editing by the night desk)", true),
            ("FILE PHOTO: The bridge at dawn.", true),
            ("Rain contributed to this spring's floods.", false),
            ("The photo, by all accounts, was real.", false),
            ("She subscribed to our view of the matter.", false),
            ("Click here for the morning letter.", true),
            ("Clicking here and there, he found the file.", false),
            (
                "FILE - In this photo the mayor opens the bridge between the two halves of town.",
                true,
            ),
            ("The file was found on Monday by a clerk of the court.", false),
            (
                "The river has risen two metres since Sunday, say figures compiled by the harbour office of the town.",
                false,
            ),
            (
                "The picture that a Getty Images photographer took on the bridge shows the mayor with his back to the river.",
                false,
            ),
        ];
        for (text, credit) in cases {
            let n_words = text.split_whitespace().count();
            assert_eq!(super::credit(text, n_words) == Credit::Whole, credit, "{text}");
        }
    }

    #[test]
    fn a_longer_caption_keeps_what_it_tells() {
        let cases = [
            (
                "People wait for the ferry on the eastern bank of the river after the storm (Photo by A. Ferryman)",
                Credit::From(75),
            ),
            (
                "Image caption People wait for the ferry on the eastern bank of the river after the storm",
                Credit::Until(13),
            ),
            (
                "Sie warten am Fl\u{fc}sschen auf die F\u{e4}hre und wissen nicht, wann sie heute noch kommt",
                Credit::None,
            ),
        ];
        for (text, credit) in cases {
            assert_eq!(super::credit(text, text.split_whitespace().count()), credit, "{text}");
        }
    }
}
