//! Speed of the tokenizer on generated texts, beside the floor (reading the memory) and the idiom
//! (what people write with `unicode-segmentation`). Every contestant is first checked to give the
//! same answer.
//!
//! `cargo bench --bench tokenizer`; `PARALLAX_BENCH_TEXT=FILE` adds a text of yours. Quote ratios
//! between lines of one run, never times: `examples/tokenizer_ratios.rs` takes them round by round. Other
//! crates take minutes to compile and are compared in the package `benches/rivals`.

mod common;

use std::sync::LazyLock;

use common::idiom::{Fast, Normal, memo, naive, read_memory, sorted};
use common::texts::{self, Text};
use divan::{Bencher, black_box, counter::BytesCount};
use parallax::token::Chain;
use parallax::token::Path;
use parallax::token::{count_words, words_on};
use unicode_segmentation::UnicodeSegmentation;

static TEXTS: LazyLock<Vec<Text>> = LazyLock::new(|| texts::all(1 << 20));
static NORMAL: LazyLock<Normal> = LazyLock::new(Normal::new);

/// The names of the texts, over which every benchmark runs.
fn names() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().map(|text| text.name)
}

fn text(name: &str) -> &'static str {
    &TEXTS.iter().find(|text| text.name == name).expect("a name from the list").text
}

/// Runs a function over a text, with throughput in bytes.
fn over(bencher: Bencher<'_, '_>, name: &str, run: impl Fn(&str) -> usize + Sync) {
    let text = text(name);
    bencher.counter(BytesCount::of_str(text)).bench(|| run(black_box(text)));
}

#[divan::bench_group]
mod floor {
    use super::*;

    #[divan::bench(args = names())]
    fn read(bencher: Bencher<'_, '_>, name: &str) {
        over(bencher, name, |text| read_memory(text.as_bytes()) as usize);
    }
}

#[divan::bench_group(sample_count = 20)]
mod idiom {
    use super::*;

    #[divan::bench(args = names())]
    fn unicode_words(bencher: Bencher<'_, '_>, name: &str) {
        over(bencher, name, |text| text.unicode_words().count());
    }

    #[divan::bench(args = names())]
    fn unicode_word_indices(bencher: Bencher<'_, '_>, name: &str) {
        over(bencher, name, |text| {
            text.unicode_word_indices().map(|(at, word)| at + word.len()).sum()
        });
    }

    #[divan::bench(args = ["news", "multilingual"])]
    fn plain_count(bencher: Bencher<'_, '_>, name: &str) {
        over(bencher, name, |text| naive(&NORMAL, text).len());
    }

    #[divan::bench(args = names())]
    fn memo_count(bencher: Bencher<'_, '_>, name: &str) {
        over(bencher, name, |text| memo::<Fast>(&NORMAL, text).1.len());
    }
}

/// The benchmarks of one path.
macro_rules! ours {
    ($name:ident, $path:expr) => {
        #[divan::bench_group(sample_count = 50)]
        mod $name {
            use super::*;

            #[divan::bench(args = names())]
            fn words(bencher: Bencher<'_, '_>, name: &str) {
                over(bencher, name, |text| count_words($path, text));
            }

            #[divan::bench(args = names())]
            fn iterate(bencher: Bencher<'_, '_>, name: &str) {
                over(bencher, name, |text| {
                    words_on($path, text).map(|token| token.start + token.text.len()).sum()
                });
            }

            #[divan::bench(args = names())]
            fn chain(bencher: Bencher<'_, '_>, name: &str) {
                over(bencher, name, |text| {
                    Chain::on($path, NORMAL.normalizer()).count(text).counts.len()
                });
            }

            #[divan::bench(args = names())]
            fn chain_known_words(bencher: Bencher<'_, '_>, name: &str) {
                let text = text(name);
                let mut chain = Chain::on($path, NORMAL.normalizer());
                chain.count(text);
                bencher
                    .counter(BytesCount::of_str(text))
                    .bench_local(|| chain.count(black_box(text)).counts.len());
            }
        }
    };
}

ours!(portable, Path::Portable);
ours!(avx2, Path::Avx2);
ours!(best, Path::Auto);

/// All contestants give the same words and the same counts.
fn check() {
    for Text { name, text } in TEXTS.iter() {
        let counts = naive(&NORMAL, text);
        let counts = sorted(counts.iter().map(|(term, &n)| (term.as_str(), n)));
        let (terms, by_number) = memo::<Fast>(&NORMAL, text);
        assert_eq!(sorted(terms.iter().map(String::as_str).zip(by_number)), counts, "memo {name}");
        for path in Path::ALL {
            let found = words_on(path, text).map(|token| (token.start, token.text));
            assert!(found.eq(text.unicode_word_indices()), "{path:?} {name}");
            assert_eq!(count_words(path, text), text.unicode_words().count(), "{path:?} {name}");
            let mut chain = Chain::on(path, NORMAL.normalizer());
            let row = chain.count(text).counts.to_vec();
            let found = sorted(row.iter().map(|&(term, n)| (chain.vocabulary().key(term), n)));
            assert_eq!(found, counts, "{path:?} {name}");
        }
    }
}

fn main() {
    check();
    divan::main();
}
