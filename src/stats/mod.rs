//! Numbers about numbers: estimates and, later in the flow, their uncertainty. No news in here.
//!
//! Everything in this module is a pure function of slices of numbers, so that it can be checked
//! against independent programs without building a corpus first.

mod estimate;

pub use estimate::{Estimate, Interval};
