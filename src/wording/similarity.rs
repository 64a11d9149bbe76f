//! How alike are two sentences?
//!
//! Cosine of tf-idf weights over words and numbers, with idf from the sentences of the story itself: what
//! every sentence of a story says ("Ukraine") tells no two of them apart. Candidates are found through
//! the words that few sentences share, so the cost grows with the text and not with its square.

use rustc_hash::FxHashMap;

use crate::article::ArticleId;
use crate::clean::{Masks, Reason};
use crate::count::SentenceRef;
use crate::token::{TermId, TermKind, TokenizedCorpus};

/// Shorter sentences say too little to be told apart; longer ones are lists and page furniture.
const WORDS: std::ops::RangeInclusive<usize> = 6..=70;
/// A word that more sentences hold than this does not propose candidates; it still weighs.
const COMMON: usize = 250;

/// A sentence as weights that have unit length.
#[derive(Debug, Clone)]
pub(super) struct Vector {
    pub place: SentenceRef,
    /// Sorted by term.
    weights: Vec<(TermId, f64)>,
}

/// The sentences of one story that can be compared.
#[derive(Debug)]
pub(super) struct Space {
    pub vectors: Vec<Vector>,
    by_term: FxHashMap<TermId, Vec<u32>>,
}

impl Space {
    /// Weighs the sentences of some articles. House text and repeats are left out; shared copy is not,
    /// because an outlet that prints an agency's sentence carries what it says.
    pub fn new(articles: &[ArticleId], tokenized: &TokenizedCorpus, masks: &Masks) -> Self {
        let mut raw: Vec<(SentenceRef, Vec<(TermId, f64)>)> = Vec::new();
        let mut by_term: FxHashMap<TermId, Vec<u32>> = FxHashMap::default();
        for &article in articles {
            let document = tokenized.document(article);
            for (number, sentence) in document.sentences.iter().enumerate() {
                let masked = masks.reason(article, number);
                let usable = matches!(masked, None | Some(Reason::SharedCopy))
                    && sentence.part == crate::article::Part::Body
                    && WORDS.contains(&sentence.n_tokens());
                if !usable {
                    continue;
                }
                let words = document.words_of(sentence).iter().map(|word| tokenized.term(word));
                let mut terms: Vec<TermId> = words
                    .filter(|(_, kind)| *kind != TermKind::Stop)
                    .map(|(term, _)| term)
                    .collect();
                terms.sort_unstable();
                let mut weights: Vec<(TermId, f64)> = Vec::with_capacity(terms.len());
                for term in terms {
                    match weights.last_mut() {
                        Some((last, n)) if *last == term => *n += 1.0,
                        _ => weights.push((term, 1.0)),
                    }
                }
                if weights.len() < 4 {
                    continue;
                }
                for (term, _) in &weights {
                    by_term.entry(*term).or_default().push(raw.len() as u32);
                }
                raw.push((SentenceRef { article, sentence: number as u32 }, weights));
            }
        }
        let n_sentences = raw.len() as f64;
        let vectors = raw
            .into_iter()
            .map(|(place, mut weights)| {
                for (term, weight) in &mut weights {
                    let idf = libm::log((1.0 + n_sentences) / (by_term[term].len() as f64 + 0.5));
                    *weight = (1.0 + libm::log(*weight)) * idf.max(0.05);
                }
                let length = libm::sqrt(weights.iter().map(|(_, weight)| weight * weight).sum());
                weights.iter_mut().for_each(|(_, weight)| *weight /= length);
                Vector { place, weights }
            })
            .collect();
        Space { vectors, by_term }
    }

    /// The other sentences that are at least so similar, with their similarity, in order.
    pub fn neighbours(&self, index: usize, least: f64) -> Vec<(u32, f64)> {
        let own = &self.vectors[index];
        let mut candidates: Vec<u32> = Vec::new();
        for (term, _) in &own.weights {
            let places = &self.by_term[term];
            if places.len() <= COMMON {
                candidates.extend(places);
            }
        }
        candidates.sort_unstable();
        // One shared word is chance; a pair is tried when it shares two that are not common.
        let mut tried: Vec<u32> =
            candidates.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        tried.dedup();
        tried
            .into_iter()
            .filter(|&other| self.vectors[other as usize].place.article != own.place.article)
            .map(|other| (other, cosine(own, &self.vectors[other as usize])))
            .filter(|(_, similarity)| *similarity >= least)
            .collect()
    }
}

/// The cosine of two sentences, from 0 to 1.
pub(super) fn cosine(a: &Vector, b: &Vector) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some((left, x)), Some((right, y))) = (a.weights.get(i), b.weights.get(j)) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += x * y;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}
