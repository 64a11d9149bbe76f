//! Words and phrases looked up in running text, whatever their case.
//!
//! All lists share one table of words, so that a sentence is read once however many lists are asked. Cost: one hash
//! of each word; phrases follow a trie of numbers. The longest phrase wins.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::trie::Trie;
use crate::article::Span;
use crate::token::words;

/// The words of all lists, numbered from 1, with the lists in which each begins a phrase.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers(FxHashMap<Box<str>, Known>);

/// What the lists have of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Known {
    /// 0 where it is in no list.
    number: u32,
    marks: Marks,
}

/// What a word is by itself, so that most words need no look into any list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks(u32);

impl Marks {
    pub(super) const NONE: Marks = Marks(0);
    /// It begins a phrase of the list of tone, and one that has a tone.
    pub(super) const TONE: Marks = Marks(1);
    pub(super) const TONED: Marks = Marks(1 << 1);
    /// It begins a phrase of the list of loaded language.
    pub(super) const LOADED: Marks = Marks(1 << 2);
    /// What it does to the tone of others.
    pub(super) const NEGATION: Marks = Marks(1 << 3);
    pub(super) const INTENSIFIER: Marks = Marks(1 << 4);
    pub(super) const PASSIVE: Marks = Marks(1 << 5);
    pub(super) const CLAUSE: Marks = Marks(1 << 6);
    pub(super) const AGAINST: Marks = Marks(1 << 7);
    pub(super) const SPEECH: Marks = Marks(1 << 8);
    pub(super) const DETERMINER: Marks = Marks(1 << 13);
    /// What it is among deeds: a verb, one that harms, an auxiliary of the passive, "by".
    pub(super) const VERB: Marks = Marks(1 << 9);
    pub(super) const HARM: Marks = Marks(1 << 10);
    pub(super) const AUXILIARY: Marks = Marks(1 << 11);
    pub(super) const BY: Marks = Marks(1 << 12);

    /// Both marks.
    pub(super) const fn or(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }

    /// Whether any of some marks is there.
    #[inline]
    pub(super) fn has(self, other: Marks) -> bool {
        self.0 & other.0 != 0
    }
}

/// A list: a set of phrases, each with a value other than 0.
#[derive(Debug, Clone)]
pub(super) struct Phrases {
    /// Marks the words which begin a phrase of this list.
    mark: Marks,
    trie: Trie,
}

/// A word of a text: its place, and what the lists have of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) span: Span,
    pub(super) known: Known,
}

impl Numbers {
    fn known(&mut self, word: &str) -> &mut Known {
        let (word, number) = (lower(word), self.0.len() as u32 + 1);
        // Most are there already, and to ask with a name of its own would copy each.
        if !self.0.contains_key(&*word) {
            self.0.insert(word.clone().into(), Known { number, marks: Marks::default() });
        }
        self.0.get_mut(&*word).expect("it was put in")
    }

    /// Marks a word unless it has one of other marks; a phrase of several words has no marks.
    pub(super) fn mark(&mut self, phrase: &str, mark: Marks, unless: Marks) {
        let mut words = words(phrase);
        if let (Some(word), None) = (words.next(), words.next()) {
            let known = &mut self.known(word.text).marks;
            *known = if known.has(unless) { *known } else { known.or(mark) };
        }
    }

    /// Marks the first word of a phrase.
    pub(super) fn mark_first(&mut self, phrase: &str, mark: Marks) {
        if let Some(word) = words(phrase).next() {
            let known = &mut self.known(word.text).marks;
            *known = known.or(mark);
        }
    }

    /// What the lists have of a word as written. `folded` is a buffer.
    pub(super) fn of(&self, word: &str, folded: &mut String) -> Known {
        folded.clear();
        if word.is_ascii() {
            folded.push_str(word);
            folded.make_ascii_lowercase();
        } else {
            folded.push_str(&lower(word));
        }
        let known = self.0.get(folded.as_str());
        let known = known.or_else(|| self.0.get(folded.strip_suffix("'s")?));
        known.copied().unwrap_or_default()
    }

