//! JSON with the schema's name and version inside.

use serde::Serialize;

/// Writes a [`Brief`](crate::Brief) or a [`Comparison`](crate::Comparison) as indented JSON.
///
/// Both name their schema in the field `schema` and read back with serde.
///
/// ```
/// use parallax::{Article, Brief, Comparison, Corpus, report};
///
/// let corpus = Corpus::new([Article::new("a", "", "One."), Article::new("b", "", "Two.")]);
/// let brief = Brief::new(&Comparison::new(&corpus)?);
/// let text = report::json(&brief);
/// assert!(text.contains("parallax/brief/1"));
/// assert_eq!(serde_json::from_str::<Brief>(&text).unwrap(), brief);
/// # Ok::<(), parallax::Error>(())
/// ```
pub fn json(result: &impl Serialize) -> String {
    // Our results are strings, numbers and lists with string keys; none of their serialisers fails.
    serde_json::to_string_pretty(result).unwrap_or_default()
}
