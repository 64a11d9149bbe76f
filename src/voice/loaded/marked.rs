//! Which words of a sentence are loaded, learnt from words that people marked.
//!
//! Question: where people have marked the words that colour a sentence, which words of others would they mark?
//!
//! A word is told by what it is (itself, the letters it is made of), by what the lists say of it, by how it is
//! written (capital, between quotation marks, length) and by its neighbours; one linear separator tells marked
//! words from the rest. Letters let it know words that nobody marked ("catastrophically" by "catastrophe").
//!
//! Units: scores are distances from the separator, about -1 for plain words; above 0 a word is more likely marked
//! than not. People mark one word in forty, and not always the same, so already [`SOMEWHAT`] says something.
//!
//! Cost: training reads every word [`FOLDS`] times, since words of a training sentence are scored by separators
//! that have not seen it.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::super::listed::{ListedWords, Lists};
use super::LoadedLanguage;
use crate::article::Span;
use crate::framing::{Contribution, Sparse, separate_at};
use crate::token::words;

/// How much an error costs against large weights. It is the same for a marked word as for another: were marked
/// words given more for being rare, every unusual word would come near them.
const COST: f64 = 0.2;

/// A feature must occur with this many words.
const MIN_WORDS: u32 = 2;

/// Sentences are parted into this many parts, and the words of each scored by what the others teach.
const FOLDS: usize = 5;

/// The order in which words are visited.
const SEED: u64 = 1;

/// The weight of a piece of the word's letters, and of a neighbour; that of the word itself is 1.
const LETTERS: f64 = 0.35;
const NEIGHBOUR: f64 = 0.5;

/// What is known of a word: names of features and their values.
type Known = Vec<(String, f64)>;

/// A separator of loaded words from others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct WordModel {
    /// In alphabetical order.
    weights: Vec<(String, f32)>,
    intercept: f32,
}

/// The words of a sentence, each with what is known of it.
pub(super) struct Sentence {
    words: Vec<(Span, Known)>,
}

impl Sentence {
    /// Reads a sentence whose spans between quotation marks are `quoted`.
    pub(super) fn new(sentence: &ListedWords<'_>, quoted: &[Span]) -> Self {
        let mut listed: BTreeMap<u32, Known> = BTreeMap::new();
        let mut add = |span: Span, name: String, value: f64| {
            listed.entry(span.start).or_default().push((name, value));
        };
        let found = LoadedLanguage::of(sentence, quoted);
        for word in &found.words {
            add(word.span, format!("[{}]", word.class.section().0), 1.0);
        }
        for (span, value) in Lists::get().tone.strengths(sentence) {
            let name = if value < 0.0 { "[ill]" } else { "[well]" };
            add(span, name.to_owned(), value.abs() / 2.0);
        }
        let all: Vec<_> = words(sentence.text).collect();
        let folded: Vec<String> = all.iter().map(|word| fold(word.text)).collect();
        let beside =
            |at: Option<usize>| at.and_then(|at| folded.get(at)).map_or(EDGE, String::as_str);
        let words =
            all.iter().enumerate().filter(|(_, word)| word.text.chars().any(char::is_alphabetic));
        let words = words.map(|(at, word)| {
            let mut known = listed.remove(&word.span().start).unwrap_or_default();
            known.push((folded[at].clone(), 1.0));
            for piece in pieces(&folded[at]) {
                known.push((piece, LETTERS));
            }
            known.push((format!("{} _", beside(at.checked_sub(1))), NEIGHBOUR));
            known.push((format!("_ {}", beside(Some(at + 1))), NEIGHBOUR));
            known.push(("[length]".to_owned(), folded[at].chars().count() as f64 / 8.0));
            if word.text.starts_with(char::is_uppercase) {
                let name = if at == 0 { "[first]" } else { "[capital]" };
                known.push((name.to_owned(), 1.0));
            }
            if quoted.iter().any(|span| span.covers(&word.span())) {
                known.push(("[quoted]".to_owned(), 1.0));
            }
            (word.span(), known)
        });
        Sentence { words: words.collect() }
    }

    /// Which of the words belong to marked words or phrases, wherever these occur.
    pub(super) fn marked(&self, text: &str, marked: &[String]) -> Vec<bool> {
        let own: Vec<String> =
            self.words.iter().map(|(span, _)| fold(span.of(text).unwrap_or(""))).collect();
        let mut found = vec![false; own.len()];
        for phrase in marked {
            let phrase: Vec<String> = words(phrase).map(|word| fold(word.text)).collect();
            if phrase.is_empty() {
                continue;
            }
            for (at, run) in own.windows(phrase.len()).enumerate() {
                if run == phrase {
                    found[at..at + phrase.len()].fill(true);
                }
            }
        }
        found
    }
}

/// What stands beside the first word and the last.
const EDGE: &str = "|";

/// Three to five letters in a row, the ends of the word marked.
fn pieces(word: &str) -> Vec<String> {
    let letters: Vec<char> = format!("-{word}-").chars().collect();
    let cut = |length: usize| {
        letters.windows(length).map(|piece| format!("~{}", piece.iter().collect::<String>()))
    };
    let distinct: BTreeSet<String> = (3..=5).flat_map(cut).collect();
    distinct.into_iter().collect()
}

