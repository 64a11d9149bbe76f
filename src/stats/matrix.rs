//! Which article holds which feature how often? A sparse table by feature, and the design around it.
//!
//! Stored by feature (compressed columns) because every statistic here walks the articles of one
//! feature; the articles of a column ascend, so sums always run in the same order.

use std::fmt;

/// A sparse articles x features table of counts, stored by feature.
///
/// ```
/// use parallax::stats::Matrix;
/// // Two articles; feature 1 occurs three times in the second.
/// let matrix = Matrix::from_rows(2, [vec![(0, 1)], vec![(0, 2), (1, 3)]]);
/// assert_eq!(matrix.column(1).total(), 3);
/// assert_eq!(matrix.column(0).articles, [0, 1]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    n_articles: usize,
    offsets: Vec<usize>,
    articles: Vec<u32>,
    counts: Vec<u32>,
}

/// One feature's occurrences: `counts[k]` times in article `articles[k]`, articles ascending.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    /// The articles that contain the feature, ascending.
    pub articles: &'a [u32],
    /// How often each contains it, at least 1.
    pub counts: &'a [u32],
}

impl Column<'_> {
    /// Occurrences in all articles.
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|&count| u64::from(count)).sum()
    }

    /// Pairs of article and count, articles ascending.
    pub fn iter(&self) -> impl Iterator<Item = (usize, u32)> + '_ {
        self.articles.iter().zip(self.counts).map(|(&article, &count)| (article as usize, count))
    }
}

impl Matrix {
    /// Builds the table from one list of `(feature, count)` per article.
    ///
    /// Counts of a feature listed twice in one article are added; zero counts are dropped.
    ///
    /// # Panics
    /// If a feature id is not below `n_features`.
    pub fn from_rows<R>(n_features: usize, rows: R) -> Matrix
    where
        R: IntoIterator<Item = Vec<(u32, u32)>>,
    {
        let mut columns: Vec<Vec<(u32, u32)>> = vec![Vec::new(); n_features];
        let mut n_articles = 0;
        for row in rows {
            let article = n_articles as u32;
            n_articles += 1;
            for (feature, count) in row.into_iter().filter(|&(_, count)| count > 0) {
                let column = &mut columns[feature as usize];
                match column.last_mut() {
                    Some(last) if last.0 == article => last.1 += count,
                    _ => column.push((article, count)),
                }
            }
        }
        Matrix::from_columns(n_articles, columns)
    }

    /// Builds the table from one list of `(article, count)` per feature, articles ascending.
    ///
    /// # Panics
    /// If an article is not below `n_articles`, or a column's articles do not strictly ascend.
    pub fn from_columns(n_articles: usize, columns: Vec<Vec<(u32, u32)>>) -> Matrix {
        let mut matrix = Matrix { n_articles, offsets: vec![0], ..Matrix::default() };
        for column in columns {
            let mut previous = None;
            for (article, count) in column {
                assert!((article as usize) < n_articles, "article {article} of {n_articles}");
                assert!(previous.is_none_or(|p| p < article), "articles must ascend");
                previous = Some(article);
                matrix.articles.push(article);
                matrix.counts.push(count);
            }
            matrix.offsets.push(matrix.articles.len());
        }
        matrix
    }

    /// Number of articles, empty ones included.
    pub fn n_articles(&self) -> usize {
        self.n_articles
    }

    /// Number of features.
    pub fn n_features(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Number of stored cells.
    pub fn n_cells(&self) -> usize {
        self.articles.len()
    }

    /// The occurrences of one feature.
    ///
    /// # Panics
    /// If `feature` is not below [`Matrix::n_features`].
    pub fn column(&self, feature: usize) -> Column<'_> {
        let range = self.offsets[feature]..self.offsets[feature + 1];
        Column { articles: &self.articles[range.clone()], counts: &self.counts[range] }
    }

    /// The same articles with only the named features, in the order given.
    pub fn select(&self, features: &[usize]) -> Matrix {
        let columns = features.iter().map(|&feature| {
            let column = self.column(feature);
            column.articles.iter().copied().zip(column.counts.iter().copied()).collect()
        });
        Matrix::from_columns(self.n_articles, columns.collect())
    }
}

/// Counts with everything that is known about the articles: exposure, group and stratum.
///
/// ```
/// use parallax::stats::{Matrix, Sample};
/// let matrix = Matrix::from_rows(1, [vec![(0, 2)], vec![(0, 1)]]);
/// let sample = Sample::new(&matrix, &[100, 120], &[0, 1], &[7, 7]).unwrap();
/// assert_eq!(sample.n_groups(), 2);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    matrix: &'a Matrix,
    exposure: &'a [u32],
    group: &'a [u32],
    stratum: &'a [u32],
    n_groups: usize,
}

/// A description of the articles whose length is not the number of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleError {
    /// Which description: "exposure", "group" or "stratum".
    pub what: &'static str,
    /// How many values it has.
    pub found: usize,
    /// How many articles the matrix has.
    pub needed: usize,
}

impl fmt::Display for SampleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let SampleError { what, found, needed } = self;
        write!(f, "{what} has {found} values for {needed} articles; give one value per article")
    }
}

impl std::error::Error for SampleError {}

impl<'a> Sample<'a> {
    /// Puts the counts beside the exposure (tokens), group and stratum of each article.
    ///
    /// Group and stratum are any numbers; groups are best numbered from 0 because
    /// [`Sample::n_groups`] is the largest plus one. One stratum for all means unstratified.
    ///
    /// # Errors
    /// When a slice does not have one value per article.
    pub fn new(
        matrix: &'a Matrix,
        exposure: &'a [u32],
        group: &'a [u32],
        stratum: &'a [u32],
    ) -> Result<Sample<'a>, SampleError> {
        let needed = matrix.n_articles();
        for (what, found) in
            [("exposure", exposure.len()), ("group", group.len()), ("stratum", stratum.len())]
        {
            if found != needed {
                return Err(SampleError { what, found, needed });
            }
        }
        let n_groups = group.iter().max().map_or(0, |&largest| largest as usize + 1);
        Ok(Sample { matrix, exposure, group, stratum, n_groups })
    }

    /// The counts.
    pub fn matrix(&self) -> &'a Matrix {
        self.matrix
    }

    /// Counted tokens of each article.
    pub fn exposure(&self) -> &'a [u32] {
        self.exposure
    }

    /// Group of each article.
    pub fn group(&self) -> &'a [u32] {
        self.group
    }

    /// Stratum of each article.
    pub fn stratum(&self) -> &'a [u32] {
        self.stratum
    }

    /// The largest group number plus one.
    pub fn n_groups(&self) -> usize {
        self.n_groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_columns() {
        let matrix =
            Matrix::from_rows(3, [vec![(2, 1), (0, 4), (2, 2)], vec![], vec![(2, 5), (1, 0)]]);
        assert_eq!((matrix.n_articles(), matrix.n_features(), matrix.n_cells()), (3, 3, 3));
        // Feature 2 is listed twice in article 0, so its counts add.
        assert_eq!(matrix.column(2).iter().collect::<Vec<_>>(), [(0, 3), (2, 5)]);
        assert_eq!(matrix.column(1).total(), 0);
        assert_eq!(matrix.select(&[2]).column(0).total(), 8);
    }

    #[test]
    fn lengths_are_checked() {
        let matrix = Matrix::from_rows(1, [vec![(0, 1)]]);
        let error = Sample::new(&matrix, &[1], &[0, 1], &[0]).unwrap_err();
        assert_eq!(error, SampleError { what: "group", found: 2, needed: 1 });
    }
}
