//! Random numbers that are the same on every machine: a counter through a mixing function.
//!
//! SplitMix64: the state advances by a constant and each state is scrambled, so stream `k` of a seed
//! can be started without running through streams `0..k`; draws can be shared out over any
//! number of threads without changing a bit. It is not for secrets.
//! Paper: Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators", OOPSLA,
//! <https://doi.org/10.1145/2660193.2660195>.

/// One stream of random numbers.
///
/// ```
/// use parallax::stats::Rng;
/// assert_eq!(Rng::stream(1, 5).next_u64(), Rng::stream(1, 5).next_u64());
/// assert_ne!(Rng::stream(1, 5).next_u64(), Rng::stream(1, 6).next_u64());
/// ```
#[derive(Clone, Debug)]
pub struct Rng {
    state: u64,
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Rng {
    /// Stream `stream` of `seed`. Streams of one seed start at unrelated places.
    pub fn stream(seed: u64, stream: u64) -> Rng {
        Rng {
            state: mix(
                mix(seed.wrapping_add(GOLDEN)) ^ mix(stream.wrapping_mul(GOLDEN).wrapping_add(1))
            ),
        }
    }

    /// The next 64 random bits.
    #[inline]
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        mix(self.state)
    }

    /// A whole number below `n`; the bias of the multiplication is below `n / 2^32`.
    #[inline]
    pub fn below(&mut self, n: u32) -> u32 {
        (((self.next_u64() >> 32) * u64::from(n)) >> 32) as u32
    }

    /// A number in `[0, 1)` with 53 random bits.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Puts the items in random order (Fisher-Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u32 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_stream() {
        // Computed by a Python transcription of the paper's algorithm with 64-bit integers.
        let mut rng = Rng { state: 1234567 };
        let drawn: Vec<u64> = (0..3).map(|_| rng.next_u64()).collect();
        assert_eq!(drawn, [6457827717110365317, 3203168211198807973, 9817491932198370423]);
    }

    #[test]
    fn shuffles_evenly() {
        let mut rng = Rng::stream(3, 0);
        let mut first = [0u32; 3];
        for _ in 0..30_000 {
            let mut items = [0usize, 1, 2];
            rng.shuffle(&mut items);
            first[items[0]] += 1;
        }
        assert!(first.iter().all(|&n| n.abs_diff(10_000) < 400), "{first:?}");
    }
}
