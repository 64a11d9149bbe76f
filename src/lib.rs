//! Compares how news outlets cover the same events.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod error;
pub mod stats;

pub mod article;
pub mod token;

pub mod framing;

pub use article::{Article, Citation, Corpus, Outlet, OutletTable, Part, Span, Story};
pub use error::{Error, Result};
pub use stats::{Estimate, Interval};
