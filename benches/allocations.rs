//! Counts the allocations of counting: fewer than one per 1,000 words once the buffers have grown,
//! none at all for known words. `cargo bench --bench allocations` fails if that is not so.

mod common;

use common::allocator::{Counting, allocations};
use common::idiom::Normal;
use common::texts;
use parallax::token::Chain;
use parallax::token::words;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() {
    let normal = Normal::new();
    for text in texts::all(4 << 20) {
        let articles: Vec<&str> = text.text.split("\n\n").collect();
        let n_words = words(&text.text).count().max(1);
        let per_1000 = |n: usize| 1000.0 * n as f64 / n_words as f64;
        let mut chain = Chain::new(normal.normalizer());
        let first = allocations(|| {
            articles.iter().for_each(|article| {
                chain.count(article);
            })
        });
        let known = allocations(|| {
            articles.iter().for_each(|article| {
                chain.count(article);
            })
        });
        chain.count_with_places(&text.text);
        let places = allocations(|| {
            articles.iter().for_each(|article| {
                chain.count_with_places(article);
            })
        });
        println!(
            "{}: {n_words} words; allocations per 1,000 words: {:.2} first sight (normal forms and tables), \
             {:.3} known words, {:.3} known words with places",
            text.name,
            per_1000(first),
            per_1000(known),
            per_1000(places)
        );
        assert!(
            per_1000(known) < 1.0 && per_1000(places) < 1.0,
            "{} allocates per word",
            text.name
        );
    }
}
