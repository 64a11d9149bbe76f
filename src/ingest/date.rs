//! Times of publication in the shapes that feeds, pages and spreadsheets print.
//!
//! Nothing is guessed beyond what is printed: a day stays a day, and a time without a zone, or with a
//! zone whose letters mean several offsets (`ET`, `IST`), stays a local time.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use super::date_names::{is_filler, month_of, offset_of_zone};
use crate::article::{Precision, Published};

/// Whether `5/6/18` is the sixth of May or the fifth of June.
///
/// It decides only where both readings are possible and the separator is `/` or `-`; `18.8.2025` with
/// dots is read day first, as in every country that writes dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DateOrder {
    /// As in the United States.
    #[default]
    MonthFirst,
    /// As nearly everywhere else.
    DayFirst,
}

/// A date that was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DateRead {
    /// What it says.
    pub published: Published,
    /// Whether the order of day and month had to be assumed.
    pub ambiguous: bool,
}

/// Reads a time of publication; `None` where the text is in no shape that is understood.
///
/// Understood are ISO 8601 in its variants, RFC 2822 and `ctime`, days and months in words (English,
/// German, French, Spanish, Italian, Portuguese), numeric days with `/`, `-` or `.`, seconds,
/// milliseconds and microseconds since 1970, `yyyymmdd` and `yyyymmddhhmmss`. Midnight without a zone
/// is how many programs write a day, and is read as the day. Fractions of a second are dropped.
///
/// ```
/// use parallax::ingest::{DateOrder, read_date};
///
/// let date = read_date("Aug. 18, 2025 9:30 a.m. EDT", DateOrder::default()).unwrap();
/// assert_eq!(date.published.to_string(), "2025-08-18T09:30:00-04:00");
/// let date = read_date("5/6/18", DateOrder::MonthFirst).unwrap();
/// assert_eq!(date.published.to_string(), "2018-05-06");
/// assert!(date.ambiguous);
/// ```
pub fn read_date(text: &str, order: DateOrder) -> Option<DateRead> {
    /// No date is longer than this; a longer text is no date, and is not worth scanning.
    const LONGEST: usize = 120;
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let (published, ambiguous) = match from_digits(text) {
        Some(published) => (published, false),
        None => match text.parse::<Published>() {
            Ok(published) => (published, false),
            Err(_) => from_words(text, order)?,
        },
    };
    // Years before the first newspapers are what programs write for "no date".
    (published.date().year() >= 1600).then(|| DateRead { published: settle(published), ambiguous })
}

/// Midnight in an unknown zone becomes the day, and fractions of a second go.
fn settle(published: Published) -> Published {
    if published.precision() == Precision::Day {
        return published;
    }
    // The printed form has whole seconds, so reading it back is the plainest way to drop the rest.
    let whole = published.to_string().parse().unwrap_or(published);
    if published.precision() == Precision::LocalTime && published.to_string().ends_with("T00:00:00")
    {
        return Published::on(published.date());
    }
    whole
}

/// Digits alone: a day, a day with a time, or a count since 1970.
fn from_digits(text: &str) -> Option<Published> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let rest = text.get(whole.len() + 1..).unwrap_or("");
    if !whole.bytes().chain(rest.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let two = |at: usize| whole.get(at..at + 2)?.parse::<i8>().ok();
    let day = || Date::new(whole.get(..4)?.parse().ok()?, two(4)?, two(6)?).ok();
    let count =
        |timestamp: Result<Timestamp, jiff::Error>| timestamp.ok().map(Published::from_timestamp);
    match whole.len() {
        8 => day().map(Published::on),
        12 => Some(Published::at_local(day()?, Time::new(two(8)?, two(10)?, 0, 0).ok()?)),
        14 => Some(Published::at_local(day()?, Time::new(two(8)?, two(10)?, two(12)?, 0).ok()?)),
        9 | 10 => count(Timestamp::from_second(number)),
        13 => count(Timestamp::from_millisecond(number)),
        16 => count(Timestamp::from_microsecond(number)),
        _ => None,
    }
}

/// A piece of a printed date.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Number { value: u32, n_digits: usize },
    Word(String),
    Mark(char),
}

