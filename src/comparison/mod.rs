//! The whole pipeline in one function. **Read this first.**
//!
//! [`ComparisonBuilder::build`] takes a [`Corpus`](crate::Corpus) through every stage, in the order of
//! the modules, and gathers what they find in a [`Comparison`]: plain data that no longer needs the corpus,
//! serialises under a versioned schema, and carries the words of every passage that it cites.

mod blindspots;
mod builder;
mod distinctive;
mod evidence;
mod frames;
mod groups;
mod habits;
mod largest_outlet;
mod manner;
mod manners;
mod naming;
mod options;
mod outlet_profile;
mod players;
mod result;
mod shared_copy;
mod speech;
mod spellings;
mod theme;
mod told;
mod voices;
mod word_table;

pub use builder::ComparisonBuilder;
pub use evidence::{Passage, Source};
pub use frames::FrameEmphasis;
pub use groups::{Group, GroupHabit, GroupHabits, Grouping, Groups, WithoutLargest};
pub use habits::{Habit, Habits};
pub use manner::{Manner, Share, Towards};
pub use manners::Manners;
pub use options::Options;
pub use outlet_profile::{NotCompared, OutletProfile};
pub use result::{Blindspot, Comparison, SCHEMA, StorySummary};
pub use shared_copy::{AgencyCopy, Difference, Printing, SharedCopy, SharedReport};
pub use spellings::{HouseSpelling, SpellingWay};
pub use theme::Theme;
pub use voices::{Attention, ClassCount, OutletVoices, Player, Position, Voices};
pub use word_table::{WordCell, WordRow, WordTable};
