//! `parallax compare`: the words and phrases that each outlet uses more than the others.

use parallax::report::{self, TableStyle};

use super::Outcome;
use super::comparing::Comparing;
use super::input::Input;
use super::output::{Form, Output};

/// List the words and phrases that each outlet uses more than the others.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  parallax compare coverage.jsonl
  parallax compare coverage.csv --outlets SCMP,Reuters -o features.csv
  parallax compare coverage.jsonl --by country --attributes outlets.csv")]
pub struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    comparing: Comparing,
    /// How many rows are printed for each outlet as text or Markdown.
    #[arg(long, default_value_t = 12)]
    top: usize,
}

pub fn run(args: &Args) -> Outcome<()> {
    let form = args.output.form(&[
        Form::Text,
        Form::Markdown,
        Form::Json,
        Form::Csv,
        #[cfg(feature = "parquet")]
        Form::Parquet,
    ])?;
    let progress = args.input.progress();
    let corpus = args.input.corpus(&progress)?;
    let comparison = args.comparing.comparison(&corpus, args.input.grouping(), &progress)?;
    args.output.put(match form {
        Form::Markdown => report::table(&comparison, TableStyle::Markdown, args.top).into_bytes(),
        Form::Json => report::json(&comparison).into_bytes(),
        Form::Csv => report::csv(&comparison)?.into_bytes(),
        #[cfg(feature = "parquet")]
        Form::Parquet => report::parquet(&comparison)?,
        _ if args.input.by.is_some() => report::groups(&comparison, args.top).into_bytes(),
        _ => report::table(&comparison, TableStyle::Plain, args.top).into_bytes(),
    })
}
