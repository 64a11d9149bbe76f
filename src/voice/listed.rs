//! A sentence looked up in the lists of tone, loaded language and deeds.
//!
//! Question: what do the lists say of the words of this sentence? The three are asked of the same sentence, and tone
//! of each of its actors, so the words are read once and the lists are asked by number.
//!
//! Cost: one hash of each word, then array reads; in a corpus, one hash of each distinct spelling.

use std::sync::LazyLock;

use super::actor::ActorId;
use super::agency::{Deed, mark_deeds};
use super::loaded::{LoadedLanguage, LoadedWords};
use super::phrases::{Known, Marks, Numbers, Word};
use super::tone::{Lexicon, Tone};
use crate::article::Span;
use crate::token::{Sentence, Tokenized, Vocabulary};

/// The lists, with one table of their words.
pub(super) struct Lists {
    pub(super) numbers: Numbers,
    pub(super) tone: Lexicon,
    pub(super) loaded: LoadedWords,
}

impl Lists {
    pub(super) fn get() -> &'static Lists {
        static LISTS: LazyLock<Lists> = LazyLock::new(|| {
            let mut numbers = Numbers::default();
            let tone = Lexicon::read(&mut numbers);
            let loaded = LoadedWords::read(&mut numbers);
            mark_deeds(&mut numbers);
            Lists { numbers, tone, loaded }
        });
        &LISTS
    }
}

/// The spellings of a vocabulary, each looked up in the lists once.
///
/// ```
/// use parallax::token::{Normalizer, TokenizedCorpus};
/// use parallax::voice::{ListedForms, ListedWords};
/// use parallax::{Article, Corpus};
///
/// let corpus = Corpus::new([Article::new("a", "", "It rained. The shameless mayor was sacked.")]);
/// let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
/// let (article, document) = (&corpus.articles()[0], &tokenized.documents()[0]);
/// let forms = ListedForms::new(tokenized.vocabulary());
/// let sentence = forms.words(&article.body, document, &document.sentences[1]);
/// assert_eq!(sentence, ListedWords::new(&article.body, document.sentences[1].span));
/// ```
#[derive(Debug, Clone)]
pub struct ListedForms {
    known: Vec<Known>,
}

impl ListedForms {
    /// Looks up every spelling.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let (numbers, mut folded) = (&Lists::get().numbers, String::new());
        let forms = vocabulary.forms();
        ListedForms { known: forms.map(|(_, form)| numbers.of(form, &mut folded)).collect() }
    }

    /// The words of a sentence of a document of the corpus; `text` is the part of the article that holds it.
    ///
    /// # Panics
    ///
    /// Where the document has spellings that the vocabulary has not.
    pub fn words<'t>(
        &self,
        text: &'t str,
        document: &Tokenized,
        sentence: &Sentence,
    ) -> ListedWords<'t> {
        let words = document.words_of(sentence).iter();
        let words =
            words.map(|word| Word { span: word.span, known: self.known[word.form.index()] });
        ListedWords::of(text, sentence.span, words.collect())
    }
}

/// A sentence whose words were looked up once, to be asked for its tone towards several actors, its loaded
/// words and its deeds. All places are bytes of the text that holds the sentence.
///
/// ```
/// use parallax::Span;
/// use parallax::voice::ListedWords;
///
/// let text = "It rained. The shameless mayor was sacked.";
/// let sentence = ListedWords::new(text, Span::new(11, 42));
/// assert_eq!(sentence.loaded(&[]).words[0].span.of(text), Some("shameless"));
/// assert!(sentence.tone(Span::new(25, 30), &[]).score() < 0.0);
/// assert!(sentence.deeds(&[])[0].passive);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedWords<'t> {
    pub(super) text: &'t str,
    pub(super) sentence: Span,
    pub(super) words: Vec<Word>,
    /// The marks of all words.
    marks: Marks,
}

impl<'t> ListedWords<'t> {
    /// Reads the words of a sentence of a text. A span that is no part of the text has no words.
    pub fn new(text: &'t str, sentence: Span) -> Self {
        let words = sentence.of(text).map(|words| Lists::get().numbers.read(words, sentence.start));
        ListedWords::of(text, sentence, words.unwrap_or_default())
    }

    fn of(text: &'t str, sentence: Span, words: Vec<Word>) -> Self {
        let marks = words.iter().fold(Marks::NONE, |marks, word| marks.or(word.marks()));
        ListedWords { text, sentence, words, marks }
    }

    /// The tone towards an actor; `quoted` are the spans of the text between quotation marks, sorted.
    pub fn tone(&self, target: Span, quoted: &[Span]) -> Tone {
        let asked = Marks::TONED.or(Marks::SPEECH).or(Marks::AGAINST);
        if self.marks.has(asked) { Tone::of(self, target, quoted) } else { Tone::default() }
    }

    /// The words that colour the sentence; `quoted` as for [`ListedWords::tone`].
    pub fn loaded(&self, quoted: &[Span]) -> LoadedLanguage {
        LoadedLanguage::of(self, quoted)
    }

    /// What is done in the sentence, by and to the actors mentioned at some spans of it.
    pub fn deeds(&self, mentions: &[(Span, ActorId)]) -> Vec<Deed> {
        let asked = Marks::VERB.or(Marks::HARM);
        if self.marks.has(asked) { Deed::all(self, mentions) } else { Vec::new() }
    }
}
