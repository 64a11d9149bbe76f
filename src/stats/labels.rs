//! The labels of one block of draws: which articles are in the group, for many draws at once.
//!
//! A row is an article and a byte is a draw, 255 in the group and 0 outside, so that taking a row away counts the
//! article in every draw that has it. Draw `d` always comes from stream `d` of the seed.
//! Cost: a random number for each draw and article of the smaller side; counting is a byte subtraction for each
//! named row and draw, straight from memory.

use super::rng::Rng;
use super::strata::Strata;

/// Draws in one block of labels.
pub(super) const LANES: usize = 128;
/// Draws whose counts are kept in registers together.
const PART: usize = 64;

/// One article's labels in a block of draws, 255 where it is in the group, else 0. Aligned, so that a label is
/// added straight from memory.
#[derive(Clone)]
#[repr(align(64))]
struct Row([[[u8; 16]; PART / 16]; LANES / PART]);

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
        let mut rows = vec![Row([[[0; 16]; PART / 16]; LANES / PART]); n_rows];
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
                    let mark = 0xff << (8 * lane);
                    let mut sum = 0u64;
                    for &member in own {
                        gathered[usize::from(member)] |= mark;
                        sum += u64::from(lengths[usize::from(member)]);
                    }
                    tokens[8 * eight + lane] = (sum as f64 - mean) as f32;
                }
                for (row, labels) in rows[first_row..first_row + m].iter_mut().zip(&gathered) {
                    row.0.as_flattened_mut().as_flattened_mut()[8 * eight..8 * eight + 8]
                        .copy_from_slice(&labels.to_le_bytes());
                }
            }
            first_row += m;
        }
        Labels { rows, tokens }
    }

    /// Adds `weight` to every draw for each named row that is in the group.
    pub fn add_marked(&self, named: &[u16], weight: f32, excess: &mut [f32; LANES]) {
        // Bytes overflow after 255 additions, so longer runs are taken in pieces.
        for piece in named.chunks(255) {
            for (part, excess) in excess.as_chunks_mut::<PART>().0.iter_mut().enumerate() {
                // Four small arrays stay in registers where one large one would live in memory.
                let mut counts = [[0u8; 16]; PART / 16];
                for &row in piece {
                    let labels = &self.rows[usize::from(row)].0[part];
                    for (count, labels) in counts.iter_mut().zip(labels) {
                        *count = std::array::from_fn(|lane| count[lane].wrapping_sub(labels[lane]));
                    }
                }
                for (excess, &count) in excess.iter_mut().zip(counts.as_flattened()) {
                    *excess += weight * f32::from(count);
                }
            }
        }
    }

    #[inline]
    pub fn subtract_tokens(&self, stratum: usize, rate: f32, excess: &mut [f32; LANES]) {
        for (excess, tokens) in excess.iter_mut().zip(&self.tokens[stratum]) {
            *excess -= rate * tokens;
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
            labels.add_marked(rows, 1.0, &mut counts);
            counts
        };
        assert!(of(&[0, 1, 2]).iter().all(|&n| n == 1.0), "one of three");
        assert!(of(&[3, 4, 5, 6]).iter().all(|&n| n == 3.0), "three of four");
        let mut excess = [0.0; LANES];
        for (row, tokens) in (0..).zip(&exposure[..3]) {
            labels.add_marked(&[row], *tokens as f32, &mut excess);
        }
        labels.subtract_tokens(0, 1.0, &mut excess);
        assert!(
            excess.iter().all(|&rest| (rest - 20.0).abs() < 1e-4),
            "the mean of a third of sixty"
        );
        // More than 255 additions do not overflow.
        assert!(of(&[3; 300]).iter().all(|&n| n == 0.0 || n == 300.0));
    }
}
