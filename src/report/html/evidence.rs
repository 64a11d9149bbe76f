//! The passages of a page, once each, and the places that lead to them.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use super::HtmlOptions;
use super::identity::Identities;
use crate::article::{ArticleId, Citation, Corpus, Part};
use crate::brief::Brief;
use crate::comparison::{Comparison, Source};
use crate::report::text::is_control;

/// A passage is shown up to here; what is longer is a page without full stops, or an attack.
const MAX_CHARS: usize = 1_500;
/// The same once the passages fill most of the page.
const MAX_CHARS_LATE: usize = 200;
/// How much is shown of the text on either side.
const CONTEXT_CHARS: usize = 180;
const MAX_HEADLINE_CHARS: usize = 400;
const MAX_TEXT_CHARS: usize = 60_000;

/// Collects what the parts of a page cite while they are drawn.
pub struct Evidence<'a> {
    brief: &'a Brief,
    comparison: &'a Comparison,
    corpus: Option<&'a Corpus>,
    /// Bytes that passages may take before they are cut short.
    budget: usize,
    spent: usize,
    n_cut: usize,
    numbers: BTreeMap<Citation, usize>,
    passages: Vec<Value>,
    sources: BTreeMap<ArticleId, usize>,
    source_list: Vec<(ArticleId, Value)>,
    targets: Vec<(String, Value)>,
}

impl<'a> Evidence<'a> {
    pub fn new(brief: &'a Brief, comparison: &'a Comparison, options: &HtmlOptions<'a>) -> Self {
        Evidence {
            brief,
            comparison,
            corpus: options.corpus,
            budget: options.max_bytes / 3,
            spent: 0,
            n_cut: 0,
            numbers: BTreeMap::new(),
            passages: Vec::new(),
            sources: BTreeMap::new(),
            source_list: Vec::new(),
            targets: Vec::new(),
        }
    }

