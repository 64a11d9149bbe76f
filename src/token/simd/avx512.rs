//! The inner loops with AVX-512: a block is one register, and a comparison gives its bits at once; so are four keys.
//! The tables of classes and the way to use them are those of [`avx2`](super::avx2).

use core::arch::x86_64::*;

use super::avx2::{
    BY_LOWER, BY_UPPER, COLON, DIGIT, JOINER, LATE_LETTER, LETTER, MIDDLE, ask_ahead,
};
use super::{Block, Pair, portable};

/// Whether the machine has what this file is compiled for: Intel's since 2019, AMD's since 2022. Older ones with
/// AVX-512 cannot compress bytes, and take the path for AVX2.
pub(super) fn is_available() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512vbmi")
        && is_x86_feature_detected!("avx512vbmi2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("lzcnt")
        && is_x86_feature_detected!("popcnt")
}

/// The classes of `bytes`, and whether an underscore is among them.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn classify(bytes: &[u8], blocks: &mut Vec<Block>) -> bool {
    let by_lower = four_times(&BY_LOWER);
    let by_upper = four_times(&BY_UPPER);
    let nibble = _mm512_set1_epi8(0x0f);
    let core = _mm512_set1_epi8(LETTER | LATE_LETTER | DIGIT | JOINER);
    let middle = _mm512_set1_epi8(MIDDLE | COLON);
    let mut seen = _mm512_setzero_si512();
    portable::classify_with(bytes, blocks, |block| {
        ask_ahead(block);
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

/// The places where `word` changes: those of a block are compressed to the front of a register at once.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn edges(blocks: &[Block], length: usize, edges: &mut Vec<u32>) -> usize {
    let all = load(&ASCENDING);
    portable::edges_with(blocks, length, edges, |changes, base, room| {
        let Some([first, second, third, fourth]) = room.as_chunks_mut().0.first_chunk_mut() else {
            return 0;
        };
        let places = _mm512_maskz_compress_epi8(changes, all);
        let base = _mm512_set1_epi32(base as i32);
        store(first, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(quarter::<0>(places))));
        store(second, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(quarter::<1>(places))));
        let n_places = changes.count_ones() as usize;
        // More than 32 need words of less than three letters throughout.
        if n_places > 32 {
            store(third, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(quarter::<2>(places))));
            store(fourth, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(quarter::<3>(places))));
        }
        n_places
    })
}

/// Keys and places of words, eight at a time.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn keys(
    text: &[u8],
    words: &[[u32; 2]],
    seed: Pair,
    mask: u32,
    keys: &mut [Pair],
    places: &mut [u32],
) {
    let length = words.len().min(keys.len()).min(places.len());
    let (words, words_left) = words[..length].as_chunks::<8>();
    let (keys, keys_left) = keys[..length].as_chunks_mut::<8>();
    let (places, places_left) = places[..length].as_chunks_mut::<8>();
    let seeds = four_of(seed);
    let mask_all = _mm512_set1_epi64(i64::from(mask));
    let sixteen = _mm512_set1_epi64(16);
    // Where a word can start that has sixteen bytes of text from there on.
    let last = text.len().checked_sub(16);
    // For each byte of a register of four keys, its place in the key.
    let within = _mm512_and_si512(load(&ASCENDING), _mm512_set1_epi8(15));
    let first_four = load(&LENGTH_OF_KEY);
    let last_four = _mm512_or_si512(first_four, _mm512_set1_epi8(32));
    // The hashes come as those of the words 0, 4, 1, 5, 2, 6, 3, 7.
    let order = _mm512_set_epi32(0, 0, 0, 0, 0, 0, 0, 0, 14, 10, 6, 2, 12, 8, 4, 0);
    for ((words, keys), places) in words.iter().zip(keys).zip(places) {
        let bounds = load(words);
        let starts = _mm512_and_si512(bounds, _mm512_set1_epi64(0xffff_ffff));
        let lengths = _mm512_sub_epi64(_mm512_srli_epi64::<32>(bounds), starts);
        let short = _mm512_cmple_epu64_mask(lengths, sixteen);
        let limit =
            last.map(|last| _mm512_cmple_epu64_mask(starts, _mm512_set1_epi64(last as i64)));
        if short != !0 || limit != Some(!0) {
            portable::keys(text, words, seed, mask, keys, places);
            continue;
        }
        let starts = words.map(|[start, _]| start as usize);
        // SAFETY: no start is behind the last place that has sixteen bytes behind it.
        let (first, second) = unsafe {
            (
                four_at(text, [starts[0], starts[1], starts[2], starts[3]]),
                four_at(text, [starts[4], starts[5], starts[6], starts[7]]),
            )
        };
        let kept = |of| _mm512_cmplt_epu8_mask(within, _mm512_permutexvar_epi8(of, lengths));
        let first = _mm512_maskz_mov_epi8(kept(first_four), first);
        let second = _mm512_maskz_mov_epi8(kept(last_four), second);
        let Some([here, there]) = keys.as_chunks_mut::<4>().0.first_chunk_mut() else { break };
        store(here, first);
        store(there, second);
        let product = |keys| {
            let keys = _mm512_xor_si512(keys, seeds);
            _mm512_mul_epu32(keys, _mm512_srli_epi64::<32>(keys))
        };
        let (first, second) = (product(first), product(second));
        let sums = _mm512_add_epi64(
            _mm512_unpacklo_epi64(first, second),
            _mm512_unpackhi_epi64(first, second),
        );
        let hashes = _mm512_xor_si512(sums, _mm512_srli_epi64::<32>(sums));
        let hashes = _mm512_permutexvar_epi32(order, _mm512_and_si512(hashes, mask_all));
        store_places(places, _mm512_castsi512_si256(hashes));
    }
    portable::keys(text, words_left, seed, mask, keys_left, places_left);
}

