//! Which sentences tell the most together?
//!
//! All sets of candidates that fit the budget, at most one part of a sentence, valued by the expected F1 of words and
//! pairs times the mean quality of what is told. Cost: with twenty candidates and four sentences at most 6200 sets,
//! about a hundred where the budget holds two or three. It misleads where the best set holds a sentence that is no
//! candidate.

use rustc_hash::FxHashMap;

use super::super::concept::Pair;
use super::Candidate;
use crate::token::TermId;

/// How much words weigh against pairs of words.
const WORDS_WEIGH: f64 = 0.45;

/// The expected F1 of pairs and of words, mixed.
pub(super) fn value(
    words: f64,
    pairs: f64,
    n_terms: usize,
    n_sentences: usize,
    reference: f64,
) -> f64 {
    let n_terms = n_terms as f64;
    (1.0 - WORDS_WEIGH) * 2.0 * pairs / (n_terms - n_sentences as f64 + reference)
        + WORDS_WEIGH * 2.0 * words / (n_terms + reference)
}

#[derive(Clone, Copy, Default)]
struct Totals {
    n_words: usize,
    n_terms: usize,
    words: f64,
    pairs: f64,
    quality: f64,
}

/// A search through all sets of candidates that fit.
pub(super) struct Search<'c> {
    candidates: &'c [Candidate],
    budget: usize,
    most: usize,
    reference: f64,
    best: (f64, Vec<usize>),
    chosen: Vec<usize>,
    words: FxHashMap<TermId, u32>,
    pairs: FxHashMap<Pair, u32>,
}

impl<'c> Search<'c> {
    pub fn new(candidates: &'c [Candidate], budget: usize, most: usize, reference: f64) -> Self {
        Search {
            candidates,
            budget,
            most,
            reference,
            best: (0.0, Vec::new()),
            chosen: Vec::new(),
            words: FxHashMap::default(),
            pairs: FxHashMap::default(),
        }
    }

    /// The numbers of the candidates that are best together.
    pub fn best(mut self) -> Vec<usize> {
        self.extend(0, Totals::default());
        self.best.1
    }

    fn extend(&mut self, from: usize, totals: Totals) {
        if self.chosen.len() >= self.most {
            return;
        }
        let candidates = self.candidates;
        for (index, candidate) in candidates.iter().enumerate().skip(from) {
            let same_sentence = |&other: &usize| candidates[other].is_of_the_sentence_of(candidate);
            if totals.n_words + candidate.n_words > self.budget
                || self.chosen.iter().any(same_sentence)
            {
                continue;
            }
            let now = Totals {
                n_words: totals.n_words + candidate.n_words,
                n_terms: totals.n_terms + candidate.terms.len(),
                words: totals.words + take(&mut self.words, &candidate.words),
                pairs: totals.pairs + take(&mut self.pairs, &candidate.pairs),
                quality: totals.quality + candidate.quality * candidate.n_words as f64,
            };
            self.chosen.push(index);
            let quality = now.quality / now.n_words.max(1) as f64;
            let reached = quality
                * value(now.words, now.pairs, now.n_terms, self.chosen.len(), self.reference);
            if reached > self.best.0 {
                self.best = (reached, self.chosen.clone());
            }
            self.extend(index + 1, now);
            self.chosen.pop();
            give_back(&mut self.words, &candidate.words);
            give_back(&mut self.pairs, &candidate.pairs);
        }
    }
}

/// Adds concepts to those held and returns what the new ones weigh.
fn take<K: std::hash::Hash + Eq + Copy>(held: &mut FxHashMap<K, u32>, more: &[(K, f64)]) -> f64 {
    let mut gained = 0.0;
    for (key, chance) in more {
        let n = held.entry(*key).or_default();
        if *n == 0 {
            gained += chance;
        }
        *n += 1;
    }
    gained
}

fn give_back<K: std::hash::Hash + Eq + Copy>(held: &mut FxHashMap<K, u32>, some: &[(K, f64)]) {
    for (key, _) in some {
        if let Some(n) = held.get_mut(key) {
            *n -= 1;
        }
    }
}
