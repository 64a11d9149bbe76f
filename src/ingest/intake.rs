//! From the fields of a record to an article, or to the reason why there is none.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use super::column::Field;
use super::date::read_date;
use super::draft::Draft;
use super::record::excerpt;
use super::{Duplicates, Reader, Reason, Record, Remark, SetAside};
use crate::article::Article;
use crate::error::Place;

/// What is remembered of an article that was read, to know another with the same id.
#[derive(Debug, Clone, Copy)]
struct Earlier {
    contents: u64,
    line: Option<u64>,
    record: Option<u64>,
    file: u32,
}

/// The ids that were read so far. About 80 bytes for each, whatever the articles hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Ids {
    // The ids themselves are not kept: two words of 64 bits do not fall together by chance.
    earlier: HashMap<(u64, u64), Earlier>,
    files: Vec<String>,
}

impl Ids {
    pub fn begin_file(&mut self, name: &str) {
        self.files.push(name.to_owned());
    }

    /// Enters an article, or gives the place of the earlier one with its id and whether it is the same.
    fn enter(&mut self, article: &Article, place: &Place) -> Option<(Place, bool)> {
        let key = (fingerprint(&(0u8, &article.id)), fingerprint(&(1u8, &article.id)));
        let contents = contents_of(article);
        let file = u32::try_from(self.files.len().saturating_sub(1)).unwrap_or(u32::MAX);
        if let Some(earlier) = self.earlier.get(&key) {
            let name = self.files.get(earlier.file as usize).cloned().unwrap_or_default();
            let first = Place { file: name, line: earlier.line, record: earlier.record };
            return Some((first, earlier.contents == contents));
        }
        let entry = Earlier { contents, line: place.line, record: place.record, file };
        self.earlier.insert(key, entry);
        None
    }
}

fn fingerprint(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A fingerprint of what makes two records the same article.
///
/// It only words a message, so a fast mixing is enough: four lanes of eight bytes, which a processor
/// works on side by side.
fn contents_of(article: &Article) -> u64 {
    const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |state: u64, word: u64| (state.rotate_left(5) ^ word).wrapping_mul(MIX);
    let story = article.story.as_deref().unwrap_or("");
    let mut lanes = [1u64, 2, 3, 4];
    for text in [&article.outlet, &article.headline, &article.body, story] {
        let mut blocks = text.as_bytes().chunks_exact(32);
        for block in &mut blocks {
            for (lane, word) in lanes.iter_mut().zip(block.chunks_exact(8)) {
                *lane = mix(*lane, word.try_into().map_or(0, u64::from_le_bytes));
            }
        }
        for &byte in blocks.remainder() {
            lanes[0] = mix(lanes[0], u64::from(byte));
        }
        lanes[1] = mix(lanes[1], text.len() as u64);
    }
    lanes.into_iter().fold(0, mix)
}

/// Turns the drafts of one file into records.
pub(super) struct Intake {
    pub reader: Reader,
    pub file: String,
    pub ids: Ids,
    /// The files that a table of metadata named.
    pub named: BTreeSet<PathBuf>,
}

impl Intake {
    pub fn new(reader: &Reader, file: &str, ids: Ids) -> Self {
        Intake { reader: reader.clone(), file: file.to_owned(), ids, named: BTreeSet::new() }
    }

    /// A place in this file.
    pub fn place(&self) -> Place {
        Place::file(&self.file)
    }

    /// A record that gives no article.
    pub fn set_aside(&self, place: Place, reason: Reason, bytes: &[u8]) -> Record {
        Record::SetAside(SetAside { place, reason, excerpt: excerpt(bytes) })
    }

    /// An article, or the first reason against it. `columns` names the record's columns for a message.
    pub fn finish(
        &mut self,
        mut draft: Draft<'_>,
        place: Place,
        bytes: &[u8],
        columns: impl Fn() -> Vec<String>,
    ) -> Record {
        let Needed { outlet, body, url } = match needed(&mut draft, &self.reader, columns) {
            Ok(needed) => needed,
            Err(reason) => return self.set_aside(place, reason, bytes),
        };
        let headline = draft.take(Field::Headline).unwrap_or_default();
        let mut article = Article::new(outlet, headline.into_owned(), body.into_owned());
        article.url = url;
        article.byline = draft.take_name(Field::Byline);
        article.language = draft.take_name(Field::Language).map(language_code);
        article.group = draft.take_name(Field::Group);
        article.notice = draft.take_name(Field::Notice);
        (article.story, article.story_title) = story(&mut draft);
        let mut remarks = std::mem::take(&mut draft.remarks);
        if let Some(found) = draft.take_name(Field::Published) {
            match read_date(&found, self.reader.dates) {
                Some(date) => {
                    article.published = Some(date.published);
                    if date.ambiguous {
                        remarks.push(Remark::AmbiguousDate { found });
                    }
                }
                None => remarks.push(Remark::UnreadableDate { found: excerpt(found.as_bytes()) }),
            }
        }
        let given = draft.take_name(Field::Id);
        let made = given.is_none();
        article.id = given.unwrap_or_else(|| made_id(&place));
        if self.reader.duplicates == Duplicates::Keep {
            return Record::Article { article, place, remarks };
        }
        let Some((first, same)) = self.ids.enter(&article, &place) else {
            return Record::Article { article, place, remarks };
        };
        let id = std::mem::take(&mut article.id);
        if same && !made {
            return self.set_aside(place, Reason::Repeated { id, first }, bytes);
        }
        if first.file == place.file {
            return self.set_aside(place, Reason::IdTaken { id, first }, bytes);
        }
        // Two files that both count from 1 are two good files, so nothing is set aside for it.
        article.id = if made { whole_id(&place) } else { format!("{}:{id}", place.file) };
        remarks.push(Remark::IdQualified { id });
        match self.ids.enter(&article, &place) {
            None => Record::Article { article, place, remarks },
            Some((first, true)) => {
                self.set_aside(place, Reason::Repeated { id: article.id, first }, bytes)
            }
            Some((first, false)) => {
                self.set_aside(place, Reason::IdTaken { id: article.id, first }, bytes)
            }
        }
    }
}

/// What an article cannot do without.
pub(super) struct Needed<'d> {
    pub outlet: String,
    pub body: Cow<'d, str>,
    pub url: Option<String>,
}

