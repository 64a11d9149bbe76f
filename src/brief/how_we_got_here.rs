//! "How we got here": the days that the coverage comes back to, as a timeline; what is still to come apart.

use jiff::civil::Date;

use super::words::{by_outlets, quoted, repeats};
use super::{BriefOptions, Claim, Group};
use crate::article::{Citation, OutletId};
use crate::comparison::Comparison;
use crate::contrast::Basis;
use crate::wording::{DayPrecision, TimelineDay};

/// What led here, and what is planned. Falls away where several stories are compared: their days are not one line.
pub(super) fn groups(comparison: &Comparison, options: &BriefOptions) -> Vec<Group> {
    if comparison.stories.len() != 1 {
        return Vec::new();
    }
    let (planned, past): (Vec<&TimelineDay>, Vec<&TimelineDay>) =
        comparison.timeline.iter().partition(|day| day.is_planned);
    let parts =
        [("So far", past, options.max_days), ("Still to come", planned, options.max_days / 2)];
    let groups = parts.into_iter().map(|(heading, days, most)| Group {
        heading: Some(heading.to_owned()),
        claims: line(comparison, days, most),
        notes: Vec::new(),
    });
    groups.filter(|group| !group.claims.is_empty()).collect()
}

/// The days to print, in order of time; no sentence twice, nor one that says much the same.
fn line(comparison: &Comparison, mut days: Vec<&TimelineDay>, most: usize) -> Vec<Claim> {
    let opened = comparison.stories[0].days.map(|(first, _)| first);
    // What lies before the coverage is what a reader may not know.
    let weight = |day: &TimelineDay| {
        let is_background = opened.is_some_and(|opened| day.last < opened);
        let vague = if day.precision == DayPrecision::Year { 0.5 } else { 1.0 };
        day.score * vague * if is_background { 1.5 } else { 1.0 }
    };
    // Of days that matter alike, the nearer ones.
    days.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(b.first.cmp(&a.first)));
    let mut told: Vec<&str> = Vec::new();
    let mut chosen: Vec<(&TimelineDay, Citation)> = Vec::new();
    for day in days {
        let words = |at: &Citation| comparison.words(at).unwrap_or("");
        let is_new = |at: &&Citation| told.iter().all(|other| !repeats(words(at), other));
        let fresh = day.citations.iter().take(8).find(is_new);
        if let Some(at) = fresh.filter(|_| chosen.len() < most) {
            told.push(words(at));
            chosen.push((day, *at));
        }
    }
    chosen.sort_by_key(|(day, _)| (day.first, day.last));
    chosen.into_iter().filter_map(|(day, at)| claim(comparison, day, at)).collect()
}

fn claim(comparison: &Comparison, day: &TimelineDay, at: Citation) -> Option<Claim> {
    let words = comparison.words(&at)?;
    let source = comparison.source(at.article)?;
    let names: Vec<&str> = std::iter::once(source.outlet_name.as_str())
        .chain(day.outlets.iter().map(|outlet: &OutletId| comparison.outlet_name(*outlet)))
        .collect();
    let mut once: Vec<&str> = Vec::new();
    names.into_iter().for_each(|name| {
        if !once.contains(&name) {
            once.push(name);
        }
    });
    let text = format!("{}: {} ({})", shown(day), quoted(words), by_outlets(&once));
    let citations =
        std::iter::once(at).chain(day.citations.iter().copied().filter(|other| *other != at));
    let claim = Claim::new(text, Basis::Text, citations).ok()?;
    let claim = claim
        .with_quantity("n_articles", f64::from(day.n_articles))
        .with_quantity("n_other_outlets", once.len() as f64 - 1.0);
    Some(
        claim
            .with_quantity("first_day", number(day.first))
            .with_quantity("last_day", number(day.last)),
    )
}

/// "12 March 2022", "March 2022", "2022": no more precise than the coverage is.
fn shown(day: &TimelineDay) -> String {
    let form = match day.precision {
        DayPrecision::Day => "%-d %B %Y",
        DayPrecision::Month => "%B %Y",
        DayPrecision::Year => "%Y",
        DayPrecision::Week => "Week of %-d %B %Y",
    };
    day.first.strftime(form).to_string()
}

/// A day as a number, 20220312.
fn number(day: Date) -> f64 {
    f64::from(day.year()) * 10_000.0 + f64::from(day.month()) * 100.0 + f64::from(day.day())
}
