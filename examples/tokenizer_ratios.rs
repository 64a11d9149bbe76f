//! Prints how many times faster than `unicode-segmentation` the tokenizer is on a text of yours:
//! `cargo run --release --example tokenizer_ratios -- TEXT`. Articles may be separated by lines of `---`, or
//! they are taken as 6,000 bytes each. Without a path, the text is the generated news of the
//! benchmarks.

#[path = "../benches/common/mod.rs"]
mod common;

use common::idiom::{Fast, Normal, memo, naive, read_memory, sorted};
use common::rounds::{contestant, race};
use parallax::token::Chain;
use parallax::token::Path;
use parallax::token::{TermId, Vocabulary};
use parallax::token::{count_words, words_on};
use unicode_segmentation::UnicodeSegmentation;

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

/// Counts each article apart; rows of the articles one after another.
fn count_each(normal: &Normal, articles: &[&str]) -> (Vocabulary, Vec<(TermId, u32)>, Vec<usize>) {
    let mut chain = Chain::new(normal.normalizer());
    let (mut cells, mut ends) = (Vec::new(), Vec::new());
    for article in articles {
        cells.extend_from_slice(chain.count(article).counts);
        ends.push(cells.len());
    }
    (chain.into_vocabulary(), cells, ends)
}

/// The same in two threads, merged in the order of the articles.
fn count_each_in_two(
    normal: &Normal,
    articles: &[&str],
) -> (Vocabulary, Vec<(TermId, u32)>, Vec<usize>) {
    let half = articles.iter().map(|a| a.len()).sum::<usize>() / 2;
    let mut bytes = 0;
    let middle = articles.iter().take_while(|article| {
        bytes += article.len();
        bytes <= half
    });
    let (first, second) = articles.split_at(middle.count());
    std::thread::scope(|scope| {
        let second = scope.spawn(|| count_each(normal, second));
        let (mut vocabulary, mut cells, mut ends) = count_each(normal, first);
        let (part, part_cells, part_ends) = second.join().expect("counting does not panic");
        let here = vocabulary.merge(&part).terms;
        let before = cells.len();
        cells.extend(part_cells.into_iter().map(|(term, n)| (here[term.index()], n)));
        ends.extend(part_ends.into_iter().map(|end| before + end));
        (vocabulary, cells, ends)
    })
}

fn main() {
    let text = match std::env::args().nth(1) {
        Some(path) => std::fs::read_to_string(path).expect("a readable UTF-8 file"),
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
    for path in [Path::Portable, Path::Auto] {
        let mut chain = chain(path);
        let counts = chain.count(text).counts.to_vec();
        let found = sorted(counts.iter().map(|&(term, n)| (chain.vocabulary().key(term), n)));
        assert_eq!(found, expected, "{path:?}");
    }
    let (one, two) = (count_each(normal, &articles), count_each_in_two(normal, &articles));
    assert!(
        one.0.forms().eq(two.0.forms()) && one.1 == two.1 && one.2 == two.2,
        "two threads differ from one"
    );

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
            contestant("one thread, rows", || count_each(normal, &articles).1.len()),
            contestant("two threads, rows merged", || count_each_in_two(normal, &articles).1.len()),
        ],
    );
    println!("| | median speed | time |\n|---|---|---|");
    times.print_speeds(text.len());
    println!("\n| median of 9 ratios | |\n|---|---|");
    let fastest_idiom = ["idiom, memo, foldhash", "idiom, memo, ahash", "idiom, memo, rustc-hash"]
        .into_iter()
        .min_by(|a, b| times.ratio(a, b).total_cmp(&1.0))
        .expect("three idioms");
    for (slow, fast) in [
        ("unicode_words", "words, portable"),
        ("unicode_words", "words, best"),
        ("unicode_word_indices", "tokens, portable"),
        ("unicode_word_indices", "tokens, best"),
        (fastest_idiom, "chain, portable"),
        (fastest_idiom, "chain, best"),
        (fastest_idiom, "chain, portable, known words"),
        (fastest_idiom, "chain, best, known words"),
        (fastest_idiom, "each article, portable"),
        (fastest_idiom, "each article, best"),
        (fastest_idiom, "each article, best, known words"),
        ("one thread, rows", "two threads, rows merged"),
    ] {
        println!("| {slow} / {fast} | {:.1} |", times.ratio(slow, fast));
    }
    for (slow, fast) in [
        ("chain, best", "read memory"),
        ("chain, best, known words", "read memory"),
        ("chain with places, best", "chain, best"),
        ("chain with places, best, known words", "chain, best, known words"),
        ("each article with places, best, known words", "each article, best, known words"),
    ] {
        println!(
            "| speed of {slow} as a share of {fast} | {:.1} % |",
            100.0 / times.ratio(slow, fast)
        );
    }
}
