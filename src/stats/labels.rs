//! The labels of one block of draws: which articles are in the group, for many draws at once.
//!
//! A row is an article and half a byte is a draw, 1 in the group and 0 outside, so that adding up to fifteen rows counts
//! their articles in two draws at once; then the halves are moved to bytes of their own. Half bytes because what is read
//! from the second-level cache takes most of the time. Draw `d` always comes from stream `d` of the seed.
//! Cost: a random number for each draw and article of the smaller side; counting is a byte addition for each
//! named row and two draws, straight from memory.

use super::rng::Rng;
use super::strata::Strata;

/// Draws in one block of labels.
pub(super) const LANES: usize = 128;
/// Draws that are counted by one instruction, where the processor has registers so wide.
const REGISTER: usize = 32;

/// Draws whose labels stand in the low halves of the bytes of a row, and as many in the high halves.
const HALF: usize = LANES / 2;
/// Rows that half a byte can count.
const MOST_PACKED: usize = 15;

/// One article's labels in a block of draws: the low half of a byte is 1 where a draw of the first half has it in the
/// group, the high half tells the same of the second half. Aligned, so that labels are added straight from memory.
#[derive(Clone)]
#[repr(align(64))]
struct Row([[u8; REGISTER]; HALF / REGISTER]);

/// The labels of one block of draws.
pub(super) struct Labels {
    rows: Vec<Row>,
    /// For each stratum, the group's tokens in each draw, less their mean.
    pub tokens: Vec<[f32; LANES]>,
}

impl Labels {
    pub fn draw(
        strata: &Strata,
        exposure: &[u32],
        seed: u64,
        block: usize,
        n_rows: usize,
    ) -> Labels {
        let mut rows = vec![Row([[0; REGISTER]; HALF / REGISTER]); n_rows];
        let mut tokens = vec![[0.0f32; LANES]; strata.strata.len()];
        let mut rngs: Vec<Rng> =
            (0..LANES).map(|lane| Rng::stream(seed, (block * LANES + lane) as u64)).collect();
        let mut first_row = 0;
        for (stratum, tokens) in strata.strata.iter().zip(&mut tokens) {
            let m = stratum.len();
            let lengths: Vec<u32> =
                stratum.articles.iter().map(|&article| exposure[article as usize]).collect();
            let mean = stratum.fraction() * lengths.iter().map(|&n| f64::from(n)).sum::<f64>();
            // Choosing the smaller side halves the work; the other side is what remains.
            let own_is_smaller = 2 * stratum.n_group <= m;
            let chosen = if own_is_smaller { stratum.n_group } else { m - stratum.n_group };
            // Any start order gives a uniform choice, so one draw goes on from the one before.
            let mut order: Vec<u16> = (0..m as u16).collect();
            // Eight draws are gathered in one small buffer before they go to the rows, which lie far
            // apart in memory.
            let mut gathered = vec![0u64; m];
            for (eight, rngs) in rngs.chunks_mut(8).enumerate() {
                gathered.fill(0);
                for (lane, rng) in rngs.iter_mut().enumerate() {
                    for place in 0..chosen {
                        order.swap(place, place + rng.below((m - place) as u32) as usize);
                    }
                    let own = if own_is_smaller { &order[..chosen] } else { &order[chosen..] };
                    let mark = 1 << (8 * lane);
                    let mut sum = 0u64;
                    for &member in own {
                        gathered[usize::from(member)] |= mark;
                        sum += u64::from(lengths[usize::from(member)]);
                    }
                    tokens[8 * eight + lane] = (sum as f64 - mean) as f32;
                }
                let (at, half) = (8 * eight % HALF, 8 * eight / HALF);
                for (row, labels) in rows[first_row..first_row + m].iter_mut().zip(&gathered) {
                    let bytes = row.0.as_flattened_mut()[at..at + 8].iter_mut();
                    for (byte, label) in bytes.zip(labels.to_le_bytes()) {
                        *byte |= label << (4 * half);
                    }
                }
            }
            first_row += m;
        }
        Labels { rows, tokens }
    }

