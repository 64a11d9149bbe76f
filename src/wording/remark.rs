//! What does the coverage ask, expect, explain and judge?
//!
//! Sentences with a cue: a question, "it remains unclear whether", "is expected to", "because of", "critics say". A
//! remark that several outlets carry, as one statement or as shared copy, is one remark with several tellings. Cost:
//! one pass over the text. It misleads where a cue stands in somebody's quotation: the sentence is shown with its
//! outlet, so that a reader sees whose remark it is. English only.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::account::quality;
use super::concept::telling_sentences;
use super::statement::Statement;
use crate::article::{ArticleId, Citation, Corpus, OutletId, StoryId};
use crate::clean::Masks;
use crate::token::TokenizedCorpus;

/// What kind of remark a sentence makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RemarkKind {
    /// It asks.
    Question,
    /// It says that something is not known or not decided.
    Unresolved,
    /// It says what may come.
    Forecast,
    /// It says why.
    Cause,
    /// It passes judgement or reports one.
    Judgement,
}

/// A sentence that asks, expects, explains or judges, and who prints it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Remark {
    /// The story.
    pub story: StoryId,
    /// What kind it is.
    pub kind: RemarkKind,
    /// The words that show it, as printed.
    pub cue: String,
    /// The outlets that print it, each with its sentence; the one to show first. Never empty.
    pub tellings: Vec<(OutletId, Citation)>,
    /// How far up it stands: 0 is the first sentence of an article.
    pub rank: u32,
}

/// At most so many remarks of a kind are kept for a story.
const MOST: usize = 12;

#[rustfmt::skip]
const CUES: [(RemarkKind, &[&str]); 4] = [
    (RemarkKind::Unresolved, &[
        "remains unclear", "remained unclear", "it is unclear", "it was unclear", "unclear whether", "unclear if",
        "unclear how", "unclear what", "unclear when", "unclear why", "not immediately clear", "not clear whether",
        "not clear if", "not clear how", "not clear what", "remains to be seen", "open question", "unanswered",
        "not yet known", "not known whether", "still unknown", "remains unknown", "questions remain",
        "question remains", "no word on", "yet to be determined", "has not been decided", "uncertain whether",
        "has yet to decide", "have yet to decide", "remains uncertain", "remained uncertain",
    ]),
    (RemarkKind::Forecast, &[
        "is expected to", "are expected to", "was expected to", "were expected to", "is likely to", "are likely to",
        "will likely", "is set to", "are set to", "is projected to", "are projected to", "is forecast to",
        "predicted that", "predicts that", "warned that", "warns that", "could lead to", "could mean",
        "could result in", "may lead to", "might lead to", "is poised to", "risk of", "risks becoming", "could be",
        "could become", "is due to", "are due to",
    ]),
    (RemarkKind::Cause, &[
        "because of", "because", "due to the", "as a result of", "in response to", "led to", "caused by",
        "triggered by", "sparked by", "prompted by", "driven by", "stems from", "stemmed from", "blamed on",
        "in retaliation for", "thanks to",
    ]),
    (RemarkKind::Judgement, &[
        "critics say", "critics said", "critics argue", "analysts say", "analysts said", "experts say",
        "experts said", "observers say", "supporters say", "supporters said", "opponents say", "condemned",
        "denounced", "criticized", "criticised", "praised", "hailed", "accused", "lauded",
        "defended", "called for",
    ]),
];

/// The kinds of remark that a sentence makes, each with the cue's bytes, in the order of the kinds.
///
/// ```
/// use parallax::wording::{RemarkKind, cues};
///
/// let found = cues("It remains unclear whether the harbour will reopen.");
/// assert_eq!(found[0].0, RemarkKind::Unresolved);
/// ```
pub fn cues(sentence: &str) -> Vec<(RemarkKind, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    if let Some(place) = question(sentence) {
        found.push((RemarkKind::Question, place..place + 1));
    }
    // Cues are ASCII, and making ASCII letters small moves no byte.
    let lower = sentence.to_ascii_lowercase();
    let mut first: [Option<(usize, usize)>; CUES.len()] = [None; CUES.len()];
    let mut inside = false;
    for (place, c) in lower.char_indices() {
        let begins = c.is_alphanumeric() && !inside;
        inside = c.is_alphanumeric();
        if !begins {
            continue;
        }
        for ((_, cues), first) in CUES.iter().zip(&mut first).filter(|(_, first)| first.is_none()) {
            let lengths = cues.iter().filter(|cue| stands_first(&lower[place..], cue));
            *first = lengths.map(|cue| (place, cue.len())).min();
        }
    }
    let kinds = CUES.iter().map(|(kind, _)| *kind);
    found.extend(kinds.zip(first).filter_map(|(kind, first)| {
        let (start, length) = first?;
        Some((kind, start..start + length))
    }));
    found
}

