//! Articles sorted into stories and outlets.

use std::collections::{BTreeSet, HashMap};

use itertools::Itertools;
use serde::{Deserialize, Serialize};

use super::{Article, Citation, Outlet, OutletTable};
use crate::error::{Error, Result};

/// Declares a 32-bit index type into one of the corpus's tables.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// The position in the corpus, counted from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id! {
    /// An article of one corpus, numbered in input order.
    ArticleId
}
id! {
    /// An outlet of one corpus, numbered in the order of slugs.
    OutletId
}
id! {
    /// A story of one corpus, numbered by its first article.
    StoryId
}

/// The articles on one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Story {
    /// The key under which the source filed it; empty for articles that the source filed nowhere.
    pub key: String,
    /// The title to show.
    pub title: String,
    /// Its articles in input order.
    pub articles: Vec<ArticleId>,
}

/// Articles with their outlets resolved and their stories collected. It never changes.
///
/// ```
/// use parallax::{Article, Corpus};
///
/// let corpus = Corpus::new([
///     Article::new("scmp.com", "Moscow holds back", "Moscow set conditions.").with_story("Guarantees"),
///     Article::new("SCMP", "A price in land", "The price is land.").with_story("Guarantees"),
///     Article::new("nypost.com", "A deal", "The president brokered a deal.").with_story("Guarantees"),
/// ]);
/// assert_eq!(corpus.outlets().len(), 2, "scmp.com and SCMP are one outlet");
/// assert_eq!(corpus.stories()[0].articles.len(), 3);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(into = "Parts", try_from = "Parts")]
pub struct Corpus {
    outlets: Vec<Outlet>,
    stories: Vec<Story>,
    articles: Vec<Article>,
    outlet_of: Vec<OutletId>,
    story_of: Vec<StoryId>,
}

impl Corpus {
    /// A corpus of articles, with the outlets that the crate knows.
    pub fn new(articles: impl IntoIterator<Item = Article>) -> Self {
        Corpus::with_outlets(articles, &OutletTable::builtin())
    }

    /// A corpus of articles, with outlets resolved through the given table.
    ///
    /// Articles without a story key are collected in one story with an empty key.
    pub fn with_outlets(articles: impl IntoIterator<Item = Article>, table: &OutletTable) -> Self {
        let articles: Vec<Article> = articles.into_iter().collect();
        let mut by_name: HashMap<&str, Outlet> = HashMap::new();
        for article in &articles {
            by_name.entry(&article.outlet).or_insert_with(|| table.resolve(&article.outlet));
        }
        // Two unlisted spellings can share a slug; the first by name speaks for both.
        let outlets: Vec<Outlet> =
            by_name.values().cloned().sorted().dedup_by(|a, b| a.slug == b.slug).collect();
        let slot = |slug: &str| outlets.partition_point(|outlet| outlet.slug.as_str() < slug);
        let outlet_of =
            articles.iter().map(|article| slot(&by_name[article.outlet.as_str()].slug)).collect();
        Corpus::assemble(articles, &outlets, outlet_of)
    }

    /// Collects stories and drops outlets that published nothing here. `outlets` is sorted by slug.
    fn assemble(articles: Vec<Article>, outlets: &[Outlet], outlet_of: Vec<usize>) -> Self {
        let used: BTreeSet<usize> = outlet_of.iter().copied().collect();
        let slot: HashMap<usize, OutletId> =
            used.iter().copied().zip((0..).map(OutletId)).collect();
        let mut stories: Vec<Story> = Vec::new();
        let mut by_key: HashMap<&str, StoryId> = HashMap::new();
        let mut story_of = Vec::with_capacity(articles.len());
        for (id, article) in (0..).map(ArticleId).zip(&articles) {
            let key = article.story.as_deref().unwrap_or("").trim();
            let story = *by_key.entry(key).or_insert_with(|| {
                let title = article.story_title.as_deref().unwrap_or(key).trim();
                stories.push(Story { key: key.into(), title: title.into(), articles: Vec::new() });
                StoryId(stories.len() as u32 - 1)
            });
            stories[story.index()].articles.push(id);
            story_of.push(story);
        }
        Corpus {
            outlets: used.iter().map(|&index| outlets[index].clone()).collect(),
            outlet_of: outlet_of.iter().map(|index| slot[index]).collect(),
            stories,
            story_of,
            articles,
        }
    }

