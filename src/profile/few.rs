//! What is different where a profile holds few words: all terms are in one section.
//!
//! Engines that group articles send a profile for each outlet and story, mostly of an article or two, and 64 sections of a
//! few terms each would cost more than the terms. Whether words are few is asked of the units, which are
//! known before any term is, so that it depends on the articles alone.

use std::io;

use super::frame::FrameReader;
use super::section::{Cell, N_SECTIONS, SectionReader, SectionWriter, Written, section_of};
use super::units::Units;

/// From how many words on a profile has 64 sections.
const FEW: u64 = 1 << 14;

/// Whether all terms are in one section.
pub(super) fn is_few(units: &Units) -> bool {
    units.n_tokens() < FEW
}

/// A term with its sums by unit.
type Term = (Vec<u8>, Vec<(u32, Cell)>);

/// Reads what is left of a section.
fn terms<R: io::Read>(mut section: SectionReader<'_, R>) -> Result<Vec<Term>, String> {
    let mut terms = Vec::new();
    while section.next_term()? {
        let term = section.term().to_vec();
        let mut cells = Vec::new();
        section.whole_cells(|unit, cell| cells.push((unit, cell)))?;
        terms.push((term, cells));
    }
    Ok(terms)
}

fn write(terms: &[Term], section: usize, units: &Units) -> io::Result<(Vec<u8>, Written)> {
    let mut writer = SectionWriter::new(Vec::new(), section as u32, &units.units);
    for (term, cells) in terms {
        writer.term(term)?;
        cells.iter().try_for_each(|(unit, cell)| writer.cell(*unit, cell))?;
        writer.end()?;
    }
    writer.finish()
}

/// One section of 64, which lie one behind the other.
pub(super) fn joined(
    mut bytes: &[u8],
    sections: &[Written],
    units: &Units,
) -> io::Result<(Vec<u8>, Written)> {
    let mut all = Vec::new();
    for (section, written) in sections.iter().enumerate() {
        let (here, behind) = bytes.split_at_checked(written.n_bytes as usize).unwrap_or_default();
        bytes = behind;
        let frames = FrameReader::new(here, section as u32, written.n_bytes);
        let reader = SectionReader::new(frames, &units.units, Some(section), written.n_terms);
        all.extend(terms(reader).map_err(io::Error::other)?);
    }
    all.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    write(&all, 0, units)
}

/// The 64 sections of one.
pub(super) fn divided<R: io::Read>(
    section: SectionReader<'_, R>,
    units: &Units,
) -> Result<Vec<(Vec<u8>, Written)>, String> {
    let mut sections: Vec<Vec<Term>> = vec![Vec::new(); N_SECTIONS];
    for term in terms(section)? {
        let text = std::str::from_utf8(&term.0).map_err(|_| "a term that is no text")?;
        sections[section_of(text)].push(term);
    }
    let write = |(section, terms): (usize, &Vec<Term>)| write(terms, section, units);
    let written: io::Result<_> = sections.iter().enumerate().map(write).collect();
    written.map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::{Grouped, Options, Profile, Profiler};

    /// An article of so many words, few of them in common with another.
    fn article(nth: usize, n_words: usize) -> String {
        let word =
            |n: usize| format!("{}{} ", char::from(b'a' + (n % 23) as u8), n * (nth + 3) % 4_001);
        (0..n_words).map(|n| format!("w{}", word(n))).collect()
    }

    fn counted(articles: &[(usize, usize)]) -> Profile {
        let mut profiler = Profiler::new(&Options::default());
        for &(nth, n_words) in articles {
            profiler.add("courier.example", &format!("story-{}", nth % 2), &article(nth, n_words));
        }
        profiler.finish()
    }

    #[test]
    fn few_words_and_many_merge_to_the_bytes_of_one_count() {
        let articles = [(0, 9_000), (1, 9_000), (2, 20_000), (3, 1), (4, 7_000)];
        let each: Vec<Profile> = articles.iter().map(|&article| counted(&[article])).collect();
        let n_sections: Vec<usize> =
            each.iter().map(|profile| profile.image.n_sections()).collect();
        assert_eq!(n_sections, [1, 1, 64, 1, 1]);
        for order in [[0, 1, 2, 3, 4], [4, 3, 1, 0, 2], [2, 0, 3, 4, 1]] {
            let mut merged = each[order[0]].clone();
            for (n, &next) in (2..).zip(&order[1..]) {
                merged.merge(&each[next]).unwrap();
                let here: Vec<(usize, usize)> = order[..n].iter().map(|&at| articles[at]).collect();
                let at_once = counted(&here);
                assert!(merged.to_bytes().unwrap() == at_once.to_bytes().unwrap(), "{here:?}");
                let read = Profile::from_bytes(&at_once.to_bytes().unwrap()).unwrap();
                let term = read.terms().next().unwrap().unwrap();
                assert_eq!(read.term(&term.key).unwrap().as_ref(), Some(&term));
                assert_eq!(read.terms().count() as u64, read.n_terms());
            }
        }
        let mut grouped = Grouped::new(&Options::default());
        for (group, &(nth, n_words)) in articles.iter().enumerate() {
            let story = format!("story-{}", nth % 2);
            grouped.add(group, "courier.example", &story, &article(nth, n_words));
        }
        for (profile, of_group) in each.iter().zip(grouped.take(articles.len())) {
            assert!(of_group.unwrap() == profile.to_bytes().unwrap());
        }
    }
}
