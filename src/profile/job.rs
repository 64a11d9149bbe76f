//! Counting files of any size: bounded memory, all cores, and nothing lost when it is stopped.
//!
//! Each worker takes pieces of the inputs and counts them into a [log](super::log), which it writes to a file when its share of the
//! memory is used. In the end all that was written is [put in order](super::fold), section by section and in parallel. Since
//! sums are whole numbers and names are sorted, neither the number of workers nor where logs were cut shows in the result.
//! Dividing before sorting what does not fit in memory is as old as merging after it (Graefe 1993,
//! <https://doi.org/10.1145/152610.152611>), and here each count is touched only once more for it.
//!
//! There is no cap on the vocabulary and none is needed: words that do not fit in memory go to the disk with
//! their counts, and the end holds one sixty-fourth of them at a time. So the counts are exact, however much noise there is.
//!
//! Memory: what is asked for while counting, and in the end as well; there also some 90 bytes for each article. Disk: four bytes for each term
//! of each article, beside the result.

mod folder;
mod joining;
mod rejected;
mod worker;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use self::worker::Worker;
use super::Options;
use super::disk::Disk;
use super::feed::Feed;
use super::log::Log;
use super::manifest::{Input, Manifest, Run, Tally, broken};
use crate::error::Result;
use crate::ingest::Reader;

/// Counts files into a profile in a file.
///
/// ```no_run
/// use parallax::profile::{Job, Profile};
///
/// let counted = Job::new(["monday.jsonl", "tuesday.jsonl"], "week.profile").run()?;
/// println!("{} articles", counted.n_articles);
/// let profile = Profile::open("week.profile")?;
/// # Ok::<(), parallax::Error>(())
/// ```
///
/// The work is kept in a folder beside the result, named as it with `.work` behind, and can be taken up again with
/// [`resume`](Job::resume) after whatever stopped it.
#[derive(Debug)]
pub struct Job {
    inputs: Vec<PathBuf>,
    out: PathBuf,
    options: Options,
    reader: Reader,
    memory: usize,
    /// The least memory that a thread gets.
    least: usize,
    threads: usize,
    chunk: u64,
    start: Start,
    rejected: Option<PathBuf>,
    stream: Stream,
    disk: Disk,
}

/// What becomes of work that an earlier job left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Start {
    /// It is an error, so that nothing is lost by mistake.
    #[default]
    Clean,
    /// It is taken up; without any, the job begins.
    Resume,
    /// It is deleted.
    Anew,
}

/// What a job counted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counted {
    /// Articles.
    pub n_articles: u64,
    /// Records that were set aside, by the kind of reason.
    pub set_aside: Vec<(String, u64)>,
    /// Bytes of the inputs as stored, where they are files.
    pub n_bytes: u64,
    /// How many times a worker's counts were written to the disk.
    pub n_runs: usize,
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// So many bytes of the inputs are counted.
    Counting(u64),
    /// So many of 64 parts of the result are written.
    Merging(u64),
}

/// An input that can be read once.
#[derive(Default)]
struct Stream {
    name: Option<PathBuf>,
    input: Mutex<Option<Box<dyn Read + Send>>>,
}

impl Stream {
    /// What is to be read; `None` where there is no stream.
    fn take(&self) -> Result<Option<Box<dyn Read + Send>>> {
        let Some(name) = &self.name else { return Ok(None) };
        let input = self.input.lock().expect("nothing panics with it in hand").take();
        let read = || broken(name, "a stream that was read already", "needed a new job");
        input.ok_or_else(read).map(Some)
    }
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Stream").field(&self.name).finish()
    }
}

impl Job {
    /// A job with default options: up to 256 MiB for counting, all cores.
    pub fn new<P: Into<PathBuf>>(
        inputs: impl IntoIterator<Item = P>,
        out: impl Into<PathBuf>,
    ) -> Self {
        Job {
            inputs: inputs.into_iter().map(Into::into).collect(),
            out: out.into(),
            options: Options::default(),
            reader: Reader::default(),
            memory: 256 << 20,
            least: 16 << 20,
            threads: 0,
            chunk: 4 << 20,
            start: Start::Clean,
            rejected: None,
            stream: Stream::default(),
            disk: Disk::default(),
        }
    }

    /// How texts become counts.
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// How inputs are read. Articles that repeat are counted again, whatever it says, because telling them would
    /// take memory for each.
    pub fn reader(mut self, reader: Reader) -> Self {
        self.reader = reader;
        self
    }

    /// How many bytes may be used for counting; at least 16 MiB for each thread are.
    pub fn memory(mut self, bytes: usize) -> Self {
        self.memory = bytes;
        self
    }

