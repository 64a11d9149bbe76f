//! The patterns of attribution: from a cue to its source and its content.
//!
//! | pattern | example |
//! |---|---|
//! | quotation and cue | "No," Roe said. "Never."; Roe said: "No." |
//! | inverted | "No," said Roe, the mayor |
//! | clause | Roe said (on Monday) that it failed |
//! | parenthesis | The plan, Roe said, failed |
//! | object, infinitive | Roe praised the plan; Roe vowed to fight |
//! | passive | the plan was praised by Roe |
//! | according to | According to Roe, it failed |
//! | noun | Roe's claim that it failed |

use super::cues::Group;
use super::unit::{Extent, Run, Unit};
use crate::voice::CueClass;
use crate::voice::cue::{Form, frame};
use crate::voice::lexicon::class::*;

/// An attribution in token numbers.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub source: Option<Run>,
    pub cue: Run,
    pub content: Vec<Run>,
    pub class: CueClass,
    /// Speech, against what somebody thinks, wants or supports.
    pub speech: bool,
    /// The cue is a verb that quotations stand with.
    pub told: bool,
}

impl Unit<'_> {
    /// Every attribution of the unit, in the order of the cues.
    pub(super) fn attributions(&self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < self.len() {
            let token = &self.tokens[at];
            let mut next = at + 1;
            let mut new = None;
            if self.is(at + 1, TO) && self.word_is(at, &["according"]) {
                new = self.according(at);
            } else if token.is(CUE) {
                new = self.verb_group(at).and_then(|group| {
                    next = group.run.1.max(next);
                    self.verbal(&group, &found)
                });
                if new.is_none() && token.noun().is_some() {
                    next = at + 1;
                    new = self.nominal(at);
                }
            } else if token.is_mark(b':') {
                new = self.after_colon(at);
            }
            if let Some(new) = new {
                next = next.max(new.cue.1);
                found.push(new);
            }
            at = next;
        }
        if found.len() < 2 {
            return found;
        }
        // What a speaker says that others think or do is part of his words; only speech inside speech is told apart.
        let outer: Vec<(Run, Run)> =
            found.iter().flat_map(|one| one.content.iter().map(|&run| (run, one.cue))).collect();
        found.retain(|one| {
            one.told
                || !outer
                    .iter()
                    .any(|&(run, cue)| cue != one.cue && run.0 <= one.cue.0 && one.cue.1 <= run.1)
        });
        found
    }

    /// Where the clause of the cue at `at` starts: behind the last quotation, or at the start of the unit.
    pub(super) fn floor(&self, at: usize) -> usize {
        (0..at)
            .rev()
            .find(|&place| {
                self.quoted(place) && (place + 1 == at || self.is_full_quote(place))
                    || self.mark(place, b';')
            })
            .map_or(0, |place| place + 1)
    }

    /// Whether the quotation stands for itself, rather than for some words of a sentence.
    pub(super) fn is_full_quote(&self, at: usize) -> bool {
        let Some(words) = self.tokens.get(at).and_then(|token| token.span().of(self.text)) else {
            return false;
        };
        let inner = words.trim_end_matches(|c: char| c.is_whitespace() || "\"”'’»“".contains(c));
        inner.ends_with(['.', ',', '?', '!', '…']) || inner.len() == words.len()
    }

    /// Whether the quotation holds a sentence of its own rather than a title or a label.
    pub(super) fn is_sentence_quote(&self, at: usize) -> bool {
        let Some(words) = self.tokens.get(at).and_then(|token| token.span().of(self.text)) else {
            return false;
        };
        self.is_full_quote(at) && words.bytes().filter(|&byte| byte == b' ').count() >= 4
    }

    /// Whether the quotation at `at` ends the unit with a whole sentence.
    pub(super) fn closes_sentence(&self, at: usize) -> bool {
        let words = self.tokens.get(at).and_then(|token| token.span().of(self.text)).unwrap_or("");
        at + 1 >= self.end()
            && words.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
            && words.trim_end_matches(['"', '”', '\'', '’', '»']).ends_with(['.', '?', '!'])
    }

    fn verbal(&self, group: &Group, found: &[Found]) -> Option<Found> {
        let (start, end) = group.run;
        let frames = group.verb.frames;
        let floor = self.floor(start);
        let speech = frames & frame::QUOTE != 0;
        let make = |source, content: Vec<Run>| Found {
            told: speech,
            source,
            cue: group.run,
            content,
            class: group.verb.class,
            speech: frames & frame::QUOTE != 0
                || group.verb.class != CueClass::Thinking && frames & frame::CLAUSE != 0,
        };
        if frames & frame::SEEM != 0 {
            return self.seeming(group);
        }
        if !group.passive
            && start == group.head
            && self.word_is(end, &["by"])
            && matches!(group.form, Form::Past | Form::Participle)
        {
            return None;
        }
        if group.passive {
            return self.passive(group);
        }
        // "Asked whether it failed, Roe said": the question has nobody who asks it.
        let leads = start == 0 || self.word_is(start - 1, &["when", "if"]);
        if leads && group.form == Form::Past && frames & frame::PERSON != 0 && self.is(end, WH) {
            let stop =
                (end..self.end()).find(|&place| self.mark(place, b',')).unwrap_or(self.end());
            return Some(make(None, vec![(end, stop)]));
        }
        let finite = matches!(group.form, Form::Past | Form::Third | Form::Base)
            && !group.infinitive
            || start < group.head;
        let finite = finite && group.form != Form::Gerund
            || group.form == Form::Gerund && self.is(start, BE);
        let participle = group.form == Form::Gerund && !self.is(start, BE);
        let own = if group.infinitive || participle && (start == 0 || !self.content(start - 1)) {
            None
        } else {
            self.source_before(start, floor)
        };
        // "slammed a loophole called ...": the phrase before is the object of another verb.
        if let Some((first, _)) = own
            && first > floor
            && start == group.head
            && group.form == Form::Past
            && self.governs(first - 1)
        {
            return None;
        }
        // Inversion: the verb stands at once behind what was said, and its subject behind it.
        let behind = start == floor && floor > 0
            || start > 0 && self.mark(start - 1, b',') && start - 1 == floor && floor > 0
            || start > 0 && self.mark(start - 1, b',') && own.is_none() && finite;
        if speech && behind && finite && group.head == start && self.starts_name(group.head + 1) {
            let content = self.content_before(start)?;
            let limit = self.end();
            let source = self.source_after(group.head + 1, limit)?;
            let mut all = vec![content];
            all.extend(self.quotes_after(source.1));
            return Some(Found { cue: (start, group.head + 1), ..make(Some(source), all) });
        }
        let source = own.or_else(|| {
            if start > 0 && self.is(start - 1, SUBJ) {
                return Some((start - 1, start));
            }
            let follows = start > 0
                && (self.mark(start - 1, b',')
                    || self.is(start - 1, CONJ | PREP | SUB)
                    || group.infinitive
                    || group.form == Form::Gerund);
            if !follows {
                return None;
            }
            // Behind the content of another cue its source goes on: "Roe said it failed, adding".
            found
                .iter()
                .rev()
                .find(|other| {
                    other.source.is_some()
                        && other.cue.1 <= start
                        && other.content.iter().any(|run| run.1 <= start && run.1 + 2 >= start)
                })
                .and_then(|other| other.source)
                .or_else(|| self.clause_subject(start, 0))
        });
        // Content before: a quotation, or a clause that a comma ends.
        let from = source
            .filter(|source| source.1 <= start && own.is_some())
            .map_or(start, |source| source.0);
        let after = self.skip_addressee(end, frames);
        if speech
            && finite
            && let Some(content) = self.split_by(own, after)
        {
            return Some(make(source, content));
        }
        if (speech || frames & frame::CLAUSE != 0 && after >= self.end())
            && finite
            && own.is_some_and(|(start, _)| !self.is(start, REL))
            && !self.opens_next(from, after)
            && let Some(before) = self.content_before(from)
            && self.is_parenthesis(after, from)
        {
            let mut all = vec![before];
            all.extend(self.rest_after(after, before));
            return Some(make(source, all));
        }
        if source.is_none()
            && !(participle && speech && self.quoted(end + usize::from(self.pause(end))))
        {
            return None;
        }
        // "a group supporting the plan": what somebody is, not what is said of him.
        if participle
            && !speech
            && frames & frame::CLAUSE == 0
            && !(start > 0 && self.mark(start - 1, b','))
        {
            return None;
        }
        // "would support": no stance yet.
        if !speech
            && (start..group.head).any(|place| self.is(place, MODAL))
            && frames & frame::CLAUSE == 0
        {
            return None;
        }
        // Content behind. Behind "to" only speech counts: "to seek the office" tells what is done.
        let content = self.content_after(group, end, after)?;
        if group.infinitive
            && !(speech && (self.is(content[0].0, THAT | WH) || self.quoted(content[0].0)))
        {
            return None;
        }
        let content = if speech { self.without_circumstance(content) } else { content };
        Some(make(source, content))
    }

    /// "wrote on her page, in capitals, "We won."": where a comma and a quotation of whole sentences end the sentence,
    /// what stands between the cue and the quotation tells how, when or where it was said.
    fn without_circumstance(&self, content: Vec<Run>) -> Vec<Run> {
        match content[..] {
            [(first, end)]
                if end >= first + 3
                    && !self.is(first, THAT)
                    && !(first..end - 1).any(|place| self.quoted(place))
                    && self.quoted(end - 1)
                    && self.mark(end - 2, b',')
                    && self.closes_sentence(end - 1) =>
            {
                vec![(end - 1, end)]
            }
            _ => content,
        }
    }

    /// "..." Roe said, "...": the quotation behind the cue is the one, where the one before ended a sentence.
    fn opens_next(&self, from: usize, after: usize) -> bool {
        let ended = from > 0
            && self.quoted(from - 1)
            && self.tokens[from - 1].span().of(self.text).is_some_and(|words| {
                words.trim_end_matches(['"', '”', '\'', '’', '»']).ends_with(['.', '…'])
            });
        ended && self.pause(after) && self.quoted(after + 1)
    }

    /// Whether the finite verb at `at` takes the phrase behind it for its object, rather than for the subject of
    /// a clause.
    fn governs(&self, at: usize) -> bool {
        self.finite(at)
            && self.tokens[at].verb().is_none_or(|(verb, _)| verb.frames & frame::CLAUSE == 0)
    }

    /// "The plan, Roe said, failed" and "As Roe said, the plan failed": the words around a parenthesis.
    fn split_by(&self, own: Option<Run>, after: usize) -> Option<Vec<Run>> {
        let (first, _) = own?;
        let limit = self.end();
        let close = self.skip_adjuncts(after, limit);
        if !self.mark(close, b',') || close + 1 >= limit || first == 0 {
            return None;
        }
        if self.word_is(first - 1, &["as"]) && !self.quoted(close + 1) {
            let stop = self.content_end(close + 1, Extent::Clause);
            return (stop > close + 1).then(|| vec![(close + 1, stop)]);
        }
        let open = first - 1;
        if !self.mark(open, b',')
            || open == 0
            || self.is(close + 1, ING)
            || self.quoted(close + 1)
            || self.quoted(open - 1)
        {
            return None;
        }
        let start = self.sentence_start(open);
        let stop = self.content_end(close + 1, Extent::Clause);
        let clause = (close + 1..stop).any(|place| self.finite(place) || self.is(place, PART));
        let before = (start..open).any(|place| self.finite(place));
        (clause && !before && start < open).then(|| vec![(start, open), (close + 1, stop)])
    }

    fn starts_name(&self, at: usize) -> bool {
        at < self.end()
            && !self.is(at, THAT | OBJ & !SUBJ)
            && (self.is(at, DET | POSS | SUBJ | CAP | NUM)
                || self.content(at) && !self.is(at, ADV | TIME))
            && !self.finite(at)
    }
}
