//! Wordscores: where on a line lies a text, if some texts are placed there beforehand?
//!
//! Formula: with `F_wr` the share of word w in reference text r, `P(r|w) = F_wr / sum_r F_wr` and
//! `S_w = sum_r P(r|w) A_r`; a text scores `S_v = sum_w F_wv S_w` over the words that have a score, with standard
//! error `sqrt(sum_w F_wv (S_w - S_v)^2 / N_v)`. LBG rescaling: `S* = (S_v - mean) SD_r / SD_v + mean`.
//! Unit: that of the reference scores.
//! Cost: one pass over the counts.
//! Paper: Laver, Benoit & Garry 2003, American Political Science Review 97(2),
//! <https://doi.org/10.1017/S0003055403000698>.
//!
//! It misleads because words all texts share pull every score to the middle, so raw scores are not
//! comparable with the references; and its standard error takes words as independent draws.
//!
//! Departure: the rescaled standard error is the raw one times `SD_r / SD_v`. quanteda.textmodels sends
//! it through the whole transformation, mean included, as if it were a location.

/// A text's place on the line and its standard error under independent words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// The place, in the unit of the reference scores.
    pub place: f64,
    /// Standard error if words were independent draws.
    pub standard_error: f64,
}

/// The score of each word, `None` for words in no reference text.
///
/// `references` holds one row of counts a text, all of equal length, with the text's known place.
///
/// ```
/// use parallax::contrast::wordscores;
/// let scores = wordscores::word_scores(&[(&[2, 2, 0], -1.0), (&[0, 2, 2], 1.0)]);
/// assert_eq!(scores, [Some(-1.0), Some(0.0), Some(1.0)]);
/// ```
pub fn word_scores(references: &[(&[u32], f64)]) -> Vec<Option<f64>> {
    let n_words = references.first().map_or(0, |(counts, _)| counts.len());
    let totals: Vec<f64> =
        references.iter().map(|(counts, _)| counts.iter().map(|&c| f64::from(c)).sum()).collect();
    let score = |word: usize| {
        let (mut shares, mut weighted) = (0.0, 0.0);
        for ((counts, place), total) in
            references.iter().zip(&totals).filter(|(_, total)| **total > 0.0)
        {
            let share = f64::from(counts[word]) / total;
            shares += share;
            weighted += share * place;
        }
        (shares > 0.0).then(|| weighted / shares)
    };
    (0..n_words).map(score).collect()
}

/// Where a text lies, or `None` if none of its words has a score.
pub fn place(counts: &[u32], word_scores: &[Option<f64>]) -> Option<Placement> {
    let scored = || {
        counts
            .iter()
            .zip(word_scores)
            .filter_map(|(&c, score)| score.map(|score| (f64::from(c), score)))
    };
    let total: f64 = scored().map(|(count, _)| count).sum();
    if total == 0.0 {
        return None;
    }
    let place = scored().map(|(count, score)| count * score).sum::<f64>() / total;
    let variance =
        scored().map(|(count, score)| count * (score - place) * (score - place)).sum::<f64>()
            / total;
    Some(Placement { place, standard_error: libm::sqrt(variance / total) })
}

/// The LBG rescaling: gives the placed texts the spread of the reference scores, around their own mean.
///
/// Fewer than two texts, or texts all in one place, come back unchanged.
pub fn rescale(placements: &[Placement], reference_places: &[f64]) -> Vec<Placement> {
    let spread = |values: &[f64]| {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        (mean, libm::sqrt(values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0)))
    };
    let places: Vec<f64> = placements.iter().map(|placement| placement.place).collect();
    let ((mean, deviation), (_, reference)) = (spread(&places), spread(reference_places));
    let factor = if deviation > 0.0 { reference / deviation } else { 1.0 };
    let stretch = |p: &Placement| Placement {
        place: (p.place - mean) * factor + mean,
        standard_error: p.standard_error * factor,
    };
    placements.iter().map(stretch).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hypothetical texts of the paper's table 1 and what it reports for the virgin text.
    #[test]
    fn virgin_text_of_the_paper() {
        let shape = [2, 3, 10, 22, 45, 78, 115, 146, 158, 146, 115, 78, 45, 22, 10, 3, 2];
        let text = |first: usize| {
            let mut counts = [0u32; 37];
            counts[first..first + shape.len()].copy_from_slice(&shape);
            counts
        };
        let texts = [0, 5, 10, 15, 20].map(text);
        let places = [-1.5, -0.75, 0.0, 0.75, 1.5];
        let references: Vec<(&[u32], f64)> =
            texts.iter().zip(places).map(|(text, place)| (&text[..], place)).collect();
        let virgin = place(&text(7), &word_scores(&references)).unwrap();
        assert!((virgin.place - -0.448).abs() < 5e-4, "{virgin:?}");
        assert!((virgin.standard_error - 0.0119).abs() < 1e-4, "{virgin:?}");
    }

    #[test]
    fn rescaling_has_the_spread_of_the_references() {
        let raw = [-0.1, 0.0, 0.3].map(|place| Placement { place, standard_error: 0.02 });
        let [a, b, c] = rescale(&raw, &[-1.0, 1.0])[..] else {
            panic!("three texts in, three out")
        };
        assert!(a.place < b.place && b.place < c.place);
        assert!((a.standard_error / 0.02 - (c.place - a.place) / 0.4).abs() < 1e-12);
    }
}
