//! Wordfish: where on a line do texts lie, if nothing is known beforehand?
//!
//! Formula: `y_iw ~ Poisson(exp(alpha_i + psi_w + beta_w theta_i))` with `theta ~ N(0, 1)`, `beta ~ N(0, 3^2)` and the
//! first `alpha` fixed at 0; the largest posterior is found by Newton steps, text by text and word by
//! word. Standard errors of `theta` come from the texts' information given the words.
//! Unit: standard deviations between texts; the sign is set by two texts named by the caller.
//! Cost: texts x words x iterations (some hundred to a few thousand).
//! Paper: Slapin & Proksch 2008, American Journal of Political Science 52(3),
//! <https://doi.org/10.1111/j.1540-5907.2008.00338.x>; priors as in quanteda.textmodels.
//!
//! It misleads when the strongest contrast between the texts is not the one in mind: it finds topic,
//! length of sentence or house style as readily as position. Its standard errors take words as
//! independent draws and the words' own parameters as known, so they are too small for news.

use super::wordscores::Placement;

/// The fitted line.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Place of each text, with its standard error.
    pub texts: Vec<Placement>,
    /// Slope of each word: positive where it belongs to the upper end.
    pub slopes: Vec<f64>,
    /// Whether the largest posterior was reached within the iterations allowed.
    pub converged: bool,
}

const SLOPE_DEVIATION: f64 = 3.0;
/// Largest change of a place in the last iteration.
const TOLERANCE: f64 = 1e-9;
const MAX_ITERATIONS: usize = 5_000;

/// Fits the line to one row of counts a text; text `low` will lie below text `high`.
///
/// `None` for fewer than two texts, a text without words, or a word that never occurs.
///
/// ```
/// use parallax::contrast::wordfish;
/// let texts = [vec![20, 10, 2], vec![12, 10, 9], vec![3, 11, 22]];
/// let fit = wordfish::fit(&texts, 0, 2).unwrap();
/// assert!(fit.converged && fit.texts[0].place < fit.texts[1].place && fit.texts[1].place < fit.texts[2].place);
/// ```
pub fn fit(texts: &[Vec<u32>], low: usize, high: usize) -> Option<Fit> {
    let n_words = texts.first().map_or(0, Vec::len);
    let word_total = |word: usize| texts.iter().map(|text| f64::from(text[word])).sum::<f64>();
    let text_total = |text: &Vec<u32>| text.iter().map(|&c| f64::from(c)).sum::<f64>();
    let empty = texts.iter().any(|text| text_total(text) == 0.0)
        || (0..n_words).any(|word| word_total(word) == 0.0);
    if texts.len() < 2 || n_words == 0 || empty {
        return None;
    }
    let mut model = Model::start(texts, n_words);
    let mut converged = false;
    for _ in 0..MAX_ITERATIONS {
        let before = model.theta.clone();
        (0..texts.len()).for_each(|text| model.step_text(texts, text));
        (0..n_words).for_each(|word| model.step_word(texts, word));
        model.rebalance();
        converged = before.iter().zip(&model.theta).all(|(old, new)| (old - new).abs() < TOLERANCE);
        if converged {
            break;
        }
    }
    let sign = if model.theta[low] <= model.theta[high] { 1.0 } else { -1.0 };
    let place = |text: usize| Placement {
        place: sign * model.theta[text],
        standard_error: model.standard_error(text),
    };
    Some(Fit {
        texts: (0..texts.len()).map(place).collect(),
        slopes: model.beta.iter().map(|beta| sign * beta).collect(),
        converged,
    })
}

struct Model {
    alpha: Vec<f64>,
    theta: Vec<f64>,
    psi: Vec<f64>,
    beta: Vec<f64>,
}

impl Model {
    /// Starts from the margins and the strongest contrast that they leave: the leading singular
    /// vectors of the standardised residuals.
    fn start(texts: &[Vec<u32>], n_words: usize) -> Model {
        let totals: Vec<f64> =
            texts.iter().map(|text| text.iter().map(|&c| f64::from(c)).sum()).collect();
        let all: f64 = totals.iter().sum();
        let word_totals: Vec<f64> =
            (0..n_words).map(|word| texts.iter().map(|text| f64::from(text[word])).sum()).collect();
        let residual = |text: usize, word: usize| {
            let expected = totals[text] * word_totals[word] / all;
            (f64::from(texts[text][word]) - expected) / libm::sqrt(expected)
        };
        // Uneven starting values, so that no contrast is excluded by symmetry.
        let mut theta: Vec<f64> =
            (0..texts.len()).map(|text| ((text * 7 + 3) % 11) as f64 - 5.0).collect();
        let mut beta = vec![0.0; n_words];
        for _ in 0..100 {
            for (word, slope) in beta.iter_mut().enumerate() {
                *slope = theta
                    .iter()
                    .enumerate()
                    .map(|(text, place)| place * residual(text, word))
                    .sum();
            }
            for (text, place) in theta.iter_mut().enumerate() {
                *place =
                    beta.iter().enumerate().map(|(word, slope)| slope * residual(text, word)).sum();
            }
            let norm = libm::sqrt(
                theta.iter().map(|place| place * place).sum::<f64>() / texts.len() as f64,
            );
            theta.iter_mut().for_each(|place| *place /= norm.max(1e-300));
        }
        for (word, slope) in beta.iter_mut().enumerate() {
            let sum: f64 =
                theta.iter().enumerate().map(|(text, place)| place * residual(text, word)).sum();
            *slope = sum / libm::sqrt(word_totals[word] * texts.len() as f64);
        }
        Model {
            alpha: totals.iter().map(|total| libm::log(total / totals[0])).collect(),
            theta,
            psi: word_totals.iter().map(|total| libm::log(total * totals[0] / all)).collect(),
            beta,
        }
    }

