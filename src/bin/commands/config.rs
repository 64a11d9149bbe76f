//! `--config parallax.toml`: defaults for any option of any subcommand.
//!
//! A key is the long name of an option, at the top for every subcommand that has it or in a table such as
//! `[brief]` for one. A key that no subcommand has is an error, so that a misspelt one is not lost.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use clap::parser::ValueSource;
use clap::{ArgMatches, Command, CommandFactory, FromArgMatches};
use toml::{Table, Value};

use super::{Cli, Outcome};

/// Parses the arguments, the program's name first, with what a configuration file adds to them.
pub fn parse(mut arguments: Vec<OsString>) -> Outcome<Cli> {
    let matches = Cli::command().get_matches_from(&arguments);
    let cli = read(&matches);
    let Some(path) = &cli.config else { return Ok(cli) };
    let added = added(path, &Cli::command(), &matches)?;
    arguments.extend(added);
    Ok(read(&Cli::command().get_matches_from(arguments)))
}

fn read(matches: &ArgMatches) -> Cli {
    Cli::from_arg_matches(matches).unwrap_or_else(|error| error.exit())
}

fn added(path: &Path, cli: &Command, matches: &ArgMatches) -> Outcome<Vec<OsString>> {
    let file = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("{file}: {error}"))?;
    let table: Table = text.parse().map_err(|error| format!("{file}: {error}"))?;
    let Some((name, given)) = matches.subcommand() else { return Ok(Vec::new()) };
    let mut added = Vec::new();
    // What stands in the subcommand's own table comes before what stands at the top.
    let own = table.get(name).and_then(Value::as_table);
    for (key, value) in own.into_iter().flatten() {
        let Some(command) = cli.find_subcommand(name) else { continue };
        if !has(command, key) {
            return Err(format!("{file}: [{name}] has no option {key:?}").into());
        }
        add(&mut added, command, given, key, value).map_err(|error| format!("{file}: {error}"))?;
    }
    for (key, value) in &table {
        if value.is_table() && cli.find_subcommand(key).is_some() {
            continue;
        }
        if !cli.get_subcommands().any(|command| has(command, key)) {
            return Err(format!("{file}: no subcommand has an option {key:?}").into());
        }
        let Some(command) = cli.find_subcommand(name).filter(|command| has(command, key)) else {
            continue;
        };
        if own.is_none_or(|own| !own.contains_key(key)) {
            add(&mut added, command, given, key, value)
                .map_err(|error| format!("{file}: {error}"))?;
        }
    }
    Ok(added)
}

fn has(command: &Command, key: &str) -> bool {
    command.get_arguments().any(|argument| argument.get_long() == Some(key))
}

/// Adds `--key=value` where the command line does not have the option.
fn add(
    added: &mut Vec<OsString>,
    command: &Command,
    given: &ArgMatches,
    key: &str,
    value: &Value,
) -> Result<(), String> {
    let argument = command.get_arguments().find(|argument| argument.get_long() == Some(key));
    let Some(argument) = argument else { return Ok(()) };
    let id = argument.get_id().as_str();
    if given.value_source(id) == Some(ValueSource::CommandLine) {
        return Ok(());
    }
    if !argument.get_action().takes_values() {
        return match value {
            Value::Boolean(true) => {
                added.push(format!("--{key}").into());
                Ok(())
            }
            Value::Boolean(false) => Ok(()),
            _ => Err(format!("{key} is true or false")),
        };
    }
    let values = match value {
        Value::Array(values) => &values[..],
        value => std::slice::from_ref(value),
    };
    for value in values {
        let written = match value {
            Value::String(text) => text.clone(),
            Value::Integer(number) => number.to_string(),
            Value::Float(number) => number.to_string(),
            _ => return Err(format!("{key} takes a text, a number or a list of these")),
        };
        added.push(format!("--{key}={written}").into());
    }
    Ok(())
}
