//! `parallax completions`: completions for a shell.

use clap::CommandFactory;
use clap_complete::Shell;

use super::output::put;
use super::{Cli, Outcome};

/// Print completions for a shell.
#[derive(clap::Args)]
#[command(
    after_help = "Example: parallax completions bash > ~/.local/share/bash-completion/completions/parallax"
)]
pub struct Args {
    /// Which shell.
    shell: Shell,
}

pub fn run(args: &Args) -> Outcome<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "parallax", &mut script);
    put(None, &script)
}
