//! When an article was published, no more precisely than the source says.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A time of publication: a day, perhaps a time of day, perhaps its offset from UTC.
///
/// ```
/// use parallax::article::{Precision, Published};
///
/// let day: Published = "2025-08-18".parse().unwrap();
/// let instant: Published = "2025-08-18T21:30:00-04:00".parse().unwrap();
/// assert_eq!(day.precision(), Precision::Day);
/// assert_eq!(instant.precision(), Precision::Instant);
/// // A bare day may lie anywhere on Earth, so it spans more than 24 hours.
/// let (first, last) = day.range();
/// assert_eq!(last.duration_since(first).as_hours(), 50);
/// assert_eq!(instant.to_string(), "2025-08-18T21:30:00-04:00");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Published {
    date: Date,
    time: Option<Time>,
    offset: Option<Offset>,
}

/// How precisely a time of publication is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// The day only.
    Day,
    /// Day and time of day, in an unknown zone.
    LocalTime,
    /// Day, time and offset: one instant.
    Instant,
}

impl Published {
    /// A day without a time.
    pub fn on(date: Date) -> Self {
        Published { date, time: None, offset: None }
    }

    /// A day and time of day in an unknown zone.
    pub fn at_local(date: Date, time: Time) -> Self {
        Published { date, time: Some(time), offset: None }
    }

    /// A day and time of day at an offset from UTC.
    pub fn at(date: Date, time: Time, offset: Offset) -> Self {
        Published { date, time: Some(time), offset: Some(offset) }
    }

    /// The instant of a timestamp, printed in UTC.
    pub fn from_timestamp(timestamp: Timestamp) -> Self {
        let civil = Offset::UTC.to_datetime(timestamp);
        Published::at(civil.date(), civil.time(), Offset::UTC)
    }

    /// The day as printed by the outlet.
    pub fn date(&self) -> Date {
        self.date
    }

    /// What is known.
    pub fn precision(&self) -> Precision {
        match (self.time, self.offset) {
            (None, _) => Precision::Day,
            (Some(_), None) => Precision::LocalTime,
            (Some(_), Some(_)) => Precision::Instant,
        }
    }

    /// The first and the last instant that it may have been, over all offsets in use (UTC-12 to UTC+14).
    pub fn range(&self) -> (Timestamp, Timestamp) {
        let instant = |time: Time, offset: Offset| {
            self.date
                .to_datetime(time)
                .to_zoned(TimeZone::fixed(offset))
                .map(|zoned| zoned.timestamp())
                .unwrap_or(if self.date.year() > 0 { Timestamp::MAX } else { Timestamp::MIN })
        };
        let (east, west) = (jiff::tz::offset(14), jiff::tz::offset(-12));
        match (self.time, self.offset) {
            (Some(time), Some(offset)) => (instant(time, offset), instant(time, offset)),
            (Some(time), None) => (instant(time, east), instant(time, west)),
            (None, _) => {
                let first = instant(Time::midnight(), east);
                let last = instant(Time::midnight(), west);
                (first, last.checked_add(SignedDuration::from_hours(24)).unwrap_or(last))
            }
        }
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        if let Some(time) = self.time {
            write!(f, "T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())?;
        }
        match (self.time, self.offset) {
            (Some(_), Some(offset)) if offset == Offset::UTC => f.write_str("Z"),
            (Some(_), Some(offset)) => {
                let minutes = offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
            _ => Ok(()),
        }
    }
}

impl FromStr for Published {
    type Err = String;

    /// Reads ISO 8601: a date, a date and a time, or a date, a time and an offset.
    ///
    /// The many other shapes that feeds and pages use are the business of
    /// [`ingest`](crate::ingest).
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        // A `Z` or an offset after the time makes it an instant; the offset itself is kept as printed.
        if let Ok(pieces) = jiff::fmt::temporal::DateTimeParser::new().parse_pieces(text) {
            let date = pieces.date();
            return Ok(match (pieces.time(), pieces.to_numeric_offset()) {
                (Some(time), Some(offset)) => Published::at(date, time, offset),
                (Some(time), None) => Published::at_local(date, time),
                (None, _) => Published::on(date),
            });
        }
        Err(format!("{text:?} is no ISO 8601 date or time"))
    }
}

impl From<Published> for String {
    fn from(published: Published) -> String {
        published.to_string()
    }
}

impl TryFrom<String> for Published {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_what_it_reads() {
        let cases = [
            ("2025-08-18", Precision::Day),
            ("2025-08-18T09:30:00", Precision::LocalTime),
            ("2025-08-18T09:30:00Z", Precision::Instant),
            ("2025-08-18T09:30:00+05:30", Precision::Instant),
            ("2025-08-18T09:30:00-03:30", Precision::Instant),
        ];
        for (text, precision) in cases {
            let published: Published = text.parse().unwrap();
            assert_eq!(published.to_string(), text);
            assert_eq!(published.precision(), precision, "{text}");
            let (first, last) = published.range();
            assert!(first <= last);
            assert_eq!(first == last, precision == Precision::Instant, "{text}");
        }
        assert!("yesterday".parse::<Published>().is_err());
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_panic() {
        for text in ["-009999-01-01", "9999-12-31T23:59:59", "9999-12-31"] {
            if let Ok(published) = text.parse::<Published>() {
                let (first, last) = published.range();
                assert!(first <= last, "{text}");
            }
        }
    }
}
