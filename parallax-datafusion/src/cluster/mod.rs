//! The functions on an Apache DataFusion Ballista cluster.
//!
//! ```no_run
//! # async fn profiles() -> datafusion::error::Result<()> {
//! let context = parallax_datafusion::cluster::connect("df://scheduler.example:50050").await?;
//! let profiles = context
//!     .sql("SELECT outlet, story, parallax_profile(text) FROM articles GROUP BY outlet, story")
//!     .await?;
//! # Ok(())
//! # }
//! ```
//!
//! | part | is |
//! |---|---|
//! | [`connect`] | a context whose queries run on a cluster |
//! | [`LogicalCodec`], [`PhysicalCodec`] | how the functions travel in plans |
//! | [`function_registry`] | how an executor finds them |
//! | [`scheduler`], [`executor`] | the programs `parallax-scheduler` and `parallax-executor` |
//! | [`Local`] | scheduler and executors as processes on this machine, for trying queries |
//!
//! A program of one's own with other object stores starts from [`scheduler::config`] and [`executor::config`].
//!
//! Neither programs nor protocol ask who calls: keep the ports on a network that is trusted.

mod codec;
pub mod executor;
mod local;
mod log;
pub mod scheduler;

use std::sync::Arc;

use ballista::prelude::SessionContextExt;
use ballista_core::extension::{SessionConfigExt, ballista_scalar_functions};
use ballista_core::registry::BallistaFunctionRegistry;
use datafusion::common::Result;
use datafusion::execution::SessionStateBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};

pub use codec::{LogicalCodec, PhysicalCodec};
pub use local::{Local, Programs};

/// The largest message that goes between the machines of a cluster: a profile is one value and cannot be cut.
const LARGEST_MESSAGE: u32 = i32::MAX as u32;

/// A context whose queries run on the cluster of a scheduler, given as `df://HOST:PORT`.
///
/// # Errors
///
/// Where the address is none. That nobody answers there shows with the first query.
pub async fn connect(scheduler: &str) -> Result<SessionContext> {
    connect_with(scheduler, SessionConfig::new()).await
}

/// The same with settings of one's own, such as `SessionConfig::with_target_partitions`: into how many tasks the cluster
/// cuts a scan.
///
/// # Errors
///
/// As for [`connect`].
pub async fn connect_with(scheduler: &str, config: SessionConfig) -> Result<SessionContext> {
    let state = SessionStateBuilder::new()
        .with_default_features()
        .with_config(session_config(config.upgrade_for_ballista()))
        .build();
    let context = SessionContext::remote_with_state(scheduler, state).await?;
    crate::register(&context);
    Ok(context)
}

/// Settings with which plans that hold the functions can be sent and received.
pub fn session_config(config: SessionConfig) -> SessionConfig {
    config
        .with_ballista_logical_extension_codec(Arc::new(LogicalCodec::default()))
        .with_ballista_physical_extension_codec(Arc::new(PhysicalCodec::default()))
        .with_ballista_grpc_client_max_message_size(LARGEST_MESSAGE as usize)
}

/// The functions that an executor knows: DataFusion's and these.
pub fn function_registry() -> BallistaFunctionRegistry {
    let mut registry = BallistaFunctionRegistry::default();
    // Ballista's own registry lacks the functions on lists.
    for function in ballista_scalar_functions().into_iter().chain(crate::scalar_functions()) {
        registry.scalar_functions.insert(function.name().to_owned(), function);
    }
    for function in crate::aggregate_functions() {
        registry.aggregate_functions.insert(function.name().to_owned(), function);
    }
    registry
}
