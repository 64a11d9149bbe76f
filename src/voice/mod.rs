//! Who is named, and how.
mod actor;
mod wordlist;

pub use actor::{
    Actor, ActorFinder, ActorId, ActorKind, ActorName, Actors, Description, Gazetteer, Mention,
    MentionForm, actor_counts,
};
