//! "Open questions": what the coverage asks, and what it says is not known or not decided.

use super::behind_the_headline::spread;
use super::{BriefOptions, Group};
use crate::comparison::Comparison;
use crate::wording::RemarkKind;

/// What is called open first, then what is asked.
pub(super) fn groups(comparison: &Comparison, options: &BriefOptions) -> Vec<Group> {
    let kinds = [(RemarkKind::Unresolved, "Said to be open"), (RemarkKind::Question, "Asked")];
    let groups = kinds.into_iter().map(|(kind, heading)| {
        let claims = spread(comparison, |remark| remark.kind == kind, options.max_remarks);
        Group { heading: Some(heading.to_owned()), claims, notes: Vec::new() }
    });
    groups.filter(|group| !group.claims.is_empty()).collect()
}
