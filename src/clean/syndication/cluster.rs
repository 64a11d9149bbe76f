//! The articles that print one report, and where it probably came from.
//!
//! Articles that reuse one another form a web. From each web reports are taken one after the other: the most
//! probable origin that is left, with every article that is left and shares its text. An article of the agency that
//! its copies credit is the most probable origin, then one that nobody preceded, then the fullest. Reuse inside one
//! outlet makes no report. Cost: linear in the pairs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Reuse;
use super::agency::{Agency, Credit, credits, of_outlet};
use crate::article::{ArticleId, Citation, Corpus, OutletId, Part};

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
    /// The agency's name where an article's text gives it the credit; a byline is no part of the text.
    pub credit: Option<Citation>,
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
    let credited: BTreeMap<ArticleId, Vec<Credit>> = linked
        .keys()
        .map(|&id| {
            let own = of_outlet(&corpus.outlet(corpus.outlet_of(id)).slug);
            let mut found = credits(corpus.article(id));
            found.extend(own.map(|agency| Credit { agency, weight: 3, at: None }));
            (id, found)
        })
        .collect();
    let place: BTreeMap<ArticleId, usize> =
        order.iter().enumerate().map(|(place, &id)| (id, place)).collect();
    let is_agencys = |id: ArticleId, others: &[ArticleId]| {
        let slug = &corpus.outlet(corpus.outlet_of(id)).slug;
        let own = |credits: &[Credit]| credits.iter().any(|credit| credit.agency.slug == *slug);
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
    credited: &BTreeMap<ArticleId, Vec<Credit>>,
) -> Cluster {
    let mut votes: BTreeMap<&Agency, (u32, usize)> = BTreeMap::new();
    for Credit { agency, weight, .. } in members.iter().flat_map(|id| &credited[id]) {
        let (sum, n_articles) = votes.entry(agency).or_default();
        (*sum, *n_articles) = (*sum + weight, *n_articles + 1);
    }
    let is_there = |agency: &Agency| {
        members.iter().any(|&id| corpus.outlet(corpus.outlet_of(id)).slug == agency.slug)
    };
    let most = votes.iter().max_by_key(|(agency, votes)| (**votes, std::cmp::Reverse(**agency)));
    // Credits get lost on the way, but one in a crowd is rather that of an agency that took the report over itself.
    let is_backed = |agency: &Agency, (sum, n_articles): (u32, usize)| {
        is_there(agency) || n_articles > 1 || (sum > 1 && 3 * n_articles >= members.len())
    };
    let backed = most.filter(|(agency, votes)| is_backed(agency, **votes));
    let agency = backed.map(|(agency, _)| (*agency).clone());
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
    let credit = agency.as_ref().and_then(|agency| credit(corpus, agency, members, credited));
    Cluster { origin, agency, credit, known_by, copies: members.iter().map(copy).collect() }
}

/// Where the articles credit an agency: by the name that it is known by sooner than by another, and in a dateline
/// sooner than in a last line.
fn credit(
    corpus: &Corpus,
    agency: &Agency,
    members: &[ArticleId],
    credited: &BTreeMap<ArticleId, Vec<Credit>>,
) -> Option<Citation> {
    let found = members.iter().flat_map(|&article| {
        let own = credited[&article].iter().filter(|credit| credit.agency == *agency);
        own.filter_map(move |credit| {
            Some((credit.weight, Citation { article, part: Part::Body, span: credit.at? }))
        })
    });
    let rank = |(weight, at): &(u32, Citation)| {
        let name = corpus.words(at).unwrap_or("");
        (name.to_lowercase() != agency.name.to_lowercase(), std::cmp::Reverse(*weight), *at)
    };
    found.min_by_key(rank).map(|(_, at)| at)
}

