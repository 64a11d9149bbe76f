//! The story page: what happened, what the papers say, what each leaves out, and how all of this was found.
//!
//! | section | file | made of |
//! |---|---|---|
//! | [`Section::WhatHappened`] | `what_happened` | what the outlets tell in common |
//! | [`Section::BehindTheHeadline`] | `behind_the_headline` | forecasts, causes and judgements, with who prints them |
//! | [`Section::WhatThePapersSay`] | `what_the_papers_say` | per outlet: what it dwells on |
//! | [`Section::SameFact`] | `same_fact` | one fact in two outlets' words; numbers that differ |
//! | [`Section::Headlines`] | `headlines` | who is named first, and the verb |
//! | [`Section::HowWeGotHere`] | `how_we_got_here` | the days that the coverage comes back to |
//! | [`Section::KeyPlayers`] | `key_players` | people and bodies: described as what, named by whom, saying what |
//! | [`Section::BlindSpots`] | `blind_spots` | what most others carry and an outlet does not |
//! | [`Section::OpenQuestions`] | `open_questions` | what is asked, and what is called open |
//! | [`Section::MoreOnTheseTopics`] | `topics` | places and things that several outlets name |
//! | [`Section::Agendas`] | `agendas` | of several stories, which an outlet covers and misses |
//! | [`Section::Method`] | `method`, `shared_copy` | what was read, set aside and could not be compared; whose reports were printed |
//!
//! Every sentence about the coverage is a [`Claim`] and cites the passages behind it. Sentences about
//! the procedure are notes; they cite nothing and say nothing about an outlet's reporting.

mod agendas;
mod behind_the_headline;
mod blind_spots;
#[allow(clippy::module_inception)]
mod brief;
mod claim;
mod headlines;
mod how_we_got_here;
mod key_players;
mod manner;
mod method;
mod open_questions;
mod same_fact;
mod shared_copy;
mod topics;
mod what_happened;
mod what_the_papers_say;
pub(crate) mod words;

pub use brief::{Brief, BriefOptions, Chapter, Group, SCHEMA, Section};
pub use claim::{Claim, Quantity};
