//! Which sentences of different outlets tell the same?
//!
//! Greedy clustering around centres: the sentence that most outlets come closest to opens the first
//! statement, takes its neighbours with it, and so on until no sentence has a neighbour in another outlet.
//! It misleads where two events of one story are told in the same words ("a strike killed seven");
//! the tellings are shown side by side so that a reader can see.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::similarity::Space;
use crate::article::{Citation, Corpus, OutletId, StoryId};
use crate::clean::{Masks, Reason};
use crate::token::TokenizedCorpus;

/// Two sentences tell the same from this cosine on: read by eye on stories of many outlets, pairs
/// above it nearly always do, and below a third of them do not.
const SAME: f64 = 0.4;

/// From this cosine on a sentence touches on a statement without telling the same. An outlet that does so
/// has not left the statement out.
const NEAR: f64 = 0.2;

/// One outlet's sentence for a statement.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    /// The outlet.
    pub outlet: OutletId,
    /// Its sentence.
    pub at: Citation,
    /// How close it is to the statement's first telling, from 0 to 1.
    pub similarity: f64,
}

/// The same fact as told by several outlets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Statement {
    /// The story that it belongs to.
    pub story: StoryId,
    /// One sentence for each outlet that carries it: the central one first, then the closest.
    pub tellings: Vec<Telling>,
    /// Outlets that touch on it without telling the same, in order.
    pub near: Vec<OutletId>,
    /// Of the outlets that carry it, those that print it in words that another of them had, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub in_copy: Vec<OutletId>,
    /// How far up in the articles it stands on average: 0 is the first sentence, 1 the last.
    pub depth: f64,
    /// The closeness of all tellings to the first, copies of the same words counted once, summed; what statements
    /// are ranked by.
    pub weight: f64,
}

impl Statement {
    /// The number of outlets that carry it.
    pub fn n_outlets(&self) -> usize {
        self.tellings.len()
    }

    /// Whether an outlet carries it.
    pub fn is_carried_by(&self, outlet: OutletId) -> bool {
        self.tellings.iter().any(|telling| telling.outlet == outlet)
    }
}

