//! Formats beyond lines and tables: objects around the records, folders, texts, archives.

use std::path::PathBuf;

use parallax::ingest::{Reader, Reading};

/// A folder of its own for a test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &[u8])]) -> Self {
        let path = std::env::temp_dir().join(format!("parallax-{name}-{}", std::process::id()));
        for (file, bytes) in files {
            let file = path.join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, bytes).unwrap();
        }
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn read(input: &[u8]) -> Reading {
    Reader::default().read(input, "test").expect("the input is read").collect()
}

fn kinds(reading: &Reading) -> Vec<&str> {
    reading.set_aside.iter().map(|aside| aside.reason.kind()).collect()
}

#[test]
fn objects_around_the_records_are_looked_into() {
    let service = br#"{"status": "ok", "total": 2, "articles": [
        {"source": {"id": null, "name": "The Island"}, "author": "Ann", "title": "One", "publishedAt": "x", "content": "First."},
        {"source": {"name": "The Shore"}, "title": "Two", "content": "Second."}]}"#;
    let feed = br#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Island", "items": [
        {"id": "1", "url": "https://x.example/1", "content_html": "<p>First &amp; <b>last</b>.</p><p>End.</p>", "date_published": "2025-08-18T09:30:00Z"},
        {"id": "2", "content_text": "a < b"}]}"#;
    let page = br#"{"authors": ["Ann"], "date_publish": "2025-08-18 09:30:00", "maintext": "First.", "source_domain": "island.example",
        "title": "One", "image_url": null, "localpath": null}"#;
    let reading = read(service);
    assert!(reading.set_aside.is_empty(), "{:?}", reading.set_aside);
    assert_eq!(reading.articles[0].outlet, "The Island");
    assert_eq!(reading.articles[1].body, "Second.");
    let reading = read(feed);
    assert_eq!(reading.articles[0].outlet, "The Island");
    assert_eq!(reading.articles[0].body, "First & last.\nEnd.");
    assert_eq!(reading.articles[1].body, "a < b");
    let reading = read(page);
    assert_eq!(reading.articles[0].outlet, "island.example");
    assert_eq!(reading.articles[0].published.unwrap().to_string(), "2025-08-18T09:30:00");
}

#[test]
fn a_folder_is_read_file_by_file() {
    let folder = Folder::new(
        "mixed",
        &[
            ("a.json", br#"{"id": "a", "outlet": "A", "text": "One."}"#),
            ("b/b.jsonl", b"{\"id\": \"b\", \"outlet\": \"A\", \"text\": \"Two.\"}\noops\n"),
            ("b/empty.jsonl", b""),
            ("c.csv", b"id,outlet,body\nc,A,Three.\n"),
            ("d.png", b"\x89PNG\r\n\x1a\n"),
            (".hidden", b"oops"),
        ],
    );
    let reading = Reader::default().read_path(&folder.0).unwrap();
    let ids: Vec<_> = reading.articles.iter().map(|article| article.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(kinds(&reading), ["malformed", "not read", "not read"]);
    assert!(
        reading.set_aside[1]
            .to_string()
            .contains("empty.jsonl: the file is not read: found an empty file")
    );
}

#[test]
fn texts_take_their_metadata_from_a_table() {
    let folder = Folder::new(
        "texts",
        &[
            ("metadata.csv", b"file,outlet,title,date\none.txt,The Island,One,2025-08-18\n./sub/two.txt,The Shore,,\nnone.txt,A,B,\n../../etc/passwd,A,B,\n"),
            ("one.txt", "Zwölf Boote.\n".as_bytes()),
            ("sub/two.txt", b"The headline\r\n\r\nThe text, with a caf\xe9."),
            ("stray.txt", b"Nobody named this."),
        ],
    );
    let reading = Reader::default().read_path(&folder.0).unwrap();
    let articles: Vec<_> = reading
        .articles
        .iter()
        .map(|a| (a.outlet.as_str(), a.headline.as_str(), a.body.as_str()))
        .collect();
    assert_eq!(
        articles,
        [
            ("The Island", "One", "Zwölf Boote.\n"),
            ("The Shore", "The headline", "The text, with a café.")
        ]
    );
    assert_eq!(kinds(&reading), ["not read", "not read", "no outlet"]);
    assert!(reading.set_aside[1].to_string().contains("lies outside the folder"));
    let reader = Reader::builder().outlet("Default").build();
    assert_eq!(reader.read_path(&folder.0).unwrap().articles.len(), 3);
}

#[cfg(not(feature = "html"))]
#[test]
fn a_missing_feature_is_named() {
    let message = Reader::default().read(&b"<!doctype html>"[..], "p").unwrap_err().to_string();
    assert!(message.contains("the crate built with its feature `html`"), "{message}");
}

#[cfg(feature = "warc")]
mod warc {
    use std::io::Write;

    use super::*;

    fn page() -> String {
        let paragraph = "<p>The council met on Monday, the mayor said, and after a long debate it voted for a new ferry, which will run at night.</p>";
        format!(
            "<html lang='en'><head><title>Ferry</title></head><body><article>{}</article></body></html>",
            paragraph.repeat(6)
        )
    }

    fn record(kind: &str, media: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://www.island.example/1\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn answer(head: &str, body: &[u8]) -> Vec<u8> {
        let block = [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat();
        record("response", "application/http; msgtype=response", &block)
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn archives_are_read_record_by_record() {
        let page = page();
        let html = "200 OK\r\nContent-Type: text/html; charset=utf-8";
        let chunked = format!("{:x}\r\n{}\r\n0\r\n\r\n", page.len(), page);
        let records = [
            record("warcinfo", "application/warc-fields", b"software: test\r\n"),
            record("request", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
            answer(html, page.as_bytes()),
            answer("404 Not Found\r\nContent-Type: text/html", b"<p>Gone</p>"),
            answer("200 OK\r\nContent-Type: image/png", b"\x89PNG"),
            b"garbage that is no record\r\n\r\n".to_vec(),
            answer(&format!("{html}\r\nTransfer-Encoding: chunked"), chunked.as_bytes()),
            answer(&format!("{html}\r\nContent-Encoding: gzip"), &gzip(page.as_bytes())),
            record("conversion", "text/plain", "Nur Text, zwölf Wörter.".as_bytes()),
            record("metadata", "application/warc-fields", b"x: y"),
        ];
        let plain = records.concat();
        let members: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
        for (name, archive) in [("plain", &plain), ("gzip", &members)] {
            let reading = read(archive);
            assert_eq!(kinds(&reading), ["no page", "no page", "malformed"], "{name}");
            assert_eq!(reading.articles.len(), 4, "{name}");
            assert_eq!(reading.articles[0].outlet, "island.example", "{name}");
            assert_eq!(reading.articles[0].headline, "Ferry", "{name}");
            for article in &reading.articles[..3] {
                assert_eq!(article.body.matches("new ferry").count(), 6, "{name}");
            }
            assert_eq!(reading.articles[3].body, "Nur Text, zwölf Wörter.", "{name}");
            let cut = read(&archive[..archive.len() * 3 / 4]);
            assert!(!cut.articles.is_empty(), "{name}");
            assert!(kinds(&cut).contains(&"cut off"), "{name}: {:?}", kinds(&cut));
        }
    }
}
