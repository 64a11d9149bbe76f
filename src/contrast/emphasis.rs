//! What does an outlet give more space to than the others do, on the same stories?
//!
//! Effect: the Mantel-Haenszel rate ratio over stories as log2; +1 is twice the space. Ranking: the
//! log-odds with an informative Dirichlet prior ([`log_odds`]), which pulls rare
//! features towards what everybody says. Cost: for each outlet, one pass over the cells of the articles on
//! its stories.
//!
//! Everything here describes the articles at hand ([`Basis::Text`]). Nothing is inferred from them:
//! that an outlet does so as a rule needs many stories and uncertainty by article.

use serde::{Deserialize, Serialize};

use super::{Pair, Prior, log_odds, mantel_haenszel};
use crate::count::{Counts, Family, FeatureId};
use crate::stats::Estimate;

/// What a statement rests on. The two are never worded alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Basis {
    /// "In these articles": a description, no generalisation.
    Text,
    /// "As a rule": an inference over many stories, calibrated by article.
    Habit,
}

/// One feature in one outlet, compared with the other outlets on the same stories.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Contrast {
    /// The feature's key in its table.
    pub key: String,
    /// The feature as a reader sees it.
    pub shown: String,
    /// What kind of feature it is.
    pub family: Family,
    /// The slug of the outlet.
    pub outlet: String,
    /// What the contrast rests on.
    pub basis: Basis,
    /// The stratified log2 ratio of the outlet's rate to the others' rate; `None` where the others, on
    /// the same stories, never use the feature.
    pub log2_ratio: Option<Estimate>,
    /// The shrunken log-odds in standard errors, for ranking only: it is no test.
    pub log_odds_z: f64,
    /// The feature's share of the outlet's exposure, from 0 to 1.
    pub share_here: f64,
    /// Its share of the other outlets' exposure on the same stories, from 0 to 1.
    pub share_elsewhere: f64,
    /// Occurrences in the outlet.
    pub n_here: u32,
    /// Occurrences in the other outlets on the same stories.
    pub n_elsewhere: u32,
    /// Articles of the outlet that hold the feature.
    pub n_articles_here: u32,
    /// Articles of other outlets on the same stories that hold it.
    pub n_articles_elsewhere: u32,
    /// Stories on which the outlet holds it.
    pub n_stories: u32,
}

impl Contrast {
    /// How many times the others' space the outlet gives the feature; `None` where the others never do.
    pub fn times(&self) -> Option<f64> {
        Some(libm::exp2(self.log2_ratio?.value))
    }
}

/// A table of counts prepared for comparing every outlet with the others.
///
/// ```
/// use parallax::clean::Masks;
/// use parallax::contrast::Emphasis;
/// use parallax::count::terms;
/// use parallax::token::{Normalizer, TokenizedCorpus};
/// use parallax::{Article, Corpus};
///
/// let corpus = Corpus::new([
///     Article::new("a", "", "Land and war. Land again.").with_story("s"),
///     Article::new("b", "", "War and talks. Land too.").with_story("s"),
/// ]);
/// let tokenized = TokenizedCorpus::new(&corpus, Normalizer::default());
/// let counts = terms(&corpus, &tokenized, &Masks::none(&tokenized));
/// let emphasis = Emphasis::new(&counts);
/// let land = &emphasis.of("a").into_iter().find(|contrast| contrast.key == "land").unwrap();
/// // Two of three words against one of three.
/// assert!((land.times().unwrap() - 2.0).abs() < 1e-12);
/// ```
#[derive(Debug)]
pub struct Emphasis<'c> {
    counts: &'c Counts,
    outlets: Vec<&'c str>,
    outlet_of: Vec<usize>,
    /// The articles of each story.
    stories: Vec<Vec<usize>>,
    /// The stories of each outlet.
    covered: Vec<Vec<usize>>,
    /// Feature and count of each article's cells.
    cells: Vec<Vec<(u32, u32)>>,
}

/// What is summed up for one feature while the stories of an outlet go by.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    rates: mantel_haenszel::RateSums,
    here: u32,
    elsewhere: u32,
    n_articles_here: u32,
    n_articles_elsewhere: u32,
    n_stories: u32,
    /// Counts inside the story at hand.
    a: u32,
    b: u32,
}

