//! Writes the pairs of articles that print the same report, one JSON line for each pair: `{"a": ..., "b": ...}`.
//!
//! DOCS is JSON Lines of records with a `text` and a `url` or an `id`; what is written is the `url` where there is
//! one, and of records with the same one the first is read. Every record counts as an outlet of its own and nothing is
//! set aside first, so that the pairs depend on the texts alone. The time of each step goes to standard error.

use std::collections::HashSet;
use std::io::Write;
use std::time::Instant;

use parallax::clean::{Masks, Syndication};
use parallax::token::{Normalizer, TokenizedCorpus};
use parallax::{Article, Corpus, OutletTable};
use serde_json::{Value, json};

use super::Outcome;

pub fn run(arguments: &[String]) -> Outcome {
    let path = arguments.first().ok_or("needed: a file of JSON Lines")?;
    let mut seen = HashSet::new();
    let (mut ids, mut articles) = (Vec::new(), Vec::new());
    for line in std::fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()) {
        let record: Value = serde_json::from_str(line)?;
        let id = record["url"].as_str().or(record["id"].as_str());
        let id = id.ok_or("a record has neither url nor id")?;
        let text = record["text"].as_str().unwrap_or("");
        if seen.insert(id.to_owned()) {
            articles.push(Article::new(id, "", text));
            ids.push(id.to_owned());
        }
    }
    let start = Instant::now();
    let corpus = Corpus::with_outlets(articles, &OutletTable::empty());
    let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
    let read = start.elapsed();
    let syndication = Syndication::new(&corpus, &tokenized, &Masks::none(&tokenized));
    eprintln!(
        "{} articles, {} words: words in {:.2} s, pairs in {:.2} s, {} pairs, {} reports",
        ids.len(),
        tokenized.documents().iter().map(|document| document.tokens.len()).sum::<usize>(),
        read.as_secs_f64(),
        (start.elapsed() - read).as_secs_f64(),
        syndication.pairs().len(),
        syndication.clusters().len(),
    );
    let mut output = std::io::stdout().lock();
    for pair in syndication.pairs() {
        let [a, b] = [pair.a, pair.b].map(|id| &ids[id.index()]);
        writeln!(output, "{}", json!({"a": a, "b": b}))?;
    }
    Ok(())
}
