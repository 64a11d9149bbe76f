//! A saved HTML page: its article, without what stands around it (feature `html`).
//!
//! The text is found with `dom_smoothie`, a port of Mozilla's Readability. What the page says about
//! itself is taken from schema.org JSON-LD first, then OpenGraph and other `meta` elements, then the
//! markup. A page where no text is found falls back on the `articleBody` of its JSON-LD.

use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use serde_json::Value;

use super::column::{Field, Slot};
use super::draft::Draft;
use super::encoding;
use super::json::Found;
use super::{Reason, Remark};

/// Pages nested more deeply come from broken generators, and would overrun the stack of the extractor.
const DEEPEST: usize = 400;

/// More elements than any article page has.
const MOST_ELEMENTS: usize = 100_000;

/// How many elements a parser may make of unclosed `<b>`s and their like, which it opens again in each
/// paragraph that follows.
const MOST_REOPENED: usize = 2_000_000;

type Document = dom_query::Document;

/// The fields of a page. `url` is where it was fetched from, and `charset` what the server said, where
/// an archive tells.
pub(super) fn read_page(
    bytes: &[u8],
    url: Option<&str>,
    charset: Option<&str>,
) -> Result<Draft<'static>, Reason> {
    let said = charset.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let (html, encoding) = encoding::decode_whole(bytes, said.or_else(|| label_of_page(bytes)));
    let config = Config {
        text_mode: TextMode::Formatted,
        max_elements_to_parse: MOST_ELEMENTS,
        ..Config::default()
    };
    if !is_tractable(&html) {
        return Err(Reason::TooDeep);
    }
    let document = Document::from(html.as_ref());
    let mut survey = Survey::of(&document);
    if survey.depth > DEEPEST {
        return Err(Reason::TooDeep);
    }
    let mut draft = Draft::default();
    describe(&mut survey, url, &mut draft);
    let mut offer = |rank, field, text: String| {
        draft.offer(Slot { field, rank }, Found::Text(text.into()));
    };
    let article = Readability::with_document(document, None, Some(config))
        .and_then(|mut readability| readability.parse());
    match article {
        Ok(article) => {
            offer(0, Field::Body, article.text_content.trim().to_owned());
            offer(5, Field::Headline, article.title);
            offer(5, Field::Byline, article.byline.unwrap_or_default());
        }
        Err(_) => {
            let body = survey.data.iter().find_map(|object| text_at(object, &["articleBody"]));
            offer(0, Field::Body, body.ok_or(Reason::NoArticle)?);
        }
    }
    if encoding != UTF_8 && encoding != WINDOWS_1252 {
        draft.remarks.push(Remark::Decoded { encoding: encoding.name().into() });
    }
    Ok(draft)
}

/// The elements of a page that say something about it, found in one walk without recursion.
#[derive(Default)]
struct Survey {
    /// How deep elements lie inside each other.
    depth: usize,
    /// `meta` elements: name or property in lower case, and content.
    metas: Vec<(String, String)>,
    /// The articles described in JSON-LD.
    data: Vec<Value>,
    canonical: Option<String>,
    language: Option<String>,
    /// The first `time` marked as that of publication, and the first of all.
    times: [Option<String>; 2],
}

impl Survey {
    fn of(document: &Document) -> Self {
        let mut survey = Survey::default();
        let mut open = vec![(document.root(), 0)];
        while let Some((node, depth)) = open.pop() {
            survey.depth = survey.depth.max(depth);
            let attribute = |name: &str| {
                let value = node.attr(name)?;
                Some(value.trim().to_owned()).filter(|value| !value.is_empty())
            };
            let is = |name: &str, wanted: &str| {
                attribute(name).is_some_and(|value| value.eq_ignore_ascii_case(wanted))
            };
            match node.node_name().as_deref() {
                Some("meta") => {
                    let name = attribute("property").or_else(|| attribute("name"));
                    if let (Some(name), Some(content)) = (name, attribute("content")) {
                        survey.metas.push((name.to_ascii_lowercase(), content));
                    }
                }
                Some("link") if is("rel", "canonical") => {
                    survey.canonical = survey.canonical.or_else(|| attribute("href"));
                }
                Some("html") => survey.language = attribute("lang"),
                Some("time") => {
                    let marked = is("itemprop", "datePublished") || node.has_attr("pubdate");
                    let [first_marked, first] = &mut survey.times;
                    if marked && first_marked.is_none() {
                        *first_marked = attribute("datetime");
                    }
                    if first.is_none() {
                        *first = attribute("datetime");
                    }
                }
                Some("script") if is("type", "application/ld+json") => {
                    collect_articles(&node.text(), &mut survey.data);
                }
                _ => {}
            }
            let children = node.children();
            open.extend(children.into_iter().rev().map(|child| (child, depth + 1)));
        }
        survey
    }

