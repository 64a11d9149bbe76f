//! Prints how many times faster than `unicode-segmentation` the tokenizer is on a text of yours:
//! `cargo run --release --example tokenizer_ratios -- TEXT`. Articles may be separated by lines of `---`, or
//! they are taken as 6,000 bytes each. Without a path, the text is the generated news of the
//! benchmarks. "Best" is the path that the processor takes by itself; one without AVX2 takes the portable one where
//! AVX2 is asked for.

#[path = "../benches/common/mod.rs"]
mod common;

use std::hint::black_box;
use std::time::Instant;

use common::allocator::{Counting, held};
use common::idiom::{Fast, Normal, memo, naive, read_memory, sorted};
use common::rounds::{contestant, race};
use parallax::token::{Chain, Normalizer, Path, Rows, TermId, Vocabulary, count_words, words_on};
use unicode_segmentation::UnicodeSegmentation;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The articles of a text, borrowed from it.
fn articles(text: &str) -> Vec<&str> {
    if text.contains("\n---\n") {
        return text.split("\n---\n").collect();
    }
    let mut rest = text;
    let mut articles = Vec::new();
    while !rest.is_empty() {
        let end = (rest.len().min(6_000)..rest.len())
            .find(|&at| rest.is_char_boundary(at) && rest.as_bytes()[at] == b'\n')
            .unwrap_or(rest.len());
        articles.push(&rest[..end]);
        rest = &rest[end..];
    }
    articles
}

/// Counts each article apart with one chain; the rows one after another.
fn count_each(normal: &Normal, articles: &[&str]) -> (Vocabulary, Vec<(TermId, u32)>) {
    let mut chain = Chain::new(normal.normalizer());
    let mut cells = Vec::new();
    for article in articles {
        cells.extend_from_slice(chain.count(article).counts);
    }
    (chain.into_vocabulary(), cells)
}

/// The same rows by as many threads as a pool has.
fn count_rows(pool: &rayon::ThreadPool, normal: &Normal, articles: &[&str]) -> Rows {
    pool.install(|| Rows::count(articles, normal.normalizer()))
}

fn pool(n_threads: usize) -> rayon::ThreadPool {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build();
    pool.expect("the machine gives a thread or two")
}

/// What is told once: how long it takes to be ready, and what a vocabulary holds.
fn print_start_and_memory(normal: &Normal, text: &str) {
    let start = (0..9).map(|_| {
        let start = Instant::now();
        let mut chain = Chain::new(Normalizer::default());
        black_box(chain.count("ready").counts.len());
        start.elapsed().as_secs_f64() * 1e3
    });
    println!(
        "start-up with the stop list of English, least of 9: {:.3} ms",
        start.fold(f64::MAX, f64::min)
    );
    let count = |text: &str| {
        let mut chain = Chain::new(normal.normalizer());
        chain.count(text);
        chain.into_vocabulary()
    };
    let (vocabulary, n_bytes) = held(|| count(text));
    println!(
        "vocabulary: {} spellings of {} terms in {n_bytes} bytes; {:.0} bytes per spelling, {:.0} per term\n",
        vocabulary.n_forms(),
        vocabulary.n_terms(),
        n_bytes as f64 / vocabulary.n_forms() as f64,
        n_bytes as f64 / vocabulary.n_terms() as f64
    );
}

