//! A place in one article of a corpus.

use serde::{Deserialize, Serialize};

use super::{ArticleId, Part, Span};

/// A place in one article: everything that this crate reports leads back to these.
///
/// A citation is resolved against the corpus that it was made from, with
/// [`Corpus::words`](super::Corpus::words).
///
/// ```
/// use parallax::{Article, Citation, Corpus, Part, Span};
///
/// let corpus = Corpus::new([Article::new("reuters.com", "Talks open", "Talks opened in Geneva.")]);
/// let citation = Citation { article: corpus.article_ids().next().unwrap(), part: Part::Body, span: Span::new(16, 22) };
/// assert_eq!(corpus.words(&citation), Some("Geneva"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// The article.
    pub article: ArticleId,
    /// Its headline or its body.
    pub part: Part,
    /// The bytes.
    pub span: Span,
}
