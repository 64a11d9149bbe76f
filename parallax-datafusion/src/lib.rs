//! The functions of [`parallax`] in SQL: [Apache DataFusion] on one machine, [Ballista] on many.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> datafusion::error::Result<()> {
//! use datafusion::prelude::SessionContext;
//!
//! let context = SessionContext::new();
//! parallax_datafusion::register(&context);
//! context
//!     .sql(
//!         "CREATE TABLE articles AS VALUES
//!          ('courier.example', 'harbour', 'Harbour dues rise. Owners protest.'),
//!          ('herald.example', 'harbour', 'Ships pay more for the harbour.')",
//!     )
//!     .await?;
//! let outlets = context
//!     .sql(
//!         "SELECT column1 AS outlet, array_length(parallax_sentences(column3)) AS n_sentences,
//!                 parallax_profile(column1, column2, column3) AS profile
//!          FROM articles GROUP BY column1, column3 ORDER BY outlet",
//!     )
//!     .await?;
//! assert_eq!(outlets.count().await?, 2);
//! # Ok(())
//! # }
//! ```
//!
//! # The functions
//!
//! | function | gives |
//! |---|---|
//! | `parallax_tokens(text)` | list of the words as published |
//! | `parallax_terms(text[, language])` | list of what of them is counted, folded and stemmed |
//! | `parallax_sentences(text)` | list of start, end and text |
//! | `parallax_frames(text[, inventory])` | list of frame, number of sentences with it, and of how many |
//! | `parallax_profile(outlet, story, text)` | aggregate: the sums of a [`Profile`] |
//! | `parallax_profile(text)` | the same without names |
//! | `parallax_profile_merge(profile)` | aggregate: one profile of many |
//! | `parallax_profile_name(profile, outlet, story)` | the same sums under these names |
//! | `parallax_profile_units(profile)` | list of outlet, story, numbers of articles and words |
//! | `parallax_profile_terms(profile)` | list of outlet, story, term and its sums |
//!
//! Text comes as `Utf8`, `LargeUtf8`, `Utf8View` or a dictionary of these, from whatever DataFusion reads: Parquet, JSON
//! Lines, CSV and Arrow, in files and in every object store that is registered with the context.
//!
//! # On a cluster
//!
//! [`cluster`] (feature `ballista`, on by default) holds the codecs with which the functions travel, and the programs
//! `parallax-scheduler` and `parallax-executor`. `examples/cluster.rs` runs all of it on one machine.
//!
//! [Apache DataFusion]: https://datafusion.apache.org
//! [Ballista]: https://datafusion.apache.org/ballista
//! [`Profile`]: parallax::profile::Profile
#![deny(unsafe_code)]
#![deny(missing_docs)]

#[cfg(feature = "ballista")]
pub mod cluster;
mod frames;
mod lists;
mod profile;
mod sentences;
mod texts;
mod tokens;

use std::sync::Arc;

use datafusion::common::{DataFusionError, Result};
use datafusion::execution::FunctionRegistry;
use datafusion::logical_expr::{AggregateUDF, ScalarUDF};
use datafusion::prelude::SessionContext;

/// Registers every function with a context.
pub fn register(context: &SessionContext) {
    for function in scalar_functions() {
        context.register_udf(function.as_ref().clone());
    }
    for function in aggregate_functions() {
        context.register_udaf(function.as_ref().clone());
    }
}

/// Registers every function with a registry, such as a `SessionState`.
///
/// # Errors
///
/// Whatever the registry says to it.
pub fn register_with(registry: &mut dyn FunctionRegistry) -> Result<()> {
    for function in scalar_functions() {
        registry.register_udf(function)?;
    }
    for function in aggregate_functions() {
        registry.register_udaf(function)?;
    }
    Ok(())
}

/// The functions that give a value for each row.
pub fn scalar_functions() -> Vec<Arc<ScalarUDF>> {
    vec![
        Arc::new(ScalarUDF::from(tokens::Words::tokens())),
        Arc::new(ScalarUDF::from(tokens::Words::terms())),
        Arc::new(ScalarUDF::from(sentences::Sentences::new())),
        Arc::new(ScalarUDF::from(frames::Frames::new())),
        Arc::new(ScalarUDF::from(profile::NameProfile::new())),
        Arc::new(ScalarUDF::from(profile::ReadProfile::units())),
        Arc::new(ScalarUDF::from(profile::ReadProfile::terms())),
    ]
}

/// The functions that give a value for each group of rows.
pub fn aggregate_functions() -> Vec<Arc<AggregateUDF>> {
    vec![
        Arc::new(AggregateUDF::from(profile::ProfileOf::new())),
        Arc::new(AggregateUDF::from(profile::MergeProfiles::new())),
    ]
}

/// An error of the crate as one of a query.
fn outside(error: parallax::Error) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}
