//! What is counted, and by which keys. Only profiles with the same options merge.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::token::{Language, Normalizer, STOP_LIST_VERSION, Stemming, StopWords};

/// Rises with every change of the rules by which words and terms are made, since counts change with them.
const TERMS_VERSION: u32 = 1;

/// The keys by which articles are added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum By {
    /// Outlet and story: outlets can then be compared on the same stories.
    #[default]
    OutletAndStory,
    /// Outlet alone, whatever the stories: much smaller, and topic passes for emphasis.
    Outlet,
}

/// How texts become counts.
///
/// ```
/// use parallax::profile::{By, Options};
/// use parallax::token::Language;
///
/// let options = Options::default().language(Language::German).by(By::Outlet);
/// assert_ne!(options, Options::default());
/// ```
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    language: Language,
    stemming: Stemming,
    stop_words: StopWords,
    by: By,
    /// Made once for all copies, since a profiler for each of a million groups may be wanted.
    #[serde(skip)]
    normalizer: OnceLock<Normalizer>,
}

impl PartialEq for Options {
    fn eq(&self, other: &Self) -> bool {
        (self.language, self.stemming, self.by) == (other.language, other.stemming, other.by)
            && self.stop_words == other.stop_words
    }
}

impl Eq for Options {}

/// The options with everything else that the counts depend on.
#[derive(Serialize, Deserialize)]
struct Stored {
    terms: u32,
    stop_list: u32,
    options: Options,
}

impl Options {
    /// The language of stems and stop words; English by default.
    pub fn language(self, language: Language) -> Self {
        Options { language, normalizer: OnceLock::new(), ..self }
    }

    /// Whether words are stemmed; they are by default.
    pub fn stemming(self, stemming: Stemming) -> Self {
        Options { stemming, normalizer: OnceLock::new(), ..self }
    }

    /// Which words are left out; the list of the language by default.
    pub fn stop_words(self, stop_words: StopWords) -> Self {
        let stop_words = match stop_words {
            // One spelling of one set of words, so that equal sets merge.
            StopWords::Custom(words) => {
                let mut words: Vec<String> =
                    words.into_iter().map(|word| word.to_lowercase()).collect();
                words.sort_unstable();
                words.dedup();
                StopWords::Custom(words)
            }
            other => other,
        };
        Options { stop_words, normalizer: OnceLock::new(), ..self }
    }

    /// The keys by which articles are added up.
    pub fn by(self, by: By) -> Self {
        Options { by, ..self }
    }

    /// Whether stories are kept apart.
    pub fn keeps_stories(&self) -> bool {
        self.by == By::OutletAndStory
    }

    /// The normaliser that makes the terms.
    pub fn normalizer(&self) -> Normalizer {
        let made = || {
            let builder = Normalizer::builder().language(self.language).stemming(self.stemming);
            builder.stop_words(self.stop_words.clone()).build()
        };
        self.normalizer.get_or_init(made).clone()
    }

    /// The bytes by which profiles tell whether they can be merged.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let stored =
            Stored { terms: TERMS_VERSION, stop_list: STOP_LIST_VERSION, options: self.clone() };
        serde_json::to_vec(&stored).expect("plain data serialise")
    }

    /// The options of a profile; what is wrong with it where it was not made by these rules.
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        let stored: Stored = serde_json::from_slice(bytes)
            .map_err(|error| format!("options that do not parse ({error})"))?;
        let versions = (stored.terms, stored.stop_list);
        if versions != (TERMS_VERSION, STOP_LIST_VERSION) {
            return Err(format!(
                "counts made by rules {}.{}, these are {TERMS_VERSION}.{STOP_LIST_VERSION}",
                versions.0, versions.1
            ));
        }
        Ok(stored.options)
    }
}
