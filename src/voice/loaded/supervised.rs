//! Loaded language learnt from labelled sentences: the linear model of `framing` with the classes of the lists, the
//! tone of the words and marks of style among its features.
//!
//! Words of a few hundred or thousand sentences are mostly those of their topics; what lists and style say holds in
//! others too.
//!
//! No trained model comes with the crate.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::listed::{ListedWords, Lists};
use super::super::quoted_spans;
use super::LoadedClass;
use crate::article::Span;
use crate::error::Result;
use crate::framing::{Coded, FrameModel, LabelKind};
use crate::token::words;

/// How much the marks of lists and style weigh beside the words, whose length is 1.
const MARKS: f64 = 0.3;

/// A trained model of loaded language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoadedModel {
    model: FrameModel,
}

impl LoadedModel {
    /// Learns from sentences with the judgement whether each is loaded.
    ///
    /// # Errors
    ///
    /// [`Error::TooLittle`](crate::Error::TooLittle) where sentences of one kind are missing.
    pub fn train(labelled: &[(&str, bool)]) -> Result<Self> {
        let coded: Vec<Coded> = labelled
            .iter()
            .map(|(text, loaded)| described(text, &[if *loaded { LOADED } else { "plain" }]))
            .collect();
        let model = FrameModel::builder().labels(LabelKind::One).train(&coded)?;
        Ok(LoadedModel { model })
    }

    /// Whether a sentence is loaded.
    pub fn is_loaded(&self, text: &str) -> bool {
        self.are_loaded(&[text]).first().copied().unwrap_or(false)
    }

    /// Whether each of some sentences is loaded; faster than one by one.
    pub fn are_loaded(&self, texts: &[&str]) -> Vec<bool> {
        let coded: Vec<Coded> = texts.iter().map(|text| described(text, &[])).collect();
        let labels = self.model.labels_of_all(&coded);
        labels.iter().map(|labels| labels.iter().any(|label| label == LOADED)).collect()
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

/// The sentence with what the lists and its style say of it.
fn described(text: &str, labels: &[&str]) -> Coded {
    let sentence = ListedWords::new(text, Span::from_range(0..text.len()));
    let found = sentence.loaded(&[]);
    let n_words = f64::from(found.n_narrator + found.n_quoted);
    let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
    for class in LoadedClass::ALL {
        counts.insert(class.section().0, found.count(class, false) as f64);
    }
    counts.insert("marks", f64::from(found.n_marks));
    counts.insert("length", n_words / 20.0);
    for value in Lists::get().tone.strengths(&sentence) {
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
    let quoted: u32 = quoted_spans(text).iter().map(|span| span.end - span.start).sum();
    let share = |n: f64, of: f64| if of > 0.0 { n / of } else { 0.0 };
    counts.insert("quoted", 10.0 * share(f64::from(quoted), text.len() as f64));
    counts.insert("digits", n_digits);
    counts.insert("capitals", 5.0 * share(n_capital, n_words));
    counts.insert("long words", (share(n_letters, n_words) - 4.0).max(0.0));
    let pauses = text.matches([',', ';', '\u{2014}']).count();
    counts.insert("pauses", pauses as f64);
    let apostrophes = text.matches(['\u{2019}', '\'']).count();
    counts.insert("apostrophes", apostrophes as f64);
    let features = counts.into_iter().map(|(name, n)| (name.to_owned(), MARKS * n.ln_1p()));
    Coded::new(text, labels.iter().copied()).with_features(features)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_learns_what_it_is_shown() {
        let labelled = [
            ("The mayor slammed the absurd plan.", true),
            ("A shameful and absurd farce.", true),
            ("The council met on Tuesday.", false),
            ("Officials said the vote is on Friday.", false),
        ];
        let model = LoadedModel::train(&labelled).unwrap();
        assert!(
            model.is_loaded("What an absurd farce.") && !model.is_loaded("The vote is on Tuesday.")
        );
        assert!(model.are_loaded(&["An absurd farce.", "", "On Friday."])[0]);
        assert!(LoadedModel::train(&labelled[..2]).is_err());
    }
}
