//! Durations: how long a post lasted, how long ago it ended, how much time in a trade it makes.

use super::fit::{Credit, FULL, Scratch};
use crate::base::{dial, faded};
use crate::compile::{
    months::{CURRENT, Month},
    profile::{Profile, Stint},
};

/// What remains of a trade by whole years since it was last practised.
const TRADE_RECENCY: [u16; 13] =
    [10_000, 10_000, 10_000, 9_500, 9_000, 8_400, 7_800, 7_200, 6_600, 6_000, 5_400, 4_800, 4_000];
/// Time in the trade: half for having held such a post, half for how long.
pub(crate) const HELD: u32 = 5_000;
/// The posts a trade credit looks at: sixteen are enough to fill any number of months that is asked.
const NEAREST: usize = 16;

/// Half for the nearest post, half for the time: the asked months are filled with those of the nearest posts, each month
/// counted once.
pub(super) fn time_in_trade(
    trade: usize,
    asked: u16,
    profile: &Profile,
    now: Month,
    s: &Scratch,
) -> Credit {
    let sure = fill(trade, asked, profile, now, s, false, &mut |_, _, _| {});
    let best = fill(trade, asked, profile, now, s, true, &mut |_, _, _| {});
    Credit { sure, best: best.max(sure) }
}

/// The credit of time in a trade; `told` hears of each post, what it is worth and the months of it that count.
pub(crate) fn fill(
    trade: usize,
    asked: u16,
    profile: &Profile,
    now: Month,
    s: &Scratch,
    best: bool,
    told: &mut dyn FnMut(usize, u32, u32),
) -> u32 {
    let count = profile.stints.len();
    let near = if best { &s.near_best } else { &s.near };
    let near = near.get(trade * count..(trade + 1) * count).unwrap_or_default();
    // Nearest first; few posts, so insertion is quickest.
    let mut order = [(0u32, 0u8); NEAREST];
    let mut length = 0;
    for (at, (stint, near)) in profile.stints.iter().zip(near).enumerate() {
        let years = since(stint.to, now);
        let years = usize::from(if best { years.1 } else { years.0 });
        let recency =
            u32::from(faded("TRADE_FADE", TRADE_RECENCY.get(years).copied().unwrap_or(0)));
        let worth = u32::from(*near) * recency / FULL;
        let place =
            order.get(..length).unwrap_or_default().iter().take_while(|(w, _)| *w >= worth).count();
        if worth == 0 || place == NEAREST {
            continue;
        }
        length = (length + 1).min(NEAREST);
        if let Some(moved) = order.get_mut(place..length) {
            moved.rotate_right(1);
            if let Some(first) = moved.first_mut() {
                *first = (worth, at as u8);
            }
        }
    }
    let order = order.get(..length).unwrap_or_default();
    let of = |stint: &Stint| if best { span(stint, now).1 } else { span(stint, now).0 };
    let (mut left, mut sum) = (u32::from(asked), 0u32);
    for (rank, (worth, at)) in order.iter().enumerate() {
        let Some(stint) = profile.stints.get(usize::from(*at)) else { continue };
        let earlier = order.get(..rank).unwrap_or_default().iter();
        let earlier = earlier.filter_map(|(_, i)| profile.stints.get(usize::from(*i))).map(of);
        let months = if left == 0 { 0 } else { uncovered(of(stint), earlier).min(left) };
        left -= months;
        sum += months * worth;
        told(usize::from(*at), *worth, months);
    }
    let top = order.first().map_or(0, |(worth, _)| *worth);
    let held = dial("TIME_HELD", HELD);
    top * held / FULL + sum / u32::from(asked.max(1)) * (FULL - held) / FULL
}

/// Months of a period that none of the earlier ones covers.
pub(super) fn uncovered(
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

/// Months a post lasted, at least and at most.
pub(crate) fn duration(stint: &Stint, now: Month) -> (u16, u16) {
    let (least, most) = span(stint, now);
    (least.1.saturating_sub(least.0), most.1.saturating_sub(most.0))
}

/// The months a post surely covers, and those it may cover.
pub(super) fn span(stint: &Stint, now: Month) -> ((Month, Month), (Month, Month)) {
    let end = |to: Month| if to == CURRENT { now } else { to.min(now) };
    let least =
        if stint.from.1 == 0 { (0, 0) } else { (stint.from.1, end(stint.to.0).max(stint.from.1)) };
    let begin = if stint.from.0 == 0 { 1 } else { stint.from.0 };
    (least, (begin, end(stint.to.1).max(begin)))
}

/// Whole years since the last use, for the earliest and for the latest date it can have been; 0 = not stated.
pub(super) fn since((least, most): (Month, Month), now: Month) -> (u8, u8) {
    let years = |last: Month| match last {
        0 => 12,
        last => (now.saturating_sub(last) / 12).min(12) as u8,
    };
    (years(least), years(most))
}