/// Takes what an article cannot do without, or says what is missing.
pub(super) fn needed<'d>(
    draft: &mut Draft<'d>,
    reader: &Reader,
    columns: impl Fn() -> Vec<String>,
) -> Result<Needed<'d>, Reason> {
    let Some(body) = draft.take(Field::Body) else {
        return Err(if draft.has_column(Field::Body) {
            Reason::EmptyBody
        } else {
            Reason::MissingBody { columns: columns() }
        });
    };
    let url = draft.take_name(Field::Url);
    let outlet = draft
        .take_name(Field::Outlet)
        .or_else(|| reader.outlet.clone())
        .or_else(|| url.as_deref().and_then(host).map(str::to_owned));
    match outlet {
        Some(outlet) => Ok(Needed { outlet, body, url }),
        None => Err(Reason::MissingOutlet { columns: columns() }),
    }
}

/// The key and the title of the story.
pub(super) fn story(draft: &mut Draft<'_>) -> (Option<String>, Option<String>) {
    let title = draft.take_name(Field::StoryTitle);
    match (draft.take_name(Field::Story), title) {
        (Some(key), title) => (Some(key), title),
        // A title is as good a key as any where the source has no other.
        (None, title) => (title, None),
    }
}

/// The id of an article that has none: the name of its file, without folders, and its place in it.
fn made_id(place: &Place) -> String {
    let name = place.file.rsplit(['/', '\\']).next().unwrap_or(&place.file);
    match place.record.or(place.line) {
        Some(n) => format!("{name}:{n}"),
        None => name.to_owned(),
    }
}

fn whole_id(place: &Place) -> String {
    match place.record.or(place.line) {
        Some(n) => format!("{}:{n}", place.file),
        None => place.file.clone(),
    }
}

/// The host of an address, without `www.`.
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let plausible = host.contains('.') && !host.contains(char::is_whitespace);
    (plausible && host.bytes().any(|byte| byte != b'.')).then_some(host)
}

/// `en-US` and `EN` are `en`; anything that is no code is kept as it stands.
fn language_code(language: String) -> String {
    let code = language.split(['-', '_']).next().unwrap_or("");
    let is_code = matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_alphabetic());
    if is_code { code.to_ascii_lowercase() } else { language }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found() {
        let cases = [
            ("https://www.example.com/a?b", Some("example.com")),
            ("http://user:pass@news.example.org:8080/", Some("news.example.org")),
            ("example.com/path", Some("example.com")),
            ("/relative/path", None),
            ("not a url.", None),
            ("", None),
            ("https://", None),
        ];
        for (url, expected) in cases {
            assert_eq!(host(url), expected, "{url}");
        }
    }

    #[test]
    fn languages_become_codes() {
        let cases = [("en-US", "en"), ("PT_br", "pt"), ("deu", "deu"), ("English", "English")];
        for (language, expected) in cases {
            assert_eq!(language_code(language.into()), expected);
        }
    }
}
