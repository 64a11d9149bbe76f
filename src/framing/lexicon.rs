//! Word lists resolved against a vocabulary: which spellings satisfy which place of which pattern.
//!
//! Wildcards are compared once with every distinct spelling, never with the running text. What is left
//! at matching time is a walk over small numbers.

use std::collections::HashMap;

use super::pattern::{PatternWord, WILD, glob_matches};
use crate::token::{FormId, Vocabulary};

/// One distinct place of all patterns together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Atom(u32);

/// Numbers the distinct places.
#[derive(Debug, Default)]
pub(super) struct Atoms {
    numbers: HashMap<PatternWord, Atom>,
    words: Vec<PatternWord>,
}

impl Atoms {
    pub(super) fn number(&mut self, word: &PatternWord) -> Atom {
        if let Some(&atom) = self.numbers.get(word) {
            return atom;
        }
        let atom = Atom(self.words.len() as u32);
        self.numbers.insert(word.clone(), atom);
        self.words.push(word.clone());
        atom
    }

    /// The atoms that each spelling satisfies, in ascending order.
    pub(super) fn resolve(&self, vocabulary: &Vocabulary) -> Table<Atom> {
        let fold = |word: &str| vocabulary.normalizer().fold(word).into_owned();
        let mut spellings: HashMap<&str, Vec<Atom>> = HashMap::new();
        let mut folded: HashMap<String, Vec<Atom>> = HashMap::new();
        let mut by_start: HashMap<String, Vec<(Atom, String)>> = HashMap::new();
        for (atom, word) in (0..).map(Atom).zip(&self.words) {
            match word {
                PatternWord::Spelling(text) => spellings.entry(text).or_default().push(atom),
                PatternWord::Word(text) => folded.entry(fold(text)).or_default().push(atom),
                PatternWord::Glob(glob) => {
                    let glob = lower(glob);
                    let start = glob.split(WILD).next().unwrap_or_default().to_owned();
                    by_start.entry(start).or_default().push((atom, glob));
                }
                // Gaps are edges of their own.
                PatternWord::Any => {}
            }
        }
        // No start is longer, so a word of a megabyte costs no more than any other.
        let longest_start = by_start.keys().map(String::len).max().unwrap_or(0);
        let mut table = Table::default();
        for (_, form) in vocabulary.forms() {
            let spelling = fold(form);
            let mut row: Vec<Atom> = Vec::new();
            row.extend(spellings.get(form).into_iter().flatten());
            row.extend(folded.get(&spelling).into_iter().flatten());
            // A wildcard is found through the text before its star, so each spelling meets only those
            // that begin as it does.
            let ends = spelling.char_indices().map(|(at, _)| at).chain([spelling.len()]);
            for end in ends.take_while(|end| *end <= longest_start) {
                for (atom, glob) in by_start.get(&spelling[..end]).into_iter().flatten() {
                    if glob_matches(glob, &spelling) {
                        row.push(*atom);
                    }
                }
            }
            row.sort_unstable();
            row.dedup();
            table.push(row);
        }
        table
    }
}

/// Part of a word in the spelling that folding gives, without what folding does to whole words.
fn lower(piece: &str) -> String {
    piece.replace(['\u{2019}', '\u{2018}'], "'").to_lowercase()
}

/// A short row of values for each spelling, all in one allocation.
#[derive(Debug, Clone)]
pub(super) struct Table<T> {
    starts: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table { starts: vec![0], values: Vec::new() }
    }
}

impl<T> Table<T> {
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.values.extend(row);
        self.starts.push(self.values.len() as u32);
    }

    /// The row of a spelling; empty for spellings that came into the vocabulary later.
    pub(super) fn row(&self, form: FormId) -> &[T] {
        let (start, end) = match self.starts.get(form.index()..=form.index() + 1) {
            Some(&[start, end]) => (start as usize, end as usize),
            _ => return &[],
        };
        &self.values[start..end]
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &[T]> {
        self.starts.windows(2).map(|pair| &self.values[pair[0] as usize..pair[1] as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framing::Pattern;
    use crate::token::Normalizer;

    #[test]
    fn spellings_meet_their_places() {
        let mut vocabulary = Vocabulary::new(Normalizer::default());
        let forms: Vec<FormId> = ["Taxes", "ICE", "ice", "U.S", "us", "Women\u{2019}s", "warming"]
            .map(|word| vocabulary.intern(word))
            .to_vec();
        let cases: [(&str, &[&str]); 7] = [
            ("tax*", &["Taxes"]),
            ("\"ICE\"", &["ICE"]),
            ("ice", &["ICE", "ice"]),
            ("US", &["U.S"]),
            ("women's", &["Women\u{2019}s"]),
            ("*arm*", &["warming"]),
            ("Tax*s", &["Taxes"]),
        ];
        let mut atoms = Atoms::default();
        let patterns = cases.map(|(text, _)| Pattern::new(text).unwrap());
        let numbers = patterns.map(|pattern| atoms.number(&pattern.sequences()[0][0]));
        let table = atoms.resolve(&vocabulary);
        for ((text, expected), atom) in cases.into_iter().zip(numbers) {
            let found: Vec<&str> = forms
                .iter()
                .filter(|form| table.row(**form).contains(&atom))
                .map(|form| vocabulary.form(*form))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
        let later = vocabulary.intern("taxation");
        assert!(table.row(later).is_empty());
    }
}
