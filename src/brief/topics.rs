//! "More on these topics": the places and things that several outlets name, with who gives them most attention.

use super::key_players::introduction;
use super::{BriefOptions, Claim, Group};
use crate::comparison::Comparison;

/// One group for a story; nothing for several, where topics would only list place names.
pub(super) fn groups(comparison: &Comparison, options: &BriefOptions) -> Vec<Group> {
    let [_only] = comparison.stories.as_slice() else { return Vec::new() };
    let topics = comparison.voices.topics.iter().take(options.max_topics);
    let claims: Vec<Claim> =
        topics.filter_map(|topic| introduction(comparison, topic, true)).collect();
    if claims.is_empty() { Vec::new() } else { vec![Group { claims, ..Group::default() }] }
}
