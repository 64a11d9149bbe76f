//! Which part of a sentence can be quoted as a sentence?
//!
//! A dateline ("GENEVA (Reuters) —") is no part of the sentence behind it. A sentence can end before a clause
//! that adds to what is already complete: a relative clause after a comma, a participle ("..., ending a
//! strike"), "while", "after", a second main clause with "and"; and before its last phrase ("..., the first in
//! years", "..., including two ministers", "..., in a blow to the mayor"). It never ends before "but" or "unless",
//! and never before the words that say who claims it: what is left must not say more than the whole. Every part
//! is a span of the published sentence. Cost: one pass. It misleads where the words before a comma hold a verb
//! that belongs to a clause of its own.

use crate::clean::dateline_length;

/// The fewest words that are still a sentence.
const FEWEST: usize = 9;
/// A clause with fewer words than this is not worth cutting.
const WORTH: usize = 3;
/// The longest label in front of a sentence, in characters.
const LABEL: usize = 60;

/// What a sentence can end before, after a comma. A word in -ing can too.
const ADDING: [&str; 11] =
    ["who", "which", "where", "while", "whose", "after", "as", "amid", "adding", "citing", "and"];

/// Words that look like participles and are none.
const NO_PARTICIPLES: [&str; 11] = [
    "according",
    "during",
    "including",
    "nothing",
    "something",
    "anything",
    "everything",
    "king",
    "evening",
    "morning",
    "being",
];

/// What opens a phrase that a sentence can end before, after its last comma. "Without", "to", "for" and "under" are not
/// among them: they open conditions and reservations ("..., without evidence").
#[rustfmt::skip]
const PHRASES: &[&str] = &[
    "in", "on", "at", "from", "during", "following", "including", "such", "along", "especially", "particularly",
];

/// What opens a clause of time at the end of a sentence.
const TIMES: [&str; 3] = ["when", "before", "since"];

/// A phrase with one of these says whose word it is, or doubts it ("..., in the view of critics", "..., a claim that
/// the mayor denies").
#[rustfmt::skip]
const RESERVING: &[&str] = &[
    "view", "views", "words", "opinion", "eyes", "account", "accounts", "estimate", "estimates", "report", "reports",
    "evidence", "claim", "claims", "charge", "charges", "allegation", "allegations", "accusation", "accusations",
    "assertion", "theory", "conclusion", "critics", "supporters", "sources", "least",
];

/// What opens a second name for what stands before it ("..., the first in years").
const SECOND_NAMES: [&str; 4] = ["a", "an", "the", "another"];

/// What opens a clause inside a phrase.
const RELATIVES: [&str; 7] = ["that", "who", "which", "where", "whose", "when", "what"];

/// A sentence that opens with one of these has its main clause behind a comma.
#[rustfmt::skip]
const BEFORE_MAIN: &[&str] = &[
    "while", "when", "as", "after", "although", "though", "if", "because", "since", "before", "once", "until",
    "unless", "despite", "whether", "per", "in", "on", "at", "for", "from", "by", "with", "during", "following",
    "under", "amid", "to", "having",
];

/// Forms that make a clause a main clause, besides words in -ed.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "must",
    "should", "does", "did", "do", "said", "says", "told", "made", "took", "gave", "went", "came", "became",
    "began", "won", "lost", "met", "held", "left", "led", "found", "got", "put", "set", "cut", "hit", "shot",
    "struck", "broke", "brought", "built", "bought", "sold", "sent", "spent", "spoke", "stood", "fell", "rose",
    "grew", "knew", "kept", "let", "paid", "ran", "saw", "sought", "sued", "swore", "threw", "withdrew", "wrote",
    "drew", "drove", "fought", "fled", "flew", "laid", "overturned", "quit", "read", "rode", "shut", "slid",
    "thought", "urged", "vetoed", "backed", "plans", "wants",
];

