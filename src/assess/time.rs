//! Durations: how long a post lasted, how long ago it ended, how much time in a trade it makes.

use super::fit::{FULL, Tally};
use crate::base::{dial, faded};
use crate::compile::{
    mastery::{Mastery, by_months, since},
    months::{CURRENT, Month},
    people::Held,
    profile::{Source, Stint},
};

/// What remains of a trade by whole years since it was last practised.
const TRADE_RECENCY: [u16; 13] =
    [10_000, 10_000, 10_000, 9_500, 9_000, 8_400, 7_800, 7_200, 6_600, 6_000, 5_400, 4_800, 4_000];
/// Time in the trade: half for having held such a post, half for how long.
pub(crate) const HELD: u32 = 5_000;
/// The posts a trade credit looks at: sixteen are enough to fill any number of months that is asked.
const NEAREST: usize = 16;

/// A post as seen from a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lasting {
    /// The months it surely covers, and those it may cover.
    least: (Month, Month),
    most: (Month, Month),
    /// The level its duration stands for, at least and at most.
    level: (u8, u8),
    /// Whole years since it ended, at most and at least.
    years: (u8, u8),
}

impl Lasting {
    pub(crate) fn of(stint: &Stint, now: Month) -> Self {
        let (least, most) = span(stint, now);
        let level = |(from, to): (Month, Month)| by_months(to.saturating_sub(from));
        Self { least, most, level: (level(least), level(most)), years: since(stint.to, now) }
    }

    /// Months it lasted, at least.
    pub(crate) const fn months(&self) -> u16 {
        self.least.1.saturating_sub(self.least.0)
    }

    /// The level its duration stands for, at least.
    pub(crate) const fn level(&self) -> u8 {
        self.level.0
    }

    /// The mastery of what is told in it: evidenced, and with every unknown favourable.
    #[inline]
    pub(crate) const fn mastery(&self, source: Source) -> (Mastery, Mastery) {
        (
            Mastery::new(source, self.level.0, self.years.0),
            Mastery::new(source, self.level.1, self.years.1),
        )
    }

    /// The same of something seen in it.
    #[inline]
    pub(crate) const fn held(&self, held: &Held) -> (Mastery, Mastery) {
        held.in_post(self.level, self.years)
    }

    /// What a post that is worth `near` for a trade is worth today.
    #[inline]
    fn worth(&self, near: u16, best: bool) -> u32 {
        let years = if best { self.years.1 } else { self.years.0 };
        u32::from(near) * trade_recency(years) / FULL
    }
}

/// What remains of a trade after so many whole years without it, in basis points.
#[inline]
pub(super) fn trade_recency(years: u8) -> u32 {
    let recency = TRADE_RECENCY.get(usize::from(years)).copied().unwrap_or(0);
    u32::from(faded("TRADE_FADE", recency))
}

/// Half for the nearest post, half for the time: the asked months are filled with those of the nearest posts, each month
/// counted once. In basis points.
pub(super) fn time_in_trade(
    trade: usize,
    asked: u16,
    lasting: &[Lasting],
    tally: &Tally,
) -> (u32, u32) {
    let sure =
        fill(tally.near_of(trade, lasting.len(), false), asked, lasting, false, |_, _, _| {});
    let best = fill(tally.near_of(trade, lasting.len(), true), asked, lasting, true, |_, _, _| {});
    (sure, best.max(sure))
}

/// The credit of time in a trade from what each post is worth for it; `told` hears of each post, what it is worth and the
/// months of it that count.
pub(crate) fn fill(
    near: &[u16],
    asked: u16,
    lasting: &[Lasting],
    best: bool,
    mut told: impl FnMut(usize, u32, u32),
) -> u32 {
    // Nearest first; few posts, so insertion is quickest.
    let mut order = [(0u32, 0u8); NEAREST];
    let mut length = 0;
    for ((post, near), at) in lasting.iter().zip(near).zip(0u8..) {
        let worth = post.worth(*near, best);
        if worth == 0 {
            continue;
        }
        let mut place = length;
        if length < NEAREST {
            length += 1;
        } else if order[NEAREST - 1].0 < worth {
            place = NEAREST - 1;
        } else {
            continue;
        }
        // The masks show the compiler that all places lie inside.
        while place > 0 && order[(place - 1) & (NEAREST - 1)].0 < worth {
            order[place & (NEAREST - 1)] = order[(place - 1) & (NEAREST - 1)];
            place -= 1;
        }
        order[place & (NEAREST - 1)] = (worth, at);
    }
    let order = order.get(..length).unwrap_or_default();
    let of = |post: &Lasting| if best { post.most } else { post.least };
    let (mut left, mut sum) = (u32::from(asked), 0u32);
    for (rank, (worth, at)) in order.iter().enumerate() {
        let Some(post) = lasting.get(usize::from(*at)) else { continue };
        let earlier = order.get(..rank).unwrap_or_default().iter();
        let earlier = earlier.filter_map(|(_, i)| lasting.get(usize::from(*i))).map(of);
        let months = if left == 0 { 0 } else { uncovered(of(post), earlier).min(left) };
        left -= months;
        sum += months * worth;
        told(usize::from(*at), *worth, months);
    }
    let top = order.first().map_or(0, |(worth, _)| *worth);
    let held = dial("TIME_HELD", HELD);
    top * held / FULL + sum / u32::from(asked.max(1)) * (FULL - held) / FULL
}

/// Months of a period that none of the earlier ones covers.
fn uncovered(
    (from, to): (Month, Month),
    earlier: impl Iterator<Item = (Month, Month)> + Clone,
) -> u32 {
    let mut months = 0;
    let mut at = from;
    while at < to {
        // The end of the longest period that covers this month, else the beginning of the next one.
        let covered = earlier.clone().filter(|(f, t)| *f <= at && at < *t).map(|(_, t)| t).max();
        match covered {
            Some(end) => at = end.min(to),
            None => {
                let next =
                    earlier.clone().map(|(f, _)| f).filter(|f| *f > at).min().unwrap_or(to).min(to);
                months += u32::from(next - at);
                at = next;
            }
        }
    }
    months
}

/// The months a post surely covers, and those it may cover.
fn span(stint: &Stint, now: Month) -> ((Month, Month), (Month, Month)) {
    let end = |to: Month| if to == CURRENT { now } else { to.min(now) };
    let least =
        if stint.from.1 == 0 { (0, 0) } else { (stint.from.1, end(stint.to.0).max(stint.from.1)) };
    let begin = if stint.from.0 == 0 { 1 } else { stint.from.0 };
    (least, (begin, end(stint.to.1).max(begin)))
}
