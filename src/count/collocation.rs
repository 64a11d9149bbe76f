//! Which neighbouring words belong together?
//!
//! Score: log-Dice, `14 + log2(2 f(x,y) / (f(x) + f(y)))` (Rychly 2008): 14 where two words never
//! stand apart, one point less for each halving. It does not grow with the corpus, unlike G2, and does
//! not favour rare words, unlike mutual information. Cost: one pass over the text. It misleads where a
//! phrase is house text; masks are applied first.

use serde::{Deserialize, Serialize};

use rustc_hash::FxHashMap;

use super::Feature;
use crate::article::Corpus;
use crate::clean::Masks;
use crate::token::{TermId, TermKind, TokenizedCorpus};

/// Two words that stand side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Collocation {
    /// The pair.
    pub feature: Feature,
    /// How often they stand side by side.
    pub n_tokens: u32,
    /// Log-Dice: 14 at most; about 7 is a loose habit.
    pub log_dice: f64,
}

/// Pairs of neighbouring words inside sentences that occur at least `min_tokens` times, the closest first.
///
/// ```
/// use parallax::clean::Masks;
/// use parallax::count::collocations;
/// use parallax::token::{Normalizer, TokenizedCorpus};
/// use parallax::{Article, Corpus};
///
/// let corpus = Corpus::new([Article::new("a", "", "Prime minister met prime minister. Old prime minister. Old war.")]);
/// let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
/// let found = collocations(&corpus, &tokenized, &Masks::none(&tokenized), 3);
/// assert_eq!(found[0].feature.key, "prime minist");
/// assert_eq!(found[0].log_dice, 14.0);
/// ```
pub fn collocations(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    min_tokens: u32,
) -> Vec<Collocation> {
    let vocabulary = tokenized.vocabulary();
    let mut alone: FxHashMap<TermId, u32> = FxHashMap::default();
    let mut pairs: FxHashMap<(TermId, TermId), u32> = FxHashMap::default();
    for id in corpus.article_ids() {
        let document = tokenized.document(id);
        let pieces = (0..document.sentences.len()).flat_map(|at| masks.counted(document, id, at));
        for words in pieces {
            let mut previous: Option<TermId> = None;
            for word in words {
                let (term, kind) = tokenized.term(word);
                if kind != TermKind::Word {
                    previous = None;
                    continue;
                }
                *alone.entry(term).or_default() += 1;
                if let Some(before) = previous.replace(term) {
                    *pairs.entry((before, term)).or_default() += 1;
                }
            }
        }
    }
    let mut found: Vec<Collocation> = pairs
        .into_iter()
        .filter(|(_, n_tokens)| *n_tokens >= min_tokens.max(1))
        .map(|((first, second), n_tokens)| {
            let n_alone = f64::from(alone[&first]) + f64::from(alone[&second]);
            let log_dice = 14.0 + crate::stats::special::log2(2.0 * f64::from(n_tokens) / n_alone);
            Collocation {
                feature: Feature::of_terms(vec![first, second], vocabulary),
                n_tokens,
                log_dice,
            }
        })
        .collect();
    found.sort_by(|a, b| {
        b.log_dice.total_cmp(&a.log_dice).then_with(|| a.feature.key.cmp(&b.feature.key))
    });
    found
}
