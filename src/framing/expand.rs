//! From a few seed words to a list of candidates out of the user's own corpus.
//!
//! Question: which other words stand in the sentences that hold the seeds?
//!
//! Sentences fall into those that a seed matches and the rest. For each term the log-odds of standing in
//! a sentence of the first kind against one of the second are compared,
//! `z = (ln odds₁ − ln odds₂) / √(1/(x₁+½) + 1/(n₁−x₁+½) + 1/(x₂+½) + 1/(n₂−x₂+½))` with ½ added to each
//! count, and candidates are ranked by it. Terms are counted once a sentence.
//!
//! Unit: `log2_odds` is a base-2 logarithm of a ratio of odds; +1 means twice the odds. Cost: one pass.
//!
//! Paper: Monroe, B. L., Colaresi, M. P. & Quinn, K. M. (2008), Fightin' words,
//! [doi:10.1093/pan/mpn018](https://doi.org/10.1093/pan/mpn018), here with a flat prior.
//!
//! It misleads in that company is not meaning: half of a good list of candidates has to be refused. Nothing is
//! added to an inventory by itself; the passages are there for a person to decide.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Frame, FrameMatcher, Inventory};
use crate::article::{Citation, Corpus};
use crate::error::{Error, Result};
use crate::token::{TermId, TermKind, TokenizedCorpus};

/// A term that keeps company with the seeds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Candidate {
    /// The term in its commonest spelling.
    pub word: String,
    /// An entry for a word list that covers the spellings of the term found here.
    pub pattern: String,
    /// The number of sentences with a seed that hold it.
    pub n_with: u32,
    /// The number of other sentences that hold it.
    pub n_without: u32,
    /// The logarithm of the ratio of odds.
    pub log2_odds: f64,
    /// What candidates are ranked by: the log-odds in units of their standard error.
    pub z: f64,
    /// Sentences that hold both a seed and the term, at most five.
    pub passages: Vec<Citation>,
}

/// Candidates need this many sentences with a seed; fewer are company by chance.
const MIN_SENTENCES: u32 = 3;

/// The most passages shown for a candidate.
const MAX_PASSAGES: usize = 5;

