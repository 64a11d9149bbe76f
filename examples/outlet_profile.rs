//! Profiles one outlet over all stories of a file: what it gives more space to than the others on the same
//! stories, the frames that it favours, and the passages.
//!
//! ```sh
//! cargo run --release --example outlet_profile
//! cargo run --release --example outlet_profile -- COVERAGE.jsonl "The Guardian"
//! ```
//!
//! Without arguments it reads the sample coverage of this crate, which is fictional, and profiles Al Jazeera.

use std::error::Error;

use parallax::{Comparison, Corpus, OutletTable, Reader, Reading};

const SAMPLE: &str = include_str!("data/sample.jsonl");

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let reader = Reader::default();
    let coverage: Reading = match arguments.next() {
        Some(path) => reader.read_path(path)?,
        None => reader.read(SAMPLE.as_bytes(), "sample.jsonl")?.collect(),
    };
    let name = arguments.next().unwrap_or_else(|| "Al Jazeera".to_owned());

    let corpus = Corpus::new(coverage.articles);
    let comparison = Comparison::builder().max_themes(8).build(&corpus)?;
    let slug = OutletTable::builtin().resolve(&name).slug;
    let Some(profile) = comparison.outlet(&slug) else {
        let names: Vec<&str> =
            comparison.outlets.iter().map(|outlet| outlet.name.as_str()).take(20).collect();
        return Err(format!("no article of {name:?}; outlets here: {}", names.join(", ")).into());
    };

    for notice in &comparison.notices {
        println!("{notice}\n");
    }
    println!("{}: {} articles on {} stories", profile.name, profile.n_articles, profile.n_stories);
    if let Some(reason) = comparison.not_compared.iter().find(|reason| reason.outlet() == slug) {
        println!("Not compared: {reason}");
    }

    println!("\nWhat it dwells on, in these articles");
    for theme in &profile.themes {
        let times = theme
            .log2_ratio
            .map_or("only here".to_owned(), |ratio| format!("{:.1}x", ratio.value.exp2()));
        println!(
            "  {} ({times}; {} sentences in {} articles)",
            theme.features.join(", "),
            theme.n_sentences,
            theme.n_articles
        );
        for at in theme.citations.iter().take(1) {
            println!("      {}", comparison.words(at).unwrap_or_default());
        }
    }

    println!("\nFrames, share of its sentences and of the others' on the same stories");
    for frame in profile.frames.iter().take(8) {
        println!(
            "  {:45} {:5.1} %  {:5.1} %",
            format!("{} ({})", frame.name, frame.inventory),
            100.0 * frame.contrast.share_here,
            100.0 * frame.contrast.share_elsewhere
        );
    }
    Ok(())
}
