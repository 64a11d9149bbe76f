//! "What happened": the statements that most outlets tell alike, in the words of the most central telling.

use super::words::{counted, number, sentence_case};
use super::{BriefOptions, Claim, Group};
use crate::comparison::Comparison;
use crate::contrast::Basis;
use crate::wording::Statement;

/// One group for a story, or one for each of the largest stories.
pub(super) fn groups(comparison: &Comparison, options: &BriefOptions) -> Vec<Group> {
    let mut stories: Vec<usize> = (0..comparison.stories.len()).collect();
    stories.sort_by_key(|&story| std::cmp::Reverse(comparison.stories[story].n_outlets));
    let several = stories.len() > 1;
    let left_out = stories.len().saturating_sub(options.max_stories);
    stories.truncate(options.max_stories);
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

fn group(comparison: &Comparison, story: usize, most: usize, several: bool) -> Group {
    let summary = &comparison.stories[story];
    let mut chosen: Vec<&Statement> = comparison
        .statements
        .iter()
        .filter(|statement| statement.story.index() == story)
        // With many outlets, what two of them share is hardly what happened.
        .filter(|statement| statement.n_outlets() * 5 >= summary.n_outlets as usize)
        .take(most)
        .collect();
    // Told in the order in which articles tell it: the news first, background later.
    chosen
        .sort_by(|a, b| a.depth.total_cmp(&b.depth).then(a.tellings[0].at.cmp(&b.tellings[0].at)));
    let claims: Vec<Claim> =
        chosen.iter().filter_map(|statement| claim(comparison, statement)).collect();
    let mut notes = Vec::new();
    if claims.is_empty() {
        notes.push(if summary.n_outlets < 2 {
            "Only one outlet covers this story, so nothing can be set beside it.".to_owned()
        } else {
            format!(
                "No sentence is told alike by enough of the {} for a common account.",
                counted(summary.n_outlets as usize, "outlet")
            )
        });
    }
    let heading = several
        .then(|| format!("{} ({})", summary.title, counted(summary.n_outlets as usize, "outlet")));
    Group { heading, claims, notes }
}

fn claim(comparison: &Comparison, statement: &Statement) -> Option<Claim> {
    let first = statement.tellings.first()?;
    let words = comparison.words(&first.at)?;
    let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = format!(
        "{folded} (in the words of {}; told by {} outlets)",
        comparison.outlet_name(first.outlet),
        number(statement.n_outlets()),
    );
    let citations = statement.tellings.iter().map(|telling| telling.at);
    let claim = Claim::new(text, Basis::Text, citations).ok()?;
    Some(claim.with_quantity("n_outlets", statement.n_outlets() as f64))
}
