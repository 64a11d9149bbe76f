//! Which features does a group use more or less than the others, and how sure is that? Effect,
//! interval, p, q and family-wise p of every feature, all by article, within strata.
//!
//! | number | from |
//! |---|---|
//! | effect, log2 | Mantel-Haenszel rate ratio over strata |
//! | interval | inversion of a cluster-robust score test, [`mod@super::interval`] |
//! | p | exchange of labels inside strata: [`saddlepoint`](super::saddlepoint), or draws where few articles carry the feature |
//! | q | Benjamini-Hochberg over the tested features, weighted by their [`information`](super::weights), cross-fitted |
//! | family-wise p | Westfall-Young step-down maximum over one set of draws, [`permutation`](super::permutation) |
//!
//! Cost: a few passes over the occurrences and `n_draws / 10` plain permutations.
//!
//! It misleads when articles are not exchangeable inside a stratum: duplicates and agency copy make
//! one decision count several times, so they must be set aside before counting. And a stratum that
//! holds several topics lets topic pass for emphasis.

use serde::{Deserialize, Serialize};

use super::permutation::{Exceedances, Gauge, MOST_ARTICLES, exceedances};
use super::special::{ln, log2};
use super::weights::{Weighting, discovery_weights, family_weights, information, weighted};
use super::{
    Estimate, Moments, Saddlepoint, Sample, Scores, Strata, Stratum, exact, interval, q_values,
};

/// What to compute, and from when on there is enough to test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EmphasisOptions {
    /// Seed of the draws.
    pub seed: u64,
    /// Arrangements drawn for the family-wise p and for rare features; all are listed if they are no more.
    pub n_draws: u32,
    /// Coverage of the intervals; `1 - level` is also the p that must be attainable.
    pub level: f64,
    /// Fewest pairs of articles that can be exchanged: the smaller side's articles, over strata.
    pub min_pairs: usize,
    /// How the allowance for false alarms is shared out over the features, for q and family-wise p.
    pub weighting: Weighting,
    /// Threads for the draws; the result does not depend on it.
    pub n_threads: usize,
}

impl Default for EmphasisOptions {
    /// 2,048 draws, 95 %, 20 pairs, weights by information, one thread.
    fn default() -> EmphasisOptions {
        EmphasisOptions {
            seed: 0,
            n_draws: 2048,
            level: 0.95,
            min_pairs: 20,
            weighting: Weighting::default(),
            n_threads: 1,
        }
    }
}

/// One group against all others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Emphasis {
    /// The group.
    pub group: u32,
    /// Strata with articles of both sides.
    pub n_strata: usize,
    /// Articles of the group in those strata.
    pub n_own: usize,
    /// Articles of the other groups in those strata.
    pub n_other: usize,
    /// One result a feature, in the order of the matrix.
    pub features: Vec<FeatureEmphasis>,
}

/// One feature of one group.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeatureEmphasis {
    /// Log2 ratio of the group's rate to the others' in the same strata; `None` where the feature
    /// occurs on neither side. Where one side never uses it, half an occurrence is added to both.
    pub log2_ratio: Option<Estimate>,
    /// Occurrences in the group's articles that take part.
    pub n_own: u64,
    /// Occurrences in the other articles that take part.
    pub n_other: u64,
    /// Strata in which the feature occurs.
    pub n_strata: u32,
    /// The test, or why there is none.
    pub test: Test,
}

/// The outcome for one feature.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Test {
    /// There was enough to test.
    Tested(Tested),
    /// There was not, because of the reason given.
    NotTestable(NotTestable),
}

/// The error rates of a tested feature.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tested {
    /// Excess of occurrences in permutation standard deviations; positive where the group uses more.
    pub z: f64,
    /// Two-sided permutation p.
    pub p: f64,
    /// Where the p comes from.
    pub tail: Tail,
    /// False discovery rate at which the feature would just be reported.
    pub q: f64,
    /// Family-wise p: the chance that any feature would look this extreme.
    pub family_p: f64,
}

