//! Articles as words in sentences: what counting, matching and citing start from.

use std::ops::Range;

use rayon::prelude::*;

use super::intern::{Spellings, Tally};
use super::parts::{cut, join};
use super::simd::{Kernel, Path};
use super::{FormId, Normalizer, TermId, TermKind, Token, Vocabulary, sentences, words};
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
        let mut tally = Tally::default();
        Self::read(article, |text, bounds, forms| {
            vocabulary.tally::<true>(text, bounds, &mut tally);
            vocabulary.understand();
            forms.extend(vocabulary.forms_here(&tally));
            vocabulary.settle(&mut tally, |_, _| {});
        })
    }

    /// The words and sentences of an article. The spellings between some bounds in a text are numbered by
    /// `number`, all of a text together.
    fn read(
        article: &Article,
        mut number: impl FnMut(&str, &[[u32; 2]], &mut Vec<FormId>),
    ) -> Self {
        let mut document = Tokenized::default();
        let (mut bounds, mut forms) = (Vec::new(), Vec::new());
        for (part, text) in article.parts() {
            bounds.clear();
            forms.clear();
            document.read_sentences(part, text, &mut bounds);
            number(text, &bounds, &mut forms);
            let occurrence = |(&[start, end], &form): (&[u32; 2], &FormId)| Occurrence {
                form,
                span: Span::new(start, end),
            };
            document.tokens.extend(bounds.iter().zip(&forms).map(occurrence));
        }
        document
    }

    /// Finds the sentences of a text and the bounds of the words in them.
    fn read_sentences(&mut self, part: Part, text: &str, bounds: &mut Vec<[u32; 2]>) {
        // The text is segmented once, not sentence by sentence: starting the segmenter costs more
        // than a sentence does.
        let mut found = words(text);
        let mut token = found.next();
        let before = self.tokens.len();
        let bounds_of = |word: Token<'_>, offset: usize| {
            let start = offset + word.start;
            let span = Span::from_range(start..start + word.text.len());
            [span.start, span.end]
        };
        for range in sentences(text) {
            let first = (before + bounds.len()) as u32;
            while let Some(word) = token.filter(|word| word.start < range.end) {
                let end = word.start + word.text.len();
                if word.start >= range.start && end <= range.end {
                    bounds.push(bounds_of(word, 0));
                } else {
                    // The end of a sentence lies inside the word; each side has words of its own.
                    let inside = word.start.max(range.start)..end.min(range.end);
                    for piece in words(text.get(inside.clone()).unwrap_or("")) {
                        bounds.push(bounds_of(piece, inside.start));
                    }
                    if end > range.end {
                        break;
                    }
                }
                token = found.next();
            }
            let last = (before + bounds.len()) as u32;
            self.sentences.push(Sentence { part, span: Span::from_range(range), first, last });
        }
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

impl TokenizedCorpus {
    /// Tokenises every article, on all cores; the result does not depend on how many there are.
    pub fn new(corpus: &Corpus, normalizer: Normalizer) -> Self {
        let articles = corpus.articles();
        let length = |article: &Article| article.parts().iter().map(|(_, text)| text.len()).sum();
        let parts: Vec<(Vec<Tokenized>, Spellings)> = cut(articles.iter().map(length))
            .into_par_iter()
            .map(|part| Self::read(&articles[part]))
            .collect();
        let (mut parts, spellings): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        let (vocabulary, numbers) = join(normalizer, spellings);
        parts.par_iter_mut().zip(numbers).for_each(|(documents, numbers)| {
            for token in documents.iter_mut().flat_map(|document| &mut document.tokens) {
                token.form = numbers[token.form.index()];
            }
        });
        TokenizedCorpus { vocabulary, documents: parts.into_iter().flatten().collect() }
    }

    /// Tokenises some articles against a table of their own spellings.
    fn read(articles: &[Article]) -> (Vec<Tokenized>, Spellings) {
        let (mut spellings, mut tally) = (Spellings::default(), Tally::default());
        let kernel = Kernel::new(Path::Auto);
        let read = |article| {
            Tokenized::read(article, |text, bounds, forms| {
                spellings.tally::<true>(kernel, text, bounds, &mut tally);
                forms.extend(spellings.here(&tally).map(|slot| FormId(slot.number().0)));
                spellings.settle(kernel, &mut tally, |_, _| {});
            })
        };
        (articles.iter().map(read).collect(), spellings)
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
