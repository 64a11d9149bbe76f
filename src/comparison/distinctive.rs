//! Which words and phrases an outlet uses clearly more than the others: what themes are made from.
//!
//! A screen, no test: it keeps single mentions, single articles and the outlet's own name out of the first lines.
//! Whether an outlet writes so as a rule is another question, answered in `habits`.

use std::collections::HashSet;

use super::theme::{Material, themes};
use super::{Options, Theme};
use crate::article::{ArticleId, OutletId};
use crate::clean::own_name_terms;
use crate::contrast::{Contrast, Emphasis};
use crate::token::TermId;

/// Whether a word or phrase consists of the outlet's own name.
pub(super) fn is_own_name(material: &Material<'_>, own_name: &HashSet<TermId>, key: &str) -> bool {
    let vocabulary = material.tokenized.vocabulary();
    let own = |word| vocabulary.find(word).is_some_and(|term| own_name.contains(&term));
    key.split(' ').all(own)
}

/// How many distinctive features themes are made from.
const FEATURES_FOR_THEMES: usize = 60;

/// What is distinctive of an outlet: nothing by default, as of one that is not compared.
#[derive(Debug, Default)]
pub(super) struct Distinctive {
    /// The words and phrases that it uses clearly more than the others, the highest ranking first.
    pub features: Vec<Contrast>,
    /// The themes they make.
    pub themes: Vec<Theme>,
}

impl Distinctive {
    /// What is distinctive of an outlet in its `own` articles.
    pub fn of(
        material: &Material<'_>,
        emphases: &[Emphasis<'_>],
        id: OutletId,
        own: &[ArticleId],
        options: &Options,
    ) -> Self {
        let features = features(material, emphases, id, own.len());
        let themes = themes(material, id, own, &features, options.max_themes);
        Distinctive { features, themes }
    }
}

fn features(
    material: &Material<'_>,
    emphases: &[Emphasis<'_>],
    id: OutletId,
    n_own: usize,
) -> Vec<Contrast> {
    let outlet = material.corpus.outlet(id);
    let vocabulary = material.tokenized.vocabulary();
    let own_name = own_name_terms(outlet, vocabulary);
    let passes = |contrast: &Contrast| {
        contrast.n_here >= 3
            && contrast.n_articles_here as usize >= n_own.min(2)
            && contrast.log_odds_z >= 1.0
            && contrast.times().is_none_or(|times| times >= 1.5)
            && contrast.shown.chars().count() > 1
            && !is_own_name(material, &own_name, &contrast.key)
    };
    let mut found: Vec<Contrast> =
        emphases.iter().flat_map(|emphasis| emphasis.of(&outlet.slug)).filter(passes).collect();
    found.sort_by(|a, b| b.log_odds_z.total_cmp(&a.log_odds_z).then_with(|| a.key.cmp(&b.key)));
    found.truncate(FEATURES_FOR_THEMES);
    found
}
