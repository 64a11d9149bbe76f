//! "Key players": who is named most widely, as what, and what is attributed to them by which outlets.

use super::words::{counted, folded, list, number, quoted, sentence_case};
use super::{BriefOptions, Claim, Group};
use crate::comparison::{Attention, Comparison, Player, Position};
use crate::contrast::Basis;

/// A group for each player of a single story; of several stories a group each, with a line for each player.
pub(super) fn groups(comparison: &Comparison, options: &BriefOptions) -> Vec<Group> {
    let players = &comparison.voices.players;
    if let [_only] = comparison.stories.as_slice() {
        let players = players.iter().take(options.max_players);
        let groups: Vec<Group> = players.filter_map(|it| player(comparison, it, options)).collect();
        if groups.is_empty() {
            let note = "Nobody is named by two outlets.".to_owned();
            return vec![Group { notes: vec![note], ..Group::default() }];
        }
        return groups;
    }
    let stories = super::what_happened::widest_stories(comparison, options);
    let of_story = |story: usize| {
        let own = players.iter().filter(|player| player.story as usize == story);
        let claims: Vec<Claim> =
            own.take(3).filter_map(|it| introduction(comparison, it, true)).collect();
        let heading = Some(comparison.stories[story].title.clone());
        (!claims.is_empty()).then_some(Group { heading, claims, notes: Vec::new() })
    };
    stories.into_iter().filter_map(of_story).collect()
}

fn player(comparison: &Comparison, player: &Player, options: &BriefOptions) -> Option<Group> {
    let introduction = introduction(comparison, player, false)?;
    let positions = player.positions.iter().take(options.max_positions);
    let positions = positions.filter_map(|it| position(comparison, it));
    Some(Group {
        heading: Some(player.name.clone()),
        claims: std::iter::once(introduction).chain(positions).collect(),
        notes: Vec::new(),
    })
}

/// "Described as ...; named by all six outlets, most often by ...".
pub(super) fn introduction(comparison: &Comparison, player: &Player, named: bool) -> Option<Claim> {
    let story = comparison.stories.get(player.story as usize)?;
    let n_outlets = player.attention.len();
    let reach = match (n_outlets, story.n_outlets as usize) {
        (2, 2) => "both outlets".to_owned(),
        (n, of) if n == of => format!("all {} outlets", number(of)),
        (n, of) => format!("{} of {} outlets", number(n), number(of)),
    };
    let (first, second) = (player.attention.first()?, player.attention.get(1));
    let most = match second {
        // Where two come close, "most often" would say more than the counts do.
        Some(second) if first.n_mentions * 2 >= second.n_mentions * 3 => format!(
            ", most often by {} ({})",
            name(comparison, first),
            times(first.n_mentions as usize)
        ),
        _ => String::new(),
    };
    let described = player.description.as_deref().map(|words| quoted(&folded(words)));
    let text = match (named, described) {
        (true, Some(words)) => {
            format!("{}, described as {words}, is named by {reach}{most}.", player.name)
        }
        (true, None) => format!("{} is named by {reach}{most}.", player.name),
        (false, Some(words)) => format!("Described as {words}; named by {reach}{most}."),
        (false, None) => format!("Named by {reach}{most}."),
    };
    let claim = Claim::new(text, Basis::Text, [player.introduced]).ok()?;
    let claim = claim.with_quantity("n_outlets", n_outlets as f64);
    let claim = claim.with_quantity("n_outlets_of_story", f64::from(story.n_outlets));
    let claim = claim.with_quantity("most_by_one_outlet", f64::from(first.n_mentions));
    Some(claim.with_quantity("n_mentions", f64::from(player.n_mentions)))
}

fn position(comparison: &Comparison, position: &Position) -> Option<Claim> {
    let words = folded(comparison.words(position.citations.first()?)?);
    let names: Vec<&str> = position
        .outlets
        .iter()
        .map(|slug| comparison.outlet(slug).map_or(slug.as_str(), |profile| &profile.name))
        .collect();
    let (first, others) = names.split_first()?;
    let also = match others.len() {
        0 => String::new(),
        1..=4 => format!("; also {}", list(others, "and")),
        n => format!("; also {}", counted(n, "other outlet")),
    };
    let text = format!("{} ({first}{also})", quoted(&sentence_case(&words)));
    let claim = Claim::new(text, Basis::Text, position.citations.iter().copied()).ok()?;
    let claim = claim.with_quantity("n_other_outlets", others.len() as f64);
    Some(claim.with_quantity("n_outlets", position.outlets.len() as f64))
}

fn name<'c>(comparison: &'c Comparison, attention: &'c Attention) -> &'c str {
    comparison.outlet(&attention.outlet).map_or(&attention.outlet, |profile| &profile.name)
}

fn times(n: usize) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{} times", number(n)),
    }
}
