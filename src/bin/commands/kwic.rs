//! `parallax kwic`: every place where a pattern occurs, with the words around it.

use std::fmt::Write;

use parallax::framing::{Context, KwicLine, kwic};
use parallax::token::{Normalizer, TokenizedCorpus};

use super::Outcome;
use super::input::Input;
use super::outlets::printable;
use super::output::{Form, Output};

/// Show every place where a word or phrase occurs, with the words around it.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  parallax kwic coverage.jsonl --pattern \"guarantee*\"
  parallax kwic coverage.jsonl --pattern \"land swap*\" --words 12 --outlets SCMP -o lines.csv
  parallax kwic coverage.jsonl --pattern deal --sentence")]
pub struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    output: Output,
    /// What to look for: words, `*` for any ending, as in inventories of frames.
    #[arg(short, long)]
    pattern: String,
    /// How many words are shown on either side.
    #[arg(short, long, default_value_t = 8)]
    words: usize,
    /// Show the whole sentence instead.
    #[arg(long, conflicts_with = "words")]
    sentence: bool,
}

pub fn run(args: &Args) -> Outcome<()> {
    let form = args.output.form(&[Form::Text, Form::Json, Form::Jsonl, Form::Csv])?;
    let progress = args.input.progress();
    let corpus = args.input.corpus(&progress)?;
    progress.say("searching");
    let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
    let context = if args.sentence { Context::Sentence } else { Context::Words(args.words) };
    let lines = kwic(&corpus, &tokenized, &args.pattern, context)?;
    progress.finish();
    if lines.is_empty() && !args.input.quiet {
        eprintln!("parallax: nothing matches {:?}", args.pattern);
    }
    args.output.put(match form {
        Form::Json => serde_json::to_string_pretty(&lines)? + "\n",
        Form::Jsonl => {
            let mut out = String::new();
            for line in &lines {
                out += &serde_json::to_string(line)?;
                out.push('\n');
            }
            out
        }
        Form::Csv => table(&lines)?,
        _ => text(&lines),
    })
}

/// The keywords stand below each other.
fn text(lines: &[KwicLine]) -> String {
    let cells: Vec<[String; 4]> = lines
        .iter()
        .map(|line| [&line.outlet, &line.left, &line.keyword, &line.right].map(|s| printable(s)))
        .collect();
    let width = |cell: usize| cells.iter().map(|row| row[cell].chars().count()).max().unwrap_or(0);
    let (outlet, left) = (width(0), width(1).min(80));
    let mut out = String::new();
    for row in &cells {
        let _ = writeln!(out, "{:outlet$}  {:>left$} [{}] {}", row[0], row[1], row[2], row[3]);
    }
    out
}

fn table(lines: &[KwicLine]) -> Outcome<String> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["outlet", "published", "article", "left", "keyword", "right"])?;
    for line in lines {
        let published = line.published.map(|day| day.date().to_string()).unwrap_or_default();
        let article = line.citation.article.index().to_string();
        let row = [&line.outlet, &published, &article, &line.left, &line.keyword, &line.right];
        table.write_record(row)?;
    }
    Ok(String::from_utf8(table.into_inner()?)?)
}
