//! Which agency an article credits: in its byline, its dateline, its opening lines or its last lines.
//!
//! A mention is no credit: "two sources told Reuters" stands in the middle of a sentence. A credit is a byline, the
//! name in brackets behind a place and a day ("GENEVA, Aug 5 (Xinhua) --"), a line that ends in the name, a
//! copyright, or the formula that an agency signs with. Colleagues who "contributed to this report" wrote a part
//! of it, so that line is no credit either.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::article::{Article, ArticleId, Corpus, Span};

/// A news agency or another service whose reports appear in many outlets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Agency {
    /// The name to show, such as "AP".
    pub name: String,
    /// The slug of the outlet that publishes the agency's own site.
    pub slug: String,
}

/// The name to show, the slug of its own site, full names, and codes that count only in capitals as printed.
type Known = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

/// Agencies and services with customers in several countries or in many papers of one.
const AGENCIES: [Known; 52] = [
    ("AP", "associated-press", &["associated press"], &["AP"]),
    ("Reuters", "reuters", &["reuters", "thomson reuters"], &[]),
    ("AFP", "afp", &["agence france-presse", "agence france presse"], &["AFP"]),
    ("PA", "pa-media", &["pa media", "press association", "pa news agency"], &["PA"]),
    ("dpa", "dpa", &["deutsche presse-agentur", "german press agency"], &["dpa", "DPA"]),
    ("Xinhua", "xinhua", &["xinhua"], &[]),
    ("Bloomberg", "bloomberg", &["bloomberg", "bloomberg news"], &[]),
    ("UPI", "upi", &["united press international"], &["UPI"]),
    ("TASS", "tass", &["itar-tass"], &["TASS"]),
    ("Interfax", "interfax", &["interfax"], &[]),
    ("RIA Novosti", "ria-novosti", &["ria novosti"], &[]),
    ("Ukrinform", "ukrinform", &["ukrinform"], &[]),
    ("Kyodo", "kyodo-news", &["kyodo", "kyodo news"], &[]),
    ("Jiji Press", "jiji-press", &["jiji press"], &[]),
    ("Yonhap", "yonhap-news-agency", &["yonhap"], &[]),
    ("PTI", "press-trust-of-india", &["press trust of india"], &["PTI"]),
    ("ANI", "ani", &["asian news international"], &["ANI"]),
    ("IANS", "ians", &["indo-asian news service"], &["IANS"]),
    ("UNI", "uni", &["united news of india"], &["UNI"]),
    ("APP", "associated-press-of-pakistan", &["associated press of pakistan"], &["APP"]),
    ("Anadolu", "anadolu-agency", &["anadolu agency", "anadolu"], &["AA"]),
    ("EFE", "efe", &["agencia efe"], &["EFE"]),
    ("Europa Press", "europa-press", &["europa press"], &[]),
    ("ANSA", "ansa", &[], &["ANSA"]),
    ("Lusa", "lusa", &["agência lusa"], &[]),
    ("Belga", "belga", &["belga"], &[]),
    ("ANP", "anp", &["algemeen nederlands persbureau"], &["ANP"]),
    ("APA", "apa", &["austria presse agentur"], &["APA"]),
    ("Keystone-SDA", "keystone-sda", &["keystone-sda"], &[]),
    ("TT", "tt", &["tt nyhetsbyrån"], &[]),
    ("NTB", "ntb", &["norsk telegrambyrå"], &["NTB"]),
    ("Ritzau", "ritzau", &["ritzau"], &[]),
    ("STT", "stt", &["suomen tietotoimisto"], &["STT"]),
    ("PAP", "pap", &["polska agencja prasowa", "polish press agency"], &["PAP"]),
    ("ČTK", "ctk", &["czech news agency"], &["ČTK", "CTK"]),
    ("MTI", "mti", &["magyar távirati iroda"], &["MTI"]),
    ("BNS", "bns", &["baltic news service"], &["BNS"]),
    ("The Canadian Press", "the-canadian-press", &["canadian press", "la presse canadienne"], &[]),
    ("AAP", "australian-associated-press", &["australian associated press"], &["AAP"]),
    ("Bernama", "bernama", &["bernama"], &[]),
    ("Antara", "antara", &["antara news"], &["ANTARA"]),
    ("WAM", "wam", &["emirates news agency"], &["WAM"]),
    ("SPA", "spa", &["saudi press agency"], &[]),
    ("NAN", "nan", &["news agency of nigeria"], &["NAN"]),
    ("GNA", "gna", &["ghana news agency"], &["GNA"]),
    ("IPS", "ips", &["inter press service"], &[]),
    ("Tribune News Service", "tribune-news-service", &["tribune news service"], &["TNS"]),
    (
        "The New York Times News Service",
        "the-new-york-times",
        &["new york times news service"],
        &[],
    ),
    ("CNN Newsource", "cnn", &["cnn newsource", "cnn wire"], &[]),
    ("States Newsroom", "states-newsroom", &["states newsroom"], &[]),
    ("Stacker", "stacker", &["stacker"], &[]),
    ("The Conversation", "the-conversation", &["the conversation"], &[]),
];

