//! Writes the quotations that the rules find, one JSON line per document.
//!
//! GOLD is JSON Lines with `id` and `text`. A line of the output is
//! `{"id": ..., "quotations": [{"content": [[a, b], ...], "cue": [[a, b]] | null, "source": [[a, b]] | null}]}`
//! with places counted in characters. `--speech` leaves out what people are said to think, want or support.
//! `--speed` writes nothing and prints bytes and seconds of the extraction alone to standard error.

use std::io::Write;
use std::time::Instant;

use parallax::Span;
use parallax::voice::{QuotationKind, quotations};
use serde_json::{Value, json};

use super::Outcome;

pub fn run(arguments: &[String]) -> Outcome {
    let path = arguments.first().ok_or("needed: a file of JSON Lines")?;
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    let (speech_only, speed_only) = (has("--speech"), has("--speed"));
    let file = std::fs::read_to_string(path)?;
    let mut records = Vec::new();
    for line in file.lines().filter(|line| !line.trim().is_empty()) {
        let record: Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().ok_or("a record has no text")?.to_owned();
        records.push((record["id"].clone(), text));
    }
    if speed_only {
        let start = Instant::now();
        let found: usize = records.iter().map(|(_, text)| quotations(text).len()).sum();
        let n_bytes: usize = records.iter().map(|(_, text)| text.len()).sum();
        let seconds = start.elapsed().as_secs_f64();
        eprintln!(
            "{found} quotations in {n_bytes} bytes, {seconds:.3} s, {:.1} MB/s",
            n_bytes as f64 / seconds / 1e6
        );
        return Ok(());
    }
    let mut output = std::io::stdout().lock();
    for (id, text) in &records {
        let characters = Characters::new(text);
        let places =
            |spans: &[Span]| spans.iter().map(|span| characters.of(span)).collect::<Vec<_>>();
        let found: Vec<Value> = quotations(text)
            .iter()
            .filter(|found| !speech_only || found.kind != QuotationKind::Stance)
            .map(|found| {
                json!({
                    "content": places(&found.content),
                    "cue": found.cue.map(|span| places(&[span])),
                    "source": found.source.map(|span| places(&[span])),
                })
            })
            .collect();
        writeln!(output, "{}", json!({"id": id, "quotations": found}))?;
    }
    Ok(())
}

/// How many characters stand before each byte.
struct Characters(Vec<u32>);

impl Characters {
    fn new(text: &str) -> Self {
        let mut before = Vec::with_capacity(text.len() + 1);
        let mut n = 0;
        for byte in text.bytes() {
            // Bytes inside a character are never asked for.
            before.push(n);
            n += u32::from(byte & 0xc0 != 0x80);
        }
        before.push(n);
        // The count at a first byte is the number of characters before it.
        Characters(before)
    }

    fn of(&self, span: &Span) -> [u32; 2] {
        [self.0[span.start as usize], self.0[span.end as usize]]
    }
}
