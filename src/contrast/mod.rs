//! Which features does a group use more than the others? One measure per file.
//!
//! # Which one should you use?
//!
//! For a conclusion ("outlet X gives more space to Y as a rule") use none of the classic measures
//! as a test: they count words where they must count articles. Use
//! [`stats::emphasis`](crate::stats), which gives the effect
//! ([`mantel_haenszel`], stratified by story), its interval and its error rates by article; with sums in place of
//! articles, [`stats::moments_test`](crate::stats::moments_test).
//!
//! | you want | take |
//! |---|---|
//! | the size of the difference on the same stories | [`Measure::RateRatio`] |
//! | the size of the difference, pooled | [`Measure::LogRatio`] |
//! | a ranking for one page, no conclusion | [`Measure::LogOdds`] (shrunken), or [`Measure::LogRatioBound`] |
//! | the words that make two vocabularies differ, in bits | [`Measure::JensenShannon`] |
//! | to know whether a word is spread or packed in a few articles | [`Measure::Dispersion`] |
//! | how far apart the groups' language is as a whole | [`polarisation`] |
//! | outlets on a line, with reference texts | [`wordscores`] |
//! | outlets on a line, without | [`wordfish`] |
//! | to reproduce an earlier study | the measure it used |

pub mod bic;
pub mod chi_squared;
pub mod dispersion;
mod emphasis;
pub mod jensen_shannon;
pub mod log_likelihood;
pub mod log_odds;
pub mod log_ratio;
pub mod log_ratio_bound;
pub mod mantel_haenszel;
mod pair;
pub mod percent_difference;
pub mod polarisation;
pub mod scaled_f;
pub mod tf_idf;
pub mod wordfish;
pub mod wordscores;

pub use chi_squared::Continuity;
pub use emphasis::{Basis, Contrast, Emphasis};
pub use jensen_shannon::Mixture;
pub use log_odds::Prior;
pub use log_ratio_bound::BoundOptions;
pub use pair::{Pair, pairs};

use crate::stats::Sample;

/// The classic measures: one number per feature for one group against all others.
///
/// ```
/// use parallax::contrast::Measure;
/// use parallax::stats::{Matrix, Sample};
/// let matrix = Matrix::from_rows(1, [vec![(0, 6)], vec![(0, 1)]]);
/// let sample = Sample::new(&matrix, &[100, 100], &[0, 1], &[0, 0]).unwrap();
/// let g2 = Measure::LogLikelihood.scores(&sample, 0)[0].unwrap();
/// assert!(g2 > 3.84);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Measure {
    /// Stratified log2 rate ratio, see [`mantel_haenszel`]; unit: doublings.
    #[default]
    RateRatio,
    /// Stratified natural-log odds ratio, see [`mantel_haenszel`].
    OddsRatio,
    /// Pooled log2 ratio of rates, see [`log_ratio`]; unit: doublings.
    LogRatio,
    /// Confidence bound of the log ratio nearer to zero, see [`log_ratio_bound`]; unit: doublings.
    LogRatioBound,
    /// Signed four-cell G2, see [`log_likelihood`].
    LogLikelihood,
    /// G2 with Williams' correction, see [`log_likelihood::williams`].
    LogLikelihoodWilliams,
    /// Signed Pearson chi-squared, see [`chi_squared`].
    ChiSquared,
    /// Signed chi-squared with Yates' correction, see [`chi_squared`].
    ChiSquaredYates,
    /// Difference of rates in per cent of the reference's, see [`percent_difference`].
    PercentDifference,
    /// Evidence for a difference, see [`mod@bic`].
    Bic,
    /// Log-odds z with a flat prior of .1 per feature, see [`log_odds`].
    LogOdds,
    /// Log-odds z with a prior of 500 words shared out by pooled frequency, see [`log_odds`].
    LogOddsInformative,
    /// Signed contribution to the Jensen-Shannon divergence in bits, see [`jensen_shannon`].
    JensenShannon,
    /// Scaled F with beta 2, see [`scaled_f`]; .5 is neutral.
    ScaledF,
    /// Share times inverse group frequency, see [`mod@tf_idf`].
    TfIdf,
    /// DPnorm over all articles, whatever their group, see [`dispersion`].
    Dispersion,
}