/// How a p was computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Tail {
    /// Share of all arrangements, listed one by one.
    Exact,
    /// Saddlepoint approximation of the permutation tail.
    Saddlepoint,
    /// Share of the draws that are as extreme.
    Draws,
    /// Saddlepoint approximation for articles that are known by their sums only.
    Moments,
}

/// Why a feature was not tested. It never means that there is no difference.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
#[non_exhaustive]
pub enum NotTestable {
    /// Too few articles can be exchanged between the sides, whatever the feature.
    TooFewArticles {
        /// Pairs that can be exchanged: the smaller side's articles, added over strata.
        n_pairs: usize,
        /// Pairs that the options ask for.
        needed: usize,
        /// Strata with articles of both sides.
        n_strata: usize,
    },
    /// More articles than the draws are laid out for; split the sample, or work from
    /// [`Moments`].
    TooManyArticles {
        /// Articles in strata with both sides.
        n_articles: usize,
        /// The most that can be drawn from.
        most: usize,
    },
    /// No arrangement of the labels can give a p at the level asked for.
    TooFewArrangements {
        /// The smallest two-sided p that exchanging labels can give.
        smallest_p: f64,
        /// The p that must be attainable.
        needed: f64,
    },
    /// The feature is in so few articles that even all of them on one side would not be surprising.
    TooFewWithFeature {
        /// Articles that contain it, in strata with both sides.
        n_articles: usize,
        /// The chance that all of them fall on one side.
        smallest_p: f64,
        /// The p that must be attainable.
        needed: f64,
    },
    /// The feature does not occur where the sides meet, or is spread so that no exchange changes it.
    NoVariation,
}

/// Contrasts `group` with all other groups in the same strata.
///
/// ```
/// use parallax::stats::{EmphasisOptions, Matrix, Sample, Test, emphasis};
/// // The group says feature 0 about four times as often; feature 1 is in two articles only.
/// let rows = (0..80).map(|i| vec![(0, if i < 40 { 3 + i % 3 } else { i % 3 }), (1, u32::from(i < 2))]);
/// let matrix = Matrix::from_rows(2, rows);
/// let group: Vec<u32> = (0..80).map(|i| u32::from(i >= 40)).collect();
/// let sample = Sample::new(&matrix, &[400; 80], &group, &[0; 80]).unwrap();
/// let found = emphasis(&sample, 0, &EmphasisOptions::default());
/// assert!(matches!(found.features[0].test, Test::Tested(tested) if tested.q < 0.01));
/// assert!(matches!(found.features[1].test, Test::NotTestable(_)));
/// ```
pub fn emphasis(sample: &Sample<'_>, group: u32, options: &EmphasisOptions) -> Emphasis {
    let strata = Strata::new(sample, group);
    let scores = Scores::new(sample, &strata);
    let saddlepoint = Saddlepoint::new(&scores);
    let (n_own, n_other) = strata.n_articles();
    let n_features = scores.n_features();
    let general = too_few(&strata, options);
    let refusals: Vec<Option<NotTestable>> = (0..n_features)
        .map(|feature| general.or_else(|| refusal(&scores, &saddlepoint, feature, options)))
        .collect();
    let tested: Vec<bool> = refusals.iter().map(Option::is_none).collect();
    let informations: Vec<f64> =
        (0..n_features).map(|feature| information(&scores, feature)).collect();
    let is_more: Vec<bool> = (0..n_features).map(|feature| scores.z(feature) > 0.0).collect();
    let smooth: Vec<Option<f64>> = (0..n_features)
        .map(|feature| tested[feature].then(|| saddlepoint.p(feature).unwrap_or(1.0)))
        .collect();
    let for_family = family_weights(&smooth, &is_more, &informations, options.weighting);
    let gauge = |feature: usize| {
        tested[feature].then(|| Gauge::new(&saddlepoint, feature, for_family[feature]))
    };
    let few = strata.ln_arrangements() <= ln(f64::from(options.n_draws));
    let draws = if tested.contains(&true) {
        let gauges: Vec<Option<Gauge>> = (0..n_features).map(gauge).collect();
        if few {
            exact::exceedances(&scores, &gauges)
        } else {
            exceedances(&scores, &gauges, options.n_draws, options.seed, options.n_threads)
        }
    } else {
        Exceedances::default()
    };
    let tails: Vec<Option<(f64, Tail)>> = (0..n_features)
        .map(|feature| Some(tail(&saddlepoint, &draws, feature, smooth[feature]?, few)))
        .collect();
    let p: Vec<Option<f64>> = tails.iter().map(|tail| tail.map(|(p, _)| p)).collect();
    let for_q = discovery_weights(&p, &is_more, &informations, options.weighting);
    let q = q_values(&weighted(&p, &for_q));
    let effects = Effects::new(&scores);
    let feature = |feature: usize| {
        let test = match (refusals[feature], tails[feature], q[feature]) {
            (None, Some((p, tail)), Some(q)) => {
                let family_p = share(draws.family[feature], draws.n_draws);
                Test::Tested(Tested { z: scores.z(feature), p, tail, q, family_p })
            }
            (reason, ..) => Test::NotTestable(reason.unwrap_or(NotTestable::NoVariation)),
        };
        effects.of(feature, options.level, test)
    };
    Emphasis {
        group,
        n_strata: strata.strata.len(),
        n_own,
        n_other,
        features: (0..n_features).map(feature).collect(),
    }
}

