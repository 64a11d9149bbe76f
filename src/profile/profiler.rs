//! Counting articles one by one into a profile in memory.

use std::sync::Arc;

use super::image::{Image, Stored};
use super::log::Log;
use super::merge::merge;
use super::{Options, Profile};
use crate::error::Result;

/// How many bytes are collected before they are put in order.
const COLLECTED: usize = 64 << 20;

/// How many profiles of like size are merged into one.
const FAN: usize = 8;

/// Counts articles into a [`Profile`].
///
/// ```
/// use parallax::profile::{Options, Profiler};
///
/// let mut profiler = Profiler::new(&Options::default());
/// profiler.add("courier.example", "harbour", "Harbour dues rise\nThe harbour raises its dues.");
/// profiler.add("herald.example", "harbour", "Ships pay more\nShip owners pay more for the harbour.");
/// let profile = profiler.finish();
/// assert_eq!((profile.n_articles(), profile.outlets().len()), (2, 2));
/// let harbour = profile.term("harbour")?.unwrap();
/// assert_eq!(harbour.cells[0].1.n_occurrences, 2);
/// # Ok::<(), parallax::Error>(())
/// ```
///
/// Memory is that of the profile and of some 100 MB of lists at most.
#[derive(Debug)]
pub struct Profiler {
    log: Log,
    /// Profiles of what was counted earlier, each with how many were merged into it.
    earlier: Vec<(usize, Image)>,
}

impl Profiler {
    /// A profiler that counted nothing yet.
    pub fn new(options: &Options) -> Self {
        Profiler { log: Log::new(options), earlier: Vec::new() }
    }

    /// Counts an article: its outlet, the key of its story, and its headline and body with a line break between.
    ///
    /// Outlet and story are kept as they are given, without the white space around them.
    pub fn add(&mut self, outlet: &str, story: &str, text: &str) {
        self.log.add(outlet, story, text);
        if self.log.n_bytes() > COLLECTED {
            self.put_in_order();
        }
    }

    /// The number of articles counted.
    pub fn n_articles(&self) -> u64 {
        let earlier: u64 = self.earlier.iter().map(|(_, image)| image.units.n_articles()).sum();
        self.log.n_articles() + earlier
    }

    /// About how many bytes of memory are in use.
    pub fn n_bytes(&self) -> usize {
        let earlier: u64 = self.earlier.iter().map(|(_, image)| image.n_bytes()).sum();
        self.log.n_bytes() + earlier as usize
    }

    /// The profile of everything that was counted.
    pub fn finish(mut self) -> Profile {
        self.take()
    }

    /// The profile of everything that was counted so far, which is forgotten but for the words.
    pub fn take(&mut self) -> Profile {
        if self.earlier.is_empty() || !self.log.is_empty() {
            self.put_in_order();
        }
        while self.earlier.len() > 1 {
            self.merge_last(self.earlier.len());
        }
        let image = self.earlier.pop().expect("the list was put in order above").1;
        Profile { image }
    }

    fn put_in_order(&mut self) {
        let bytes = self
            .log
            .write(Vec::new(), "memory")
            .expect("memory takes what is written to it, and no list holds sums beyond 64 bits");
        if self.log.names_bytes() > COLLECTED / 2 {
            self.log.forget();
        }
        self.earlier.push((1, own(bytes)));
        while let Some(at) = self.earlier.len().checked_sub(FAN)
            && self.earlier[at..].iter().all(|(weight, _)| *weight == self.earlier[at].0)
        {
            self.merge_last(FAN);
        }
    }

    fn merge_last(&mut self, n: usize) {
        let last = self.earlier.split_off(self.earlier.len() - n);
        let images: Vec<&Image> = last.iter().map(|(_, image)| image).collect();
        let bytes = merge(&images, Vec::new(), "memory")
            .expect("what was written by the same options fits together");
        let weight = last.iter().map(|(weight, _)| weight).sum();
        self.earlier.push((weight, own(bytes)));
    }
}

fn own(bytes: Vec<u8>) -> Image {
    Image::new(Stored::Bytes(Arc::from(bytes)), "memory".into())
        .expect("what was just written is whole")
}

impl Profile {
    /// The profile of no article.
    pub fn empty(options: &Options) -> Profile {
        Profiler::new(options).finish()
    }

    /// Adds another profile. Any order of merging gives the same bytes.
    ///
    /// To merge many, [`Profile::merged`] goes through each only once.
    ///
    /// # Errors
    ///
    /// [`Error::Format`](crate::Error::Format) where the options differ or a stored profile is damaged;
    /// the profile is as it was then.
    pub fn merge(&mut self, other: &Profile) -> Result<()> {
        *self = Profile::merged(&[self, other])?;
        Ok(())
    }

    /// One profile of several.
    ///
    /// # Errors
    ///
    /// As for [`Profile::merge`]; [`Error::TooLittle`](crate::Error::TooLittle) of none.
    pub fn merged(profiles: &[&Profile]) -> Result<Profile> {
        if profiles.is_empty() {
            return Err(crate::Error::TooLittle {
                what: "no profile to merge".into(),
                remedy: "give at least one".into(),
            });
        }
        let images: Vec<&Image> = profiles.iter().map(|profile| &profile.image).collect();
        let bytes = merge(&images, Vec::new(), "memory")?;
        Ok(Profile { image: Image::new(Stored::Bytes(Arc::from(bytes)), "memory".into())? })
    }
}
