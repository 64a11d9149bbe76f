//! Where stories end: the likeness at which joining stops.
//!
//! No one likeness fits every collection: reports on one event share half of their words in a sample of
//! a year's news, and a fifth in a week in which a thousand articles report on thirty events. So the cut is
//! chosen where articles are closest to their own story compared with the nearest other story: the
//! mean over articles of `a - 0.85 b` is greatest, where `a` is the mean likeness of the article to the others of
//! its story (0 where it is alone) and `b` the greatest mean likeness to a story of one of its neighbours. With `a - b` divided by the
//! greater this would be the silhouette (Rousseeuw 1987, DOI 10.1016/0377-0427(87)90125-7); undivided, loose groups count less,
//! which stops the silhouette's bent to join whole topics.
//!
//! Cost: linear for each of the cuts tried, with a small constant: of more than [`SAMPLE`] articles, only every so
//! many-th is judged.

use rayon::prelude::*;

use super::day::Days;
use super::signature::{Signature, dot, shorten};
use super::tree::Merger;

/// The cuts tried, in hundredths.
const TRIED: [u8; 18] = [6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40];
/// How much nearness to another story counts against a cut.
const OTHERS: f64 = 0.85;
/// Articles that a cut is judged by.
const SAMPLE: usize = 4_096;
const FEATURES: usize = 1_024;
/// Other stories among which the nearest to an article is looked for.
const NEAR_GROUPS: usize = 8;

/// The lowest cut that is ever chosen.
pub(super) const LOWEST: f32 = 0.06;

/// The cut that keeps the stories of the first `n_judged` articles apart best; the higher one in a tie.
pub(super) fn adaptive(
    signatures: &[Signature],
    days: &[Days],
    neighbours: &[Vec<(u32, f32)>],
    mergers: &[Merger],
    n_judged: usize,
) -> f32 {
    let mut best = (f64::NEG_INFINITY, LOWEST);
    let mut last: Option<usize> = None;
    for cut in TRIED.map(|cut| f32::from(cut) / 100.0) {
        let n_mergers = mergers.iter().filter(|merger| merger.likeness >= cut).count();
        if last == Some(n_mergers) {
            continue;
        }
        last = Some(n_mergers);
        let group_of = groups(signatures.len(), mergers, cut);
        let margin = margin(signatures, days, &neighbours[..n_judged], &group_of);
        if margin > best.0 {
            best = (margin, cut);
        }
    }
    best.1
}

/// The group of each article after all mergers of at least the cut; numbered by their first articles.
pub(super) fn groups(n: usize, mergers: &[Merger], cut: f32) -> Vec<u32> {
    let mut parent: Vec<u32> = (0..(n + mergers.len()) as u32).collect();
    for (number, merger) in (n as u32..).zip(mergers) {
        if merger.likeness >= cut {
            for part in merger.parts {
                parent[part as usize] = number;
            }
        }
    }
    // A merger has a greater number than its parts, so going down every parent is final already.
    for number in (0..parent.len()).rev() {
        parent[number] = parent[parent[number] as usize];
    }
    let mut number_of: Vec<Option<u32>> = vec![None; parent.len()];
    let mut n_groups = 0;
    (0..n)
        .map(|article| {
            *number_of[parent[article] as usize].get_or_insert_with(|| {
                n_groups += 1;
                n_groups - 1
            })
        })
        .collect()
}

/// The sum of the margins of those articles whose neighbours are given, the first ones.
fn margin(
    signatures: &[Signature],
    days: &[Days],
    neighbours: &[Vec<(u32, f32)>],
    group_of: &[u32],
) -> f64 {
    let step = neighbours.len().div_ceil(SAMPLE).max(1);
    let judged: Vec<(usize, Vec<u32>)> = (0..neighbours.len())
        .step_by(step)
        .map(|article| (article, near_groups(article, &neighbours[article], group_of)))
        .collect();
    let mut is_needed = vec![false; group_of.len()];
    for (article, others) in &judged {
        is_needed[group_of[*article] as usize] = true;
        others.iter().for_each(|&other| is_needed[other as usize] = true);
    }
    let sums = sums_of(signatures, days, group_of, &is_needed);
    let margin = |(article, others): &(usize, Vec<u32>)| {
        let signature = &signatures[*article];
        let likeness = |group: u32| {
            let sum = &sums[group as usize];
            f64::from(days[*article].nearness(&sum.days) * dot(signature, &sum.vector))
        };
        let own = group_of[*article];
        let n_own = sums[own as usize].n;
        let itself = f64::from(dot(signature, signature));
        let to_own = if n_own > 1 { (likeness(own) - itself) / f64::from(n_own - 1) } else { 0.0 };
        let to_others = others
            .iter()
            .map(|&other| likeness(other) / f64::from(sums[other as usize].n))
            .fold(0.0, f64::max);
        to_own - OTHERS * to_others
    };
    let margins: Vec<f64> = judged.par_iter().map(margin).collect();
    margins.iter().sum()
}

