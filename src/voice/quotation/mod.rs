//! Quotations: who is said to have said what.

mod around;
mod attribute;
mod cues;
mod describe;
mod extent;
mod forms;
mod impersonal;
mod marks;
mod source;
mod token;
mod unit;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use self::attribute::Found;
pub(super) use self::forms::Forms;
use self::marks::{Quoted, quoted};
use self::token::{Token, tokenize};
use self::unit::{Run, Unit};
use super::CueClass;
use super::lexicon::Lexicon;
use crate::article::Span;
use crate::token::{Occurrence, sentences};

/// How words are attributed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuotationKind {
    /// Whole sentences or clauses between quotation marks.
    Direct,
    /// Some words between quotation marks inside a clause of the narrator: called it "a disaster".
    Partial,
    /// Speech in the narrator's words: said that it had failed.
    Reported,
    /// No speech: what somebody is said to want, believe, support or oppose.
    Stance,
}

/// What the text itself says about the gender of a single source, by pronoun or title. Never guessed from a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// She, Ms., Mrs., spokeswoman.
    Woman,
    /// He, Mr., spokesman.
    Man,
}

/// One attribution: content, and where the text gives them its source and its cue.
///
/// All places are byte ranges of one text, on character boundaries. Source and cue lie outside the content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Quotation {
    /// How the words are attributed.
    pub kind: QuotationKind,
    /// What is attributed: at least one range, in order, disjoint. Quotation marks belong to it.
    pub content: Vec<Span>,
    /// Who speaks: the noun phrase with title and apposition, or a pronoun.
    pub source: Option<Span>,
    /// The words that attribute: the verb with its auxiliaries and adverbs, "according to", a noun.
    pub cue: Option<Span>,
    /// How the cue presents the content. `None` where there is no cue.
    pub class: Option<CueClass>,
    /// The part of the content that stands between quotation marks, marks included.
    pub quoted: Vec<Span>,
    /// Whether the source is described by a role and has no name: "critics", "two analysts".
    pub described: bool,
    /// Whether it is described as somebody with inside knowledge: "officials", "a person familiar with the talks".
    pub anonymous: bool,
    /// Whether the source is a pronoun, whose name stands elsewhere.
    pub pronoun: bool,
    /// The named source that a "he" or "she" goes on, where the text before gives one that fits.
    pub speaker: Option<Span>,
    /// The gender of a single source where the text says it.
    pub gender: Option<Gender>,
}

/// The quotations of a text, in the order of their first words.
///
/// ```
/// use parallax::voice::quotations;
///
/// let text = "The bridge is safe, said Ann Roe, the mayor. Critics called it \u{201c}a disaster\u{201d}.";
/// let found = quotations(text);
/// assert_eq!(found[0].source.and_then(|span| span.of(text)), Some("Ann Roe, the mayor"));
/// assert_eq!(found[1].content[0].of(text), Some("it \u{201c}a disaster\u{201d}"));
/// ```
pub fn quotations(text: &str) -> Vec<Quotation> {
    quotations_with_marks(text, sentences(text), &Forms::default(), &[]).0
}

/// The quotations of a text whose sentences are known, and everything between quotation marks. Words in their order and
/// what is known of their spellings spare looking them up; there may be none.
pub(super) fn quotations_with_marks(
    text: &str,
    sentences: impl Iterator<Item = Range<usize>>,
    forms: &Forms,
    words: &[Occurrence],
) -> (Vec<Quotation>, Vec<Span>) {
    let mut extractor = Extractor::new(text, forms, words);
    extractor.run(sentences);
    (extractor.found, spans(&extractor.quotes))
}

/// Everything between quotation marks, in order, disjoint: the words that are not the narrator's own.
pub fn quoted_spans(text: &str) -> Vec<Span> {
    spans(&quoted(text))
}

fn spans(quotes: &[Quoted]) -> Vec<Span> {
    quotes.iter().map(|quote| Span::from_range(quote.start..quote.end)).collect()
}

/// Longer sentences are taken in pieces of so many tokens: the rules look back and forth inside a unit, and a
/// text without any stop must not cost its length squared.
const LONGEST_UNIT: usize = 400;

