//! What a log holds as blocks of bytes, in memory or in a file of its own.
//!
//! The first block has the outlets, stories, units and articles; then come, for each section, its terms with how many
//! counts of them there are, and the [counts](super::records). Everything is in the order in which it came: bringing
//! it in order is left for the [end](super::fold), when all parts are there.
//!
//! ```text
//! "PRLXPART" | length(8) and CRC-32(4) of each block | CRC-32(4) of these | blocks
//! ```

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::log::Log;
use super::manifest::broken;
use super::section::N_SECTIONS;
use super::units::{Unit, Units};
use super::varint::{put, take};
use crate::error::{Error, Result};

const HEAD: &[u8; 8] = b"PRLXPART";
const N_BLOCKS: usize = 1 + 2 * N_SECTIONS;
const ENTRY_BYTES: usize = 12;
const HEAD_BYTES: usize = HEAD.len() + ENTRY_BYTES * N_BLOCKS + 4;

/// What a log holds or held.
#[derive(Debug)]
pub(super) enum Part<'l> {
    Log(&'l Log),
    File { path: PathBuf, blocks: Vec<Block> },
}

/// Where a block is in its file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    offset: u64,
    n_bytes: u64,
    checksum: u32,
}

/// The terms of a section that occur in a part.
#[derive(Debug, Default)]
pub(super) struct Terms {
    text: String,
    /// Where each term ends in `text`; those that do not occur have no text.
    ends: Vec<u32>,
    /// How many counts there are of each.
    pub n_counts: Vec<u32>,
}

impl Terms {
    pub fn get(&self, number: u32) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.text[start as usize..self.ends[number as usize] as usize]
    }
}

impl Part<'_> {
    /// Writes it to a file.
    pub fn write<W: Write>(&self, mut out: W) -> io::Result<W> {
        let blocks = (0..N_BLOCKS).map(|nth| self.block(nth)).collect::<Result<Vec<_>>>();
        let blocks = blocks.map_err(io::Error::other)?;
        let mut head = HEAD.to_vec();
        for block in &blocks {
            head.extend_from_slice(&(block.len() as u64).to_le_bytes());
            head.extend_from_slice(&crc32fast::hash(block).to_le_bytes());
        }
        head.extend_from_slice(&crc32fast::hash(&head).to_le_bytes());
        out.write_all(&head)?;
        blocks.iter().try_for_each(|block| out.write_all(block))?;
        Ok(out)
    }

    /// The part in a file.
    pub fn open(path: &Path) -> Result<Part<'static>> {
        let io_error = |source| Error::io(path, source);
        let mut head = [0; HEAD_BYTES];
        File::open(path).and_then(|mut file| file.read_exact(&mut head)).map_err(io_error)?;
        let (checked, sum) = head.split_at(HEAD_BYTES - 4);
        if !checked.starts_with(HEAD) || crc32fast::hash(checked).to_le_bytes() != sum {
            return Err(damaged(path));
        }
        let mut offset = HEAD_BYTES as u64;
        let blocks = checked[HEAD.len()..].chunks_exact(ENTRY_BYTES).map(|entry| {
            let (n_bytes, checksum) = entry.split_at(8);
            let n_bytes = u64::from_le_bytes(n_bytes.try_into().expect("eight bytes"));
            let checksum = u32::from_le_bytes(checksum.try_into().expect("four bytes"));
            let block = Block { offset, n_bytes, checksum };
            offset = offset.saturating_add(n_bytes);
            block
        });
        Ok(Part::File { path: path.to_owned(), blocks: blocks.collect() })
    }

    /// Its articles as units in no order, and unit and words of each article.
    pub fn articles(&self) -> Result<(Units, Vec<(u32, u32)>)> {
        read_articles(&mut &self.block(0)?[..]).ok_or_else(|| self.damaged())
    }

    /// The terms of a section.
    pub fn terms(&self, section: usize) -> Result<Terms> {
        read_terms(&self.block(1 + 2 * section)?).ok_or_else(|| self.damaged())
    }

    /// The counts of a section.
    pub fn records(&self, section: usize) -> Result<Cow<'_, [u8]>> {
        self.block(2 + 2 * section)
    }

    pub fn damaged(&self) -> Error {
        match self {
            Part::Log(_) => damaged(Path::new("memory")),
            Part::File { path, .. } => damaged(path),
        }
    }

    fn block(&self, nth: usize) -> Result<Cow<'_, [u8]>> {
        match self {
            Part::Log(log) => Ok(block_of(log, nth)),
            Part::File { path, blocks } => {
                let block = blocks[nth];
                let bytes = block.read(path).map_err(|source| Error::io(path, source))?;
                let fits = bytes.len() as u64 == block.n_bytes
                    && crc32fast::hash(&bytes) == block.checksum;
                fits.then_some(Cow::Owned(bytes)).ok_or_else(|| damaged(path))
            }
        }
    }
}

