//! What do all features look like when the labels are exchanged? Draws of the labels, the excess of
//! every feature under each, exceedances and the running maximum, in one pass.
//!
//! Method: labels are half bytes, one row of 128 draws an article. The occurrences of a feature
//! inside the group are counted for all draws of a row at once, one byte addition for an article and two draws, one
//! bit of the count at a time (`x = 3` is a row in the ones and a row in the twos). Then
//! `T = sum x - sum p_s N_s` needs the group's tokens `N_s` of each stratum, which all features share.
//! Unit: occurrences beyond expectation, as in [`score`](super::score).
//! Cost: a byte addition for each occurrence bit and two draws, less than a tenth of adding scores article by
//! article; a block of labels fits into the second-level cache.
//! Paper: Westfall & Young 1993, "Resampling-based multiple testing", algorithm 4.1 (the running
//! maximum is its step-down form); Phipson & Smyth 2010, <https://doi.org/10.2202/1544-6115.1585>,
//! for `(1 + exceedances) / (1 + draws)`.
//!
//! Draw `d` always comes from stream `d` of the seed, and the counts are whole numbers, so the
//! result does not depend on the number of threads.

use pulp::{Arch, Simd, WithSimd};

use super::labels::{LANES, Labels, Sum};
use super::layout::{Layout, Run};
use super::saddlepoint::Saddlepoint;
use super::score::Scores;
use super::special::{ln, normal_isf};

/// How many draws reach the observed value: of the feature alone, and of the largest feature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exceedances {
    /// Number of draws.
    pub n_draws: u32,
    /// For each feature, draws in which its own `|z|` is at least the observed one.
    pub own: Vec<u32>,
    /// For each feature, draws in which the largest reading among the features that are not more
    /// extreme in the data is at least the observed one (Westfall-Young step-down).
    pub family: Vec<u32>,
}

/// Makes the `|z|` of different features comparable before the largest is taken.
///
/// The reading is `(|z| (1 + bend min(z^2, 16)))^2 + shift`, with a shift for each sign of `z`. The bend turns `|z|` into the normal quantile of its
/// own permutation tail, which is lighter for a feature in few articles; it is fitted at `|z| = 4` and goes on in
/// proportion from there, so that the reading always rises with `|z|`. The shift is twice the logarithm of the
/// feature's weight. The default reads `z^2`, the plain maximum of `|z|`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gauge {
    /// Cubic correction of `|z|`.
    pub bend: f32,
    /// Added to the squared quantile: where the group uses the feature more, and where it uses it less.
    pub shift: [f32; 2],
}

/// Where the bend is fitted: beyond it lies the family-wise 5 % of some thousand features.
const FITTED_AT: f64 = 4.0;
/// A tail so heavy that the reading would fall before it is fitted is read a little too high.
const LEAST_BEND: f64 = -1.0 / (3.0 * FITTED_AT * FITTED_AT);

impl Gauge {
    /// The gauge of one feature from its saddlepoint tail and its weights, for more and for less.
    pub fn new(saddlepoint: &Saddlepoint<'_>, feature: usize, weights: [f64; 2]) -> Gauge {
        let tail = saddlepoint.p_at_z(feature, FITTED_AT).unwrap_or(1.0);
        let quantile = normal_isf(0.5 * tail);
        let bend = (quantile / FITTED_AT - 1.0) / (FITTED_AT * FITTED_AT);
        Gauge {
            bend: bend.max(LEAST_BEND) as f32,
            shift: weights.map(|weight| (2.0 * ln(weight)) as f32),
        }
    }

    #[inline(always)]
    pub(crate) fn reading(self, z: f32) -> f32 {
        self.of_signed_square(z * z.abs())
    }

    /// The reading as a function of `z |z|`; it never falls as that moves away from 0.
    #[inline(always)]
    fn of_signed_square(self, signed: f32) -> f32 {
        const FITTED: f32 = (FITTED_AT * FITTED_AT) as f32;
        let square = signed.abs();
        let [more, less] = self.shift;
        let shift = if signed < 0.0 { less } else { more };
        let bent = 1.0 + self.bend * if square < FITTED { square } else { FITTED };
        square * bent * bent + shift
    }
}

