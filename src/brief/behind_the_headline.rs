//! "Behind the headline": what the coverage expects, how it explains, and what it judges, outlet by outlet.

use super::words::{by_outlets, quoted, repeats};
use super::{BriefOptions, Claim, Group};
use crate::comparison::Comparison;
use crate::contrast::Basis;
use crate::wording::{Remark, RemarkKind};

/// A group for each kind of remark that the coverage makes.
pub(super) fn groups(comparison: &Comparison, options: &BriefOptions) -> Vec<Group> {
    let kinds = [
        (RemarkKind::Forecast, "What may come"),
        (RemarkKind::Cause, "Causes given"),
        (RemarkKind::Judgement, "Judgements"),
    ];
    let groups = kinds.into_iter().map(|(kind, heading)| {
        let claims = spread(comparison, |remark| remark.kind == kind, options.max_remarks);
        Group { heading: Some(heading.to_owned()), claims, notes: Vec::new() }
    });
    groups.filter(|group| !group.claims.is_empty()).collect()
}

/// The remarks to print: a second one of the same outlet waits until the others have had their first.
pub(super) fn spread(
    comparison: &Comparison,
    wanted: impl Fn(&Remark) -> bool,
    most: usize,
) -> Vec<Claim> {
    let wanted: Vec<&Remark> = comparison.remarks.iter().filter(|remark| wanted(remark)).collect();
    let mut taken: Vec<(crate::article::OutletId, usize)> = Vec::new();
    let mut ranked: Vec<(usize, usize)> = Vec::new();
    for (place, remark) in wanted.iter().enumerate() {
        let Some((outlet, _)) = remark.tellings.first() else { continue };
        let round = match taken.iter_mut().find(|(other, _)| other == outlet) {
            Some((_, n)) => {
                *n += 1;
                *n
            }
            None => {
                taken.push((*outlet, 0));
                0
            }
        };
        ranked.push((round, place));
    }
    ranked.sort_unstable();
    let mut told: Vec<&str> = Vec::new();
    let mut claims: Vec<Claim> = Vec::new();
    for (_, place) in ranked {
        let first = wanted[place].tellings.first();
        let words = first.and_then(|(_, at)| comparison.words(at)).unwrap_or("");
        if claims.len() < most && told.iter().all(|other| !repeats(words, other)) {
            told.push(words);
            claims.extend(claim(comparison, wanted[place]));
        }
    }
    claims
}

fn claim(comparison: &Comparison, remark: &Remark) -> Option<Claim> {
    let (_, first) = remark.tellings.first()?;
    let words = comparison.words(first)?;
    let names: Vec<&str> =
        remark.tellings.iter().map(|(outlet, _)| comparison.outlet_name(*outlet)).collect();
    let text = format!("{} ({})", quoted(words), by_outlets(&names));
    let citations = remark.tellings.iter().map(|(_, at)| *at);
    let claim = Claim::new(text, Basis::Text, citations).ok()?;
    Some(claim.with_quantity("n_other_outlets", names.len() as f64 - 1.0))
}
