//! One sixty-fourth of the terms, each with its sums in every unit that it occurs in.
//!
//! A term belongs to the section that the highest bits of its CRC-32 name, whatever machine counts it, so
//! sections are of like size and can be merged one by one, in parallel or on different machines. A profile of few words
//! has one section for all terms ([`few`](super::few)). Inside a
//! section terms are in the order of their bytes, and only what differs from the term before is stored.
//! A term's cells follow as distances between their units, ended by a 0. Of a unit with one article only the
//! occurrences are stored, because everything else follows; of others what does not follow.

use std::io::{self, Read, Write};

use super::frame::{FrameReader, Frames};
use super::units::{Entries, Unit, put_name};
use super::varint::{put, take};

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
    pub fn cell(&mut self, unit: u32, cell: &Cell) -> io::Result<()> {
        match self.units[unit as usize].n_articles {
            1 => self.alone(unit, cell.n_occurrences),
            _ => self.several(unit, cell),
        }
    }

    /// Writes the occurrences in a unit of one article.
    #[inline]
    pub fn alone(&mut self, unit: u32, n_occurrences: u64) -> io::Result<()> {
        self.step(unit);
        put(&mut self.frames.frame, n_occurrences - 1);
        self.frames.entry()
    }

    /// Writes the sums in a unit of several articles.
    #[inline]
    pub fn several(&mut self, unit: u32, cell: &Cell) -> io::Result<()> {
        self.step(unit);
        let out = &mut self.frames.frame;
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

    #[inline]
    fn step(&mut self, unit: u32) {
        put(&mut self.frames.frame, u64::from(unit + 1 - self.next));
        self.next = unit + 1;
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
    /// The section that terms belong to; none where there is but one.
    section: Option<usize>,
    term: Vec<u8>,
    before: Vec<u8>,
    is_first: bool,
    n_left: u64,
}

impl<'u, R: Read> SectionReader<'u, R> {
    pub fn new(
        frames: FrameReader<R>,
        units: &'u [Unit],
        section: Option<usize>,
        n_terms: u64,
    ) -> Self {
        SectionReader {
            entries: Entries(frames),
            units,
            section,
            term: Vec::new(),
            before: Vec::new(),
            is_first: true,
            n_left: n_terms,
        }
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
        self.before.clone_from(&self.term);
        self.entries.name(&mut self.term)?;
        let term = std::str::from_utf8(&self.term).map_err(|_| "a term that is no text")?;
        if self.section.is_some_and(|section| section_of(term) != section) {
            return Err("a term of another section".into());
        }
        if !std::mem::take(&mut self.is_first) && self.before >= self.term {
            return Err("terms out of order".into());
        }
        self.n_left = n_left;
        Ok(true)
    }

    /// Reads the cells of the term to their end, those of units of one article as their occurrences. Whether the sums
    /// are possible in their units is not asked, since that would bring every unit from memory.
    ///
    /// `look` says of a unit whether it has one article, and what else `each` is to know of it.
    #[inline]
    pub fn cells<U>(
        &mut self,
        look: impl Fn(u32) -> Option<(bool, U)>,
        mut each: impl FnMut(U, Stored) -> Option<()>,
    ) -> Result<(), String> {
        // The unit behind the one that was read last.
        let mut next = 0_u32;
        loop {
            let mut rest = self.entries.0.rest()?;
            if rest.is_empty() {
                return Err("its end too early".into());
            }
            while !rest.is_empty() {
                let step = take(&mut rest).ok_or("a number that is none")?;
                if step == 0 {
                    let left = rest.len();
                    self.entries.0.keep(left);
                    return if next > 0 {
                        Ok(())
                    } else {
                        Err("a term that occurs nowhere".into())
                    };
                }
                let at = u64::from(next).checked_add(step).and_then(|at| u32::try_from(at).ok());
                next = at.ok_or("a cell of no unit")?;
                let (is_alone, unit) = look(next - 1).ok_or("a cell of no unit")?;
                let stored = if is_alone {
                    take(&mut rest).and_then(|n| n.checked_add(1)).map(Stored::Alone)
                } else {
                    several(&mut rest).map(Stored::Several)
                };
                let taken = stored.and_then(|stored| each(unit, stored));
                taken.ok_or("sums that do not fit together")?;
            }
            self.entries.0.keep(0);
        }
    }

    /// Reads the cells of the term to their end.
    pub fn whole_cells(&mut self, mut each: impl FnMut(u32, Cell)) -> Result<(), String> {
        let units = self.units;
        let look = |unit: u32| Some((units.get(unit as usize)?.n_articles == 1, unit));
        self.cells(look, |unit, stored| {
            let Unit { n_articles, n_tokens, .. } = units[unit as usize];
            let cell = match stored {
                Stored::Alone(n) => Cell::of(n_tokens, n)?,
                Stored::Several(cell) => cell,
            };
            let is_possible = cell.n_with <= n_articles && cell.n_occurrences <= n_tokens;
            is_possible.then(|| each(unit, cell))
        })
    }
}

/// What is stored of a term in a unit.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stored {
    /// The occurrences in the only article.
    Alone(u64),
    /// The sums over several articles.
    Several(Cell),
}

/// Takes the sums over several articles; `None` where they do not fit together.
#[inline]
fn several(rest: &mut &[u8]) -> Option<Cell> {
    let n_with = take(rest)?.checked_add(1)?;
    let further = take(rest)?;
    if n_with == 1 {
        return Cell::of(take(rest)?, further.checked_add(1)?);
    }
    let beyond = if further > 0 { take(rest)? } else { 0 };
    let n_occurrences = n_with.checked_add(further)?;
    let pairs = beyond.checked_add(further)?;
    Some(Cell {
        n_with,
        n_occurrences,
        tokens_times_occurrences: take(rest)?,
        occurrences_squared: pairs.checked_mul(2)?.checked_add(n_occurrences)?,
    })
}
