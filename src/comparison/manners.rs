//! The manner of every article of a corpus, to be compared between any two sets of them.
//!
//! A [`Comparison`](super::Comparison) holds the manner of its outlets; this is for other divisions, above all for finding out
//! what two random halves of one outlet differ in: nothing, if the intervals are right.

use rayon::prelude::*;

use super::manner::{Manner, Own, Sources};
use super::speech::{attributed, heard};
use crate::article::{ArticleId, Corpus, StoryId};
use crate::clean::Masks;
use crate::count::{Counts, Family};
use crate::token::{Normalizer, TokenizedCorpus};
use crate::voice::{ActorFinder, Actors};

/// How every article of a corpus is written.
///
/// ```
/// use parallax::comparison::Manners;
/// use parallax::count::Family;
/// use parallax::{Article, Corpus};
///
/// let loaded = "The shameless and absurd plan was pushed by the mayor.";
/// let plain = "The plan was brought before the board by the mayor.";
/// let corpus = Corpus::new([Article::new("a", "", loaded), Article::new("b", "", plain)]);
/// let manners = Manners::new(&corpus);
/// let ids: Vec<_> = corpus.article_ids().collect();
/// let manner = manners.between(&ids[..1], &ids[1..]);
/// assert_eq!((manner.loaded.n_here, manner.loaded.n_elsewhere), (1, 0));
/// assert_eq!(manners.counts(Family::Manner).unwrap().features()[0].key, "loaded");
/// ```
#[derive(Debug, Clone)]
pub struct Manners {
    own: Own,
    counts: [Counts; 2],
}

impl Manners {
    /// Reads every article, as a comparison with the default options does.
    pub fn new(corpus: &Corpus) -> Self {
        let tokenized = TokenizedCorpus::new(corpus, Normalizer::default());
        let masks = Masks::new(corpus, &tokenized);
        let heard = heard(corpus, &tokenized);
        let attributed = attributed(corpus, &tokenized, &masks, &heard);
        let finder = ActorFinder::new(corpus, &tokenized).masked(&masks);
        let stories: Vec<StoryId> = corpus.story_ids().collect();
        let actors: Vec<Actors> = stories.par_iter().map(|&story| finder.story(story)).collect();
        let own = Own::new(&Sources {
            corpus,
            tokenized: &tokenized,
            masks: &masks,
            heard: &heard,
            attributed: &attributed,
            actors: &actors,
        });
        let counts = [own.manner_counts(corpus), own.cue_counts(corpus)];
        Manners { own, counts }
    }

    /// The table that is tested for habits: [`Family::Manner`] or [`Family::Cue`]; `None` for the others.
    pub fn counts(&self, family: Family) -> Option<&Counts> {
        self.counts.iter().find(|counts| counts.family() == family)
    }

    /// The manner of some articles beside that of others.
    ///
    /// # Panics
    ///
    /// Where an article is none of the corpus, as indexing a slice does.
    pub fn between(&self, here: &[ArticleId], elsewhere: &[ArticleId]) -> Manner {
        self.own.manner_of(here, elsewhere)
    }
}
