//! The inputs of `tests/data/ingest`: what each must give, and that nothing done to them ends in a panic.

use std::path::PathBuf;

use parallax::ingest::{Limits, Reader, Reading};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/ingest")
}

#[test]
fn every_input_gives_what_it_holds() {
    let lines: [(&str, &[&str], &str); 19] = [
        ("good.jsonl", &["0", "1", "2"], ""),
        (
            "bad_lines.jsonl",
            &["1", "3"],
            "malformed, not an object, not an object, not an object, no text, no outlet, empty text, repeated, id taken",
        ),
        ("windows_1252.jsonl", &["1", "2", "3"], ""),
        ("nul_bytes.jsonl", &["1", "2"], "NUL bytes, NUL bytes"),
        ("lone_cr.jsonl", &["0", "1", "2"], ""),
        ("bom_crlf.jsonl", &["0", "1", "2"], ""),
        ("utf16.jsonl", &["0", "1", "2"], ""),
        ("deep.jsonl", &["1", "2"], "nested too deeply, not an object, malformed"),
        ("python_nan.jsonl", &["1", "2"], ""),
        ("array_pretty.json", &["1", "3"], "malformed"),
        ("array_unclosed.json", &["1", "2"], "cut off"),
        (
            "array_odd.json",
            &["1", "2", "3"],
            "not an object, not an object, not an object, malformed",
        ),
        ("wrapped.json", &["wrapped.json:1", "wrapped.json:2"], ""),
        ("json_feed.json", &["1", "2"], ""),
        ("quotes.csv", &["1", "2", "4", "7"], "unclosed quotation mark, ragged row, no text"),
        ("semicolon.csv", &["1", "2"], ""),
        ("tabs.tsv", &["1", "2"], ""),
        ("header_only.csv", &[], ""),
        ("members.jsonl.gz", &["1", "2"], "unreadable"),
    ];
    for (name, ids, kinds) in lines {
        let reading = Reader::default().read_path(folder().join(name)).unwrap();
        let found: Vec<_> = reading.articles.iter().map(|a| a.id.as_str()).collect();
        assert_eq!(found, ids, "{name}: {:?}", reading.set_aside);
        let found: Vec<_> = reading.set_aside.iter().map(|a| a.reason.kind()).collect();
        assert_eq!(found.join(", "), kinds, "{name}");
    }
    let cut = Reader::default().read_path(folder().join("truncated.jsonl.gz")).unwrap();
    assert!(cut.articles.len() > 50, "{}", cut.articles.len());
    assert_eq!(cut.set_aside.len(), 1);
}

#[cfg(all(feature = "feeds", feature = "html", feature = "warc"))]
#[test]
fn every_document_gives_what_it_holds() {
    let documents: [(&str, usize, &str); 6] = [
        ("rss.xml", 2, "malformed, cut off"),
        ("atom.xml", 1, ""),
        ("page.html", 1, ""),
        ("page_broken.html", 0, "no outlet"),
        ("archive.warc", 2, "malformed, no page"),
        ("archive.warc.gz", 1, "malformed, no page, cut off"),
    ];
    for (name, n_articles, kinds) in documents {
        let reading = Reader::default().read_path(folder().join(name)).unwrap();
        let found: Vec<_> = reading.set_aside.iter().map(|a| a.reason.kind()).collect();
        assert_eq!(
            (reading.articles.len(), found.join(", ").as_str()),
            (n_articles, kinds),
            "{name}"
        );
    }
}

/// Cuts each input at many places and changes bytes all over it. Whatever comes out, the account holds.
#[test]
fn nothing_done_to_an_input_ends_in_a_panic() {
    let mut limits = Limits::default();
    limits.record_bytes = 4096;
    let reader = Reader::builder().outlet("Default").limits(limits).build();
    let check = |name: &str, bytes: &[u8]| {
        let Ok(articles) = reader.read(bytes, name) else { return };
        let reading: Reading = articles.take(10_000).collect();
        assert_eq!(reading.n_records, reading.articles.len() + reading.set_aside.len(), "{name}");
        for article in &reading.articles {
            assert!(!article.body.trim().is_empty() && !article.outlet.is_empty(), "{name}");
        }
        assert!(reading.n_records < 10_000, "{name} never ends");
    };
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.display().to_string();
        let bytes = std::fs::read(&path).unwrap();
        let stride = (bytes.len() / 8).max(1);
        let mut seed = 1u32;
        for at in (0..bytes.len()).step_by(stride) {
            check(&name, &bytes[..at]);
            let mut changed = bytes.clone();
            for _ in 0..3 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let place = (seed >> 8) as usize % changed.len();
                changed[place] = b"\"{}[],\n\r\0\xff<>\\0"[(seed & 15) as usize % 14];
            }
            check(&name, &changed);
            check(&name, &[&bytes[at..], &bytes[..at]].concat());
        }
    }
}
