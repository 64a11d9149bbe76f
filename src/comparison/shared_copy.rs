//! How much of the coverage is shared copy, who printed whose, and what the findings would be with it.

use std::fmt;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::distinctive::Distinctive;
use super::outlet_profile::{lengths, not_compared};
use super::theme::Material;
use super::{Options, OutletProfile, Theme};
use crate::article::{ArticleId, Citation, Corpus, OutletId, Part, Span, StoryId};
use crate::clean::{Agency, Cluster, KnownBy, Masks, SharedWith, Syndication};
use crate::contrast::Emphasis;
use crate::count::{PhraseOptions, SentenceIndex, phrases, terms};
use crate::token::TokenizedCorpus;

/// How text that several outlets print in the same words is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AgencyCopy {
    /// Once: for the outlet that it comes from, and for none where that is an agency outside the coverage or where
    /// nothing tells. Outlets are compared on their own words. What a copy says still counts as said by every
    /// outlet that prints it: nobody leaves out what stands in its agency copy.
    #[default]
    Once,
    /// In every outlet that prints it.
    Everywhere,
}

impl fmt::Display for AgencyCopy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AgencyCopy::Once => "once",
            AgencyCopy::Everywhere => "in every outlet that prints it",
        })
    }
}

/// An article that prints a report which others print too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Printing {
    /// The article.
    pub article: ArticleId,
    /// The slug of its outlet.
    pub outlet: String,
    /// The name of its outlet.
    pub outlet_name: String,
    /// The number of its words that are the report's.
    pub n_words: u32,
    /// These words as a share of the article, from 0 to 1.
    pub share: f64,
    /// Whether the outlet took them over; it did not where the report is its own.
    pub taken: bool,
    /// The passages of its body that are the report's.
    pub passages: Vec<Span>,
    /// A sentence of them; `None` where only pieces of sentences are the same.
    pub citation: Option<Citation>,
}

/// A report that several outlets print.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SharedReport {
    /// The story of the article that stands for it.
    pub story: StoryId,
    /// The headline of that article.
    pub headline: String,
    /// The article that stands for it: the agency's own, the earliest or the fullest.
    pub origin: ArticleId,
    /// The agency that its articles credit.
    pub agency: Option<Agency>,
    /// The agency's name as an article's text credits it; `None` where only a byline or nothing does.
    #[serde(default)]
    pub credited_as: Option<String>,
    /// The sentence or line that holds this credit.
    #[serde(default)]
    pub credit: Option<Citation>,
    /// What the origin is known by.
    pub known_by: KnownBy,
    /// Every article that prints it, in the order of the corpus.
    pub printings: Vec<Printing>,
}

impl SharedReport {
    /// The headline, where it has words.
    pub fn headline_at(&self) -> Option<Citation> {
        let end = u32::try_from(self.headline.len()).ok().filter(|end| *end > 0)?;
        let (article, part) = (self.origin, Part::Headline);
        Some(Citation { article, part, span: Span::new(0, end) })
    }

    /// The name of the outlet in the coverage whose report it is.
    pub fn owner(&self) -> Option<&str> {
        let origin = self.printings.iter().find(|one| one.article == self.origin);
        let own = self.printings.iter().find(|one| !one.taken);
        origin.filter(|one| !one.taken).or(own).map(|one| one.outlet_name.as_str())
    }

    /// The printings that outlets took over, those with the most words first.
    pub fn taken(&self) -> Vec<&Printing> {
        let mut taken: Vec<&Printing> = self.printings.iter().filter(|one| one.taken).collect();
        taken.sort_by_key(|one| (std::cmp::Reverse(one.n_words), one.article));
        taken
    }
}

/// What would be found about an outlet if shared copy counted in every outlet that prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Difference {
    /// The slug.
    pub outlet: String,
    /// The name to show.
    pub name: String,
    /// Its counted words without the copy.
    pub n_words: u32,
    /// Its counted words with the copy.
    pub n_words_with_copy: u32,
    /// What it dwells on in its own words only.
    pub only_without: Vec<String>,
    /// What it would dwell on with the copy only.
    pub only_with: Vec<String>,
}

