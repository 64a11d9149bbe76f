//! How likely is a word, or a pair of neighbouring words, to stand in a neutral account of a story?
//!
//! A concept is a term or two neighbouring terms. Its chance is a logistic function of what the coverage shows:
//! the share of outlets that print it, how early (1 / rank of the first sentence with it, mean over outlets, and the
//! best; the share of outlets that have it in their first sentence), the share of headlines with it (and its products:
//! what headlines share counts for less where it is early or widely told anyway), how often it is printed, how much longer the articles are than the account, and what kind of words it has: small ones, names,
//! numbers. Each outlet counts once, however many articles it has. Cost: one pass over the text.
//! Concepts as units: Gillick & Favre 2009 (doi:10.3115/1611638.1611640); here their weights are chances, so
//! that sums of them are expected numbers of hits. The weights were fitted on human neutral summaries of
//! two- and three-outlet stories; on stories with many more outlets they are an extrapolation.

use rustc_hash::FxHashMap;

use crate::article::{ArticleId, Corpus, OutletId, Part};
use crate::clean::{Masks, Reason};
use crate::token::{Sentence, TermId, TermKind, TokenizedCorpus};

/// What is known of a concept: a constant, mean earliness, share of headlines, log of the count, best earliness, share
/// of outlets, log of the budget per article length; the share of small words, of capitalised ones, of numbers; the
/// share of outlets with it in the first sentence and its square; the share of headlines times earliness and times the
/// share of outlets; the square of the best earliness.
const N_TRAITS: usize = 15;
const WORD_WEIGHTS: [f64; N_TRAITS] = [
    -3.167, 3.083, 3.729, 1.917, 2.288, 0.475, 0.596, -0.019, 0.15, 0.374, -0.671, -0.006, -1.248,
    -1.177, -1.709,
];
/// The same for pairs.
const PAIR_WEIGHTS: [f64; N_TRAITS] = [
    -5.08, 2.023, 3.213, 2.215, 4.762, 1.048, 0.434, 0.057, 0.354, 0.743, -1.616, 1.011, -1.154,
    -1.071, -2.659,
];
/// How much the words of a pair stand in headlines, and its square.
const HEADED_WEIGHTS: [f64; 2] = [1.936, -1.489];

/// Capital letters are looked for in so many first sentences of an article.
const SENTENCES_WITH_NAMES: usize = 25;

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
    /// Outlets that have it in their first sentence.
    n_first: f64,
}

/// What kind of word a term is.
#[derive(Debug, Default, Clone, Copy)]
struct Kind {
    is_small: f64,
    is_name: f64,
    is_number: f64,
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
    let mut capitals: FxHashMap<TermId, i32> = FxHashMap::default();
    for (_, own) in &by_outlet {
        let mut own_words: FxHashMap<TermId, (usize, f64)> = FxHashMap::default();
        let mut own_pairs: FxHashMap<Pair, (usize, f64)> = FxHashMap::default();
        let mut heads: Vec<TermId> = Vec::new();
        let mut head_pairs: Vec<Pair> = Vec::new();
        for &article in own {
            for (rank, (_, sentence)) in telling_sentences(article, tokenized, masks).enumerate() {
                let terms = terms_of(article, sentence, tokenized);
                n_tokens += terms.len();
                if rank < SENTENCES_WITH_NAMES {
                    let words = tokenized.document(article).words_of(sentence).iter().skip(1);
                    for word in words {
                        let (term, _) = tokenized.term(word);
                        let is_capital =
                            tokenized.vocabulary().form(word.form).starts_with(char::is_uppercase);
                        *capitals.entry(term).or_default() += if is_capital { 1 } else { -1 };
                    }
                }
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
    let vocabulary = tokenized.vocabulary();
    let kind = |term: TermId| {
        let yes = |is: bool| f64::from(u8::from(is));
        Kind {
            is_small: yes(vocabulary.kind(term) == TermKind::Stop),
            is_name: yes(capitals.get(&term).is_some_and(|&more| more > 0)),
            is_number: yes(vocabulary.key(term).chars().all(|c| c.is_ascii_digit())),
        }
    };
    let traits = |seen: &Seen, a: Kind, b: Kind| -> [f64; N_TRAITS] {
        let often = libm::log((3.0 * seen.n_times / n_outlets).max(1.0)) / 3.0;
        let first = seen.n_first / n_outlets;
        let earliness = seen.earliness / n_outlets;
        let headlines = seen.n_headlines / n_outlets;
        let outlets = seen.n_outlets / n_outlets;
        [
            1.0,
            earliness,
            headlines,
            often,
            seen.best,
            outlets,
            room,
            (a.is_small + b.is_small) / 2.0,
            (a.is_name + b.is_name) / 2.0,
            (a.is_number + b.is_number) / 2.0,
            first,
            first * first,
            headlines * earliness,
            headlines * outlets,
            seen.best * seen.best,
        ]
    };
    let in_headlines = |term: TermId| match vocabulary.kind(term) {
        TermKind::Stop => 0.0,
        _ => words.get(&term).map_or(0.0, |seen| (3.0 * seen.n_headlines / n_outlets).min(2.0)),
    };
    let chance = |sum: f64| 1.0 / (1.0 + libm::exp(-sum));
    let pairs = pairs
        .iter()
        .map(|(&pair, seen)| {
            let (a, b) = (kind(pair.0), kind(pair.1));
            let headed = (in_headlines(pair.0) + in_headlines(pair.1)) / 4.0;
            let sum = dot(&PAIR_WEIGHTS, &traits(seen, a, b))
                + dot(&HEADED_WEIGHTS, &[headed, headed * headed]);
            (pair, chance(sum))
        })
        .collect();
    let words = words
        .iter()
        .map(|(&term, seen)| {
            let kind = kind(term);
            (term, chance(dot(&WORD_WEIGHTS, &traits(seen, kind, kind))))
        })
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
    seen.n_first += f64::from(u8::from(rank == 0));
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
