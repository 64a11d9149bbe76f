//! WARC archives, such as those of Common Crawl, record by record (feature `warc`).
//!
//! Pages among the responses are read as [`page`](super::page) reads them, and plain text (`conversion`
//! records of WET files) as it stands. What an archive keeps about itself (`warcinfo`, `request`,
//! `metadata`, `revisit`) is no article and is passed over; answers that are no page are set aside.

use std::collections::VecDeque;
use std::io::Read;

use memchr::memmem;
use rayon::prelude::*;

use super::column::{Field, Slot};
use super::draft::Draft;
use super::intake::Intake;
use super::json::Found;
use super::page::read_page;
use super::window::Window;
use super::{Reason, Record, encoding};
use crate::error::Place;

/// How much is taken from the archive before its pages are read side by side.
const BATCH_BYTES: usize = 8 << 20;

/// The longest head of a record or of an answer.
const HEAD_BYTES: usize = 64 << 10;

pub(super) struct Warc<'r> {
    window: Window<'r>,
    n_records: u64,
    ready: VecDeque<(Place, Result<Draft<'static>, Reason>, Vec<u8>)>,
    ended: bool,
}

/// A document as it was archived.
struct Document {
    place: Place,
    url: Option<String>,
    id: Option<String>,
    kind: Kind,
    block: Vec<u8>,
}

#[derive(PartialEq)]
enum Kind {
    /// An answer over HTTP with its head.
    Response,
    /// Text or a page without a head, with its media type.
    Plain(String),
}

/// What was found at the start of the window.
enum Step {
    Document(Document),
    Passed,
    Aside(Place, Reason, Vec<u8>),
    End,
}

impl<'r> Warc<'r> {
    pub fn new(window: Window<'r>) -> Self {
        Warc { window, n_records: 0, ready: VecDeque::new(), ended: false }
    }

    pub fn next(&mut self, intake: &mut Intake) -> Option<Record> {
        if self.ready.is_empty() && !self.ended {
            self.read_batch(intake);
        }
        let (place, draft, head) = self.ready.pop_front()?;
        Some(match draft {
            Ok(draft) => intake.finish(draft, place, &head, Vec::new),
            Err(reason) => intake.set_aside(place, reason, &head),
        })
    }

    /// Takes documents from the archive and reads them side by side, in order.
    fn read_batch(&mut self, intake: &Intake) {
        let limit = intake.reader.limits.record_bytes;
        let mut batch = Vec::new();
        let mut held = 0;
        while held < BATCH_BYTES && !self.ended {
            match self.step(intake, limit) {
                Step::Document(document) => {
                    held += document.block.len() + 1024;
                    batch.push(Ok(document));
                }
                Step::Passed => {}
                Step::Aside(place, reason, head) => batch.push(Err((place, reason, head))),
                Step::End => self.ended = true,
            }
        }
        let read = batch.into_par_iter().map(|entry| match entry {
            Ok(document) => {
                let head = document.url.clone().unwrap_or_default().into_bytes();
                let place = document.place.clone();
                (place, read_document(document), head)
            }
            Err((place, reason, head)) => (place, Err(reason), head),
        });
        self.ready = read.collect::<Vec<_>>().into();
    }

    /// Takes one record.
    fn step(&mut self, intake: &Intake, limit: usize) -> Step {
        self.skip_blank();
        let place = intake.place().at_record(self.n_records + 1);
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
            "response" => Kind::Response,
            "resource" | "conversion" => Kind::Plain(field("content-type").unwrap_or_default()),
            _ => return self.skip(length, place).map_or(Step::Passed, |aside| aside),
        };
        let url = field("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
        if kind == Kind::Response && !field("content-type").unwrap_or_default().contains("http") {
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
        Step::Document(Document { place, url, id: field("warc-record-id"), kind, block })
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
fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines().skip(1).find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.trim().eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

fn read_document(document: Document) -> Result<Draft<'static>, Reason> {
    let Document { url, id, kind, block, .. } = document;
    let url = url.as_deref();
    let mut draft = match kind {
        Kind::Plain(media) => read_body(&block, &media, url)?,
        Kind::Response => {
            let end = memmem::find(&block, b"\r\n\r\n").map(|at| at + 4);
            let end = end.or_else(|| memmem::find(&block, b"\n\n").map(|at| at + 2));
            let end = end.unwrap_or(block.len());
            let head = String::from_utf8_lossy(&block[..end]);
            let status = head.split_ascii_whitespace().nth(1).unwrap_or("").to_owned();
            if !status.starts_with('2') {
                return Err(Reason::NotAPage {
                    found: format!("an answer with status {status:?}"),
                });
            }
            let body = unwrapped(&head, &block[end..]);
            read_body(&body, header(&head, "content-type").unwrap_or(""), url)?
        }
    };
    if let Some(id) = id {
        let id = id.trim_matches(['<', '>']).to_owned();
        draft.offer(Slot { field: Field::Id, rank: 0 }, Found::Text(id.into()));
    }
    Ok(draft)
}

/// A page or a text by its media type.
fn read_body(body: &[u8], media: &str, url: Option<&str>) -> Result<Draft<'static>, Reason> {
    let (kind, parameters) = media.split_once(';').unwrap_or((media, ""));
    let charset = parameters.split_once("charset=").map(|(_, charset)| charset.trim_matches('"'));
    match kind.trim().to_ascii_lowercase().as_str() {
        "text/html" | "application/xhtml+xml" | "" => read_page(body, url, charset),
        "text/plain" => {
            let mut draft = Draft::default();
            let said = charset.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
            let text = encoding::decode_whole(body, said).0.into_owned();
            draft.offer(Slot { field: Field::Body, rank: 0 }, Found::Text(text.into()));
            if let Some(url) = url {
                draft
                    .offer(Slot { field: Field::Url, rank: 0 }, Found::Text(url.to_owned().into()));
            }
            Ok(draft)
        }
        other => Err(Reason::NotAPage { found: format!("a document of type {other:?}") }),
    }
}

/// The body of an answer without the wrapping that it was sent in.
fn unwrapped(head: &str, body: &[u8]) -> Vec<u8> {
    /// No page is longer than this; what expands beyond it is cut there.
    const MOST: u64 = 32 << 20;
    let is =
        |name, value| header(head, name).is_some_and(|found| found.eq_ignore_ascii_case(value));
    // Archives often keep the header and store the body unwrapped, so the body itself decides.
    let body = match is("transfer-encoding", "chunked").then(|| unchunked(body)).flatten() {
        Some(body) => body,
        None => body.to_vec(),
    };
    if body.starts_with(&[0x1f, 0x8b]) {
        let mut expanded = Vec::new();
        let decoder = flate2::read::MultiGzDecoder::new(body.as_slice());
        // What was expanded before a defect is still the beginning of the page.
        let _ = decoder.take(MOST).read_to_end(&mut expanded);
        return expanded;
    }
    body
}

/// A chunked body put together; `None` where it is not chunked.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let line = memmem::find(body, b"\r\n")?;
        let size = std::str::from_utf8(&body[..line]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        let chunk = &body[line + 2..];
        whole.extend_from_slice(&chunk[..size.min(chunk.len())]);
        body = match chunk.get(size.checked_add(2)?..) {
            Some(rest) => rest,
            None => return Some(whole),
        };
    }
}
