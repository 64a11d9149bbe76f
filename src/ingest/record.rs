//! What reading gives: an article, or a record that was set aside and why.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::error::Place;

/// One record of an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "nearly every record is an article")]
pub enum Record {
    /// An article.
    Article {
        /// The article.
        article: Article,
        /// Where it was read.
        place: Place,
        /// What a reader should know about how it was read; mostly empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        remarks: Vec<Remark>,
    },
    /// A record that gives no article.
    SetAside(SetAside),
}

impl Record {
    /// The article, where there is one.
    pub fn into_article(self) -> Option<Article> {
        match self {
            Record::Article { article, .. } => Some(article),
            Record::SetAside(_) => None,
        }
    }
}

/// A record that was set aside: where it was, why, and how it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// Where.
    pub place: Place,
    /// Why.
    pub reason: Reason,
    /// The first characters of the record, at most 80, with control characters shown as spaces.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub excerpt: String,
}

impl fmt::Display for SetAside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, self.reason, self.reason.remedy())
    }
}

/// Why a record was set aside. It prints as what was found; [`Reason::remedy`] says what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// The record does not follow its format.
    Malformed {
        /// What the parser met.
        message: String,
    },
    /// A JSON value that is no object.
    NotAnObject {
        /// What it is.
        found: String,
    },
    /// Arrays or objects inside each other beyond the limit.
    TooDeep,
    /// A record longer than [`Limits::record_bytes`](super::Limits::record_bytes).
    Oversized {
        /// The length in bytes, as far as it was followed.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// No column with a text.
    MissingBody {
        /// The columns that the record has.
        columns: Vec<String>,
    },
    /// The column of the text is there and blank.
    EmptyBody,
    /// Nothing that names the outlet, and no address to take it from.
    MissingOutlet {
        /// The columns that the record has.
        columns: Vec<String>,
    },
    /// An earlier article has the same id, outlet, headline, body and story.
    Repeated {
        /// The id.
        id: String,
        /// The earlier article.
        first: Place,
    },
    /// An earlier article with other contents has the same id.
    IdTaken {
        /// The id.
        id: String,
        /// The earlier article.
        first: Place,
    },
    /// A row with more fields than the header.
    Ragged {
        /// The number of fields.
        n_fields: usize,
        /// The number of columns in the header.
        n_columns: usize,
    },
    /// A quotation mark opens a field and nothing closes it.
    UnclosedQuote,
    /// Nothing but NUL bytes.
    NulBytes,
    /// A page without a text that could be an article.
    NoArticle,
    /// A document of an archive that is no page: a picture, a redirect, an error.
    NotAPage {
        /// What it is.
        found: String,
    },
    /// A file of a folder that cannot be opened or is in no format that is read.
    NotRead {
        /// What is wrong with it.
        message: String,
    },
    /// The input ends inside this record or right before it.
    CutOff {
        /// What ended too early.
        message: String,
    },
    /// The rest of the input cannot be read: the compressed data are damaged, or the device fails.
    Unreadable {
        /// What the decoder or the operating system said.
        message: String,
    },
    /// The input expands beyond [`Limits::ratio`](super::Limits::ratio) or
    /// [`Limits::total_bytes`](super::Limits::total_bytes), and the rest was not read.
    Expands {
        /// The bytes read so far, as stored.
        bytes_in: u64,
        /// The bytes that they expanded to.
        bytes_out: u64,
    },
}

