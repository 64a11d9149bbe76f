//! Takes queries and hands their tasks to executors.

use clap::Parser;
use parallax_datafusion::cluster::scheduler;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    scheduler::main(&scheduler::Arguments::parse())
}
