//! The words with a tone, and what each has to do with a target.

use super::super::listed::ListedWords;
use super::super::phrases::{
    Marks, Numbers, Phrases, Word, holds, lies_in, verb_forms, word_forms,
};
use super::super::wordlist::WordList;
use super::{ToneRole, ToneWord, ToneZone};
use crate::article::Span;
use crate::token::without_possessive;

/// What the lists say of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Entry {
    /// For the one who does it and the one it is done to.
    verb: Option<(f64, f64)>,
    word: Option<f64>,
    intensifier: Option<f64>,
}

pub(in crate::voice) struct Lexicon {
    phrases: Phrases,
    entries: Vec<Entry>,
}

/// Small words that part no clause although they can begin one.
const NO_BREAK: [&str; 7] = ["as", "and", "or", "that", "so", "then", "while"];

/// Marks behind which a capital says nothing.
const OPENING: [char; 4] = ['"', '\u{201C}', '.', ':'];

/// What somebody does who says something.
const SPEECH: [&str; 14] = [
    "said",
    "says",
    "say",
    "told",
    "tells",
    "added",
    "wrote",
    "noted",
    "explained",
    "tweeted",
    "replied",
    "asked",
    "announced",
    "stated",
];

/// A verb's form behind one of these is a noun ("the attack"), as it is behind a possessive.
const DETERMINERS: [&str; 26] = [
    "a", "an", "the", "this", "that", "these", "those", "his", "her", "their", "its", "our", "my",
    "your", "any", "no", "some", "every", "each", "another", "such", "further", "more", "several",
    "many", "few",
];

/// Marks that part clauses.
const PARTING: [char; 8] = [',', ';', ':', '\u{2014}', '\u{2013}', '"', '\u{201C}', '\u{201D}'];

impl Lexicon {
    pub(in crate::voice) fn read(numbers: &mut Numbers) -> Lexicon {
        // Entry 0 is nothing, as the value 0 of a phrase is.
        let mut lexicon =
            Lexicon { phrases: Phrases::new(Marks::TONE), entries: vec![Entry::default()] };
        SPEECH.iter().for_each(|word| numbers.mark(word, Marks::SPEECH, Marks::NONE));
        DETERMINERS.iter().for_each(|word| numbers.mark(word, Marks::DETERMINER, Marks::NONE));
        numbers.mark("against", Marks::AGAINST, Marks::NONE);
        for (section, entries) in WordList::parse(include_str!("tone.txt")).sections() {
            let mut head = section.split(' ');
            let kind = head.next().unwrap_or("");
            let values: Vec<f64> = head.filter_map(|value| value.parse().ok()).collect();
            for entry in entries {
                match (kind, values.as_slice()) {
                    ("verb", &[agent, patient]) => {
                        for form in verb_forms(entry) {
                            numbers.mark_first(&form, Marks::TONED);
                            lexicon.entry(numbers, &form).verb.get_or_insert((agent, patient));
                        }
                    }
                    ("word", &[value]) => {
                        for form in entry.iter().flat_map(|name| word_forms(name)) {
                            numbers.mark_first(&form, Marks::TONED);
                            lexicon.entry(numbers, &form).word.get_or_insert(value);
                        }
                    }
                    ("intensifier", &[factor]) => {
                        lexicon.mark(numbers, entry[0], Marks::INTENSIFIER).intensifier =
                            Some(factor);
                    }
                    ("negation", _) => _ = lexicon.mark(numbers, entry[0], Marks::NEGATION),
                    ("passive", _) => _ = lexicon.mark(numbers, entry[0], Marks::PASSIVE),
                    ("contrast", _) => _ = lexicon.mark(numbers, entry[0], Marks::CLAUSE),
                    ("clause", _) => {
                        let breaks = !NO_BREAK.contains(&entry[0]);
                        let mark = if breaks { Marks::CLAUSE } else { Marks::NONE };
                        lexicon.mark(numbers, entry[0], mark);
                    }
                    _ => {}
                }
            }
        }
        lexicon
    }

    fn entry(&mut self, numbers: &mut Numbers, phrase: &str) -> &mut Entry {
        let value = self.phrases.value_mut(numbers, phrase);
        if *value == 0 {
            *value = self.entries.len() as u32;
            self.entries.push(Entry::default());
        }
        &mut self.entries[*value as usize]
    }

