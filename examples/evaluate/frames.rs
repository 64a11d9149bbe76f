//! Labels a file of gold data by frames and writes the labels, one JSON object for each line of the file.
//!
//! ```sh
//! cargo run --release --example evaluate -- frac    GOLD.jsonl
//! cargo run --release --example evaluate -- climate GOLD.jsonl
//! cargo run --release --example evaluate -- gvfc    GOLD.jsonl [--supervised] [--folds 5]
//! cargo run --release --example evaluate -- frames  FILE.jsonl [--supervised] [--folds 5]
//! cargo run --release --example evaluate -- frame-sentences
//! ```
//!
//! | task | the file holds | labels written |
//! |---|---|---|
//! | `frac` | `sentence`, `label` | the code of the policy frame |
//! | `climate` | `text`, `RE HI CO MO EC` | the generic frames that the article uses |
//! | `gvfc` | `news_title`, `Q1 Relevant`, `Q3 Theme1` | the code of the theme |
//! | `frames` | `id`, `text`, `labels` where there are any | the policy frames that the article uses |
//!
//! The labels go to standard output; where the file holds labels as well, a table of the agreement goes to
//! standard error. With `--supervised` each text is labelled by a model trained on the other folds.
//! `frame-sentences` takes no file: it tells how four inventories without gold data agree with sentences that
//! were written and labelled for this project, and not after the lists.

use std::collections::BTreeSet;
use std::error::Error;
use std::io::Write;

use parallax::clean::Masks;
use parallax::framing::{
    ArticleFrames, Builtin, Coded, FrameMatcher, FrameModel, FrameTable, Inventory, LabelKind,
    Validation,
};
use parallax::token::{Normalizer, TokenizedCorpus};
use parallax::{Article, Corpus};
use serde_json::{Value, json};

use super::Outcome;

/// The frames of the shared task on framing detection in news, and their keys here.
const SHARED_TASK: [(&str, &str); 14] = [
    ("economic", "Economic"),
    ("capacity_and_resources", "Capacity_and_resources"),
    ("morality", "Morality"),
    ("fairness_and_equality", "Fairness_and_equality"),
    ("legality_and_constitutionality", "Legality_Constitutionality_and_jurisprudence"),
    ("policy_prescription_and_evaluation", "Policy_prescription_and_evaluation"),
    ("crime_and_punishment", "Crime_and_punishment"),
    ("security_and_defense", "Security_and_defense"),
    ("health_and_safety", "Health_and_safety"),
    ("quality_of_life", "Quality_of_life"),
    ("cultural_identity", "Cultural_identity"),
    ("public_opinion", "Public_opinion"),
    ("political", "Political"),
    ("external_regulation_and_reputation", "External_regulation_and_reputation"),
];

/// The generic frames and the codes of the climate data.
const CLIMATE: [(&str, &str); 5] = [
    ("resolution", "RE"),
    ("human_interest", "HI"),
    ("conflict", "CO"),
    ("morality", "MO"),
    ("economic", "EC"),
];

/// FrAC codes nine frames and "other". What the policy frames tell apart and FrAC does not goes to the
/// nearest of the nine: crime to law, and capacity, politics and foreign relations to policy.
const FRAC: [(&str, &str); 15] = [
    ("economic", "1"),
    ("capacity_and_resources", "6"),
    ("morality", "3"),
    ("fairness_and_equality", "4"),
    ("legality_and_constitutionality", "5"),
    ("policy_prescription_and_evaluation", "6"),
    ("crime_and_punishment", "5"),
    ("security_and_defense", "8"),
    ("health_and_safety", "9"),
    ("quality_of_life", "15"),
    ("cultural_identity", "11"),
    ("public_opinion", "12"),
    ("political", "6"),
    ("external_regulation_and_reputation", "6"),
    ("other", "15"),
];

/// What coverage of gun violence turns on, for the themes of GVFC: an inventory for one issue, as a
/// user would write it.
const GUNS: &str = include_str!("../data/gun_frames.txt");

