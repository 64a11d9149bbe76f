//! On which features should the allowance for false alarms be spent? Weights that look at how much
//! the articles can tell about a feature, and never at the labels.
//!
//! Formula: the information `e = f (1 - f) sum x / sqrt(variance of T)` is the `z` expected per unit of
//! natural log ratio. The weight is `Phi(k (e - from)) (1 - h Phi(e - until))`, scaled to mean 1, with `(k, from,
//! h, until)` = `(2.5, 2.35, .8, 5)` for the false discovery rate and `(2, 3, .5, 7)` for the stricter
//! family-wise error; `p / weight` takes the place of `p` in the correction.
//! Features with little information cannot pass any correction even where one side uses them half as
//! often (`e = 3` expects `z = 2.1` of a halving), and would only dilute it; features with much pass
//! with or without help, so part of their share goes to those in between.
//! Unit: none. Cost: one pass over the occurrences.
//! Paper: Genovese, Roeder & Wasserman 2006, Biometrika 93(3),
//! <https://doi.org/10.1093/biomet/93.3.509>; that the best weights fall at both ends: Roeder & Wasserman 2009,
//! Statistical Science 24(4), <https://doi.org/10.1214/09-STS289>.
//!
//! It misleads who wants small differences of very frequent words: those need a p up to five times
//! smaller. `Weighting::Equal` treats all features alike.

use serde::{Deserialize, Serialize};

use super::Scores;
use super::special::normal_cdf;

/// How the allowance for false alarms is shared out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Weighting {
    /// More for features about which the articles can tell something, none decided by labels.
    #[default]
    Information,
    /// The same for every tested feature: plain Benjamini-Hochberg.
    Equal,
}

/// Which error the weights are for: the stricter it is, the more information a feature needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorRate {
    /// Share of false reports among all reports.
    FalseDiscovery,
    /// Chance of any false report.
    FamilyWise,
}

/// The weight of each feature; the tested ones have mean 1, the others weight 0.
pub fn weights(
    scores: &Scores<'_>,
    tested: &[bool],
    weighting: Weighting,
    rate: ErrorRate,
) -> Vec<f64> {
    let (slope, from, held_back, until) = match rate {
        ErrorRate::FalseDiscovery => (2.5, 2.35, 0.8, 5.0),
        ErrorRate::FamilyWise => (2.0, 3.0, 0.5, 7.0),
    };
    let raw = |(feature, &tested): (usize, &bool)| match weighting {
        _ if !tested => 0.0,
        Weighting::Equal => 1.0,
        Weighting::Information => {
            let e = information(scores, feature);
            // Nothing gets less than a hundredth, so that an overwhelming difference is always seen.
            (normal_cdf(slope * (e - from)) * (1.0 - held_back * normal_cdf(e - until))).max(0.01)
        }
    };
    let mut weights: Vec<f64> = tested.iter().enumerate().map(raw).collect();
    let n_tested = tested.iter().filter(|&&tested| tested).count();
    let mean = weights.iter().sum::<f64>() / n_tested.max(1) as f64;
    if mean > 0.0 {
        weights.iter_mut().for_each(|weight| *weight /= mean);
    }
    weights
}

/// The `z` expected of one feature per unit of natural log ratio.
pub fn information(scores: &Scores<'_>, feature: usize) -> f64 {
    let sensitivity = scores.blocks(feature).iter().map(|block| {
        let fraction = scores.strata.strata[block.stratum as usize].fraction();
        let occurrences: u64 =
            scores.cells[block.cells.clone()].iter().map(|cell| u64::from(cell.count)).sum();
        fraction * (1.0 - fraction) * occurrences as f64
    });
    let variance = scores.variance[feature];
    if variance > 0.0 { sensitivity.sum::<f64>() / libm::sqrt(variance) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Matrix, Sample, Strata};

    #[test]
    fn labels_do_not_matter_and_the_mean_is_one() {
        let rows = (0..60u32).map(|i| {
            vec![(0, 2 + i % 3), (1, u32::from(i % 12 == 0)), (2, u32::from(i % 3 == 0) * 2)]
        });
        let matrix = Matrix::from_rows(3, rows);
        let exposure: Vec<u32> = (0..60).map(|i| 300 + i * 5).collect();
        let of = |shift: u32| {
            let group: Vec<u32> = (0..60).map(|i| (i + shift) / 30 % 2).collect();
            let sample = Sample::new(&matrix, &exposure, &group, &[0; 60]).unwrap();
            let strata = Strata::new(&sample, 0);
            weights(
                &Scores::new(&sample, &strata),
                &[true; 3],
                Weighting::Information,
                ErrorRate::FalseDiscovery,
            )
        };
        let (here, there) = (of(0), of(11));
        assert!(here.iter().zip(&there).all(|(a, b)| (a - b).abs() < 1e-12));
        assert!((here.iter().sum::<f64>() - 3.0).abs() < 1e-12);
        assert!(here[1] < here[2]);
    }
}
