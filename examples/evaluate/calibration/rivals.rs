//! The tests that other tools offer, as p-values of each word, beside ours.

use parallax::stats::special::{chi_squared_sf, normal_sf, student_sf};
use std::collections::BTreeMap;

use parallax::contrast::{self, Measure, Pair};
use parallax::stats::moments_test::{MomentStratum, emphasis_of_moments};
use parallax::stats::{
    EmphasisOptions, FeatureEmphasis, Interval, Moments, Sample, Test, Weighting, emphasis,
    q_values,
};

#[derive(Clone, Copy)]
pub enum Method {
    Ours,
    /// Ours from sums over each side's articles of a stratum, without the articles.
    Moments,
    /// Ours with plain Benjamini-Hochberg.
    Unweighted,
    G2,
    ChiSquared,
    LogOdds,
    LogRatio,
    Welch,
    MannWhitney,
}

/// What a method says of one word.
#[derive(Clone, Copy)]
pub struct Verdict {
    pub p: f64,
    pub q: f64,
    pub family_p: f64,
    pub interval: Option<Interval>,
}

impl Method {
    pub const ALL: [Method; 9] = [
        Method::G2,
        Method::ChiSquared,
        Method::LogOdds,
        Method::LogRatio,
        Method::Welch,
        Method::MannWhitney,
        Method::Unweighted,
        Method::Moments,
        Method::Ours,
    ];

    pub fn named(name: &str) -> Result<Method, String> {
        Ok(match name {
            "ours" => Method::Ours,
            "moments" => Method::Moments,
            "unweighted" => Method::Unweighted,
            "g2" => Method::G2,
            "chi2" => Method::ChiSquared,
            "log-odds" => Method::LogOdds,
            "log-ratio" => Method::LogRatio,
            "welch" => Method::Welch,
            "mann-whitney" => Method::MannWhitney,
            other => return Err(format!("unknown method {other:?}")),
        })
    }

    pub fn name(self) -> &'static str {
        match self {
            Method::Ours => "ours",
            Method::Moments => "moments",
            Method::Unweighted => "unweighted",
            Method::G2 => "g2",
            Method::ChiSquared => "chi2",
            Method::LogOdds => "log-odds",
            Method::LogRatio => "log-ratio",
            Method::Welch => "welch",
            Method::MannWhitney => "mann-whitney",
        }
    }

    /// The verdict on each word of group 0 against the rest; `None` where the word is not testable.
    pub fn verdicts(self, sample: &Sample<'_>, seed: u64) -> Vec<Option<Verdict>> {
        let mut options = EmphasisOptions::default();
        options.seed = seed;
        if matches!(self, Method::Unweighted) {
            options.weighting = Weighting::Equal;
        }
        let p = match self {
            Method::Ours | Method::Unweighted => return ours(sample, &options),
            Method::Moments => return by_moments(sample, &options),
            Method::G2 => {
                by_score(Measure::LogLikelihood, sample, |g2| chi_squared_sf(g2.abs(), 1.0))
            }
            Method::ChiSquared => {
                by_score(Measure::ChiSquared, sample, |chi2| chi_squared_sf(chi2.abs(), 1.0))
            }
            Method::LogOdds => by_score(Measure::LogOdds, sample, |z| 2.0 * normal_sf(z.abs())),
            Method::LogRatio => contrast::pairs(sample, 0).iter().map(log_ratio).collect(),
            Method::Welch => by_article(sample, welch),
            Method::MannWhitney => by_article(sample, mann_whitney),
        };
        let q = q_values(&p);
        let verdict = |(p, q): (&Option<f64>, Option<f64>)| {
            p.zip(q).map(|(p, q)| Verdict { p, q, family_p: q, interval: None })
        };
        p.iter().zip(q).map(verdict).collect()
    }
}

fn ours(sample: &Sample<'_>, options: &EmphasisOptions) -> Vec<Option<Verdict>> {
    emphasis(sample, 0, options).features.into_iter().map(verdict).collect()
}

fn verdict(feature: FeatureEmphasis) -> Option<Verdict> {
    match feature.test {
        Test::Tested(tested) => Some(Verdict {
            p: tested.p,
            q: tested.q,
            family_p: tested.family_p,
            interval: feature.log2_ratio.and_then(|estimate| estimate.interval),
        }),
        _ => None,
    }
}

