//! Anything countable, as one sparse row per article.
//!
//! | family | file | a feature is | exposure |
//! |---|---|---|---|
//! | [`Family::Term`] | `terms` | a normalised word | counted words |
//! | [`Family::Phrase`] | `phrases` | two to four words that recur together inside sentences | counted words |
//!
//! Other modules count features of their own (frames, actors, sources) into the same [`Counts`], and
//! one contrast engine serves all of them.
//!
//! [`collocations`] ranks pairs of neighbours by how much more often they meet than chance has it.

mod collocation;
mod counts;
mod feature;
mod index;
mod phrases;
mod terms;

pub use collocation::{Collocation, collocations};
pub use counts::{Counts, Family, FeatureId, RowKey};
pub use feature::{Feature, Hit};
pub use index::{SentenceIndex, SentenceRef};
pub use phrases::{PhraseOptions, phrases};
pub use terms::terms;
pub(crate) use terms::{counted_words, row_keys};
