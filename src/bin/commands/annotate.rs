//! `parallax annotate`: what is found in each article, with its places, one JSON object a line.
//!
//! A layer is a variant of [`Layer`] and an arm in [`layer`]: it gets an article and gives a JSON value.

use clap::ValueEnum;
use parallax::token::sentences;
use parallax::voice::Voices;
use parallax::{Article, Corpus, Part};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::Outcome;
use super::input::Input;
use super::output::{Form, Output};

/// Write what is found in each article, with its places, as JSON Lines.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  parallax annotate coverage.jsonl --with sentences,quotations
  parallax annotate coverage.jsonl --with quotations -o annotated.jsonl

Places are bytes in the headline or the body, the end not included.")]
pub struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    output: Output,
    /// What to write, separated by commas.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Layer::Sentences, Layer::Quotations])]
    with: Vec<Layer>,
}

/// Something that is found in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Layer {
    /// Where sentences begin and end.
    Sentences,
    /// Quotations with source and cue.
    Quotations,
}

pub fn run(args: &Args) -> Outcome<()> {
    args.output.form(&[Form::Jsonl])?;
    let progress = args.input.progress();
    let corpus = args.input.corpus(&progress)?;
    progress.say("annotating");
    let mut layers = args.with.clone();
    layers.sort_unstable();
    layers.dedup();
    let ids: Vec<_> = corpus.article_ids().collect();
    let lines: Vec<String> =
        ids.into_par_iter().map(|id| line(&corpus, id, &layers) + "\n").collect();
    progress.finish();
    args.output.put(lines.concat())
}

fn line(corpus: &Corpus, id: parallax::article::ArticleId, layers: &[Layer]) -> String {
    let article = corpus.article(id);
    let mut object = Map::new();
    object.insert("article".into(), json!(article.id));
    object.insert("outlet".into(), json!(corpus.outlet(corpus.outlet_of(id)).slug));
    object.insert("story".into(), json!(corpus.story(corpus.story_of(id)).title));
    for &which in layers {
        let name = which.to_possible_value().map(|value| value.get_name().to_owned());
        object.insert(name.unwrap_or_default(), layer(which, article));
    }
    Value::Object(object).to_string()
}

/// What one layer finds in an article.
fn layer(which: Layer, article: &Article) -> Value {
    match which {
        Layer::Sentences => by_part(|part| {
            let spans = sentences(article.text(part)).map(|range| json!([range.start, range.end]));
            spans.collect()
        }),
        Layer::Quotations => {
            let voices = Voices::new(article);
            by_part(|part| json!(voices.of(part)))
        }
    }
}

/// A value for the headline and one for the body.
fn by_part(of: impl Fn(Part) -> Value) -> Value {
    json!({"headline": of(Part::Headline), "body": of(Part::Body)})
}