    /// The outlets, ordered by slug.
    pub fn outlets(&self) -> &[Outlet] {
        &self.outlets
    }

    /// The stories, ordered by their first article.
    pub fn stories(&self) -> &[Story] {
        &self.stories
    }

    /// The articles in input order.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// The ids of all articles in input order.
    pub fn article_ids(&self) -> impl ExactSizeIterator<Item = ArticleId> + use<> {
        (0..self.articles.len()).map(|index| ArticleId(index as u32))
    }

    /// The ids of an outlet's articles in input order.
    pub fn articles_of(&self, outlet: OutletId) -> impl Iterator<Item = ArticleId> + '_ {
        self.article_ids().filter(move |&id| self.outlet_of(id) == outlet)
    }

    /// The ids of all outlets.
    pub fn outlet_ids(&self) -> impl ExactSizeIterator<Item = OutletId> + use<> {
        (0..self.outlets.len()).map(|index| OutletId(index as u32))
    }

    /// The ids of all stories.
    pub fn story_ids(&self) -> impl ExactSizeIterator<Item = StoryId> + use<> {
        (0..self.stories.len()).map(|index| StoryId(index as u32))
    }

    /// An article of this corpus.
    ///
    /// # Panics
    ///
    /// Where the id comes from a larger corpus, as indexing a slice does.
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.index()]
    }

    /// An outlet of this corpus.
    ///
    /// # Panics
    ///
    /// Where the id comes from a larger corpus, as indexing a slice does.
    pub fn outlet(&self, id: OutletId) -> &Outlet {
        &self.outlets[id.index()]
    }

    /// A story of this corpus.
    ///
    /// # Panics
    ///
    /// Where the id comes from a larger corpus, as indexing a slice does.
    pub fn story(&self, id: StoryId) -> &Story {
        &self.stories[id.index()]
    }

    /// The outlet that published an article.
    pub fn outlet_of(&self, id: ArticleId) -> OutletId {
        self.outlet_of[id.index()]
    }

    /// The story that an article belongs to.
    pub fn story_of(&self, id: ArticleId) -> StoryId {
        self.story_of[id.index()]
    }

    /// The words at a citation, or `None` where the citation belongs to another corpus.
    pub fn words(&self, citation: &Citation) -> Option<&str> {
        let article = self.articles.get(citation.article.index())?;
        citation.span.of(article.text(citation.part))
    }

    /// The story whose key or title is `name`, or failing that the only one whose title contains it,
    /// without regard to case.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] where no title contains the name, or several do; the hint lists some.
    pub fn find_story(&self, name: &str) -> Result<StoryId> {
        let lower = name.trim().to_lowercase();
        let whole = |story: &Story| story.key == name || story.title.to_lowercase() == lower;
        if let Some(index) = self.stories.iter().position(whole) {
            return Ok(StoryId(index as u32));
        }
        let part = |id: &StoryId| self.story(*id).title.to_lowercase().contains(&lower);
        let found: Vec<StoryId> = self.story_ids().filter(part).collect();
        if let [only] = found[..] {
            return Ok(only);
        }
        let shown = |ids: &mut dyn Iterator<Item = StoryId>| {
            ids.take(8).map(|id| format!("{:?}", self.story(id).title)).join(", ")
        };
        let hint = if found.is_empty() {
            format!("stories here: {}", shown(&mut self.story_ids()))
        } else {
            format!("it is part of several titles: {}", shown(&mut found.iter().copied()))
        };
        Err(Error::NotFound { kind: "story", name: name.into(), hint })
    }

    /// A corpus of one story alone. Article ids are counted anew.
    pub fn only(&self, story: StoryId) -> Corpus {
        self.filtered(|id| self.story_of(id) == story)
    }

    /// A corpus of the articles that pass. Article ids are counted anew.
    pub fn filtered(&self, keep: impl Fn(ArticleId) -> bool) -> Corpus {
        let kept: Vec<ArticleId> = self.article_ids().filter(|&id| keep(id)).collect();
        let articles = kept.iter().map(|&id| self.article(id).clone()).collect();
        let outlet_of = kept.iter().map(|&id| self.outlet_of(id).index()).collect();
        Corpus::assemble(articles, &self.outlets, outlet_of)
    }

    /// The distinct notices that have to be shown with everything made from this corpus, in input order.
    pub fn notices(&self) -> Vec<&str> {
        let mut notices: Vec<&str> = Vec::new();
        for notice in self.articles.iter().filter_map(|article| article.notice.as_deref()) {
            if !notices.contains(&notice) {
                notices.push(notice);
            }
        }
        notices
    }
}

