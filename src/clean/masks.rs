//! Which sentences are passed over, and why.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Shared, Syndication, credit, no_prose, recurring};
use crate::article::{ArticleId, Citation, Corpus, OutletId, Part};
use crate::token::TokenizedCorpus;

/// Why a piece of text is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// The outlet prints the sentence in several of its articles: newsletter pitches, credits, tag lines.
    HouseText,
    /// A credit, a caption or a pitch, known by its formula.
    Credit,
    /// Several outlets print the passage in nearly the same words: agency copy, mostly.
    SharedCopy,
    /// Markup, code or a row of symbols that was taken for text.
    NoProse,
    /// The outlet had already published the article in nearly the same words.
    Repeat,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::HouseText => "an outlet's recurring house text",
            Reason::Credit => "credits, captions and pitches",
            Reason::SharedCopy => "copy that several outlets print in the same words",
            Reason::NoProse => "markup and code taken for text",
            Reason::Repeat => "articles that their outlet had already published",
        })
    }
}

/// A place that counting passes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mask {
    /// Where.
    pub at: Citation,
    /// Why.
    pub reason: Reason,
    /// The number of words.
    pub n_tokens: u32,
}

/// How much was set aside for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAsideShare {
    /// Why.
    pub reason: Reason,
    /// The number of sentences.
    pub n_sentences: u32,
    /// The number of words in them.
    pub n_tokens: u32,
    /// The number of articles that they stand in.
    pub n_articles: u32,
}

/// Every sentence that is passed over in a corpus.
///
/// ```
/// use parallax::clean::Masks;
/// use parallax::token::{Normalizer, TokenizedCorpus};
/// use parallax::{Article, Corpus};
///
/// let pitch = "Sign up for the morning letter and never miss a turn of the talks.";
/// let corpus = Corpus::new((0..3).map(|n| Article::new("a", format!("Day {n}"), format!("Day {n} was quiet. {pitch}"))));
/// let masks = Masks::new(&corpus, &TokenizedCorpus::new(&corpus, Normalizer::default()));
/// assert_eq!(masks.iter().count(), 3);
/// assert_eq!(corpus.words(&masks.iter().next().unwrap().at), Some(pitch));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Masks {
    /// For each article the masked sentences: number in the document, reason. Ascending.
    by_article: Vec<Vec<(u32, Mask)>>,
    n_tokens_read: u64,
}

impl Masks {
    /// Everything that is set aside by default: what is left are the outlets' own words.
    pub fn new(corpus: &Corpus, tokenized: &TokenizedCorpus) -> Self {
        let masks = Masks::keeping_copy(corpus, tokenized);
        let syndication = Syndication::new(corpus, tokenized, &masks);
        masks.without_copy(corpus, tokenized, &syndication)
    }

    /// Everything but shared copy.
    pub fn keeping_copy(corpus: &Corpus, tokenized: &TokenizedCorpus) -> Self {
        let mut masks = Masks::none(tokenized);
        no_prose::mark(corpus, tokenized, &mut masks);
        credit::mark(corpus, tokenized, &mut masks);
        recurring::mark(corpus, tokenized, &mut masks);
        masks
    }

    /// These masks and shared copy: what an outlet took over, and passages that are no outlet's own.
    ///
    /// A report that is known to be an outlet's own, by credit or by time, still counts there.
    pub fn without_copy(
        &self,
        corpus: &Corpus,
        tokenized: &TokenizedCorpus,
        syndication: &Syndication,
    ) -> Self {
        self.with_copy(corpus, tokenized, syndication, |article, shared| {
            syndication.is_taken(corpus, article, shared)
        })
    }

    /// These masks and every printing of shared copy but one, so that what it says counts once.
    pub fn with_copy_once(
        &self,
        corpus: &Corpus,
        tokenized: &TokenizedCorpus,
        syndication: &Syndication,
    ) -> Self {
        self.with_copy(corpus, tokenized, syndication, |_, shared| !shared.is_first)
    }

