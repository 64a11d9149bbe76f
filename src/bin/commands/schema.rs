//! `parallax schema`: the JSON Schema of a result.

use parallax::report;

use super::Outcome;
use super::output::Output;

/// Print the JSON Schema of what `brief --format json` or `compare --format json` writes.
#[derive(clap::Args)]
pub struct Args {
    /// Which result.
    #[arg(value_enum)]
    of: Of,
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Of {
    /// What `parallax brief --format json` writes.
    Brief,
    /// What `parallax compare --format json` writes.
    Comparison,
}

pub fn run(args: &Args) -> Outcome<()> {
    args.output.put(match args.of {
        Of::Brief => report::brief_schema(),
        Of::Comparison => report::comparison_schema(),
    })
}
