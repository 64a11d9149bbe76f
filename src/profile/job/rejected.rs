//! Records that are set aside: noted with the run in whose pieces they are, and written in the order of the inputs at the end.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::super::manifest::{Manifest, Tally, broken};
use super::Job;
use crate::error::{Error, Result};
use crate::ingest::SetAside;

/// A record that was set aside, and the piece in which it was.
#[derive(Serialize, Deserialize)]
pub(super) struct Aside {
    pub(super) input: usize,
    pub(super) piece: u64,
    /// Whether its line is counted from the beginning of the piece.
    pub(super) relative: bool,
    pub(super) aside: SetAside,
}

/// Notes a record.
pub(super) fn set_aside(tally: &mut Tally, lines: &mut Vec<u8>, aside: &Aside) {
    *tally.set_aside.entry(aside.aside.reason.kind().to_owned()).or_default() += 1;
    serde_json::to_writer(&mut *lines, aside).expect("plain data serialise");
    lines.push(b'\n');
}

impl Job {
    /// Writes what was set aside, in the order of the inputs.
    pub(super) fn write_rejected(&self, manifest: &Manifest, folder: &Path) -> Result<()> {
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
