//! The articles that print one report, and where it probably came from.
//!
//! Articles that reuse one another form a web. From each web reports are taken one after the other: the most
//! probable origin that is left, with every article that is left and shares its text. An article of the agency that
//! its copies credit is the most probable origin, then one that nobody preceded, then the fullest. Reuse inside one
//! outlet makes no report. Cost: linear in the pairs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Reuse;
use super::agency::{Agency, credits, of_outlet};
use crate::article::{ArticleId, Corpus, OutletId};

/// What the origin of a report is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum KnownBy {
    /// Articles credit the agency, or one of them is the agency's own.
    Credit,
    /// It was published before every other article of the report, zones and bare days allowed for.
    Time,
    /// Nothing tells; the fullest text stands for the report.
    Length,
}

/// One article that prints a report.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Copy {
    /// The article.
    pub article: ArticleId,
    /// The number of its words in sentences that it shares with the report's other articles.
    pub n_tokens: u32,
    /// These words as a share of its body, what is set aside for other reasons left out, from 0 to 1.
    pub share: f64,
    /// Whether the words are taken over: they are not where the report is this outlet's own.
    pub taken: bool,
}

/// A report that articles of several outlets print.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Cluster {
    /// The article that stands for the report: the agency's own, the earliest or the fullest.
    pub origin: ArticleId,
    /// The agency that it comes from, where one is credited.
    pub agency: Option<Agency>,
    /// What the origin is known by.
    pub known_by: KnownBy,
    /// Every article that prints it, the origin too, in the order of the corpus.
    pub copies: Vec<Copy>,
}

impl Cluster {
    /// The copy that an article is.
    pub fn copy(&self, article: ArticleId) -> Option<&Copy> {
        let found = self.copies.binary_search_by_key(&article, |copy| copy.article).ok()?;
        Some(&self.copies[found])
    }
}

/// The reports among pairs of articles. `order` ranks articles by how full they are; every article is in it once.
pub(super) fn clusters(corpus: &Corpus, pairs: &[Reuse], order: &[ArticleId]) -> Vec<Cluster> {
    let mut linked: BTreeMap<ArticleId, Vec<ArticleId>> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| corpus.outlet_of(pair.a) != corpus.outlet_of(pair.b)) {
        linked.entry(pair.a).or_default().push(pair.b);
        linked.entry(pair.b).or_default().push(pair.a);
    }
    let credited: BTreeMap<ArticleId, Vec<(Agency, u32)>> = linked
        .keys()
        .map(|&id| {
            let own = of_outlet(&corpus.outlet(corpus.outlet_of(id)).slug);
            let mut found = credits(corpus.article(id));
            found.extend(own.map(|agency| (agency, 3)));
            (id, found)
        })
        .collect();
    let place: BTreeMap<ArticleId, usize> =
        order.iter().enumerate().map(|(place, &id)| (id, place)).collect();
    let is_agencys = |id: ArticleId, others: &[ArticleId]| {
        let slug = &corpus.outlet(corpus.outlet_of(id)).slug;
        let own =
            |credits: &[(Agency, u32)]| credits.iter().any(|(agency, _)| agency.slug == *slug);
        of_outlet(slug).is_some() || others.iter().any(|other| own(&credited[other]))
    };
    let preceded = |id: ArticleId, others: &[ArticleId]| {
        others.iter().any(|&other| precedes(corpus, other, id))
    };
    let mut by_rank: Vec<ArticleId> = linked.keys().copied().collect();
    by_rank.sort_by_cached_key(|&id| {
        let others = &linked[&id];
        (!is_agencys(id, others), preceded(id, others), place[&id])
    });

    let mut taken: BTreeMap<ArticleId, bool> = BTreeMap::new();
    let mut found = Vec::new();
    for origin in by_rank {
        if taken.contains_key(&origin) {
            continue;
        }
        let mut members: Vec<ArticleId> =
            linked[&origin].iter().copied().filter(|id| !taken.contains_key(id)).collect();
        if members.is_empty() {
            continue;
        }
        members.push(origin);
        members.sort_unstable();
        members.dedup();
        taken.extend(members.iter().map(|&id| (id, true)));
        found.push(cluster(corpus, origin, &members, &credited));
    }
    found.sort_by_key(|cluster| cluster.origin);
    found
}

fn cluster(
    corpus: &Corpus,
    origin: ArticleId,
    members: &[ArticleId],
    credited: &BTreeMap<ArticleId, Vec<(Agency, u32)>>,
) -> Cluster {
    let mut votes: BTreeMap<&Agency, u32> = BTreeMap::new();
    for (agency, weight) in members.iter().flat_map(|id| &credited[id]) {
        *votes.entry(agency).or_default() += weight;
    }
    // A report made with an agency's material, or one that many agencies are named under, is nobody's copy.
    let most = votes.iter().max_by_key(|(agency, n)| (**n, std::cmp::Reverse(**agency)));
    let agency = most.filter(|(_, n)| **n > 1).map(|(agency, _)| (*agency).clone());
    let outlet = corpus.outlet_of(origin);
    let known_by = match &agency {
        Some(_) => KnownBy::Credit,
        None if members
            .iter()
            .all(|&id| corpus.outlet_of(id) == outlet || precedes(corpus, origin, id)) =>
        {
            KnownBy::Time
        }
        None => KnownBy::Length,
    };
    let owner: Option<OutletId> = match &agency {
        Some(agency) => members
            .iter()
            .map(|&id| corpus.outlet_of(id))
            .find(|&id| corpus.outlet(id).slug == agency.slug),
        None => Some(outlet).filter(|_| known_by == KnownBy::Time),
    };
    let copy = |&article: &ArticleId| Copy {
        article,
        n_tokens: 0,
        share: 0.0,
        taken: owner != Some(corpus.outlet_of(article)),
    };
    Cluster { origin, agency, known_by, copies: members.iter().map(copy).collect() }
}

/// Whether an article was published before another, whatever the zones of their times.
fn precedes(corpus: &Corpus, one: ArticleId, other: ArticleId) -> bool {
    let range = |id: ArticleId| corpus.article(id).published.map(|published| published.range());
    matches!((range(one), range(other)), (Some((_, last)), Some((first, _))) if last < first)
}
