//! RSS and Atom, item by item (feature `feeds`).
//!
//! Items are found by their tags and parsed one at a time, so a feed of any length is streamed and a
//! broken item is set aside without those around it. Feeds mostly carry a summary; where a feed has
//! nothing longer, the summary is the body and a [`Remark`] says so.

use memchr::{memchr_iter, memmem};
use quick_xml::Reader as XmlReader;
use quick_xml::events::{BytesStart, Event};

use super::column::{Field, Slot};
use super::draft::Draft;
use super::encoding::decode;
use super::intake::Intake;
use super::json::Found;
use super::markup::{decode_references, text_of_fragment};
use super::source::Transcoded;
use super::window::Window;
use super::{Reason, Record, Remark};
use crate::error::Result;

/// What opens and closes an item: RSS, Atom.
const ITEMS: [(&[u8], &[u8]); 2] = [(b"<item", b"</item>"), (b"<entry", b"</entry>")];

pub(super) struct Feed<'r> {
    window: Window<'r>,
    line: u64,
    n_records: u64,
    language: Option<String>,
    title: Option<String>,
}

impl<'r> Feed<'r> {
    /// Reads what stands before the first item.
    pub fn new(mut window: Window<'r>, intake: &Intake) -> Result<Self> {
        let label = encoding_label(window.view());
        if let Some(encoding) = label.and_then(|label| encoding_rs::Encoding::for_label(&label))
            && encoding != encoding_rs::UTF_8
        {
            window = Window::new(Box::new(Transcoded::new(window, encoding)));
        }
        let mut feed = Feed { window, line: 1, n_records: 0, language: None, title: None };
        let limit = intake.reader.limits.record_bytes;
        let head = feed.find_item(limit);
        let head = head.map_or(feed.window.view().len(), |(at, _)| at);
        let (text, _) = decode(&feed.window.view()[..head]);
        if !["<rss", "<feed", "<rdf:RDF", "<channel"].iter().any(|root| text.contains(root)) {
            let needed = "an RSS or Atom feed";
            return Err(super::format_error(&intake.file, "markup that is no feed", needed));
        }
        let value = |names: &[&str]| {
            let parts = parts_of(&text).unwrap_or_else(|(parts, _)| parts);
            let part = parts.into_iter().find(|part| names.contains(&part.name.as_str()));
            part.map(|part| text_of_fragment(&part.raw)).filter(|text| !text.is_empty())
        };
        feed.language = value(&["language", "dc:language"]);
        feed.title = value(&["title"]);
        feed.take(head);
        Ok(feed)
    }

    pub fn next(&mut self, intake: &mut Intake) -> Option<Record> {
        let limit = intake.reader.limits.record_bytes;
        let Some((at, close)) = self.find_item(limit) else {
            let place = intake.place().at_line(self.line).at_record(self.n_records + 1);
            let reason = self.window.take_break()?;
            return Some(intake.set_aside(place, reason, b""));
        };
        self.take(at);
        self.n_records += 1;
        let place = intake.place().at_line(self.line).at_record(self.n_records);
        let mut scanned = 0;
        let end = loop {
            let view = self.window.view();
            // The closing tag may lie across the edge of what was in view before.
            let from = usize::saturating_sub(scanned, close.len());
            if let Some(found) = memmem::find(&view[from..], close) {
                break Some(from + found + close.len());
            }
            scanned = view.len();
            if scanned > limit || !self.window.fill() {
                break None;
            }
        };
        let Some(end) = end.filter(|end| *end <= limit) else {
            let view = self.window.view();
            let reason = if view.len() > limit {
                Reason::Oversized { bytes: view.len() as u64, limit: limit as u64 }
            } else {
                let message = "it ends inside this item".into();
                self.window.take_break().unwrap_or(Reason::CutOff { message })
            };
            let record = intake.set_aside(place, reason, self.window.view());
            // The next item, if any, is looked for behind this one's opening tag.
            self.take(if self.window.view().len() > limit { 5 } else { usize::MAX });
            return Some(record);
        };
        let bytes = &self.window.view()[..end];
        let (text, other) = decode(bytes);
        let record = match parts_of(&text) {
            Ok(parts) => {
                let mut draft = self.draft(parts);
                if other {
                    draft.remarks.push(Remark::Decoded { encoding: "windows-1252".into() });
                }
                intake.finish(draft, place, bytes, Vec::new)
            }
            Err((_, message)) => intake.set_aside(place, Reason::Malformed { message }, bytes),
        };
        self.take(end);
        Some(record)
    }

