//! Copy that several articles print: agency reports, texts taken over, passages in the same words.
//!
//! The question: which articles are the same report, cut, re-headlined, added to or lightly edited; where did it come
//! from; and which passages of each article are its own? The steps, one file each:
//!
//! | step | file | what it does |
//! |---|---|---|
//! | fingerprints | `fingerprint` | of every few shingles of five words one is kept, so that no shared run of eight words is missed |
//! | candidates | `candidates` | pairs that share fingerprints, by an index whose long lists are read only at their start |
//! | alignment | `align` | the passages that two articles share, across a few changed words |
//! | credits | `agency` | which agency an article credits |
//! | clusters | `cluster` | the articles that print one report, and its probable origin |
//! | passages | `passages` | which sentences of each article are shared, and with whom |
//!
//! **When is an article a copy?** Containment is the share of the shorter article's shingles of eight words that also
//! stand in the other (Broder 1997, doi:10.1109/SEQUEN.1997.666900). From [`CONTAINMENT`] on it is copy, unless all
//! that is shared is one passage of a paragraph's length that makes less than half of the article: that is a
//! quotation or an insert. A text in which every dozenth word was changed loses most of its shingles, so an article is
//! also a copy where aligned passages cover half of it.
//!
//! Cost: the fingerprints of all articles, sorted once, and an alignment for each pair that shares enough of them. An
//! article meets at most a fixed number of others at each fingerprint, so the whole grows about as the number of
//! articles does. Memory: sixteen bytes for each fingerprint and four for each word.
//!
//! It misleads where two outlets print the same long statement of a third party: that is shared copy, but no
//! outlet took it from the other. A translation or a retelling in new words is not found.

mod agency;
mod align;
mod candidates;
mod cluster;
mod fingerprint;
mod passages;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use self::align::{Anchors, LONG_SHINGLE, Run, around};
use self::candidates::{Candidate, Index};
use self::fingerprint::{BREAK, Hashes};
use self::passages::PASSAGE;
use super::Masks;
use crate::article::{ArticleId, Corpus, Part, Span};
use crate::token::{TermId, TokenizedCorpus};

pub use self::agency::Agency;
pub(super) use self::agency::is_name as is_agency_name;
pub use self::cluster::{Cluster, Copy, KnownBy};
pub use self::passages::{Shared, SharedWith};

/// From this share of the shorter article's shingles on, it is a copy.
const CONTAINMENT: f64 = 0.3;
/// One passage of at most so many words, less than [`HALF`] of an article, is a quotation or an insert.
const PARAGRAPH: usize = 100;
/// Passages of at least so many words count towards a lightly edited copy.
const LONG_PASSAGE: usize = 24;
/// Half of an article.
const HALF: f64 = 0.5;

/// Two articles that print the same report, or of which one prints a good part of the other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Reuse {
    /// The one article.
    pub a: ArticleId,
    /// The other; it comes later in the corpus.
    pub b: ArticleId,
    /// The share of the shorter article's shingles of eight words that also stand in the other, from 0 to 1.
    pub containment: f64,
    /// The share of the words of `a` in passages that it has in common with `b`, from 0 to 1.
    pub share_a: f64,
    /// The share of the words of `b` in passages that it has in common with `a`, from 0 to 1.
    pub share_b: f64,
}

/// A passage of one article that stands in another: places in its row of words.
#[derive(Debug, Clone)]
struct Held {
    start: u32,
    end: u32,
    n_same: u32,
    other: ArticleId,
}

/// What the articles of a corpus share with one another.
///
/// ```
/// use parallax::clean::{Masks, Syndication};
/// use parallax::token::{Normalizer, TokenizedCorpus};
/// use parallax::{Article, Corpus};
///
/// let report = "The harbour board voted late on Tuesday to close the old swing bridge for repairs that will \
///     take at least two years. Ferries will cross every ten minutes instead, its chair said.";
/// let corpus = Corpus::new([
///     Article::new("Osthaven Post", "Bridge closed", format!("OSTHAVEN (AP) \u{2014} {report}")),
///     Article::new("Village Bugle", "Two years of ferries", format!("{report} Bakers on the far side fear for their trade.")),
///     Article::new("Weser Mirror", "Eels", "Eels are back in the Weser, and nobody at the market knows why."),
/// ]);
/// let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
/// let syndication = Syndication::new(&corpus, &tokenized, &Masks::none(&tokenized));
/// assert_eq!(syndication.pairs().len(), 1);
/// let cluster = &syndication.clusters()[0];
/// assert_eq!(cluster.agency.as_ref().map(|agency| agency.name.as_str()), Some("AP"));
/// let bugle = corpus.article_ids().nth(1).unwrap();
/// let own = syndication.own(&corpus, bugle);
/// assert_eq!(own[0].of(&corpus.article(bugle).body), Some("Bakers on the far side fear for their trade."));
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Syndication {
    pairs: Vec<Reuse>,
    clusters: Vec<Cluster>,
    shared: Vec<Vec<Shared>>,
}

