//! What an actor is, by the words around its name and in it.
//!
//! Question: is this name a person's, a body's, a place's, or something else's?
//!
//! Every occurrence gives points: a title or a lower-case role in front, "who" or an age behind speak for a
//! person; "in" and "near" for a place; "the", a common noun such as "company", an apposition with one and
//! capitals inside the word for a body; the last word of the name for what it says. The highest sum wins; in a tie
//! a name of two words or more is a person and a single word a body.
//!
//! It misleads for single words that occur once, with nothing around them.

use super::ActorKind;
use super::names::{Form, Names, between};
use super::run::Found;
use super::word::{Flags, Shape};
use crate::token::Occurrence;

/// Points for each kind, in the order of [`ActorKind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Evidence {
    pub(super) person: i32,
    pub(super) organisation: i32,
    pub(super) place: i32,
    pub(super) other: i32,
}

impl Evidence {
    pub(super) fn add(&mut self, more: Evidence) {
        self.person += more.person;
        self.organisation += more.organisation;
        self.place += more.place;
        self.other += more.other;
    }

    /// What the words around a name say.
    pub(super) fn around(
        names: &Names,
        text: &str,
        tokens: &[Occurrence],
        found: &Found,
    ) -> Evidence {
        let mut points = Evidence::default();
        let form = |at: usize| tokens.get(at).map(|token| names.form(token.form));
        let possessive = form(found.last - 1).is_some_and(|form| form.possessive);
        if found.title.is_some() {
            points.person += 4;
        }
        if let Some(before) = found.first.checked_sub(1)
            && let Some(word) = form(before)
            && between(text, tokens, before) == " "
            && word.shape == Shape::Lower
        {
            let flags = word.flags;
            if flags.has(Flags::IN) && !possessive {
                points.place += 2;
            } else if flags.has(Flags::TOWARDS) && !possessive {
                points.place += 1;
            } else if flags.has(Flags::THE) {
                points.organisation += 1;
            } else if flags.has(Flags::WITH) {
                points.person += 1;
            } else if flags.has(Flags::COMPANY_WORD) {
                points.organisation += 2;
            } else if flags.has(Flags::ROLE) {
                points.person += 2;
            }
        }
        if form(found.last).is_some_and(|form| form.flags.has(Flags::RETINUE)) {
            points.person += 2;
        }
        let behind = between(text, tokens, found.last - 1);
        if let Some(word) = form(found.last) {
            if behind == " " && !possessive {
                if word.flags.has(Flags::PERSON_VERB) && word.shape == Shape::Lower {
                    points.person += 1;
                } else if word.flags.has(Flags::ROLE) && word.shape == Shape::Lower {
                    points.organisation += 1;
                }
            }
            if behind == ", " {
                points.add(Evidence::apposition(names, text, tokens, found.last));
            }
        }
        points
    }

    /// What follows a name behind a comma.
    fn apposition(names: &Names, text: &str, tokens: &[Occurrence], start: usize) -> Evidence {
        let mut points = Evidence::default();
        for at in start..tokens.len().min(start + 8) {
            let form = names.form(tokens[at].form);
            if at == start {
                let key = names.key(form.word);
                let age = form.shape == Shape::Number && tokens[at].span.len() <= 2;
                match key {
                    "who" | "whose" | "aged" => points.person += 3,
                    "a" | "an" | "the" | "one" | "former" | "another" => {}
                    _ if age && between(text, tokens, at).starts_with(',') => points.person += 3,
                    _ if form.flags.has(Flags::COUNTRY) => points.place += 2,
                    _ if !form.flags.has(Flags::ROLE) => break,
                    _ => {}
                }
            }
            if form.shape == Shape::Lower && form.flags.has(Flags::ROLE) {
                points.person += 2;
                break;
            }
            if form.shape == Shape::Lower && form.flags.has(Flags::COMPANY_WORD) {
                points.organisation += 3;
                break;
            }
            if between(text, tokens, at).contains([',', '.']) {
                break;
            }
        }
        points
    }

    /// What the words of the name say.
    pub(super) fn inside(forms: &[Form]) -> Evidence {
        let mut points = Evidence::default();
        let [before @ .., Form { flags: last, shape, .. }] = forms else { return points };
        let first = before.first().map_or(last, |form| &form.flags);
        if forms.len() > 1 {
            points.person += 1;
            if first.has(Flags::GIVEN) {
                points.person += 3;
            }
            if forms.len() == 3 && first.has(Flags::FAMILY_FIRST) {
                points.person += 2;
            }
            if last.has(Flags::COMPANY_ENDING)
                || before.iter().any(|form| form.flags.has(Flags::HEAD))
            {
                points.organisation += 4;
            }
        }
        if last.has(Flags::HEAD) {
            points.organisation += 5;
        } else if last.has(Flags::GEOGRAPHY) {
            points.place += if forms.len() > 1 { 5 } else { 1 };
        }
        if first.has(Flags::GEOGRAPHY) && forms.len() > 1 {
            points.place += 3;
        }
        if last.has(Flags::THING) && forms.len() > 1 {
            points.other += 7;
        }
        if forms.len() == 1 {
            match shape {
                Shape::Capitals => points.organisation += 3,
                Shape::Mixed => points.organisation += 2,
                _ => {}
            }
            if last.has(Flags::GIVEN) {
                points.person += 2;
            }
            if last.has(Flags::DEMONYM.or(Flags::ROLE)) {
                points.other += 2;
            }
        }
        points
    }

    /// The kind with the most points.
    pub(super) fn kind(&self, n_words: usize) -> ActorKind {
        let order = if n_words > 1 {
            [(self.person, ActorKind::Person), (self.organisation, ActorKind::Organisation)]
        } else {
            [(self.organisation, ActorKind::Organisation), (self.person, ActorKind::Person)]
        };
        let rest = [(self.place, ActorKind::Place), (self.other, ActorKind::Other)];
        let mut best = order[0];
        for candidate in order.into_iter().chain(rest) {
            if candidate.0 > best.0 {
                best = candidate;
            }
        }
        best.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_points_win() {
        let points =
            |person, organisation, place, other| Evidence { person, organisation, place, other };
        for (evidence, n_words, expected) in [
            (points(0, 0, 0, 0), 1, ActorKind::Organisation),
            (points(0, 0, 0, 0), 2, ActorKind::Person),
            (points(1, 2, 0, 0), 2, ActorKind::Organisation),
            (points(1, 2, 3, 0), 1, ActorKind::Place),
            (points(1, 2, 3, 7), 3, ActorKind::Other),
        ] {
            assert_eq!(evidence.kind(n_words), expected, "{evidence:?}");
        }
    }
}