    fn draft(&self, parts: Vec<Part>) -> Draft<'static> {
        let mut draft = Draft::default();
        let mut summary_only = true;
        for part in parts {
            let html = !matches!(part.kind.as_deref(), Some("text"));
            let text = if html { text_of_fragment(&part.raw) } else { part.raw.clone() };
            let slot = |field, rank| Slot { field, rank };
            let slot = match part.name.as_str() {
                "content:encoded" => slot(Field::Body, 0),
                "content" => slot(Field::Body, 1),
                "description" => slot(Field::Body, 2),
                "summary" => slot(Field::Body, 3),
                "title" => slot(Field::Headline, 0),
                "guid" | "id" => slot(Field::Id, 0),
                "pubdate" => slot(Field::Published, 0),
                "published" => slot(Field::Published, 1),
                "dc:date" => slot(Field::Published, 2),
                "updated" => slot(Field::Published, 3),
                "dc:creator" => slot(Field::Byline, 0),
                "author/name" => slot(Field::Byline, 1),
                "author" => slot(Field::Byline, 2),
                "source" | "source/title" => slot(Field::Outlet, 0),
                "dc:language" => slot(Field::Language, 0),
                "link" if part.relation.as_deref().is_none_or(|rel| rel == "alternate") => {
                    let link = part.link.filter(|_| text.is_empty()).unwrap_or(text);
                    draft.offer(slot(Field::Url, 0), Found::Text(link.into()));
                    continue;
                }
                _ => continue,
            };
            summary_only &= slot.field != Field::Body || slot.rank > 1 || text.is_empty();
            draft.offer(slot, Found::Text(text.into()));
        }
        if summary_only && draft.has_column(Field::Body) {
            draft.remarks.push(Remark::SummaryOnly);
        }
        let offer = |draft: &mut Draft<'static>, field, text: &Option<String>| {
            if let Some(text) = text {
                draft.offer(Slot { field, rank: 9 }, Found::Text(text.clone().into()));
            }
        };
        offer(&mut draft, Field::Language, &self.language);
        // The host of the link names an outlet better than "World news - latest" does.
        if !draft.has_column(Field::Url) {
            offer(&mut draft, Field::Outlet, &self.title);
        }
        draft
    }

    /// Where the next item opens, and what closes it.
    fn find_item(&mut self, limit: usize) -> Option<(usize, &'static [u8])> {
        let mut from = 0;
        loop {
            let view = self.window.view();
            let found = ITEMS.iter().filter_map(|(open, close)| {
                let at = memmem::find_iter(&view[from..], open).find(|at| {
                    let after = view.get(from + at + open.len());
                    after.is_none_or(|byte| byte.is_ascii_whitespace() || *byte == b'>')
                })?;
                Some((from + at, *close))
            });
            if let Some(found) = found.min_by_key(|(at, _)| *at) {
                return Some(found);
            }
            // What stands between items is not needed, but the head of the feed is.
            let len = view.len();
            if len > limit {
                self.take(len - 8);
            }
            from = self.window.view().len().saturating_sub(8);
            if !self.window.fill() {
                return None;
            }
        }
    }

    fn take(&mut self, len: usize) {
        let len = len.min(self.window.view().len());
        self.line += memchr_iter(b'\n', &self.window.view()[..len]).count() as u64;
        self.window.consume(len);
    }
}

/// The encoding that an XML declaration names.
fn encoding_label(head: &[u8]) -> Option<Vec<u8>> {
    let declaration = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memmem::find(declaration, b"?>")?];
    let after = &declaration[memmem::find(declaration, b"encoding")? + 8..];
    let mut quoted = after.split(|byte| matches!(byte, b'"' | b'\''));
    quoted.nth(1).map(<[u8]>::to_vec)
}

/// An element of an item: its contents as markup, and the attributes that matter.
#[derive(Debug, Default)]
struct Part {
    /// The name in lower case with its prefix, after the name of its parent where that is an author or a source.
    name: String,
    raw: String,
    kind: Option<String>,
    link: Option<String>,
    relation: Option<String>,
}

/// The elements of an item; or those before an error, and the error.
fn parts_of(item: &str) -> std::result::Result<Vec<Part>, (Vec<Part>, String)> {
    let mut reader = XmlReader::from_str(item);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut parts: Vec<Part> = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut open: Option<(usize, Part)> = None;
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return Err((parts, error.to_string())),
        };
        match event {
            Event::Start(tag) => {
                let name = name_of(&tag);
                path.push(name.clone());
                match &mut open {
                    // Markup inside an element, as in XHTML, is kept for the fragment reader.
                    Some((_, part)) => part.raw.push_str(&format!("<{name}>")),
                    None if is_container(&name) => {}
                    None => open = Some((path.len(), part_of(&tag, &path))),
                }
            }
            Event::Empty(tag) => match &mut open {
                Some((_, part)) => part.raw.push_str(&format!("<{}>", name_of(&tag))),
                None => {
                    path.push(name_of(&tag));
                    parts.push(part_of(&tag, &path));
                    path.pop();
                }
            },
            Event::End(tag) => {
                if let Some((_, part)) = open.as_mut().filter(|(depth, _)| *depth < path.len()) {
                    let name = tag.name().as_ref().to_ascii_lowercase();
                    part.raw.push_str(&format!("</{name}>"));
                }
                if open.as_ref().is_some_and(|(depth, _)| *depth >= path.len()) {
                    parts.extend(open.take().map(|(_, part)| part));
                }
                path.pop();
            }
            Event::Text(text) => {
                if let Some((_, part)) = &mut open {
                    part.raw.push_str(&text);
                } else if let Some(parent) = path.last().filter(|name| is_container(name)) {
                    let raw = text.trim().to_owned();
                    parts.push(Part { name: parent.clone(), raw, ..Part::default() });
                }
            }
            Event::CData(text) => {
                if let Some((_, part)) = &mut open {
                    part.raw.push_str(&text);
                }
            }
            Event::GeneralRef(reference) => {
                if let Some((_, part)) = &mut open {
                    part.raw.push_str(&decode_references(&format!("&{};", &*reference)));
                }
            }
            Event::Eof => return Ok(parts),
            _ => {}
        }
    }
}

