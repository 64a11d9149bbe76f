//! Which day does a sentence speak of?
//!
//! Calendar dates ("12 March 2022", "March 12", "2022-03-12", "February 2022", "in 2014"), weekdays ("last Friday",
//! "on Tuesday"), and distances ("yesterday", "three days ago", "last week", "two days later", "two days after the
//! summit") in English text, resolved against the day of publication. What leaves the year open is the latest such
//! day that is past, unless the sentence speaks of the future. A month or year stays a range: nothing is made more
//! precise than it was printed. Cost: one pass over the words. It misleads where an article is dated by its update
//! ("on Friday" of the week before), and with "May" and "March" at the beginning of a sentence, which are left out.

mod reader;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use self::reader::Reader;
use crate::article::Span;
use crate::token::{without_possessive, words};

/// How precisely a day is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DayPrecision {
    /// One day.
    Day,
    /// About a week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// A time that a sentence names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct When {
    /// The first day that it may be.
    pub first: Date,
    /// The last day that it may be.
    pub last: Date,
    /// How precisely it is known.
    pub precision: DayPrecision,
    /// Whether the sentence speaks of it as still to come.
    pub is_planned: bool,
    /// The bytes of the expression in the text.
    pub span: Span,
}

/// A day on which something happened that other sentences count from: "the summit".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The noun, in lower case.
    pub noun: String,
    /// The day.
    pub day: Date,
}

/// The times that a text names, in order. `published` is the day of publication; without it only dates with a
/// year are found. `anchors` are events whose day is known, for "two days after the summit".
///
/// ```
/// use jiff::civil::date;
/// use parallax::wording::{DayPrecision, whens};
///
/// let text = "Talks broke down last Friday, two years after the war began in February 2022.";
/// let found = whens(text, Some(date(2024, 5, 14)), &[]);
/// assert_eq!(found[0].first, date(2024, 5, 10));
/// assert_eq!((found[1].first, found[1].precision), (date(2022, 2, 1), DayPrecision::Month));
/// ```
pub fn whens(text: &str, published: Option<Date>, anchors: &[Anchor]) -> Vec<When> {
    let words: Vec<(usize, &str)> = words(text).map(|word| (word.start, word.text)).collect();
    let plain: Vec<String> =
        words.iter().map(|(_, word)| without_possessive(word).to_lowercase()).collect();
    let mut reader =
        Reader { text, words: &words, plain: &plain, published, anchors, found: Vec::new() };
    let mut at = 0;
    while at < words.len() {
        at = reader.read(at).map_or(at + 1, |next| next.max(at + 1));
    }
    reader.found
}

/// The events of a text whose day it names next to them: "Friday's summit", "the summit on 15 August".
pub fn anchors(text: &str, found: &[When]) -> Vec<Anchor> {
    let mut anchors = Vec::new();
    for when in found.iter().filter(|when| when.precision == DayPrecision::Day) {
        let after = text.get(when.span.end as usize..).unwrap_or("");
        let before = text.get(..when.span.start as usize).unwrap_or("");
        let own = text.get(when.span.start as usize..when.span.end as usize).unwrap_or("");
        // "Friday's Alaska summit": the event follows the possessive within three words.
        let possessive = without_possessive(own) != own;
        let event = |word: &str| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            EVENTS.contains(&word.as_str()).then_some(word)
        };
        let noun = if possessive {
            after.split_whitespace().take(3).find_map(event)
        } else {
            // "the summit on Friday".
            before.split_whitespace().rev().take(2).find_map(event)
        };
        anchors.extend(noun.map(|noun| Anchor { noun, day: when.first }));
    }
    anchors
}

/// Nouns of events that days are counted from.
#[rustfmt::skip]
const EVENTS: [&str; 34] = [
    "summit", "election", "elections", "vote", "referendum", "attack", "attacks", "bombing", "shooting", "explosion",
    "blast", "crash", "earthquake", "quake", "storm", "hurricane", "fire", "coup", "invasion", "ceasefire", "truce",
    "verdict", "ruling", "trial", "hearing", "debate", "speech", "meeting", "talks", "strike", "raid", "protest",
    "inauguration", "resignation",
];

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn expressions_resolve_against_the_day_of_publication() {
        use DayPrecision::{Day, Month, Week, Year};
        // Published on Tuesday 14 May 2024.
        let cases = [
            ("It opened on 12 March 2022.", date(2022, 3, 12), Day, false),
            ("It opened on March 12, 2022.", date(2022, 3, 12), Day, false),
            ("It opened on the 12th of March.", date(2024, 3, 12), Day, false),
            ("It opened on Sept. 3.", date(2023, 9, 3), Day, false),
            ("It will open on Sept. 3.", date(2024, 9, 3), Day, true),
            ("It opened 2022-03-12 at noon.", date(2022, 3, 12), Day, false),
            ("It opened in February 2022.", date(2022, 2, 1), Month, false),
            ("It has stood since October.", date(2023, 10, 1), Month, false),
            ("It has stood since 2014.", date(2014, 1, 1), Year, false),
            ("It opened on Friday.", date(2024, 5, 10), Day, false),
            ("It opened last Tuesday.", date(2024, 5, 7), Day, false),
            ("It opened on Tuesday.", date(2024, 5, 14), Day, false),
            ("It will open on Friday.", date(2024, 5, 17), Day, true),
            ("Friday\u{2019}s vote failed.", date(2024, 5, 10), Day, false),
            ("The vote is to be held on Friday.", date(2024, 5, 17), Day, true),
            ("It opened yesterday.", date(2024, 5, 13), Day, false),
            ("It opened three days ago.", date(2024, 5, 11), Day, false),
            ("It opened last week.", date(2024, 5, 6), Week, false),
            ("It opened two years ago.", date(2022, 1, 1), Year, false),
            ("It closed two days after the second summit.", date(2024, 4, 3), Day, false),
        ];
        let known = [Anchor { noun: "summit".into(), day: date(2024, 4, 1) }];
        for (text, first, precision, is_planned) in cases {
            let found = whens(text, Some(date(2024, 5, 14)), &known);
            let shown: Vec<_> =
                found.iter().map(|w| (w.first, w.precision, w.is_planned)).collect();
            assert_eq!(shown, [(first, precision, is_planned)], "{text}");
            assert!(found[0].last >= found[0].first);
        }
    }

    #[test]
    fn words_that_are_no_dates_stay_words() {
        for text in [
            "They may march on the capital.",
            "May said so. March on!",
            "It cost 2014 dollars.",
            "Some 12 people and 31 dogs came.",
            "",
        ] {
            assert_eq!(whens(text, Some(date(2024, 5, 14)), &[]), [], "{text}");
        }
        assert_eq!(whens("It opened on Friday.", None, &[]), []);
    }

    #[test]
    fn a_date_next_to_an_event_is_its_day() {
        let cases = [
            ("Friday\u{2019}s Alaska summit changed little.", Some("summit")),
            ("The election on Friday changed little.", Some("election")),
            ("He slept on Friday.", None),
        ];
        for (text, noun) in cases {
            let found = whens(text, Some(date(2024, 5, 14)), &[]);
            let named = anchors(text, &found);
            assert_eq!(named.first().map(|anchor| anchor.noun.as_str()), noun, "{text}");
        }
    }

    #[test]
    fn days_later_count_from_the_day_before() {
        let found = whens("It opened on 12 March 2022 and closed two days later.", None, &[]);
        assert_eq!(found[1].first, date(2022, 3, 14));
    }
}
