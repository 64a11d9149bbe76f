//! What does an outlet give more space to than the others do, on the same stories?
//!
//! Effect: the Mantel-Haenszel rate ratio over stories as log2; +1 is twice the space. Ranking: the
//! log-odds with an informative Dirichlet prior ([`log_odds`]), which pulls rare
//! features towards what everybody says. Cost: one pass over the cells of the table for each
//! feature, and for each outlet that carries it over the stories that carry it.
//!
//! Everything here describes the articles at hand ([`Basis::Text`]). Nothing is inferred from them:
//! that an outlet does so as a rule needs many stories and uncertainty by article.

use std::collections::BTreeMap;

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
    /// Other outlets that hold it on the same stories.
    pub n_outlets_elsewhere: u32,
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
/// // Two of four words against one of three.
/// assert!((land.times().unwrap() - 1.5).abs() < 1e-12);
/// ```
#[derive(Debug)]
pub struct Emphasis<'c> {
    counts: &'c Counts,
    outlets: Vec<&'c str>,
    outlet_of: Vec<usize>,
    story_of: Vec<usize>,
    /// Exposure by story, and by outlet and story.
    n_story: Vec<f64>,
    n_outlet: BTreeMap<(usize, usize), f64>,
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
        let (stories, story_of): (_, Vec<usize>) =
            number(rows.iter().map(|row| row.story.as_str()).collect());
        let mut n_story = vec![0.0; stories.len()];
        let mut n_outlet = BTreeMap::new();
        for (row, &exposure) in counts.exposure().iter().enumerate() {
            n_story[story_of[row]] += f64::from(exposure);
            *n_outlet.entry((outlet_of[row], story_of[row])).or_insert(0.0) += f64::from(exposure);
        }
        Emphasis { counts, outlets, outlet_of, story_of, n_story, n_outlet }
    }

    /// The slugs of the outlets, sorted.
    pub fn outlets(&self) -> &[&'c str] {
        &self.outlets
    }

    /// Every feature that the outlet holds, compared with the others on the outlet's stories; the highest
    /// ranking first. Empty for an outlet that is not in the table.
    pub fn of(&self, outlet: &str) -> Vec<Contrast> {
        let Ok(outlet) = self.outlets.binary_search(&outlet) else { return Vec::new() };
        let features = 0..self.counts.features().len() as u32;
        let mut contrasts: Vec<Contrast> =
            features.filter_map(|id| self.contrast(FeatureId(id), outlet)).collect();
        contrasts
            .sort_by(|a, b| b.log_odds_z.total_cmp(&a.log_odds_z).then_with(|| a.key.cmp(&b.key)));
        contrasts
    }

    fn contrast(&self, id: FeatureId, outlet: usize) -> Option<Contrast> {
        let column = self.counts.matrix().column(id.index());
        if !column.articles.iter().any(|&row| self.outlet_of[row as usize] == outlet) {
            return None;
        }
        let exposed = |story: usize| self.n_outlet.get(&(outlet, story)).copied();
        let mut strata: BTreeMap<usize, Pair> = BTreeMap::new();
        let mut elsewhere: Vec<usize> = Vec::new();
        let (mut n_articles_here, mut n_articles_elsewhere) = (0, 0);
        for (row, count) in column.iter() {
            let story = self.story_of[row];
            let Some(n_here) = exposed(story) else { continue };
            let empty = Pair::new(0.0, 0.0, n_here, self.n_story[story] - n_here);
            let pair = strata.entry(story).or_insert(empty);
            if self.outlet_of[row] == outlet {
                pair.a += f64::from(count);
                n_articles_here += 1;
            } else {
                pair.b += f64::from(count);
                n_articles_elsewhere += 1;
                elsewhere.push(self.outlet_of[row]);
            }
        }
        elsewhere.sort_unstable();
        elsewhere.dedup();
        let pooled = self.pooled(outlet, &strata);
        let strata: Vec<Pair> = strata.into_values().collect();
        let log2_ratio = mantel_haenszel::log2_rate_ratio(&strata)
            .map(|value| Estimate::new(value, n_articles_here + n_articles_elsewhere));
        let odds = log_odds::score(&pooled, self.counts.features().len(), Prior::default())?;
        let feature = self.counts.feature(id);
        Some(Contrast {
            key: feature.key.clone(),
            shown: feature.shown.clone(),
            family: self.counts.family(),
            outlet: self.outlets[outlet].to_owned(),
            basis: Basis::Text,
            log2_ratio,
            log_odds_z: odds.z(),
            share_here: pooled.a / pooled.n1,
            share_elsewhere: pooled.b / pooled.n2,
            n_here: pooled.a as u32,
            n_elsewhere: pooled.b as u32,
            n_articles_here,
            n_articles_elsewhere,
            n_outlets_elsewhere: elsewhere.len() as u32,
            n_stories: strata.iter().filter(|pair| pair.a > 0.0).count() as u32,
        })
    }

    /// Counts and exposure over all stories of an outlet, those without the feature included.
    fn pooled(&self, outlet: usize, strata: &BTreeMap<usize, Pair>) -> Pair {
        let mut pooled = Pair::new(0.0, 0.0, 0.0, 0.0);
        for (&(_, story), &n_here) in self.n_outlet.range((outlet, 0)..(outlet + 1, 0)) {
            pooled.n1 += n_here;
            pooled.n2 += self.n_story[story] - n_here;
        }
        for pair in strata.values() {
            pooled.a += pair.a;
            pooled.b += pair.b;
        }
        pooled
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
