//! What sets one outlet apart.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{FrameEmphasis, Habits, Options, Theme};
use crate::article::{ArticleId, Corpus, OutletId};
use crate::contrast::Contrast;
use crate::count::Counts;
use crate::stats::SplitHalf;

/// One outlet: how much of it was read, and what it gives more space to than the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OutletProfile {
    /// The slug.
    pub slug: String,
    /// The name to show.
    pub name: String,
    /// Whether the outlet table lists it; widely read outlets come first in a brief.
    pub listed: bool,
    /// The number of articles.
    pub n_articles: u32,
    /// The number of stories that it covers.
    pub n_stories: u32,
    /// The number of words that count: what is left after masks, stop words and numbers.
    pub n_words: u32,
    /// What it dwells on, the most distinctive first.
    pub themes: Vec<Theme>,
    /// The largest ranking scores of words between random halves of its own articles; `None` where they are
    /// fewer than eight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub null: Option<SplitHalf>,
    /// What it does as a rule, or why that cannot be tested.
    pub habits: Habits,
    /// The frames that its sentences carry, those that it favours most first.
    pub frames: Vec<FrameEmphasis>,
    /// The words and phrases behind the themes and further ones, the highest ranking first.
    pub features: Vec<Contrast>,
}

/// Why an outlet is not compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
#[non_exhaustive]
pub enum NotCompared {
    /// It has too few words that count.
    TooLittleText {
        /// The slug.
        outlet: String,
        /// The name to show.
        name: String,
        /// The words that it has.
        n_words: u32,
        /// The words that would be enough.
        needed: u32,
    },
    /// No other outlet covers its stories.
    Alone {
        /// The slug.
        outlet: String,
        /// The name to show.
        name: String,
        /// The number of its stories.
        n_stories: u32,
    },
}

impl NotCompared {
    /// The slug of the outlet.
    pub fn outlet(&self) -> &str {
        match self {
            NotCompared::TooLittleText { outlet, .. } | NotCompared::Alone { outlet, .. } => outlet,
        }
    }
}

impl fmt::Display for NotCompared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotCompared::TooLittleText { name, n_words, needed, .. } => {
                write!(f, "{name}: {n_words} counted words, {needed} needed")
            }
            NotCompared::Alone { name, n_stories, .. } => {
                write!(f, "{name}: nobody else covers its {n_stories} stories")
            }
        }
    }
}

/// The counted words of each outlet in a set of articles, by outlet number.
pub(super) fn lengths(
    corpus: &Corpus,
    words: &Counts,
    articles: impl Iterator<Item = ArticleId>,
) -> Vec<u32> {
    let mut lengths = vec![0; corpus.outlets().len()];
    for id in articles {
        lengths[corpus.outlet_of(id).index()] += words.exposure()[id.index()];
    }
    lengths
}

/// Why outlets are not compared, in the order of their numbers.
pub(super) fn not_compared(
    corpus: &Corpus,
    lengths: &[u32],
    options: &Options,
) -> Vec<NotCompared> {
    let mut n_stories = vec![0; corpus.outlets().len()];
    let mut accompanied = vec![false; corpus.outlets().len()];
    for story in corpus.stories() {
        let mut outlets: Vec<OutletId> =
            story.articles.iter().map(|&id| corpus.outlet_of(id)).collect();
        outlets.sort_unstable();
        outlets.dedup();
        for outlet in &outlets {
            n_stories[outlet.index()] += 1;
            accompanied[outlet.index()] |= outlets.len() > 1;
        }
    }
    let reason = |id: OutletId| {
        let outlet = corpus.outlet(id);
        let (slug, name) = (outlet.slug.clone(), outlet.name.clone());
        let n_words = lengths[id.index()];
        if n_words < options.min_words {
            let needed = options.min_words;
            Some(NotCompared::TooLittleText { outlet: slug, name, n_words, needed })
        } else if !accompanied[id.index()] {
            Some(NotCompared::Alone { outlet: slug, name, n_stories: n_stories[id.index()] })
        } else {
            None
        }
    };
    corpus.outlet_ids().filter_map(reason).collect()
}
