//! How fast are frames matched? All inventories of the crate at once, beside the plain counting pass, over one text
//! and on one thread.
//!
//! `cargo bench --bench framing [-- FILE.jsonl]`, where a line of the file has a `body` or a `text`; without a file,
//! the articles are made from a seed, and one word in six begins an entry of a word list, about as many as in
//! news on politics. All contestants run in every round, and the smallest processor time of each is told, because
//! others on the machine only add to it. Quote the ratios of one run.

mod common;

use common::asked;
use common::rounds::{contestant, least_race};
use common::texts::{Dice, vocabulary};
use parallax::framing::{Builtin, FrameMatcher};
use parallax::token::{Chain, Normalizer, TokenizedCorpus};
use parallax::{Article, Corpus};

/// Bytes of the text that is made here, and how many rounds are run.
const BYTES: usize = 4 << 20;
const ROUNDS: usize = 9;

/// Bytes of one article.
const ARTICLE: usize = 5_000;

fn main() {
    // One thread, and this one: its processor time is what is measured.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    pool.install(measure);
}

fn measure() {
    let (bytes, rounds) = if asked::is_test() { (1 << 16, 1) } else { (BYTES, ROUNDS) };
    let corpus = Corpus::new(match asked::file() {
        Some(path) => asked::articles(&path),
        None => made(bytes),
    });
    let bodies = || corpus.articles().iter().map(|article| article.body.as_str());
    let n_bytes: usize = bodies().map(str::len).sum();
    let inventories = || Builtin::ALL.map(Builtin::inventory);
    let n_patterns: usize = inventories().iter().map(|inventory| inventory.n_patterns()).sum();
    let count = || {
        let mut chain = Chain::new(Normalizer::default());
        bodies().map(|body| chain.count(body).n_words).sum::<usize>()
    };
    let tokenize = || TokenizedCorpus::new(&corpus, Normalizer::default());
    let resolve =
        |tokenized: &TokenizedCorpus| FrameMatcher::with_all(inventories(), tokenized.vocabulary());
    let tokenized = tokenize();
    let matcher = resolve(&tokenized);
    let found = found(&tokenized, &matcher);
    println!(
        "{} articles, {:.2} MB, {} words, {n_patterns} entries, {found} matches, {:.2} for each word",
        corpus.articles().len(),
        n_bytes as f64 / 1e6,
        count(),
        found as f64 / count().max(1) as f64,
    );
    let contestants = vec![
        contestant("plain counting pass", count),
        contestant("tokenised corpus, with sentences", || tokenize().documents().len()),
        contestant("entries resolved against its spellings", || resolve(&tokenized).n_frames()),
        contestant("all inventories matched", || self::found(&tokenized, &matcher)),
        contestant("tokenised, resolved and matched", || {
            let tokenized = tokenize();
            self::found(&tokenized, &resolve(&tokenized))
        }),
    ];
    let least = least_race(rounds, contestants);
    for it in &least {
        println!(
            "| {} | {:.0} MB/s | {:.2} of the counting pass | {:.2} of the tokenised corpus |",
            it.name,
            n_bytes as f64 / 1e6 / it.seconds,
            it.seconds / least[0].seconds,
            it.seconds / least[1].seconds,
        );
    }
}

/// The number of matches in all sentences.
fn found(tokenized: &TokenizedCorpus, matcher: &FrameMatcher) -> usize {
    let mut found = Vec::new();
    let mut n = 0;
    for document in tokenized.documents() {
        for sentence in &document.sentences {
            matcher.sentence_into(document.words_of(sentence), &mut found);
            n += found.len();
        }
    }
    n
}

/// Articles in made-up English with words and phrases of the inventories.
fn made(bytes: usize) -> Vec<Article> {
    let mut dice = Dice(7);
    let words = vocabulary(&mut dice);
    let frames = Builtin::ALL.iter().flat_map(|builtin| builtin.inventory().frames());
    let entries: Vec<String> =
        frames.flat_map(|frame| &frame.patterns).map(|entry| spoken(entry.text())).collect();
    let mut articles = Vec::new();
    let mut n_bytes = 0;
    while n_bytes < bytes {
        let mut body = String::with_capacity(ARTICLE + 200);
        while body.len() < ARTICLE {
            for at in 0..6 + dice.below(28) {
                body += if at == 0 { "The" } else { " " };
                body += if at == 0 { "" } else { &words[dice.rank(words.len())] };
                if dice.one_in(6) {
                    body.push(' ');
                    body += &entries[dice.below(entries.len())];
                }
            }
            body += ". ";
        }
        n_bytes += body.len();
        articles.push(Article::new("a", "", body));
    }
    articles
}

/// An entry as it may stand in a text: the first of its alternatives, without wildcards and gaps.
fn spoken(entry: &str) -> String {
    let first = |piece: &str| piece.split('|').next().unwrap_or_default().replace('_', " ");
    let pieces = entry.split_whitespace().map(first);
    let pieces: Vec<String> = pieces.map(|piece| piece.replace(['*', '?', '"'], "")).collect();
    pieces.join(" ").replace("...", "")
}