    /// An entry without a tone, which hides the words with one that it begins with ("fail to").
    fn mark(&mut self, numbers: &mut Numbers, phrase: &str, mark: Marks) -> &mut Entry {
        numbers.mark(phrase, mark, Marks::NONE);
        self.entry(numbers, phrase)
    }

    fn of(&self, words: &[Word]) -> (usize, &Entry) {
        let (length, value) = self.phrases.longest(words).unwrap_or((1, 0));
        (length, &self.entries[value as usize])
    }

    /// How much a word strengthens or weakens the next one.
    fn degree(&self, word: Word) -> f64 {
        if !word.is(Marks::INTENSIFIER) {
            return 1.0;
        }
        self.entries[self.phrases.of_word(word) as usize].intensifier.unwrap_or(1.0)
    }

    /// How strong the words of a sentence are that have a tone, whoever they are about: the stronger side of a verb.
    pub(in crate::voice) fn strengths(&self, sentence: &ListedWords<'_>) -> Vec<(Span, f64)> {
        let words = &sentence.words;
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let (length, entry) = self.of(&words[at..]);
            let verb = entry.verb.map(
                |(agent, patient)| {
                    if patient.abs() > agent.abs() { patient } else { agent }
                },
            );
            let value = verb.or(entry.word).filter(|value| *value != 0.0);
            let span = Span::new(words[at].span.start, words[at + length - 1].span.end);
            found.extend(value.map(|value| (span, value)));
            at += length;
        }
        found
    }

    /// The words of a sentence that have a tone, but for the target's own; `quoted` are the spans between quotation marks.
    pub(super) fn toned(
        &self,
        sentence: &ListedWords<'_>,
        target: Span,
        quoted: &[Span],
    ) -> Vec<ToneWord> {
        let ListedWords { text, words, .. } = sentence;
        let first = words.partition_point(|word| word.span.end <= target.start);
        let behind = words.partition_point(|word| word.span.start < target.end);
        let Some(last) = behind.checked_sub(1).filter(|&last| last >= first) else {
            return Vec::new();
        };
        let written = |at: usize| words[at].span.of(text).unwrap_or("");
        let mut toned = Vec::new();
        let mut add = |span: Span, value: f64, role: ToneRole, zone: ToneZone| {
            toned.push(ToneWord { span, value, role, zone, quoted: lies_in(quoted, span) });
        };
        let speaks = (last + 1..words.len().min(last + 3))
            .chain(first.checked_sub(1))
            .any(|at| words[at].is(Marks::SPEECH) && SPEECH.contains(&written(at)));
        if speaks {
            add(words[first].span, 1.0, ToneRole::Speaker, ToneZone::Own);
        }
        let against = |&at: &usize| {
            words[at].is(Marks::AGAINST) && written(at).eq_ignore_ascii_case("against")
        };
        if let Some(before) = first.checked_sub(1).filter(against) {
            add(words[before].span, -1.0, ToneRole::Against, ToneZone::Own);
        }
        let is_name = |at: usize| {
            let word = written(at);
            word.len() > 1
                && word.starts_with(char::is_uppercase)
                && (at == 0 || !holds(gap(text, words, at - 1), &OPENING))
        };
        // The clause and the nearest names on both sides are looked for when a word with a tone asks for them.
        let (mut own, mut name_before, mut name_behind) = (None, None, None);
        let mut at = 0;
        while let Some(unknown) = words[at..].iter().position(|word| word.is(Marks::TONED)) {
            at += unknown;
            let (length, entry) = self.of(&words[at..]);
            let opens = || at == 0 || holds(gap(text, words, at - 1), &OPENING);
            if entry.verb.is_none() && entry.word.is_none()
                || (first..=last).contains(&at)
                || written(at).starts_with(char::is_uppercase) && !opens()
            {
                at += 1;
                continue;
            }
            let end = at + length;
            let mut near = at.saturating_sub(3)..at;
            let negated = near.clone().any(|at| words[at].is(Marks::NEGATION));
            let degree = at.checked_sub(1).map_or(1.0, |before| self.degree(words[before]));
            let sign = if negated { -0.6 } else { 1.0 } * degree;
            let left = at < first;
            let (own_first, own_last) =
                *own.get_or_insert_with(|| clause(text, words, first, last));
            let distance = if left { first - at } else { at - last };
            let zone = if (own_first..=own_last).contains(&at) {
                ToneZone::Own
            } else if distance <= 8 {
                ToneZone::Near
            } else {
                ToneZone::Far
            };
            let beside = match (distance <= 2, left) {
                (true, _) => ToneRole::Beside,
                (false, true) => ToneRole::Left,
                (false, false) => ToneRole::Right,
            };
            // "The mayor's attack" is an attack by the mayor; "the attack" says what it says of whoever does it.
            let own_deed = !left && at == last + 1;
            let noun = || {
                let before = |at: usize| {
                    words[at].is(Marks::DETERMINER)
                        || without_possessive(written(at)) != written(at)
                };
                length == 1
                    && !own_deed
                    && !written(at).ends_with("ed")
                    && !written(at).ends_with("ing")
                    && at.checked_sub(1).is_some_and(before)
            };
            let (role, value) = match (entry.verb, entry.word) {
                (Some((agent, _)), _) if noun() => (beside, agent),
                (Some((agent, patient)), _) if left => {
                    if end < words.len() && written(end) == "by" {
                        (ToneRole::By, agent)
                    } else if end <= first && first - end <= 3 {
                        (ToneRole::Object, patient)
                    } else {
                        (ToneRole::Before, patient)
                    }
                }
                (Some((agent, patient)), _) => {
                    let word = written(at);
                    let participle = word.ends_with(['d', 'n', 't']);
                    if participle && near.any(|at| words[at].is(Marks::PASSIVE)) {
                        (ToneRole::Passive, patient)
                    } else {
                        (ToneRole::Agent, agent)
                    }
                }
                (None, word) => (beside, word.unwrap_or(0.0)),
            };
            // What somebody says is seldom about the speaker.
            let share = if speaks && role != ToneRole::Beside { 0.5 } else { 1.0 };
            // Beyond another name a word is more often about that one.
            let mut parted = || match left {
                true => {
                    let name = || (0..first).rev().find(|&at| is_name(at));
                    *name_before.get_or_insert_with(name) >= Some(end)
                }
                false => {
                    let name = || (last + 1..words.len()).find(|&at| is_name(at));
                    name_behind.get_or_insert_with(name).is_some_and(|name| name < at)
                }
            };
            let apart = if role != ToneRole::Beside && parted() { 0.5 } else { 1.0 };
            let value = value * sign * share * apart;
            if value != 0.0 {
                add(Span::new(words[at].span.start, words[end - 1].span.end), value, role, zone);
            }
            at = end;
        }
        toned
    }
}

