//! `parallax merge`: several profiles as one.

use std::path::PathBuf;

use parallax::profile::Profile;

use super::Outcome;
use super::output::put;

/// Merge profiles. Any order and any earlier merging give the same bytes.
#[derive(clap::Args)]
#[command(after_help = "Example: parallax merge monday.profile tuesday.profile -o week.profile")]
pub struct Args {
    /// Profiles made with the same options.
    #[arg(required = true)]
    profiles: Vec<PathBuf>,
    /// Where to.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

pub fn run(args: &Args) -> Outcome<()> {
    Profile::merge_files(&args.profiles, &args.output)?;
    put(None, super::profile::summary(&Profile::open(&args.output)?).as_bytes())
}
