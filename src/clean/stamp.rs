//! Stamps: when a page, an entry of a live page or an embedded post was put up.
//!
//! "Posted 3 May 2024, 08:30 by A. Clerk" tells of the page, not of the event, and its day would look like a day on which
//! something happened. A stamp is known by its form: a sentence that is a date and nothing else but who posted it, a date
//! with a time of day at the end of a sentence with no preposition before it, the date behind the signature of a post, or that of
//! an agency's picture: "The ferry leaves the harbour, Friday, May 3, 2024, in Larn." English only.

use super::{Masks, Reason, body_sentences};
use crate::article::Corpus;
use crate::ingest::{ENGLISH_DAYS, english_month};
use crate::token::TokenizedCorpus;

/// A stamp has at most so many words; longer, it is prose.
const MOST_WORDS: usize = 60;
/// The most words of the name of who posted it.
const MOST_WORDS_OF_NAME: usize = 4;

/// A picture shows something in so many words or more, at a place of so many or fewer.
const LEAST_SHOWN: usize = 4;
const MOST_WORDS_OF_PLACE: usize = 10;

/// What may stand before the date of a stamp.
const OPENINGS: [&str; 12] = [
    "posted",
    "posted on",
    "published",
    "published on",
    "first published",
    "first published on",
    "originally published on",
    "updated",
    "updated on",
    "last updated",
    "last updated on",
    "last modified",
];

/// What may stand within a date and is none by itself, beside days of the week: halves of the day and time zones.
const BETWEEN: [&str; 38] = [
    "at", "am", "pm", "a.m", "p.m", "hrs", "hours", "gmt", "utc", "bst", "cet", "cest", "eet",
    "eest", "msk", "sast", "gst", "pkt", "ist", "npt", "wib", "sgt", "hkt", "pht", "jst", "kst",
    "aest", "aedt", "nzst", "nzdt", "et", "est", "edt", "cdt", "mdt", "pt", "pst", "pdt",
];

/// Marks stamps.
pub(super) fn mark(corpus: &Corpus, tokenized: &TokenizedCorpus, masks: &mut Masks) {
    for (article, number, text) in body_sentences(corpus, tokenized, MOST_WORDS) {
        if let Some(start) = stamp(text) {
            masks.add_from(tokenized, article, number, start, Reason::Stamp);
        }
    }
}

/// Where in a sentence its stamp begins, in bytes; it goes to the end.
fn stamp(text: &str) -> Option<usize> {
    // Every date has a digit, and few sentences have.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let words: Vec<Word<'_>> = words(text);
    let dated = |words: &[Word<'_>]| {
        let n = words.iter().rev().take_while(|word| word.kind.is_some()).count();
        // A preposition in front, "at", is none of the date.
        let run = &words[words.len() - n..];
        let n_loose = run.iter().take_while(|word| word.kind == Some(Kind::Between)).count();
        if run.get(n_loose.wrapping_sub(1)).is_some_and(|word| word.is("at")) { 0 } else { n }
    };
    let n = dated(&words);
    let (before, date) = words.split_at(words.len() - n);
    if is_date(date) {
        if is_opening(before) {
            return Some(0);
        }
        // The signature of a post: whose it is may be news, its date is none.
        if before.last().is_some_and(|word| word.text.starts_with("(@")) {
            return date.first().map(|word| word.start);
        }
        let bare = before.last().is_some_and(|word| !is_preposition(&word.lower));
        if bare && date.iter().any(|word| word.kind == Some(Kind::Clock)) {
            return date.first().map(|word| word.start);
        }
    }
    if let Some(picture) = day_of_picture(&words) {
        return Some(picture);
    }
    // "Posted 3 May 2024, 08:30 by A. Clerk".
    let by = words.iter().rposition(|word| word.is("by"))?;
    let (head, name) = words.split_at(by);
    let n = dated(head);
    let (before, date) = head.split_at(head.len() - n);
    (is_date(date) && is_opening(before) && name.len() <= 1 + MOST_WORDS_OF_NAME).then_some(0)
}

/// Where the day of a picture begins: after what it shows and a comma the day of the week, month, day and year, at the end or before nothing
/// but the place. Reports have no year where they name the day of the week.
fn day_of_picture(words: &[Word<'_>]) -> Option<usize> {
    let is_day = |day: &[Word<'_>]| {
        let number = |word: &Word<'_>| word.lower.parse::<u32>().ok();
        ENGLISH_DAYS.contains(&day[0].lower.as_str())
            && day[1].kind == Some(Kind::Month)
            && number(&day[2]).is_some_and(|day| day <= 31)
            && number(&day[3]).is_some_and(|year| (1900..2100).contains(&year))
    };
    let is_place = |rest: &[Word<'_>]| {
        const BEFORE_PLACES: [&str; 5] = ["in", "at", "near", "outside", "off"];
        let opens = rest.first().is_none_or(|word| BEFORE_PLACES.contains(&word.lower.as_str()));
        opens && rest.len() <= MOST_WORDS_OF_PLACE
    };
    let day = (LEAST_SHOWN..words.len().saturating_sub(3)).find(|&at| {
        words[at - 1].text.ends_with(',')
            && is_day(&words[at..at + 4])
            && is_place(&words[at + 4..])
    })?;
    Some(words[day].start)
}

/// A word between white space, without the marks around it.
struct Word<'t> {
    text: &'t str,
    lower: String,
    start: usize,
    kind: Option<Kind>,
}