struct Extractor<'t> {
    text: &'t str,
    quotes: Vec<Quoted>,
    lexicon: Lexicon,
    forms: &'t Forms,
    /// The words of the corpus that were not passed over yet.
    words: &'t [Occurrence],
    found: Vec<Quotation>,
    /// The attribution that a quotation without a cue goes on.
    open: Option<usize>,
    /// The last named source, with its gender where the text says it.
    speaker: Option<(Span, Option<Gender>)>,
}

impl Quotation {
    fn direct(content: Vec<Span>, source: Option<Span>) -> Self {
        Quotation {
            kind: QuotationKind::Direct,
            quoted: content.clone(),
            content,
            source,
            cue: None,
            class: None,
            described: false,
            anonymous: false,
            pronoun: false,
            speaker: None,
            gender: None,
        }
    }
}

impl<'t> Extractor<'t> {
    fn new(text: &'t str, forms: &'t Forms, words: &'t [Occurrence]) -> Self {
        Extractor {
            text,
            quotes: quoted(text),
            lexicon: Lexicon::load(),
            forms,
            words,
            found: Vec::new(),
            open: None,
            speaker: None,
        }
    }

    fn run(&mut self, sentences: impl Iterator<Item = Range<usize>>) {
        let mut tokens: Vec<Token> = Vec::new();
        let mut start = None;
        let mut quote = 0;
        let mut first_quote = 0;
        for range in sentences {
            if start.is_none() {
                while quote < self.quotes.len() && self.quotes[quote].end <= range.start {
                    quote += 1;
                }
                first_quote = quote;
            }
            let from = *start.get_or_insert(range.start);
            // A sentence that ends inside a quotation does not end its unit.
            while quote < self.quotes.len() && self.quotes[quote].end <= range.end {
                quote += 1;
            }
            let inside = self
                .quotes
                .get(quote)
                .filter(|quote| quote.start < range.end && quote.start >= from);
            if let Some(inside) = inside
                && self.text.get(range.end..inside.end).is_some_and(|rest| !rest.trim().is_empty())
            {
                continue;
            }
            let end = inside.map_or(range.end, |inside| inside.end.max(range.end));
            self.unit(from, end, first_quote, &mut tokens);
            start = None;
        }
        if let Some(from) = start {
            self.unit(from, self.text.len(), first_quote, &mut tokens);
        }
        self.found.sort_by_key(|quotation| quotation.content.first().map(|span| span.start));
    }

    fn unit(&mut self, start: usize, end: usize, first_quote: usize, tokens: &mut Vec<Token>) {
        tokens.clear();
        let text = self.text;
        let mut quotes = &self.quotes[first_quote..];
        while let Some((first, rest)) = quotes.split_first()
            && first.start < start
        {
            quotes = rest;
        }
        let words = (self.forms, &mut self.words);
        tokenize(text, (start, end), quotes, self.lexicon, words, tokens);
        let holds_quotes = quotes.first().is_some_and(|quote| quote.start < end);
        for tokens in tokens.chunks(LONGEST_UNIT) {
            self.part(&Unit { text, tokens }, holds_quotes);
        }
    }

    /// Reads a unit or a piece of one, of which it is known whether it may hold quotations.
    fn part(&mut self, unit: &Unit, holds_quotes: bool) {
        let bare =
            unit.len() > 0 && unit.tokens.iter().all(|token| token.is_quoted() || !token.is_word());
        if bare {
            let spans = unit.tokens.iter().filter(|token| token.is_quoted()).map(Token::span);
            self.go_on(spans.collect());
            return;
        }
        let found = unit.attributions();
        // Whole sentences between marks that no cue explains go on what was said before.
        let covered = |at: usize| {
            found.iter().any(|one| {
                one.content.iter().chain(&one.source).any(|run| run.0 <= at && at < run.1)
            })
        };
        let places = if holds_quotes { 0..unit.len() } else { 0..0 };
        let loose: Vec<usize> = places
            .filter(|&at| {
                unit.quoted(at)
                    && unit.is_sentence_quote(at)
                    && (at == 0
                        || unit.mark(at - 1, b':')
                        || unit.mark(at - 1, b',') && unit.closes_sentence(at))
                    && !covered(at)
            })
            .collect();
        for one in found {
            if let Some(mut quotation) = quotation(unit, &one) {
                self.name_speaker(&mut quotation);
                if one.speech {
                    self.open = Some(self.found.len());
                }
                self.found.push(quotation);
            }
        }
        for at in loose {
            let span = unit.tokens[at].span();
            let subject = if at > 0 { unit.clause_subject(at, 0) } else { None };
            match subject.and_then(|run| span_of(unit, run)) {
                // "She was clear: "..."": the subject of the sentence speaks.
                Some(source) => {
                    self.open = Some(self.found.len());
                    self.found.push(Quotation::direct(vec![span], Some(source)));
                }
                None => self.go_on(vec![span]),
            }
        }
    }