    /// Makes `#key` lead to some passages and gives the address back; nothing where no passage is known.
    pub fn link<'c>(
        &mut self,
        key: &str,
        title: &str,
        citations: impl IntoIterator<Item = &'c Citation>,
    ) -> Option<String> {
        let numbers: Vec<usize> = citations.into_iter().filter_map(|at| self.passage(at)).collect();
        if numbers.is_empty() {
            return None;
        }
        self.targets.push((key.to_owned(), json!([shown(title, 900), numbers])));
        Some(format!("#{key}"))
    }

    /// The number of a passage.
    pub fn passage(&mut self, at: &Citation) -> Option<usize> {
        if let Some(&number) = self.numbers.get(at) {
            return Some(number);
        }
        let words = self
            .brief
            .words(at)
            .or_else(|| self.comparison.words(at))
            .or_else(|| self.corpus.and_then(|corpus| corpus.words(at)))?;
        let source = self.source(at.article)?;
        let most = if self.spent < self.budget { MAX_CHARS } else { MAX_CHARS_LATE };
        let words = shown(words, most);
        self.n_cut += usize::from(words.ends_with('\u{2026}'));
        let (before, after) = self.around(at);
        let part = usize::from(at.part == Part::Headline);
        let offset = self.offset(at);
        self.spent += words.len() + before.len() + after.len() + 40;
        let number = self.passages.len();
        self.passages.push(json!([source, part, before, words, after, offset.0, offset.1]));
        self.numbers.insert(*at, number);
        Some(number)
    }

    /// The outlets behind some passages, each once, in the order of a page, and the number of passages.
    pub fn outlets(&self, identities: &Identities<'_>, citations: &[Citation]) -> Vec<usize> {
        let mut outlets: Vec<usize> =
            citations.iter().filter_map(|at| identities.of(self.origin(at.article)?.0)).collect();
        outlets.sort_unstable();
        outlets.dedup();
        outlets
    }

    /// The slug of an article's outlet and its headline.
    fn origin(&self, article: ArticleId) -> Option<(&str, &str)> {
        if let Some(source) = self.known(article) {
            return Some((&source.outlet, &source.headline));
        }
        let corpus = self.corpus.filter(|corpus| article.index() < corpus.articles().len())?;
        let slug = &corpus.outlet(corpus.outlet_of(article)).slug;
        Some((slug, &corpus.article(article).headline))
    }

    fn known(&self, article: ArticleId) -> Option<&'a Source> {
        self.comparison.source(article)
    }

    fn source(&mut self, article: ArticleId) -> Option<usize> {
        if let Some(&number) = self.sources.get(&article) {
            return Some(number);
        }
        let (slug, headline) = self.origin(article)?;
        let (slug, headline) = (slug.to_owned(), shown(headline, MAX_HEADLINE_CHARS));
        let (published, url) = match (self.known(article), self.corpus) {
            (Some(source), _) => (source.published, source.url.as_deref()),
            (None, Some(corpus)) => {
                let article = corpus.article(article);
                (article.published, article.url.as_deref())
            }
            _ => (None, None),
        };
        let day = published.map(|published| published.date().strftime("%-d %B %Y").to_string());
        let number = self.source_list.len();
        let source = json!({"o": slug, "h": headline, "d": day, "u": url.and_then(link)});
        self.source_list.push((article, source));
        self.sources.insert(article, number);
        Some(number)
    }

    /// A few words before and after a passage, inside its paragraph.
    fn around(&self, at: &Citation) -> (String, String) {
        let text = self.text(at);
        let before = text.get(..at.span.start as usize).unwrap_or_default();
        let after = text.get(at.span.end as usize..).unwrap_or_default();
        let paragraph = |text: &'a str| text.split("\n\n").next().unwrap_or_default();
        let before = before.rsplit("\n\n").next().unwrap_or_default();
        (tail(before, CONTEXT_CHARS), shown(paragraph(after), CONTEXT_CHARS))
    }

    /// Start and length of a passage in the shown text of its part, in the units in which scripts count.
    fn offset(&self, at: &Citation) -> (usize, usize) {
        let text = self.text(at);
        // Of every passage the whole text before it is counted: nothing is copied for that.
        let units = |text: &str| text.chars().filter(is_shown).map(char::len_utf16).sum();
        let before = text.get(..at.span.start as usize).map_or(0, units);
        let words = text.get(at.span.start as usize..at.span.end as usize).map_or(0, units);
        (before, words)
    }

    fn text(&self, at: &Citation) -> &'a str {
        let corpus = self.corpus.filter(|corpus| at.article.index() < corpus.articles().len());
        corpus.map_or("", |corpus| corpus.article(at.article).text(at.part))
    }

    /// What the page's script reads. `words` is JSON already.
    pub fn json(&self, identities: &Identities<'_>, words: &Value) -> String {
        let outlets: Vec<Value> = identities
            .all()
            .iter()
            .enumerate()
            .map(|(index, profile)| {
                json!({
                    "n": shown(&profile.name, 120),
                    "c": Identities::class(index),
                    "m": Identities::shape(index),
                    "w": profile.n_words,
                })
            })
            .collect();
        let number = |slug: &Value| identities.of(slug.as_str().unwrap_or_default());
        let sources: Vec<Value> = self
            .source_list
            .iter()
            .map(|(_, source)| {
                let mut source = source.clone();
                source["o"] = json!(number(&source["o"]));
                source
            })
            .collect();
        let mut targets = String::new();
        for (key, target) in &self.targets {
            let comma = if targets.is_empty() { "" } else { "," };
            let _ = write!(targets, "{comma}{}:{target}", Value::from(key.as_str()));
        }
        let (outlets, sources) = (Value::from(outlets), Value::from(sources));
        let passages = Value::from(self.passages.clone());
        safe(&format!(
            "{{\"outlets\":{outlets},\"sources\":{sources},\"passages\":{passages},\"words\":{words},\"targets\":{{{targets}}}}}"
        ))
    }

    /// The full texts by source number as far as some bytes allow, and how many were left out.
    pub fn texts(&self, budget: usize) -> (String, usize) {
        let (mut out, mut n_left_out) = ("{".to_owned(), 0);
        let Some(corpus) = self.corpus else { return ("{}".to_owned(), self.source_list.len()) };
        for (number, (article, _)) in self.source_list.iter().enumerate() {
            let text = plain(&corpus.article(*article).body);
            let entry = safe(&Value::from(text.as_str()).to_string());
            let whole = text.chars().count() <= MAX_TEXT_CHARS;
            if !whole || out.len() + entry.len() + 12 > budget {
                n_left_out += 1;
                continue;
            }
            let comma = if out.len() > 1 { "," } else { "" };
            let _ = write!(out, "{comma}\"{number}\":{entry}");
        }
        out.push('}');
        (out, n_left_out)
    }

    /// A sentence about passages that were cut, where any was.
    pub fn shortened(&self) -> Option<String> {
        (self.n_cut > 0).then(|| {
            format!("{} very long passages are shown in part; an ellipsis marks each.", self.n_cut)
        })
    }
}

