//! Days as integers, periods, and how long they last.

use serde::{Deserialize, Serialize};

use crate::base::{Date, PartialDate};

/// A day: its number since 1970 for differences, and its civil form for anniversaries. Ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Moment {
    pub day: i32,
    /// year × 512 + month × 32 + day.
    civil: i32,
}

const EPOCH: Date = Date::constant(1970, 1, 1);

impl Moment {
    /// Before every day.
    pub const MIN: Self = Self { day: i32::MIN / 4, civil: i32::MIN / 4 };
    /// After every day: still going on.
    pub const MAX: Self = Self { day: i32::MAX / 4, civil: i32::MAX / 4 };

    pub fn new(date: Date) -> Self {
        let day = date.duration_since(EPOCH).as_hours() / 24;
        let civil =
            i32::from(date.year()) * 512 + i32::from(date.month()) * 32 + i32::from(date.day());
        Self { day: day as i32, civil }
    }

    /// The day, unless it lies outside the calendar.
    pub fn date(self) -> Option<Date> {
        EPOCH.checked_add(jiff::Span::new().try_days(self.day).ok()?).ok()
    }

    /// The day with this number; beyond the calendar, before or after every day.
    pub fn from_day(day: i32) -> Self {
        let date = EPOCH.checked_add(jiff::Span::new().days(day.clamp(-4_000_000, 4_000_000)));
        date.map_or(if day < 0 { Self::MIN } else { Self::MAX }, Self::new)
    }

    /// Whole months from here to a later day; a month that lacks the day of departure is complete on the first of the
    /// next (31 January + 1 month = 1 March, 29 February + 12 months = 1 March).
    fn months_until(self, to: Self) -> i32 {
        if to == Self::MAX || self == Self::MIN {
            return i32::MAX;
        }
        let month = |civil: i32| (civil >> 9) * 12 + ((civil >> 5) & 15);
        month(to.civil) - month(self.civil) - i32::from((to.civil & 31) < (self.civil & 31))
    }
}

/// A period `[from, to)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Interval {
    pub from: Moment,
    pub to: Moment,
}

/// A period whose ends may be known to the month or to the year only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Spell {
    /// The days that surely belong to it; empty (`from >= to`) where none does.
    pub surely: Interval,
    /// The days that may belong to it.
    pub perhaps: Interval,
}

impl Spell {
    /// From the ends as stated: no beginning = any beginning, no end = still going on.
    pub fn new(from: Option<PartialDate>, to: Option<PartialDate>) -> Self {
        let latest = |date: PartialDate| Moment::new(date.latest());
        let earliest = |date: PartialDate| Moment::new(date.earliest());
        Self {
            surely: Interval {
                // Without a beginning no day is sure.
                from: from.map_or(Moment::MAX, latest),
                to: to.map_or(Moment::MAX, earliest),
            },
            perhaps: Interval {
                from: from.map_or(Moment::MIN, earliest),
                to: to.map_or(Moment::MAX, latest),
            },
        }
    }
}

/// Months counted back from a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// The counting day: periods count up to it.
    pub end: Moment,
    months: i32,
    /// The days of those months ending on the counting day.
    needed: i32,
}

impl Window {
    /// So many months ending on `end`; at least one day.
    pub fn new(end: Date, months: u32) -> Self {
        let months = i32::try_from(months).unwrap_or(i32::MAX).min(12 * 1_000);
        let start = end.checked_sub(jiff::Span::new().months(months)).unwrap_or(Date::MIN);
        let (end, start) = (Moment::new(end), Moment::new(start));
        Self { end, months, needed: (end.day - start.day).max(1) }
    }

    /// As many months ending on another day.
    pub fn on(&self, end: Date) -> Self {
        Self::new(end, self.months.unsigned_abs())
    }

    /// Whether periods, sorted by their beginning, last that long: their days, overlaps counted once, add up to the
    /// days needed, or one stretch without a gap reaches its anniversary.
    pub fn reached(&self, periods: impl Iterator<Item = Interval>) -> bool {
        let mut total = 0i64;
        let mut run: Option<Interval> = None;
        let mut reached = false;
        let mut close = |run: Interval, total: &mut i64| {
            *total += i64::from(run.to.day) - i64::from(run.from.day);
            reached |= self.months > 0 && run.from.months_until(run.to) >= self.months;
        };
        for period in periods {
            let period = Interval { from: period.from, to: period.to.min(self.end) };
            if period.from >= period.to {
                continue;
            }
            match &mut run {
                Some(open) if period.from <= open.to => open.to = open.to.max(period.to),
                _ => {
                    if let Some(done) = run.replace(period) {
                        close(done, &mut total);
                    }
                }
            }
        }
        if let Some(done) = run {
            close(done, &mut total);
        }
        reached || total >= i64::from(self.needed)
    }

    /// The days that periods last up to the counting day, overlaps counted once, and the days needed.
    pub fn days(&self, periods: impl Iterator<Item = Interval>) -> (i32, i32) {
        let (mut total, mut covered) = (0i32, Moment::MIN.day);
        for period in periods {
            let from = period.from.day.max(covered);
            let to = period.to.min(self.end).day;
            if period.from != Moment::MIN && to > from {
                total = total.saturating_add(to - from);
            }
            covered = covered.max(to);
        }
        (total, self.needed)
    }
}

/// Sorts periods and joins those that touch; empty ones are dropped.
pub(crate) fn merged(mut periods: Vec<Interval>) -> Box<[Interval]> {
    periods.retain(|period| period.from < period.to);
    periods.sort_unstable();
    let mut out: Vec<Interval> = Vec::with_capacity(periods.len());
    for period in periods {
        match out.last_mut() {
            Some(last) if period.from <= last.to => last.to = last.to.max(period.to),
            _ => out.push(period),
        }
    }
    out.into()
}
