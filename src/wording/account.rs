//! What do the outlets tell in common, in a given number of words?
//!
//! Sentences (or parts that can stand as sentences) are chosen so that the account holds as many as possible of
//! the words and word pairs that a neutral account is expected to hold: the expected F1 of words and pairs under a
//! word budget,
//!
//! `sum over concepts held of 2 p / (n + r)`, pairs and words mixed, n the account's and r a reference's length.
//!
//! A sentence that leans on the one before it, asks, or opens with somebody's quotation weighs less; one whose words
//! the other outlets tell early weighs more: sums of chances do not see what else a sentence brings along. The search is
//! exhaustive over the best candidates, so the answer does not depend on an order of trial; where there is room, one
//! sentence more may follow. Cost: the concepts, and a few thousand sums. It misleads where all outlets repeat the
//! same mistake, and on stories of one outlet.

mod carried;
mod further;
mod quality;
mod search;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use carried::Leads;
use further::Room;
pub(super) use quality::quality;
use search::{Search, value};

use super::concept::{Concepts, Pair, concepts, telling_sentences, terms_of};
use super::cut::{endings, opening};
use crate::article::{ArticleId, Citation, Corpus, OutletId, Part, Span, StoryId};
use crate::clean::{Masks, Reason};
use crate::token::{TermId, TermKind, TokenizedCorpus};

/// How much it weighs that the other outlets tell early what a sentence tells.
const CARRIED_WEIGHT: f64 = 0.35;
/// A reference's length as a share of the budget.
const REFERENCE: f64 = 0.85;
/// What an outlet prints of somebody else's report stands back behind the report itself.
const COPY: f64 = 0.9;
/// The best candidates that are tried together.
const MAX_CANDIDATES: usize = 20;
/// Sentences further down than this are background.
const MAX_RANK: usize = 25;
const FEWEST_WORDS: usize = 6;
/// The share of a sentence's weighty words that another outlet's sentence holds when it tells the same.
const TELLS_THE_SAME: f64 = 0.4;

/// A sentence of the account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AccountSentence {
    /// The outlet whose words they are.
    pub outlet: OutletId,
    /// The words: a sentence, or a part that can stand as one.
    pub at: Citation,
    /// Whether the published sentence goes on.
    pub is_cut: bool,
    /// The other outlets that tell the same, with their sentences, in the order of the corpus.
    pub told_by: Vec<(OutletId, Citation)>,
    /// How far up in the articles it stands: 0 is the first sentence.
    pub rank: u32,
}

/// What the outlets of a story tell in common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Account {
    /// The story.
    pub story: StoryId,
    /// Its sentences in reading order. Empty where there is nothing to choose from.
    pub sentences: Vec<AccountSentence>,
}

struct Candidate {
    article: ArticleId,
    number: usize,
    rank: usize,
    span: Span,
    is_cut: bool,
    n_words: usize,
    /// All its terms, as often as it has them, by their ids.
    terms: Vec<TermId>,
    words: Vec<(TermId, f64)>,
    pairs: Vec<(Pair, f64)>,
    stands_alone: bool,
    quality: f64,
    value: f64,
}

impl Candidate {
    fn is_of_the_sentence_of(&self, other: &Candidate) -> bool {
        (self.article, self.number) == (other.article, other.number)
    }
}

