//! The program `parallax-executor`: runs tasks that a scheduler hands out.

use std::error::Error;
use std::net::TcpListener;
use std::sync::Arc;

use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use clap::Parser;

use super::{LARGEST_MESSAGE, LogicalCodec, PhysicalCodec, log};

/// Runs tasks that may use the functions of parallax.
#[derive(Debug, Clone, Parser)]
#[command(name = "parallax-executor", version)]
#[non_exhaustive]
pub struct Arguments {
    /// The scheduler to work for, as HOST:PORT.
    #[arg(long, default_value = "127.0.0.1:50050")]
    pub scheduler: String,
    /// The address to listen on.
    #[arg(long, default_value = "127.0.0.1")]
    pub bind: String,
    /// The port from which others fetch results; 0 for any that is free.
    #[arg(long, default_value_t = 50051)]
    pub port: u16,
    /// The port on which the scheduler hands out tasks; 0 for any that is free.
    #[arg(long, default_value_t = 50052)]
    pub tasks_port: u16,
    /// The name under which others reach this executor; that of `--bind` by default.
    #[arg(long)]
    pub host: Option<String>,
    /// How many tasks run at once; 0 for one on each core.
    #[arg(long, default_value_t = 0)]
    pub slots: usize,
    /// The folder for what goes from task to task; a temporary one by default.
    #[arg(long)]
    pub folder: Option<String>,
    /// The bytes of memory that all tasks together may hold; seven tenths of the machine's by default.
    #[arg(long)]
    pub memory: Option<u64>,
    /// How many seconds pass between two signs of life to the scheduler.
    #[arg(long, default_value_t = 10)]
    pub heartbeat: u64,
    /// Logs what happens, not only what went wrong.
    #[arg(long)]
    pub verbose: bool,
}

/// Ballista's executor with the functions in its registry and plans.
///
/// It reads files of its machine. For an object store, a program of one's own registers it here, and in the sessions
/// of [`scheduler::config`](super::scheduler::config), which lists the files of a table:
///
/// ```no_run
/// use std::sync::Arc;
///
/// use clap::Parser;
/// use datafusion::execution::runtime_env::RuntimeEnv;
/// use datafusion::object_store::memory::InMemory;
/// use parallax_datafusion::cluster::executor::{Arguments, config};
///
/// let mut config = config(&Arguments::parse())?;
/// config.override_runtime_producer = Some(Arc::new(|_| {
///     let environment = RuntimeEnv::default();
///     let url = "s3://archive/".try_into().expect("a fixed address");
///     environment.register_object_store(&url, Arc::new(InMemory::new()));
///     Ok(Arc::new(environment))
/// }));
/// // ballista_executor::executor_process::start_executor_process(Arc::new(config)).await
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Where `--scheduler` is no address, or no port is free.
pub fn config(arguments: &Arguments) -> Result<ExecutorProcessConfig, Box<dyn Error>> {
    let scheduler = arguments.scheduler.rsplit_once(':');
    let (host, port) =
        scheduler.ok_or("--scheduler needs a host and a port, as in 127.0.0.1:50050")?;
    // Ballista takes no listener, so a free port is found by taking one and letting it go.
    let taken: Vec<TcpListener> = [arguments.port, arguments.tasks_port]
        .iter()
        .map(|&port| TcpListener::bind((arguments.bind.as_str(), port)))
        .collect::<Result<_, _>>()
        .map_err(|error| format!("no port to listen on at {}: {error}", arguments.bind))?;
    let slots = match arguments.slots {
        0 => std::thread::available_parallelism()?.get(),
        slots => slots,
    };
    Ok(ExecutorProcessConfig {
        bind_host: arguments.bind.clone(),
        external_host: Some(arguments.host.clone().unwrap_or_else(|| arguments.bind.clone())),
        port: taken[0].local_addr()?.port(),
        grpc_port: taken[1].local_addr()?.port(),
        scheduler_host: host.to_owned(),
        scheduler_port: port.parse().map_err(|_| format!("{port:?} is no port"))?,
        scheduler_connect_timeout_seconds: 60,
        vcores: slots,
        work_dir: arguments.folder.clone(),
        memory_pool_size: arguments.memory,
        executor_heartbeat_interval_seconds: arguments.heartbeat,
        grpc_max_decoding_message_size: LARGEST_MESSAGE,
        grpc_max_encoding_message_size: LARGEST_MESSAGE,
        override_function_registry: Some(Arc::new(super::function_registry())),
        override_logical_codec: Some(Arc::new(LogicalCodec::default())),
        override_physical_codec: Some(Arc::new(PhysicalCodec::default())),
        override_config_producer: Some(Arc::new(|| {
            super::session_config(ballista_core::utils::default_config_producer())
        })),
        ..ExecutorProcessConfig::default()
    })
}

/// Runs the program until it is told to stop.
///
/// # Errors
///
/// Where the scheduler does not answer or a port is taken.
pub fn main(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    log::to_standard_error(arguments.verbose);
    let config = Arc::new(config(arguments)?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(32 << 20)
        .build()?;
    Ok(runtime.block_on(start_executor_process(config))?)
}
