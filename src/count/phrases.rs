//! Phrases: runs of two to four words that recur inside sentences.
//!
//! A phrase begins and ends with a word that counts; stop words and numbers may stand inside
//! ("rule of law", "Article 5-like guarantees"). A phrase that nearly always stands inside a longer
//! one is left out in favour of the longer. Cost: two passes over the text; a run of n words is only
//! tried where its neighbours are frequent (Agrawal & Srikant 1994).

use rustc_hash::FxHashMap;

use super::terms::{counted_words, row_keys};
use super::{Counts, Family, Feature};
use crate::article::Corpus;
use crate::clean::Masks;
use crate::token::{TermId, TermKind, TokenizedCorpus};

/// Which phrases are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PhraseOptions {
    /// How often a phrase has to occur; 3 by default.
    pub min_tokens: u32,
    /// The most words in a phrase, from 2 to 4; 4 by default.
    pub max_words: usize,
}

impl Default for PhraseOptions {
    fn default() -> Self {
        PhraseOptions { min_tokens: 3, max_words: MAX_WORDS }
    }
}

impl PhraseOptions {
    /// The same options with another least number of occurrences.
    pub fn min_tokens(mut self, min_tokens: u32) -> Self {
        self.min_tokens = min_tokens;
        self
    }

    /// The same options with another greatest length; beyond 4 counts as 4, below 2 as 2.
    pub fn max_words(mut self, max_words: usize) -> Self {
        self.max_words = max_words.clamp(2, MAX_WORDS);
        self
    }
}

const MAX_WORDS: usize = 4;
/// A phrase is left out where this share of its occurrences lies inside one longer phrase.
const SWALLOWED: f64 = 0.8;

/// Up to four terms; unused places hold a number that is no term.
type Key = [u32; MAX_WORDS];

fn key_of(terms: &[TermId]) -> Key {
    let mut key = [u32::MAX; MAX_WORDS];
    for (slot, term) in key.iter_mut().zip(terms) {
        *slot = term.0;
    }
    key
}

/// Counts the phrases of a corpus.
pub fn phrases(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    options: PhraseOptions,
) -> Counts {
    let vocabulary = tokenized.vocabulary();
    let pairs = frequent_pairs(corpus, tokenized, masks, options.min_tokens);
    let mut number_of: FxHashMap<Key, u32> = FxHashMap::default();
    let mut found: Vec<(Vec<TermId>, u32)> = Vec::new();
    let mut cells: Vec<FxHashMap<u32, u32>> = Vec::with_capacity(corpus.articles().len());
    for id in corpus.article_ids() {
        let mut row: FxHashMap<u32, u32> = FxHashMap::default();
        for_each_piece(tokenized, masks, id, |terms| {
            for start in 0..terms.len() {
                if vocabulary.kind(terms[start]) != TermKind::Word {
                    continue;
                }
                for end in start + 1..terms.len().min(start + options.max_words) {
                    if !pairs.contains_key(&(terms[end - 1], terms[end])) {
                        break;
                    }
                    if vocabulary.kind(terms[end]) != TermKind::Word {
                        continue;
                    }
                    let run = &terms[start..=end];
                    let number = *number_of.entry(key_of(run)).or_insert_with(|| {
                        found.push((run.to_vec(), 0));
                        found.len() as u32 - 1
                    });
                    found[number as usize].1 += 1;
                    *row.entry(number).or_default() += 1;
                }
            }
        });
        cells.push(row);
    }
    let keep = kept(&found, &number_of, options.min_tokens);
    let mut features = Vec::new();
    let mut renumbered: FxHashMap<u32, u32> = FxHashMap::default();
    for (number, (terms, _)) in found.iter().enumerate().filter(|(number, _)| keep[*number]) {
        renumbered.insert(number as u32, features.len() as u32);
        features.push(Feature::of_terms(terms.clone(), vocabulary));
    }
    show_as_printed(corpus, tokenized, &mut features);
    let cells = cells
        .into_iter()
        .map(|row| {
            let kept =
                row.into_iter().filter_map(|(number, n)| Some((*renumbered.get(&number)?, n)));
            let mut row: Vec<(u32, u32)> = kept.collect();
            row.sort_unstable();
            row
        })
        .collect();
    let exposure = counted_words(corpus, tokenized, masks);
    Counts::from_rows(Family::Phrase, row_keys(corpus), exposure, features, cells)
}

/// Visits the words that count, sentence by sentence, in the pieces that masks leave of each.
fn for_each_piece(
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    id: crate::article::ArticleId,
    mut visit: impl FnMut(&[TermId]),
) {
    let document = tokenized.document(id);
    let mut terms: Vec<TermId> = Vec::new();
    for number in 0..document.sentences.len() {
        for words in masks.counted(document, id, number) {
            terms.clear();
            terms.extend(words.iter().map(|word| tokenized.term(word).0));
            visit(&terms);
        }
    }
}

/// Neighbours that meet often enough for any phrase with them to be frequent.
fn frequent_pairs(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    min_tokens: u32,
) -> FxHashMap<(TermId, TermId), u32> {
    let mut pairs: FxHashMap<(TermId, TermId), u32> = FxHashMap::default();
    for id in corpus.article_ids() {
        for_each_piece(tokenized, masks, id, |terms| {
            for pair in terms.windows(2) {
                *pairs.entry((pair[0], pair[1])).or_default() += 1;
            }
        });
    }
    pairs.retain(|_, n_tokens| *n_tokens >= min_tokens);
    pairs
}