/// Which keys are those of their slots, four at a time.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn hits<'s>(keys: &[Pair], places: &[u32], slot: impl Fn(u32) -> &'s Pair) -> u64 {
    let (key_fours, keys_left) = keys.as_chunks::<4>();
    let (place_fours, places_left) = places.as_chunks::<4>();
    let (mut hits, mut nth) = (0, 0);
    for (keys, places) in key_fours.iter().zip(place_fours) {
        let slots =
            four_pairs([slot(places[0]), slot(places[1]), slot(places[2]), slot(places[3])]);
        let equal = u32::from(_mm512_cmpeq_epi64_mask(load(keys), slots));
        hits |= u64::from(_pext_u32(equal & equal >> 1, 0x55)) << (nth & 63);
        nth += 4;
    }
    if keys_left.is_empty() {
        return hits;
    }
    hits | portable::hits(keys_left, places_left, slot) << (nth & 63)
}

/// Where the length of a key stands, for every byte of four keys, if there is one in every eight bytes.
static LENGTH_OF_KEY: [u8; 64] = {
    let mut places = [0; 64];
    let mut at = 0;
    while at < 64 {
        places[at] = (at / 16 * 8) as u8;
        at += 1;
    }
    places
};

/// The numbers 0 to 63.
static ASCENDING: [u8; 64] = {
    let mut ascending = [0; 64];
    let mut at = 0;
    while at < 64 {
        ascending[at] = at as u8;
        at += 1;
    }
    ascending
};

/// One of the four quarters of a register.
#[inline]
#[target_feature(enable = "avx512f")]
fn quarter<const NTH: i32>(register: __m512i) -> __m128i {
    _mm512_extracti32x4_epi32::<NTH>(register)
}

/// A table of sixteen entries in every quarter of a register.
#[inline]
#[target_feature(enable = "avx512f")]
fn four_times(table: &[i8; 16]) -> __m512i {
    // SAFETY: the table is 16 bytes long, and an unaligned load asks no more.
    _mm512_broadcast_i32x4(unsafe { _mm_loadu_si128(table.as_ptr().cast()) })
}

/// What fills a register.
///
/// # Safety
/// It is 64 bytes of integers: without padding, and whatever the bits, a value.
unsafe trait Full {}

// SAFETY: these are.
unsafe impl Full for [u8; 64] {}
// SAFETY: as above.
unsafe impl Full for [u32; 16] {}
// SAFETY: as above.
unsafe impl Full for [[u32; 2]; 8] {}
// SAFETY: as above.
unsafe impl Full for [Pair; 4] {}

/// Reads a register.
#[inline]
#[target_feature(enable = "avx512f")]
fn load<T: Full>(array: &T) -> __m512i {
    // SAFETY: `Full` is 64 bytes long, and an unaligned load asks no more.
    unsafe { _mm512_loadu_si512((&raw const *array).cast()) }
}

/// Writes a register.
#[inline]
#[target_feature(enable = "avx512f")]
fn store<T: Full>(array: &mut T, register: __m512i) {
    // SAFETY: `Full` is 64 bytes long, takes any bits, and an unaligned store asks no more.
    unsafe { _mm512_storeu_si512((&raw mut *array).cast(), register) }
}

/// One pair in every quarter of a register.
#[inline]
#[target_feature(enable = "avx512f")]
fn four_of([low, high]: Pair) -> __m512i {
    let (low, high) = (low as i64, high as i64);
    _mm512_set_epi64(high, low, high, low, high, low, high, low)
}

/// Four pairs as one register.
#[inline]
#[target_feature(enable = "avx512f")]
fn four_pairs(pairs: [&Pair; 4]) -> __m512i {
    // SAFETY: a pair is 16 bytes long, and an unaligned load asks no more.
    let load = |pair: &Pair| unsafe { _mm_loadu_si128(pair.as_ptr().cast()) };
    joined([load(pairs[0]), load(pairs[1]), load(pairs[2]), load(pairs[3])])
}

/// Sixteen bytes of a text from each of four places on.
///
/// # Safety
/// There are sixteen bytes from each place on.
#[inline]
#[target_feature(enable = "avx512f")]
unsafe fn four_at(text: &[u8], places: [usize; 4]) -> __m512i {
    // SAFETY: that is what the caller promises.
    let load = |at: usize| unsafe { _mm_loadu_si128(text.as_ptr().add(at).cast()) };
    joined([load(places[0]), load(places[1]), load(places[2]), load(places[3])])
}

#[inline]
#[target_feature(enable = "avx512f")]
fn joined([first, second, third, fourth]: [__m128i; 4]) -> __m512i {
    let low = _mm256_inserti128_si256::<1>(_mm256_castsi128_si256(first), second);
    let high = _mm256_inserti128_si256::<1>(_mm256_castsi128_si256(third), fourth);
    _mm512_inserti64x4::<1>(_mm512_castsi256_si512(low), high)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn store_places(places: &mut [u32; 8], register: __m256i) {
    // SAFETY: the array is 32 bytes long, and an unaligned store asks no more.
    unsafe { _mm256_storeu_si256(places.as_mut_ptr().cast(), register) }
}
