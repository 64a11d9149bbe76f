//! The subcommands, one file each, and what they share.
//!
//! | file | holds |
//! |---|---|
//! | `input` | files or standard input, `--story`, `--outlets`, `--columns`, `--quiet`: a [`Corpus`](parallax::Corpus) |
//! | `output` | `-o`, `--format`, the form by the name of the file |
//! | `comparing` | `--seed`, `--frames`, `--min-words`, and the `Job` of all that compare: a [`Comparison`](parallax::Comparison) |
//! | `config` | `--config parallax.toml`: defaults for any option of any subcommand |
//! | `progress` | a bar on standard error while a person watches |
//!
//! A new subcommand is a file `NAME.rs` with `pub struct Args` and `pub fn run(args: &Args) -> Outcome<()>`, a
//! line in [`Command`] and an arm in [`run`].

mod comparing;
mod config;
mod input;
mod output;
mod progress;

mod annotate;
mod brief;
mod compare;
mod completions;
mod group;
mod ingest;
mod kwic;
mod man;
mod merge;
mod null;
mod outlets;
mod profile;
mod profile_show;
mod quotes;
mod schema;
mod validate;

use std::error::Error;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// What a subcommand gives back: nothing, or a message for the person.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// Compares how news outlets cover the same events.
///
/// Reads article records (JSON Lines, a JSON array, CSV or TSV, plain or gzip) and reports what each outlet
/// gives more space to than the others on the same stories, what it leaves out, and what they agree on.
/// Every statement cites the passages behind it.
#[derive(Parser)]
#[command(
    name = "parallax",
    version,
    after_help = "Examples:
  parallax brief coverage.jsonl -o page.html --open
  parallax brief coverage.jsonl --story \"security guarantees\" --format markdown
  parallax compare coverage.csv --columns body=fulltext --format csv
  parallax kwic coverage.jsonl --pattern \"guarantee*\"
  cat coverage.jsonl.gz | parallax brief -

Exit codes: 0 done, 1 could not be done (the reason is on standard error), 2 wrong usage."
)]
pub struct Cli {
    /// A TOML file with defaults for any option, such as `seed = 7` or `outlets = ["SCMP", "Reuters"]`; a table
    /// such as `[brief]` holds for one subcommand. What the command line says comes first.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Brief(brief::Args),
    Compare(compare::Args),
    Outlets(outlets::Args),
    Profile(profile::Args),
    Merge(merge::Args),
    Ingest(ingest::Args),
    Group(group::Args),
    Kwic(kwic::Args),
    Quotes(quotes::Args),
    Annotate(annotate::Args),
    Validate(validate::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Null(null::Args),
    Man(man::Args),
}

/// Runs the program with some arguments, the program's name first. Wrong usage ends the process with code 2.
pub fn run(arguments: Vec<OsString>) -> Outcome<()> {
    let cli = config::parse(arguments)?;
    match &cli.command {
        Command::Brief(args) => brief::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Outlets(args) => outlets::run(args),
        Command::Profile(args) => profile::run(args),
        Command::Merge(args) => merge::run(args),
        Command::Ingest(args) => ingest::run(args),
        Command::Group(args) => group::run(args),
        Command::Kwic(args) => kwic::run(args),
        Command::Quotes(args) => quotes::run(args),
        Command::Annotate(args) => annotate::run(args),
        Command::Validate(args) => validate::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Null(args) => null::run(args),
        Command::Man(args) => man::run(args),
    }
}
