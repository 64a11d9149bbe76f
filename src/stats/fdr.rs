//! How many of the reported differences are false? Benjamini-Hochberg q-values.
//!
//! Formula: `q_(i) = min over k >= i of p_(k) m / k`, p ascending; with weights, `p / w` takes the
//! place of `p`, where the weights were chosen without the labels and have mean 1.
//! Unit: reporting everything with `q <= .05` keeps the expected share of false reports at 5 %.
//! Cost: one sort.
//! Paper: Benjamini & Hochberg 1995, JRSS B 57(1),
//! <https://doi.org/10.1111/j.2517-6161.1995.tb02031.x>; weights: Genovese, Roeder & Wasserman 2006,
//! Biometrika 93(3), <https://doi.org/10.1093/biomet/93.3.509>.
//!
//! It misleads with p-values from draws: their smallest value, `1 / (B + 1)`, times the number of
//! features is above .05 for any practical B, so nothing can be found. And like every correction it
//! repairs multiplicity, not miscalibrated p-values.

/// The q-value of each p; features without a p do not count as tests.
///
/// ```
/// use parallax::stats::q_values;
/// let q = q_values(&[Some(0.01), None, Some(0.02), Some(0.9)]);
/// assert!((q[0].unwrap() - 0.03).abs() < 1e-12 && q[1].is_none());
/// ```
pub fn q_values(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut order: Vec<(usize, f64)> =
        p.iter().enumerate().filter_map(|(i, p)| p.map(|p| (i, p))).collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    let n_tests = order.len() as f64;
    let mut q = vec![None; p.len()];
    let mut smallest = 1.0f64;
    for (rank, &(feature, p)) in order.iter().enumerate().rev() {
        smallest = smallest.min(p * n_tests / (rank + 1) as f64);
        q[feature] = Some(smallest);
    }
    q
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_statsmodels() {
        // statsmodels 0.15.0 multipletests(p, method="fdr_bh").
        let p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216];
        let q = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.105714285714, 0.216, 0.216, 0.216];
        for (ours, oracle) in q_values(&p.map(Some)).into_iter().zip(q) {
            assert!((ours.unwrap() - oracle).abs() < 1e-9);
        }
    }
}