    /// The words of a text with their numbers; places are counted from `start`.
    pub(super) fn read(&self, text: &str, start: u32) -> Vec<Word> {
        let mut folded = String::new();
        // Six bytes a word is about what English has.
        let mut read = Vec::with_capacity(text.len() / 6 + 1);
        read.extend(words(text).map(|word| {
            let Span { start: from, end } = word.span();
            let span = Span::new(start + from, start + end);
            Word { span, known: self.of(word.text, &mut folded) }
        }));
        read
    }
}

impl Word {
    pub(super) fn marks(&self) -> Marks {
        self.known.marks
    }

    /// Whether it has one of some marks.
    #[inline]
    pub(super) fn is(&self, marks: Marks) -> bool {
        self.known.marks.has(marks)
    }
}

impl Phrases {
    /// A list without phrases; each list marks the words that begin its phrases.
    pub(super) fn new(mark: Marks) -> Self {
        Phrases { mark, trie: Trie::new(0) }
    }

    /// The value of a phrase, to be set; 0 where it is new.
    pub(super) fn value_mut(&mut self, numbers: &mut Numbers, phrase: &str) -> &mut u32 {
        let mut mark = self.mark;
        self.trie.value_mut(words(phrase).map(|word| {
            let known = numbers.known(word.text);
            known.marks = known.marks.or(std::mem::replace(&mut mark, Marks::NONE));
            known.number
        }))
    }

    /// The value of a single word; 0 where it has none.
    #[inline]
    pub(super) fn of_word(&self, word: Word) -> u32 {
        if word.is(self.mark) { self.trie.of_word(word.known.number) } else { 0 }
    }

    /// The longest phrase that starts at a word: how many words it has, and its value.
    #[inline]
    pub(super) fn longest(&self, words: &[Word]) -> Option<(usize, u32)> {
        let begins = words.first().is_some_and(|first| first.is(self.mark));
        let numbers = words.iter().map(|word| word.known.number).take_while(|number| *number != 0);
        if begins { self.trie.longest(numbers) } else { None }
    }
}

fn lower(word: &str) -> Cow<'_, str> {
    let small = |c: char| !c.is_uppercase() && !matches!(c, '\u{2019}' | '\u{2018}');
    if word.chars().all(small) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace(['\u{2019}', '\u{2018}'], "'"))
}

/// Whether a place lies in one of some sorted spans.
pub(super) fn lies_in(spans: &[Span], place: Span) -> bool {
    Along::from(place.start, spans).hold(place)
}

/// Whether the text between two words holds one of some marks; mostly it is a space.
pub(super) fn holds(gap: &str, marks: &[char]) -> bool {
    gap != " " && gap.contains(marks)
}

/// Sorted, disjoint spans that are asked for places from the front of a text to its end.
pub(super) struct Along<'s> {
    spans: &'s [Span],
}

impl<'s> Along<'s> {
    /// The spans that end behind a place.
    pub(super) fn from(start: u32, spans: &'s [Span]) -> Self {
        Along { spans: &spans[spans.partition_point(|span| span.end <= start)..] }
    }

    /// Whether a place lies in one of the spans; no later call may ask for a place in front of it.
    pub(super) fn hold(&mut self, place: Span) -> bool {
        while let Some((first, rest)) = self.spans.split_first()
            && first.end <= place.start
        {
            self.spans = rest;
        }
        self.spans.first().is_some_and(|span| span.start <= place.start)
    }
}

