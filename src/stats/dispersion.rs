//! By how much does a feature vary between articles beyond chance? Negative-binomial dispersion
//! by maximum likelihood, for all features in one pass.
//!
//! Formula: `x_i ~ NB(mean p n_i, variance p n_i + phi (p n_i)^2)` with `p = sum x / sum n`; the
//! log-likelihood in `phi = 1/r` is
//! `sum_i [ln Gamma(x_i + r) - ln Gamma(r) + x_i ln(phi p n_i) - (x_i + r) ln(1 + phi p n_i)]`.
//! Unit: `theta = phi p` per token, the inverse of the article length at which the extra variance
//! equals the Poisson variance. It is chosen from a fixed grid of [`Overdispersion::LEVELS`]
//! values, so that all features of one level share their weights `1 / (1 + theta n)`; a score
//! needs its weight only roughly (a factor of 1.8 in theta costs under 1 % of its power).
//! Cost: per feature a dozen evaluations of about 30 logarithms, whatever its number of articles,
//! because articles are gathered by length and `ln Gamma` differences by count.
//! Paper: Lawless 1987, Canadian Journal of Statistics 15(3), <https://doi.org/10.2307/3314912>.
//!
//! It misleads for features in fewer than about five articles, whose likelihood is flat: the answer is
//! then whatever the few articles happen to be. As a weight it stays valid, because it does not
//! look at the labels.

use super::Column;
use super::special::ln;

/// The article lengths of a sample, gathered so that likelihoods need not visit every article.
#[derive(Clone, Debug)]
pub struct Overdispersion {
    bin_of: Vec<u8>,
    mean_length: Vec<f64>,
    n_in_bin: Vec<f64>,
    theta: Vec<f64>,
}

const N_BINS: usize = 16;

impl Overdispersion {
    /// Number of levels of overdispersion; level 0 is none (Poisson).
    pub const LEVELS: usize = 16;

    /// Gathers the lengths; articles with `takes_part` false are left out.
    pub fn new(exposure: &[u32], takes_part: &[bool]) -> Overdispersion {
        let mut order: Vec<usize> =
            (0..exposure.len()).filter(|&i| takes_part[i] && exposure[i] > 0).collect();
        order.sort_by_key(|&i| (exposure[i], i));
        let per_bin = order.len().div_ceil(N_BINS).max(1);
        let mut bin_of = vec![u8::MAX; exposure.len()];
        let (mut mean_length, mut n_in_bin) = (Vec::new(), Vec::new());
        for (bin, articles) in order.chunks(per_bin).enumerate() {
            let tokens: f64 = articles.iter().map(|&i| f64::from(exposure[i])).sum();
            mean_length.push(tokens / articles.len() as f64);
            n_in_bin.push(articles.len() as f64);
            for &i in articles {
                bin_of[i] = bin as u8;
            }
        }
        let tokens: f64 = mean_length.iter().zip(&n_in_bin).map(|(mean, n)| mean * n).sum();
        let typical = (tokens / order.len().max(1) as f64).max(1.0);
        // From a twentieth of the Poisson variance at the typical length to two hundred times it.
        let mut theta = vec![0.0];
        let mut next = 0.05 / typical;
        while theta.len() < Overdispersion::LEVELS {
            theta.push(next);
            next *= 1.8;
        }
        Overdispersion { bin_of, mean_length, n_in_bin, theta }
    }

    /// `theta` of each level, per token, ascending from 0.
    pub fn theta(&self) -> &[f64] {
        &self.theta
    }

    /// The level with the largest likelihood for one feature.
    pub fn level(&self, column: Column<'_>) -> usize {
        let mut in_bin = [0.0; N_BINS];
        let mut at_least: Vec<f64> = Vec::new();
        let mut total = 0.0;
        for (article, count) in column.iter() {
            let bin = self.bin_of[article];
            if bin == u8::MAX {
                continue;
            }
            in_bin[bin as usize] += f64::from(count);
            total += f64::from(count);
            // A count beyond 64 adds to ln Gamma what the last term says; such counts decide nothing.
            let depth = (count as usize).min(64);
            if at_least.len() < depth {
                at_least.resize(depth, 0.0);
            }
            for slot in &mut at_least[..depth] {
                *slot += 1.0;
            }
        }
        if total < 2.0 {
            return 0;
        }
        let tokens: f64 =
            self.mean_length.iter().zip(&self.n_in_bin).map(|(mean, n)| mean * n).sum();
        let p = total / tokens;
        let likelihood =
            |level: usize| self.likelihood(self.theta[level] / p, p, &in_bin, &at_least);
        // The likelihood has one maximum in theta, so a binary search for where it turns finds it.
        let (mut low, mut high) = (0, Overdispersion::LEVELS - 1);
        while low < high {
            let middle = (low + high) / 2;
            if likelihood(middle + 1) > likelihood(middle) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        low
    }

    /// The log-likelihood less its value at `phi = 0` up to a constant in `phi`.
    fn likelihood(&self, phi: f64, p: f64, in_bin: &[f64; N_BINS], at_least: &[f64]) -> f64 {
        if phi == 0.0 {
            return -self
                .mean_length
                .iter()
                .zip(&self.n_in_bin)
                .map(|(mean, n)| p * mean * n)
                .sum::<f64>();
        }
        // phi^x Gamma(x + r) / Gamma(r) is the product of (1 + k phi) over k below x.
        let mut sum = 0.0;
        for (k, n) in at_least.iter().enumerate().skip(1) {
            sum += n * ln(1.0 + k as f64 * phi);
        }
        for ((mean, n), occurrences) in self.mean_length.iter().zip(&self.n_in_bin).zip(in_bin) {
            sum -= (occurrences + n / phi) * ln(1.0 + phi * p * mean);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Matrix;

    #[test]
    fn even_is_poisson_and_clumped_is_not() {
        let exposure = [500; 40];
        let overdispersion = Overdispersion::new(&exposure, &[true; 40]);
        let even = Matrix::from_rows(1, (0..40).map(|i| vec![(0, 1 + i % 2)]));
        let clumped =
            Matrix::from_rows(1, (0..40).map(|i| vec![(0, if i % 10 == 0 { 15 } else { 0 })]));
        assert_eq!(overdispersion.level(even.column(0)), 0);
        let level = overdispersion.level(clumped.column(0));
        // scipy gives phi = 37.18 for these counts by maximum likelihood; theta = phi p with p = 60 / 20000.
        let phi = overdispersion.theta()[level] / (60.0 / 20_000.0);
        assert!(phi > 37.18 / 1.8 && phi < 37.18 * 1.8, "{phi}");
    }
}
