//! Words that introduce what somebody says, and how each presents it.
//!
//! The lists are our own (`cue/verbs.txt`, `cue/nouns.txt`): some 400 verbs in all their forms and some 90 nouns.
//! Where a verb goes follows the literature on what a verb takes for granted and on words of attribution in the
//! press:
//!
//! - factive: Kiparsky & Kiparsky (1970), *Fact*; Hooper (1975), *On Assertive Predicates*.
//!   The content is taken for true whether the verb is negated or not ("did not
//!   admit that ...").
//! - doubting, forceful: Merrill (1965), *How Time Stereotyped Three U.S. Presidents* (attribution bias); Cole &
//!   Shaw (1974), *"Powerful" Verbs and "Body Language": Does the Reader Notice?*; Recasens,
//!   Danescu-Niculescu-Mizil & Jurafsky (2013), *Linguistic Models for Analyzing and Detecting Biased Language*.
//! - what counts as an attribution at all: Newell, Margolin & Ruths (2018), *An Attribution Relations Corpus for
//!   Political News*.
//!
//! It misleads where a house style uses a marked verb as its plain one ("noted" for "said"), so compare an
//! outlet with others on the same stories, and where a verb has a second sense ("charged" with a crime).

mod entries;
mod inflect;

use serde::{Deserialize, Serialize};

pub(super) use entries::{CueNoun, CueVerb, frame, nouns, verbs};
pub(super) use inflect::Form;

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

impl CueClass {
    /// Every class, in the order of the list above.
    pub const ALL: [CueClass; 9] = [
        CueClass::Neutral,
        CueClass::Factive,
        CueClass::Doubting,
        CueClass::Forceful,
        CueClass::Asking,
        CueClass::Denying,
        CueClass::Committing,
        CueClass::Judging,
        CueClass::Thinking,
    ];

    /// The name in lists and tables.
    pub const fn name(self) -> &'static str {
        match self {
            CueClass::Neutral => "neutral",
            CueClass::Factive => "factive",
            CueClass::Doubting => "doubting",
            CueClass::Forceful => "forceful",
            CueClass::Asking => "asking",
            CueClass::Denying => "denying",
            CueClass::Committing => "committing",
            CueClass::Judging => "judging",
            CueClass::Thinking => "thinking",
        }
    }

    /// The class with a name; neutral for any other.
    fn named(name: &str) -> Self {
        CueClass::ALL.into_iter().find(|class| class.name() == name).unwrap_or_default()
    }
}
