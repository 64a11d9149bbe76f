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
use super::warc_documents::{WarcDocument, WarcDocuments, WarcKind, header};
use super::{Reason, Record, SetAside, encoding};
use crate::error::Place;

/// How much is taken from the archive before its pages are read side by side.
const BATCH_BYTES: usize = 8 << 20;

pub(super) struct Warc<'r> {
    archive: WarcDocuments<'r>,
    ready: VecDeque<(Place, Result<Draft<'static>, Reason>, Vec<u8>)>,
    ended: bool,
}

impl<'r> Warc<'r> {
    pub fn new(archive: WarcDocuments<'r>) -> Self {
        Warc { archive, ready: VecDeque::new(), ended: false }
    }

    pub fn next(&mut self, intake: &mut Intake) -> Option<Record> {
        if self.ready.is_empty() && !self.ended {
            self.read_batch();
        }
        let (place, draft, head) = self.ready.pop_front()?;
        Some(match draft {
            Ok(draft) => intake.finish(draft, place, &head, Vec::new),
            Err(reason) => intake.set_aside(place, reason, &head),
        })
    }

    /// Takes documents from the archive and reads them side by side, in order.
    fn read_batch(&mut self) {
        let mut batch = Vec::new();
        let mut held = 0;
        while held < BATCH_BYTES && !self.ended {
            match self.archive.next() {
                Some(Ok(document)) => {
                    held += document.block.len() + 1024;
                    batch.push(Ok(document));
                }
                Some(Err(aside)) => batch.push(Err(aside)),
                None => self.ended = true,
            }
        }
        let read = batch.into_par_iter().map(|entry| match entry {
            Ok(document) => {
                let head = document.url.clone().unwrap_or_default().into_bytes();
                (document.place.clone(), read_document(&document), head)
            }
            Err(SetAside { place, reason, excerpt }) => (place, Err(reason), excerpt.into_bytes()),
        });
        self.ready = read.collect::<Vec<_>>().into();
    }
}

fn read_document(document: &WarcDocument) -> Result<Draft<'static>, Reason> {
    let block = &document.block;
    let url = document.url.as_deref();
    let mut draft = match &document.kind {
        WarcKind::Plain { media } => read_body(block, media, url)?,
        WarcKind::Response => {
            let end = memmem::find(block, b"\r\n\r\n").map(|at| at + 4);
            let end = end.or_else(|| memmem::find(block, b"\n\n").map(|at| at + 2));
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
    if let Some(id) = &document.id {
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
