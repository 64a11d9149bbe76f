//! Writes the story page of the sample coverage, or of a file of your own, as one HTML file.
//!
//! ```sh
//! cargo run --release --example story_page                          # page.html from the sample
//! cargo run --release --example story_page -- coverage.jsonl out.html
//! ```

use parallax::report::{self, HtmlOptions, Texts};
use parallax::{Brief, Comparison, Corpus, Reader};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/sample.jsonl");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| SAMPLE.to_owned());
    let out = arguments.next().unwrap_or_else(|| "page.html".to_owned());

    let coverage = Reader::default().read_path(&path)?;
    let corpus = Corpus::new(coverage.articles);
    let comparison = Comparison::new(&corpus)?;
    let brief = Brief::new(&comparison);

    // Passages alone by default; whole texts where you may pass them on.
    let options = HtmlOptions::default().corpus(&corpus).texts(Texts::Passages);
    std::fs::write(&out, report::html(&brief, &comparison, &options))?;
    println!("{out}: open it in any browser; it needs no network");
    Ok(())
}
