//! Who is named and who speaks: actors, quotations with their sources, the tone towards whom, loaded words, and who acts.
//!
//! | type | what it is |
//! |---|---|
//! | [`Actors`] | the people, organisations and places of a story, with every mention |
//! | [`Quotation`] | what was said, by whom, under which cue, each as places in the text |
//! | [`CueClass`] | how the cue presents it: neutral, as a fact, as doubtful, forcefully |
//! | [`Voices`], [`VoiceForms`] | whose words each place of an article is; in a corpus, each spelling looked up once |
//! | [`words_given`], [`cue_classes`], [`actor_counts`] | who is quoted, how, and who is named, as tables to contrast outlets with |
//! | [`Tone`] | the tone of a sentence towards one target |
//! | [`LoadedLanguage`] | loaded words, hedges, certainty |
//! | [`deeds`] | who acts on whom, and deeds that nobody is said to have done |
//! | [`ListedWords`], [`ListedForms`] | a sentence read once for the last three; a corpus, once for each spelling |
//!
//! A quotation is plain data: byte ranges of one text, and what the text itself says about them. Whether the
//! words are true, or were ever spoken, is not judged.

mod actor;
mod agency;
mod cited;
mod cue;
mod eight;
mod lexicon;
mod listed;
mod loaded;
mod phrases;
mod quotation;
mod speaking;
mod tone;
mod trie;
mod wordlist;

pub use actor::{
    Actor, ActorFinder, ActorId, ActorKind, ActorName, Actors, Description, Gazetteer, Mention,
    MentionForm, actor_counts,
};
pub use agency::{Deed, deeds};
pub use cited::{cue_classes, words_given};
pub use cue::CueClass;
pub use listed::{ListedForms, ListedWords};
pub use loaded::{LoadedClass, LoadedExample, LoadedLanguage, LoadedModel, LoadedWord, ScoredWord};
pub use quotation::{Gender, Quotation, QuotationKind, quotations, quoted_spans};
pub use speaking::{Voice, VoiceForms, Voices};
pub use tone::{Tone, ToneLabel, ToneModel, ToneRole, ToneWord, ToneZone};
