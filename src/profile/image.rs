//! A profile as a file: head, options, units, sections of terms, and an index behind them.
//!
//! ```text
//! "PRLXPROF" version(4) | options | units | section 0 ... section 63 | index | length of the index(4) "PROFEND."
//! ```
//!
//! A profile of [few](super::few) words has one section.
//!
//! Everything between head and tail is streams of checksummed [frames](super::frame), and the index holds their
//! lengths, so every byte is covered. Nothing in a file depends on when, where or in how many pieces the articles
//! were counted.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::Options;
use super::few::{divided, is_few, joined};
use super::frame::{FrameReader, Frames};
use super::section::{N_SECTIONS, SectionReader, Written, section_of};
use super::units::{Entries, Units};
use super::varint::put;
use crate::error::{Error, Place, Result};

const HEAD: &[u8; 8] = b"PRLXPROF";
const TAIL: &[u8; 8] = b"PROFEND.";
const VERSION: u32 = 2;
const HEAD_BYTES: u64 = 12;
const TAIL_BYTES: u64 = 12;

/// Streams have the numbers of their sections, and these.
const OPTIONS: u32 = N_SECTIONS as u32;
const UNITS: u32 = OPTIONS + 1;
const INDEX: u32 = OPTIONS + 2;

/// Writes a profile from front to back.
pub(super) struct ImageWriter<'u, W> {
    out: W,
    units: &'u Units,
    options_bytes: u64,
    units_bytes: u64,
    sections: Vec<Written>,
    /// The sections of few words, until they are one.
    waiting: Option<Vec<u8>>,
}

impl<'u, W: Write> ImageWriter<'u, W> {
    pub fn new(mut out: W, options: &Options, units: &'u Units) -> io::Result<Self> {
        out.write_all(HEAD)?;
        out.write_all(&VERSION.to_le_bytes())?;
        let mut frames = Frames::new(&mut out, OPTIONS);
        frames.frame.extend_from_slice(&options.to_bytes());
        let (_, options_bytes) = frames.finish()?;
        let units_bytes = units.write(&mut out, UNITS)?;
        let waiting = is_few(units).then(Vec::new);
        let sections = Vec::new();
        Ok(ImageWriter { out, units, options_bytes, units_bytes, sections, waiting })
    }

    /// Copies the next of 64 sections, or the only one of few words.
    pub fn section(&mut self, bytes: &mut impl Read, written: Written) -> io::Result<()> {
        let n = match &mut self.waiting {
            Some(waiting) => io::copy(bytes, waiting)?,
            None => io::copy(bytes, &mut self.out)?,
        };
        if n != written.n_bytes {
            return Err(io::Error::other("a section that is not as long as it was written"));
        }
        self.sections.push(written);
        Ok(())
    }

    /// Writes the index.
    pub fn finish(mut self) -> io::Result<W> {
        if let Some(mut waiting) = self.waiting.take() {
            if self.sections.len() > 1 {
                let (bytes, written) = joined(&waiting, &self.sections, self.units)?;
                (waiting, self.sections) = (bytes, vec![written]);
            }
            self.out.write_all(&waiting)?;
        }
        let mut frames = Frames::new(Vec::new(), INDEX);
        put(&mut frames.frame, self.options_bytes);
        put(&mut frames.frame, self.units_bytes);
        for section in &self.sections {
            put(&mut frames.frame, section.n_bytes);
            put(&mut frames.frame, section.n_terms);
        }
        let (index, length) = frames.finish()?;
        self.out.write_all(&index)?;
        self.out.write_all(&u32::try_from(length).map_err(io::Error::other)?.to_le_bytes())?;
        self.out.write_all(TAIL)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Where the bytes of a profile are.
#[derive(Debug, Clone)]
pub(super) enum Stored {
    /// In memory.
    Bytes(std::sync::Arc<[u8]>),
    /// In a file, which is read when it is needed.
    File(PathBuf),
}

/// The bytes of a profile from some place on.
pub(super) enum Bytes<'b> {
    Memory(Cursor<&'b [u8]>),
    File(File),
}

impl Read for Bytes<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Bytes::Memory(bytes) => bytes.read(out),
            Bytes::File(file) => file.read(out),
        }
    }
}

impl Stored {
    fn length(&self) -> io::Result<u64> {
        match self {
            Stored::Bytes(bytes) => Ok(bytes.len() as u64),
            Stored::File(path) => Ok(std::fs::metadata(path)?.len()),
        }
    }

    fn from(&self, offset: u64) -> io::Result<Bytes<'_>> {
        match self {
            Stored::Bytes(bytes) => {
                let mut cursor = Cursor::new(&bytes[..]);
                cursor.set_position(offset);
                Ok(Bytes::Memory(cursor))
            }
            Stored::File(path) => {
                let mut file = File::open(path)?;
                file.seek(SeekFrom::Start(offset))?;
                Ok(Bytes::File(file))
            }
        }
    }
}

/// A profile whose index and units were read.
#[derive(Debug, Clone)]
pub(super) struct Image {
    pub stored: Stored,
    pub options: Options,
    pub units: Units,
    name: String,
    length: u64,
    /// Offset and extent of each section.
    sections: Vec<(u64, Written)>,
}

impl Image {
    pub fn open(path: &Path) -> Result<Image> {
        Image::new(Stored::File(path.to_owned()), path.display().to_string())
    }

