//! A plain file of JSON Lines in pieces of fixed size, which can be read in any order and at once.
//!
//! A line belongs to the piece in which it begins. What a piece gives depends on the file and the size of the
//! pieces alone. Only what an article cannot do without is read, and texts without escapes are not copied.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use memchr::memchr2;

use super::column::Field;
use super::draft::Draft;
use super::intake::{needed, story};
use super::json_lines::{Ending, column_names, with_draft};
use super::record::excerpt;
use super::{Duplicates, Format, Reader, Reason, SetAside};
use crate::error::{Error, Place, Result};

/// How much is read at once beyond the end of a piece.
const BEYOND: usize = 64 << 10;

/// What a record gives.
pub(crate) enum Piece<'a> {
    /// The parts of an article that are counted.
    Article {
        outlet: &'a str,
        /// The key of the story, empty where there is none.
        story: &'a str,
        headline: &'a str,
        body: &'a str,
    },
    /// A record that gives none; its line is counted from the beginning of the piece.
    SetAside(SetAside),
}

/// A file that can be read in pieces.
#[derive(Debug, Clone)]
pub(crate) struct Chunks {
    reader: Reader,
    name: String,
    bytes: u64,
    size: u64,
}

impl Chunks {
    /// The pieces of a file; `None` where it is compressed, in another format or in UTF-16 and has to be read from
    /// its beginning.
    pub fn open(reader: &Reader, path: &Path, size: u64) -> Result<Option<Chunks>> {
        let io_error = |source| Error::io(path, source);
        let data = std::fs::metadata(path).map_err(io_error)?;
        if !data.is_file() || !matches!(reader.format, Format::Auto | Format::JsonLines) {
            return Ok(None);
        }
        let mut head = Vec::new();
        File::open(path).map_err(io_error)?.take(4).read_to_end(&mut head).map_err(io_error)?;
        // Gzip, or the zero bytes and marks of UTF-16; `NUL` bytes may be anything.
        let other =
            head.starts_with(&[0x1f, 0x8b]) || head.contains(&0) || head.starts_with(&[0xff]);
        if other || head.starts_with(&[0xfe]) || head.starts_with(b"PAR1") {
            return Ok(None);
        }
        if reader.open(path)?.format() != Format::JsonLines {
            return Ok(None);
        }
        let name = path.display().to_string();
        let mut reader = reader.clone();
        let fields = [
            Field::Outlet,
            Field::Headline,
            Field::Body,
            Field::Url,
            Field::Story,
            Field::StoryTitle,
        ];
        reader.columns = reader.columns.only(&fields).into();
        // The mark of an encoding has to lie in the first piece.
        Ok(Some(Chunks { reader, name, bytes: data.len(), size: size.max(4) }))
    }

    /// How many pieces there are.
    pub fn len(&self) -> u64 {
        self.bytes.div_ceil(self.size)
    }

    /// The bytes of a piece, counted from its first to its last line at most.
    pub fn bytes_of(&self, chunk: u64) -> u64 {
        self.size.min(self.bytes - (chunk * self.size).min(self.bytes))
    }

