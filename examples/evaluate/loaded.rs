//! Says of each sentence of a file whether its language is loaded, one JSON object for each line.
//!
//! ```sh
//! cargo run --release --example evaluate -- loaded GOLD.jsonl
//! cargo run --release --example evaluate -- loaded GOLD.jsonl --supervised --train TRAIN.jsonl
//! cargo run --release --example evaluate -- loaded GOLD.jsonl --supervised --folds 10
//! ```
//!
//! A line holds `text`, and for training `label_bias` ("Biased", "Non-biased"; other lines are not learnt from).
//! With `--folds` each sentence is labelled by a model of the others.

use parallax::voice::{LoadedLanguage, LoadedModel};
use serde_json::{Value, json};

use super::{Outcome, has, option};

/// `arguments`: the file and the options above.
pub fn run(arguments: &[String]) -> Outcome {
    let path = arguments
        .first()
        .ok_or("usage: loaded GOLD.jsonl [--supervised --train FILE | --folds N]")?;
    let records = read(path)?;
    let mut found: Vec<bool> = Vec::new();
    if !has(arguments, "--supervised") {
        found.extend(records.iter().map(|(text, _)| LoadedLanguage::new(text, &[]).is_loaded()));
    } else if let Some(train) = option(arguments, "--train") {
        let training = read(train)?;
        let model = LoadedModel::train(&labelled(training.iter()))?;
        found = model.are_loaded(&texts(records.iter()));
    } else {
        let folds: usize = option(arguments, "--folds").unwrap_or("10").parse()?;
        found = vec![false; records.len()];
        for fold in 0..folds {
            let others = records.iter().enumerate().filter(|(number, _)| number % folds != fold);
            let model = LoadedModel::train(&labelled(others.map(|(_, record)| record)))?;
            let held_out: Vec<usize> =
                (0..records.len()).filter(|number| number % folds == fold).collect();
            let labels = model.are_loaded(&texts(held_out.iter().map(|&number| &records[number])));
            for (number, loaded) in held_out.into_iter().zip(labels) {
                found[number] = loaded;
            }
        }
    }
    for (number, loaded) in found.into_iter().enumerate() {
        let label = if loaded { "Biased" } else { "Non-biased" };
        println!("{}", json!({"id": number.to_string(), "label": label}));
    }
    Ok(())
}

fn labelled<'r>(records: impl Iterator<Item = &'r (String, Option<bool>)>) -> Vec<(&'r str, bool)> {
    records.filter_map(|(text, label)| label.map(|label| (text.as_str(), label))).collect()
}

fn texts<'r>(records: impl Iterator<Item = &'r Coded>) -> Vec<&'r str> {
    records.map(|(text, _)| text.as_str()).collect()
}

/// A sentence and whether people call it biased, where they agree.
type Coded = (String, Option<bool>);

fn read(path: &str) -> Result<Vec<Coded>, Box<dyn std::error::Error>> {
    let mut records = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        let label = match value["label_bias"].as_str() {
            Some("Biased") => Some(true),
            Some("Non-biased") => Some(false),
            _ => None,
        };
        records.push((value["text"].as_str().unwrap_or_default().to_owned(), label));
    }
    Ok(records)
}
