//! A bar on standard error while a person watches; nothing otherwise.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// How far the work has come.
pub struct Progress(ProgressBar);

impl Progress {
    /// Shows nothing where `quiet` is set or nobody watches.
    pub fn new(quiet: bool) -> Self {
        let bar = if quiet || !io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::no_length()
        };
        Progress(bar)
    }

    /// Work on so many bytes begins.
    pub fn start(&self, total: u64) {
        self.0.set_length(total);
        let style = ProgressStyle::with_template("reading {bar:30} {bytes}/{total_bytes}");
        self.0.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    }

    /// So many bytes are done.
    pub fn at(&self, bytes: u64) {
        self.0.set_position(bytes);
    }

    /// Work of unknown length begins.
    pub fn say(&self, message: &'static str) {
        self.0.reset();
        self.0.set_style(ProgressStyle::default_spinner());
        self.0.set_message(message);
        self.0.enable_steady_tick(Duration::from_millis(100));
    }

    /// The bar goes.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}
