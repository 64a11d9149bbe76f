//! `parallax_profile_merge(profile)`: one profile of many.
//!
//! ```sql
//! SELECT outlet, parallax_profile_merge(profile) FROM profiles GROUP BY outlet;
//! ```
//!
//! Any order and any split give the same bytes. NULLs are passed over; of NULLs alone the result is NULL. Bytes that are
//! no profile, or one that was counted with other options, fail the query and say what was found.
//! Cost: each byte is gone through about once for each power of eight of the number of profiles.

use datafusion::arrow::array::{ArrayRef, BooleanArray};
use datafusion::arrow::datatypes::{DataType, FieldRef};
use datafusion::common::{Result, ScalarValue, plan_err};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::utils::AggregateOrderSensitivity;
use datafusion::logical_expr::{
    Accumulator, AggregateUDFImpl, EmitTo, GroupsAccumulator, Signature, Volatility,
};

use super::aggregate::refuse_distinct;
use super::groups::{MergeGroups, passes};
use super::pile::Pile;
use super::{column, profile, state_fields};
use crate::texts::{Bytes, bytes_form};

/// One profile of many.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct MergeProfiles {
    signature: Signature,
}

impl MergeProfiles {
    pub fn new() -> Self {
        MergeProfiles { signature: Signature::user_defined(Volatility::Immutable) }
    }
}

impl AggregateUDFImpl for MergeProfiles {
    fn name(&self) -> &str {
        "parallax_profile_merge"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, found: &[DataType]) -> Result<Vec<DataType>> {
        match found {
            [profile] => Ok(vec![bytes_form(self.name(), profile)?]),
            _ => plan_err!("parallax_profile_merge takes a profile"),
        }
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::LargeBinary)
    }

    fn state_fields(&self, args: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        Ok(state_fields(&args))
    }

    fn accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        refuse_distinct(&args)?;
        Ok(Box::new(Merging(Pile::default())))
    }

    fn groups_accumulator_supported(&self, args: AccumulatorArgs<'_>) -> bool {
        !args.is_distinct
    }

    fn create_groups_accumulator(
        &self,
        args: AccumulatorArgs<'_>,
    ) -> Result<Box<dyn GroupsAccumulator>> {
        refuse_distinct(&args)?;
        Ok(Box::new(MergeGroups::default()))
    }

    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        AggregateOrderSensitivity::Insensitive
    }
}

/// Everything in one profile.
#[derive(Debug)]
struct Merging(Pile);

impl Accumulator for Merging {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        for bytes in Bytes::new(&values[0])?.iter().flatten() {
            self.0.push(profile(bytes)?)?;
        }
        Ok(())
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        self.update_batch(states)
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        Ok(vec![self.evaluate()?])
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        Ok(ScalarValue::LargeBinary(self.0.take()?))
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.0.n_bytes()
    }
}

impl GroupsAccumulator for MergeGroups {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        opt_filter: Option<&BooleanArray>,
        total_num_groups: usize,
    ) -> Result<()> {
        self.add(&values[0], group_indices, opt_filter, total_num_groups)
    }

    fn merge_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        total_num_groups: usize,
    ) -> Result<()> {
        self.add(&values[0], group_indices, None, total_num_groups)
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        Ok(vec![self.take(emit_to)?])
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        self.take(emit_to)
    }

    fn convert_to_state(
        &self,
        values: &[ArrayRef],
        opt_filter: Option<&BooleanArray>,
    ) -> Result<Vec<ArrayRef>> {
        let rows = Bytes::new(&values[0])?;
        let mut profiles = Vec::with_capacity(rows.len());
        for (row, bytes) in rows.iter().enumerate() {
            let bytes = bytes.filter(|_| passes(opt_filter, row));
            // What is no profile is found out here, where its row is at hand.
            profiles.push(bytes.map(|bytes| profile(bytes).map(|_| bytes.to_vec())).transpose()?);
        }
        Ok(vec![column(&profiles)?])
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.n_bytes()
    }
}
