//! How often does a feature occur in one group and in all the others? The four numbers behind
//! every measure that ignores articles.

use crate::stats::Sample;

/// One feature's occurrences in a group and in its reference, and the size of both.
///
/// ```
/// use parallax::contrast::Pair;
/// let pair = Pair::new(18.0, 1.0, 50.0, 54.0);
/// assert!(pair.sign() > 0.0);
/// assert!((pair.expected() - 19.0 * 50.0 / 104.0).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Occurrences in the group.
    pub a: f64,
    /// Occurrences in the reference.
    pub b: f64,
    /// Tokens of the group.
    pub n1: f64,
    /// Tokens of the reference.
    pub n2: f64,
}

impl Pair {
    /// The pair of `a` occurrences in `n1` tokens and `b` in `n2`.
    pub fn new(a: f64, b: f64, n1: f64, n2: f64) -> Pair {
        Pair { a, b, n1, n2 }
    }

    /// Occurrences expected in the group if both used the feature at the same rate.
    pub fn expected(&self) -> f64 {
        (self.a + self.b) * self.n1 / (self.n1 + self.n2)
    }

    /// +1 where the group uses the feature more than the reference, -1 where less, 0 where equally.
    pub fn sign(&self) -> f64 {
        let difference = self.a * self.n2 - self.b * self.n1;
        if difference == 0.0 { 0.0 } else { difference.signum() }
    }

    /// Whether there is anything to compare: tokens on both sides and at least one occurrence.
    pub fn is_defined(&self) -> bool {
        self.n1 > 0.0 && self.n2 > 0.0 && self.a + self.b > 0.0
    }

    /// The same comparison seen from the reference.
    pub fn swapped(&self) -> Pair {
        Pair { a: self.b, b: self.a, n1: self.n2, n2: self.n1 }
    }
}

/// The pair of every feature of a sample, for one group against all others.
///
/// The sizes are the exposures, so they count tokens that are not features as well.
pub fn pairs(sample: &Sample<'_>, group: u32) -> Vec<Pair> {
    let [mut n1, mut n2] = [0.0; 2];
    for (&tokens, &label) in sample.exposure().iter().zip(sample.group()) {
        *(if label == group { &mut n1 } else { &mut n2 }) += f64::from(tokens);
    }
    let matrix = sample.matrix();
    let pair = |feature| {
        let [mut a, mut b] = [0.0; 2];
        for (article, count) in matrix.column(feature).iter() {
            *(if sample.group()[article] == group { &mut a } else { &mut b }) += f64::from(count);
        }
        Pair { a, b, n1, n2 }
    };
    (0..matrix.n_features()).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Matrix;

    #[test]
    fn sides_and_sizes() {
        let matrix = Matrix::from_rows(2, [vec![(0, 2)], vec![(0, 1), (1, 4)], vec![(1, 1)]]);
        let sample = Sample::new(&matrix, &[10, 20, 40], &[0, 1, 2], &[0; 3]).unwrap();
        let cases = [(0, 0, [2.0, 1.0, 10.0, 60.0]), (1, 1, [4.0, 1.0, 20.0, 50.0])];
        for (group, feature, [a, b, n1, n2]) in cases {
            assert_eq!(pairs(&sample, group)[feature], Pair { a, b, n1, n2 });
        }
    }
}
