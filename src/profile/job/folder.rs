//! The folder in which a job keeps its work: begun, taken up, and deleted when the result is in its place.

use std::fs;
use std::path::Path;

use super::super::manifest::{Input, Manifest, broken};
use super::{Job, Start};
use crate::error::{Error, Result};

impl Job {
    /// Makes the folder and keeps others out of it as long as the file is open.
    pub(super) fn lock(&self, folder: &Path) -> Result<fs::File> {
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
    pub(super) fn begin(&self, folder: &Path) -> Result<Manifest> {
        let mut inputs =
            self.inputs.iter().map(|path| Input::of(path)).collect::<Result<Vec<_>>>()?;
        inputs.extend(self.stream.name.as_deref().map(Input::unknown));
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
            if self.stream.name.is_some() {
                let what = "work on a stream, which cannot be read again";
                return Err(broken(folder, what, "begin anew (--restart)"));
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
    pub(super) fn clear(&self, folder: &Path) -> Result<()> {
        let io_error = |source| Error::io(folder, source);
        self.delete(folder, &Manifest::new(&self.options, self.chunk, Vec::new()))?;
        self.disk.remove(&folder.join("manifest")).map_err(io_error)?;
        self.disk.remove(&folder.join("lock")).map_err(io_error)?;
        self.disk.remove_folder(folder).map_err(io_error)
    }
}