/// Inventory, labels and sentence, for the inventories that no gold data fits.
const SENTENCES: &str = include_str!("../data/frame_sentences.tsv");

/// One line of the file.
struct Record {
    id: String,
    text: String,
    labels: Vec<String>,
    /// Whether people coded it, so that it takes part in training and validation.
    coded: bool,
}

/// `task` is `frac`, `climate`, `gvfc` or `frames`.
pub fn run(task: &str, arguments: &[String]) -> Outcome {
    let mut path = "";
    let mut supervised = false;
    let mut folds = 5;
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--supervised" => supervised = true,
            "--folds" => folds = arguments.next().ok_or("--folds takes a number")?.parse()?,
            _ => path = argument,
        }
    }
    if path.is_empty() {
        return Err("usage: frac|climate|gvfc|frames FILE [--supervised] [--folds N]".into());
    }
    let records = read(task, path)?;
    let found = match (task, supervised) {
        ("gvfc", false) => {
            first_frames(&records, &Inventory::parse("gun_frames.txt", GUNS)?, |key| {
                key.trim_start_matches("theme_").to_owned()
            })
        }
        ("frac", false) => {
            first_frames(&records, Builtin::PolicyFrames.inventory(), |key| code(&FRAC, key))
        }
        ("climate", false) => used_frames(&records, Builtin::NewsFrames.inventory(), &CLIMATE),
        ("frames", false) => used_frames(&records, Builtin::PolicyFrames.inventory(), &SHARED_TASK),
        _ => by_model(task, &records, folds)?,
    };
    let mut out = std::io::stdout().lock();
    for (record, found) in records.iter().zip(&found) {
        let line = match task {
            "frac" | "gvfc" => json!({"id": record.id, "label": found.first()}),
            _ => json!({"id": record.id, "labels": found}),
        };
        writeln!(out, "{line}")?;
    }
    let (coded, found): (Vec<Coded>, Vec<Vec<String>>) = records
        .iter()
        .zip(found)
        .filter(|(record, _)| record.coded)
        .map(|(record, found)| {
            (Coded::new(record.text.as_str(), record.labels.iter().cloned()), found)
        })
        .unzip();
    if coded.iter().any(|text| !text.labels.is_empty()) {
        eprintln!("{}", Validation::new(&coded, &found)?);
    }
    Ok(())
}

/// How the inventories without gold data agree with the sentences of the project.
pub fn own_sentences() -> Outcome {
    for inventory in Builtin::ALL.map(Builtin::inventory) {
        let mut coded = Vec::new();
        for line in SENTENCES.lines() {
            let mut columns = line.splitn(3, '\t');
            if let (Some(key), Some(labels), Some(text)) =
                (columns.next(), columns.next(), columns.next())
                && key == inventory.key
            {
                coded.push(Coded::new(text, labels.split_whitespace()));
            }
        }
        if !coded.is_empty() {
            println!("{}\n{}", inventory.title, Validation::of_inventory(inventory, &coded)?);
        }
    }
    Ok(())
}

/// Reads the file in the fields that its makers gave it.
fn read(task: &str, path: &str) -> Result<Vec<Record>, Box<dyn Error>> {
    let mut records = Vec::new();
    for (number, line) in std::fs::read_to_string(path)?.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let value: Value = serde_json::from_str(line)?;
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let row = number.to_string();
        records.push(match task {
            "frac" => {
                Record { id: row, text: text("sentence"), labels: vec![text("label")], coded: true }
            }
            "climate" => {
                let codes = CLIMATE.iter().map(|(_, code)| *code);
                let labels =
                    codes.filter(|code| value[code] == "True").map(str::to_owned).collect();
                Record { id: row, text: text("text"), labels, coded: true }
            }
            "gvfc" => {
                let theme = value["Q3 Theme1"].as_f64().unwrap_or(99.0) as i64;
                let coded = value["Q1 Relevant"].as_f64() == Some(1.0) && (1..=9).contains(&theme);
                Record { id: row, text: text("news_title"), labels: vec![theme.to_string()], coded }
            }
            "frames" => {
                let labels = value["labels"].as_array().cloned().unwrap_or_default();
                Record {
                    id: value["id"].as_str().map_or_else(|| value["id"].to_string(), str::to_owned),
                    text: text("text"),
                    labels: labels.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
                    coded: value["labels"].is_array(),
                }
            }
            _ => {
                return Err(format!(
                    "no task {task:?}; the tasks are frac, climate, gvfc and frames"
                )
                .into());
            }
        });
    }
    Ok(records)
}

