//! How likely is a word, or a pair of neighbouring words, to stand in a neutral account of a story?
//!
//! A concept is a term or two neighbouring terms. Its chance is a logistic function of what the coverage shows:
//! the share of outlets that print it, how early (1 / rank of the first sentence with it, mean over outlets,
//! and the best), the share of headlines with it, how often it is printed, and how much longer the articles
//! are than the account. Each outlet counts once, however many articles it has. Cost: one pass over the text.
//! Concepts as units: Gillick & Favre 2009 (doi:10.3115/1611638.1611640); here their weights are chances, so
//! that sums of them are expected numbers of hits. The weights were fitted on human neutral summaries of
//! two- and three-outlet stories; on stories with many more outlets they are an extrapolation.

use rustc_hash::FxHashMap;

use crate::article::{ArticleId, Corpus, OutletId, Part};
use crate::clean::{Masks, Reason};
use crate::token::{Sentence, TermId, TermKind, TokenizedCorpus};

/// A constant, mean earliness, share of headlines, log of the count, best earliness, share of outlets, log of
/// the budget per article length.
const WORD_WEIGHTS: [f64; 7] = [-2.912, 1.757, 2.239, 2.259, 0.57, 0.863, 0.723];
/// The same, and last: how much its words stand in headlines.
const PAIR_WEIGHTS: [f64; 8] = [-4.469, 1.127, 1.255, 2.738, 1.521, 1.314, 0.557, 1.563];

/// Two neighbouring terms.
pub(super) type Pair = (TermId, TermId);

/// Chances by concept.
#[derive(Debug, Default)]
pub(super) struct Concepts {
    pub words: FxHashMap<TermId, f64>,
    pub pairs: FxHashMap<Pair, f64>,
}

/// What the outlets show of one concept.
#[derive(Debug, Default, Clone, Copy)]
struct Seen {
    n_outlets: f64,
    earliness: f64,
    best: f64,
    n_times: f64,
    n_headlines: f64,
}

/// The sentences of an article's body that tell the story, in order.
pub(super) fn telling_sentences<'t>(
    article: ArticleId,
    tokenized: &'t TokenizedCorpus,
    masks: &'t Masks,
) -> impl Iterator<Item = (usize, &'t Sentence)> {
    let sentences = tokenized.document(article).sentences.iter().enumerate();
    sentences.filter(move |(number, sentence)| {
        let masked = masks.reason(article, *number);
        sentence.part == Part::Body
            && sentence.n_tokens() > 1
            && matches!(masked, None | Some(Reason::SharedCopy))
    })
}

/// The terms of a sentence in order.
pub(super) fn terms_of(
    article: ArticleId,
    sentence: &Sentence,
    tokenized: &TokenizedCorpus,
) -> Vec<TermId> {
    let words = tokenized.document(article).words_of(sentence).iter();
    words.map(|word| tokenized.term(word).0).collect()
}

