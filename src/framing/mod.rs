//! How events are presented.

mod format;
mod inventory;
mod lexicon;
mod matcher;
mod pattern;

pub use inventory::{Frame, Inventory, Negation};
pub use matcher::{FrameId, FrameMatch, FrameMatcher};
pub use pattern::Pattern;
