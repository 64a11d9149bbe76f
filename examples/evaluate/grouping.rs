//! Groups the articles of a file and writes `{"id", "cluster"}` for each.
//!
//! The id is the record's own; where records have none, their url. Records may give their text as `sentences`.
//! A second record with the same id is passed over.

use std::collections::BTreeSet;
use std::io::{BufWriter, Write};

use parallax::Article;
use parallax::group::{Cut, Grouper};
use parallax::ingest::{Field, Reader};

use super::{Outcome, option};

pub fn run(arguments: &[String]) -> Outcome {
    let path = arguments.first().ok_or("needed: a file of articles")?;
    let articles = articles(path)?;
    let mut builder = Grouper::builder();
    if let Some(cut) = option(arguments, "--cut") {
        builder = builder.cut(Cut::At(cut.parse()?));
    }
    let grouper = builder.build();
    let grouping = grouper.group(&articles);
    eprintln!("cut {:.2}, {} stories", grouping.cut(), grouping.stories().len());
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (place, article) in articles.iter().enumerate() {
        let id =
            if article.id.is_empty() { article.url.as_deref().unwrap_or("") } else { &article.id };
        let line =
            serde_json::json!({"id": id, "cluster": grouping.story_of(place).index().to_string()});
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn articles(path: &str) -> Result<Vec<Article>, Box<dyn std::error::Error>> {
    let reader = Reader::builder().build();
    let mut reading = reader.read_path(path)?;
    if reading.articles.is_empty() {
        let reader = Reader::builder().column(Field::Body, "sentences").outlet("unknown").build();
        reading = reader.read_path(path)?;
    }
    eprintln!("{}", reading.summary());
    let mut seen = BTreeSet::new();
    Ok(reading
        .articles
        .into_iter()
        .filter(|article| article.id.is_empty() || seen.insert(article.id.clone()))
        .collect())
}