impl<'c> Emphasis<'c> {
    /// Sorts the rows of a table by outlet and story.
    pub fn new(counts: &'c Counts) -> Self {
        let number = |names: Vec<&'c str>| {
            let mut sorted = names.clone();
            sorted.sort_unstable();
            sorted.dedup();
            let of =
                names.iter().map(|name| sorted.partition_point(|other| other < name)).collect();
            (sorted, of)
        };
        let rows = counts.rows();
        let (outlets, outlet_of): (_, Vec<usize>) =
            number(rows.iter().map(|row| row.outlet.as_str()).collect());
        let (keys, story_of): (_, Vec<usize>) =
            number(rows.iter().map(|row| row.story.as_str()).collect());
        let mut stories = vec![Vec::new(); keys.len()];
        let mut covered = vec![Vec::new(); outlets.len()];
        for (row, &story) in story_of.iter().enumerate() {
            stories[story].push(row);
            covered[outlet_of[row]].push(story);
        }
        for stories in &mut covered {
            stories.sort_unstable();
            stories.dedup();
        }
        let mut cells = vec![Vec::new(); rows.len()];
        for feature in 0..counts.features().len() {
            for (row, count) in counts.matrix().column(feature).iter() {
                cells[row].push((feature as u32, count));
            }
        }
        Emphasis { counts, outlets, outlet_of, stories, covered, cells }
    }

    /// The slugs of the outlets, sorted.
    pub fn outlets(&self) -> &[&'c str] {
        &self.outlets
    }

    /// Every feature that the outlet holds, compared with the others on the outlet's stories; the highest
    /// ranking first. Empty for an outlet that is not in the table.
    pub fn of(&self, outlet: &str) -> Vec<Contrast> {
        let Ok(outlet) = self.outlets.binary_search(&outlet) else { return Vec::new() };
        let mut sums = vec![Sums::default(); self.counts.features().len()];
        let (mut n_here, mut n_elsewhere) = (0.0, 0.0);
        let mut touched: Vec<u32> = Vec::new();
        for &story in &self.covered[outlet] {
            let (mut n1, mut n2) = (0.0, 0.0);
            for &row in &self.stories[story] {
                let own = self.outlet_of[row] == outlet;
                *(if own { &mut n1 } else { &mut n2 }) += f64::from(self.counts.exposure()[row]);
                for &(feature, count) in &self.cells[row] {
                    let sum = &mut sums[feature as usize];
                    if sum.a + sum.b == 0 {
                        touched.push(feature);
                    }
                    if own {
                        sum.a += count;
                        sum.n_articles_here += 1;
                    } else {
                        sum.b += count;
                        sum.n_articles_elsewhere += 1;
                    }
                }
            }
            for feature in touched.drain(..) {
                sums[feature as usize].close_story(n1, n2);
            }
            n_here += n1;
            n_elsewhere += n2;
        }
        let held = sums.iter().enumerate().filter(|(_, sum)| sum.here > 0);
        let mut contrasts: Vec<Contrast> = held
            .filter_map(|(id, sum)| {
                self.contrast(FeatureId(id as u32), outlet, sum, n_here, n_elsewhere)
            })
            .collect();
        contrasts
            .sort_by(|a, b| b.log_odds_z.total_cmp(&a.log_odds_z).then_with(|| a.key.cmp(&b.key)));
        contrasts
    }

    fn contrast(
        &self,
        id: FeatureId,
        outlet: usize,
        sum: &Sums,
        n_here: f64,
        n_elsewhere: f64,
    ) -> Option<Contrast> {
        let pooled = Pair::new(f64::from(sum.here), f64::from(sum.elsewhere), n_here, n_elsewhere);
        let odds = log_odds::score(&pooled, self.counts.features().len(), Prior::default())?;
        let n_articles = sum.n_articles_here + sum.n_articles_elsewhere;
        let ratio = sum.rates.log2_rate_ratio();
        let feature = self.counts.feature(id);
        Some(Contrast {
            key: feature.key.clone(),
            shown: feature.shown.clone(),
            family: self.counts.family(),
            outlet: self.outlets[outlet].to_owned(),
            basis: Basis::Text,
            log2_ratio: ratio.map(|value| Estimate::new(value, n_articles)),
            log_odds_z: odds.z(),
            share_here: pooled.a / pooled.n1,
            share_elsewhere: pooled.b / pooled.n2,
            n_here: sum.here,
            n_elsewhere: sum.elsewhere,
            n_articles_here: sum.n_articles_here,
            n_articles_elsewhere: sum.n_articles_elsewhere,
            n_stories: sum.n_stories,
        })
    }
}