impl Measure {
    /// Every measure, in the order of the documentation.
    pub const ALL: &[Measure] = &[
        Measure::RateRatio,
        Measure::OddsRatio,
        Measure::LogRatio,
        Measure::LogRatioBound,
        Measure::LogLikelihood,
        Measure::LogLikelihoodWilliams,
        Measure::ChiSquared,
        Measure::ChiSquaredYates,
        Measure::PercentDifference,
        Measure::Bic,
        Measure::LogOdds,
        Measure::LogOddsInformative,
        Measure::JensenShannon,
        Measure::ScaledF,
        Measure::TfIdf,
        Measure::Dispersion,
    ];

    /// The name in snake case, as used on command lines and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Measure::RateRatio => "rate_ratio",
            Measure::OddsRatio => "odds_ratio",
            Measure::LogRatio => "log_ratio",
            Measure::LogRatioBound => "log_ratio_bound",
            Measure::LogLikelihood => "log_likelihood",
            Measure::LogLikelihoodWilliams => "log_likelihood_williams",
            Measure::ChiSquared => "chi_squared",
            Measure::ChiSquaredYates => "chi_squared_yates",
            Measure::PercentDifference => "percent_difference",
            Measure::Bic => "bic",
            Measure::LogOdds => "log_odds",
            Measure::LogOddsInformative => "log_odds_informative",
            Measure::JensenShannon => "jensen_shannon",
            Measure::ScaledF => "scaled_f",
            Measure::TfIdf => "tf_idf",
            Measure::Dispersion => "dispersion",
        }
    }

    /// The score of every feature for `group` against all other groups, with the default options.
    ///
    /// `None` means that the measure is not defined for the feature, for example a ratio to zero.
    /// Options other than the defaults are on the functions of each measure's own module.
    pub fn scores(self, sample: &Sample<'_>, group: u32) -> Vec<Option<f64>> {
        let n_features = sample.matrix().n_features();
        let each =
            |score: &dyn Fn(&Pair) -> Option<f64>| pairs(sample, group).iter().map(score).collect();
        let stratified = |score: fn(&[Pair]) -> Option<f64>| {
            mantel_haenszel::stratified_pairs(sample, group)
                .iter()
                .map(|strata| score(strata))
                .collect()
        };
        let prior = |prior: Prior| {
            each(&|pair| log_odds::score(pair, n_features, prior).map(|odds| odds.z()))
        };
        match self {
            Measure::RateRatio => stratified(mantel_haenszel::log2_rate_ratio),
            Measure::OddsRatio => stratified(mantel_haenszel::ln_odds_ratio),
            Measure::LogRatio => each(&log_ratio::score),
            Measure::LogRatioBound => {
                let BoundOptions { level, n_tests } = BoundOptions::default();
                let n_defined =
                    pairs(sample, group).iter().filter(|pair| pair.is_defined()).count();
                let alpha = (1.0 - level) / n_tests.unwrap_or(n_defined).max(1) as f64;
                each(&|pair| log_ratio_bound::score(pair, alpha))
            }
            Measure::LogLikelihood => each(&log_likelihood::score),
            Measure::LogLikelihoodWilliams => each(&log_likelihood::williams),
            Measure::ChiSquared => each(&|pair| chi_squared::score(pair, Continuity::None)),
            Measure::ChiSquaredYates => each(&|pair| chi_squared::score(pair, Continuity::Yates)),
            Measure::PercentDifference => each(&percent_difference::score),
            Measure::Bic => each(&bic::score),
            Measure::LogOdds => prior(Prior::Flat { per_feature: 0.1 }),
            Measure::LogOddsInformative => prior(Prior::default()),
            Measure::JensenShannon => each(&|pair| jensen_shannon::score(pair, Mixture::Equal)),
            Measure::ScaledF => scaled_f::scores(&pairs(sample, group), 2.0),
            Measure::TfIdf => {
                let (users, n_groups) = tf_idf::group_frequency(sample);
                let pairs = pairs(sample, group);
                let scored = pairs.iter().zip(users);
                scored.map(|(pair, users)| tf_idf::score(pair, users, n_groups)).collect()
            }
            Measure::Dispersion => (0..n_features)
                .map(|feature| {
                    dispersion::score(sample.matrix().column(feature), sample.exposure())
                })
                .collect(),
        }
    }
}