impl Reason {
    /// A short stable name, by which records are tallied.
    pub const fn kind(&self) -> &'static str {
        match self {
            Reason::Malformed { .. } => "malformed",
            Reason::NotAnObject { .. } => "not an object",
            Reason::TooDeep => "nested too deeply",
            Reason::Oversized { .. } => "too long",
            Reason::MissingBody { .. } => "no text",
            Reason::EmptyBody => "empty text",
            Reason::MissingOutlet { .. } => "no outlet",
            Reason::Repeated { .. } => "repeated",
            Reason::IdTaken { .. } => "id taken",
            Reason::Ragged { .. } => "ragged row",
            Reason::UnclosedQuote => "unclosed quotation mark",
            Reason::NulBytes => "NUL bytes",
            Reason::NoArticle => "no article",
            Reason::NotAPage { .. } => "no page",
            Reason::NotRead { .. } => "not read",
            Reason::CutOff { .. } => "cut off",
            Reason::Unreadable { .. } => "unreadable",
            Reason::Expands { .. } => "expands too far",
        }
    }

    /// What the reader of the message can do about it.
    pub fn remedy(&self) -> String {
        use super::Field;
        match self {
            Reason::Malformed { .. } => {
                "repair it at its source; every other record is kept".into()
            }
            Reason::NotAnObject { .. } => {
                "give one object per article, such as {\"outlet\": ..., \"body\": ...}".into()
            }
            Reason::TooDeep => "give the text as a string or as a list of paragraphs".into(),
            Reason::Oversized { .. } => "raise the limit on records if it is one article".into(),
            Reason::MissingBody { .. } => {
                format!("name the column of the text, or call it one of {}", Field::Body.accepted())
            }
            Reason::EmptyBody => "fetch its text again, or leave it out".into(),
            Reason::MissingOutlet { .. } => format!(
                "give a default outlet, name the column, or call it one of {}",
                Field::Outlet.accepted()
            ),
            Reason::Repeated { .. } => "nothing is lost; it is counted once".into(),
            Reason::IdTaken { .. } => "give each article an id of its own, or leave ids out".into(),
            Reason::Ragged { .. } => "put fields that hold the separator in quotation marks".into(),
            Reason::UnclosedQuote => {
                "close it, and double the quotation marks inside a field".into()
            }
            Reason::NulBytes => "copy the file again from its source".into(),
            Reason::NoArticle => "leave it out if it is a front page or a form".into(),
            Reason::NotAPage { .. } => "nothing is lost; it is no article".into(),
            Reason::NotRead { .. } => "take it out of the folder, or convert it".into(),
            Reason::CutOff { .. } | Reason::Unreadable { .. } => {
                "get the file again; what came before is kept".into()
            }
            Reason::Expands { .. } => "raise the limit if the file is what it should be".into(),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed = |columns: &[String]| match columns {
            [] => "it has no columns".to_owned(),
            columns => format!("its columns are {}", columns.join(", ")),
        };
        match self {
            Reason::Malformed { message } => write!(f, "the record is malformed: {message}"),
            Reason::NotAnObject { found } => write!(f, "expected an object, found {found}"),
            Reason::TooDeep => f.write_str("lists or objects are nested too deeply"),
            Reason::Oversized { bytes, limit } => {
                write!(f, "the record has at least {bytes} bytes, the limit is {limit}")
            }
            Reason::MissingBody { columns } => write!(f, "no text; {}", listed(columns)),
            Reason::EmptyBody => f.write_str("the text is empty"),
            Reason::MissingOutlet { columns } => {
                write!(f, "no outlet, and no address that names one; {}", listed(columns))
            }
            Reason::Repeated { id, first } => {
                write!(f, "the same article {id:?} was read at {first}")
            }
            Reason::IdTaken { id, first } => {
                write!(f, "a different article with the id {id:?} was read at {first}")
            }
            Reason::Ragged { n_fields, n_columns } => {
                write!(f, "the row has {n_fields} fields, the header has {n_columns}")
            }
            Reason::UnclosedQuote => f.write_str("a quotation mark opens here and is never closed"),
            Reason::NulBytes => f.write_str("nothing but NUL bytes"),
            Reason::NoArticle => f.write_str("the page has no text that could be an article"),
            Reason::NotAPage { found } => write!(f, "expected a page, found {found}"),
            Reason::NotRead { message } => write!(f, "the file is not read: {message}"),
            Reason::CutOff { message } => write!(f, "the input is cut off: {message}"),
            Reason::Unreadable { message } => write!(f, "the rest cannot be read: {message}"),
            Reason::Expands { bytes_in, bytes_out } => {
                write!(f, "{bytes_in} bytes expand to {bytes_out} and more, the rest was not read")
            }
        }
    }
}

