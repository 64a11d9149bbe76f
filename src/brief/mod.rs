//! The story page: what happened, what the papers say, what each leaves out, and how all of this was found.
//!
//! | section | file | made of |
//! |---|---|---|
//! | [`Section::WhatHappened`] | `what_happened` | statements that most outlets tell alike |
//! | [`Section::WhatThePapersSay`] | `what_the_papers_say` | per outlet: what it dwells on |
//! | [`Section::KeyPlayers`] | `key_players` | people and bodies: described as what, named by whom, saying what |
//! | [`Section::BlindSpots`] | `blind_spots` | what most others carry and an outlet does not |
//! | [`Section::Topics`] | `topics` | places and things that several outlets name |
//! | [`Section::Method`] | `method`, `shared_copy` | what was read, set aside and could not be compared; whose reports were printed |
//!
//! Every sentence about the coverage is a [`Claim`] and cites the passages behind it. Sentences about
//! the procedure are notes; they cite nothing and say nothing about an outlet's reporting.

mod blind_spots;
#[allow(clippy::module_inception)]
mod brief;
mod claim;
mod key_players;
mod method;
mod shared_copy;
mod topics;
mod what_happened;
mod what_the_papers_say;
pub(crate) mod words;

pub use brief::{Brief, BriefOptions, Chapter, Group, SCHEMA, Section};
pub use claim::{Claim, Quantity};
