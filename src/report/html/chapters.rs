//! The chapters of a brief, whichever they are: groups of claims, each a link to its passages.

use maud::{Markup, html};

use super::evidence::{Evidence, link, shown};
use super::identity::Identities;
use crate::article::Citation;
use crate::brief::{Brief, Chapter, Claim, Group, Section};
use crate::contrast::Basis;

/// A claim is shown up to here; claims quote passages, and a passage can be a page without full stops.
const MAX_CHARS: usize = 900;
const MARKS: usize = 12;

/// "what-happened".
pub fn key(chapter: &Chapter) -> String {
    let title = chapter.section.title().to_lowercase();
    title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// How the chapter is set: the lead larger, groups with headings in two columns.
pub fn class(chapter: &Chapter) -> &'static str {
    match chapter.section {
        Section::WhatHappened => "lead",
        Section::Method => "method",
        _ => "chapter",
    }
}

/// The groups of a chapter.
pub fn chapter(
    brief: &Brief,
    chapter: &Chapter,
    identities: &Identities<'_>,
    evidence: &mut Evidence<'_>,
) -> Markup {
    let key = key(chapter);
    let quoting = chapter.section != Section::WhatHappened;
    let mut number = 0;
    html! {
        @for group in &chapter.groups {
            div.group {
                (heading(group, identities))
                div.claims {
                    @if !group.claims.is_empty() {
                        ul {
                            @for claim in &group.claims {
                                @let key = { number += 1; format!("{key}-{number}") };
                                li { (item(brief, claim, &key, quoting, identities, evidence)) }
                            }
                        }
                    }
                    @for note in &group.notes { p.note dir="auto" { (shown(note, 1_200)) } }
                }
            }
        }
    }
}

fn heading(group: &Group, identities: &Identities<'_>) -> Markup {
    let Some(heading) = &group.heading else { return html! {} };
    let heading = shown(heading, 300);
    let outlet = identities.named_in(&heading);
    // "Reuters (three articles, 518 words counted)": what is in brackets is small print.
    let cut = heading.rfind(" (").filter(|_| heading.ends_with(')'));
    let (name, aside) = cut.map_or((heading.as_str(), ""), |cut| heading.split_at(cut));
    let aside = aside.trim().trim_start_matches('(').trim_end_matches(')');
    html! {
        h3 class=[outlet.map(Identities::class)] dir="auto" {
            @if let Some(outlet) = outlet { (Identities::mark(outlet)) }
            span.name { (name) }
            @if !aside.is_empty() { small { (aside) } }
        }
    }
}

fn item(
    brief: &Brief,
    claim: &Claim,
    key: &str,
    quoting: bool,
    identities: &Identities<'_>,
    evidence: &mut Evidence<'_>,
) -> Markup {
    let text = shown(claim.text(), MAX_CHARS);
    let href = evidence.link(key, &text, claim.citations());
    let (said, aside) = aside(&text);
    let basis = match claim.basis() {
        Basis::Habit => Some("As a rule"),
        _ => None,
    };
    let quotation = brief.evidence(claim, 1).into_iter().next().filter(|_| quoting);
    html! {
        a.claim href=[href] dir="auto" {
            span.said { (said) }
            @if !aside.is_empty() { " " span.aside { (aside) } }
            @if let Some(basis) = basis { " " span.basis title="Inferred over many stories, by article" { (basis) } }
            " " (marks(claim.citations(), identities, evidence))
        }
        @if let Some((number, source, words)) = quotation {
            blockquote dir="auto" {
                p { (shown(words, 420)) }
                footer { (shown(&source.outlet_name, 120)) " [" (number) "]" }
            }
        }
    }
}

/// A text and the brackets at its end, which say where it comes from.
fn aside(text: &str) -> (&str, &str) {
    let body = text.strip_suffix('.').unwrap_or(text);
    let from = text.rfind(" (").filter(|from| body.ends_with(')') && text.len() - from < 160);
    from.map_or((text, ""), |from| (&text[..from], text[from..].trim()))
}

/// The marks of the outlets behind some passages, and how many passages there are.
pub fn marks(
    citations: &[Citation],
    identities: &Identities<'_>,
    evidence: &Evidence<'_>,
) -> Markup {
    let outlets = evidence.outlets(identities, citations);
    let n = citations.len();
    html! {
        span.marks {
            @for &outlet in outlets.iter().take(MARKS) { (Identities::mark(outlet)) }
            @if outlets.len() > MARKS { span.more { "+" (outlets.len() - MARKS) } }
            span.count { (n) @if n == 1 { " passage" } @else { " passages" } }
        }
    }
}

/// The cited articles, numbered as the brief numbers them.
pub fn sources(brief: &Brief, identities: &Identities<'_>, evidence: &mut Evidence<'_>) -> Markup {
    let list = html! {
        ol {
            @for (index, source) in brief.sources.iter().enumerate() {
                li id={ "source-" (index + 1) } dir="auto" {
                    @if let Some(outlet) = identities.of(&source.outlet) { (Identities::mark(outlet)) }
                    b { (shown(&source.outlet_name, 120)) }
                    @if !source.headline.is_empty() { " \u{201C}" bdi { (shown(&source.headline, 400)) } "\u{201D}" }
                    @if let Some(published) = &source.published { ", " time { (published.date().strftime("%-d %B %Y").to_string()) } }
                    @if let Some(url) = source.url.as_deref().and_then(link) {
                        " " a.out href=(url) rel="noopener noreferrer nofollow" { "read it there" }
                    }
                    @let cited = brief.passages.iter().filter(|passage| passage.at.article == source.article);
                    @let cited: Vec<Citation> = cited.map(|passage| passage.at).collect();
                    @if let Some(href) = evidence.link(&format!("article-{}", index + 1), &source.headline, &cited) {
                        " " a.cited href=(href) { (cited.len()) " cited" }
                    }
                }
            }
        }
    };
    if brief.sources.len() <= 40 {
        return list;
    }
    html! { details { summary { "All " (brief.sources.len()) " articles that are cited" } (list) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_at_the_end_are_set_apart() {
        let cases = [
            ("It rained. (told by two outlets)", ("It rained.", "(told by two outlets)")),
            (
                "Dwells on rain: 3% of it (both articles).",
                ("Dwells on rain: 3% of it", "(both articles)."),
            ),
            ("It (the rain) fell.", ("It (the rain) fell.", "")),
        ];
        for (text, expected) in cases {
            assert_eq!(aside(text), expected);
        }
    }
}
