//! Which rows of labels does each feature add up, and how often?
//!
//! An article that uses a feature three times is a row among the ones and a row among the twos. Rows are added from
//! the highest bit down and the sum is doubled from one bit to the next, so that a sum of bytes goes on
//! as long as a byte holds it.
//! Unit: rows, by their place in [`Labels`](super::labels::Labels). Cost: a few instructions for each cell.

use super::labels::MOST_MARKED;
use super::score::{Cell, Scores};

/// The occurrences of one bit of the counts, or as many of them as a byte can hold.
#[derive(Clone, Copy)]
pub(super) struct Run {
    /// How many rows are added.
    pub n_rows: u32,
    /// How often the sum so far is doubled first: a run of ones comes after one of twos.
    pub doublings: u32,
    /// What a one of the sum stands for, where the sum ends with this run.
    pub weight: Option<f32>,
    bit: u32,
}

/// The rows of many features, one feature after the other.
#[derive(Default)]
pub(super) struct Layout {
    rows: Vec<u16>,
    runs: Vec<Run>,
    rates: Vec<(u32, f32)>,
    /// For each feature, where its rows, runs and rates end.
    ends: Vec<[u32; 3]>,
}

/// One feature of a [`Layout`].
pub(super) struct Laid<'l> {
    /// The rows of all runs.
    pub rows: &'l [u16],
    pub runs: &'l [Run],
    /// Strata and the feature's rates in them.
    pub rates: &'l [(u32, f32)],
}

impl Layout {
    /// The features in the order in which they are given; `row_of` tells the row of each article, of `n_rows`.
    pub fn new(scores: &Scores<'_>, features: &[u32], row_of: &[u16], n_rows: usize) -> Layout {
        let n_cells = scores.cells.len();
        let rows = Vec::with_capacity(n_cells + n_cells / 2);
        let mut layout = Layout { rows, ..Layout::default() };
        let mut marked = Marked::new(n_rows);
        for &feature in features {
            let blocks = scores.blocks(feature as usize);
            if let [first, .., last] | [first @ last] = blocks {
                marked.take(&scores.cells[first.cells.start..last.cells.end], row_of);
            }
            layout.add_runs(&marked);
            marked.clear();
            layout.rates.extend(blocks.iter().map(|block| (block.stratum, block.rate as f32)));
            layout.end_feature();
        }
        layout
    }

    fn add_runs(&mut self, marked: &Marked) {
        let (mut last_bit, mut most) = (0, 0);
        for bit in (0..marked.n_bits).rev() {
            let mut rest = marked.of(bit);
            while !rest.is_empty() {
                let doublings = if most > 0 { last_bit - bit } else { 0 };
                // In 64 bits, so that no number of doublings overflows.
                let doubled = (most as u64) << doublings;
                if doubled >= MOST_MARKED as u64 {
                    end_sum(&mut self.runs);
                    (last_bit, most) = (bit, 0);
                    continue;
                }
                let taken = rest.len().min(MOST_MARKED - doubled as usize);
                self.rows.extend_from_slice(&rest[..taken]);
                self.runs.push(Run { n_rows: taken as u32, doublings, weight: None, bit });
                rest = &rest[taken..];
                (last_bit, most) = (bit, doubled as usize + taken);
            }
        }
        end_sum(&mut self.runs);
    }

    fn end_feature(&mut self) {
        let ends = [self.rows.len(), self.runs.len(), self.rates.len()];
        self.ends.push(ends.map(|end| end as u32));
    }

    /// The features in another order.
    pub fn in_order(&self, places: &[usize]) -> Layout {
        let mut ordered = Layout {
            rows: Vec::with_capacity(self.rows.len()),
            runs: Vec::with_capacity(self.runs.len()),
            rates: Vec::with_capacity(self.rates.len()),
            ends: Vec::with_capacity(places.len()),
        };
        for &place in places {
            let Laid { rows, runs, rates } = self.feature(place);
            ordered.rows.extend_from_slice(rows);
            ordered.runs.extend_from_slice(runs);
            ordered.rates.extend_from_slice(rates);
            ordered.end_feature();
        }
        ordered
    }

    /// The features one after the other.
    #[inline(always)]
    pub fn iter(&self) -> impl Iterator<Item = Laid<'_>> {
        (0..self.ends.len()).map(|place| self.feature(place))
    }

    #[inline(always)]
    fn feature(&self, place: usize) -> Laid<'_> {
        let starts = place.checked_sub(1).map_or([0; 3], |before| self.ends[before]);
        let range = |kind: usize| starts[kind] as usize..self.ends[place][kind] as usize;
        Laid {
            rows: &self.rows[range(0)],
            runs: &self.runs[range(1)],
            rates: &self.rates[range(2)],
        }
    }
}

/// Ends a sum of bytes with the last run.
fn end_sum(runs: &mut [Run]) {
    if let Some(last) = runs.last_mut() {
        last.weight = Some((1u64 << last.bit) as f32);
    }
}

