//! `parallax null`: what chance alone puts on top of a ranking.

use parallax::report;

use super::Outcome;
use super::comparing::Job;
use super::output::Form;

/// Show the largest scores that appear between random halves of the same outlet, next to its ranking.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  parallax null coverage.jsonl
  parallax null coverage.jsonl --outlets Reuters,AP --seed 7")]
pub struct Args {
    #[command(flatten)]
    job: Job,
    /// How many rows are printed for each outlet.
    #[arg(long, default_value_t = 12)]
    top: usize,
}

pub fn run(args: &Args) -> Outcome<()> {
    let form = args.job.output.form(&[Form::Text, Form::Markdown, Form::Json, Form::Csv])?;
    let (_, comparison) = args.job.comparison()?;
    args.job.output.put(match form {
        Form::Json => report::json(&comparison).into_bytes(),
        Form::Markdown => report::null_markdown(&comparison).into_bytes(),
        Form::Csv => report::null_csv(&comparison)?.into_bytes(),
        _ => report::null(&comparison, args.top).into_bytes(),
    })
}
