//! Counting files of any size: bounded memory, all cores, and nothing lost when it is stopped.
//!
//! Each worker takes pieces of the inputs, counts them into a [log](super::log), and writes the log as a sorted run when its
//! share of the memory is used. A run is a whole profile, so the end is a merge of profiles, section by section and in
//! parallel. Since sums are whole numbers and names are sorted, neither the number of workers nor where runs were
//! cut shows in the result. This is how a log-structured merge tree writes (O'Neil et al. 1996,
//! <https://doi.org/10.1007/s002360050048>).
//!
//! There is no cap on the vocabulary and none is needed: words that do not fit in memory go to the disk with
//! their runs, and the merge holds one term of each run at a time. So the counts are exact, however much noise there is.
//!
//! Memory: what is asked for while counting; while merging, 72 bytes for each outlet on each story and 64 KiB for each
//! run and worker. Disk: some 3 bytes for each word of each article at most, beside the result of the same size.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};

use super::disk::{Disk, Extent};
use super::feed::{Feed, Read, Work};
use super::image::{Image, ImageWriter};
use super::log::Log;
use super::manifest::{Input, Manifest, Run, Tally, broken};
use super::merge::{merge_section, plan};
use super::section::{N_SECTIONS, Written};
use super::{Options, Profile};
use crate::error::{Error, Result};
use crate::ingest::{Piece, Reader, SetAside};

/// The most runs that are merged at once, on all threads together: each is an open file.
const OPEN_FILES: usize = 768;

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
    /// How many runs there were.
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

/// A record that was set aside, and the piece in which it was.
#[derive(Serialize, Deserialize)]
struct Aside {
    input: usize,
    piece: u64,
    /// Whether its line is counted from the beginning of the piece.
    relative: bool,
    aside: SetAside,
}

