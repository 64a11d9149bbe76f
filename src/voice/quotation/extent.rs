//! Where the content behind a cue ends.

use super::token::Token;
use super::unit::{Extent, Unit};
use crate::voice::cue::{Form, frame};
use crate::voice::lexicon::class::*;

impl Unit<'_> {
    /// The end of a content that starts at `start`.
    pub(super) fn content_end(&self, start: usize, extent: Extent) -> usize {
        let limit = self.end();
        let mut at = start;
        let mut seen_verb = false;
        while at < limit {
            let token = &self.tokens[at];
            if token.is_mark(b';') {
                return at;
            }
            if at > start && self.is(at + 1, TO) && self.word_is(at, &["according"]) {
                return if self.mark(at - 1, b',') { at - 1 } else { at };
            }
            if token.is_mark(b',') && at > start && self.comma_ends(at, extent, seen_verb) {
                return at;
            }
            if token.is_mark(b'-')
                && at > start
                && (extent == Extent::Phrase || !self.closed_later(at, limit))
                && self.is_dash(at)
            {
                return at;
            }
            if token.is_mark(b')') && !(start..at).any(|open| self.mark(open, b'(')) {
                return at;
            }
            if extent == Extent::Phrase && at > start && self.phrase_ends(at) {
                return at;
            }
            seen_verb |= self.finite(at);
            at += 1;
        }
        limit
    }

    /// Whether the mark at `at` is a dash, not a hyphen.
    pub(super) fn is_dash(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let open = |place: usize, text: &str| text.as_bytes().get(place) == Some(&b' ');
        token.end - token.start > 1
            || token.start > 0
                && open(token.start as usize - 1, self.text)
                && open(token.end as usize, self.text)
            || self.mark(at + 1, b'-')
    }

    /// Whether another dash follows, so that the first opens an aside.
    fn closed_later(&self, at: usize, limit: usize) -> bool {
        let next = if self.mark(at + 1, b'-') { at + 2 } else { at + 1 };
        (next..limit).any(|place| self.mark(place, b'-') && self.is_dash(place))
    }

    fn comma_ends(&self, at: usize, extent: Extent, seen_verb: bool) -> bool {
        let next = at + 1;
        // ", adding that", ", citing", ", according to".
        if self.tokens.get(next).and_then(Token::verb).is_some_and(|(_, form)| form == Form::Gerund)
        {
            return true;
        }
        if self.closing_attribution(next) {
            return true;
        }
        match extent {
            Extent::Clause => {
                if self.word_is(next, &["but", "though", "although", "while", "even"]) && seen_verb
                {
                    return true;
                }
                // ", and Roe said": a main clause with a cue of its own.
                self.word_is(next, &["and"]) && seen_verb && self.cue_follows(next + 1)
            }
            Extent::Phrase => {
                if self.word_is(next, &["and", "or"]) {
                    return (next..self.len().min(next + 5)).any(|place| self.finite(place));
                }
                // A list goes on; anything else that a comma sets off is no part of the phrase.
                let listed = (next..self.len().min(next + 7))
                    .any(|place| self.word_is(place, &["and", "or"]))
                    && !(next..self.len().min(next + 7)).any(|place| self.finite(place))
                    && !self.is(next, REL | SUB | PREP | ING);
                !listed
            }
        }
    }

    /// ", the Herald reported." at the end of a unit.
    fn closing_attribution(&self, start: usize) -> bool {
        let limit = self.end();
        if limit > start + 12 {
            return false;
        }
        let Some(verb) = (start..limit).find(|&place| {
            self.tokens[place].verb().is_some_and(|(verb, form)| {
                verb.frames & frame::QUOTE != 0
                    && matches!(form, Form::Past | Form::Third | Form::Base)
            })
        }) else {
            return false;
        };
        verb > start
            && self.skip_adjuncts(verb + 1, limit) >= limit
            && self.noun_phrase_start(verb, start) == start
    }

    fn cue_follows(&self, start: usize) -> bool {
        (start..self.len().min(start + 5)).any(|place| {
            self.tokens[place]
                .verb()
                .is_some_and(|(verb, form)| verb.frames & frame::QUOTE != 0 && form == Form::Past)
        })
    }

    fn phrase_ends(&self, at: usize) -> bool {
        if self.word_is(
            at,
            &[
                "while", "because", "when", "after", "before", "although", "though", "unless",
                "if", "saying", "calling", "since",
            ],
        ) {
            return true;
        }
        if self.is(at, PREP) && self.skip_phrase(at, self.len()) > at {
            return true;
        }
        self.word_is(at, &["and", "but"]) && self.finite(at + 1)
    }
}
