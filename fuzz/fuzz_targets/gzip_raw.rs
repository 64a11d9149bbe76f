#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::ingest::Format;

// Damaged archives, once and twice packed: every input begins as one.
fuzz_target!(|input: &[u8]| {
    let mut packed = vec![0x1f, 0x8b, 0x08];
    packed.extend_from_slice(input);
    parallax_fuzz::read(Format::Auto, &packed);
});
