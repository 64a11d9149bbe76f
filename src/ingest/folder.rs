//! Every file of a folder, in the order of their names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::articles::Articles;
use super::intake::Intake;
use super::{Format, Reader, Reason, Record};
use crate::error::{Error, Result};

/// How deep folders are followed; beyond it a link leads in a circle.
const DEEPEST: usize = 32;

pub(super) struct Folder {
    /// The files that are left, last first.
    files: Vec<PathBuf>,
    /// Whether plain texts lie beside a table that tells what they are.
    has_texts: bool,
    /// The texts that a table named.
    named: BTreeSet<PathBuf>,
    current: Option<Articles<'static>>,
    taken: Arc<AtomicU64>,
    before: u64,
}

impl Folder {
    pub fn open(path: &Path) -> Result<Self> {
        let mut files = Vec::new();
        let mut open = vec![(path.to_path_buf(), 0)];
        while let Some((folder, depth)) = open.pop() {
            let entries =
                std::fs::read_dir(&folder).map_err(|source| Error::io(&folder, source))?;
            for entry in entries {
                let entry = entry.map_err(|source| Error::io(&folder, source))?;
                let path = entry.path();
                if entry.file_name().to_string_lossy().starts_with('.') {
                    continue;
                }
                match path.is_dir() {
                    true if depth < DEEPEST => open.push((path, depth + 1)),
                    true => {}
                    false => files.push(path),
                }
            }
        }
        if files.is_empty() {
            let name = path.display().to_string();
            return Err(super::format_error(&name, "an empty folder", "files to read"));
        }
        let is = |path: &PathBuf, wanted: &[&str]| {
            let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
            extension.is_some_and(|extension| wanted.iter().any(|wanted| extension == *wanted))
        };
        let has_texts = files.iter().any(|path| is(path, &["txt"]));
        // Tables come first, because they tell what the texts beside them are.
        files.sort_by_key(|path| (has_texts && !is(path, &["csv", "tsv"]), path.clone()));
        files.reverse();
        Ok(Folder {
            files,
            has_texts,
            named: BTreeSet::new(),
            current: None,
            taken: Arc::default(),
            before: 0,
        })
    }

    /// The counter of bytes taken from all files together.
    pub fn taken(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.taken)
    }

    pub fn next(&mut self, intake: &mut Intake) -> Option<Record> {
        loop {
            if let Some(current) = &mut self.current {
                let record = current.next();
                self.taken.store(self.before + current.bytes_read(), Ordering::Relaxed);
                if record.is_some() {
                    return record;
                }
                self.before += current.bytes_read();
                if let Some(done) = self.current.take() {
                    let (ids, named) = done.into_parts();
                    intake.ids = ids;
                    self.named.extend(named);
                }
            }
            let path = self.files.pop()?;
            if let Err(reason) = self.open_file(&path, intake) {
                let place = crate::error::Place::file(path.display().to_string());
                return Some(intake.set_aside(place, reason, b""));
            }
        }
    }

    fn open_file(&mut self, path: &Path, intake: &mut Intake) -> std::result::Result<(), Reason> {
        let is_text =
            path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"));
        if is_text && self.named.contains(path) {
            return Ok(());
        }
        let mut reader: Reader = intake.reader.clone();
        if is_text && reader.format == Format::Auto {
            reader.format = Format::Text;
        } else if self.has_texts {
            reader.texts = path.parent().map(Arc::from);
        }
        match reader.open_after(path, &mut intake.ids) {
            Ok(articles) => {
                self.current = Some(articles);
                Ok(())
            }
            Err(Error::Format { found, needed, .. }) => {
                Err(Reason::NotRead { message: format!("{found}, {needed}") })
            }
            Err(error) => Err(Reason::NotRead { message: error.to_string() }),
        }
    }
}
