//! Compares the actors found with those that people marked.
//!
//! ```sh
//! cargo run --release --example evaluate -- actors GOLD.jsonl [--errors]
//! ```
//!
//! A line of the file is an article: `story`, `headline`, `body`, and `mentions` with `part` ("headline" or
//! "body"), `start` and `end` in bytes, `kind` ("person", "organisation", "place") and `actor`, a name that is the
//! same for all mentions of one actor in the story. What is found goes to standard output in the same form,
//! the figures to standard error:
//!
//! - F1 of mentions: the same bytes marked as a person, organisation or place by both;
//! - how many of these have the same kind;
//! - B-cubed F1 of the joining, over the mentions that both have (Bagga & Baldwin 1998).

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use parallax::token::{Normalizer, TokenizedCorpus};
use parallax::voice::{ActorFinder, ActorKind, MentionForm};
use parallax::{Article, Corpus, Part};
use serde_json::{Value, json};

use super::{Outcome, has};

/// Where a mention stands: article, part, first byte, last byte.
type Place = (usize, &'static str, u64, u64);

/// `arguments`: the file, and `--errors` to list what differs.
pub fn run(arguments: &[String]) -> Outcome {
    let path = arguments.first().ok_or("usage: actors GOLD.jsonl [--errors]")?;
    let show_errors = has(arguments, "--errors");
    let mut articles = Vec::new();
    let mut gold: BTreeMap<Place, (String, String)> = BTreeMap::new();
    for (number, line) in std::fs::read_to_string(path)?.lines().enumerate() {
        let record: Value = serde_json::from_str(line)?;
        let text = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
        articles.push(
            Article::new("", text("headline"), text("body"))
                .with_story(text("story"))
                .with_id(number.to_string()),
        );
        for mention in record["mentions"].as_array().into_iter().flatten() {
            let part = if mention["part"] == "headline" { "headline" } else { "body" };
            let at = |key: &str| mention[key].as_u64().unwrap_or_default();
            let word = |key: &str| mention[key].as_str().unwrap_or_default().to_owned();
            let actor = format!("{}\n{}", text("story"), word("actor"));
            gold.insert((number, part, at("start"), at("end")), (word("kind"), actor));
        }
    }
    let corpus = Corpus::new(articles);
    let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
    let finder = ActorFinder::new(&corpus, &tokenized);
    let mut found: BTreeMap<Place, (String, String)> = BTreeMap::new();
    for story in corpus.story_ids() {
        let actors = finder.story(story);
        for mention in actors.mentions() {
            let actor = actors.actor(mention.actor);
            if mention.form == MentionForm::Pronoun || actor.kind == ActorKind::Other {
                continue;
            }
            let citation = mention.citation;
            let part = if citation.part == Part::Headline { "headline" } else { "body" };
            let kind = match actor.kind {
                ActorKind::Person => "person",
                ActorKind::Organisation => "organisation",
                _ => "place",
            };
            let place = (
                citation.article.index(),
                part,
                citation.span.start.into(),
                citation.span.end.into(),
            );
            let key = format!("{}\n{}", story.index(), actor.key);
            found.insert(place, (kind.to_owned(), key));
        }
    }
    let mut out = std::io::stdout().lock();
    for (number, article) in corpus.articles().iter().enumerate() {
        let mentions: Vec<Value> = found
            .iter()
            .filter(|(place, _)| place.0 == number)
            .map(|((_, part, start, end), (kind, actor))| {
                let name = actor.split('\n').nth(1);
                json!({"part": part, "start": start, "end": end, "kind": kind, "actor": name})
            })
            .collect();
        writeln!(out, "{}", json!({"story": article.story, "mentions": mentions}))?;
    }
    let both: Vec<Place> =
        gold.keys().filter(|place| found.contains_key(*place)).copied().collect();
    let n_kind = both.iter().filter(|place| gold[*place].0 == found[*place].0).count();
    let f1 = harmonic(
        both.len() as f64 / found.len().max(1) as f64,
        both.len() as f64 / gold.len().max(1) as f64,
    );
    eprintln!(
        "{} marked, {} found, {} the same: precision {:.4} recall {:.4} F1 {f1:.4}; kind right {:.4}; joined B-cubed {:.4}",
        gold.len(),
        found.len(),
        both.len(),
        both.len() as f64 / found.len().max(1) as f64,
        both.len() as f64 / gold.len().max(1) as f64,
        n_kind as f64 / both.len().max(1) as f64,
        b_cubed(&both, &gold, &found),
    );
    if show_errors {
        let words = |place: &Place| {
            let article = &corpus.articles()[place.0];
            let text = if place.1 == "headline" { &article.headline } else { &article.body };
            text.get(place.2 as usize..place.3 as usize).unwrap_or("?").to_owned()
        };
        for (place, (kind, actor)) in &gold {
            match found.get(place) {
                None => eprintln!("missed {} {} {kind} {:?}", place.0, place.1, words(place)),
                Some((other, _)) if other != kind => {
                    eprintln!("kind {} {:?} {kind} found {other}", place.0, words(place));
                }
                Some((_, key)) => {
                    let same = |other: &&Place| gold[*other].1 == *actor && other.0 == place.0;
                    let apart: BTreeSet<String> = both
                        .iter()
                        .filter(same)
                        .filter(|other| found[*other].1 != *key)
                        .map(words)
                        .collect();
                    if !apart.is_empty() {
                        eprintln!("apart {} {:?} from {apart:?}", place.0, words(place));
                    }
                }
            }
        }
        for (place, (kind, _)) in &found {
            if !gold.contains_key(place) {
                eprintln!("too much {} {} {kind} {:?}", place.0, place.1, words(place));
            }
        }
    }
    Ok(())
}

fn harmonic(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

/// For each mention, the share of its group that belongs there, both ways, averaged.
fn b_cubed(
    places: &[Place],
    gold: &BTreeMap<Place, (String, String)>,
    found: &BTreeMap<Place, (String, String)>,
) -> f64 {
    let group = |of: &BTreeMap<Place, (String, String)>| {
        let mut groups: BTreeMap<String, BTreeSet<Place>> = BTreeMap::new();
        for place in places {
            groups.entry(of[place].1.clone()).or_default().insert(*place);
        }
        groups
    };
    let (gold_groups, found_groups) = (group(gold), group(found));
    let (mut precision, mut recall) = (0.0, 0.0);
    for place in places {
        let (one, other) = (&gold_groups[&gold[place].1], &found_groups[&found[place].1]);
        let shared = one.intersection(other).count() as f64;
        precision += shared / other.len() as f64;
        recall += shared / one.len() as f64;
    }
    let n = places.len().max(1) as f64;
    harmonic(precision / n, recall / n)
}
