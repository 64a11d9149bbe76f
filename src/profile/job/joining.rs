//! From what workers wrote to one profile, and from profiles in files to one: section by section on all threads.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::disk::{Extent, Output};
use super::super::fold::Fold;
use super::super::image::{Image, ImageWriter};
use super::super::log::Log;
use super::super::manifest::{Manifest, broken};
use super::super::merge::{Plan, merge_section};
use super::super::part::Part;
use super::super::section::{N_SECTIONS, Written};
use super::super::units::Units;
use super::super::{Options, Profile};
use super::{Job, Step};
use crate::error::{Error, Result};

/// The most profiles that are merged at once, on all threads together: each is an open file.
const OPEN_FILES: usize = 768;

/// A file that is being written.
type Out<'j> = BufWriter<Output<'j>>;

/// Writes a section; the name is for errors.
type WriteSection<'w, 'j> = dyn Fn(usize, Out<'j>, &str) -> Result<(Out<'j>, Written)> + Sync + 'w;

impl Job {
    /// Brings what all logs held in order and puts the result in its place.
    pub(super) fn write_result(
        &self,
        manifest: &Manifest,
        folder: &Path,
        tell: &(dyn Fn(Step) + Sync),
    ) -> Result<Extent> {
        let parts = manifest.runs.iter().map(|run| Part::open(&folder.join(&run.name)));
        let parts = parts.collect::<Result<Vec<_>>>()?;
        let path = folder.join("result");
        let extent = if parts.is_empty() {
            let mut log = Log::new(&self.options);
            self.create(&path, |out| log.write(out, &path.display().to_string()))?
        } else {
            let fold = Fold::new(&parts)?;
            let room = (self.memory / self.n_threads()).max(self.least);
            let section = |section, out, name: &str| fold.write_section(section, room, out, name);
            self.create(&path, |out| {
                self.write_sections(&self.options, &fold.units, &section, out, folder, tell)
            })?
        };
        self.disk.rename(&path, &self.out).map_err(|source| Error::io(&self.out, source))?;
        Ok(extent)
    }

    /// Merges profiles to a file.
    fn write_merged(&self, images: &[Image], path: &Path, folder: &Path) -> Result<Extent> {
        let images = images.iter().map(Image::divided).collect::<Result<Vec<_>>>()?;
        let images: Vec<&Image> = images.iter().map(Cow::as_ref).collect();
        let plan = Plan::new(&images)?;
        let section = |section, out, name: &str| merge_section(&images, &plan, section, out, name);
        let options = &images[0].options;
        self.create(path, |out| {
            self.write_sections(options, &plan.units, &section, out, folder, &|_| ())
        })
    }

    /// Writes a file and waits until it is on the disk.
    fn create<'j>(
        &'j self,
        path: &Path,
        write: impl FnOnce(Out<'j>) -> Result<Out<'j>>,
    ) -> Result<Extent> {
        let io_error = |source| Error::io(path, source);
        let out = self.disk.create(path).map_err(io_error)?;
        let out = write(BufWriter::with_capacity(1 << 20, out))?;
        let out = out.into_inner().map_err(|error| io_error(error.into_error()))?;
        out.finish().map_err(io_error)
    }

    /// Writes all sections on all threads, each to a file of its own; whoever has the next one adds it to the result.
    fn write_sections<'j>(
        &'j self,
        options: &Options,
        units: &Units,
        write: &WriteSection<'_, 'j>,
        out: Out<'j>,
        folder: &Path,
        tell: &(dyn Fn(Step) + Sync),
    ) -> Result<Out<'j>> {
        let path = |section: usize| folder.join(format!("section-{section:02}"));
        let one = |section: usize| {
            let path = path(section);
            let io_error = |source| Error::io(&path, source);
            let out =
                BufWriter::with_capacity(256 << 10, self.disk.create(&path).map_err(io_error)?);
            let (out, written) = write(section, out, &path.display().to_string())?;
            out.into_inner().map_err(|error| io_error(error.into_error()))?;
            tell(Step::Merging(section as u64 + 1));
            Ok(written)
        };
        let result = folder.join("result");
        let io_error = |source| Error::io(&result, source);
        let image = ImageWriter::new(out, options, units).map_err(io_error)?;
        let row = Mutex::new(Row { image: Some(image), next: 0, waiting: BTreeMap::new() });
        let append = |image: &mut ImageWriter<'_, Out<'j>>, section: usize, written: Written| {
            let path = path(section);
            let mut file = fs::File::open(&path).map_err(|source| Error::io(&path, source))?;
            image.section(&mut file, written).map_err(io_error)?;
            self.disk.remove(&path).map_err(io_error)
        };
        let next = AtomicUsize::new(0);
        let work = || -> Result<()> {
            loop {
                let section = next.fetch_add(1, Ordering::Relaxed);
                if section >= N_SECTIONS {
                    return Ok(());
                }
                // A worker that fails leaves nothing to do for the others.
                let done = one(section).and_then(|written| row_up(&row, section, written, append));
                done.inspect_err(|_| next.store(N_SECTIONS, Ordering::Relaxed))?;
            }
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..self.n_threads()).map(|_| scope.spawn(work)).collect();
            let done = workers.into_iter().map(|w| w.join().expect("a worker does not panic"));
            done.collect::<Vec<_>>().into_iter().collect::<Result<()>>()
        })?;
        let row = row.into_inner().expect("a worker does not panic");
        row.image.expect("no worker is left that adds sections").finish().map_err(io_error)
    }
}

/// Sections that wait for the one that comes before them.
struct Row<'u, W> {
    /// Away while a worker adds sections to it.
    image: Option<ImageWriter<'u, W>>,
    next: usize,
    waiting: BTreeMap<usize, Written>,
}

/// Puts a section in the row and adds what is next to the image, unless another worker is at it, who will find it there.
fn row_up<'u, W>(
    row: &Mutex<Row<'u, W>>,
    section: usize,
    written: Written,
    append: impl Fn(&mut ImageWriter<'u, W>, usize, Written) -> Result<()>,
) -> Result<()> {
    let lock = || row.lock().expect("a worker does not panic");
    let mut held = lock();
    held.waiting.insert(section, written);
    let Some(mut image) = held.image.take() else { return Ok(()) };
    loop {
        let next = held.next;
        let Some(written) = held.waiting.remove(&next) else { break };
        held.next += 1;
        drop(held);
        append(&mut image, next, written)?;
        held = lock();
    }
    held.image = Some(image);
    Ok(())
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
                let n = left.len().min((OPEN_FILES / job.n_threads()).clamp(8, 128));
                let images = open(left.drain(..n))?;
                let last = left.is_empty();
                let name = if last { "result".into() } else { format!("run-{number:06}") };
                let path = folder.join(name);
                job.write_merged(&images, &path, &folder)?;
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
