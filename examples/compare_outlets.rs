//! Compares how outlets cover a story and prints the story page.
//!
//! ```sh
//! cargo run --release --example compare_outlets
//! cargo run --release --example compare_outlets -- COVERAGE.jsonl
//! cargo run --release --example compare_outlets -- COVERAGE.jsonl --story "part of a title"
//! ```
//!
//! Without arguments it reads the sample coverage of this crate, which is fictional.

use std::error::Error;
use std::io::{self, Write};

use parallax::{Brief, Comparison, Corpus, Reader, Reading, report};

const SAMPLE: &str = include_str!("data/sample.jsonl");

fn main() -> Result<(), Box<dyn Error>> {
    let (mut path, mut story) = (None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--story" => story = Some(arguments.next().ok_or("--story needs a title")?),
            _ if path.is_none() => path = Some(argument),
            _ => return Err(format!("{argument:?} is one argument too many").into()),
        }
    }

    let reader = Reader::default();
    let coverage: Reading = match path {
        Some(path) => reader.read_path(path)?,
        None => reader.read(SAMPLE.as_bytes(), "sample.jsonl")?.collect(),
    };
    if !coverage.set_aside.is_empty() {
        eprintln!("{}", coverage.summary());
    }
    let mut corpus = Corpus::new(coverage.articles);
    if let Some(title) = story {
        corpus = corpus.only(corpus.find_story(&title)?);
    }

    let comparison = Comparison::new(&corpus)?;
    let page = report::text(&Brief::new(&comparison));
    // A reader that stops early, such as `head`, is no failure.
    match io::stdout().write_all(page.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}
