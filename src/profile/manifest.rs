//! What of a job is done: which pieces of which inputs are counted in which run.
//!
//! It is a line of JSON and a line with its checksum, written under another name, brought to the disk and then renamed,
//! so that there is always one whole manifest. A run counts from the moment in which the manifest names it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Options;
use super::disk::{Disk, Extent};
use crate::error::{Error, Place, Result};

/// The form of the manifest.
const VERSION: u32 = 2;

/// How many places of an input are looked at to know it again.
const LOOKS: u64 = 64;

/// What is known of a job that was begun.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Manifest {
    version: u32,
    pub options: Options,
    /// The size of the pieces of inputs.
    pub chunk: u64,
    pub inputs: Vec<Input>,
    pub runs: Vec<Run>,
    /// The number of the next run.
    pub next: u64,
    /// The result, once it is whole and only the traces of the work are left.
    pub result: Option<Extent>,
}

/// An input as it was when the job was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Input {
    pub path: PathBuf,
    n_bytes: u64,
    /// When it was changed last, in nanoseconds.
    modified: Option<u128>,
    /// Of some of its bytes, from the first to the last.
    checksum: u32,
}

/// A file of counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Run {
    pub name: String,
    pub extent: Extent,
    /// What was set aside on the way; none where nothing was.
    pub aside: Option<Extent>,
    pub tally: Tally,
    /// For each input, the pieces that are counted here and the number of lines of each.
    pub pieces: BTreeMap<usize, Vec<(u64, u64)>>,
}

/// Records by what became of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tally {
    pub n_articles: u64,
    pub set_aside: BTreeMap<String, u64>,
}

impl Tally {
    pub fn add(&mut self, other: &Tally) {
        self.n_articles += other.n_articles;
        for (kind, n) in &other.set_aside {
            *self.set_aside.entry(kind.clone()).or_default() += n;
        }
    }
}

impl Manifest {
    pub fn new(options: &Options, chunk: u64, inputs: Vec<Input>) -> Self {
        let options = options.clone();
        Manifest {
            version: VERSION,
            options,
            chunk,
            inputs,
            runs: Vec::new(),
            next: 0,
            result: None,
        }
    }

    /// Whether a job with these options and inputs can go on from here.
    pub fn check(&self, other: &Manifest, path: &Path) -> Result<()> {
        let found = if self.options != other.options {
            "a job with other options"
        } else if self.chunk != other.chunk {
            "a job with pieces of another size"
        } else if self.inputs.len() != other.inputs.len() {
            "a job with other inputs"
        } else {
            let changed = self.inputs.iter().zip(&other.inputs).find(|(then, now)| then != now);
            match changed {
                None => return Ok(()),
                Some((then, now)) if then.path != now.path => "a job with other inputs",
                Some((then, _)) => {
                    let found = format!("{}, which changed since", then.path.display());
                    return Err(broken(path, &found, "begin anew without --resume"));
                }
            }
        };
        Err(broken(
            path,
            found,
            "go on with what it was begun with, or begin anew without --resume",
        ))
    }

    /// The pieces that are done, by input.
    pub fn done(&self) -> Vec<BTreeMap<u64, u64>> {
        let mut done = vec![BTreeMap::new(); self.inputs.len()];
        for (&input, pieces) in self.runs.iter().flat_map(|run| &run.pieces) {
            done[input].extend(pieces.iter().copied());
        }
        done
    }

    pub fn write(&self, disk: &Disk, folder: &Path) -> Result<()> {
        let path = folder.join("manifest");
        let new = folder.join("manifest.new");
        let json = serde_json::to_vec(self).expect("plain data serialise");
        let put = || {
            let mut out = disk.create(&new)?;
            out.write_all(&json)?;
            out.write_all(format!("\n{:08x}\n", crc32fast::hash(&json)).as_bytes())?;
            out.finish()?;
            disk.rename(&new, &path)
        };
        put().map_err(|source| Error::io(&path, source))
    }

    /// The manifest of a folder; `None` where there is none.
    pub fn read(folder: &Path) -> Result<Option<Manifest>> {
        let path = folder.join("manifest");
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(Error::io(path, source)),
        };
        let remedy = "delete the folder and begin anew";
        let Some((json, sum)) = bytes.len().checked_sub(10).map(|at| bytes.split_at(at)) else {
            return Err(broken(&path, "a manifest that was cut", remedy));
        };
        if sum != format!("\n{:08x}\n", crc32fast::hash(json)).as_bytes() {
            return Err(broken(&path, "a manifest that was cut or changed", remedy));
        }
        let manifest: Manifest = serde_json::from_slice(json).map_err(|error| {
            broken(&path, &format!("a manifest of another form ({error})"), remedy)
        })?;
        let known = manifest.inputs.len();
        let strange =
            manifest.runs.iter().any(|run| run.pieces.keys().any(|&input| input >= known));
        if manifest.version != VERSION || strange {
            return Err(broken(&path, "a manifest of another version", remedy));
        }
        Ok(Some(manifest))
    }

    /// Reads every run to see whether it is as it was written.
    pub fn verify(&self, folder: &Path) -> Result<()> {
        for run in &self.runs {
            for (extent, name) in
                [(Some(run.extent), run.name.clone()), (run.aside, run.aside_name())]
            {
                let Some(extent) = extent else { continue };
                let path = folder.join(name);
                let fits = extent.fits(&path).map_err(|source| Error::io(&path, source))?;
                if !fits {
                    let what = "a file of counts that was cut or changed";
                    return Err(broken(&path, what, "delete the folder and begin anew"));
                }
            }
        }
        Ok(())
    }
}

impl Run {
    pub fn aside_name(&self) -> String {
        format!("{}.aside", self.name)
    }
}

impl Input {
    /// Looks at an input.
    pub fn of(path: &Path) -> Result<Input> {
        let io_error = |source| Error::io(path, source);
        let data = fs::metadata(path).map_err(io_error)?;
        let since =
            data.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        let mut input = Input {
            path: path.to_owned(),
            n_bytes: if data.is_file() { data.len() } else { 0 },
            modified: since.map(|since| since.as_nanos()),
            checksum: 0,
        };
        if data.is_file() {
            let mut file = File::open(path).map_err(io_error)?;
            let mut hasher = crc32fast::Hasher::new();
            for look in 0..LOOKS {
                let at = (input.n_bytes as u128 * u128::from(look) / u128::from(LOOKS)) as u64;
                file.seek(SeekFrom::Start(at)).map_err(io_error)?;
                let mut some = Vec::new();
                Read::by_ref(&mut file).take(4096).read_to_end(&mut some).map_err(io_error)?;
                hasher.update(&some);
            }
            input.checksum = hasher.finalize();
        }
        Ok(input)
    }

    /// An input of which only the name is known.
    pub fn unknown(name: &Path) -> Input {
        Input { path: name.to_owned(), n_bytes: 0, modified: None, checksum: 0 }
    }

    pub fn n_bytes(&self) -> u64 {
        self.n_bytes
    }
}

pub(super) fn broken(path: &Path, found: &str, needed: &str) -> Error {
    Error::Format {
        place: Place::file(path.display().to_string()),
        found: format!("found {found}"),
        needed: needed.into(),
    }
}