    /// Sets the shared passages aside that the rule says.
    fn with_copy(
        &self,
        corpus: &Corpus,
        tokenized: &TokenizedCorpus,
        syndication: &Syndication,
        set_aside: impl Fn(ArticleId, &Shared) -> bool,
    ) -> Self {
        let mut masks = self.clone();
        for article in corpus.article_ids() {
            for shared in syndication.shared(article).iter().filter(|s| set_aside(article, s)) {
                for (number, sentence) in tokenized.document(article).sentences.iter().enumerate() {
                    if sentence.part == Part::Body && shared.span.covers(&sentence.span) {
                        masks.add(tokenized, article, number, Reason::SharedCopy);
                    }
                }
            }
        }
        masks
    }

    /// No masks: everything counts.
    pub fn none(tokenized: &TokenizedCorpus) -> Self {
        let documents = tokenized.documents();
        Masks {
            by_article: vec![Vec::new(); documents.len()],
            n_tokens_read: documents.iter().map(|document| document.tokens.len() as u64).sum(),
        }
    }

    /// Sets a sentence aside, unless it already is.
    pub(super) fn add(
        &mut self,
        tokenized: &TokenizedCorpus,
        article: ArticleId,
        sentence: usize,
        reason: Reason,
    ) {
        let marked = &mut self.by_article[article.index()];
        let number = sentence as u32;
        if let Err(slot) = marked.binary_search_by_key(&number, |(number, _)| *number) {
            let found = &tokenized.document(article).sentences[sentence];
            let at = tokenized.cite(article, found);
            marked.insert(slot, (number, Mask { at, reason, n_tokens: found.n_tokens() as u32 }));
        }
    }

    /// The reason why a sentence is set aside, or `None` where it counts.
    pub fn reason(&self, article: ArticleId, sentence: usize) -> Option<Reason> {
        let marked = &self.by_article[article.index()];
        let slot = marked.binary_search_by_key(&(sentence as u32), |(number, _)| *number).ok()?;
        Some(marked[slot].1.reason)
    }

    /// Whether a sentence counts.
    pub fn keeps(&self, article: ArticleId, sentence: usize) -> bool {
        self.by_article[article.index()].is_empty() || self.reason(article, sentence).is_none()
    }

    /// Every mask in the order of the corpus.
    pub fn iter(&self) -> impl Iterator<Item = &Mask> {
        self.by_article.iter().flatten().map(|(_, mask)| mask)
    }

    /// What was set aside, by reason.
    pub fn summary(&self) -> Vec<SetAsideShare> {
        let mut sums: BTreeMap<Reason, SetAsideShare> = BTreeMap::new();
        for marked in &self.by_article {
            let mut seen: Vec<Reason> = Vec::new();
            for (_, mask) in marked {
                let empty = SetAsideShare {
                    reason: mask.reason,
                    n_sentences: 0,
                    n_tokens: 0,
                    n_articles: 0,
                };
                let sum = sums.entry(mask.reason).or_insert(empty);
                sum.n_sentences += 1;
                sum.n_tokens += mask.n_tokens;
                if !seen.contains(&mask.reason) {
                    seen.push(mask.reason);
                    sum.n_articles += 1;
                }
            }
        }
        sums.into_values().collect()
    }

    /// The share of all words that is set aside, from 0 to 1.
    pub fn share(&self) -> f64 {
        let masked: u64 = self.iter().map(|mask| u64::from(mask.n_tokens)).sum();
        masked as f64 / self.n_tokens_read.max(1) as f64
    }

    /// The number of words of an outlet that count.
    pub fn n_kept(&self, corpus: &Corpus, tokenized: &TokenizedCorpus, outlet: OutletId) -> u32 {
        let own = corpus.article_ids().filter(|&id| corpus.outlet_of(id) == outlet);
        own.map(|id| {
            let all = tokenized.document(id).tokens.len() as u32;
            all - self.by_article[id.index()].iter().map(|(_, mask)| mask.n_tokens).sum::<u32>()
        })
        .sum()
    }
}
