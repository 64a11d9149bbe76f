//! Numbers about numbers: estimates, intervals, p-values. There is no news in here; a row is an
//! article only because that is what we call the unit that is drawn, labelled and exchanged.
//!
//! # Which one should you use?
//!
//! | you have | take |
//! |---|---|
//! | articles with groups and strata, and want conclusions | [`emphasis()`], [`emphasis_of_all`] |
//! | sums from many machines, no article rows | [`Moments`], [`mod@moments_test`], [`interval::log2_rate_ratio`] |
//! | fewer than some thousand arrangements | [`mod@exact`] (chosen by itself in [`emphasis()`]) |
//! | your own label-free scores of counts | [`Scores`], [`Saddlepoint`], [`permutation::exceedances`] |
//! | a ranking, and want to know what chance alone would put on top | [`halves`] |
//! | to see how often popular methods cry wolf, and how often these do | [`calibration`] |
//! | p-values of any origin | [`q_values`] |
//! | the extra variance of a feature between articles | [`Overdispersion`] |

#[doc = include_str!("calibration.md")]
pub mod calibration {}
mod dispersion;
pub mod emphasis;
mod estimate;
pub mod exact;
mod exact_stratum;
mod fdr;
pub mod halves;
pub mod interval;
mod labels;
mod large_stratum;
mod layout;
mod matrix;
mod moments;
pub mod moments_test;
pub mod permutation;
mod proportion;
mod quadrature;
mod rng;
pub mod saddlepoint;
pub mod score;
pub mod special;
mod strata;
pub mod weights;

pub use dispersion::Overdispersion;
pub use emphasis::{
    Emphasis, EmphasisOptions, FeatureEmphasis, NotTestable, Tail, Test, Tested, emphasis,
    emphasis_of_all, not_testable,
};
pub use estimate::{Estimate, Interval};
pub use fdr::q_values;
pub use halves::SplitHalf;
pub use matrix::{Column, Matrix, Sample, SampleError};
pub use moments::Moments;
pub(crate) use moments::quantile;
pub use proportion::proportion;
pub use rng::Rng;
pub use saddlepoint::Saddlepoint;
pub use score::Scores;
pub use strata::{Strata, Stratum};
pub use weights::Weighting;
