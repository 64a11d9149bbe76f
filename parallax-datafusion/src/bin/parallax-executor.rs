//! Runs tasks that a scheduler hands out.

use clap::Parser;
use parallax_datafusion::cluster::executor;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    executor::main(&executor::Arguments::parse())
}
