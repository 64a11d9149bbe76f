//! The profiles of many groups at once, with one table of words for all of them.

use datafusion::arrow::array::{Array, ArrayRef, BooleanArray};
use datafusion::common::Result;
use datafusion::logical_expr::{EmitTo, GroupsAccumulator};
use parallax::profile::{Grouped, Options};

use super::aggregate::Articles;
use super::pile::Pile;
use super::{column, profile};
use crate::texts::Bytes;

/// Counts articles and merges profiles by group.
#[derive(Debug)]
pub(super) struct ProfileGroups {
    /// Articles of this partition.
    counted: Grouped,
    merged: MergeGroups,
}

impl ProfileGroups {
    pub fn new() -> Self {
        ProfileGroups { counted: Grouped::new(&Options::default()), merged: MergeGroups::default() }
    }

    fn take(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let n = match emit_to {
            EmitTo::All => self.merged.piles.len(),
            EmitTo::First(n) => n,
        };
        let mut counted = self.counted.take(n).into_iter();
        let mut profiles = Vec::with_capacity(n);
        for mut pile in emit_to.take_needed(&mut self.merged.piles) {
            let bytes = counted.next().flatten();
            // A group is counted or merged, hardly ever both.
            profiles.push(match (bytes, pile.is_empty()) {
                (bytes, true) => bytes,
                (bytes, false) => {
                    if let Some(bytes) = bytes {
                        pile.push(profile(&bytes)?)?;
                    }
                    pile.take()?
                }
            });
        }
        self.merged.recount();
        column(&profiles)
    }
}

impl GroupsAccumulator for ProfileGroups {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        opt_filter: Option<&BooleanArray>,
        total_num_groups: usize,
    ) -> Result<()> {
        self.merged.resize(total_num_groups);
        let articles = Articles::new(values)?;
        for (row, &group) in group_indices.iter().enumerate() {
            if passes(opt_filter, row)
                && let Some((outlet, story, text)) = articles.get(row)
            {
                self.counted.add(group, outlet, story, text);
            }
        }
        Ok(())
    }

    fn merge_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        total_num_groups: usize,
    ) -> Result<()> {
        self.merged.add(&values[0], group_indices, None, total_num_groups)
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        Ok(vec![self.take(emit_to)?])
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        self.take(emit_to)
    }

    /// One profile for each row.
    fn convert_to_state(
        &self,
        values: &[ArrayRef],
        opt_filter: Option<&BooleanArray>,
    ) -> Result<Vec<ArrayRef>> {
        let articles = Articles::new(values)?;
        let mut counted = Grouped::new(&Options::default());
        for row in (0..articles.len()).filter(|&row| passes(opt_filter, row)) {
            if let Some((outlet, story, text)) = articles.get(row) {
                counted.add(row, outlet, story, text);
            }
        }
        Ok(vec![column(&counted.take(articles.len()))?])
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.counted.n_bytes() + self.merged.n_bytes()
    }
}

/// Whether a row is not filtered out.
pub(super) fn passes(filter: Option<&BooleanArray>, row: usize) -> bool {
    filter.is_none_or(|filter| filter.is_valid(row) && filter.value(row))
}

/// Merges profiles by group.
#[derive(Debug, Default)]
pub(super) struct MergeGroups {
    piles: Vec<Pile>,
    /// The memory of all piles, kept up because it is asked for after each batch.
    n_bytes: usize,
}

impl MergeGroups {
    fn resize(&mut self, n_groups: usize) {
        self.piles.resize_with(n_groups.max(self.piles.len()), Pile::default);
    }

    pub fn add(
        &mut self,
        profiles: &ArrayRef,
        group_indices: &[usize],
        filter: Option<&BooleanArray>,
        n_groups: usize,
    ) -> Result<()> {
        self.resize(n_groups);
        for (row, bytes) in Bytes::new(profiles)?.iter().enumerate() {
            if let Some(bytes) = bytes.filter(|_| passes(filter, row)) {
                let pile = &mut self.piles[group_indices[row]];
                self.n_bytes -= pile.n_bytes();
                let pushed = pile.push(profile(bytes)?);
                self.n_bytes += pile.n_bytes();
                pushed?;
            }
        }
        Ok(())
    }

    pub fn take(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let mut profiles = Vec::new();
        for mut pile in emit_to.take_needed(&mut self.piles) {
            profiles.push(pile.take()?);
        }
        self.recount();
        column(&profiles)
    }

    fn recount(&mut self) {
        self.n_bytes = self.piles.iter().map(Pile::n_bytes).sum();
    }

    pub fn n_bytes(&self) -> usize {
        self.n_bytes + self.piles.capacity() * size_of::<Pile>()
    }
}