/// The statements that at least two outlets carry on one story, the most widely carried first.
///
/// A sentence that is masked as shared copy carries what it says, but adds no weight: of words that several
/// outlets print, one printing counts, which the masks leave in place.
pub fn statements(
    corpus: &Corpus,
    tokenized: &TokenizedCorpus,
    masks: &Masks,
    story: StoryId,
) -> Vec<Statement> {
    let space = Space::new(&corpus.story(story).articles, tokenized, masks);
    let outlet_of = |index: u32| corpus.outlet_of(space.vectors[index as usize].place.article);
    let neighbours: Vec<Vec<(u32, f64)>> =
        (0..space.vectors.len()).map(|index| space.neighbours(index, SAME)).collect();
    let near = |centre: usize, tellings: &[Telling]| -> Vec<OutletId> {
        let outlets = space.neighbours(centre, NEAR).into_iter().map(|(other, _)| outlet_of(other));
        let told = |outlet: &OutletId| tellings.iter().any(|telling| telling.outlet == *outlet);
        outlets.filter(|outlet| !told(outlet)).collect::<BTreeSet<_>>().into_iter().collect()
    };

    // The closest neighbour in each other outlet, among sentences that no statement has taken yet.
    let best = |index: usize, taken: &[bool]| {
        let own = outlet_of(index as u32);
        let mut best: BTreeMap<OutletId, (u32, f64)> = BTreeMap::new();
        for &(other, similarity) in &neighbours[index] {
            let outlet = outlet_of(other);
            if outlet == own || taken[other as usize] {
                continue;
            }
            let entry = best.entry(outlet).or_insert((other, similarity));
            if similarity > entry.1 {
                *entry = (other, similarity);
            }
        }
        best
    };
    let is_copy = |index: u32| {
        let place = space.vectors[index as usize].place;
        masks.reason(place.article, place.sentence as usize) == Some(Reason::SharedCopy)
    };
    // Of a copy and the printing that its words count in, only one counts: the closest other if this is the copy.
    let weight = |centre: usize, best: &BTreeMap<OutletId, (u32, f64)>| -> f64 {
        let others = || best.values().filter(|(index, _)| !is_copy(*index)).map(|(_, s)| *s);
        let same = if is_copy(centre as u32) { others().fold(0.0, f64::max) } else { 0.0 };
        others().sum::<f64>() - same
    };

    let mut taken = vec![false; space.vectors.len()];
    // Weights only fall as neighbours are taken, so a stale entry is re-weighed when its turn comes.
    let key = |weight: f64, index: usize| (weight.to_bits(), std::cmp::Reverse(index));
    let mut queue: BTreeSet<_> = (0..space.vectors.len())
        .map(|index| key(weight(index, &best(index, &taken)), index))
        .collect();
    let mut found = Vec::new();
    while let Some((bits, std::cmp::Reverse(centre))) = queue.pop_last() {
        if taken[centre] {
            continue;
        }
        let others = best(centre, &taken);
        if others.is_empty() {
            continue;
        }
        let now = weight(centre, &others);
        if now.to_bits() != bits {
            queue.insert(key(now, centre));
            continue;
        }
        let cite = |index: u32| {
            let place = space.vectors[index as usize].place;
            let sentence = &tokenized.document(place.article).sentences[place.sentence as usize];
            tokenized.cite(place.article, sentence)
        };
        let own = centre as u32;
        let mut tellings = vec![Telling { outlet: outlet_of(own), at: cite(own), similarity: 1.0 }];
        let tell =
            |(&outlet, &(index, similarity))| Telling { outlet, at: cite(index), similarity };
        tellings.extend(others.iter().map(tell));
        tellings[1..]
            .sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then(a.outlet.cmp(&b.outlet)));
        let members = std::iter::once(own).chain(others.values().map(|(index, _)| *index));
        let depths: Vec<f64> = members
            .map(|index| {
                let place = space.vectors[index as usize].place;
                let n_sentences = tokenized.document(place.article).sentences.len().max(1);
                f64::from(place.sentence) / n_sentences as f64
            })
            .collect();
        let depth = depths.iter().sum::<f64>() / depths.len() as f64;
        let near = near(centre, &tellings);
        let members = std::iter::once(own).chain(others.values().map(|(index, _)| *index));
        let mut in_copy: Vec<OutletId> = members.filter(|&m| is_copy(m)).map(outlet_of).collect();
        in_copy.sort_unstable();
        found.push(Statement { story, tellings, near, in_copy, depth, weight: 1.0 + now });
        taken[centre] = true;
        neighbours[centre].iter().for_each(|(other, _)| taken[*other as usize] = true);
    }
    found.sort_by(|a, b| {
        b.weight.total_cmp(&a.weight).then(a.tellings[0].at.cmp(&b.tellings[0].at))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::token::Normalizer;

    #[test]
    fn outlets_that_tell_the_same_are_found_together() {
        let corpus = Corpus::new([
            Article::new(
                "a",
                "",
                "The envoy said Russia had agreed to a protective pledge for Ukraine. Rain fell on the empty harbour town all through the night.",
            ),
            Article::new(
                "b",
                "",
                "Russia has agreed to a protective pledge, the envoy said on Sunday. Grain prices slipped again in Chicago on weak demand.",
            ),
            Article::new(
                "c",
                "",
                "A pledge that would be protective was agreed by Russia, according to the envoy. Nobody in the village had slept since the siren.",
            ),
        ]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let masks = Masks::new(&corpus, &tokenized);
        let story = corpus.story_ids().next().unwrap();
        let found = statements(&corpus, &tokenized, &masks, story);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].n_outlets(), 3);
        for telling in &found[0].tellings {
            assert!(corpus.words(&telling.at).unwrap().contains("pledge"));
        }
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        let corpus = Corpus::new([Article::new("a", "", ""), Article::new("b", "", "Short.")]);
        let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
        let masks = Masks::none(&tokenized);
        let story = corpus.story_ids().next().unwrap();
        assert!(statements(&corpus, &tokenized, &masks, story).is_empty());
    }
}