/// The rows of one feature, by the bits of its counts.
struct Marked {
    /// For each of the low bits, a place for every row and one more.
    low: [Vec<u16>; LOW_BITS],
    /// How many of them are taken.
    n_low: [usize; LOW_BITS],
    high: Vec<Vec<u16>>,
    /// Higher bits than these have no rows.
    n_bits: u32,
}

/// Bits that most counts do not go beyond.
const LOW_BITS: usize = 2;

impl Marked {
    fn new(n_rows: usize) -> Marked {
        Marked {
            low: std::array::from_fn(|_| vec![0; n_rows + 1]),
            n_low: [0; LOW_BITS],
            high: vec![Vec::new(); u32::BITS as usize - LOW_BITS],
            n_bits: 0,
        }
    }

    /// Takes in the cells of a feature.
    fn take(&mut self, cells: &[Cell], row_of: &[u16]) {
        let [ones, twos] = self.low.each_mut().map(Vec::as_mut_slice);
        let [mut n_ones, mut n_twos] = [0usize; LOW_BITS];
        let mut bits = 0u32;
        for &Cell { article, count } in cells {
            let row = row_of[article as usize];
            // Every row is written and kept only where it has the bit: a branch would be guessed wrong too often.
            ones[n_ones] = row;
            n_ones += (count & 1) as usize;
            twos[n_twos] = row;
            n_twos += (count >> 1 & 1) as usize;
            bits |= count;
            let mut rest = count >> LOW_BITS;
            while rest > 0 {
                self.high[rest.trailing_zeros() as usize].push(row);
                rest &= rest - 1;
            }
        }
        self.n_low = [n_ones, n_twos];
        self.n_bits = u32::BITS - bits.leading_zeros();
    }

    /// The rows whose count has the bit.
    fn of(&self, bit: u32) -> &[u16] {
        match (bit as usize).checked_sub(LOW_BITS) {
            Some(high) => &self.high[high],
            None => &self.low[bit as usize][..self.n_low[bit as usize]],
        }
    }

    fn clear(&mut self) {
        self.n_low = [0; LOW_BITS];
        let n_high = (self.n_bits as usize).saturating_sub(LOW_BITS);
        self.high[..n_high].iter_mut().for_each(Vec::clear);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Matrix, Sample, Strata};

    /// What a feature's runs add up for one row, as the engine adds them, and the most that a byte came to.
    fn total(laid: &Laid<'_>, row: u16) -> (f32, u64) {
        let (mut sum, mut most, mut total) = (0u64, 0, 0.0);
        let mut rows = laid.rows;
        let mut bound = 0;
        for run in laid.runs {
            let (named, rest) = rows.split_at(run.n_rows as usize);
            let n = named.iter().filter(|&&named| named == row).count() as u64;
            sum = (sum << run.doublings) + n;
            bound = (bound << run.doublings) + named.len() as u64;
            most = most.max(bound);
            rows = rest;
            if let Some(weight) = run.weight {
                total += weight * sum as f32;
                (sum, bound) = (0, 0);
            }
        }
        assert!(rows.is_empty() && sum == 0);
        (total, most)
    }

    #[test]
    fn runs_add_up_to_the_counts_and_fit_into_bytes() {
        let counts: [&dyn Fn(u32) -> u32; 6] = [
            &|_| 1,
            &|row| row % 5,
            &|row| row % 70,
            &|row| if row == 7 { 1_000_003 } else { 0 },
            &|row| row * row,
            &|row| u32::from(row == 3) * u32::MAX,
        ];
        let rows: Vec<Vec<(u32, u32)>> = (0..600)
            .map(|row| {
                let cells = counts.iter().enumerate().map(|(n, count)| (n as u32, count(row)));
                cells.filter(|&(_, count)| count > 0).collect()
            })
            .collect();
        let matrix = Matrix::from_rows(counts.len(), rows);
        let exposure = vec![10; 600];
        let group: Vec<u32> = (0..600).map(|row| row % 2).collect();
        let stratum = vec![0; 600];
        let sample = Sample::new(&matrix, &exposure, &group, &stratum).unwrap();
        let strata = Strata::new(&sample, 0);
        let scores = Scores::new(&sample, &strata);
        let row_of: Vec<u16> = (0..600).collect();
        let features: Vec<u32> = (0..counts.len() as u32).collect();
        let layout = Layout::new(&scores, &features, &row_of, 600);
        let turned: Vec<usize> = (0..counts.len()).rev().collect();
        let turned = layout.in_order(&turned);
        for (feature, count) in counts.iter().enumerate() {
            for laid in [layout.feature(feature), turned.feature(counts.len() - 1 - feature)] {
                for row in 0..600u16 {
                    let (total, most) = total(&laid, row);
                    assert_eq!(total, count(u32::from(row)) as f32, "{feature} {row}");
                    assert!(most <= MOST_MARKED as u64);
                }
            }
        }
    }
}
