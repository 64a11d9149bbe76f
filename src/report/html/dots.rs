//! Outlets by words: how often each outlet uses the words that tell them apart, with intervals by article.

use maud::{Markup, html};

use super::evidence::{Evidence, shown};
use super::identity::Identities;
use crate::article::Citation;
use crate::comparison::{Comparison, WordRow, WordTable};

/// How many outlets are drawn, and how many words of each.
const OUTLETS: usize = 8;
const EACH: usize = 2;

/// A row for each word, a mark for each outlet; nothing where the words were not counted.
pub fn dots(
    comparison: &Comparison,
    identities: &Identities<'_>,
    evidence: &mut Evidence<'_>,
) -> Option<Markup> {
    let table = comparison.word_table.as_ref().filter(|table| table.outlets.len() > 1)?;
    let drawn: Vec<usize> = (0..identities.compared().len())
        .filter(|&index| position(table, identities, index).is_some())
        .take(OUTLETS)
        .collect();
    let rows = rows(table, identities, &drawn);
    if rows.is_empty() {
        return None;
    }
    let most =
        rows.iter().map(|(_, row)| reach(row, table, identities, &drawn)).fold(0.0, f64::max);
    let scale = Scale::up_to(most);
    let single = drawn.iter().any(|&index| identities.all()[index].n_articles < 2);
    Some(html! {
        p.lede {
            "How often each outlet uses the words that set one of them apart, for every thousand words counted."
            @if single { " An outlet with one article has no interval: one article cannot tell habit from chance." }
            @else { " Thin lines: 95% intervals by article." }
        }
        (legend(identities, &drawn))
        div.strips role="list" {
            @for (owner, row) in &rows {
                div.strip role="listitem" {
                    span.label dir="auto" { (Identities::mark(*owner)) (shown(&row.shown, 60)) }
                    (strip(row, table, identities, &drawn, &scale, evidence))
                }
            }
            div.strip.axis aria-hidden="true" {
                span.label { "per 1,000 words" }
                svg width="100%" height="18" {
                    @for tick in scale.ticks() {
                        text x={ (scale.at(tick)) "%" } y="14" text-anchor="middle" { (tick) }
                    }
                }
            }
        }
    })
}

/// The words that the drawn outlets' profiles rank highest, with the outlet that each belongs to.
fn rows<'c>(
    table: &'c WordTable,
    identities: &Identities<'_>,
    drawn: &[usize],
) -> Vec<(usize, &'c WordRow)> {
    let mut rows: Vec<(usize, &WordRow)> = Vec::new();
    for &index in drawn {
        let features = &identities.all()[index].features;
        let found = features.iter().filter_map(|feature| {
            table.rows.iter().find(|row| row.shown == feature.shown && row.family == feature.family)
        });
        let mut taken = 0;
        for row in found {
            // "guarantees" says nothing beside "security guarantees".
            let repeats = |other: &WordRow| {
                other.shown.contains(&row.shown) || row.shown.contains(&other.shown)
            };
            if taken < EACH && !rows.iter().any(|(_, other)| repeats(other)) {
                rows.push((index, row));
                taken += 1;
            }
        }
    }
    rows
}

fn position(table: &WordTable, identities: &Identities<'_>, index: usize) -> Option<usize> {
    table.outlets.iter().position(|slug| *slug == identities.all()[index].slug)
}

/// How far to the right a row goes. An interval may be cut off, a mark may not.
fn reach(row: &WordRow, table: &WordTable, identities: &Identities<'_>, drawn: &[usize]) -> f64 {
    let places: Vec<usize> =
        drawn.iter().filter_map(|&index| position(table, identities, index)).collect();
    let cells = row.cells.iter().filter(|cell| places.contains(&(cell.outlet as usize)));
    1000.0 * cells.map(|cell| cell.rate.value).fold(0.0, f64::max)
}

/// An outlet, its uses for every thousand words, and their interval.
type Uses = (usize, f64, Option<(f64, f64)>);

fn strip(
    row: &WordRow,
    table: &WordTable,
    identities: &Identities<'_>,
    drawn: &[usize],
    scale: &Scale,
    evidence: &mut Evidence<'_>,
) -> Markup {
    let number = table.rows.iter().position(|other| std::ptr::eq(other, row)).unwrap_or_default();
    let citations: Vec<Citation> =
        row.cells.iter().flat_map(|cell| cell.citations.iter().copied()).collect();
    let cells: Vec<Uses> = drawn
        .iter()
        .filter_map(|&index| {
            let place = position(table, identities, index)?;
            let cell = row.cells.iter().find(|cell| cell.outlet as usize == place);
            let rate = cell.map_or(0.0, |cell| 1000.0 * cell.rate.value);
            let interval = cell.and_then(|cell| cell.rate.interval);
            Some((index, rate, interval.map(|i| (1000.0 * i.low, 1000.0 * i.high))))
        })
        .collect();
    // Every outlet has its own height in the row, so that marks at the same place do not hide each other.
    let height = 12 + 4 * cells.len();
    let y = |place: usize| (8 + 4 * place) as f64;
    let told: Vec<String> = cells
        .iter()
        .map(|(index, rate, _)| format!("{} {rate:.1}", shown(&identities.all()[*index].name, 60)))
        .collect();
    let title =
        format!("{}: uses for every thousand words. {}", shown(&row.shown, 60), told.join(", "));
    let href = evidence.link(&format!("word-{number}"), &title, &citations);
    html! {
        a href=[href] aria-label=(title) {
            svg width="100%" height=(height) aria-hidden="true" {
                line.track x1="0" x2="100%" y1=(height) y2=(height) {}
                @for (place, (index, _, interval)) in cells.iter().enumerate() {
                    @if let Some((low, high)) = interval {
                        line class={ "interval " (Identities::class(*index)) } x1={ (scale.at(*low)) "%" } x2={ (scale.at(*high)) "%" } y1=(y(place)) y2=(y(place)) {}
                    }
                }
                @for (place, (index, rate, _)) in cells.iter().enumerate() { (Identities::mark_at(*index, scale.at(*rate), y(place))) }
            }
        }
    }
}

/// The marks and the names of some outlets.
pub fn legend(identities: &Identities<'_>, drawn: &[usize]) -> Markup {
    html! {
        ul.legend aria-label="Outlets" {
            @for &index in drawn {
                li { (Identities::mark(index)) span dir="auto" { (shown(&identities.all()[index].name, 60)) } }
            }
        }
    }
}

/// From uses to shares of the width, with round ticks.
struct Scale {
    step: f64,
    end: f64,
}

impl Scale {
    fn up_to(most: f64) -> Scale {
        let steps = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0];
        let step = steps.into_iter().find(|step| most / step <= 5.0).unwrap_or(500.0);
        Scale { step, end: 1.04 * most.max(step) }
    }

    /// A share of the width in per cent, with room for half a mark at either end.
    fn at(&self, value: f64) -> f64 {
        let share = (value / self.end).clamp(0.0, 1.0);
        (100.0 * (2.0 + 96.0 * share)).round() / 100.0
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        (0..=5).map(|n| f64::from(n) * self.step).filter(|tick| *tick <= self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_the_data() {
        for (most, expected) in
            [(4.0, vec![0.0, 1.0, 2.0, 3.0, 4.0]), (31.0, vec![0.0, 10.0, 20.0, 30.0])]
        {
            let scale = Scale::up_to(most);
            assert_eq!(scale.ticks().collect::<Vec<_>>(), expected);
            assert!(scale.at(most) <= 98.0 && scale.at(0.0) == 2.0);
        }
    }
}
