//! Writes the common account of each story, one JSON line per story: `{"id", "summary"}`.
//!
//! GOLD is either JSON Lines of article records, whose stories are the keys, or JSON Lines with a `source` that
//! holds the articles of one story as `TITLE=> headline ARTICLE=> text`, joined by `[SEP]`; there the key is the
//! line number from 0. `--words N` is the budget. `--with lead` writes the first sentences of the articles in turn
//! instead, for comparison.

use std::io::Write;

use parallax::article::StoryId;
use parallax::clean::Masks;
use parallax::token::{Normalizer, TokenizedCorpus};
use parallax::wording::account;
use parallax::{Article, Corpus, Part, Reader};
use serde_json::{Value, json};

use super::{Outcome, option};

pub fn run(arguments: &[String]) -> Outcome {
    let path = arguments.first().ok_or("needed: a file of stories")?;
    let n_words: usize = option(arguments, "--words").unwrap_or("55").parse()?;
    let with_lead = option(arguments, "--with") == Some("lead");
    let corpus = Corpus::new(articles(path)?);
    let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
    let masks = Masks::new(&corpus, &tokenized);
    let mut output = std::io::stdout().lock();
    for (id, story) in corpus.story_ids().zip(corpus.stories()) {
        let summary = if with_lead {
            lead(&corpus, &tokenized, id, n_words)
        } else {
            let found = account(&corpus, &tokenized, &masks, id, n_words, 4);
            let words = found.sentences.iter().filter_map(|sentence| corpus.words(&sentence.at));
            words.collect::<Vec<_>>().join(" ")
        };
        writeln!(output, "{}", json!({"id": story.key, "summary": summary}))?;
    }
    Ok(())
}

fn articles(path: &str) -> Result<Vec<Article>, Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(path)?;
    let first: Value = serde_json::from_str(text.lines().next().unwrap_or("{}"))?;
    if !first["target"].is_string() {
        return Ok(Reader::default().read_path(path)?.articles);
    }
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let record: Value = serde_json::from_str(line)?;
        let source = record["source"].as_str().ok_or("a record has no source")?;
        for (place, part) in source.split("[SEP]").enumerate() {
            let (headline, body) = part.split_once("ARTICLE=>").unwrap_or(("", part));
            let headline = headline.replace("TITLE=>", "");
            let article = Article::new(format!("outlet {place}"), headline.trim(), body.trim());
            found.push(article.with_story(number.to_string()));
        }
    }
    Ok(found)
}

/// The first sentences of all articles, then the second, as long as they fit.
fn lead(corpus: &Corpus, tokenized: &TokenizedCorpus, story: StoryId, n_words: usize) -> String {
    let articles = &corpus.story(story).articles;
    let mut told: Vec<&str> = Vec::new();
    let mut left = n_words;
    let depth = articles.iter().map(|&id| tokenized.document(id).sentences.len()).max();
    for rank in 0..depth.unwrap_or(0) {
        for &id in articles {
            let Some(sentence) = tokenized.document(id).body().nth(rank) else { continue };
            let words = sentence.span.of(corpus.article(id).text(Part::Body)).unwrap_or("");
            let n = words.split_whitespace().count();
            if n <= left {
                told.push(words);
                left -= n;
            }
        }
    }
    told.join(" ")
}