    /// Remembers a named source, and ties "he" and "she" to it.
    fn name_speaker(&mut self, quotation: &mut Quotation) {
        let Some(source) = quotation.source else { return };
        let words = source.of(self.text).unwrap_or("");
        if ["he", "she"].iter().any(|known| words.eq_ignore_ascii_case(known)) {
            let fits =
                |known: &(Span, Option<Gender>)| known.1.is_none() || known.1 == quotation.gender;
            if let Some((span, gender)) = self.speaker.filter(fits) {
                quotation.speaker = Some(span);
                // From now on the name has the gender of its pronoun.
                self.speaker = Some((span, gender.or(quotation.gender)));
            }
        } else if !quotation.pronoun && !quotation.described {
            let article = ["The ", "A ", "An ", "This ", "That "]
                .iter()
                .any(|known| words.starts_with(known));
            let named = words.starts_with(char::is_uppercase) && !article;
            self.speaker = named.then_some((source, quotation.gender));
        }
    }

    /// Quotations without a cue: they go on the last direct quotation, or are new ones of the last speaker.
    fn go_on(&mut self, spans: Vec<Span>) {
        if spans.is_empty() {
            return;
        }
        match self.open.map(|open| &mut self.found[open]) {
            Some(last)
                if (last.kind == QuotationKind::Direct
                    || last.kind == QuotationKind::Partial
                        && last.content.last().is_some_and(|end| {
                            self.text
                                .get(end.end as usize..spans[0].start as usize)
                                .is_some_and(|between| !between.contains('\n'))
                        }))
                    && last.content.last().is_some_and(|end| end.end <= spans[0].start) =>
            {
                last.content.extend(&spans);
                last.quoted.extend(&spans);
            }
            last => {
                let next = match last {
                    Some(last) => Quotation {
                        kind: QuotationKind::Direct,
                        quoted: spans.clone(),
                        content: spans,
                        ..last.clone()
                    },
                    None => Quotation::direct(spans, None),
                };
                self.found.push(next);
                self.open = Some(self.found.len() - 1);
            }
        }
    }
}

fn span_of(unit: &Unit, run: Run) -> Option<Span> {
    let first = unit.tokens.get(run.0)?;
    let last = unit.tokens.get(run.1.checked_sub(1)?)?;
    (run.0 < run.1).then(|| Span::new(first.start, last.end))
}

fn quotation(unit: &Unit, found: &Found) -> Option<Quotation> {
    let mut content: Vec<Span> =
        found.content.iter().filter_map(|&run| span_of(unit, run)).collect();
    content.sort();
    let clash = |other: Option<Span>| {
        other.filter(|other| !content.iter().any(|span| span.overlaps(other)))
    };
    let source = clash(found.source.and_then(|run| span_of(unit, run)));
    let cue = clash(span_of(unit, found.cue));
    if content.is_empty() || content.windows(2).any(|pair| pair[0].overlaps(&pair[1])) {
        return None;
    }
    let tokens = || found.content.iter().flat_map(|&(start, end)| &unit.tokens[start..end]);
    let quoted: Vec<Span> = tokens().filter(|token| token.is_quoted()).map(Token::span).collect();
    let kind = if !quoted.is_empty() && quoted == content {
        QuotationKind::Direct
    } else if !quoted.is_empty() {
        QuotationKind::Partial
    } else if found.speech {
        QuotationKind::Reported
    } else {
        QuotationKind::Stance
    };
    let description =
        found.source.filter(|_| source.is_some()).map(|run| unit.describe(run)).unwrap_or_default();
    Some(Quotation {
        kind,
        content,
        source,
        cue,
        class: Some(found.class),
        quoted,
        described: description.described,
        anonymous: description.anonymous,
        pronoun: description.pronoun,
        speaker: None,
        gender: description.gender,
    })
}

#[cfg(test)]
mod tests;
