//! `parallax null`: what chance alone puts on top of a ranking.

use parallax::report;

use super::Outcome;
use super::comparing::Comparing;
use super::input::Input;
use super::output::{Form, Output};

/// Show the largest scores that appear between random halves of the same outlet, next to its ranking.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  parallax null coverage.jsonl
  parallax null coverage.jsonl --outlets Reuters,AP --seed 7")]
pub struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    comparing: Comparing,
    /// How many rows are printed for each outlet.
    #[arg(long, default_value_t = 12)]
    top: usize,
}

pub fn run(args: &Args) -> Outcome<()> {
    let form = args.output.form(&[Form::Text, Form::Json])?;
    let progress = args.input.progress();
    let corpus = args.input.corpus(&progress)?;
    let comparison = args.comparing.comparison(&corpus, args.input.grouping(), &progress)?;
    args.output.put(match form {
        Form::Json => report::json(&comparison).into_bytes(),
        _ => report::null(&comparison, args.top).into_bytes(),
    })
}
