//! `parallax man`: the manual page.

use clap::CommandFactory;
use clap_mangen::Man;

use super::output::put;
use super::{Cli, Outcome};

/// Print the manual page, of the program or of one subcommand.
#[derive(clap::Args)]
#[command(after_help = "Example: parallax man brief | man -l -")]
pub struct Args {
    /// Which subcommand; the program itself by default.
    subcommand: Option<String>,
}

pub fn run(args: &Args) -> Outcome<()> {
    let mut cli = Cli::command();
    cli.build();
    let command = match &args.subcommand {
        None => cli,
        Some(name) => {
            let found = cli.find_subcommand(name);
            found.ok_or_else(|| format!("there is no subcommand {name:?}"))?.clone()
        }
    };
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    put(None, &page)
}
