//! The distinct names of a story: the words of each, where it stands, and what speaks for a kind.
//!
//! Cost: an array read for the first word of an occurrence and a hash for each further one.

use super::super::trie::Trie;
use super::ActorKind;
use super::kind::Evidence;
use super::names::Form;
use super::run::{Found, Scanner};

/// One distinct name of a story.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// Its words in order, particles included, as they are first written.
    pub(super) forms: Vec<Form>,
    pub(super) known: Option<u32>,
    pub(super) evidence: Evidence,
    pub(super) n: u32,
    /// How often it occurs in each article, by the article's place in the story, in order.
    pub(super) articles: Vec<(usize, u32)>,
    /// The number of the name that stands in brackets behind it.
    pub(super) bracketed: Vec<usize>,
    /// Whether it could be a person's name of several words; known when all occurrences are counted.
    pub(super) is_person: bool,
}

impl Name {
    /// The numbers of its words.
    pub(super) fn words(&self) -> impl Iterator<Item = u32> {
        self.forms.iter().map(|form| form.word)
    }

    /// Its word, where it has one only.
    pub(super) fn single(&self) -> Option<&Form> {
        if let [only] = self.forms.as_slice() { Some(only) } else { None }
    }

    /// How often it occurs in an article.
    pub(super) fn n_in(&self, article: usize) -> u32 {
        let place = self.articles.binary_search_by_key(&article, |(known, _)| *known);
        place.map_or(0, |place| self.articles[place].1)
    }
}

/// The distinct names of a story, in the order in which they first occur.
#[derive(Debug, Clone)]
pub(super) struct DistinctNames {
    all: Vec<Name>,
    /// The number of each name plus one, by its words.
    numbers: Trie,
}

impl DistinctNames {
    /// No names; `numbers` is a trie without any.
    pub(super) fn new(numbers: Trie) -> Self {
        DistinctNames { all: Vec::new(), numbers }
    }

    /// Counts an occurrence in an article, which is the last one or a later one; gives the number of the name.
    pub(super) fn count(&mut self, scanner: &Scanner<'_>, found: &Found, article: usize) -> usize {
        let next = self.all.len() as u32 + 1;
        let number = self.numbers.value_mut(scanner.words(found));
        if *number == 0 {
            *number = next;
            self.all.push(Name {
                forms: (found.first..found.last).map(|at| scanner.form(at)).collect(),
                known: found.known,
                evidence: Evidence::default(),
                n: 0,
                articles: Vec::new(),
                bracketed: Vec::new(),
                is_person: false,
            });
        }
        let number = *number as usize - 1;
        let name = &mut self.all[number];
        name.n += 1;
        name.known = name.known.or(found.known);
        name.evidence.add(Evidence::around(scanner.names, scanner.text, scanner.tokens, found));
        match name.articles.last_mut() {
            Some((last, n)) if *last == article => *n += 1,
            _ => name.articles.push((article, 1)),
        }
        number
    }

    /// Notes that a name stands in brackets behind another.
    pub(super) fn bracket(&mut self, name: usize, bracketed: usize) {
        let known = &mut self.all[name].bracketed;
        if !known.contains(&bracketed) {
            known.push(bracketed);
        }
    }

    /// The names, when all occurrences are counted.
    pub(super) fn finish(mut self) -> Vec<Name> {
        for name in &mut self.all {
            let mut points = name.evidence;
            points.add(Evidence::inside(&name.forms));
            name.is_person = name.known.is_none()
                && name.forms.len() > 1
                && points.kind(name.forms.len()) == ActorKind::Person;
        }
        self.all
    }
}
