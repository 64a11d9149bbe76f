//! Loaded language, hedges, certainty and subjectivity.
//!
//! Question: how much of this text is in words that colour what they tell?
//!
//! Words and phrases of lists of our own are found, each with its class; the narrator's words and those between
//! quotation marks are kept apart. [`LoadedLanguage::score`] weighs the classes: `Σ weight · ln(1 + n)`, less for
//! long sentences and for words of plain reporting; above 0 a sentence is called loaded. The weights were set on
//! 1,500 sentences of US news that experts labelled (the data of Spinde et al. 2021, Neural Media Bias Detection,
//! [doi:10.18653/v1/2021.findings-emnlp.101](https://doi.org/10.18653/v1/2021.findings-emnlp.101)).
//!
//! Cost: one pass over the words. It misleads where a strong word is the plain name of a thing ("a fraud trial").

mod marked;
mod supervised;

use serde::{Deserialize, Serialize};

pub use supervised::{LoadedExample, LoadedModel, ScoredWord};

use super::listed::{ListedWords, Lists};
use super::phrases::{Along, Marks, Numbers, Phrases, verb_forms, word_forms};
use super::wordlist::WordList;
use crate::article::Span;

/// What a word does to the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LoadedClass {
    /// It judges while it tells ("slammed", "so-called", "heroic").
    Loaded,
    /// It labels people or policies for or against ("globalist", "far-right", "woke mob").
    Label,
    /// It makes more of something ("utterly", "massive").
    Intensity,
    /// It holds back ("reportedly", "may").
    Hedge,
    /// It leaves no doubt ("clearly", "undeniable").
    Certainty,
    /// It shows somebody's view ("should", "sadly", "we").
    Subjective,
    /// It reports ("said", "percent", "on Tuesday"): plain news, which speaks against colour.
    Reporting,
}

impl LoadedClass {
    /// All of them.
    pub const ALL: [LoadedClass; 7] = [
        LoadedClass::Loaded,
        LoadedClass::Label,
        LoadedClass::Intensity,
        LoadedClass::Hedge,
        LoadedClass::Certainty,
        LoadedClass::Subjective,
        LoadedClass::Reporting,
    ];

    fn section(self) -> (&'static str, f64) {
        match self {
            LoadedClass::Loaded => ("loaded", 2.0),
            LoadedClass::Label => ("slur", 1.0),
            LoadedClass::Intensity => ("intensity", 0.55),
            LoadedClass::Hedge => ("hedge", 0.15),
            LoadedClass::Certainty => ("certainty", 0.45),
            LoadedClass::Subjective => ("subjective", 0.5),
            LoadedClass::Reporting => ("reporting", -0.8),
        }
    }
}

/// A word of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadedWord {
    /// Where it stands.
    pub span: Span,
    /// Its class. A word of several classes is given several times.
    pub class: LoadedClass,
    /// Whether it stands between quotation marks.
    pub quoted: bool,
}

/// The words of a text that colour it.
///
/// ```
/// use parallax::voice::{LoadedClass, LoadedLanguage};
///
/// let found = LoadedLanguage::new("The shameful plan is absurd.", &[]);
/// assert_eq!(found.count(LoadedClass::Loaded, false), 2);
/// assert!(found.is_loaded());
/// assert!(!LoadedLanguage::new("The council voted on Tuesday, officials said.", &[]).is_loaded());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LoadedLanguage {
    /// The words in the order of the text.
    pub words: Vec<LoadedWord>,
    /// The number of the narrator's words.
    pub n_narrator: u32,
    /// The number of words between quotation marks.
    pub n_quoted: u32,
    /// The exclamation and question marks.
    pub n_marks: u32,
}

/// The list: for each phrase, its classes as bits.
pub(super) struct LoadedWords(Phrases);

impl LoadedWords {
    pub(super) fn read(numbers: &mut Numbers) -> LoadedWords {
        let list = WordList::parse(include_str!("loaded.txt"));
        let mut phrases = Phrases::new(Marks::LOADED);
        for (bit, class) in LoadedClass::ALL.into_iter().enumerate() {
            for entry in list.section(class.section().0) {
                let mut forms = vec![entry[0].to_owned()];
                if matches!(class, LoadedClass::Loaded | LoadedClass::Label) {
                    forms.extend(verb_forms(&entry[..1]));
                    forms.extend(word_forms(entry[0]));
                }
                for form in forms {
                    *phrases.value_mut(numbers, &form) |= 1 << bit;
                }
            }
        }
        LoadedWords(phrases)
    }
}