/// Counts exceedances over `n_draws` random arrangements, on `n_threads` threads.
///
/// `n_draws` is rounded up to a multiple of 128. Features that are not `tested` are neither counted
/// nor part of the maximum.
///
/// # Panics
/// If `gauges` does not have one value per feature, or more than 65,535 articles take part.
pub fn exceedances(
    scores: &Scores<'_>,
    gauges: &[Option<Gauge>],
    n_draws: u32,
    seed: u64,
    n_threads: usize,
) -> Exceedances {
    let n_blocks = (n_draws as usize).div_ceil(LANES);
    let engine = Engine::new(scores, gauges);
    let n_workers = n_threads.clamp(1, n_blocks.max(1));
    let parts: Vec<Exceedances> = std::thread::scope(|scope| {
        let engine = &engine;
        let work = |worker: usize| {
            let mut counts = engine.empty();
            (worker..n_blocks)
                .step_by(n_workers)
                .for_each(|block| engine.run(seed, block, &mut counts));
            counts
        };
        let others: Vec<_> =
            (1..n_workers).map(|worker| scope.spawn(move || work(worker))).collect();
        let first = work(0);
        let rest =
            others.into_iter().map(|handle| handle.join().expect("a worker only adds numbers"));
        std::iter::once(first).chain(rest).collect()
    });
    let mut total = Exceedances {
        n_draws: 0,
        own: vec![0; scores.n_features()],
        family: vec![0; scores.n_features()],
    };
    for part in parts {
        total.n_draws += part.n_draws;
        for (index, &feature) in engine.order.iter().enumerate() {
            total.own[feature as usize] += part.own[index];
            total.family[feature as usize] += part.family[index];
        }
    }
    // Step-down p-values must not fall as features become less extreme.
    let mut largest = 0;
    for &feature in engine.order.iter().rev() {
        largest = largest.max(total.family[feature as usize]);
        total.family[feature as usize] = largest;
    }
    total
}

/// The most articles that draws are laid out for: their places are kept in 16 bits, which halves the memory
/// that a draw reads.
pub const MOST_ARTICLES: usize = u16::MAX as usize;

/// The features laid out for counting, in ascending order of the observed `|z|`.
struct Engine<'a> {
    scores: &'a Scores<'a>,
    order: Vec<u32>,
    layout: Layout,
    /// What each feature is held against, in order.
    standards: Vec<Standard>,
    /// Number of articles, each of which has a row.
    n_rows: usize,
}

impl<'a> Engine<'a> {
    fn new(scores: &'a Scores<'a>, gauges: &[Option<Gauge>]) -> Engine<'a> {
        let order = ascending(scores, gauges);
        let strata = scores.strata;
        let articles: Vec<u32> =
            strata.strata.iter().flat_map(|stratum| stratum.articles.iter().copied()).collect();
        assert!(
            articles.len() <= usize::from(u16::MAX),
            "split a sample of more than 65,535 articles"
        );
        let mut row_of = vec![0u16; strata.place.len()];
        for (row, &article) in articles.iter().enumerate() {
            row_of[article as usize] = row as u16;
        }
        // Laid out as they are stored and then put in order: the cells of a feature here, of another there, would be
        // waited for.
        let mut stored = order.clone();
        stored.sort_unstable();
        let layout = Layout::new(scores, &stored, &row_of, articles.len());
        let standard = |&feature: &u32| {
            let gauge = gauges[feature as usize].unwrap_or_default();
            Standard::new(scores, feature as usize, gauge)
        };
        let standards: Vec<Standard> = stored.iter().map(standard).collect();
        let mut place_of = vec![0; scores.n_features()];
        for (place, &feature) in stored.iter().enumerate() {
            place_of[feature as usize] = place;
        }
        let places: Vec<usize> = order.iter().map(|&feature| place_of[feature as usize]).collect();
        Engine {
            scores,
            layout: layout.in_order(&places),
            standards: places.iter().map(|&place| standards[place]).collect(),
            order,
            n_rows: articles.len(),
        }
    }

    /// Counts by place in the order, where features that are counted together lie together.
    fn empty(&self) -> Exceedances {
        Exceedances {
            n_draws: 0,
            own: vec![0; self.order.len()],
            family: vec![0; self.order.len()],
        }
    }

    /// Draws one block of labels and adds its exceedances.
    fn run(&self, seed: u64, block: usize, counts: &mut Exceedances) {
        let labels =
            Labels::draw(self.scores.strata, self.scores.exposure, seed, block, self.n_rows);
        counts.n_draws += LANES as u32;
        Arch::new().dispatch(Block { engine: self, labels: &labels, counts });
    }
}

/// The tested features in ascending order of the observed reading; those of equal readings as they are numbered.
fn ascending(scores: &Scores<'_>, gauges: &[Option<Gauge>]) -> Vec<u32> {
    let key = |(feature, gauge): (usize, &Option<Gauge>)| {
        let gauge = gauge.filter(|_| scores.variance[feature] > 0.0)?;
        let bits = gauge.reading(scores.z(feature) as f32).to_bits();
        // Turned so that whole numbers rise as the readings do, and the feature behind them.
        let rising = if bits >> 31 == 0 { bits | 1 << 31 } else { !bits };
        Some(u64::from(rising) << 32 | feature as u64)
    };
    let mut keys: Vec<u64> = gauges.iter().enumerate().filter_map(key).collect();
    keys.sort_unstable();
    keys.into_iter().map(|key| key as u32).collect()
}

/// The features under one block of draws, in the widest registers of the processor.
///
/// Everything it calls is compiled into it, so that it is compiled for those registers too; the results are the
/// same in narrower ones.
struct Block<'b, 'a> {
    engine: &'b Engine<'a>,
    labels: &'b Labels,
    counts: &'b mut Exceedances,
}

