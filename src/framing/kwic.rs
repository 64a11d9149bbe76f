//! Keywords in context: every place where a pattern occurs, with the words around it.
//!
//! Cost: one pass over the words of the corpus.

use serde::{Deserialize, Serialize};

use super::{Frame, FrameMatcher, Inventory, Pattern};
use crate::article::{Citation, Corpus, Part, Published, Span};
use crate::error::Result;
use crate::token::{Occurrence, Tokenized, TokenizedCorpus};

/// How much context a line shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Context {
    /// At most this many words on either side, within the headline or body.
    Words(usize),
    /// The sentence.
    Sentence,
}

impl Default for Context {
    fn default() -> Self {
        Context::Words(8)
    }
}

/// One line of a concordance. `left`, `keyword` and `right` are consecutive pieces of the published text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct KwicLine {
    /// The slug of the outlet.
    pub outlet: String,
    /// When the article was published.
    pub published: Option<Published>,
    /// The place of the keyword.
    pub citation: Citation,
    /// The text before it.
    pub left: String,
    /// The words that matched.
    pub keyword: String,
    /// The text behind it.
    pub right: String,
}

/// Every place where a pattern occurs, in the order of the corpus.
///
/// ```
/// use parallax::framing::{Context, kwic};
/// use parallax::token::{Normalizer, TokenizedCorpus};
/// use parallax::{Article, Corpus};
///
/// let corpus = Corpus::new([Article::new("Reuters", "", "Moscow wants security guarantees of its own.")]);
/// let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
/// let lines = kwic(&corpus, &tokenized, "guarantee*", Context::Words(2))?;
/// assert_eq!((&*lines[0].left, &*lines[0].keyword, &*lines[0].right), ("wants security ", "guarantees", " of its"));
/// # Ok::<(), parallax::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Inventory`](crate::Error::Inventory) where the pattern cannot be matched.
pub fn kwic(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    pattern: &str,
    context: Context,
) -> Result<Vec<KwicLine>> {
    let frame = Frame::new("pattern", pattern).with_pattern(Pattern::new(pattern)?);
    let inventory = Inventory::new("kwic").with_frame(frame);
    let matcher = FrameMatcher::new(&inventory, tokenized.vocabulary());
    let mut lines = Vec::new();
    for (id, document) in corpus.article_ids().zip(tokenized.documents()) {
        let article = corpus.article(id);
        // Words of the same part stand next to each other across sentences.
        let mut words: Option<(Part, Vec<&Occurrence>)> = None;
        for (sentence, found) in matcher.document(document) {
            let text = article.text(sentence.part);
            if words.as_ref().is_none_or(|(part, _)| *part != sentence.part) {
                words = Some((sentence.part, words_of(document, sentence.part)));
            }
            let part = words.as_ref().map_or(&[][..], |(_, words)| words);
            for found in found {
                let around = match context {
                    Context::Sentence => sentence.span,
                    Context::Words(n) => window(part, found.span, n),
                };
                let piece =
                    |start, end| Span::new(start, end).of(text).unwrap_or_default().to_owned();
                lines.push(KwicLine {
                    outlet: corpus.outlet(corpus.outlet_of(id)).slug.clone(),
                    published: article.published,
                    citation: Citation { article: id, part: sentence.part, span: found.span },
                    left: piece(around.start, found.span.start),
                    keyword: piece(found.span.start, found.span.end),
                    right: piece(found.span.end, around.end),
                });
            }
        }
    }
    Ok(lines)
}

/// All words of a headline or body.
fn words_of(document: &Tokenized, part: Part) -> Vec<&Occurrence> {
    let sentences = document.sentences.iter().filter(|sentence| sentence.part == part);
    sentences.flat_map(|sentence| document.words_of(sentence)).collect()
}

/// The bytes from `n` words before a keyword to `n` words behind it.
fn window(words: &[&Occurrence], keyword: Span, n: usize) -> Span {
    let first = words.partition_point(|word| word.span.start < keyword.start);
    let behind = words.partition_point(|word| word.span.start < keyword.end);
    let last = behind.saturating_add(n).min(words.len());
    let start = words.get(first.saturating_sub(n)).map_or(keyword.start, |word| word.span.start);
    let end = if last > behind { words[last - 1].span.end } else { keyword.end };
    Span::new(start.min(keyword.start), end.max(keyword.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::token::Normalizer;

    #[test]
    fn contexts() {
        let corpus = Corpus::new([Article::new(
            "a",
            "War talks",
            "They met. War, again, came near. It ended.",
        )]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        type Line = (&'static str, &'static str, &'static str);
        let cases: [(Context, &[Line]); 4] = [
            (Context::Words(1), &[("", "War", " talks"), ("met. ", "War", ", again")]),
            (Context::Words(0), &[("", "War", ""), ("", "War", "")]),
            (
                Context::Words(usize::MAX),
                &[("", "War", " talks"), ("They met. ", "War", ", again, came near. It ended")],
            ),
            (Context::Sentence, &[("", "War", " talks"), ("", "War", ", again, came near.")]),
        ];
        for (context, expected) in cases {
            let lines = kwic(&corpus, &tokenized, "war", context).unwrap();
            let found: Vec<_> =
                lines.iter().map(|line| (&*line.left, &*line.keyword, &*line.right)).collect();
            assert_eq!(found, expected, "{context:?}");
        }
        assert!(kwic(&corpus, &tokenized, "*", Context::Sentence).is_err());
        assert_eq!(kwic(&corpus, &tokenized, "war talks", Context::Sentence).unwrap().len(), 1);
    }

    #[test]
    fn lines_tell_outlet_and_date() {
        let article = |outlet, body, date: &str| {
            Article::new(outlet, "", body).with_published(date.parse().unwrap())
        };
        let corpus = Corpus::new([
            article("The Harbour Post", "A truce holds. The truce is brief.", "2024-03-01"),
            article("Hill Herald", "No news.", "2024-03-02"),
            Article::new("Hill Herald", "Truce", "Talks."),
        ]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let lines = kwic(&corpus, &tokenized, "truce", Context::Sentence).unwrap();
        let found: Vec<(&str, Option<String>, Part)> = lines
            .iter()
            .map(|line| {
                let date = line.published.map(|published| published.to_string());
                (&*line.outlet, date, line.citation.part)
            })
            .collect();
        let (post, date) = ("the-harbour-post", Some("2024-03-01".to_owned()));
        assert_eq!(
            found,
            [
                (post, date.clone(), Part::Body),
                (post, date, Part::Body),
                ("hill-herald", None, Part::Headline),
            ]
        );
    }
}