impl LoadedLanguage {
    /// The words of a text; `quoted` are the spans between quotation marks, sorted.
    pub fn new(text: &str, quoted: &[Span]) -> Self {
        ListedWords::new(text, Span::from_range(0..text.len())).loaded(quoted)
    }

    pub(super) fn of(sentence: &ListedWords<'_>, quoted: &[Span]) -> Self {
        let phrases = &Lists::get().loaded.0;
        let words = &sentence.words;
        let mut found = LoadedLanguage::default();
        let mut along = Along::from(sentence.sentence.start, quoted);
        let mut at = 0;
        while at < words.len() {
            let (length, classes) = phrases.longest(&words[at..]).unwrap_or((1, 0));
            let span = Span::new(words[at].span.start, words[at + length - 1].span.end);
            let quoted = along.hold(span);
            let n = if quoted { &mut found.n_quoted } else { &mut found.n_narrator };
            *n += length as u32;
            let mut classes = classes;
            while classes != 0 {
                let class = LoadedClass::ALL[classes.trailing_zeros() as usize];
                found.words.push(LoadedWord { span, class, quoted });
                classes &= classes - 1;
            }
            at += length;
        }
        let text = sentence.sentence.of(sentence.text).unwrap_or("");
        found.n_marks = text.bytes().filter(|byte| matches!(byte, b'!' | b'?')).count() as u32;
        found
    }

    /// How many words of a class the narrator has, or the quoted have.
    pub fn count(&self, class: LoadedClass, quoted: bool) -> usize {
        self.words.iter().filter(|word| word.class == class && word.quoted == quoted).count()
    }

    /// How loaded a sentence is, narrator's and quoted words together; above 0 it is called loaded.
    pub fn score(&self) -> f64 {
        let n = |class| self.count(class, false) + self.count(class, true);
        score(n, self.n_narrator + self.n_quoted, self.n_marks)
    }

    /// How loaded the narrator's own words are. Marks are left out, since quotations have theirs.
    pub fn narrator_score(&self) -> f64 {
        score(|class| self.count(class, false), self.n_narrator, 0)
    }

    /// Whether the score is above 0.
    pub fn is_loaded(&self) -> bool {
        self.score() > 0.0
    }

    /// Whether the narrator's own words are loaded, one of them at least being a loaded word or a label.
    pub fn is_narrator_loaded(&self) -> bool {
        let strong = |class| self.count(class, false) > 0;
        (strong(LoadedClass::Loaded) || strong(LoadedClass::Label)) && self.narrator_score() > 0.0
    }
}

fn score(n: impl Fn(LoadedClass) -> usize, n_words: u32, n_marks: u32) -> f64 {
    let weighed =
        LoadedClass::ALL.into_iter().map(|class| class.section().1 * (n(class) as f64).ln_1p());
    let length = f64::from(n_words) / 20.0;
    weighed.fold(-0.25, |sum, part| sum + part) + f64::from(n_marks).ln_1p() - 0.35 * length.ln_1p()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn classes() {
        for (text, class, n) in [
            ("The regime's propaganda", LoadedClass::Loaded, 2),
            ("a far-right group", LoadedClass::Label, 1),
            ("It may reportedly happen", LoadedClass::Hedge, 2),
            ("They clearly lost, no doubt", LoadedClass::Certainty, 2),
            ("", LoadedClass::Loaded, 0),
        ] {
            assert_eq!(LoadedLanguage::new(text, &[]).count(class, false), n, "{text}");
        }
    }

    #[test]
    fn quoted_words_are_kept_apart() {
        let found =
            LoadedLanguage::new("He said \u{201C}absurd\u{201D} plans", &[Span::new(8, 20)]);
        assert_eq!(found.count(LoadedClass::Loaded, true), 1);
        assert_eq!((found.n_narrator, found.n_quoted), (3, 1));
        assert!(found.is_loaded() && !found.is_narrator_loaded());
    }

    proptest! {
        #[test]
        fn any_text(text in "\\PC{0,80}") {
            let found = LoadedLanguage::new(&text, &[]);
            prop_assert!(found.words.iter().all(|word| word.span.of(&text).is_some()));
            prop_assert!(found.score().is_finite());
        }
    }
}
