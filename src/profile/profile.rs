//! A profile that was counted, read or merged.

use std::path::Path;
use std::sync::Arc;

use super::image::{Bytes, Image, Stored};
use super::section::{Cell, SectionReader};
use super::{Options, Unit};
use crate::error::{Error, Result};
use crate::stats::Moments;

/// The sums of any number of articles by outlet, story and term.
///
/// One made in memory holds its bytes; one that was opened from a file holds outlets, stories and units, and
/// reads terms when they are asked for.
#[derive(Debug, Clone)]
pub struct Profile {
    pub(super) image: Image,
}

/// One term with its sums.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Term {
    /// The normalised word.
    pub key: String,
    /// For each unit with the term, its place in [`Profile::units`] and its sums, in the order of units. The numbers
    /// of articles and words are those of the whole unit.
    pub cells: Vec<(u32, Moments)>,
}

impl Profile {
    /// A profile from its bytes, which are read and checked to the last.
    ///
    /// # Errors
    ///
    /// [`Error::Format`] where they are no profile, are of another version, are cut or were changed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Profile> {
        let image = Image::new(Stored::Bytes(Arc::from(bytes)), "memory".into())?;
        image.verify()?;
        Ok(Profile { image })
    }

    /// A profile in a file. The terms stay there until they are asked for, and are checked then.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where it cannot be read, [`Error::Format`] as for [`from_bytes`](Self::from_bytes).
    pub fn open(path: impl AsRef<Path>) -> Result<Profile> {
        Ok(Profile { image: Image::open(path.as_ref())? })
    }

    /// The bytes to store or send; the same articles and options give the same bytes.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where the profile is in a file that cannot be read any more; none in memory.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        match &self.image.stored {
            Stored::Bytes(bytes) => Ok(bytes.to_vec()),
            Stored::File(path) => std::fs::read(path).map_err(|source| Error::io(path, source)),
        }
    }

    /// Reads every term once.
    ///
    /// # Errors
    ///
    /// [`Error::Format`] where something is damaged.
    pub fn verify(&self) -> Result<()> {
        self.image.verify()
    }

    /// How it was counted.
    pub fn options(&self) -> &Options {
        &self.image.options
    }

    /// Number of articles.
    pub fn n_articles(&self) -> u64 {
        self.image.units.n_articles()
    }

    /// Number of words that count.
    pub fn n_tokens(&self) -> u64 {
        self.image.units.n_tokens()
    }

    /// Number of terms.
    pub fn n_terms(&self) -> u64 {
        self.image.n_terms()
    }

    /// Number of bytes as stored.
    pub fn n_bytes(&self) -> u64 {
        self.image.n_bytes()
    }

    /// The outlets as their sources name them, sorted.
    pub fn outlets(&self) -> &[String] {
        &self.image.units.outlets
    }

    /// The keys of the stories, sorted; the empty one is that of articles without a story.
    pub fn stories(&self) -> &[String] {
        &self.image.units.stories
    }

    /// What is counted by, in the order of outlet and story.
    pub fn units(&self) -> &[Unit] {
        &self.image.units.units
    }

    /// Every term with its sums, in a fixed order that is not the alphabet's.
    pub fn terms(&self) -> Terms<'_> {
        Terms { profile: self, section: 0, reader: None, failed: false }
    }

    /// The sums of one term, given as it is stored (`Normalizer::term` makes it); `None` where no article has it.
    ///
    /// Cost: one sixty-fourth of the profile is read, all of one of few words.
    ///
    /// # Errors
    ///
    /// [`Error::Format`] where that part is damaged, [`Error::Io`] where it cannot be read.
    pub fn term(&self, key: &str) -> Result<Option<Term>> {
        let mut reader = self.image.section(self.image.section_of(key))?;
        let broken = |found: String| self.image.broken(&found);
        while reader.next_term().map_err(broken)? {
            if reader.term() == key.as_bytes() {
                return self.read(&mut reader).map(Some).map_err(broken);
            }
            reader.whole_cells(|_, _| ()).map_err(broken)?;
        }
        Ok(None)
    }

    fn read(&self, reader: &mut SectionReader<'_, Bytes<'_>>) -> std::result::Result<Term, String> {
        let key = std::str::from_utf8(reader.term()).map_err(|_| "a term that is no text")?;
        let mut term = Term { key: key.to_owned(), cells: Vec::new() };
        reader.whole_cells(|unit, cell| {
            term.cells.push((unit, moments(&self.units()[unit as usize], &cell)));
        })?;
        Ok(term)
    }
}

fn moments(unit: &Unit, cell: &Cell) -> Moments {
    Moments {
        n_articles: unit.n_articles,
        n_with_feature: cell.n_with,
        n_tokens: unit.n_tokens,
        n_occurrences: cell.n_occurrences,
        tokens_squared: unit.tokens_squared,
        tokens_times_occurrences: cell.tokens_times_occurrences,
        occurrences_squared: cell.occurrences_squared,
    }
}

/// The terms of a profile. Behind an error comes nothing more.
pub struct Terms<'p> {
    profile: &'p Profile,
    section: usize,
    reader: Option<SectionReader<'p, Bytes<'p>>>,
    failed: bool,
}

impl std::fmt::Debug for Terms<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Terms").field("section", &self.section).finish_non_exhaustive()
    }
}

impl Iterator for Terms<'_> {
    type Item = Result<Term>;

    fn next(&mut self) -> Option<Result<Term>> {
        let profile = self.profile;
        while !self.failed && self.section < profile.image.n_sections() {
            if self.reader.is_none() {
                match profile.image.section(self.section) {
                    Ok(reader) => self.reader = Some(reader),
                    Err(error) => {
                        self.failed = true;
                        return Some(Err(error));
                    }
                }
            }
            let reader = self.reader.as_mut()?;
            let term = match reader.next_term() {
                Ok(false) => {
                    self.reader = None;
                    self.section += 1;
                    continue;
                }
                Ok(true) => profile.read(reader),
                Err(found) => Err(found),
            };
            self.failed = term.is_err();
            return Some(term.map_err(|found| profile.image.broken(&found)));
        }
        None
    }
}
