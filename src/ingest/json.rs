//! One JSON object to the fields of an article, without building the rest of it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::column::{Columns, Field};
use super::draft::Draft;

/// What the parser says when lists lie too deep inside each other; `serde_json` has words of its own.
const TOO_DEEP: &str = "recursion limit exceeded";

/// Whether a parse failed for its depth.
pub(super) fn is_too_deep(error: &serde_json::Error) -> bool {
    error.to_string().starts_with(TOO_DEEP)
}

/// Collects the columns of one object that are read; every other value is skipped unseen.
pub(super) struct ObjectSeed<'c> {
    pub columns: &'c Columns,
    /// How deep lists may lie inside each other in a column that is read.
    pub nesting: usize,
}

impl<'de> DeserializeSeed<'de> for ObjectSeed<'_> {
    type Value = Draft<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Draft<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ObjectSeed<'_> {
    type Value = Draft<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Draft<'de>, A::Error> {
        let mut draft = Draft::default();
        while let Some(Key(key)) = map.next_key_seed(KeySeed)? {
            let slots = self.columns.slots(&key);
            if !slots.iter().any(|slot| draft.wants(*slot)) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            // A column fills several fields only where the caller said so, and is parsed once for all.
            let seed = TextSeed { field: slots[0].field, depth: 0, limit: self.nesting };
            let found = map.next_value_seed(seed)?;
            for slot in &slots[1..] {
                draft.offer(*slot, found.clone());
            }
            draft.offer(slots[0], found);
        }
        Ok(draft)
    }
}

/// The key of a column, borrowed where it has no escapes.
struct Key<'de>(Cow<'de, str>);
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key<'de>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a column name")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Borrowed(key)))
    }

    fn visit_str<E>(self, key: &str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Owned(key.to_owned())))
    }
}

/// What a column holds, as text.
#[derive(Debug, Clone)]
pub(super) enum Found<'a> {
    Text(Cow<'a, str>),
    /// Null or an empty list.
    Nothing,
    /// Something that is no text, such as an object without a name.
    Unusable,
}

impl Found<'_> {
    fn is_blank(&self) -> bool {
        !matches!(self, Found::Text(text) if !text.trim().is_empty())
    }
}

/// Reads any value as the text of a field.
#[derive(Clone, Copy)]
struct TextSeed {
    field: Field,
    depth: usize,
    limit: usize,
}

impl TextSeed {
    /// The seed of what lies inside; `None` at the limit.
    fn inside(self) -> Option<Self> {
        (self.depth < self.limit).then_some(TextSeed { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for TextSeed {
    type Value = Found<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TextSeed {
    type Value = Found<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number, or a list of texts")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Found<'de>, E> {
        Ok(Found::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Found<'de>, E> {
        Ok(Found::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Found<'de>, E> {
        Ok(Found::Text(Cow::Owned(value.to_string())))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Found<'de>, E> {
        Ok(Found::Text(Cow::Owned(value.to_string())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Found<'de>, E> {
        Ok(Found::Text(Cow::Owned(value.to_string())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Found<'de>, E> {
        Ok(Found::Text(Cow::Owned(value.to_string())))
    }

    fn visit_unit<E>(self) -> Result<Found<'de>, E> {
        Ok(Found::Nothing)
    }

    /// Joins a list: a text by line breaks, and what lies inside its lists by spaces, so that
    /// paragraphs of sentences and lists of either all give one line per paragraph; bylines by commas.
    /// Of any other list the first entry that is not blank counts.
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Found<'de>, A::Error> {
        let inner = self.inside().ok_or_else(|| A::Error::custom(TOO_DEEP))?;
        let separator = match self.field {
            Field::Body if self.depth == 0 => Some("\n"),
            Field::Body | Field::Headline => Some(" "),
            Field::Byline => Some(", "),
            _ => None,
        };
        let mut joined: Option<Found<'de>> = None;
        let mut unusable = false;
        while let Some(entry) = list.next_element_seed(inner)? {
            unusable |= matches!(entry, Found::Unusable);
            if entry.is_blank() {
                continue;
            }
            match (&mut joined, separator, entry) {
                (None, _, entry) => joined = Some(entry),
                (Some(Found::Text(all)), Some(separator), Found::Text(text)) => {
                    let all = all.to_mut();
                    all.push_str(separator);
                    all.push_str(&text);
                }
                _ => {}
            }
        }
        Ok(joined.unwrap_or(if unusable { Found::Unusable } else { Found::Nothing }))
    }

    /// Of an object, such as the publisher in schema.org or the source in a news service's answer,
    /// its name counts, or else its text or title.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found<'de>, A::Error> {
        const NAMES: [&str; 5] = ["name", "text", "title", "$date", "value"];
        let inner = self.inside().ok_or_else(|| A::Error::custom(TOO_DEEP))?;
        let mut best: Option<(usize, Found<'de>)> = None;
        while let Some(Key(key)) = map.next_key_seed(KeySeed)? {
            let Some(rank) = NAMES.iter().position(|name| *name == key) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let found = map.next_value_seed(inner)?;
            if !found.is_blank() && best.as_ref().is_none_or(|(other, _)| rank < *other) {
                best = Some((rank, found));
            }
        }
        Ok(best.map_or(Found::Unusable, |(_, found)| found))
    }
}

/// The names of an object's columns, as many as a message needs.
pub(super) struct NamesSeed {
    pub most: usize,
}

impl<'de> DeserializeSeed<'de> for NamesSeed {
    type Value = Vec<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<String>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for NamesSeed {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<String>, A::Error> {
        let mut names = Vec::new();
        while let Some(Key(key)) = map.next_key_seed(KeySeed)? {
            if names.len() < self.most {
                names.push(key.into_owned());
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(names)
    }
}
