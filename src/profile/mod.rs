//! Any amount of text as sums that merge.
//!
//! A [`Profile`] holds, for each outlet on each story, the number of articles and of words and the squares of the
//! latter, and for each term in it the [`Moments`](crate::stats::Moments): everything that rates, effects and
//! intervals need. They are sums of whole numbers under sorted names, so the same articles give the same bytes
//! however they are cut, counted and merged. No text is kept.
//!
//! | to | there is |
//! |---|---|
//! | count articles that a program holds | [`Profiler`] |
//! | count files of any size | [`Job`] |
//! | add up profiles | [`Profile::merge`], [`Profile::merged`] |
//! | store and send | [`Profile::to_bytes`], [`Profile::from_bytes`], [`Profile::open`] |
//! | read the sums | [`Profile::units`], [`Profile::terms`], [`Profile::term`] |
//! | compare an outlet with the others | [`Profile::emphasis`] |
//!
//! Counted is what [`count::terms`](crate::count::terms) counts: words of headline and body that are no stop words
//! and no numbers, by term. Three things are not done, because they would need all articles at once: house text
//! and shared copy are not set aside, articles that repeat are counted again, and a full stop without a space
//! behind it ends no word.

mod disk;
mod emphasis;
mod feed;
mod few;
mod fold;
mod frame;
mod grouped;
mod image;
mod job;
mod log;
mod manifest;
mod merge;
mod named;
mod options;
mod part;
#[allow(clippy::module_inception, reason = "it holds the type `Profile`")]
mod profile;
mod profiler;
mod records;
mod section;
mod units;
mod varint;

pub use emphasis::TermEmphasis;
pub use grouped::Grouped;
pub use job::{Counted, Job, Start, Step};
pub use options::{By, Options};
pub use profile::{Profile, Term, Terms};
pub use profiler::Profiler;
pub use units::Unit;
