//! Writes the sentence ends that the segmenter finds, one JSON line per document.
//!
//! GOLD is JSON Lines of `{"id": ..., "sentences": [...]}`. The sentences are joined into a text first: with
//! spaces; with line breaks after headings; or with some of the spaces left out as in scraped text. A line of
//! the output is `{"id": ..., "ends": [...]}`, where the ends are counted in characters. In the mode `plain`
//! GOLD has a `text`, and a line of the output is `{"id": ..., "sentences": [...]}`. `--with unicode` runs the
//! sentence boundaries of Unicode instead, for comparison.

use parallax::token::sentences;
use serde_json::{Value, json};
use std::io::Write;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

use super::{Outcome, option};

pub fn run(arguments: &[String]) -> Outcome {
    let path = arguments.first().ok_or("needed: a file of JSON Lines")?;
    let mode = option(arguments, "--mode").unwrap_or("space");
    if !matches!(mode, "space" | "line" | "glued" | "plain") {
        return Err(format!("unknown mode {mode}; needed: space, line, glued or plain").into());
    }
    let with_unicode = option(arguments, "--with") == Some("unicode");
    let mut output = std::io::stdout().lock();
    for line in std::fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()) {
        let record: Value = serde_json::from_str(line)?;
        let text = match mode {
            "plain" => record["text"].as_str().ok_or("a record has no text")?.to_string(),
            _ => {
                let gold = record["sentences"].as_array().ok_or("a record has no sentences")?;
                build_text(&gold.iter().filter_map(Value::as_str).collect::<Vec<_>>(), mode)
            }
        };
        let found: Vec<Range<usize>> =
            if with_unicode { unicode_sentences(&text) } else { sentences(&text).collect() };
        let result = match mode {
            "plain" => {
                json!({"id": record["id"], "sentences": found.iter().map(|r| &text[r.clone()]).collect::<Vec<_>>()})
            }
            _ => json!({"id": record["id"], "ends": character_ends(&text, &found)}),
        };
        writeln!(output, "{result}")?;
    }
    Ok(())
}

/// Joins the sentences as the scorer does.
fn build_text(gold: &[&str], mode: &str) -> String {
    let mut text = String::new();
    let mut n_candidates = 0;
    for (i, sentence) in gold.iter().enumerate() {
        let sentence = sentence.trim();
        text.push_str(sentence);
        let Some(following) = gold.get(i + 1) else {
            break;
        };
        if mode == "space" {
            text.push(' ');
        } else if !is_stopped(sentence) {
            text.push('\n');
        } else if mode == "glued"
            && can_be_glued(sentence)
            && following.trim().starts_with(char::is_uppercase)
        {
            n_candidates += 1;
            if n_candidates % 3 != 0 {
                text.push(' ');
            }
        } else {
            text.push(' ');
        }
    }
    text
}

fn is_stopped(sentence: &str) -> bool {
    sentence.trim_end_matches(['\'', '"', '”', '’', ')', ']', '»']).ends_with(['.', '!', '?', '…'])
}

fn can_be_glued(sentence: &str) -> bool {
    let open = sentence.strip_suffix('”').unwrap_or(sentence);
    open.strip_suffix(['.', '!', '?'])
        .is_some_and(|word| word.ends_with(|c: char| c.is_ascii_lowercase()))
}

fn unicode_sentences(text: &str) -> Vec<Range<usize>> {
    text.split_sentence_bound_indices()
        .filter(|(_, s)| !s.trim().is_empty())
        .map(|(at, s)| at..at + s.trim_end().len())
        .collect()
}

/// The ends of byte ranges, in order, counted in characters.
fn character_ends(text: &str, ranges: &[Range<usize>]) -> Vec<usize> {
    let mut n_characters = 0;
    let mut counted_to = 0;
    ranges
        .iter()
        .map(|range| {
            n_characters += text[counted_to..range.end].chars().count();
            counted_to = range.end;
            n_characters
        })
        .collect()
}
