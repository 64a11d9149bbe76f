#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::ingest::Reader;

// A Parquet file is read by its path, so the input goes through one. The decoder's own panics are caught
// by the reader; without this hook they would end the run before that.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |input: &[u8]| {
    let path = std::env::temp_dir().join(format!("parallax-fuzz-{}.parquet", std::process::id()));
    if std::fs::write(&path, input).is_ok() && input.starts_with(b"PAR1") {
        if let Ok(reading) = Reader::default().read_path(&path) {
            parallax_fuzz::check(reading);
        }
    }
});
