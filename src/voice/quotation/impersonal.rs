//! Attributions whose source is not the subject of a verb: "it seems to fail", "was praised by Roe", "according
//! to Roe", "Roe: it failed", "Roe's claim that it failed".

use super::attribute::Found;
use super::cues::Group;
use super::unit::{Extent, Unit};
use crate::voice::CueClass;
use crate::voice::cue::frame;
use crate::voice::lexicon::class::*;

impl Unit<'_> {
    pub(super) fn seeming(&self, group: &Group) -> Option<Found> {
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

    pub(super) fn passive(&self, group: &Group) -> Option<Found> {
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
            return (stop > at).then(|| Found {
                source: subject,
                cue: (start, cue_end),
                content: vec![(at, stop)],
                class: group.verb.class,
                speech: true,
                told: true,
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

    pub(super) fn according(&self, at: usize) -> Option<Found> {
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
    pub(super) fn after_colon(&self, at: usize) -> Option<Found> {
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

    pub(super) fn nominal(&self, at: usize) -> Option<Found> {
        let noun = self.tokens[at].noun()?;
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
