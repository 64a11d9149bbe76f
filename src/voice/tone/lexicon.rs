//! The words with a tone, and what each has to do with a target.

use super::super::listed::ListedWords;
use super::super::phrases::{Numbers, Phrases, Word, holds, verb_forms, word_forms};
use super::super::wordlist::WordList;
use super::{ToneRole, ToneZone};
use crate::article::Span;

/// What the lists say of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Entry {
    /// For the one who does it and the one it is done to.
    verb: Option<(f64, f64)>,
    word: Option<f64>,
    intensifier: Option<f64>,
    negation: bool,
    contrast: bool,
    passive: bool,
    clause: bool,
}

/// A word with its value and role.
pub(super) struct Value {
    pub(super) span: Span,
    pub(super) value: f64,
    pub(super) role: ToneRole,
    pub(super) zone: ToneZone,
}

pub(in crate::voice) struct Lexicon {
    phrases: Phrases,
    entries: Vec<Entry>,
}

/// Small words that part no clause although they can begin one.
const NO_BREAK: [&str; 7] = ["as", "and", "or", "that", "so", "then", "while"];

/// Marks behind which a capital says nothing.
const OPENING: [char; 4] = ['"', '\u{201C}', '.', ':'];

/// Marks that part clauses.
const PARTING: [char; 8] = [',', ';', ':', '\u{2014}', '\u{2013}', '"', '\u{201C}', '\u{201D}'];

impl Lexicon {
    pub(in crate::voice) fn read(numbers: &mut Numbers) -> Lexicon {
        // Entry 0 is nothing, as the value 0 of a phrase is.
        let mut lexicon = Lexicon { phrases: Phrases::new(0), entries: vec![Entry::default()] };
        for (section, entries) in WordList::parse(include_str!("tone.txt")).sections() {
            let mut head = section.split(' ');
            let kind = head.next().unwrap_or("");
            let values: Vec<f64> = head.filter_map(|value| value.parse().ok()).collect();
            for entry in entries {
                match (kind, values.as_slice()) {
                    ("verb", &[agent, patient]) => {
                        for form in verb_forms(entry) {
                            lexicon.entry(numbers, &form).verb.get_or_insert((agent, patient));
                        }
                    }
                    ("word", &[value]) => {
                        for form in entry.iter().flat_map(|name| word_forms(name)) {
                            lexicon.entry(numbers, &form).word.get_or_insert(value);
                        }
                    }
                    ("intensifier", &[factor]) => {
                        lexicon.entry(numbers, entry[0]).intensifier = Some(factor)
                    }
                    ("negation", _) => lexicon.entry(numbers, entry[0]).negation = true,
                    ("contrast", _) => lexicon.entry(numbers, entry[0]).contrast = true,
                    ("passive", _) => lexicon.entry(numbers, entry[0]).passive = true,
                    ("clause", _) => {
                        lexicon.entry(numbers, entry[0]).clause = !NO_BREAK.contains(&entry[0]);
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

    fn of(&self, words: &[Word]) -> (usize, &Entry) {
        let (length, value) = self.phrases.longest(words).unwrap_or((1, 0));
        (length, &self.entries[value as usize])
    }

    fn of_word(&self, word: Word) -> &Entry {
        &self.entries[self.phrases.of_word(word) as usize]
    }

    /// How strong the words of a sentence are that have a tone, whoever they are about: the stronger side of a verb.
    pub(in crate::voice) fn strengths(&self, sentence: &ListedWords<'_>) -> Vec<f64> {
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
            found.extend(verb.or(entry.word).filter(|value| *value != 0.0));
            at += length;
        }
        found
    }

    /// The words of a sentence that have a tone, but for the target's own.
    pub(super) fn values(&self, sentence: &ListedWords<'_>, target: Span) -> Vec<Value> {
        let ListedWords { text, words, .. } = sentence;
        let first = words.partition_point(|word| word.span.end <= target.start);
        let behind = words.partition_point(|word| word.span.start < target.end);
        let Some(last) = behind.checked_sub(1).filter(|&last| last >= first) else {
            return Vec::new();
        };
        let single = |at: usize| self.of_word(words[at]);
        let written = |at: usize| words[at].span.of(text).unwrap_or("");
        let mut values = Vec::new();
        let speaks = (last + 1..words.len().min(last + 3))
            .chain(first.checked_sub(1))
            .any(|at| is_speech(written(at)));
        if speaks {
            let span = words[first].span;
            values.push(Value { span, value: 1.0, role: ToneRole::Speaker, zone: ToneZone::Own });
        }
        if let Some(before) =
            first.checked_sub(1).filter(|&at| written(at).eq_ignore_ascii_case("against"))
        {
            let span = words[before].span;
            values.push(Value { span, value: -1.0, role: ToneRole::Against, zone: ToneZone::Own });
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
        while let Some(unknown) = words[at..].iter().position(|word| self.phrases.begins(word)) {
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
            let negated = near.clone().any(|at| single(at).negation);
            let degree =
                at.checked_sub(1).and_then(|before| single(before).intensifier).unwrap_or(1.0);
            let sign = if negated { -0.6 } else { 1.0 } * degree;
            let left = at < first;
            let (own_first, own_last) =
                *own.get_or_insert_with(|| clause(text, words, single, first, last));
            let distance = if left { first - at } else { at - last };
            let zone = if (own_first..=own_last).contains(&at) {
                ToneZone::Own
            } else if distance <= 8 {
                ToneZone::Near
            } else {
                ToneZone::Far
            };
            let (role, value) = match (entry.verb, entry.word) {
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
                    if participle && near.any(|at| single(at).passive) {
                        (ToneRole::Passive, patient)
                    } else {
                        (ToneRole::Agent, agent)
                    }
                }
                (None, word) => {
                    let role = match (distance <= 2, left) {
                        (true, _) => ToneRole::Beside,
                        (false, true) => ToneRole::Left,
                        (false, false) => ToneRole::Right,
                    };
                    (role, word.unwrap_or(0.0))
                }
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
                let span = Span::new(words[at].span.start, words[end - 1].span.end);
                values.push(Value { span, value, role, zone });
            }
            at = end;
        }
        values
    }
}

fn gap<'t>(text: &'t str, words: &[Word], at: usize) -> &'t str {
    let (Some(one), Some(other)) = (words.get(at), words.get(at + 1)) else { return "" };
    text.get(one.span.end as usize..other.span.start as usize).unwrap_or("")
}

/// The first and last word of the clause that holds some words.
fn clause<'l>(
    text: &str,
    words: &[Word],
    entry: impl Fn(usize) -> &'l Entry,
    first: usize,
    last: usize,
) -> (usize, usize) {
    let parts = |at: usize| entry(at).contrast || entry(at).clause;
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

fn is_speech(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "say"
            | "told"
            | "tells"
            | "added"
            | "wrote"
            | "noted"
            | "explained"
            | "tweeted"
            | "replied"
            | "asked"
            | "announced"
            | "stated"
    )
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
        assert_eq!(lexicon.of(&words).1.verb, Some((-2.0, -2.0)));
    }
}
