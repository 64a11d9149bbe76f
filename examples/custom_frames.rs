//! Frames of your own, from the first word list to a comparison that you can defend, in four steps:
//! write them, validate them against sentences that people coded, expand them from the coverage, compare.
//!
//! ```sh
//! cargo run --release --example custom_frames
//! cargo run --release --example custom_frames -- COVERAGE.jsonl INVENTORY.txt CODED.jsonl
//! ```
//!
//! Without arguments it reads the sample coverage of this crate, which is fictional, the inventory below and
//! twenty sentences coded for this example. `CODED.jsonl` holds `text` and `labels` (keys of frames) on each line.

use std::error::Error;

use parallax::clean::Masks;
use parallax::framing::{
    Candidate, Coded, FrameMatcher, FrameTable, Framing, Inventory, Pattern, Validation, expand,
};
use parallax::token::{Normalizer, TokenizedCorpus};
use parallax::{Corpus, Reader, Reading};

const SAMPLE: &str = include_str!("data/sample.jsonl");

/// Sentences written and coded for this example.
const CODED: &str = include_str!("data/coded_sentences.jsonl");

/// Three ways to present an offer of security guarantees. Lines that begin with a number sign are comments.
const INVENTORY: &str = r#"
inventory: guarantees
title: Security guarantees for Ukraine
source: Written for this example, 2025.

[broker] The broker's success
definition: Somebody brought the parties together and deserves credit for it.
confuses: Takes a denial of success for success, unless a negation stands close before it.
negation: drop within 3
words: broker|brokers|brokered|brokering, dealmaker*, historic, breakthrough*, game-changing, turning point*
words 0.5: credit*, achiev*, triumph*       # two of these in a sentence make one

[price] What it costs
definition: The guarantee has conditions: land, neutrality, demands in return.
confuses: Takes any demand for a demand in return.
words: condition*, demand*, in return, land swap*, cede|ceded|ceding, withdraw*
exclude: condition of anonymity, living condition*

[unity] The allies
definition: Whether the allies stand together and have a say.
confuses: Takes the name of an alliance for its unity.
words: unity, united front, european leaders, allies, coalition of the willing, left out, sidelin*
"#;

/// What the researcher accepts after reading the errors of step 2 and the candidates of step 3. Candidates come from
/// the coverage; nothing enters a list by itself.
const ACCEPTED: [(&str, &[&str]); 3] = [
    ("broker", &["pull* off", "shift", "dealmaker"]),
    ("price", &["strings attached", "price", "neutral|neutrality", "donbas"]),
    ("unity", &["one voice", "rift|rifts", "seat at the table"]),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let reader = Reader::default();
    let coverage: Reading = match arguments.next() {
        Some(path) => reader.read_path(path)?,
        None => reader.read(SAMPLE.as_bytes(), "sample.jsonl")?.collect(),
    };
    for aside in &coverage.set_aside {
        eprintln!("set aside: {aside}");
    }
    let corpus = Corpus::new(coverage.articles);
    let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
    for notice in corpus.notices() {
        println!("{notice}\n");
    }

    println!("1. WRITE\n");
    let own = arguments.next();
    let inventory = match &own {
        Some(path) => Inventory::read(path)?,
        None => Inventory::parse("the inventory of this example", INVENTORY)?,
    };
    for frame in inventory.frames() {
        println!("{}: {} Confuses: {}", frame.name, frame.definition, frame.confuses);
    }

    println!("\n2. VALIDATE against sentences that people coded\n");
    let coded = match arguments.next() {
        Some(path) => read_coded(&std::fs::read_to_string(path)?)?,
        None => read_coded(CODED)?,
    };
    show(&Validation::of_inventory(&inventory, &coded)?, &coded);

    println!("\n3. EXPAND: words that keep company with the seeds, for you to accept or refuse\n");
    for frame in inventory.frames() {
        let seeds: Vec<&str> = frame.patterns.iter().map(Pattern::text).collect();
        match expand(&corpus, &tokenized, &seeds, 8) {
            Ok(candidates) => show_candidates(&frame.name, &candidates, &corpus),
            Err(reason) => println!("{}: {reason}", frame.name),
        }
    }
    let inventory = if own.is_none() { accept(&inventory)? } else { inventory };
    println!(
        "\nThe same sentences after the accepted words. A figure to report needs sentences that nobody looked at.\n"
    );
    show(&Validation::of_inventory(&inventory, &coded)?, &coded);

    println!("\n4. COMPARE\n");
    compare(&corpus, &tokenized, &inventory);
    Ok(())
}