impl Word<'_> {
    fn is(&self, word: &str) -> bool {
        self.lower == word
    }
}

/// What a word is in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Month,
    Number,
    Clock,
    Between,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    for piece in text.split_whitespace() {
        let start = piece.as_ptr() as usize - text.as_ptr() as usize;
        let inner = piece.trim_matches(|c: char| !c.is_alphanumeric());
        // A dash or a mark alone is no word.
        if !inner.is_empty() {
            let lower = inner.to_lowercase();
            let kind = kind(&lower);
            words.push(Word { text: piece, lower, start, kind });
        }
    }
    words
}

fn kind(word: &str) -> Option<Kind> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if english_month(word).is_some() {
        return Some(Kind::Month);
    }
    let bare = ["am", "pm"].iter().find_map(|half| word.strip_suffix(half)).unwrap_or(word);
    if bare.split_once(':').is_some_and(|(hour, minute)| {
        let minute = minute.get(..2).filter(|_| minute.len() == 2 || minute.as_bytes()[2] == b':');
        digits(hour) && hour.len() <= 2 && minute.is_some_and(digits)
    }) {
        return Some(Kind::Clock);
    }
    let number = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
    if number.is_some_and(digits) || word.split(['-', '/', '.']).all(digits) {
        return Some(Kind::Number);
    }
    (BETWEEN.contains(&word) || ENGLISH_DAYS.contains(&word)).then_some(Kind::Between)
}

/// Whether words that may all stand in a date are one: a month and a number, or a day in numbers alone with a time.
fn is_date(words: &[Word<'_>]) -> bool {
    let has = |kind: Kind| words.iter().any(|word| word.kind == Some(kind));
    let in_numbers = words.iter().any(|word| {
        word.kind == Some(Kind::Number)
            && word.lower.len() >= 8
            && word.lower.contains(['-', '/', '.'])
    });
    (has(Kind::Month) && has(Kind::Number)) || (in_numbers && has(Kind::Clock))
}

/// Whether nothing, or the opening of a stamp, stands before a date.
fn is_opening(before: &[Word<'_>]) -> bool {
    let said: Vec<&str> = before.iter().map(|word| word.lower.as_str()).collect();
    // "Published in The Larn Chronicle, 3 May 2024": nothing but names stands between.
    let is_name = |word: &Word<'_>| word.text.starts_with(char::is_uppercase);
    let in_print = matches!(said.as_slice(), ["published", "in", ..])
        && before.len() <= 2 + MOST_WORDS_OF_NAME
        && before[2..].iter().all(is_name);
    said.is_empty() || in_print || OPENINGS.contains(&said.join(" ").as_str())
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "on" | "at"
            | "of"
            | "by"
            | "until"
            | "till"
            | "before"
            | "after"
            | "since"
            | "from"
            | "to"
            | "for"
            | "in"
            | "and"
            | "or"
            | "dated"
            | "between"
            | "is"
            | "was"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_found_and_days_of_prose_are_not() {
        let cases = [
            ("(Posted May 3, 2024, 08:30 by Ada Clerk)", Some(0)),
            ("Published - May 03, 2024 07:01 am IST", Some(0)),
            ("Last updated on Friday, 3 May 2024 at 14:56 GMT.", Some(0)),
            ("3 May 2024 14:56", Some(0)),
            ("Published in The Larn Chronicle, May 3rd, 2024", Some(0)),
            ("Published in the spring of May 3, 2024", None),
            ("14:56 JST, May 3, 2024", Some(0)),
            ("May 3, 2024 2:56 p.m. AEST", Some(0)),
            ("2024-05-03 14:56", Some(0)),
            ("\u{2014} Larn Harbour (@larnharbour) May 3, 2024", Some(32)),
            ("All is well. \u{2014} Larn (@larnharbour) May 3, 2024", Some(37)),
            ("Larn thanks its divers Ada Clerk 3 May 2024 14:56", Some(33)),
            ("The ferry leaves the harbour of Larn, Friday, May 3, 2024.", Some(38)),
            ("Ada Clerk, right, greets the divers, Friday, Sept. 13, 2024, in Larn.", Some(37)),
            ("Divers rest after the search, Friday May 3, 2024, near Larn, Northmark.", Some(30)),
            ("The council will meet on Friday, May 3, 2024.", None),
            ("The council, which met Friday, May 3, 2024, in Larn, will meet again.", None),
            ("The ferry sank in the storm, Friday, May 3.", None),
            ("It was on the list that, Friday, May 3, 2024, was the last day of work.", None),
            ("It sank in the storm, Friday, May 3, 20245.", None),
            ("The council votes on 3 May 2024 at 14:30.", None),
            ("The ferry left on Friday, May 3, 2024.", None),
            ("Published on 3 May 2024, the report blames the harbour.", None),
            ("The list, last updated on 3 May 2024, names nine ships.", None),
            ("A note was posted on May 3, 2024 by the harbour office of the town of Larn.", None),
            ("In May 2024 nine ships came.", None),
            ("Nine ships came at 14:56.", None),
            ("He won by 3-1.", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(stamp(text), expected, "{text}");
        }
    }
}
