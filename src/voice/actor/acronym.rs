//! Which longer name a word in capitals is short for.
//!
//! Question: does "HC" stand for "Harbour Council"? All initials fit, with or without the small words, and three at
//! least of the first or last capitals.

use super::name::Name;
use super::names::Names;
use super::word::Shape;

/// The initials of a name of several words: of its capitalised words and of all, each with or without the first
/// word, which may be a country.
pub(super) struct Initials([String; 4]);

impl Initials {
    pub(super) fn new(name: &Name, names: &Names) -> Self {
        let of = |skip: usize, small: bool| -> String {
            let kept = name.forms.iter().skip(skip).filter(|form| small || form.shape.is_capital());
            kept.filter_map(|form| names.key(form.word).chars().next())
                .flat_map(char::to_lowercase)
                .collect()
        };
        Initials([of(0, false), of(0, true), of(1, false), of(1, true)])
    }

    /// Every acronym that fits: all initials, or three at least of the first or last of the capitalised words.
    pub(super) fn acronyms(&self) -> impl Iterator<Item = &str> {
        let capitals = self.0[0].as_str();
        let cuts = capitals.char_indices().map(|(at, _)| capitals.split_at(at));
        let parts = cuts.flat_map(|(start, end)| [start, end]);
        let whole = self.0.iter().map(String::as_str).filter(|part| part.chars().nth(1).is_some());
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
    Initials::new(long, names).acronyms().any(|fitting| fitting == acronym)
}
