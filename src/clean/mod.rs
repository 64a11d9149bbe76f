//! What is set aside before anything is counted, each piece with its reason.
//!
//! Nothing is deleted: a [`Mask`] is a place in an article and the reason why counting passes over it.
//!
//! | reason | found by |
//! |---|---|
//! | [`Reason::HouseText`] | a sentence that one outlet prints in several of its articles |
//! | [`Reason::HouseText`] | six or more words with which one outlet begins or ends sentences in several articles |
//! | [`Reason::Credit`] | a short sentence with a formula of credits, captions or pitches, or that edge of a longer one |
//! | [`Reason::Dateline`] | place, date and agency before the first sentence |
//! | [`Reason::Stamp`] | a date and time that say when a page or a post was put up |
//! | [`Reason::Label`] | party and state behind a politician's name, agency, ticker or editor's note in brackets |
//! | [`Reason::SharedCopy`] | a passage that several outlets print in nearly the same words: [`Syndication`] |
//! | [`Reason::NoProse`] | a line of markup, code or symbols that the scraper took for text |
//! | [`Reason::Repeat`] | an article that its outlet had already published in nearly the same words |

mod credit;
mod dateline;
mod edges;
mod house;
mod label;
mod masks;
mod no_prose;
mod own_name;
mod reason;
mod recurring;
mod stamp;
mod syndication;

use crate::article::{ArticleId, Corpus, Part};
use crate::token::TokenizedCorpus;

pub(crate) use dateline::dateline_length;
pub(crate) use house::House;
pub use masks::{Mask, Masks, SetAsideShare};
pub use own_name::{name_sequences, own_name_terms};
pub use reason::Reason;
pub use syndication::{Agency, Cluster, Copy, KnownBy, Reuse, Shared, SharedWith, Syndication};

/// Every sentence of a body that has at most so many words: its article, its number there, its text.
fn body_sentences<'c>(
    corpus: &'c Corpus,
    tokenized: &'c TokenizedCorpus,
    most_words: usize,
) -> impl Iterator<Item = (ArticleId, usize, &'c str)> {
    corpus.article_ids().flat_map(move |article| {
        let sentences = tokenized.document(article).sentences.iter().enumerate();
        sentences.filter_map(move |(number, sentence)| {
            let is_one = sentence.part == Part::Body && sentence.n_tokens() <= most_words;
            let text = sentence.span.of(&corpus.article(article).body).filter(|_| is_one)?;
            Some((article, number, text))
        })
    })
}
