//! `parallax annotate`: what is found in each article, with its places, one JSON object a line.
//!
//! A layer is a variant of [`Layer`] and an arm in [`Annotated::layer`]: it gives a JSON value for a part of an article.

use std::fs;
use std::path::PathBuf;

use clap::ValueEnum;
use parallax::article::ArticleId;
use parallax::token::{Normalizer, Sentence, TokenizedCorpus};
use parallax::voice::{
    ActorFinder, ActorId, Actors, Gazetteer, ListedForms, ListedWords, Mention, Voice, VoiceForms,
    Voices,
};
use parallax::{Corpus, Part, Span};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::Outcome;
use super::input::Input;
use super::output::{Form, Output};

/// Write what is found in each article, with its places, as JSON Lines.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  parallax annotate coverage.jsonl --with sentences,quotations
  parallax annotate coverage.jsonl --with actors,tone --gazetteer names.txt -o annotated.jsonl
  parallax annotate coverage.jsonl --with loaded,agency

Places are bytes in the headline or the body, the end not included. A gazetteer has an actor a line, such as
`person: Ada Roe = A. Roe`; kinds are person, organisation, place, other, and none for a name that is no actor.")]
pub struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    output: Output,
    /// What to write, separated by commas.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Layer::Sentences, Layer::Quotations])]
    with: Vec<Layer>,
    /// A file of names that you know: actors that would be missed or taken for something else.
    #[arg(long, value_name = "FILE")]
    gazetteer: Option<PathBuf>,
}

/// Something that is found in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Layer {
    /// Where sentences begin and end.
    Sentences,
    /// Who and what is named, joined within a story.
    Actors,
    /// Quotations with source and cue.
    Quotations,
    /// The tone of sentences towards the actors that they name, own words apart from others'.
    Tone,
    /// Loaded words, hedges and certainty, own words apart from others'.
    Loaded,
    /// Who acts on whom, and deeds that nobody is said to have done.
    Agency,
}

impl Layer {
    fn needs_actors(self) -> bool {
        matches!(self, Layer::Actors | Layer::Tone | Layer::Agency)
    }
}

/// Reads a gazetteer; without a file it has no names.
pub fn gazetteer(path: Option<&PathBuf>) -> Outcome<Gazetteer> {
    let Some(path) = path else { return Ok(Gazetteer::new()) };
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Gazetteer::parse(&path.display().to_string(), &text)?)
}

pub fn run(args: &Args) -> Outcome<()> {
    args.output.form(&[Form::Jsonl])?;
    let gazetteer = gazetteer(args.gazetteer.as_ref())?;
    let progress = args.input.progress();
    let corpus = args.input.corpus(&progress)?;
    progress.say("annotating");
    let mut layers = args.with.clone();
    layers.sort_unstable();
    layers.dedup();
    let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
    let stories: Vec<_> = corpus.story_ids().collect();
    let actors: Vec<Actors> = if layers.iter().any(|layer| layer.needs_actors()) {
        let finder = ActorFinder::with_gazetteer(&corpus, &tokenized, &gazetteer);
        stories.par_iter().map(|&story| finder.story(story)).collect()
    } else {
        vec![Actors::default(); stories.len()]
    };
    let forms = ListedForms::new(tokenized.vocabulary());
    let voices = VoiceForms::new(tokenized.vocabulary());
    let ids: Vec<ArticleId> = corpus.article_ids().collect();
    let lines: Vec<String> = ids
        .into_par_iter()
        .map(|id| {
            let actors = &actors[corpus.story_of(id).index()];
            let voices = voices.voices(corpus.article(id), tokenized.document(id));
            let (corpus, tokenized, forms) = (&corpus, &tokenized, &forms);
            Annotated { corpus, tokenized, forms, actors, voices, id }.line(&layers) + "\n"
        })
        .collect();
    progress.finish();
    args.output.put(lines.concat())
}

/// An article with all that layers are made of.
struct Annotated<'c> {
    corpus: &'c Corpus,
    tokenized: &'c TokenizedCorpus,
    forms: &'c ListedForms,
    actors: &'c Actors,
    voices: Voices,
    id: ArticleId,
}

