//! The `parallax` program: reads coverage, compares the outlets, prints the result.

#[path = "commands/group.rs"]
mod group;
#[path = "commands/ingest.rs"]
mod ingest;

use std::error::Error;
use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use parallax::ingest::{Field, Record, Remarked};
use parallax::report::{self, TableStyle};
use parallax::{Brief, Comparison, Corpus, Inventory, OutletTable, Reader, Reading};

/// Compares how news outlets cover the same events.
///
/// Reads article records (JSON Lines, a JSON array, CSV or TSV, plain or gzip) and reports what each outlet
/// gives more space to than the others on the same stories, what it leaves out, and what they agree on.
/// Every statement cites the passages behind it.
#[derive(Parser)]
#[command(
    version,
    after_help = "Examples:
  parallax brief coverage.jsonl
  parallax brief coverage.jsonl --story \"security guarantees\" --format markdown -o page.md
  parallax compare coverage.csv --columns body=fulltext --format csv
  cat coverage.jsonl.gz | parallax brief -"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the story page: what happened, what the papers say, blind spots, method.
    Brief(Job),
    /// List the words and phrases that each outlet uses more than the others.
    Compare(Job),
    Group(group::Args),
    Ingest(ingest::Args),
}

#[derive(Args)]
struct Job {
    /// Files of article records; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// How the result is written.
    #[arg(short, long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Where to; standard output by default.
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Only the story with this title, or with this part of a title.
    #[arg(long)]
    story: Option<String>,
    /// Only these outlets, separated by commas; names, abbreviations or domains.
    #[arg(long, value_delimiter = ',')]
    outlets: Vec<String>,
    /// Which column holds a field, such as `body=fulltext`; may be given several times or with commas.
    #[arg(long, value_delimiter = ',', value_name = "FIELD=COLUMN")]
    columns: Vec<String>,
    /// More outlet names: a file with one outlet a line, `slug <tab> name <tab> alias, alias`.
    #[arg(long)]
    outlet_names: Option<PathBuf>,
    /// A file with an inventory of frames, instead of the built-in ones; may be given several times.
    #[arg(long)]
    frames: Vec<PathBuf>,
    /// How many counted words an outlet needs to be compared.
    #[arg(long)]
    min_words: Option<u32>,
    /// The seed of everything drawn at random.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// How many rows `compare` prints for each outlet.
    #[arg(long, default_value_t = 12)]
    top: usize,
    /// Write the records that were set aside to this file as JSON Lines, with place and reason.
    #[arg(long)]
    rejected: Option<PathBuf>,
    /// How many threads to use; all cores by default. The result is the same.
    #[arg(long)]
    threads: Option<usize>,
    /// No progress and no notes on standard error.
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Markdown,
    Json,
    Csv,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match &cli.command {
        Command::Brief(job) => run(job, |comparison| match job.format {
            Form::Text => Ok(report::text(&Brief::new(comparison))),
            Form::Markdown => Ok(report::markdown(&Brief::new(comparison))),
            Form::Json => Ok(report::json(&Brief::new(comparison))),
            Form::Csv => Ok(report::claims_csv(&Brief::new(comparison))?),
        }),
        Command::Compare(job) => run(job, |comparison| match job.format {
            Form::Text => Ok(report::table(comparison, TableStyle::Plain, job.top)),
            Form::Markdown => Ok(report::table(comparison, TableStyle::Markdown, job.top)),
            Form::Json => Ok(report::json(comparison)),
            Form::Csv => Ok(report::csv(comparison)?),
        }),
        Command::Group(args) => group::run(args),
        Command::Ingest(args) => ingest::run(args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("parallax: {error}");
            ExitCode::FAILURE
        }
    }
}

type Outcome<T> = Result<T, Box<dyn Error>>;

