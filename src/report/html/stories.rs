//! Several stories: who covers which, and what an outlet's agenda leaves out.

use maud::{Markup, html};

use super::HtmlOptions;
use super::evidence::{Evidence, shown};
use super::glance::slug;
use super::identity::Identities;
use super::timeline::headline;
use crate::article::{Citation, Corpus, OutletId, StoryId};
use crate::comparison::Comparison;

const STORIES: usize = 200;
const OUTLETS: usize = 12;
/// How many outlets are told what they miss, and how much of it.
const AGENDAS: usize = 60;
const MISSES: usize = 4;

/// A story with the outlets that cover it.
struct Covered {
    story: StoryId,
    outlets: Vec<usize>,
}

/// The table of stories and the list of agendas; nothing for a single story or without the corpus.
pub fn stories(
    comparison: &Comparison,
    options: &HtmlOptions<'_>,
    identities: &Identities<'_>,
    evidence: &mut Evidence<'_>,
) -> Option<Markup> {
    let corpus = options.corpus.filter(|corpus| corpus.stories().len() > 1)?;
    let mut covered: Vec<Covered> = corpus
        .story_ids()
        .map(|story| {
            let articles = corpus.story(story).articles.iter();
            let outlet = |id: OutletId| identities.of(&corpus.outlet(id).slug);
            let mut outlets: Vec<usize> =
                articles.filter_map(|&id| outlet(corpus.outlet_of(id))).collect();
            outlets.sort_unstable();
            outlets.dedup();
            Covered { story, outlets }
        })
        .collect();
    covered.sort_by_key(|covered| (std::cmp::Reverse(covered.outlets.len()), covered.story));
    // The outlets with the most stories get a column; who covers one story says little here.
    let n_stories = |index: &usize| covered.iter().filter(|c| c.outlets.contains(index)).count();
    let mut columns: Vec<usize> = (0..identities.all().len()).collect();
    columns.sort_by_cached_key(|index| (std::cmp::Reverse(n_stories(index)), *index));
    let agendas: Vec<usize> = columns.iter().copied().take(AGENDAS).collect();
    columns.truncate(OUTLETS);
    let left_out = covered.len().saturating_sub(STORIES);
    Some(html! {
        p.lede { (covered.len()) " stories, those with the most outlets first. A mark says that the outlet covers the story." }
        label.filter { "Find a story " input id="story-find" type="search" autocomplete="off" placeholder="words of its title"; }
        div.scroll tabindex="0" role="region" aria-label="Table of stories by outlet" {
            table.stories id="stories-table" {
                thead { tr {
                    th scope="col" { "Story" }
                    th scope="col" { "Outlets" }
                    @for &index in &columns { th.outlet scope="col" { (Identities::mark(index)) span dir="auto" { (shown(&identities.all()[index].name, 40)) } } }
                } }
                tbody {
                    @for (number, row) in covered.iter().take(STORIES).enumerate() {
                        tr {
                            th scope="row" dir="auto" { (story_link(corpus, row, number, None, evidence)) }
                            td { (row.outlets.len()) }
                            @for index in &columns {
                                td { @if row.outlets.contains(index) { (Identities::mark(*index)) span.visually-hidden { "covers it" } } }
                            }
                        }
                    }
                }
            }
        }
        @if left_out > 0 { p.note { (left_out) " stories with fewer outlets are not in the table." } }
        h3.plain { "What each outlet\u{2019}s agenda leaves out" }
        ul.agendas {
            @for &index in &agendas {
                (agenda(comparison, corpus, &covered, index, identities, evidence))
            }
        }
    })
}

/// A story's title, leading to its headlines; for `missed_by`, to the headlines that this outlet lacks.
fn story_link(
    corpus: &Corpus,
    covered: &Covered,
    number: usize,
    missed_by: Option<&str>,
    evidence: &mut Evidence<'_>,
) -> Markup {
    let story = corpus.story(covered.story);
    let title = if story.title.is_empty() { "Untitled" } else { &story.title };
    let citations: Vec<Citation> =
        story.articles.iter().take(40).filter_map(|&id| headline(corpus, id)).collect();
    let key = match missed_by {
        None => format!("story-{}", number + 1),
        Some(outlet) => format!("missed-{}-{}", slug(outlet), number + 1),
    };
    html! { a href=[evidence.link(&key, title, &citations)] { (shown(title, 200)) } }
}

/// How many stories an outlet covers, and the widely covered ones that it does not.
fn agenda(
    comparison: &Comparison,
    corpus: &Corpus,
    covered: &[Covered],
    index: usize,
    identities: &Identities<'_>,
    evidence: &mut Evidence<'_>,
) -> Markup {
    let profile = identities.all()[index];
    let n = covered.iter().filter(|story| story.outlets.contains(&index)).count();
    // Missing what few cover is no blind spot, nor is it for an outlet that covers next to nothing.
    let widely = |story: &&Covered| story.outlets.len() * 4 >= comparison.outlets.len().min(40);
    let missed: Vec<(usize, &Covered)> = covered
        .iter()
        .filter(widely)
        .enumerate()
        .filter(|(_, story)| !story.outlets.contains(&index))
        .take(MISSES)
        .collect();
    html! {
        li {
            (Identities::mark(index)) b dir="auto" { (shown(&profile.name, 80)) }
            " covers " (n) " of " (covered.len())
            @if missed.is_empty() || n < 2 { "." } @else {
                "; not: "
                @for (place, (number, story)) in missed.iter().enumerate() {
                    @if place > 0 { "; " }
                    (story_link(corpus, story, *number, Some(&profile.slug), evidence))
                }
                "."
            }
        }
    }
}
