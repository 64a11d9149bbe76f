//! "Agendas": of several stories, which an outlet covers and which of the widely covered ones it misses.
//!
//! That an outlet does not cover a story here means that no article of it is in this collection.

use super::words::{counted, list, number, quoted};
use super::{BriefOptions, Claim, Group};
use crate::article::{Citation, OutletId};
use crate::comparison::{Comparison, StorySummary};
use crate::contrast::Basis;

/// How many missing stories are named for an outlet.
const MOST_MISSING: usize = 2;
/// A story that fewer outlets cover is missed by most.
const WIDELY: u32 = 3;

/// A group for each of the outlets with the most text. Falls away for one story.
pub(super) fn groups(comparison: &Comparison, options: &BriefOptions) -> Vec<Group> {
    if comparison.stories.len() < 2 {
        return Vec::new();
    }
    let mut groups: Vec<Group> = Vec::new();
    for profile in comparison.outlets.iter().filter(|profile| profile.n_stories > 1) {
        let own: Vec<usize> = (0..comparison.stories.len())
            .filter(|&story| {
                let carried = &comparison.stories[story].carried_by;
                carried.iter().any(|&outlet| comparison.outlet_slug(outlet) == profile.slug)
            })
            .collect();
        let claims: Vec<Claim> = covers(comparison, &own, &profile.slug)
            .into_iter()
            .chain(misses(comparison, &own))
            .collect();
        if !claims.is_empty() && groups.len() < options.max_outlets {
            groups.push(Group { heading: Some(profile.name.clone()), claims, notes: Vec::new() });
        }
    }
    groups
}

fn covers(comparison: &Comparison, own: &[usize], slug: &str) -> Option<Claim> {
    let n_stories = comparison.stories.len();
    let alone: Vec<usize> =
        own.iter().copied().filter(|&story| comparison.stories[story].n_outlets == 1).collect();
    let rest = match alone.len() {
        0 => String::new(),
        n => format!(", {} of them alone", number(n)),
    };
    let text = if own.len() == n_stories {
        format!("Covers all {}{rest}.", counted(n_stories, "story"))
    } else {
        format!("Covers {} of the {} stories{rest}.", number(own.len()), number(n_stories))
    };
    let is_own = |outlet: OutletId| comparison.outlet_slug(outlet) == slug;
    let headlines = comparison.headlines.iter().filter(|headline| is_own(headline.outlet));
    let claim = Claim::new(text, Basis::Text, headlines.map(|headline| headline.at)).ok()?;
    let claim = claim.with_quantity("n_stories", n_stories as f64);
    Some(
        claim
            .with_quantity("n_covered", own.len() as f64)
            .with_quantity("n_alone", alone.len() as f64),
    )
}

/// The most widely covered stories that the outlet does not cover.
fn misses(comparison: &Comparison, own: &[usize]) -> Option<Claim> {
    let mut missing: Vec<(usize, &StorySummary)> = comparison
        .stories
        .iter()
        .enumerate()
        .filter(|(story, summary)| !own.contains(story) && summary.n_outlets >= WIDELY)
        .collect();
    missing.sort_by_key(|(story, summary)| (std::cmp::Reverse(summary.n_outlets), *story));
    missing.truncate(MOST_MISSING);
    let mut citations: Vec<Citation> = Vec::new();
    let mut named: Vec<String> = Vec::new();
    let mut sizes: Vec<u32> = Vec::new();
    for (story, summary) in missing {
        let headline = comparison.headlines.iter().find(|headline| headline.story.index() == story);
        let Some((headline, words)) = headline.and_then(|h| Some((h, comparison.words(&h.at)?)))
        else {
            continue;
        };
        citations.push(headline.at);
        sizes.push(summary.n_outlets);
        let name = comparison.outlet_name(headline.outlet);
        let n_outlets = counted(summary.n_outlets as usize, "outlet");
        named.push(format!("the story that {name} heads {} ({n_outlets})", quoted(words)));
    }
    let text = format!("Has nothing here on {}.", list(&named, "or"));
    let claim = Claim::new(text, Basis::Text, citations).ok()?;
    Some(sizes.into_iter().fold(claim, |claim, n| claim.with_quantity("n_outlets", f64::from(n))))
}