/// Elements that are looked into: the item itself, the feed around it, and who wrote it.
fn is_container(name: &str) -> bool {
    matches!(name, "item" | "entry" | "rss" | "feed" | "channel" | "rdf:rdf" | "author" | "source")
}

fn name_of(tag: &BytesStart<'_>) -> String {
    tag.name().as_ref().to_ascii_lowercase()
}

fn part_of(tag: &BytesStart<'_>, path: &[String]) -> Part {
    let name = match path {
        [.., parent, name] if matches!(parent.as_str(), "author" | "source") => {
            format!("{parent}/{name}")
        }
        [.., name] => name.clone(),
        [] => String::new(),
    };
    let attribute = |wanted: &str| {
        let found = tag.attributes().flatten().find(|a| a.key.as_ref() == wanted)?;
        Some(decode_references(&found.value).trim().to_owned())
    };
    Part {
        name,
        raw: String::new(),
        kind: attribute("type"),
        link: attribute("href"),
        relation: attribute("rel"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, Reader, Reading};

    fn read(feed: &[u8]) -> Reading {
        let reader = Reader::builder().format(Format::Feed).build();
        reader.read(feed, "feed").unwrap().collect()
    }

    #[test]
    fn rss_is_read() {
        let reading = read(
            br#"<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0"><channel><title>Island news</title><language>en-gb</language>
<item><title>Ferry &amp; harbour &lt;b&gt;open&lt;/b&gt;</title><link>https://www.island.example/1</link>
<guid>g1</guid><pubDate>Mon, 18 Aug 2025 09:30:00 +0100</pubDate><dc:creator>Ann</dc:creator>
<description>Short.</description><content:encoded><![CDATA[<p>Caf]]>&#233;<![CDATA[ one.</p><p>Two.</p>]]></content:encoded></item>
<item><title>No end tag here<description>Lost</item>
<item><description>&lt;p&gt;Caf\xe9.&lt;/p&gt;</description><source url="https://x.example">The Example</source></item>
<item><title>No text</title><link>https://www.island.example/3</link></item>
<item><title>Cut"#,
        );
        let first = &reading.articles[0];
        assert_eq!((first.id.as_str(), first.outlet.as_str()), ("g1", "island.example"));
        assert_eq!(first.headline, "Ferry & harbour open");
        assert_eq!(first.body, "Café one.\nTwo.");
        assert_eq!(first.published.unwrap().to_string(), "2025-08-18T09:30:00+01:00");
        assert_eq!(first.byline.as_deref(), Some("Ann"));
        assert_eq!(first.language.as_deref(), Some("en"));
        let last = reading.articles.last().unwrap();
        assert_eq!(last.outlet, "The Example");
        let kinds: Vec<_> = reading.set_aside.iter().map(|a| a.reason.kind()).collect();
        assert!(kinds.ends_with(&["no text", "cut off"]), "{kinds:?}");
        assert!(reading.remarks.iter().any(|r| r.remark.kind() == "summary only"));
    }

    #[test]
    fn atom_is_read() {
        let reading = read(
            br#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Island</title>
<entry><id>e1</id><title type="text">A &lt; B</title><link rel="self" href="https://x.example/self"/>
<link rel="alternate" href="https://island.example/1?a=1&amp;b=2"/><author><name>Ann</name><email>a@x.example</email></author>
<published>2025-08-18T09:30:00Z</published><updated>2025-08-19T09:30:00Z</updated>
<content type="xhtml"><div><p>One <b>two</b>.</p><p>Three.<br/>Four.</p></div></content></entry></feed>"#,
        );
        assert!(reading.set_aside.is_empty(), "{:?}", reading.set_aside);
        let article = &reading.articles[0];
        assert_eq!(article.headline, "A < B");
        assert_eq!(article.url.as_deref(), Some("https://island.example/1?a=1&b=2"));
        assert_eq!(article.byline.as_deref(), Some("Ann"));
        assert_eq!(article.body, "One two.\nThree.\nFour.");
        assert_eq!(article.published.unwrap().to_string(), "2025-08-18T09:30:00Z");
    }
}
