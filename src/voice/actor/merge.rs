//! Which names of a story mean the same actor.
//!
//! Question: "Ana Roe", "Roe", "Ms Roe", "the Roe of old": one actor or several?
//!
//! Names are joined in this order: names of one known actor; an acronym and its expansion, where one stands
//! in brackets behind the other or the initials fit; institutions of the same words ("Department of Justice",
//! "Justice Department"); spellings of one name; full names that contain each other. A surname alone goes, in each
//! article, to the person of that name whom the article names in full most often.
//!
//! Cost: quadratic in the distinct names that share a word, and in the words that begin alike. It misleads where a
//! story has two persons of one surname and an article names neither in full.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::acronym::{Initials, fits_initials};
use super::name::Name;
use super::names::Names;
use super::spelling::Spelling;
use super::word::{Flags, Shape};

/// Names joined into actors.
pub(super) struct Merged {
    /// The group of each name, by the smallest number of a name in it.
    parent: Vec<usize>,
    /// Groups of persons that a single word may mean.
    surnames: FxHashMap<u32, Vec<usize>>,
    /// Spellings of one word, by the commonest.
    spelling: FxHashMap<u32, u32>,
    /// The names of several words in each group.
    full: FxHashMap<usize, Vec<usize>>,
}

impl Merged {
    pub(super) fn new(all: &[Name], names: &Names) -> Self {
        let mut merged = Merged {
            parent: (0..all.len()).collect(),
            surnames: FxHashMap::default(),
            spelling: spellings(all, names),
            full: FxHashMap::default(),
        };
        merged.known(all);
        merged.acronyms(all, names);
        merged.institutions(all, names);
        merged.persons(all, names);
        merged.surnames(all);
        merged.shortened(all, names);
        for number in (0..all.len()).filter(|&number| all[number].forms.len() > 1) {
            let group = merged.group(number);
            merged.full.entry(group).or_default().push(number);
        }
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
        let Some(only) = all[name].single() else { return own };
        if all[name].known.is_some() && !titled_person {
            return own;
        }
        let Some(candidates) = self.surnames.get(&self.canonical(only.word)) else { return own };
        let weight = |&group: &usize| {
            let (mut here, mut n) = (0, 0);
            for member in self.full.get(&group).into_iter().flatten() {
                here += all[*member].n_in(article);
                n += all[*member].n;
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
        let alone = |short: &Name| {
            let only = short.single().filter(|only| only.shape == Shape::Capitals);
            only.filter(|_| short.known.is_none()).map(|only| names.key(only.word).to_lowercase())
        };
        // For each acronym the names that it fits: how many, and the last of them.
        let mut fitting: FxHashMap<String, (u32, usize)> = FxHashMap::default();
        fitting.extend(all.iter().filter_map(alone).map(|acronym| (acronym, (0, 0))));
        let mut initials = Initials::default();
        for (number, long) in all.iter().enumerate().filter(|(_, long)| long.forms.len() > 1) {
            initials.read(long, names);
            for acronym in initials.acronyms() {
                if let Some((n, last)) = fitting.get_mut(acronym)
                    && (*n == 0 || *last != number)
                {
                    (*n, *last) = (*n + 1, number);
                }
            }
        }
        for (number, short) in all.iter().enumerate() {
            if let Some(acronym) = alone(short)
                && let Some((1, only)) = fitting.get(&acronym)
            {
                self.join(number, *only);
            }
        }
    }

    fn institutions(&mut self, all: &[Name], names: &Names) {
        let mut first: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
        for (number, name) in all.iter().enumerate() {
            let body = Flags::HEAD.or(Flags::COMPANY_ENDING);
            if name.forms.len() < 2 || !name.forms.iter().any(|form| form.flags.has(body)) {
                continue;
            }
            let mut words: Vec<u32> = name.words().map(|word| self.canonical(word)).collect();
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
        // The names by their words, so that only those are compared which share one.
        let mut with_word: Vec<(u32, usize)> = Vec::new();
        let mut words: Vec<u32> = Vec::new();
        let mut words_of = vec![0..0; all.len()];
        for (number, name) in all.iter().enumerate().filter(|(_, name)| name.is_person) {
            let first = words.len();
            words.extend(name.words().map(|word| self.canonical(word)));
            words_of[number] = first..words.len();
            with_word.extend(words[first..].iter().map(|&word| (word, number)));
        }
        with_word.sort_unstable();
        for sharing in with_word.chunk_by(|one, other| one.0 == other.0) {
            for (at, &(_, one)) in sharing.iter().enumerate() {
                for &(_, other) in &sharing[at + 1..] {
                    let [one_words, other_words] =
                        [one, other].map(|number| &words[words_of[number].clone()]);
                    if same_person(one_words, other_words, names) {
                        self.join(one, other);
                    }
                }
            }
        }
    }

    /// Which persons a single word may mean.
    fn surnames(&mut self, all: &[Name]) {
        let mut found: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (number, name) in all.iter().enumerate().filter(|(_, name)| name.is_person) {
            let group = self.group(number);
            for (at, form) in name.forms.iter().enumerate() {
                let given = at == 0 && !form.flags.has(Flags::FAMILY_FIRST);
                if matches!(form.shape, Shape::Lower | Shape::Initial) {
                    continue;
                }
                // A given name alone means the person only where no surname claims the word.
                let entry = found.entry(self.canonical(form.word)).or_default();
                if !given && !entry.contains(&group) {
                    entry.push(group);
                }
            }
        }
        for (number, name) in all.iter().enumerate().filter(|(_, name)| name.is_person) {
            let group = self.group(number);
            let entry = found.entry(self.canonical(name.forms[0].word)).or_default();
            if entry.is_empty() {
                entry.push(group);
            }
        }
        self.surnames = found.into_iter().filter(|(_, groups)| !groups.is_empty()).collect();
        // A single word that means one person only joins that person's names.
        for (number, name) in all.iter().enumerate() {
            if let (Some(word), None) = (name.single(), name.known)
                && let Some([only]) =
                    self.surnames.get(&self.canonical(word.word)).map(Vec::as_slice)
            {
                self.join(*only, number);
            }
        }
        let mut surnames = std::mem::take(&mut self.surnames);
        for groups in surnames.values_mut() {
            groups.iter_mut().for_each(|group| *group = self.group(*group));
            groups.sort_unstable();
            groups.dedup();
        }
        self.surnames = surnames;
    }

    /// "Orvell" for "Orvell Holdings Ltd", and spellings of a single word.
    fn shortened(&mut self, all: &[Name], names: &Names) {
        // The names of several words that their first word may stand for, and the names of one word.
        let mut long: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        let mut single: FxHashMap<u32, usize> = FxHashMap::default();
        for (number, name) in all.iter().enumerate() {
            match name.forms.as_slice() {
                [] => {}
                [only] => {
                    single.entry(only.word).or_insert(number);
                }
                [first, rest @ ..] => {
                    let plain = rest.iter().all(|form| {
                        form.flags.has(Flags::COMPANY_ENDING.or(Flags::HEAD).or(Flags::ORDINARY))
                            || names.key(form.word) == "&"
                    });
                    if plain {
                        long.entry(self.canonical(first.word)).or_default().push(number);
                    }
                }
            }
        }
        for (number, short) in all.iter().enumerate() {
            let Some(only) = short.single() else { continue };
            let canonical = self.canonical(only.word);
            if short.known.is_some() || self.surnames.contains_key(&canonical) {
                continue;
            }
            let fitting = long.get(&canonical).filter(|_| !only.flags.has(Flags::ORDINARY));
            let mut fitting = fitting.into_iter().flatten().map(|&long| self.group(long));
            if let Some(first) = fitting.next()
                && fitting.all(|group| group == first)
            {
                self.join(first, number);
            }
            if canonical != only.word
                && let Some(&other) = single.get(&canonical)
            {
                self.join(other, number);
            }
        }
    }
}

/// Whether full names are of one person: the same first and last word, or all words of one in the other.
fn same_person(a: &[u32], b: &[u32], names: &Names) -> bool {
    if a == b || a.first() == b.first() && a.last() == b.last() {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let junior =
        |words: &[u32]| words.last().is_some_and(|word| matches!(names.key(*word), "jr" | "sr"));
    short.iter().all(|word| long.contains(word)) && junior(short) == junior(long)
}

/// A word by its place among the commonest: the place, how often it occurs, the word, and how it is spelt.
type Ranked<'k> = (usize, u32, u32, Spelling<'k>);

/// The words of the names that are spellings of a commoner word.
fn spellings(all: &[Name], names: &Names) -> FxHashMap<u32, u32> {
    let mut n_of: BTreeMap<u32, u32> = BTreeMap::new();
    for name in all.iter().filter(|name| name.known.is_none()) {
        for form in &name.forms {
            let taken = Flags::ORDINARY
                .or(Flags::DEMONYM)
                .or(Flags::GIVEN)
                .or(Flags::HEAD)
                .or(Flags::COUNTRY);
            if !form.flags.has(taken) && names.key(form.word).len() >= 5 {
                *n_of.entry(form.word).or_default() += name.n;
            }
        }
    }
    let mut ranked: Vec<(u32, &str, u32)> =
        n_of.into_iter().map(|(word, n)| (n, names.key(word), word)).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    // Spellings of one name begin alike and are about as long; the commonest stands first.
    let mut alike: FxHashMap<(char, usize), Vec<Ranked<'_>>> = FxHashMap::default();
    let mut spelling = FxHashMap::default();
    for (rank, (n, key, word)) in ranked.into_iter().enumerate() {
        let start = match key.chars().next() {
            Some('q' | 'g' | 'c') => 'k',
            Some('y' | 'j' | 'e') => 'i',
            Some('w') => 'v',
            Some(c) => c,
            None => continue,
        };
        let written = Spelling::new(key);
        let length = written.len();
        let apart = usize::from(n <= 2);
        let known = (length.saturating_sub(apart)..=length + apart).filter_map(|length| {
            alike
                .get(&(start, length))?
                .iter()
                .find(|(_, often, _, other)| other.is_variant(&written, n <= 2 && *often >= 4 * n))
        });
        match known.min_by_key(|(rank, ..)| *rank) {
            Some((_, _, other, _)) => {
                spelling.insert(word, *other);
            }
            None => alike.entry((start, length)).or_default().push((rank, n, word, written)),
        }
    }
    spelling
}
