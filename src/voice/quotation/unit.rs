//! A unit of text cut into tokens, and the steps that rules take over it.

use super::token::{Kind, Token};
use crate::voice::cue::Form;
use crate::voice::lexicon::class::*;

/// The tokens of one unit. Places in it are token numbers; ranges are half-open.
pub(super) struct Unit<'t> {
    pub text: &'t str,
    pub tokens: &'t [Token],
}

pub(super) type Run = (usize, usize);

/// How much of a clause a content takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// A reported clause: to the end of the sentence, attributions and new main clauses aside.
    Clause,
    /// A noun phrase or an infinitive: to the end of its own clause.
    Phrase,
}

impl Unit<'_> {
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn is(&self, at: usize, classes: u64) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(classes))
    }

    pub(super) fn mark(&self, at: usize, mark: u8) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_mark(mark))
    }

    pub(super) fn quoted(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_quoted)
    }

    pub(super) fn content(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_content)
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .filter(|token| token.is_word())
            .and_then(|token| token.span().of(self.text))
            .unwrap_or("")
    }

    pub(super) fn word_is(&self, at: usize, words: &[&str]) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.is_word()) else { return false };
        let written = &self.text.as_bytes()[token.start as usize..token.end as usize];
        let small = |byte: Option<&u8>| byte.map_or(0, u8::to_ascii_lowercase);
        let first = small(written.first());
        // Most words differ in length or in their first letter.
        let fits = |known: &&str| {
            known.len() == written.len()
                && small(known.as_bytes().first()) == first
                && written.eq_ignore_ascii_case(known.as_bytes())
        };
        words.iter().any(fits)
    }

    /// A comma, a dash or another mark that sets a phrase off.
    pub(super) fn pause(&self, at: usize) -> bool {
        self.mark(at, b',') || self.mark(at, b'-') || self.mark(at, b';') || self.mark(at, b':')
    }

    /// Where the unit's own words end: before the final stop.
    pub(super) fn end(&self) -> usize {
        let mut end = self.len();
        while end > 0
            && matches!(self.tokens[end - 1].kind, Kind::Mark(b'.' | b'!' | b'?' | b';' | b':' | 0))
        {
            end -= 1;
        }
        end
    }

    /// Whether a finite verb of any kind stands at `at`.
    pub(super) fn finite(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        if token.is(AUX | MODAL) && (!token.is(POS_S) || self.clitic_is_verb(at)) {
            return true;
        }
        // "the talks", "her claims", "on reports": nouns.
        let before = at.wrapping_sub(1);
        if self.is(before, DET | POSS | ADJ | PREP) && !self.is(before, SUBJ | THAT | REL | SUB)
            || self.is(before, POS_S) && !self.clitic_is_verb(before)
        {
            return false;
        }
        if token.is(PAST) && !token.is(CAP) {
            return true;
        }
        match token.verb() {
            Some((_, Form::Past | Form::Third)) => {
                token.noun().is_none() || self.is(at.wrapping_sub(1), SUBJ | REL)
            }
            _ => token.is(VERB) && self.is(at.wrapping_sub(1), SUBJ | REL),
        }
    }

    /// "he's going": the clitic is a verb; "Roe's plan": it is not.
    pub(super) fn clitic_is_verb(&self, at: usize) -> bool {
        at > 0 && self.is(at - 1, SUBJ | REL | WH | THAT)
            || self.word_is(at.wrapping_sub(1), &["there", "here"])
    }

    /// The start of the noun phrase that ends before `end`, not before `floor`. Gives `end` where there is none.
    pub(super) fn noun_phrase_start(&self, end: usize, floor: usize) -> usize {
        let mut at = end;
        let mut joined = false;
        while at > floor {
            let token = &self.tokens[at - 1];
            if token.is_quoted() {
                // "the "Stop Roe" movement": a quotation inside the phrase.
                let inside =
                    at < end && at - 1 > floor && self.is(at - 2, DET | POSS | POS_S | ADJ);
                if inside {
                    at -= 1;
                    continue;
                }
                break;
            }
            if !token.is_word() {
                let bracket = token.is_mark(b')')
                    && (floor..at - 1).rev().take(8).any(|open| self.mark(open, b'('));
                if bracket {
                    while at > floor && !self.mark(at - 1, b'(') {
                        at -= 1;
                    }
                    at -= 1;
                    continue;
                }
                if token.is_mark(b',')
                    && joined
                    && at < end
                    && self.content(at.wrapping_sub(2))
                    && self.listed(at - 1, end)
                {
                    at -= 1;
                    continue;
                }
                if token.is_mark(0)
                    || token.is_mark(b'&')
                    || token.is_mark(b'$')
                    || token.is_mark(b'%')
                {
                    at -= 1;
                    continue;
                }
                break;
            }
            if token.is(POS_S) {
                if self.clitic_is_verb(at - 1) {
                    break;
                }
                at -= 1;
                continue;
            }
            if token.is(THAT) && at == end || token.is(THAT) && self.finite(at) {
                // "a poll that shows": the pronoun is the subject.
                if at == end {
                    at -= 1;
                }
                break;
            }
            if token.is(DET | POSS) && !(token.is(THAT) && at - 1 == floor) {
                at -= 1;
                // "all the", "some of the", "both of her": a determiner may have others before it.
                while at > floor && self.is(at - 1, DET) && !self.is(at - 1, THAT) {
                    at -= 1;
                }
                if at > floor && self.attaches(at - 1, floor) {
                    at -= 1;
                    continue;
                }
                break;
            }
            if token.is(SUBJ | OBJ | REL) && !token.is_content() {
                if at == end {
                    at -= 1;
                } else if token.is(OBJ) && token.is(POSS) {
                    at -= 1;
                    continue;
                }
                break;
            }
            if token.is(PREP | TO) {
                if at < end && self.attaches(at - 1, floor) {
                    at -= 1;
                    continue;
                }
                break;
            }
            if token.is(CONJ) {
                let fits = at < end
                    && self.word_is(at - 1, &["and", "or"])
                    && at - 1 > floor
                    && (self.content(at - 2) && !self.finite(at - 2)
                        || self.mark(at - 2, b',')
                            && self.content(at.wrapping_sub(3))
                            && self.listed(at - 2, end));
                if fits && !self.verb_before(at - 1, floor) {
                    joined = true;
                    at -= 1;
                    if self.mark(at - 1, b',') {
                        at -= 1;
                    }
                    continue;
                }
                break;
            }
            if self.finite(at - 1) || token.is(SUB) {
                break;
            }
            if token.is(ADV)
                && !token.is(TIME)
                && !token.is(ADJ)
                && !token.is(CAP)
                && (at == end || at - 1 == floor)
            {
                break;
            }
            at -= 1;
        }
        // A preposition at the very start heads an adverbial, not the phrase.
        at
    }

    /// Whether the comma at `at` separates items of a list rather than clauses: items are short.
    pub(super) fn listed(&self, at: usize, end: usize) -> bool {
        at + 12 > end
            && at > 0
            && self.content(at - 1)
            && (at + 1..end).all(|inner| !self.finite(inner))
    }

    /// Whether the preposition at `at` ties the phrase behind it to a noun before it.
    pub(super) fn attaches(&self, at: usize, floor: usize) -> bool {
        self.is(at, PREP | TO)
            && at > floor
            && (self.content(at - 1) || self.is(at - 1, DET))
            && !self.finite(at - 1)
            && !self.is(at - 1, ADV | ING)
            && (!self.is(at - 1, TIME) || self.word_is(at, &["of"]))
    }

    /// Whether a finite verb stands in `floor..at`, so that a conjunction at `at` may join clauses.
    pub(super) fn verb_before(&self, at: usize, floor: usize) -> bool {
        (floor..at).any(|place| self.finite(place))
    }

    /// The end of the noun phrase that starts at `start`.
    pub(super) fn noun_phrase_end(&self, start: usize, limit: usize) -> usize {
        let mut at = start;
        let before_noun = self.content(at + 1)
            && (self.is(at, DET) || self.word_is(at, &["many", "some", "others"]));
        if self.is(at, SUBJ | OBJ) && !self.is(at, POSS) && !before_noun {
            return at + 1;
        }
        while at < limit {
            let token = &self.tokens[at];
            if token.is_word() {
                let opens = token.is(DET | POSS | NUM | ADJ) || token.is(POS_S) && at > start;
                let phrase =
                    token.is_content() && !self.finite(at) && (!token.is(ADV) || token.is(ADJ));
                let links = at > start
                    && token.is(PREP)
                    && self.word_is(at, &["of", "for"])
                    && !self.is(at + 1, ING);
                let joins = || {
                    at > start
                        && self.is(at + 1, CAP)
                        && self.is(at - 1, CAP)
                        && self.word_is(at, &["and"])
                };
                let inside = opens || phrase || links || joins();
                let another = token.is(DET | POSS) && at > start;
                if !inside || another && !self.is(at - 1, PREP | DET | CONJ) {
                    break;
                }
                if token.is(TIME) && at > start && !self.is(at - 1, PREP | DET) {
                    break;
                }
                at += 1;
            } else if token.is_mark(b'(') {
                let Some(close) = (at..limit.min(at + 8)).find(|&close| self.mark(close, b')'))
                else {
                    break;
                };
                at = close + 1;
            } else if token.is_mark(b'$') || token.is_mark(b'&') {
                at += 1;
            } else {
                break;
            }
        }
        at
    }

    /// Passes over adjuncts between a cue and what it introduces: times, "in a statement", adverbs.
    pub(super) fn skip_adjuncts(&self, start: usize, limit: usize) -> usize {
        let mut at = start;
        loop {
            let before = at;
            while at < limit
                && self.is(at, TIME)
                && !self.is(at, MODAL)
                && (!self.is(at, DET) && !self.word_is(at, &["last"]) || self.is(at + 1, TIME))
            {
                at += 1;
            }
            if at < limit && self.is(at, ADV) && !self.is(at, SUB | CONJ | PREP | DET | NEG) {
                at += 1;
            }
            if at < limit && self.is(at, PREP | TO | DET) && !self.is(at, THAT) {
                at = self.skip_phrase(at, limit);
            }
            if at == before {
                return at;
            }
        }
    }

    /// Passes over one prepositional phrase of time or place: "on Monday", "in an interview with the Herald".
    pub(super) fn skip_phrase(&self, at: usize, limit: usize) -> usize {
        let head = if self.is(at, PREP | TO) { at + 1 } else { at };
        let mut end = head;
        let mut is_adjunct = false;
        while end < limit && end < head + 8 {
            let token = &self.tokens[end];
            let inside = token.is(DET | POSS | ADJ | NUM | TIME | VENUE | POS_S)
                || token.is(CAP) && head > at;
            let plain = token.is_content()
                && !self.finite(end)
                && token.verb().is_none()
                && !token.is(CAP | ADV);
            if !(inside || plain) || (token.is(DET | POSS) && end > head) {
                break;
            }
            is_adjunct |= token.is(TIME | VENUE);
            end += 1;
            if token.is(TIME | VENUE) && !self.is(end, TIME | VENUE | POS_S) {
                break;
            }
        }
        if is_adjunct && (head > at || self.is(at + 1, TIME)) { end } else { at }
    }
}
