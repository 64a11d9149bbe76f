//! Publishers, and the many names they go by.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Place, Result};

/// The outlets that the crate knows by name and domain.
const BUILTIN: &str = include_str!("outlets.tsv");

/// A publisher: a stable slug, a name to show, and the other names that mean it.
///
/// Attributes (country, owner, lean, ...) come from the user; the crate ships none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Outlet {
    /// A stable key: lower-case ASCII letters, digits and hyphens where the name allows it.
    pub slug: String,
    /// The name to show.
    pub name: String,
    /// Domains, abbreviations and other spellings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What the user says about the outlet.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
}

impl Outlet {
    /// An outlet with a name and no aliases; the slug is made from the name.
    ///
    /// ```
    /// let outlet = parallax::Outlet::new("The Kharkiv Courier").with_alias("courier.example");
    /// assert_eq!(outlet.slug, "the-kharkiv-courier");
    /// ```
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Outlet { slug: slug(&name), name, aliases: Vec::new(), attributes: BTreeMap::new() }
    }

    /// The same outlet under one more name.
    pub fn with_alias(mut self, alias: impl Into<String>) -> Self {
        self.aliases.push(alias.into());
        self
    }

    /// The same outlet with an attribute, such as `("country", "Ukraine")`.
    pub fn with_attribute(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.attributes.insert(key.into(), value.into());
        self
    }
}

/// Which names mean which outlet.
///
/// A name is compared without regard to case, punctuation, a leading `www.` or a trailing note such
/// as `(Online)`. A domain also matches below itself: `edition.cnn.com` is `cnn.com`. Nothing is
/// matched by likeness: `independent.ie` is not `independent.co.uk`.
///
/// ```
/// use parallax::{Outlet, OutletTable};
///
/// let mut table = OutletTable::builtin();
/// assert_eq!(table.resolve("https://www.scmp.com/news/x").name, "South China Morning Post");
/// assert_eq!(table.resolve("independent.ie").slug, "irish-independent");
/// table.add(Outlet::new("Kharkiv Courier").with_alias("courier.example")).unwrap();
/// assert_eq!(table.resolve("www.courier.example").name, "Kharkiv Courier");
/// // An outlet that nobody listed gets a slug of its own.
/// assert_eq!(table.resolve("Village Bugle").slug, "village-bugle");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OutletTable {
    outlets: Vec<Outlet>,
    by_alias: HashMap<String, usize>,
}

impl OutletTable {
    /// A table that knows no outlet.
    pub fn empty() -> Self {
        OutletTable::default()
    }

    /// The outlets that the crate knows: names and domains only.
    pub fn builtin() -> Self {
        let mut table = OutletTable::empty();
        // The list is part of the crate and a test reads it whole, so no line of it is ever refused here.
        let _ = table.add_tsv(BUILTIN, "outlets.tsv");
        table
    }

    /// Adds an outlet, or adds names and attributes to the one with the same slug.
    ///
    /// # Errors
    ///
    /// [`Error::AliasCollision`] where a name already means another outlet; the table is unchanged then.
    pub fn add(&mut self, outlet: Outlet) -> Result<()> {
        let known = self.outlets.iter().position(|other| other.slug == outlet.slug);
        let keys = keys_of(&outlet);
        for key in &keys {
            if let Some(&owner) = self.by_alias.get(key)
                && Some(owner) != known
            {
                return Err(Error::AliasCollision {
                    alias: key.clone(),
                    first: self.outlets[owner].name.clone(),
                    second: outlet.name,
                });
            }
        }
        let index = match known {
            Some(index) => {
                let existing = &mut self.outlets[index];
                existing.aliases.extend(outlet.aliases);
                existing.attributes.extend(outlet.attributes);
                index
            }
            None => {
                self.outlets.push(outlet);
                self.outlets.len() - 1
            }
        };
        self.by_alias.extend(keys.into_iter().map(|key| (key, index)));
        Ok(())
    }