    /// Counts each named row that is in the group.
    #[inline(always)]
    pub fn add_marked(&self, named: &[u16], mut sum: Sum) -> Sum {
        for named in named.chunks(MOST_PACKED) {
            let mut packed = [[0u8; REGISTER]; HALF / REGISTER];
            for &row in named {
                for (count, labels) in packed.iter_mut().zip(&self.rows[usize::from(row)].0) {
                    *count = std::array::from_fn(|lane| count[lane].wrapping_add(labels[lane]));
                }
            }
            let (first, second) = sum.0.split_at_mut(HALF / REGISTER);
            for ((first, second), packed) in first.iter_mut().zip(second).zip(packed) {
                *first = std::array::from_fn(|lane| first[lane].wrapping_add(packed[lane] & 15));
                *second = std::array::from_fn(|lane| second[lane].wrapping_add(packed[lane] >> 4));
            }
        }
        sum
    }

    #[inline(always)]
    pub fn subtract_tokens(&self, stratum: usize, rate: f32, excess: &mut [f32; LANES]) {
        for (excess, tokens) in excess.iter_mut().zip(&self.tokens[stratum]) {
            *excess -= rate * tokens;
        }
    }
}

/// How many of the rows named so far are in the group, for every draw, in bytes: no more than [`MOST_MARKED`].
///
/// It is handed on by value, which keeps it in registers.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum([[u8; REGISTER]; LANES / REGISTER]);

/// The most that a [`Sum`] can hold.
pub(super) const MOST_MARKED: usize = u8::MAX as usize;

impl Sum {
    /// Everything so far, counted twice.
    #[inline(always)]
    pub fn doubled(mut self) -> Sum {
        for count in &mut self.0 {
            *count = std::array::from_fn(|lane| count[lane].wrapping_add(count[lane]));
        }
        self
    }

    /// Adds the counts to every draw, each as `weight`.
    #[inline(always)]
    pub fn add_to(self, weight: f32, excess: &mut [f32; LANES]) {
        for (excess, &count) in excess.iter_mut().zip(self.0.as_flattened()) {
            *excess += weight * f32::from(count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Matrix, Sample};

    #[test]
    fn every_draw_has_the_group_of_its_size_and_its_tokens() {
        let matrix = Matrix::from_rows(1, vec![vec![]; 7]);
        let exposure = [10, 20, 30, 40, 50, 60, 70];
        let sample =
            Sample::new(&matrix, &exposure, &[0, 1, 1, 0, 0, 0, 1], &[0, 0, 0, 1, 1, 1, 1]);
        let strata = Strata::new(&sample.unwrap(), 0);
        let labels = Labels::draw(&strata, &exposure, 3, 0, 7);
        let of = |rows: &[u16]| {
            let mut counts = [0.0; LANES];
            for rows in rows.chunks(MOST_MARKED) {
                labels.add_marked(rows, Sum::default()).add_to(1.0, &mut counts);
            }
            counts
        };
        assert!(of(&[0, 1, 2]).iter().all(|&n| n == 1.0), "one of three");
        assert!(of(&[3, 4, 5, 6]).iter().all(|&n| n == 3.0), "three of four");
        let mut excess = [0.0; LANES];
        for (row, tokens) in (0..).zip(&exposure[..3]) {
            labels.add_marked(&[row], Sum::default()).add_to(*tokens as f32, &mut excess);
        }
        labels.subtract_tokens(0, 1.0, &mut excess);
        assert!(
            excess.iter().all(|&rest| (rest - 20.0).abs() < 1e-4),
            "the mean of a third of sixty"
        );
        // As many as a byte holds, and more.
        assert!(of(&[3; 255]).iter().all(|&n| n == 0.0 || n == 255.0));
        assert!(of(&[3; 300]).iter().all(|&n| n == 0.0 || n == 300.0));
        let doubled = labels.add_marked(&[4; 100], Sum::default()).doubled();
        let mut excess = [0.0; LANES];
        labels.add_marked(&[4; 55], doubled).add_to(0.5, &mut excess);
        assert!(excess.iter().all(|&n| n == 0.0 || n == 127.5));
    }
}