/// Something about how an article was read that does not keep it from being used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Remark {
    /// The date of publication is in no shape that is understood; the article has no date.
    UnreadableDate {
        /// What stands there.
        found: String,
    },
    /// A date such as `5/6/18` that was read by the order of [`DateOrder`](super::DateOrder).
    AmbiguousDate {
        /// What stands there.
        found: String,
    },
    /// A column holds something that is no text, such as an object; it was not used.
    Unusable {
        /// The field that the column would fill.
        field: super::Field,
    },
    /// Bytes that are not UTF-8 were read in the encoding that fits them.
    Decoded {
        /// The name of the encoding, such as `windows-1252`.
        encoding: String,
    },
    /// NUL bytes between the characters were dropped.
    NulBytes {
        /// How many.
        n_bytes: usize,
    },
    /// A row has fewer fields than the header; the missing ones are taken as blank.
    ShortRow {
        /// The number of fields.
        n_fields: usize,
        /// The number of columns in the header.
        n_columns: usize,
    },
    /// A quotation mark inside a quoted field is not doubled; it was kept as it stands.
    StrayQuote,
    /// The feed gives only a summary, which was taken as the body.
    SummaryOnly,
    /// Another file has an article with this id; the file was put before it.
    IdQualified {
        /// The id as it stands in the file.
        id: String,
    },
}

impl Remark {
    /// A short stable name, by which remarks are tallied.
    pub const fn kind(&self) -> &'static str {
        match self {
            Remark::UnreadableDate { .. } => "unreadable date",
            Remark::AmbiguousDate { .. } => "ambiguous date",
            Remark::Unusable { .. } => "unusable column",
            Remark::Decoded { .. } => "other encoding",
            Remark::NulBytes { .. } => "NUL bytes dropped",
            Remark::ShortRow { .. } => "short row",
            Remark::StrayQuote => "stray quotation mark",
            Remark::SummaryOnly => "summary only",
            Remark::IdQualified { .. } => "id of two files",
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Remark::UnreadableDate { found } => {
                write!(f, "the date {found:?} is not understood; the article has none")
            }
            Remark::AmbiguousDate { found } => {
                write!(f, "the date {found:?} can be read in two ways; see the date order")
            }
            Remark::Unusable { field } => {
                write!(f, "the column for {} holds no text and was not used", field.name())
            }
            Remark::Decoded { encoding } => {
                write!(f, "some bytes are not UTF-8 and were read as {encoding}")
            }
            Remark::NulBytes { n_bytes } => write!(f, "{n_bytes} NUL bytes were dropped"),
            Remark::ShortRow { n_fields, n_columns } => {
                write!(f, "the row has {n_fields} fields, the header has {n_columns}")
            }
            Remark::StrayQuote => {
                f.write_str("a quotation mark inside a quoted field is not doubled")
            }
            Remark::SummaryOnly => f.write_str("the feed gives a summary, which is the body here"),
            Remark::IdQualified { id } => {
                write!(f, "another file has an article {id:?}; the file was put before the id")
            }
        }
    }
}

/// The first characters of a record, fit for one line of a report.
pub(super) fn excerpt(bytes: &[u8]) -> String {
    const SHOWN: usize = 80;
    // Four bytes hold the longest character, so this prefix is sure to hold the characters shown.
    let head = &bytes[..bytes.len().min(4 * (SHOWN + 1))];
    let text = String::from_utf8_lossy(head);
    let mut shown: String =
        text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(SHOWN).collect();
    if text.trim().chars().count() > SHOWN {
        shown.pop();
        shown.push('…');
    }
    shown
}
