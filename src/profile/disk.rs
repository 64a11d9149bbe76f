//! Everything that a job does to the file system, in steps that can be made to fail.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// The file system. Tests take the ground away from under it after some steps.
#[derive(Debug, Default)]
pub(super) struct Disk {
    /// Steps that still succeed, plus one; 0 means all.
    left: AtomicU64,
}

impl Disk {
    /// A disk on which everything fails after `n` steps, as if the machine had stopped.
    #[cfg(test)]
    pub fn failing_after(n: u64) -> Self {
        Disk { left: AtomicU64::new(n + 1) }
    }

    fn step(&self) -> io::Result<()> {
        let step = |left: u64| match left {
            0 | 1 => None,
            left => Some(left - 1),
        };
        match self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, step) {
            Err(1) => Err(io::Error::new(io::ErrorKind::StorageFull, "no space is left")),
            _ => Ok(()),
        }
    }

    /// A new file, written from its beginning.
    pub fn create(&self, path: &Path) -> io::Result<Output<'_>> {
        self.step()?;
        Ok(Output {
            disk: self,
            file: File::create(path)?,
            hasher: crc32fast::Hasher::new(),
            n_bytes: 0,
        })
    }

    /// Puts a whole file in the place of another.
    pub fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        fs::rename(from, to)?;
        // The name has to reach the disk as well; where folders cannot be opened, the system sees to it.
        if cfg!(not(test))
            && let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty())
            && let Ok(folder) = File::open(folder)
        {
            let _ = folder.sync_all();
        }
        Ok(())
    }

    pub fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        fs::create_dir_all(path)
    }

    pub fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            result => result,
        }
    }

    pub fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        fs::remove_dir(path)
    }
}

/// A file that is being written.
pub(super) struct Output<'d> {
    disk: &'d Disk,
    file: File,
    hasher: crc32fast::Hasher,
    n_bytes: u64,
}

/// Length and checksum of a whole file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Extent {
    pub n_bytes: u64,
    pub checksum: u32,
}

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Err(error) = self.disk.step() {
            // What a stopped machine leaves behind is mostly half of something.
            let _ = self.file.write_all(&bytes[..bytes.len() / 2]);
            return Err(error);
        }
        let n = self.file.write(bytes)?;
        self.hasher.update(&bytes[..n]);
        self.n_bytes += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Output<'_> {
    /// Waits until everything is on the disk.
    pub fn finish(self) -> io::Result<Extent> {
        self.disk.step()?;
        // No test cuts the power, and waiting for the disk thousands of times would take minutes.
        if cfg!(not(test)) {
            self.file.sync_all()?;
        }
        Ok(Extent { n_bytes: self.n_bytes, checksum: self.hasher.finalize() })
    }
}

impl Extent {
    /// Reads a file to see whether it is as it was written.
    pub fn fits(&self, path: &Path) -> io::Result<bool> {
        let mut file = File::open(path)?;
        if file.metadata()?.len() != self.n_bytes {
            return Ok(false);
        }
        let (mut hasher, mut buffer) = (crc32fast::Hasher::new(), vec![0; 1 << 20]);
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(hasher.finalize() == self.checksum),
                n => hasher.update(&buffer[..n]),
            }
        }
    }
}
