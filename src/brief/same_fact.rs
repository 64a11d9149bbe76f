//! "Same fact, different words": two outlets' sentences for one fact, the words that part them, and numbers that
//! do not agree.

use super::words::{list, quoted};
use super::{BriefOptions, Claim, Group};
use crate::comparison::Comparison;
use crate::contrast::Basis;
use crate::wording::{Slot, TwoWordings};

/// Three groups: numbers that differ, words, and names for the same thing. Falls away where nothing differs tellingly.
pub(super) fn groups(comparison: &Comparison, options: &BriefOptions) -> Vec<Group> {
    let (numbers, words): (Vec<&TwoWordings>, Vec<&TwoWordings>) =
        comparison.wordings.iter().partition(|pair| !pair.numbers.is_empty());
    let claims = |pairs: Vec<&TwoWordings>| -> Vec<Claim> {
        let claims = pairs.into_iter().filter_map(|pair| claim(comparison, pair));
        claims.take(options.max_wordings).collect()
    };
    let named = comparison.slots.iter().filter_map(|slot| names(comparison, slot));
    let named = named.take(options.max_wordings).collect();
    let groups = [("Numbers", claims(numbers)), ("Words", claims(words)), ("Names", named)];
    let groups = groups.into_iter().filter(|(_, claims)| !claims.is_empty());
    groups
        .map(|(heading, claims)| Group {
            heading: Some(heading.to_owned()),
            claims,
            notes: Vec::new(),
        })
        .collect()
}

/// The most names of a slot that are told, and outlets of a name.
const MOST_NAMES: usize = 3;
const MOST_OUTLETS: usize = 3;

/// Who calls the same thing what.
fn names(comparison: &Comparison, slot: &Slot) -> Option<Claim> {
    let mut citations = Vec::new();
    let mut parts = Vec::new();
    for name in slot.names.iter().take(MOST_NAMES) {
        let outlets = name.outlets();
        let shown = &outlets[..outlets.len().min(MOST_OUTLETS)];
        let first = |id| name.uses.iter().find(|(outlet, _)| *outlet == id).map(|(_, at)| *at);
        citations.extend(shown.iter().filter_map(|&id| first(id)));
        let mut who: Vec<String> =
            shown.iter().map(|&id| comparison.outlet_name(id).to_owned()).collect();
        if outlets.len() > shown.len() {
            who.push("others".to_owned());
        }
        let verb = match (parts.is_empty(), who.len()) {
            (true, 1) => " writes",
            (true, _) => " write",
            (false, _) => "",
        };
        parts.push(format!("{}{verb} {}", list(&who, "and"), quoted(&name.text)));
    }
    let text = format!("For what seems to be the same, {}.", parts.join(", "));
    Claim::new(text, Basis::Text, citations).ok()
}

fn claim(comparison: &Comparison, pair: &TwoWordings) -> Option<Claim> {
    let [left, right] = &pair.sides;
    let names = [comparison.outlet_name(left.outlet), comparison.outlet_name(right.outlet)];
    let text = match pair.numbers.first() {
        Some(clash) => {
            let verdict =
                if clash.can_both_hold { "which can both hold" } else { "which do not agree" };
            format!(
                "{} has {}, {} has {} for {}, {verdict}.",
                names[0],
                quoted(&clash.left),
                names[1],
                quoted(&clash.right),
                quoted(&clash.counted)
            )
        }
        None => {
            let pairs: Vec<String> = pair
                .exchanges
                .iter()
                .take(2)
                .map(|words| format!("{} against {}", quoted(&words.left), quoted(&words.right)))
                .collect();
            if pairs.is_empty() {
                return None;
            }
            format!("{} and {} part ways: {}.", names[0], names[1], pairs.join(", "))
        }
    };
    Claim::new(text, Basis::Text, [left.at, right.at]).ok()
}
