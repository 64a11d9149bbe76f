//! Bytes to text: UTF-8, and what to do with bytes that are none.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, WINDOWS_1252};

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

/// The text of a whole document, and the encoding that it was read in.
///
/// A byte-order mark decides, then being valid UTF-8, which other encodings are not by chance, then
/// what the document or its server `said`, and at last the look of the bytes.
pub(super) fn decode_whole<'b>(
    bytes: &'b [u8],
    said: Option<&'static Encoding>,
) -> (Cow<'b, str>, &'static Encoding) {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let valid = || std::str::from_utf8(bytes).is_ok() && said != Some(ISO_2022_JP);
    let encoding =
        marked.or_else(|| valid().then_some(UTF_8)).or(said.filter(|said| *said != UTF_8));
    let encoding = encoding.unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Allow)
    });
    if encoding == UTF_8 && marked.is_none() {
        return (decode(bytes).0, encoding);
    }
    let (text, encoding, _) = encoding.decode(bytes);
    (text, encoding)
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
