//! tf-idf: which words are frequent in the group and rare in the other groups?
//!
//! Formula: `tf idf` with `tf` the feature's share of the group's tokens and the smoothed
//! `idf = ln((1 + G) / (1 + g)) + 1`, where each of the `G` groups is one document and `g` of them
//! use the feature.
//! Unit: none; at least 0.
//! Cost: one pass over the occurrences of the feature.
//! Paper: Spärck Jones 1972, Journal of Documentation 28(1), <https://doi.org/10.1108/eb026526>;
//! smoothing as in scikit-learn's `TfidfTransformer`.
//!
//! It misleads with few groups: every common word is used by all outlets, so `idf` is the same for
//! nearly all words and the ranking is that of plain frequency. It has no direction and no error.

use super::pair::Pair;
use crate::stats::Sample;
use crate::stats::special::ln;

/// The weight of one feature used by `with_feature` of `n_groups` groups.
///
/// ```
/// use parallax::contrast::{Pair, tf_idf};
/// let pair = Pair::new(3.0, 0.0, 100.0, 100.0);
/// assert!(tf_idf::score(&pair, 1, 2).unwrap() > tf_idf::score(&pair, 2, 2).unwrap());
/// ```
pub fn score(pair: &Pair, with_feature: usize, n_groups: usize) -> Option<f64> {
    let idf = ln((1 + n_groups) as f64 / (1 + with_feature) as f64) + 1.0;
    (pair.n1 > 0.0 && with_feature > 0).then(|| pair.a / pair.n1 * idf)
}

/// For each feature, the number of groups that use it; and the number of groups with articles.
pub fn group_frequency(sample: &Sample<'_>) -> (Vec<usize>, usize) {
    let count = |groups: &mut Vec<u32>| {
        groups.sort_unstable();
        groups.dedup();
        groups.len()
    };
    let matrix = sample.matrix();
    let users = (0..matrix.n_features()).map(|feature| {
        count(
            &mut matrix
                .column(feature)
                .iter()
                .map(|(article, _)| sample.group()[article])
                .collect(),
        )
    });
    (users.collect(), count(&mut sample.group().to_vec()))
}
