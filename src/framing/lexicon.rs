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

    /// The atoms that each spelling satisfies, in ascending order. `each` is told every spelling, folded: folding
    /// is the dear part, so it is done once.
    pub(super) fn resolve(
        &self,
        vocabulary: &Vocabulary,
        mut each: impl FnMut(&str),
    ) -> Table<Atom> {
        let normalizer = vocabulary.normalizer();
        let mut spellings: HashMap<&str, Vec<Atom>> = HashMap::new();
        let mut folded: HashMap<String, Vec<Atom>> = HashMap::new();
        let mut globs: Vec<(String, Atom, String)> = Vec::new();
        for (atom, word) in (0..).map(Atom).zip(&self.words) {
            match word {
                PatternWord::Spelling(text) => spellings.entry(text).or_default().push(atom),
                PatternWord::Word(text) => {
                    folded.entry(normalizer.fold(text).into_owned()).or_default().push(atom)
                }
                PatternWord::Glob(glob) => {
                    let glob = lower(glob);
                    let start = glob.split(WILD).next().unwrap_or_default().to_owned();
                    globs.push((start, atom, glob));
                }
                // Gaps are edges of their own.
                PatternWord::Any => {}
            }
        }
        globs.sort_unstable();
        let mut table = Table::default();
        for (_, form) in vocabulary.forms() {
            let spelling = normalizer.fold(form);
            each(&spelling);
            let mut row: Vec<Atom> = Vec::new();
            row.extend(spellings.get(form).into_iter().flatten());
            row.extend(folded.get(&*spelling).into_iter().flatten());
            let fits = |(_, _, glob): &&(String, Atom, String)| glob_matches(glob, &spelling);
            row.extend(beginning(&globs, &spelling).filter(fits).map(|(_, atom, _)| *atom));
            row.sort_unstable();
            row.dedup();
            table.push(row);
        }
        table
    }
}

/// The wildcards whose text before the star a spelling begins with. They are sorted by that text, so those that
/// share a beginning with the spelling stand together, and they get fewer with every byte.
fn beginning<'g>(
    globs: &'g [(String, Atom, String)],
    spelling: &str,
) -> impl Iterator<Item = &'g (String, Atom, String)> {
    let mut left = globs;
    let mut next = spelling.bytes();
    std::iter::successors(Some(0), |n| Some(n + 1))
        .map_while(move |n_bytes: usize| {
            if n_bytes > 0 {
                let byte = next.next()?;
                let byte_of = |(start, ..): &(String, Atom, String)| start.as_bytes()[n_bytes - 1];
                let from = left.partition_point(|glob| byte_of(glob) < byte);
                let to = left.partition_point(|glob| byte_of(glob) <= byte);
                left = &left[from..to];
            }
            if left.is_empty() {
                return None;
            }
            let (ending, longer) =
                left.split_at(left.partition_point(|(start, ..)| start.len() == n_bytes));
            left = longer;
            Some(ending)
        })
        .flatten()
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
        let mut folded: Vec<String> = Vec::new();
        let table = atoms.resolve(&vocabulary, |spelling| folded.push(spelling.to_owned()));
        assert_eq!(folded[..5], ["taxes", "ice", "ice", "u.s", "us"]);
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
