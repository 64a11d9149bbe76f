//! Which articles can be exchanged for which? The arrangement of one group against the others,
//! stratum by stratum.
//!
//! Only strata that hold articles of both sides take part: the rest cannot be permuted and have
//! weight zero in the Mantel-Haenszel ratio. Articles without tokens take no part either.
//! Labels are exchanged inside a stratum, so the number of arrangements is a product of binomials;
//! its inverse, doubled for two sides, is the smallest p that any permutation test can reach.

use super::Sample;
use super::special::{exp, ln_gamma};

/// One stratum with both sides present.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// The number that the sample gives to the stratum.
    pub id: u32,
    /// Its articles, ascending, as positions in the sample.
    pub articles: Vec<u32>,
    /// How many of them belong to the group.
    pub n_group: usize,
}

impl Stratum {
    /// Number of articles.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Never true: a stratum has an article on each side.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Share of the articles that belong to the group.
    pub fn fraction(&self) -> f64 {
        self.n_group as f64 / self.len() as f64
    }

    /// Permutation variance of the group's sum of scores, as a multiple of the sum of squared
    /// centred scores: `m_A m_B / (m (m - 1))`.
    pub fn variance_factor(&self) -> f64 {
        let (m, a) = (self.len() as f64, self.n_group as f64);
        a * (m - a) / (m * (m - 1.0))
    }
}

/// The strata in which one group meets the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strata {
    /// The strata that take part, by ascending id.
    pub strata: Vec<Stratum>,
    /// For each article of the sample, its place in `strata`, or `None` if it takes no part.
    pub place: Vec<Option<u32>>,
    /// For each article of the sample, whether it belongs to the group.
    pub in_group: Vec<bool>,
}

impl Strata {
    /// Finds the strata of `group` against all others.
    ///
    /// ```
    /// use parallax::stats::{Matrix, Sample, Strata};
    /// let matrix = Matrix::from_rows(1, vec![vec![(0, 1)]; 5]);
    /// let sample = Sample::new(&matrix, &[90; 5], &[0, 1, 0, 1, 1], &[1, 1, 2, 2, 3]).unwrap();
    /// let strata = Strata::new(&sample, 0);
    /// assert_eq!(strata.strata.len(), 2); // Nobody of group 0 wrote about stratum 3.
    /// assert!((strata.smallest_p() - 0.5).abs() < 1e-12); // 2 x 2 arrangements, two sides.
    /// ```
    pub fn new(sample: &Sample<'_>, group: u32) -> Strata {
        let in_group: Vec<bool> = sample.group().iter().map(|&label| label == group).collect();
        let mut order: Vec<u32> = (0..in_group.len() as u32).collect();
        order.retain(|&article| sample.exposure()[article as usize] > 0);
        order.sort_by_key(|&article| (sample.stratum()[article as usize], article));
        let mut strata = Vec::new();
        for articles in
            order.chunk_by(|&a, &b| sample.stratum()[a as usize] == sample.stratum()[b as usize])
        {
            let n_group = articles.iter().filter(|&&article| in_group[article as usize]).count();
            if 0 < n_group && n_group < articles.len() {
                let id = sample.stratum()[articles[0] as usize];
                strata.push(Stratum { id, articles: articles.to_vec(), n_group });
            }
        }
        let mut place = vec![None; in_group.len()];
        for (index, stratum) in (0..).zip(&strata) {
            for &article in &stratum.articles {
                place[article as usize] = Some(index);
            }
        }
        Strata { strata, place, in_group }
    }

    /// Number of articles that take part, on the group's side and on the other.
    pub fn n_articles(&self) -> (usize, usize) {
        let own: usize = self.strata.iter().map(|stratum| stratum.n_group).sum();
        let all: usize = self.strata.iter().map(Stratum::len).sum();
        (own, all - own)
    }

    /// Natural logarithm of the number of arrangements of the labels.
    pub fn ln_arrangements(&self) -> f64 {
        self.strata.iter().map(|stratum| ln_binomial(stratum.len(), stratum.n_group)).sum()
    }

    /// The smallest two-sided p that exchanging labels can give to any feature.
    pub fn smallest_p(&self) -> f64 {
        (2.0 * exp(-self.ln_arrangements())).min(1.0)
    }
}

/// Natural logarithm of the number of ways to choose `k` of `n`.
pub(crate) fn ln_binomial(n: usize, k: usize) -> f64 {
    let factorial = |n: usize| ln_gamma(n as f64 + 1.0);
    factorial(n) - factorial(k) - factorial(n - k)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Matrix;

    #[test]
    fn one_sided_strata_and_empty_articles_drop_out() {
        let matrix = Matrix::from_rows(1, vec![vec![(0, 1)]; 6]);
        let (group, stratum) = ([0, 1, 2, 0, 1, 0], [5, 5, 5, 9, 9, 7]);
        let sample = Sample::new(&matrix, &[10, 10, 10, 10, 0, 10], &group, &stratum).unwrap();
        let strata = Strata::new(&sample, 0);
        assert_eq!(strata.strata, [Stratum { id: 5, articles: vec![0, 1, 2], n_group: 1 }]);
        assert_eq!(strata.n_articles(), (1, 2));
        assert_eq!(strata.place, [Some(0), Some(0), Some(0), None, None, None]);
        assert!((strata.ln_arrangements() - 3f64.ln()).abs() < 1e-12);
    }
}
