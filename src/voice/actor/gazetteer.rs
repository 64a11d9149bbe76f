//! Names that are known beforehand: the lists that come with the crate, and a user's own.
//!
//! Question: does this sequence of words name something known, and what?
//!
//! The lists of the crate hold countries, large towns, institutions, given names and titles, so that "in
//! Jordan" and "the Fed" are read right. They rank nothing and describe nobody. A [`Gazetteer`] of the user
//! is looked up first: it adds actors, joins names, changes kinds and bans names.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::ActorKind;
use super::word::{Flags, is_ordinary, key, parts};
use crate::error::{Error, Place, Result};
use crate::voice::wordlist::WordList;

/// Names that a user knows: added to the names of the crate, and stronger than they are.
///
/// ```
/// use parallax::voice::{ActorKind, Gazetteer};
///
/// let gazetteer = Gazetteer::new()
///     .with("Harbour Watch", ActorKind::Organisation, ["HW"])
///     .without("Analysis");
/// assert_eq!(gazetteer.names().count(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Gazetteer {
    entries: BTreeMap<String, (ActorKind, Vec<String>)>,
    banned: Vec<String>,
}

impl Gazetteer {
    /// A gazetteer without names.
    pub fn new() -> Self {
        Gazetteer::default()
    }

    /// The same with one more actor, which any of the names in `also` means as well.
    pub fn with<'n>(
        mut self,
        name: impl Into<String>,
        kind: ActorKind,
        also: impl IntoIterator<Item = &'n str>,
    ) -> Self {
        let also = also.into_iter().map(str::to_owned).collect();
        self.entries.insert(name.into(), (kind, also));
        self
    }

    /// The same with a name that is never taken for an actor.
    pub fn without(mut self, name: impl Into<String>) -> Self {
        self.banned.push(name.into());
        self
    }

    /// Reads a gazetteer: one actor a line, `kind: name = other name = ...`, where the kind is `person`,
    /// `organisation`, `place`, `other`, or `none` for a name that is no actor. `#` opens a comment.
    ///
    /// ```
    /// use parallax::voice::Gazetteer;
    ///
    /// let gazetteer = Gazetteer::parse("mine.txt", "person: Ada Roe = A. Roe\nnone: Analysis")?;
    /// assert_eq!(gazetteer.names().collect::<Vec<_>>(), ["Ada Roe"]);
    /// # Ok::<(), parallax::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Format`] with the line that has no kind or no name.
    pub fn parse(path: &str, text: &str) -> Result<Self> {
        let mut gazetteer = Gazetteer::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.split('#').next().unwrap_or("").trim();
            if line.is_empty() {
                continue;
            }
            let wrong = || Error::Format {
                place: Place::file(path).at_line(number),
                found: line.to_owned(),
                needed:
                    "a line is `person: Name = Other Name`; kinds are person, organisation, place, \
                         other and none"
                        .into(),
            };
            let (kind, names) = line.split_once(':').ok_or_else(wrong)?;
            let mut names = names.split(" = ").map(str::trim).filter(|name| !name.is_empty());
            let name = names.next().ok_or_else(wrong)?;
            let kind = match kind.trim() {
                "person" => ActorKind::Person,
                "organisation" | "organization" => ActorKind::Organisation,
                "place" => ActorKind::Place,
                "other" => ActorKind::Other,
                "none" => {
                    gazetteer.banned.push(name.to_owned());
                    continue;
                }
                _ => return Err(wrong()),
            };
            gazetteer = gazetteer.with(name, kind, names);
        }
        Ok(gazetteer)
    }

    /// The names by which actors are shown, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, ActorKind, &[String])> {
        self.entries.iter().map(|(name, (kind, also))| (name.as_str(), *kind, also.as_slice()))
    }

    pub(super) fn banned(&self) -> impl Iterator<Item = &str> {
        self.banned.iter().map(String::as_str)
    }
}

/// Something known by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) name: String,
    pub(super) kind: ActorKind,
    /// Every way of writing it, as sequences of word keys.
    pub(super) forms: Vec<Vec<String>>,
}

impl Known {
    pub(super) fn new<'n>(
        name: &str,
        kind: ActorKind,
        written: impl IntoIterator<Item = &'n str>,
    ) -> Self {
        let mut forms = Vec::new();
        for form in written.into_iter().map(parts) {
            // "NEW YORK": in capitals the short words of a name have keys of their own.
            let has_short = form.iter().any(|part| part.len() <= 5 && is_ordinary(part));
            let shouted = (form.len() > 1 && has_short)
                .then(|| form.iter().map(|part| key(&part.to_uppercase())).collect());
            forms.push(form);
            forms.extend(shouted);
        }
        Known { name: name.to_owned(), kind, forms }
    }
}

/// What the crate knows about words and names, read once.
pub(super) struct Lists {
    pub(super) flags: FxHashMap<String, Flags>,
    pub(super) known: Vec<Known>,
}

