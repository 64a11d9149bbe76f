//! Frames with their definitions and word lists.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Pattern, format};
use crate::error::{Error, Result};

/// A set of frames: what each means, who described it, what it confuses, and the words it shows in.
///
/// # The format
///
/// Plain text. What stands before the first `[frame]` is about the inventory, the rest about the frames.
///
/// ```
/// use parallax::framing::Inventory;
///
/// let inventory = Inventory::parse("harbour.txt", r#"
/// ## A number sign makes the rest of a line a comment.
/// inventory: harbour
/// title: The harbour dispute
/// source: Our own, 2025.
///
/// [jobs] Jobs and trade
/// definition: The harbour as work and income.
/// confuses: Takes the docks of a courtroom for docks.
/// article threshold: 0.2
/// words: job*, trade, dock|docks worker*,
///     cost of living
/// words 0.5: money, price*
/// exclude: trade union*, in the dock
///
/// [safety] Safety
/// definition: The harbour as a danger.
/// negation: drop within 4
/// words: danger*, threat* = 2, put ... at risk
/// "#)?;
/// assert_eq!(inventory.frames().len(), 2);
/// # Ok::<(), parallax::Error>(())
/// ```
///
/// A line `key: value` begins at the margin; indented lines continue it. Lists are separated by commas
/// or line ends. The keys are:
///
/// | key | where | meaning |
/// |---|---|---|
/// | `inventory` | inventory | its key; required |
/// | `title` | inventory | its name |
/// | `version` | inventory | changes whenever a number can change with it |
/// | `source` | inventory, frame | paper and year |
/// | `notes` | inventory | anything a user should know |
/// | `negators` | inventory | the words that negate, instead of the English ones |
/// | `negation` | inventory, frame | `keep` (a negated word counts) or `drop within N` words; `keep` by default |
/// | `definition` | frame | what the frame is |
/// | `confuses` | frame | what its words mistake for it |
/// | `group` | frame | the larger thing that it is a part of, such as a moral foundation |
/// | `article threshold` | frame | the weight of matches for each sentence from which an article of 25 sentences is said to use it |
/// | `residual` | frame | `yes` for the frame of what carries no other; it has no words |
/// | `words`, `words W` | frame | entries, of weight 1 or W; `entry = W` weighs one entry |
/// | `exclude` | frame | entries that block the others where they match |
///
/// [`Pattern`] says how entries are written.
///
/// # Negation
///
/// A frame is about what is talked of, and "not a threat" still talks of a threat; so negated words count
/// unless the inventory says otherwise. Each match says whether it is negated either way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Inventory {
    /// A short stable key.
    pub key: String,
    /// The name to show.
    pub title: String,
    /// Changes whenever a number can change with it.
    pub version: String,
    /// Paper and year.
    pub source: String,
    /// What a user should know.
    pub notes: String,
    /// The words that negate what follows them.
    pub negators: Vec<String>,
    frames: Vec<Frame>,
}

/// One way of presenting an event, and the words it shows in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Frame {
    /// A short stable key, unique in its inventory.
    pub key: String,
    /// The name to show.
    pub name: String,
    /// What the frame is.
    pub definition: String,
    /// Paper and year, where they differ from those of the inventory.
    pub source: String,
    /// What its words mistake for it.
    pub confuses: String,
    /// The larger thing that it is a part of; empty where it stands for itself.
    pub group: String,
    /// The weight of matches for each sentence from which an article of 25 sentences is said to use the
    /// frame; see [`ArticleFrames::salience`](super::ArticleFrames::salience).
    pub article_threshold: f64,
    /// Whether it stands for what carries no other frame of the inventory. Nothing is matched for it.
    pub residual: bool,
    /// What becomes of negated words.
    pub negation: Negation,
    /// The word list, exclusions included.
    pub patterns: Vec<Pattern>,
}

/// What becomes of a word that a negation precedes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Negation {
    /// It counts, and its match is marked.
    #[default]
    Keep,
    /// It does not count where a negator stands at most this many words before it in its sentence.
    Drop {
        /// The number of words.
        within: u8,
    },
}

/// The threshold of frames whose inventory says nothing about it.
pub(super) const ARTICLE_THRESHOLD: f64 = 0.15;

/// What negates in English.
const NEGATORS: [&str; 15] = [
    "not", "no", "never", "without", "neither", "nor", "none", "nobody", "nothing", "hardly",
    "cannot", "denied", "denies", "deny", "denying",
];

