//! One published article.

use serde::{Deserialize, Serialize};

use super::{Part, Published};

/// One article as it was published. Its texts never change.
///
/// The outlet is kept under the name that the source gave it (`scmp.com`, `SCMP`, ...);
/// [`Corpus`](super::Corpus) decides which names mean the same outlet.
///
/// ```
/// use parallax::Article;
///
/// let article = Article::new("scmp.com", "Moscow holds back", "Moscow has set conditions.")
///     .with_story("Security guarantees")
///     .with_id("scmp-1");
/// assert_eq!(article.outlet, "scmp.com");
/// assert_eq!(article.story.as_deref(), Some("Security guarantees"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Article {
    /// The key that the source gave; empty where it gave none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The outlet as the source named it: a name, an abbreviation or a domain.
    pub outlet: String,
    /// The headline; empty where there is none.
    #[serde(default)]
    pub headline: String,
    /// The running text.
    pub body: String,
    /// When it was published, as precisely as the source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    /// Where it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who wrote it, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// The language as an ISO 639-1 code, where the source says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The key of the story that it belongs to, where the source says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub story: Option<String>,
    /// The story's title, where it differs from the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub story_title: Option<String>,
    /// The group that the source puts it in, such as its outlet's country, owner or lean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// A notice that has to be shown with everything made from this article, such as that it is fictional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
}

impl Article {
    /// An article with its three indispensable texts.
    pub fn new(
        outlet: impl Into<String>,
        headline: impl Into<String>,
        body: impl Into<String>,
    ) -> Self {
        Article {
            outlet: outlet.into(),
            headline: headline.into(),
            body: body.into(),
            ..Article::default()
        }
    }

    /// The same article under a key.
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// The same article assigned to a story.
    pub fn with_story(mut self, story: impl Into<String>) -> Self {
        self.story = Some(story.into());
        self
    }

    /// The same article in a group, whatever its outlet's own attributes say.
    pub fn with_group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// The same article with its time of publication.
    pub fn with_published(mut self, published: Published) -> Self {
        self.published = Some(published);
        self
    }

    /// The headline or the body.
    pub fn text(&self, part: Part) -> &str {
        match part {
            Part::Headline => &self.headline,
            Part::Body => &self.body,
        }
    }

    /// Both parts that can hold text, headline first.
    pub fn parts(&self) -> [(Part, &str); 2] {
        [(Part::Headline, &self.headline), (Part::Body, &self.body)]
    }
}
