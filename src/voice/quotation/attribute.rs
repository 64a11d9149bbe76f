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
            if self.word_is(at, &["according"]) && self.is(at + 1, TO) {
                new = self.according(at);
            } else if token.verb.is_some() || token.noun.is_some() {
                new = self.verb_group(at).and_then(|group| {
                    next = group.run.1.max(next);
                    self.from_verb(&group, &found)
                });
                if new.is_none() && token.noun.is_some() {
                    next = at + 1;
                    new = self.from_noun(at);
                }
            } else if token.is_mark(b':') {
                new = self.from_colon(at);
            }
            if let Some(new) = new {
                found.push(new);
            }
            at = next;
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
    fn floor(&self, at: usize) -> usize {
        (0..at)
            .rev()
            .find(|&place| {
                self.quoted(place) && (place + 1 == at || self.is_full_quote(place))
                    || self.mark(place, b';')
            })
            .map_or(0, |place| place + 1)
    }

    /// Whether the quotation stands for itself, rather than for some words of a sentence.
    fn is_full_quote(&self, at: usize) -> bool {
        let Some(words) = self.tokens.get(at).and_then(|token| token.span().of(self.text)) else {
            return false;
        };
        let inner = words.trim_end_matches(['"', '”', '\'', '’', '»', '“']);
        inner.ends_with(['.', ',', '?', '!', '…']) || inner.len() == words.len()
    }

    /// Whether the quotation holds a sentence of its own rather than a title or a label.
    pub(super) fn is_sentence_quote(&self, at: usize) -> bool {
        let Some(words) = self.tokens.get(at).and_then(|token| token.span().of(self.text)) else {
            return false;
        };
        self.is_full_quote(at) && words.bytes().filter(|&byte| byte == b' ').count() >= 4
    }

    fn from_verb(&self, group: &Group, found: &[Found]) -> Option<Found> {
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
            && let Some(before) = self.content_before(from)
            && self.is_parenthesis(after, from)
        {
            let mut all = vec![before];
            all.extend(self.rest_after(after, before));
            return Some(make(source, all));
        }
        source?;
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
        Some(make(source, content))
    }

    /// Whether the finite verb at `at` takes the phrase behind it for its object, rather than for the subject of
    /// a clause.
    fn governs(&self, at: usize) -> bool {
        self.finite(at)
            && self.tokens[at].verb.is_none_or(|(verb, _)| verb.frames & frame::CLAUSE == 0)
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

    /// What was said before the cue phrase that starts at `from`.
    fn content_before(&self, from: usize) -> Option<Run> {
        if from == 0 {
            return None;
        }
        let mut end = from;
        while end > 0 && (self.mark(end - 1, b',') || self.mark(end - 1, b'-')) {
            end -= 1;
        }
        if end == 0 {
            return None;
        }
        if self.quoted(end - 1) && (self.is_full_quote(end - 1) || end < from) {
            // A quotation at the start, or one behind words of the narrator that belong to it.
            if end == 1 {
                return Some((0, 1));
            }
            let start = self.sentence_start(end - 1);
            // "As for the plan, "I like it," he said": the adverbial is the narrator's, unless the quotation
            // goes on his sentence in small letters.
            if self.goes_on(end - 1) {
                return Some((self.clause_start(end - 1), end));
            }
            if start == end - 1 || self.pause(end - 2) {
                return Some((end - 1, end));
            }
            return Some((start, end));
        }
        if end == from {
            return None;
        }
        let start = self.sentence_start(end);
        // A clause was said, not a phrase.
        let is_clause = (start..end).any(|place| self.finite(place) || self.quoted(place))
            && end > start + 2
            && !self.is(start, SUB | PREP | ING);
        is_clause.then_some((start, end))
    }

    /// Whether a quotation starts in small letters, so that it goes on a sentence.
    fn goes_on(&self, at: usize) -> bool {
        let words = self.tokens.get(at).and_then(|token| token.span().of(self.text)).unwrap_or("");
        words.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
    }

    /// Where the sentence around `end` starts, a conjunction at its front included.
    fn clause_start(&self, end: usize) -> usize {
        (0..end)
            .rev()
            .find(|&place| {
                self.mark(place, b';') || self.quoted(place) && self.is_full_quote(place)
            })
            .map_or(0, |place| place + 1)
    }

    /// Where the clause before `end` starts: behind a conjunction at the front of the unit or a semicolon.
    fn sentence_start(&self, end: usize) -> usize {
        let mut start = (0..end)
            .rev()
            .find(|&place| {
                self.mark(place, b';')
                    || self.quoted(place) && place + 1 < end && self.is_full_quote(place)
            })
            .map_or(0, |place| place + 1);
        while start < end
            && (self.word_is(start, &["but", "and", "or", "so", "still", "yet"])
                || self.mark(start, b',')
                || self.mark(start, b'-'))
        {
            start += 1;
        }
        start
    }

    /// Whether nothing of content follows a cue phrase: the end, a pause, a quotation, or an adjunct up to one.
    fn is_parenthesis(&self, after: usize, from: usize) -> bool {
        let limit = self.end();
        let after = self.skip_adjuncts(after, limit);
        let set_off = from > 0 && self.mark(from - 1, b',');
        if after >= limit
            || self.pause(after)
            || set_off && self.is(after, PREP) && self.find_that(after, limit).is_none()
            || set_off
                && self.word_is(
                    after,
                    &["when", "while", "as", "after", "before", "during", "in", "of"],
                )
        {
            return true;
        }
        if self.quoted(after) {
            return from > 0 && (self.quoted(from - 1) || self.mark(from - 1, b','));
        }
        // Behind a quotation any adjunct may follow: "...," he said as he left.
        from > 0
            && (self.quoted(from - 1)
                || self.mark(from - 1, b',') && from > 1 && self.quoted(from - 2))
            && !self.is(after, THAT)
    }

    /// What goes on behind a parenthesis: more quotations, or the rest of the clause.
    fn rest_after(&self, after: usize, before: Run) -> Vec<Run> {
        let limit = self.end();
        let after = self.skip_adjuncts(after, limit);
        if self.quoted(before.1 - 1) && before.1 - before.0 == 1 {
            return self.quotes_after(after);
        }
        if self.mark(after, b',') && after + 1 < limit {
            let end = self.content_end(after + 1, Extent::Clause);
            let gerund = self.is(after + 1, ING);
            if end > after + 1 && !gerund {
                return vec![(after + 1, end)];
            }
        }
        Vec::new()
    }

    /// Full quotations behind `at`, each a range.
    fn quotes_after(&self, at: usize) -> Vec<Run> {
        (at..self.len())
            .take_while(|&place| {
                !self.tokens[place].verb.is_some_and(|(verb, form)| {
                    verb.frames & frame::QUOTE != 0 && form != Form::Base
                })
            })
            .filter(|&place| {
                self.quoted(place)
                    && place > 0
                    && (self.pause(place - 1) || self.mark(place - 1, b'.'))
                    && self.is_full_quote(place)
            })
            .map(|place| (place, place + 1))
            .collect()
    }

    /// Passes over who was told.
    fn skip_addressee(&self, end: usize, frames: u16) -> usize {
        let limit = self.end();
        let mut at = end;
        let to = self.is(at, TO) && frames & frame::QUOTE != 0 && frames & frame::TO == 0;
        if to && (self.is(at + 1, OBJ | ADDRESSEE | CAP | DET | POSS)) {
            at += 1;
        }
        if frames & frame::PERSON != 0 || at > end {
            let stop = if self.is(at, OBJ) && !self.is(at, POSS) {
                at + 1
            } else {
                self.addressee_end(at, limit)
            };
            if stop > at {
                at = stop;
            } else {
                at = end;
            }
        }
        at
    }

    fn addressee_end(&self, start: usize, limit: usize) -> usize {
        if self.is(start, THAT | SUB) || self.quoted(start) {
            return start;
        }
        let end = self.noun_phrase_end(start, limit);
        // "told the Herald's Ann Roe": up to what introduces the content.
        let stop = self.is(end, THAT | PREP | SUB | TIME | SUBJ | DET | TO | POSS)
            || self.pause(end)
            || self.quoted(end)
            || end >= limit;
        if stop { end } else { end }
    }

    fn content_after(&self, group: &Group, end: usize, after: usize) -> Option<Vec<Run>> {
        let frames = group.verb.frames;
        let limit = self.end();
        let mut at = self.skip_adjuncts(after, limit);
        if at >= limit && !self.quoted(at) {
            return None;
        }
        // A quotation, at once or behind a comma or colon.
        let mark = usize::from(self.mark(at, b',') || self.mark(at, b':'));
        if mark == 1 && self.quoted(at + 1) && frames & (frame::QUOTE | frame::PERSON) != 0 {
            let first = at + 1;
            let whole = first + 1 >= limit || self.pause(first + 1) || self.is_full_quote(first);
            let stop = if whole { first + 1 } else { self.content_end(first, Extent::Clause) };
            let mut all = vec![(first, stop)];
            all.extend(self.quotes_after(stop));
            return Some(all);
        }
        if mark == 1 && self.mark(at, b':') && frames & frame::QUOTE != 0 {
            return Some(vec![(at + 1, self.content_end(at + 1, Extent::Clause))])
                .filter(|all| all[0].1 > all[0].0);
        }
        // "said of the plan: "...", "said on leaving, "..."".
        if frames & frame::QUOTE != 0
            && self.is(end, PREP)
            && let Some(pause) = (end + 1..limit.min(end + 12))
                .take_while(|&place| !self.finite(place))
                .find(|&place| self.pause(place))
            && self.quoted(pause + 1)
        {
            let mut all = vec![(pause + 1, pause + 2)];
            all.extend(self.quotes_after(pause + 2));
            return Some(all);
        }
        if self.quoted(at) && frames & frame::QUOTE != 0 && !group.particle {
            // "said "no" and left": a full quotation stands alone, a part of a sentence takes the rest with it.
            let stop = if at + 1 >= limit || self.pause(at + 1) {
                at + 1
            } else {
                self.content_end(at, Extent::Clause)
            };
            return Some(vec![(at, stop)]);
        }
        if group.particle && frames & frame::WITH != 0 {
            let from = end;
            let stop = self.content_end(from, Extent::Phrase);
            return (stop > from).then(|| vec![(from, stop)]);
        }
        if frames & frame::CLAUSE != 0 {
            // An adverbial between commas: "said, in a statement, that".
            if mark == 1
                && let Some(close) =
                    (at + 1..limit.min(at + 14)).find(|&close| self.mark(close, b','))
                && self.is(close + 1, THAT)
            {
                at = close + 1;
            }
            if let Some(that) = self.find_that(after, limit) {
                return Some(vec![(that, self.content_end(that, Extent::Clause))]);
            }
            if self.is(at, WH) {
                return Some(vec![(at, self.content_end(at, Extent::Clause))]);
            }
            if mark == 0 && self.bare_clause(at, limit) {
                return Some(vec![(at, self.content_end(at, Extent::Clause))]);
            }
        }
        if frames & frame::TO != 0 && self.is(at, TO) {
            return Some(vec![(at, self.content_end(at, Extent::Phrase))]);
        }
        if frames & frame::OBJECT != 0
            && mark == 0
            && !self.is(end, PREP | CONJ)
            && !self.finite(end)
        {
            let stop = self.content_end(end, Extent::Phrase);
            return (stop > end && !self.pause(end)).then(|| vec![(end, stop)]);
        }
        if frames & frame::QUOTE != 0
            && frames & frame::CLAUSE != 0
            && mark == 0
            && (self.is(at, DET | POSS | SUBJ | CAP)
                || self.content(at) && !self.is(at, ADV | ING | ADJ))
        {
            return Some(vec![(at, self.content_end(at, Extent::Clause))]);
        }
        None
    }

    /// The conjunction "that" behind a cue, adjuncts and an addressee between.
    fn find_that(&self, from: usize, limit: usize) -> Option<usize> {
        let mut at = from;
        while at < limit && at < from + 12 {
            // "that" before a verb is a relative pronoun.
            if self.is(at, THAT) && !self.finite(at + 1) {
                return Some(at);
            }
            if self.finite(at)
                || self.quoted(at)
                || self.is(at, SUBJ) && !self.is(at, OBJ)
                || self.mark(at, b',') && at > from + 8
            {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Whether a clause starts at `at`: a subject with a finite verb behind it.
    fn bare_clause(&self, at: usize, limit: usize) -> bool {
        if self.is(at, SUBJ) && !self.is(at, OBJ) {
            return true;
        }
        if self.is(at, PREP | TO | CONJ) || self.finite(at) {
            return false;
        }
        (at..limit.min(at + 30)).any(|place| {
            self.finite(place) || self.quoted(place) || place > at && self.is(place, PART)
        })
    }

    fn seeming(&self, group: &Group) -> Option<Found> {
        let (start, end) = group.run;
        let source = self.source_before(start, self.floor(start))?;
        let content = if self.is(end, TO)
            || self.word_is(end, &["like", "as"])
            || self.is(end, ADJ)
            || self.content(end)
        {
            (end, self.content_end(end, Extent::Phrase))
        } else {
            return None;
        };
        (content.1 > content.0).then(|| Found {
            source: None,
            cue: group.run,
            content: vec![source, content],
            class: group.verb.class,
            speech: false,
            told: false,
        })
    }

    fn passive(&self, group: &Group) -> Option<Found> {
        let (start, end) = group.run;
        let frames = group.verb.frames;
        let subject = self.source_before(start, self.floor(start));
        let limit = self.end();
        let found = |source, content| {
            Some(Found {
                source,
                cue: group.run,
                content,
                class: group.verb.class,
                speech: frames & frame::QUOTE != 0,
                told: frames & frame::QUOTE != 0,
            })
        };
        // "was quoted as saying" has the speaker for its subject.
        if self.word_is(group.head, &["quoted", "cited"]) && self.word_is(end, &["as"])
            || group.particle && self.word_is(end - 1, &["as"]) && self.word_is(end, &["saying"])
        {
            let cue_end = if self.word_is(end, &["as"]) { end + 2 } else { end + 1 };
            let at = self.skip_adjuncts(cue_end, limit);
            let at = if self.pause(at) { at + 1 } else { at };
            let stop = self.content_end(at, Extent::Clause);
            return (stop > at).then_some(()).and_then(|()| {
                Some(Found {
                    source: subject,
                    cue: (start, cue_end),
                    content: vec![(at, stop)],
                    class: group.verb.class,
                    speech: true,
                    told: true,
                })
            });
        }
        if let Some(by) = (end..limit.min(end + 4)).find(|&place| self.word_is(place, &["by"])) {
            let source = self.source_after(by + 1, limit)?;
            return found(Some(source), vec![subject?]);
        }
        // "was asked, "..."", "was told that".
        let mark = usize::from(self.pause(end));
        if self.quoted(end + mark) && frames & frame::PERSON != 0 {
            return found(None, vec![(end + mark, end + mark + 1)]);
        }
        if frames & frame::PERSON != 0 && self.is(end, THAT | WH) {
            return found(None, vec![(end, self.content_end(end, Extent::Clause))]);
        }
        if self.is(end, TO) && (frames & frame::CLAUSE != 0) {
            let stop = self.content_end(end, Extent::Phrase);
            return found(None, vec![subject?, (end, stop)]);
        }
        None
    }

    fn according(&self, at: usize) -> Option<Found> {
        let limit = self.end();
        let cue = (at, at + 2);
        let found = |source, content| {
            Some(Found {
                source: Some(source),
                cue,
                content: vec![content],
                class: CueClass::Neutral,
                speech: true,
                told: true,
            })
        };
        let leads = at == 0 || at == 1 && !self.mark(0, b',');
        if leads {
            // "According to Roe, a lawyer, it failed": the last comma before the first verb ends the source.
            let verb = (at + 2..limit).find(|&place| self.finite(place)).unwrap_or(limit);
            let comma = (at + 2..verb).rev().find(|&place| self.mark(place, b','))?;
            let stop = self.content_end(comma + 1, Extent::Clause);
            return if stop > comma + 1 { found((at + 2, comma), (comma + 1, stop)) } else { None };
        }
        let source = self.source_after(at + 2, limit)?;
        let end = if self.mark(at - 1, b',') || self.mark(at - 1, b'-') { at - 1 } else { at };
        let start = self.sentence_start(end);
        if end > start { found(source, (start, end)) } else { None }
    }

    /// "Roe: the plan failed", as headlines and transcripts print it.
    fn from_colon(&self, at: usize) -> Option<Found> {
        let limit = self.end();
        let names = at > 0
            && at < 7
            && self.noun_phrase_start(at, 0) == 0
            && self.is(0, CAP)
            && self.is(at - 1, CAP);
        if !names || at + 1 >= limit || self.is(at - 1, NUM) {
            return None;
        }
        Some(Found {
            source: Some((0, at)),
            cue: (at, at + 1),
            content: vec![(at + 1, limit)],
            class: CueClass::Neutral,
            speech: true,
            told: true,
        })
    }

    fn from_noun(&self, at: usize) -> Option<Found> {
        let noun = self.tokens[at].noun?;
        let limit = self.end();
        let (content_at, extent, cue_end) =
            if noun.frames & frame::THAT != 0 && self.is(at + 1, THAT) {
                (at + 1, Extent::Clause, at + 1)
            } else if noun.frames & frame::TO != 0 && self.is(at + 1, TO) {
                (at + 1, Extent::Phrase, at + 1)
            } else if noun.particles.iter().any(|known| self.word_is(at + 1, &[known])) {
                (at + 2, Extent::Phrase, at + 2)
            } else {
                return None;
            };
        // The holder stands before: "Roe's", "her"; adjectives may stand between.
        let mut start = at;
        while start > 0
            && self.tokens[start - 1].is_content()
            && !self.is(start - 1, CAP)
            && !self.finite(start - 1)
            && at - start < 3
        {
            start -= 1;
        }
        let source = if start > 0 && self.is(start - 1, POSS) {
            Some((start - 1, start))
        } else if start > 0 && self.is(start - 1, POS_S) {
            let begin = self.noun_phrase_start(start - 1, 0);
            (begin < start - 1).then_some((begin, start))
        } else {
            None
        };
        source?;
        let stop = self.content_end(content_at, extent);
        (stop > content_at).then(|| Found {
            source,
            cue: (start.min(at), cue_end),
            content: vec![(content_at, stop)],
            class: noun.class,
            told: false,
            speech: noun.frames & frame::THAT != 0 && noun.class != CueClass::Thinking,
        })
    }
}