/// The account of a story in at most `n_words` words and `most` sentences.
///
/// ```
/// use parallax::clean::Masks;
/// use parallax::token::{Normalizer, TokenizedCorpus};
/// use parallax::wording::account;
/// use parallax::{Article, Corpus};
///
/// let corpus = Corpus::new([
///     Article::new("a", "Harbour closes", "The council closed the old harbour for good on Monday. Gulls slept."),
///     Article::new("b", "A farewell", "Was it wise? The old harbour was closed for good on Monday by the council."),
/// ]);
/// let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
/// let story = corpus.story_ids().next().unwrap();
/// let found = account(&corpus, &tokenized, &Masks::none(&tokenized), story, 20, 3);
/// assert_eq!(found.sentences.len(), 1);
/// assert!(corpus.words(&found.sentences[0].at).unwrap().contains("old harbour"));
/// assert_eq!(found.sentences[0].told_by.len(), 1);
/// ```
pub fn account(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    story: StoryId,
    n_words: usize,
    most: usize,
) -> Account {
    let articles = &corpus.story(story).articles;
    let concepts = concepts(corpus, tokenized, masks, articles, n_words);
    let leads = Leads::new(corpus, tokenized, masks, articles);
    let reference = REFERENCE * n_words as f64;
    let mut candidates: Vec<Candidate> = Vec::new();
    for &article in articles {
        let sentences = telling_sentences(article, tokenized, masks).take(MAX_RANK);
        for (rank, (number, _)) in sentences.enumerate() {
            candidates.extend(parts(
                corpus,
                tokenized,
                &concepts,
                article,
                (rank, number),
                n_words,
            ));
        }
    }
    for candidate in &mut candidates {
        let (words, pairs) = (sum(&candidate.words), sum(&candidate.pairs));
        let outlet = corpus.outlet_of(candidate.article);
        let terms = candidate.words.iter().map(|(term, _)| *term);
        candidate.quality *= libm::exp(CARRIED_WEIGHT * leads.share(outlet, terms));
        if masks.reason(candidate.article, candidate.number) == Some(Reason::SharedCopy) {
            candidate.quality *= COPY;
        }
        candidate.value =
            value(words, pairs, candidate.terms.len(), 1, reference) * candidate.quality;
    }
    candidates.sort_by(|a, b| {
        let place = |c: &Candidate| (c.article, c.number, c.span);
        b.value.total_cmp(&a.value).then_with(|| place(a).cmp(&place(b)))
    });
    let mut n_of: FxHashMap<(ArticleId, usize), u32> = FxHashMap::default();
    // Two parts of one sentence are tried, and one text that several outlets print is tried once.
    let mut texts: Vec<&str> = Vec::new();
    candidates.retain(|candidate| {
        let n = n_of.entry((candidate.article, candidate.number)).or_default();
        *n += 1;
        let words = candidate.span.of(&corpus.article(candidate.article).body).unwrap_or("");
        let new = !texts.contains(&words);
        if *n <= 2 && new {
            texts.push(words);
        }
        *n <= 2 && new
    });
    candidates.truncate(MAX_CANDIDATES);
    let mut chosen = Search::new(&candidates, n_words, most, reference).best();
    let room = Room { tokenized, candidates: &candidates, budget: n_words };
    if chosen.len() < most {
        chosen.extend(room.further(&chosen));
    }
    let mut chosen: Vec<&Candidate> = chosen.iter().map(|&index| &candidates[index]).collect();
    chosen.sort_by_key(|candidate| (candidate.rank, candidate.article, candidate.span));
    let support = Support { corpus, tokenized, masks, concepts: &concepts, articles };
    let sentences = chosen.into_iter().map(|candidate| support.sentence(candidate)).collect();
    Account { story, sentences }
}

