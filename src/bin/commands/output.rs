//! Where a result goes and in which form.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Outcome;

/// Options on the result. Flatten it into a subcommand's `Args`.
#[derive(Args)]
pub struct Output {
    /// Where to; standard output by default.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How the result is written; by default what the name of the output file says, otherwise text.
    #[arg(short, long, value_enum)]
    pub format: Option<Form>,
}

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// A page for a browser.
    Html,
    /// Plain text.
    Text,
    /// Markdown.
    #[value(alias = "md")]
    Markdown,
    /// JSON under a named and versioned schema.
    Json,
    /// JSON, one record a line.
    Jsonl,
    /// A table with a header.
    Csv,
    /// A table as a Parquet file (feature `parquet`).
    Parquet,
}

impl Form {
    fn of_file(path: &Path) -> Option<Form> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "html" | "htm" => Form::Html,
            "txt" => Form::Text,
            "md" | "markdown" => Form::Markdown,
            "json" => Form::Json,
            "jsonl" | "ndjson" => Form::Jsonl,
            "csv" => Form::Csv,
            "parquet" => Form::Parquet,
            _ => return None,
        })
    }
}

impl Output {
    /// The form that was asked for, by option or by the name of the file; the first of `known` by default.
    ///
    /// A form that is not among `known` is an error that names them.
    pub fn form(&self, known: &[Form]) -> Outcome<Form> {
        let by_name = self.output.as_deref().and_then(Form::of_file);
        let Some(form) = self.format.or(by_name) else { return Ok(known[0]) };
        if known.contains(&form) {
            return Ok(form);
        }
        let names = known.iter().filter_map(|form| form.to_possible_value());
        let names: Vec<String> = names.map(|value| value.get_name().to_owned()).collect();
        let wanted = form.to_possible_value().map(|value| value.get_name().to_owned());
        Err(format!(
            "this command does not write {}; --format takes {}",
            wanted.unwrap_or_default(),
            names.join(", ")
        )
        .into())
    }

    /// Writes the result.
    pub fn put(&self, bytes: impl AsRef<[u8]>) -> Outcome<()> {
        put(self.output.as_deref(), bytes.as_ref())
    }
}

/// Writes to a file or to standard output. A reader that stops early, such as `head`, is no failure.
pub fn put(path: Option<&Path>, bytes: &[u8]) -> Outcome<()> {
    if let Some(path) = path.filter(|path| *path != Path::new("-")) {
        return fs::write(path, bytes)
            .map_err(|error| format!("{}: {error}", path.display()).into());
    }
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}
