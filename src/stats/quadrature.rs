//! Which few article lengths stand for all of them? Gauss nodes of an empirical distribution.
//!
//! A sum of a smooth function over all articles is a weighted sum over `k` nodes, exact for
//! polynomials of degree `2k - 1`. The articles without a feature (nearly all of them) enter the
//! permutation tail through such a sum, which so costs a dozen evaluations instead of thousands.
//! Method: Lanczos recurrence on the data, then the eigenvalues of the tridiagonal matrix.
//! Paper: Golub & Welsch 1969, Mathematics of Computation 23(106),
//! <https://doi.org/10.1090/S0025-5718-69-99647-1>.

/// A point and how many articles it stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Node {
    pub at: f64,
    pub weight: f64,
}

/// At most `k` nodes whose moments up to degree `2k - 1` are those of `values`.
///
/// Values with fewer than `k` distinct numbers give one node for each.
pub(crate) fn gauss_nodes(values: &[f64], k: usize) -> Vec<Node> {
    let m = values.len() as f64;
    let mean = values.iter().sum::<f64>() / m;
    let spread = values.iter().map(|v| (v - mean).abs()).fold(0.0, f64::max);
    if values.is_empty() || spread == 0.0 {
        return values.first().map(|&at| Node { at, weight: m }).into_iter().collect();
    }
    // The recurrence runs on values scaled to [-1, 1] and keeps every vector orthogonal to all
    // earlier ones, because rounding would otherwise produce copies of the extreme nodes.
    let scaled: Vec<f64> = values.iter().map(|v| (v - mean) / spread).collect();
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    let mut basis = vec![vec![1.0 / m.sqrt(); values.len()]];
    let (mut diagonal, mut beside) = (Vec::new(), Vec::new());
    loop {
        let last = &basis[basis.len() - 1];
        let mut next: Vec<f64> = last.iter().zip(&scaled).map(|(q, x)| q * x).collect();
        diagonal.push(dot(&next, last));
        for _ in 0..2 {
            for earlier in &basis {
                let overlap = dot(&next, earlier);
                next.iter_mut().zip(earlier).for_each(|(v, q)| *v -= overlap * q);
            }
        }
        let norm = dot(&next, &next).sqrt();
        if diagonal.len() == k || norm < 1e-9 {
            break;
        }
        beside.push(norm);
        next.iter_mut().for_each(|v| *v /= norm);
        basis.push(next);
    }
    let nodes = tridiagonal(diagonal, beside);
    nodes
        .into_iter()
        .map(|(x, first)| Node { at: mean + spread * x, weight: m * first * first })
        .collect()
}

/// Eigenvalues of a symmetric tridiagonal matrix with the first component of each eigenvector, by
/// Jacobi rotations: the matrix is tiny, so the plainest stable method is the right one.
fn tridiagonal(diagonal: Vec<f64>, beside: Vec<f64>) -> Vec<(f64, f64)> {
    let k = diagonal.len();
    let mut a = vec![vec![0.0; k]; k];
    for (i, &d) in diagonal.iter().enumerate() {
        a[i][i] = d;
    }
    for (i, &b) in beside.iter().enumerate() {
        a[i][i + 1] = b;
        a[i + 1][i] = b;
    }
    let mut first = vec![0.0; k];
    first[0] = 1.0;
    for _ in 0..60 {
        let off: f64 =
            (0..k).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| a[i][j] * a[i][j]).sum();
        if off < 1e-30 {
            break;
        }
        for p in 0..k {
            for q in p + 1..k {
                if a[p][q].abs() < 1e-300 {
                    continue;
                }
                let ratio = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
                let tangent = ratio.signum() / (ratio.abs() + (1.0 + ratio * ratio).sqrt());
                let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
                let sine = tangent * cosine;
                for row in a.iter_mut() {
                    (row[p], row[q]) =
                        (cosine * row[p] - sine * row[q], sine * row[p] + cosine * row[q]);
                }
                let (head, tail) = a.split_at_mut(q);
                for (above, below) in head[p].iter_mut().zip(&mut tail[0]) {
                    (*above, *below) =
                        (cosine * *above - sine * *below, sine * *above + cosine * *below);
                }
                (first[p], first[q]) =
                    (cosine * first[p] - sine * first[q], sine * first[p] + cosine * first[q]);
            }
        }
    }
    (0..k).map(|i| (a[i][i], first[i])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_smooth_functions() {
        let lengths: Vec<f64> = (0..400).map(|i| 80.0 + ((i * i * 37) % 3001) as f64).collect();
        let nodes = gauss_nodes(&lengths, 12);
        assert_eq!(nodes.len(), 12);
        for scale in [1e-4, 1e-3, 3e-3] {
            let all: f64 = lengths.iter().map(|n| (1.0 + (-scale * n).exp()).ln()).sum();
            let few: f64 =
                nodes.iter().map(|node| node.weight * (1.0 + (-scale * node.at).exp()).ln()).sum();
            assert!((all - few).abs() < 1e-8 * all, "{scale}: {all} {few}");
        }
    }

    #[test]
    fn few_distinct_values() {
        let nodes = gauss_nodes(&[3.0, 5.0, 3.0, 3.0], 12);
        let total: f64 = nodes.iter().map(|node| node.weight).sum();
        let mean: f64 = nodes.iter().map(|node| node.weight * node.at).sum::<f64>() / total;
        assert_eq!(nodes.len(), 2);
        assert!((total - 4.0).abs() < 1e-12 && (mean - 3.5).abs() < 1e-12);
        assert_eq!(gauss_nodes(&[7.0; 3], 12), [Node { at: 7.0, weight: 3.0 }]);
    }
}