/// Whether an article was published before another, whatever the zones of their times.
fn precedes(corpus: &Corpus, one: ArticleId, other: ArticleId) -> bool {
    let range = |id: ArticleId| corpus.article(id).published.map(|published| published.range());
    matches!((range(one), range(other)), (Some((_, last)), Some((first, _))) if last < first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, OutletTable};
    use crate::clean::{Masks, Syndication};
    use crate::token::{Normalizer, TokenizedCorpus};

    const REPORT: &str = "The harbour board voted late on Tuesday to close the old swing bridge for repairs \
        that will take at least two years. Ferries will cross every ten minutes instead, the board's chair said. \
        Bakers and fishmongers on the far side of the river fear that their customers will not come back.";

    fn report(outlet: &str, extra: &str) -> Article {
        Article::new(outlet, "", format!("{REPORT} {extra}"))
    }

    fn on(article: Article, published: &str) -> Article {
        article.with_published(published.parse().unwrap())
    }

    /// The outlet of the origin, the agency, what it is known by, and the outlets that took the report over.
    type Found = (String, Option<String>, KnownBy, Vec<String>);

    fn found(articles: Vec<Article>) -> Vec<Found> {
        let corpus = Corpus::with_outlets(articles, &OutletTable::builtin());
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let syndication = Syndication::new(&corpus, &tokenized, &Masks::none(&tokenized));
        let name = |id: ArticleId| corpus.outlet(corpus.outlet_of(id)).name.clone();
        let clusters = syndication.clusters().iter().map(|cluster| {
            let taken = cluster.copies.iter().filter(|copy| copy.taken);
            (
                name(cluster.origin),
                cluster.agency.as_ref().map(|agency| agency.name.clone()),
                cluster.known_by,
                taken.map(|copy| name(copy.article)).collect(),
            )
        });
        clusters.collect()
    }

    #[test]
    fn the_origin_is_known_by_credit_then_by_time_then_by_length() {
        let credited = |outlet: &str| {
            let mut article = report(outlet, "");
            article.byline = Some("By A. Writer, Associated Press".into());
            article
        };
        type Expected<'e> = &'e [(&'e str, Option<&'e str>, KnownBy, &'e [&'e str])];
        let cases: [(&str, Vec<Article>, Expected<'_>); 7] = [
            (
                "an agency outside the coverage",
                vec![credited("Osthaven Post"), report("Village Bugle", "Eels are back.")],
                &[(
                    "Village Bugle",
                    Some("AP"),
                    KnownBy::Credit,
                    &["Osthaven Post", "Village Bugle"],
                )],
            ),
            (
                "the agency itself is there",
                vec![report("Village Bugle", "Eels are back."), report("Reuters", "")],
                &[("Reuters", Some("Reuters"), KnownBy::Credit, &["Village Bugle"])],
            ),
            (
                "one was first",
                vec![
                    on(report("Village Bugle", "Eels are back."), "2025-08-19T10:00:00Z"),
                    on(report("Osthaven Post", ""), "2025-08-18T09:00:00Z"),
                ],
                &[("Osthaven Post", None, KnownBy::Time, &["Village Bugle"])],
            ),
            (
                "bare days one after the other tell nothing",
                vec![
                    on(report("Village Bugle", "Eels are back."), "2025-08-19"),
                    on(report("Osthaven Post", ""), "2025-08-18"),
                ],
                &[("Village Bugle", None, KnownBy::Length, &["Village Bugle", "Osthaven Post"])],
            ),
            (
                "one credit in a crowd",
                vec![
                    credited("Osthaven Post"),
                    report("A", ""),
                    report("B", ""),
                    report("C", "Eels are back in the Weser."),
                ],
                &[("C", None, KnownBy::Length, &["Osthaven Post", "A", "B", "C"])],
            ),
            (
                "an outlet that prints its own report twice",
                vec![report("Village Bugle", "Eels are back."), report("Village Bugle", "")],
                &[],
            ),
            (
                "too little in common",
                vec![
                    Article::new(
                        "Village Bugle",
                        "",
                        "Eels are back. Nobody knows why, they said.",
                    ),
                    report("Osthaven Post", "Nobody knows why, they said."),
                ],
                &[],
            ),
        ];
        for (name, articles, expected) in cases {
            let found = found(articles);
            let shown: Vec<_> = found
                .iter()
                .map(|(origin, agency, known_by, taken)| {
                    let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
                    (origin.as_str(), agency.as_deref(), *known_by, taken)
                })
                .collect();
            let expected: Vec<_> = expected
                .iter()
                .map(|(origin, agency, known_by, taken)| {
                    (*origin, *agency, *known_by, taken.to_vec())
                })
                .collect();
            assert_eq!(shown, expected, "{name}");
        }
    }
}
