//! Who is named, and how.
mod actor;
mod agency;
mod loaded;
mod phrases;
mod tone;
mod wordlist;

pub use actor::{
    Actor, ActorFinder, ActorId, ActorKind, ActorName, Actors, Description, Gazetteer, Mention,
    MentionForm, actor_counts,
};
pub use agency::{Deed, deeds};
pub use loaded::{LoadedClass, LoadedLanguage, LoadedModel, LoadedWord};
pub use tone::{Tone, ToneLabel, ToneModel, ToneRole, ToneWord, ToneZone};
