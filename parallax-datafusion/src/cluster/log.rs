//! What Ballista has to say, on standard error.

use std::io::Write;

use ::log::{LevelFilter, Log, Metadata, Record};

struct StandardError;

impl Log for StandardError {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        // Nobody can be told that standard error is closed.
        let _ = writeln!(
            std::io::stderr().lock(),
            "{} {}: {}",
            record.level(),
            record.target(),
            record.args()
        );
    }

    fn flush(&self) {}
}

/// Logs warnings and errors, or what happens as well, unless the program has a logger.
pub(super) fn to_standard_error(verbose: bool) {
    if ::log::set_logger(&StandardError).is_ok() {
        ::log::set_max_level(if verbose { LevelFilter::Info } else { LevelFilter::Warn });
    }
}
