//! Which sentences of an article stand in other outlets' articles.
//!
//! A sentence is shared where most of its words lie in passages that another outlet prints. In copies of one report
//! every passage counts; elsewhere only a passage of [`PASSAGE`] words, so that a stock phrase makes no sentence
//! shared. Cost: linear in the words.

use serde::{Deserialize, Serialize};

use super::Held;
use super::agency::is_agency;
use super::cluster::Cluster;
use crate::article::{ArticleId, Corpus, Part, Span};
use crate::clean::Masks;
use crate::token::TokenizedCorpus;

/// So many words in a row are no coincidence.
pub(super) const PASSAGE: usize = 12;
/// The share of a sentence's words that has to be shared.
const MOST: f64 = 2.0 / 3.0;

/// With whom a passage is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SharedWith {
    /// The other articles of a report, by its number among the [clusters](super::Syndication::clusters).
    Report(u32),
    /// Articles that share little else: a statement that all quote, a paragraph of background.
    Passage,
}

/// A passage that also stands in other outlets' articles: whole sentences of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Shared {
    /// Its bytes in the body.
    pub span: Span,
    /// The number of its words.
    pub n_tokens: u32,
    /// With whom.
    pub with: SharedWith,
    /// Whether this article stands for all that print the passage: the report's origin, or an agency's article, or else the
    /// fullest.
    pub is_first: bool,
}

/// The shared passages of every article; enters into the clusters how much of each copy they make.
pub(super) fn shared(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    held: &[Vec<Held>],
    order: &[ArticleId],
    clusters: &mut [Cluster],
) -> Vec<Vec<Shared>> {
    // An agency's own article stands first, whatever its length.
    let mut place = vec![(true, 0u32); order.len()];
    for (number, &id) in (0..).zip(order) {
        place[id.index()] = (!is_agency(corpus, id), number);
    }
    let mut report_of: Vec<Option<u32>> = vec![None; order.len()];
    for (number, cluster) in (0..).zip(clusters.iter()) {
        for copy in &cluster.copies {
            report_of[copy.article.index()] = Some(number);
        }
    }
    let mut all = Vec::with_capacity(order.len());
    for id in corpus.article_ids() {
        let (found, n_words) = if held[id.index()].is_empty() {
            (Vec::new(), 0)
        } else {
            let report = report_of[id.index()];
            let origin = report.map(|number| clusters[number as usize].origin);
            let words = Words::new(&held[id.index()], id, &place, |other| {
                report.is_some() && report_of[other.index()] == report
            });
            words.sentences(tokenized, masks, id, report, origin == Some(id))
        };
        if let Some(number) = report_of[id.index()] {
            let copies = &mut clusters[number as usize].copies;
            let mine = |shared: &&Shared| shared.with == SharedWith::Report(number);
            if let Ok(slot) = copies.binary_search_by_key(&id, |copy| copy.article) {
                let n_tokens = found.iter().filter(mine).map(|shared| shared.n_tokens).sum();
                copies[slot].n_tokens = n_tokens;
                copies[slot].share = f64::from(n_tokens) / f64::from(n_words.max(1));
            }
        }
        all.push(found);
    }
    all
}

/// For each word of an article's row, who else prints it.
struct Words {
    /// In a passage of another copy of the report.
    in_report: Vec<bool>,
    /// In a passage of any other outlet, long enough to count.
    in_passage: Vec<bool>,
    /// In a passage of an article that stands before this one.
    is_later: Vec<bool>,
}

impl Words {
    fn new(
        held: &[Held],
        id: ArticleId,
        place: &[(bool, u32)],
        same: impl Fn(ArticleId) -> bool,
    ) -> Self {
        let n_words = held.iter().map(|held| held.end as usize).max().unwrap_or(0);
        let mut words = Words {
            in_report: vec![false; n_words],
            in_passage: vec![false; n_words],
            is_later: vec![false; n_words],
        };
        for held in held {
            let range = held.start as usize..held.end as usize;
            if same(held.other) {
                words.in_report[range.clone()].fill(true);
            }
            if held.n_same as usize >= PASSAGE {
                words.in_passage[range.clone()].fill(true);
                if place[held.other.index()] < place[id.index()] {
                    words.is_later[range].fill(true);
                }
            }
        }
        words
    }

    /// The shared sentences, neighbours joined, and the number of words that are not set aside.
    fn sentences(
        &self,
        tokenized: &TokenizedCorpus,
        masks: &Masks,
        id: ArticleId,
        report: Option<u32>,
        is_origin: bool,
    ) -> (Vec<Shared>, u32) {
        let mut found: Vec<Shared> = Vec::new();
        let (mut at, mut n_words) = (0, 0);
        let mut goes_on = false;
        for (number, sentence) in tokenized.document(id).sentences.iter().enumerate() {
            if sentence.part != Part::Body {
                continue;
            }
            if !masks.keeps(id, number) {
                // The row has one gap for it.
                at += 1;
                goes_on = false;
                continue;
            }
            let range = at..at + sentence.n_tokens();
            at = range.end;
            n_words += sentence.n_tokens() as u32;
            let n = |marked: &[bool]| {
                let end = range.end.min(marked.len());
                marked.get(range.start..end).map_or(0, |words| words.iter().filter(|m| **m).count())
            };
            let most = |n: usize| n > 0 && n as f64 >= MOST * sentence.n_tokens() as f64;
            let with = match report {
                Some(number) if most(n(&self.in_report)) => SharedWith::Report(number),
                _ if most(n(&self.in_passage)) => SharedWith::Passage,
                _ => {
                    // A row of stars between two shared sentences does not part them.
                    goes_on &= sentence.n_tokens() == 0;
                    continue;
                }
            };
            let is_first = match with {
                SharedWith::Report(_) => is_origin,
                SharedWith::Passage => !most(n(&self.is_later)),
            };
            let n_tokens = sentence.n_tokens() as u32;
            match found.last_mut() {
                Some(last) if goes_on && last.with == with && last.is_first == is_first => {
                    last.span.end = sentence.span.end;
                    last.n_tokens += n_tokens;
                }
                _ => found.push(Shared { span: sentence.span, n_tokens, with, is_first }),
            }
            goes_on = true;
        }
        (found, n_words)
    }
}