fn pieces(text: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(&c) = chars.peek() {
        if c.is_ascii_digit() {
            let digits: String =
                std::iter::from_fn(|| chars.next_if(char::is_ascii_digit)).collect();
            let value = digits.parse().ok()?;
            pieces.push(Piece::Number { value, n_digits: digits.len() });
        } else if c.is_alphabetic() {
            let word: String =
                std::iter::from_fn(|| chars.next_if(|c| c.is_alphabetic())).collect();
            pieces.push(Piece::Word(word.to_lowercase()));
        } else {
            chars.next();
            let space = c.is_whitespace();
            // Spaces matter only in telling an offset from a dash, and one is as good as several.
            if !(space && pieces.last() == Some(&Piece::Mark(' '))) {
                pieces.push(Piece::Mark(if space { ' ' } else { c }));
            }
        }
    }
    Some(pieces)
}

/// A date with separators or words, with whether its order had to be assumed.
fn from_words(text: &str, order: DateOrder) -> Option<(Published, bool)> {
    let lower = text.to_lowercase();
    // "Published 18 Aug 2025, updated 19 Aug 2025" tells both; only the first is asked for.
    let cut = ["updated", "modified"].iter().filter_map(|word| lower.find(word)).min();
    let first = cut.filter(|&at| at > 0).map_or(lower.as_str(), |at| &lower[..at]);
    let mut pieces = pieces(first.trim_end_matches([' ', ',', ';', '|', '/', '(', '-', '–', '·']))?;
    let time = take_time(&mut pieces)?;
    let (date, ambiguous) = date_of(&pieces, order)?;
    let published = match time {
        Some((time, Some(offset))) => Published::at(date, time, offset),
        Some((time, None)) => Published::at_local(date, time),
        None => Published::on(date),
    };
    Some((published, ambiguous))
}

/// Takes the time of day out of the pieces, with its offset where it is told.
///
/// The outer `None` means that there is a time which is not understood.
#[allow(clippy::option_option, reason = "no time and a wrong time are different answers")]
fn take_time(pieces: &mut Vec<Piece>) -> Option<Option<(Time, Option<Offset>)>> {
    let number = |at: usize| match pieces.get(at) {
        Some(Piece::Number { value, n_digits }) if *n_digits <= 2 => i8::try_from(*value).ok(),
        _ => None,
    };
    let colon = |at: usize| match pieces.get(at) {
        Some(Piece::Mark(':')) => true,
        // 14h30, as French papers write it.
        Some(Piece::Word(word)) => word == "h",
        _ => false,
    };
    let (start, hour, minute, second, mut end) = if let Some(at) = (0..pieces.len())
        .find(|&at| number(at).is_some() && colon(at + 1) && number(at + 2).is_some())
    {
        let (hour, minute) = (number(at)?, number(at + 2)?);
        match (colon(at + 3), number(at + 4)) {
            (true, Some(second)) => {
                let fraction = matches!(pieces.get(at + 5), Some(Piece::Mark('.' | ',')))
                    && matches!(pieces.get(at + 6), Some(Piece::Number { .. }));
                (at, hour, minute, second, if fraction { at + 7 } else { at + 5 })
            }
            _ => (at, hour, minute, 0, at + 3),
        }
    } else if let Some(at) =
        (0..pieces.len()).find(|&at| number(at).is_some() && half_day(pieces, at + 1).is_some())
    {
        (at, number(at)?, 0, 0, at + 1)
    } else {
        return Some(None);
    };
    let hour = match half_day(pieces, end) {
        Some((afternoon, after)) => {
            end = after;
            match (hour, afternoon) {
                (1..=11, true) => hour + 12,
                (12, false) => 0,
                // Some sites print 14:30 PM.
                (0..=23, true) | (0..=11, false) => hour,
                _ => return None,
            }
        }
        None => hour,
    };
    let time = Time::new(hour, minute, second.min(59), 0).ok()?;
    let (offset, end) = offset_at(pieces, end)?;
    pieces.splice(start..end, [Piece::Mark(' ')]);
    Some(Some((time, offset)))
}

/// `am`, `a.m.`, `pm`, `p.m.`: whether it is the afternoon, and the next piece.
fn half_day(pieces: &[Piece], mut at: usize) -> Option<(bool, usize)> {
    if pieces.get(at) == Some(&Piece::Mark(' ')) {
        at += 1;
    }
    let Some(Piece::Word(word)) = pieces.get(at) else { return None };
    match word.as_str() {
        "am" => Some((false, at + 1)),
        "pm" => Some((true, at + 1)),
        "a" | "p" => {
            let dotted = pieces.get(at + 1) == Some(&Piece::Mark('.'))
                && pieces.get(at + 2) == Some(&Piece::Word("m".into()));
            let end = at + 3 + usize::from(pieces.get(at + 3) == Some(&Piece::Mark('.')));
            dotted.then_some((word == "p", end))
        }
        _ => None,
    }
}

