//! Which sentences are passed over, and why.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Shared, Syndication, credit, dateline, edges, no_prose, recurring, stamp};
use crate::article::{ArticleId, Citation, Corpus, OutletId, Part, Span};
use crate::token::{Occurrence, Tokenized, TokenizedCorpus};

/// Why a piece of text is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// The outlet prints the sentence in several of its articles: newsletter pitches, credits, tag lines.
    HouseText,
    /// A credit, a caption or a pitch, known by its formula.
    Credit,
    /// Place, date and agency before the first sentence.
    Dateline,
    /// When the page, or a post shown on it, was put up.
    Stamp,
    /// Several outlets print the passage in nearly the same words: agency copy, mostly.
    SharedCopy,
    /// Markup, code or a row of symbols that was taken for text.
    NoProse,
    /// The outlet had already published the article in nearly the same words.
    Repeat,
}

impl Reason {
    /// Whether the words count elsewhere: in the outlet that the copy comes from, or in the article that is repeated.
    pub fn is_copy(self) -> bool {
        matches!(self, Reason::SharedCopy | Reason::Repeat)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::HouseText => "an outlet's recurring house text",
            Reason::Credit => "credits, captions and pitches",
            Reason::Dateline => "datelines",
            Reason::Stamp => "times at which pages and posts were put up",
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

/// The beginning or the end of a sentence that otherwise counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edge {
    sentence: u32,
    is_end: bool,
    mask: Mask,
}

impl Edge {
    fn place(&self) -> (u32, bool) {
        (self.sentence, self.is_end)
    }
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
    /// For each article the masked beginnings and ends of sentences that otherwise count. Ascending.
    edges: Vec<Vec<Edge>>,
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
        stamp::mark(corpus, tokenized, &mut masks);
        dateline::mark(corpus, tokenized, &mut masks);
        edges::mark(corpus, tokenized, &mut masks);
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
            edges: vec![Vec::new(); documents.len()],
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
            self.edges[article.index()].retain(|edge| edge.sentence != number);
        }
    }

    /// Sets the first `n_first` and the last `n_last` words of a sentence aside; all of it, where they meet.
    pub(super) fn add_edges(
        &mut self,
        tokenized: &TokenizedCorpus,
        article: ArticleId,
        sentence: usize,
        (n_first, n_last): (usize, usize),
        reason: Reason,
    ) {
        let document = tokenized.document(article);
        let found = &document.sentences[sentence];
        if !self.keeps(article, sentence) || n_first + n_last == 0 {
            return;
        }
        let (already_first, already_last) = self.edges_of(article, sentence);
        let (n_first, n_last) = (n_first.max(already_first), n_last.max(already_last));
        if n_first + n_last >= found.n_tokens() {
            return self.add(tokenized, article, sentence, reason);
        }
        let words = document.words_of(found);
        let number = sentence as u32;
        let edges = &mut self.edges[article.index()];
        let mut set = |is_end: bool, n_tokens: usize, span: Span| {
            let at = Citation { article, part: found.part, span };
            let edge = Edge {
                sentence: number,
                is_end,
                mask: Mask { at, reason, n_tokens: n_tokens as u32 },
            };
            let slot = edges.partition_point(|other| other.place() < edge.place());
            if edges.get(slot).is_some_and(|other| other.place() == edge.place()) {
                edges.remove(slot);
            }
            edges.insert(slot, edge);
        };
        if n_first > already_first {
            set(false, n_first, Span::new(found.span.start, words[n_first - 1].span.end));
        }
        if n_last > already_last {
            set(true, n_last, Span::new(words[words.len() - n_last].span.start, found.span.end));
        }
    }

    /// Sets what a sentence says from a byte of it on aside.
    pub(super) fn add_from(
        &mut self,
        tokenized: &TokenizedCorpus,
        article: ArticleId,
        sentence: usize,
        start: usize,
        reason: Reason,
    ) {
        let document = tokenized.document(article);
        let found = &document.sentences[sentence];
        let start = found.span.start + start as u32;
        let words = document.words_of(found).iter().rev();
        let n_last = words.take_while(|word| word.span.end > start).count();
        self.add_edges(tokenized, article, sentence, (0, n_last), reason);
    }

    /// How many words at the beginning and at the end of a sentence are set aside although the rest counts.
    fn edges_of(&self, article: ArticleId, sentence: usize) -> (usize, usize) {
        let of = |is_end: bool| {
            let place = (sentence as u32, is_end);
            let edges = &self.edges[article.index()];
            let found = edges.binary_search_by_key(&place, Edge::place);
            found.map_or(0, |found| edges[found].mask.n_tokens as usize)
        };
        if self.edges[article.index()].is_empty() { (0, 0) } else { (of(false), of(true)) }
    }

    /// The words of a sentence that count; none where all of it is set aside.
    pub fn counted<'d>(
        &self,
        document: &'d Tokenized,
        article: ArticleId,
        sentence: usize,
    ) -> &'d [Occurrence] {
        if !self.keeps(article, sentence) {
            return &[];
        }
        let (n_first, n_last) = self.edges_of(article, sentence);
        let words = document.words_of(&document.sentences[sentence]);
        words.get(n_first..words.len().saturating_sub(n_last)).unwrap_or(&[])
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

    /// The reason why a place is set aside, or `None` where it counts.
    pub fn reason_at(&self, at: &Citation) -> Option<Reason> {
        let of = at.article.index();
        let whole = self.by_article.get(of).into_iter().flatten().map(|(_, mask)| mask);
        let edges = self.edges.get(of).into_iter().flatten().map(|edge| &edge.mask);
        let holds = |mask: &&Mask| mask.at.part == at.part && mask.at.span.covers(&at.span);
        whole.chain(edges).find(holds).map(|mask| mask.reason)
    }

    /// Every mask, article by article: whole sentences first, then beginnings and ends of sentences.
    pub fn iter(&self) -> impl Iterator<Item = &Mask> {
        let whole = |article: usize| self.by_article[article].iter().map(|(_, mask)| mask);
        let edges = |article: usize| self.edges[article].iter().map(|edge| &edge.mask);
        (0..self.by_article.len()).flat_map(move |article| whole(article).chain(edges(article)))
    }

    /// What was set aside, by reason.
    pub fn summary(&self) -> Vec<SetAsideShare> {
        let mut sums: BTreeMap<Reason, SetAsideShare> = BTreeMap::new();
        for (marked, edges) in self.by_article.iter().zip(&self.edges) {
            let mut seen: Vec<Reason> = Vec::new();
            let edges = edges.iter().map(|edge| &edge.mask);
            for mask in marked.iter().map(|(_, mask)| mask).chain(edges) {
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

    /// The share of all words that is set aside for some reasons, from 0 to 1.
    pub fn share(&self, counts: impl Fn(Reason) -> bool) -> f64 {
        let marked = self.iter().filter(|mask| counts(mask.reason));
        let masked: u64 = marked.map(|mask| u64::from(mask.n_tokens)).sum();
        masked as f64 / self.n_tokens_read.max(1) as f64
    }

    /// The number of words of an outlet that count.
    pub fn n_kept(&self, corpus: &Corpus, tokenized: &TokenizedCorpus, outlet: OutletId) -> u32 {
        let own = corpus.articles_of(outlet);
        own.map(|id| {
            let all = tokenized.document(id).tokens.len() as u32;
            let whole = self.by_article[id.index()].iter().map(|(_, mask)| mask.n_tokens);
            let edges = self.edges[id.index()].iter().map(|edge| edge.mask.n_tokens);
            all - whole.chain(edges).sum::<u32>()
        })
        .sum()
    }
}
