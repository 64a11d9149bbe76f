//! Counting the terms of a text as people write it with `unicode-segmentation`, and the normal form
//! that all contestants share.

use std::collections::{BTreeMap, HashMap};

use parallax::token::{Normalizer, StopWords, TermKind};
use unicode_segmentation::UnicodeSegmentation;

const STOP_WORDS: &str = "a about above after again all also am an and any are as at be because been before being below \
    between both but by can could did do does doing down during each few for from further had has have having he her here \
    hers him his how i if in into is it its itself just me more most my no nor not now of off on once only or other our \
    ours out over own same she should so some such than that the their theirs them then there these they this those \
    through to too under until up very was we were what when where which while who whom why will with would you your";

pub type Fast = foldhash::fast::RandomState;

/// Lower case, stop list, stem, as this crate does them, for contestants of every kind.
pub struct Normal {
    normalizer: Normalizer,
}

impl Normal {
    pub fn new() -> Self {
        let words = STOP_WORDS.split_whitespace().map(String::from).collect();
        Self { normalizer: Normalizer::builder().stop_words(StopWords::Custom(words)).build() }
    }

    pub fn stop_words(&self) -> impl Iterator<Item = &'static str> {
        STOP_WORDS.split_whitespace()
    }

    pub fn normalizer(&self) -> Normalizer {
        self.normalizer.clone()
    }

    pub fn form(&self, word: &str) -> Option<String> {
        let (term, kind) = self.normalizer.term(word);
        (kind != TermKind::Stop).then_some(term)
    }
}

pub type Counts = HashMap<String, u32, Fast>;

/// The plain way: a string, a stem and a look-up per word.
pub fn naive(normal: &Normal, text: &str) -> HashMap<String, u32> {
    let mut counts = HashMap::new();
    for word in text.unicode_words() {
        if let Some(term) = normal.form(word) {
            *counts.entry(term).or_insert(0) += 1;
        }
    }
    counts
}

/// The fast way within the idiom: the normal form is remembered per surface form, the map is the
/// fastest that there is, and the terms are counted by number. `S` chooses the map.
pub fn memo<S: std::hash::BuildHasher + Default>(
    normal: &Normal,
    text: &str,
) -> (Vec<String>, Vec<u32>) {
    let mut known: HashMap<&str, Option<usize>, S> = HashMap::default();
    let mut numbers: HashMap<String, usize, S> = HashMap::default();
    let mut counts = Vec::new();
    for word in text.unicode_words() {
        let number = *known.entry(word).or_insert_with(|| {
            normal.form(word).map(|term| {
                let next = numbers.len();
                *numbers.entry(term).or_insert(next)
            })
        });
        if let Some(number) = number {
            if number >= counts.len() {
                counts.resize(number + 1, 0);
            }
            counts[number] += 1;
        }
    }
    let mut terms = vec![String::new(); numbers.len()];
    for (term, number) in numbers {
        terms[number] = term;
    }
    (terms, counts)
}

/// Counts in a form that all ways can be compared in.
pub fn sorted<'a>(counts: impl IntoIterator<Item = (&'a str, u32)>) -> BTreeMap<String, u32> {
    counts.into_iter().map(|(term, n)| (term.to_owned(), n)).collect()
}

/// The floor: every byte is read, eight at a time.
pub fn read_memory(bytes: &[u8]) -> u64 {
    bytes
        .as_chunks::<8>()
        .0
        .iter()
        .fold(0, |sum, chunk| sum.wrapping_add(u64::from_le_bytes(*chunk)))
}
