//! Articles as words in sentences: what counting, matching and citing start from.

use std::ops::Range;

use rayon::prelude::*;

use super::{FormId, Normalizer, TermId, TermKind, Vocabulary, sentences, words};
use crate::article::{Article, ArticleId, Citation, Corpus, Part, Span};

/// One word of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// Its spelling.
    pub form: FormId,
    /// Its bytes in the part of the article that its sentence belongs to.
    pub span: Span,
}

/// One sentence of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// The headline or the body.
    pub part: Part,
    /// Its bytes in that part.
    pub span: Span,
    first: u32,
    last: u32,
}

impl Sentence {
    /// Which of the article's words stand in the sentence.
    pub fn tokens(&self) -> Range<usize> {
        self.first as usize..self.last as usize
    }

    /// The number of words.
    pub fn n_tokens(&self) -> usize {
        (self.last - self.first) as usize
    }
}

/// One article's words and sentences, headline first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tokenized {
    /// The words in the order of the text.
    pub tokens: Vec<Occurrence>,
    /// The sentences in the order of the text. A sentence may hold no word ("***").
    pub sentences: Vec<Sentence>,
}

impl Tokenized {
    /// The words and sentences of an article. A word never crosses the end of a sentence, so that scraped
    /// text with a space missing ("refugees.She") still gives two words.
    pub fn new(article: &Article, vocabulary: &mut Vocabulary) -> Self {
        let mut document = Tokenized::default();
        for (part, text) in article.parts() {
            // The text is segmented once, not sentence by sentence: starting the segmenter costs more
            // than a sentence does.
            let mut found = words(text);
            let mut token = found.next();
            for range in sentences(text) {
                let first = document.tokens.len() as u32;
                while let Some(word) = token.filter(|word| word.start < range.end) {
                    let end = word.start + word.text.len();
                    if word.start >= range.start && end <= range.end {
                        document.push(vocabulary, word.text, word.start);
                    } else {
                        // The end of a sentence lies inside the word; each side has words of its own.
                        let inside = word.start.max(range.start)..end.min(range.end);
                        for piece in words(text.get(inside.clone()).unwrap_or("")) {
                            document.push(vocabulary, piece.text, inside.start + piece.start);
                        }
                        if end > range.end {
                            break;
                        }
                    }
                    token = found.next();
                }
                let last = document.tokens.len() as u32;
                document.sentences.push(Sentence {
                    part,
                    span: Span::from_range(range),
                    first,
                    last,
                });
            }
        }
        document
    }

    fn push(&mut self, vocabulary: &mut Vocabulary, text: &str, start: usize) {
        let span = Span::from_range(start..start + text.len());
        self.tokens.push(Occurrence { form: vocabulary.intern(text), span });
    }

    /// The words of one sentence.
    pub fn words_of(&self, sentence: &Sentence) -> &[Occurrence] {
        &self.tokens[sentence.tokens()]
    }

    /// The sentences of the body.
    pub fn body(&self) -> impl Iterator<Item = &Sentence> {
        self.sentences.iter().filter(|sentence| sentence.part == Part::Body)
    }
}

/// A corpus with every article tokenised against one vocabulary.
///
/// ```
/// use parallax::token::{Normalizer, TokenizedCorpus};
/// use parallax::{Article, Corpus};
///
/// let corpus = Corpus::new([Article::new("Reuters", "Talks open", "Talks opened. Nobody spoke.")]);
/// let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
/// assert_eq!(tokenized.documents()[0].sentences.len(), 3);
/// // "open" and "opened" are two forms of one term.
/// assert_eq!((tokenized.vocabulary().n_forms(), tokenized.vocabulary().n_terms()), (5, 4));
/// ```
#[derive(Debug, Clone)]
pub struct TokenizedCorpus {
    vocabulary: Vocabulary,
    documents: Vec<Tokenized>,
}

/// Articles are tokenised in batches of this size, each with a vocabulary of its own. The size does not
/// depend on the number of threads, so neither does anything else.
const BATCH: usize = 32;

impl TokenizedCorpus {
    /// Tokenises every article, on all cores; the result does not depend on how many there are.
    pub fn new(corpus: &Corpus, normalizer: Normalizer) -> Self {
        let settings = normalizer.to_builder();
        let batches: Vec<(Vocabulary, Vec<Tokenized>)> = corpus
            .articles()
            .par_chunks(BATCH)
            .map(|articles| {
                let mut vocabulary = Vocabulary::new(settings.clone().build());
                let documents = articles
                    .iter()
                    .map(|article| Tokenized::new(article, &mut vocabulary))
                    .collect();
                (vocabulary, documents)
            })
            .collect();
        let mut vocabulary = Vocabulary::new(normalizer);
        let mut documents = Vec::with_capacity(corpus.articles().len());
        for (part, batch) in batches {
            let renumbered = vocabulary.merge(&part);
            for mut document in batch {
                for token in &mut document.tokens {
                    token.form = renumbered.forms[token.form.index()];
                }
                documents.push(document);
            }
        }
        TokenizedCorpus { vocabulary, documents }
    }

    /// Every spelling and term of the corpus.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The articles in the order of the corpus.
    pub fn documents(&self) -> &[Tokenized] {
        &self.documents
    }

    /// One article.
    ///
    /// # Panics
    ///
    /// Where the id comes from a larger corpus, as indexing a slice does.
    pub fn document(&self, id: ArticleId) -> &Tokenized {
        &self.documents[id.index()]
    }

    /// The term of a word and what kind it is.
    pub fn term(&self, token: &Occurrence) -> (TermId, TermKind) {
        let term = self.vocabulary.term_of(token.form);
        (term, self.vocabulary.kind(term))
    }

    /// The place of a sentence in the corpus.
    pub fn cite(&self, article: ArticleId, sentence: &Sentence) -> Citation {
        Citation { article, part: sentence.part, span: sentence.span }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_where_its_span_says() {
        let corpus = Corpus::new([
            Article::new(
                "a",
                "Kyiv\u{2019}s caf\u{e9}s reopen",
                "They met refugees.She agreed. *** 3,000.5 \u{1F469}\u{200D}\u{1F680} \u{2014} d\u{e9}j\u{e0}.",
            ),
            Article::new("b", "", ""),
        ]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        for id in corpus.article_ids() {
            let document = tokenized.document(id);
            for sentence in &document.sentences {
                for token in document.words_of(sentence) {
                    let text = corpus.article(id).text(sentence.part);
                    assert_eq!(token.span.of(text), Some(tokenized.vocabulary().form(token.form)));
                    assert!(sentence.span.covers(&token.span));
                }
            }
        }
        assert!(tokenized.document(ArticleId(1)).tokens.is_empty());
    }

    #[test]
    fn many_batches_give_the_numbers_of_one_pass() {
        let articles: Vec<Article> = (0..100)
            .map(|n| {
                Article::new(
                    "a",
                    format!("Headline {n}"),
                    format!("Word{} and word{} met.", n % 7, n % 13),
                )
            })
            .collect();
        let mut alone = Vocabulary::new(Normalizer::default());
        let expected: Vec<Tokenized> =
            articles.iter().map(|article| Tokenized::new(article, &mut alone)).collect();
        let tokenized = TokenizedCorpus::new(&Corpus::new(articles), Normalizer::default());
        assert_eq!(tokenized.documents(), expected);
        assert!(tokenized.vocabulary().forms().eq(alone.forms()));
    }
}
