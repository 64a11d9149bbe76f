//! From the bytes of a file to the bytes of its text: gzip, byte-order marks, UTF-16.

use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE};
use flate2::bufread::MultiGzDecoder;

use super::window::{Stop, Window};
use super::{Limits, Reason};

/// Expansion is judged only past this many bytes, so that a small file of one repeated word passes.
const EXPANSION_FROM: u64 = 64 << 20;

/// How much is looked at to tell the format.
pub(super) const SNIFFED: usize = 64 << 10;

/// Opens an input as a window over UTF-8 text, or over whatever it is where it is no text.
///
/// `taken` counts the bytes taken from the input as stored.
pub(super) fn open<'r>(
    input: impl Read + Send + 'r,
    limits: &Limits,
    taken: &Arc<AtomicU64>,
) -> Window<'r> {
    let counted = Counted { inner: input, taken: Arc::clone(taken) };
    let mut window = Window::new(Box::new(counted));
    // Some servers compress what is compressed already, so a second layer is unwrapped as well.
    for _ in 0..2 {
        window.fill_to(3);
        if !window.view().starts_with(&[0x1f, 0x8b, 0x08]) {
            break;
        }
        let expanded = MultiGzDecoder::new(BufReader::with_capacity(128 << 10, window));
        window = Window::new(Box::new(Guarded {
            inner: expanded,
            taken: Arc::clone(taken),
            expanded: 0,
            ratio: u64::from(limits.ratio),
            total: limits.total_bytes,
        }));
    }
    window.fill_to(SNIFFED);
    if let Some((encoding, mark)) = utf16_of(window.view()) {
        window.consume(mark);
        window = Window::new(Box::new(Transcoded::new(window, encoding)));
        window.fill_to(SNIFFED);
    } else if window.view().starts_with(b"\xef\xbb\xbf") {
        window.consume(3);
    }
    window
}

/// UTF-16 by its byte-order mark, or by the zero bytes beside an ASCII opening; with the mark's length.
fn utf16_of(head: &[u8]) -> Option<(&'static Encoding, usize)> {
    match head {
        [0xff, 0xfe, ..] => Some((UTF_16LE, 2)),
        [0xfe, 0xff, ..] => Some((UTF_16BE, 2)),
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some((UTF_16LE, 0)),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some((UTF_16BE, 0)),
        _ => None,
    }
}

/// Counts the bytes that pass.
struct Counted<R> {
    inner: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.taken.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Stops an input that expands beyond its limits.
struct Guarded<R> {
    inner: R,
    taken: Arc<AtomicU64>,
    expanded: u64,
    ratio: u64,
    total: Option<u64>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.expanded += n as u64;
        let taken = self.taken.load(Ordering::Relaxed);
        let swollen = self.expanded > EXPANSION_FROM && self.expanded / self.ratio > taken;
        if swollen || self.total.is_some_and(|total| self.expanded > total) {
            let reason = Reason::Expands { bytes_in: taken, bytes_out: self.expanded };
            return Err(io::Error::other(Stop(reason)));
        }
        Ok(n)
    }
}

/// Turns another encoding into UTF-8 on the way.
pub(super) struct Transcoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
    finished: bool,
}

impl<R: Read> Transcoded<R> {
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        Transcoded {
            inner,
            decoder: encoding.new_decoder_without_bom_handling(),
            raw: vec![0; 64 << 10],
            ready: Vec::new(),
            given: 0,
            finished: false,
        }
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.finished {
            let n = self.inner.read(&mut self.raw)?;
            self.finished = n == 0;
            // With this much room the decoder always takes the whole input in one call.
            let room = self.decoder.max_utf8_buffer_length(n).unwrap_or(4 * n + 16);
            self.ready.resize(room, 0);
            let (_, _, written, _) =
                self.decoder.decode_to_utf8(&self.raw[..n], &mut self.ready, self.finished);
            self.ready.truncate(written);
            self.given = 0;
        }
        let n = (self.ready.len() - self.given).min(out.len());
        out[..n].copy_from_slice(&self.ready[self.given..self.given + n]);
        self.given += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn text_of(input: &[u8], limits: &Limits) -> (String, Option<Reason>) {
        let mut window = open(input, limits, &Arc::default());
        while window.fill() {}
        let text = String::from_utf8(window.view().to_vec()).unwrap();
        (text, window.take_break())
    }

    #[test]
    fn every_wrapping_gives_the_same_text() {
        let text = "{\"body\": \"Zwölf Uhr\"}\n";
        let utf16 = |big: bool| -> Vec<u8> {
            text.encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        let half = text.len() / 2;
        let cases: [(&str, Vec<u8>); 9] = [
            ("plain", text.into()),
            ("UTF-8 mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
            ("UTF-16 LE mark", [b"\xff\xfe".to_vec(), utf16(false)].concat()),
            ("UTF-16 BE mark", [b"\xfe\xff".to_vec(), utf16(true)].concat()),
            ("UTF-16 LE bare", utf16(false)),
            ("UTF-16 BE bare", utf16(true)),
            ("gzip", gzip(text.as_bytes())),
            ("gzip twice", gzip(&gzip(text.as_bytes()))),
            (
                "gzip in two members",
                [gzip(&text.as_bytes()[..half]), gzip(&text.as_bytes()[half..])].concat(),
            ),
        ];
        for (name, bytes) in cases {
            assert_eq!(text_of(&bytes, &Limits::default()), (text.to_owned(), None), "{name}");
        }
    }

    #[test]
    fn an_input_that_swells_is_stopped() {
        let bomb = gzip(&vec![b' '; 100 << 20]);
        let (text, reason) = text_of(&bomb, &Limits::default());
        assert!(matches!(reason, Some(Reason::Expands { .. })), "{reason:?}");
        assert!((EXPANSION_FROM as usize..80 << 20).contains(&text.len()), "{}", text.len());

        let limits = Limits { total_bytes: Some(10), ..Limits::default() };
        assert!(matches!(text_of(&gzip(&[b'x'; 99]), &limits).1, Some(Reason::Expands { .. })));
    }
}
