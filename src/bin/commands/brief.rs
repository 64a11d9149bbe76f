//! `parallax brief`: the story page.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use parallax::report::{self, HtmlOptions, Texts};
use parallax::{Brief, Comparison, Corpus};

use super::Outcome;
use super::comparing::Job;
use super::output::{Form, put};

/// Write the story page: what happened, what the papers say, blind spots, method.
///
/// As HTML it is one file that needs nothing else: a click on a sentence, a number or a mark leads to the passages.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  parallax brief coverage.jsonl -o page.html --open
  parallax brief coverage.jsonl --story \"security guarantees\" -o page.md
  parallax brief coverage.jsonl --texts full -o page.html")]
pub struct Args {
    #[command(flatten)]
    job: Job,
    /// What of the articles the HTML page holds.
    #[arg(long, value_enum, default_value_t = Held::Passages)]
    texts: Held,
    /// Show the page in the browser; without `-o` it is written to the folder for temporary files.
    #[arg(long)]
    open: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Held {
    /// The cited passages and a few words around each.
    Passages,
    /// The whole text of the cited articles.
    Full,
}

pub fn run(args: &Args) -> Outcome<()> {
    let forms = [Form::Text, Form::Html, Form::Markdown, Form::Json, Form::Csv];
    let unnamed = args.job.output.output.is_none() && args.job.output.format.is_none();
    let form = if args.open && unnamed { Form::Html } else { args.job.output.form(&forms)? };
    let (corpus, comparison) = args.job.comparison()?;
    let brief = Brief::new(&comparison);
    let written = match form {
        Form::Html => page(args, &brief, &comparison, &corpus),
        Form::Markdown => report::markdown(&brief),
        Form::Json => report::json(&brief),
        Form::Csv => report::claims_csv(&brief)?,
        _ => report::text(&brief),
    };
    if !args.open {
        return args.job.output.put(written);
    }
    let path = args.job.output.output.clone().unwrap_or_else(|| temporary(form));
    put(Some(&path), written.as_bytes())?;
    show(&path)
}

fn page(args: &Args, brief: &Brief, comparison: &Comparison, corpus: &Corpus) -> String {
    let texts = match args.texts {
        Held::Passages => Texts::Passages,
        Held::Full => Texts::Full,
    };
    report::html(brief, comparison, &HtmlOptions::default().corpus(corpus).texts(texts))
}

fn temporary(form: Form) -> PathBuf {
    let extension = if form == Form::Html { "html" } else { "txt" };
    std::env::temp_dir().join(format!("parallax-{}.{extension}", std::process::id()))
}

/// Hands a file to the program that the system keeps for it.
fn show(path: &Path) -> Outcome<()> {
    let opener: &[&str] = if cfg!(target_os = "macos") {
        &["open"]
    } else if cfg!(target_os = "windows") {
        &["explorer"]
    } else {
        &["xdg-open"]
    };
    let started = Command::new(opener[0])
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match started {
        Ok(_) => Ok(()),
        Err(error) => {
            let path = path.display();
            Err(format!("the page is written to {path}, but {} cannot show it: {error}", opener[0])
                .into())
        }
    }
}
