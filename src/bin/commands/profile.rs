//! `parallax profile`: any amount of text as sums that merge, and a look at them.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use parallax::Reader;
use parallax::profile::{By, Job, Options, Profile, Start, Step};
use parallax::token::Language;

use super::Outcome;
use super::input::columns;
use super::output::{Form, Output, put};
use super::progress::Progress;

/// Count any amount of text into a profile: the sums of every outlet, story and term.
///
/// A profile is small, merges with others (`parallax merge`), and is the same however the articles were cut and on
/// however many threads they were counted. JSON Lines are read in parallel; every other format that `parallax ingest`
/// reads is read as well. Articles that repeat are counted again.
///
/// Work is kept in a folder beside the profile until it is done: after a crash, a full disk or a stop, the same
/// command with --resume goes on.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  parallax profile 2024/*.jsonl -o 2024.profile
  parallax profile 2024/*.jsonl -o 2024.profile --resume
  zstdcat 2023.jsonl.zst | parallax profile - -o 2023.profile
  parallax profile --show 2024.profile
  parallax profile --show 2024.profile --outlet SCMP --top 50 -o scmp.csv")]
pub struct Args {
    /// Files or folders of articles; `-` is standard input.
    #[arg(required_unless_present = "show")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
    /// Go on with work that was stopped.
    #[arg(long, conflicts_with_all = ["show", "restart"])]
    resume: bool,
    /// Delete work that was stopped, and begin anew.
    #[arg(long, conflicts_with = "show")]
    restart: bool,
    /// How much memory counting may use, in MiB.
    #[arg(long, default_value_t = 256, value_name = "MIB")]
    memory: usize,
    /// How many threads to use; all cores by default. The result is the same.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// The language of stems and stop words, as a code such as `de`.
    #[arg(long, default_value = "en", value_name = "CODE")]
    language: String,
    /// Add up by outlet alone, whatever the stories: much smaller, but topic passes for emphasis.
    #[arg(long)]
    no_stories: bool,
    /// The outlet of records that name none.
    #[arg(long, value_name = "NAME", conflicts_with = "show")]
    default_outlet: Option<String>,
    /// Which column holds a field, such as `body=fulltext`; may be given several times or with commas.
    #[arg(long, value_delimiter = ',', value_name = "FIELD=COLUMN")]
    columns: Vec<String>,
    /// Write the records that were set aside to this file as JSON Lines, with place and reason.
    #[arg(long, value_name = "FILE")]
    rejected: Option<PathBuf>,
    #[command(flatten)]
    look: super::profile_show::Look,
    /// No progress and no notes on standard error.
    #[arg(short, long)]
    quiet: bool,
}

pub fn run(args: &Args) -> Outcome<()> {
    if args.look.show.is_some() {
        let form = args.output.form(&[Form::Text, Form::Csv, Form::Json])?;
        return args.output.put(super::profile_show::shown(&args.look, form)?);
    }
    let out = args.output.output.as_ref().ok_or("name the profile to write with -o")?;
    let language = Language::from_code(&args.language)
        .ok_or_else(|| format!("--language: no language {:?} is known", args.language))?;
    let by = if args.no_stories { By::Outlet } else { By::OutletAndStory };
    let mut builder = Reader::builder().columns(columns(&args.columns)?);
    if let Some(outlet) = &args.default_outlet {
        builder = builder.outlet(outlet);
    }
    let start = match (args.resume, args.restart) {
        (true, _) => Start::Resume,
        (_, true) => Start::Anew,
        _ => Start::Clean,
    };
    let (streams, files): (Vec<PathBuf>, Vec<PathBuf>) =
        args.files.iter().cloned().partition(|file| file.as_os_str() == "-");
    if !streams.is_empty() && args.resume {
        return Err("standard input cannot be read again: begin anew with --restart".into());
    }
    let mut job = Job::new(files, out)
        .options(Options::default().language(language).by(by))
        .reader(builder.build())
        .memory(args.memory << 20)
        .threads(args.threads.unwrap_or(0))
        .start(start);
    if let Some(path) = &args.rejected {
        job = job.rejected(path);
    }
    if !streams.is_empty() {
        job = job.stream("-", std::io::stdin());
    }
    let progress = Progress::new(args.quiet);
    let n_bytes =
        args.files.iter().filter_map(|file| Some(std::fs::metadata(file).ok()?.len())).sum();
    progress.start(n_bytes);
    let began = Instant::now();
    let counted = job.run_telling(&|step| match step {
        Step::Counting(bytes) => progress.at(bytes),
        Step::Merging(1) => progress.say("merging"),
        _ => {}
    })?;
    progress.finish();
    let seconds = began.elapsed().as_secs_f64();
    let profile = Profile::open(out)?;
    if !args.quiet {
        let speed = counted.n_bytes as f64 / 1e6 / seconds.max(1e-9);
        eprintln!(
            "parallax: {:.1} MB in {seconds:.1} s, {speed:.0} MB/s",
            counted.n_bytes as f64 / 1e6
        );
        let n_aside: u64 = counted.set_aside.iter().map(|(_, n)| n).sum();
        if n_aside > 0 {
            let kinds: Vec<String> =
                counted.set_aside.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
            eprintln!("parallax: {n_aside} records set aside: {}", kinds.join(", "));
            if args.rejected.is_none() {
                eprintln!("parallax: --rejected FILE writes them with place and reason");
            }
        }
    }
    put(None, summary(&profile).as_bytes())
}

/// What a profile holds, in a line.
pub fn summary(profile: &Profile) -> String {
    let mut line = Vec::new();
    let outlets = profile.outlets().len();
    let stories = profile.stories().iter().filter(|story| !story.is_empty()).count();
    let _ = writeln!(
        line,
        "{} articles, {} words that count, {outlets} outlets, {stories} stories, {} terms, {} bytes",
        profile.n_articles(),
        profile.n_tokens(),
        profile.n_terms(),
        profile.n_bytes()
    );
    String::from_utf8_lossy(&line).into_owned()
}