    /// Adds one outlet a line: `slug <tab> name <tab> alias, alias, ...`. Blank lines and lines that
    /// begin with `#` are passed over. `file` names the text in errors.
    ///
    /// # Errors
    ///
    /// [`Error::Format`] where a line has no name, [`Error::AliasCollision`] as in [`add`](Self::add).
    pub fn add_tsv(&mut self, text: &str, file: &str) -> Result<()> {
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let mut fields = line.split('\t').map(str::trim);
            let (Some(slug), Some(name)) = (fields.next(), fields.next()) else {
                return Err(Error::Format {
                    place: Place::file(file).at_line(number),
                    found: format!("{line:?}"),
                    needed: "an outlet is written slug, tab, name, tab, aliases with commas".into(),
                });
            };
            let aliases = fields.next().unwrap_or("").split(',').map(str::trim);
            let aliases = aliases.filter(|alias| !alias.is_empty()).map(str::to_owned).collect();
            let attributes = BTreeMap::new();
            self.add(Outlet { slug: slug.into(), name: name.into(), aliases, attributes })?;
        }
        Ok(())
    }

    /// The outlet that a published name or address means; a new one where nobody listed it.
    pub fn resolve(&self, published: &str) -> Outlet {
        let key = normal(published);
        if let Some(outlet) = self.find(&key) {
            return outlet.clone();
        }
        let shown = if is_domain(&key) { key.clone() } else { published.trim().to_owned() };
        let slug = slug(&key);
        let slug = if slug.is_empty() { "unnamed".to_owned() } else { slug };
        Outlet { slug, name: shown, aliases: Vec::new(), attributes: BTreeMap::new() }
    }

    /// The outlets in the order they were added.
    pub fn outlets(&self) -> &[Outlet] {
        &self.outlets
    }

    fn find(&self, key: &str) -> Option<&Outlet> {
        let mut rest = key;
        loop {
            if let Some(&index) = self.by_alias.get(rest) {
                return Some(&self.outlets[index]);
            }
            // Only a domain has parents; and a parent must itself be a domain, never a bare suffix.
            match rest.split_once('.') {
                Some((_, parent)) if is_domain(key) && parent.contains('.') => rest = parent,
                _ => return None,
            }
        }
    }
}

/// The keys under which an outlet is found. A name of several words is found with and without its
/// article; "The Times" is not found as "Times", which is how half the papers of the world are called.
fn keys_of(outlet: &Outlet) -> Vec<String> {
    let mut keys = vec![normal(&outlet.name), normal(&outlet.slug.replace('-', " "))];
    keys.extend(outlet.aliases.iter().map(|alias| normal(alias)));
    let without_article: Vec<String> = keys
        .iter()
        .filter_map(|key| key.strip_prefix("the "))
        .filter(|rest| rest.contains(' '))
        .map(str::to_owned)
        .collect();
    keys.extend(without_article);
    keys.retain(|key| !key.is_empty());
    keys.sort();
    keys.dedup();
    keys
}

/// Notes that aggregators hang on an outlet's name to say which of its channels they read.
const CHANNEL_NOTES: [&str; 6] =
    ["online news", "web news", "news online", "online", "news", "website"];