impl Inventory {
    /// An inventory without frames, for building one in code.
    pub fn new(key: impl Into<String>) -> Self {
        let key = key.into();
        Inventory {
            title: key.clone(),
            key,
            version: "1".into(),
            source: String::new(),
            notes: String::new(),
            negators: NEGATORS.map(str::to_owned).to_vec(),
            frames: Vec::new(),
        }
    }

    /// The inventory in a text of the format described above. `name` stands for the text in errors.
    ///
    /// # Errors
    ///
    /// [`Error::Inventory`] with the line and what to write instead.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        format::parse(name, text)
    }

    /// The inventory in a file of the format described above.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where the file cannot be read as UTF-8 text, [`Error::Inventory`] where it does not
    /// parse.
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|source| Error::io(path, source))?;
        Inventory::parse(&path.display().to_string(), &text)
    }

    /// The same inventory with one more frame; a frame of the same key is replaced.
    pub fn with_frame(mut self, frame: Frame) -> Self {
        match self.frames.iter_mut().find(|known| known.key == frame.key) {
            Some(known) => *known = frame,
            None => self.frames.push(frame),
        }
        self
    }

    /// The frames in the order of the file.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// The frame of a key, or else of a name, without regard to case.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`], with the frames there are.
    pub fn frame(&self, name: &str) -> Result<&Frame> {
        let lower = name.trim().to_lowercase();
        let by_key = self.frames.iter().find(|frame| frame.key == name.trim());
        by_key
            .or_else(|| self.frames.iter().find(|frame| frame.name.to_lowercase() == lower))
            .ok_or_else(|| Error::NotFound {
                kind: "frame",
                name: name.into(),
                hint: format!(
                    "frames of {:?}: {}",
                    self.key,
                    self.frames
                        .iter()
                        .map(|frame| frame.key.as_str())
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            })
    }

    /// The number of entries of all word lists together.
    pub fn n_patterns(&self) -> usize {
        self.frames.iter().map(|frame| frame.patterns.len()).sum()
    }
}

impl Frame {
    /// A frame without words, for building one in code.
    pub fn new(key: impl Into<String>, name: impl Into<String>) -> Self {
        Frame {
            key: key.into(),
            name: name.into(),
            definition: String::new(),
            source: String::new(),
            confuses: String::new(),
            group: String::new(),
            article_threshold: ARTICLE_THRESHOLD,
            residual: false,
            negation: Negation::Keep,
            patterns: Vec::new(),
        }
    }

    /// The same frame with its definition.
    pub fn with_definition(mut self, definition: impl Into<String>) -> Self {
        self.definition = definition.into();
        self
    }

    /// The same frame with one more entry.
    pub fn with_pattern(mut self, pattern: Pattern) -> Self {
        self.patterns.push(pattern);
        self
    }

    /// The same frame with more entries of weight 1.
    ///
    /// # Errors
    ///
    /// [`Error::Inventory`] where an entry cannot be matched.
    ///
    /// ```
    /// use parallax::framing::Frame;
    ///
    /// let frame = Frame::new("land", "Land").with_words(["land swap*", "territor*"])?;
    /// assert_eq!(frame.patterns.len(), 2);
    /// # Ok::<(), parallax::Error>(())
    /// ```
    pub fn with_words<'w>(mut self, words: impl IntoIterator<Item = &'w str>) -> Result<Self> {
        for word in words {
            self.patterns.push(Pattern::new(word)?);
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_found_by_key_and_by_name() {
        let inventory = Inventory::new("one").with_frame(Frame::new("econ", "Economic"));
        for name in ["econ", " Economic ", "economic"] {
            assert_eq!(inventory.frame(name).unwrap().key, "econ", "{name}");
        }
        let message = inventory.frame("war").unwrap_err().to_string();
        assert_eq!(message, r#"no frame matches "war"; frames of "one": econ"#);
    }

    #[test]
    fn a_frame_of_the_same_key_replaces() {
        let inventory = Inventory::new("one")
            .with_frame(Frame::new("a", "First"))
            .with_frame(Frame::new("a", "Second"));
        assert_eq!(inventory.frames().len(), 1);
        assert_eq!(inventory.frames()[0].name, "Second");
    }

    #[test]
    fn inventories_survive_serde() {
        let frame = Frame::new("a", "A").with_words(["tax*", "cost of living"]).unwrap();
        let inventory = Inventory::new("one").with_frame(frame);
        let text = serde_json::to_string(&inventory).unwrap();
        assert_eq!(serde_json::from_str::<Inventory>(&text).unwrap(), inventory);
    }

    #[test]
    fn a_missing_file_is_named() {
        let message = Inventory::read("no/such/file.txt").unwrap_err().to_string();
        assert!(message.starts_with("no/such/file.txt: "), "{message}");
    }
}