fn gap<'t>(text: &'t str, words: &[Word], at: usize) -> &'t str {
    let (Some(one), Some(other)) = (words.get(at), words.get(at + 1)) else { return "" };
    text.get(one.span.end as usize..other.span.start as usize).unwrap_or("")
}

/// The first and last word of the clause that holds some words.
fn clause(text: &str, words: &[Word], first: usize, last: usize) -> (usize, usize) {
    let parts = |at: usize| words[at].is(Marks::CLAUSE);
    let broken = |at: usize| holds(gap(text, words, at), &PARTING);
    let (mut from, mut to) = (first, last);
    while from > 0 && !broken(from - 1) && !parts(from - 1) {
        from -= 1;
    }
    while to + 1 < words.len() && !broken(to) && !parts(to + 1) {
        to += 1;
    }
    (from, to)
}

#[cfg(test)]
mod tests {
    use crate::voice::listed::Lists;

    #[test]
    fn the_list_is_read_whole() {
        let Lists { numbers, tone: lexicon, .. } = Lists::get();
        assert!(lexicon.entries.len() > 5_000, "{}", lexicon.entries.len());
        for (word, value) in [("liars", -3.0), ("courageously", 2.0), ("tragedies", -2.0)] {
            let words = numbers.read(word, 0);
            assert_eq!(lexicon.of(&words).1.word, Some(value), "{word}");
        }
        let words = numbers.read("Stabbed", 0);
        assert_eq!(lexicon.of(&words).1.verb, Some((-3.0, 0.0)));
    }
}
