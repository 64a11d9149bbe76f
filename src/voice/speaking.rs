//! Whose words a place in an article is: the narrator's, or somebody's whom he quotes.
//!
//! Tone, frames and wording ask this before they count, because what an outlet quotes is not what it says.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::quotation::{Forms, quotations_with_marks};
use super::{Quotation, QuotationKind};
use crate::article::{Article, Part, Span};
use crate::token::{Occurrence, Sentence, Tokenized, Vocabulary, sentences};

/// Whose words.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// The outlet's own.
    #[default]
    Narrator,
    /// Speech that the outlet gives in its own words: he said that it failed.
    Reported,
    /// Between quotation marks.
    Quoted,
}

/// The quotations of one article, and whose words each place is.
///
/// ```
/// use parallax::voice::{Voice, Voices};
/// use parallax::{Article, Part, Span};
///
/// let article = Article::new("Reuters", "", "The bridge fell. \"It was old,\" said Ann Roe.");
/// let voices = Voices::new(&article);
/// assert_eq!(voices.voice_at(Part::Body, Span::new(0, 3)), Voice::Narrator);
/// assert_eq!(voices.voice_at(Part::Body, Span::new(18, 20)), Voice::Quoted);
/// assert_eq!(voices.of(Part::Body).len(), 1);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voices {
    headline: PartVoices,
    body: PartVoices,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct PartVoices {
    quotations: Vec<Quotation>,
    /// In order, disjoint; everything else is the narrator's.
    spoken: Vec<(Span, Voice)>,
}

impl PartVoices {
    fn new(
        text: &str,
        sentences: impl Iterator<Item = Range<usize>>,
        forms: &Forms,
        words: &[Occurrence],
    ) -> Self {
        let (quotations, quoted) = quotations_with_marks(text, sentences, forms, words);
        let mut reported: Vec<Span> = quotations
            .iter()
            .filter(|quotation| quotation.kind != QuotationKind::Stance)
            .flat_map(|quotation| quotation.content.iter().copied())
            .collect();
        reported.sort_unstable();
        let mut spoken: Vec<(Span, Voice)> = Vec::with_capacity(quoted.len() + reported.len());
        let mut next = quoted.iter().copied().peekable();
        let mut at = 0;
        for span in reported {
            // What lies between marks is quoted; the rest of a content is reported.
            let mut start = span.start.max(at);
            while let Some(marks) = next.next_if(|marks| marks.start < span.end) {
                if start < marks.start {
                    spoken.push((Span::new(start, marks.start), Voice::Reported));
                }
                spoken.push((marks, Voice::Quoted));
                start = start.max(marks.end);
            }
            if start < span.end {
                spoken.push((Span::new(start, span.end), Voice::Reported));
            }
            at = start.max(span.end);
        }
        spoken.extend(next.map(|marks| (marks, Voice::Quoted)));
        PartVoices { quotations, spoken }
    }
}

impl Voices {
    /// Finds the quotations in the headline and the body.
    pub fn new(article: &Article) -> Self {
        let part = |part| {
            let text = article.text(part);
            PartVoices::new(text, sentences(text), &Forms::default(), &[])
        };
        Voices { headline: part(Part::Headline), body: part(Part::Body) }
    }

    fn part(&self, part: Part) -> &PartVoices {
        match part {
            Part::Headline => &self.headline,
            Part::Body => &self.body,
        }
    }

    /// The quotations of a part, in order.
    pub fn of(&self, part: Part) -> &[Quotation] {
        &self.part(part).quotations
    }

    /// What is not the narrator's, in order and disjoint.
    pub fn spoken(&self, part: Part) -> &[(Span, Voice)] {
        &self.part(part).spoken
    }

