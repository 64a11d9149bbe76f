//! "Same fact, different words": two outlets' sentences for one fact, the words that part them, and numbers that
//! do not agree.

use super::words::quoted;
use super::{BriefOptions, Claim, Group};
use crate::comparison::Comparison;
use crate::contrast::Basis;
use crate::wording::TwoWordings;

/// Two groups: numbers that differ, and words. Falls away where no pair differs tellingly.
pub(super) fn groups(comparison: &Comparison, options: &BriefOptions) -> Vec<Group> {
    let (numbers, words): (Vec<&TwoWordings>, Vec<&TwoWordings>) =
        comparison.wordings.iter().partition(|pair| !pair.numbers.is_empty());
    let claims = |pairs: Vec<&TwoWordings>| -> Vec<Claim> {
        let claims = pairs.into_iter().filter_map(|pair| claim(comparison, pair));
        claims.take(options.max_wordings).collect()
    };
    let groups = [("Numbers", claims(numbers)), ("Words", claims(words))];
    let groups = groups.into_iter().filter(|(_, claims)| !claims.is_empty());
    groups
        .map(|(heading, claims)| Group {
            heading: Some(heading.to_owned()),
            claims,
            notes: Vec::new(),
        })
        .collect()
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
