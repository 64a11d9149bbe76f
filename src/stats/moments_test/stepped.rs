//! How likely is so large an excess where few articles use a feature, so that it moves in visible steps?
//!
//! Method: where the sums of a cell [tell](super::counts) how often each of its articles uses the feature, the sum `S` of these counts on the
//! group's side is a whole number, and every way in which the articles can fall is counted:
//! `P(S = s) = sum over j of N(j, s) C(m - k, g - j) / C(m, g)`, with `N(j, s)` the number of choices of `j` of the `k` articles
//! whose counts add up to `s`, and `g` of `m` articles in the group. The excess `T` also has the words of all articles in it, of which only
//! sums are known: `T = (B / A) (S - E S) + e`, with a normal `e` of variance `V - B^2 / A`; with `x` occurrences and `n` words
//! `A`, `B` and `V` are `g (m - g) / (m (m - 1))` times `sum x^2 - (sum x)^2 / m`, `sum x (x - r n)` and `sum (x - r n)^2`, added over strata.
//! Unit: probability. Cost: articles with the feature, squared, times their occurrences.
//!
//! A saddlepoint smooths over the steps and makes .044 of what should be .05; from articles one would draw instead, from sums one cannot.
//! It misleads where a few articles are far longer than the others, because `e` is then not normal: therefore it is used only
//! while `e` is small beside a step. Small strata are left to the saddlepoint, which lists their arrangements.

use super::articles::Layout;
use crate::stats::special::{exp, normal_sf};
use crate::stats::strata::ln_binomial;

/// Steps are visible while the deviation of what the lengths add is below this share of one.
const VISIBLE: f64 = 0.3;
/// No distribution is built over more steps.
const MOST_STEPS: usize = 256;

/// The two-sided p of an excess; `None` where the strata are small, the counts are not known or the steps cannot be seen.
pub(super) fn p(strata: &[Layout], excess: f64) -> Option<f64> {
    let counts: Option<Vec<&[u32]>> =
        strata.iter().map(|stratum| stratum.known.as_deref()).collect();
    let counts = counts?;
    let n_steps: usize = counts.iter().flat_map(|counts| counts.iter()).map(|&x| x as usize).sum();
    let sum = |of: fn(&Layout) -> f64| strata.iter().map(|it| it.factor * of(it)).sum::<f64>();
    let a = sum(|it| it.occurrences_squared - it.n_occurrences * it.n_occurrences / it.m);
    let b = sum(|it| it.occurrences_squared - it.rate * it.tokens_times_occurrences);
    let v = sum(|it| it.squares);
    if n_steps > MOST_STEPS || a <= 0.0 || b <= 0.0 {
        return None;
    }
    let slope = b / a;
    // Articles of one length leave nothing but the steps; a little blur then stands for rounding.
    let rest = libm::sqrt((v - slope * b).max(1e-14 * v));
    if rest > VISIBLE * slope {
        return None;
    }
    let chances = strata.iter().zip(counts).fold(vec![1.0], |chances, (stratum, counts)| {
        added(&chances, &falling(stratum.m as usize, stratum.n_group as usize, counts))
    });
    let mean: f64 = strata.iter().map(|it| it.n_group / it.m * it.n_occurrences).sum();
    // An outcome equal to the observed one must count in spite of rounding.
    let excess = excess.abs() * (1.0 - 1e-6);
    let tails = chances.iter().zip(0..).map(|(chance, step)| {
        let at = slope * (f64::from(step) - mean);
        chance * (normal_sf((excess - at) / rest) + normal_sf((excess + at) / rest))
    });
    Some(tails.sum())
}

/// The chance of each sum of counts among `g` articles taken from `m`, of which some have these counts and the others none.
fn falling(m: usize, g: usize, counts: &[u32]) -> Vec<f64> {
    let (k, n_steps) = (counts.len(), counts.iter().map(|&count| count as usize).sum::<usize>());
    // The number of choices of so many of the articles that add up to each sum.
    let mut choices = vec![vec![0.0; n_steps + 1]; k + 1];
    choices[0][0] = 1.0;
    for (nth, &count) in counts.iter().enumerate() {
        for chosen in (0..=nth).rev() {
            let (fewer, more) = choices.split_at_mut(chosen + 1);
            for (more, fewer) in more[0][count as usize..].iter_mut().zip(&fewer[chosen]) {
                *more += fewer;
            }
        }
    }
    let mut chances = vec![0.0; n_steps + 1];
    for (chosen, choices) in choices.iter().enumerate() {
        let Some(others) = g.checked_sub(chosen).filter(|&others| others + k <= m) else {
            continue;
        };
        let weight = exp(ln_binomial(m - k, others) - ln_binomial(m, g));
        chances.iter_mut().zip(choices).for_each(|(chance, n)| *chance += weight * n);
    }
    chances
}

/// The chances of the sums of two that know nothing of each other.
fn added(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; a.len() + b.len() - 1];
    for (at, a) in a.iter().enumerate() {
        sums[at..].iter_mut().zip(b).for_each(|(sum, b)| *sum += a * b);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_falling_is_counted() {
        // By hand: two of four articles, of which one has the feature twice and one once: of the six choices one has neither,
        // two the one, two the other and one both.
        let chances = falling(4, 2, &[2, 1]);
        let expected = [1.0, 2.0, 2.0, 1.0].map(|n| n / 6.0);
        assert!(chances.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{chances:?}");
        // A group of one cannot have both, one of three must have one of them.
        let chances = falling(3, 2, &[2, 1]);
        let expected = [0.0, 1.0, 1.0, 1.0].map(|n| n / 3.0);
        assert!(chances.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{chances:?}");
        let both = added(&[0.5, 0.5], &[0.25, 0.5, 0.25]);
        assert_eq!(both, [0.125, 0.375, 0.375, 0.125]);
    }
}
