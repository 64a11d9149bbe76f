//! Prints how many times faster the tokenizer of `parallax` is than other crates:
//! `cargo run --release --manifest-path benches/rivals/Cargo.toml -- TEXT`, or the generated news of the benchmarks
//! without a path.
//!
//! The rules of the others are simpler or different, so their words differ; only
//! `unicode-segmentation` (see `examples/tokenizer_ratios.rs`) has the same. How many words each finds is
//! printed to keep that in view.

#[path = "../../common/mod.rs"]
mod common;

use std::collections::HashMap;

use bstr::ByteSlice;
use charabia::Segment;
use common::idiom::{Fast, Normal};
use common::rounds::{contestant, race};
use parallax::token::Chain;
use parallax::token::Path;
use parallax::token::count_words;
use tantivy::tokenizer::{
    LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer,
    TokenStream,
};
use tokenizers::{OffsetReferential, OffsetType, PreTokenizedString, PreTokenizer};

/// The analyzer that tantivy users build for English, with our stop list.
fn analyzer(normal: &Normal) -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(255))
        .filter(LowerCaser)
        .filter(StopWordFilter::remove(normal.stop_words().map(String::from)))
        .filter(Stemmer::default())
        .build()
}

/// Counts every term of a stream by its text.
fn count(mut stream: impl TokenStream) -> usize {
    let mut counts: HashMap<String, u32, Fast> = HashMap::default();
    stream.process(&mut |token| match counts.get_mut(token.text.as_str()) {
        Some(n) => *n += 1,
        None => {
            counts.insert(token.text.clone(), 1);
        }
    });
    counts.len()
}

/// The pieces that a pre-tokenizer of Hugging Face makes of each line.
fn pieces(pre_tokenizer: &impl PreTokenizer, text: &str) -> usize {
    let line = |line: &str| {
        let mut pieces = PreTokenizedString::from(line);
        pre_tokenizer.pre_tokenize(&mut pieces).expect("pre-tokenizers take any text");
        pieces.get_splits(OffsetReferential::Original, OffsetType::Byte).len()
    };
    text.lines().map(line).sum()
}

fn main() {
    let text = match std::env::args().nth(1) {
        Some(path) => std::fs::read_to_string(path).expect("a readable UTF-8 file"),
        None => common::texts::news(12_000_000, true),
    };
    let text = text.as_str();
    let normal = &Normal::new();
    let mut analyzer = analyzer(normal);
    let mut simple = TextAnalyzer::from(SimpleTokenizer::default());
    let segmenter = icu_segmenter::WordSegmenter::new_auto(Default::default());
    let word = regex::Regex::new(r"\w+").expect("a valid pattern");
    let bert = tokenizers::pre_tokenizers::bert::BertPreTokenizer;
    let whitespace = tokenizers::pre_tokenizers::whitespace::Whitespace {};
    let chain = |path| move || Chain::on(path, normal.normalizer()).count(text).counts.len();
    let mut warm = Chain::new(normal.normalizer());
    warm.count(text);
    let mut contestants = vec![
        contestant("words, portable", || count_words(Path::Portable, text)),
        contestant("words, AVX2", || count_words(Path::Avx2, text)),
        contestant("words, best", || count_words(Path::Auto, text)),
        contestant("tantivy SimpleTokenizer", || {
            let mut n_words = 0;
            simple.token_stream(text).process(&mut |_| n_words += 1);
            n_words
        }),
        contestant("icu_segmenter", || {
            segmenter
                .segment_str(text)
                .iter_with_word_type()
                .filter(|(_, kind)| kind.is_word_like())
                .count()
        }),
        contestant("charabia", || {
            text.segment_str().filter(|piece| piece.chars().any(char::is_alphanumeric)).count()
        }),
        contestant("bstr", || text.as_bytes().words().count()),
        contestant("regex \\w+", || word.find_iter(text).count()),
        contestant("tokenizers Bert", || pieces(&bert, text)),
        contestant("tokenizers Whitespace", || pieces(&whitespace, text)),
        contestant("split(!alphanumeric)", || {
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count()
        }),
        contestant("tantivy analyzer + count", || count(analyzer.token_stream(text))),
        contestant("chain, portable", chain(Path::Portable)),
        contestant("chain, AVX2", chain(Path::Avx2)),
        contestant("chain, best", chain(Path::Auto)),
        contestant("chain, best, known words", || warm.count(text).counts.len()),
    ];
    for contestant in &mut contestants {
        println!("{} finds {}", contestant.name, (contestant.run)());
    }
    let names: Vec<_> = contestants.iter().map(|contestant| contestant.name).collect();
    let times = race(9, contestants);
    println!("\n| | median speed | median time | least time |\n|---|---|---|---|");
    times.print_speeds(text.len());
    println!("\n| median of 9 ratios | |\n|---|---|");
    for slow in &names[3..11] {
        println!("| {slow} / words, portable | {:.1} |", times.ratio(slow, "words, portable"));
        println!("| {slow} / words, best | {:.1} |", times.ratio(slow, "words, best"));
    }
    for fast in &names[12..] {
        println!(
            "| tantivy analyzer + count / {fast} | {:.1} |",
            times.ratio("tantivy analyzer + count", fast)
        );
    }
}
