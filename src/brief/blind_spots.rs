//! "Blind spots": what most other outlets carry and one does not, although it had the room.

use super::words::{number, percent, quoted};
use super::{BriefOptions, Claim, Group};
use crate::comparison::{Blindspot, Comparison, OutletProfile};
use crate::contrast::Basis;

/// A group for each outlet that leaves something out.
pub(super) fn groups(comparison: &Comparison, options: &BriefOptions) -> Vec<Group> {
    let mut groups: Vec<Group> = comparison
        .outlets
        .iter()
        .map(|profile| group(comparison, profile, options))
        .filter(|group| !group.claims.is_empty())
        .take(options.max_outlets)
        .collect();
    if groups.is_empty() {
        let note = "No outlet leaves out anything that most others carry and that its length would lead one to expect; at least four outlets with enough text are needed to tell.";
        groups.push(Group { notes: vec![note.to_owned()], ..Group::default() });
    }
    groups
}

fn group(comparison: &Comparison, profile: &OutletProfile, options: &BriefOptions) -> Group {
    let own = comparison.blindspots.iter().filter(|spot| spot.outlet == profile.slug);
    let claims = own.filter_map(|spot| claim(comparison, spot)).take(options.max_blind_spots);
    Group { heading: Some(profile.name.clone()), claims: claims.collect(), notes: Vec::new() }
}

fn claim(comparison: &Comparison, spot: &Blindspot) -> Option<Claim> {
    let carriers = format!(
        "{} of the {} other outlets with enough text",
        number(spot.n_carriers as usize),
        number(spot.n_others as usize)
    );
    let what = match &spot.phrase {
        Some(phrase) => format!("Does not use the words {}, which {carriers} do", quoted(phrase)),
        None => {
            let words = comparison.words(spot.citations.first()?)?;
            format!("Does not carry what {carriers} report: {}", quoted(words))
        }
    };
    let text = format!(
        "{what} (an outlet of this length would leave it out {} of the time).",
        percent(spot.chance)
    );
    let claim = Claim::new(text, Basis::Text, spot.citations.iter().copied()).ok()?;
    Some(
        claim
            .with_quantity("n_carriers", f64::from(spot.n_carriers))
            .with_quantity("n_others", f64::from(spot.n_others))
            .with_quantity("chance", spot.chance),
    )
}