    /// How many threads count; 0 for as many as there are cores. The result is the same.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// What becomes of work that an earlier job left behind.
    pub fn start(mut self, start: Start) -> Self {
        self.start = start;
        self
    }

    /// Takes up what an earlier job left behind.
    pub fn resume(self) -> Self {
        self.start(Start::Resume)
    }

    /// Writes the records that were set aside to this file as JSON Lines, in the order of the inputs.
    pub fn rejected(mut self, path: impl Into<PathBuf>) -> Self {
        self.rejected = Some(path.into());
        self
    }

    /// Counts what comes from a stream as well, behind the files; `name` stands for it in messages. What can be read
    /// once cannot be taken up, so such a job begins anew.
    ///
    /// ```
    /// use parallax::profile::{Job, Profile};
    ///
    /// let folder = std::env::temp_dir().join(format!("parallax-stream-{}", std::process::id()));
    /// std::fs::create_dir_all(&folder).unwrap();
    /// let records = br#"{"outlet": "Courier", "body": "Harbour dues rise"}"#;
    /// let out = folder.join("courier.profile");
    /// Job::new(Vec::<&str>::new(), &out).stream("records", &records[..]).run()?;
    /// assert_eq!(Profile::open(&out)?.n_terms(), 3);
    /// # std::fs::remove_dir_all(folder).unwrap();
    /// # Ok::<(), parallax::Error>(())
    /// ```
    pub fn stream(mut self, name: impl Into<PathBuf>, input: impl Read + Send + 'static) -> Self {
        let name = name.into();
        self.stream = Stream { name: Some(name), input: Mutex::new(Some(Box::new(input))) };
        self
    }

    /// Counts.
    ///
    /// # Errors
    ///
    /// [`Error::Io`](crate::Error::Io) where an input cannot be read or a file not be written,
    /// [`Error::Format`](crate::Error::Format) where an input is in no format that is read, or
    /// where earlier work is there, does not fit or is damaged. What was done is kept.
    pub fn run(&self) -> Result<Counted> {
        self.run_telling(&|_| ())
    }

    /// As [`run`](Job::run), telling how far it is.
    ///
    /// # Errors
    ///
    /// As for [`run`](Job::run).
    pub fn run_telling(&self, tell: &(dyn Fn(Step) + Sync)) -> Result<Counted> {
        let folder = self.folder();
        let _lock = self.lock(&folder)?;
        let mut manifest = self.begin(&folder)?;
        if manifest.result.is_none() {
            self.count(&mut manifest, &folder, tell)?;
            self.write_rejected(&manifest, &folder)?;
            manifest.result = Some(self.write_result(&manifest, &folder, tell)?);
            manifest.write(&self.disk, &folder)?;
        }
        let mut tally = Tally::default();
        manifest.runs.iter().for_each(|run| tally.add(&run.tally));
        self.clear(&folder)?;
        Ok(Counted {
            n_articles: tally.n_articles,
            set_aside: tally.set_aside.into_iter().collect(),
            n_bytes: manifest.inputs.iter().map(Input::n_bytes).sum(),
            n_runs: manifest.runs.len(),
        })
    }

    /// The folder in which the work is kept.
    pub fn folder(&self) -> PathBuf {
        let mut name = self.out.as_os_str().to_owned();
        name.push(".work");
        name.into()
    }

    fn n_threads(&self) -> usize {
        if self.threads == 0 { rayon::current_num_threads() } else { self.threads }
    }

    /// Counts what is not counted yet.
    fn count(
        &self,
        manifest: &mut Manifest,
        folder: &Path,
        tell: &(dyn Fn(Step) + Sync),
    ) -> Result<()> {
        let done = manifest.done();
        let stream = self.stream.take()?;
        let feed = Feed::new(&self.reader, &manifest.inputs, self.chunk, done, stream);
        let feed = Mutex::new(feed);
        let n_threads = self.n_threads();
        let memory = (self.memory / n_threads).max(self.least);
        let counted = AtomicU64::new(0);
        let shared = Mutex::new(manifest);
        let work = || {
            let mut worker = Worker {
                job: self,
                folder,
                manifest: &shared,
                log: Log::new(&self.options),
                pieces: Run::none(),
                aside: Vec::new(),
            };
            let result = worker.work(&feed, memory, &|bytes| {
                tell(Step::Counting(counted.fetch_add(bytes, Ordering::Relaxed) + bytes));
            });
            if result.is_err() {
                feed.lock().expect("a worker does not panic").stop();
            }
            result
        };
        let results: Vec<Result<()>> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..n_threads).map(|_| scope.spawn(work)).collect();
            workers
                .into_iter()
                .map(|worker| worker.join().expect("a worker does not panic"))
                .collect()
        });
        results.into_iter().collect()
    }
}

#[cfg(test)]
mod tests;
