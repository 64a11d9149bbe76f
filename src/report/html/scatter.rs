//! The words of two outlets, or of one and the rest, as a scatter that the page draws itself.
//!
//! Any of hundreds of pairs can be asked for, so the page holds the counts, not the pictures. The script pools
//! counts and draws `log2(rate A / rate B) +- 2 sqrt(e_A^2 + e_B^2)` with the relative errors by article that are
//! computed here; without an error on either side it draws no interval and says so.

use maud::{Markup, html};
use serde_json::{Value, json};

use super::evidence::{Evidence, shown};
use super::identity::Identities;
use crate::comparison::Comparison;

/// The controls and the place of the picture; nothing where the words were not counted.
pub fn shell(comparison: &Comparison, identities: &Identities<'_>) -> Option<Markup> {
    let table = comparison.word_table.as_ref().filter(|table| table.outlets.len() > 1)?;
    let mut outlets: Vec<usize> =
        table.outlets.iter().filter_map(|slug| identities.of(slug)).collect();
    outlets.sort_unstable();
    let name = |index: usize| shown(&identities.all()[index].name, 60);
    Some(html! {
        p.lede { "Each mark is a word: the higher, the more the first outlet uses it; the further right, the more the second. Filled marks differ by more than articles vary; hollow ones may be chance." }
        div.controls {
            label { "Outlet " select id="scatter-a" {
                @for &index in &outlets { option value=(index) { (name(index)) } }
            } }
            label { "beside " select id="scatter-b" {
                option value="rest" { "all others together" }
                @for &index in &outlets { option value=(index) { (name(index)) } }
            } }
            label { "Find " input id="scatter-find" type="search" autocomplete="off" spellcheck="false" placeholder="a word"; }
        }
        div.scatter-frame {
            svg id="scatter" role="group" aria-label="Words of two outlets; the lists below say the same" {}
        }
        p.note id="scatter-note" aria-live="polite" {}
        div.scatter-lists id="scatter-lists" {}
    })
}

/// The counts that the picture is drawn from: outlets with their words, and rows of cells
/// `[outlet, occurrences, relative error or null, passage or -1]`.
pub fn data(
    comparison: &Comparison,
    identities: &Identities<'_>,
    evidence: &mut Evidence<'_>,
) -> Value {
    let Some(table) = &comparison.word_table else { return Value::Null };
    let rounded = |value: f64| (value * 10_000.0).round() / 10_000.0;
    let outlets: Vec<Option<usize>> =
        table.outlets.iter().map(|slug| identities.of(slug)).collect();
    let rows = table.rows.iter().map(|row| {
        let cells = row.cells.iter().filter_map(|cell| {
            let outlet = outlets.get(cell.outlet as usize).copied().flatten()?;
            let passage = cell.citations.first().and_then(|at| evidence.passage(at));
            Some(json!([
                outlet,
                cell.n_occurrences,
                cell.relative_error.map(rounded),
                passage.map_or(-1, |passage| passage as i64),
            ]))
        });
        json!([shown(&row.shown, 80), cells.collect::<Vec<_>>()])
    });
    Value::from(rows.collect::<Vec<_>>())
}
