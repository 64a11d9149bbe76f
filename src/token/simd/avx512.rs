//! The inner loops with AVX-512: a block is one register, and a comparison gives its bits at once. The
//! tables and the way to use them are those of [`avx2`](super::avx2).

use core::arch::x86_64::*;

use super::avx2::{BY_LOWER, BY_UPPER, COLON, DIGIT, JOINER, LATE_LETTER, LETTER, MIDDLE};
use super::{Block, portable};

/// Whether the machine has what this file is compiled for.
pub(super) fn is_available() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("lzcnt")
        && is_x86_feature_detected!("popcnt")
}

/// The classes of `bytes`, and whether an underscore is among them.
#[target_feature(enable = "avx512f,avx512bw,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn classify(bytes: &[u8], blocks: &mut Vec<Block>) -> bool {
    let by_lower = four_times(&BY_LOWER);
    let by_upper = four_times(&BY_UPPER);
    let nibble = _mm512_set1_epi8(0x0f);
    let core = _mm512_set1_epi8(LETTER | LATE_LETTER | DIGIT | JOINER);
    let middle = _mm512_set1_epi8(MIDDLE | COLON);
    let mut seen = _mm512_setzero_si512();
    portable::classify_with(bytes, blocks, |block| {
        let bytes = load(block);
        // The lookup by the lower bits gives zero for a byte outside ASCII by itself.
        let lower = _mm512_shuffle_epi8(by_lower, bytes);
        let upper = _mm512_and_si512(_mm512_srli_epi16::<4>(bytes), nibble);
        let class = _mm512_and_si512(lower, _mm512_shuffle_epi8(by_upper, upper));
        seen = _mm512_or_si512(seen, class);
        Block {
            word: _mm512_test_epi8_mask(class, core),
            middle: _mm512_test_epi8_mask(class, middle),
            high: _mm512_movepi8_mask(bytes),
        }
    });
    _mm512_test_epi8_mask(seen, _mm512_set1_epi8(JOINER)) != 0
}

/// The places where `word` changes: the portable loop.
#[target_feature(enable = "avx512f,avx512bw,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn edges(blocks: &[Block], length: usize, edges: &mut Vec<u32>) -> usize {
    portable::edges_with(blocks, length, edges)
}

/// A table of sixteen entries in every quarter of a register.
#[inline]
#[target_feature(enable = "avx512f")]
fn four_times(table: &[i8; 16]) -> __m512i {
    // SAFETY: the table is 16 bytes long, and an unaligned load asks no more.
    _mm512_broadcast_i32x4(unsafe { _mm_loadu_si128(table.as_ptr().cast()) })
}

/// 64 bytes of text.
#[inline]
#[target_feature(enable = "avx512f")]
fn load(bytes: &[u8; 64]) -> __m512i {
    // SAFETY: the array is 64 bytes long, and an unaligned load asks no more.
    unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) }
}
