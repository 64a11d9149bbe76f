//! Compares how news outlets cover the same events.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod error;
pub mod stats;

pub mod article;
pub mod ingest;
pub mod token;
pub mod clean;
pub mod count;
pub mod contrast;
pub mod framing;
pub mod wording;
pub mod comparison;
pub mod brief;
pub mod report;

pub use article::{Article, Citation, Corpus, Outlet, OutletTable, Part, Span, Story};
pub use brief::{Brief, Claim};
pub use comparison::Comparison;
pub use error::{Error, Result};
pub use framing::{Framing, Inventory};
pub use ingest::{Reader, Reading};
pub use stats::{Estimate, Interval};
