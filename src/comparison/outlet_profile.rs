//! What sets one outlet apart.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{FrameEmphasis, Habits, Theme};
use crate::contrast::Contrast;
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