/// Frequent runs that no longer run swallows.
fn kept(
    found: &[(Vec<TermId>, u32)],
    number_of: &FxHashMap<Key, u32>,
    min_tokens: u32,
) -> Vec<bool> {
    let mut keep: Vec<bool> = found.iter().map(|(_, n_tokens)| *n_tokens >= min_tokens).collect();
    for (number, (terms, n_tokens)) in found.iter().enumerate() {
        if !keep[number] {
            continue;
        }
        for length in 2..terms.len() {
            for part in terms.windows(length) {
                if let Some(&inner) = number_of.get(&key_of(part)) {
                    let n_inner = found[inner as usize].1;
                    if f64::from(*n_tokens) >= SWALLOWED * f64::from(n_inner) {
                        keep[inner as usize] = false;
                    }
                }
            }
        }
    }
    keep
}

/// Shows each phrase in its commonest printed spelling; word by word the commonest spellings can clash
/// ("South china Morning Post").
fn show_as_printed(corpus: &Corpus, tokenized: &TokenizedCorpus, features: &mut [Feature]) {
    let vocabulary = tokenized.vocabulary();
    let number_of: FxHashMap<Key, usize> = features
        .iter()
        .enumerate()
        .map(|(number, feature)| (key_of(&feature.terms), number))
        .collect();
    let mut printed: Vec<FxHashMap<&str, u32>> = vec![FxHashMap::default(); features.len()];
    for id in corpus.article_ids() {
        let document = tokenized.document(id);
        for sentence in &document.sentences {
            let words = document.words_of(sentence);
            let terms: Vec<TermId> =
                words.iter().map(|word| vocabulary.term_of(word.form)).collect();
            for start in 0..terms.len() {
                for end in start + 1..terms.len().min(start + MAX_WORDS) {
                    let Some(&number) = number_of.get(&key_of(&terms[start..=end])) else {
                        continue;
                    };
                    let text = corpus.article(id).text(sentence.part);
                    let span =
                        crate::article::Span::new(words[start].span.start, words[end].span.end);
                    if let Some(words) = span.of(text) {
                        *printed[number].entry(words).or_default() += 1;
                    }
                }
            }
        }
    }
    for (feature, printed) in features.iter_mut().zip(printed) {
        // A tie goes to the spelling that sorts last, which prefers lower case to capitals.
        if let Some((words, _)) = printed.into_iter().max_by_key(|(words, n)| (*n, *words)) {
            feature.shown = words.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::token::Normalizer;

    fn shown(bodies: &[&str], options: PhraseOptions) -> Vec<(String, u64)> {
        let corpus = Corpus::new(bodies.iter().map(|body| Article::new("a", "", *body)));
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let counts = phrases(&corpus, &tokenized, &Masks::none(&tokenized), options);
        let total = |index: usize| counts.matrix().column(index).total();
        counts
            .features()
            .iter()
            .enumerate()
            .map(|(n, feature)| (feature.shown.clone(), total(n)))
            .collect()
    }

    #[test]
    fn phrases_do_not_cross_sentences_and_longer_ones_win() {
        /// Name, bodies, phrases with their counts.
        type Case<'c> = (&'c str, &'c [&'c str], &'c [(&'c str, u64)]);
        let cases: [Case<'_>; 4] = [
            (
                "stop words inside",
                &["The rule of law holds.", "No rule of law.", "Rule of law again."],
                &[("rule of law", 3)],
            ),
            (
                "not across a full stop",
                &["It was war. Crimes followed.", "A war. Crimes.", "War. Crimes."],
                &[],
            ),
            (
                "numbers inside",
                &["Article 5 guarantees", "article 5 guarantees", "the article 5 guarantee"],
                &[("article 5 guarantees", 3)],
            ),
            (
                "the shorter one stays where it is at home elsewhere",
                &[
                    "Security guarantees. Security guarantees.",
                    "Robust security guarantees. Robust security guarantees. Robust security guarantees.",
                ],
                &[("security guarantees", 5), ("Robust security guarantees", 3)],
            ),
        ];
        for (name, bodies, expected) in cases {
            let mut found = shown(bodies, PhraseOptions::default());
            found.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
            let expected: Vec<(String, u64)> =
                expected.iter().map(|(words, n)| ((*words).into(), *n)).collect();
            assert_eq!(found.len(), expected.len(), "{name}: {found:?}");
            for (words, n) in expected {
                let same =
                    |(other, m): &(String, u64)| other.eq_ignore_ascii_case(&words) && *m == n;
                assert!(found.iter().any(same), "{name}: {found:?}");
            }
        }
    }

    #[test]
    fn phrases_do_not_cross_what_is_masked() {
        let bodies = [
            "He saw Ana Rivers (D-Ohio) leave.",
            "So Ana Rivers, D-Ohio, left.",
            "Ana Rivers left Ohio.",
        ];
        let corpus = Corpus::new(bodies.map(|body| Article::new("a", "", body)));
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let counts = phrases(
            &corpus,
            &tokenized,
            &Masks::new(&corpus, &tokenized),
            PhraseOptions::default().min_tokens(1),
        );
        let mut shown: Vec<&str> = counts.features().iter().map(|it| it.shown.as_str()).collect();
        shown.sort_unstable();
        assert_eq!(shown, ["Ana Rivers", "Ana Rivers left Ohio", "saw Ana Rivers"]);
        assert_eq!(counts.exposure(), [4, 3, 4]);
    }
}
