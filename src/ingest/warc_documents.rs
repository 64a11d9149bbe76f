//! The records of a WARC archive (feature `warc`).

use std::io::Read;
use std::sync::Arc;

use memchr::memmem;

use super::record::excerpt;
use super::window::Window;
use super::{Limits, Reason, SetAside, source};
use crate::error::Place;

/// The longest head of a record.
const HEAD_BYTES: usize = 64 << 10;

/// A document as it was archived.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WarcDocument {
    /// The archive, and the number of the record in it.
    pub place: Place,
    /// Where the document was fetched from.
    pub url: Option<String>,
    /// The `WARC-Record-ID`.
    pub id: Option<String>,
    /// What the block is.
    pub kind: WarcKind,
    /// The bytes of the record.
    pub block: Vec<u8>,
}

/// What a record of an archive holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WarcKind {
    /// An answer over HTTP with its head.
    Response,
    /// A document without a head.
    Plain {
        /// Its media type.
        media: String,
    },
}

/// The documents of a WARC archive in order, plain or gzip; each is held alone.
///
/// This is for those who read the pages in their own way; [`Reader`](super::Reader) gives articles.
///
/// ```
/// use parallax::ingest::{Limits, WarcDocuments};
///
/// let archive = b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nWords\r\n\r\n";
/// let documents: Vec<_> = WarcDocuments::new(&archive[..], "x.warc", Limits::default()).collect();
/// assert_eq!(documents[0].as_ref().unwrap().block, b"Words");
/// ```
pub struct WarcDocuments<'r> {
    window: Window<'r>,
    file: String,
    limit: usize,
    n_records: u64,
    ended: bool,
}

impl std::fmt::Debug for WarcDocuments<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("WarcDocuments");
        shown.field("file", &self.file).field("n_records", &self.n_records).finish_non_exhaustive()
    }
}

impl Iterator for WarcDocuments<'_> {
    type Item = Result<WarcDocument, SetAside>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.step() {
                Step::Document(document) => return Some(Ok(document)),
                Step::Aside(place, reason, head) => {
                    return Some(Err(SetAside { place, reason, excerpt: excerpt(&head) }));
                }
                Step::Passed => {}
                Step::End => self.ended = true,
            }
        }
        None
    }
}

/// What was found at the start of the window.
enum Step {
    Document(WarcDocument),
    Passed,
    Aside(Place, Reason, Vec<u8>),
    End,
}

impl<'r> WarcDocuments<'r> {
    /// The documents of an archive; `name` is for the places of its records.
    pub fn new(input: impl Read + Send + 'r, name: &str, limits: Limits) -> Self {
        let window = source::open(input, &limits, &Arc::default());
        WarcDocuments::over(window, name, &limits)
    }

    pub(super) fn over(window: Window<'r>, name: &str, limits: &Limits) -> Self {
        let (file, limit) = (name.to_owned(), limits.record_bytes);
        WarcDocuments { window, file, limit, n_records: 0, ended: false }
    }

    /// Takes one record.
    fn step(&mut self) -> Step {
        let limit = self.limit;
        self.skip_blank();
        let place = Place::file(&self.file).at_record(self.n_records + 1);
        let Some(head_len) = self.head_len() else {
            self.ended = true;
            return match (self.window.take_break(), self.window.view()) {
                (Some(reason), head) => Step::Aside(place, reason, head_of(head)),
                (None, []) => Step::End,
                (None, head) => {
                    let reason =
                        Reason::CutOff { message: "it ends inside a record's head".into() };
                    Step::Aside(place, reason, head_of(head))
                }
            };
        };
        self.n_records += 1;
        let head = String::from_utf8_lossy(&self.window.view()[..head_len]).into_owned();
        let field = |name: &str| header(&head, name).map(str::to_owned);
        let length = field("content-length").and_then(|length| length.parse::<u64>().ok());
        let Some(length) = length.filter(|_| head.starts_with("WARC/")) else {
            // Without a length the next record is found by its opening line.
            let bytes = head_of(self.window.view());
            self.skip_to_record();
            let message = "it has no WARC head with a content-length".into();
            return Step::Aside(place, Reason::Malformed { message }, bytes);
        };
        self.window.consume(head_len);
        let kind = match field("warc-type").unwrap_or_default().to_ascii_lowercase().as_str() {
            "response" => WarcKind::Response,
            "resource" | "conversion" => {
                WarcKind::Plain { media: field("content-type").unwrap_or_default() }
            }
            _ => return self.skip(length, place).map_or(Step::Passed, |aside| aside),
        };
        let url = field("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
        if kind == WarcKind::Response && !field("content-type").unwrap_or_default().contains("http")
        {
            return self.skip(length, place).map_or(Step::Passed, |aside| aside);
        }
        if length > limit as u64 {
            let reason = Reason::Oversized { bytes: length, limit: limit as u64 };
            let head = url.unwrap_or_default().into_bytes();
            let aside = Step::Aside(place.clone(), reason, head);
            return self.skip(length, place).unwrap_or(aside);
        }
        let length = usize::try_from(length).unwrap_or(limit);
        self.window.fill_to(length);
        if self.window.view().len() < length {
            return self.cut(place);
        }
        let block = self.window.view()[..length].to_vec();
        self.window.consume(length);
        Step::Document(WarcDocument { place, url, id: field("warc-record-id"), kind, block })
    }

    /// Moves past a block; what it says of the end of the input, where the block is cut.
    fn skip(&mut self, mut length: u64, place: Place) -> Option<Step> {
        while length > 0 {
            let n = (self.window.view().len() as u64).min(length);
            self.window.consume(usize::try_from(n).unwrap_or(usize::MAX));
            length -= n;
            if length > 0 && !self.window.fill() {
                return Some(self.cut(place));
            }
        }
        None
    }

    fn cut(&mut self, place: Place) -> Step {
        self.ended = true;
        let message = "it ends inside this record".into();
        let reason = self.window.take_break().unwrap_or(Reason::CutOff { message });
        Step::Aside(place, reason, head_of(self.window.view()))
    }

    /// The length of the head at the start of the window, with the blank line after it.
    fn head_len(&mut self) -> Option<usize> {
        loop {
            let view = self.window.view();
            let head = &view[..view.len().min(HEAD_BYTES)];
            let ends = [(&b"\r\n\r\n"[..], 4), (b"\n\n", 2)];
            let found = ends.iter().filter_map(|(end, n)| Some(memmem::find(head, end)? + n)).min();
            if found.is_some() {
                return found;
            }
            if view.len() >= HEAD_BYTES {
                return Some(head.len());
            }
            if !self.window.fill() {
                return None;
            }
        }
    }

    fn skip_blank(&mut self) {
        loop {
            let view = self.window.view();
            let blank = view.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let more = blank == view.len();
            self.window.consume(blank);
            if !more || !self.window.fill() {
                return;
            }
        }
    }

    /// Moves on to the next line that opens a record.
    fn skip_to_record(&mut self) {
        loop {
            let view = self.window.view();
            if let Some(at) = memmem::find(&view[1.min(view.len())..], b"\nWARC/") {
                self.window.consume(at + 2);
                return;
            }
            let len = view.len();
            self.window.consume(len.saturating_sub(6));
            if !self.window.fill() {
                self.window.consume(len);
                return;
            }
        }
    }
}

fn head_of(bytes: &[u8]) -> Vec<u8> {
    bytes[..bytes.len().min(400)].to_vec()
}

/// The value of a header, whatever the case of its name.
pub(super) fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines().skip(1).find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.trim().eq_ignore_ascii_case(name).then(|| value.trim())
    })
}
