//! "What happened": what the outlets tell in common, in their own words.
//!
//! The sentences are chosen in [`account`](crate::wording::account); here they are worded. Each is printed as
//! published, from its first word to a place where it can end; "…" shows that it goes on there.

use super::words::{counted, folded, list, number, sentence_case};
use super::{BriefOptions, Claim, Group};
use crate::comparison::Comparison;
use crate::contrast::Basis;
use crate::wording::AccountSentence;

/// One group for a story, or one for each of the largest stories.
pub(super) fn groups(comparison: &Comparison, options: &BriefOptions) -> Vec<Group> {
    let several = comparison.stories.len() > 1;
    let left_out = comparison.stories.len().saturating_sub(options.max_stories);
    let stories = widest_stories(comparison, options);
    let mut groups: Vec<Group> = stories
        .into_iter()
        .map(|story| {
            let most = if several { 2 } else { options.max_statements };
            group(comparison, story, most, several)
        })
        .collect();
    if left_out > 0 {
        let note = format!(
            "{} with fewer outlets {} not shown here; choose one to read about it.",
            sentence_case(&counted(left_out, "story")),
            if left_out == 1 { "is" } else { "are" },
        );
        groups.push(Group { notes: vec![note], ..Group::default() });
    }
    groups
}

/// The stories treated one by one: those that most outlets cover, in the order of the corpus among equals.
pub(super) fn widest_stories(comparison: &Comparison, options: &BriefOptions) -> Vec<usize> {
    let mut stories: Vec<usize> = (0..comparison.stories.len()).collect();
    stories.sort_by_key(|&story| std::cmp::Reverse(comparison.stories[story].n_outlets));
    stories.truncate(options.max_stories);
    stories
}

fn group(comparison: &Comparison, story: usize, most: usize, several: bool) -> Group {
    let summary = &comparison.stories[story];
    let account = comparison.accounts.iter().find(|account| account.story.index() == story);
    let sentences = account.map_or(&[][..], |account| &account.sentences);
    // Where few are wanted, those that most outlets tell, still in reading order.
    let mut chosen: Vec<usize> = (0..sentences.len()).collect();
    chosen.sort_by_key(|&index| (std::cmp::Reverse(sentences[index].told_by.len()), index));
    // What one outlet alone tells of a story that many cover is hardly what happened.
    let is_shared = |index: &usize| !sentences[*index].told_by.is_empty();
    if summary.n_outlets >= 4 && chosen.iter().any(is_shared) {
        chosen.retain(is_shared);
    }
    chosen.truncate(most);
    chosen.sort_unstable();
    let claims: Vec<Claim> =
        chosen.into_iter().filter_map(|index| claim(comparison, &sentences[index])).collect();
    let mut notes = Vec::new();
    if summary.n_outlets < 2 {
        notes
            .push("Only one outlet covers this story, so nothing can be set beside it.".to_owned());
    } else if claims.is_empty() {
        notes.push(format!(
            "No sentence of the {} stands alone well enough for a common account.",
            counted(summary.n_outlets as usize, "outlet")
        ));
    }
    let heading = several
        .then(|| format!("{} ({})", summary.title, counted(summary.n_outlets as usize, "outlet")));
    Group { heading, claims, notes }
}

fn claim(comparison: &Comparison, sentence: &AccountSentence) -> Option<Claim> {
    let words = folded(comparison.words(&sentence.at)?);
    let goes_on = if sentence.is_cut { "\u{2009}\u{2026}" } else { "" };
    let outlet = comparison.outlet_name(sentence.outlet);
    let printed = comparison.shared_copy.report_at(&sentence.at);
    let agency =
        printed.filter(|(_, one)| one.taken).and_then(|(report, _)| report.agency.as_ref());
    let cited = || std::iter::once(&sentence.at).chain(sentence.told_by.iter().map(|(_, at)| at));
    let is_named = |name: &str| {
        cited().any(|at| comparison.words(at).is_some_and(|words| words.contains(name)))
    };
    let name = match agency {
        Some(agency) if is_named(&agency.name) => {
            format!("{} as printed by {outlet}", agency.name)
        }
        // Whose it is stands with its credit under "Agency and shared copy".
        Some(_) => format!("an agency as printed by {outlet}"),
        None => outlet.to_owned(),
    };
    let told = sentence.told_by.len() + 1;
    let others: Vec<&str> =
        sentence.told_by.iter().map(|(outlet, _)| comparison.outlet_name(*outlet)).collect();
    let whose = match others.len() {
        0 => format!("in the words of {name}; no other outlet here tells it alike"),
        1 | 2 => format!("in the words of {name}; told by {} too", list(&others, "and")),
        _ => format!("in the words of {name}; told by {} outlets", number(told)),
    };
    let text = format!("{words}{goes_on} ({whose})");
    // The words that are shown are cited first.
    let citations = std::iter::once(sentence.at).chain(sentence.told_by.iter().map(|(_, at)| *at));
    let claim = Claim::new(text, Basis::Text, citations).ok()?;
    Some(claim.with_quantity("n_outlets", told as f64))
}
