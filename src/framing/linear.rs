//! A linear separator of two classes: support vector machine with squared hinge loss.
//!
//! Question: which weights of features tell the texts with a label from those without?
//!
//! Minimises `|w|²/2 + Σ cᵢ max(0, 1 − yᵢ w·xᵢ)²` by coordinate descent in the dual. In [`separate`] the two
//! classes weigh the same in the sum, however rare one of them is. The order of the coordinates is shuffled by a
//! fixed generator, so the same data give the same weights on any machine.
//!
//! Cost: a pass over all non-zero features for each of at most [`MAX_PASSES`] passes.
//!
//! Paper: Hsieh, C.-J. et al. (2008), A dual coordinate descent method for large-scale linear SVM,
//! [doi:10.1145/1390156.1390208](https://doi.org/10.1145/1390156.1390208). Departs from LIBLINEAR in that
//! nothing is shrunk and in the generator.

/// Features of one text that are not nought, by number.
pub(crate) type Sparse = Vec<(u32, f64)>;

/// More passes than texts of news need to converge; the limit keeps contradictory data from going on.
const MAX_PASSES: usize = 200;

/// The largest change of any coordinate in a pass at which the weights count as found.
const TOLERANCE: f64 = 1e-3;

/// The weights of the features and, behind them, the intercept.
///
/// `rows` and `positive` have the same length. Where all rows are of one class the weights are noughts and
/// the intercept says which.
pub(super) fn separate(
    rows: &[Sparse],
    positive: &[bool],
    n_features: usize,
    cost: f64,
    seed: u64,
) -> (Vec<f64>, f64) {
    let n_positive = positive.iter().filter(|positive| **positive).count();
    let n_negative = rows.len() - n_positive;
    let balanced = |n: usize| cost * rows.len() as f64 / (2.0 * n.max(1) as f64);
    separate_at(rows, positive, n_features, [balanced(n_negative), balanced(n_positive)], seed)
}

/// As [`separate`], with what an error on a text of each class costs, the negative first. Where classes weigh
/// the same by text, a rare one is given to few: scores are then nearer to how likely it is.
pub(crate) fn separate_at(
    rows: &[Sparse],
    positive: &[bool],
    n_features: usize,
    costs: [f64; 2],
    seed: u64,
) -> (Vec<f64>, f64) {
    let n_positive = positive.iter().filter(|positive| **positive).count();
    let mut weights = vec![0.0; n_features + 1];
    if n_positive == 0 || n_positive == rows.len() {
        return (vec![0.0; n_features], if n_positive > 0 { 1.0 } else { -1.0 });
    }
    // The intercept is one more feature, which every text has once.
    let squares: Vec<f64> = rows
        .iter()
        .map(|row| 1.0 + row.iter().map(|(_, value)| value * value).sum::<f64>())
        .collect();
    let mut duals = vec![0.0; rows.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut random = Random(seed);
    for _ in 0..MAX_PASSES {
        random.shuffle(&mut order);
        let mut largest: f64 = 0.0;
        for &row in &order {
            let sign = if positive[row] { 1.0 } else { -1.0 };
            let diagonal = 0.5 / costs[usize::from(positive[row])];
            let gradient = sign * product(&weights, &rows[row]) - 1.0 + diagonal * duals[row];
            let projected = if duals[row] == 0.0 { gradient.min(0.0) } else { gradient };
            if projected.abs() < 1e-12 {
                continue;
            }
            largest = largest.max(projected.abs());
            let before = duals[row];
            duals[row] = (before - gradient / (squares[row] + diagonal)).max(0.0);
            let step = (duals[row] - before) * sign;
            for &(feature, value) in &rows[row] {
                weights[feature as usize] += step * value;
            }
            weights[n_features] += step;
        }
        if largest < TOLERANCE {
            break;
        }
    }
    let intercept = weights.pop().unwrap_or(0.0);
    (weights, intercept)
}

/// The weighted sum of a text's features, intercept included; `weights` ends with the intercept.
fn product(weights: &[f64], row: &Sparse) -> f64 {
    let intercept = weights.last().copied().unwrap_or(0.0);
    intercept + row.iter().map(|&(feature, value)| weights[feature as usize] * value).sum::<f64>()
}

/// A small generator (SplitMix64), so that no number depends on a library's version.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = (self.next() % (last as u64 + 1)) as usize;
            items.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_that_tells_the_classes_apart_gets_the_weight() {
        let rows: Vec<Sparse> = (0..40u32)
            .map(|n| if n % 4 == 0 { vec![(0, 1.0), (2, 1.0)] } else { vec![(1, 1.0), (2, 1.0)] })
            .collect();
        let positive: Vec<bool> = (0..40).map(|n| n % 4 == 0).collect();
        let (weights, intercept) = separate(&rows, &positive, 3, 1.0, 7);
        assert!(weights[0] > 0.5 && weights[1] < -0.5, "{weights:?}");
        for (row, positive) in rows.iter().zip(positive) {
            let score: f64 =
                intercept + row.iter().map(|(f, v)| weights[*f as usize] * v).sum::<f64>();
            assert_eq!(score > 0.0, positive);
        }
    }

    #[test]
    fn two_points_have_a_solution_on_paper() {
        // One text of each class, x = +1 and x = -1, with the intercept as a second feature. By symmetry
        // the intercept is 0 and w minimises w²/2 + 2 c (1 - w)², so w = 4c / (1 + 4c).
        let rows = [vec![(0, 1.0)], vec![(0, -1.0)]];
        for cost in [0.1, 1.0, 10.0] {
            let (weights, intercept) = separate(&rows, &[true, false], 1, cost, 1);
            let expected = 4.0 * cost / (1.0 + 4.0 * cost);
            assert!((weights[0] - expected).abs() < 5e-3, "{cost}: {weights:?} {expected}");
            assert!(intercept.abs() < 5e-3, "{intercept}");
        }
    }

    #[test]
    fn one_class_alone_gives_its_intercept() {
        assert_eq!(separate(&[vec![(0, 1.0)]], &[true], 1, 1.0, 1), (vec![0.0], 1.0));
        assert_eq!(separate(&[vec![(0, 1.0)]], &[false], 1, 1.0, 1), (vec![0.0], -1.0));
        assert_eq!(separate(&[], &[], 1, 1.0, 1), (vec![0.0], -1.0));
    }
}
