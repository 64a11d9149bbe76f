//! How an input is read: the format, the columns, the limits.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::articles::Articles;
use super::column::{Columns, Field};
use super::date::DateOrder;
use super::folder::Folder;
use super::intake::Ids;
use super::{Format, Reading, Record};
use crate::error::{Error, Result};

/// Bounds on what one input may ask of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Limits {
    /// The longest record in bytes; a longer one is set aside without being held. 32 MiB.
    pub record_bytes: usize,
    /// The most bytes that a compressed input may expand to; no bound by default, since reading streams.
    pub total_bytes: Option<u64>,
    /// How many times longer than itself a compressed input may become, judged past 64 MiB. 200 times;
    /// news text compresses to a quarter.
    pub ratio: u32,
    /// How deep lists and objects may lie inside each other in a column that is read. 16 levels.
    pub nesting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { record_bytes: 32 << 20, total_bytes: None, ratio: 200, nesting: 16 }
    }
}

/// What happens to a record whose id was read before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Duplicates {
    /// The first is kept and the later one set aside with the place of the first. This remembers about
    /// 80 bytes for each article.
    #[default]
    SetAside,
    /// Both are kept, and nothing is remembered.
    Keep,
}

/// Reads inputs with one set of options. Cheap to clone.
///
/// ```
/// use parallax::ingest::{Field, Reader, Record};
///
/// let reader = Reader::builder().column(Field::Body, "paragraphs").outlet("The Example").build();
/// let input = br#"{"title": "Talks open", "paragraphs": ["Talks opened.", "Nobody spoke."]}"#;
/// for record in reader.read(&input[..], "memory")? {
///     match record {
///         Record::Article { article, .. } => assert_eq!(article.body, "Talks opened.\nNobody spoke."),
///         Record::SetAside(aside) => panic!("{aside}"),
///     }
/// }
/// # Ok::<(), parallax::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Reader {
    pub(super) format: Format,
    pub(super) columns: Arc<Columns>,
    pub(super) chosen: Arc<[(Field, String)]>,
    pub(super) limits: Limits,
    pub(super) outlet: Option<String>,
    pub(super) dates: DateOrder,
    pub(super) duplicates: Duplicates,
    /// The folder in which a table's column `file` names the texts.
    pub(super) texts: Option<Arc<Path>>,
}

impl Default for Reader {
    fn default() -> Self {
        Reader::builder().build()
    }
}

impl Reader {
    /// A reader with options of your own.
    pub fn builder() -> ReaderBuilder {
        ReaderBuilder::default()
    }

