//! Credits, captions, datelines' agencies and pitches: lines that every outlet prints in a wording of its own.
//!
//! Recurrence finds a line that is printed again and again; a credit names other people each time ("... and ...
//! contributed to this report"), so it is known by its formula. The list is short on purpose: a formula has to
//! be one that a news report itself never uses.

use super::{Masks, Reason};
use crate::article::{Corpus, Part};
use crate::token::TokenizedCorpus;

/// Formulas as lower-case words. A sentence that holds one is set aside where it is short.
const FORMULAS: [&str; 39] = [
    "contributed to this report",
    "contributed to this story",
    "contributed to this article",
    "contributed reporting",
    "contributed from",
    "reporting by",
    "editing by",
    "additional reporting",
    "compiled by",
    "staff writer",
    "staff writers",
    "ap photo",
    "getty images",
    "file photo",
    "afp via getty",
    "pool via ap",
    "photo by",
    "photograph by",
    "image credit",
    "all rights reserved",
    "may not be published, broadcast",
    "reprint permission",
    "permission to reprint",
    "copyright ©",
    "click here",
    "click to",
    "sign up for our",
    "sign up to our",
    "subscribe to our",
    "follow us on",
    "get the app",
    "download the app",
    "read more:",
    "story continues below",
    "image caption",
    "image copyright",
    "media caption",
    "media playback is",
    "contributing:",
];

/// A longer sentence that happens to hold a formula is prose: "... told a reporter that getty images had ...".
const MOST_WORDS: usize = 45;

/// Marks sentences that hold a formula.
pub(super) fn mark(corpus: &Corpus, tokenized: &TokenizedCorpus, masks: &mut Masks) {
    for article in corpus.article_ids() {
        for (number, sentence) in tokenized.document(article).sentences.iter().enumerate() {
            if sentence.part != Part::Body || sentence.n_tokens() > MOST_WORDS {
                continue;
            }
            let text = sentence.span.of(corpus.article(article).text(sentence.part));
            if text.is_some_and(is_credit) {
                masks.add(tokenized, article, number, Reason::Credit);
            }
        }
    }
}

fn is_credit(text: &str) -> bool {
    let lower = text.to_lowercase();
    FORMULAS.iter().any(|formula| {
        lower.match_indices(formula).any(|(at, found)| {
            let before = lower[..at].chars().next_back();
            let after = lower[at + found.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    })
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
        ];
        for (text, credit) in cases {
            assert_eq!(is_credit(text), credit, "{text}");
        }
    }
}
