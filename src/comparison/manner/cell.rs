//! What is measured of how an article is written, and where it stands.

use std::collections::BTreeMap;

use crate::article::Citation;
use crate::voice::CueClass;

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    Loaded,
    Agentless,
    Ill(String),
    Well(String),
    Cue(CueClass, String),
}

/// One measure in one article: how many, of how many, and where.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub n: u32,
    pub of: u32,
    /// Those that print the name of the actor come first.
    places: Vec<Citation>,
    n_named: usize,
}

impl Cell {
    pub fn add(&mut self, hit: bool, at: Citation) {
        self.of += 1;
        if hit {
            self.n += 1;
            self.places.push(at);
        }
    }

    /// Puts the places first that print the name, so that a passage beside a claim holds the name as the claim has it.
    pub fn put_named_first(&mut self, prints_name: impl Fn(&Citation) -> bool) {
        let (named, others): (Vec<_>, Vec<_>) = self.places.drain(..).partition(prints_name);
        self.n_named = named.len();
        self.places.extend(named.into_iter().chain(others));
    }

    /// The places with their order among those of this article: first, and the named ones of all articles before the others.
    pub fn ranked(&self) -> impl Iterator<Item = (usize, bool, Citation)> + '_ {
        self.places.iter().enumerate().map(|(nth, &at)| (nth, nth >= self.n_named, at))
    }
}

impl What {
    /// The key of the actor that it is about.
    pub fn actor(&self) -> Option<&str> {
        match self {
            What::Loaded | What::Agentless => None,
            What::Ill(actor) | What::Well(actor) | What::Cue(_, actor) => Some(actor),
        }
    }
}

pub(super) type Cells = BTreeMap<What, Cell>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Corpus, Part, Span};

    #[test]
    fn places_that_print_the_name_come_first() {
        let corpus = Corpus::new([Article::new("a", "", "The mayor. Ana Roe. Ms Roe.")]);
        let article = corpus.article_ids().next().unwrap();
        let at = |start, end| Citation { article, part: Part::Body, span: Span::new(start, end) };
        let mut cell = Cell::default();
        [at(0, 10), at(11, 19), at(20, 27)].into_iter().for_each(|at| cell.add(true, at));
        cell.add(false, at(0, 27));
        cell.put_named_first(|at| corpus.words(at).unwrap().contains("Ana Roe"));
        assert_eq!(
            cell.ranked().collect::<Vec<_>>(),
            [(0, false, at(11, 19)), (1, true, at(0, 10)), (2, true, at(20, 27))]
        );
        assert_eq!((cell.n, cell.of), (3, 4));
    }
}
