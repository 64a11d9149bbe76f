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

use super::ActorKind;
use super::kind::Evidence;
use super::names::Names;
use super::run::{Found, Scanner};
use super::spelling::Spelling;
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
    /// How often it occurs in each article, by the article's place in the story, in order.
    pub(super) articles: Vec<(usize, u32)>,
    /// The number of the name that stands in brackets behind it.
    pub(super) bracketed: Vec<usize>,
}

impl Name {
    /// A name that has not occurred yet.
    pub(super) fn new(scanner: &Scanner<'_>, found: &Found) -> Self {
        let forms = (found.first..found.last).map(|at| scanner.form(at));
        Name {
            words: forms.clone().map(|form| form.word).collect(),
            flags: forms.clone().map(|form| form.flags).collect(),
            shapes: forms.map(|form| form.shape).collect(),
            known: found.known,
            evidence: Evidence::default(),
            n: 0,
            articles: Vec::new(),
            bracketed: Vec::new(),
        }
    }

    /// Counts an occurrence in an article, which is the last one or a later one.
    pub(super) fn occurs(&mut self, scanner: &Scanner<'_>, found: &Found, article: usize) {
        self.n += 1;
        self.known = self.known.or(found.known);
        self.evidence.add(Evidence::around(scanner.names, scanner.text, scanner.tokens, found));
        match self.articles.last_mut() {
            Some((last, n)) if *last == article => *n += 1,
            _ => self.articles.push((article, 1)),
        }
    }

    fn n_in(&self, article: usize) -> u32 {
        let place = self.articles.binary_search_by_key(&article, |(known, _)| *known);
        place.map_or(0, |place| self.articles[place].1)
    }
}

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
        for number in (0..all.len()).filter(|&number| all[number].words.len() > 1) {
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
        let [word] = all[name].words.as_slice() else { return own };
        if all[name].known.is_some() && !titled_person {
            return own;
        }
        let Some(candidates) = self.surnames.get(&self.canonical(*word)) else { return own };
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
        let alone = |short: &&Name| {
            short.words.len() == 1 && short.shapes[0] == Shape::Capitals && short.known.is_none()
        };
        // For each acronym the names that it fits: how many, and the last of them.
        let mut fitting: FxHashMap<String, (u32, usize)> = FxHashMap::default();
        for short in all.iter().filter(alone) {
            fitting.insert(names.key(short.words[0]).to_lowercase(), (0, 0));
        }
        for (number, long) in all.iter().enumerate().filter(|(_, long)| long.words.len() > 1) {
            let initials = Initials::new(long, names);
            for acronym in initials.acronyms() {
                if let Some((n, last)) = fitting.get_mut(acronym)
                    && (*n == 0 || *last != number)
                {
                    (*n, *last) = (*n + 1, number);
                }
            }
        }
        for (number, short) in all.iter().enumerate().filter(|(_, short)| alone(short)) {
            let acronym = names.key(short.words[0]).to_lowercase();
            if let Some((1, only)) = fitting.get(&acronym) {
                self.join(number, *only);
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
        let mut words: Vec<Vec<u32>> = vec![Vec::new(); all.len()];
        for (number, name) in all.iter().enumerate().filter(|(_, name)| is_person(name)) {
            words[number] = name.words.iter().map(|word| self.canonical(*word)).collect();
            for word in &words[number] {
                with_word.entry(*word).or_default().push(number);
            }
        }
        for sharing in with_word.values() {
            for (at, &one) in sharing.iter().enumerate() {
                for &other in &sharing[at + 1..] {
                    if same_person(&words[one], &words[other], names) {
                        self.join(one, other);
                    }
                }
            }
        }
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
        // The names of several words that their first word may stand for, and the names of one word.
        let mut long: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        let mut single: FxHashMap<u32, usize> = FxHashMap::default();
        for (number, name) in all.iter().enumerate() {
            match name.words.as_slice() {
                [] => {}
                [word] => {
                    single.entry(*word).or_insert(number);
                }
                [first, rest @ ..] => {
                    let plain = rest.iter().zip(&name.flags[1..]).all(|(word, flags)| {
                        flags.has(Flags::COMPANY_ENDING.or(Flags::HEAD).or(Flags::ORDINARY))
                            || names.key(*word) == "&"
                    });
                    if plain {
                        long.entry(self.canonical(*first)).or_default().push(number);
                    }
                }
            }
        }
        for (number, short) in all.iter().enumerate() {
            let [word] = short.words.as_slice() else { continue };
            let canonical = self.canonical(*word);
            if short.known.is_some() || self.surnames.contains_key(&canonical) {
                continue;
            }
            let fitting = long.get(&canonical).filter(|_| !short.flags[0].has(Flags::ORDINARY));
            let mut fitting = fitting.into_iter().flatten().map(|&long| self.group(long));
            if let Some(first) = fitting.next()
                && fitting.all(|group| group == first)
            {
                self.join(first, number);
            }
            if canonical != *word
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

/// Whether a name of several words could be a person's.
pub(super) fn is_person(name: &Name) -> bool {
    let mut points = name.evidence;
    points.add(Evidence::inside(&name.flags, &name.shapes));
    name.known.is_none()
        && name.words.len() > 1
        && points.kind(name.words.len()) == ActorKind::Person
}

/// A word by its place among the commonest: the place, how often it occurs, the word, and how it is spelt.
type Ranked<'k> = (usize, u32, u32, Spelling<'k>);

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

/// The initials of a name of several words: of its capitalised words and of all, each with or without the first
/// word, which may be a country.
struct Initials([String; 4]);

impl Initials {
    fn new(name: &Name, names: &Names) -> Self {
        let of = |skip: usize, small: bool| -> String {
            let words = name.words.iter().zip(&name.shapes).skip(skip);
            let kept = words.filter(|(_, shape)| small || shape.is_capital());
            kept.filter_map(|(word, _)| names.key(*word).chars().next())
                .flat_map(char::to_lowercase)
                .collect()
        };
        Initials([of(0, false), of(0, true), of(1, false), of(1, true)])
    }

    /// Every acronym that fits: all initials, or three at least of the first or last of the capitalised words.
    fn acronyms(&self) -> impl Iterator<Item = &str> {
        let capitals = self.0[0].as_str();
        let cuts = capitals.char_indices().map(|(at, _)| capitals.split_at(at));
        let parts = cuts.flat_map(|(start, end)| [start, end]);
        let whole = self.0.iter().map(String::as_str).filter(|part| part.chars().nth(1).is_some());
        whole.chain(parts.filter(|part| part.chars().nth(2).is_some()))
    }
}

/// Whether a single word in capitals consists of the initials of a longer name.
fn fits_initials(long: &Name, short: &Name, names: &Names) -> bool {
    let [acronym] = short.words.as_slice() else { return false };
    if long.words.len() < 2 || !matches!(short.shapes[0], Shape::Capitals | Shape::Mixed) {
        return false;
    }
    let acronym = names.key(*acronym).to_lowercase();
    Initials::new(long, names).acronyms().any(|fitting| fitting == acronym)
}
