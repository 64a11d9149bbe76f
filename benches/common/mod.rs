//! What the benchmarks share: texts made here, and the ways that people count words without this
//! crate.
#![allow(dead_code, unreachable_pub)]

pub mod allocator;
pub mod asked;
pub mod idiom;
pub mod rounds;
pub mod texts;
