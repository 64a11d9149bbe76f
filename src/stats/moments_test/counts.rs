//! How often does each article of a cell use a feature, if its sums leave little choice?
//!
//! Method: the counts are whole, at least 1, and their number, sum and sum of squares are known; what each has beyond 1 is
//! searched for from the largest down. Up to five occurrences beyond one an article leave one way; more may leave several, and the
//! one with the largest count is taken. Unit: occurrences. Cost: some hundred steps, and never more than a few thousand.
//!
//! It misleads a little where several ways are left: the others differ in how the same sum of squares is spread.

use crate::stats::Moments;

/// Cells of more articles with the feature, or more occurrences, are not searched.
const MOST_ARTICLES: u64 = 64;
const MOST_OCCURRENCES: u64 = 256;
/// The search ends after so many steps.
const MOST_STEPS: u32 = 2_000;

/// The counts of the articles that use the feature, the largest first; `None` where no counts have these sums, or the search
/// would be long.
pub(super) fn of_sums(cell: &Moments) -> Option<Vec<u32>> {
    if cell.n_with_feature > MOST_ARTICLES || cell.n_occurrences > MOST_OCCURRENCES {
        return None;
    }
    let sum = cell.n_occurrences.checked_sub(cell.n_with_feature)?;
    // (1 + e)^2 adds up to n + 2 sum e + sum e^2.
    let squares = cell.occurrences_squared.checked_sub(cell.n_with_feature + 2 * sum)?;
    if squares > sum * sum {
        return None;
    }
    let (mut counts, mut steps) = (Vec::new(), 0);
    if !search(cell.n_with_feature, sum, squares, &mut counts, &mut steps) {
        return None;
    }
    counts.iter_mut().for_each(|beyond| *beyond += 1);
    counts.resize(cell.n_with_feature as usize, 1);
    Some(counts)
}

/// Adds numbers above 0 that do not rise, `n` at most, with this sum and sum of squares; whether there are any such.
fn search(n: u64, sum: u64, squares: u64, found: &mut Vec<u32>, steps: &mut u32) -> bool {
    if sum == 0 || squares == 0 {
        return sum == squares;
    }
    let most = found.last().map_or(sum, |&last| u64::from(last).min(sum));
    // n numbers of this sum have at least the squares of equal ones, and at most those of as few as can be.
    if n == 0 || most * sum < squares || n * squares < sum * sum {
        return false;
    }
    for next in (1..=most.min(squares.isqrt())).rev() {
        *steps += 1;
        if *steps > MOST_STEPS || next * sum < squares {
            return false;
        }
        found.push(next as u32);
        if search(n - 1, sum - next, squares - next * next, found, steps) {
            return true;
        }
        found.pop();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_come_back_from_their_sums() {
        let cases: [&[u32]; 9] = [
            &[],
            &[1],
            &[7],
            &[3, 1],
            &[1, 1, 1, 1, 1],
            &[4, 1, 1, 1],
            &[3, 2, 2, 1, 1, 1, 1],
            &[2, 2, 2, 2, 2],
            &[40, 3, 1, 1],
        ];
        for case in cases {
            let mut cell = Moments::of(300, 0);
            case.iter().for_each(|&count| cell.merge(&Moments::of(400, count)));
            assert_eq!(of_sums(&cell).as_deref(), Some(case));
        }
    }

    #[test]
    fn sums_that_tell_nothing_are_left() {
        let sums = |n_with_feature, n_occurrences, occurrences_squared| {
            of_sums(&Moments {
                n_with_feature,
                n_occurrences,
                occurrences_squared,
                ..Moments::default()
            })
        };
        // No counts have these sums.
        for (n, sum, squares) in [(3, 5, 8), (5, 3, 3), (2, 4, u64::MAX), (0, 2, 2), (3, 9, 1)] {
            assert_eq!(sums(n, sum, squares), None, "{n} {sum} {squares}");
        }
        // More than is searched.
        assert_eq!(sums(u64::MAX, u64::MAX, u64::MAX), None);
        assert_eq!(sums(65, 65, 65), None);
        assert_eq!(sums(1, 257, 257 * 257), None);
    }
}
