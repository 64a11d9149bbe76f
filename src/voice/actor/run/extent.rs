//! Where a run of capitalised words ends.
//!
//! Question: does the next word still belong to the name? Over spaces, hyphens, initials and particles it does, and
//! behind the head of an institution over "of", "for", "on" and "and".

use super::super::word::{Flags, Shape};
use super::{Gap, NEVER, Scanner, TITLES};

impl Scanner<'_> {
    /// The word behind the run that starts here with a known name of so many words, or with one word.
    pub(super) fn run_end(&self, start: usize, length: usize) -> usize {
        let n = self.tokens.len();
        let mut end = start + length;
        while end < n && !self.form(end - 1).possessive {
            let gap = self.gap(end - 1);
            let next = self.form(end);
            let capital = next.shape.is_capital()
                && !next.flags.has(NEVER)
                && (gap == Gap::Ampersand || !next.flags.has(Flags::FUNCTION))
                && !(next.shape == Shape::Capitals
                    && next.flags.has(Flags::ORDINARY)
                    && self.known_at(end).is_none())
                && (!self.titled || self.joins_headline(end));
            let numbered = next.shape == Shape::Number
                && (gap == Gap::Hyphen && self.form(end - 1).shape == Shape::Capitals
                    || gap == Gap::Dot && self.key(end - 1) == "no");
            let apart = gap == Gap::Hyphen
                && (self.form(end - 1).flags.has(Flags::DEMONYM) || self.is_name(end - 1))
                && (next.flags.has(Flags::DEMONYM) || self.is_name(end));
            let step = match gap {
                Gap::Space | Gap::Ampersand if capital => 1,
                Gap::Hyphen if capital && !apart => 1,
                _ if numbered => 1,
                Gap::Dot if capital && self.abbreviates(end - 1) => 1,
                // "Lee Jae-myung": the second syllable of a given name.
                Gap::Hyphen
                    if next.shape == Shape::Lower
                        && end >= start + 2
                        && self.tokens[end].span.len() <= 6
                        && self.form(end - 2).flags.has(Flags::FAMILY_FIRST) =>
                {
                    1
                }
                Gap::Space | Gap::Hyphen if next.shape == Shape::Lower => self.link(start, end),
                _ => 0,
            };
            if step == 0 {
                break;
            }
            end += step;
            if let Some((length, _)) = self.known_at(end - 1)
                && length > 1
            {
                end += length - 1;
            }
        }
        end.min(n)
    }

    /// In a headline, whether a word goes on with a name.
    fn joins_headline(&self, at: usize) -> bool {
        self.qualifies(at)
            || self.form(at).flags.has(Flags::TITLE)
            || self.known_at(at).is_some_and(|(length, _)| length > 1)
            || self.longest(self.attested, at).is_some_and(|(length, _)| length > 1)
    }

    fn abbreviates(&self, at: usize) -> bool {
        self.form(at).shape == Shape::Initial
            || self.tokens[at].span.len() <= 5
                && self.form(at).flags.has(Flags::TITLE)
                && !self.form(at).flags.has(Flags::ORDINARY)
            || matches!(
                self.key(at),
                "st" | "jr" | "sr" | "ft" | "mt" | "no" | "rep" | "gen" | "col"
            )
    }

    /// How many words in small letters and behind them belong to the run: particles of persons, and "of", "for",
    /// "on", "and" in the names of institutions. 0 where the run ends.
    fn link(&self, start: usize, at: usize) -> usize {
        if !self.form(at).flags.has(Flags::LINK) {
            return 0;
        }
        let n = self.tokens.len();
        let capital = |word: usize| {
            word < n
                && self.form(word).shape.is_capital()
                && !self.form(word).flags.has(NEVER.or(Flags::FUNCTION))
        };
        let before = self.form(at - 1);
        match self.key(at) {
            "de" | "da" | "do" | "dos" | "das" | "del" | "della" | "di" | "du" | "la" | "le"
            | "van" | "von" | "der" | "den" | "ter" | "bin" | "ibn" | "al" | "el" | "ul" | "ur"
            | "ud" | "ez" | "e" | "y" | "zu" => {
                let mut next = at + 1;
                while next < n
                    && next < at + 3
                    && matches!(self.key(next), "la" | "las" | "los" | "der" | "den")
                {
                    next += 1;
                }
                let joined =
                    (at..next).all(|word| matches!(self.gap(word), Gap::Space | Gap::Hyphen));
                if joined && capital(next) { next - at + 1 } else { 0 }
            }
            preposition @ ("of" | "for" | "on") => {
                let head = before.flags.has(Flags::HEAD.or(Flags::GEOGRAPHY))
                    && !before.flags.has(Flags::COMPANY_WORD.or(Flags::TITLE))
                    || before.flags.has(Flags::HEAD);
                let title = preposition == "of" && before.flags.has(Flags::TITLE);
                let fits = match preposition {
                    "of" => head || title,
                    "for" => before.flags.has(Flags::HEAD),
                    _ => matches!(
                        self.key(at - 1),
                        "committee" | "subcommittee" | "commission" | "council" | "conference"
                    ),
                };
                let next = at + 1 + usize::from(at + 1 < n && self.key(at + 1) == "the");
                let spaced = (at..next).all(|word| self.gap(word) == Gap::Space);
                // "President of France" names France; "Secretary of State" is a title.
                let office =
                    !title || self.form_at(next).is_some_and(|form| form.flags.has(TITLES));
                if fits && spaced && capital(next) && office && !self.titled {
                    next - at + 1
                } else {
                    0
                }
            }
            "and" => {
                let next = at + 1;
                if !capital(next) || self.gap(at) != Gap::Space || self.titled {
                    return 0;
                }
                let mut end = next + 1;
                while end < n && capital(end) && self.gap(end - 1) == Gap::Space {
                    end += 1;
                }
                let listed = (start..at)
                    .any(|word| self.form(word).flags.has(Flags::HEAD.or(Flags::TITLE)))
                    && (start..at).any(|word| matches!(self.key(word), "of" | "for" | "on"));
                let plain =
                    |word: usize| self.form(word).flags.has(Flags::ORDINARY) || !self.is_name(word);
                let agency = self.form(end - 1).flags.has(Flags::HEAD)
                    && end - next > 1
                    && (start..at).all(|word| self.form(word).flags.has(Flags::ORDINARY))
                    && self.form(next).flags.has(Flags::ORDINARY.or(Flags::HEAD));
                let goes_on = listed
                    && plain(next)
                    && self
                        .form(next)
                        .flags
                        .has(Flags::ORDINARY.or(Flags::HEAD).or(Flags::TITLE_MODIFIER));
                if goes_on || agency { 2 } else { 0 }
            }
            _ => 0,
        }
    }
}
