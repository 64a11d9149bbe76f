//! How likely is so large an excess where few articles use a feature, so that it moves in visible steps?
//!
//! Method: each article with the feature falls to the group with the group's share `f` of the articles. The sum `S` of their
//! counts on that side is a whole number, and its distribution is built up article by article. The excess `T` also has the
//! words of all articles in it, which nobody sees singly: `T = (B / A) (S - E S) + e`, with a normal `e` of variance `V - B^2 / A`. These are known
//! from the sums: `f (1 - f)` times `sum x^2 - (sum x)^2 / m`, `sum x (x - r n)` and `sum (x - r n)^2`, added over strata.
//! Unit: probability. Cost: articles with the feature x their occurrences.
//! A saddlepoint smooths over the steps and makes a p of .05 about .045 there; articles would be drawn instead, sums cannot be.
//!
//! It misleads in small strata, where the sides hold each other in balance; those are left to the saddlepoint, which lists their arrangements.

use super::super::saddlepoint::EXACT_SIZE;
use super::super::special::normal_sf;
use super::{Kind, Layout};

/// From so many articles of equal weight on nobody sees the steps.
pub(super) const STEPPED: f64 = 24.0;
/// No distribution is built over more steps.
const MOST_STEPS: usize = 4096;

/// The two-sided p of an excess; `None` where the strata are small or the steps cannot be seen.
pub(super) fn p(strata: &[Layout], excess: f64) -> Option<f64> {
    if strata.iter().any(|stratum| stratum.m <= EXACT_SIZE as f64) {
        return None;
    }
    let share = |stratum: &Layout| stratum.n_group / stratum.m;
    let mut users = Vec::new();
    for stratum in strata {
        let of_kind = |kind: &Kind| (share(stratum), f64::from(kind.count), kind.n_articles);
        users.extend(stratum.users().map(of_kind));
    }
    if users.iter().any(|(.., n)| n.fract() != 0.0) {
        return None;
    }
    let power = |of: fn(f64) -> f64| users.iter().map(|&(_, x, n)| n * of(x)).sum::<f64>();
    let (squares, fourths) = (power(|x| x * x), power(|x| x * x * x * x));
    let n_steps = power(|x| x) as usize;
    if squares * squares >= STEPPED * fourths || n_steps > MOST_STEPS {
        return None;
    }
    let mut chances = vec![0.0; n_steps + 1];
    chances[0] = 1.0;
    let (mut reach, mut mean) = (0, 0.0);
    for (f, x, n) in users {
        for _ in 0..n as usize {
            let step = x as usize;
            for at in (0..=reach).rev() {
                chances[at + step] += f * chances[at];
                chances[at] *= 1.0 - f;
            }
            reach += step;
            mean += f * x;
        }
    }
    let sum = |of: fn(&Layout) -> f64| {
        strata.iter().map(|it| share(it) * (1.0 - share(it)) * of(it)).sum::<f64>()
    };
    let a = sum(|it| it.occurrences_squared - it.n_occurrences * it.n_occurrences / it.m);
    let b = sum(|it| it.occurrences_squared - it.rate * it.tokens_times_occurrences);
    let v = sum(|it| it.squares);
    if a <= 0.0 || v <= 0.0 {
        return None;
    }
    let slope = b / a;
    let rest = libm::sqrt((v - slope * b).max(1e-14 * v));
    // An outcome equal to the observed one must count in spite of rounding.
    let excess = excess.abs() * (1.0 - 1e-6);
    let tails = chances.iter().zip(0..).map(|(chance, step)| {
        let at = slope * (f64::from(step) - mean);
        chance * (normal_sf((excess - at) / rest) + normal_sf((excess + at) / rest))
    });
    Some(tails.sum())
}
