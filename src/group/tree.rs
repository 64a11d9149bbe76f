//! Average linkage: the two groups that are most alike become one, again and again.
//!
//! The likeness of two groups is the mean likeness of their articles across (UPGMA; Sokal & Michener 1958).
//! It is kept for pairs of groups with neighbouring articles only, so that cost grows with the number of neighbours, not with
//! the square of the number of articles. Where only one of two joined groups knew a third, the missing mean is worked out
//! from the sums of the groups' vectors.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::day::Days;
use super::signature::{Signature, add, dot, shorten};

/// Other groups that a group stays in touch with.
const TOUCHED: usize = 96;
/// Features kept of a group's sum.
const FEATURES: usize = 1_024;

/// One merger of two groups; the new group's number is the number of articles plus the place of the merger.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Merger {
    pub parts: [u32; 2],
    /// The mean likeness across the two, and no more than that of any merger inside them.
    pub likeness: f32,
}

/// Joins groups while the likeness is at least `least`. `window`: the days of silence after which a story is over.
pub(super) fn mergers(
    signatures: &[Signature],
    days: &[Days],
    neighbours: &[Vec<(u32, f32)>],
    least: f32,
    window: Option<f64>,
) -> Vec<Merger> {
    let mut groups = groups(signatures, days, neighbours);
    let mut queue: BinaryHeap<Pair> = BinaryHeap::new();
    for (own, group) in (0..).zip(&groups) {
        for &(other, likeness) in group.touched.iter().filter(|&&(other, _)| other > own) {
            queue.push(Pair { likeness, numbers: Reverse((own, other)) });
        }
    }
    let mut mergers: Vec<Merger> = Vec::new();
    while let Some(Pair { likeness, numbers: Reverse((a, b)) }) = queue.pop() {
        if likeness < least {
            break;
        }
        if !groups[a as usize].alive || !groups[b as usize].alive {
            continue;
        }
        let (days_a, days_b) = (groups[a as usize].days, groups[b as usize].days);
        if window.is_some_and(|window| days_a.gap(&days_b) > window) {
            continue;
        }
        let number = groups.len() as u32;
        let lowest = groups[a as usize].likeness.min(groups[b as usize].likeness).min(likeness);
        mergers.push(Merger { parts: [a, b], likeness: lowest });
        let joined = join(&mut groups, signatures, a, b, lowest);
        for &(other, likeness) in &joined.touched {
            groups[other as usize].touched.push((number, likeness));
            if likeness >= least {
                queue.push(Pair { likeness, numbers: Reverse((other, number)) });
            }
        }
        groups.push(joined);
    }
    mergers
}

struct Group {
    alive: bool,
    n: u32,
    days: Days,
    /// The least likeness of the mergers inside.
    likeness: f32,
    /// The sum of the vectors; empty for a single article, whose vector is its signature.
    sum: Signature,
    /// Other groups and the mean likeness to them, by number.
    touched: Vec<(u32, f32)>,
}

fn groups(signatures: &[Signature], days: &[Days], neighbours: &[Vec<(u32, f32)>]) -> Vec<Group> {
    let mut touched: Vec<Vec<(u32, f32)>> = vec![Vec::new(); signatures.len()];
    for (own, found) in (0..).zip(neighbours) {
        for &(other, likeness) in found {
            touched[own as usize].push((other, likeness));
            touched[other as usize].push((own, likeness));
        }
    }
    let group = |(mut touched, days): (Vec<(u32, f32)>, &Days)| {
        touched.sort_unstable_by_key(|&(other, _)| other);
        touched.dedup_by_key(|(other, _)| *other);
        touched.shrink_to_fit();
        Group { alive: true, n: 1, days: *days, likeness: f32::INFINITY, sum: Vec::new(), touched }
    };
    let mut groups = Vec::with_capacity(2 * signatures.len());
    groups.extend(touched.into_iter().zip(days).map(group));
    groups
}

