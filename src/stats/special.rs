//! Which special functions do the statistics need? Thin names over `libm` and `statrs`.
//!
//! `libm` is used instead of the methods of `f64` because those call the platform's own library,
//! whose last bit differs between machines; ours must not. Upper tails are computed as upper
//! tails: `1 - cdf` has no digits left where p-values live.

use statrs::function::{beta, gamma};

const LN_SQRT_TAU: f64 = 0.918_938_533_204_672_8;

/// Natural logarithm.
#[inline]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// Logarithm to base 2, the unit in which effects are reported.
#[inline]
pub fn log2(x: f64) -> f64 {
    libm::log2(x)
}

/// Exponential.
#[inline]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// Exponential to 14 digits, free of branches so that loops over it vectorise.
///
/// Arguments beyond 700 in size are taken as 700, where the result neither overflows nor vanishes.
#[inline(always)]
pub fn fast_exp(x: f64) -> f64 {
    const LN2_HIGH: f64 = 0.693_147_180_369_123_8;
    const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    // Adding this number leaves the nearest whole number in the low bits of the sum.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    let x = x.clamp(-700.0, 700.0);
    let rounded = x * std::f64::consts::LOG2_E + ROUND;
    let whole = rounded - ROUND;
    let r = (x - whole * LN2_HIGH) - whole * LN2_LOW;
    let mut polynomial = 1.0 / 39_916_800.0;
    for coefficient in [
        1.0 / 3_628_800.0,
        1.0 / 362_880.0,
        1.0 / 40_320.0,
        1.0 / 5_040.0,
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
        1.0,
        1.0,
    ] {
        polynomial = polynomial * r + coefficient;
    }
    let exponent = rounded.to_bits().wrapping_add(1023) << 52;
    polynomial * f64::from_bits(exponent)
}

/// `x ln(x / y)`, which is 0 at `x = 0`: the term every entropy is made of.
#[inline]
pub fn x_ln_ratio(x: f64, y: f64) -> f64 {
    if x == 0.0 { 0.0 } else { x * ln(x / y) }
}

/// Density of the standard normal distribution.
pub fn normal_density(z: f64) -> f64 {
    exp(-0.5 * z * z - LN_SQRT_TAU)
}

/// Distribution function of the standard normal distribution.
pub fn normal_cdf(z: f64) -> f64 {
    normal_sf(-z)
}

/// Upper tail of the standard normal distribution, accurate down to 1e-300.
pub fn normal_sf(z: f64) -> f64 {
    0.5 * libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The point that a standard normal variable exceeds with probability `p`, `0 < p < 1`.
///
/// Halley steps on the tail itself, so it is the exact inverse of [`normal_sf`] here and does not
/// depend on another library's approximation.
pub fn normal_isf(p: f64) -> f64 {
    if !(p > 0.0 && p < 1.0) {
        return if p <= 0.0 { f64::INFINITY } else { f64::NEG_INFINITY };
    }
    if p > 0.5 {
        return -normal_isf(1.0 - p);
    }
    // The Abramowitz and Stegun 26.2.23 start is within 4.5e-4; three steps reach the last digits.
    let t = libm::sqrt(-2.0 * ln(p));
    let numerator = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let denominator = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let mut z = t - numerator / denominator;
    for _ in 0..3 {
        let error = (normal_sf(z) - p) / normal_density(z);
        z += error / (1.0 + 0.5 * z * error);
    }
    z
}

/// Upper tail of the chi-squared distribution with `df` degrees of freedom.
pub fn chi_squared_sf(x: f64, df: f64) -> f64 {
    if x <= 0.0 { 1.0 } else { gamma::gamma_ur(0.5 * df, 0.5 * x) }
}

/// Quantile of the beta distribution: the `x` below which lies probability `p`.
pub fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    beta::inv_beta_reg(a, b, p)
}

/// Logarithm of the gamma function for positive `x`.
#[inline]
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// The point that Student's t with `df` degrees of freedom exceeds with probability `p < 1/2`.
pub fn student_isf(p: f64, df: f64) -> f64 {
    if df > 1e7 {
        return normal_isf(p);
    }
    let x = beta::inv_beta_reg(0.5 * df, 0.5, 2.0 * p);
    libm::sqrt(df * (1.0 - x) / x)
}

/// Upper tail of Student's t with `df` degrees of freedom.
pub fn student_sf(t: f64, df: f64) -> f64 {
    let tail = 0.5 * beta::beta_reg(0.5 * df, 0.5, df / (df + t * t));
    if t >= 0.0 { tail } else { 1.0 - tail }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(ours: f64, oracle: f64, tolerance: f64) {
        assert!((ours - oracle).abs() <= tolerance * oracle.abs().max(1e-300), "{ours} {oracle}");
    }

    #[test]
    fn fast_exp_matches_libm() {
        for i in -1400..1400 {
            let x = f64::from(i) * 0.4871;
            close(fast_exp(x), exp(x), 1e-14);
        }
        assert_eq!(fast_exp(0.0), 1.0);
    }

    #[test]
    fn tails_match_scipy() {
        // scipy.stats 1.13.1: norm.sf, chi2.sf, t.sf, norm.isf, t.isf, beta.ppf.
        for (z, p) in [
            (0.0, 0.5),
            (1.959963984540054, 0.025),
            (6.0, 9.865876450376946e-10),
            (37.0, 5.7255712225239266e-300),
            (-1.0, 0.8413447460685429),
        ] {
            close(normal_sf(z), p, 1e-12);
        }
        for (p, z) in
            [(0.025, 1.959963984540054), (1e-12, 7.034483825301131), (0.9, -1.2815515655446004)]
        {
            close(normal_isf(p), z, 1e-12);
        }
        for (x, df, p) in [(3.841458820694124, 1.0, 0.05), (40.0, 1.0, 2.5396285894708634e-10)] {
            close(chi_squared_sf(x, df), p, 1e-11);
        }
        close(student_sf(2.0, 7.0), 0.04280966428148798, 1e-10);
        close(student_isf(0.025, 7.0), 2.3646242515927844, 1e-9);
        close(beta_quantile(12.0, 2.0, 0.025), 0.6397025647321225, 1e-9);
    }
}
