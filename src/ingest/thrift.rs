//! A look at the directory of a Parquet file before its decoder sees it (feature `parquet`).
//!
//! The directory and the heads of pages are written in Thrift's compact protocol. A list there says how many elements it
//! has, and truth values take no bytes when they are passed over: forty bytes of a damaged file can keep the decoder busy for minutes.
//! An honest list has no more elements than there are bytes, so that is asked for first.
//!
//! Cost: one pass over the directory, and one read for each page of the columns that are read.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;

use parquet::file::metadata::ColumnChunkMetaData;

/// How deep values lie inside each other at most; the decoder's own limit.
const DEEPEST: u8 = 64;
/// Bytes read for the head of a page at first, and at most.
const HEAD: u64 = 4 << 10;
const LONGEST_HEAD: u64 = 16 << 20;
/// The length of a page without its head, among the fields of the head.
const COMPRESSED_SIZE: i64 = 3;

/// Whether the directory, at the end of the file, promises no more elements than it has bytes.
pub(super) fn directory_is_honest(mut file: &File, n_bytes: u64) -> std::io::Result<bool> {
    let Some(end) = n_bytes.checked_sub(8) else { return Ok(true) };
    let mut tail = [0; 8];
    file.seek(SeekFrom::Start(end))?;
    file.read_exact(&mut tail)?;
    let [a, b, c, d, magic @ ..] = tail;
    let length = u64::from(u32::from_le_bytes([a, b, c, d]));
    let start = end.checked_sub(length).filter(|_| magic == *b"PAR1");
    // What is no directory at all is the decoder's to refuse.
    let Some(start) = start else { return Ok(true) };
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(start))?;
    file.take(length).read_to_end(&mut bytes)?;
    Ok(!matches!(head(&bytes), Err(Fault::Dishonest)))
}

/// Whether the heads of some columns' pages promise no more elements than they have bytes, as far as pages follow one another.
pub(super) fn pages_are_honest<'m>(
    file: &File,
    columns: impl Iterator<Item = &'m ColumnChunkMetaData>,
) -> std::io::Result<bool> {
    for Range { start: mut at, end } in columns.filter_map(extent) {
        while at < end {
            match head_at(file, at, end)? {
                Ok((length, Some(body))) => at = at.saturating_add(length as u64 + body),
                Err(Fault::Dishonest) => return Ok(false),
                Ok((_, None)) | Err(Fault::Damaged) => break,
            }
        }
    }
    Ok(true)
}

/// Where in its file a column's part of a row group lies, unless the directory is damaged.
pub(super) fn extent(column: &ColumnChunkMetaData) -> Option<Range<u64>> {
    let start = column.dictionary_page_offset().unwrap_or_else(|| column.data_page_offset());
    let start = u64::try_from(start).ok()?;
    let length = u64::try_from(column.compressed_size()).ok()?;
    Some(start..start.checked_add(length)?)
}

fn head_at(mut file: &File, at: u64, end: u64) -> std::io::Result<Result<Head, Fault>> {
    let mut length = HEAD;
    loop {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(at))?;
        file.take(length.min(end - at)).read_to_end(&mut bytes)?;
        let found = head(&bytes);
        // A longer piece may be whole, and have room for what this one has none for.
        if found.is_ok() || length >= (end - at).min(LONGEST_HEAD) {
            return Ok(found);
        }
        length *= 16;
    }
}

/// The length of a struct, and of the page behind it where it is the head of one.
type Head = (usize, Option<u64>);

#[derive(Debug, PartialEq, Eq)]
enum Fault {
    /// It breaks off, or is none.
    Damaged,
    /// It promises more elements than it has bytes.
    Dishonest,
}

/// Goes through the struct that some bytes begin with.
fn head(bytes: &[u8]) -> Result<Head, Fault> {
    let mut walk = Walk { bytes, room: bytes.len() };
    let mut body = None;
    let mut id = 0_i64;
    loop {
        let Some(kind) = walk.field(&mut id)? else {
            return Ok((bytes.len() - walk.bytes.len(), body));
        };
        if id == COMPRESSED_SIZE && matches!(kind, 4..=6) {
            body = u64::try_from(unzigzag(walk.varint()?)).ok();
        } else {
            walk.pass(kind, DEEPEST)?;
        }
    }
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

struct Walk<'b> {
    /// What is left.
    bytes: &'b [u8],
    /// How many more elements there can be: each has a byte of its own.
    room: usize,
}

