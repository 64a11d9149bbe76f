//! Datelines: where, when and by which agency, before the first sentence begins.
//!
//! "WASHINGTON (Reuters) -" says how an outlet begins its reports, and would make the place and the agency
//! a habit of whoever prints it. Only the first sentences of a body are looked at.

use super::syndication::is_agency_name;
use super::{Masks, Reason, name_sequences};
use crate::article::{Corpus, Outlet, Part};
use crate::token::{TermId, TokenizedCorpus, Vocabulary, words};

/// A dateline stands in one of so many first sentences; headlines and credits may have slipped into the body.
const FIRST_SENTENCES: usize = 3;
/// The longest dateline in bytes.
const LONGEST: usize = 70;
/// The longest agency in parentheses, in bytes.
const LONGEST_AGENCY: usize = 25;
/// The most words of a place and a date.
const MOST_WORDS: usize = 7;

/// Marks datelines.
pub(super) fn mark(corpus: &Corpus, tokenized: &TokenizedCorpus, masks: &mut Masks) {
    let vocabulary = tokenized.vocabulary();
    let names: Vec<Vec<Vec<TermId>>> =
        corpus.outlets().iter().map(|outlet: &Outlet| name_sequences(outlet, vocabulary)).collect();
    for article in corpus.article_ids() {
        let document = tokenized.document(article);
        let own = &names[corpus.outlet_of(article).index()];
        let body = document.sentences.iter().enumerate();
        let first = body.filter(|(_, sentence)| sentence.part == Part::Body).take(FIRST_SENTENCES);
        for (number, sentence) in first {
            let text = sentence.span.of(corpus.article(article).text(sentence.part));
            let is_own = |agency: &str| own.contains(&terms(agency, vocabulary));
            let Some(length) = text.and_then(|text| dateline(text, is_own)) else { continue };
            let end = sentence.span.start + length as u32;
            let words = document.words_of(sentence).iter();
            let n_first = words.take_while(|word| word.span.end <= end).count();
            masks.add_edges(tokenized, article, number, (n_first, 0), Reason::Dateline);
        }
    }
}

fn terms(text: &str, vocabulary: &Vocabulary) -> Vec<TermId> {
    words(text)
        .filter_map(|word| vocabulary.find(&vocabulary.normalizer().term(word.text).0))
        .collect()
}

/// The length of the dateline that a sentence begins with, in bytes; 0 where there is none.
pub(crate) fn dateline_length(sentence: &str) -> usize {
    dateline(sentence, |_| false).unwrap_or(0)
}

/// As [`dateline_length`]; an agency that is the outlet's own needs no dash.
fn dateline(text: &str, is_own: impl Fn(&str) -> bool) -> Option<usize> {
    let end = text.char_indices().map(|(at, _)| at).find(|&at| at > LONGEST).unwrap_or(text.len());
    let head = &text[..end];
    with_agency(head, is_own).or_else(|| with_capitals(head))
}

/// "(CNN)", "WASHINGTON (AP) -", "Geneva, May 3 (Reuters) -".
fn with_agency(head: &str, is_own: impl Fn(&str) -> bool) -> Option<usize> {
    let (place, rest) = head.split_once('(')?;
    let (agency, after) = rest.split_once(')')?;
    let letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '/');
    if !agency.starts_with(char::is_uppercase)
        || agency.len() > LONGEST_AGENCY
        || !agency.chars().all(letters)
    {
        return None;
    }
    if place.split_whitespace().count() > MOST_WORDS || !place.split_whitespace().all(is_capital) {
        return None;
    }
    let length = head.len() - after.len();
    let dash = dash_length(after);
    if dash > 0 || is_own(agency) {
        return Some(length + dash);
    }
    // An agency behind a place and a date needs no dash: "Lima, May 3 (AP) Talks opened."
    let rest = after.trim_start_matches([':', ' ']);
    let dated = place.contains(|c: char| c.is_ascii_digit()) || is_shouted(place);
    (dated && rest.len() < after.len() && is_agency_name(agency) && is_capital(rest))
        .then(|| head.len() - rest.len())
}

/// "WASHINGTON -", "BUENOS AIRES, Argentina -".
fn with_capitals(head: &str) -> Option<usize> {
    let at = head.find(['\u{2013}', '\u{2014}']).or(head.find(" - ")).or(head.find("--"))?;
    let place = head[..at].trim_end();
    let words = place.split_whitespace();
    (is_shouted(place) && words.clone().count() <= MOST_WORDS && words.clone().all(is_capital))
        .then(|| at + dash_length(&head[at..]))
}

/// Whether a word of a place or a date begins as they do.
fn is_capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
}

/// Whether the first word of a place is in capitals.
fn is_shouted(place: &str) -> bool {
    let first = place.split_whitespace().next().unwrap_or("");
    first.chars().filter(|c| c.is_uppercase()).count() >= 3
        && !first.chars().any(char::is_lowercase)
}

/// White space and dashes at the start of a text, where there is a dash.
fn dash_length(text: &str) -> usize {
    let rest = text.trim_start().trim_start_matches(['-', '_', '\u{2013}', '\u{2014}']);
    if rest.len() == text.trim_start().len() { 0 } else { text.len() - rest.trim_start().len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_found_and_prose_is_not() {
        let cases = [
            ("GENEVA (Reuters) - Talks opened.", "GENEVA (Reuters) - "),
            ("Geneva, May 3 (AP) \u{2014} Talks opened.", "Geneva, May 3 (AP) \u{2014} "),
            ("GENEVA (AP) _ Talks opened.", "GENEVA (AP) _ "),
            ("(KHP)Talks opened.", "(KHP)"),
            ("Geneva (KHP) Talks opened.", "Geneva (KHP)"),
            ("BUENOS AIRES, Argentina \u{2014} Talks opened.", "BUENOS AIRES, Argentina \u{2014} "),
            ("LIMA - Talks opened.", "LIMA - "),
            ("Lima, May 3 (AP) Talks opened.", "Lima, May 3 (AP) "),
            ("LIMA (Reuters): Talks opened.", "LIMA (Reuters): "),
            ("Lima (AP) Talks opened.", ""),
            ("Lima, May 3 (AP) reporters said talks had opened.", ""),
            ("LIMA, May 3 - Talks opened.", "LIMA, May 3 - "),
            ("Lima - Talks opened.", ""),
            ("The World Water Office (WWO) said talks had opened.", ""),
            ("Talks (the third) - opened.", ""),
            ("Senator A. Rivers (R) said that talks had opened \u{2014} and closed.", ""),
            ("NATO\u{2019}s leaders \u{2014} all of them \u{2014} met.", ""),
            ("", ""),
        ];
        for (text, expected) in cases {
            let length = dateline(text, |agency| agency == "KHP").unwrap_or(0);
            assert_eq!(&text[..length], expected, "{text}");
        }
    }
}
