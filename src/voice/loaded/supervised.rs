//! Loaded language learnt from labelled sentences: the linear model of `framing` with the classes of the lists
//! among its features.
//!
//! No trained model comes with the crate.

use serde::{Deserialize, Serialize};

use super::{LoadedClass, LoadedLanguage};
use crate::error::Result;
use crate::framing::{Coded, FrameModel, LabelKind};

/// How much the marks of the lists weigh beside the words, whose length is 1.
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

/// The sentence with what the lists say of it.
fn described(text: &str, labels: &[&str]) -> Coded {
    let found = LoadedLanguage::new(text, &[]);
    let n_words = f64::from(found.n_narrator + found.n_quoted);
    let mut features: Vec<(String, f64)> = LoadedClass::ALL
        .into_iter()
        .map(|class| (class.section().0.to_owned(), found.count(class, false) as f64))
        .collect();
    features.push(("marks".to_owned(), f64::from(found.n_marks)));
    features.push(("length".to_owned(), n_words / 20.0));
    let features = features.into_iter().map(|(name, n)| (name, MARKS * n.ln_1p()));
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
        assert_eq!(model.are_loaded(&["An absurd farce.", "", "On Friday."])[0], true);
        assert!(LoadedModel::train(&labelled[..2]).is_err());
    }
}
