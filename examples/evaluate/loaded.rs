//! Says of each sentence of a file whether its language is loaded, one JSON object for each line.
//!
//! ```sh
//! cargo run --release --example evaluate -- loaded GOLD.jsonl
//! cargo run --release --example evaluate -- loaded GOLD.jsonl --supervised --train TRAIN.jsonl
//! cargo run --release --example evaluate -- loaded GOLD.jsonl --supervised --folds 10
//! ```
//!
//! A line holds `text`, and for training `label_bias` ("Biased", "Non-biased"; other lines are not learnt from) and,
//! where people marked words, `biased_words`: an array, or the text of a list in the notation of Python.
//! With `--folds` each sentence is labelled by a model of the others.

use parallax::voice::{LoadedExample, LoadedLanguage, LoadedModel};
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
        found.extend(
            records.iter().map(|record| LoadedLanguage::new(&record.text, &[]).is_loaded()),
        );
    } else if let Some(train) = option(arguments, "--train") {
        let training = read(train)?;
        let model = LoadedModel::train(&examples(training.iter()))?;
        found = model.are_loaded(&texts(records.iter()));
    } else {
        let folds: usize = option(arguments, "--folds").unwrap_or("10").parse()?;
        found = vec![false; records.len()];
        for fold in 0..folds {
            let others = records.iter().enumerate().filter(|(number, _)| number % folds != fold);
            let model = LoadedModel::train(&examples(others.map(|(_, record)| record)))?;
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

/// Those whose judges agree.
fn examples<'r>(records: impl Iterator<Item = &'r Record>) -> Vec<LoadedExample> {
    let example = |record: &Record| {
        let example = LoadedExample::new(record.text.as_str(), record.is_loaded?);
        Some(example.with_loaded_words(record.loaded_words.iter().map(String::as_str)))
    };
    records.filter_map(example).collect()
}

fn texts<'r>(records: impl Iterator<Item = &'r Record>) -> Vec<&'r str> {
    records.map(|record| record.text.as_str()).collect()
}

/// A sentence, whether people call it biased, where they agree, and the words that they marked.
struct Record {
    text: String,
    is_loaded: Option<bool>,
    loaded_words: Vec<String>,
}

fn read(path: &str) -> Result<Vec<Record>, Box<dyn std::error::Error>> {
    let mut records = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        let is_loaded = match value["label_bias"].as_str() {
            Some("Biased") => Some(true),
            Some("Non-biased") => Some(false),
            _ => None,
        };
        let loaded_words = match &value["biased_words"] {
            Value::Array(words) => {
                words.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            Value::String(list) => listed(list),
            _ => Vec::new(),
        };
        let text = value["text"].as_str().unwrap_or_default().to_owned();
        records.push(Record { text, is_loaded, loaded_words });
    }
    Ok(records)
}

/// The items of a list of texts in the notation of Python: `['one', "the other's"]`.
fn listed(list: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut rest = list;
    while let Some(start) = rest.find(['\'', '"']) {
        let (mark, from) = rest[start..].split_at(1);
        let Some(end) = from.find(mark) else { break };
        items.push(from[..end].to_owned());
        rest = &from[end + 1..];
    }
    items
}
