//! Whole numbers in as few bytes as they need: seven bits a byte, the lowest first (LEB128).

/// Appends a number.
#[inline]
pub(super) fn put(out: &mut Vec<u8>, value: u64) {
    match value {
        0..0x80 => out.push(value as u8),
        0x80..0x4000 => out.extend_from_slice(&[value as u8 | 0x80, (value >> 7) as u8]),
        _ => put_long(out, value),
    }
}

/// As [`put`], for numbers of any length.
fn put_long(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Takes a number off the front; `None` where there is none, or one beyond 64 bits.
#[inline]
pub(super) fn take(bytes: &mut &[u8]) -> Option<u64> {
    let (&first, rest) = bytes.split_first()?;
    if first < 0x80 {
        *bytes = rest;
        return Some(u64::from(first));
    }
    if let [second @ 1..0x80, rest @ ..] = rest {
        *bytes = rest;
        return Some(u64::from(first & 0x7f) | u64::from(*second) << 7);
    }
    take_long(bytes)
}

/// As [`take`], for numbers of any length.
fn take_long(bytes: &mut &[u8]) -> Option<u64> {
    let (&first, rest) = bytes.split_first()?;
    let mut value = u64::from(first & 0x7f);
    for (nth, &byte) in rest.iter().enumerate().take(9) {
        let bits = u64::from(byte & 0x7f);
        let shift = 7 * (nth as u32 + 1);
        if bits << shift >> shift != bits {
            return None;
        }
        value |= bits << shift;
        if byte < 0x80 {
            *bytes = &rest[nth + 1..];
            // A number has one spelling, so that equal profiles have equal bytes.
            return (byte != 0).then_some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let numbers =
            [0, 1, 127, 128, 300, 16_383, 16_384, u64::from(u32::MAX), u64::MAX - 1, u64::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|&number| put(&mut bytes, number));
        let mut rest = &bytes[..];
        let back: Vec<u64> = std::iter::from_fn(|| take(&mut rest)).collect();
        assert_eq!(back, numbers);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let cases: [(&str, &[u8]); 5] = [
            ("nothing", b""),
            ("cut", b"\x80"),
            ("a longer spelling of 1", b"\x81\x00"),
            ("65 bits", b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"),
            ("endless", b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"),
        ];
        for (name, bytes) in cases {
            assert_eq!(take(&mut &bytes[..]), None, "{name}");
        }
    }
}
