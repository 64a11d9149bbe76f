#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::ingest::Format;

const FORMATS: [Format; 5] =
    [Format::Text, Format::Html, Format::Csv, Format::JsonLines, Format::Feed];
const MARKS: [&[u8]; 6] =
    [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"];

// Any bytes under any byte-order mark. Where the first byte says so, text is first turned into one of several encodings,
// so that a whole record in it is reached.
fuzz_target!(|input: &[u8]| {
    let Some((&choice, content)) = input.split_first() else { return };
    let choice = usize::from(choice);
    let format = FORMATS[choice % FORMATS.len()];
    let mark = MARKS[choice / FORMATS.len() % MARKS.len()];
    let text = String::from_utf8_lossy(content);
    let mut bytes = mark.to_vec();
    match (choice / 30, mark) {
        (0..4, _) => bytes.extend_from_slice(content),
        (4.., [0xff, 0xfe]) => bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
        (4.., [0xfe, 0xff]) => bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
        (4, _) => bytes.extend_from_slice(&encoding_rs::WINDOWS_1251.encode(&text).0),
        (5, _) => bytes.extend_from_slice(&encoding_rs::SHIFT_JIS.encode(&text).0),
        (6, _) => bytes.extend_from_slice(&encoding_rs::GB18030.encode(&text).0),
        _ => bytes.extend_from_slice(&encoding_rs::WINDOWS_1252.encode(&text).0),
    }
    parallax_fuzz::read(format, &bytes);
});