impl Lists {
    pub(super) fn get() -> &'static Lists {
        static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);
        &LISTS
    }

    fn read() -> Lists {
        let texts = [
            include_str!("lists/places.txt"),
            include_str!("lists/organisations.txt"),
            include_str!("lists/persons.txt"),
            include_str!("lists/not_actors.txt"),
        ];
        let lists = texts.map(WordList::parse);
        let mut flags: FxHashMap<String, Flags> = FxHashMap::default();
        let mut known = Vec::new();
        for (section, entries) in lists.iter().flat_map(WordList::sections) {
            let (flag, kind) = match section {
                "countries" => (Flags::COUNTRY, Some(ActorKind::Place)),
                "states" | "cities" | "regions" => (Flags::NONE, Some(ActorKind::Place)),
                "organisations" => (Flags::NONE, Some(ActorKind::Organisation)),
                "demonyms" => (Flags::DEMONYM, None),
                "geography" => (Flags::GEOGRAPHY, None),
                "heads" => (Flags::HEAD, None),
                "company_endings" => (Flags::COMPANY_ENDING, None),
                "company_words" => (Flags::COMPANY_WORD, None),
                "given_names" => (Flags::GIVEN, None),
                "family_first" => (Flags::FAMILY_FIRST, None),
                "titles" => (Flags::TITLE, None),
                "title_modifiers" => (Flags::TITLE_MODIFIER, None),
                "person_verbs" => (Flags::PERSON_VERB, None),
                "roles" => (Flags::ROLE, None),
                "calendar" => (Flags::CALENDAR, None),
                "function" => (Flags::FUNCTION, None),
                "boilerplate" => (Flags::BOILERPLATE, None),
                "things" => (Flags::THING, None),
                _ => continue,
            };
            for entry in entries {
                if let (Some(kind), Some(name)) = (kind, entry.first()) {
                    known.push(Known::new(name, kind, entry.iter().copied()));
                }
                for name in entry.iter().filter(|_| flag != Flags::NONE) {
                    let keys = parts(name);
                    if let [word] = keys.as_slice() {
                        flags.entry(word.clone()).or_default().add(flag);
                        if flag == Flags::DEMONYM {
                            flags.entry(format!("{word}s")).or_default().add(flag);
                        }
                    }
                }
            }
        }
        Lists { flags, known }
    }
}

/// No ordinary word is longer, in bytes.
pub(super) const LONGEST_ORDINARY: usize = 24;

/// Ordinary words, in lower case.
pub(super) fn ordinary_words() -> &'static FxHashSet<&'static [u8]> {
    static WORDS: LazyLock<FxHashSet<&[u8]>> = LazyLock::new(|| {
        let list = WordList::parse(include_str!("lists/common.txt"));
        list.section("common").filter_map(|entry| Some(entry.first()?.as_bytes())).collect()
    });
    &WORDS
}

/// What is known about a word, by its key: its lists, and whether it is an ordinary word.
pub(super) fn flags_of(key: &str) -> Flags {
    let mut flags = Lists::get().flags.get(key).copied().unwrap_or_default();
    // Keys are in small letters but for short words in capitals.
    let shouted = key.bytes().any(|byte| byte.is_ascii_uppercase());
    let ordinary = if shouted { is_ordinary(&key.to_lowercase()) } else { is_ordinary(key) };
    if ordinary {
        flags.add(Flags::ORDINARY);
    }
    flags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_whole() {
        let lists = Lists::get();
        assert!(lists.known.len() > 1_000, "{}", lists.known.len());
        for (word, flag) in [
            ("Senator", Flags::TITLE),
            ("Ministry", Flags::HEAD),
            ("Ukrainians", Flags::DEMONYM),
            ("Tuesday", Flags::CALENDAR),
            ("running", Flags::ORDINARY),
            ("Maria", Flags::GIVEN),
        ] {
            assert!(flags_of(&key(word)).has(flag), "{word}");
        }
        assert!(!flags_of("kyiv").has(Flags::ORDINARY));
        assert!(ordinary_words().iter().all(|word| word.len() <= LONGEST_ORDINARY));
        let kyiv = lists.known.iter().find(|known| known.name == "Kyiv").unwrap();
        assert!(kyiv.forms.contains(&parts("Kiev")));
    }

    #[test]
    fn a_gazetteer_says_what_is_wrong_with_a_line() {
        for text in ["Ada Roe", "person:", "planet: Mars"] {
            let error = Gazetteer::parse("mine.txt", text).unwrap_err().to_string();
            assert!(error.contains("mine.txt") && error.contains("kinds are"), "{error}");
        }
        let gazetteer =
            Gazetteer::parse("x", "# mine\n\nplace: Old Port = The Port # ours\nnone: Monitor")
                .unwrap();
        assert_eq!(gazetteer.names().collect::<Vec<_>>(), ["Old Port"]);
        assert_eq!(gazetteer.banned().collect::<Vec<_>>(), ["Monitor"]);
    }
}
