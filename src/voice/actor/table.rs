//! Actors as features: who is named how often in each article.
//!
//! Question: whom does an outlet name more or less than the others do on the same stories?
//!
//! A feature is an actor under its key, the exposure of an article is its number of counted words. Mentions by
//! name count; pronouns do not.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{ActorFinder, ActorKind, Actors, MentionForm};
use crate::article::{ArticleId, Corpus};
use crate::clean::Masks;
use crate::count::{Counts, Family, Feature, counted_words, row_keys};
use crate::token::TokenizedCorpus;

/// Counts the persons, organisations and places of all stories, one row for each article.
///
/// ```
/// use parallax::clean::Masks;
/// use parallax::token::{Normalizer, TokenizedCorpus};
/// use parallax::voice::{ActorFinder, actor_counts};
/// use parallax::{Article, Corpus};
///
/// let corpus = Corpus::new([Article::new("a", "", "The mayor met Ana Roe. Later Roe met the press.")]);
/// let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
/// let masks = Masks::none(&tokenized);
/// let finder = ActorFinder::new(&corpus, &tokenized);
/// let counts = actor_counts(&finder, &corpus, &tokenized, &masks);
/// let roe = counts.find("ana roe").unwrap();
/// assert_eq!(counts.matrix().column(roe.index()).total(), 2);
/// ```
pub fn actor_counts(
    finder: &ActorFinder<'_>,
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
) -> Counts {
    let stories: Vec<_> = corpus.story_ids().collect();
    // Stories are independent of each other, and their results are taken in order.
    let found: Vec<Actors> = stories.par_iter().map(|story| finder.story(*story)).collect();
    let mut shown: BTreeMap<&str, &str> = BTreeMap::new();
    for actors in &found {
        for actor in actors.actors().iter().filter(|actor| actor.kind != ActorKind::Other) {
            shown.entry(&actor.key).or_insert(&actor.name);
        }
    }
    let number: BTreeMap<&str, u32> = shown.keys().copied().zip(0..).collect();
    let mut rows: BTreeMap<ArticleId, BTreeMap<u32, u32>> = BTreeMap::new();
    for actors in &found {
        for mention in
            actors.mentions().iter().filter(|mention| mention.form != MentionForm::Pronoun)
        {
            let actor = actors.actor(mention.actor);
            if actor.kind != ActorKind::Other {
                let row = rows.entry(mention.citation.article).or_default();
                *row.entry(number[actor.key.as_str()]).or_default() += 1;
            }
        }
    }
    let cells = corpus
        .article_ids()
        .map(|id| rows.remove(&id).unwrap_or_default().into_iter().collect())
        .collect();
    Counts::from_rows(
        Family::Actor,
        row_keys(corpus),
        counted_words(corpus, tokenized, masks),
        shown.iter().map(|(key, name)| Feature::named(*key, *name)).collect(),
        cells,
    )
}
