//! Profiles in SQL: the sums of [`parallax::profile`] as aggregates, and what is in them as lists.
//!
//! | function | gives |
//! |---|---|
//! | `parallax_profile(outlet, story, text)` | aggregate: the [`Profile`] of the articles of a group |
//! | `parallax_profile(text)` | the same under an empty outlet and story, to be named later |
//! | `parallax_profile_merge(profile)` | aggregate: one profile of many |
//! | `parallax_profile_name(profile, outlet, story)` | the same sums under one outlet and story |
//! | `parallax_profile_units(profile)` | list of outlet, story, number of articles and words |
//! | `parallax_profile_terms(profile)` | list of outlet, story, term and its sums |
//!
//! A profile is one `LargeBinary` value, whose bytes depend on the articles alone: not on partitions, batches, order,
//! threads or machines. The state between partial and final aggregation is such a value as well.
//!
//! Which grouping should you use? Without `GROUP BY outlet, story`, a task sends one profile in which each word is
//! written once; with it, one for each group, with its words. The first is the smaller and faster by far where the
//! sums of all articles are wanted.

mod aggregate;
mod groups;
mod merge;
mod name;
mod pile;
mod read;

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, LargeBinaryArray};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::function::StateFieldsArgs;
use datafusion::logical_expr::utils::format_state_name;
use parallax::profile::Profile;

pub(crate) use aggregate::ProfileOf;
pub(crate) use merge::MergeProfiles;
pub(crate) use name::NameProfile;
pub(crate) use read::ReadProfile;

use crate::outside;

/// A profile from bytes that a query brings; they are checked to the last.
fn profile(bytes: &[u8]) -> Result<Profile> {
    Profile::from_bytes(bytes).map_err(outside)
}

/// The state between partial and final aggregation: one profile.
fn state_fields(args: &StateFieldsArgs<'_>) -> Vec<FieldRef> {
    let name = format_state_name(args.name, "profile");
    vec![Arc::new(Field::new(name, DataType::LargeBinary, true))]
}

/// Profiles as a column.
fn column(profiles: &[Option<Vec<u8>>]) -> Result<ArrayRef> {
    let n_bytes =
        profiles.iter().flatten().try_fold(0_usize, |sum, one| sum.checked_add(one.len()));
    if n_bytes.is_none_or(|n_bytes| i64::try_from(n_bytes).is_err()) {
        return exec_err!("found more bytes of profiles than a column holds; group by less");
    }
    Ok(Arc::new(profiles.iter().map(Option::as_deref).collect::<LargeBinaryArray>()))
}