/// How far from its beginning and its end an article is read, in bytes.
const ZONE: usize = 400;
/// A line of credit has at most so many words.
const CREDIT_WORDS: usize = 14;

/// A credit that an article gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Credit {
    /// Whom it credits.
    pub agency: Agency,
    /// 3 for a byline or dateline, 2 for a line of its own, a copyright or an agency's formula, 1 for a report made
    /// with an agency's material.
    pub weight: u32,
    /// The name in the body. `None` where only the byline or a formula without a name tells.
    pub at: Option<Span>,
}

/// The agencies that an article credits, in the order of the list of agencies.
pub(super) fn credits(article: &Article) -> Vec<Credit> {
    let body = &article.body;
    let head = &body[..floor(body, ZONE)];
    let tail_start = ceil(body, body.len().saturating_sub(ZONE));
    let byline = article.byline.as_deref().map(|byline| Line::new(byline, 0));
    let brackets = brackets(head);
    let first: Vec<Line<'_>> = lines(head, 0).take(4).collect();
    let last = lines(&body[tail_start..], tail_start);
    let mut last: Vec<Line<'_>> = last.filter(|line| !line.text.trim().is_empty()).collect();
    last.drain(..last.len().saturating_sub(3));
    let found = AGENCIES.iter().filter_map(|known| {
        let signed = byline.as_ref().is_some_and(|byline| byline.names(known));
        let dated = brackets.iter().find(|(name, _)| name.is(known));
        let opening = if signed || dated.is_some() { 3 } else { 0 };
        let lines = first.iter().map(|line| (line, line.own_line(known)));
        let lines = lines.chain(last.iter().map(|line| (line, line.closing(known))));
        let lines: Vec<_> = lines.filter(|(_, weight)| *weight > 0).collect();
        let weight = lines.iter().map(|(_, weight)| *weight).fold(opening, u32::max);
        let in_line = || lines.iter().find_map(|(line, _)| line.place(known));
        let at = dated.map(|(_, at)| at.clone()).or_else(in_line).map(Span::from_range);
        let agency = || Agency { name: known.0.into(), slug: known.1.into() };
        (weight > 0).then(|| Credit { agency: agency(), weight, at })
    });
    found.collect()
}

/// The lines of a text. The text begins at a byte of the body.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Line<'_>> {
    let pieces = text.split_inclusive('\n').scan(start, |at, piece| {
        let begin = *at;
        *at += piece.len();
        Some((piece, begin))
    });
    pieces.map(|(piece, begin)| Line::new(piece, begin))
}

/// The agency whose own site an outlet is.
pub(super) fn of_outlet(slug: &str) -> Option<Agency> {
    let known = AGENCIES.iter().find(|known| known.1 == slug)?;
    Some(Agency { name: known.0.into(), slug: known.1.into() })
}

/// Whether a text is an agency's name or code and nothing else.
pub(in crate::clean) fn is_name(text: &str) -> bool {
    let name = Name::new(text);
    AGENCIES.iter().any(|known| name.is(known))
}

/// Whether an article stands on an agency's own site.
pub(super) fn is_agency(corpus: &Corpus, article: ArticleId) -> bool {
    of_outlet(&corpus.outlet(corpus.outlet_of(article)).slug).is_some()
}

/// What stands in the first brackets and where: "LONDON (AP) —", "GENEVA, Aug 5 (Xinhua) --", "(Reuters) -".
fn brackets(head: &str) -> Vec<(Name, Range<usize>)> {
    let closed = head.match_indices(')').take(3).filter_map(|(end, _)| {
        let (before, inside) = head[..end].rsplit_once('(')?;
        // At the very end it is the credit of the last line.
        let is_opening =
            before.split_whitespace().count() <= CREDIT_WORDS && !head[end + 1..].trim().is_empty();
        is_opening.then(|| (Name::new(inside), before.len() + 1..end))
    });
    closed.collect()
}

/// A text that may be a name, as printed and in lower case without its article.
struct Name {
    bare: String,
    lower: String,
}

impl Name {
    fn new(text: &str) -> Self {
        let bare = text.trim().trim_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.to_lowercase();
        let lower = lower.strip_prefix("the ").unwrap_or(&lower).to_owned();
        Name { bare: bare.to_owned(), lower }
    }

