//! Does every citation of a comparison and its brief resolve to its own words, and does every claim of a brief stand
//! in what it cites?
//!
//! What a claim prints in quotation marks, and the sentences of "What happened", must stand in one cited span, word for
//! word. Outside quotation marks a name must stand in a cited span or be the whole name of an outlet, and a number must
//! be one of the claim's quantities or stand in a cited span or in such a name. `--by-story` compares each story for itself; `--show` prints what fails.

use parallax::brief::Section;
use parallax::token::{Language, Normalizer, TokenizedCorpus, stem};
use parallax::{Brief, Claim, Comparison, Corpus, Reader};
use serde_json::json;

use super::Outcome;

pub fn run(arguments: &[String]) -> Outcome {
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    let (by_story, show) = (has("--by-story"), has("--show"));
    let paths: Vec<&String> = arguments.iter().filter(|path| !path.starts_with("--")).collect();
    if paths.is_empty() {
        return Err("needed: a file of article records".into());
    }
    let mut n_wrong = 0;
    for path in paths {
        let reading = Reader::default().read_path(path)?;
        let (n_records, n_set_aside) = (reading.n_records, reading.set_aside.len());
        let corpus = Corpus::new(reading.articles);
        let (n_tokens, wrong_tokens) = tokens(&corpus);
        // One outlet alone cannot be compared; its words are checked all the same.
        let parts: Vec<Corpus> = if by_story {
            corpus.story_ids().map(|story| corpus.only(story)).collect()
        } else {
            vec![corpus.clone()]
        };
        let (mut n_citations, mut wrong_citations, mut n_claims, mut uncited) = (0, 0, 0, 0);
        let (mut n_briefs, mut by_section) = (0, std::collections::BTreeMap::new());
        for part in &parts {
            let Ok(comparison) = Comparison::new(part) else { continue };
            let (citations, wrong, claims) = citations(part, &comparison);
            n_briefs += 1;
            n_citations += citations;
            wrong_citations += wrong;
            n_claims += claims;
            let brief = Brief::new(&comparison);
            for chapter in &brief.chapters {
                for claim in chapter.claims() {
                    *by_section.entry(chapter.section.title()).or_insert(0) += 1;
                    for missing in uncited_words(&brief, &comparison, chapter.section, claim) {
                        uncited += 1;
                        if show {
                            eprintln!(
                                "{}: {missing:?} in {}",
                                chapter.section.title(),
                                claim.text()
                            );
                        }
                    }
                }
            }
        }
        n_wrong += wrong_tokens + wrong_citations + uncited;
        println!(
            "{}",
            json!({
                "file": path, "records": n_records, "set_aside": n_set_aside, "tokens": n_tokens,
                "wrong_tokens": wrong_tokens, "claims": n_claims, "citations": n_citations,
                "wrong_citations": wrong_citations, "briefs": n_briefs, "uncited_names_and_numbers": uncited,
                "claims_by_section": by_section,
            })
        );
    }
    if n_wrong > 0 {
        Err(format!("{n_wrong} spans or claims do not hold their own words").into())
    } else {
        Ok(())
    }
}

/// The number of tokens, and of those whose span does not hold their spelling.
fn tokens(corpus: &Corpus) -> (usize, usize) {
    let tokenized = TokenizedCorpus::new(corpus, Normalizer::default());
    let (mut n_tokens, mut n_wrong) = (0, 0);
    for id in corpus.article_ids() {
        let document = tokenized.document(id);
        for sentence in &document.sentences {
            let text = corpus.article(id).text(sentence.part);
            for token in document.words_of(sentence) {
                n_tokens += 1;
                let same = token.span.of(text) == Some(tokenized.vocabulary().form(token.form));
                n_wrong += usize::from(!same || !sentence.span.covers(&token.span));
            }
        }
    }
    (n_tokens, n_wrong)
}

/// The number of citations, of those that are wrong, and of claims.
fn citations(corpus: &Corpus, comparison: &Comparison) -> (usize, usize, usize) {
    let brief = Brief::new(comparison);
    let (mut n_citations, mut n_wrong, mut n_claims) = (0, 0, 0);
    for passage in &comparison.passages {
        n_citations += 1;
        n_wrong += usize::from(corpus.words(&passage.at) != Some(passage.words.as_str()));
    }
    for claim in brief.chapters.iter().flat_map(|chapter| chapter.claims()) {
        n_claims += 1;
        n_wrong += usize::from(claim.citations().is_empty());
        for at in claim.citations() {
            let words = corpus.words(at);
            n_wrong += usize::from(words.is_none() || words != brief.words(at));
        }
    }
    (n_citations, n_wrong, n_claims)
}

