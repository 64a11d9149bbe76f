//! Quotations: who is said to have said what.

use serde::{Deserialize, Serialize};

use super::CueClass;
use crate::article::Span;

/// How words are attributed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuotationKind {
    /// Whole sentences or clauses between quotation marks.
    Direct,
    /// Some words between quotation marks inside a clause of the narrator: called it "a disaster".
    Partial,
    /// Speech in the narrator's words: said that it had failed.
    Reported,
    /// No speech: what somebody is said to want, believe, support or oppose.
    Stance,
}

/// What the text itself says about the gender of a single source, by pronoun or title. Never guessed from a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// She, Ms., Mrs., spokeswoman.
    Woman,
    /// He, Mr., spokesman.
    Man,
}

/// One attribution: content, and where the text gives them its source and its cue.
///
/// All places are byte ranges of one text, on character boundaries. Source and cue lie outside the content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Quotation {
    /// How the words are attributed.
    pub kind: QuotationKind,
    /// What is attributed: at least one range, in order, disjoint. Quotation marks belong to it.
    pub content: Vec<Span>,
    /// Who speaks: the noun phrase with title and apposition, or a pronoun.
    pub source: Option<Span>,
    /// The words that attribute: the verb with its auxiliaries and adverbs, "according to", a noun.
    pub cue: Option<Span>,
    /// How the cue presents the content. `None` where there is no cue.
    pub class: Option<CueClass>,
    /// The part of the content that stands between quotation marks, marks included.
    pub quoted: Vec<Span>,
    /// Whether the source is described without a name, an office or a body: "a person familiar with the talks".
    pub anonymous: bool,
    /// Whether the source is a pronoun, whose name stands elsewhere.
    pub pronoun: bool,
    /// The gender of a single source where the text says it.
    pub gender: Option<Gender>,
}
