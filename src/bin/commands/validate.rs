//! `parallax validate`: found frames against labels that people gave.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use parallax::clean::Masks;
use parallax::framing::{Builtin, Coded, FrameMatcher, FrameTable, Validation};
use parallax::token::{Normalizer, TokenizedCorpus};
use parallax::{Article, Corpus, Inventory, report};
use serde::Deserialize;

use super::Outcome;
use super::output::{Form, Output};

/// Compare the frames that an inventory finds with labels that people gave.
///
/// Reads JSON Lines with `text`, `labels` (a list of frame keys) and, if there is one, `headline`. Prints precision, recall,
/// F1 and Krippendorff's alpha for each label.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  parallax validate coded.jsonl
  parallax validate coded.jsonl --frames my_frames.txt -o agreement.json")]
pub struct Args {
    /// Files of coded texts; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
    /// A file with an inventory of frames; the built-in policy frames by default.
    #[arg(long, value_name = "FILE")]
    frames: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    headline: String,
    text: String,
    labels: Vec<String>,
}

pub fn run(args: &Args) -> Outcome<()> {
    let form = args.output.form(&[Form::Text, Form::Json])?;
    let mut records: Vec<Record> = Vec::new();
    for file in &args.files {
        let name = file.display();
        let text = read(file).map_err(|error| format!("{name}: {error}"))?;
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let record = serde_json::from_str(line);
            records.push(record.map_err(|error| format!("{name}:{}: {error}", number + 1))?);
        }
    }
    let read = args.frames.as_ref().map(Inventory::read).transpose()?;
    let inventory = read.as_ref().unwrap_or_else(|| Builtin::PolicyFrames.inventory());
    let article = |record: &Record| Article::new("", &record.headline, &record.text);
    let corpus = Corpus::new(records.iter().map(article));
    let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
    let matcher = FrameMatcher::new(inventory, tokenized.vocabulary());
    let table = FrameTable::new(&corpus, &tokenized, &Masks::none(&tokenized), &matcher);
    let found: Vec<Vec<String>> = table
        .rows()
        .iter()
        .map(|row| {
            let used = row.used(&matcher).into_iter();
            used.map(|used| matcher.frame(used.frame).key.clone()).collect()
        })
        .collect();
    let coded: Vec<Coded> =
        records.into_iter().map(|record| Coded::new(record.text, record.labels)).collect();
    let validation = Validation::new(&coded, &found)?;
    args.output.put(match form {
        Form::Json => report::json(&validation),
        _ => format!("{validation}\n"),
    })
}

fn read(path: &Path) -> std::io::Result<String> {
    if path != Path::new("-") {
        return fs::read_to_string(path);
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text)
}