    /// The first of the names that the page has.
    fn meta(&self, names: &[&str]) -> Option<String> {
        let value = |name: &&str| self.metas.iter().find(|(found, _)| found == name);
        names.iter().find_map(value).map(|(_, content)| content.clone())
    }
}

/// What the page says about itself, best source first.
fn describe(survey: &mut Survey, url: Option<&str>, draft: &mut Draft<'static>) {
    let mut offer = |rank: u8, field: Field, text: Option<String>| {
        if let Some(text) = text {
            draft.offer(Slot { field, rank }, Found::Text(text.into()));
        }
    };
    for object in &survey.data {
        offer(0, Field::Headline, text_at(object, &["headline"]));
        offer(0, Field::Published, text_at(object, &["datePublished"]));
        offer(0, Field::Byline, text_at(object, &["author"]));
        offer(1, Field::Outlet, text_at(object, &["publisher"]));
        offer(2, Field::Language, text_at(object, &["inLanguage"]));
        offer(2, Field::Url, text_at(object, &["mainEntityOfPage", "url"]));
    }
    // Some sites put the address of a profile where the name belongs, and half an address elsewhere.
    let name = |text: &String| !text.contains("://");
    let absolute = |text: &String| text.contains("://");
    offer(1, Field::Headline, survey.meta(&["og:title", "twitter:title"]));
    offer(0, Field::Outlet, survey.meta(&["og:site_name"]));
    offer(1, Field::Published, survey.meta(&PUBLISHED));
    let [marked, first] = std::mem::take(&mut survey.times);
    offer(2, Field::Published, marked);
    offer(3, Field::Published, first);
    let authors = ["author", "article:author", "dc.creator", "parsely-author"];
    offer(1, Field::Byline, survey.meta(&authors).filter(name));
    offer(0, Field::Language, survey.language.take());
    offer(1, Field::Language, survey.meta(&["og:locale", "language"]));
    offer(0, Field::Url, survey.canonical.take().filter(absolute));
    offer(1, Field::Url, survey.meta(&["og:url"]).filter(absolute));
    offer(3, Field::Url, url.map(str::to_owned));
}

/// Names under which pages give the time of publication in a `meta` element.
const PUBLISHED: [&str; 10] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "dc.date.issued",
    "dc.date",
    "date",
];

/// The articles described in one script of JSON-LD.
fn collect_articles(script: &str, articles: &mut Vec<Value>) {
    let mut open: Vec<Value> = serde_json::from_str(script.trim()).into_iter().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(values) => open.extend(values.into_iter().rev()),
            Value::Object(mut object) => {
                open.extend(object.remove("@graph"));
                let kind = object.get("@type").map(Value::to_string).unwrap_or_default();
                if ["Article", "Posting", "Report"].iter().any(|wanted| kind.contains(wanted)) {
                    articles.push(Value::Object(object));
                }
            }
            _ => {}
        }
    }
}

/// The first text under one of the keys: itself, its name or address, or its entries joined by commas.
fn text_at(object: &Value, keys: &[&str]) -> Option<String> {
    fn text(value: &Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Object(_) => text_at(value, &["name", "@id"]),
            Value::Array(values) => {
                let texts: Vec<String> = values.iter().filter_map(text).collect();
                Some(texts.join(", ")).filter(|text| !text.is_empty())
            }
            _ => None,
        }
    }
    keys.iter().find_map(|key| text(object.get(key)?))
}