    /// Reads a piece and gives the number of its lines. `buffer` is used again.
    pub fn read(
        &self,
        file: &mut File,
        chunk: u64,
        buffer: &mut Vec<u8>,
        each: &mut impl FnMut(Piece<'_>),
    ) -> io::Result<u64> {
        let (start, end) = (chunk * self.size, ((chunk + 1) * self.size).min(self.bytes));
        // The byte before tells whether a line begins with the piece.
        let before = u64::from(start > 0);
        file.seek(SeekFrom::Start(start - before))?;
        buffer.clear();
        let wanted = end - start + before;
        if file.by_ref().take(wanted).read_to_end(buffer)? as u64 != wanted {
            return Err(changed());
        }
        let Some(mut at) = first_line(buffer, start) else { return Ok(0) };
        let mut n_lines = 0;
        let inside = buffer.len();
        while at < inside {
            n_lines += 1;
            let place = Place::file(&self.name).at_line(n_lines);
            let found = memchr2(b'\n', b'\r', &buffer[at..]).map(|n| at + n);
            let (line_end, dropped) = match found {
                Some(line_end) => (Some(line_end), 0),
                None => self.follow(file, at, end, buffer)?,
            };
            let length = (line_end.unwrap_or(buffer.len()) - at) as u64 + dropped;
            let limit = self.reader.limits.record_bytes as u64;
            let line = &buffer[at..line_end.unwrap_or(buffer.len())];
            if length > limit {
                let reason = Reason::Oversized { bytes: length, limit };
                each(Piece::SetAside(SetAside { place, reason, excerpt: excerpt(line) }));
            } else {
                let ending = if line_end.is_some() { Ending::Own } else { Ending::Input };
                self.line(line, place, ending, each);
            }
            at = match line_end {
                Some(line_end) if buffer[line_end] == b'\r' => {
                    line_end + 1 + usize::from(buffer.get(line_end + 1) == Some(&b'\n'))
                }
                Some(line_end) => line_end + 1,
                None => break,
            };
        }
        Ok(n_lines)
    }

    /// Reads on to the end of the line that begins at `at`; gives the end, and how many bytes of it were dropped
    /// because it is too long to be held.
    fn follow(
        &self,
        file: &mut File,
        at: usize,
        mut offset: u64,
        buffer: &mut Vec<u8>,
    ) -> io::Result<(Option<usize>, u64)> {
        let mut dropped = 0;
        while offset < self.bytes {
            let scanned = buffer.len();
            let wanted = (self.bytes - offset).min(BEYOND as u64);
            if file.by_ref().take(wanted).read_to_end(buffer)? as u64 != wanted {
                return Err(changed());
            }
            offset += wanted;
            if let Some(n) = memchr2(b'\n', b'\r', &buffer[scanned..]) {
                return Ok((Some(scanned + n), dropped));
            }
            if buffer.len() - at > self.reader.limits.record_bytes {
                // The head of the line is kept for the report of it.
                let kept = at + BEYOND.min(buffer.len() - at);
                dropped += (buffer.len() - kept) as u64;
                buffer.truncate(kept);
            }
        }
        Ok((None, dropped))
    }

    /// The records of a line.
    fn line(&self, line: &[u8], place: Place, ending: Ending, each: &mut impl FnMut(Piece<'_>)) {
        let mut rest = line.trim_ascii();
        while !rest.is_empty() {
            let finish = |mut draft: Draft<'_>| {
                let needed = needed(&mut draft, &self.reader, || column_names(rest))?;
                let headline = draft.take(Field::Headline).unwrap_or_default();
                let (story, _) = story(&mut draft);
                each(Piece::Article {
                    outlet: &needed.outlet,
                    story: story.as_deref().unwrap_or(""),
                    headline: &headline,
                    body: &needed.body,
                });
                Ok(())
            };
            let (columns, nesting) = (&self.reader.columns, self.reader.limits.nesting);
            let read = with_draft(rest, ending, columns, nesting, finish);
            let (finished, tail) = match read {
                Ok(read) => read,
                Err(reason) => (Err(reason), None),
            };
            if let Err(reason) = finished {
                let shown = if reason == Reason::NulBytes { b"" } else { rest };
                let excerpt = excerpt(shown);
                each(Piece::SetAside(SetAside { place: place.clone(), reason, excerpt }));
            }
            rest = tail.map_or(&b""[..], |at| rest[at..].trim_ascii());
        }
    }
}

impl Reader {
    /// The same reader without a memory of ids, so that its own memory is bounded.
    pub(crate) fn keeping_duplicates(&self) -> Reader {
        Reader { duplicates: Duplicates::Keep, ..self.clone() }
    }
}

/// Where the first line begins that begins in a piece. The buffer holds the byte before it, but for the first piece,
/// which may have a mark of its encoding.
fn first_line(buffer: &[u8], start: u64) -> Option<usize> {
    if start == 0 {
        return Some(if buffer.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 });
    }
    let end = memchr2(b'\n', b'\r', buffer)?;
    // The line feed of a pair of both ends no line of its own.
    let pair = buffer[end] == b'\r' && buffer.get(end + 1) == Some(&b'\n');
    let at = end + 1 + usize::from(pair);
    (at < buffer.len()).then_some(at)
}

