//! `parallax compare`: the words and phrases that each outlet uses more than the others.

use parallax::report::{self, TableStyle};

use super::Outcome;
use super::comparing::Job;
use super::output::Form;

/// List the words and phrases that each outlet uses more than the others.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  parallax compare coverage.jsonl
  parallax compare coverage.csv --outlets SCMP,Reuters -o features.csv
  parallax compare coverage.jsonl --by country --attributes outlets.csv")]
pub struct Args {
    #[command(flatten)]
    job: Job,
    /// How many rows are printed for each outlet as text or Markdown.
    #[arg(long, default_value_t = 12)]
    top: usize,
}

pub fn run(args: &Args) -> Outcome<()> {
    let form = args.job.output.form(&[
        Form::Text,
        Form::Markdown,
        Form::Json,
        Form::Csv,
        #[cfg(feature = "parquet")]
        Form::Parquet,
    ])?;
    let (_, comparison) = args.job.comparison()?;
    let by_group = args.job.input.by.is_some();
    args.job.output.put(match form {
        Form::Markdown if by_group => report::groups_markdown(&comparison, args.top).into_bytes(),
        Form::Csv if by_group => report::groups_csv(&comparison)?.into_bytes(),
        Form::Markdown => report::table(&comparison, TableStyle::Markdown, args.top).into_bytes(),
        Form::Json => report::json(&comparison).into_bytes(),
        Form::Csv => report::csv(&comparison)?.into_bytes(),
        #[cfg(feature = "parquet")]
        Form::Parquet => report::parquet(&comparison)?,
        _ if by_group => report::groups(&comparison, args.top).into_bytes(),
        _ => report::table(&comparison, TableStyle::Plain, args.top).into_bytes(),
    })
}