impl Job {
    /// A job with default options: up to 512 MiB for counting, all cores.
    pub fn new<P: Into<PathBuf>>(
        inputs: impl IntoIterator<Item = P>,
        out: impl Into<PathBuf>,
    ) -> Self {
        Job {
            inputs: inputs.into_iter().map(Into::into).collect(),
            out: out.into(),
            options: Options::default(),
            reader: Reader::default(),
            memory: 512 << 20,
            least: 16 << 20,
            threads: 0,
            chunk: 4 << 20,
            start: Start::Clean,
            rejected: None,
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

    /// Counts.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where an input cannot be read or a file not be written, [`Error::Format`] where an input is in
    /// no format that is read, or where earlier work is there, does not fit or is damaged. What was done is kept.
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
            self.compact(&mut manifest, &folder)?;
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

    /// Makes the folder and keeps others out of it as long as the file is open.
    fn lock(&self, folder: &Path) -> Result<fs::File> {
        self.disk.create_folder(folder).map_err(|source| Error::io(folder, source))?;
        let path = folder.join("lock");
        let file = fs::File::create(&path).map_err(|source| Error::io(&path, source))?;
        match file.try_lock() {
            Err(fs::TryLockError::WouldBlock) => {
                Err(broken(folder, "a job that is still at work", "needed that it ends first"))
            }
            // Where files cannot be locked, it is for the caller not to start two jobs on one result.
            _ => Ok(file),
        }
    }

    /// The manifest of earlier work, or a new one.
    fn begin(&self, folder: &Path) -> Result<Manifest> {
        let inputs = self.inputs.iter().map(|path| Input::of(path)).collect::<Result<_>>()?;
        let new = Manifest::new(&self.options, self.chunk, inputs);
        let earlier = match self.start {
            Start::Anew => None,
            _ => Manifest::read(folder)?,
        };
        if let Some(earlier) = earlier {
            if self.start == Start::Clean {
                let needed = "go on with it (--resume) or begin anew (--restart)";
                return Err(broken(folder, "work that was left unfinished", needed));
            }
            earlier.check(&new, &folder.join("manifest"))?;
            if let Some(extent) = earlier.result {
                // The result was whole before its traces were deleted; if it is gone since, all begins anew.
                if extent.fits(&self.out).unwrap_or(false) {
                    return Ok(earlier);
                }
            } else {
                earlier.verify(folder)?;
                self.delete(folder, &earlier)?;
                return Ok(earlier);
            }
        }
        self.disk.remove(&folder.join("manifest")).map_err(|source| Error::io(folder, source))?;
        self.delete(folder, &new)?;
        new.write(&self.disk, folder)?;
        Ok(new)
    }

    /// Deletes what the manifest does not name.
    fn delete(&self, folder: &Path, manifest: &Manifest) -> Result<()> {
        let io_error = |source| Error::io(folder, source);
        for entry in fs::read_dir(folder).map_err(io_error)? {
            let path = entry.map_err(io_error)?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let ours = ["run-", "section-", "manifest.new", "result"];
            let kept = manifest.runs.iter().any(|run| run.name == name || run.aside_name() == name);
            if !kept && ours.iter().any(|start| name.starts_with(start)) {
                self.disk.remove(&path).map_err(io_error)?;
            }
        }
        Ok(())
    }

    /// Deletes the folder, the manifest last.
    fn clear(&self, folder: &Path) -> Result<()> {
        let io_error = |source| Error::io(folder, source);
        self.delete(folder, &Manifest::new(&self.options, self.chunk, Vec::new()))?;
        self.disk.remove(&folder.join("manifest")).map_err(io_error)?;
        self.disk.remove(&folder.join("lock")).map_err(io_error)?;
        self.disk.remove_folder(folder).map_err(io_error)
    }

    /// Counts what is not counted yet.
    fn count(
        &self,
        manifest: &mut Manifest,
        folder: &Path,
        tell: &(dyn Fn(Step) + Sync),
    ) -> Result<()> {
        let done = manifest.done();
        let feed = Mutex::new(Feed::new(&self.reader, &manifest.inputs, self.chunk, done));
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

    /// Merges runs until there are few enough to merge at once.
    fn compact(&self, manifest: &mut Manifest, folder: &Path) -> Result<()> {
        while manifest.runs.len() > self.fan() {
            let old: Vec<Run> = manifest.runs.drain(..self.fan()).collect();
            let mut run = Run::none();
            run.name = format!("run-{:06}", manifest.next);
            manifest.next += 1;
            let images = open(old.iter().map(|run| folder.join(&run.name)))?;
            run.extent = self.write_merged(&images, &folder.join(&run.name), folder, &|_| ())?;
            let (aside, mut lines) = (folder.join(run.aside_name()), Vec::new());
            for old in &old {
                run.tally.add(&old.tally);
                for (&input, pieces) in &old.pieces {
                    run.pieces.entry(input).or_default().extend(pieces);
                }
                if old.aside.is_some() {
                    let path = folder.join(old.aside_name());
                    lines.extend(fs::read(&path).map_err(|source| Error::io(&path, source))?);
                }
            }
            if !lines.is_empty() {
                let put = || {
                    let mut out = self.disk.create(&aside)?;
                    out.write_all(&lines)?;
                    out.finish()
                };
                run.aside = Some(put().map_err(|source| Error::io(&aside, source))?);
            }
            manifest.runs.push(run);
            manifest.write(&self.disk, folder)?;
            self.delete(folder, manifest)?;
        }
        Ok(())
    }

    fn fan(&self) -> usize {
        (OPEN_FILES / self.n_threads()).clamp(8, 128)
    }

    /// Merges the runs to the result and puts it in its place.
    fn write_result(
        &self,
        manifest: &Manifest,
        folder: &Path,
        tell: &(dyn Fn(Step) + Sync),
    ) -> Result<Extent> {
        // A run on its own is the result.
        if let [only] = &manifest.runs[..] {
            let path = folder.join(&only.name);
            fs::hard_link(&path, folder.join("result"))
                .or_else(|_| fs::copy(&path, folder.join("result")).map(drop))
                .map_err(|source| Error::io(&path, source))?;
            let result = folder.join("result");
            self.disk.rename(&result, &self.out).map_err(|source| Error::io(&self.out, source))?;
            return Ok(only.extent);
        }
        let images = open(manifest.runs.iter().map(|run| folder.join(&run.name)))?;
        let path = folder.join("result");
        let extent = self.write_merged(&images, &path, folder, tell)?;
        self.disk.rename(&path, &self.out).map_err(|source| Error::io(&self.out, source))?;
        Ok(extent)
    }

    /// Merges profiles to a file.
    fn write_merged(
        &self,
        images: &[Image],
        path: &Path,
        folder: &Path,
        tell: &(dyn Fn(Step) + Sync),
    ) -> Result<Extent> {
        let io_error = |source| Error::io(path, source);
        let out = self.disk.create(path).map_err(io_error)?;
        let mut out = BufWriter::with_capacity(1 << 20, out);
        if images.is_empty() {
            out = Log::new(&self.options).write(out).map_err(io_error)?;
        } else {
            let images: Vec<&Image> = images.iter().collect();
            out = self.merge_sections(&images, out, folder, tell)?;
        }
        let out = out.into_inner().map_err(|error| io_error(error.into_error()))?;
        out.finish().map_err(io_error)
    }

    /// Merges all sections on all threads, each to a file of its own, and puts them together.
    fn merge_sections<W: Write>(
        &self,
        images: &[&Image],
        out: W,
        folder: &Path,
        tell: &(dyn Fn(Step) + Sync),
    ) -> Result<W> {
        let (units, maps) = plan(images)?;
        let path = |section: usize| folder.join(format!("section-{section:02}"));
        let one = |section: usize| {
            let path = path(section);
            let io_error = |source| Error::io(&path, source);
            let out =
                BufWriter::with_capacity(256 << 10, self.disk.create(&path).map_err(io_error)?);
            let name = path.display().to_string();
            let (out, written) = merge_section(images, &units, &maps, section, out, &name)?;
            out.into_inner().map_err(|error| io_error(error.into_error()))?;
            tell(Step::Merging(section as u64 + 1));
            Ok(written)
        };
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done: Vec<(usize, Result<Written>)> = Vec::new();
            loop {
                let section = next.fetch_add(1, Ordering::Relaxed);
                if section >= N_SECTIONS || done.last().is_some_and(|(_, result)| result.is_err()) {
                    return done;
                }
                done.push((section, one(section)));
            }
        };
        let mut sections: Vec<(usize, Result<Written>)> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..self.n_threads()).map(|_| scope.spawn(work)).collect();
            let done = workers.into_iter().flat_map(|w| w.join().expect("a worker does not panic"));
            done.collect()
        });
        // Sections are handed out in order and a worker stops at an error, so any that is missing lies behind one.
        sections.sort_by_key(|(section, _)| *section);
        let sections: Vec<Written> =
            sections.into_iter().map(|(_, written)| written).collect::<Result<_>>()?;
        let result = folder.join("result");
        let io_error = |source| Error::io(&result, source);
        let mut image = ImageWriter::new(out, &images[0].options, &units).map_err(io_error)?;
        for (section, written) in sections.into_iter().enumerate() {
            let path = path(section);
            let mut file = fs::File::open(&path).map_err(|source| Error::io(&path, source))?;
            image.section(&mut file, written).map_err(io_error)?;
            self.disk.remove(&path).map_err(io_error)?;
        }
        image.finish().map_err(io_error)
    }

    /// Writes what was set aside, in the order of the inputs.
    fn write_rejected(&self, manifest: &Manifest, folder: &Path) -> Result<()> {
        let Some(path) = &self.rejected else { return Ok(()) };
        let done = manifest.done();
        let first_line = |aside: &Aside| -> u64 {
            done[aside.input].range(..aside.piece).map(|(_, n_lines)| n_lines).sum()
        };
        // The records of one run lie in order already, but those of several lie side by side.
        let mut places: Vec<(usize, u64, usize, Vec<u8>)> = Vec::new();
        for run in manifest.runs.iter().filter(|run| run.aside.is_some()) {
            let path = folder.join(run.aside_name());
            let bytes = fs::read(&path).map_err(|source| Error::io(&path, source))?;
            for (nth, line) in
                bytes.split(|&byte| byte == b'\n').filter(|l| !l.is_empty()).enumerate()
            {
                let mut aside: Aside = serde_json::from_slice(line).map_err(|error| {
                    broken(&path, &format!("a line that is none of ours ({error})"), "begin anew")
                })?;
                if aside.input >= done.len() {
                    return Err(broken(&path, "a line of no input", "begin anew"));
                }
                let base = if aside.relative { first_line(&aside) } else { 0 };
                aside.aside.place.line = aside.aside.place.line.map(|line| line + base);
                let line = serde_json::to_vec(&aside.aside).expect("plain data serialise");
                places.push((aside.input, aside.piece, nth, line));
            }
        }
        places.sort();
        let put = || {
            let mut out = BufWriter::new(self.disk.create(path)?);
            for (.., line) in &places {
                out.write_all(line)?;
                out.write_all(b"\n")?;
            }
            out.into_inner().map_err(io::IntoInnerError::into_error)?.finish()
        };
        put().map_err(|source| Error::io(path, source))?;
        Ok(())
    }
}

