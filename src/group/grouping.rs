//! The stories that were found, and what belongs to each.

use super::Grouper;
use crate::article::Article;

/// The number of a story, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryNumber(pub(super) u32);

impl StoryNumber {
    /// The number as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct StoryGroup {
    pub articles: Vec<usize>,
    pub name: Option<(String, f32)>,
}

/// One story of a [`Grouping`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GroupedStory {
    /// The headline most typical of the story; empty where no article has a headline.
    pub name: String,
    /// The places of its articles in the input, in their order.
    pub articles: Vec<usize>,
}

/// Which articles report the same event.
#[derive(Debug, Clone, PartialEq)]
pub struct Grouping {
    stories: Vec<GroupedStory>,
    story_of: Vec<StoryNumber>,
    cut: f32,
}

impl Grouping {
    /// Groups articles with the default options.
    pub fn new(articles: &[Article]) -> Self {
        Grouper::default().group(articles)
    }

    pub(super) fn of(n_articles: usize, stories: Vec<StoryGroup>, cut: f32) -> Self {
        let mut story_of = vec![StoryNumber(0); n_articles];
        let mut found = Vec::with_capacity(stories.len());
        for (number, mut story) in (0..).zip(stories) {
            story.articles.sort_unstable();
            for &place in &story.articles {
                story_of[place] = StoryNumber(number);
            }
            let name = story.name.map(|(name, _)| name).unwrap_or_default();
            found.push(GroupedStory { name, articles: story.articles });
        }
        Grouping { stories: found, story_of, cut }
    }

    /// The stories.
    pub fn stories(&self) -> &[GroupedStory] {
        &self.stories
    }

    /// The story of the article at a place of the input.
    ///
    /// # Panics
    ///
    /// Where the input had no such place.
    pub fn story_of(&self, article: usize) -> StoryNumber {
        self.story_of[article]
    }

    /// The likeness below which groups were no longer joined, from 0 to 1.
    pub fn cut(&self) -> f32 {
        self.cut
    }

    /// Writes key and title of its story into every article.
    pub fn assign(&self, articles: &mut [Article]) {
        for (article, story) in articles.iter_mut().zip(&self.story_of) {
            article.story = Some(format!("story-{}", story.0 + 1));
            article.story_title =
                Some(self.stories[story.index()].name.clone()).filter(|name| !name.is_empty());
        }
    }
}
