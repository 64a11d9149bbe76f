//! The inner loops for any machine, and the specification of the others: eight bytes at a time in
//! an ordinary 64-bit register, no `unsafe`.
//!
//! Bytes are compared by additions that carry into the highest bit of each byte and no further,
//! which works because that bit is cleared first; the highest bits are then gathered by one
//! multiplication.

use super::{Block, Pair, TOO_LONG};

pub(in crate::token) const ONES: u64 = 0x0101_0101_0101_0101;
pub(in crate::token) const HIGH: u64 = 0x80 * ONES;

/// The classes of `bytes`, and whether an underscore is among them.
pub(super) fn classify(bytes: &[u8], blocks: &mut Vec<Block>) -> bool {
    let mut joiner = 0;
    classify_with(bytes, blocks, |block| {
        let mut masks = Block::default();
        for (at, lane) in block.as_chunks::<8>().0.iter().enumerate() {
            let lane = classify_lane(u64::from_le_bytes(*lane));
            masks.word |= gather(lane.word | lane.joiner) << (8 * at);
            masks.middle |= gather(lane.middle) << (8 * at);
            masks.high |= gather(lane.high) << (8 * at);
            joiner |= lane.joiner;
        }
        masks
    });
    joiner != 0
}

/// The places where `word` changes.
pub(super) fn edges(blocks: &[Block], length: usize, edges: &mut Vec<u32>) -> usize {
    edges_with(blocks, length, edges, places)
}

/// The classes of eight bytes, each told by the highest bit of its byte.
struct Lane {
    word: u64,
    joiner: u64,
    middle: u64,
    high: u64,
}

#[inline(always)]
fn classify_lane(bytes: u64) -> Lane {
    let high = bytes & HIGH;
    let low = bytes & !HIGH;
    let small = low | (0x20 * ONES);
    let letter = at_least(small, 0x61) & !at_least(small, 0x7b);
    let digit = at_least(low, 0x30) & !at_least(low, 0x3a);
    let joiner = !unless_zero(low ^ (0x5f * ONES));
    // One bit of difference makes pairs of `,` and `.`, and of `:` and `;`.
    let middle = !(unless_zero((low | (0x02 * ONES)) ^ (0x2e * ONES))
        & unless_zero((low | ONES) ^ (0x3b * ONES))
        & unless_zero(low ^ (0x27 * ONES)));
    let ascii = HIGH ^ high;
    Lane { word: (letter | digit) & ascii, joiner: joiner & ascii, middle: middle & ascii, high }
}

/// Sets the highest bit of each byte that is at least the bound. Highest bits must be zero before.
#[inline(always)]
pub(in crate::token) fn at_least(low: u64, bound: u64) -> u64 {
    low + (0x80 - bound) * ONES
}

/// Sets the highest bit of each byte that is not zero. Highest bits must be zero before.
#[inline(always)]
pub(in crate::token) fn unless_zero(low: u64) -> u64 {
    at_least(low, 1)
}

/// Up to sixteen bytes as two integers, filled up with zeros.
#[inline(always)]
pub(in crate::token) fn sixteen(bytes: &[u8]) -> Option<Pair> {
    if bytes.len() > 16 {
        return None;
    }
    // Two loads that overlap are faster than a copy of a length that is not known.
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let second = u64::from_le_bytes(*last).checked_shr(8 * (16 - bytes.len() as u32));
        return Some([u64::from_le_bytes(*first), second.unwrap_or(0)]);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let last = u64::from(u32::from_le_bytes(*last)) << (8 * (bytes.len() - 4));
        return Some([u64::from(u32::from_le_bytes(*first)) | last, 0]);
    }
    Some([bytes.iter().rev().fold(0, |low, &byte| low << 8 | u64::from(byte)), 0])
}

/// The keys of words, and where they belong in a table: see [`Kernel::keys`](super::Kernel::keys).
#[inline(always)]
pub(super) fn keys(
    text: &[u8],
    words: &[[u32; 2]],
    seed: Pair,
    mask: u32,
    keys: &mut [Pair],
    places: &mut [u32],
) {
    for ((&[start, end], key), place) in words.iter().zip(keys).zip(places) {
        *key = key_within(text, start as usize, end as usize);
        *place = mixed(*key, seed) as u32 & mask;
    }
}

/// The bytes that a word of each length keeps of sixteen.
static KEEP: [Pair; 17] = {
    let mut keep = [[!0; 2]; 17];
    let mut length = 0;
    while length < 16 {
        let bits = (1_u128 << (8 * length)) - 1;
        keep[length] = [bits as u64, (bits >> 64) as u64];
        length += 1;
    }
    keep
};

/// The bytes of a word inside a text, filled up with zeros; [`TOO_LONG`] if they are more than sixteen.
#[inline(always)]
fn key_within(text: &[u8], start: usize, end: usize) -> Pair {
    let (Some(keep), Some(bytes)) = (KEEP.get(end - start), text.get(start..start + 16)) else {
        return sixteen(&text[start..end]).unwrap_or(TOO_LONG);
    };
    let [low, high] = halves(bytes.try_into().expect("sixteen bytes"));
    [low & keep[0], high & keep[1]]
}

