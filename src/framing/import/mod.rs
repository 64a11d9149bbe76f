//! Dictionaries in the formats of other programs.

mod collect;
mod liwc;
mod tsv;
mod wordstat;
mod xml;
mod yaml;

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Inventory;
use crate::error::{Error, Place, Result};
use collect::Collector;

/// A format that dictionaries come in.
///
/// | format | file | of |
/// |---|---|---|
/// | [`Liwc`](Self::Liwc) | `.dic` | LIWC: numbered categories between `%` lines, then words with numbers |
/// | [`Lexicoder`](Self::Lexicoder) | `.lc3` | Lexicoder: XML of `cnode` and `pnode` |
/// | [`Yoshikoder`](Self::Yoshikoder) | `.ykd` | Yoshikoder: the same, nested |
/// | [`WordStat`](Self::WordStat) | `.cat` | WordStat: indented text, `WORD (weight)` |
/// | [`Yaml`](Self::Yaml) | `.yml`, `.yaml` | quanteda: nested mappings that end in lists |
/// | [`Tsv`](Self::Tsv) | `.tsv`, `.tab` | word and weight, or word, category and weight |
/// | [`Inventory`](Self::Inventory) | `.txt` and others | this crate |
///
/// Categories become frames. A category inside another has the key `outer.inner`, the outer key as its group,
/// and counts for itself alone; sum the frames of a group for the outer one. What a category is
/// called stays its name.
///
/// Dictionaries hold entries that no word of a text can match (`:)`). They are set aside with their place and
/// do not spoil the rest. Weights below 0 cannot count towards a frame; a list that has them becomes two frames,
/// `positive` and `negative`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DictionaryFormat {
    /// The text format of this crate.
    #[default]
    Inventory,
    /// LIWC `.dic`.
    Liwc,
    /// Lexicoder `.lc3`.
    Lexicoder,
    /// Yoshikoder `.ykd`.
    Yoshikoder,
    /// WordStat `.cat`.
    WordStat,
    /// Nested YAML, as quanteda reads it.
    Yaml,
    /// Tab-separated words with weights.
    Tsv,
}

impl DictionaryFormat {
    /// The format that the ending of a file's name stands for; that of this crate for unknown endings.
    pub fn of(path: impl AsRef<Path>) -> Self {
        let ending =
            path.as_ref().extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("dic") => DictionaryFormat::Liwc,
            Some("lc3") => DictionaryFormat::Lexicoder,
            Some("ykd") => DictionaryFormat::Yoshikoder,
            Some("cat") => DictionaryFormat::WordStat,
            Some("yml" | "yaml") => DictionaryFormat::Yaml,
            Some("tsv" | "tab") => DictionaryFormat::Tsv,
            _ => DictionaryFormat::Inventory,
        }
    }
}

/// A dictionary that was read, and what could not be used of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Imported {
    /// The dictionary as an inventory.
    pub inventory: Inventory,
    /// The entries that cannot be matched.
    pub set_aside: Vec<EntrySetAside>,
}

/// An entry of a dictionary that cannot be matched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EntrySetAside {
    /// Where it stands.
    pub place: Place,
    /// Why it cannot be matched.
    pub reason: String,
}

impl Inventory {
    /// Reads a dictionary file; the ending of its name says the format.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where the file cannot be read, [`Error::Inventory`] where it is not in the format.
    pub fn import(path: impl AsRef<Path>) -> Result<Imported> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|source| Error::io(path, source))?;
        // Older programs write the encoding of their Windows; every byte means something there.
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => encoding_rs::WINDOWS_1252.decode(error.as_bytes()).0.into_owned(),
        };
        Inventory::import_text(&path.display().to_string(), &text, DictionaryFormat::of(path))
    }

    /// Reads a dictionary in a given format. `name` stands for the text in errors.
    ///
    /// ```
    /// use parallax::framing::{DictionaryFormat, Inventory};
    ///
    /// let text = "%\n1\tposemo\n2\tnegemo\n%\nlove*\t1\nhate\t2\n:)\t1\n";
    /// let imported = Inventory::import_text("mood.dic", text, DictionaryFormat::Liwc)?;
    /// assert_eq!(imported.inventory.frame("posemo")?.patterns[0].text(), "love*");
    /// assert_eq!(imported.set_aside[0].place.to_string(), "mood.dic:7");
    /// # Ok::<(), parallax::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Inventory`] with the line, where the text is not in the format.
    pub fn import_text(name: &str, text: &str, format: DictionaryFormat) -> Result<Imported> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut collector = Collector::new(name);
        match format {
            DictionaryFormat::Inventory => {
                let inventory = Inventory::parse(name, text)?;
                return Ok(Imported { inventory, set_aside: Vec::new() });
            }
            DictionaryFormat::Liwc => liwc::read(text, &mut collector)?,
            DictionaryFormat::Lexicoder | DictionaryFormat::Yoshikoder => {
                xml::read(text, &mut collector)?;
            }
            DictionaryFormat::WordStat => wordstat::read(text, &mut collector)?,
            DictionaryFormat::Yaml => yaml::read(text, &mut collector)?,
            DictionaryFormat::Tsv => tsv::read(text, &mut collector)?,
        }
        collector.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The frames of a text with their entries: `key: entry=weight entry`.
    pub(super) fn shown(text: &str, format: DictionaryFormat) -> String {
        match Inventory::import_text("x", text, format) {
            Err(error) => error.to_string(),
            Ok(imported) => {
                let frames = imported.inventory.frames().iter().map(|frame| {
                    let entries = frame.patterns.iter().map(|pattern| match pattern.weight() {
                        1.0 => pattern.text().to_owned(),
                        weight => format!("{}={weight}", pattern.text()),
                    });
                    format!("{}: {}", frame.key, entries.collect::<Vec<_>>().join(", "))
                });
                let aside = imported.set_aside.iter().map(|aside| format!("aside {}", aside.place));
                frames.chain(aside).collect::<Vec<_>>().join("; ")
            }
        }
    }

    #[test]
    fn endings_name_the_format() {
        let cases = [
            ("a/LIWC.DIC", DictionaryFormat::Liwc),
            ("b.lc3", DictionaryFormat::Lexicoder),
            ("c.yml", DictionaryFormat::Yaml),
            ("d", DictionaryFormat::Inventory),
        ];
        for (path, format) in cases {
            assert_eq!(DictionaryFormat::of(path), format, "{path}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_a_reader_panic(text in "[%<>/=\"()\\[\\]{}:\\-,a1 \t\n.*&#]{0,60}|.{0,40}") {
            for format in [
                DictionaryFormat::Inventory, DictionaryFormat::Liwc, DictionaryFormat::Lexicoder,
                DictionaryFormat::WordStat, DictionaryFormat::Yaml, DictionaryFormat::Tsv,
            ] {
                let _ = Inventory::import_text("x", &text, format);
            }
        }
    }
}
