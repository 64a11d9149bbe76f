//! The stream of records of one input.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::delimited::Delimited;
use super::folder::Folder;
use super::intake::{Ids, Intake};
use super::json_array::JsonArray;
use super::json_lines::JsonLines;
use super::text::Whole;
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
    Folder(Box<Folder>),
    Text(Whole<'r>),
    #[cfg(feature = "feeds")]
    Feed(super::feed::Feed<'r>),
    #[cfg(feature = "html")]
    Page(Whole<'r>),
    #[cfg(feature = "parquet")]
    Parquet(Box<super::parquet::ParquetRows>),
    #[cfg(feature = "warc")]
    Warc(super::warc::Warc<'r>),
    Lines(JsonLines<'r>),
    Array(JsonArray<'r>),
    Delimited(Delimited<'r>),
}

impl<'r> Articles<'r> {
    pub(super) fn new(
        reader: &Reader,
        input: impl Read + Send + 'r,
        name: &str,
        ids: &mut Ids,
    ) -> Result<Self> {
        let taken = Arc::default();
        let mut window = source::open(input, &reader.limits, &taken);
        let format = super::sniff::format(reader.format, &window, name)?;
        let mut intake = Intake::new(reader, name, Ids::default());
        let source = match format {
            #[cfg(feature = "feeds")]
            Format::Feed => Source::Feed(super::feed::Feed::new(window, &intake)?),
            #[cfg(feature = "html")]
            Format::Html => Source::Page(Whole::new(window)),
            #[cfg(feature = "warc")]
            Format::Warc => {
                let archive =
                    super::warc_documents::WarcDocuments::over(window, name, &reader.limits);
                Source::Warc(super::warc::Warc::new(archive))
            }
            // Some of the three, whichever features are left out.
            #[cfg(not(all(feature = "feeds", feature = "html", feature = "warc")))]
            #[allow(unreachable_patterns)]
            Format::Feed | Format::Html | Format::Warc => return Err(not_built(format, name)),
            Format::Parquet => {
                let needed =
                    "its path and the crate's feature `parquet`: such a file is read from its end";
                return Err(super::format_error(name, "a Parquet file", needed));
            }
            Format::Text => Source::Text(Whole::new(window)),
            Format::JsonArray => {
                // The name of a feed is that of its outlet, unless the caller knows better.
                let wrapper = super::sniff::wrapper(window.view());
                let wrapped = wrapper.is_some();
                if let Some(wrapper) = wrapper {
                    window.consume(wrapper.len);
                    intake.reader.outlet = intake.reader.outlet.take().or(wrapper.title);
                }
                Source::Array(JsonArray::new(window, wrapped))
            }
            Format::Csv | Format::Tsv => {
                Source::Delimited(Delimited::new(window, format, &intake)?)
            }
            Format::Auto | Format::JsonLines => Source::Lines(JsonLines::new(window)),
        };
        intake.ids = std::mem::take(ids);
        intake.ids.begin_file(name);
        Ok(Articles { source, format, intake, taken })
    }

    /// The rows of a Parquet file.
    #[cfg(feature = "parquet")]
    pub(super) fn in_parquet(
        reader: &Reader,
        file: std::fs::File,
        name: &str,
        ids: &mut Ids,
    ) -> Result<Self> {
        let mut intake = Intake::new(reader, name, Ids::default());
        let rows = super::parquet::ParquetRows::open(file, &intake)?;
        intake.ids = std::mem::take(ids);
        intake.ids.begin_file(name);
        let (source, format) = (Source::Parquet(Box::new(rows)), Format::Parquet);
        Ok(Articles { source, format, intake, taken: Arc::default() })
    }

    /// The records of every file in a folder.
    pub(super) fn in_folder(reader: &Reader, folder: Folder, name: &str, ids: &mut Ids) -> Self {
        let intake = Intake::new(reader, name, std::mem::take(ids));
        let taken = folder.taken();
        Articles { source: Source::Folder(Box::new(folder)), format: Format::Auto, intake, taken }
    }

    /// The format that was given, or was told from the content.
    pub fn format(&self) -> Format {
        self.format
    }

    /// How many bytes of the input have been taken so far, as stored, for showing progress.
    pub fn bytes_read(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }

    /// The ids that were read, and the files that a table of metadata named.
    pub(super) fn into_parts(self) -> (Ids, BTreeSet<PathBuf>) {
        (self.intake.ids, self.intake.named)
    }
}

impl Iterator for Articles<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        match &mut self.source {
            Source::Folder(source) => source.next(&mut self.intake),
            Source::Text(source) => source.text(&mut self.intake),
            #[cfg(feature = "feeds")]
            Source::Feed(source) => source.next(&mut self.intake),
            #[cfg(feature = "html")]
            Source::Page(source) => source.page(&mut self.intake),
            #[cfg(feature = "parquet")]
            Source::Parquet(source) => source.next(&mut self.intake),
            #[cfg(feature = "warc")]
            Source::Warc(source) => source.next(&mut self.intake),
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

/// A format that this build of the crate leaves out.
#[cfg(not(all(feature = "feeds", feature = "html", feature = "warc")))]
fn not_built(format: Format, name: &str) -> crate::error::Error {
    let (found, feature) = match format {
        Format::Feed => ("a feed", "feeds"),
        Format::Warc => ("a WARC archive", "warc"),
        _ => ("an HTML page", "html"),
    };
    super::format_error(name, found, &format!("the crate built with its feature `{feature}`"))
}