fn changed() -> io::Error {
    io::Error::other("the file became shorter while it was read; leave it alone and begin anew")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Record;

    /// Headlines and texts, and lines and kinds of what was set aside.
    type Found = (Vec<(String, String)>, Vec<(u64, &'static str)>);

    /// What a file gives in pieces of a size.
    fn pieces(path: &Path, size: u64) -> Found {
        let reader = Reader::default();
        let chunks = Chunks::open(&reader, path, size).unwrap().unwrap();
        let mut file = File::open(path).unwrap();
        let (mut articles, mut aside, mut base) = (Vec::new(), Vec::new(), 0);
        for chunk in 0..chunks.len() {
            let mut each = |piece: Piece<'_>| match piece {
                Piece::Article { headline, body, .. } => {
                    articles.push((headline.to_owned(), body.to_owned()));
                }
                Piece::SetAside(found) => {
                    aside.push((base + found.place.line.unwrap(), found.reason.kind()));
                }
            };
            base += chunks.read(&mut file, chunk, &mut Vec::new(), &mut each).unwrap();
        }
        (articles, aside)
    }

    #[test]
    fn pieces_of_any_size_give_what_reading_gives() {
        let good =
            r#"{"outlet": "Courier", "title": "Dues", "body": "The harbour \u00fcber \"dues\""}"#;
        let lines =
            [good, "", "oops", r#"{"outlet": "Courier", "body": " "}"#, good, "[1]", "{\"a\": 1}"];
        let path = std::env::temp_dir().join(format!("parallax-chunks-{}", std::process::id()));
        for (end, last) in [("\n", "\n"), ("\r\n", ""), ("\r", "\r"), ("\n", ""), ("\n\r\n", "\n")]
        {
            let text =
                format!("\u{feff}{}{last}", [lines.join(end), format!("{good}{good}")].join(end));
            std::fs::write(&path, text).unwrap();
            let (mut articles, mut aside) = (Vec::new(), Vec::new());
            let reader = Reader::default().keeping_duplicates();
            for record in reader.open(&path).unwrap() {
                match record {
                    Record::Article { article, .. } => {
                        articles.push((article.headline, article.body))
                    }
                    Record::SetAside(found) => {
                        aside.push((found.place.line.unwrap(), found.reason.kind()));
                    }
                }
            }
            assert_eq!((articles.len(), aside.len()), (4, 4));
            for size in (1..400).step_by(3) {
                assert_eq!(
                    pieces(&path, size),
                    (articles.clone(), aside.clone()),
                    "{end:?} {size}"
                );
            }
        }
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_line_beyond_the_limit_is_followed_and_not_held() {
        let path = std::env::temp_dir().join(format!("parallax-long-{}", std::process::id()));
        let good = r#"{"outlet": "Courier", "body": "dues"}"#;
        std::fs::write(&path, format!("{good}\n{}\n{good}\n", "x".repeat(300_000))).unwrap();
        let mut reader = Reader::default();
        reader.limits.record_bytes = 1_000;
        let chunks = Chunks::open(&reader, &path, 70).unwrap().unwrap();
        let mut file = File::open(&path).unwrap();
        let (mut n_articles, mut reasons) = (0, Vec::new());
        for chunk in 0..chunks.len() {
            let mut each = |piece: Piece<'_>| match piece {
                Piece::Article { .. } => n_articles += 1,
                Piece::SetAside(aside) => reasons.push(aside.reason),
            };
            chunks.read(&mut file, chunk, &mut Vec::new(), &mut each).unwrap();
        }
        assert_eq!(n_articles, 2);
        assert_eq!(reasons, [Reason::Oversized { bytes: 300_000, limit: 1_000 }]);
        std::fs::remove_file(&path).unwrap();
    }
}