/// The shared copy of a corpus.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SharedCopy {
    /// The reports that articles of several outlets print, those that most words were taken of first.
    pub reports: Vec<SharedReport>,
    /// How many articles hold passages that others print too although they print no common report: statements
    /// that all quote, paragraphs of background.
    pub n_articles_with_passages: u32,
    /// The number of words in such passages.
    pub n_words_in_passages: u32,
    /// The outlets about which other things would be found with the copy, in the order of their slugs.
    pub differences: Vec<Difference>,
}

impl SharedCopy {
    /// What the syndication found, as plain data. The differences are left to be filled in.
    pub(super) fn new(
        corpus: &Corpus,
        tokenized: &TokenizedCorpus,
        syndication: &Syndication,
    ) -> Self {
        let mut reports: Vec<SharedReport> = (0..)
            .zip(syndication.clusters())
            .map(|(number, cluster)| report(corpus, tokenized, syndication, number, cluster))
            .collect();
        let n_taken = |report: &SharedReport| -> u32 {
            report.printings.iter().filter(|one| one.taken).map(|one| one.n_words).sum()
        };
        reports.sort_by_key(|report| (std::cmp::Reverse(n_taken(report)), report.origin));
        let passages = corpus.article_ids().map(|id| {
            let own = syndication.shared(id).iter();
            own.filter(|shared| shared.with == SharedWith::Passage)
                .map(|shared| shared.n_tokens)
                .sum()
        });
        let passages: Vec<u32> = passages.filter(|n: &u32| *n > 0).collect();
        SharedCopy {
            reports,
            n_articles_with_passages: passages.len() as u32,
            n_words_in_passages: passages.iter().sum(),
            differences: Vec::new(),
        }
    }

    /// The report that a passage belongs to, with the printing that holds it.
    pub fn report_at(&self, at: &Citation) -> Option<(&SharedReport, &Printing)> {
        self.reports.iter().find_map(|report| {
            let found = report.printings.iter().find(|one| one.article == at.article)?;
            let inside =
                at.part == Part::Body && found.passages.iter().any(|span| span.covers(&at.span));
            inside.then_some((report, found))
        })
    }

    /// The sentences that stand for the printings, and the reports' headlines.
    pub(super) fn citations(&self) -> impl Iterator<Item = Citation> {
        let printings = self.reports.iter().flat_map(|report| &report.printings);
        let headlines = self.reports.iter().filter_map(SharedReport::headline_at);
        let credits = self.reports.iter().filter_map(|report| report.credit);
        printings.filter_map(|one| one.citation).chain(headlines).chain(credits)
    }
}

fn report(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    syndication: &Syndication,
    number: u32,
    cluster: &Cluster,
) -> SharedReport {
    let printings = cluster.copies.iter().map(|copy| {
        let id = copy.article;
        let outlet = corpus.outlet(corpus.outlet_of(id));
        let own = syndication.shared(id).iter();
        let passages: Vec<Span> = own
            .filter(|shared| shared.with == SharedWith::Report(number))
            .map(|shared| shared.span)
            .collect();
        Printing {
            article: id,
            outlet: outlet.slug.clone(),
            outlet_name: outlet.name.clone(),
            n_words: copy.n_tokens,
            share: copy.share,
            taken: copy.taken,
            citation: sentence(tokenized, id, &passages),
            passages,
        }
    });
    SharedReport {
        story: corpus.story_of(cluster.origin),
        headline: corpus.article(cluster.origin).headline.clone(),
        origin: cluster.origin,
        agency: cluster.agency.clone(),
        credited_as: cluster.credit.and_then(|at| corpus.words(&at)).map(str::to_owned),
        credit: cluster.credit.map(|at| around(tokenized, at)),
        known_by: cluster.known_by,
        printings: printings.collect(),
    }
}

