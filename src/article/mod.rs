//! What was published: outlets, articles, stories, and places in their text.
//!
//! An [`Article`] holds what was published, word for word, under the outlet name the source gave it.
//! A [`Corpus`] interprets: it resolves outlet names through an [`OutletTable`] and sorts the
//! articles into [`Story`]s. Nothing downstream changes a text; every result points back into it with
//! a [`Citation`].

#[allow(clippy::module_inception)]
mod article;
mod attributes;
mod citation;
mod corpus;
mod outlet;
mod published;
mod span;

pub use article::Article;
pub use citation::Citation;
pub use corpus::{ArticleId, Corpus, OutletId, Story, StoryId};
pub use outlet::{Outlet, OutletTable};
pub use published::{Precision, Published};
pub use span::{Part, Span};
