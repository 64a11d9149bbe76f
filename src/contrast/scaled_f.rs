//! Scaled F: which words are both typical of one side and frequent there?
//!
//! Formula: precision `a / (a + b)` and frequency `a / sum a` are each mapped through the normal
//! distribution function with their own mean and standard deviation over the vocabulary, then
//! combined as `F_beta = (1 + beta^2) P R / (beta^2 P + R)`; the same for the other side. The larger
//! of the two is kept and each side is stretched to [0, 1], so that .5 is neutral.
//! Unit: 0 (the reference's word) to 1 (the group's word).
//! Cost: four normal distribution functions a feature.
//! Paper: Kessler 2017, "Scattertext", ACL demos, <https://doi.org/10.18653/v1/P17-4015>.
//!
//! It misleads when compared between corpora: the scale depends on the vocabulary kept, one word
//! always gets 1 and one 0 even where nothing differs. scattertext's p-values for it assume a
//! normal score; they are not offered here.

use super::pair::Pair;
use crate::stats::special::normal_cdf;

/// The scores of all features, scaled over the features that occur at all; `beta` is 2 by default.
///
/// ```
/// use parallax::contrast::{Pair, scaled_f};
/// let pairs = [Pair::new(9.0, 1.0, 20.0, 20.0), Pair::new(1.0, 9.0, 20.0, 20.0), Pair::new(5.0, 5.0, 20.0, 20.0)];
/// assert_eq!(scaled_f::scores(&pairs, 2.0)[2], Some(0.5));
/// ```
pub fn scores(pairs: &[Pair], beta: f64) -> Vec<Option<f64>> {
    let defined: Vec<usize> = (0..pairs.len()).filter(|&j| pairs[j].is_defined()).collect();
    let side = |pick: fn(&Pair) -> f64| {
        let total: f64 = defined.iter().map(|&j| pick(&pairs[j])).sum();
        let share = |divisor: &dyn Fn(&Pair) -> f64| -> Vec<f64> {
            defined.iter().map(|&j| pick(&pairs[j]) / divisor(&pairs[j])).collect()
        };
        let precision = normal_scaled(&share(&|pair| pair.a + pair.b));
        let frequency = normal_scaled(&share(&|_| total));
        precision.iter().zip(&frequency).map(|(p, r)| f_score(*p, *r, beta)).collect::<Vec<f64>>()
    };
    let (own, other) = (side(|pair| pair.a), side(|pair| pair.b));
    let signed = own.iter().zip(&other).map(|(&a, &b)| match () {
        _ if a > b => a,
        _ if a < b => -b,
        _ => 0.0,
    });
    let signed: Vec<f64> = signed.collect();
    let up = Range::over(signed.iter().copied().filter(|&s| s > 0.0));
    let down = Range::over(signed.iter().copied().filter(|&s| s < 0.0).map(|s| -s));
    let mut scores = vec![None; pairs.len()];
    for (&feature, &score) in defined.iter().zip(&signed) {
        let balanced = match () {
            _ if score > 0.0 => up.place(score),
            _ if score < 0.0 => -down.place(-score),
            _ => 0.0,
        };
        scores[feature] = Some((balanced + 1.0) / 2.0);
    }
    scores
}

fn normal_scaled(values: &[f64]) -> Vec<f64> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n;
    if variance > 0.0 {
        let deviation = libm::sqrt(variance);
        return values.iter().map(|v| normal_cdf((v - mean) / deviation)).collect();
    }
    // All values are equal: their common place in the middle is the only one without a preference.
    vec![0.5; values.len()]
}

fn f_score(precision: f64, frequency: f64, beta: f64) -> f64 {
    let squared = beta * beta;
    let divisor = squared * precision + frequency;
    if divisor == 0.0 { 0.0 } else { (1.0 + squared) * precision * frequency / divisor }
}

struct Range {
    low: f64,
    high: f64,
}

impl Range {
    fn over(values: impl Iterator<Item = f64>) -> Range {
        let widen = |range: Range, v: f64| Range { low: range.low.min(v), high: range.high.max(v) };
        values.fold(Range { low: f64::INFINITY, high: f64::NEG_INFINITY }, widen)
    }

    /// Where `value` lies between the ends, as scattertext does it: one half if they coincide.
    fn place(&self, value: f64) -> f64 {
        if self.high > self.low { (value - self.low) / (self.high - self.low) } else { 0.5 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_of_each_side_takes_the_ends() {
        let pairs = [(9.0, 1.0), (7.0, 3.0), (2.0, 8.0), (2.0, 9.0), (0.0, 0.0)]
            .map(|(a, b)| Pair::new(a, b, 20.0, 21.0));
        let scores = scores(&pairs, 2.0);
        let known: Vec<f64> = scores.iter().flatten().copied().collect();
        assert_eq!(known.iter().copied().fold(0.0, f64::max), 1.0);
        assert_eq!(known.iter().copied().fold(1.0, f64::min), 0.0);
        assert_eq!(scores[4], None);
    }
}