    /// Whether it is the agency's name or code and nothing else.
    fn is(&self, known: &Known) -> bool {
        known.2.contains(&self.lower.as_str()) || known.3.contains(&self.bare.as_str())
    }
}

/// A line that may hold a credit, read once for all agencies.
struct Line<'t> {
    text: &'t str,
    /// Where it begins in the body.
    start: usize,
    lower: String,
    /// Its last one to four words, where a credit could stand in a line of its own.
    endings: Vec<Name>,
    /// What stands in brackets at its end.
    bracketed: Option<Name>,
    /// A copyright.
    is_owned: bool,
    /// The formula of a report made with an agency's material.
    is_helped: bool,
    /// It says that others wrote a part, or names the maker of a picture.
    is_part: bool,
}

impl<'t> Line<'t> {
    fn new(text: &'t str, start: usize) -> Self {
        let lower = text.to_lowercase();
        let holds = |marks: &[&str]| marks.iter().any(|mark| lower.contains(mark));
        let is_part = holds(&["contribut", "photo", "image", "picture", "getty", "/ap", "via ap"]);
        let bare = text.trim().trim_end_matches(['.', '|', '-', '\u{2013}', '\u{2014}', ' ']);
        let words: Vec<&str> = bare.split_whitespace().take(CREDIT_WORDS + 1).collect();
        let starts = ["by ", "source:", "from ", "from:", "via "];
        let is_credit = words.len() <= 2
            || starts.iter().any(|start| lower.trim_start().starts_with(start))
            || bare.contains([',', '|', '/', '\u{2014}', '\u{2013}', '\u{2022}']);
        let endings = if is_credit && !is_part && words.len() <= CREDIT_WORDS {
            (1..=words.len().min(4))
                .map(|n| Name::new(&words[words.len() - n..].join(" ")))
                .collect()
        } else {
            Vec::new()
        };
        let closed = text.trim().trim_end_matches(['.', ' ']).strip_suffix([')', ']']);
        let inside = closed.and_then(|rest| Some(rest.rsplit_once(['(', '['])?.1));
        Line {
            text,
            start,
            endings,
            bracketed: inside.map(Name::new),
            is_owned: holds(&["copyright", "\u{a9}", "all rights reserved", "(c) 20"]),
            is_helped: holds(&[
                "with inputs from",
                "with input from",
                "with agency inputs",
                "with files from",
                "with material from",
            ]),
            is_part,
            lower,
        }
    }

    /// A short line that ends in the name: "By A. Writer, Associated Press", "Source: Reuters", "AFP".
    fn own_line(&self, known: &Known) -> u32 {
        if self.endings.iter().any(|name| name.is(known)) { 2 } else { 0 }
    }

    /// A last line: "(Reuters)", "© 2025 AFP", "Copyright 2025 The Associated Press. All rights reserved.", "With
    /// inputs from PTI", or Reuters' own "(Reporting by ...; Editing by ...)".
    fn closing(&self, known: &Known) -> u32 {
        let signs = known.0 == "Reuters"
            && self.lower.contains("reporting by")
            && self.lower.contains("editing by");
        let is_bracketed = self.bracketed.as_ref().is_some_and(|name| name.is(known));
        if self.is_part {
            0
        } else if signs || is_bracketed || (self.is_owned && self.names(known)) {
            2
        } else if self.is_helped && self.names(known) {
            1
        } else {
            self.own_line(known)
        }
    }

    /// Whether the agency's name or code stands in it as whole words.
    fn names(&self, known: &Known) -> bool {
        self.place(known).is_some()
    }

