//! The counts of a term in the order of their articles.

/// A count at the place of its article: the place in the upper half, the occurrences in the lower.
pub(super) type Slot = u64;

/// Sorts counts by the places of their articles, no two of which are the same.
pub(super) struct Sorter {
    /// How many bits of a place are looked at at once.
    digit: u32,
    n_digits: u32,
    ends: Vec<usize>,
    room: Vec<Slot>,
}

impl Sorter {
    const MOST_BITS: u32 = 11;

    pub fn new(n_articles: usize) -> Sorter {
        let bits = (n_articles.max(2) - 1).ilog2() + 1;
        let n_digits = bits.div_ceil(Sorter::MOST_BITS);
        let digit = bits.div_ceil(n_digits);
        Sorter { digit, n_digits, ends: vec![0; 1 << digit], room: Vec::new() }
    }

    /// Sorts a list, in place or beside it: a long one digit by digit, from the last to the first (radix sort).
    pub fn sort<'s>(&'s mut self, slots: &'s mut [Slot]) -> &'s [Slot] {
        if slots.len() < self.ends.len() {
            slots.sort_unstable();
            return slots;
        }
        self.room.clear();
        self.room.resize(slots.len(), 0);
        let (mut from, mut to) = (slots, &mut self.room[..]);
        for nth in 0..self.n_digits {
            let shift = 32 + nth * self.digit;
            let mask = self.ends.len() - 1;
            let digit = |slot: Slot| (slot >> shift) as usize & mask;
            self.ends.fill(0);
            from.iter().for_each(|&slot| self.ends[digit(slot)] += 1);
            let mut start = 0;
            for end in &mut self.ends {
                start += std::mem::replace(end, start);
            }
            for &slot in &*from {
                let at = &mut self.ends[digit(slot)];
                to[*at] = slot;
                *at += 1;
            }
            (from, to) = (to, from);
        }
        from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_sorted_whatever_their_number() {
        for (n_articles, n) in [(1, 1), (2, 2), (300, 299), (5_000, 4_999), (3_000_000, 2_900)] {
            let mut sorter = Sorter::new(n_articles);
            // Steps without a common divisor meet no place twice.
            let place = |nth: usize| (nth * 7_919 + 11) % n_articles;
            let slot = |nth: usize| (place(nth) as u64) << 32 | nth as u64;
            let mut slots: Vec<Slot> = (0..n).map(slot).collect();
            let mut expected = slots.clone();
            expected.sort_unstable();
            assert_eq!(sorter.sort(&mut slots), expected, "{n} of {n_articles}");
        }
    }
}
