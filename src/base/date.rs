//! Civil dates, of which only the year or the month may be known.

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};

/// A day of the Gregorian calendar (the type of the `jiff` crate, re-exported).
pub use jiff::civil::Date;

/// A date of which the day, or the day and the month, may not be known: `2025-05-23`, `2025-05`, `2025`.
///
/// Years run from 1900 to 2200, so that a mistyped year is refused instead of making a person eligible.
/// The order is that of [`earliest`](Self::earliest), then of precision.
///
/// ```
/// use adequation::PartialDate;
/// let month: PartialDate = "2024-02".parse()?;
/// assert_eq!(month.earliest().to_string(), "2024-02-01");
/// assert_eq!(month.latest().to_string(), "2024-02-29");
/// assert!("2025-02-30".parse::<PartialDate>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    first: Date,
    precision: Precision,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Precision {
    Day,
    Month,
    Year,
}

/// A text that is no date of the form `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, or no day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date of the form YYYY-MM-DD, YYYY-MM or YYYY")]
pub struct DateParseError;

const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

impl PartialDate {
    /// A date known to the day; `None` if there is no such day or the year lies outside 1900–2200.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let first = Date::new(year, month, day).ok()?;
        YEARS.contains(&year).then_some(Self { first, precision: Precision::Day })
    }

    /// A date known to the month.
    #[must_use]
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Some(Self { precision: Precision::Month, ..Self::new(year, month, 1)? })
    }

    /// A date known to the year.
    #[must_use]
    pub fn year(year: i16) -> Option<Self> {
        Some(Self { precision: Precision::Year, ..Self::new(year, 1, 1)? })
    }

    /// The first day it can be.
    #[must_use]
    pub const fn earliest(self) -> Date {
        self.first
    }

    /// The last day it can be.
    #[must_use]
    pub fn latest(self) -> Date {
        match self.precision {
            Precision::Day => self.first,
            Precision::Month => self.first.last_of_month(),
            Precision::Year => self.first.last_of_year(),
        }
    }

    /// The day, if it is known to the day.
    #[must_use]
    pub fn day(self) -> Option<Date> {
        (self.precision == Precision::Day).then_some(self.first)
    }
}

impl From<Date> for PartialDate {
    /// A known day. Unlike parsing, this accepts every year `jiff` knows.
    fn from(day: Date) -> Self {
        Self { first: day, precision: Precision::Day }
    }
}

impl FromStr for PartialDate {
    type Err = DateParseError;

    fn from_str(text: &str) -> Result<Self, DateParseError> {
        fn number(digits: &str, len: usize) -> Option<i16> {
            (digits.len() == len && digits.bytes().all(|b| b.is_ascii_digit()))
                .then(|| digits.parse().ok())
                .flatten()
        }
        let mut parts = text.split('-');
        let year = parts.next().and_then(|p| number(p, 4));
        let month = parts.next().map(|p| number(p, 2));
        let day = parts.next().map(|p| number(p, 2));
        let date = match (year, month, day, parts.next()) {
            (Some(y), None, None, None) => Self::year(y),
            (Some(y), Some(Some(m)), None, None) => Self::month(y, m as i8),
            (Some(y), Some(Some(m)), Some(Some(d)), None) => Self::new(y, m as i8, d as i8),
            _ => None,
        };
        date.ok_or(DateParseError)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.first.year())?;
        if self.precision != Precision::Year {
            write!(f, "-{:02}", self.first.month())?;
        }
        if self.precision == Precision::Day {
            write!(f, "-{:02}", self.first.day())?;
        }
        Ok(())
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Writes a day as `YYYY-MM-DD`.
pub(crate) fn write_day<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

/// Writes a day as `YYYY-MM-DD`, or `null`.
pub(crate) fn write_day_or_null<S: Serializer>(
    day: &Option<Date>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::PartialDate;

    #[test]
    fn every_written_form_reads_back() {
        for text in ["2025", "2025-02", "2024-02-29", "1900-01-01", "2200-12-31"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "25",
            "2025-",
            "2025-1",
            "2025-13",
            "2025-00",
            "2025-02-29",
            "2025-02-30",
            "2025-04-31",
            "2025-01-01-01",
            "2025-01-1x",
            "٢٠٢٥",
            "1899",
            "2201",
            "+025",
            "2025-01-00",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn bounds_follow_the_precision() {
        let year: PartialDate = "2023".parse().unwrap();
        assert_eq!(year.latest().to_string(), "2023-12-31");
        assert_eq!(year.day(), None);
        let day: PartialDate = "2023-05-06".parse().unwrap();
        assert_eq!(day.earliest(), day.latest());
    }
}
