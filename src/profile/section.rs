//! One sixty-fourth of the terms, each with its sums in every unit that it occurs in.
//!
//! A term belongs to the section that the highest bits of its CRC-32 name, whatever machine counts it, so
//! sections are of like size and can be merged one by one, in parallel or on different machines. Inside a
//! section terms are in the order of their bytes, and only what differs from the term before is stored.
//! A term's cells follow as distances between their units, ended by a 0. Of a unit with one article only the
//! occurrences are stored, because everything else follows; of others what does not follow.

use std::io::{self, Read, Write};

use super::frame::{FrameReader, Frames};
use super::units::{Entries, Unit, put_name};
use super::varint::put;

/// How many sections there are.
pub(super) const N_SECTIONS: usize = 64;

/// The section of a term.
pub(super) fn section_of(term: &str) -> usize {
    (crc32fast::hash(term.as_bytes()) >> 26) as usize
}

/// The sums of one term in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cell {
    pub n_with: u64,
    pub n_occurrences: u64,
    pub tokens_times_occurrences: u64,
    pub occurrences_squared: u64,
}

impl Cell {
    /// The sums of one article; `None` where they do not fit.
    #[inline]
    pub fn of(tokens: u64, occurrences: u64) -> Option<Cell> {
        Some(Cell {
            n_with: 1,
            n_occurrences: occurrences,
            tokens_times_occurrences: tokens.checked_mul(occurrences)?,
            occurrences_squared: occurrences.checked_mul(occurrences)?,
        })
    }

    /// Adds other articles; `None` where a sum does not fit.
    #[inline]
    pub fn add(&mut self, other: &Cell) -> Option<()> {
        self.n_with = self.n_with.checked_add(other.n_with)?;
        self.n_occurrences = self.n_occurrences.checked_add(other.n_occurrences)?;
        self.tokens_times_occurrences =
            self.tokens_times_occurrences.checked_add(other.tokens_times_occurrences)?;
        self.occurrences_squared =
            self.occurrences_squared.checked_add(other.occurrences_squared)?;
        Some(())
    }
}

/// Writes the terms of a section in order.
pub(super) struct SectionWriter<'u, W> {
    frames: Frames<W>,
    units: &'u [Unit],
    before: Vec<u8>,
    /// The unit behind the one that was written last.
    next: u32,
    n_terms: u64,
}

/// What was written of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Written {
    pub n_bytes: u64,
    pub n_terms: u64,
}

impl<'u, W: Write> SectionWriter<'u, W> {
    pub fn new(out: W, stream: u32, units: &'u [Unit]) -> Self {
        let frames = Frames::new(out, stream);
        SectionWriter { frames, units, before: Vec::new(), next: 0, n_terms: 0 }
    }

    /// Begins a term.
    pub fn term(&mut self, term: &[u8]) -> io::Result<()> {
        put_name(&mut self.frames.frame, &self.before, term);
        self.before.clear();
        self.before.extend_from_slice(term);
        self.next = 0;
        self.n_terms += 1;
        self.frames.entry()
    }

    /// Writes the term's sums in a unit; units ascend.
    #[inline]
    pub fn cell(&mut self, unit: u32, cell: &Cell) -> io::Result<()> {
        let out = &mut self.frames.frame;
        put(out, u64::from(unit + 1 - self.next));
        self.next = unit + 1;
        if self.units[unit as usize].n_articles == 1 {
            put(out, cell.n_occurrences - 1);
            return self.frames.entry();
        }
        let further = cell.n_occurrences - cell.n_with;
        put(out, cell.n_with - 1);
        put(out, further);
        if cell.n_with == 1 {
            put(out, cell.tokens_times_occurrences / cell.n_occurrences);
        } else {
            if further > 0 {
                // Every article with x occurrences adds x (x - 1) / 2, which is at least x - 1.
                put(out, (cell.occurrences_squared - cell.n_occurrences) / 2 - further);
            }
            put(out, cell.tokens_times_occurrences);
        }
        self.frames.entry()
    }