fn main() -> std::io::Result<()> {
    let text = match std::env::args().nth(1) {
        Some(path) => std::fs::read_to_string(path)?,
        None => common::texts::news(12_000_000, true),
    };
    let articles = articles(&text);
    let text = text.replace("\n---\n", "\n");
    let text = text.as_str();
    let normal = Normal::new();
    let normal = &normal;
    let chain = |path| Chain::on(path, normal.normalizer());
    println!(
        "{} bytes, {} articles, best path {:?}\n",
        text.len(),
        articles.len(),
        Path::Auto.resolve()
    );

    let expected = naive(normal, text);
    let expected = sorted(expected.iter().map(|(term, &n)| (term.as_str(), n)));
    for path in Path::ALL {
        let mut chain = chain(path);
        let counts = chain.count(text).counts.to_vec();
        let found = sorted(counts.iter().map(|&(term, n)| (chain.vocabulary().key(term), n)));
        assert_eq!(found, expected, "{path:?}");
    }
    let (one_thread, two_threads) = (pool(1), pool(2));
    let each_in_turn = count_each(normal, &articles);
    for pool in [&one_thread, &two_threads] {
        let rows = count_rows(pool, normal, &articles);
        let forms = |v: &Vocabulary| v.forms().map(|(form, _)| v.term_of(form)).collect::<Vec<_>>();
        assert!(rows.vocabulary().forms().eq(each_in_turn.0.forms()), "threads differ");
        assert_eq!(forms(rows.vocabulary()), forms(&each_in_turn.0), "threads differ");
        let cells = (0..rows.len()).flat_map(|article| rows.row(article));
        assert!(cells.eq(&each_in_turn.1), "threads differ");
    }
    print_start_and_memory(normal, text);

    let mut warm = chain(Path::Auto);
    warm.count(text);
    let mut warm_portable = chain(Path::Portable);
    warm_portable.count(text);
    let mut warm_each = chain(Path::Auto);
    let mut warm_places = warm.clone();
    let mut warm_each_places = warm.clone();
    let each = |path: Path| {
        let mut chain = chain(path);
        articles.iter().map(|article| chain.count(article).counts.len()).sum()
    };
    let span = |start: usize, word: &str| start + word.len();
    let times = race(
        9,
        vec![
            contestant("read memory", || read_memory(text.as_bytes()) as usize),
            contestant("unicode_words", || text.unicode_words().count()),
            contestant("unicode_word_indices", || {
                text.unicode_word_indices().map(|(at, w)| span(at, w)).sum()
            }),
            contestant("words, portable", || count_words(Path::Portable, text)),
            contestant("words, AVX2", || count_words(Path::Avx2, text)),
            contestant("words, best", || count_words(Path::Auto, text)),
            contestant("tokens, portable", || {
                words_on(Path::Portable, text).map(|t| span(t.start, t.text)).sum()
            }),
            contestant("tokens, best", || {
                words_on(Path::Auto, text).map(|t| span(t.start, t.text)).sum()
            }),
            contestant("idiom, memo, foldhash", || memo::<Fast>(normal, text).1.len()),
            contestant("idiom, memo, ahash", || memo::<ahash::RandomState>(normal, text).1.len()),
            contestant("idiom, memo, rustc-hash", || {
                memo::<rustc_hash::FxBuildHasher>(normal, text).1.len()
            }),
            contestant("chain, portable", || chain(Path::Portable).count(text).counts.len()),
            contestant("chain, AVX2", || chain(Path::Avx2).count(text).counts.len()),
            contestant("chain, best", || chain(Path::Auto).count(text).counts.len()),
            contestant("chain with places, best", || {
                chain(Path::Auto).count_with_places(text).counts.len()
            }),
            contestant("chain, portable, known words", || warm_portable.count(text).counts.len()),
            contestant("chain, best, known words", || warm.count(text).counts.len()),
            contestant("chain with places, best, known words", || {
                warm_places.count_with_places(text).counts.len()
            }),
            contestant("each article, portable", || each(Path::Portable)),
            contestant("each article, best", || each(Path::Auto)),
            contestant("each article, best, known words", || {
                articles.iter().map(|article| warm_each.count(article).counts.len()).sum()
            }),
            contestant("each article with places, best, known words", || {
                articles
                    .iter()
                    .map(|article| warm_each_places.count_with_places(article).places.len())
                    .sum()
            }),
            contestant("rows, one chain", || count_each(normal, &articles).1.len()),
            contestant("rows, one thread", || count_rows(&one_thread, normal, &articles).len()),
            contestant("rows, two threads", || count_rows(&two_threads, normal, &articles).len()),
        ],
    );
    println!("| | median speed | median time | least time |\n|---|---|---|---|");
    times.print_speeds(text.len());
    println!("\n| | median of 9 ratios | ratio of the least times |\n|---|---|---|");
    let fastest_idiom = ["idiom, memo, foldhash", "idiom, memo, ahash", "idiom, memo, rustc-hash"]
        .into_iter()
        .min_by(|a, b| times.ratio(a, b).total_cmp(&1.0))
        .expect("three idioms");
    for (slow, fast) in [
        ("unicode_words", "words, portable"),
        ("unicode_words", "words, AVX2"),
        ("unicode_words", "words, best"),
        ("unicode_word_indices", "tokens, portable"),
        ("unicode_word_indices", "tokens, best"),
        (fastest_idiom, "chain, portable"),
        (fastest_idiom, "chain, AVX2"),
        (fastest_idiom, "chain, best"),
        (fastest_idiom, "chain, portable, known words"),
        (fastest_idiom, "chain, best, known words"),
        (fastest_idiom, "each article, portable"),
        (fastest_idiom, "each article, best"),
        (fastest_idiom, "each article, best, known words"),
        ("rows, one chain", "rows, one thread"),
        ("rows, one chain", "rows, two threads"),
        ("rows, one thread", "rows, two threads"),
    ] {
        let of_least = times.least(slow) / times.least(fast);
        println!("| {slow} / {fast} | {:.2} | {of_least:.2} |", times.ratio(slow, fast));
    }
    for (slow, fast) in [
        ("chain, best", "read memory"),
        ("chain, best, known words", "read memory"),
        ("chain with places, best", "chain, best"),
        ("chain with places, best, known words", "chain, best, known words"),
        ("each article with places, best, known words", "each article, best, known words"),
    ] {
        println!(
            "| speed of {slow} as a share of {fast} | {:.1} % | {:.1} % |",
            100.0 / times.ratio(slow, fast),
            100.0 * times.least(fast) / times.least(slow)
        );
    }
    Ok(())
}
