//! An outlet's own name, which it prints more than anybody else and which says nothing.

use std::collections::HashSet;

use crate::article::Outlet;
use crate::token::{TermId, Vocabulary};

/// The terms of an outlet's name and aliases, its domain included.
///
/// A feature that consists of these alone is no emphasis of this outlet. For other outlets, which may
/// well report on it, the same words count.
pub fn own_name_terms(outlet: &Outlet, vocabulary: &Vocabulary) -> HashSet<TermId> {
    let names =
        std::iter::once(&outlet.name).chain(&outlet.aliases).chain(std::iter::once(&outlet.slug));
    names
        .flat_map(|name| {
            name.split(|c: char| !c.is_alphanumeric() && c != '.').chain(name.split('.'))
        })
        .filter(|word| word.chars().count() > 2)
        .filter_map(|word| vocabulary.find(&vocabulary.normalizer().term(word).0))
        .collect()
}
