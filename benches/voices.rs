//! How fast are the voices? Each layer alone and all together, over one text read once, on one thread.
//!
//! `cargo bench --bench voices [-- FILE.jsonl]`, where a line of the file has a `body` or a `text`; without a file, the
//! articles of the fictional sample are taken several times. All contestants run in every round, and the smallest
//! processor time of each is told, because others on the machine only add to it. The floor is reading the memory; the
//! idiom is what people write instead: every word of `unicode_words` in small letters, looked up in a map of 5,000
//! words. Quote the ratios of one run.

mod common;

use std::collections::HashMap;

use common::asked;
use common::idiom::read_memory;
use common::rounds::{contestant, least_race};
use parallax::ingest::{Duplicates, Reader, Record};
use parallax::token::{Normalizer, TokenizedCorpus, sentences};
use parallax::voice::{ActorFinder, ActorId, Actors, ListedForms, VoiceForms, Voices, quotations};
use parallax::{Article, Corpus, Part, Span};
use unicode_segmentation::UnicodeSegmentation;

const SAMPLE: &str = include_str!("../examples/data/sample.jsonl");

/// How often the sample is taken, and how many rounds are run.
const TIMES: usize = 20;
const ROUNDS: usize = 9;

fn main() {
    // One thread, and this one: its processor time is what is measured.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    pool.install(measure);
}

fn measure() {
    let (times, rounds) = if asked::is_test() { (1, 1) } else { (TIMES, ROUNDS) };
    let mut articles = match asked::file() {
        Some(path) => asked::articles(&path),
        None => sample(times),
    };
    // Speed is told by the bytes of bodies, so nothing else is read.
    articles.iter_mut().for_each(|article| article.headline.clear());
    let corpus = Corpus::new(articles);
    let n_bytes: usize = corpus.articles().iter().map(|article| article.body.len()).sum();
    let bodies = || corpus.articles().iter().map(|article| article.body.as_str());
    let words = idiom_words();
    let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
    let heard: Vec<Voices> = corpus.articles().iter().map(Voices::new).collect();
    let actors = actors(&corpus, &tokenized);
    let n_mentions: usize = actors.iter().map(|actors| actors.mentions().len()).sum();
    println!(
        "{} articles, {:.2} MB, {} sentences, {n_mentions} mentions",
        corpus.articles().len(),
        n_bytes as f64 / 1e6,
        bodies().map(|body| sentences(body).count()).sum::<usize>(),
    );

    let languages = |which: Which| {
        let forms = ListedForms::new(tokenized.vocabulary());
        let mut found = 0;
        for id in corpus.article_ids() {
            let actors = &actors[corpus.story_of(id).index()];
            found += language(&corpus, &tokenized, &forms, &heard[id.index()], actors, id, which);
        }
        found
    };
    let contestants = vec![
        contestant("floor: reading the memory", || {
            bodies().map(|body| read_memory(body.as_bytes()) as usize).sum()
        }),
        contestant("idiom: a map of small letters", || {
            let known = |word: &&str| words.contains_key(word.to_lowercase().as_str());
            bodies().map(|body| body.unicode_words().filter(known).count()).sum()
        }),
        contestant("sentences", || bodies().map(|body| sentences(body).count()).sum()),
        contestant("tokenised corpus", || {
            TokenizedCorpus::new(&corpus, Normalizer::default()).documents().len()
        }),
        contestant("quotations", || bodies().map(|body| quotations(body).len()).sum()),
        contestant("actors", || actors_of(&corpus, &tokenized)),
        contestant("loaded", || languages(Which::Loaded)),
        contestant("tone", || languages(Which::Tone)),
        contestant("agency", || languages(Which::Agency)),
        contestant("all, from the articles", || {
            let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
            let actors = self::actors(&corpus, &tokenized);
            let forms = ListedForms::new(tokenized.vocabulary());
            let voices = VoiceForms::new(tokenized.vocabulary());
            let mut found = 0;
            for id in corpus.article_ids() {
                let heard = voices.voices(corpus.article(id), tokenized.document(id));
                let actors = &actors[corpus.story_of(id).index()];
                found += language(&corpus, &tokenized, &forms, &heard, actors, id, Which::All);
            }
            found
        }),
    ];
    let least = least_race(rounds, contestants);
    for it in &least {
        println!(
            "| {} | {:.1} MB/s | {:.2} times the idiom | {} |",
            it.name,
            n_bytes as f64 / 1e6 / it.seconds,
            least[1].seconds / it.seconds,
            it.answer,
        );
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Loaded,
    Tone,
    Agency,
    All,
}

/// What the lists say of one article.
fn language(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    forms: &ListedForms,
    heard: &Voices,
    actors: &Actors,
    id: parallax::article::ArticleId,
    which: Which,
) -> usize {
    let text = corpus.article(id).body.as_str();
    let spoken: Vec<Span> = heard.spoken(Part::Body).iter().map(|(span, _)| *span).collect();
    let mut found = 0;
    let mut mentions: Vec<(Span, ActorId)> = Vec::new();
    let document = tokenized.document(id);
    for sentence in document.body() {
        let words = forms.words(text, document, sentence);
        mentions.clear();
        let named = actors.at(id, Part::Body, sentence.span);
        mentions.extend(named.map(|mention| (mention.citation.span, mention.actor)));
        if matches!(which, Which::Loaded | Which::All) {
            found += words.loaded(&spoken).words.len();
        }
        if matches!(which, Which::Tone | Which::All) {
            found +=
                mentions.iter().map(|(at, _)| words.tone(*at, &spoken).words.len()).sum::<usize>();
        }
        if matches!(which, Which::Agency | Which::All) {
            found += words.deeds(&mentions).len();
        }
    }
    found
}

fn actors(corpus: &Corpus, tokenized: &TokenizedCorpus) -> Vec<Actors> {
    let finder = ActorFinder::new(corpus, tokenized);
    corpus.story_ids().map(|story| finder.story(story)).collect()
}

fn actors_of(corpus: &Corpus, tokenized: &TokenizedCorpus) -> usize {
    actors(corpus, tokenized).iter().map(|actors| actors.mentions().len()).sum()
}

/// The articles of the sample, several times, each time as other stories.
fn sample(times: usize) -> Vec<Article> {
    let reader = Reader::builder().duplicates(Duplicates::Keep).build();
    let reading = reader.read(SAMPLE.as_bytes(), "sample.jsonl").expect("a file of the project");
    let articles: Vec<Article> = reading.filter_map(Record::into_article).collect();
    let copy = |number: usize| {
        articles.iter().cloned().map(move |article| {
            let story = format!("{} {number}", article.story.as_deref().unwrap_or_default());
            article.with_story(story)
        })
    };
    (0..times).flat_map(copy).collect()
}

/// As many words as a list of tone has, made from letters.
fn idiom_words() -> HashMap<String, i32> {
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    (0..5_000)
        .map(|n| (String::from_iter([letter(n), letter(n / 26), letter(n / 676)]), 1))
        .collect()
}
