//! The whole pipeline in one function. **Read this first.**
//!
//! [`ComparisonBuilder::build`] takes a [`Corpus`](crate::Corpus) through every stage, in the order of
//! the modules, and gathers what they find in a [`Comparison`]: plain data that no longer needs the corpus,
//! serialises under a versioned schema, and carries the words of every passage that it cites.

mod builder;
mod evidence;
mod frames;
mod habits;
mod profile;
mod result;
mod theme;
mod told;

pub use builder::{ComparisonBuilder, Options};
pub use evidence::{Passage, Source};
pub use frames::FrameEmphasis;
pub use habits::{Habit, Habits};
pub use profile::{NotCompared, Profile};
pub use result::{Blindspot, Comparison, SCHEMA, StorySummary};
pub use theme::Theme;