fn read_coded(lines: &str) -> Result<Vec<Coded>, Box<dyn Error>> {
    let mut coded = Vec::new();
    for (number, line) in (1..).zip(lines.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let text: Coded =
            serde_json::from_str(line).map_err(|error| format!("coded line {number}: {error}"))?;
        coded.push(Coded::new(text.text, text.labels));
    }
    Ok(coded)
}

/// The table of agreement, and the worst errors to learn from.
fn show(validation: &Validation, coded: &[Coded]) {
    println!("{validation}\n");
    for error in validation.errors.iter().take(8) {
        let missed = error.missed.iter().map(|label| format!("missed {label}"));
        let invented = error.invented.iter().map(|label| format!("invented {label}"));
        let what: Vec<String> = missed.chain(invented).collect();
        println!("  {}: {}", what.join(", "), coded[error.text].text);
    }
}

fn show_candidates(frame: &str, candidates: &[Candidate], corpus: &Corpus) {
    println!("{frame}");
    for candidate in candidates {
        let passage = candidate.passages.first().and_then(|passage| corpus.words(passage));
        println!(
            "  {:24} {:2} sentences with a seed, {:2} without: {}",
            candidate.pattern,
            candidate.n_with,
            candidate.n_without,
            passage.unwrap_or_default()
        );
    }
}

/// The inventory with the accepted words in their frames.
fn accept(inventory: &Inventory) -> Result<Inventory, Box<dyn Error>> {
    let mut grown = Inventory::new(&*inventory.key);
    grown.title.clone_from(&inventory.title);
    grown.negators.clone_from(&inventory.negators);
    for frame in inventory.frames() {
        let accepted = ACCEPTED.iter().filter(|(key, _)| *key == frame.key);
        let words = accepted.flat_map(|(_, words)| words.iter().copied());
        grown = grown.with_frame(frame.clone().with_words(words)?);
    }
    Ok(grown)
}

/// Shares of sentences with their intervals, and two passages of each frame and outlet.
fn compare(corpus: &Corpus, tokenized: &TokenizedCorpus, inventory: &Inventory) {
    let matcher = FrameMatcher::new(inventory, tokenized.vocabulary());
    let masks = Masks::new(corpus, tokenized);
    let table = FrameTable::new(corpus, tokenized, &masks, &matcher);
    let framings = Framing::of_outlets(corpus, &matcher, &table);

    println!("Share of sentences, with 95 % intervals by article\n");
    print!("{:28}", "");
    for frame in inventory.frames() {
        print!("{:>24}", frame.name);
    }
    println!();
    for (outlet, framing) in corpus.outlets().iter().zip(&framings) {
        print!("{:28}", outlet.name);
        for frame in &framing.frames {
            let share = frame.sentences.map_or("-".into(), |share| {
                let interval = share.interval.map_or(String::new(), |it| {
                    format!(" ({:.0}-{:.0})", 100.0 * it.low, 100.0 * it.high)
                });
                format!("{:.0} %{interval}", 100.0 * share.value)
            });
            print!("{share:>24}");
        }
        println!();
    }
    for frame in inventory.frames() {
        println!("\n{}", frame.name);
        for (outlet, framing) in corpus.outlets().iter().zip(&framings) {
            let Some(share) = framing.frame(&frame.key) else { continue };
            for passage in share.passages.iter().take(2) {
                let sentence = corpus.words(&passage.citation).unwrap_or_default();
                println!("  {}: {sentence}", outlet.name);
            }
        }
    }
}
