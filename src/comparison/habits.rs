//! What an outlet does as a rule: inference over many stories, calibrated by article.
//!
//! Words only, and only where enough articles can be exchanged between the outlet and the others inside the
//! same stories. The test is [`stats::emphasis()`](crate::stats::emphasis()); the false discovery rate is
//! controlled among the words of one outlet.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::theme::Material;
use crate::article::{ArticleId, Citation, OutletId};
use crate::count::Counts;
use crate::stats::{self, EmphasisOptions, Estimate, NotTestable, Sample, Test};

/// A word that an outlet gives more space to as a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Habit {
    /// The word as a reader sees it.
    pub shown: String,
    /// The stratified log2 ratio of rates, with its interval.
    pub log2_ratio: Estimate,
    /// The false discovery rate at which the word would just be reported.
    pub q: f64,
    /// The chance that any word would look so extreme if the outlet were like the others.
    pub family_p: f64,
    /// Stories on which outlets of both sides could be compared and the word occurs.
    pub n_stories: u32,
    /// Sentences of the outlet that hold the word, each from another article. Never empty.
    pub citations: Vec<Citation>,
}

/// What came of asking for an outlet's habits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Habits {
    /// Words were tested; those that passed, the strongest evidence first.
    Tested {
        /// How many words could be tested.
        n_tested: u32,
        /// Those that the outlet gives more space to at the false discovery rate of the options.
        found: Vec<Habit>,
    },
    /// Nothing was tested, because of the reason given. It never means that there is no difference.
    NotTestable(NotTestable),
}

impl fmt::Display for Habits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Habits::Tested { n_tested, found } => write!(f, "{} of {n_tested} words", found.len()),
            Habits::NotTestable(NotTestable::TooFewArticles { n_pairs, needed, .. }) => {
                write!(f, "{n_pairs} pairs of articles on the same stories, {needed} needed")
            }
            Habits::NotTestable(_) => f.write_str("too few arrangements of the articles"),
        }
    }
}

const MAX_PASSAGES: usize = 3;

/// The habits of one outlet. `words` is the table that is tested.
pub(super) fn habits(
    material: &Material<'_>,
    words: &Counts,
    outlet: OutletId,
    skip: impl Fn(&str) -> bool,
    level: f64,
    seed: u64,
) -> Habits {
    let corpus = material.corpus;
    let options = EmphasisOptions { seed, ..EmphasisOptions::default() };
    let (mut n_pairs, mut n_strata) = (0, 0);
    for story in corpus.stories() {
        let n_own = story.articles.iter().filter(|&&id| corpus.outlet_of(id) == outlet).count();
        let smaller = n_own.min(story.articles.len() - n_own);
        n_pairs += smaller;
        n_strata += usize::from(smaller > 0);
    }
    // The same rule as the test's own, asked before anything is computed for it.
    if n_pairs < options.min_pairs {
        let needed = options.min_pairs;
        return Habits::NotTestable(NotTestable::TooFewArticles { n_pairs, needed, n_strata });
    }
    let group: Vec<u32> = corpus.article_ids().map(|id| corpus.outlet_of(id).0).collect();
    let stratum: Vec<u32> = corpus.article_ids().map(|id| corpus.story_of(id).0).collect();
    let sample = Sample::new(words.matrix(), words.exposure(), &group, &stratum)
        .expect("the table has one row for each article of the corpus");
    let result = stats::emphasis(&sample, outlet.0, &options);
    let mut n_tested = 0;
    let mut refused = None;
    let mut found: Vec<(f64, Habit)> = Vec::new();
    for (feature, word) in result.features.iter().zip(words.features()) {
        let tested = match feature.test {
            Test::Tested(tested) => tested,
            Test::NotTestable(reason) => {
                refused.get_or_insert(reason);
                continue;
            }
        };
        n_tested += 1;
        let Some(log2_ratio) = feature.log2_ratio else { continue };
        if tested.q > level || tested.z <= 0.0 || skip(&word.key) {
            continue;
        }
        let citations = passages(material, outlet, word);
        if !citations.is_empty() {
            let habit = Habit {
                shown: word.shown.clone(),
                log2_ratio,
                q: tested.q,
                family_p: tested.family_p,
                n_stories: feature.n_strata,
                citations,
            };
            found.push((tested.p, habit));
        }
    }
    match refused {
        Some(reason) if n_tested == 0 => Habits::NotTestable(reason),
        _ => {
            found.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.shown.cmp(&b.1.shown)));
            Habits::Tested { n_tested, found: found.into_iter().map(|(_, habit)| habit).collect() }
        }
    }
}

/// One sentence from each of the first articles of the outlet that hold the word.
fn passages(
    material: &Material<'_>,
    outlet: OutletId,
    word: &crate::count::Feature,
) -> Vec<Citation> {
    let mut seen: BTreeSet<ArticleId> = BTreeSet::new();
    let places = material.index.feature(word).into_iter();
    let own = places.filter(|place| {
        material.corpus.outlet_of(place.article) == outlet && seen.insert(place.article)
    });
    own.take(MAX_PASSAGES)
        .map(|place| {
            let sentence =
                &material.tokenized.document(place.article).sentences[place.sentence as usize];
            material.tokenized.cite(place.article, sentence)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Corpus};
    use crate::comparison::Comparison;

    /// Stories that two outlets cover with an article each; the first outlet writes "bridge" in all of them
    /// three times, the second once, and both write "river" alike.
    fn corpus(n_stories: usize) -> Corpus {
        let words = ["harbour", "market", "school", "theatre", "garden", "tunnel", "castle"];
        // Mixed well, so that no two articles share a passage: shared passages are not counted.
        let word = |n: usize| {
            let state = (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            words[((state ^ (state >> 31)) % 7) as usize]
        };
        let filler =
            |seed: usize| (0..40).map(|n| word(seed * 40 + n)).collect::<Vec<_>>().join(" ");
        let article = |outlet: &str, story: usize, bridge: &str| {
            let seed = story * 2 + outlet.len();
            let body = format!("{bridge} river lot{seed} {}.", filler(seed));
            Article::new(outlet, "", body).with_story(format!("story {story}"))
        };
        Corpus::new((0..n_stories).flat_map(|story| {
            [article("a", story, "bridge bridge bridge"), article("bb", story, "bridge")]
        }))
    }

    #[test]
    fn a_planted_habit_is_found_and_nothing_else() {
        let comparison = Comparison::builder().min_words(10).build(&corpus(40)).unwrap();
        let Habits::Tested { n_tested, found } = &comparison.outlet("a").unwrap().habits else {
            panic!("forty stories are enough");
        };
        assert!(*n_tested >= 1);
        let shown: Vec<&str> = found.iter().map(|habit| habit.shown.as_str()).collect();
        assert_eq!(shown, ["bridge"]);
        // Three of 45 counted words against one of 43, in every story.
        let expected = ((3.0 / 45.0) / (1.0 / 43.0_f64)).log2();
        assert!((found[0].log2_ratio.value - expected).abs() < 1e-9, "{:?}", found[0]);
        assert!(found[0].citations.len() == MAX_PASSAGES);
    }

    #[test]
    fn too_few_stories_are_not_tested_and_say_so() {
        let comparison = Comparison::builder().min_words(10).build(&corpus(5)).unwrap();
        let habits = &comparison.outlet("a").unwrap().habits;
        assert_eq!(habits.to_string(), "5 pairs of articles on the same stories, 20 needed");
    }
}
