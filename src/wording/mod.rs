//! The same fact in several outlets' words, and what is missing where.
//!
//! A [`Statement`] is a group of sentences from different outlets that tell the same; an
//! [`Omission`] is a statement that an outlet does not carry although its length would lead one to
//! expect it.

mod account;
mod concept;
mod cut;
mod difference;
mod headline;
mod omission;
mod remark;
mod similarity;
mod slot;
mod statement;
mod timeline;
mod when;

pub use account::{Account, AccountSentence, account};
pub(crate) use cut::quotations_close;
pub use difference::{Exchange, NumberClash, Side, TwoWordings, differences};
pub use headline::{Headline, first_named, headlines};
pub use omission::{Carried, Omission, omissions};
pub use remark::{Remark, RemarkKind, cues, remarks};
pub use slot::{Slot, SlotName, slots};
pub use statement::{Statement, Telling, statements};
pub use timeline::{TimelineDay, main_days, timeline};
pub use when::{Anchor, DayPrecision, When, anchors, whens};