    /// Where in the body the agency's name or code stands as whole words.
    fn place(&self, known: &Known) -> Option<Range<usize>> {
        let text = self.text;
        let is_whole = |range: &Range<usize>| {
            let before = text[..range.start].chars().next_back();
            let after = text[range.end..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        };
        let code = |code: &&str| {
            let mut places = text.match_indices(*code).map(|(at, code)| at..at + code.len());
            places.find(is_whole)
        };
        let full = |name: &&str| {
            if !self.lower.contains(*name) {
                return None;
            }
            let places = text
                .char_indices()
                .filter_map(|(at, _)| Some(at..at + length_in_any_case(&text[at..], name)?));
            places.into_iter().find(is_whole)
        };
        let found = known.3.iter().find_map(code).or_else(|| known.2.iter().find_map(full))?;
        Some(self.start + found.start..self.start + found.end)
    }
}

/// The bytes at the start of a text that are a name in whatever case; the name is in lower case.
fn length_in_any_case(text: &str, name: &str) -> Option<usize> {
    let mut left = name.chars();
    let mut length = 0;
    for c in text.chars() {
        if left.as_str().is_empty() {
            break;
        }
        if !c.to_lowercase().all(|lower| left.next() == Some(lower)) {
            return None;
        }
        length += c.len_utf8();
    }
    left.as_str().is_empty().then_some(length)
}

/// The last character boundary at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The first character boundary at or after a byte.
fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_is_told_from_a_mention() {
        type Case = (&'static str, &'static str, &'static [(&'static str, u32)]);
        let cases: [Case; 19] = [
            ("", "OSTHAVEN (AP) \u{2014} The harbour board met.", &[("AP", 3)]),
            ("", "GENEVA, Aug 5 (Xinhua) -- The harbour board met.", &[("Xinhua", 3)]),
            ("", "(Reuters) - The harbour board met.", &[("Reuters", 3)]),
            ("By A. Writer, Associated Press", "The board met.", &[("AP", 3)]),
            ("AFP and Our Desk", "The board met.", &[("AFP", 3)]),
            ("", "By A. Writer, The Associated Press\n\nThe board met.", &[("AP", 2)]),
            ("", "Reuters\nThe board met.\nIt closed the bridge.", &[("Reuters", 2)]),
            ("", "The board met on Monday.\n(Reuters)", &[("Reuters", 2)]),
            ("", "The board met. It closed the bridge.\n\u{a9} 2025 AFP", &[("AFP", 2)]),
            (
                "",
                "The board met.\nCopyright 2025 The Associated Press. All rights reserved.",
                &[("AP", 2)],
            ),
            (
                "",
                "The board met.\n(Reporting by A. Writer; Editing by B. Reader)",
                &[("Reuters", 2)],
            ),
            ("", "The board met.\nWith inputs from PTI", &[("PTI", 1)]),
            ("", "Two members of the board told Reuters that it had met.", &[]),
            ("", "The board met.\nThe Associated Press contributed to this report.", &[]),
            ("", "The bridge at dawn. (AP Photo/A. Writer)\nThe board met.", &[]),
            ("", "The ap was slow. The pa system failed on Monday.", &[]),
            ("Reuterswald", "The board met.", &[]),
            ("", "", &[]),
            ("\u{2014}", "\u{1F469}\u{200D}\u{1F680}(\u{a9})\u{301}", &[]),
        ];
        for (byline, body, expected) in cases {
            let mut article = Article::new("a", "", body);
            article.byline = Some(byline.to_owned()).filter(|byline| !byline.is_empty());
            let found = credits(&article);
            let shown: Vec<(&str, u32)> =
                found.iter().map(|credit| (credit.agency.name.as_str(), credit.weight)).collect();
            assert_eq!(shown, expected, "{byline} {body}");
        }
    }

    #[test]
    fn a_credit_in_the_text_says_where_it_stands() {
        let cases: [(&str, &str, Option<&str>); 8] = [
            ("", "OSTHAVEN (AP) \u{2014} The harbour board met.", Some("AP")),
            ("By A. Writer, AP", "OSTHAVEN (AP) \u{2014} The board met.", Some("AP")),
            ("By A. Writer, AP", "The board met.", None),
            ("", "By A. Writer, The Associated Press\n\nThe board met.", Some("Associated Press")),
            ("", "The board met on Monday.\r\n\r\n(REUTERS)", Some("REUTERS")),
            ("", "The board met.\nWith inputs from PTI", Some("PTI")),
            ("", "The board met.\n(Reporting by A. Writer; Editing by B. Reader)", None),
            (
                "",
                "\u{130}\u{130}\nThe board met.\n\u{130} \u{a9} 2025 Agence France-Presse",
                Some("Agence France-Presse"),
            ),
        ];
        for (byline, body, expected) in cases {
            let mut article = Article::new("a", "", body);
            article.byline = Some(byline.to_owned()).filter(|byline| !byline.is_empty());
            let found = credits(&article);
            assert_eq!(found.len(), 1, "{body}");
            assert_eq!(found[0].at.and_then(|at| at.of(body)), expected, "{byline} {body}");
        }
    }

    #[test]
    fn names_and_slugs_are_told_once() {
        for (index, known) in AGENCIES.iter().enumerate() {
            assert!(AGENCIES[..index].iter().all(|other| other.0 != known.0 && other.1 != known.1));
            assert!(known.2.iter().all(|name| *name == name.to_lowercase()), "{}", known.0);
        }
        assert_eq!(of_outlet("reuters").map(|agency| agency.name).as_deref(), Some("Reuters"));
        assert_eq!(of_outlet("the-independent"), None);
    }
}
