//! Measures the crate on files outside the project: reads gold data, writes predictions to standard output.
//!
//! ```sh
//! cargo run --release --example evaluate -- sentences GOLD.jsonl --mode space|line|glued|plain
//! cargo run --release --example evaluate -- citations COVERAGE.jsonl...
//! cargo run --release --example evaluate -- what-happened neus.jsonl|allsides.jsonl --words 55 [--with lead]
//! cargo run --release --example evaluate -- timeline FOLDER
//! cargo run --release --example evaluate -- words strings 1000000
//! cargo run --release --example evaluate -- words files PATH...
//! cargo run --release --example evaluate -- frac|climate|gvfc|frames GOLD.jsonl --supervised --folds 5
//! cargo run --release --example evaluate -- calibration|power FILE... --method g2 --splits 20 --seed 1
//! ```
//!
//! `sentences` writes `{"id", "ends"}` with offsets in characters. `citations` compares the outlets of each
//! file, resolves every citation against the published text, and writes one line of counts for each file.
//! `what-happened` writes `{"id", "summary"}` and `timeline` `{"topic", "dates"}`.

use std::error::Error;

mod calibration;
mod citations;
mod frames;
mod sentences;
mod timeline;
mod what_happened;
mod words;

/// What a command returns.
type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else {
        return Err("needed: sentences, citations or words, and a file".into());
    };
    match command.as_str() {
        "sentences" => sentences::run(rest),
        "citations" => citations::run(rest),
        "words" => words::run(rest),
        "what-happened" => what_happened::run(rest),
        "timeline" => timeline::run(rest),
        "frac" | "climate" | "gvfc" | "frames" => frames::run(command, rest),
        "calibration" | "power" => calibration::run(command, rest),
        other => Err(format!(
            "no command {other:?}; there are sentences, citations, words, what-happened, timeline, frac, climate, gvfc, frames, calibration and power"
        )
        .into()),
    }
}

/// The value behind an option such as `--mode`.
fn option<'a>(arguments: &'a [String], name: &str) -> Option<&'a str> {
    let place = arguments.iter().position(|argument| argument == name)?;
    arguments.get(place + 1).map(String::as_str)
}
