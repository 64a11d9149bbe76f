//! How an actor is described where it is named: titles and roles in front, appositions behind.
//!
//! Question: as what does the text introduce this actor?
//!
//! In front: the words from the first title, role or people on that lead to the name without a comma ("US
//! special envoy"). Behind: the words between the comma and the next comma or stop, where they open with an
//! article, a possessive or a role and hold a role ("the chief negotiator"). Nothing is rephrased.

use super::names::{Names, between};
use super::run::Found;
use super::word::{Flags, Shape};
use crate::article::Span;
use crate::token::Occurrence;

/// The longest apposition, in words.
const LONGEST: usize = 14;

/// The places of the descriptions of a name that was found in a sentence.
pub(super) fn describe(
    names: &Names,
    text: &str,
    tokens: &[Occurrence],
    found: &Found,
) -> impl Iterator<Item = Span> {
    let both = [in_front(names, text, tokens, found), behind(names, text, tokens, found)];
    both.into_iter().flatten()
}

fn in_front(names: &Names, text: &str, tokens: &[Occurrence], found: &Found) -> Option<Span> {
    let form = |at: usize| names.form(tokens[at].form);
    let office = Flags::TITLE.or(Flags::ROLE);
    let last = found.first.checked_sub(1)?;
    let direct = between(text, tokens, last);
    if !form(last).flags.has(office)
        || form(last).possessive
        || !matches!(direct, " " | ". " | ", ")
    {
        return None;
    }
    let part = office
        .or(Flags::TITLE_MODIFIER)
        .or(Flags::DEMONYM)
        .or(Flags::COUNTRY)
        .or(Flags::COMPANY_WORD)
        .or(Flags::HEAD);
    let mut first = last;
    while let Some(before) = first.checked_sub(1) {
        let word = form(before);
        let gap = between(text, tokens, before);
        let abbreviated =
            gap == ". " && (word.shape == Shape::Capitals || tokens[before].span.len() <= 4);
        let joined = matches!(gap, " " | "-") || abbreviated;
        let fits = word.flags.has(part) && !word.flags.has(Flags::FUNCTION)
            || word.shape == Shape::Capitals
            || matches!(
                names.key(word.word),
                "former"
                    | "top"
                    | "senior"
                    | "special"
                    | "chief"
                    | "then"
                    | "longtime"
                    | "veteran"
                    | "late"
                    | "vice"
                    | "co"
                    | "right"
                    | "left"
                    | "wing"
                    | "far"
            );
        if !joined || !fits || last - before > 6 || word.possessive {
            break;
        }
        first = before;
    }
    // With a comma between, only a phrase of some words is a description: "the chief negotiator, Ana Roe".
    if direct == ", " && (first == last || form(last).shape != Shape::Lower) {
        return None;
    }
    let mut end = tokens[last].span.end;
    if direct == ". " {
        end += 1;
    }
    Some(Span::new(tokens[first].span.start, end))
}

fn behind(names: &Names, text: &str, tokens: &[Occurrence], found: &Found) -> Option<Span> {
    let form = |at: usize| names.form(tokens[at].form);
    if between(text, tokens, found.last - 1) != ", " {
        return None;
    }
    let start = found.last;
    let opening = form(start);
    let key = names.key(opening.word);
    let article = matches!(
        key,
        "a" | "an" | "the" | "his" | "her" | "its" | "their" | "one" | "another" | "former"
    );
    let opens = article
        || opening.flags.has(Flags::ROLE) && opening.shape == Shape::Lower
        || opening.possessive;
    if !opens {
        return None;
    }
    let mut role = false;
    for at in start..tokens.len().min(start + LONGEST) {
        let word = form(at);
        role |= word.flags.has(Flags::ROLE.or(Flags::COMPANY_WORD)) && word.shape == Shape::Lower;
        if word.flags.has(Flags::PERSON_VERB) && word.shape == Shape::Lower {
            return None;
        }
        let ends = if at + 1 < tokens.len() {
            let gap = between(text, tokens, at);
            gap.contains([',', ';', '(', '\u{2014}', '"', '\u{201C}', ':'])
                || gap.contains(". ") && tokens[at].span.len() > 4
        } else {
            true
        };
        if ends {
            return role.then(|| Span::new(tokens[start].span.start, tokens[at].span.end));
        }
    }
    None
}
