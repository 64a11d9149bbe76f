//! Reading: from files to [`Article`](crate::Article)s, with an account of every record that gave none.
//!
//! [`read_path`] is all that most programs need. [`Reader`] has the options, and streams.
//!
//! # What is read
//!
//! | format | by | records are |
//! |---|---|---|
//! | JSON Lines | | lines |
//! | a JSON array, objects one after the other, an object with a list of articles (news services, JSON Feed), one object (news-please) | | objects |
//! | CSV and TSV with a header | | rows |
//! | a folder | | the files, each by its content |
//! | texts beside a table of metadata whose column `file` names them | a folder | the table's rows |
//! | RSS and Atom | feature `feeds` | items |
//! | saved HTML pages | feature `html` | pages |
//! | WARC | feature `warc` | answers and texts in the archive |
//! | Parquet, by its path | feature `parquet` | rows |
//!
//! Everything but Parquet may be gzip, and text may be UTF-8 or UTF-16; pages and plain texts may be in
//! any encoding of the web. [`Format::Auto`] tells formats by their content, never by the name.
//! Columns are found by the names and aliases of [`Field`]; columns with other names are not read.
//!
//! - Blank texts and `null` count as missing. Numbers are read as their digits.
//! - A body given as a list is joined by line breaks, and lists inside it by spaces: paragraphs, each a
//!   list of sentences, give one line for each paragraph. A list of authors is joined by commas.
//! - An outlet given as an object is read by its `name`. Without an outlet, the default of the
//!   [`ReaderBuilder::outlet`] counts, and else the host of the article's address without `www.`.
//! - A story needs a key; where there is only a title (`story_title`, `event`), it is the key as well.
//! - An article without an id gets the name of its file and its line, or its record where records are
//!   not lines: `coverage.jsonl:12`. The same file gives the same ids each time.
//!
//! # What is set aside
//!
//! A bad record never loses a good one. It is set aside as a [`SetAside`] with its place, its
//! [`Reason`] and its first words; what was noticed about a record that is kept is a [`Remark`]. An
//! [`Error`] is only for an input as a whole: it is not there, it is empty, it is in no
//! format that is read, or its header has no column for a text.

mod articles;
mod chunks;
mod column;
mod date;
mod date_names;
mod delimited;
mod draft;
mod encoding;
#[cfg(feature = "feeds")]
mod feed;
mod folder;
mod header;
mod intake;
mod json;
mod json_array;
mod json_lines;
mod line;
mod markup;
#[cfg(feature = "html")]
mod page;
#[cfg(feature = "parquet")]
mod parquet;
mod reader;
mod reading;
mod record;
mod sniff;
mod source;
mod text;
#[cfg(feature = "parquet")]
mod thrift;
#[cfg(feature = "warc")]
mod warc;
#[cfg(feature = "warc")]
mod warc_documents;
mod window;

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Place, Result};

use header::check_columns;

pub use articles::Articles;
pub(crate) use chunks::{Chunks, Piece};
pub use column::Field;
pub use date::{DateOrder, DateRead, read_date};
pub(crate) use date_names::{ENGLISH_DAYS, english_month};
pub use reader::{Duplicates, Limits, Reader, ReaderBuilder};
pub use reading::{Reading, Remarked, Summary};
pub use record::{Reason, Record, Remark, SetAside};
#[cfg(feature = "warc")]
pub use warc_documents::{WarcDocument, WarcDocuments, WarcKind};

/// The format of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Format {
    /// Told from the content.
    #[default]
    Auto,
    /// One object per line.
    JsonLines,
    /// An array of objects, or objects one after the other over any number of lines.
    JsonArray,
    /// A table with a header, separated by commas, semicolons or vertical bars.
    Csv,
    /// A table with a header, separated by tabs.
    Tsv,
    /// RSS or Atom (feature `feeds`). A JSON Feed is read as [`Format::JsonArray`].
    Feed,
    /// One HTML page (feature `html`).
    Html,
    /// A WARC archive (feature `warc`).
    Warc,
    /// A Parquet file (feature `parquet`); only by its path.
    Parquet,
    /// A plain text: one article, its outlet given by [`ReaderBuilder::outlet`].
    Text,
}

/// Reads one file whole, with the default options.
///
/// ```no_run
/// let reading = parallax::ingest::read_path("coverage.jsonl.gz")?;
/// println!("{}", reading.summary());
/// for aside in &reading.set_aside {
///     eprintln!("{aside}");
/// }
/// # Ok::<(), parallax::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Io`] where the file cannot be opened; [`Error::Format`] where it is a folder, is empty, is
/// in no format that is read, or is a table without the needed columns.
pub fn read_path(path: impl AsRef<Path>) -> Result<Reading> {
    Reader::default().read_path(path)
}

fn format_error(file: &str, found: &str, needed: &str) -> Error {
    Error::Format {
        place: Place::file(file),
        found: format!("found {found}"),
        needed: format!("needed {needed}"),
    }
}
