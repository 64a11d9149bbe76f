//! What do all arrangements of the labels say, when they are few enough to be listed?
//!
//! Method: the arrangements of a stratum are the subsets of its articles of the group's size; those of
//! all strata are combined like the digits of a number. The observed arrangement is one of them, so
//! the share of arrangements that are as extreme is an exact p, never below `1 / arrangements`.
//! Unit: probability. Cost: arrangements x occurrences.
//! Paper: Fisher 1935, "The Design of Experiments", section 21; Good 2005,
//! <https://doi.org/10.1007/b138696>.
//!
//! It misleads nobody, but says little: seven articles have 35 arrangements, and no p below .03.

use super::permutation::{Exceedances, Gauge};
use super::{Scores, Strata};

/// Calls `visit` with every arrangement: for each article of the sample, whether it is in the group.
///
/// Articles outside the strata keep the label they have.
///
/// ```
/// use parallax::stats::{Matrix, Sample, Strata, exact};
/// let matrix = Matrix::from_rows(1, vec![vec![]; 5]);
/// let sample = Sample::new(&matrix, &[100; 5], &[0, 1, 0, 1, 1], &[1, 1, 2, 2, 2]).unwrap();
/// let mut n = 0;
/// exact::for_each_arrangement(&Strata::new(&sample, 0), |_| n += 1);
/// assert_eq!(n, 2 * 3);
/// ```
pub fn for_each_arrangement(strata: &Strata, mut visit: impl FnMut(&[bool])) {
    let mut labels = strata.in_group.clone();
    // Each digit lists the members of the group in one stratum, as ascending places.
    let mut digits: Vec<Vec<usize>> =
        strata.strata.iter().map(|stratum| (0..stratum.n_group).collect()).collect();
    loop {
        for (stratum, digit) in strata.strata.iter().zip(&digits) {
            stratum.articles.iter().for_each(|&article| labels[article as usize] = false);
            digit.iter().for_each(|&place| labels[stratum.articles[place] as usize] = true);
        }
        visit(&labels);
        let advanced = strata
            .strata
            .iter()
            .zip(&mut digits)
            .any(|(stratum, digit)| next_subset(digit, stratum.len()));
        if !advanced {
            return;
        }
    }
}

/// Moves to the next subset of `0..m` in order, or back to the first and returns false.
fn next_subset(subset: &mut [usize], m: usize) -> bool {
    let k = subset.len();
    match (0..k).rev().find(|&i| subset[i] < m - k + i) {
        Some(i) => {
            subset[i] += 1;
            (i + 1..k).for_each(|j| subset[j] = subset[j - 1] + 1);
            true
        }
        None => {
            subset.iter_mut().enumerate().for_each(|(i, place)| *place = i);
            false
        }
    }
}

/// Exceedances over all arrangements but the observed one, in the form that draws have.
///
/// # Panics
/// If `gauges` does not have one value per feature.
pub fn exceedances(scores: &Scores<'_>, gauges: &[Option<Gauge>]) -> Exceedances {
    let n_features = scores.n_features();
    let mut order: Vec<(f32, usize)> = (0..n_features)
        .filter(|&feature| scores.variance[feature] > 0.0)
        .filter_map(|feature| {
            gauges[feature].map(|gauge| (gauge.reading(scores.z(feature) as f32), feature))
        })
        .collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut counts =
        Exceedances { n_draws: 0, own: vec![0; n_features], family: vec![0; n_features] };
    for_each_arrangement(scores.strata, |labels| {
        counts.n_draws += 1;
        let mut largest = f32::NEG_INFINITY;
        for &(observed, feature) in &order {
            // Arrangements equal to the observed one differ by rounding only.
            let z = scores.excess_under(feature, labels) / libm::sqrt(scores.variance[feature])
                * (1.0 + 1e-9);
            let reading = gauges[feature].unwrap_or_default().reading(z as f32 * (1.0 + 1e-5));
            largest = if reading > largest { reading } else { largest };
            counts.own[feature] += u32::from(z.abs() >= scores.z(feature).abs());
            counts.family[feature] += u32::from(largest >= observed);
        }
    });
    let mut most = 0;
    for &(_, feature) in order.iter().rev() {
        most = most.max(counts.family[feature]);
        counts.family[feature] = most - 1;
        counts.own[feature] -= 1;
    }
    counts.n_draws -= 1;
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_subsets_once() {
        let mut subset = vec![0, 1, 2];
        let mut seen = vec![subset.clone()];
        while next_subset(&mut subset, 6) {
            seen.push(subset.clone());
        }
        seen.dedup();
        assert_eq!((seen.len(), &subset), (20, &vec![0, 1, 2]));
    }
}
