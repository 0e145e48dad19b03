//! Time as months: what durations and last uses are counted in.

use crate::base::{Date, PartialDate};

/// Months since January 1900; 0 stands for "not known".
pub(crate) type Month = u16;

/// Later than any date: a post still held.
pub(crate) const CURRENT: Month = Month::MAX;

/// The month a day lies in.
pub(crate) fn month_of(day: Date) -> Month {
    let months = (i32::from(day.year()) - 1900) * 12 + i32::from(day.month());
    months.clamp(1, i32::from(CURRENT) - 1) as Month
}

/// The first and the last month a partly known date can lie in.
pub(crate) fn months_of(date: PartialDate) -> (Month, Month) {
    (month_of(date.earliest()), month_of(date.latest()))
}