/// The chances of every concept of a story for an account of so many words.
pub(super) fn concepts(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    articles: &[ArticleId],
    n_words: usize,
) -> Concepts {
    let mut by_outlet: Vec<(OutletId, Vec<ArticleId>)> = Vec::new();
    for &article in articles {
        let outlet = corpus.outlet_of(article);
        match by_outlet.iter_mut().find(|(other, _)| *other == outlet) {
            Some((_, own)) => own.push(article),
            None => by_outlet.push((outlet, vec![article])),
        }
    }
    let mut words: FxHashMap<TermId, Seen> = FxHashMap::default();
    let mut pairs: FxHashMap<Pair, Seen> = FxHashMap::default();
    let mut n_tokens = 0;
    for (_, own) in &by_outlet {
        let mut own_words: FxHashMap<TermId, (usize, f64)> = FxHashMap::default();
        let mut own_pairs: FxHashMap<Pair, (usize, f64)> = FxHashMap::default();
        let mut heads: Vec<TermId> = Vec::new();
        let mut head_pairs: Vec<Pair> = Vec::new();
        for &article in own {
            for (rank, (_, sentence)) in telling_sentences(article, tokenized, masks).enumerate() {
                let terms = terms_of(article, sentence, tokenized);
                n_tokens += terms.len();
                for &term in &terms {
                    note(own_words.entry(term).or_insert((rank, 0.0)), rank);
                }
                for pair in terms.windows(2) {
                    note(own_pairs.entry((pair[0], pair[1])).or_insert((rank, 0.0)), rank);
                }
            }
            let headline = tokenized.document(article).sentences.iter();
            for sentence in headline.filter(|sentence| sentence.part == Part::Headline) {
                let terms = terms_of(article, sentence, tokenized);
                head_pairs.extend(terms.windows(2).map(|pair| (pair[0], pair[1])));
                heads.extend(terms);
            }
        }
        // Additions for one concept come in the order of the outlets, whatever the order of a map.
        own_words.into_iter().for_each(|(term, own)| add(words.entry(term).or_default(), own));
        own_pairs.into_iter().for_each(|(pair, own)| add(pairs.entry(pair).or_default(), own));
        heads.sort_unstable();
        heads.dedup();
        head_pairs.sort_unstable();
        head_pairs.dedup();
        heads.into_iter().for_each(|term| words.entry(term).or_default().n_headlines += 1.0);
        head_pairs.into_iter().for_each(|pair| pairs.entry(pair).or_default().n_headlines += 1.0);
    }
    let n_outlets = by_outlet.len().max(1) as f64;
    let room = libm::log(n_words as f64 * articles.len().max(1) as f64 / n_tokens.max(1) as f64);
    let shape = |seen: &Seen| {
        let often = libm::log((3.0 * seen.n_times / n_outlets).max(1.0)) / 3.0;
        [
            1.0,
            seen.earliness / n_outlets,
            seen.n_headlines / n_outlets,
            often,
            seen.best,
            seen.n_outlets / n_outlets,
            room,
        ]
    };
    let vocabulary = tokenized.vocabulary();
    let in_headlines = |term: TermId| match vocabulary.kind(term) {
        TermKind::Stop => 0.0,
        _ => words.get(&term).map_or(0.0, |seen| (3.0 * seen.n_headlines / n_outlets).min(2.0)),
    };
    let chance = |sum: f64| 1.0 / (1.0 + libm::exp(-sum));
    let pairs = pairs
        .iter()
        .map(|(&pair, seen)| {
            let headed = (in_headlines(pair.0) + in_headlines(pair.1)) / 4.0;
            let sum = dot(&PAIR_WEIGHTS[..7], &shape(seen)) + PAIR_WEIGHTS[7] * headed;
            (pair, chance(sum))
        })
        .collect();
    let words = words
        .iter()
        .map(|(&term, seen)| (term, chance(dot(&WORD_WEIGHTS, &shape(seen)))))
        .collect();
    Concepts { words, pairs }
}

fn note(own: &mut (usize, f64), rank: usize) {
    own.0 = own.0.min(rank);
    own.1 += 1.0;
}

fn add(seen: &mut Seen, (rank, n_times): (usize, f64)) {
    let earliness = 1.0 / (1.0 + rank as f64);
    seen.n_outlets += 1.0;
    seen.earliness += earliness;
    seen.best = seen.best.max(earliness);
    seen.n_times += n_times;
}

fn dot(weights: &[f64], values: &[f64]) -> f64 {
    weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::token::Normalizer;

    #[test]
    fn what_more_outlets_print_and_earlier_is_likelier() {
        let corpus = Corpus::new([
            Article::new("a", "Harbour closed", "The harbour closed on Monday. A gull slept."),
            Article::new("b", "Harbour shut", "The harbour closed overnight. A crane rusted."),
            Article::new("c", "Weather", "Rain fell. Then the harbour closed."),
        ]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let masks = Masks::none(&tokenized);
        let articles: Vec<ArticleId> = corpus.article_ids().collect();
        let found = concepts(&corpus, &tokenized, &masks, &articles, 10);
        let term = |word: &str| {
            let vocabulary = tokenized.vocabulary();
            vocabulary.find(&vocabulary.normalizer().term(word).0).unwrap()
        };
        let chance = |word: &str| found.words[&term(word)];
        assert!(chance("harbour") > chance("overnight"), "{found:?}");
        assert!(chance("overnight") > chance("crane"), "{found:?}");
        assert!(
            found.pairs[&(term("harbour"), term("closed"))]
                > found.pairs[&(term("gull"), term("slept"))]
        );
        // An outlet counts once however often it prints: splitting an article in two changes little.
        assert!(found.words.values().chain(found.pairs.values()).all(|p| (0.0..1.0).contains(p)));
    }
}