impl Annotated<'_> {
    fn line(&self, layers: &[Layer]) -> String {
        let Annotated { corpus, id, .. } = *self;
        let mut object = Map::new();
        object.insert("article".into(), json!(corpus.article(id).id));
        object.insert("outlet".into(), json!(corpus.outlet(corpus.outlet_of(id)).slug));
        object.insert("story".into(), json!(corpus.story(corpus.story_of(id)).title));
        for &layer in layers {
            let name = layer.to_possible_value().map(|value| value.get_name().to_owned());
            let of = |part| Value::Array(self.layer(layer, part));
            let value = json!({"headline": of(Part::Headline), "body": of(Part::Body)});
            object.insert(name.unwrap_or_default(), value);
        }
        Value::Object(object).to_string()
    }

    /// What one layer finds in a part.
    fn layer(&self, layer: Layer, part: Part) -> Vec<Value> {
        let text = self.corpus.article(self.id).text(part);
        match layer {
            Layer::Sentences => self.sentences(part).map(|sentence| place(sentence.span)).collect(),
            Layer::Quotations => self.voices.of(part).iter().map(|found| json!(found)).collect(),
            Layer::Actors => self.mentions(part).map(|mention| self.actor(mention)).collect(),
            Layer::Tone => self.tone(text, part),
            Layer::Loaded => self.loaded(text, part),
            Layer::Agency => self.agency(text, part),
        }
    }

    fn sentences(&self, part: Part) -> impl Iterator<Item = &Sentence> {
        let sentences = &self.tokenized.document(self.id).sentences;
        sentences.iter().filter(move |sentence| sentence.part == part)
    }

    fn listed<'t>(&self, text: &'t str, sentence: &Sentence) -> ListedWords<'t> {
        self.forms.words(text, self.tokenized.document(self.id), sentence)
    }

    fn mentions(&self, part: Part) -> impl Iterator<Item = &Mention> {
        let all = self.actors.in_article(self.id).iter();
        all.filter(move |mention| mention.citation.part == part)
    }

    fn actor(&self, mention: &Mention) -> Value {
        let actor = self.actors.actor(mention.actor);
        let description = actor.descriptions.first().map(|found| &found.words);
        json!({
            "actor": actor.key, "name": actor.name, "kind": actor.kind, "description": description,
            "form": mention.form, "span": place(mention.citation.span),
        })
    }

    /// What is not the narrator's.
    fn spoken(&self, part: Part) -> Vec<Span> {
        self.voices.spoken(part).iter().map(|(span, _)| *span).collect()
    }

    fn voice(&self, part: Part, span: Span) -> Voice {
        self.voices.voice_at(part, span)
    }

    fn tone(&self, text: &str, part: Part) -> Vec<Value> {
        let spoken = self.spoken(part);
        let mut found = Vec::new();
        for sentence in self.sentences(part) {
            let words = self.listed(text, sentence);
            for mention in self.actors.at(self.id, part, sentence.span) {
                let tone = words.tone(mention.citation.span, &spoken);
                let listed: Vec<Value> = tone
                    .words
                    .iter()
                    .map(|word| {
                        json!({
                            "span": place(word.span), "value": word.value, "role": word.role,
                            "zone": word.zone, "voice": self.voice(part, word.span),
                        })
                    })
                    .collect();
                found.push(json!({
                    "sentence": place(sentence.span), "target": place(mention.citation.span),
                    "actor": self.actors.actor(mention.actor).key,
                    "label": tone.label(), "score": tone.score(),
                    "narrator_label": tone.narrator_label(), "narrator": tone.narrator,
                    "spoken": tone.quoted, "words": listed,
                }));
            }
        }
        found
    }

    fn loaded(&self, text: &str, part: Part) -> Vec<Value> {
        let spoken = self.spoken(part);
        let of = |sentence: &Sentence| {
            let found = self.listed(text, sentence).loaded(&spoken);
            let words: Vec<Value> = found
                .words
                .iter()
                .map(|word| {
                    let voice = self.voice(part, word.span);
                    json!({"span": place(word.span), "class": word.class, "voice": voice})
                })
                .collect();
            json!({
                "sentence": place(sentence.span), "loaded": found.is_loaded(), "score": found.score(),
                "narrator_loaded": found.is_narrator_loaded(), "words": words,
            })
        };
        self.sentences(part).map(of).collect()
    }

    fn agency(&self, text: &str, part: Part) -> Vec<Value> {
        let mut found = Vec::new();
        for sentence in self.sentences(part) {
            let mentions: Vec<(Span, ActorId)> = self
                .actors
                .at(self.id, part, sentence.span)
                .map(|mention| (mention.citation.span, mention.actor))
                .collect();
            let key = |id: Option<ActorId>| id.map(|id| &self.actors.actor(id).key);
            for deed in self.listed(text, sentence).deeds(&mentions) {
                found.push(json!({
                    "sentence": place(sentence.span), "verb": place(deed.verb),
                    "agent": key(deed.agent), "patient": key(deed.patient), "passive": deed.passive,
                    "has_agent": deed.has_agent, "harm": deed.harm,
                    "voice": self.voice(part, deed.verb),
                }));
            }
        }
        found
    }
}

/// `[start, end]`.
fn place(span: Span) -> Value {
    json!([span.start, span.end])
}