/// A name or address in the form that is compared: a bare host, or lower-case words.
fn normal(published: &str) -> String {
    let lower = published.trim().to_lowercase();
    let bare = lower.strip_prefix("https://").or(lower.strip_prefix("http://")).unwrap_or(&lower);
    let host = bare.split(['/', '?', '#']).next().unwrap_or("");
    let host = host.split(':').next().unwrap_or("");
    if is_domain(host) && (host == bare || bare != lower || bare.contains('/')) {
        let host = host.trim_end_matches('.');
        return ["www.", "m.", "amp.", "edition."]
            .iter()
            .fold(host, |host, prefix| {
                host.strip_prefix(prefix).filter(|rest| rest.contains('.')).unwrap_or(host)
            })
            .to_owned();
    }
    let mut name = lower.as_str();
    // "New York Times (Online News)" and "New York Times - News" are the same paper; a note such as
    // "Opinion" is left in place, because opinion pages are another voice.
    if let Some((head, note)) = name.rsplit_once(" - ").or_else(|| name.rsplit_once(" ("))
        && CHANNEL_NOTES.contains(&note.trim_end_matches(')').trim())
        && !head.trim().is_empty()
    {
        name = head;
    }
    let words = name.replace(['\u{2019}', '\''], "");
    words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_domain(text: &str) -> bool {
    let mut labels = text.split('.');
    let valid = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    text.contains('.')
        && labels.clone().all(valid)
        && labels
            .next_back()
            .is_some_and(|top| top.len() >= 2 && top.chars().all(char::is_alphabetic))
}

/// Lower-case words joined by hyphens; letters outside ASCII are kept so that no two names of a
/// non-Latin script fall together.
fn slug(name: &str) -> String {
    let lower = name.to_lowercase().replace(['\u{2019}', '\''], "");
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_list_is_sound() {
        let mut table = OutletTable::empty();
        table.add_tsv(BUILTIN, "outlets.tsv").unwrap();
        assert!(table.outlets().len() >= 100);
        assert_eq!(table, OutletTable::builtin());
    }

    #[test]
    fn names_resolve() {
        let table = OutletTable::builtin();
        let cases = [
            ("scmp.com", "south-china-morning-post"),
            ("SCMP", "south-china-morning-post"),
            ("South China Morning Post", "south-china-morning-post"),
            ("https://www.nypost.com/2025/08/18/x", "new-york-post"),
            ("New York Times - News", "the-new-york-times"),
            ("New York Times (Online News)", "the-new-york-times"),
            ("New York Times - Opinion", "new-york-times-opinion"),
            ("nyt", "the-new-york-times"),
            ("Fox News (Online)", "fox-news"),
            ("Fox Online News", "fox-news"),
            ("edition.cnn.com", "cnn"),
            ("CNN (Web News)", "cnn"),
            ("AP", "associated-press"),
            ("apnews.com", "associated-press"),
            ("Agence France-Presse", "afp"),
            ("bbc.co.uk", "bbc"),
            ("BBC News", "bbc"),
            ("The Independent", "the-independent"),
            ("www.independent.co.uk", "the-independent"),
            ("independent.ie", "irish-independent"),
            ("independent.co.ug", "independent-co-ug"),
            ("abcnews.go.com", "abc-news"),
            ("abc.net.au", "abc-australia"),
            ("The New Arab", "the-new-arab"),
            ("newarab.com", "the-new-arab"),
            ("The Moscow Times", "the-moscow-times"),
            ("politico.eu", "politico"),
            ("guardian.ng", "guardian-nigeria"),
            ("theguardian.com", "the-guardian"),
            ("timesofindia.indiatimes.com", "the-times-of-india"),
            ("thetimes.co.uk", "the-times"),
            ("Times", "times"),
            ("news.sky.com", "sky-news"),
            ("dailystar.co.uk", "daily-star"),
            ("thedailystar.net", "the-daily-star-bangladesh"),
            ("Новая газета", "новая-газета"),
            ("", "unnamed"),
            ("???", "unnamed"),
        ];
        for (published, slug) in cases {
            assert_eq!(table.resolve(published).slug, slug, "{published}");
        }
    }

    #[test]
    fn a_name_cannot_mean_two_outlets() {
        let mut table = OutletTable::builtin();
        let before = table.clone();
        let error = table.add(Outlet::new("Other").with_alias("SCMP")).unwrap_err();
        assert!(error.to_string().contains("South China Morning Post"), "{error}");
        assert_eq!(table, before);
        table
            .add(Outlet::new("South China Morning Post").with_attribute("country", "Hong Kong"))
            .unwrap();
        assert_eq!(table.resolve("scmp").attributes["country"], "Hong Kong");
    }
}
