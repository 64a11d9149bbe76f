//! Loaded language learnt from labelled sentences: the linear model of `framing` with the classes of the lists, the
//! tone of the words, marks of style, and how loaded the words are.
//!
//! Question: given sentences that people call loaded or not, and the words for which they do, which others would they
//! call loaded?
//!
//! Words of a few hundred or thousand sentences are mostly those of their topics; what lists and style say holds in
//! others too. Where people have marked the loaded words, a model of words learns from these, and its scores of
//! the words of a sentence become features of the sentence. The words of a training sentence are scored by models
//! that have not seen it, since the marks would otherwise tell the label.
//!
//! It misleads on quotations, whose colour is not the writer's, and on colour that lies in what is told rather
//! than in a word.
//!
//! No trained model comes with the crate.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::super::listed::{ListedWords, Lists};
use super::super::quoted_spans;
use super::LoadedClass;
use super::marked::{Sentence, WordModel, summary};
use crate::article::Span;
use crate::error::Result;
use crate::framing::{Coded, Contribution, FrameModel, LabelKind};
use crate::token::words;

/// How much the marks of lists and style weigh beside the words, whose length is 1.
const MARKS: f64 = 0.3;

/// How much the scores of the words weigh.
const WORDS: f64 = 0.3;

/// A sentence that people have judged, to learn from.
///
/// ```
/// use parallax::voice::LoadedExample;
///
/// let example = LoadedExample::new("The shameless mayor dithered.", true)
///     .with_loaded_words(["shameless", "dithered"]);
/// assert_eq!(example.loaded_words.len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LoadedExample {
    /// The sentence.
    pub text: String,
    /// Whether they call it loaded.
    pub is_loaded: bool,
    /// The words and phrases that they marked as loaded, whatever their case; each counts wherever it occurs.
    /// A sentence may be loaded without any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub loaded_words: Vec<String>,
}

impl LoadedExample {
    /// A judged sentence in which no words were marked.
    pub fn new(text: impl Into<String>, is_loaded: bool) -> Self {
        LoadedExample { text: text.into(), is_loaded, loaded_words: Vec::new() }
    }

    /// The same with the words that people marked.
    pub fn with_loaded_words<W: Into<String>>(
        mut self,
        words: impl IntoIterator<Item = W>,
    ) -> Self {
        self.loaded_words = words.into_iter().map(Into::into).collect();
        self
    }
}

/// A trained model of loaded language.
///
/// ```
/// use parallax::voice::{LoadedExample, LoadedModel};
///
/// let examples = [
///     LoadedExample::new("The mayor slammed the absurd plan.", true).with_loaded_words(["slammed", "absurd"]),
///     LoadedExample::new("A shameful and absurd farce.", true).with_loaded_words(["shameful", "absurd", "farce"]),
///     LoadedExample::new("The council met on Tuesday.", false),
///     LoadedExample::new("Officials said the vote is on Friday.", false),
/// ];
/// let model = LoadedModel::train(&examples)?;
/// assert!(model.is_loaded("What an absurd farce."));
/// assert!(!model.is_loaded("The vote is on Tuesday."));
/// let text = "The absurd vote is on Tuesday.";
/// let words = model.words(text);
/// let most = words.iter().max_by(|a, b| a.score.total_cmp(&b.score)).unwrap();
/// assert_eq!(most.span.of(text), Some("absurd"));
/// # Ok::<(), parallax::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoadedModel {
    model: FrameModel,
    /// What it has learnt from marked words, where there were any.
    words: Option<WordModel>,
}

/// How loaded a model finds a word.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ScoredWord {
    /// Where it stands.
    pub span: Span,
    /// Its distance from what tells marked words from others; above 0 it is more likely marked than not.
    pub score: f64,
}