fn open(paths: impl Iterator<Item = PathBuf>) -> Result<Vec<Image>> {
    paths.map(|path| Image::open(&path)).collect()
}

impl Profile {
    /// Merges profiles in files to one in a file, in memory that does not grow with their terms.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where a file cannot be read or written, [`Error::Format`] where one is damaged or was made
    /// with other options, [`Error::TooLittle`] of none. Nothing is written then.
    pub fn merge_files<P: AsRef<Path>>(
        profiles: impl IntoIterator<Item = P>,
        out: impl Into<PathBuf>,
    ) -> Result<()> {
        let mut job = Job::new(Vec::<PathBuf>::new(), out);
        let mut left: Vec<PathBuf> =
            profiles.into_iter().map(|path| path.as_ref().to_owned()).collect();
        job.options = match left.first() {
            Some(first) => Image::open(first)?.options,
            None => return Profile::merged(&[]).map(|_| ()),
        };
        let folder = job.folder();
        let _lock = job.lock(&folder)?;
        if Manifest::read(&folder)?.is_some() {
            let needed = "finish it (parallax profile --resume) or merge to another name";
            return Err(broken(&folder, "work that was left unfinished", needed));
        }
        let merge_all = |left: &mut Vec<PathBuf>| {
            for number in 0.. {
                let n = left.len().min(job.fan());
                let images = open(left.drain(..n))?;
                let last = left.is_empty();
                let name = if last { "result".into() } else { format!("run-{number:06}") };
                let path = folder.join(name);
                job.write_merged(&images, &path, &folder, &|_| ())?;
                if last {
                    job.disk.rename(&path, &job.out).map_err(|e| Error::io(&job.out, e))?;
                    break;
                }
                left.push(path);
            }
            Ok(())
        };
        let result = merge_all(&mut left);
        let cleared = job.clear(&folder);
        result.and(cleared)
    }
}