fn run(job: &Job, write: impl Fn(&Comparison) -> Outcome<String>) -> Outcome<()> {
    if let Some(threads) = job.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    }
    let progress = Progress::new(job.quiet);
    let reading = read(job, &progress)?;
    progress.finish();
    if !job.quiet && (!reading.set_aside.is_empty() || !reading.remarks.is_empty()) {
        eprintln!("parallax: {}", reading.summary());
    }
    if let Some(path) = &job.rejected {
        write_rejected(path, &reading)?;
    } else if !job.quiet && !reading.set_aside.is_empty() {
        for aside in reading.set_aside.iter().take(3) {
            eprintln!("parallax: {aside}");
        }
        eprintln!(
            "parallax: --rejected FILE writes all {} with their reasons",
            reading.set_aside.len()
        );
    }
    let corpus = select(job, reading)?;
    progress.say("comparing");
    let mut builder = Comparison::builder().seed(job.seed);
    if let Some(min_words) = job.min_words {
        builder = builder.min_words(min_words);
    }
    if !job.frames.is_empty() {
        let inventories = job.frames.iter().map(Inventory::read).collect::<Result<Vec<_>, _>>()?;
        builder = builder.inventories(inventories);
    }
    let comparison = builder.build(&corpus)?;
    let written = write(&comparison)?;
    progress.finish();
    put(job.output.as_deref(), &written)
}

fn read(job: &Job, progress: &Progress) -> Outcome<Reading> {
    let mut builder = Reader::builder();
    for pair in &job.columns {
        let wrong = || format!("--columns takes FIELD=COLUMN, found {pair:?}");
        let (field, column) = pair.split_once('=').ok_or_else(wrong)?;
        let known = Field::ALL.into_iter().find(|known| known.name() == field.trim());
        let names = || Field::ALL.map(|known| known.name()).join(", ");
        let field = known
            .ok_or_else(|| format!("--columns: no field {field:?}; fields are {}", names()))?;
        builder = builder.column(field, column.trim());
    }
    let reader = builder.build();
    if let [only] = &job.files[..]
        && only != Path::new("-")
    {
        return stream(reader.open(only)?, only, progress);
    }
    let mut whole = Reading::default();
    let mut files = Vec::new();
    for file in &job.files {
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

fn stream(
    mut articles: parallax::ingest::Articles<'_>,
    path: &Path,
    progress: &Progress,
) -> Outcome<Reading> {
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
    put(Some(path), &lines)
}

fn select(job: &Job, reading: Reading) -> Outcome<Corpus> {
    let mut table = OutletTable::builtin();
    if let Some(path) = &job.outlet_names {
        let text =
            fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        table.add_tsv(&text, &path.display().to_string())?;
    }
    let mut corpus = Corpus::with_outlets(reading.articles, &table);
    if let Some(title) = &job.story {
        corpus = corpus.only(corpus.find_story(title)?);
    }
    if !job.outlets.is_empty() {
        let slugs: Vec<String> = job.outlets.iter().map(|name| table.resolve(name).slug).collect();
        for (slug, name) in slugs.iter().zip(&job.outlets) {
            if !corpus.outlets().iter().any(|outlet| outlet.slug == *slug) {
                let names: Vec<&str> =
                    corpus.outlets().iter().map(|outlet| outlet.name.as_str()).take(12).collect();
                return Err(
                    format!("no article of {name:?}; outlets here: {}", names.join(", ")).into()
                );
            }
        }
        corpus = corpus.filtered(|id| slugs.contains(&corpus.outlet(corpus.outlet_of(id)).slug));
    }
    Ok(corpus)
}

/// Writes to a file or to standard output. A reader that stops early, such as `head`, is no failure.
fn put(path: Option<&Path>, text: &str) -> Outcome<()> {
    if let Some(path) = path.filter(|path| *path != Path::new("-")) {
        return fs::write(path, text)
            .map_err(|error| format!("{}: {error}", path.display()).into());
    }
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}

/// A bar on standard error while a person watches; nothing otherwise.
struct Progress(ProgressBar);

impl Progress {
    fn new(quiet: bool) -> Self {
        let bar = if quiet || !io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::no_length()
        };
        Progress(bar)
    }

    fn start(&self, total: u64) {
        self.0.set_length(total);
        let style = ProgressStyle::with_template("reading {bar:30} {bytes}/{total_bytes}");
        self.0.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    }

    fn at(&self, bytes: u64) {
        self.0.set_position(bytes);
    }

    fn say(&self, message: &'static str) {
        self.0.reset();
        self.0.set_style(ProgressStyle::default_spinner());
        self.0.set_message(message);
        self.0.enable_steady_tick(Duration::from_millis(100));
    }

    fn finish(&self) {
        self.0.finish_and_clear();
    }
}