/// Whether the parser, whose time grows with the product of tags and open elements, is done in a
/// second. It is told from the tags alone, before anything is built.
fn is_tractable(html: &str) -> bool {
    /// Elements that need no closing tag, and those that have none.
    const CLOSE_THEMSELVES: [&str; 32] = [
        "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dd", "dt", "option", "optgroup",
        "html", "head", "body", "colgroup", "area", "base", "br", "col", "embed", "hr", "img",
        "input", "link", "meta", "param", "source", "track", "wbr", "path", "use",
    ];
    const REOPENED: [&str; 13] =
        ["a", "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"];
    let (mut n_tags, mut open, mut reopened, mut most_reopened) = (0usize, 0usize, 0usize, 0usize);
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        let tag = &html[at + 1..];
        let closing = tag.starts_with('/');
        let tag = tag.trim_start_matches('/');
        let len = tag.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        if len == 0 {
            continue;
        }
        n_tags += 1;
        let is = |names: &[&str]| names.iter().any(|name| tag[..len].eq_ignore_ascii_case(name));
        if is(&CLOSE_THEMSELVES) {
            continue;
        }
        let step = |n: usize| if closing { n.saturating_sub(1) } else { n + 1 };
        open = step(open);
        if is(&REOPENED) {
            reopened = step(reopened);
            most_reopened = most_reopened.max(reopened);
        }
        if open > 4 * DEEPEST {
            return false;
        }
    }
    n_tags <= 2 * MOST_ELEMENTS && n_tags.saturating_mul(most_reopened) <= MOST_REOPENED
}

/// The encoding that a page names.
fn label_of_page(bytes: &[u8]) -> Option<&'static Encoding> {
    const LOOKED_AT: usize = 2048;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]).to_ascii_lowercase();
    let after = &head[head.find("charset=")? + "charset=".len()..];
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let label = label.split(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).next()?;
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::super::{Format, Reader, Reading};

    fn read(page: &[u8]) -> Reading {
        let reader = Reader::builder().format(Format::Html).build();
        reader.read(page, "page.html").unwrap().collect()
    }

    fn page(head: &str, body: &str) -> String {
        let paragraph = "<p>The council met on Monday, the mayor said, and after a long debate it voted for a new ferry, which will run at night.</p>";
        format!(
            "<!doctype html><html lang='en-GB'><head>{head}</head><body><nav><a href='/'>Home</a></nav>{body}<article><h1>Ferry runs at night</h1>{}</article></body></html>",
            paragraph.repeat(8)
        )
    }

    #[test]
    fn pages_describe_themselves() {
        let linked = r#"<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "From data", "datePublished": "2025-08-18T09:30:00+01:00",
            "author": [{"name": "Ann"}, {"name": "Bo"}], "publisher": {"name": "The Island"}}]}</script><link rel="canonical" href="https://www.island.example/1">"#;
        let meta = r#"<title>x</title><meta property="og:title" content="From meta"><meta property="og:url" content="https://island.example/2">
            <meta property="article:published_time" content="2025-08-17"><meta name="author" content="Cy">"#;
        let cases = [
            (
                "linked data",
                linked,
                "From data",
                "The Island",
                "2025-08-18T09:30:00+01:00",
                "Ann, Bo",
            ),
            ("meta", meta, "From meta", "island.example", "2025-08-17", "Cy"),
        ];
        for (name, head, headline, outlet, published, byline) in cases {
            let reading = read(page(head, "").as_bytes());
            assert!(reading.set_aside.is_empty(), "{name}: {:?}", reading.set_aside);
            let article = &reading.articles[0];
            assert_eq!(article.headline, headline, "{name}");
            assert_eq!(article.outlet, outlet, "{name}");
            assert_eq!(article.published.unwrap().to_string(), published, "{name}");
            assert_eq!(article.byline.as_deref(), Some(byline), "{name}");
            assert_eq!(article.language.as_deref(), Some("en"), "{name}");
            assert_eq!(article.body.matches("voted for a new ferry").count(), 8, "{name}");
            assert!(!article.body.contains("Home"), "{name}");
            assert_eq!(article.id, "page.html", "{name}");
        }
    }

    #[test]
    fn pages_without_an_article_are_set_aside() {
        let deep = format!("<html><body>{}x", "<div>".repeat(100_000));
        let cases =
            [("<html><body></body></html>", "no article"), (deep.as_str(), "nested too deeply")];
        for (html, kind) in cases {
            let reading = read(html.as_bytes());
            assert_eq!(reading.set_aside[0].reason.kind(), kind);
        }
    }

    #[test]
    fn encodings_are_told() {
        let text = page(
            "<meta name='author' content='Ann'><meta property='og:site_name' content='Зоря'>",
            "",
        );
        let labelled = text.replace("<head>", "<head><meta charset='windows-1251'>");
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(&labelled);
        for bytes in [text.as_bytes(), &bytes] {
            assert_eq!(read(bytes).articles[0].outlet, "Зоря");
        }
    }
}