impl Run {
    fn none() -> Run {
        Run {
            name: String::new(),
            extent: Extent { n_bytes: 0, checksum: 0 },
            aside: None,
            tally: Tally::default(),
            pieces: Default::default(),
        }
    }
}

/// One thread of a job.
struct Worker<'j> {
    job: &'j Job,
    folder: &'j Path,
    manifest: &'j Mutex<&'j mut Manifest>,
    log: Log,
    /// What the log holds.
    pieces: Run,
    aside: Vec<u8>,
}

impl Worker<'_> {
    fn work(&mut self, feed: &Mutex<Feed>, memory: usize, tell: &dyn Fn(u64)) -> Result<()> {
        let mut buffer = Vec::new();
        let mut file: Option<(usize, fs::File)> = None;
        loop {
            let work = feed.lock().expect("a worker does not panic").next();
            let Some(work) = work? else { break };
            match work {
                Work::Chunk { input, chunk, chunks } => {
                    let path = &self.job.inputs[input];
                    let io_error = |source| Error::io(path, source);
                    if file.as_ref().is_none_or(|(open, _)| *open != input) {
                        file = Some((input, fs::File::open(path).map_err(io_error)?));
                    }
                    let Some((_, file)) = &mut file else { continue };
                    let mut text = String::new();
                    let mut each = |piece: Piece<'_>| match piece {
                        Piece::Article { outlet, story, headline, body } => {
                            text.clear();
                            text.push_str(headline);
                            text.push('\n');
                            text.push_str(body);
                            self.log.add(outlet, story, &text);
                            self.pieces.tally.n_articles += 1;
                        }
                        Piece::SetAside(aside) => {
                            let aside = Aside { input, piece: chunk, relative: true, aside };
                            set_aside(&mut self.pieces.tally, &mut self.aside, &aside);
                        }
                    };
                    let n_lines =
                        chunks.read(file, chunk, &mut buffer, &mut each).map_err(io_error)?;
                    self.pieces.pieces.entry(input).or_default().push((chunk, n_lines));
                    tell(chunks.bytes_of(chunk));
                }
                Work::Batch { input, batch, records } => {
                    for record in records {
                        match record {
                            Read::Article { outlet, story, text } => {
                                self.log.add(&outlet, &story, &text);
                                self.pieces.tally.n_articles += 1;
                            }
                            Read::SetAside(aside) => {
                                let aside = Aside { input, piece: batch, relative: false, aside };
                                set_aside(&mut self.pieces.tally, &mut self.aside, &aside);
                            }
                        }
                    }
                    self.pieces.pieces.entry(input).or_default().push((batch, 0));
                }
            }
            if self.log.n_bytes() + self.aside.len() > memory {
                self.write_run()?;
                if self.log.names_bytes() > memory / 3 {
                    self.log.forget();
                }
            }
        }
        if self.pieces.pieces.is_empty() { Ok(()) } else { self.write_run() }
    }

    /// Writes the log as a run and enters it in the manifest.
    fn write_run(&mut self) -> Result<()> {
        let mut run = std::mem::replace(&mut self.pieces, Run::none());
        let number = {
            let mut manifest = self.manifest.lock().expect("a worker does not panic");
            manifest.next += 1;
            manifest.next - 1
        };
        run.name = format!("run-{number:06}");
        let path = self.folder.join(&run.name);
        let disk = &self.job.disk;
        let io_error = |source| Error::io(&path, source);
        let out = BufWriter::with_capacity(256 << 10, disk.create(&path).map_err(io_error)?);
        let out = self.log.write(out).map_err(io_error)?;
        let out = out.into_inner().map_err(|error| io_error(error.into_error()))?;
        run.extent = out.finish().map_err(io_error)?;
        if !self.aside.is_empty() {
            let put = || {
                let mut out = disk.create(&self.folder.join(run.aside_name()))?;
                out.write_all(&self.aside)?;
                out.finish()
            };
            run.aside = Some(put().map_err(io_error)?);
            self.aside.clear();
        }
        let mut manifest = self.manifest.lock().expect("a worker does not panic");
        manifest.runs.push(run);
        manifest.write(disk, self.folder)
    }
}

fn set_aside(tally: &mut Tally, lines: &mut Vec<u8>, aside: &Aside) {
    *tally.set_aside.entry(aside.aside.reason.kind().to_owned()).or_default() += 1;
    serde_json::to_writer(&mut *lines, aside).expect("plain data serialise");
    lines.push(b'\n');
}

#[cfg(test)]
mod tests;