    /// Whose words most of a place is; asked for a word, a phrase or a sentence. Costs a binary search.
    pub fn voice_at(&self, part: Part, span: Span) -> Voice {
        let spoken = &self.part(part).spoken;
        let first = spoken.partition_point(|(known, _)| known.end <= span.start);
        let (mut quoted, mut reported) = (0, 0);
        for (known, voice) in spoken[first..].iter().take_while(|(known, _)| known.start < span.end)
        {
            let shared = known.end.min(span.end) - known.start.max(span.start);
            match voice {
                Voice::Quoted => quoted += shared,
                _ => reported += shared,
            }
        }
        let narrator = (span.end.saturating_sub(span.start)).saturating_sub(quoted + reported);
        if quoted > 0 && quoted >= reported && quoted >= narrator {
            Voice::Quoted
        } else if reported > 0 && reported >= narrator {
            Voice::Reported
        } else {
            Voice::Narrator
        }
    }
}

/// The spellings of a corpus, each looked up in the lists of cues and small words once.
///
/// ```
/// use parallax::token::{Normalizer, TokenizedCorpus};
/// use parallax::voice::{VoiceForms, Voices};
/// use parallax::{Article, Corpus};
///
/// let corpus = Corpus::new([Article::new("a", "", "\"It was old,\" said Ann Roe. Nobody asked.")]);
/// let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
/// let forms = VoiceForms::new(tokenized.vocabulary());
/// let article = &corpus.articles()[0];
/// assert_eq!(forms.voices(article, &tokenized.documents()[0]), Voices::new(article));
/// ```
#[derive(Debug, Clone)]
pub struct VoiceForms(Forms);

impl VoiceForms {
    /// Looks up every spelling.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        VoiceForms(Forms::new(vocabulary))
    }

    /// The quotations of an article of the corpus, and whose words each place is: what [`Voices::new`] finds, without
    /// looking for its sentences again.
    pub fn voices(&self, article: &Article, document: &Tokenized) -> Voices {
        let part = |part| {
            let sentences = document.sentences.iter().filter(|sentence| sentence.part == part);
            let first = sentences.clone().next().map_or(0, |sentence| sentence.tokens().start);
            let last = sentences.clone().next_back().map_or(0, |sentence| sentence.tokens().end);
            let words = document.tokens.get(first..last).unwrap_or_default();
            let range =
                |sentence: &Sentence| sentence.span.start as usize..sentence.span.end as usize;
            PartVoices::new(article.text(part), sentences.map(range), &self.0, words)
        };
        Voices { headline: part(Part::Headline), body: part(Part::Body) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Corpus;
    use crate::token::{Normalizer, TokenizedCorpus};

    proptest! {
        #[test]
        fn known_spellings_change_nothing(
            headline in "\\PC{0,20}",
            body in "(\\PC{0,9}|Ann Roe |said |claims, |that |\"|\u{201C}|\u{201D}|, |\\. |it\u{2019}s |\n|9x ){0,30}",
        ) {
            let corpus = Corpus::new([Article::new("a", headline, body)]);
            let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
            let (article, document) = (&corpus.articles()[0], &tokenized.documents()[0]);
            let forms = VoiceForms::new(tokenized.vocabulary());
            prop_assert_eq!(forms.voices(article, document), Voices::new(article));
        }
    }

    #[test]
    fn places_have_a_voice() {
        let text = "The plan failed. Ann Roe said it was \"a mess\" from the start. Nobody came.";
        let article = Article::new("Reuters", "", text);
        let voices = Voices::new(&article);
        let cases = [
            ("plan", Voice::Narrator),
            ("Roe", Voice::Narrator),
            ("it was", Voice::Reported),
            ("mess", Voice::Quoted),
            ("from the start", Voice::Reported),
            ("Nobody", Voice::Narrator),
        ];
        for (words, expected) in cases {
            let at = text.find(words).unwrap();
            let span = Span::from_range(at..at + words.len());
            assert_eq!(voices.voice_at(Part::Body, span), expected, "{words}");
        }
        assert_eq!(voices.voice_at(Part::Headline, Span::new(0, 0)), Voice::Narrator);
    }
}