/// What a claim says and none of its citations holds.
fn uncited_words(
    brief: &Brief,
    comparison: &Comparison,
    section: Section,
    claim: &Claim,
) -> Vec<String> {
    let plain = |text: &str| -> String {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        words.to_lowercase().replace(['\u{2018}', '\u{2019}'], "'")
    };
    let cited: Vec<String> =
        claim.citations().iter().filter_map(|at| brief.words(at)).map(plain).collect();
    let mut missing = Vec::new();
    let (printed, rest) = parts(section, claim.text());
    for words in printed {
        let words_plain = plain(&words);
        let mut frames = comparison.outlets.iter().flat_map(|profile| &profile.frames);
        // The name of a frame is the inventory's.
        if frames.any(|frame| plain(&frame.name) == words_plain) {
            continue;
        }
        if !cited.iter().any(|span| span.contains(&words_plain)) {
            missing.push(words);
        }
    }
    let mut outlets: Vec<&str> =
        comparison.outlets.iter().map(|profile| profile.name.as_str()).collect();
    // "The Weser Post" before "Post".
    outlets.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let rest = outlets.iter().fold(rest, |rest, name| without(&rest, name));
    let mut begins = true;
    for word in rest.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let held = || cited.iter().any(|text| holds(text, &plain(bare)));
        let capital = bare.starts_with(char::is_uppercase) && !begins;
        let digits: String = bare.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        let number = bare.starts_with(|c: char| c.is_ascii_digit());
        let counted = digits.parse().is_ok_and(|value| is_quantity(claim, value));
        let is_told = |number: bool| if number { counted } else { MONTHS.contains(&bare) };
        if (capital || number) && !is_told(number) && !held() {
            missing.push(bare.to_owned());
        }
        begins = word.ends_with(['.', ':', '(']);
    }
    missing
}

/// A text with a mark in the place of every whole mention of a name.
fn without(text: &str, name: &str) -> String {
    let (mut rest, mut left) = (String::new(), text);
    let mut last = None;
    while let Some(place) = left.find(name).filter(|_| !name.is_empty()) {
        let (before, after) = (&left[..place], &left[place + name.len()..]);
        let open = before.chars().next_back().or(last).is_some_and(char::is_alphanumeric)
            || after.chars().next().is_some_and(char::is_alphanumeric);
        rest.push_str(before);
        rest.push_str(if open { name } else { "x" });
        last = name.chars().next_back();
        left = after;
    }
    rest + left
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Whether a text holds a word, or a form of it: "guarantees" in place of "guarantee", "UN" for "U.N.", "where" in
/// "where...north".
fn holds(text: &str, word: &str) -> bool {
    let plain = |text: &str| text.replace('.', "");
    let text = format!("{} {}", plain(text), text.replace('.', " "));
    let word = plain(word.trim_end_matches("'s"));
    let same = |one: &str, other: &str| {
        stem(Language::English, one) == stem(Language::English, other)
            || (one.chars().count() > 5
                && other.starts_with(one.get(..one.len() - 2).unwrap_or(one)))
    };
    // "Senate-confirmed" is held where both of its words are.
    word.split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .all(|part| text.split(|c: char| !c.is_alphanumeric()).any(|other| same(part, other)))
}

/// Whether a printed number is one of the claim's, as it is, in per cent, as a power of two, or as part of a day.
fn is_quantity(claim: &Claim, printed: f64) -> bool {
    claim.quantities().iter().any(|quantity| {
        let value = quantity.value;
        let near = |value: f64| {
            let room = if printed.fract() == 0.0 { 0.501 } else { 0.051 };
            (value - printed).abs() <= room
        };
        let day = [value % 100.0, (value / 100.0).floor() % 100.0, (value / 10_000.0).floor()];
        near(value)
            || near(100.0 * value)
            || near(value.exp2())
            || (value - printed).abs() < 0.0006
            || (value > 1e7 && day.contains(&printed))
            || (value < 0.001 && printed == 0.001)
    })
}

/// The stretches that a claim prints as published, and what is left.
fn parts(section: Section, text: &str) -> (Vec<String>, String) {
    if section == Section::WhatHappened
        && let Some((words, rest)) = text.rsplit_once(" (in the words of ")
    {
        let words = words.trim_end_matches('\u{2026}').trim_end().to_owned();
        return (vec![words], format!("in the words of {rest}"));
    }
    let (mut printed, mut rest) = (Vec::new(), String::new());
    let mut left = text;
    // A quotation inside printed words has marks of its own, so the outermost pair of a claim is its first and
    // the last one that closes it before the template goes on.
    while let Some(start) = left.find('\u{201C}') {
        rest.push_str(&left[..start]);
        let (mut depth, mut end) = (0, None);
        for (place, c) in left[start..].char_indices() {
            match c {
                '\u{201C}' => depth += 1,
                '\u{201D}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                end = Some(start + place);
                break;
            }
        }
        let Some(end) = end else {
            left = &left[start..];
            break;
        };
        printed.push(left[start + '\u{201C}'.len_utf8()..end].to_owned());
        rest.push_str(" x ");
        left = &left[end + '\u{201D}'.len_utf8()..];
    }
    rest.push_str(left);
    (printed, rest)
}
