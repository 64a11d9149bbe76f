//! The story page as one HTML file: no request leaves it, and every number leads to its passages.
//!
//! | file | draws |
//! |---|---|
//! | `evidence` | the passages, once each, and what leads to them |
//! | `identity` | a colour and a shape for each outlet |
//! | `chapters` | the chapters of a brief, whichever they are |
//! | `glance` | per outlet: what it stresses, how, what it leaves out |
//! | `dots` | outlets by words, with intervals |
//! | `frames` | outlets by frames |
//! | `voices` | who is quoted by whom |
//! | `timeline` | when each outlet published |
//! | `map` | outlets by similarity, and how far that can be trusted |
//! | `scatter` | the words of two outlets; drawn by the page itself |
//! | `stories` | for several stories: who covers and who misses which |
//!
//! Everything that an article says passes through a template that escapes it, or through JSON in which `<` is
//! escaped. The page forbids itself every request by a Content-Security-Policy, and any script but its own.

mod chapters;
mod dots;
mod evidence;
mod frames;
mod glance;
mod identity;
mod map;
mod scatter;
mod stories;
mod timeline;
mod voices;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use self::evidence::Evidence;
use self::identity::Identities;
use crate::article::Corpus;
use crate::brief::{Brief, Section};
use crate::comparison::Comparison;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// SHA-256 of the script in base64, by which the page allows it and no other.
const SCRIPT_HASH: &str = include_str!("page.js.sha256");

/// What of the articles a page holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Texts {
    /// The cited passages, and a few words around each where the corpus is given.
    #[default]
    Passages,
    /// The whole text of the cited articles as well, as far as [`HtmlOptions::max_bytes`] allows.
    Full,
}

/// How a page is written.
#[derive(Debug, Clone, Copy)]
pub struct HtmlOptions<'c> {
    corpus: Option<&'c Corpus>,
    texts: Texts,
    max_bytes: usize,
}

impl Default for HtmlOptions<'_> {
    fn default() -> Self {
        HtmlOptions { corpus: None, texts: Texts::default(), max_bytes: 5_000_000 }
    }
}

impl<'c> HtmlOptions<'c> {
    /// The corpus that was compared. With it, passages stand in their context, the timeline holds all
    /// articles, and a page of several stories says which outlet covers which.
    pub fn corpus(mut self, corpus: &'c Corpus) -> Self {
        self.corpus = Some(corpus);
        self
    }

    /// What of the articles the page holds.
    pub fn texts(mut self, texts: Texts) -> Self {
        self.texts = texts;
        self
    }

    /// How large the page may become; 5,000,000 bytes by default. What would not fit is left out, texts first, and
    /// the page says so.
    pub fn max_bytes(mut self, max_bytes: usize) -> Self {
        self.max_bytes = max_bytes;
        self
    }
}

/// Writes a brief as one HTML file.
///
/// ```
/// use parallax::report::{self, HtmlOptions};
/// use parallax::{Article, Brief, Comparison, Corpus};
///
/// let corpus = Corpus::new([Article::new("a", "", "One <b>."), Article::new("b", "", "Two.")]);
/// let comparison = Comparison::new(&corpus)?;
/// let page = report::html(&Brief::new(&comparison), &comparison, &HtmlOptions::default().corpus(&corpus));
/// assert!(page.starts_with("<!DOCTYPE html>") && !page.contains("<b>"));
/// # Ok::<(), parallax::Error>(())
/// ```
pub fn html(brief: &Brief, comparison: &Comparison, options: &HtmlOptions<'_>) -> String {
    let identities = Identities::new(comparison);
    let mut evidence = Evidence::new(brief, comparison, options);
    let sections = sections(brief, comparison, options, &identities, &mut evidence);
    let words = scatter::data(comparison, &identities, &mut evidence);
    let data = evidence.json(&identities, &words);
    let title = evidence::shown(&brief.title, 300);
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        SCRIPT_HASH.trim()
    );
    let page = |texts: &str, left_out: Option<&str>| {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="generator" content={ "parallax " (brief.version) };
                    title { (title) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    a.skip href="#main" { "Skip to the text" }
                    (header(brief, &title))
                    nav.contents aria-label="Sections" {
                        ul { @for section in &sections {
                            li { a href={ "#" (section.key) } { (section.short) } }
                        } }
                    }
                    main id="main" tabindex="-1" {
                        noscript { p.notice { "Passages open in a panel, which needs scripts. Every sentence and picture can be read without." } }
                        @for section in &sections {
                            section id=(section.key) aria-labelledby={ (section.key) "-title" } class={ "section " (section.class) } {
                                h2 id={ (section.key) "-title" } { (section.title) }
                                (section.body)
                            }
                        }
                    }
                    footer {
                        p { "Made by parallax " (brief.version) ". This file asks no server for anything." }
                        @if let Some(left_out) = left_out { p { (left_out) } }
                        @if let Some(note) = evidence.shortened() { p { (note) } }
                    }
                    dialog id="panel" aria-labelledby="panel-title" {
                        div.panel-head {
                            p id="panel-count" {}
                            button type="button" id="panel-close" aria-label="Close the passages" { "\u{00D7}" }
                        }
                        h2 id="panel-title" tabindex="-1" dir="auto" {}
                        div id="panel-body" {}
                    }
                    script type="application/json" id="data" { (PreEscaped(&data)) }
                    script type="application/json" id="texts" { (PreEscaped(texts)) }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        }
        .into_string()
    };
    let bare = page("{}", None);
    if options.texts == Texts::Passages {
        return bare;
    }
    let budget = options.max_bytes.saturating_sub(bare.len() + 200);
    let (texts, n_left_out) = evidence.texts(budget);
    let left_out = format!(
        "{n_left_out} of the cited articles are here with their passages only, to keep this file small enough to send."
    );
    page(&texts, (n_left_out > 0).then_some(&left_out))
}

