//! "Headlines": the headlines side by side, who is named first in them and what they do.

use super::words::{folded, number, quoted, sentence_case};
use super::{BriefOptions, Claim, Group};
use crate::article::{OutletId, Span};
use crate::comparison::Comparison;
use crate::contrast::Basis;
use crate::wording::{Headline, first_named};

/// One group: who is named first, then the first headline of each outlet. Falls away for several stories.
pub(super) fn groups(comparison: &Comparison, options: &BriefOptions) -> Vec<Group> {
    if comparison.stories.len() != 1 {
        return Vec::new();
    }
    let mut outlets: Vec<OutletId> = Vec::new();
    let mut shown: Vec<&Headline> = Vec::new();
    for headline in &comparison.headlines {
        if !outlets.contains(&headline.outlet) {
            outlets.push(headline.outlet);
            shown.push(headline);
        }
    }
    let order = |headline: &&Headline| {
        let name = comparison.outlet_name(headline.outlet);
        comparison.outlets.iter().position(|profile| profile.name == name)
    };
    shown.sort_by_key(order);
    if shown.len() < 2 {
        return Vec::new();
    }
    let overview = overview(comparison, &shown);
    let each =
        shown.iter().take(options.max_outlets).filter_map(|headline| claim(comparison, headline));
    let claims: Vec<Claim> = overview.into_iter().chain(each).collect();
    vec![Group { claims, ..Group::default() }]
}

/// "Three of the five headlines name Anna Berg first, two Norvik."
fn overview(comparison: &Comparison, shown: &[&Headline]) -> Option<Claim> {
    let named = first_named(shown, |at| comparison.words(at));
    let (name, first) = named.first().filter(|(_, own)| own.len() > 1)?;
    let mut parts = vec![format!(
        "{} of the {} headlines name {name} first",
        sentence_case(&number(first.len())),
        number(shown.len())
    )];
    let others = named.iter().skip(1).filter(|(_, own)| own.len() > 1).take(2);
    parts.extend(others.map(|(name, own)| format!("{} {name}", number(own.len()))));
    let text = format!("{}.", parts.join(", "));
    let citations = named.iter().take(3).flat_map(|(_, own)| own).map(|&place| shown[place].at);
    let claim = Claim::new(text, Basis::Text, citations).ok()?;
    let claim = claim.with_quantity("n_headlines", shown.len() as f64);
    let counts = named.iter().take(3).map(|(_, own)| own.len() as f64);
    Some(counts.fold(claim, |claim, n| claim.with_quantity("n_naming", n)))
}

fn claim(comparison: &Comparison, headline: &Headline) -> Option<Claim> {
    let words = comparison.words(&headline.at)?;
    let part = |span: Option<Span>| -> Option<&str> {
        let span = span?;
        let from = span.start.checked_sub(headline.at.span.start)?;
        Span::new(from, from + span.len() as u32).of(words)
    };
    let seen = match (part(headline.first_named), part(headline.verb)) {
        (Some(name), Some(verb)) => {
            format!(" (names {} first; the verb is {})", folded(name), quoted(&verb.to_lowercase()))
        }
        (Some(name), None) => format!(" (names {} first)", folded(name)),
        _ => String::new(),
    };
    let name = comparison.outlet_name(headline.outlet);
    Claim::new(format!("{name}: {}{seen}", quoted(words)), Basis::Text, [headline.at]).ok()
}
