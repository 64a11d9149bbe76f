//! Finds the cue of an attribution: the verb with its auxiliaries, and whether the word is a verb at all.

use super::unit::{Run, Unit};
use crate::voice::cue::{CueVerb, Form};
use crate::voice::lexicon::class::*;

/// A verb group that may attribute.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    /// The whole group with auxiliaries, adverbs and particle.
    pub run: Run,
    /// The verb itself.
    pub head: usize,
    pub verb: &'static CueVerb,
    pub form: Form,
    /// A form of "be" with a participle.
    pub passive: bool,
    /// The particle that was taken in, if any.
    pub particle: bool,
    /// The group starts with "to".
    pub infinitive: bool,
}

impl Unit<'_> {
    /// The verb group whose head is at `head`, if the word is a verb there.
    pub(super) fn verb_group(&self, head: usize) -> Option<Group> {
        let (verb, form) = self.tokens[head].verb()?;
        let token = &self.tokens[head];
        let mut start = head;
        let mut be = false;
        let mut have = false;
        let mut helped = false;
        let mut infinitive = false;
        while start > 0 {
            let before = &self.tokens[start - 1];
            if before.is(POS_S) && !self.clitic_is_verb(start - 1) {
                break;
            }
            if before.is(AUX | MODAL) {
                if !helped {
                    be |= before.is(BE);
                    have |= before.is(HAVE);
                }
                helped = true;
                start -= 1;
            } else if before.is(TO) && form == Form::Base {
                infinitive = true;
                start -= 1;
                break;
            } else if before.is(ADV | NEG)
                && !before.is(TIME | SUB | CONJ | PREP)
                && before.is_word()
            {
                start -= 1;
            } else {
                break;
            }
        }
        // Adverbs that nothing stands before belong to the clause: "Still, ...".
        while start < head && start == 0 && self.is(start, ADV) && !self.is(start, AUX | MODAL) {
            start += 1;
        }
        let previous = start.wrapping_sub(1);
        let nominal = start > 0
            && (self.is(previous, DET | POSS) && !self.is(previous, THAT | SUBJ)
                || self.is(previous, POS_S) && !self.clitic_is_verb(previous));
        let counted = || {
            self.is(previous, NUM)
                || self.word_is(
                    previous,
                    &["many", "some", "most", "few", "others", "both", "all", "several", "none"],
                )
        };
        if !helped && !infinitive {
            if nominal && !(form != Form::Participle && counted()) {
                return None;
            }
            // A word that is oftener a noun needs a subject before it and an object behind it.
            if token.is(NOUN) && matches!(form, Form::Base | Form::Third) {
                let subject = self.is(previous, SUBJ | REL | CAP)
                    || form == Form::Base && self.plural_noun(previous)
                    || self.mark(previous, b',');
                let next = head + 1;
                let particle = verb.particles.iter().any(|known| self.word_is(next, &[known]));
                let object = particle
                    || self.quoted(next)
                    || self.mark(next, b':')
                    || self.is(next, THAT | DET | POSS | OBJ | SUBJ | TO | CAP | WH | ADDRESSEE);
                if start == 0 || !subject || !object {
                    return None;
                }
            }
            match form {
                Form::Base => {
                    // A bare form needs a plural subject: "critics say", "they want".
                    let plural = self.word_is(
                        previous,
                        &[
                            "i", "we", "you", "they", "who", "that", "many", "some", "others",
                            "people",
                        ],
                    ) || self.plural_noun(previous)
                        || self.mark(previous, b',');
                    if start == 0 || !plural {
                        return None;
                    }
                }
                Form::Third => {
                    if start == 0
                        || self.is(previous, PREP | TO | DET | ADJ | NUM | MODAL | CONJ)
                            && !self.is(previous, SUBJ)
                    {
                        return None;
                    }
                }
                Form::Past | Form::Participle => {
                    // "a proposed ban", "known as": an adjective.
                    if start > 0
                        && self.is(previous, ADJ | PREP | TO | NUM)
                        && !self.is(previous, TIME | CAP)
                    {
                        return None;
                    }
                }
                Form::Gerund => {
                    if self.is(previous, ADJ) {
                        return None;
                    }
                }
            }
        }
        if token.is(CAP) && head > 0 && !self.mostly_capitals() {
            return None;
        }
        let passive = matches!(form, Form::Past | Form::Participle) && be && !have;
        let passive = passive
            || matches!(form, Form::Past | Form::Participle)
                && helped
                && self.word_is(head.wrapping_sub(1), &["been", "being"]);
        let mut end = head + 1;
        let mut particle = false;
        let next = self.word(end);
        if !next.is_empty() && verb.particles.iter().any(|known| next.eq_ignore_ascii_case(known)) {
            end += 1;
            particle = true;
            // "lashed out at", "pushed back against"
            if self.is(end, PREP)
                && self.word_is(end - 1, &["out", "back", "up", "down", "off"])
                && !self.is(end + 1, TIME | VENUE)
                && self.word_is(end, &["at", "against", "on", "about", "for"])
            {
                end += 1;
            }
        }
        Some(Group { run: (start, end), head, verb, form, passive, particle, infinitive })
    }

    pub(super) fn plural_noun(&self, at: usize) -> bool {
        let word = self.word(at);
        self.content(at)
            && (word.ends_with('s') && !word.ends_with("ss")
                || self.word_is(at, &["people", "men", "women", "media", "police", "children"]))
    }

    /// Whether the unit is set like a headline, with most of its words capitalised.
    pub(super) fn mostly_capitals(&self) -> bool {
        let words =
            self.tokens.iter().filter(|token| token.is_word() && token.end - token.start > 3);
        let (all, capital) = words
            .fold((0, 0), |(all, capital), token| (all + 1, capital + u32::from(token.is(CAP))));
        all > 3 && capital * 3 >= all * 2
    }
}