    /// Reads and checks everything but the sections. `name` is for errors.
    pub fn new(stored: Stored, name: String) -> Result<Image> {
        let io_error = |source| Error::io(&name, source);
        let length = stored.length().map_err(io_error)?;
        let wrong = |found: &str| broken(&name, found);
        let mut head = [0; HEAD_BYTES as usize];
        let first = stored.from(0).map_err(io_error)?.read_exact(&mut head);
        if first.is_err() || !head.starts_with(HEAD) {
            return Err(wrong("bytes that do not begin as a profile does"));
        }
        let version = u32::from_le_bytes(head[8..].try_into().expect("four bytes"));
        if version != VERSION {
            return Err(wrong(&format!("version {version}, where {VERSION} is read")));
        }
        let tail_at = length.checked_sub(TAIL_BYTES).filter(|&at| at >= HEAD_BYTES);
        let tail_at = tail_at.ok_or_else(|| wrong("its end too early"))?;
        let mut tail = [0; TAIL_BYTES as usize];
        let last = stored.from(tail_at).map_err(io_error)?.read_exact(&mut tail);
        if last.is_err() || !tail.ends_with(TAIL) {
            return Err(wrong("its end too early, or changed"));
        }
        let index_bytes = u64::from(u32::from_le_bytes(tail[..4].try_into().expect("four bytes")));
        let index_at = tail_at.checked_sub(index_bytes).filter(|&at| at >= HEAD_BYTES);
        let index_at = index_at.ok_or_else(|| wrong("an index that is too long"))?;
        let input = stored.from(index_at).map_err(io_error)?;
        let lengths = index(input, index_bytes).map_err(|found| wrong(&found))?;
        let mut offset = HEAD_BYTES;
        let mut places = Vec::new();
        for &(n_bytes, n_terms) in &lengths {
            places.push((offset, Written { n_bytes, n_terms }));
            let next = offset.checked_add(n_bytes).filter(|&next| next <= index_at);
            offset = next.ok_or_else(|| wrong("an index of more than there is"))?;
        }
        if offset != index_at {
            return Err(wrong("an index of less than there is"));
        }
        let sections = places.split_off(2);
        let (at, extent) = places[0];
        let input = stored.from(at).map_err(io_error)?;
        let mut frames = FrameReader::new(input, OPTIONS, extent.n_bytes);
        let options = frames.rest().and_then(Options::from_bytes).map_err(|found| wrong(&found))?;
        let (at, extent) = places[1];
        let input = io::BufReader::new(stored.from(at).map_err(io_error)?);
        let units = Units::read(input, UNITS, extent.n_bytes).map_err(|found| wrong(&found))?;
        if sections.len() != if is_few(&units) { 1 } else { N_SECTIONS } {
            return Err(wrong(&format!("{} sections of terms", sections.len())));
        }
        Ok(Image { stored, options, units, name, length, sections })
    }

    /// The length in bytes.
    pub fn n_bytes(&self) -> u64 {
        self.length
    }

    pub fn n_terms(&self) -> u64 {
        self.sections.iter().map(|(_, written)| written.n_terms).sum()
    }

    /// How many sections there are: 64, or one of few words.
    pub fn n_sections(&self) -> usize {
        self.sections.len()
    }

    /// The section that a term is in.
    pub fn section_of(&self, term: &str) -> usize {
        if self.n_sections() == 1 { 0 } else { section_of(term) }
    }

    /// The same with 64 sections, however few the words.
    pub fn divided(&self) -> Result<Cow<'_, Image>> {
        if self.n_sections() > 1 {
            return Ok(Cow::Borrowed(self));
        }
        let mut bytes = Vec::new();
        let mut sections = Vec::with_capacity(N_SECTIONS);
        for (of_section, written) in
            divided(self.section(0)?, &self.units).map_err(|found| self.broken(&found))?
        {
            sections.push((bytes.len() as u64, written));
            bytes.extend_from_slice(&of_section);
        }
        let stored = Stored::Bytes(bytes.into());
        Ok(Cow::Owned(Image { stored, sections, ..self.clone() }))
    }

    /// The terms of a section.
    pub fn section(&self, section: usize) -> Result<SectionReader<'_, Bytes<'_>>> {
        let (offset, written) = self.sections[section];
        let input = self.stored.from(offset).map_err(|source| Error::io(&self.name, source))?;
        let frames = FrameReader::new(input, section as u32, written.n_bytes);
        let section = (self.n_sections() > 1).then_some(section);
        Ok(SectionReader::new(frames, &self.units.units, section, written.n_terms))
    }

    /// An error about this profile.
    pub fn broken(&self, found: &str) -> Error {
        broken(&self.name, found)
    }

    /// Reads everything once.
    pub fn verify(&self) -> Result<()> {
        for section in 0..self.n_sections() {
            let mut terms = self.section(section)?;
            let mut all = || -> std::result::Result<(), String> {
                while terms.next_term()? {
                    terms.whole_cells(|_, _| ())?;
                }
                Ok(())
            };
            all().map_err(|found| self.broken(&found))?;
        }
        Ok(())
    }
}

/// Length and number of terms of options, units and every section.
fn index(input: impl Read, length: u64) -> std::result::Result<Vec<(u64, u64)>, String> {
    let mut entries = Entries(FrameReader::new(input, INDEX, length));
    let mut lengths = vec![(entries.number()?, 0), (entries.number()?, 0)];
    while !entries.is_at_end()? {
        lengths.push((entries.number()?, entries.number()?));
    }
    Ok(lengths)
}

fn broken(name: &str, found: &str) -> Error {
    Error::Format {
        place: Place::file(name),
        found: format!("found {found}"),
        needed: "needed a whole profile as `parallax profile` wrote it; count or copy it again"
            .into(),
    }
}