/// A part of the page with a heading.
struct Part {
    key: String,
    title: String,
    /// The title in the list of sections.
    short: String,
    class: &'static str,
    body: Markup,
}

impl Part {
    fn picture(key: &str, short: &str, title: &str, body: Option<Markup>) -> Option<Part> {
        let [key, short, title] = [key, short, title].map(str::to_owned);
        Some(Part { key, title, short, class: "picture", body: body? })
    }
}

/// What happened first, then each outlet at a glance, the brief's other chapters, and the pictures before the
/// method.
fn sections(
    brief: &Brief,
    comparison: &Comparison,
    options: &HtmlOptions<'_>,
    identities: &Identities<'_>,
    evidence: &mut Evidence<'_>,
) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for chapter in &brief.chapters {
        if chapter.section == Section::Method {
            parts.extend(pictures(comparison, options, identities, evidence));
        }
        parts.push(Part {
            key: chapters::key(chapter),
            title: chapter.section.title().to_owned(),
            short: chapter.section.title().to_owned(),
            class: chapters::class(chapter),
            body: chapters::chapter(brief, chapter, identities, evidence),
        });
        if chapter.section == Section::WhatHappened {
            let stories = stories::stories(comparison, options, identities, evidence);
            parts.extend(Part::picture("stories", "Stories", "Who covers what", stories));
            let glance = glance::glance(comparison, identities, evidence);
            parts.extend(Part::picture("at-a-glance", "At a glance", "At a glance", glance));
        }
    }
    parts.push(Part {
        key: "sources".to_owned(),
        title: "Sources".to_owned(),
        short: "Sources".to_owned(),
        class: "sources",
        body: chapters::sources(brief, identities, evidence),
    });
    parts
}

fn pictures(
    comparison: &Comparison,
    options: &HtmlOptions<'_>,
    identities: &Identities<'_>,
    evidence: &mut Evidence<'_>,
) -> Vec<Part> {
    let dots = dots::dots(comparison, identities, evidence);
    let scatter = scatter::shell(comparison, identities);
    let frames = frames::frames(comparison, identities, evidence);
    let voices = voices::voices(comparison, identities, evidence);
    let timeline = timeline::timeline(options, identities, evidence);
    let map = map::map(comparison, identities);
    [
        Part::picture("words", "Words", "Words that tell them apart", dots),
        Part::picture("two-outlets", "Two outlets", "Two outlets, word by word", scatter),
        Part::picture("frames", "Frames", "How it is framed", frames),
        Part::picture("voices", "Voices", "Who is quoted", voices),
        Part::picture("timeline", "Times", "When they published", timeline),
        Part::picture("map", "Map", "Who writes like whom", map),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn header(brief: &Brief, title: &str) -> Markup {
    html! {
        header.masthead {
            div.bar {
                p.kicker { "Parallax" span { " \u{00B7} one story, many observers" } }
                button type="button" id="theme" title="As the system has them, dark, or light" { "Colours: auto" }
            }
            h1 dir="auto" { (title) }
            p.subtitle { (brief.subtitle) }
            @for notice in &brief.notices { p.notice dir="auto" { (evidence::shown(notice, 600)) } }
            p.how { "Every sentence, number and mark is a link to the passages behind it." }
        }
    }
}

#[cfg(test)]
mod tests;
