//! What an outlet does as a rule: inference over many stories, calibrated by article.
//!
//! Words, phrases, frames, manners of telling and cues, and only where enough articles can be exchanged between the outlet and the
//! others inside the same stories. The test is [`stats::emphasis()`](crate::stats::emphasis()); the false
//! discovery rate is controlled among the features of one family and one outlet.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::frames::Frames;
use super::manner::Own;
use super::theme::Material;
use crate::article::{ArticleId, Citation, OutletId};
use crate::count::{Counts, Family, Feature, SentenceRef};
use crate::stats::{self, EmphasisOptions, Estimate, NotTestable, Sample, Test};
use crate::token::TermId;

/// A word, phrase, frame, manner or cue that an outlet gives more space to as a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Habit {
    /// What identifies the feature in its family.
    pub key: String,
    /// The feature as a reader sees it.
    pub shown: String,
    /// What kind of feature it is.
    pub family: Family,
    /// The stratified log2 ratio of rates, with its interval.
    pub log2_ratio: Estimate,
    /// The two-sided p of an exchange of articles.
    pub p: f64,
    /// The false discovery rate at which the feature would just be reported.
    pub q: f64,
    /// The chance that any feature of the family would look so extreme if the outlet were like the others.
    pub family_p: f64,
    /// Stories on which outlets of both sides could be compared and the feature occurs.
    pub n_stories: u32,
    /// Sentences of the outlet that hold the feature, each from another article. Never empty.
    pub citations: Vec<Citation>,
}

/// What came of asking for an outlet's habits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Habits {
    /// Features were tested; those that passed, the strongest evidence first.
    Tested {
        /// How many features of all families could be tested.
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
            Habits::Tested { n_tested, found } => {
                write!(f, "{} of {n_tested} words, phrases, frames, manners and cues", found.len())
            }
            Habits::NotTestable(NotTestable::TooFewArticles { n_pairs, needed, .. }) => {
                write!(f, "{n_pairs} pairs of articles on the same stories, {needed} needed")
            }
            Habits::NotTestable(_) => f.write_str("too few arrangements of the articles"),
        }
    }
}

const MAX_PASSAGES: usize = 3;

/// The tables that are tested, one a family, and the way back from a feature to its sentences.
pub(super) struct Tables<'a> {
    pub material: &'a Material<'a>,
    pub frames: &'a Frames,
    pub own: &'a Own,
    /// All words, as they are ranked.
    pub words: &'a Counts,
    pub counts: Vec<Counts>,
}

/// Which articles are set against which: the side of every article, and which of them take part.
pub(super) struct Sides {
    pub side: Vec<u32>,
    pub takes_part: Vec<bool>,
}

/// What was found about one side.
pub(super) struct Found {
    pub n_tested: u32,
    /// The table and the place in it of each finding, the strongest evidence first.
    pub habits: Vec<(usize, usize, Habit)>,
}

impl<'a> Tables<'a> {
    /// The tables without features that are too rare for any test.
    pub fn new(
        material: &'a Material<'a>,
        (frames, own): (&'a Frames, &'a Own),
        words: &'a Counts,
        phrases: &Counts,
        min_tokens: u32,
    ) -> Self {
        let common = |counts: &Counts| counts.trimmed(u64::from(min_tokens), 1);
        let (manner, cues) = (own.manner_counts(material.corpus), own.cue_counts(material.corpus));
        let counts = [words, phrases, frames.counts(), &manner, &cues].map(common);
        Tables { material, frames, own, words, counts: counts.into() }
    }

    /// The articles by story.
    pub fn stories(&self) -> Vec<u32> {
        let corpus = self.material.corpus;
        corpus.article_ids().map(|id| corpus.story_of(id).0).collect()
    }

    /// The exposure of the articles that take part; the others count as empty.
    pub fn exposure(&self, table: usize, sides: &Sides) -> Vec<u32> {
        let of = self.counts[table].exposure().iter().zip(&sides.takes_part);
        of.map(|(&exposure, &takes_part)| if takes_part { exposure } else { 0 }).collect()
    }

