//! What a comparison can be told to do.

use serde::{Deserialize, Serialize};

use super::groups::Grouping;
use super::shared_copy::AgencyCopy;
use crate::token::NormalizerBuilder;
use crate::voice::Gazetteer;

/// What a comparison was made with. Stored in its result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Options {
    /// Language, stemming and stop words.
    pub normalizer: NormalizerBuilder,
    /// An outlet with fewer counted words is not compared.
    pub min_words: u32,
    /// The most themes for each outlet.
    pub max_themes: usize,
    /// The most single features kept for each outlet.
    pub max_features: usize,
    /// An omission is reported where its chance is at most this.
    pub max_omission_chance: f64,
    /// How text that several outlets print in the same words is counted.
    pub agency_copy: AgencyCopy,
    /// The most words of the account of what happened in a story.
    pub account_words: usize,
    /// The most sentences of it.
    pub account_sentences: usize,
    /// The keys of the frame inventories.
    pub inventories: Vec<String>,
    /// Names that the user knows, of actors.
    pub gazetteer: Gazetteer,
    /// The false discovery rate at which an outlet's habits are reported.
    pub habit_level: f64,
    /// Only words with at least so many occurrences are tested as habits.
    pub min_habit_tokens: u32,
    /// How often each outlet's articles are divided at random, for [`Comparison::null`](super::Comparison::null).
    pub null_splits: u32,
    /// The seed of everything drawn at random: the arrangements behind habits.
    pub seed: u64,
    /// What outlets are grouped by, where groups are compared as well.
    pub group_by: Option<Grouping>,
    /// The groups that are compared; all where it is empty.
    pub groups: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            normalizer: NormalizerBuilder::default(),
            min_words: 120,
            max_themes: 5,
            max_features: 25,
            max_omission_chance: 0.2,
            agency_copy: AgencyCopy::default(),
            account_words: 110,
            account_sentences: 5,
            inventories: Vec::new(),
            gazetteer: Gazetteer::new(),
            habit_level: 0.05,
            min_habit_tokens: 20,
            null_splits: 20,
            seed: 0,
            group_by: None,
            groups: Vec::new(),
        }
    }
}