impl LoadedModel {
    /// Learns from sentences with the judgement whether each is loaded, and from the words marked in them.
    ///
    /// # Errors
    ///
    /// [`Error::TooLittle`](crate::Error::TooLittle) where sentences of one kind are missing.
    pub fn train(examples: &[LoadedExample]) -> Result<Self> {
        let read: Vec<Read<'_>> =
            examples.par_iter().map(|example| Read::new(&example.text)).collect();
        let sentences: Vec<Sentence> = read.par_iter().map(Read::words).collect();
        let marked = |(sentence, example): (&Sentence, &LoadedExample)| {
            sentence.marked(&example.text, &example.loaded_words)
        };
        let marked: Vec<Vec<bool>> = sentences.iter().zip(examples).map(marked).collect();
        let (words, scores) = WordModel::learn(&sentences, &marked).unzip();
        // The sentence's own marks must not tell what its words are worth: unseen sentences have none.
        let scores = |number: usize| Some(scores.as_ref()?.get(number)?.as_slice());
        let coded: Vec<Coded> = examples
            .iter()
            .zip(&read)
            .enumerate()
            .map(|(number, (example, read))| {
                let label = if example.is_loaded { LOADED } else { "plain" };
                read.described(&[label], scores(number))
            })
            .collect();
        let model = FrameModel::builder().labels(LabelKind::One).train(&coded)?;
        Ok(LoadedModel { model, words })
    }

    /// Whether a sentence is loaded.
    pub fn is_loaded(&self, text: &str) -> bool {
        self.are_loaded(&[text]).first().copied().unwrap_or(false)
    }

    /// Whether each of some sentences is loaded; faster than one by one.
    pub fn are_loaded(&self, texts: &[&str]) -> Vec<bool> {
        let coded: Vec<Coded> = texts.iter().map(|text| self.described(text)).collect();
        let labels = self.model.labels_of_all(&coded);
        labels.iter().map(|labels| labels.iter().any(|label| label == LOADED)).collect()
    }

    /// How loaded each word of a sentence is, in the order of the text; none where the training had no marked
    /// words.
    pub fn words(&self, text: &str) -> Vec<ScoredWord> {
        let Some(words) = &self.words else { return Vec::new() };
        let scores = words.scores(&Read::new(text).words()).into_iter();
        scores.map(|(span, score)| ScoredWord { span, score }).collect()
    }

    /// Why a sentence is loaded or not: its features by the size of what they add, the largest first.
    pub fn explain(&self, text: &str) -> Vec<Contribution> {
        self.model.explain_coded(&self.described(text), LOADED).unwrap_or_default()
    }

    /// The features that speak most for a loaded sentence.
    pub fn top_features(&self, n: usize) -> Vec<Contribution> {
        self.model.top_features(LOADED, n).unwrap_or_default()
    }

    /// The features that speak most for a loaded word: words, letters behind `~`, neighbours beside `_`, and in
    /// brackets what the lists say and how it is written. None where the training had no marked words.
    pub fn top_word_features(&self, n: usize) -> Vec<Contribution> {
        self.words.as_ref().map(|words| words.top(n)).unwrap_or_default()
    }

    fn described(&self, text: &str) -> Coded {
        let read = Read::new(text);
        let scores: Option<Vec<f64>> = self
            .words
            .as_ref()
            .map(|words| words.scores(&read.words()).into_iter().map(|(_, score)| score).collect());
        read.described(&[], scores.as_deref())
    }
}

const LOADED: &str = "loaded";

/// Endings that say what a word does, whatever it means: manner, judgement, doctrine, action.
const ENDINGS: [(&str, &[&str]); 5] = [
    ("manner", &["ly"]),
    ("judgement", &["ous", "ful", "ive", "ish", "less", "able", "ible", "ic"]),
    ("doctrine", &["ism", "ist", "ists"]),
    ("going on", &["ing"]),
    ("done", &["ed"]),
];

/// A sentence read once, for the model of words and for that of sentences.
struct Read<'t> {
    sentence: ListedWords<'t>,
    quoted: Vec<Span>,
}

impl<'t> Read<'t> {
    fn new(text: &'t str) -> Self {
        let sentence = ListedWords::new(text, Span::from_range(0..text.len()));
        Read { sentence, quoted: quoted_spans(text) }
    }

    /// What is known of its words.
    fn words(&self) -> Sentence {
        Sentence::new(&self.sentence, &self.quoted)
    }