fn code(codes: &[(&str, &str)], key: &str) -> String {
    codes
        .iter()
        .find(|(known, _)| *known == key)
        .map_or(String::new(), |(_, code)| (*code).to_owned())
}

/// One label for each text: the sum of the evidence for all frames of a code decides.
fn first_frames(
    records: &[Record],
    inventory: &Inventory,
    code: impl Fn(&str) -> String,
) -> Vec<Vec<String>> {
    let corpus =
        Corpus::new(records.iter().map(|record| Article::new("", "", record.text.as_str())));
    let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
    let matcher = FrameMatcher::new(inventory, tokenized.vocabulary());
    let codes: Vec<Option<String>> =
        matcher.frame_ids().map(|id| Some(code(&matcher.frame(id).key))).collect();
    let documents = tokenized.documents().iter();
    documents
        .map(|document| {
            let first = matcher.first_group(&document.tokens, &codes);
            first.cloned().into_iter().collect()
        })
        .collect()
}

/// Every frame that an article uses.
fn used_frames(
    records: &[Record],
    inventory: &Inventory,
    codes: &[(&str, &str)],
) -> Vec<Vec<String>> {
    let corpus = Corpus::new(records.iter().map(|record| {
        let (headline, body) = headline_and_body(&record.text);
        Article::new("", headline, body)
    }));
    let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
    let matcher = FrameMatcher::new(inventory, tokenized.vocabulary());
    let table = FrameTable::new(&corpus, &tokenized, &Masks::none(&tokenized), &matcher);
    let labels = |row: &ArticleFrames| {
        let used =
            row.used(&matcher).into_iter().map(|used| code(codes, &matcher.frame(used.frame).key));
        let labels: BTreeSet<String> = used.filter(|code| !code.is_empty()).collect();
        labels.into_iter().collect()
    };
    table.rows().iter().map(labels).collect()
}

/// A first line that an empty line follows is a headline.
fn headline_and_body(text: &str) -> (&str, &str) {
    match text.split_once("\n\n") {
        Some((headline, body)) if !headline.contains('\n') && headline.len() < 300 => {
            (headline, body)
        }
        _ => ("", text),
    }
}

/// Labels by models that were trained on the other folds.
fn by_model(
    task: &str,
    records: &[Record],
    folds: usize,
) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let kind = if matches!(task, "frac" | "gvfc") { LabelKind::One } else { LabelKind::Any };
    let guns = Inventory::parse("gun_frames.txt", GUNS)?;
    let mut inventories: Vec<&Inventory> = Builtin::ALL.map(Builtin::inventory).to_vec();
    if task == "gvfc" {
        inventories.push(&guns);
    }
    let builder = FrameModel::builder().labels(kind).inventories(inventories);
    let coded: Vec<Coded> = records
        .iter()
        .filter(|record| record.coded)
        .map(|record| Coded::new(record.text.as_str(), record.labels.iter().cloned()))
        .collect();
    let mut held_out = builder.cross_validate(&coded, folds)?.into_iter();
    // What nobody coded takes no part in training and gets no label.
    let found = |record: &Record| if record.coded { held_out.next() } else { None };
    Ok(records.iter().map(found).map(Option::unwrap_or_default).collect())
}
