//! Writes an inventory of frames, applies it to coverage and shows what each outlet does with it.
//!
//! ```sh
//! cargo run --release --example custom_frames
//! cargo run --release --example custom_frames -- COVERAGE.jsonl INVENTORY.txt
//! ```
//!
//! Without arguments it reads the sample coverage of this crate, which is fictional, and the inventory below.

use std::error::Error;

use parallax::clean::Masks;
use parallax::framing::{FrameMatcher, FrameTable, Framing, Inventory};
use parallax::token::{Normalizer, TokenizedCorpus};
use parallax::{Corpus, Reader, Reading};

const SAMPLE: &str = include_str!("data/sample.jsonl");

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

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let reader = Reader::default();
    let coverage: Reading = match arguments.next() {
        Some(path) => reader.read_path(path)?,
        None => reader.read(SAMPLE.as_bytes(), "sample.jsonl")?.collect(),
    };
    let inventory = match arguments.next() {
        Some(path) => Inventory::read(path)?,
        None => Inventory::parse("the inventory of this example", INVENTORY)?,
    };
    for aside in &coverage.set_aside {
        eprintln!("set aside: {aside}");
    }
    let corpus = Corpus::new(coverage.articles);

    let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
    let matcher = FrameMatcher::new(&inventory, tokenized.vocabulary());
    let masks = Masks::new(&corpus, &tokenized);
    let table = FrameTable::new(&corpus, &tokenized, &masks, &matcher);
    let framings = Framing::of_outlets(&corpus, &matcher, &table);

    for notice in corpus.notices() {
        println!("{notice}\n");
    }
    println!("Share of sentences, {}\n", inventory.title);
    print!("{:28}", "");
    for frame in inventory.frames() {
        print!("{:>24}", frame.name);
    }
    println!();
    for (outlet, framing) in corpus.outlets().iter().zip(&framings) {
        print!("{:28}", outlet.name);
        for frame in &framing.frames {
            let share =
                frame.sentences.map_or("-".into(), |share| format!("{:.0} %", 100.0 * share.value));
            print!("{share:>24}");
        }
        println!();
    }

    for frame in inventory.frames() {
        println!("\n{}: {}", frame.name, frame.definition);
        for (outlet, framing) in corpus.outlets().iter().zip(&framings) {
            let Some(share) = framing.frame(&frame.key) else { continue };
            for passage in share.passages.iter().take(2) {
                let sentence = corpus.words(&passage.citation).unwrap_or_default();
                println!("  {}: {sentence}", outlet.name);
            }
        }
    }
    Ok(())
}
