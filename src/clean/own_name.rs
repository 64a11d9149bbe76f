//! An outlet's own name, which it prints more than anybody else and which says nothing.

use std::collections::HashSet;

use crate::article::Outlet;
use crate::token::{TermId, Vocabulary, words};

/// A shorter word is no name of its own, in letters.
const SHORTEST: usize = 3;

/// The terms of an outlet's name and aliases, its domain included, also where that runs them together.
///
/// A feature that consists of these alone is no emphasis of this outlet. For other outlets, which may
/// well report on it, the same words count.
pub fn own_name_terms(outlet: &Outlet, vocabulary: &Vocabulary) -> HashSet<TermId> {
    let names =
        std::iter::once(&outlet.name).chain(&outlet.aliases).chain(std::iter::once(&outlet.slug));
    let term = |word: &str| vocabulary.find(&vocabulary.normalizer().term(word).0);
    let together = names.clone().flat_map(|name| run_together(name, term));
    names
        .flat_map(|name| {
            name.split(|c: char| !c.is_alphanumeric() && c != '.').chain(name.split('.'))
        })
        .filter(|word| word.chars().count() >= SHORTEST)
        .filter_map(term)
        .chain(together)
        .collect()
}

/// The terms of a name that is two words in one, as domains are: "harbourpost.example".
fn run_together(name: &str, term: impl Fn(&str) -> Option<TermId>) -> Vec<TermId> {
    let label = name.split('.').next().unwrap_or(name);
    if !label.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Vec::new();
    }
    let last = label.len().saturating_sub(SHORTEST);
    let parts = (SHORTEST..=last).filter_map(|at| {
        let (first, second) = label.split_at(at);
        Some([term(first)?, term(second)?])
    });
    parts.flatten().collect()
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
    #[test]
    fn a_domain_may_run_the_words_of_a_name_together() {
        let corpus =
            Corpus::new([Article::new("a", "", "The Harbour Post and the harbour ferry.")]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let vocabulary = tokenized.vocabulary();
        let shown = |outlet: &str| -> Vec<String> {
            let terms = own_name_terms(&Outlet::new(outlet), vocabulary);
            let mut shown: Vec<String> =
                terms.iter().map(|&term| vocabulary.shown(term).to_lowercase()).collect();
            shown.sort_unstable();
            shown
        };
        assert_eq!(shown("harbourpost.example"), ["harbour", "post"]);
        assert_eq!(shown("Harbour Post"), ["harbour", "post"]);
        assert_eq!(shown("harbours.example"), ["harbour"]);
        assert_eq!(shown("h\u{e4}rbourpost"), [""; 0]);
    }
}