/// The terms that keep company with seeds, the closest first, for a person to accept or refuse.
///
/// Seeds are entries of a word list. Words that the seeds match are no candidates, nor are stop words and
/// numbers. At most `n` are given.
///
/// ```
/// use parallax::framing::expand;
/// use parallax::token::{Normalizer, TokenizedCorpus};
/// use parallax::{Article, Corpus};
///
/// let body = "Land swaps and borders. Borders and land. The border and land again. Rain. Snow. Wind.";
/// let corpus = Corpus::new([Article::new("a", "", body)]);
/// let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
/// let candidates = expand(&corpus, &tokenized, &["land"], 10)?;
/// assert_eq!(candidates[0].pattern, "border|borders");
/// # Ok::<(), parallax::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Inventory`] where a seed cannot be matched, [`Error::TooLittle`] where no sentence holds one.
pub fn expand(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    seeds: &[&str],
    n: usize,
) -> Result<Vec<Candidate>> {
    let frame = Frame::new("seeds", "Seeds").with_words(seeds.iter().copied())?;
    let inventory = Inventory::new("seeds").with_frame(frame);
    let vocabulary = tokenized.vocabulary();
    let matcher = FrameMatcher::new(&inventory, vocabulary);
    let mut counts: BTreeMap<TermId, Counted> = BTreeMap::new();
    let (mut n_with, mut n_without) = (0u32, 0u32);
    for (id, document) in corpus.article_ids().zip(tokenized.documents()) {
        for sentence in document.sentences.iter().filter(|sentence| sentence.n_tokens() > 0) {
            let words = document.words_of(sentence);
            let found = matcher.sentence(words);
            let is_seed = |position: usize| {
                found.iter().any(|found| found.words.contains(&(position as u32)))
            };
            let mut terms: Vec<TermId> = (0..words.len())
                .filter(|&position| !is_seed(position))
                .map(|position| vocabulary.term_of(words[position].form))
                .filter(|&term| vocabulary.kind(term) == TermKind::Word)
                .collect();
            terms.sort_unstable();
            terms.dedup();
            let with = !found.is_empty();
            if with {
                n_with += 1
            } else {
                n_without += 1
            }
            for term in terms {
                let counted = counts.entry(term).or_default();
                if with {
                    counted.n_with += 1;
                    if counted.passages.len() < MAX_PASSAGES {
                        counted.passages.push(tokenized.cite(id, sentence));
                    }
                } else {
                    counted.n_without += 1;
                }
            }
        }
    }
    if n_with == 0 {
        return Err(Error::TooLittle {
            what: format!("no sentence of the corpus holds any of {}", seeds.join(", ")),
            remedy: "give seeds that occur, or wildcards such as \"guarantee*\"".into(),
        });
    }
    let mut candidates: Vec<(TermId, Candidate)> = counts
        .into_iter()
        .filter(|(_, counted)| counted.n_with >= MIN_SENTENCES)
        .map(|(term, counted)| {
            let (log_odds, z) = log_odds(counted.n_with, n_with, counted.n_without, n_without);
            let candidate = Candidate {
                word: vocabulary.shown(term).to_owned(),
                pattern: String::new(),
                n_with: counted.n_with,
                n_without: counted.n_without,
                log2_odds: log_odds / std::f64::consts::LN_2,
                z,
                passages: counted.passages,
            };
            (term, candidate)
        })
        .filter(|(_, candidate)| candidate.z > 0.0)
        .collect();
    candidates.sort_by(|a, b| b.1.z.total_cmp(&a.1.z).then(a.0.cmp(&b.0)));
    candidates.truncate(n);
    let mut spellings: BTreeMap<TermId, Vec<String>> = BTreeMap::new();
    for (form, text) in vocabulary.forms() {
        let folded = vocabulary.normalizer().fold(text).into_owned();
        spellings.entry(vocabulary.term_of(form)).or_default().push(folded);
    }
    for (term, candidate) in &mut candidates {
        let spellings = spellings.entry(*term).or_default();
        spellings.sort();
        spellings.dedup();
        candidate.pattern = spellings.join("|");
    }
    Ok(candidates.into_iter().map(|(_, candidate)| candidate).collect())
}

#[derive(Default)]
struct Counted {
    n_with: u32,
    n_without: u32,
    passages: Vec<Citation>,
}

/// The natural logarithm of the ratio of odds, and it in units of its standard error.
fn log_odds(x1: u32, n1: u32, x2: u32, n2: u32) -> (f64, f64) {
    let cells = [x1, n1 - x1, x2, n2 - x2].map(|count| f64::from(count) + 0.5);
    let log_odds = (cells[0] / cells[1]).ln() - (cells[2] / cells[3]).ln();
    let error = cells.iter().map(|cell| 1.0 / cell).sum::<f64>().sqrt();
    (log_odds, log_odds / error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::token::Normalizer;

    #[test]
    fn log_odds_on_paper() {
        // Odds of 3.5/1.5 against 0.5/9.5.
        let (log_odds, z) = log_odds(3, 4, 0, 9);
        assert!((log_odds - (3.5f64 / 1.5 / (0.5 / 9.5)).ln()).abs() < 1e-12);
        assert!((z - log_odds / (1.0 / 3.5 + 1.0 / 1.5 + 2.0 + 1.0 / 9.5f64).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn company_is_ranked_and_quoted() {
        let body = "The talks on borders failed. Talks about borders. New talks, new borders. Talks in rain. Rain. Rain fell. Sun.";
        let corpus = Corpus::new([Article::new("a", "", body)]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let candidates = expand(&corpus, &tokenized, &["talk*"], 5).unwrap();
        assert_eq!(candidates.len(), 1, "{candidates:?}");
        assert_eq!((&*candidates[0].word, candidates[0].n_with), ("borders", 3));
        assert_eq!(corpus.words(&candidates[0].passages[1]), Some("Talks about borders."));
        assert!(matches!(expand(&corpus, &tokenized, &["peace"], 5), Err(Error::TooLittle { .. })));
        assert!(expand(&corpus, &tokenized, &["*"], 5).is_err());
    }
}
