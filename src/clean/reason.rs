//! The reasons for which text is not counted.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a piece of text is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// The outlet prints the sentence in several of its articles: newsletter pitches, credits, tag lines.
    HouseText,
    /// A credit, a caption or a pitch, known by its formula.
    Credit,
    /// Place, date and agency before the first sentence.
    Dateline,
    /// When the page, or a post shown on it, was put up.
    Stamp,
    /// What is added to a name in a fixed form: party and state, agency, ticker; an editor's note.
    Label,
    /// Several outlets print the passage in nearly the same words: agency copy, mostly.
    SharedCopy,
    /// Markup, code or a row of symbols that was taken for text.
    NoProse,
    /// The outlet had already published the article in nearly the same words.
    Repeat,
}

impl Reason {
    /// Whether the words count elsewhere: in the outlet that the copy comes from, or in the article that is repeated.
    pub fn is_copy(self) -> bool {
        matches!(self, Reason::SharedCopy | Reason::Repeat)
    }

    /// Whether the words stand beside the report; labels stand within its sentences, and copy is a report.
    pub fn is_no_reporting(self) -> bool {
        !self.is_copy() && self != Reason::Label
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::HouseText => "an outlet's recurring house text",
            Reason::Credit => "credits, captions and pitches",
            Reason::Dateline => "datelines",
            Reason::Stamp => "times at which pages and posts were put up",
            Reason::Label => "labels in a fixed form, such as a politician's party and state",
            Reason::SharedCopy => "copy that several outlets print in the same words",
            Reason::NoProse => "markup and code taken for text",
            Reason::Repeat => "articles that their outlet had already published",
        })
    }
}