impl Syndication {
    /// Finds what the articles of a corpus share among what the masks keep: an outlet's house text is no evidence
    /// that two of its articles have a common origin.
    pub fn new(corpus: &Corpus, tokenized: &TokenizedCorpus, masks: &Masks) -> Self {
        let ids: Vec<ArticleId> = corpus.article_ids().collect();
        let rows: Vec<Vec<TermId>> = ids.par_iter().map(|&id| row(tokenized, masks, id)).collect();
        let hashes = Hashes::new(tokenized.vocabulary());
        let index = Index::new(corpus, &rows, &hashes);
        let compared: Vec<Vec<Compared>> = (0..ids.len())
            .into_par_iter()
            .map_init(
                || index.scratch(),
                |scratch, later| {
                    let candidates = index.before(later, scratch);
                    compare((index.order[later], candidates), &index.order, &ids, &rows, &hashes)
                },
            )
            .collect();
        let mut pairs = Vec::new();
        let mut held: Vec<Vec<Held>> = vec![Vec::new(); ids.len()];
        for found in compared.into_iter().flatten() {
            // An outlet that prints its own words again takes them from nobody.
            let outlets = [found.a, found.b].map(|id| corpus.outlet_of(id));
            if outlets[0] != outlets[1] {
                for run in &found.runs {
                    let n_same = run.n_same as u32;
                    let mut hold = |id: ArticleId, range: &std::ops::Range<usize>, other| {
                        let (start, end) = (range.start as u32, range.end as u32);
                        held[id.index()].push(Held { start, end, n_same, other });
                    };
                    hold(found.b, &run.here, found.a);
                    hold(found.a, &run.there, found.b);
                }
            }
            pairs.extend(found.reuse);
        }
        pairs.sort_unstable_by_key(|pair: &Reuse| (pair.a, pair.b));
        let order: Vec<ArticleId> = index.order.iter().map(|&number| ids[number]).collect();
        let mut clusters = cluster::clusters(corpus, &pairs, &order);
        let shared = passages::shared(corpus, tokenized, masks, &held, &order, &mut clusters);
        Syndication { pairs, clusters, shared }
    }

    /// Every two articles that print the same report, in the order of the corpus.
    ///
    /// Of a report that more than 64 articles print, each is sure to be paired with the fullest 16 only.
    pub fn pairs(&self) -> &[Reuse] {
        &self.pairs
    }

    /// The reports that articles of several outlets print, in the order of their origins.
    pub fn clusters(&self) -> &[Cluster] {
        &self.clusters
    }

    /// The passages of an article that also stand in other outlets' articles, in the order of its text: whole
    /// sentences, neighbours joined.
    pub fn shared(&self, article: ArticleId) -> &[Shared] {
        self.shared.get(article.index()).map_or(&[], Vec::as_slice)
    }

    /// Whether a passage of an article is not known to be its outlet's own.
    pub(super) fn is_taken(&self, corpus: &Corpus, article: ArticleId, shared: &Shared) -> bool {
        match shared.with {
            // What others quote of an agency's report is still the agency's own.
            SharedWith::Passage => !agency::is_agency(corpus, article),
            SharedWith::Report(number) => self
                .clusters
                .get(number as usize)
                .and_then(|cluster| cluster.copy(article))
                .is_none_or(|copy| copy.taken),
        }
    }

    /// The rest of an article's body: what no other outlet prints.
    pub fn own(&self, corpus: &Corpus, article: ArticleId) -> Vec<Span> {
        let body = &corpus.article(article).body;
        let mut own: Vec<std::ops::Range<usize>> = Vec::new();
        let mut start = 0;
        for shared in self.shared(article) {
            own.push(start..shared.span.start as usize);
            start = shared.span.end as usize;
        }
        own.push(start..body.len());
        let trimmed = own.into_iter().filter_map(|range| {
            let text = body.get(range.clone())?;
            let start = range.start + text.len() - text.trim_start().len();
            let end = start + text.trim().len();
            (start < end).then(|| Span::from_range(start..end))
        });
        trimmed.collect()
    }
}