/// The offset after a time and the next piece; `None` where an offset is impossible.
fn offset_at(pieces: &[Piece], end: usize) -> Option<(Option<Offset>, usize)> {
    let mut at = end;
    while matches!(pieces.get(at), Some(Piece::Mark(' ' | '('))) {
        at += 1;
    }
    let mut named = None;
    let mut known = false;
    if let Some(Piece::Word(word)) = pieces.get(at)
        && let Some(minutes) = offset_of_zone(word)
    {
        (named, known) = (minutes, true);
        at += 1;
    }
    let sign = match pieces.get(at) {
        Some(Piece::Mark('+')) => 1,
        Some(Piece::Mark('-' | '−')) => -1,
        _ => 0,
    };
    // A dash before a date, as in "9:30 - 18 Aug", has a space after it or no two or four digits.
    if let (true, Some(Piece::Number { value, n_digits })) = (sign != 0, pieces.get(at + 1)) {
        let minutes = match (pieces.get(at + 2), pieces.get(at + 3), n_digits) {
            (Some(Piece::Mark(':')), Some(Piece::Number { value: m, n_digits: 2 }), 1 | 2) => {
                at += 2;
                Some(value * 60 + m)
            }
            (_, _, 4) => Some(value / 100 * 60 + value % 100),
            (_, _, 1 | 2) if known || *n_digits == 2 => Some(value * 60),
            _ => None,
        };
        if let Some(minutes) = minutes {
            let offset = Offset::from_seconds(sign * i32::try_from(minutes).ok()? * 60).ok()?;
            // RFC 2822 repeats the zone as a comment: "+0000 (UTC)".
            let mut after = at + 2;
            if matches!(pieces.get(after..), Some([Piece::Mark(' '), Piece::Mark('('), ..])) {
                after = pieces.len();
            }
            return Some((Some(offset), after));
        }
    }
    let offset = named.and_then(|minutes| Offset::from_seconds(minutes * 60).ok());
    Some((offset, if known { at } else { end }))
}

/// The day from the pieces that are left, with whether its order had to be assumed.
fn date_of(pieces: &[Piece], order: DateOrder) -> Option<(Date, bool)> {
    let mut month_by_name = None;
    let mut numbers: Vec<(u32, usize)> = Vec::new();
    let mut dots = 0;
    for piece in pieces {
        match piece {
            Piece::Number { value, n_digits } => numbers.push((*value, *n_digits)),
            Piece::Mark('.') => dots += usize::from(!numbers.is_empty()),
            Piece::Mark(_) => {}
            Piece::Word(word) => match month_of(word) {
                Some(month) if month_by_name.is_none() => month_by_name = Some(month),
                _ if is_filler(word) => {}
                _ => return None,
            },
        }
    }
    let small = |value: u32| i8::try_from(value).ok();
    let date = |year: (u32, usize), month: i8, day: u32| {
        Date::new(full_year(year)?, month, small(day)?).ok()
    };
    match (month_by_name, numbers.as_slice()) {
        (Some(month), &[year @ (_, 4), (day, 1 | 2)]) => Some((date(year, month, day)?, false)),
        (Some(month), &[(day, 1 | 2), year @ (_, 2 | 4)]) => Some((date(year, month, day)?, false)),
        (None, &[year @ (_, 4), (month, 1 | 2), (day, 1 | 2)]) => {
            Some((date(year, small(month)?, day)?, false))
        }
        (None, &[(first, 1 | 2), (second, 1 | 2), year @ (_, 2 | 4)]) => {
            let both = first <= 12 && second <= 12;
            let day_first = match order {
                _ if dots >= 2 => true,
                _ if !both => first > 12,
                order => order == DateOrder::DayFirst,
            };
            let (month, day) = if day_first { (second, first) } else { (first, second) };
            Some((date(year, small(month)?, day)?, both && first != second && dots < 2))
        }
        _ => None,
    }
}

/// Two digits are years from 1969 to 2068, as POSIX has it.
fn full_year((year, n_digits): (u32, usize)) -> Option<i16> {
    let year = match (n_digits, year) {
        (2, 0..=68) => year + 2000,
        (2, _) => year + 1900,
        _ => year,
    };
    i16::try_from(year).ok()
}

#[cfg(test)]
mod tests;
