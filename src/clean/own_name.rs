//! An outlet's own name, which it prints more than anybody else and which says nothing.

use std::collections::HashSet;

use crate::article::Outlet;
use crate::token::{TermId, Vocabulary, words};

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

/// The outlet's names, each as the terms that it consists of: its name, its aliases, both without an article.
///
/// A feature that is one of these is a name and no emphasis, whoever prints it.
pub fn name_sequences(outlet: &Outlet, vocabulary: &Vocabulary) -> Vec<Vec<TermId>> {
    let names = std::iter::once(&outlet.name).chain(&outlet.aliases);
    let mut sequences: Vec<Vec<TermId>> = names
        .map(|name| name.strip_prefix("The ").unwrap_or(name))
        .filter_map(|name| {
            words(name)
                .map(|word| vocabulary.find(&vocabulary.normalizer().term(word.text).0))
                .collect::<Option<Vec<TermId>>>()
        })
        .filter(|terms| !terms.is_empty())
        .collect();
    sequences.sort_unstable();
    sequences.dedup();
    sequences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Corpus};
    use crate::token::{Normalizer, TokenizedCorpus};

    #[test]
    fn names_are_found_whole() {
        let corpus = Corpus::new([Article::new("a", "", "The Harbour Post and the KHP agree.")]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let vocabulary = tokenized.vocabulary();
        let outlet = Outlet::new("The Harbour Post").with_alias("KHP").with_alias("khp.example");
        let shown: Vec<Vec<&str>> = name_sequences(&outlet, vocabulary)
            .iter()
            .map(|terms| terms.iter().map(|&term| vocabulary.shown(term)).collect())
            .collect();
        assert_eq!(shown, [vec!["Harbour", "Post"], vec!["KHP"]]);
    }
}
