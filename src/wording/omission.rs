//! What do most outlets carry and this one does not, although it had the room?
//!
//! Model: an outlet with n counted words carries a statement with probability `1 - exp(-rate n)`; the rate
//! is fitted by maximum likelihood to which of the other outlets carry it. The chance that this outlet
//! would leave it out by its length alone is then `exp(-rate n)`. Cost: some forty evaluations for each
//! statement and outlet. It misleads where outlets cover different days of a story.

use serde::{Deserialize, Serialize};

use crate::article::OutletId;

/// An item (a statement, a phrase, a source) that an outlet does not carry.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Omission {
    /// The outlet.
    pub outlet: OutletId,
    /// The item, by its number in the list that was searched.
    pub item: usize,
    /// How many other outlets carry it.
    pub n_carriers: usize,
    /// How many other outlets there are.
    pub n_others: usize,
    /// The chance that an outlet of this length leaves it out, from 0 to 1.
    pub chance: f64,
}

/// Which outlets carry an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Carried {
    /// Outlets that carry it.
    pub by: Vec<OutletId>,
    /// Outlets that touch on it without carrying it. They are not blamed, and count as not carrying it.
    pub touched_by: Vec<OutletId>,
}

/// The items that more than half of the other outlets carry and an outlet does not, where the chance of
/// leaving it out is at most `most`; the least likely first.
///
/// `lengths` holds the counted words of each outlet on the story; outlets that are not in it are left out.
///
/// ```
/// use parallax::wording::{Carried, omissions};
/// use parallax::{Article, Corpus};
///
/// let corpus = Corpus::new(["a", "b", "c", "d", "e"].map(|outlet| Article::new(outlet, "", "Text.")));
/// let outlets: Vec<_> = corpus.outlet_ids().collect();
/// let lengths: Vec<_> = outlets.iter().map(|&outlet| (outlet, 400)).collect();
/// let carried = Carried { by: outlets[..4].to_vec(), ..Carried::default() };
/// let found = omissions(&[carried], &lengths, 0.25);
/// assert_eq!((found[0].outlet, found[0].n_carriers), (outlets[4], 4));
/// assert!(found[0].chance < 0.15);
/// ```
pub fn omissions(items: &[Carried], lengths: &[(OutletId, u32)], most: f64) -> Vec<Omission> {
    let mut found = Vec::new();
    for (item, carried) in items.iter().enumerate() {
        // Most items are carried by few; they are passed over before anything is looked up.
        if 2 * carried.by.len() < lengths.len() {
            continue;
        }
        for &(outlet, n_words) in lengths {
            if carried.by.contains(&outlet) || carried.touched_by.contains(&outlet) {
                continue;
            }
            let others: Vec<(f64, bool)> = lengths
                .iter()
                .filter(|(other, _)| *other != outlet)
                .map(|(other, n)| (f64::from(*n), carried.by.contains(other)))
                .collect();
            let n_carriers = others.iter().filter(|(_, carries)| *carries).count();
            if 2 * n_carriers <= others.len() {
                continue;
            }
            let chance = libm::exp(-carrying_rate(&others) * f64::from(n_words));
            if chance <= most {
                found.push(Omission { outlet, item, n_carriers, n_others: others.len(), chance });
            }
        }
    }
    found.sort_by(|a, b| {
        a.chance.total_cmp(&b.chance).then((a.outlet, a.item).cmp(&(b.outlet, b.item)))
    });
    found
}

/// The rate for each word that makes the carriers and non-carriers most likely. One outlet of average length
/// that carries half of it is added, so that the rate is finite where every outlet carries the statement.
fn carrying_rate(outlets: &[(f64, bool)]) -> f64 {
    let mean = outlets.iter().map(|(n, _)| n).sum::<f64>() / outlets.len().max(1) as f64;
    if mean <= 0.0 {
        return 0.0;
    }
    // The score falls monotonically in the rate, so its zero is found by halving.
    let score = |rate: f64| -> f64 {
        let carried = |n: f64| n / libm::expm1(rate * n);
        let of = |&(n, carries): &(f64, bool)| if carries { carried(n) } else { -n };
        outlets.iter().map(of).sum::<f64>() + 0.5 * (carried(mean) - mean)
    };
    let (mut low, mut high) = (1e-9 / mean, 60.0 / mean);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if score(middle) > 0.0 { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_maximises_the_likelihood() {
        let outlets = [(100.0, true), (200.0, true), (50.0, false), (300.0, true)];
        let rate = carrying_rate(&outlets);
        let likelihood = |rate: f64| -> f64 {
            let of = |n: f64, carries: f64| {
                carries * libm::log(1.0 - libm::exp(-rate * n)) - (1.0 - carries) * rate * n
            };
            let own: f64 =
                outlets.iter().map(|&(n, carries)| of(n, if carries { 1.0 } else { 0.0 })).sum();
            own + of(162.5, 0.5)
        };
        assert!(likelihood(rate) > likelihood(rate * 1.01));
        assert!(likelihood(rate) > likelihood(rate * 0.99));
    }

    #[test]
    fn a_longer_outlet_is_less_likely_to_leave_out_what_all_carry() {
        let others = [(400.0, true), (400.0, true), (400.0, true), (400.0, false)];
        let rate = carrying_rate(&others);
        let chance = |n: f64| libm::exp(-rate * n);
        assert!(chance(100.0) > 0.5, "{}", chance(100.0));
        assert!(chance(1000.0) < 0.1, "{}", chance(1000.0));
        assert_eq!(carrying_rate(&[]), 0.0);
    }
}
