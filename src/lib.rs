//! Compares how news outlets cover the same events: what each gives more space to, how it presents it, what it
//! leaves out, and what all agree on; every number and sentence leads back to the passages behind it.
//!
//! ```
//! use parallax::{Brief, Comparison, Corpus, Reader, report};
//!
//! # let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/sample.jsonl");
//! let coverage = Reader::default().read_path(path)?;
//! let corpus = Corpus::new(coverage.articles);
//! let comparison = Comparison::new(&corpus)?;
//! println!("{}", report::text(&Brief::new(&comparison)));
//! # Ok::<(), parallax::Error>(())
//! ```
//!
//! # The flow
//!
//! The modules stand in the order in which text passes through them, and each uses only those above it.
//!
//! | module | gives |
//! |---|---|
//! | [`error`] | [`Error`], the one public error |
//! | [`stats`] | numbers about numbers: [`Estimate`], tables of counts, inference by article |
//! | [`article`] | [`Outlet`], [`Article`], [`Story`], [`Corpus`], [`Span`], [`Citation`] |
//! | [`ingest`] | articles from files, with an account of every record that gave none |
//! | [`token`] | words, sentences, one vocabulary for a corpus |
//! | [`clean`] | what is set aside before counting: house text, shared copy, repeats, markup |
//! | [`group`] | which articles report the same event: stories from articles that name none |
//! | [`count`] | terms, phrases and other features, one row for each article |
//! | [`contrast`] | what one outlet uses more than the others; the classic measures |
//! | [`profile`] | any amount of text as sums that merge: counted on any number of machines, the same bytes |
//! | [`framing`] | inventories of frames and how much of an outlet's text carries each |
//! | [`voice`] | who speaks: quotations with source and cue |
//! | [`voice`] | who is named, in which tone and with which words |
//! | [`wording`] | the same fact in several outlets' words, and what is missing where |
//! | [`comparison`] | the whole pipeline in one function: read this first |
//! | [`brief`] | the story page; a [`Claim`] cannot be built without a citation |
//! | [`report`] | one HTML file, plain text, Markdown, JSON, CSV |
//!
//! # What it does not do
//!
//! It fetches nothing, asks no language model, rates no outlet's politics and judges no claim's truth. What it
//! says about a few articles describes those articles. That an outlet writes so as a rule is said of words, phrases,
//! frames, manners of telling and cues, and only where enough articles on the same stories allow a test by article; otherwise the page
//! says that nothing could be tested, and why. How often such tests cry wolf is measured in [`stats::calibration`].
//!
//! # Features
//!
//! - `cli`: the program `parallax`.
//! - `feeds`, `html`, `warc`, `parquet`: readers of these formats.
//!
//! No feature changes a number.
#![deny(unsafe_code)]
#![deny(missing_docs)]

pub mod error;
pub mod stats;

pub mod article;
pub mod ingest;
pub mod token;
pub mod clean;
pub mod group;
pub mod count;
pub mod contrast;
pub mod profile;
pub mod framing;
pub mod voice;
pub mod wording;
pub mod comparison;
pub mod brief;
pub mod report;

pub use article::{Article, Citation, Corpus, Outlet, OutletTable, Part, Span, Story};
pub use brief::{Brief, Claim};
pub use comparison::Comparison;
pub use error::{Error, Result};
pub use framing::{Framing, Inventory};
pub use group::Grouping;
pub use ingest::{Reader, Reading};
pub use stats::{Estimate, Interval};

/// The README's code runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
