//! Labels the tone of sentences towards a target, one JSON object for each line of the file.
//!
//! ```sh
//! cargo run --release --example evaluate -- tone GOLD.jsonl
//! cargo run --release --example evaluate -- tone GOLD.jsonl --supervised --train TRAIN.jsonl
//! ```
//!
//! A line holds `sentence`, `from` and `to` (the target in characters), and for training `polarity` (-1, 0, 1).

use parallax::Span;
use parallax::voice::{Tone, ToneLabel, ToneModel};
use serde_json::{Value, json};

use super::{Outcome, has, option};

struct Record {
    sentence: String,
    target: Span,
    label: ToneLabel,
}

/// `arguments`: the file, and with `--supervised --train FILE` what to learn from.
pub fn run(arguments: &[String]) -> Outcome {
    let path = arguments.first().ok_or("usage: tone GOLD.jsonl [--supervised --train FILE]")?;
    let records = read(path)?;
    let model = if has(arguments, "--supervised") {
        let training =
            read(option(arguments, "--train").ok_or("--supervised needs --train FILE")?)?;
        let labelled: Vec<(&str, Span, ToneLabel)> = training
            .iter()
            .map(|record| (record.sentence.as_str(), record.target, record.label))
            .collect();
        Some(ToneModel::train(&labelled)?)
    } else {
        None
    };
    let labels: Vec<ToneLabel> = match &model {
        Some(model) => {
            let sentences: Vec<(&str, Span)> =
                records.iter().map(|record| (record.sentence.as_str(), record.target)).collect();
            model.labels(&sentences)
        }
        None => {
            let tone = |record: &Record| Tone::new(&record.sentence, record.target, &[]).label();
            records.iter().map(tone).collect()
        }
    };
    for (number, label) in labels.into_iter().enumerate() {
        let label = match label {
            ToneLabel::Negative => "-1",
            ToneLabel::Neutral => "0",
            ToneLabel::Positive => "1",
        };
        println!("{}", json!({"id": number.to_string(), "label": label}));
    }
    Ok(())
}

fn read(path: &str) -> Result<Vec<Record>, Box<dyn std::error::Error>> {
    let mut records = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        let sentence = value["sentence"].as_str().unwrap_or_default().to_owned();
        let byte = |key: &str| {
            let place = value[key].as_u64().unwrap_or_default() as usize;
            sentence.char_indices().nth(place).map_or(sentence.len(), |(byte, _)| byte) as u32
        };
        let target = Span::new(byte("from"), byte("to"));
        let label = match value["polarity"].as_f64().unwrap_or_default() {
            polarity if polarity < 0.0 => ToneLabel::Negative,
            polarity if polarity > 0.0 => ToneLabel::Positive,
            _ => ToneLabel::Neutral,
        };
        records.push(Record { sentence, target, label });
    }
    Ok(records)
}
