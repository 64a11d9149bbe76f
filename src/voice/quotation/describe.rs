//! What the text itself says about a source: whether it has a name, and the gender of a single person.
//!
//! A source is *described* where its head is a role without a name ("critics", "two analysts"), and *anonymous*
//! where the role is that of somebody with inside knowledge ("a senior official", "a person familiar with the
//! talks") or the text speaks of anonymity. A spokesman without a name speaks for a body, so he is described.
//! Gender is taken from pronouns, titles and words such as "spokeswoman" alone, never from a first name; where
//! both appear, nothing is said.

use super::Gender;
use super::unit::{Run, Unit};
use crate::voice::lexicon::class::*;

/// What the words of a source say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Description {
    pub described: bool,
    pub anonymous: bool,
    pub pronoun: bool,
    pub gender: Option<Gender>,
}

impl Unit<'_> {
    pub(super) fn describe(&self, (start, end): Run) -> Description {
        // What stands in apposition or in a relative clause describes, but names nobody else.
        let head_end = (start..end)
            .find(|&at| at > start && (self.mark(at, b',') || self.is(at, REL)))
            .unwrap_or(end);
        let phrase_end = (start..head_end)
            .find(|&at| at > start && self.is(at, PREP | TO) && !self.is(at, CAP))
            .unwrap_or(head_end);
        let pronoun =
            end == start + 1 && self.is(start, SUBJ | OBJ | POSS | REL) && !self.is(start, DET);
        let head = (start..phrase_end).rev().find(|&at| self.content(at));
        let is_role = |class: u64| {
            head.is_some_and(|at| self.is(at, class) && (!self.is(at, CAP) || at == 0))
        };
        let secret = (start..end).any(|at| {
            self.word_is(
                at,
                &["anonymous", "unnamed", "unidentified", "anonymity", "familiar", "briefed"],
            )
        });
        Description {
            described: is_role(ROLE | INSIDER) || secret,
            anonymous: is_role(INSIDER) || secret,
            pronoun,
            gender: self.gender(start, end, head_end, pronoun),
        }
    }

    fn gender(&self, start: usize, end: usize, head_end: usize, pronoun: bool) -> Option<Gender> {
        let several = (start..head_end).any(|at| self.word_is(at, &["and"]));
        if several {
            return None;
        }
        let (mut woman, mut man) = (false, false);
        for at in start..end {
            // Behind a preposition or a possessive somebody else is meant: "the wife of Mr. Roe".
            if at > start
                && (self.is(at, PREP) || self.is(at, POS_S) || at > head_end && self.is(at, POSS))
            {
                break;
            }
            woman |= self.is(at, WOMAN) && (pronoun || !self.is(at, POSS | SUBJ | OBJ));
            man |= self.is(at, MAN) && (pronoun || !self.is(at, POSS | SUBJ | OBJ));
        }
        match (woman, man) {
            (true, false) => Some(Gender::Woman),
            (false, true) => Some(Gender::Man),
            _ => None,
        }
    }
}