/// Where the sentence begins behind a dateline or a label in capitals ("KYIV: "), in bytes; 0 where there is none.
pub(super) fn opening(sentence: &str) -> usize {
    let rest = match dateline_length(sentence) {
        0 => behind_label(sentence),
        length => Some(&sentence[length..]),
    };
    rest.map_or(0, |rest| sentence.len() - rest.trim_start().len())
}

/// What stands behind a label in capitals.
fn behind_label(sentence: &str) -> Option<&str> {
    let (head, rest) = sentence.split_once(": ")?;
    let first = head.split([' ', ',']).next().unwrap_or("");
    let first = first.trim_matches(|c: char| !c.is_alphanumeric());
    let capitals = first.chars().count() >= 3 && first.chars().all(char::is_uppercase);
    let short = head.chars().count() <= LABEL && head.split_whitespace().count() <= 8;
    (capitals && short).then_some(rest)
}

/// Where else the sentence can end, in bytes, the longest part first. The whole is not among them.
pub(super) fn endings(sentence: &str) -> Vec<usize> {
    let n_words = sentence.split_whitespace().count();
    let mut found = Vec::new();
    for (place, mark) in sentence.match_indices([',', '\u{2014}', '\u{2013}']) {
        let (head, tail) = (&sentence[..place], &sentence[place + mark.len()..]);
        let next = tail.split_whitespace().next().unwrap_or("");
        let next = next.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let dash = mark != ",";
        if !tail.starts_with(' ') || (dash && !head.ends_with(' ')) {
            continue;
        }
        let participle =
            next.len() > 5 && next.ends_with("ing") && !NO_PARTICIPLES.contains(&next.as_str());
        let adds = participle
            || ADDING.contains(&next.as_str())
            || (dash && n_marks(tail) == 0)
            || (!dash && is_last_phrase(head, tail, &next));
        // A relative clause between two commas stands inside the main clause.
        let inserted = matches!(next.as_str(), "who" | "which" | "where" | "whose")
            && (!has_verb(head) || tail.contains(','));
        let head_words = head.split_whitespace().count();
        if adds
            && !inserted
            && next != "according"
            && head_words >= FEWEST
            && n_words >= head_words + WORTH
            && has_verb(head)
            && balanced(head)
            && !attributed(tail)
        {
            found.push(head.trim_end().len());
        }
    }
    found.reverse();
    found
}

/// Whether what follows a comma is a phrase that closes the sentence, begun by the word `next`. Behind a clause that
/// opens the sentence it would be the main clause; a phrase with a verb of its own may hold what the sentence says
/// ("Lawmakers, urged by the mayor, on Monday left the room").
fn is_last_phrase(head: &str, tail: &str, next: &str) -> bool {
    if tail.contains(',') || (opens_with_a_clause(head) && !head.contains(',')) {
        return false;
    }
    let words = || tail.split(|c: char| !c.is_alphanumeric());
    if words().any(|word| RESERVING.contains(&word)) {
        return false;
    }
    let mut phrase = words().take_while(|word| !RELATIVES.contains(word));
    TIMES.contains(&next)
        || ((PHRASES.contains(&next) || SECOND_NAMES.contains(&next)) && !phrase.any(is_verb))
}

/// Whether a sentence opens with what comes before its main clause ("While ...", "Only hours after ...").
fn opens_with_a_clause(sentence: &str) -> bool {
    let mut words = sentence
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    let opens = |word: String| BEFORE_MAIN.contains(&word.as_str());
    match words.next().as_deref() {
        Some("and" | "but" | "only" | "even" | "just") => words.take(2).any(opens),
        Some(first) => BEFORE_MAIN.contains(&first),
        None => false,
    }
}

fn n_marks(text: &str) -> usize {
    text.matches(['\u{2014}', '\u{2013}']).count()
}

/// Whether a clause says who claims what stands before it.
fn attributed(tail: &str) -> bool {
    const SAY: [&str; 8] =
        ["said", "says", "according", "told", "reported", "claimed", "alleged", "announced"];
    let mut words = tail.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| SAY.contains(&word.to_lowercase().as_str()))
}

fn has_verb(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}').any(is_verb)
}

