#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::ingest::Format;

const COLUMNS: [&str; 16] = [
    "authors",
    "date_download",
    "date_modify",
    "date_publish",
    "description",
    "filename",
    "image_url",
    "language",
    "localpath",
    "maintext",
    "source_domain",
    "text",
    "title",
    "title_page",
    "title_rss",
    "url",
];

// Records with the columns of news-please, whose values are anything: each line of the input is a value, as a string or,
// where it is JSON, as it stands.
fuzz_target!(|input: &str| {
    let mut records = String::new();
    let mut is_open = false;
    for (number, line) in input.split('\n').enumerate() {
        let column = number % COLUMNS.len();
        let is_json = serde_json::from_str::<serde_json::Value>(line).is_ok();
        let value =
            if is_json { line.to_owned() } else { serde_json::Value::from(line).to_string() };
        records.push_str(if is_open { ",\n" } else { "{" });
        records.push_str(&format!("\"{}\": {value}", COLUMNS[column]));
        is_open = column + 1 < COLUMNS.len();
        if !is_open {
            records.push_str("}\n");
        }
    }
    if is_open {
        records.push('}');
    }
    parallax_fuzz::read(Format::Auto, records.as_bytes());
});