/// Why nothing about `group` can be tested, whatever the feature; `None` where there is enough.
///
/// [`emphasis()`] asks the same before it tests, and describes the effects all the same; who wants only
/// tests can ask here first, for the cost of sorting the articles.
pub fn not_testable(
    sample: &Sample<'_>,
    group: u32,
    options: &EmphasisOptions,
) -> Option<NotTestable> {
    too_few(&Strata::new(sample, group), options)
}

/// Whether the arrangement as a whole allows no test.
fn too_few(strata: &Strata, options: &EmphasisOptions) -> Option<NotTestable> {
    let smaller_side = |stratum: &Stratum| stratum.n_group.min(stratum.len() - stratum.n_group);
    let n_pairs: usize = strata.strata.iter().map(smaller_side).sum();
    if n_pairs < options.min_pairs {
        let (needed, n_strata) = (options.min_pairs, strata.strata.len());
        return Some(NotTestable::TooFewArticles { n_pairs, needed, n_strata });
    }
    let n_articles: usize = strata.strata.iter().map(|stratum| stratum.articles.len()).sum();
    if n_articles > MOST_ARTICLES {
        return Some(NotTestable::TooManyArticles { n_articles, most: MOST_ARTICLES });
    }
    let (smallest_p, needed) = (strata.smallest_p(), 1.0 - options.level);
    (smallest_p > needed).then_some(NotTestable::TooFewArrangements { smallest_p, needed })
}

/// Whether one feature allows no test.
fn refusal(
    scores: &Scores<'_>,
    saddlepoint: &Saddlepoint<'_>,
    feature: usize,
    options: &EmphasisOptions,
) -> Option<NotTestable> {
    if scores.variance[feature] <= 0.0 {
        return Some(NotTestable::NoVariation);
    }
    let (smallest_p, needed) = (saddlepoint.floor(feature), 1.0 - options.level);
    let n_articles = scores.blocks(feature).iter().map(|block| block.cells.len()).sum();
    (smallest_p > needed).then_some(NotTestable::TooFewWithFeature {
        n_articles,
        smallest_p,
        needed,
    })
}

/// Below this effective number of articles the saddlepoint smooths over visible steps.
const STEPPED: f64 = 24.0;
/// Exceedances from which on the share of draws is known to a quarter of itself.
const ENOUGH: u32 = 16;

/// The p of one feature: from the draws where its distribution is stepped and they suffice.
fn tail(
    saddlepoint: &Saddlepoint<'_>,
    draws: &Exceedances,
    feature: usize,
    smooth: f64,
    exact: bool,
) -> (f64, Tail) {
    if exact {
        return (share(draws.own[feature], draws.n_draws), Tail::Exact);
    }
    if saddlepoint.effective_articles(feature) >= STEPPED {
        return (smooth, Tail::Saddlepoint);
    }
    let drawn = share(draws.own[feature], draws.n_draws);
    if draws.own[feature] >= ENOUGH {
        return (drawn, Tail::Draws);
    }
    // Too few exceedances to know the share well, but enough to know that it is not larger.
    let bound = share(ENOUGH, draws.n_draws);
    (smooth.min(bound).max(saddlepoint.floor(feature)), Tail::Saddlepoint)
}

