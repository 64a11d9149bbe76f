//! Text to words, sentences and terms, every one with its place in the published text.
//!
//! | step | file | what it does |
//! |---|---|---|
//! | segment | [`words`] | the words of UAX #29 with their byte spans |
//! | sentence | [`sentences`] | where sentences begin and end, abbreviations and scraped text included |
//! | normalise | [`Normalizer`] | one spelling for what is the same word: case, apostrophes, stop words, stems |
//! | intern | [`Vocabulary`] | a small number for each spelling and each term |
//! | count | [`Chain`], [`Rows`] | how often each term occurs, text by text or many texts at once |
//! | document | [`Tokenized`] | the above for one article, ready to count, match and cite |
//!
//! Chinese, Japanese, Thai and other scripts without spaces give what UAX #29 gives, which is mostly
//! single characters; a dictionary segmenter is outside this crate.

mod chain;
mod document;
mod intern;
mod language;
mod normalize;
mod parts;
mod rows;
mod segment;
mod sentence;
mod simd;
mod stem;
mod stop;
mod variants;
mod vocabulary;

pub use chain::{Chain, Place, Row};
pub use document::{Occurrence, Sentence, Tokenized, TokenizedCorpus};
pub use intern::{Interner, TermId};
pub use language::Language;
pub use normalize::{Normalizer, NormalizerBuilder, Stemming};
pub(crate) use normalize::{with_last_stop, without_possessive};
pub use rows::Rows;
pub use segment::{Token, Tokens, count_words, words, words_on};
pub use sentence::{Sentences, sentences};
pub use simd::Path;
pub use stem::stem;
pub use stop::{STOP_LIST_VERSION, StopWords};
pub use vocabulary::{FormId, TermKind, Vocabulary};
