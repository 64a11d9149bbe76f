//! Eight bytes of a text as one number, the first byte lowest, asked and changed all at once.
//!
//! Reading a word byte by byte costs more than looking it up. Sums of bytes without their high bits carry into the
//! high bit of their own byte and no further, so the high bits answer for all eight bytes.
//!
//! Cost: some ten operations for eight bytes.

/// A byte eight times.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The bytes, of which at most eight are read; 0 stands behind fewer.
#[inline]
pub(super) fn read(bytes: &[u8]) -> u64 {
    let four = |four: &[u8; 4]| u64::from(u32::from_le_bytes(*four));
    if let Some(eight) = bytes.first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    // Two reads that overlap say the same where they do.
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return four(first) | four(last) << (8 * (bytes.len() - 4));
    }
    match *bytes {
        [one] => u64::from(one),
        [one, two] => u64::from(u16::from_le_bytes([one, two])),
        [one, two, three] => u64::from(u32::from_le_bytes([one, two, three, 0])),
        _ => 0,
    }
}

/// The high bit of each byte that lies between two bytes of ASCII, both included; `low` are bytes of ASCII.
#[inline]
fn between(low: u64, first: u8, last: u8) -> u64 {
    (low + each(0x80 - first)) & !(low + each(0x7f - last))
}

/// The same bytes with the capitals of ASCII made small.
#[inline]
pub(super) fn lower(bytes: u64) -> u64 {
    let capitals = between(bytes & each(0x7f), b'A', b'Z') & !bytes & each(0x80);
    bytes | capitals >> 2
}

/// How many letters and digits of ASCII some bytes begin with.
#[inline]
pub(super) fn alphanumeric_width(bytes: &[u8]) -> usize {
    let mut width = 0;
    while let Some(eight) = bytes[width..].first_chunk() {
        let eight = u64::from_le_bytes(*eight);
        let low = eight & each(0x7f);
        let known = between(low | each(0x20), b'a', b'z') | between(low, b'0', b'9');
        let other = (!known | eight) & each(0x80);
        if other != 0 {
            return width + other.trailing_zeros() as usize / 8;
        }
        width += 8;
    }
    width + bytes[width..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_byte_is_known() {
        for byte in 0..=u8::MAX {
            assert_eq!(lower(each(byte)), each(byte.to_ascii_lowercase()), "{byte}");
            let width = if byte.is_ascii_alphanumeric() { 9 } else { 0 };
            assert_eq!(alphanumeric_width(&[byte; 9]), width, "{byte}");
        }
    }

    proptest! {
        #[test]
        fn bytes_are_read_and_asked_in_order(bytes in prop::collection::vec(any::<u8>(), 0..20)) {
            let folded = (bytes.iter().take(8).rev()).fold(0, |all, &byte| all << 8 | u64::from(byte));
            prop_assert_eq!(read(&bytes), folded);
            let small: Vec<u8> = folded.to_le_bytes().iter().map(u8::to_ascii_lowercase).collect();
            prop_assert_eq!(lower(folded).to_le_bytes().to_vec(), small);
            let plain = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            prop_assert_eq!(alphanumeric_width(&bytes), plain);
        }
    }
}
