//! Which sentences are passed over, and why.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{
    Reason, Shared, Syndication, credit, dateline, edges, label, no_prose, recurring, stamp,
};
use crate::article::{ArticleId, Citation, Corpus, OutletId, Part, Span};
use crate::token::{Occurrence, Tokenized, TokenizedCorpus};

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

/// Words of a sentence that otherwise counts.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cut {
    sentence: u32,
    /// Which words, counted from the first of the sentence; never empty, never those of another cut.
    words: Range<u32>,
    mask: Mask,
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
    /// For each article what is masked within sentences that otherwise count. Ascending.
    cuts: Vec<Vec<Cut>>,
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
        label::mark(corpus, tokenized, &mut masks);
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
            cuts: vec![Vec::new(); documents.len()],
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
            self.cuts[article.index()].retain(|cut| cut.sentence != number);
        }
    }

    /// Sets the words of a sentence aside that a span touches; the whole sentence, where no other counts.
    ///
    /// What is set aside already keeps its reason.
    pub(super) fn add_span(
        &mut self,
        tokenized: &TokenizedCorpus,
        article: ArticleId,
        sentence: usize,
        span: Span,
        reason: Reason,
    ) {
        let document = tokenized.document(article);
        let found = &document.sentences[sentence];
        let words = document.words_of(found);
        let start = words.partition_point(|word| word.span.end <= span.start) as u32;
        let end = words.partition_point(|word| word.span.start < span.end) as u32;
        if start >= end || !self.keeps(article, sentence) {
            return;
        }
        // The gaps between the cuts that there are, as far as the span touches them.
        let known = self.cuts_of(article, sentence).iter().map(|cut| cut.words.clone());
        let mut at = start;
        let mut more: Vec<Range<u32>> = Vec::new();
        for known in known.chain(std::iter::once(end..end)) {
            let gap = at..known.start.min(end);
            at = at.max(known.end);
            more.extend((!gap.is_empty()).then_some(gap));
        }
        let number = sentence as u32;
        let cuts = &mut self.cuts[article.index()];
        for words_of_cut in more {
            let (from, to) = (words_of_cut.start as usize, words_of_cut.end as usize);
            // Marks around the words belong to the cut as far as the span reaches, unless another cut is in between.
            let begin =
                if words_of_cut.start == start { span.start } else { words[from].span.start };
            let stop = if words_of_cut.end == end { span.end } else { words[to - 1].span.end };
            let span = Span::new(begin.max(found.span.start), stop.min(found.span.end));
            let at = Citation { article, part: found.part, span };
            let mask = Mask { at, reason, n_tokens: words_of_cut.len() as u32 };
            let slot =
                cuts.partition_point(|cut| (cut.sentence, cut.words.start) < (number, from as u32));
            cuts.insert(slot, Cut { sentence: number, words: words_of_cut, mask });
        }
        if self.counted(document, article, sentence).next().is_none() {
            self.add(tokenized, article, sentence, reason);
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
        let words = document.words_of(found);
        if let Some(last) = n_first.min(words.len()).checked_sub(1) {
            let span = Span::new(found.span.start, words[last].span.end);
            self.add_span(tokenized, article, sentence, span, reason);
        }
        if let Some(first) = words.get(words.len().saturating_sub(n_last)) {
            let span = Span::new(first.span.start, found.span.end);
            self.add_span(tokenized, article, sentence, span, reason);
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
        let found = tokenized.document(article).sentences[sentence].span;
        let span = Span::new(found.start + start as u32, found.end);
        self.add_span(tokenized, article, sentence, span, reason);
    }

    /// What is set aside within a sentence that otherwise counts, in order.
    fn cuts_of(&self, article: ArticleId, sentence: usize) -> &[Cut] {
        let cuts = &self.cuts[article.index()][..];
        let first = cuts.partition_point(|cut| (cut.sentence as usize) < sentence);
        let n_cuts = cuts[first..].iter().take_while(|cut| cut.sentence as usize == sentence);
        &cuts[first..first + n_cuts.count()]
    }

    /// What is set aside within sentences that otherwise count, in the order of the text.
    pub fn within(&self, article: ArticleId, part: Part) -> impl Iterator<Item = Span> {
        let cuts = self.cuts[article.index()].iter();
        cuts.filter(move |cut| cut.mask.at.part == part).map(|cut| cut.mask.at.span)
    }

    /// The words of a sentence that count, as the pieces that what is set aside leaves; none where that is all of it.
    ///
    /// What is counted as a run of words, a phrase or a pattern, stands within one piece.
    pub fn counted<'m, 'd: 'm>(
        &'m self,
        document: &'d Tokenized,
        article: ArticleId,
        sentence: usize,
    ) -> impl Iterator<Item = &'d [Occurrence]> + use<'m, 'd> {
        let kept = self.keeps(article, sentence).then(|| &document.sentences[sentence]);
        let words = kept.map_or(&[][..], |found| document.words_of(found));
        let cuts = self.cuts_of(article, sentence).iter();
        let ends = cuts.map(|cut| cut.words.start as usize..cut.words.end as usize);
        let mut at = 0;
        let pieces = ends.chain(std::iter::once(words.len()..words.len())).map(move |cut| {
            let piece = words.get(at..cut.start).unwrap_or(&[]);
            at = cut.end;
            piece
        });
        pieces.filter(|piece| !piece.is_empty())
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
        let cuts = self.cuts.get(of).into_iter().flatten().map(|cut| &cut.mask);
        let holds = |mask: &&Mask| mask.at.part == at.part && mask.at.span.covers(&at.span);
        whole.chain(cuts).find(holds).map(|mask| mask.reason)
    }

    /// Every mask, article by article: whole sentences first, then parts of sentences.
    pub fn iter(&self) -> impl Iterator<Item = &Mask> {
        let whole = |article: usize| self.by_article[article].iter().map(|(_, mask)| mask);
        let cuts = |article: usize| self.cuts[article].iter().map(|cut| &cut.mask);
        (0..self.by_article.len()).flat_map(move |article| whole(article).chain(cuts(article)))
    }

    /// What was set aside, by reason.
    pub fn summary(&self) -> Vec<SetAsideShare> {
        let mut sums: BTreeMap<Reason, SetAsideShare> = BTreeMap::new();
        for (marked, cuts) in self.by_article.iter().zip(&self.cuts) {
            let mut seen: Vec<Reason> = Vec::new();
            let cuts = cuts.iter().map(|cut| &cut.mask);
            for mask in marked.iter().map(|(_, mask)| mask).chain(cuts) {
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
            let cuts = self.cuts[id.index()].iter().map(|cut| cut.mask.n_tokens);
            all - whole.chain(cuts).sum::<u32>()
        })
        .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::token::Normalizer;

    #[test]
    fn what_counts_is_what_the_cuts_leave() {
        /// Name; cuts as bytes, in the order in which they are made; the pieces left; the masks, in order.
        type Case<'c> = (&'c str, &'c [(u32, u32)], &'c [&'c str], &'c [&'c str]);
        const BODY: &str = "Ana Rivers (D-Ohio) met the board.";
        let cases: [Case<'_>; 8] = [
            ("nothing", &[], &["Ana Rivers (D-Ohio) met the board"], &[]),
            ("marks alone", &[(10, 12)], &["Ana Rivers (D-Ohio) met the board"], &[]),
            ("in the middle", &[(11, 19)], &["Ana Rivers", "met the board"], &["(D-Ohio)"]),
            ("at the start", &[(0, 3)], &["Rivers (D-Ohio) met the board"], &["Ana"]),
            ("two", &[(24, 27), (11, 19)], &["Ana Rivers", "met", "board"], &["(D-Ohio)", "the"]),
            (
                "around another",
                &[(11, 19), (4, 23)],
                &["Ana", "the board"],
                &["Rivers", "(D-Ohio)", "met"],
            ),
            (
                "within another",
                &[(4, 23), (11, 19)],
                &["Ana", "the board"],
                &["Rivers (D-Ohio) met"],
            ),
            ("in the end all", &[(11, 19), (0, 10), (20, 34)], &[], &[BODY]),
        ];
        for (name, cuts, pieces, masked) in cases {
            let corpus = Corpus::new([Article::new("a", "", BODY)]);
            let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
            let id = corpus.article_ids().next().unwrap();
            let mut masks = Masks::none(&tokenized);
            for &(start, end) in cuts {
                masks.add_span(&tokenized, id, 0, Span::new(start, end), Reason::Label);
            }
            let document = tokenized.document(id);
            let counted: Vec<&[Occurrence]> = masks.counted(document, id, 0).collect();
            let found: Vec<&str> = counted
                .iter()
                .map(|piece| Span::new(piece[0].span.start, piece[piece.len() - 1].span.end))
                .map(|span| span.of(BODY).unwrap())
                .collect();
            assert_eq!(found, pieces, "{name}");
            let found: Vec<&str> =
                masks.iter().map(|mask| corpus.words(&mask.at).unwrap()).collect();
            assert_eq!(found, masked, "{name}");
            let n_counted: usize = counted.iter().map(|piece| piece.len()).sum();
            let n_masked: u32 = masks.iter().map(|mask| mask.n_tokens).sum();
            assert_eq!(n_counted + n_masked as usize, document.tokens.len(), "{name}");
            assert_eq!(masks.n_kept(&corpus, &tokenized, corpus.outlet_of(id)) as usize, n_counted);
        }
    }
}
