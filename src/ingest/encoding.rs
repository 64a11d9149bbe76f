//! Bytes to text: UTF-8, and what to do with bytes that are none.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// The text of a record that should be UTF-8, and whether some of its bytes are not.
///
/// Files glued together from several sources have records, or parts of records, in Windows-1252. So
/// only the bytes that are no UTF-8 are read as that, and the proper characters around them stay.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), false);
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let (decoded, _) = WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
        text.push_str(&decoded);
    }
    (Cow::Owned(text), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_no_utf8_is_read_otherwise() {
        let cases: [(&[u8], &str, bool); 5] = [
            ("Zwölf".as_bytes(), "Zwölf", false),
            (b"Zw\xf6lf", "Zwölf", true),
            (b"\x93quoted\x94 \x80", "“quoted” €", true),
            (b"Zw\xc3\xb6lf und zw\xf6lf", "Zwölf und zwölf", true),
            (b"cut \xe2\x82", "cut â‚", true),
        ];
        for (bytes, text, other) in cases {
            assert_eq!(decode(bytes), (Cow::Borrowed(text), other));
        }
    }
}
