//! Sentences on how an outlet writes in its own words, for "What the papers say".
//!
//! Only where a share is larger by more than chance makes any of the outlet's shares, and two of them at most: word lists find what is named, not what is
//! meant, so each sentence says that a list was counted.

use super::Claim;
use super::words::percent;
use crate::comparison::{Comparison, OutletProfile, Share};
use crate::contrast::Basis;

/// The most sentences for an outlet.
const MOST: usize = 2;

/// What clearly sets the outlet's own words apart, the largest ratio first.
pub(super) fn claims(comparison: &Comparison, profile: &OutletProfile) -> Vec<Claim> {
    let voices = &comparison.voices.outlets;
    let Some(own) = voices.iter().find(|voices| voices.outlet == profile.slug) else {
        return Vec::new();
    };
    let manner = &own.manner;
    let mut found: Vec<(&Share, String)> = vec![
        (&manner.loaded, "Uses loaded words in {} of the sentences outside quotations".to_owned()),
        (
            &manner.agentless,
            "Names nobody who did it in {} of the harm that it tells in its own words".to_owned(),
        ),
    ];
    for towards in &manner.towards {
        let name = &towards.name;
        let sentences = format!("{{}} of its own sentences about {name}");
        found.push((&towards.ill, format!("Speaks ill of {name} in {sentences}")));
        found.push((&towards.well, format!("Speaks well of {name} in {sentences}")));
        let said = format!("{{}} of what it attributes to {name}");
        found.push((
            &towards.doubted,
            format!("Puts {said} under a doubting word such as \u{201C}claimed\u{201D}"),
        ));
        found.push((
            &towards.forceful,
            format!("Puts {said} under a forceful word such as \u{201C}insisted\u{201D}"),
        ));
    }
    let n_compared = manner.n_compared();
    found.retain(|(share, _)| share.is_clearly_larger(n_compared));
    let ratio = |share: &Share| match (share.here, share.elsewhere) {
        (Some(here), Some(elsewhere)) => here.value / elsewhere.value.max(1e-3),
        _ => 0.0,
    };
    found.sort_by(|a, b| ratio(b.0).total_cmp(&ratio(a.0)));
    found.into_iter().filter_map(|(share, words)| claim(share, &words)).take(MOST).collect()
}

fn claim(share: &Share, words: &str) -> Option<Claim> {
    let (here, elsewhere) = (share.here?, share.elsewhere?);
    let told = words.replacen("{}", &percent(here.value), 1);
    let text = format!(
        "{told}, by the word lists used here; the others do in {} on the same stories.",
        percent(elsewhere.value)
    );
    let claim = Claim::new(text, Basis::Text, share.citations.iter().copied()).ok()?;
    let claim = claim.with_quantity("share_here", here.value);
    let mut claim = claim.with_quantity("share_elsewhere", elsewhere.value);
    for (side, interval) in [("here", here.interval), ("elsewhere", elsewhere.interval)] {
        if let Some(interval) = interval {
            claim = claim
                .with_quantity(format!("share_{side}_low"), interval.low)
                .with_quantity(format!("share_{side}_high"), interval.high);
        }
    }
    Some(claim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Article;
    use crate::article::Corpus;

    #[test]
    fn a_clear_difference_is_told_with_its_passages() {
        let corpus = Corpus::new((0..6).flat_map(|story| {
            let a = format!("The shameless and absurd plan {story} came up in the old hall.");
            let b = format!("The council of ward {story} met on the second floor of the hall.");
            [("a", a), ("b", b)]
                .map(|(outlet, text)| Article::new(outlet, "", text).with_story(format!("{story}")))
        }));
        let comparison = Comparison::builder().min_words(1).build(&corpus).unwrap();
        let claims_of = |slug: &str| claims(&comparison, comparison.outlet(slug).unwrap());
        let told = claims_of("a");
        assert_eq!(
            told[0].text(),
            "Uses loaded words in 100% of the sentences outside quotations, by the word lists used here; \
             the others do in 0% on the same stories."
        );
        assert!(!told[0].citations().is_empty() && told.len() == 1);
        assert!(claims_of("b").is_empty());
    }
}
