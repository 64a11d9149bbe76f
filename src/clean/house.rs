//! Sentences that one outlet prints again and again, in articles that no corpus holds yet.
//!
//! They say which outlet it is, not which story, and grouping has to pass over them before there are stories; the
//! [`Masks`](super::Masks) of a corpus compare words instead of spellings and see more kinds of house text.
//!
//! A sentence is house text from its third article on. Counting is done in a table of small counters
//! (Cormode & Muthukrishnan 2005, "count-min sketch"), two for each sentence, so that memory is 64 bytes
//! an article however long the articles are. Collisions can only make a sentence look more frequent:
//! about one in 100,000 is passed over by mistake.

use std::hash::Hasher;

use rayon::prelude::*;
use rustc_hash::FxHasher;

use crate::article::Article;
use crate::token::sentences;

/// Articles of one outlet with the same sentence that make it house text.
const HOUSE_ARTICLES: u8 = super::recurring::HOUSE_ARTICLES as u8;
/// How far into a body sentences are looked at; beyond it none is counted as content either.
const SCANNED_BYTES: usize = 6_000;
const CELLS_PER_ARTICLE: usize = 64;

/// The sentences that outlets repeat. The default holds none.
#[derive(Debug, Clone, Default)]
pub(crate) struct House {
    cells: Vec<u8>,
}

impl House {
    pub fn new(articles: &[&Article]) -> Self {
        let n_cells = (articles.len() * CELLS_PER_ARTICLE).next_power_of_two().max(1 << 12);
        let mut house = House { cells: vec![0; n_cells] };
        for batch in articles.chunks(4096) {
            let hashes: Vec<Vec<u64>> = batch.par_iter().map(|article| hashes(article)).collect();
            for hash in hashes.into_iter().flatten() {
                for cell in house.places(hash) {
                    house.cells[cell] = house.cells[cell].saturating_add(1);
                }
            }
        }
        house
    }

    /// Whether the sentence is house text of the article's outlet.
    pub fn holds(&self, article: &Article, sentence: &str) -> bool {
        !self.cells.is_empty()
            && hash(article, sentence).is_some_and(|hash| {
                self.places(hash).into_iter().all(|cell| self.cells[cell] >= HOUSE_ARTICLES)
            })
    }

    fn places(&self, hash: u64) -> [usize; 2] {
        let mask = self.cells.len() - 1;
        [hash as usize & mask, (hash >> 32) as usize & mask]
    }
}

/// One hash for each distinct sentence.
fn hashes(article: &Article) -> Vec<u64> {
    let mut found: Vec<u64> = sentences(&article.body)
        .take_while(|range| range.start < SCANNED_BYTES)
        .filter_map(|range| hash(article, article.body.get(range)?))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn hash(article: &Article, sentence: &str) -> Option<u64> {
    let sentence = sentence.trim();
    if sentence.is_empty() || article.outlet.is_empty() {
        return None;
    }
    let mut hasher = FxHasher::default();
    hasher.write(article.outlet.as_bytes());
    hasher.write_u8(0);
    hasher.write(sentence.as_bytes());
    // The hasher's low bits are weak; one more multiplication mixes them.
    let mixed = hasher.finish().wrapping_mul(0x9E37_79B9_7F4A_7C15);
    Some(mixed ^ (mixed >> 29))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_of_three_articles_of_one_outlet_is_house_text() {
        const PITCH: &str = "Follow our desk for more.";
        let article = |outlet: &str, n: usize| {
            Article::new(outlet, "", format!("Only number {n} says this. {PITCH} {PITCH}"))
        };
        let cases = [(1, false), (2, false), (3, true), (4, true)];
        for (n_articles, expected) in cases {
            let mut articles: Vec<Article> = (0..n_articles).map(|n| article("a", n)).collect();
            articles.push(article("b", 0));
            let house = House::new(&articles.iter().collect::<Vec<_>>());
            assert_eq!(house.holds(&articles[0], PITCH), expected, "{n_articles}");
            assert!(!house.holds(&articles[0], "Only number 0 says this."));
            assert!(!house.holds(articles.last().unwrap(), PITCH), "another outlet");
        }
        assert!(!House::default().holds(&article("a", 0), PITCH));
    }
}