/// The sums of the articles of each side of each stratum, and the test that knows no more than these.
fn by_moments(sample: &Sample<'_>, options: &EmphasisOptions) -> Vec<Option<Verdict>> {
    let mut places: BTreeMap<u32, MomentStratum> = BTreeMap::new();
    for (article, &stratum) in sample.stratum().iter().enumerate() {
        let place = places.entry(stratum).or_default();
        let side = if sample.group()[article] == 0 { &mut place.own } else { &mut place.others };
        let cell = Moments::of(sample.exposure()[article], 0);
        side.first_mut().map(|sum| sum.merge(&cell)).unwrap_or_else(|| side.push(cell));
    }
    let number = |cells: &[Moments]| cells.iter().map(|cell| cell.n_articles).sum::<u64>();
    let sizes: Vec<(u64, u64)> =
        places.values().map(|place| (number(&place.own), number(&place.others))).collect();
    let feature = |feature: usize| {
        let mut used: BTreeMap<u32, MomentStratum> = BTreeMap::new();
        for (article, count) in sample.matrix().column(feature).iter() {
            let stratum = sample.stratum()[article];
            let place = used.entry(stratum).or_insert_with(|| places[&stratum].clone());
            let side =
                if sample.group()[article] == 0 { &mut place.own } else { &mut place.others };
            // The article is there already, without the feature.
            let n = u64::from(sample.exposure()[article]);
            let x = u64::from(count);
            for cell in side.iter_mut().take(1) {
                cell.n_with_feature += 1;
                cell.n_occurrences += x;
                cell.tokens_times_occurrences += n * x;
                cell.occurrences_squared += x * x;
            }
        }
        used.into_values().collect()
    };
    let features: Vec<Vec<MomentStratum>> =
        (0..sample.matrix().n_features()).map(feature).collect();
    emphasis_of_moments(&features, &sizes, options).into_iter().map(verdict).collect()
}

fn by_score(measure: Measure, sample: &Sample<'_>, p: fn(f64) -> f64) -> Vec<Option<f64>> {
    measure.scores(sample, 0).into_iter().map(|score| score.map(p)).collect()
}

/// Log ratio over its delta-method standard error.
fn log_ratio(pair: &Pair) -> Option<f64> {
    let error = (1.0 / (pair.a + 0.5) + 1.0 / (pair.b + 0.5)
        - 1.0 / (pair.n1 + 0.5)
        - 1.0 / (pair.n2 + 0.5))
        .sqrt();
    contrast::log_ratio::score(pair)
        .map(|ratio| 2.0 * normal_sf((ratio * std::f64::consts::LN_2 / error).abs()))
}

/// Applies a two-sample test to the shares of each word in the articles of both sides.
fn by_article(sample: &Sample<'_>, test: fn(&[f64], &[f64]) -> Option<f64>) -> Vec<Option<f64>> {
    let matrix = sample.matrix();
    let p = |word: usize| {
        let mut shares = vec![0.0; matrix.n_articles()];
        for (article, count) in matrix.column(word).iter() {
            shares[article] = f64::from(count) / f64::from(sample.exposure()[article].max(1));
        }
        let side = |own: bool| -> Vec<f64> {
            let members =
                shares.iter().zip(sample.group()).filter(|&(_, &group)| (group == 0) == own);
            members.map(|(&share, _)| share).collect()
        };
        test(&side(true), &side(false))
    };
    (0..matrix.n_features()).map(p).collect()
}

fn welch(a: &[f64], b: &[f64]) -> Option<f64> {
    let spread = |values: &[f64]| {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        (mean, values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0) / n, n)
    };
    let ((mean_a, var_a, n_a), (mean_b, var_b, n_b)) = (spread(a), spread(b));
    let variance = var_a + var_b;
    let df = variance * variance / (var_a * var_a / (n_a - 1.0) + var_b * var_b / (n_b - 1.0));
    (variance > 0.0)
        .then(|| (2.0 * student_sf(((mean_a - mean_b) / variance.sqrt()).abs(), df)).min(1.0))
}

fn mann_whitney(a: &[f64], b: &[f64]) -> Option<f64> {
    let mut all: Vec<(f64, bool)> =
        a.iter().map(|&v| (v, true)).chain(b.iter().map(|&v| (v, false))).collect();
    all.sort_by(|x, y| x.0.total_cmp(&y.0));
    let (n_a, n_b) = (a.len() as f64, b.len() as f64);
    let (mut rank_sum, mut ties, mut before) = (0.0, 0.0, 0.0);
    for tied in all.chunk_by(|x, y| x.0 == y.0) {
        let k = tied.len() as f64;
        rank_sum += (before + (k + 1.0) / 2.0) * tied.iter().filter(|(_, own)| *own).count() as f64;
        ties += k * k * k - k;
        before += k;
    }
    let n = n_a + n_b;
    let variance = n_a * n_b / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)));
    let u = rank_sum - n_a * (n_a + 1.0) / 2.0;
    (variance > 0.0).then(|| 2.0 * normal_sf((u - n_a * n_b / 2.0).abs() / variance.sqrt()))
}
