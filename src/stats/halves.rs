//! How large do scores get where nothing differs? The largest score of any feature between random halves of
//! the same articles, to be read next to a ranking.
//!
//! Method: the articles are shuffled and cut in the middle; every feature is scored between the halves, and the
//! largest absolute score is kept; again for each split. Half of the articles against half of them is less text
//! than all against the others, so scores that grow with the amount of text (`z`, G2) are if anything smaller here
//! than they would be by chance in the whole. Unit: that of the score. Cost: one pass over the occurrences for each
//! split. Literature: the split-half comparison of Kilgarriff 2001, "Comparing corpora", International Journal of
//! Corpus Linguistics 6(1), <https://doi.org/10.1075/ijcl.6.1.05kil>.
//!
//! It misleads as a test: it knows nothing of stories, and ten splits show no chance of one in a hundred. For error
//! rates take [`emphasis`](mod@super::emphasis).

use serde::{Deserialize, Serialize};

use super::{Matrix, Rng};

/// The largest scores between random halves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SplitHalf {
    /// How many articles were divided.
    pub n_articles: u32,
    /// The largest absolute score of any feature in each split, ascending.
    pub largest: Vec<f64>,
}

impl SplitHalf {
    /// The middle of the largest scores: what to expect of the first line of a ranking where nothing differs.
    pub fn median(&self) -> f64 {
        let n = self.largest.len();
        match n {
            0 => 0.0,
            _ => 0.5 * (self.largest[(n - 1) / 2] + self.largest[n / 2]),
        }
    }

    /// The largest score of any split.
    pub fn top(&self) -> f64 {
        self.largest.last().copied().unwrap_or(0.0)
    }
}

/// What one feature has on both sides: occurrences in either half and the tokens of either half.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Halves {
    /// Occurrences in the first half.
    pub a: f64,
    /// Occurrences in the second half.
    pub b: f64,
    /// Tokens of the first half.
    pub n1: f64,
    /// Tokens of the second half.
    pub n2: f64,
}

/// Divides the named articles at random `n_splits` times and scores every feature that they hold.
///
/// `None` where there are fewer than two articles or no split is asked for. Features without a score are passed
/// over.
///
/// ```
/// use parallax::stats::{Matrix, halves::split_half};
/// // Every article uses the feature alike, so no split shows a difference.
/// let matrix = Matrix::from_rows(1, vec![vec![(0, 2)]; 6]);
/// let null = split_half(&matrix, &[100; 6], &[0, 1, 2, 3, 4, 5], 10, 1, |halves| {
///     Some(halves.a / halves.n1 - halves.b / halves.n2)
/// });
/// assert_eq!(null.unwrap().top(), 0.0);
/// ```
pub fn split_half(
    matrix: &Matrix,
    exposure: &[u32],
    articles: &[u32],
    n_splits: u32,
    seed: u64,
    score: impl Fn(Halves) -> Option<f64>,
) -> Option<SplitHalf> {
    if articles.len() < 2 || n_splits == 0 {
        return None;
    }
    let mut place = vec![u32::MAX; matrix.n_articles()];
    for (index, &article) in (0..).zip(articles) {
        place[article as usize] = index;
    }
    // The cells of these articles alone, feature by feature.
    let mut cells: Vec<(u32, u32)> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    for feature in 0..matrix.n_features() {
        let before = cells.len();
        let column = matrix.column(feature);
        let own = column.iter().map(|(article, count)| (place[article], count));
        cells.extend(own.filter(|&(index, _)| index != u32::MAX));
        if cells.len() > before {
            ends.push(cells.len());
        }
    }
    let mut order: Vec<u32> = (0..articles.len() as u32).collect();
    let mut is_first = vec![false; articles.len()];
    let mut largest = Vec::with_capacity(n_splits as usize);
    for split in 0..n_splits {
        Rng::stream(seed, u64::from(split)).shuffle(&mut order);
        let (first, second) = order.split_at(order.len() / 2);
        first.iter().for_each(|&index| is_first[index as usize] = true);
        second.iter().for_each(|&index| is_first[index as usize] = false);
        let tokens = |half: &[u32]| -> f64 {
            half.iter().map(|&index| f64::from(exposure[articles[index as usize] as usize])).sum()
        };
        let (n1, n2) = (tokens(first), tokens(second));
        let (mut top, mut start) = (0.0f64, 0);
        for &end in &ends {
            let (mut a, mut b) = (0.0, 0.0);
            for &(index, count) in &cells[start..end] {
                *(if is_first[index as usize] { &mut a } else { &mut b }) += f64::from(count);
            }
            start = end;
            top = score(Halves { a, b, n1, n2 }).map_or(top, |score| top.max(score.abs()));
        }
        largest.push(top);
    }
    largest.sort_by(f64::total_cmp);
    Some(SplitHalf { n_articles: articles.len() as u32, largest })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(halves: Halves) -> Option<f64> {
        Some(halves.a - halves.b)
    }

    #[test]
    fn only_the_named_articles_are_divided() {
        // Article 3 holds the feature a hundred times and is not among them.
        let matrix =
            Matrix::from_rows(2, [vec![(0, 1)], vec![(0, 2)], vec![(1, 4)], vec![(0, 100)]]);
        let null = split_half(&matrix, &[10; 4], &[0, 1, 2], 30, 5, difference).unwrap();
        assert_eq!((null.n_articles, null.largest.len()), (3, 30));
        // One article is alone in the first half: {0} leaves 2 and 4, {1} the same, {2} leaves 3 and 4.
        assert!(null.largest.iter().all(|&largest| largest == 4.0));
        assert_eq!((null.median(), null.top()), (4.0, 4.0));
        assert_eq!(split_half(&matrix, &[10; 4], &[0], 30, 5, difference), None);
    }

    #[test]
    fn a_word_that_one_article_repeats_reaches_a_large_score_by_chance() {
        let rows = (0..40).map(|n| vec![(0, u32::from(n == 0) * 20), (1, 1)]);
        let matrix = Matrix::from_rows(2, rows);
        let articles: Vec<u32> = (0..40).collect();
        let null = split_half(&matrix, &[100; 40], &articles, 20, 1, difference).unwrap();
        assert_eq!(null.median(), 20.0, "all of it lies on one side, whichever");
        let again = split_half(&matrix, &[100; 40], &articles, 20, 1, difference).unwrap();
        assert_eq!(null, again);
    }
}
