//! The words behind the numbers, kept so that a comparison can be read without its corpus.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::article::{ArticleId, Citation, Corpus, Published};

/// An article that is cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Source {
    /// Its number in the corpus.
    pub article: ArticleId,
    /// Its own key; may be empty.
    pub id: String,
    /// The slug of its outlet.
    pub outlet: String,
    /// The name of its outlet.
    pub outlet_name: String,
    /// Its headline.
    pub headline: String,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    /// Where it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A citation with its exact words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Where the words stand.
    pub at: Citation,
    /// The words, byte for byte as published.
    pub words: String,
}

/// The cited articles and the words of every citation, both in the order of the corpus.
pub(super) fn evidence(
    corpus: &Corpus,
    citations: impl Iterator<Item = Citation>,
) -> (Vec<Source>, Vec<Passage>) {
    let citations: BTreeSet<Citation> = citations.collect();
    let articles: BTreeSet<ArticleId> = citations.iter().map(|citation| citation.article).collect();
    let sources = articles.into_iter().map(|id| {
        let article = corpus.article(id);
        let outlet = corpus.outlet(corpus.outlet_of(id));
        Source {
            article: id,
            id: article.id.clone(),
            outlet: outlet.slug.clone(),
            outlet_name: outlet.name.clone(),
            headline: article.headline.clone(),
            published: article.published,
            url: article.url.clone(),
        }
    });
    let passage = |at: Citation| Some(Passage { words: corpus.words(&at)?.to_owned(), at });
    (sources.collect(), citations.into_iter().filter_map(passage).collect())
}
