//! Which names of a story mean the same actor.
//!
//! Question: "Ana Roe", "Roe", "Ms Roe", "the Roe of old": one actor or several?
//!
//! Names are joined in this order: names of one known actor; an acronym and its expansion, where one stands
//! in brackets behind the other or the initials fit; institutions of the same words ("Department of Justice",
//! "Justice Department"); spellings of one name; full names that contain each other. A surname alone goes, in each
//! article, to the person of that name whom the article names in full most often.
//!
//! Cost: quadratic in the distinct names that share a word. It misleads where a story has two persons of one
//! surname and an article names neither in full.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::ActorKind;
use super::kind::Evidence;
use super::names::Names;
use super::spelling::is_variant;
use super::word::{Flags, Shape};

/// One distinct name of a story.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// Its words in order, particles included.
    pub(super) words: Vec<u32>,
    pub(super) flags: Vec<Flags>,
    pub(super) shapes: Vec<Shape>,
    pub(super) known: Option<u32>,
    pub(super) evidence: Evidence,
    pub(super) n: u32,
    /// How often it occurs in each article, by the article's place in the story.
    pub(super) articles: BTreeMap<usize, u32>,
    /// The number of the name that stands in brackets behind it.
    pub(super) bracketed: Vec<usize>,
}

/// Names joined into actors.
pub(super) struct Merged {
    /// The group of each name, by the smallest number of a name in it.
    parent: Vec<usize>,
    /// Groups of persons that a single word may mean.
    surnames: FxHashMap<u32, Vec<usize>>,
    /// Spellings of one word, by the commonest.
    spelling: FxHashMap<u32, u32>,
}

impl Merged {
    pub(super) fn new(all: &[Name], names: &Names) -> Self {
        let mut merged = Merged {
            parent: (0..all.len()).collect(),
            surnames: FxHashMap::default(),
            spelling: spellings(all, names),
        };
        merged.known(all);
        merged.acronyms(all, names);
        merged.institutions(all, names);
        merged.persons(all, names);
        merged.surnames(all);
        merged.shortened(all, names);
        merged
    }

