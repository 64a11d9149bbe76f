#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::ingest::{Limits, Reader};

// A folder of texts, pages and a table that describes them. The parts of the input are divided by zero bytes.
const NAMES: [&str; 6] = ["about.csv", "a.txt", "b.txt", "c.html", "d.jsonl", "e.json"];

fuzz_target!(|input: &[u8]| {
    let folder = std::env::temp_dir().join(format!("parallax-fuzz-{}", std::process::id()));
    if std::fs::create_dir_all(&folder).is_err() {
        return;
    }
    let mut parts = input.split(|&byte| byte == 0);
    for name in NAMES {
        let path = folder.join(name);
        let written = match parts.next() {
            Some(part) => std::fs::write(&path, part),
            None => std::fs::remove_file(&path).or(Ok(())),
        };
        if written.is_err() {
            return;
        }
    }
    let mut limits = Limits::default();
    limits.record_bytes = 64 << 10;
    limits.total_bytes = Some(16 << 20);
    let reader = Reader::builder().limits(limits).outlet("Default").build();
    if let Ok(reading) = reader.read_path(&folder) {
        parallax_fuzz::check(reading);
    }
});
