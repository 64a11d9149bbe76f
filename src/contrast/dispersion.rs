//! Deviation of proportions: is the word spread over the articles, or packed into a few?
//!
//! Formula: `DP = 1/2 sum |t_i - w_i|`, where `t_i` is article i's share of the word's occurrences
//! and `w_i` its share of all tokens; `DPnorm = DP / (1 - min w)`.
//! Unit: 0 (as evenly as the articles' lengths allow) to 1 (all in the shortest article).
//! Cost: one pass over the occurrences of the feature.
//! Paper: Gries 2008, International Journal of Corpus Linguistics 13(4),
//! <https://doi.org/10.1075/ijcl.13.4.02gri>; Lijffijt & Gries 2012, same journal 17(1),
//! <https://doi.org/10.1075/ijcl.17.1.08lij>.
//!
//! It misleads across frequencies: a word that occurs twice cannot be spread over 500 articles, so
//! rare words always look clumped. Compare words of similar frequency.

use crate::stats::Column;

/// DPnorm of one feature, or `None` for a feature that never occurs or fewer than two articles.
///
/// `exposure` holds the tokens of every article. Articles without tokens take no part.
///
/// ```
/// use parallax::contrast::dispersion;
/// use parallax::stats::Matrix;
/// let matrix = Matrix::from_rows(1, [vec![(0, 4)], vec![], vec![]]);
/// let clumped = dispersion::score(matrix.column(0), &[100, 100, 100]).unwrap();
/// assert!((clumped - 1.0).abs() < 1e-12);
/// ```
pub fn score(column: Column<'_>, exposure: &[u32]) -> Option<f64> {
    let tokens: f64 = exposure.iter().map(|&n| f64::from(n)).sum();
    let shortest = exposure.iter().filter(|&&n| n > 0).min().map(|&n| f64::from(n) / tokens)?;
    let total = column.total() as f64;
    if total == 0.0 || shortest >= 1.0 {
        return None;
    }
    // The articles without the word deviate by their whole share, so only the others are visited.
    let mut deviation = 1.0;
    for (article, count) in column.iter() {
        let share = f64::from(exposure[article]) / tokens;
        deviation += (f64::from(count) / total - share).abs() - share;
    }
    Some(0.5 * deviation / (1.0 - shortest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Matrix;

    #[test]
    fn even_is_zero() {
        let matrix = Matrix::from_rows(1, [vec![(0, 2)], vec![(0, 4)]]);
        assert!(score(matrix.column(0), &[50, 100]).unwrap().abs() < 1e-12);
        assert_eq!(score(matrix.column(0), &[50, 0]), None);
    }
}
