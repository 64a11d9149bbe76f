//! The program `parallax-scheduler`: takes queries, plans them and hands their tasks to executors.

use std::error::Error;
use std::io::Write;
use std::sync::Arc;

use ballista_core::utils::default_session_builder;
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::{SchedulerConfig, TaskDistributionPolicy};
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use clap::Parser;
use datafusion::prelude::SessionConfig;
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};
use tokio::net::TcpListener;

use super::{LARGEST_MESSAGE, LogicalCodec, PhysicalCodec, log};

/// Takes queries that may use the functions of parallax, and hands their tasks to executors.
#[derive(Debug, Clone, Parser)]
#[command(name = "parallax-scheduler", version)]
#[non_exhaustive]
pub struct Arguments {
    /// The address to listen on.
    #[arg(long, default_value = "127.0.0.1")]
    pub bind: String,
    /// The port to listen on; 0 for any that is free, which is then printed.
    #[arg(long, default_value_t = 50050)]
    pub port: u16,
    /// The name under which executors reach the scheduler; that of `--bind` by default.
    #[arg(long)]
    pub host: Option<String>,
    /// How many executors have to be there before `/readyz` says so.
    #[arg(long, default_value_t = 1)]
    pub executors: usize,
    /// After how many seconds of silence an executor is given up and its tasks are run elsewhere. More than
    /// the `--heartbeat` of the executors.
    #[arg(long, default_value_t = 60)]
    pub timeout: u64,
    /// Logs what happens, not only what went wrong.
    #[arg(long)]
    pub verbose: bool,
}

/// Ballista's scheduler with the functions in its sessions and plans.
pub fn config(arguments: &Arguments) -> SchedulerConfig {
    let mut config = SchedulerConfig {
        bind_host: arguments.bind.clone(),
        bind_port: arguments.port,
        external_host: arguments.host.clone().unwrap_or_else(|| arguments.bind.clone()),
        min_ready_executors: arguments.executors,
        // One task to each executor in turn: the tasks of a scan are alike.
        task_distribution: TaskDistributionPolicy::RoundRobin,
        executor_timeout_seconds: arguments.timeout,
        expire_dead_executor_interval_seconds: arguments.timeout.div_ceil(8).clamp(1, 15),
        no_executors_grace_period_seconds: arguments.timeout,
        grpc_server_max_decoding_message_size: LARGEST_MESSAGE,
        grpc_server_max_encoding_message_size: LARGEST_MESSAGE,
        grpc_client_max_message_size: LARGEST_MESSAGE,
        override_logical_codec: Some(Arc::new(LogicalCodec::default())),
        override_physical_codec: Some(Arc::new(PhysicalCodec::default())),
        ..SchedulerConfig::default()
    };
    config.override_config_producer =
        Some(Arc::new(|| super::session_config(ballista_core::utils::default_config_producer())));
    config.override_session_builder = Some(Arc::new(|config: SessionConfig| {
        let mut state = default_session_builder(super::session_config(config))?;
        crate::register_with(&mut state)?;
        Ok(state)
    }));
    config
}

/// Runs the program until it is killed. Prints `listening on ADDRESS` once it answers.
///
/// # Errors
///
/// Where the port is taken.
pub fn main(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    log::to_standard_error(arguments.verbose);
    // Plans are trees, and their optimisation recurses.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(32 << 20)
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind((arguments.bind.as_str(), arguments.port)).await?;
        let address = listener.local_addr()?;
        let arguments = Arguments { port: address.port(), ..arguments.clone() };
        let config = Arc::new(config(&arguments));
        let cluster = BallistaCluster::new_from_config(&config).await?;
        let scheduler =
            create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, config).await?;
        let mut out = std::io::stdout().lock();
        writeln!(out, "listening on {address}")?;
        out.flush()?;
        drop(out);
        start_grpc_service_with_listener(listener, scheduler).await?;
        Ok(())
    })
}
