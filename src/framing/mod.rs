//! How events are presented: frames found by their words, counted by sentences, quoted in passages.
//!
//! | step | type | what it does |
//! |---|---|---|
//! | describe | [`Inventory`] | frames with definitions and word lists, in a text format; [`Builtin`] ones come with the crate |
//! | match | [`FrameMatcher`] | finds the words of all frames in a sentence, leftmost-longest |
//! | count | [`FrameTable`] | one row for each article: the sentences that carry a frame |
//! | sum up | [`Framing`] | an outlet's shares of sentences, headlines and ledes, with the passages |
//!
//! # Which inventory should you use?
//!
//! | you ask | use |
//! |---|---|
//! | on which grounds is a policy argued? | [`Builtin::PolicyFrames`] |
//! | what kind of story is it: conflict, human interest, money, morality, responsibility? | [`Builtin::NewsFrames`] |
//! | does the text define a problem, name a cause, judge, propose a remedy? | [`Builtin::FrameFunctions`] |
//! | which values does it appeal to? | [`Builtin::MoralFoundations`] |
//! | is a war covered as a contest or as a problem to be solved? | [`Builtin::WarPeace`] |
//! | talks, guarantees, territory, alliance unity | [`Builtin::Negotiations`] |
//! | anything else | [`Inventory::parse`] your own |
//!
//! # How far can the inventories be trusted?
//!
//! Measured with [`Validation`] on collections that people coded. Every row flatters: no word was taken from
//! these texts, but on the climate articles the thresholds of the generic frames were set and groups of their
//! words reweighted, and on the others settings and mappings of codes were chosen. Expect less elsewhere: where
//! the thresholds of the generic frames are set on one half of the climate articles and measured on the
//! other, macro F1 is .60 and micro F1 .68, for twenty cuts into halves.
//! `cargo run --release --example evaluate -- frac FILE` (`climate`, `gvfc`) repeats it on a copy of the data.
//!
//! | data | frames | macro F1 | strong | weak |
//! |---|---|---|---|---|
//! | FrAC, 276 sentences | policy, one for each | .65 | economic, health, legality above .78 | no frame .29, morality .55 |
//! | 197 articles on climate | generic, any number | .63 (micro .70) | conflict .84, economic .71 | human interest .45, morality .52 |
//! | GVFC, 691 headlines | one issue, one for each | .52 | race .77, politics .71 | gun rights .29 |
//! | GVFC, [`FrameModel`] on five folds | the same | .68 | race .88, politics .80 | society .44 |
//!
//! Of the generic frames responsibility was coded in none of these collections. Frame functions, moral
//! foundations, war and peace journalism and negotiations have no gold data at all: read their passages, or validate
//! them on a sample of your own. What can be said of them is how they do on a few plain sentences that were
//! written and labelled for this project before anyone looked at what the lists find there. So few sentences, and
//! by one hand, show gross faults and no more; in news expect far less.
//! `cargo run --release --example evaluate -- frame-sentences` repeats it.
//!
//! | inventory | sentences | macro F1 | weak |
//! |---|---|---|---|
//! | frame functions | 16 | .91 | problem .80: misses one that no noun names |
//! | moral foundations | 22 | .97 | loyalty .67 |
//! | war and peace journalism | 17 | .82 | oriented to truth .50, to peace .50 |
//! | negotiations | 14 | .83 | negotiation .50, which takes whatever happens in talks; resistance .50 |
//!
//! # What it does not do
//!
//! A word list finds what is named, not what is meant. It misses irony, allusion and every wording that
//! nobody listed; each frame says under `confuses` what it takes for itself by mistake. Report shares with
//! their passages.

mod builtin;
mod evidence;
mod expand;
mod features;
mod format;
mod import;
mod inventory;
mod kwic;
mod lexicon;
mod linear;
mod matcher;
mod outlet;
mod pattern;
mod primary;
mod supervised;
mod table;
mod trie;
mod validate;

pub use builtin::Builtin;
pub use expand::{Candidate, expand};
pub use import::{DictionaryFormat, EntrySetAside, Imported};
pub use inventory::{Frame, Inventory, Negation};
pub use kwic::{Context, KwicLine, kwic};
pub(crate) use linear::{Sparse, separate_at};
pub use matcher::{FrameId, FrameMatch, FrameMatcher};
pub use outlet::{FrameShare, Framing, MatchedWords, Passage};
pub use pattern::Pattern;
pub use primary::Salience;
pub use supervised::{Contribution, FrameModel, FrameModelBuilder, LabelKind};
pub use table::{ArticleFrames, FrameTable, FramedSentence, Speaker, Zone};
pub use validate::{Coded, Confusion, LabelAgreement, Mislabelled, Validation, krippendorff_alpha};
