//! What is read: files or standard input, and which part of it.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use parallax::comparison::Grouping;
use parallax::ingest::{Articles, Field, Record, Remarked};
use parallax::{Corpus, OutletTable, Reader, Reading};

use super::Outcome;
use super::output::put;
use super::progress::Progress;

/// Options on the coverage. Flatten it into a subcommand's `Args`.
#[derive(Args)]
pub struct Input {
    /// Files of article records; `-` is standard input.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Only the story with this title, or with this part of a title.
    #[arg(long)]
    pub story: Option<String>,
    /// Only these outlets, separated by commas; names, abbreviations or domains.
    #[arg(long, value_delimiter = ',')]
    pub outlets: Vec<String>,
    /// Which column holds a field, such as `body=fulltext`; may be given several times or with commas.
    #[arg(long, value_delimiter = ',', value_name = "FIELD=COLUMN")]
    pub columns: Vec<String>,
    /// More outlet names: a file with one outlet a line, `slug <tab> name <tab> alias, alias`.
    #[arg(long, value_name = "FILE")]
    pub outlet_names: Option<PathBuf>,
    /// Compare groups of outlets: the name of an attribute in --attributes, or of a column of the records.
    #[arg(long, value_name = "ATTRIBUTE")]
    pub by: Option<String>,
    /// Attributes of outlets: CSV or TSV whose first column names the outlet, or JSON.
    #[arg(long, value_name = "FILE", requires = "by")]
    pub attributes: Option<PathBuf>,
    /// Write the records that were set aside to this file as JSON Lines, with place and reason.
    #[arg(long, value_name = "FILE")]
    pub rejected: Option<PathBuf>,
    /// How many threads to use; all cores by default. The result is the same.
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// No progress and no notes on standard error.
    #[arg(short, long)]
    pub quiet: bool,
}

impl Input {
    /// A bar that keeps silent where it was asked to.
    pub fn progress(&self) -> Progress {
        Progress::new(self.quiet)
    }

    /// Reads everything and takes the story and the outlets that were asked for.
    pub fn corpus(&self, progress: &Progress) -> Outcome<Corpus> {
        let reading = self.reading(progress)?;
        self.select(reading)
    }

    /// Reads everything, and tells what was set aside.
    pub fn reading(&self, progress: &Progress) -> Outcome<Reading> {
        if let Some(threads) = self.threads {
            rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
        }
        let reading = self.read(progress)?;
        progress.finish();
        if !self.quiet && (!reading.set_aside.is_empty() || !reading.remarks.is_empty()) {
            eprintln!("parallax: {}", reading.summary());
        }
        if let Some(path) = &self.rejected {
            write_rejected(path, &reading)?;
        } else if !self.quiet && !reading.set_aside.is_empty() {
            for aside in reading.set_aside.iter().take(3) {
                eprintln!("parallax: {aside}");
            }
            eprintln!(
                "parallax: --rejected FILE writes all {} with their reasons",
                reading.set_aside.len()
            );
        }
        Ok(reading)
    }

    /// By what outlets are grouped, where they are.
    pub fn grouping(&self) -> Option<Grouping> {
        let by = self.by.as_deref()?;
        Some(if self.attributes.is_some() { Grouping::from(by) } else { Grouping::Record })
    }

    /// The outlets' names: the built-in ones and those of `--outlet-names`.
    pub fn outlet_table(&self) -> Outcome<OutletTable> {
        let mut table = OutletTable::builtin();
        if let Some(path) = &self.outlet_names {
            let text =
                fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
            table.add_tsv(&text, &path.display().to_string())?;
        }
        if let Some(path) = &self.attributes {
            let text =
                fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
            table.add_attributes(&text, &path.display().to_string())?;
        }
        Ok(table)
    }

    fn read(&self, progress: &Progress) -> Outcome<Reading> {
        let mut builder = Reader::builder().columns(columns(&self.columns)?);
        if let (Some(by), None) = (&self.by, &self.attributes) {
            builder = builder.column(Field::Group, by);
        }
        let reader = builder.build();
        if let [only] = &self.files[..]
            && only != Path::new("-")
        {
            return stream(reader.open(only)?, only, progress);
        }
        let mut whole = Reading::default();
        let mut files = Vec::new();
        for file in &self.files {
            if file == Path::new("-") {
                let stdin: Box<dyn Read + Send> = Box::new(io::stdin());
                for record in reader.read(stdin, "-")? {
                    whole.extend([record]);
                }
            } else {
                files.push(file);
            }
        }
        if !files.is_empty() {
            let more = reader.read_paths(files)?;
            whole.n_records += more.n_records;
            whole.articles.extend(more.articles);
            whole.set_aside.extend(more.set_aside);
            whole.remarks.extend(more.remarks);
        }
        Ok(whole)
    }

    fn select(&self, reading: Reading) -> Outcome<Corpus> {
        let table = self.outlet_table()?;
        let mut corpus = Corpus::with_outlets(reading.articles, &table);
        if let Some(title) = &self.story {
            corpus = corpus.only(corpus.find_story(title)?);
        }
        if self.outlets.is_empty() {
            return Ok(corpus);
        }
        let slugs: Vec<String> = self.outlets.iter().map(|name| table.resolve(name).slug).collect();
        for (slug, name) in slugs.iter().zip(&self.outlets) {
            if !corpus.outlets().iter().any(|outlet| outlet.slug == *slug) {
                let names: Vec<&str> =
                    corpus.outlets().iter().map(|outlet| outlet.name.as_str()).take(12).collect();
                let names = names.join(", ");
                return Err(format!("no article of {name:?}; outlets here: {names}").into());
            }
        }
        Ok(corpus.filtered(|id| slugs.contains(&corpus.outlet(corpus.outlet_of(id)).slug)))
    }
}

/// The pairs of `--columns`.
pub fn columns(pairs: &[String]) -> Outcome<Vec<(Field, String)>> {
    let pair = |pair: &String| {
        let wrong = || format!("--columns takes FIELD=COLUMN, found {pair:?}");
        let (field, column) = pair.split_once('=').ok_or_else(wrong)?;
        let known = Field::ALL.into_iter().find(|known| known.name() == field.trim());
        let names = || Field::ALL.map(|known| known.name()).join(", ");
        let field = known
            .ok_or_else(|| format!("--columns: no field {field:?}; fields are {}", names()))?;
        Ok((field, column.trim().to_owned()))
    };
    pairs.iter().map(pair).collect()
}

fn stream(mut articles: Articles<'_>, path: &Path, progress: &Progress) -> Outcome<Reading> {
    let total = fs::metadata(path).map(|data| data.len()).unwrap_or(0);
    let mut reading = Reading::default();
    progress.start(total);
    while let Some(record) = articles.next() {
        reading.extend(std::iter::once::<Record>(record));
        if reading.n_records % 64 == 0 {
            progress.at(articles.bytes_read());
        }
    }
    Ok(reading)
}

fn write_rejected(path: &Path, reading: &Reading) -> Outcome<()> {
    let mut lines = String::new();
    for aside in &reading.set_aside {
        lines += &serde_json::to_string(aside)?;
        lines.push('\n');
    }
    for remarked in &reading.remarks {
        lines += &serde_json::to_string::<Remarked>(remarked)?;
        lines.push('\n');
    }
    put(Some(path), lines.as_bytes())
}
