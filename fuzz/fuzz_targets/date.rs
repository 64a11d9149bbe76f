#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::ingest::{DateOrder, read_date};

// What is printed must read back as what was read.
fuzz_target!(|text: &str| {
    if let Some(date) = read_date(text, DateOrder::MonthFirst) {
        let printed = date.published.to_string();
        let again = read_date(&printed, DateOrder::MonthFirst).expect("what is printed is read");
        assert_eq!(again.published, date.published, "{text:?} printed as {printed}");
    }
});
