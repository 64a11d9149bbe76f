//! Several profiles as one, section by section, in memory that does not grow with their terms.
//!
//! The cells of a term are brought together as numbers of eight bytes and sorted, which for lists in order is merging them.
//! Where a unit has one article in all, what is stored of it is copied and never becomes sums. Cost: some twenty
//! nanoseconds a cell; memory: eight bytes for each unit with a term, forty where units meet.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{Read, Write};

use super::few::is_few;
use super::image::{Image, ImageWriter};
use super::section::{Cell, N_SECTIONS, SectionReader, SectionWriter, Stored, Written};
use super::units::Units;
use crate::error::{Error, Result};

/// The units of all profiles, and what becomes of those of each.
pub(super) struct Plan {
    pub units: Units,
    fates: Vec<Vec<Fate>>,
}

/// The number of a unit in the result, and whether it has one article here and there.
#[derive(Debug, Clone, Copy)]
struct Fate(u32);

impl Fate {
    const ALONE_HERE: u32 = 1 << 31;
    const ALONE_THERE: u32 = 1 << 30;

    fn is_alone_here(self) -> bool {
        self.0 & Fate::ALONE_HERE != 0
    }

    fn is_alone_there(self) -> bool {
        self.0 & Fate::ALONE_THERE != 0
    }

    fn unit(self) -> u32 {
        self.0 & (Fate::ALONE_THERE - 1)
    }
}

/// Merges whole profiles in memory, one section after the other.
pub(super) fn merge<W: Write>(images: &[&Image], out: W, name: &str) -> Result<W> {
    let plan = Plan::new(images)?;
    let io_error = |source| Error::io(name, source);
    let mut image = ImageWriter::new(out, &images[0].options, &plan.units).map_err(io_error)?;
    let mut merge_all = |images: &[&Image], n_sections| {
        for section in 0..n_sections {
            let (bytes, written) = merge_section(images, &plan, section, Vec::new(), name)?;
            image.section(&mut &bytes[..], written).map_err(io_error)?;
        }
        Ok(())
    };
    if is_few(&plan.units) {
        merge_all(images, 1)?;
    } else {
        let divided: Vec<Cow<'_, Image>> =
            images.iter().map(|image| image.divided()).collect::<Result<_>>()?;
        merge_all(&divided.iter().map(Cow::as_ref).collect::<Vec<_>>(), N_SECTIONS)?;
    }
    image.finish().map_err(io_error)
}

impl Plan {
    pub fn new(images: &[&Image]) -> Result<Plan> {
        for image in &images[1..] {
            if image.options != images[0].options {
                let what = "a profile with other options (language, stems, stop words or keys)";
                return Err(image.broken(what));
            }
        }
        let all: Vec<&Units> = images.iter().map(|image| &image.units).collect();
        let (units, maps) =
            Units::union(&all).ok_or_else(|| images[0].broken("sums beyond 64 bits"))?;
        if units.units.len() >= Fate::ALONE_THERE as usize {
            return Err(images[0].broken("more than a billion outlets on stories together"));
        }
        let fates = all.iter().zip(maps).map(|(here, map)| {
            let fate = |(unit, place): (&super::Unit, u32)| {
                let there = &units.units[place as usize];
                let here = if unit.n_articles == 1 { Fate::ALONE_HERE } else { 0 };
                Fate(place | here | if there.n_articles == 1 { Fate::ALONE_THERE } else { 0 })
            };
            here.units.iter().zip(map).map(fate).collect()
        });
        let fates = fates.collect();
        Ok(Plan { units, fates })
    }
}

/// The cells of one term: the unit, whether it has several articles, and the occurrences in its only one or the
/// place of its sums, from the highest bits of a number to the lowest.
#[derive(Default)]
struct Cells {
    cells: Vec<u64>,
    sums: Vec<Cell>,
}

impl Cells {
    const SEVERAL: u64 = 1 << 32;