/// Small letters, straight apostrophes, no possessive.
fn fold(word: &str) -> String {
    let folded = word.to_lowercase().replace('\u{2019}', "'");
    folded.strip_suffix("'s").map_or(folded.clone(), str::to_owned)
}

impl WordModel {
    /// Learns from sentences whose marked words are known, and scores their words by models that have not seen
    /// them. `None` where no word is marked.
    pub(super) fn learn(
        sentences: &[Sentence],
        marked: &[Vec<bool>],
    ) -> Option<(Self, Vec<Vec<f64>>)> {
        if !marked.iter().flatten().any(|marked| *marked) {
            return None;
        }
        let (names, rows) = numbered(sentences);
        let learn = |fold: Option<usize>| {
            let kept = || (0..rows.len()).filter(move |n| fold != Some(n % FOLDS));
            let training: Vec<Sparse> = kept().flat_map(|n| rows[n].iter().cloned()).collect();
            let labels: Vec<bool> = kept().flat_map(|n| marked[n].iter().copied()).collect();
            separate_at(&training, &labels, names.len(), [COST; 2], SEED)
        };
        let mut scores: Vec<Vec<f64>> = vec![Vec::new(); rows.len()];
        for fold in 0..FOLDS {
            let (weights, intercept) = learn(Some(fold));
            for n in (fold..rows.len()).step_by(FOLDS) {
                let score = |row: &Sparse| {
                    let parts = row.iter().map(|(at, value)| weights[*at as usize] * value);
                    intercept + parts.sum::<f64>()
                };
                scores[n] = rows[n].iter().map(score).collect();
            }
        }
        let (weights, intercept) = learn(None);
        let weights = names.into_iter().zip(weights.into_iter().map(|weight| weight as f32));
        let weights = weights.filter(|(_, weight)| *weight != 0.0).collect();
        Some((WordModel { weights, intercept: intercept as f32 }, scores))
    }

    /// How loaded each word of a sentence is.
    pub(super) fn scores(&self, sentence: &Sentence) -> Vec<(Span, f64)> {
        let score = |known: &Known| {
            let parts = known.iter().map(|(name, value)| self.weight(name) * value);
            f64::from(self.intercept) + parts.sum::<f64>()
        };
        sentence.words.iter().map(|(span, known)| (*span, score(known))).collect()
    }

    fn weight(&self, name: &str) -> f64 {
        let at = self.weights.binary_search_by(|(known, _)| known.as_str().cmp(name));
        at.map_or(0.0, |at| f64::from(self.weights[at].1))
    }

    /// The features that speak most for a loaded word.
    pub(super) fn top(&self, n: usize) -> Vec<Contribution> {
        let speaking = self.weights.iter().filter(|(_, weight)| *weight > 0.0);
        let mut top: Vec<&(String, f32)> = speaking.collect();
        top.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let shown = |(name, weight): &(String, f32)| Contribution {
            feature: name.clone(),
            contribution: f64::from(*weight),
        };
        top.into_iter().take(n).map(shown).collect()
    }
}

/// The features that occur often enough, in alphabetical order, and the words of each sentence by their numbers.
fn numbered(sentences: &[Sentence]) -> (Vec<String>, Vec<Vec<Sparse>>) {
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    let all = || sentences.iter().flat_map(|sentence| &sentence.words);
    for (name, _) in all().flat_map(|(_, known)| known) {
        *counts.entry(name).or_default() += 1;
    }
    let mut names: Vec<&str> =
        counts.iter().filter(|(_, n)| **n >= MIN_WORDS).map(|(name, _)| *name).collect();
    names.sort_unstable();
    let numbers: FxHashMap<&str, u32> = names.iter().copied().zip(0..).collect();
    let row = |(_, known): &(Span, Known)| -> Sparse {
        let known = known.iter();
        known.filter_map(|(name, value)| Some((*numbers.get(name.as_str())?, *value))).collect()
    };
    let rows = sentences.iter().map(|sentence| sentence.words.iter().map(row).collect()).collect();
    (names.into_iter().map(str::to_owned).collect(), rows)
}

/// Scores of words that some people would mark, and of words that more of them would.
const SOMEWHAT: f64 = -0.75;
const RATHER: f64 = -0.4;

/// What the scores of a sentence's words say of the sentence, by name.
pub(super) fn summary(scores: &[f64]) -> [(&'static str, f64); 6] {
    let mut sorted = scores.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let at = |place: usize| sorted.get(place).map_or(-1.0, |score| (score - SOMEWHAT).max(-1.0));
    let above = |least: f64| (sorted.iter().filter(|score| **score > least).count() as f64).ln_1p();
    let sum: f64 = sorted.iter().map(|score| (score - SOMEWHAT + 0.5).max(0.0)).sum();
    [
        ("the most loaded word", at(0)),
        ("the next loaded word", at(1)),
        ("loaded words together", sum.ln_1p()),
        ("words somewhat loaded", above(SOMEWHAT)),
        ("words rather loaded", above(RATHER)),
        ("words loaded", above(0.0)),
    ]
}
