//! `parallax brief`: the story page.

use parallax::{Brief, report};

use super::Outcome;
use super::comparing::Comparing;
use super::input::Input;
use super::output::{Form, Output};

/// Write the story page: what happened, what the papers say, blind spots, method.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  parallax brief coverage.jsonl
  parallax brief coverage.jsonl --story \"security guarantees\" -o page.md")]
pub struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    comparing: Comparing,
}

pub fn run(args: &Args) -> Outcome<()> {
    let form = args.output.form(&[Form::Text, Form::Markdown, Form::Json, Form::Csv])?;
    let progress = args.input.progress();
    let corpus = args.input.corpus(&progress)?;
    let comparison = args.comparing.comparison(&corpus, &progress)?;
    let brief = Brief::new(&comparison);
    args.output.put(match form {
        Form::Markdown => report::markdown(&brief),
        Form::Json => report::json(&brief),
        Form::Csv => report::claims_csv(&brief)?,
        _ => report::text(&brief),
    })
}
