//! Measures the crate on files outside the project: reads gold data, writes predictions to standard output.
//!
//! ```sh
//! cargo run --release --example evaluate -- sentences GOLD.jsonl --mode space|line|glued|plain
//! cargo run --release --example evaluate -- citations COVERAGE.jsonl...
//! cargo run --release --example evaluate -- voices GOLD.jsonl
//! cargo run --release --example evaluate -- reuse DOCS.jsonl
//! cargo run --release --example evaluate -- grouping GOLD.jsonl [--stream] [--cut 0.16]
//! cargo run --release --example evaluate -- grouping-growth 1000000 [--stream]
//! cargo run --release --example evaluate -- what-happened neus.jsonl|allsides.jsonl --words 55 [--with lead]
//! cargo run --release --example evaluate -- timeline FOLDER
//! cargo run --release --example evaluate -- words strings 1000000
//! cargo run --release --example evaluate -- words files PATH...
//! cargo run --release --example evaluate -- frac|climate|gvfc|frames GOLD.jsonl --supervised --folds 5
//! cargo run --release --example evaluate -- frame-sentences
//! cargo run --release --example evaluate -- actors GOLD.jsonl --errors
//! cargo run --release --example evaluate -- tone|loaded GOLD.jsonl --supervised --train TRAIN.jsonl
//! cargo run --release --example evaluate -- calibration|power FILE... --method g2 --splits 20 --seed 1
//! cargo run --release --example evaluate -- groups FILE... --by COLUMN --groups left,right
//! cargo run --release --example evaluate -- generate --bytes 10GB --seed 1 --out FILE [--noise] [--mix FILE,FILE] [--warc]
//! cargo run --release --example evaluate --features warc -- reading FILE... [--documents]
//! cargo run --release --example evaluate -- profile-growth FOLDER [--to 1000000]
//! cargo run --release --example evaluate -- profile-stages FILE
//! cargo run --release --example evaluate -- kill-profile PROGRAM FILE [--times 50]
//! ```
//!
//! `sentences` writes `{"id", "ends"}` with offsets in characters. `citations` compares the outlets of each
//! file, resolves every citation against the published text, and writes one line of counts for each file.
//! `what-happened` writes `{"id", "summary"}` and `timeline` `{"topic", "dates"}`.

use std::error::Error;

mod actors;
mod calibration;
mod citations;
mod frames;
mod generate;
mod grouping;
mod groups;
mod loaded;
mod profiling;
mod reading;
mod reuse;
mod sentences;
mod tone;
mod voices;
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
        "reuse" => reuse::run(rest),
        "citations" => citations::run(rest),
        "words" => words::run(rest),
        "voices" => voices::run(rest),
        "grouping" => grouping::run(rest),
        "grouping-growth" => grouping::growth(rest),
        "what-happened" => what_happened::run(rest),
        "timeline" => timeline::run(rest),
        "frac" | "climate" | "gvfc" | "frames" => frames::run(command, rest),
        "frame-sentences" => frames::own_sentences(),
        "actors" => actors::run(rest),
        "tone" => tone::run(rest),
        "loaded" => loaded::run(rest),
        "calibration" | "power" => calibration::run(command, rest),
        "groups" => groups::run(rest),
        "reading" => reading::run(rest),
        "generate" => generate::run(rest),
        "profile-once" => profiling::once(rest),
        "profile-growth" => profiling::growth(rest),
        "profile-stages" => profiling::stages(rest),
        "kill-profile" => profiling::kill(rest),
        other => {
            Err(format!("no command {other:?}; the head of examples/evaluate/main.rs lists them")
                .into())
        }
    }
}

/// The value behind an option such as `--mode`.
fn option<'a>(arguments: &'a [String], name: &str) -> Option<&'a str> {
    let place = arguments.iter().position(|argument| argument == name)?;
    arguments.get(place + 1).map(String::as_str)
}

/// Whether an option such as `--stream` is among the arguments.
fn has(arguments: &[String], name: &str) -> bool {
    arguments.iter().any(|argument| argument == name)
}

/// The most memory that the process has held, as Linux tells it; 0 elsewhere.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