impl Block {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(self.offset))?;
        // Room is made as bytes arrive, so a wrong length asks for no memory.
        let mut bytes = Vec::new();
        file.take(self.n_bytes).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

fn damaged(path: &Path) -> Error {
    let what = "a file of counts that was cut or changed";
    broken(path, what, "delete the folder and begin anew")
}

fn block_of(log: &Log, nth: usize) -> Cow<'_, [u8]> {
    match (nth.checked_sub(1).map(|nth| nth / 2), nth % 2) {
        (None, _) => Cow::Owned(write_articles(log)),
        (Some(section), 1) => Cow::Owned(write_terms(log, section)),
        (Some(section), _) => Cow::Borrowed(log.records(section)),
    }
}

fn write_articles(log: &Log) -> Vec<u8> {
    let mut out = Vec::new();
    for names in log.names() {
        put(&mut out, names.len() as u64);
        names.terms().for_each(|name| put_text(&mut out, name));
    }
    for pairs in [log.units(), log.articles()] {
        put(&mut out, pairs.len() as u64);
        for &(a, b) in pairs {
            put(&mut out, u64::from(a));
            put(&mut out, u64::from(b));
        }
    }
    out
}

fn read_articles(bytes: &mut &[u8]) -> Option<(Units, Vec<(u32, u32)>)> {
    let mut lists = [Vec::new(), Vec::new()];
    for list in &mut lists {
        for _ in 0..take(bytes)? {
            list.push(take_text(bytes)?.to_owned());
        }
    }
    let [outlets, stories] = lists;
    let mut lists = [Vec::new(), Vec::new()];
    for list in &mut lists {
        for _ in 0..take(bytes)? {
            list.push((u32::try_from(take(bytes)?).ok()?, u32::try_from(take(bytes)?).ok()?));
        }
    }
    let [units, articles] = lists;
    let unit = |(outlet, story)| Unit { outlet, story, ..Unit::default() };
    let mut units: Vec<Unit> = units.into_iter().map(unit).collect();
    for &(unit, tokens) in &articles {
        let (unit, tokens) = (units.get_mut(unit as usize)?, u64::from(tokens));
        unit.n_articles += 1;
        unit.n_tokens += tokens;
        unit.tokens_squared = unit.tokens_squared.checked_add(tokens * tokens)?;
    }
    let named = |unit: &Unit| {
        (unit.outlet as usize) < outlets.len() && (unit.story as usize) < stories.len()
    };
    (bytes.is_empty() && units.iter().all(named))
        .then_some((Units { outlets, stories, units }, articles))
}

fn write_terms(log: &Log, section: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for (term, n_counts) in log.terms(section) {
        put(&mut out, u64::from(n_counts));
        if n_counts > 0 {
            put_text(&mut out, term);
        }
    }
    out
}

fn read_terms(mut bytes: &[u8]) -> Option<Terms> {
    let mut terms = Terms::default();
    while !bytes.is_empty() {
        let n_counts = take(&mut bytes)?;
        if n_counts > 0 {
            terms.text.push_str(take_text(&mut bytes)?);
        }
        terms.ends.push(u32::try_from(terms.text.len()).ok()?);
        terms.n_counts.push(u32::try_from(n_counts).ok()?);
    }
    Some(terms)
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn take_text<'b>(bytes: &mut &'b [u8]) -> Option<&'b str> {
    let length = usize::try_from(take(bytes)?).ok()?;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    std::str::from_utf8(text).ok()
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::*;

    #[test]
    fn parts_come_back_and_damage_is_an_error() {
        let mut log = Log::new(&Options::default());
        for i in 0..60 {
            log.add(
                &format!("o{}", i % 3),
                &format!("s{}", i % 8),
                "Harbour dues rise; ships wait",
            );
        }
        let part = log.part();
        let bytes = part.write(Vec::new()).unwrap();
        let path = std::env::temp_dir().join(format!("parallax-part-{}", std::process::id()));
        // Every block is read; `None` where one is not as it was.
        let read = |bytes: &[u8]| -> Option<Vec<Vec<u8>>> {
            std::fs::write(&path, bytes).unwrap();
            let stored = Part::open(&path).ok()?;
            (0..N_BLOCKS).map(|nth| Some(stored.block(nth).ok()?.into_owned())).collect()
        };
        let blocks: Vec<Vec<u8>> =
            (0..N_BLOCKS).map(|nth| part.block(nth).unwrap().into_owned()).collect();
        assert_eq!(read(&bytes), Some(blocks));
        assert_eq!(part.articles().unwrap().1.len(), 60);
        for at in (0..bytes.len()).step_by(3) {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (at % 8);
            assert_eq!(read(&changed), None, "byte {at}");
        }
        assert_eq!(read(&bytes[..bytes.len() - 1]), None);
        std::fs::remove_file(&path).unwrap();
    }
}
