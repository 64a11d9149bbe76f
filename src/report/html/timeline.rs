//! When each outlet published: a line for each outlet, a mark for each article.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maud::{Markup, html};

use super::HtmlOptions;
use super::evidence::{Evidence, shown};
use super::glance::slug;
use super::identity::Identities;
use crate::article::{Article, ArticleId, Citation, Corpus, Part, Precision, Span};

const OUTLETS: usize = 16;

/// The articles of a corpus in time; nothing where fewer than two days or hours are told apart.
pub fn timeline(
    options: &HtmlOptions<'_>,
    identities: &Identities<'_>,
    evidence: &mut Evidence<'_>,
) -> Option<Markup> {
    let corpus = options.corpus?;
    let mut lines: BTreeMap<usize, Vec<(f64, ArticleId)>> = BTreeMap::new();
    for id in corpus.article_ids() {
        let Some(at) = moment(corpus.article(id)) else { continue };
        let slug = &corpus.outlet(corpus.outlet_of(id)).slug;
        lines.entry(identities.of(slug)?).or_default().push((at, id));
    }
    let times = || lines.values().flatten().map(|(at, _)| *at);
    let (first, last) = (times().fold(f64::MAX, f64::min), times().fold(f64::MIN, f64::max));
    if lines.len() < 2 || last <= first {
        return None;
    }
    let n_left_out = lines.len().saturating_sub(OUTLETS);
    let place = |at: f64| (100.0 * (2.0 + 96.0 * (at - first) / (last - first))).round() / 100.0;
    Some(html! {
        p.lede { "Each mark is an article; a click shows its headline." }
        div.strips role="list" {
            @for (&index, articles) in lines.iter().take(OUTLETS) {
                @let name = shown(&identities.all()[index].name, 60);
                div.strip role="listitem" {
                    span.label dir="auto" { (Identities::mark(index)) (name) }
                    @let citations: Vec<Citation> = articles.iter().filter_map(|(_, id)| headline(corpus, *id)).collect();
                    @let title = format!("{name}: {} published", if articles.len() == 1 { "one article".to_owned() } else { format!("{} articles", articles.len()) });
                    a href=[evidence.link(&format!("published-{}", slug(&identities.all()[index].slug)), &title, &citations)] aria-label=(title) {
                        svg width="100%" height="22" aria-hidden="true" {
                            line.track x1="0" x2="100%" y1="11" y2="11" {}
                            @for (at, _) in articles { (Identities::mark_at(index, place(*at), 11.0)) }
                        }
                    }
                }
            }
            div.strip.axis aria-hidden="true" {
                span.label {}
                svg width="100%" height="18" {
                    @for (at, anchor) in [(first, "start"), (last, "end")] {
                        text x={ (if anchor == "start" { 0 } else { 100 }) "%" } y="14" text-anchor=(anchor) { (day(at)) }
                    }
                }
            }
        }
        @if n_left_out > 0 { p.note { (n_left_out) " outlets with less text are not drawn." } }
    })
}

/// The headline of an article, or the beginning of its text where it has none.
pub fn headline(corpus: &Corpus, id: ArticleId) -> Option<Citation> {
    let article = corpus.article(id);
    let (part, text) = if article.headline.trim().is_empty() {
        (Part::Body, &article.body)
    } else {
        (Part::Headline, &article.headline)
    };
    let end = text.char_indices().nth(240).map_or(text.len(), |(at, _)| at);
    let span = Span::new(0, u32::try_from(end).ok()?);
    (end > 0).then_some(Citation { article: id, part, span })
}

/// Days since 1970, with the hour as a fraction where it is known.
fn moment(article: &Article) -> Option<f64> {
    let published = article.published?;
    let days = since_1970(published.date());
    Some(match published.precision() {
        Precision::Day => days + 0.5,
        _ => {
            let (from, to) = published.range();
            (from.as_second() as f64 + to.as_second() as f64) / 2.0 / 86_400.0
        }
    })
}

const START: Date = jiff::civil::date(1970, 1, 1);

fn since_1970(day: Date) -> f64 {
    START.until(day).map_or(0.0, |span| f64::from(span.get_days()))
}

fn day(at: f64) -> String {
    let days = jiff::Span::new().try_days(at.floor() as i64);
    let date = days.ok().and_then(|days| START.checked_add(days).ok());
    date.map(|date| date.strftime("%-d %B %Y").to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_there_and_back() {
        for date in [jiff::civil::date(2025, 8, 18), jiff::civil::date(1969, 12, 31)] {
            assert_eq!(day(since_1970(date) + 0.5), date.strftime("%-d %B %Y").to_string());
        }
    }
}