/// Makes one group of two and takes both out.
fn join(groups: &mut [Group], signatures: &[Signature], a: u32, b: u32, likeness: f32) -> Group {
    let mut take = |number: u32| {
        let group = &mut groups[number as usize];
        group.alive = false;
        (std::mem::take(&mut group.touched), std::mem::take(&mut group.sum), group.n, group.days)
    };
    let (touched_a, sum_a, n_a, days_a) = take(a);
    let (touched_b, sum_b, n_b, days_b) = take(b);
    let vector = |number: u32, sum: Signature| match signatures.get(number as usize) {
        Some(single) => single.clone(),
        None => sum,
    };
    let (sum_a, sum_b) = (vector(a, sum_a), vector(b, sum_b));
    let to = |sum: &Signature, n: u32, days: &Days, other: u32| {
        let group = &groups[other as usize];
        let others = signatures.get(other as usize).unwrap_or(&group.sum);
        dot(sum, others) * days.nearness(&group.days) / (n as f32 * group.n as f32)
    };
    let mut touched: Vec<(u32, f32)> = Vec::with_capacity(touched_a.len() + touched_b.len());
    for (other, of_a, of_b) in union(&touched_a, &touched_b) {
        if !groups[other as usize].alive {
            continue;
        }
        let of_a = of_a.unwrap_or_else(|| to(&sum_a, n_a, &days_a, other));
        let of_b = of_b.unwrap_or_else(|| to(&sum_b, n_b, &days_b, other));
        let mean = (of_a * n_a as f32 + of_b * n_b as f32) / (n_a + n_b) as f32;
        touched.push((other, mean));
    }
    if touched.len() > TOUCHED {
        touched.select_nth_unstable_by(TOUCHED, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        touched.truncate(TOUCHED);
        touched.sort_unstable_by_key(|&(other, _)| other);
    }
    let mut sum = add(&sum_a, &sum_b);
    shorten(&mut sum, FEATURES);
    sum.shrink_to_fit();
    Group { alive: true, n: n_a + n_b, days: days_a.and(&days_b), likeness, sum, touched }
}

/// What stands in either list, with the value of each.
fn union(a: &[(u32, f32)], b: &[(u32, f32)]) -> Vec<(u32, Option<f32>, Option<f32>)> {
    let mut all = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        let order = match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) => x.0.cmp(&y.0),
            (Some(_), None) => Ordering::Less,
            _ => Ordering::Greater,
        };
        let (x, y) = (a.get(i).copied(), b.get(j).copied());
        i += usize::from(order != Ordering::Greater);
        j += usize::from(order != Ordering::Less);
        match (order, x, y) {
            (Ordering::Less, Some(x), _) => all.push((x.0, Some(x.1), None)),
            (Ordering::Greater, _, Some(y)) => all.push((y.0, None, Some(y.1))),
            (_, Some(x), Some(y)) => all.push((x.0, Some(x.1), Some(y.1))),
            _ => {}
        }
    }
    all
}

/// A pair of groups that could be joined; the most alike comes first, in a tie the one with the lower numbers.
#[derive(Debug, PartialEq)]
struct Pair {
    likeness: f32,
    numbers: Reverse<(u32, u32)>,
}

impl Eq for Pair {}

impl Ord for Pair {
    fn cmp(&self, other: &Self) -> Ordering {
        self.likeness.total_cmp(&other.likeness).then(self.numbers.cmp(&other.numbers))
    }
}

impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    /// Unit vectors whose dot products are given: article `i` has feature `i`, and a feature for each pair.
    fn worked() -> (Vec<Signature>, Vec<Vec<(u32, f32)>>) {
        // 0 and 1 are alike (0.6); 2 is like 0 (0.4) and less like 1 (0.1); 3 is like nothing.
        let signatures = vec![
            vec![(0, 0.6), (1, 0.4)],
            vec![(0, 1.0), (2, 0.1)],
            vec![(1, 1.0), (2, 1.0)],
            vec![(3, 1.0)],
        ];
        // The pair of 1 and 2 is left out, so that its likeness has to be worked out from the vectors.
        let neighbours = vec![vec![(1, 0.6), (2, 0.4)], vec![(0, 0.6)], vec![(0, 0.4)], vec![]];
        (signatures, neighbours)
    }

    #[test]
    fn average_linkage_by_hand() {
        let (signatures, neighbours) = worked();
        let days = vec![Days::of(&Article::default()); 4];
        let found = mergers(&signatures, &days, &neighbours, 0.05, None);
        assert_eq!(found.iter().map(|merger| merger.parts).collect::<Vec<_>>(), [[0, 1], [2, 4]]);
        // The mean of 0.4 and 0.1.
        for (merger, likeness) in found.iter().zip([0.6, 0.25]) {
            assert!((merger.likeness - likeness).abs() < 1e-6, "{merger:?}");
        }
        assert_eq!(mergers(&signatures, &days, &neighbours, 0.3, None).len(), 1);
    }

    #[test]
    fn a_window_keeps_apart_what_silence_divides() {
        let (signatures, neighbours) = worked();
        let on = |day: &str| Days::of(&Article::default().with_published(day.parse().unwrap()));
        let days = vec![on("2025-08-01"), on("2025-08-20"), on("2025-08-03"), on("2025-08-03")];
        let first = |window| mergers(&signatures, &days, &neighbours, 0.05, window)[0].parts;
        assert_eq!(first(Some(7.0)), [0, 2]);
        let all = mergers(&signatures, &days, &neighbours, 0.05, Some(30.0));
        assert_eq!(all.len(), 2);
    }
}
