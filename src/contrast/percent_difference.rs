//! %DIFF: by how many per cent is the group's rate above the reference's?
//!
//! Formula: `100 (p1 - p2) / p2`.
//! Unit: per cent of the reference's rate; -100 where the group never uses the feature.
//! Cost: one division a feature.
//! Paper: Gabrielatos & Marchi 2011, "Keyness: matching metrics to definitions", Corpus Linguistics
//! in the South; Gabrielatos 2018, <https://doi.org/10.4324/9781315179346-11>.
//!
//! It misleads because it is lopsided (twice is +100, half is -50) and undefined where the
//! reference lacks the word. Tools replace that zero by 1e-18, which makes every such word a record;
//! here it is `None`. Prefer [`log_ratio`](super::log_ratio).

use super::pair::Pair;

/// The difference in per cent, or `None` where the reference never uses the feature.
///
/// ```
/// use parallax::contrast::{Pair, percent_difference};
/// assert_eq!(percent_difference::score(&Pair::new(6.0, 4.0, 100.0, 100.0)), Some(50.0));
/// ```
pub fn score(pair: &Pair) -> Option<f64> {
    let &Pair { a, b, n1, n2 } = pair;
    (pair.is_defined() && b > 0.0).then(|| 100.0 * (a * n2 - b * n1) / (b * n1))
}