impl WithSimd for Block<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Block { engine, labels, counts } = self;
        let mut largest = Largest::new();
        let mut excess = [0.0f32; LANES];
        for (index, (laid, standard)) in engine.layout.iter().zip(&engine.standards).enumerate() {
            excess.fill(-standard.expected);
            let mut sum = Sum::default();
            let mut rows = laid.rows;
            for &Run { n_rows, doublings, weight, .. } in laid.runs {
                for _ in 0..doublings {
                    sum = sum.doubled();
                }
                let (named, rest) = rows.split_at(n_rows as usize);
                sum = labels.add_marked(named, sum);
                rows = rest;
                if let Some(weight) = weight {
                    sum.add_to(weight, &mut excess);
                    sum = Sum::default();
                }
            }
            // The last stratum is left to the comparison, which saves a pass where there is only one.
            let rates = laid.rates;
            let Some((&(last, last_rate), others)) = rates.split_last() else { continue };
            for &(stratum, rate) in others {
                labels.subtract_tokens(stratum as usize, rate, &mut excess);
            }
            let tokens = &labels.tokens[last as usize];
            let own = signed_squares(&mut excess, tokens, last_rate, standard);
            counts.own[index] += own.n_exceeding;
            counts.family[index] += largest.include(&excess, own.top, standard);
        }
    }
}

/// What turns a feature's occurrences in the group into `z` and its reading, and both as observed.
#[derive(Clone, Copy)]
struct Standard {
    expected: f32,
    scale: f32,
    gauge: Gauge,
    observed_square: f32,
    observed_reading: f32,
}

impl Standard {
    fn new(scores: &Scores<'_>, feature: usize, gauge: Gauge) -> Standard {
        let expected = scores.blocks(feature).iter().map(|block| {
            let occurrences = scores.cells[block.cells.clone()]
                .iter()
                .map(|cell| u64::from(cell.count))
                .sum::<u64>();
            scores.strata.strata[block.stratum as usize].fraction() * occurrences as f64
        });
        // An arrangement equal to the observed one must count in spite of single precision.
        let observed = (scores.z(feature) * (1.0 - 1e-5)) as f32;
        Standard {
            expected: expected.sum::<f64>() as f32,
            scale: (1.0 / libm::sqrt(scores.variance[feature])) as f32,
            gauge,
            observed_square: observed * observed,
            observed_reading: gauge.reading(observed),
        }
    }
}

/// What the draws of one feature come to.
struct Own {
    n_exceeding: u32,
    /// The largest `z^2` of the block.
    top: f32,
}

/// Turns the excess of every draw into `z |z|`, once the tokens of the last stratum are taken off.
#[inline(always)]
fn signed_squares(
    excess: &mut [f32; LANES],
    tokens: &[f32; LANES],
    rate: f32,
    standard: &Standard,
) -> Own {
    // Lanes of their own for each place keep the sums and maxima in registers.
    let mut n_exceeding = [0u32; REGISTER];
    let mut top = [0.0f32; REGISTER];
    let (scale, observed) = (standard.scale, standard.observed_square);
    for (excess, tokens) in
        excess.as_chunks_mut::<REGISTER>().0.iter_mut().zip(tokens.as_chunks::<REGISTER>().0)
    {
        for lane in 0..REGISTER {
            let z = (excess[lane] - rate * tokens[lane]) * scale;
            let square = z * z;
            excess[lane] = z * z.abs();
            n_exceeding[lane] += u32::from(square >= observed);
            top[lane] = if square > top[lane] { square } else { top[lane] };
        }
    }
    Own { n_exceeding: n_exceeding.iter().sum(), top: top.iter().copied().fold(0.0, f32::max) }
}

/// The largest reading of each draw so far. Features come in ascending order of what was observed, so for most
/// of them one look at the smallest and the largest of these tells the count.
struct Largest {
    of_draw: [f32; LANES],
    least: f32,
    most: f32,
}

impl Largest {
    fn new() -> Largest {
        let least = f32::NEG_INFINITY;
        Largest { of_draw: [least; LANES], least, most: least }
    }

    /// Takes the squares of one more feature in and counts the draws that reach what was observed.
    #[inline(always)]
    fn include(&mut self, signed: &[f32; LANES], top: f32, standard: &Standard) -> u32 {
        let gauge = standard.gauge;
        if gauge.of_signed_square(top).max(gauge.of_signed_square(-top)) > self.least {
            for (largest, &signed) in self.of_draw.iter_mut().zip(signed) {
                let reading = gauge.of_signed_square(signed);
                *largest = if reading > *largest { reading } else { *largest };
            }
            self.least = self.of_draw.iter().copied().fold(f32::INFINITY, f32::min);
            self.most = self.of_draw.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        }
        if standard.observed_reading <= self.least {
            LANES as u32
        } else if standard.observed_reading > self.most {
            0
        } else {
            let reach = |&&largest: &&f32| largest >= standard.observed_reading;
            self.of_draw.iter().filter(reach).count() as u32
        }
    }
}

/// Draws that are compared at once.
const REGISTER: usize = 16;