    /// The sentence with what the lists, its style and the scores of its words say of it.
    fn described(&self, labels: &[&str], scores: Option<&[f64]>) -> Coded {
        let text = self.sentence.text;
        let found = self.sentence.loaded(&[]);
        let n_words = f64::from(found.n_narrator + found.n_quoted);
        let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
        for class in LoadedClass::ALL {
            counts.insert(class.section().0, found.count(class, false) as f64);
        }
        counts.insert("marks", f64::from(found.n_marks));
        counts.insert("length", n_words / 20.0);
        for (_, value) in Lists::get().tone.strengths(&self.sentence) {
            let strength = match value {
                ..-2.5 => "very ill",
                ..-1.5 => "ill",
                ..0.0 => "somewhat ill",
                1.5.. => "well",
                _ => "somewhat well",
            };
            *counts.entry(strength).or_default() += 1.0;
        }
        let (mut n_capital, mut n_letters, mut n_digits) = (0.0, 0.0, 0.0);
        for word in words(text) {
            n_letters += word.text.chars().count() as f64;
            n_digits += word.text.bytes().filter(u8::is_ascii_digit).count() as f64;
            if word.text.starts_with(char::is_uppercase) {
                n_capital += 1.0;
            } else {
                for (name, endings) in ENDINGS {
                    if endings.iter().any(|ending| word.text.ends_with(ending)) {
                        *counts.entry(name).or_default() += 1.0;
                    }
                }
            }
        }
        let quoted: u32 = self.quoted.iter().map(|span| span.end - span.start).sum();
        let share = |n: f64, of: f64| if of > 0.0 { n / of } else { 0.0 };
        counts.insert("quoted", 10.0 * share(f64::from(quoted), text.len() as f64));
        counts.insert("digits", n_digits);
        counts.insert("capitals", 5.0 * share(n_capital, n_words));
        counts.insert("long words", (share(n_letters, n_words) - 4.0).max(0.0));
        let pauses = text.matches([',', ';', '\u{2014}']).count();
        counts.insert("pauses", pauses as f64);
        let apostrophes = text.matches(['\u{2019}', '\'']).count();
        counts.insert("apostrophes", apostrophes as f64);
        let marks = counts.into_iter().map(|(name, n)| (name.to_owned(), MARKS * n.ln_1p()));
        let words = scores.into_iter().flat_map(summary);
        let words = words.map(|(name, value)| (name.to_owned(), WORDS * value));
        Coded::new(text, labels.iter().copied()).with_features(marks.chain(words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn examples() -> Vec<LoadedExample> {
        let loaded = |text: &str, words: &[&str]| {
            LoadedExample::new(text, true).with_loaded_words(words.iter().copied())
        };
        vec![
            loaded("The mayor slammed the absurd plan.", &["slammed", "absurd"]),
            loaded("A shameful and absurd farce.", &["Shameful", "absurd", "farce"]),
            LoadedExample::new("The council met on Tuesday.", false),
            LoadedExample::new("Officials said the vote is on Friday.", false),
        ]
    }

    #[test]
    fn a_model_learns_what_it_is_shown() {
        let labelled = examples();
        let model = LoadedModel::train(&labelled).unwrap();
        assert!(
            model.is_loaded("What an absurd farce.") && !model.is_loaded("The vote is on Tuesday.")
        );
        assert!(model.are_loaded(&["An absurd farce.", "", "On Friday."])[0]);
        assert!(LoadedModel::train(&labelled[..2]).is_err());
    }

    #[test]
    fn marked_words_teach_which_words_are_loaded() {
        let model = LoadedModel::train(&examples()).unwrap();
        let text = "The absurdity of the vote";
        let words = model.words(text);
        let score = |word: &str| {
            words.iter().find(|scored| scored.span.of(text) == Some(word)).unwrap().score
        };
        assert!(score("absurdity") > score("vote") && score("vote") < 0.0, "{words:?}");
        assert!(model.top_word_features(20).iter().any(|part| part.feature == "absurd"));
        let why = model.explain("An absurd vote.");
        let named = |name: &str| why.iter().find(|part| part.feature == name);
        assert!(
            named("{the most loaded word}").is_some_and(|part| part.contribution > 0.0),
            "{why:?}"
        );
        assert!(!model.top_features(3).is_empty());
    }

    #[test]
    fn without_marked_words_there_are_no_scores() {
        let mut plain = examples();
        for example in &mut plain {
            example.loaded_words.clear();
        }
        let model = LoadedModel::train(&plain).unwrap();
        assert!(model.words("An absurd farce.").is_empty());
        assert!(model.top_word_features(3).is_empty() && model.is_loaded("An absurd farce."));
    }

    #[test]
    fn a_model_survives_serde() {
        let model = LoadedModel::train(&examples()).unwrap();
        let text = serde_json::to_string(&model).unwrap();
        assert!(serde_json::from_str::<LoadedModel>(&text).unwrap() == model);
        assert!(model == LoadedModel::train(&examples()).unwrap());
    }
}
