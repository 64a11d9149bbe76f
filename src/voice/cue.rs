//! Words that introduce what somebody says, and how each presents it.

use serde::{Deserialize, Serialize};

/// How a cue presents what it introduces.
///
/// "Said" leaves the judgement to the reader; "revealed" takes the content for a fact, "claimed" keeps a
/// distance from it, "insisted" shows a speaker under pressure.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CueClass {
    /// Reports and no more: said, told, according to.
    #[default]
    Neutral,
    /// Takes the content for a fact: revealed, noted, admitted, found.
    Factive,
    /// Keeps a distance: claimed, alleged, purported.
    Doubting,
    /// Shows force or pressure: insisted, warned, demanded.
    Forceful,
    /// Asks: asked, wondered, inquired.
    Asking,
    /// Refuses or contradicts: denied, rejected, declined to say.
    Denying,
    /// Promises or proposes: vowed, pledged, plans to.
    Committing,
    /// Judges somebody or something: praised, criticised, called.
    Judging,
    /// Tells a state of mind: believes, hopes, fears, wants.
    Thinking,
}