    /// The group of a name.
    pub(super) fn group(&self, name: usize) -> usize {
        let mut name = name;
        while self.parent[name] != name {
            name = self.parent[name];
        }
        name
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.group(one), self.group(other));
        self.parent[one.max(other)] = one.min(other);
    }

    fn canonical(&self, word: u32) -> u32 {
        self.spelling.get(&word).copied().unwrap_or(word)
    }

    /// The group that a name means in an article.
    pub(super) fn in_article(
        &self,
        all: &[Name],
        name: usize,
        article: usize,
        titled_person: bool,
    ) -> usize {
        let own = self.group(name);
        let [word] = all[name].words.as_slice() else { return own };
        if all[name].known.is_some() && !titled_person {
            return own;
        }
        let Some(candidates) = self.surnames.get(&self.canonical(*word)) else { return own };
        let weight = |&group: &usize| {
            let members = (0..all.len())
                .filter(|&member| all[member].words.len() > 1 && self.group(member) == group);
            let (mut here, mut n) = (0, 0);
            for member in members {
                here += all[member].articles.get(&article).copied().unwrap_or(0);
                n += all[member].n;
            }
            (here, n, std::cmp::Reverse(group))
        };
        match candidates.as_slice() {
            [only] => *only,
            several => several.iter().max_by_key(|group| weight(group)).copied().unwrap_or(own),
        }
    }

    fn known(&mut self, all: &[Name]) {
        let mut first: BTreeMap<u32, usize> = BTreeMap::new();
        for (number, name) in all.iter().enumerate() {
            if let Some(known) = name.known {
                let first = *first.entry(known).or_insert(number);
                self.join(first, number);
            }
        }
    }

    fn acronyms(&mut self, all: &[Name], names: &Names) {
        for (number, name) in all.iter().enumerate() {
            for &other in &name.bracketed {
                let fits = fits_initials(name, &all[other], names)
                    || fits_initials(&all[other], name, names);
                let apart = name.known.is_some() && all[other].known.is_some();
                if fits && !apart {
                    self.join(number, other);
                }
            }
        }
        for (number, short) in all.iter().enumerate() {
            if short.words.len() != 1 || short.shapes[0] != Shape::Capitals || short.known.is_some()
            {
                continue;
            }
            let mut fitting = (0..all.len()).filter(|&long| {
                all[long].words.len() > 1 && fits_initials(&all[long], short, names)
            });
            if let (Some(only), None) = (fitting.next(), fitting.next()) {
                self.join(number, only);
            }
        }
    }

    fn institutions(&mut self, all: &[Name], names: &Names) {
        let mut first: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
        for (number, name) in all.iter().enumerate() {
            if name.words.len() < 2
                || !name.flags.iter().any(|flags| flags.has(Flags::HEAD.or(Flags::COMPANY_ENDING)))
            {
                continue;
            }
            let mut words: Vec<u32> = name.words.iter().map(|word| self.canonical(*word)).collect();
            words.retain(|word| !matches!(names.key(*word), "of" | "the" | "for" | "and" | "US"));
            words.sort_unstable();
            let first = *first.entry(words).or_insert(number);
            let apart = all[first].known.is_some() && name.known.is_some();
            if !apart {
                self.join(first, number);
            }
        }
    }

    /// Full names of one person: the same first and last word, or all words of one in the other.
    fn persons(&mut self, all: &[Name], names: &Names) {
        let mut with_word: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (number, name) in all.iter().enumerate() {
            if is_person(name) {
                for word in &name.words {
                    with_word.entry(self.canonical(*word)).or_default().push(number);
                }
            }
        }
        for sharing in with_word.values() {
            for (at, &one) in sharing.iter().enumerate() {
                for &other in &sharing[at + 1..] {
                    if self.same_person(&all[one], &all[other], names) {
                        self.join(one, other);
                    }
                }
            }
        }
    }

    fn same_person(&self, one: &Name, other: &Name, names: &Names) -> bool {
        let words = |name: &Name| -> Vec<u32> {
            name.words.iter().map(|word| self.canonical(*word)).collect()
        };
        let (a, b) = (words(one), words(other));
        if a == b || a.first() == b.first() && a.last() == b.last() {
            return true;
        }
        let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
        let junior = |words: &[u32]| {
            words.last().is_some_and(|word| matches!(names.key(*word), "jr" | "sr"))
        };
        short.iter().all(|word| long.contains(word)) && junior(short) == junior(long)
    }

    /// Which persons a single word may mean.
    fn surnames(&mut self, all: &[Name]) {
        let mut found: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (number, name) in all.iter().enumerate().filter(|(_, name)| is_person(name)) {
            let group = self.group(number);
            for (at, word) in name.words.iter().enumerate() {
                let given = at == 0 && !name.flags[0].has(Flags::FAMILY_FIRST);
                if name.shapes[at] == Shape::Lower || name.shapes[at] == Shape::Initial {
                    continue;
                }
                // A given name alone means the person only where no surname claims the word.
                let entry = found.entry(self.canonical(*word)).or_default();
                if !given && !entry.contains(&group) {
                    entry.push(group);
                }
            }
        }
        for (number, name) in all.iter().enumerate().filter(|(_, name)| is_person(name)) {
            let group = self.group(number);
            let entry = found.entry(self.canonical(name.words[0])).or_default();
            if entry.is_empty() {
                entry.push(group);
            }
        }
        self.surnames = found.into_iter().filter(|(_, groups)| !groups.is_empty()).collect();
        // A single word that means one person only joins that person's names.
        for (number, name) in all.iter().enumerate() {
            if let ([word], None) = (name.words.as_slice(), name.known)
                && let Some([only]) = self.surnames.get(&self.canonical(*word)).map(Vec::as_slice)
            {
                self.join(*only, number);
            }
        }
        let roots: FxHashMap<u32, Vec<usize>> = self
            .surnames
            .iter()
            .map(|(word, groups)| {
                let mut groups: Vec<usize> =
                    groups.iter().map(|group| self.group(*group)).collect();
                groups.sort_unstable();
                groups.dedup();
                (*word, groups)
            })
            .collect();
        self.surnames = roots;
    }

    /// "Orvell" for "Orvell Holdings Ltd", and spellings of a single word.
    fn shortened(&mut self, all: &[Name], names: &Names) {
        for (number, short) in all.iter().enumerate() {
            let [word] = short.words.as_slice() else { continue };
            if short.known.is_some() || self.surnames.contains_key(&self.canonical(*word)) {
                continue;
            }
            let mut fitting: Vec<usize> = (0..all.len())
                .filter(|&long| {
                    let name = &all[long];
                    name.words.len() > 1
                        && self.canonical(name.words[0]) == self.canonical(*word)
                        && !short.flags[0].has(Flags::ORDINARY)
                        && name.words[1..].iter().zip(&name.flags[1..]).all(|(word, flags)| {
                            flags.has(Flags::COMPANY_ENDING.or(Flags::HEAD).or(Flags::ORDINARY))
                                || names.key(*word) == "&"
                        })
                })
                .map(|long| self.group(long))
                .collect();
            fitting.sort_unstable();
            fitting.dedup();
            if let [only] = fitting.as_slice() {
                self.join(*only, number);
            }
            if self.canonical(*word) != *word
                && let Some(other) =
                    (0..all.len()).find(|&other| all[other].words == [self.canonical(*word)])
            {
                self.join(other, number);
            }
        }
    }
}