/// The p of `exceedances` among draws, the data counted as one of them.
fn share(exceedances: u32, n_draws: u32) -> f64 {
    f64::from(1 + exceedances) / f64::from(1 + n_draws)
}

/// The sums of both sides of every stratum, without any feature.
struct Effects<'a> {
    scores: &'a Scores<'a>,
    empty: Vec<(Moments, Moments)>,
}

impl<'a> Effects<'a> {
    fn new(scores: &'a Scores<'a>) -> Effects<'a> {
        let sides = |stratum: &Stratum| {
            let mut sides = (Moments::default(), Moments::default());
            for &article in &stratum.articles {
                let own = scores.strata.in_group[article as usize];
                let side = if own { &mut sides.0 } else { &mut sides.1 };
                side.merge(&Moments::of(scores.exposure[article as usize], 0));
            }
            sides
        };
        Effects { scores, empty: scores.strata.strata.iter().map(sides).collect() }
    }

    fn of(&self, feature: usize, level: f64, test: Test) -> FeatureEmphasis {
        let blocks = self.scores.blocks(feature);
        let strata: Vec<(Moments, Moments)> = blocks
            .iter()
            .map(|block| {
                let mut sides = self.empty[block.stratum as usize];
                for cell in &self.scores.cells[block.cells.clone()] {
                    let own = self.scores.strata.in_group[cell.article as usize];
                    let side = if own { &mut sides.0 } else { &mut sides.1 };
                    side.add_occurrences(self.scores.exposure[cell.article as usize], cell.count);
                }
                sides
            })
            .collect();
        described(&strata, level, test)
    }
}

/// The effect over strata, with its interval where there is a test, and the counts behind it.
pub(super) fn described(strata: &[(Moments, Moments)], level: f64, test: Test) -> FeatureEmphasis {
    let total = |pick: fn(&(Moments, Moments)) -> u64| strata.iter().map(pick).sum::<u64>();
    let (mut up, mut down, mut weight) = (0.0, 0.0, 0.0);
    for (own, other) in strata {
        let (n1, n2) = (own.n_tokens as f64, other.n_tokens as f64);
        up += own.n_occurrences as f64 * n2 / (n1 + n2);
        down += other.n_occurrences as f64 * n1 / (n1 + n2);
        weight += n1 * n2 / (n1 + n2);
    }
    if up == 0.0 || down == 0.0 {
        // Half an occurrence on each side, at the weight it would have in the pooled strata.
        let n1 = total(|sides| sides.0.n_tokens) as f64;
        let n2 = total(|sides| sides.1.n_tokens) as f64;
        up += if n1 > 0.0 { 0.5 * weight / n1 } else { 0.0 };
        down += if n2 > 0.0 { 0.5 * weight / n2 } else { 0.0 };
    }
    let n_articles: u64 = total(|sides| sides.0.n_with_feature + sides.1.n_with_feature);
    let tested = matches!(test, Test::Tested(_));
    let log2_ratio = (!strata.is_empty()).then(|| Estimate {
        value: log2(up / down),
        interval: if tested { interval::log2_rate_ratio(strata, level) } else { None },
        n_articles: n_articles as u32,
    });
    FeatureEmphasis {
        log2_ratio,
        n_own: total(|sides| sides.0.n_occurrences),
        n_other: total(|sides| sides.1.n_occurrences),
        n_strata: strata.len() as u32,
        test,
    }
}

/// Contrasts each group with all others, groups in ascending order.
pub fn emphasis_of_all(sample: &Sample<'_>, options: &EmphasisOptions) -> Vec<Emphasis> {
    let mut groups = sample.group().to_vec();
    groups.sort_unstable();
    groups.dedup();
    groups.into_iter().map(|group| emphasis(sample, group, options)).collect()
}