impl Sums {
    /// Adds the counts of a finished story, in which the outlet had exposure `n1` and the others `n2`.
    fn close_story(&mut self, n1: f64, n2: f64) {
        if n1 > 0.0 && n2 > 0.0 {
            self.rates.group += f64::from(self.a) * n2 / (n1 + n2);
            self.rates.reference += f64::from(self.b) * n1 / (n1 + n2);
        }
        self.here += self.a;
        self.elsewhere += self.b;
        self.n_stories += u32::from(self.a > 0);
        (self.a, self.b) = (0, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::{Feature, RowKey};

    /// Golden set G: two outlets, two stories, two articles each.
    fn golden() -> Counts {
        let rows = [
            ("A", "1", [5, 0, 4, 6, 3, 0]),
            ("A", "1", [3, 1, 5, 4, 2, 0]),
            ("A", "2", [0, 0, 1, 3, 4, 0]),
            ("A", "2", [1, 0, 2, 2, 3, 1]),
            ("B", "1", [6, 4, 1, 5, 2, 0]),
            ("B", "1", [4, 6, 0, 3, 3, 0]),
            ("B", "2", [0, 1, 0, 2, 5, 12]),
        ];
        let names = ["tariff", "war", "talks", "china", "said", "panda"];
        Counts::from_rows(
            Family::Term,
            rows.iter()
                .enumerate()
                .map(|(n, (outlet, story, _))| RowKey {
                    outlet: (*outlet).into(),
                    story: (*story).into(),
                    article: n.to_string(),
                })
                .collect(),
            rows.iter().map(|(_, _, counts)| counts.iter().sum()).collect(),
            names.iter().map(|name| Feature::named(*name, *name)).collect(),
            rows.iter().map(|(_, _, counts)| (0..).zip(counts.iter().copied()).collect()).collect(),
        )
    }

    #[test]
    fn swapping_the_outlets_turns_the_sign() {
        let counts = golden();
        let emphasis = Emphasis::new(&counts);
        let (a, b) = (emphasis.of("A"), emphasis.of("B"));
        for here in &a {
            let there = b.iter().find(|contrast| contrast.key == here.key).unwrap();
            let (x, y) = (here.log2_ratio.unwrap().value, there.log2_ratio.unwrap().value);
            assert!((x + y).abs() < 1e-12, "{}", here.key);
            assert!((here.log_odds_z + there.log_odds_z).abs() < 1e-12, "{}", here.key);
            assert_eq!((here.n_here, here.n_elsewhere), (there.n_elsewhere, there.n_here));
        }
    }

    #[test]
    fn a_worked_ratio() {
        // Talks: story 1, 9 of 33 words against 1 of 34; story 2, 3 of 17 against 0 of 20.
        let counts = golden();
        let contrasts = Emphasis::new(&counts).of("A");
        let talks = contrasts.iter().find(|contrast| contrast.key == "talks").unwrap();
        let expected = (9.0 * 34.0 / 67.0 + 3.0 * 20.0 / 37.0) / (33.0 / 67.0);
        assert!((talks.times().unwrap() - expected).abs() < 1e-12);
        assert_eq!((talks.n_here, talks.n_elsewhere, talks.n_stories), (12, 1, 2));
    }

    #[test]
    fn only_stories_of_the_outlet_count() {
        let row = |outlet: &str, story: &str| RowKey {
            outlet: outlet.into(),
            story: story.into(),
            article: story.into(),
        };
        let rows = vec![row("A", "1"), row("B", "1"), row("B", "2")];
        let cells = vec![vec![(0, 2)], vec![(0, 2)], vec![(0, 90)]];
        let counts = Counts::from_rows(
            Family::Term,
            rows,
            vec![100, 100, 100],
            vec![Feature::named("x", "x")],
            cells,
        );
        let found = Emphasis::new(&counts).of("A");
        assert_eq!(found[0].log2_ratio.unwrap().value, 0.0);
        assert_eq!((found[0].share_elsewhere, found[0].n_elsewhere), (0.02, 2));
    }

    #[test]
    fn a_feature_that_only_one_outlet_uses_has_no_ratio() {
        let row =
            |outlet: &str| RowKey { outlet: outlet.into(), story: "s".into(), article: "1".into() };
        let cells = vec![vec![(0, 4)], vec![]];
        let counts = Counts::from_rows(
            Family::Term,
            vec![row("A"), row("B")],
            vec![50, 50],
            vec![Feature::named("x", "x")],
            cells,
        );
        let found = Emphasis::new(&counts).of("A");
        assert_eq!(found[0].log2_ratio, None);
        assert!(found[0].log_odds_z > 0.0);
        assert!(Emphasis::new(&counts).of("C").is_empty());
    }
}
