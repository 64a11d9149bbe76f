//! One thread of a job: pieces of the inputs into a log, the log into a run.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Mutex;

use super::super::disk::Extent;
use super::super::feed::{Feed, Read, Work};
use super::super::log::Log;
use super::super::manifest::{Manifest, Run, Tally};
use super::Job;
use super::rejected::{Aside, set_aside};
use crate::error::{Error, Result};
use crate::ingest::Piece;

impl Run {
    pub(super) fn none() -> Run {
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
pub(super) struct Worker<'j> {
    pub(super) job: &'j Job,
    pub(super) folder: &'j Path,
    pub(super) manifest: &'j Mutex<&'j mut Manifest>,
    pub(super) log: Log,
    /// What the log holds.
    pub(super) pieces: Run,
    pub(super) aside: Vec<u8>,
}

impl Worker<'_> {
    pub(super) fn work(
        &mut self,
        feed: &Mutex<Feed>,
        memory: usize,
        tell: &dyn Fn(u64),
    ) -> Result<()> {
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
        let out = self.log.write_part(out).map_err(io_error)?;
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
