//! From runs to one profile: merged in as many rounds as open files allow, section by section on all threads.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::Profile;
use super::super::disk::Extent;
use super::super::image::{Image, ImageWriter};
use super::super::log::Log;
use super::super::manifest::{Manifest, Run, broken};
use super::super::merge::{merge_section, plan};
use super::super::section::{N_SECTIONS, Written};
use super::{Job, OPEN_FILES, Step};
use crate::error::{Error, Result};

impl Job {
    /// Merges runs until there are few enough to merge at once.
    pub(super) fn compact(&self, manifest: &mut Manifest, folder: &Path) -> Result<()> {
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
    pub(super) fn write_result(
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