/// A sentence and the parts of it that can stand alone.
fn parts(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    concepts: &Concepts,
    article: ArticleId,
    (rank, number): (usize, usize),
    most_words: usize,
) -> Vec<Candidate> {
    let sentence = &tokenized.document(article).sentences[number];
    let Some(text) = sentence.span.of(&corpus.article(article).body) else { return Vec::new() };
    let first = opening(text);
    let Some(told) = text.get(first..) else { return Vec::new() };
    let quality = quality(told);
    if quality <= 0.0 {
        return Vec::new();
    }
    let start = sentence.span.start as usize + first;
    let ends = std::iter::once(told.trim_end().len()).chain(endings(told));
    let of_words = tokenized.document(article).words_of(sentence);
    ends.filter_map(|end| {
        let n_words = told.get(..end)?.split_whitespace().count();
        let span = Span::from_range(start..start + end);
        let mut terms: Vec<TermId> = of_words
            .iter()
            .filter(|word| span.covers(&word.span))
            .map(|word| tokenized.term(word).0)
            .collect();
        if !(FEWEST_WORDS..=most_words).contains(&n_words) || terms.len() < 2 {
            return None;
        }
        let mut pairs: Vec<Pair> = terms.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        pairs.dedup();
        terms.sort_unstable();
        let mut words = terms.clone();
        words.dedup();
        let word = |term: TermId| (term, concepts.words.get(&term).copied().unwrap_or(0.0));
        let pair = |pair: Pair| (pair, concepts.pairs.get(&pair).copied().unwrap_or(0.0));
        Some(Candidate {
            article,
            number,
            rank,
            span,
            is_cut: end < told.trim_end().len(),
            n_words,
            terms,
            words: words.into_iter().map(word).collect(),
            pairs: pairs.into_iter().map(pair).collect(),
            stands_alone: quality >= 1.0,
            quality,
            value: 0.0,
        })
    })
    .collect()
}

fn sum<K>(concepts: &[(K, f64)]) -> f64 {
    concepts.iter().map(|(_, chance)| chance).sum()
}

struct Support<'a> {
    corpus: &'a Corpus,
    tokenized: &'a TokenizedCorpus,
    masks: &'a Masks,
    concepts: &'a Concepts,
    articles: &'a [ArticleId],
}

impl Support<'_> {
    fn sentence(&self, candidate: &Candidate) -> AccountSentence {
        let outlet = self.corpus.outlet_of(candidate.article);
        AccountSentence {
            outlet,
            at: Citation { article: candidate.article, part: Part::Body, span: candidate.span },
            is_cut: candidate.is_cut,
            told_by: self.told_by(candidate, outlet),
            rank: candidate.rank as u32,
        }
    }

    /// The closest sentence of each other outlet that tells the same.
    fn told_by(&self, candidate: &Candidate, own: OutletId) -> Vec<(OutletId, Citation)> {
        let vocabulary = self.tokenized.vocabulary();
        // What nearly every sentence of a story holds tells no two of them apart; rare words weigh more.
        let weight = |term: TermId| match vocabulary.kind(term) {
            TermKind::Stop => 0.0,
            _ => 1.0 - 0.5 * self.concepts.words.get(&term).copied().unwrap_or(0.0),
        };
        let whole: f64 = candidate.words.iter().map(|(term, _)| weight(*term)).sum();
        let mut found: Vec<(OutletId, Citation, f64)> = Vec::new();
        for &article in self.articles {
            let outlet = self.corpus.outlet_of(article);
            if outlet == own {
                continue;
            }
            for (_, sentence) in telling_sentences(article, self.tokenized, self.masks) {
                let mut terms = terms_of(article, sentence, self.tokenized);
                terms.sort_unstable();
                terms.dedup();
                let held = |term: &TermId| terms.binary_search(term).is_ok();
                let shared: f64 = candidate
                    .words
                    .iter()
                    .filter(|(term, _)| held(term))
                    .map(|(term, _)| weight(*term))
                    .sum();
                let length: f64 = terms.iter().map(|&term| weight(term)).sum();
                let alike = shared / libm::sqrt(whole * length).max(1e-9);
                if alike < TELLS_THE_SAME {
                    continue;
                }
                let at = self.tokenized.cite(article, sentence);
                match found.iter_mut().find(|(other, ..)| *other == outlet) {
                    Some(entry) if alike > entry.2 => *entry = (outlet, at, alike),
                    Some(_) => {}
                    None => found.push((outlet, at, alike)),
                }
            }
        }
        let mut found: Vec<(OutletId, Citation)> =
            found.into_iter().map(|(outlet, at, _)| (outlet, at)).collect();
        found.sort_by_key(|(_, at)| *at);
        found
    }
}