/// What a serialised corpus consists of; the rest follows from it.
#[derive(Serialize, Deserialize)]
struct Parts {
    outlets: Vec<Outlet>,
    articles: Vec<Article>,
    outlet_of: Vec<usize>,
}

impl From<Corpus> for Parts {
    fn from(corpus: Corpus) -> Self {
        Parts {
            outlets: corpus.outlets,
            articles: corpus.articles,
            outlet_of: corpus.outlet_of.iter().map(|id| id.index()).collect(),
        }
    }
}

impl TryFrom<Parts> for Corpus {
    type Error = String;

    fn try_from(parts: Parts) -> Result<Self, String> {
        let Parts { outlets, articles, outlet_of } = parts;
        if outlet_of.len() != articles.len() {
            return Err(format!(
                "{} articles but {} outlet numbers",
                articles.len(),
                outlet_of.len()
            ));
        }
        if let Some(index) = outlet_of.iter().find(|&&index| index >= outlets.len()) {
            return Err(format!("outlet number {index}, but there are {} outlets", outlets.len()));
        }
        if !outlets.is_sorted_by(|a, b| a.slug < b.slug) {
            return Err("the outlets are not in the order of their slugs".into());
        }
        Ok(Corpus::assemble(articles, &outlets, outlet_of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Part, Span};

    fn corpus() -> Corpus {
        Corpus::new([
            Article::new("scmp.com", "One", "Körper text.").with_story("Trump threatens Russia"),
            Article::new("Reuters", "Two", "Other.").with_story("Trump visits Seoul"),
            Article::new("SCMP", "Three", "More.").with_story("Trump visits Seoul"),
            Article::new("Village Bugle", "Four", "Loose."),
        ])
    }

    #[test]
    fn names_of_one_outlet_fall_together() {
        let corpus = corpus();
        let names: Vec<_> = corpus.outlets().iter().map(|outlet| outlet.name.as_str()).collect();
        assert_eq!(names, ["Reuters", "South China Morning Post", "Village Bugle"]);
        let of: Vec<_> = corpus.article_ids().map(|id| corpus.outlet_of(id).index()).collect();
        assert_eq!(of, [1, 0, 1, 2]);
    }

    #[test]
    fn a_story_is_found_by_part_of_its_title() {
        let corpus = corpus();
        assert_eq!(corpus.find_story("russia").unwrap().index(), 0);
        assert_eq!(corpus.find_story("Trump visits Seoul").unwrap().index(), 1);
        let ambiguous = corpus.find_story("Trump").unwrap_err().to_string();
        assert!(ambiguous.contains("several titles"), "{ambiguous}");
        let missing = corpus.find_story("tariffs").unwrap_err().to_string();
        assert!(missing.contains("Trump visits Seoul"), "{missing}");
    }

    #[test]
    fn one_story_alone_keeps_its_outlets() {
        let only = corpus().only(StoryId(1));
        assert_eq!(only.articles().len(), 2);
        assert_eq!(only.outlets().len(), 2);
        assert_eq!(only.outlet(only.outlet_of(ArticleId(1))).slug, "south-china-morning-post");
        assert_eq!(only.article(ArticleId(1)).outlet, "SCMP");
    }

    #[test]
    fn words_of_a_citation() {
        let corpus = corpus();
        let cite = |article, start, end| {
            let citation = Citation {
                article: ArticleId(article),
                part: Part::Body,
                span: Span::new(start, end),
            };
            corpus.words(&citation)
        };
        assert_eq!(cite(0, 0, 7), Some("Körper"));
        assert_eq!(cite(0, 0, 2), None, "inside a character");
        assert_eq!(cite(9, 0, 2), None, "no such article");
    }

    #[test]
    fn serde_round_trip_and_refusal() {
        let corpus = corpus();
        let text = serde_json::to_string(&corpus).unwrap();
        assert_eq!(serde_json::from_str::<Corpus>(&text).unwrap(), corpus);
        let broken = text.replace("\"outlet_of\":[1", "\"outlet_of\":[7");
        assert!(
            serde_json::from_str::<Corpus>(&broken)
                .unwrap_err()
                .to_string()
                .contains("outlet number 7")
        );
    }
}
