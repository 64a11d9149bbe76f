//! Which agency an article credits: in its byline, its dateline, its opening lines or its last lines.
//!
//! A mention is no credit: "two sources told Reuters" stands in the middle of a sentence. A credit is a byline, the
//! name in brackets behind a place and a day ("GENEVA, Aug 5 (Xinhua) --"), a line that ends in the name, a
//! copyright, or the formula that an agency signs with. Colleagues who "contributed to this report" wrote a part
//! of it, so that line is no credit either.

use serde::{Deserialize, Serialize};

use crate::article::{Article, ArticleId, Corpus};

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

/// The agencies that an article credits, each with the weight of the credit: 3 for a byline or dateline, 2 for a
/// line of its own, a copyright or an agency's formula, 1 for a report made with an agency's material.
pub(super) fn credits(article: &Article) -> Vec<(Agency, u32)> {
    let body = &article.body;
    let head = &body[..floor(body, ZONE)];
    let tail = &body[ceil(body, body.len().saturating_sub(ZONE))..];
    let byline = article.byline.as_deref().map(Line::new);
    let brackets = brackets(head);
    let first: Vec<Line<'_>> = head.lines().take(4).map(Line::new).collect();
    let filled = tail.lines().rev().filter(|line| !line.trim().is_empty());
    let last: Vec<Line<'_>> = filled.take(3).map(Line::new).collect();
    let weight = |known: &Known| {
        let signed = byline.as_ref().is_some_and(|byline| byline.names(known));
        let dated = brackets.iter().any(|name| name.is(known));
        let opening = if signed || dated { 3 } else { 0 };
        let first = first.iter().map(|line| line.own_line(known));
        first.chain(last.iter().map(|line| line.closing(known))).fold(opening, u32::max)
    };
    let found = AGENCIES.iter().map(|known| (known, weight(known))).filter(|(_, n)| *n > 0);
    found.map(|(known, n)| (Agency { name: known.0.into(), slug: known.1.into() }, n)).collect()
}

/// The agency whose own site an outlet is.
pub(super) fn of_outlet(slug: &str) -> Option<Agency> {
    let known = AGENCIES.iter().find(|known| known.1 == slug)?;
    Some(Agency { name: known.0.into(), slug: known.1.into() })
}

/// Whether an article stands on an agency's own site.
pub(super) fn is_agency(corpus: &Corpus, article: ArticleId) -> bool {
    of_outlet(&corpus.outlet(corpus.outlet_of(article)).slug).is_some()
}

/// What stands in the first brackets: "LONDON (AP) —", "GENEVA, Aug 5 (Xinhua) --", "(Reuters) -".
fn brackets(head: &str) -> Vec<Name> {
    let closed = head.match_indices(')').take(3).filter_map(|(end, _)| {
        let (before, inside) = head[..end].rsplit_once('(')?;
        // At the very end it is the credit of the last line.
        let is_opening =
            before.split_whitespace().count() <= CREDIT_WORDS && !head[end + 1..].trim().is_empty();
        is_opening.then(|| Name::new(inside))
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
    fn new(text: &'t str) -> Self {
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
        let whole = |text: &str, name: &str| {
            text.match_indices(name).any(|(at, _)| {
                let before = text[..at].chars().next_back();
                let after = text[at + name.len()..].chars().next();
                !before.is_some_and(char::is_alphanumeric)
                    && !after.is_some_and(char::is_alphanumeric)
            })
        };
        known.2.iter().any(|name| whole(&self.lower, name))
            || known.3.iter().any(|code| whole(self.text, code))
    }
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
                found.iter().map(|(agency, weight)| (agency.name.as_str(), *weight)).collect();
            assert_eq!(shown, expected, "{byline} {body}");
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
