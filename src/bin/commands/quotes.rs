//! `parallax quotes`: every quotation, with its source and its cue, as a table.

use parallax::voice::{Quotation, QuotationKind, Voices};
use parallax::{Corpus, Part, Span};
use rayon::prelude::*;
use serde::Serialize;

use super::Outcome;
use super::input::Input;
use super::output::{Form, Output};

/// List who is quoted, with which words and under which cue.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  parallax quotes coverage.jsonl -o quotes.csv
  parallax quotes coverage.jsonl --outlets Reuters,SCMP --format jsonl
  parallax quotes coverage.jsonl --stance --format csv")]
pub struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    output: Output,
    /// Also list what people are said to want, believe, support or oppose without a word of theirs.
    #[arg(long)]
    stance: bool,
}

/// One quotation. Places are bytes in the headline or the body.
#[derive(Serialize)]
struct Row<'c> {
    outlet: &'c str,
    article: &'c str,
    story: &'c str,
    part: Part,
    kind: QuotationKind,
    source: Option<&'c str>,
    speaker: Option<&'c str>,
    anonymous: bool,
    gender: Option<parallax::voice::Gender>,
    cue: Option<&'c str>,
    class: Option<&'static str>,
    content: String,
    start: u32,
    end: u32,
}

pub fn run(args: &Args) -> Outcome<()> {
    let form = args.output.form(&[Form::Csv, Form::Jsonl, Form::Json])?;
    let progress = args.input.progress();
    let corpus = args.input.corpus(&progress)?;
    progress.say("finding quotations");
    let voices: Vec<Voices> = corpus.articles().par_iter().map(Voices::new).collect();
    let rows = rows(&corpus, &voices, args.stance);
    progress.finish();
    args.output.put(match form {
        Form::Json => serde_json::to_string_pretty(&rows)? + "\n",
        Form::Jsonl => {
            let mut out = String::new();
            for row in &rows {
                out += &serde_json::to_string(row)?;
                out.push('\n');
            }
            out
        }
        _ => {
            let mut table = csv::Writer::from_writer(Vec::new());
            for row in &rows {
                table.serialize(row)?;
            }
            String::from_utf8(table.into_inner()?)?
        }
    })
}

fn rows<'c>(corpus: &'c Corpus, voices: &[Voices], stance: bool) -> Vec<Row<'c>> {
    let mut rows = Vec::new();
    for (id, voices) in corpus.article_ids().zip(voices) {
        let article = corpus.article(id);
        for part in [Part::Headline, Part::Body] {
            let text = article.text(part);
            let shown = |span: Option<Span>| span.and_then(|span| span.of(text));
            let listed = |found: &&Quotation| stance || found.kind != QuotationKind::Stance;
            for found in voices.of(part).iter().filter(listed) {
                let content: Vec<&str> =
                    found.content.iter().filter_map(|span| span.of(text)).collect();
                rows.push(Row {
                    outlet: &corpus.outlet(corpus.outlet_of(id)).slug,
                    article: &article.id,
                    story: &corpus.story(corpus.story_of(id)).title,
                    part,
                    kind: found.kind,
                    source: shown(found.source),
                    speaker: shown(found.speaker),
                    anonymous: found.anonymous,
                    gender: found.gender,
                    cue: shown(found.cue),
                    class: found.class.map(|class| class.name()),
                    content: content.join(" […] "),
                    start: found.content.first().map_or(0, |span| span.start),
                    end: found.content.last().map_or(0, |span| span.end),
                });
            }
        }
    }
    rows
}