/// Whether a name of several words could be a person's.
pub(super) fn is_person(name: &Name) -> bool {
    let mut points = name.evidence;
    points.add(Evidence::inside(&name.flags, &name.shapes));
    name.known.is_none()
        && name.words.len() > 1
        && points.kind(name.words.len()) == ActorKind::Person
}

/// The words of the names that are spellings of a commoner word.
fn spellings(all: &[Name], names: &Names) -> FxHashMap<u32, u32> {
    let mut n_of: BTreeMap<u32, u32> = BTreeMap::new();
    for name in all.iter().filter(|name| name.known.is_none()) {
        for (word, flags) in name.words.iter().zip(&name.flags) {
            let taken = Flags::ORDINARY
                .or(Flags::DEMONYM)
                .or(Flags::GIVEN)
                .or(Flags::HEAD)
                .or(Flags::COUNTRY);
            if !flags.has(taken) && names.key(*word).len() >= 5 {
                *n_of.entry(*word).or_default() += name.n;
            }
        }
    }
    let mut ranked: Vec<(u32, u32)> = n_of.into_iter().map(|(word, n)| (n, word)).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| names.key(a.1).cmp(names.key(b.1))));
    let mut by_start: FxHashMap<char, Vec<(u32, u32)>> = FxHashMap::default();
    let mut spelling = FxHashMap::default();
    for (n, word) in ranked {
        let key = names.key(word);
        let start = match key.chars().next() {
            Some('q' | 'g' | 'c') => 'k',
            Some('y' | 'j' | 'e') => 'i',
            Some('w') => 'v',
            Some(c) => c,
            None => continue,
        };
        let known = by_start.entry(start).or_default();
        let same = known
            .iter()
            .find(|(often, other)| is_variant(names.key(*other), key, n <= 2 && *often >= 4 * n));
        match same {
            Some((_, other)) => {
                spelling.insert(word, *other);
            }
            None => known.push((n, word)),
        }
    }
    spelling
}

/// Whether a single word in capitals consists of the initials of a longer name: of its capitalised words, with
/// or without the country in front and the small words between.
fn fits_initials(long: &Name, short: &Name, names: &Names) -> bool {
    let [acronym] = short.words.as_slice() else { return false };
    if long.words.len() < 2 || !matches!(short.shapes[0], Shape::Capitals | Shape::Mixed) {
        return false;
    }
    let acronym = names.key(*acronym).to_lowercase();
    if acronym.chars().count() < 2 {
        return false;
    }
    let initials = |skip: usize, small: bool| -> String {
        let words = long.words.iter().zip(&long.shapes).skip(skip);
        let kept = words.filter(|(_, shape)| small || shape.is_capital());
        kept.filter_map(|(word, _)| names.key(*word).chars().next())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let whole = [initials(0, false), initials(0, true), initials(1, false), initials(1, true)];
    let begins = initials(0, false);
    whole.contains(&acronym)
        || acronym.chars().count() >= 3
            && (begins.starts_with(&acronym) || begins.ends_with(&acronym))
}