/// The forms of a verb by the rules of English, and the irregular ones that its entry lists.
pub(super) fn verb_forms(entry: &[&str]) -> Vec<String> {
    let Some((lemma, irregular)) = entry.split_first() else { return Vec::new() };
    let (head, rest) = match lemma.split_once(' ') {
        Some((head, rest)) => (head, format!(" {rest}")),
        None => (*lemma, String::new()),
    };
    let doubled = irregular.iter().any(|form| form.len() == head.len() + 3 && form.ends_with("ed"));
    let last = head.chars().next_back().unwrap_or('e');
    let stem = if doubled { format!("{head}{last}") } else { head.to_owned() };
    let y = head.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    let third = match y {
        Some(stem) => format!("{stem}ies"),
        None if ["s", "sh", "ch", "x", "z", "o"].iter().any(|end| head.ends_with(end)) => {
            format!("{head}es")
        }
        None => format!("{head}s"),
    };
    let running = match head.strip_suffix("ie") {
        Some(stem) => format!("{stem}ying"),
        None if !doubled && head.ends_with('e') && !head.ends_with("ee") => {
            format!("{}ing", head.trim_end_matches('e'))
        }
        None if !doubled && short(head) => format!("{head}{last}ing"),
        None => format!("{stem}ing"),
    };
    let past = match y {
        Some(stem) => format!("{stem}ied"),
        None if head.ends_with('e') => format!("{head}d"),
        None => format!("{stem}ed"),
    };
    let mut forms = vec![head.to_owned(), third, running];
    if irregular.is_empty() || doubled {
        forms.push(past);
    }
    forms.extend(irregular.iter().map(|form| (*form).to_owned()));
    forms.into_iter().map(|form| format!("{form}{rest}")).collect()
}

/// Whether a verb is short enough to double its last consonant ("win", "hit", "stab").
fn short(verb: &str) -> bool {
    let vowel = |byte: Option<&u8>| byte.is_some_and(|byte| b"aeiou".contains(byte));
    let bytes = verb.as_bytes();
    let n = bytes.len();
    (3..=4).contains(&n)
        && !vowel(bytes.last())
        && !b"wxy".contains(&bytes[n - 1])
        && vowel(bytes.get(n - 2))
        && !vowel(bytes.get(n - 3))
}

/// A noun, adjective or adverb with its plural and its adverb.
pub(super) fn word_forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned(), format!("{word}s"), format!("{word}ly")];
    if let Some(stem) = word.strip_suffix('y') {
        forms.push(format!("{stem}ily"));
        forms.push(format!("{stem}ies"));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_verbs() {
        for (entry, expected) in [
            (&["deny"][..], "deny denies denying denied"),
            (&["rob", "robbed"], "rob robs robbing robbed robbed"),
            (&["lie", "lied"], "lie lies lying lied"),
            (&["win", "won"], "win wins winning won"),
            (&["walk back"], "walk back walks back walking back walked back"),
            (&[], ""),
        ] {
            assert_eq!(verb_forms(entry).join(" "), expected);
        }
    }

    #[test]
    fn the_longest_phrase_wins() {
        let (mut phrases, mut numbers) = (Phrases::new(Marks::LOADED), Numbers::default());
        *phrases.value_mut(&mut numbers, "witch") = 1;
        *phrases.value_mut(&mut numbers, "witch hunt") = 2;
        let words = numbers.read("A WITCH-hunt, a witch\u{2019}s", 10);
        assert_eq!((words[0].span, phrases.of_word(words[1])), (Span::new(10, 11), 1));
        assert_eq!(phrases.longest(&words[1..]), Some((2, 2)));
        assert_eq!(phrases.longest(&words[4..]), Some((1, 1)));
        assert_eq!(phrases.longest(&words[..1]), None);
        assert_eq!(Phrases::new(Marks::TONE).longest(&words), None);
    }

    #[test]
    fn places_in_spans() {
        let spans = [Span::new(2, 5), Span::new(9, 12)];
        let mut along = Along::from(0, &spans);
        assert!((0..14).all(|at| {
            let place = Span::new(at, at + 1);
            lies_in(&spans, place) == spans.iter().any(|span| span.covers(&place))
        }));
        let inside: Vec<u32> = (0..14).filter(|&at| along.hold(Span::new(at, at + 1))).collect();
        assert_eq!(inside, [2, 3, 4, 9, 10, 11]);
        assert!(Along::from(5, &spans).hold(Span::new(9, 10)));
    }
}
