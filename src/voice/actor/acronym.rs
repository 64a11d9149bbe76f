//! Which longer name a word in capitals is short for.
//!
//! Question: does "HC" stand for "Harbour Council"? All initials fit, with or without the small words, and three at
//! least of the first or last capitals.

use super::name::Name;
use super::names::Names;
use super::word::Shape;

/// The initials of a name of several words: of its capitalised words and of all, each with or without the first
/// word, which may be a country.
#[derive(Debug, Default)]
pub(super) struct Initials {
    text: String,
    /// Where each of the four ends.
    ends: [usize; 4],
}

impl Initials {
    /// Reads another name in place of the one before.
    pub(super) fn read(&mut self, name: &Name, names: &Names) {
        self.text.clear();
        let kinds = [(0, false), (0, true), (1, false), (1, true)];
        for ((skip, small), end) in kinds.into_iter().zip(&mut self.ends) {
            let kept = name.forms.iter().skip(skip).filter(|form| small || form.shape.is_capital());
            let initials = kept.filter_map(|form| names.key(form.word).chars().next());
            self.text.extend(initials.flat_map(char::to_lowercase));
            *end = self.text.len();
        }
    }

    /// Every acronym that fits: all initials, or three at least of the first or last of the capitalised words.
    pub(super) fn acronyms(&self) -> impl Iterator<Item = &str> {
        let starts = [0, self.ends[0], self.ends[1], self.ends[2]];
        let whole = starts.into_iter().zip(self.ends).map(|(start, end)| &self.text[start..end]);
        let whole = whole.filter(|part| part.chars().nth(1).is_some());
        let capitals = &self.text[..self.ends[0]];
        let cuts = capitals.char_indices().map(|(at, _)| capitals.split_at(at));
        let parts = cuts.flat_map(|(start, end)| [start, end]);
        whole.chain(parts.filter(|part| part.chars().nth(2).is_some()))
    }
}

/// Whether a single word in capitals consists of the initials of a longer name.
pub(super) fn fits_initials(long: &Name, short: &Name, names: &Names) -> bool {
    let Some(acronym) = short.single() else { return false };
    if long.forms.len() < 2 || !matches!(acronym.shape, Shape::Capitals | Shape::Mixed) {
        return false;
    }
    let acronym = names.key(acronym.word).to_lowercase();
    let mut initials = Initials::default();
    initials.read(long, names);
    initials.acronyms().any(|fitting| fitting == acronym)
}
