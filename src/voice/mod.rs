//! Who speaks: quotations with their sources, and the words that introduce them.
//!
//! | file | what it finds |
//! |---|---|
//! | [`Quotation`] | what was said, by whom, under which cue, each as places in the text |
//! | [`CueClass`] | how the cue presents it: neutral, as a fact, as doubtful, forcefully |
//!
//! A quotation is plain data: byte ranges of one text, and what the text itself says about them. Whether the
//! words are true, or were ever spoken, is not judged.

mod actor;
mod cue;
mod lexicon;
mod quotation;
mod wordlist;

pub use actor::{
    Actor, ActorFinder, ActorId, ActorKind, ActorName, Actors, Description, Gazetteer, Mention,
    MentionForm, actor_counts,
};
pub use cue::CueClass;
pub use quotation::{Gender, Quotation, QuotationKind, quotations, quoted_spans};
