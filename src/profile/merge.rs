//! Several profiles as one, section by section, in memory that does not grow with their terms.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{Read, Write};

use super::image::{Image, ImageWriter};
use super::section::{Cell, N_SECTIONS, SectionReader, SectionWriter, Written};
use super::units::Units;
use crate::error::{Error, Result};

/// Merges whole profiles in memory, one section after the other.
pub(super) fn merge<W: Write>(images: &[&Image], out: W, name: &str) -> Result<W> {
    let (units, maps) = plan(images)?;
    let io_error = |source| Error::io(name, source);
    let mut image = ImageWriter::new(out, &images[0].options, &units).map_err(io_error)?;
    for section in 0..N_SECTIONS {
        let (bytes, written) = merge_section(images, &units, &maps, section, Vec::new(), name)?;
        image.section(&mut &bytes[..], written).map_err(io_error)?;
    }
    image.finish().map_err(io_error)
}

/// The units of all and how those of each are called there.
pub(super) fn plan(images: &[&Image]) -> Result<(Units, Vec<Vec<u32>>)> {
    for image in &images[1..] {
        if image.options != images[0].options {
            let what = "a profile with other options (language, stems, stop words or keys)";
            return Err(image.broken(what));
        }
    }
    let units: Vec<&Units> = images.iter().map(|image| &image.units).collect();
    Units::union(&units).ok_or_else(|| images[0].broken("sums beyond 64 bits"))
}

/// Merges one section.
pub(super) fn merge_section<W: Write>(
    images: &[&Image],
    units: &Units,
    maps: &[Vec<u32>],
    section: usize,
    out: W,
    name: &str,
) -> Result<(W, Written)> {
    let mut sources = Vec::with_capacity(images.len());
    for image in images {
        sources.push(image.section(section)?);
    }
    let mut writer = SectionWriter::new(out, section as u32, &units.units);
    let write = |source| Error::io(name, source);
    let mut terms: BinaryHeap<Reverse<(Vec<u8>, usize)>> = BinaryHeap::new();
    for (nth, source) in sources.iter_mut().enumerate() {
        if next_term(source, images[nth])? {
            terms.push(Reverse((source.term().to_vec(), nth)));
        }
    }
    // Unit and number of the source in one number, which compares faster than a pair.
    let mut cells: BinaryHeap<Reverse<u64>> = BinaryHeap::new();
    let pack = |unit: u32, nth: usize| Reverse(u64::from(unit) << 32 | nth as u64);
    let mut heads: Vec<Cell> = vec![Cell::default(); images.len()];
    let mut here: Vec<usize> = Vec::new();
    let mut term = Vec::new();
    while let Some(Reverse((first, nth))) = terms.pop() {
        term.clone_from(&first);
        writer.term(&term).map_err(write)?;
        here.clear();
        here.push(nth);
        let mut spare = vec![first];
        while terms.peek().is_some_and(|Reverse((other, _))| *other == term) {
            let Some(Reverse((other, nth))) = terms.pop() else { break };
            spare.push(other);
            here.push(nth);
        }
        let next = |source: &mut SectionReader<'_, _>, nth: usize| {
            let cell = source.next_cell().map_err(|found| images[nth].broken(&found))?;
            Ok::<_, Error>(cell.map(|(unit, cell)| (maps[nth][unit as usize], cell)))
        };
        if let [only] = here[..] {
            while let Some((unit, cell)) = next(&mut sources[only], only)? {
                writer.cell(unit, &cell).map_err(write)?;
            }
        } else {
            for &nth in &here {
                if let Some((unit, cell)) = next(&mut sources[nth], nth)? {
                    heads[nth] = cell;
                    cells.push(pack(unit, nth));
                }
            }
            let mut held: Option<(u32, Cell)> = None;
            while let Some(mut top) = cells.peek_mut() {
                let (unit, nth) = ((top.0 >> 32) as u32, top.0 as u32 as usize);
                let cell = heads[nth];
                match &mut held {
                    Some((last, sums)) if *last == unit => {
                        sums.add(&cell).ok_or_else(|| images[nth].broken("sums beyond 64 bits"))?;
                    }
                    _ => {
                        if let Some((unit, cell)) = held.replace((unit, cell)) {
                            writer.cell(unit, &cell).map_err(write)?;
                        }
                    }
                }
                match next(&mut sources[nth], nth)? {
                    Some((unit, cell)) => {
                        heads[nth] = cell;
                        *top = pack(unit, nth);
                    }
                    None => {
                        std::collections::binary_heap::PeekMut::pop(top);
                    }
                }
            }
            if let Some((unit, cell)) = held {
                writer.cell(unit, &cell).map_err(write)?;
            }
        }
        writer.end().map_err(write)?;
        for (&nth, mut room) in here.iter().zip(spare) {
            if next_term(&mut sources[nth], images[nth])? {
                room.clear();
                room.extend_from_slice(sources[nth].term());
                terms.push(Reverse((room, nth)));
            }
        }
    }
    writer.finish().map_err(write)
}

fn next_term<R: Read>(source: &mut SectionReader<'_, R>, image: &Image) -> Result<bool> {
    source.next_term().map_err(|found| image.broken(&found))
}