/// JSON that may stand in a script element: nothing in it can end the element.
fn safe(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 16);
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

/// An address that can carry nothing but itself.
pub fn link(url: &str) -> Option<String> {
    let web = url.starts_with("https://") || url.starts_with("http://");
    let clean = !url.chars().any(|c| c.is_whitespace() || is_control(c));
    (web && clean && url.len() < 2_000).then(|| url.to_owned())
}

/// Text without control characters and marks that turn its direction; line ends stay.
fn plain(text: &str) -> String {
    text.chars().filter(is_shown).collect()
}

fn is_shown(c: &char) -> bool {
    matches!(c, '\n' | '\t') || !is_control(*c)
}

/// Text on one line, without control characters, cut behind so many characters.
pub fn shown(text: &str, most: usize) -> String {
    let mut out = String::new();
    let mut n_chars = 0;
    for word in text.split_whitespace() {
        if n_chars > 0 {
            out.push(' ');
        }
        n_chars += 1;
        for c in word.chars().filter(|c| !is_control(*c)) {
            n_chars += 1;
            if n_chars > most {
                out.push('\u{2026}');
                return out;
            }
            out.push(c);
        }
    }
    out
}

/// The end of a text, from the beginning of a word on.
fn tail(text: &str, most: usize) -> String {
    let line: String = text.chars().rev().take(4 * most).collect::<Vec<_>>().iter().rev().collect();
    let folded = shown(&line, usize::MAX);
    let n_chars = folded.chars().count();
    if n_chars <= most {
        return folded;
    }
    let cut: String = folded.chars().skip(n_chars - most).collect();
    let from = cut.find(' ').map_or(0, |space| space + 1);
    format!("\u{2026}{}", &cut[from..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_script_element() {
        let json = safe(&json!("</script><!--\u{2028}&").to_string());
        assert_eq!(json, "\"\\u003c/script\\u003e\\u003c!--\\u2028\\u0026\"");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), "</script><!--\u{2028}&");
    }

    #[test]
    fn text_is_cut_and_cleaned() {
        let cases = [
            ("a  b\n c", 9, "a b c"),
            ("a\u{202E}b\u{0}c", 9, "abc"),
            ("abcdef", 3, "ab\u{2026}"),
            ("", 3, ""),
        ];
        for (text, most, expected) in cases {
            assert_eq!(shown(text, most), expected, "{text:?}");
        }
        assert_eq!(tail("one two three", 6), "\u{2026}three");
        assert_eq!(tail("one two", 9), "one two");
        assert!(link("javascript:alert(1)").is_none() && link("https://example.org/a").is_some());
    }
}
