//! The stream of records of one input.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::delimited::Delimited;
use super::intake::{Ids, Intake};
use super::json_array::JsonArray;
use super::json_lines::JsonLines;
use super::{Format, Reader, Record, source};
use crate::error::Result;

/// The records of one input in order, each an article or a record that was set aside.
///
/// It never stops at a bad record. Where the input itself breaks off (a truncated file, a failing
/// device) the last item is a [`SetAside`](super::SetAside) that says so.
///
/// Memory is that of the longest record, and about 80 bytes per article for telling duplicates.
pub struct Articles<'r> {
    source: Source<'r>,
    format: Format,
    intake: Intake,
    taken: Arc<AtomicU64>,
}

enum Source<'r> {
    Lines(JsonLines<'r>),
    Array(JsonArray<'r>),
    Delimited(Delimited<'r>),
}

impl<'r> Articles<'r> {
    pub(super) fn new(
        reader: &Reader,
        input: impl Read + Send + 'r,
        name: &str,
        ids: Ids,
    ) -> Result<Self> {
        let taken = Arc::default();
        let window = source::open(input, &reader.limits, &taken);
        let intake = Intake::new(reader, name, ids);
        let format = super::sniff::format(reader.format, &window, name)?;
        let source = match format {
            Format::JsonArray => Source::Array(JsonArray::new(window)),
            Format::Csv | Format::Tsv => {
                Source::Delimited(Delimited::new(window, format, &intake)?)
            }
            Format::Auto | Format::JsonLines => Source::Lines(JsonLines::new(window)),
        };
        Ok(Articles { source, format, intake, taken })
    }

    /// The format that was given, or was told from the content.
    pub fn format(&self) -> Format {
        self.format
    }

    /// How many bytes of the input have been taken so far, as stored, for showing progress.
    pub fn bytes_read(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }

    pub(super) fn into_ids(self) -> Ids {
        self.intake.ids
    }
}

impl Iterator for Articles<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        match &mut self.source {
            Source::Lines(source) => source.next(&mut self.intake),
            Source::Array(source) => source.next(&mut self.intake),
            Source::Delimited(source) => source.next(&mut self.intake),
        }
    }
}

impl std::fmt::Debug for Articles<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Articles")
            .field("file", &self.intake.file)
            .field("format", &self.format)
            .field("bytes_read", &self.bytes_read())
            .finish_non_exhaustive()
    }
}
