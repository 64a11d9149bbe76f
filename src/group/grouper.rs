//! The options of grouping, and articles to stories in one go.

use rayon::prelude::*;

use super::cut;
use super::day::Days;
use super::grouping::{Grouping, StoryGroup};
use super::neighbours::neighbours;
use super::signature::{Signature, dot, signature};
use super::stray::{self, Stray};
use super::stream::Stream;
use super::terms::Terms;
use super::tree;
use crate::article::Article;
use crate::clean::House;
use crate::token::{Language, Normalizer};

/// How alike two groups of articles have to be to become one story.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub enum Cut {
    /// The likeness that keeps the stories of this collection apart best. A [`Stream`], which never sees the
    /// whole, chooses it by its last articles.
    #[default]
    Adaptive,
    /// This likeness, from 0 (everything that shares a rare word is one story) to 1 (only copies are).
    At(f32),
}

/// Puts articles into stories.
///
/// ```
/// use parallax::Article;
/// use parallax::group::Grouper;
///
/// let articles = [
///     Article::new("a", "Ferry runs aground off Larn", "The ferry Osprey ran aground off Larn. Divers came."),
///     Article::new("b", "Divers free Osprey ferry", "Divers freed the ferry Osprey, aground off Larn."),
///     Article::new("c", "Bakers win bread prize", "Two bakers from Tull won a prize for rye bread."),
///     Article::new("d", "Rye bread prize for Tull", "The bakers of Tull took the prize for rye bread."),
/// ];
/// let grouping = Grouper::builder().window(14).build().group(&articles);
/// assert_eq!(grouping.stories().len(), 2);
/// assert_eq!(grouping.story_of(0), grouping.story_of(1));
/// assert_ne!(grouping.story_of(0), grouping.story_of(2));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Grouper {
    language: Language,
    window: Option<f64>,
    cut: Cut,
}

/// Options of a [`Grouper`].
#[derive(Debug, Clone, Default)]
pub struct GrouperBuilder {
    grouper: Grouper,
}

impl GrouperBuilder {
    /// The language whose stems and stop words are used; English by default. Articles of other languages with spaces
    /// are grouped too, a little less well.
    pub fn language(mut self, language: Language) -> Self {
        self.grouper.language = language;
        self
    }

    /// The days of silence after which a story is over: later articles open a new one. By default nothing ends a
    /// story, and distance in time only speaks against belonging together.
    pub fn window(mut self, days: u32) -> Self {
        self.grouper.window = Some(f64::from(days));
        self
    }

    /// How alike articles of one story have to be.
    pub fn cut(mut self, cut: Cut) -> Self {
        self.grouper.cut = cut;
        self
    }

    /// The grouper.
    pub fn build(self) -> Grouper {
        self.grouper
    }
}

impl Grouper {
    /// A grouper to be set up.
    pub fn builder() -> GrouperBuilder {
        GrouperBuilder::default()
    }

    /// The stories of a collection. The order of the articles does not matter.
    ///
    /// Cost: see [`group`](super). Memory: about 10 kilobytes an article beside its text.
    pub fn group(&self, articles: &[Article]) -> Grouping {
        let order = order(articles);
        let sorted: Vec<&Article> = order.iter().map(|&place| &articles[place]).collect();
        let read = self.read(&sorted);
        let neighbours = neighbours(&read.signatures, &read.days, self.window);
        let lowest = match self.cut {
            Cut::Adaptive => cut::LOWEST,
            Cut::At(cut) => cut,
        };
        let mergers = tree::mergers(&read.signatures, &read.days, &neighbours, lowest, self.window);
        let cut = match self.cut {
            Cut::Adaptive => {
                cut::adaptive(&read.signatures, &read.days, &neighbours, &mergers, sorted.len())
            }
            Cut::At(cut) => cut,
        };
        let group_of = cut::groups(sorted.len(), &mergers, cut);
        let sums = cut::sums(&read.signatures, &read.days, &group_of);
        let mut stories: Vec<StoryGroup> = sums.iter().map(|_| StoryGroup::default()).collect();
        for (sorted_place, (&group, &place)) in group_of.iter().zip(&order).enumerate() {
            let story = &mut stories[group as usize];
            story.articles.push(place);
            let headline = sorted[sorted_place].headline.trim();
            let typical = dot(&read.signatures[sorted_place], &sums[group as usize].vector);
            if !headline.is_empty() && story.name.as_ref().is_none_or(|name| typical > name.1) {
                story.name = Some((headline.to_owned(), typical));
            }
        }
        Grouping::of(articles.len(), stories, cut)
    }

    /// A stream of articles, each put into a story as it comes.
    pub fn stream(&self) -> Stream {
        Stream::new(Terms::new(self.normalizer()), self.cut, self.window)
    }

    /// The articles that do not belong to the story that they name.
    ///
    /// ```
    /// use parallax::Article;
    /// use parallax::group::Grouper;
    ///
    /// let ferry = |n: u32| {
    ///     let body = format!("The ferry Osprey ran aground off Larn. Divers went down {n} times to the ferry.");
    ///     Article::new("a", "Ferry Osprey aground", body).with_story("ferry")
    /// };
    /// let mut articles: Vec<Article> = (0..6).map(ferry).collect();
    /// articles.push(Article::new("b", "Rye bread", "Two bakers won a prize for bread.").with_story("ferry"));
    /// let strays = Grouper::default().strays(&articles);
    /// assert_eq!(strays.iter().map(|stray| stray.article).collect::<Vec<_>>(), [6]);
    /// ```
    pub fn strays(&self, articles: &[Article]) -> Vec<Stray> {
        stray::strays(articles, &self.read(&articles.iter().collect::<Vec<_>>()))
    }

    fn normalizer(&self) -> Normalizer {
        Normalizer::builder().language(self.language).build()
    }

    fn read(&self, articles: &[&Article]) -> Read {
        let house = House::new(articles);
        let mut terms = Terms::new(self.normalizer());
        let rows = terms.read(articles, &house);
        Read {
            signatures: rows.into_par_iter().map(|rows| signature(&rows, &terms)).collect(),
            days: articles.iter().map(|article| Days::of(article)).collect(),
        }
    }
}

/// What grouping needs of every article.
pub(super) struct Read {
    pub signatures: Vec<Signature>,
    pub days: Vec<Days>,
}

/// The places of the articles in an order that depends on what they say alone.
fn order(articles: &[Article]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    let key = |place: usize| {
        let article = &articles[place];
        let published = article.published.map(|published| published.date());
        (published, &article.headline, &article.outlet, &article.body, &article.id, &article.url)
    };
    order.sort_by(|&a, &b| key(a).cmp(&key(b)));
    order
}