fn is_verb(word: &str) -> bool {
    VERBS.contains(&word)
        || (word.len() > 4 && word.ends_with("ed") && word.starts_with(char::is_lowercase))
}

/// Whether every quotation mark and bracket that opens also closes.
pub(super) fn balanced(text: &str) -> bool {
    let n = |mark: char| text.matches(mark).count();
    quotations_close(text)
        && n('(') == n(')')
        && n('[') == n(']')
        && (!text.contains('\u{2018}') || text.contains('\u{2019}'))
}

/// Whether every double quotation mark that opens also closes.
pub(crate) fn quotations_close(text: &str) -> bool {
    let n = |mark: char| text.matches(mark).count();
    n('"').is_multiple_of(2) && n('\u{201C}') == n('\u{201D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_is_passed_over() {
        let cases = [
            ("GENEVA (Reuters) - The talks opened on Monday.", "The talks opened on Monday."),
            ("Geneva (AP) \u{2014} The talks opened on Monday.", "The talks opened on Monday."),
            ("KYIV: The talks opened on Monday.", "The talks opened on Monday."),
            ("WASHINGTON -- The talks opened on Monday.", "The talks opened on Monday."),
            ("Geneva, May 3 (AP) The talks opened.", "The talks opened."),
            ("***LATEST: The talks opened on Monday.", "The talks opened on Monday."),
            (
                "The talks \u{2014} the third this year \u{2014} opened.",
                "The talks \u{2014} the third this year \u{2014} opened.",
            ),
            ("The minister was clear: no talks.", "The minister was clear: no talks."),
        ];
        for (sentence, expected) in cases {
            assert_eq!(&sentence[opening(sentence)..], expected);
        }
    }

    #[test]
    fn a_sentence_ends_early_only_where_what_is_left_is_complete() {
        let cases: [(&str, &[&str]); 18] = [
            (
                "The council voted on Monday to close the old harbour for good, ending a dispute of ten years.",
                &["The council voted on Monday to close the old harbour for good"],
            ),
            (
                "The council voted on Monday to close the old harbour, which had lost most of its trade.",
                &["The council voted on Monday to close the old harbour"],
            ),
            (
                "The mayor of the old harbour town, who voted against it, left the room at once.",
                &[],
            ),
            (
                "The council voted on Monday to close the old harbour, but the mayor refused to sign.",
                &[],
            ),
            (
                "The old harbour was closed by force on Monday night, according to two officials.",
                &[],
            ),
            (
                "The old harbour was closed by force on Monday night, and nobody was hurt, officials said.",
                &[],
            ),
            ("Short, ending here.", &[]),
            (
                "The council voted on Monday to close the old harbour, in a blow to the mayor.",
                &["The council voted on Monday to close the old harbour"],
            ),
            (
                "The council voted on Monday to close the old harbour, the first that the town had built.",
                &["The council voted on Monday to close the old harbour"],
            ),
            (
                "The council voted on Monday to close the old harbour, saying that nobody needs it.",
                &["The council voted on Monday to close the old harbour"],
            ),
            (
                "While the council voted on Monday to close the old harbour, the mayor left the room.",
                &[],
            ),
            (
                "Only hours after the council had voted to close the old harbour, a crane fell into the sea.",
                &[],
            ),
            (
                "After the council had voted to close the old harbour, in the evening the mayor left.",
                &[],
            ),
            (
                "The old harbour was closed by the council against the law, in the view of critics.",
                &[],
            ),
            (
                "The old harbour was closed by the council to save money, a claim that the mayor denies.",
                &[],
            ),
            (
                "The old harbour was closed by the council to save its money, without evidence of need.",
                &[],
            ),
            (
                "Members of the council, urged by the mayor to close the old harbour, on Monday left the room.",
                &[],
            ),
            (
                "The old harbour was closed by force on Monday night, the mayor said in a statement.",
                &[],
            ),
        ];
        for (sentence, expected) in cases {
            let found: Vec<&str> =
                endings(sentence).into_iter().map(|end| &sentence[..end]).collect();
            assert_eq!(found, expected, "{sentence}");
        }
    }
}
