#![no_main]

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use libfuzzer_sys::fuzz_target;
use parallax::ingest::Format;

const FORMATS: [Format; 7] = [
    Format::Auto,
    Format::JsonLines,
    Format::JsonArray,
    Format::Csv,
    Format::Feed,
    Format::Warc,
    Format::Text,
];

// A mutated archive hardly ever gets past its checksum, so the input is compressed here: in one member or in one for
// each record as archives of the web are, cut at its end where the first byte says so.
fuzz_target!(|input: &[u8]| {
    let Some((&choice, content)) = input.split_first() else { return };
    let format = FORMATS[usize::from(choice & 0b111).min(6)];
    let size = if choice & 0b1000 == 0 { content.len().max(1) } else { 512 };
    let mut packed = Vec::new();
    for member in content.chunks(size) {
        let mut encoder = GzEncoder::new(&mut packed, Compression::fast());
        encoder.write_all(member).and_then(|()| encoder.finish()).expect("a vector takes all");
    }
    if choice & 0b1_0000 != 0 {
        packed.truncate(packed.len() - packed.len() / 8);
    }
    parallax_fuzz::read(format, &packed);
});
