//! The one public error: what was found, what was needed, and where.

use std::fmt;
use std::path::{Path, PathBuf};

/// What every fallible call of this crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A call that cannot be carried out, with the place and the remedy.
///
/// An `Error` means that the call, a file or a setting has to be fixed. A single bad record inside a
/// readable file is no `Error`: it is set aside and reported by
/// [`Reading::set_aside`](crate::ingest::Reading::set_aside). A value that is not defined for the
/// data at hand is a `None`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be opened, read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file, or `-` for standard input and output.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A file is in no format that this crate reads, or breaks off inside a structure that spans records.
    #[error("{place}: {found}; {needed}")]
    Format {
        /// Where.
        place: Place,
        /// What was found there.
        found: String,
        /// What would have been accepted.
        needed: String,
    },
    /// An inventory of frames does not parse.
    #[error("{place}: {message}")]
    Inventory {
        /// Where.
        place: Place,
        /// What is wrong and how to put it right.
        message: String,
    },
    /// A name given by the caller (an outlet, a story, a column, a frame) is not there, or is ambiguous.
    #[error("no {kind} matches {name:?}; {hint}")]
    NotFound {
        /// What kind of thing was looked for.
        kind: &'static str,
        /// The name that was given.
        name: String,
        /// What there is instead.
        hint: String,
    },
    /// Two entries claim the same name.
    #[error(
        "the alias {alias:?} belongs to both {first:?} and {second:?}; drop it from one of them"
    )]
    AliasCollision {
        /// The name claimed twice.
        alias: String,
        /// The entry that had it first.
        first: String,
        /// The entry that claimed it as well.
        second: String,
    },
    /// A claim was built without a citation.
    #[error("the claim {text:?} cites no passage; every claim needs at least one citation")]
    ClaimWithoutCitation {
        /// The words of the claim.
        text: String,
    },
    /// The data do not allow what was asked for.
    #[error("{what}; {remedy}")]
    TooLittle {
        /// What is missing, with the numbers.
        what: String,
        /// What would make it possible.
        remedy: String,
    },
}

impl Error {
    pub(crate) fn io(path: impl AsRef<Path>, source: std::io::Error) -> Self {
        Error::Io { path: path.as_ref().to_path_buf(), source }
    }
}

/// A place in an input: the file, and the line or record inside it where there is one.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// The file as it was named by the caller, `-` for standard input.
    pub file: String,
    /// The line, counted from 1.
    pub line: Option<u64>,
    /// The record, counted from 1, where records are not lines.
    pub record: Option<u64>,
}

impl Place {
    /// A whole file.
    ///
    /// ```
    /// let place = parallax::error::Place::file("coverage.jsonl").at_line(12);
    /// assert_eq!(place.to_string(), "coverage.jsonl:12");
    /// ```
    pub fn file(name: impl Into<String>) -> Self {
        Place { file: name.into(), line: None, record: None }
    }

    /// The same file at a line, counted from 1.
    pub fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// The same file at a record, counted from 1.
    pub fn at_record(mut self, record: u64) -> Self {
        self.record = Some(record);
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(record) = self.record {
            write!(f, " (record {record})")?;
        }
        Ok(())
    }
}