    /// Streams a file, or every file of a folder in the order of their names.
    ///
    /// In a folder, a file that cannot be read is set aside like a record. Hidden files are passed over.
    /// A table with a column `file` (or `filename`, `path`) beside text files gives each its outlet,
    /// headline and date.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where it cannot be opened; [`Error::Format`] where it is empty or is in no format
    /// that is read; [`Error::NotFound`] where a chosen column is not in its header.
    pub fn open(&self, path: impl AsRef<Path>) -> Result<Articles<'static>> {
        self.open_after(path.as_ref(), &mut Ids::default())
    }

    /// Streams several files as one input, one after the other, with the rules of
    /// [`read_paths`](Reader::read_paths). A file that cannot be opened gives an error in its place, and the
    /// next file follows.
    ///
    /// ```no_run
    /// use parallax::Reader;
    ///
    /// for record in Reader::default().open_all(["monday.jsonl", "tuesday.warc.gz"]) {
    ///     let record = record?;
    /// }
    /// # Ok::<(), parallax::Error>(())
    /// ```
    pub fn open_all<P: AsRef<Path>>(
        &self,
        paths: impl IntoIterator<Item = P>,
    ) -> impl Iterator<Item = Result<Record>> {
        let reader = self.clone();
        let mut paths = paths.into_iter();
        let mut ids = Ids::default();
        let mut open: Option<Articles<'static>> = None;
        std::iter::from_fn(move || {
            loop {
                if let Some(record) = open.as_mut().and_then(Iterator::next) {
                    return Some(Ok(record));
                }
                if let Some(done) = open.take() {
                    (ids, _) = done.into_parts();
                }
                match reader.open_after(paths.next()?.as_ref(), &mut ids) {
                    Ok(articles) => open = Some(articles),
                    Err(error) => return Some(Err(error)),
                }
            }
        })
    }

    pub(super) fn open_after(&self, path: &Path, ids: &mut Ids) -> Result<Articles<'static>> {
        let file = File::open(path).map_err(|source| Error::io(path, source))?;
        let name = path.display().to_string();
        if file.metadata().map_err(|source| Error::io(path, source))?.is_dir() {
            return Ok(Articles::in_folder(self, Folder::open(path)?, &name, ids));
        }
        #[cfg(feature = "parquet")]
        if matches!(self.format, Format::Auto | Format::Parquet) && is_parquet(path)? {
            return Articles::in_parquet(self, file, &name, ids);
        }
        Articles::new(self, file, &name, ids)
    }

    /// Streams any input under a name, `-` for standard input.
    ///
    /// # Errors
    ///
    /// As for [`open`](Reader::open), but for what concerns the file system.
    pub fn read<'r>(&self, input: impl Read + Send + 'r, name: &str) -> Result<Articles<'r>> {
        Articles::new(self, input, name, &mut Ids::default())
    }

    /// Reads one file whole.
    ///
    /// # Errors
    ///
    /// As for [`open`](Reader::open).
    pub fn read_path(&self, path: impl AsRef<Path>) -> Result<Reading> {
        self.read_paths([path])
    }

    /// Reads several files as one input, so that an article which is in two of them counts once.
    ///
    /// Where two files give the same id to different articles, both are kept and the later id gets the
    /// name of its file before it.
    ///
    /// # Errors
    ///
    /// As for [`open`](Reader::open), for the first file that fails.
    pub fn read_paths(&self, paths: impl IntoIterator<Item = impl AsRef<Path>>) -> Result<Reading> {
        let mut reading = Reading::default();
        let mut ids = Ids::default();
        for path in paths {
            let mut articles = self.open_after(path.as_ref(), &mut ids)?;
            reading.extend(&mut articles);
            (ids, _) = articles.into_parts();
        }
        Ok(reading)
    }
}

/// Options of a [`Reader`].
#[derive(Debug, Clone, Default)]
pub struct ReaderBuilder {
    format: Format,
    chosen: Vec<(Field, String)>,
    limits: Limits,
    outlet: Option<String>,
    dates: DateOrder,
    duplicates: Duplicates,
}

impl ReaderBuilder {
    /// The format; told from the content by default.
    pub fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// The column that fills a field, in place of all the names under which it is looked for.
    pub fn column(mut self, field: Field, column: impl Into<String>) -> Self {
        self.chosen.retain(|(taken, _)| *taken != field);
        self.chosen.push((field, column.into()));
        self
    }

    /// Several columns at once, as [`column`](ReaderBuilder::column).
    pub fn columns<C: Into<String>>(self, columns: impl IntoIterator<Item = (Field, C)>) -> Self {
        columns.into_iter().fold(self, |builder, (field, column)| builder.column(field, column))
    }

    /// The outlet of records that name none.
    pub fn outlet(mut self, outlet: impl Into<String>) -> Self {
        self.outlet = Some(outlet.into()).filter(|outlet: &String| !outlet.trim().is_empty());
        self
    }

    /// Bounds on size and depth.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How `5/6/18` is read.
    pub fn dates(mut self, order: DateOrder) -> Self {
        self.dates = order;
        self
    }

    /// What happens to an id that was read before.
    pub fn duplicates(mut self, duplicates: Duplicates) -> Self {
        self.duplicates = duplicates;
        self
    }

    /// The reader.
    pub fn build(self) -> Reader {
        let limits = Limits { ratio: self.limits.ratio.max(1), ..self.limits };
        Reader {
            format: self.format,
            columns: Arc::new(Columns::new(&self.chosen)),
            chosen: self.chosen.into(),
            limits,
            outlet: self.outlet,
            dates: self.dates,
            duplicates: self.duplicates,
            texts: None,
        }
    }
}

/// Whether a file begins as Parquet files do.
#[cfg(feature = "parquet")]
fn is_parquet(path: &Path) -> Result<bool> {
    let mut magic = Vec::new();
    let file = File::open(path).map_err(|source| Error::io(path, source))?;
    file.take(4).read_to_end(&mut magic).map_err(|source| Error::io(path, source))?;
    Ok(magic == b"PAR1")
}
