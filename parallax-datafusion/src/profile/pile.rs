//! Profiles that are to become one, merged a few at a time.
//!
//! Merging one by one would go through everything that is there for each profile that comes; eight of like weight are
//! merged at once instead, so each byte is gone through about once for each power of eight.

use datafusion::common::Result;
use parallax::profile::Profile;

use crate::outside;

/// How many profiles of like weight are merged into one.
const FAN: usize = 8;

/// Profiles with how many were merged into each.
#[derive(Debug, Default)]
pub(super) struct Pile(Vec<(usize, Profile)>);

impl Pile {
    pub fn push(&mut self, profile: Profile) -> Result<()> {
        self.0.push((1, profile));
        while let Some(at) = self.0.len().checked_sub(FAN)
            && self.0[at..].iter().all(|(weight, _)| *weight == self.0[at].0)
        {
            self.merge_from(at)?;
        }
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes of the one profile of all; none of none.
    pub fn take(&mut self) -> Result<Option<Vec<u8>>> {
        if self.0.len() > 1 {
            self.merge_from(0)?;
        }
        self.0.pop().map(|(_, profile)| profile.to_bytes().map_err(outside)).transpose()
    }

    fn merge_from(&mut self, at: usize) -> Result<()> {
        let parts: Vec<&Profile> = self.0[at..].iter().map(|(_, profile)| profile).collect();
        let merged = Profile::merged(&parts).map_err(outside)?;
        let weight = self.0.drain(at..).map(|(weight, _)| weight).sum();
        self.0.push((weight, merged));
        Ok(())
    }

    /// About how many bytes of memory are in use.
    pub fn n_bytes(&self) -> usize {
        // Beside its bytes a profile holds the list of its sections, its units and their names.
        let bytes = |(_, profile): &(usize, Profile)| {
            2048 + profile.n_bytes() as usize + 64 * profile.units().len()
        };
        self.0.iter().map(bytes).sum()
    }
}