    /// Tests every feature of one side against the others and keeps those that it uses more.
    pub fn test(
        &self,
        sides: &Sides,
        side: u32,
        level: f64,
        options: &EmphasisOptions,
    ) -> Result<Found, NotTestable> {
        let stratum = self.stories();
        let (mut n_tested, mut refused, mut habits) = (0, None, Vec::new());
        let own: Vec<ArticleId> = self
            .material
            .corpus
            .article_ids()
            .filter(|id| sides.side[id.index()] == side && sides.takes_part[id.index()])
            .collect();
        for (table, counts) in self.counts.iter().enumerate() {
            let exposure = self.exposure(table, sides);
            let sample = Sample::new(counts.matrix(), &exposure, &sides.side, &stratum)
                .expect("the table has one row for each article of the corpus");
            if let Some(reason) = stats::not_testable(&sample, side, options) {
                refused.get_or_insert(reason);
                continue;
            }
            let result = stats::emphasis(&sample, side, options);
            for (number, (tested, feature)) in
                result.features.iter().zip(counts.features()).enumerate()
            {
                let (test, log2_ratio) = match (tested.test, tested.log2_ratio) {
                    (Test::Tested(test), Some(log2_ratio)) => (test, log2_ratio),
                    (Test::NotTestable(reason), _) => {
                        refused.get_or_insert(reason);
                        continue;
                    }
                    _ => continue,
                };
                n_tested += 1;
                if test.q > level || test.z <= 0.0 {
                    continue;
                }
                let citations = self.passages(counts.family(), feature, &own);
                if !citations.is_empty() {
                    let habit = Habit {
                        key: feature.key.clone(),
                        shown: feature.shown.clone(),
                        family: counts.family(),
                        log2_ratio,
                        p: test.p,
                        q: test.q,
                        family_p: test.family_p,
                        n_stories: tested.n_strata,
                        citations,
                    };
                    habits.push((table, number, habit));
                }
            }
        }
        if let (0, Some(reason)) = (n_tested, refused) {
            return Err(reason);
        }
        habits.sort_by(|a, b| a.2.p.total_cmp(&b.2.p).then_with(|| a.2.key.cmp(&b.2.key)));
        Ok(Found { n_tested, habits })
    }

    /// One sentence from each of the first of some articles that hold the feature, first one that prints it as it is shown.
    fn passages(&self, family: Family, feature: &Feature, own: &[ArticleId]) -> Vec<Citation> {
        match family {
            Family::Frame => return self.frames.passages(&feature.key, own),
            Family::Manner | Family::Cue => {
                let mut passages = self.own.passages(family, &feature.key, own);
                passages.truncate(MAX_PASSAGES);
                return passages;
            }
            _ => {}
        }
        let Material { corpus, tokenized, index, .. } = self.material;
        let sentence = |place: &SentenceRef| {
            let sentence = &tokenized.document(place.article).sentences[place.sentence as usize];
            tokenized.cite(place.article, sentence)
        };
        let as_shown = |at: &Citation| {
            corpus.words(at).is_some_and(|words| words.contains(feature.shown.as_str()))
        };
        let places = index.feature(feature).into_iter();
        let own: Vec<Citation> = places
            .filter(|place| own.binary_search(&place.article).is_ok())
            .map(|place| sentence(&place))
            .collect();
        let first = own.iter().copied().find(as_shown);
        let mut seen: BTreeSet<ArticleId> = BTreeSet::new();
        let each = first.into_iter().chain(own).filter(|at| seen.insert(at.article));
        each.take(MAX_PASSAGES).collect()
    }
}

/// The habits of one outlet, those left out that `skip` names by what they are and the terms they consist of.
pub(super) fn habits(
    tables: &Tables<'_>,
    outlet: OutletId,
    skip: impl Fn(&Habit, &[TermId]) -> bool,
    level: f64,
    seed: u64,
) -> Habits {
    let corpus = tables.material.corpus;
    let options = EmphasisOptions { seed, ..EmphasisOptions::default() };
    let side = corpus.article_ids().map(|id| corpus.outlet_of(id).0).collect();
    let sides = Sides { side, takes_part: vec![true; corpus.articles().len()] };
    match tables.test(&sides, outlet.0, level, &options) {
        Ok(Found { n_tested, habits }) => {
            let terms =
                |table: usize, number: usize| tables.counts[table].features()[number].terms();
            let kept = habits
                .into_iter()
                .filter(|(table, number, habit)| !skip(habit, terms(*table, *number)));
            Habits::Tested { n_tested, found: kept.map(|(.., habit)| habit).collect() }
        }
        Err(reason) => Habits::NotTestable(reason),
    }
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
        let of = |family: Family| found.iter().filter(move |habit| habit.family == family);
        let shown =
            |family: Family| of(family).map(|habit| habit.shown.as_str()).collect::<Vec<_>>();
        assert_eq!(shown(Family::Term), ["bridge"]);
        assert!(shown(Family::Phrase).contains(&"bridge bridge bridge river"));
        assert!(shown(Family::Frame).is_empty());
        let found: Vec<&Habit> = of(Family::Term).collect();
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
