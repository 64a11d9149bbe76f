//! Which articles report the same event.
//!
//! | wanted | call |
//! |---|---|
//! | the stories of a collection | [`Grouping::new`], or [`Grouper::group`] with options |
//! | a story for each article as it comes in | [`Grouper::stream`], then [`Stream::add`] |
//! | the articles that do not belong to the story that they name | [`Grouper::strays`] |
//!
//! ```
//! use parallax::{Article, Corpus, Grouping};
//!
//! let mut articles = vec![
//!     Article::new("a", "Ferry runs aground off Larn", "The ferry Osprey ran aground off Larn. Divers came."),
//!     Article::new("b", "Bakers win bread prize", "Two bakers from Tull won a prize for rye bread."),
//!     Article::new("c", "Divers free Osprey ferry", "Divers freed the ferry Osprey, aground off Larn."),
//! ];
//! let grouping = Grouping::new(&articles);
//! grouping.assign(&mut articles);
//! assert_eq!(Corpus::new(articles).stories().len(), 2);
//! ```
//!
//! # How
//!
//! An article becomes a vector of its terms, weighted by how rare they are, with views of their own for headline, opening and names;
//! sentences that an outlet prints again and again are left out. Likeness is the dot product, times a factor
//! from 1 to 1/2 for distance in time. An index finds the nearest neighbours of each article; groups of neighbours are joined by
//! average linkage; and the likeness at which joining stops is the one that keeps the stories of this
//! collection apart best. Nothing is learnt from other text, so any language with spaces between words will do.
//!
//! # Cost
//!
//! Time grows a little faster than the number of articles, since each article is compared with a bounded number of others;
//! memory in proportion. The result does not depend on the order of the articles, nor on the number of threads.
//!
//! # When it misleads
//!
//! - What counts as one event is a matter of grain. A collection that is all about one war is cut finer than one that
//!   has one event in that war.
//! - A very small collection says little about which words are rare. Below about ten articles look at the result.
//! - Articles in different languages are hardly ever joined.

mod cut;
mod day;
mod grouper;
mod grouping;
mod neighbours;
mod recall;
mod signature;
mod stray;
mod stream;
mod terms;
mod tree;

pub use grouper::{Cut, Grouper, GrouperBuilder};
pub use grouping::{GroupedStory, Grouping, StoryNumber};
pub use stray::Stray;
pub use stream::{Placed, Stream};
