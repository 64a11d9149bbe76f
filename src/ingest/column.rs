//! Which source column fills which part of an article.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// A part of an article that a source column can fill.
///
/// Column names are compared without regard to case, and with spaces and hyphens taken as
/// underscores: `Date Published` is `date_published`. Where several columns could fill one field, the
/// field's own name comes first and its aliases follow in the order of [`Field::aliases`]; the first
/// that is not blank wins.
///
/// ```
/// use parallax::ingest::Field;
///
/// assert_eq!(Field::Outlet.name(), "outlet");
/// assert_eq!(Field::Outlet.aliases(), ["source", "source_domain", "publisher", "outlet_name"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Field {
    /// The source's key of the article.
    Id,
    /// The publisher: a name, an abbreviation or a domain.
    Outlet,
    /// The headline.
    Headline,
    /// The running text.
    Body,
    /// The time of publication.
    Published,
    /// The address of the article.
    Url,
    /// Who wrote it.
    Byline,
    /// The language.
    Language,
    /// The key of the story.
    Story,
    /// The title of the story; the key as well where there is no other.
    StoryTitle,
    /// The group that outlets are compared by, such as a lean, a country or an owner.
    Group,
    /// A notice to be shown with everything made from the article.
    Notice,
    /// The file that holds the text, in a table of metadata beside text files.
    File,
}

impl Field {
    /// Every field, in the order in which articles are written.
    pub const ALL: [Field; 13] = [
        Field::Id,
        Field::Outlet,
        Field::Headline,
        Field::Body,
        Field::Published,
        Field::Url,
        Field::Byline,
        Field::Language,
        Field::Story,
        Field::StoryTitle,
        Field::Group,
        Field::Notice,
        Field::File,
    ];

    /// The column's own name.
    pub const fn name(self) -> &'static str {
        match self {
            Field::Id => "id",
            Field::Outlet => "outlet",
            Field::Headline => "headline",
            Field::Body => "body",
            Field::Published => "published",
            Field::Url => "url",
            Field::Byline => "byline",
            Field::Language => "language",
            Field::Story => "story",
            Field::StoryTitle => "story_title",
            Field::Group => "group",
            Field::Notice => "notice",
            Field::File => "file",
        }
    }

    /// The other names that are accepted, in order of preference.
    pub const fn aliases(self) -> &'static [&'static str] {
        match self {
            Field::Id => &[],
            Field::Outlet => &["source", "source_domain", "publisher", "outlet_name"],
            Field::Headline => &["title"],
            Field::Body => &[
                "text",
                "content",
                "maintext",
                "article",
                "sentences",
                "content_text",
                "content_html",
            ],
            Field::Published => {
                &["date", "date_publish", "date_published", "pub_date", "publish_date"]
            }
            Field::Url => &["link"],
            Field::Byline => &["author", "authors"],
            Field::Language => &["lang"],
            Field::Story => &["event_id", "cluster"],
            Field::StoryTitle => &["event"],
            // No other name: whether a lean or a country is meant is the caller's to say.
            Field::Group => &[],
            Field::Notice => &["note", "disclaimer"],
            Field::File => &["filename", "file_name", "path"],
        }
    }

    /// Whether a column holds markup by its name.
    pub(super) fn is_markup(self, rank: u8) -> bool {
        let alias = usize::from(rank).checked_sub(1).and_then(|at| self.aliases().get(at));
        alias.is_some_and(|name| name.ends_with("_html"))
    }

    /// The name and the aliases, as a message lists them.
    pub(super) fn accepted(self) -> String {
        let mut names = vec![self.name()];
        names.extend(self.aliases());
        names.join(", ")
    }
}

/// A field that a column may fill, and how far down the list of preference the column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    pub field: Field,
    pub rank: u8,
}

/// The columns that are read, by normal name.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    slots: HashMap<String, Vec<Slot>>,
}

impl Columns {
    /// The accepted names, with `chosen` columns in place of all names of their fields.
    pub fn new(chosen: &[(Field, String)]) -> Self {
        let mut slots: HashMap<String, Vec<Slot>> = HashMap::new();
        for (field, column) in chosen {
            slots.entry(normal(column)).or_default().push(Slot { field: *field, rank: 0 });
        }
        // A column that was given to one field by hand does not fill another by its name.
        let by_hand: Vec<String> = slots.keys().cloned().collect();
        for field in Field::ALL {
            if chosen.iter().any(|(taken, _)| *taken == field) {
                continue;
            }
            for (rank, name) in (0..).zip(std::iter::once(&field.name()).chain(field.aliases())) {
                if !by_hand.iter().any(|column| column == name) {
                    slots.entry((*name).to_owned()).or_default().push(Slot { field, rank });
                }
            }
        }
        Columns { slots }
    }

    /// The columns of some fields only.
    pub fn only(&self, fields: &[Field]) -> Self {
        let slots = self.slots.iter().filter_map(|(name, slots)| {
            let slots = slots.iter().filter(|slot| fields.contains(&slot.field));
            let slots: Vec<Slot> = slots.copied().collect();
            (!slots.is_empty()).then(|| (name.clone(), slots))
        });
        Columns { slots: slots.collect() }
    }

    /// The fields that a column may fill; none for a column that is not read.
    pub fn slots(&self, column: &str) -> &[Slot] {
        if let Some(slots) = self.slots.get(column) {
            return slots;
        }
        // Most names that are not listed are simply not read; only these can have another spelling.
        let spelt =
            |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_whitespace() || byte == b'-';
        if column.bytes().any(spelt) {
            return self.slots.get(&normal(column)).map_or(&[], Vec::as_slice);
        }
        &[]
    }
}

/// A column name as it is compared.
pub(super) fn normal(column: &str) -> String {
    column.trim().to_lowercase().replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_find_their_fields() {
        let columns = Columns::new(&[]);
        let cases = [
            ("outlet", Some((Field::Outlet, 0))),
            ("Source", Some((Field::Outlet, 1))),
            ("SOURCE DOMAIN", Some((Field::Outlet, 2))),
            (" date-published ", Some((Field::Published, 3))),
            ("maintext", Some((Field::Body, 3))),
            ("event", Some((Field::StoryTitle, 1))),
            ("cluster", Some((Field::Story, 2))),
            ("disclaimer", Some((Field::Notice, 2))),
            ("topic", None),
            ("", None),
        ];
        for (name, expected) in cases {
            let found = columns.slots(name).first().map(|slot| (slot.field, slot.rank));
            assert_eq!(found, expected, "{name:?}");
        }
    }

    #[test]
    fn a_chosen_column_replaces_every_name_of_its_field() {
        let columns = Columns::new(&[
            (Field::Body, "source".into()),
            (Field::Story, "Topic".into()),
            (Field::StoryTitle, "topic".into()),
        ]);
        assert_eq!(columns.slots("source"), [Slot { field: Field::Body, rank: 0 }]);
        assert_eq!(columns.slots("text"), [], "an alias of a field that was chosen");
        assert_eq!(columns.slots("TOPIC").len(), 2, "one column may fill two fields by hand");
        assert_eq!(columns.slots("publisher"), [Slot { field: Field::Outlet, rank: 3 }]);
    }

    #[test]
    fn no_name_belongs_to_two_fields() {
        let columns = Columns::new(&[]);
        assert!(columns.slots.values().all(|slots| slots.len() == 1));
    }
}
