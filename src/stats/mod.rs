//! Numbers about numbers: estimates, intervals, p-values. There is no news in here; a row is an
//! article only because that is what we call the unit that is drawn, labelled and exchanged.

mod estimate;
mod matrix;
pub mod special;

pub use estimate::{Estimate, Interval};
pub use matrix::{Column, Matrix, Sample, SampleError};