/// Sixteen bytes as two integers.
#[inline(always)]
pub(in crate::token) fn halves(bytes: [u8; 16]) -> Pair {
    let both = u128::from_le_bytes(bytes);
    [both as u64, (both >> 64) as u64]
}

/// The hash of a key with a seed: each half with its seed as two numbers of 32 bits, multiplied, and the products
/// added. Without the seed nobody can tell which keys collide; vector instructions have this multiplication.
#[inline(always)]
pub(in crate::token) fn mixed([low, high]: Pair, seed: Pair) -> u64 {
    let product = |half: u64| u64::from(half as u32) * (half >> 32);
    let sum = product(low ^ seed[0]).wrapping_add(product(high ^ seed[1]));
    sum ^ sum >> 32
}

/// Which words are found in their slots: see [`Kernel::hits`](super::Kernel::hits).
#[inline(always)]
pub(super) fn hits<'s>(keys: &[Pair], places: &[u32], slot: impl Fn(u32) -> &'s Pair) -> u64 {
    let mut hits = 0;
    for (nth, (key, &place)) in keys.iter().zip(places).enumerate() {
        let slot = slot(place);
        let differs = (key[0] ^ slot[0]) | (key[1] ^ slot[1]);
        hits |= u64::from(differs == 0) << (nth & 63);
    }
    hits
}

/// The highest bits of eight bytes as one byte. No other bit may be set.
#[inline(always)]
pub(in crate::token) fn gather(high: u64) -> u64 {
    (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Calls `masks` for every block, the last one filled up with zeros, and keeps of the punctuation
/// what stands between bytes that could be inside a word. Each path compiles this for its
/// instructions.
#[inline(always)]
pub(super) fn classify_with(
    bytes: &[u8],
    blocks: &mut Vec<Block>,
    mut masks: impl FnMut(&[u8; 64]) -> Block,
) {
    let (whole, rest) = bytes.as_chunks::<64>();
    blocks.resize(bytes.len().div_ceil(64), Block::default());
    let mut before = 0;
    let mut settle = |mut block: Block| {
        let solid = block.word | block.high;
        block.middle &= (solid << 1 | before) & (solid >> 1 | 1 << 63);
        before = solid >> 63;
        block
    };
    for (block, bytes) in blocks.iter_mut().zip(whole) {
        *block = settle(masks(bytes));
    }
    if let Some(block) = blocks.get_mut(whole.len()) {
        let mut bytes = [0; 64];
        bytes[..rest.len()].copy_from_slice(rest);
        *block = settle(masks(&bytes));
    }
}

/// The places of the bits that are set in each byte, ascending; behind them no meaning.
static PLACES: [[u32; 8]; 256] = {
    let mut places = [[0; 8]; 256];
    let mut byte = 0;
    while byte < 256 {
        let (mut bit, mut n) = (0, 0);
        while bit < 8 {
            if byte >> bit & 1 == 1 {
                places[byte][n] = bit;
                n += 1;
            }
            bit += 1;
        }
        byte += 1;
    }
    places
};

/// For each byte of a word, how many bits are set in it and in those before.
#[inline(always)]
fn running_counts(bits: u64) -> u64 {
    let pairs = bits - (bits >> 1 & (0x55 * ONES));
    let quads = (pairs & (0x33 * ONES)) + (pairs >> 2 & (0x33 * ONES));
    ((quads + (quads >> 4)) & (0x0f * ONES)).wrapping_mul(ONES)
}

/// Writes the places of the changes in a block, counted from `base`; gives their number. Eight bits at a time by a
/// table, always eight places, of which the next ones cover what has no meaning, since a branch costs more than a
/// few stores.
#[inline(always)]
pub(super) fn places(changes: u64, base: u32, room: &mut [u32; 72]) -> usize {
    // A byte holds at most eight places, so none of the sums passes 64.
    let ends = running_counts(changes).to_le_bytes();
    let mut start = 0;
    for (nth, (byte, end)) in changes.to_le_bytes().into_iter().zip(ends).enumerate() {
        let base = base + 8 * nth as u32;
        let Some(room) = room[start & 63..].first_chunk_mut::<8>() else { break };
        *room = PLACES[usize::from(byte)].map(|place| base + place);
        start = usize::from(end);
    }
    start
}

/// Calls `places` for the changes of every block, with room for more than a block can have.
#[inline(always)]
pub(super) fn edges_with(
    blocks: &[Block],
    length: usize,
    edges: &mut Vec<u32>,
    places: impl Fn(u64, u32, &mut [u32; 72]) -> usize,
) -> usize {
    let mut n = 0;
    let mut before = 0;
    for (at, block) in blocks.iter().enumerate() {
        let changes = block.word ^ (block.word << 1 | before);
        before = block.word >> 63;
        if edges.len() < n + 73 {
            edges.resize((2 * edges.len()).max(n + 80), 0);
        }
        let Some(room) = edges[n..].first_chunk_mut() else { break };
        n += places(changes, (64 * at) as u32, room);
    }
    // A word that fills the last block to its end has no bit behind it to change.
    if before == 1 {
        edges[n] = length as u32;
        n += 1;
    }
    n
}
