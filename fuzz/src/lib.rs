//! What every fuzz target asks of a reader: that it ends, that its account holds, and no panic.
//!
//! `cargo +nightly fuzz run json_lines fuzz/corpus/json_lines tests/data/ingest`

use parallax::ingest::{Format, Limits, Reader, Reading};

/// Reads an input in one format and checks what came out.
pub fn read(format: Format, input: &[u8]) {
    let mut limits = Limits::default();
    limits.record_bytes = 64 << 10;
    limits.total_bytes = Some(16 << 20);
    let reader = Reader::builder().format(format).limits(limits).outlet("Default").build();
    let Ok(articles) = reader.read(input, "fuzz") else { return };
    check(articles.collect());
}

/// The account must hold whatever was read.
pub fn check(reading: Reading) {
    assert_eq!(reading.n_records, reading.articles.len() + reading.set_aside.len());
    let mut ids: Vec<&str> = reading.articles.iter().map(|article| article.id.as_str()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "two articles with one id");
    for article in &reading.articles {
        assert!(!article.body.trim().is_empty() && !article.outlet.trim().is_empty());
    }
    for aside in &reading.set_aside {
        assert!(aside.excerpt.chars().count() <= 80 && !aside.to_string().is_empty());
    }
}
