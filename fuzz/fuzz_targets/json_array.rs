#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::ingest::Format;

fuzz_target!(|input: &[u8]| parallax_fuzz::read(Format::JsonArray, input));
