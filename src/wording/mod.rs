//! The same fact in several outlets' words, and what is missing where.
//!
//! A [`Statement`] is a group of sentences from different outlets that tell the same; an
//! [`Omission`] is a statement that an outlet does not carry although its length would lead one to
//! expect it.

mod omission;
mod similarity;
mod statement;

pub use omission::{Carried, Omission, omissions};
pub use statement::{Statement, Telling, statements};
