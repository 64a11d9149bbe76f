//! The `parallax` program: reads coverage, compares the outlets, writes the result.
//!
//! Every subcommand is one file in `commands/` with an `Args` struct and a `run` function.

mod commands;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

fn main() -> ExitCode {
    match commands::run(std::env::args_os().collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let coloured = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            let name = if coloured { "\u{1b}[1;31mparallax:\u{1b}[0m" } else { "parallax:" };
            eprintln!("{name} {error}");
            ExitCode::FAILURE
        }
    }
}