    /// Shifts and stretches the places, with the words making up for it: the counts fit as before,
    /// the priors better. Newton steps alone crawl along these two directions.
    fn rebalance(&mut self) {
        let mean = self.theta.iter().sum::<f64>() / self.theta.len() as f64;
        let squares = |values: &[f64]| values.iter().map(|v| v * v).sum::<f64>();
        self.theta.iter_mut().for_each(|place| *place -= mean);
        self.psi.iter_mut().zip(&self.beta).for_each(|(level, slope)| *level += mean * slope);
        let ratio =
            squares(&self.beta) / (SLOPE_DEVIATION * SLOPE_DEVIATION * squares(&self.theta));
        if ratio.is_finite() && ratio > 0.0 {
            let stretch = libm::sqrt(libm::sqrt(ratio));
            self.theta.iter_mut().for_each(|place| *place *= stretch);
            self.beta.iter_mut().for_each(|slope| *slope /= stretch);
        }
    }

    fn rate(&self, text: usize, word: usize) -> f64 {
        libm::exp(
            (self.alpha[text] + self.psi[word] + self.beta[word] * self.theta[text]).min(700.0),
        )
    }

    fn step_text(&mut self, texts: &[Vec<u32>], text: usize) {
        let mut g = Newton { gradient: [0.0, -self.theta[text]], information: [0.0, 0.0, 1.0] };
        for (word, &count) in texts[text].iter().enumerate() {
            g.add(f64::from(count), self.rate(text, word), self.beta[word]);
        }
        // The first text's level is fixed, because adding to all levels and taking from all words
        // changes nothing.
        let [level, place] =
            if text == 0 { [0.0, g.gradient[1] / g.information[2]] } else { g.solve() };
        self.alpha[text] += level.clamp(-1.0, 1.0);
        self.theta[text] += place.clamp(-1.0, 1.0);
    }

    fn step_word(&mut self, texts: &[Vec<u32>], word: usize) {
        let precision = 1.0 / (SLOPE_DEVIATION * SLOPE_DEVIATION);
        let mut g = Newton {
            gradient: [0.0, -self.beta[word] * precision],
            information: [0.0, 0.0, precision],
        };
        for (text, counts) in texts.iter().enumerate() {
            g.add(f64::from(counts[word]), self.rate(text, word), self.theta[text]);
        }
        let [level, slope] = g.solve();
        self.psi[word] += level.clamp(-1.0, 1.0);
        self.beta[word] += slope.clamp(-1.0, 1.0);
    }

    /// From the information about level and place of one text, given the words.
    fn standard_error(&self, text: usize) -> f64 {
        let mut g = Newton { gradient: [0.0; 2], information: [0.0, 0.0, 1.0] };
        for word in 0..self.psi.len() {
            g.add(0.0, self.rate(text, word), self.beta[word]);
        }
        let [aa, ab, bb] = g.information;
        libm::sqrt(if text == 0 { 1.0 / bb } else { aa / (aa * bb - ab * ab) })
    }
}

/// Gradient and information of a level and a slope.
struct Newton {
    gradient: [f64; 2],
    information: [f64; 3],
}

impl Newton {
    fn add(&mut self, count: f64, rate: f64, covariate: f64) {
        let residual = count - rate;
        self.gradient[0] += residual;
        self.gradient[1] += residual * covariate;
        self.information[0] += rate;
        self.information[1] += rate * covariate;
        self.information[2] += rate * covariate * covariate;
    }

    fn solve(&self) -> [f64; 2] {
        let ([ga, gb], [aa, ab, bb]) = (self.gradient, self.information);
        let determinant = aa * bb - ab * ab;
        [(bb * ga - ab * gb) / determinant, (aa * gb - ab * ga) / determinant]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn naming_the_ends_the_other_way_flips_the_line() {
        let texts = [vec![20, 10, 2, 7], vec![12, 10, 9, 6], vec![3, 11, 22, 8]];
        let (there, back) = (fit(&texts, 0, 2).unwrap(), fit(&texts, 2, 0).unwrap());
        for (a, b) in there.texts.iter().zip(&back.texts) {
            assert_eq!((a.place, a.standard_error), (-b.place, b.standard_error));
        }
        assert_eq!(fit(&[vec![1, 2], vec![0, 0]], 0, 1), None);
    }
}
