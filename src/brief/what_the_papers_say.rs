//! "What the papers say": per outlet, what it dwells on and how much more than the others.

use super::words::{counted, list, number, percent, sentence_case, times};
use super::{BriefOptions, Claim, Group};
use crate::comparison::{Comparison, Profile, Theme};

/// A group for each of the outlets with the most text, and a line each for others.
pub(super) fn groups(comparison: &Comparison, options: &BriefOptions) -> Vec<Group> {
    let compared: Vec<&Profile> = comparison
        .outlets
        .iter()
        .filter(|profile| {
            !comparison.not_compared.iter().any(|other| other.outlet() == profile.slug)
        })
        .collect();
    let (plain, told): (Vec<_>, Vec<_>) =
        compared.into_iter().partition(|profile| profile.themes.is_empty());
    let (long, short) = told.split_at(told.len().min(options.max_outlets));
    let mut groups: Vec<Group> =
        long.iter().map(|profile| group(comparison, profile, options.max_claims)).collect();
    if !short.is_empty() {
        let claims = short.iter().filter_map(|profile| {
            let claim = claim(comparison, profile, profile.themes.first()?, true)?;
            Some(claim)
        });
        let claims = claims.take(3 * options.max_outlets).collect();
        groups.push(Group { heading: Some("More outlets".into()), claims, notes: Vec::new() });
    }
    if !plain.is_empty() {
        let names: Vec<&str> = plain.iter().map(|profile| profile.name.as_str()).take(20).collect();
        let rest = plain.len() - names.len();
        let others = if rest > 0 { format!(" and {} more", number(rest)) } else { String::new() };
        let note = format!(
            "Nothing stands out clearly enough to report in {}{others}.",
            list(&names, if rest > 0 { "," } else { "and" }).replace(" , ", ", ")
        );
        groups.push(Group { notes: vec![note], ..Group::default() });
    }
    if groups.is_empty() {
        let note = "No outlet has enough text on a shared story to be compared.".to_owned();
        groups.push(Group { notes: vec![note], ..Group::default() });
    }
    groups
}

fn group(comparison: &Comparison, profile: &Profile, most: usize) -> Group {
    let claims = profile.themes.iter().filter_map(|theme| claim(comparison, profile, theme, false));
    Group {
        heading: Some(format!(
            "{} ({}, {} words counted)",
            profile.name,
            counted(profile.n_articles as usize, "article"),
            super::words::grouped(profile.n_words as usize)
        )),
        claims: claims.take(most).collect(),
        notes: Vec::new(),
    }
}

fn claim(comparison: &Comparison, profile: &Profile, theme: &Theme, named: bool) -> Option<Claim> {
    let _ = comparison;
    let subject = list(&theme.features, "and");
    let several = theme.features.len() > 1;
    let head = if named {
        format!("{} dwells on {subject}", profile.name)
    } else {
        format!("{} {}", sentence_case(&subject), if several { "come up" } else { "comes up" })
    };
    let amount = format!(
        "{}in {} of its sentences",
        if named { ": they stand " } else { " " },
        percent(theme.share_here)
    );
    let amount = if named && !several { amount.replace("they stand", "it stands") } else { amount };
    let compared = match theme.log2_ratio {
        Some(ratio) => format!(
            ", {} the others\u{2019} share of {}",
            times(libm::exp2(ratio.value)),
            percent(theme.share_elsewhere)
        ),
        None => "; no other outlet mentions ".to_owned() + if several { "them" } else { "it" },
    };
    let spread = if profile.n_articles > 1 {
        let n_articles = profile.n_articles as usize;
        let all = theme.n_articles == profile.n_articles;
        let which = match (all, n_articles) {
            (true, 2) => "both articles".to_owned(),
            (true, n) => format!("all {} articles", number(n)),
            (false, n) => {
                format!("{} of {} articles", number(theme.n_articles as usize), number(n))
            }
        };
        format!(" ({which})")
    } else {
        String::new()
    };
    let claim = Claim::new(
        format!("{head}{amount}{compared}{spread}."),
        theme.basis,
        theme.citations.iter().copied(),
    );
    let claim = claim.ok()?;
    let claim = claim
        .with_quantity("share_here", theme.share_here)
        .with_quantity("share_elsewhere", theme.share_elsewhere)
        .with_quantity("n_sentences", f64::from(theme.n_sentences));
    Some(match theme.log2_ratio {
        Some(ratio) => claim.with_quantity("log2_ratio", ratio.value),
        None => claim,
    })
}
