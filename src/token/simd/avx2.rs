//! The inner loops with AVX2: a block is two registers of 32 bytes.
//!
//! A byte is classified by two table lookups in registers, one by its lower four bits and one by
//! its upper four: each class is a bit, set where both lookups have it.

use core::arch::x86_64::*;

use super::{Block, portable};

/// Whether the machine has what this file is compiled for.
pub(super) fn is_available() -> bool {
    is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("lzcnt")
        && is_x86_feature_detected!("popcnt")
}

/// Letters in the rows 4 and 6, letters in the rows 5 and 7, digits, the underscore.
pub(super) const LETTER: i8 = 1;
pub(super) const LATE_LETTER: i8 = 2;
pub(super) const DIGIT: i8 = 4;
pub(super) const JOINER: i8 = 8;
/// The comma, full stop and apostrophe of row 2, the colon and semicolon of row 3.
pub(super) const MIDDLE: i8 = 16;
pub(super) const COLON: i8 = 32;

/// Classes that a byte may have by its lower four bits.
pub(super) const BY_LOWER: [i8; 16] = {
    let mut table = [0; 16];
    let mut at = 0;
    while at < 16 {
        table[at] = (if at >= 1 { LETTER } else { 0 })
            | (if at <= 10 { LATE_LETTER } else { 0 })
            | (if at <= 9 { DIGIT } else { 0 })
            | (if at == 15 { JOINER } else { 0 })
            | (if at == 7 || at == 12 || at == 14 { MIDDLE } else { 0 })
            | (if at == 10 || at == 11 { COLON } else { 0 });
        at += 1;
    }
    table
};

/// Classes that a byte may have by its upper four bits.
pub(super) const BY_UPPER: [i8; 16] = [
    0,
    0,
    MIDDLE,
    DIGIT | COLON,
    LETTER,
    LATE_LETTER | JOINER,
    LETTER,
    LATE_LETTER,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
];

/// The classes of `bytes`, and whether an underscore is among them.
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn classify(bytes: &[u8], blocks: &mut Vec<Block>) -> bool {
    let by_lower = twice(&BY_LOWER);
    let by_upper = twice(&BY_UPPER);
    let nibble = _mm256_set1_epi8(0x0f);
    let core = _mm256_set1_epi8(LETTER | LATE_LETTER | DIGIT | JOINER);
    let middle = _mm256_set1_epi8(MIDDLE | COLON);
    let zero = _mm256_setzero_si256();
    let mut seen = zero;
    portable::classify_with(bytes, blocks, |block| {
        ask_ahead(block);
        let mut masks = [[0_u64; 2]; 3];
        for (half, bytes) in block.as_chunks::<32>().0.iter().enumerate() {
            let bytes = load(bytes);
            // The lookup by the lower bits gives zero for a byte outside ASCII by itself.
            let lower = _mm256_shuffle_epi8(by_lower, bytes);
            let upper = _mm256_and_si256(_mm256_srli_epi16::<4>(bytes), nibble);
            let class = _mm256_and_si256(lower, _mm256_shuffle_epi8(by_upper, upper));
            seen = _mm256_or_si256(seen, class);
            let is_none = |of| _mm256_cmpeq_epi8(_mm256_and_si256(class, of), zero);
            masks[0][half] = u64::from(!_mm256_movemask_epi8(is_none(core)) as u32);
            masks[1][half] = u64::from(!_mm256_movemask_epi8(is_none(middle)) as u32);
            masks[2][half] = u64::from(_mm256_movemask_epi8(bytes) as u32);
        }
        let [word, middle, high] = masks.map(|[first, second]| first | second << 32);
        Block { word, middle, high }
    });
    _mm256_testz_si256(seen, _mm256_set1_epi8(JOINER)) == 0
}

/// The places where `word` changes: the portable loop, which with these instructions needs one for
/// the next edge and one to remove it.
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn edges(blocks: &[Block], length: usize, edges: &mut Vec<u32>) -> usize {
    portable::edges_with(blocks, length, edges, portable::places)
}

/// Asks the memory for the text that is classified about one stretch later: between stretches nobody reads ahead.
#[inline(always)]
pub(super) fn ask_ahead(block: &[u8; 64]) {
    prefetch(block.as_ptr().wrapping_add(8 * 1024));
}

/// Asks the memory for the line that a place is in.
#[inline(always)]
pub(super) fn prefetch<T>(place: *const T) {
    // SAFETY: a prefetch reads nothing and cannot fault, whatever the address; every x86-64 has it.
    unsafe { _mm_prefetch::<_MM_HINT_T0>(place.cast()) }
}

/// A table of sixteen entries in both halves of a register.
#[inline]
#[target_feature(enable = "avx2")]
fn twice(table: &[i8; 16]) -> __m256i {
    // SAFETY: the table is 16 bytes long, and an unaligned load asks no more.
    _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(table.as_ptr().cast()) })
}

/// 32 bytes of text.
#[inline]
#[target_feature(enable = "avx2")]
fn load(bytes: &[u8; 32]) -> __m256i {
    // SAFETY: the array is 32 bytes long, and an unaligned load asks no more.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}
