//! What all formats have in common: entries under a path of categories.

use super::{EntrySetAside, Imported};
use crate::error::{Error, Place, Result};
use crate::framing::{Frame, Inventory, Pattern};

/// Gathers entries into frames.
pub(super) struct Collector<'n> {
    name: &'n str,
    title: Option<String>,
    frames: Vec<Frame>,
    set_aside: Vec<EntrySetAside>,
}

impl<'n> Collector<'n> {
    pub(super) fn new(name: &'n str) -> Self {
        Collector { name, title: None, frames: Vec::new(), set_aside: Vec::new() }
    }

    /// What the file calls itself.
    pub(super) fn title(&mut self, title: &str) {
        self.title = Some(title.trim().to_owned()).filter(|title| !title.is_empty());
    }

    /// Adds an entry to the category at the end of a path, which is made where there is none.
    pub(super) fn add(&mut self, path: &[String], entry: &str, weight: f64, line: u64) {
        // These characters mean something in a pattern of this crate and nothing in those of others.
        let text: String =
            entry.chars().map(|c| if matches!(c, '|' | '"') { ' ' } else { c }).collect();
        let pattern = match Pattern::parse(&text) {
            Ok(pattern) => pattern.with_weight(weight),
            Err(reason) => return self.set_aside(line, reason),
        };
        let frame = self.frame(path);
        if frame.patterns.iter().all(|known| known.text() != pattern.text()) {
            frame.patterns.push(pattern);
        }
    }

    pub(super) fn set_aside(&mut self, line: u64, reason: String) {
        let place = Place::file(self.name).at_line(line);
        self.set_aside.push(EntrySetAside { place, reason });
    }

    pub(super) fn error(&self, line: u64, message: impl Into<String>) -> Error {
        Error::Inventory { place: Place::file(self.name).at_line(line), message: message.into() }
    }

    fn frame(&mut self, path: &[String]) -> &mut Frame {
        let key = path_key(path);
        let at = self.frames.iter().position(|frame| frame.key == key).unwrap_or_else(|| {
            let name = path.last().map_or("words", |name| name.trim());
            let mut frame = Frame::new(key, name);
            if let Some((_, outer)) = path.split_last() {
                frame.group = if outer.is_empty() { String::new() } else { path_key(outer) };
            }
            self.frames.push(frame);
            self.frames.len() - 1
        });
        &mut self.frames[at]
    }

    pub(super) fn finish(self) -> Result<Imported> {
        if self.frames.is_empty() {
            return Err(self.error(
                1,
                "there is no category with an entry that can be matched; is the format right?",
            ));
        }
        let stem = std::path::Path::new(self.name).file_stem();
        let title = self.title.or_else(|| stem.map(|stem| stem.to_string_lossy().into_owned()));
        let title = title.unwrap_or_else(|| self.name.to_owned());
        let mut inventory = Inventory::new(key(&title));
        inventory.title = title;
        for frame in self.frames {
            inventory = inventory.with_frame(frame);
        }
        Ok(Imported { inventory, set_aside: self.set_aside })
    }
}

fn path_key(path: &[String]) -> String {
    if path.is_empty() {
        return "words".into();
    }
    path.iter().map(|name| key(name)).collect::<Vec<_>>().join(".")
}

/// A name as a key: lower case, with underscores for what a key cannot hold.
fn key(name: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '_' };
    let key: String = name.trim().to_lowercase().chars().map(plain).collect();
    if key.is_empty() { "_".into() } else { key }
}