/// The words of an article's body as terms; what is set aside leaves one gap.
fn row(tokenized: &TokenizedCorpus, masks: &Masks, id: ArticleId) -> Vec<TermId> {
    let document = tokenized.document(id);
    let mut row = Vec::new();
    for (number, sentence) in document.sentences.iter().enumerate() {
        if sentence.part != Part::Body {
            continue;
        }
        if !masks.keeps(id, number) {
            row.push(BREAK);
            continue;
        }
        let words = document.words_of(sentence);
        row.extend(words.iter().map(|word| tokenized.vocabulary().term_of(word.form)));
    }
    row
}

/// What came of comparing two articles word by word.
struct Compared {
    a: ArticleId,
    b: ArticleId,
    /// The passages; `here` is in `b`.
    runs: Vec<Run>,
    reuse: Option<Reuse>,
}

/// Compares an article with those before it in the order that share fingerprints.
fn compare(
    (here, candidates): (usize, Vec<Candidate>),
    order: &[usize],
    ids: &[ArticleId],
    rows: &[Vec<TermId>],
    hashes: &Hashes,
) -> Vec<Compared> {
    let mut anchors = None;
    let mut found = Vec::new();
    for candidate in candidates {
        let there = order[candidate.earlier];
        let mut runs = if candidate.overlaps {
            let anchors = anchors
                .get_or_insert_with(|| Anchors::new(&rows[here], &hashes.shingles(&rows[here])));
            anchors.runs(&rows[there], &hashes.shingles(&rows[there]))
        } else {
            around(&rows[here], &rows[there], &candidate.anchors)
        };
        let reuse = match candidate.overlaps {
            true => reuse(&runs, (ids[there], &rows[there]), (ids[here], &rows[here])),
            false => None,
        };
        if reuse.is_none() {
            runs.retain(|run| run.n_same >= PASSAGE);
        }
        if !runs.is_empty() {
            found.push(Compared { a: ids[there], b: ids[here], runs, reuse });
        }
    }
    found
}

/// Whether two articles print the same report. The second is the shorter one, or as long.
fn reuse(
    runs: &[Run],
    (a, words_a): (ArticleId, &[TermId]),
    (b, words_b): (ArticleId, &[TermId]),
) -> Option<Reuse> {
    let n_words = words_b.len().max(1) as f64;
    let n_long: usize = runs.iter().map(|run| run.n_long).sum();
    let containment =
        n_long as f64 / (words_b.len() + 1).saturating_sub(LONG_SHINGLE).max(1) as f64;
    let covered = |least: usize| {
        n_covered(runs.iter().filter(|run| run.n_same >= least).map(|run| run.here.clone()))
    };
    let n_same: usize = runs.iter().map(|run| run.n_same).sum();
    let longest = runs.iter().map(|run| run.n_same).max().unwrap_or(0);
    let makes_half = |least: usize| covered(least) as f64 >= HALF * n_words;
    let is_insert = 10 * longest >= 9 * n_same && longest <= PARAGRAPH && !makes_half(PASSAGE);
    if (containment < CONTAINMENT || is_insert) && !makes_half(LONG_PASSAGE) {
        return None;
    }
    let share_a = n_covered(runs.iter().map(|run| run.there.clone())) as f64;
    let share_b = covered(0) as f64 / n_words;
    let containment = containment.min(1.0);
    let share_a = share_a / words_a.len().max(1) as f64;
    Some(if a < b {
        Reuse { a, b, containment, share_a, share_b }
    } else {
        Reuse { a: b, b: a, containment, share_a: share_b, share_b: share_a }
    })
}

/// The number of words in some ranges, those in several counted once.
fn n_covered(ranges: impl Iterator<Item = std::ops::Range<usize>>) -> usize {
    let mut ranges: Vec<_> = ranges.collect();
    ranges.sort_unstable_by_key(|range| range.start);
    let (mut n_words, mut end) = (0, 0);
    for range in ranges {
        n_words += range.end.max(end) - range.start.max(end);
        end = end.max(range.end);
    }
    n_words
}
