//! Writes the days that matter to each topic, one JSON line per topic: `{"topic", "dates"}`.
//!
//! FOLDER holds one file or folder for each topic: JSON Lines and other files of article records, or text files
//! that lie in folders named by the day of publication (`egypt/InputDocs/2011-02-11/12.txt`). How many days there
//! are, and between which, is found in the articles. `--mentions` adds each day's number of articles.

use std::io::Write;
use std::path::{Path, PathBuf};

use parallax::article::Published;
use parallax::clean::Masks;
use parallax::token::{Normalizer, TokenizedCorpus};
use parallax::wording::{main_days, timeline};
use parallax::{Article, Corpus, Reader};
use serde_json::json;

use super::{Outcome, has};

pub fn run(arguments: &[String]) -> Outcome {
    let folder =
        arguments.first().ok_or("needed: a folder with a file or folder for each topic")?;
    let with_mentions = has(arguments, "--mentions");
    let mut output = std::io::stdout().lock();
    for topic in entries(Path::new(folder))? {
        let name = topic.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = name.split('.').next().unwrap_or("").to_owned();
        let mut articles = Vec::new();
        collect(&topic, &mut articles)?;
        // A topic is one story, however its articles are filed.
        let articles = articles.into_iter().map(|article| article.with_story("topic"));
        let corpus = Corpus::new(articles);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let masks = Masks::new(&corpus, &tokenized);
        let Some(story) = corpus.story_ids().next() else { continue };
        let days = timeline(&corpus, &tokenized, &masks, story);
        let main: Vec<_> = main_days(&days).into_iter().map(|day| &days[day]).collect();
        let dates: Vec<String> = main.iter().map(|day| day.first.to_string()).collect();
        let mut line = json!({"topic": name, "dates": dates});
        if with_mentions {
            line["n_articles"] = main.iter().map(|day| day.n_articles).collect();
        }
        writeln!(output, "{line}")?;
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, std::io::Error> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    found.sort();
    Ok(found)
}

fn collect(path: &Path, articles: &mut Vec<Article>) -> Outcome {
    if path.is_dir() {
        // Gold timelines may lie next to the articles.
        if path.file_name().is_some_and(|name| name == "timelines") {
            return Ok(());
        }
        return entries(path)?.iter().try_for_each(|entry| collect(entry, articles));
    }
    let day = path
        .ancestors()
        .skip(1)
        .find_map(|folder| folder.file_name()?.to_str()?.parse::<Published>().ok());
    match day {
        Some(day) => {
            let text = String::from_utf8_lossy(&std::fs::read(path)?).into_owned();
            articles.push(Article::new("unnamed", "", text).with_published(day));
        }
        None => articles.extend(Reader::default().read_path(path)?.articles),
    }
    Ok(())
}