/// Whether a text begins with a cue and a word ends with it.
fn stands_first(text: &str, cue: &str) -> bool {
    // Most are told apart by a byte.
    text.as_bytes().first() == cue.as_bytes().first()
        && text.strip_prefix(cue).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Where a sentence asks a question in the outlet's own words; questions to the reader do not count.
fn question(sentence: &str) -> Option<usize> {
    let end = sentence.trim_end();
    let asks = end.ends_with('?') && !end.starts_with(['"', '\u{201C}', '\u{2018}', '\'']);
    let to_reader = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        matches!(word.as_str(), "you" | "your" | "yours" | "us" | "subscribe" | "newsletter")
    };
    let words = end.split_whitespace();
    (asks && words.clone().count() >= 5 && !words.into_iter().any(to_reader)).then(|| end.len() - 1)
}

/// The remarks of a story, of each kind the most widely printed and the earliest first. `shared` holds its
/// statements.
pub fn remarks(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    story: StoryId,
    shared: &[Statement],
) -> Vec<Remark> {
    let mut statement_of: FxHashMap<Citation, usize> = FxHashMap::default();
    for (number, statement) in shared.iter().enumerate() {
        statement_of.extend(statement.tellings.iter().map(|telling| (telling.at, number)));
    }
    let mut found: Vec<(f64, Remark)> = Vec::new();
    let mut places: BTreeMap<(RemarkKind, Key<'_>), usize> = BTreeMap::new();
    for &article in &corpus.story(story).articles {
        let outlet = corpus.outlet_of(article);
        for (rank, (_, sentence)) in telling_sentences(article, tokenized, masks).enumerate() {
            let at = tokenized.cite(article, sentence);
            let Some(text) = corpus.words(&at) else { continue };
            // A question ends without a stop, so it is not asked how well it stands alone.
            let alone = if text.trim_end().ends_with('?') { 0.8 } else { quality(text) };
            if alone <= 0.0 || !(6..=45).contains(&sentence.n_tokens()) {
                continue;
            }
            for (kind, cue) in cues(text) {
                let key = match statement_of.get(&at) {
                    Some(&statement) => Key::Statement(statement),
                    None => Key::Text(text.trim()),
                };
                let place = *places.entry((kind, key)).or_insert_with(|| {
                    let cue = text.get(cue).unwrap_or("").to_owned();
                    let rank = rank as u32;
                    found.push((alone, Remark { story, kind, cue, tellings: Vec::new(), rank }));
                    found.len() - 1
                });
                let remark = &mut found[place].1;
                if remark.tellings.iter().all(|(other, _)| *other != outlet) {
                    remark.tellings.push((outlet, at));
                }
            }
        }
    }
    let weight = |(alone, remark): &(f64, Remark)| {
        alone * alone * (remark.tellings.len() as f64) / (1.0 + 0.05 * f64::from(remark.rank))
    };
    let first = |remark: &Remark| -> Option<(ArticleId, Citation)> {
        remark.tellings.first().map(|(_, at)| (at.article, *at))
    };
    found.sort_by(|a, b| {
        a.1.kind
            .cmp(&b.1.kind)
            .then(weight(b).total_cmp(&weight(a)))
            .then_with(|| first(&a.1).cmp(&first(&b.1)))
    });
    let mut n_of: BTreeMap<RemarkKind, usize> = BTreeMap::new();
    found.retain(|(_, remark)| {
        let n = n_of.entry(remark.kind).or_default();
        *n += 1;
        *n <= MOST
    });
    found.into_iter().map(|(_, remark)| remark).collect()
}

/// What makes two sentences the same remark.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'t> {
    Statement(usize),
    Text(&'t str),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_show_what_they_do() {
        use RemarkKind::{Cause, Forecast, Judgement, Question, Unresolved};
        let cases: [(&str, &[RemarkKind]); 9] = [
            ("Who will pay for the new harbour wall?", &[Question]),
            ("Do you have a story for us to look at?", &[]),
            ("\u{201C}Who will pay for the wall?\u{201D}", &[]),
            ("It remains unclear whether the wall will hold.", &[Unresolved]),
            ("The wall is expected to hold until spring.", &[Forecast]),
            ("The wall fell because of the storm.", &[Cause]),
            ("Critics say the wall is expected to fall.", &[Forecast, Judgement]),
            ("The unanswered letter lay on the desk.", &[Unresolved]),
            ("The wall stood.", &[]),
        ];
        for (sentence, expected) in cases {
            let kinds: Vec<RemarkKind> = cues(sentence).into_iter().map(|(kind, _)| kind).collect();
            assert_eq!(kinds, expected, "{sentence}");
        }
    }
}