    /// Takes a cell; `None` where it does not fit. `n_tokens` are those of its unit.
    #[inline]
    fn take(&mut self, fate: Fate, stored: Stored, n_tokens: impl Fn() -> u64) -> Option<()> {
        let unit = u64::from(fate.unit()) << 33;
        if let (true, Stored::Alone(n)) = (fate.is_alone_there(), stored) {
            self.cells.push(unit | u64::from(u32::try_from(n).ok()?));
            return Some(());
        }
        self.cells.push(unit | Cells::SEVERAL | u64::from(u32::try_from(self.sums.len()).ok()?));
        self.sums.push(match stored {
            Stored::Alone(n) => Cell::of(n_tokens(), n)?,
            Stored::Several(sums) => sums,
        });
        Some(())
    }

    /// Reads those that a profile has of the term.
    fn read<R: Read>(
        &mut self,
        source: &mut SectionReader<'_, R>,
        fates: &[Fate],
        image: &Image,
    ) -> Result<()> {
        let look = |unit: u32| {
            let fate = fates.get(unit as usize)?;
            Some((fate.is_alone_here(), (unit, *fate)))
        };
        let n_tokens = |unit: u32| image.units.units[unit as usize].n_tokens;
        source
            .cells(look, |(unit, fate), stored| self.take(fate, stored, || n_tokens(unit)))
            .map_err(|found| image.broken(&found))
    }

    /// Writes and forgets them; `None` where a sum does not fit.
    fn write<W: Write>(
        &mut self,
        writer: &mut SectionWriter<'_, W>,
    ) -> std::io::Result<Option<()>> {
        // The lists in it are in order, and this sort finds and merges them.
        self.cells.sort();
        let mut rest = &self.cells[..];
        while let [first, behind @ ..] = rest {
            let unit = (first >> 33) as u32;
            if first & Cells::SEVERAL == 0 {
                writer.alone(unit, u64::from(*first as u32))?;
                rest = behind;
                continue;
            }
            let mut sums = self.sums[*first as u32 as usize];
            rest = behind;
            while let [next, behind @ ..] = rest
                && next >> 33 == first >> 33
            {
                if sums.add(&self.sums[*next as u32 as usize]).is_none() {
                    return Ok(None);
                }
                rest = behind;
            }
            writer.several(unit, &sums)?;
        }
        self.cells.clear();
        self.sums.clear();
        Ok(Some(()))
    }
}

/// Merges one section.
pub(super) fn merge_section<W: Write>(
    images: &[&Image],
    plan: &Plan,
    section: usize,
    out: W,
    name: &str,
) -> Result<(W, Written)> {
    let mut sources = Vec::with_capacity(images.len());
    for image in images {
        sources.push(image.section(section)?);
    }
    let mut writer = SectionWriter::new(out, section as u32, &plan.units.units);
    let write = |source| Error::io(name, source);
    let mut terms: BinaryHeap<Reverse<(Vec<u8>, usize)>> = BinaryHeap::new();
    for (nth, source) in sources.iter_mut().enumerate() {
        if next_term(source, images[nth])? {
            terms.push(Reverse((source.term().to_vec(), nth)));
        }
    }
    let mut cells = Cells::default();
    let mut term = Vec::new();
    while let Some(Reverse((first, _))) = terms.peek() {
        term.clone_from(first);
        writer.term(&term).map_err(write)?;
        while let Some(mut top) = terms.peek_mut().filter(|top| top.0.0 == term) {
            let nth = top.0.1;
            cells.read(&mut sources[nth], &plan.fates[nth], images[nth])?;
            if next_term(&mut sources[nth], images[nth])? {
                top.0.0.clear();
                top.0.0.extend_from_slice(sources[nth].term());
            } else {
                std::collections::binary_heap::PeekMut::pop(top);
            }
        }
        let fits = cells.write(&mut writer).map_err(write)?;
        fits.ok_or_else(|| images[0].broken("sums beyond 64 bits"))?;
        writer.end().map_err(write)?;
    }
    writer.finish().map_err(write)
}

fn next_term<R: Read>(source: &mut SectionReader<'_, R>, image: &Image) -> Result<bool> {
    source.next_term().map_err(|found| image.broken(&found))
}