impl Walk<'_> {
    fn byte(&mut self) -> Result<u8, Fault> {
        let (&first, rest) = self.bytes.split_first().ok_or(Fault::Damaged)?;
        self.bytes = rest;
        Ok(first)
    }

    fn bytes(&mut self, n: usize) -> Result<(), Fault> {
        self.bytes = self.bytes.get(n..).ok_or(Fault::Damaged)?;
        Ok(())
    }

    fn varint(&mut self) -> Result<u64, Fault> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Fault::Damaged)
    }

    /// The kind of the next field of a struct, `None` at its end.
    fn field(&mut self, id: &mut i64) -> Result<Option<u8>, Fault> {
        let header = self.byte()?;
        if header & 0x0f == 0 {
            return Ok(None);
        }
        let step = i64::from(header >> 4);
        *id = if step == 0 { unzigzag(self.varint()?) } else { id.wrapping_add(step) };
        Ok(Some(header & 0x0f))
    }

    fn promise(&mut self, n: u64) -> Result<(), Fault> {
        let room = usize::try_from(n).ok().and_then(|n| self.room.checked_sub(n));
        self.room = room.ok_or(Fault::Dishonest)?;
        Ok(())
    }

    /// Passes over a value.
    fn pass(&mut self, kind: u8, depth: u8) -> Result<(), Fault> {
        let depth = depth.checked_sub(1).ok_or(Fault::Damaged)?;
        match kind {
            1 | 2 => Ok(()),
            3 => self.bytes(1),
            4..=6 => self.varint().map(|_| ()),
            7 => self.bytes(8),
            8 => {
                let length = self.varint()?;
                self.bytes(usize::try_from(length).map_err(|_| Fault::Damaged)?)
            }
            9 | 10 => {
                let header = self.byte()?;
                let n = if header >> 4 == 15 { self.varint()? } else { u64::from(header >> 4) };
                self.promise(n)?;
                (0..n).try_for_each(|_| self.pass(header & 0x0f, depth))
            }
            11 => {
                let n = self.varint()?;
                self.promise(n)?;
                let kinds = if n > 0 { self.byte()? } else { 0 };
                (0..n).try_for_each(|_| {
                    self.pass(kinds >> 4, depth)?;
                    self.pass(kinds & 0x0f, depth)
                })
            }
            12 => {
                let mut id = 0;
                while let Some(kind) = self.field(&mut id)? {
                    self.pass(kind, depth)?;
                }
                Ok(())
            }
            13 => self.bytes(16),
            _ => Err(Fault::Damaged),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_struct_is_gone_through_and_dishonest_lists_are_told() {
        let n = |number: u64| {
            let mut bytes = Vec::new();
            let mut rest = number;
            while rest > 0x7f {
                bytes.push(rest as u8 | 0x80);
                rest >>= 7;
            }
            bytes.push(rest as u8);
            bytes
        };
        let with = |head: &[u8], number: u64, tail: &[u8]| [head, &n(number), tail].concat();
        let cases: [(&str, Vec<u8>, Result<Head, Fault>); 12] = [
            ("empty", vec![0], Ok((1, None))),
            ("a page of 300 bytes", with(&[0x35], 600, &[0, 7, 7]), Ok((4, Some(300)))),
            ("a page of fewer than none", vec![0x35, 1, 0], Ok((3, None))),
            ("a list of three numbers", vec![0x19, 0x35, 2, 4, 6, 0], Ok((6, None))),
            ("a struct with a text", vec![0x1c, 0x18, 2, b'a', b'b', 0, 0], Ok((7, None))),
            ("a map of one", vec![0x1b, 1, 0x33, 9, 9, 0], Ok((6, None))),
            (
                "more truth values than bytes",
                with(&[0x19, 0xf1], 1 << 31, &[0]),
                Err(Fault::Dishonest),
            ),
            ("so in a map", with(&[0x1b], 1 << 20, &[0x11, 0]), Err(Fault::Dishonest)),
            ("so many times", [[0x19, 0x91].repeat(9), vec![0]].concat(), Err(Fault::Dishonest)),
            ("a text that breaks off", vec![0x18, 9, b'a'], Err(Fault::Damaged)),
            ("a kind that is none", vec![0x1f, 0], Err(Fault::Damaged)),
            ("too deep", vec![0x1c; 200], Err(Fault::Damaged)),
        ];
        for (what, bytes, expected) in cases {
            assert_eq!(head(&bytes), expected, "{what}");
        }
    }
}