/// The groups of an article's nearest neighbours outside its own group.
fn near_groups(article: usize, neighbours: &[(u32, f32)], group_of: &[u32]) -> Vec<u32> {
    let mut groups: Vec<u32> = Vec::new();
    for &(other, _) in neighbours {
        let group = group_of[other as usize];
        if group != group_of[article] && !groups.contains(&group) {
            groups.push(group);
            if groups.len() == NEAR_GROUPS {
                break;
            }
        }
    }
    groups
}

/// A group's vectors added up.
pub(super) struct Sum {
    pub n: u32,
    pub days: Days,
    pub vector: Signature,
}

/// The sum of every group.
pub(super) fn sums(signatures: &[Signature], days: &[Days], group_of: &[u32]) -> Vec<Sum> {
    sums_of(signatures, days, group_of, &vec![true; group_of.len()])
}

/// The sums of some groups; the vectors of the others stay empty.
fn sums_of(
    signatures: &[Signature],
    days: &[Days],
    group_of: &[u32],
    is_needed: &[bool],
) -> Vec<Sum> {
    let n_groups = group_of.iter().max().map_or(0, |&last| last as usize + 1);
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); n_groups];
    for (article, &group) in (0..).zip(group_of) {
        members[group as usize].push(article);
    }
    members
        .par_iter()
        .zip(is_needed)
        .map(|(members, is_needed)| {
            let first = members[0] as usize;
            if !is_needed {
                return Sum { n: members.len() as u32, days: days[first], vector: Vec::new() };
            }
            let mut all: Signature = Vec::new();
            let mut joined = days[first];
            for &member in members {
                all.extend_from_slice(&signatures[member as usize]);
                if member as usize != first {
                    joined = joined.and(&days[member as usize]);
                }
            }
            all.sort_by_key(|&(feature, _)| feature);
            let mut vector: Signature = Vec::new();
            for (feature, weight) in all {
                match vector.last_mut() {
                    Some(last) if last.0 == feature => last.1 += weight,
                    _ => vector.push((feature, weight)),
                }
            }
            shorten(&mut vector, FEATURES);
            Sum { n: members.len() as u32, days: joined, vector }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[test]
    fn groups_are_numbered_by_their_first_articles() {
        // Articles 1 and 3 first, then 0 with both; 2 stays alone at the higher cut.
        let mergers = [
            Merger { parts: [1, 3], likeness: 0.5 },
            Merger { parts: [0, 4], likeness: 0.3 },
            Merger { parts: [2, 5], likeness: 0.1 },
        ];
        let cases =
            [(0.6, [0, 1, 2, 3]), (0.4, [0, 1, 2, 1]), (0.2, [0, 0, 1, 0]), (0.1, [0, 0, 0, 0])];
        for (cut, expected) in cases {
            assert_eq!(groups(4, &mergers, cut), expected, "{cut}");
        }
    }

    #[test]
    fn the_margin_by_hand() {
        // Two articles with a likeness of 0.6, and a third with 0.2 to either.
        let signatures = [vec![(0, 0.8), (1, 0.6)], vec![(0, 0.0), (1, 1.0)], vec![(1, 0.2)]];
        let days = [0, 1, 2].map(|_| Days::of(&Article::default()));
        let neighbours = [vec![(1, 0.6), (2, 0.12)], vec![(0, 0.6), (2, 0.2)], vec![(1, 0.2)]];
        // The pair as a story: twice 0.6, less 0.85 of what each has with the third (0.12 and 0.2), less
        // 0.85 of the third's mean with the pair, which is 0.16.
        let expected = 1.2 - 0.85 * (0.12 + 0.2 + 0.16);
        let found = margin(&signatures, &days, &neighbours, &[0, 0, 1]);
        assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        // All alone: only what speaks against it.
        let expected = -0.85 * (0.6 + 0.6 + 0.2);
        let found = margin(&signatures, &days, &neighbours, &[0, 1, 2]);
        assert!((found - expected).abs() < 1e-6, "{found} {expected}");
    }
}
