//! Times among the words of a text: each kind of expression has a function that tries it at a word.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::{Anchor, DayPrecision, When};
use crate::article::Span;
use crate::ingest::{ENGLISH_DAYS, english_month};

/// Words before a bare month or year that make it a time.
const TIME_PREPOSITIONS: [&str; 18] = [
    "in", "since", "by", "until", "till", "from", "during", "of", "early", "late", "mid", "last",
    "this", "next", "through", "before", "after", "between",
];

/// Words that speak of the future, as long as they stand before the time in its sentence.
const FUTURE: [&str; 16] = [
    "will",
    "would",
    "scheduled",
    "due",
    "expected",
    "plans",
    "planned",
    "planning",
    "set",
    "upcoming",
    "next",
    "shall",
    "tomorrow",
    "by",
    "until",
    "deadline",
];

/// Small numbers as words.
const NUMBERS: [(&str, i32); 14] = [
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
];

/// Reads the words of a text one after another.
pub(super) struct Reader<'t> {
    pub text: &'t str,
    pub words: &'t [(usize, &'t str)],
    /// The words in lower case without a possessive.
    pub plain: &'t [String],
    pub published: Option<Date>,
    pub anchors: &'t [Anchor],
    pub found: Vec<When>,
}

impl Reader<'_> {
    fn plain(&self, at: usize) -> &str {
        self.plain.get(at).map_or("", String::as_str)
    }

    /// Reads an expression that begins at a word; gives the word behind it.
    pub fn read(&mut self, at: usize) -> Option<usize> {
        self.iso(at)
            .or_else(|| self.calendar(at))
            .or_else(|| self.year(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.distance(at))
            .or_else(|| self.near(at))
    }

    fn number(&self, at: usize) -> Option<i32> {
        let word = self.plain(at);
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
        digits.unwrap_or(word).parse().ok().filter(|n| (1..=9999).contains(n))
    }

    fn day_number(&self, at: usize) -> Option<i8> {
        self.number(at)
            .and_then(|n| i8::try_from(n).ok())
            .filter(|n| *n <= 31 && self.plain(at).len() <= 4)
    }

    fn year_number(&self, at: usize) -> Option<i16> {
        let word = self.plain(at);
        let year = word.parse::<i16>().ok()?;
        (word.len() == 4 && (1900..=2099).contains(&year)).then_some(year)
    }

    fn month(&self, at: usize) -> Option<i8> {
        let (_, published) = *self.words.get(at)?;
        if !published.starts_with(char::is_uppercase) {
            return None;
        }
        english_month(self.plain(at))
    }

    /// The bytes between two words.
    fn gap(&self, at: usize) -> &str {
        let Some((start, word)) = self.words.get(at) else { return "" };
        let Some((next, _)) = self.words.get(at + 1) else { return "" };
        self.text.get(start + word.len()..*next).unwrap_or("")
    }

    fn push(
        &mut self,
        first: Date,
        last: Date,
        precision: DayPrecision,
        at: usize,
        next: usize,
    ) -> Option<usize> {
        let start = self.words.get(at)?.0;
        let end = self.words.get(next.checked_sub(1)?).map(|(start, word)| start + word.len())?;
        let is_planned = match self.published {
            Some(published) if first > published => true,
            Some(published) => {
                first == published && precision == DayPrecision::Day && self.future(at)
            }
            None => false,
        };
        let span = Span::from_range(start..end);
        self.found.push(When { first, last, precision, is_planned, span });
        Some(next)
    }

    fn push_day(&mut self, day: Date, at: usize, next: usize) -> Option<usize> {
        self.push(day, day, DayPrecision::Day, at, next)
    }

    /// Whether the words before speak of the future.
    fn future(&self, at: usize) -> bool {
        let from = at.saturating_sub(8);
        let before = self.plain.get(from..at).unwrap_or(&[]);
        let next = self.plain(at + 1);
        before.iter().any(|word| FUTURE.contains(&word.as_str()))
            || before
                .windows(2)
                .any(|two| matches!(two[0].as_str(), "is" | "are") && two[1] == "to")
            || matches!(next, "will" | "would")
    }

    fn iso(&mut self, at: usize) -> Option<usize> {
        let (year, month) = (self.year_number(at)?, self.number(at + 1)?);
        if self.gap(at) != "-" || self.gap(at + 1) != "-" || self.plain(at + 1).len() != 2 {
            return None;
        }
        let day = Date::new(year, i8::try_from(month).ok()?, self.day_number(at + 2)?).ok()?;
        self.push_day(day, at, at + 3)
    }

    /// "12 March 2022", "March 12, 2022", "12 March", "March 2022", "in March".
    fn calendar(&mut self, at: usize) -> Option<usize> {
        let spaced =
            |gap: &str| gap.chars().all(|c| c == ' ' || c == '.' || c == ',' || c == '\u{a0}');
        if let (Some(day), Some(month)) = (self.day_number(at), self.month(at + 1))
            && self.gap(at).trim().is_empty()
        {
            return self.day_of(month, day, at, at + 2);
        }
        if let (Some(day), "of", Some(month)) =
            (self.day_number(at), self.plain(at + 1), self.month(at + 2))
        {
            return self.day_of(month, day, at, at + 3);
        }
        let month = self.month(at)?;
        let known =
            self.plain(at).len() > 3 || self.gap(at).starts_with('.') || self.plain(at) != "mar";
        if let Some(day) =
            self.day_number(at + 1).filter(|_| spaced(self.gap(at)) && !self.gap(at).contains(','))
        {
            return self.day_of(month, day, at, at + 2);
        }
        if let Some(year) = self.year_number(at + 1).filter(|_| spaced(self.gap(at))) {
            let first = Date::new(year, month, 1).ok()?;
            return self.push(first, first.last_of_month(), DayPrecision::Month, at, at + 2);
        }
        let before = at.checked_sub(1).map_or("", |before| self.plain(before));
        if !known || !TIME_PREPOSITIONS.contains(&before) {
            return None;
        }
        let published = self.published?;
        let this = Date::new(published.year(), month, 1).ok()?;
        let ahead = before == "next" || (this > published && self.future(at));
        let first = match (this > published, ahead) {
            (true, true) | (false, false) => this,
            (true, false) => this.checked_sub(1.year()).ok()?,
            (false, true) => this.checked_add(1.year()).ok()?,
        };
        self.push(first, first.last_of_month(), DayPrecision::Month, at, at + 1)
    }

    /// A day of a month, with a year behind it or the nearest one that fits.
    fn day_of(&mut self, month: i8, day: i8, at: usize, next: usize) -> Option<usize> {
        if let Some(year) = self.year_number(next)
            && self.gap(next - 1).chars().all(|c| matches!(c, ' ' | ',' | '.' | '\u{a0}'))
        {
            let day = Date::new(year, month, day).ok()?;
            return self.push_day(day, at, next + 1);
        }
        let published = self.published?;
        let in_year = |year: i16| Date::new(year, month, day).ok();
        let this = in_year(published.year());
        let past =
            this.filter(|day| *day <= published).or_else(|| in_year(published.year() - 1))?;
        let coming =
            this.filter(|day| *day >= published).or_else(|| in_year(published.year() + 1))?;
        let days = |a: Date, b: Date| (b - a).get_days();
        // A date that the text speaks of as coming, or that is days away while its last occurrence is long past.
        let ahead = self.future(at) && days(published, coming) < 240;
        let near = days(published, coming) <= 45 && days(past, published) > 300;
        let day = if ahead || near { coming } else { past };
        self.push_day(day, at, next)
    }

    /// "in 2014", "the 2016 election".
    fn year(&mut self, at: usize) -> Option<usize> {
        let year = self.year_number(at)?;
        let before = at.checked_sub(1).map_or("", |before| self.plain(before));
        if !TIME_PREPOSITIONS.contains(&before) {
            return None;
        }
        let (first, last) = (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
        self.push(first, last, DayPrecision::Year, at, at + 1)
    }

    /// "Friday", "last Friday", "next Friday".
    fn weekday(&mut self, at: usize) -> Option<usize> {
        let published = self.published?;
        if !self.words.get(at)?.1.starts_with(char::is_uppercase) {
            return None;
        }
        let days_from_monday = ENGLISH_DAYS.iter().position(|name| *name == self.plain(at))?;
        let weekday = Weekday::from_monday_zero_offset(days_from_monday as i8).ok()?;
        let before = at.checked_sub(1).map_or("", |before| self.plain(before));
        let back = published.weekday().since(weekday);
        let ahead = weekday.since(published.weekday());
        let day = match before {
            "next" => published.checked_add(i32::from(if ahead == 0 { 7 } else { ahead }).days()),
            "last" => published.checked_sub(i32::from(if back == 0 { 7 } else { back }).days()),
            _ if self.future(at) => published.checked_add(i32::from(ahead).days()),
            _ => published.checked_sub(i32::from(back).days()),
        };
        self.push_day(day.ok()?, at, at + 1)
    }

    /// "three days ago", "two days later", "two days after the summit".
    fn distance(&mut self, at: usize) -> Option<usize> {
        let word = self.plain(at);
        let n = NUMBERS
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, n)| *n)
            .or_else(|| self.number(at))?;
        let unit = self.plain(at + 1).to_owned();
        let singular = unit.strip_suffix('s').unwrap_or(&unit).to_owned();
        if !matches!(singular.as_str(), "day" | "week" | "month" | "year" | "decade") || n > 400 {
            return None;
        }
        let direction = self.plain(at + 2).to_owned();
        let (from, sign, next) = match direction.as_str() {
            "ago" => (self.published?, -1, at + 3),
            "later" | "afterwards" | "afterward" => (self.previous_day()?, 1, at + 3),
            "earlier" | "before" | "after" if self.anchored(at + 3).is_none() => {
                let sign = if direction == "after" { 1 } else { -1 };
                if direction != "earlier" {
                    return None;
                }
                (self.previous_day().or(self.published)?, sign, at + 3)
            }
            "before" | "after" => {
                let (day, next) = self.anchored(at + 3)?;
                (day, if direction == "after" { 1 } else { -1 }, next)
            }
            _ => return None,
        };
        let n = sign * n;
        let (day, precision) = match singular.as_str() {
            "day" => (from.checked_add(n.days()).ok()?, DayPrecision::Day),
            "week" => (from.checked_add(n.weeks()).ok()?, DayPrecision::Week),
            "month" => (from.checked_add(n.months()).ok()?, DayPrecision::Month),
            "year" => (from.checked_add(n.years()).ok()?, DayPrecision::Year),
            _ => (from.checked_add((10 * n).years()).ok()?, DayPrecision::Year),
        };
        let (first, last) = around(day, precision);
        self.push(first, last, precision, at, next)
    }

    /// The day of the last expression of the text, where it names one.
    fn previous_day(&self) -> Option<Date> {
        let last = self.found.last()?;
        (last.precision == DayPrecision::Day).then_some(last.first)
    }

    /// "the summit", "his inauguration": an event whose day is known, and the word behind it.
    fn anchored(&self, at: usize) -> Option<(Date, usize)> {
        (at..at + 4).find_map(|place| {
            let noun = self.plain(place);
            let anchor = self.anchors.iter().find(|anchor| anchor.noun == noun)?;
            Some((anchor.day, place + 1))
        })
    }

    /// "today", "yesterday", "last night", "last week", "next month".
    fn near(&mut self, at: usize) -> Option<usize> {
        let published = self.published?;
        let (n, next) = match (self.plain(at), self.plain(at + 1)) {
            ("today" | "tonight", _) => (0, at + 1),
            ("this", "morning" | "afternoon" | "evening") => (0, at + 2),
            ("yesterday", _) => (-1, at + 1),
            ("last", "night") => (-1, at + 2),
            ("tomorrow", _) => (1, at + 1),
            (which @ ("last" | "next"), unit @ ("week" | "month" | "year")) => {
                let sign = if which == "last" { -1 } else { 1 };
                let (moved, precision) = match unit {
                    "week" => (published.checked_add(sign.weeks()), DayPrecision::Week),
                    "month" => {
                        (published.first_of_month().checked_add(sign.months()), DayPrecision::Month)
                    }
                    _ => (published.first_of_year().checked_add(sign.years()), DayPrecision::Year),
                };
                let (first, last) = around(moved.ok()?, precision);
                return self.push(first, last, precision, at, at + 2);
            }
            _ => return None,
        };
        self.push_day(published.checked_add(n.days()).ok()?, at, next)
    }
}

/// The days that a time of some precision may be.
fn around(day: Date, precision: DayPrecision) -> (Date, Date) {
    match precision {
        DayPrecision::Day => (day, day),
        DayPrecision::Week => {
            let first = day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days());
            let first = first.unwrap_or(day);
            (first, first.checked_add(6.days()).unwrap_or(first))
        }
        DayPrecision::Month => (day.first_of_month(), day.last_of_month()),
        DayPrecision::Year => (day.first_of_year(), day.last_of_year()),
    }
}
