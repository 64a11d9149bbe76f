//! Loaded language learnt from labelled sentences: the linear model of `framing` with the classes of the lists
//! among its features.
//!
//! No trained model comes with the crate.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::{LoadedClass, LoadedLanguage};
use crate::error::Result;
use crate::framing::{Coded, FrameModel, Inventory, LabelKind};

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
            .map(|(text, loaded)| {
                Coded::new(written_out(text), [if *loaded { "loaded" } else { "plain" }])
            })
            .collect();
        let mut marks = String::from("inventory: loaded\n");
        for class in LoadedClass::ALL {
            let name = class.section().0;
            let _ = write!(marks, "\n[{name}] {name}\nwords: zq{name}\n");
        }
        let marks = Inventory::parse("marks of loaded language", &marks)?;
        let model =
            FrameModel::builder().labels(LabelKind::One).inventories([&marks]).train(&coded)?;
        Ok(LoadedModel { model })
    }

    /// Whether a sentence is loaded.
    pub fn is_loaded(&self, text: &str) -> bool {
        self.model.labels_of(&written_out(text)).first().is_some_and(|label| label == "loaded")
    }
}

/// The sentence with a mark for every word of a class behind it.
fn written_out(text: &str) -> String {
    let mut out = format!("{text}\n\n");
    for word in LoadedLanguage::new(text, &[]).words {
        let _ = write!(out, " zq{}", word.class.section().0);
    }
    out
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
        assert!(LoadedModel::train(&labelled[..2]).is_err());
    }
}