/// The sentence that holds a place, or the place itself where it stands in none.
fn around(tokenized: &TokenizedCorpus, at: Citation) -> Citation {
    let mut sentences = tokenized.document(at.article).sentences.iter();
    let found = sentences.find(|one| one.part == at.part && one.span.covers(&at.span));
    found.map_or(at, |sentence| tokenized.cite(at.article, sentence))
}

/// The first sentence of some passages that is neither a scrap nor a list, or failing that the first.
fn sentence(tokenized: &TokenizedCorpus, id: ArticleId, passages: &[Span]) -> Option<Citation> {
    let inside = tokenized.document(id).sentences.iter().filter(|sentence| {
        sentence.part == Part::Body && passages.iter().any(|span| span.covers(&sentence.span))
    });
    let sentences: Vec<_> = inside.filter(|sentence| sentence.n_tokens() > 0).collect();
    let good = sentences.iter().find(|sentence| (8..=45).contains(&sentence.n_tokens()));
    good.or(sentences.first()).map(|sentence| tokenized.cite(id, sentence))
}

/// What would be found about each outlet in its own words and with shared copy; those that differ.
///
/// `otherwise` is what counts on the other side. Only themes: they are what a brief leads with, and the tests of
/// habits would cost as much again.
pub(super) fn differences(
    compared: &Material<'_>,
    otherwise: (&Masks, &SentenceIndex<'_>),
    outlets: &[OutletProfile],
    options: &Options,
) -> Vec<Difference> {
    let &Material { corpus, tokenized, .. } = compared;
    let (masks, index) = otherwise;
    let words = terms(corpus, tokenized, masks);
    let phrases = phrases(corpus, tokenized, masks, PhraseOptions::default());
    let tables = [&words.trimmed(3, 1), &phrases];
    let material = Material { index, tables: &tables, ..*compared };
    let emphases: Vec<Emphasis<'_>> = tables.iter().map(|table| Emphasis::new(table)).collect();
    let lengths = lengths(corpus, &words, corpus.article_ids());
    let not_compared = not_compared(corpus, &lengths, options);
    let ids: Vec<OutletId> = corpus.outlet_ids().collect();
    let found = ids.into_par_iter().filter_map(|id| {
        let outlet = corpus.outlet(id);
        let profile = outlets.iter().find(|profile| profile.slug == outlet.slug)?;
        let compared = !not_compared.iter().any(|other| other.outlet() == outlet.slug);
        let own: Vec<ArticleId> = corpus.articles_of(id).collect();
        let found = compared.then(|| Distinctive::of(&material, &emphases, id, &own, options));
        let otherwise = found.unwrap_or_default().themes;
        let (mut only_without, mut only_with) =
            (missing(&profile.themes, &otherwise), missing(&otherwise, &profile.themes));
        let (mut n_words, mut n_words_with_copy) = (profile.n_words, lengths[id.index()]);
        if options.agency_copy == AgencyCopy::Everywhere {
            std::mem::swap(&mut only_without, &mut only_with);
            std::mem::swap(&mut n_words, &mut n_words_with_copy);
        }
        let differs =
            n_words != n_words_with_copy || !(only_without.is_empty() && only_with.is_empty());
        let (slug, name) = (outlet.slug.clone(), outlet.name.clone());
        differs.then_some(Difference {
            outlet: slug,
            name,
            n_words,
            n_words_with_copy,
            only_without,
            only_with,
        })
    });
    found.collect()
}

/// The themes of the one list that have no feature in common with any of the other.
fn missing(themes: &[Theme], others: &[Theme]) -> Vec<String> {
    let known = |theme: &Theme| {
        others.iter().any(|other| other.features.iter().any(|word| theme.features.contains(word)))
    };
    themes.iter().filter(|theme| !known(theme)).map(|theme| theme.features.join(", ")).collect()
}
