//! A sentence looked up in the lists of tone, loaded language and deeds.
//!
//! Question: what do the lists say of the words of this sentence? The three are asked of the same sentence, and tone
//! of each of its actors, so the words are read once and the lists are asked by number.
//!
//! Cost: one hash of each word, then array reads.

use std::sync::LazyLock;

use super::actor::ActorId;
use super::agency::{Deed, Deeds};
use super::loaded::{LoadedLanguage, LoadedWords};
use super::phrases::{Numbers, Word};
use super::tone::{Lexicon, Tone};
use crate::article::Span;

/// The lists, with one table of their words.
pub(super) struct Lists {
    pub(super) numbers: Numbers,
    pub(super) tone: Lexicon,
    pub(super) loaded: LoadedWords,
    pub(super) deeds: Deeds,
}

impl Lists {
    pub(super) fn get() -> &'static Lists {
        static LISTS: LazyLock<Lists> = LazyLock::new(|| {
            let mut numbers = Numbers::default();
            let tone = Lexicon::read(&mut numbers);
            let loaded = LoadedWords::read(&mut numbers);
            let deeds = Deeds::read(&mut numbers);
            Lists { numbers, tone, loaded, deeds }
        });
        &LISTS
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
#[derive(Debug, Clone)]
pub struct ListedWords<'t> {
    pub(super) text: &'t str,
    pub(super) sentence: Span,
    pub(super) words: Vec<Word>,
}

impl<'t> ListedWords<'t> {
    /// Reads the words of a sentence of a text. A span that is no part of the text has no words.
    pub fn new(text: &'t str, sentence: Span) -> Self {
        let words = sentence.of(text).map(|words| Lists::get().numbers.read(words, sentence.start));
        ListedWords { text, sentence, words: words.unwrap_or_default() }
    }

    /// The tone towards an actor; `quoted` are the spans of the text between quotation marks, sorted.
    pub fn tone(&self, target: Span, quoted: &[Span]) -> Tone {
        Tone::of(self, target, quoted)
    }

    /// The words that colour the sentence; `quoted` as for [`ListedWords::tone`].
    pub fn loaded(&self, quoted: &[Span]) -> LoadedLanguage {
        LoadedLanguage::of(self, quoted)
    }

    /// What is done in the sentence, by and to the actors mentioned at some spans of it.
    pub fn deeds(&self, mentions: &[(Span, ActorId)]) -> Vec<Deed> {
        Deed::all(self, mentions)
    }
}