    /// Ends the term.
    pub fn end(&mut self) -> io::Result<()> {
        put(&mut self.frames.frame, 0);
        self.frames.entry()
    }

    pub fn finish(self) -> io::Result<(W, Written)> {
        let n_terms = self.n_terms;
        let (out, n_bytes) = self.frames.finish()?;
        Ok((out, Written { n_bytes, n_terms }))
    }
}

/// Reads the terms of a section in order.
pub(super) struct SectionReader<'u, R> {
    entries: Entries<R>,
    units: &'u [Unit],
    section: usize,
    term: Vec<u8>,
    next: u32,
    n_left: u64,
}

impl<'u, R: Read> SectionReader<'u, R> {
    pub fn new(frames: FrameReader<R>, units: &'u [Unit], section: usize, n_terms: u64) -> Self {
        let entries = Entries(frames);
        SectionReader { entries, units, section, term: Vec::new(), next: 0, n_left: n_terms }
    }

    /// The term read last.
    pub fn term(&self) -> &[u8] {
        &self.term
    }

    /// Goes to the next term, whose cells are then to be read to their end; `false` where there is none.
    pub fn next_term(&mut self) -> Result<bool, String> {
        let Some(n_left) = self.n_left.checked_sub(1) else {
            self.entries.end()?;
            return Ok(false);
        };
        let before = std::mem::take(&mut self.term);
        self.term.extend_from_slice(&before);
        self.entries.name(&mut self.term)?;
        let term = std::str::from_utf8(&self.term).map_err(|_| "a term that is no text")?;
        if section_of(term) != self.section {
            return Err("a term of another section".into());
        }
        if before >= self.term && self.n_seen() {
            return Err("terms out of order".into());
        }
        self.n_left = n_left;
        self.next = 0;
        Ok(true)
    }

    fn n_seen(&self) -> bool {
        self.next > 0
    }

    /// The next cell of the term; `None` behind the last.
    #[inline]
    pub fn next_cell(&mut self) -> Result<Option<(u32, Cell)>, String> {
        let step = self.entries.number()?;
        if step == 0 {
            return match self.next {
                0 => Err("a term that occurs nowhere".into()),
                _ => Ok(None),
            };
        }
        let next = u64::from(self.next) + step;
        let unit = usize::try_from(next - 1).ok().and_then(|at| self.units.get(at));
        let unit = unit.ok_or("a cell of no unit")?;
        self.next = next as u32;
        let cell = self.cell(unit)?.ok_or("sums that do not fit together")?;
        Ok(Some((self.next - 1, cell)))
    }

    #[inline]
    fn cell(&mut self, unit: &Unit) -> Result<Option<Cell>, String> {
        let first = self.entries.number()?;
        let Some(first) = first.checked_add(1) else { return Ok(None) };
        if unit.n_articles == 1 {
            return Ok(Cell::of(unit.n_tokens, first).filter(|_| first <= unit.n_tokens));
        }
        let further = self.entries.number()?;
        if first > unit.n_articles {
            return Ok(None);
        }
        if first == 1 {
            let tokens = self.entries.number()?;
            let occurrences = further.checked_add(1);
            let of = |occurrences| Cell::of(tokens, occurrences);
            return Ok(occurrences.and_then(of).filter(|_| tokens <= unit.n_tokens));
        }
        let beyond = if further > 0 { self.entries.number()? } else { 0 };
        let tokens_times_occurrences = self.entries.number()?;
        let sums = || {
            let n_occurrences = first.checked_add(further)?;
            let pairs = beyond.checked_add(further)?;
            let occurrences_squared = pairs.checked_mul(2)?.checked_add(n_occurrences)?;
            Some(Cell {
                n_with: first,
                n_occurrences,
                tokens_times_occurrences,
                occurrences_squared,
            })
        };
        Ok(sums().filter(|cell| cell.n_occurrences <= unit.n_tokens))
    }
}
