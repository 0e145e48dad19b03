//! What evidence is worth by where it stands, how well it is mastered and how lately it was used: one table.
//!
//! A credit is `strength × worth`, the strength of the match between two terms times the worth of the evidence, in
//! integers: [`CREDIT`] is full credit. The tables hold basis points, set by judgement.

use serde::{Deserialize, Serialize};

use super::{
    months::{CURRENT, Month},
    profile::{Item, Source},
};

/// Full credit. A power of two, so that credits multiply and shift.
pub(crate) const CREDIT: u32 = 1 << 14;
/// Full strength of a match, and full worth of its evidence: their product, shifted by sixteen bits, is [`CREDIT`].
pub(crate) const STRENGTH: u32 = 1 << 15;
/// Basis points of the whole.
const FULL: u32 = 10_000;

/// What remains of a competence by whole years since its last use: tool, skill, domain, behaviour. Two years cost
/// nothing; then tools fade soonest; what is known does not vanish.
const RECENCY: [[u16; 13]; 4] = [
    [10_000, 10_000, 10_000, 9_100, 8_200, 7_300, 6_600, 5_800, 5_200, 4_800, 4_500, 4_200, 4_000],
    [10_000, 10_000, 10_000, 9_600, 9_100, 8_700, 8_200, 7_800, 7_500, 7_200, 6_900, 6_600, 6_300],
    [10_000, 10_000, 10_000, 10_000, 9_700, 9_400, 9_100, 8_800, 8_500, 8_400, 8_200, 8_000, 7_800],
    [10_000; 13],
];
/// Credit by level asked (row, 1 to 4) and level reached (column, 0 to 4): half for having it, half for how well.
const LEVELS: [[u16; 5]; 5] = [
    [10_000, 10_000, 10_000, 10_000, 10_000],
    [10_000, 10_000, 10_000, 10_000, 10_000],
    [7_500, 7_500, 10_000, 10_000, 10_000],
    [6_667, 6_667, 8_333, 10_000, 10_000],
    [6_250, 6_250, 7_500, 8_750, 10_000],
];
/// What a piece of evidence is worth by where it stands: declared skill, certificate, title of a post, skill of a post,
/// account of a post, studies, free summary. What was practised or certified counts wholly, what is only told less.
const SOURCES: [u16; 7] = [10_000, 10_000, 9_500, 10_000, 9_000, 6_500, 3_500];

/// How fast a competence that is not used is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum Perishable {
    Tool,
    Skill,
    Domain,
    No,
}

/// What a slot asks of the evidence: a level, 1 to 4, and how perishable the competence is. A column of [`WORTH`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Kind(u8);

/// The columns of [`WORTH`].
pub(crate) const KINDS: usize = 16;

impl Kind {
    pub(crate) const fn new(level: u8, perishable: Perishable) -> Self {
        let level = match level {
            0 | 1 => 0,
            2 => 1,
            3 => 2,
            _ => 3,
        };
        Self(level * 4 + perishable as u8)
    }

    /// Below [`KINDS`].
    #[inline]
    pub(crate) const fn column(self) -> usize {
        self.0 as usize & (KINDS - 1)
    }
}

/// Where evidence stands, the level reached, 0 to 4, and the whole years since its last use, at most 12: a row of
/// [`WORTH`].
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub(crate) struct Mastery(u16);

impl Mastery {
    pub(crate) const fn new(source: Source, level: u8, years: u8) -> Self {
        let level = if level > 4 { 4 } else { level };
        let years = if years > 12 { 12 } else { years };
        Self((source as u16 * 5 + level as u16) * 13 + years as u16)
    }

    /// The same level in the same place, so many years later: of no years and level 0 it makes any mastery.
    #[inline]
    pub(crate) const fn with(self, level: u8, years: u8) -> Self {
        Self(self.0 + level as u16 * 13 + years as u16)
    }

    /// Every mastery, in the order of their rows.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..(SOURCES.len() * 5 * 13) as u16).map(Self)
    }

    /// Where it stands.
    pub(crate) const fn source(self) -> usize {
        self.0 as usize / 65
    }

    /// The level reached.
    pub(crate) const fn level(self) -> u8 {
        (self.0 / 13 % 5) as u8
    }

    /// The rows of [`WORTH`], a power of two; those of no mastery are worth nothing.
    pub(crate) const ROWS: usize = 512;

    /// Below [`ROWS`](Self::ROWS).
    #[inline]
    pub(crate) const fn row(self) -> usize {
        self.0 as usize & (Self::ROWS - 1)
    }

    /// The mastery with this row.
    #[inline]
    pub(crate) const fn of_row(row: usize) -> Self {
        Self((row & (Self::ROWS - 1)) as u16)
    }
}

/// The worth of a mastery for what is asked: source × level × recency, in parts of [`STRENGTH`].
static WORTH: [[u16; KINDS]; Mastery::ROWS] = worth();

/// Three shares in basis points as parts of [`STRENGTH`].
const fn parts(source: u16, level: u16, recency: u16) -> u16 {
    let parts = STRENGTH as u64 * source as u64 / FULL as u64;
    let parts = parts * level as u64 / FULL as u64;
    (parts * recency as u64 / FULL as u64) as u16
}

const fn worth() -> [[u16; KINDS]; Mastery::ROWS] {
    let mut table = [[0; KINDS]; Mastery::ROWS];
    let mut row = 0;
    while row < SOURCES.len() * 5 * 13 {
        let (source, level, years) = (row / 65, row / 13 % 5, row % 13);
        let mut kind = 0;
        while kind < KINDS {
            table[row][kind] =
                parts(SOURCES[source], LEVELS[kind / 4 + 1][level], RECENCY[kind % 4][years]);
            kind += 1;
        }
        row += 1;
    }
    table
}

/// The worth of a mastery, by what is asked.
#[derive(Clone, Copy)]
pub(crate) struct Worth(&'static [u16; KINDS]);

impl Worth {
    #[inline]
    pub(crate) fn of(mastery: Mastery) -> Self {
        // Rows and columns lie inside their arrays, which the compiler sees.
        Self(&WORTH[mastery.row()])
    }

    /// The credit of a match of this strength, in parts of [`CREDIT`].
    #[inline]
    pub(crate) fn credit(self, strength: u16, kind: Kind) -> u16 {
        ((u32::from(strength) * u32::from(self.of_kind(kind))) >> 16) as u16
    }

    /// For what is asked so, in parts of [`STRENGTH`].
    #[inline]
    pub(crate) fn of_kind(self, kind: Kind) -> u16 {
        self.0[kind.column()]
    }
}

/// The credit of a match of this strength, in parts of [`CREDIT`].
#[cfg(not(test))]
#[inline]
pub(crate) fn credit(strength: u16, mastery: Mastery, kind: Kind) -> u16 {
    Worth::of(mastery).credit(strength, kind)
}

/// The same from constants that a measurement may move (`tests/lono.rs`).
#[cfg(test)]
pub(crate) fn credit(strength: u16, mastery: Mastery, kind: Kind) -> u16 {
    use crate::base::{dial, faded};
    const NAMES: [&str; 7] = [
        "SOURCE_SKILL",
        "SOURCE_CERTIFICATE",
        "SOURCE_TITLE",
        "SOURCE_PRACTICE",
        "SOURCE_ACCOUNT",
        "SOURCE_STUDY",
        "SOURCE_SUMMARY",
    ];
    let (source, kind) = (mastery.source(), kind.column());
    let told = dial(NAMES[source], u32::from(SOURCES[source])) as u16;
    let level = LEVELS[kind / 4 + 1][usize::from(mastery.level())];
    let recency = faded("FADE", RECENCY[kind % 4][usize::from(mastery.0 % 13)]);
    ((u32::from(strength) * u32::from(parts(told, level, recency))) >> 16) as u16
}

/// Basis points as a strength.
pub(crate) const fn strength(points: u32) -> u16 {
    let points = if points > FULL { FULL } else { points };
    (points * STRENGTH / FULL) as u16
}

/// Basis points as a credit.
pub(crate) const fn credit_of_points(points: u32) -> u32 {
    points * CREDIT / FULL
}

/// The level that months of practice stand for.
pub(crate) const fn by_months(months: u16) -> u8 {
    match months {
        0..=11 => 1,
        12..=35 => 2,
        36..=95 => 3,
        _ => 4,
    }
}

/// Whole years since the last use, for the earliest and for the latest month it can have been; 0 = not stated.
#[inline]
pub(crate) const fn since((least, most): (Month, Month), now: Month) -> (u8, u8) {
    (years(least, now), years(most, now))
}

/// Whole years since a month, at most 12; as many for a month that is not stated.
#[inline]
pub(crate) const fn years(last: Month, now: Month) -> u8 {
    if last == 0 {
        return 12;
    }
    let years = now.saturating_sub(last) / 12;
    if years > 12 { 12 } else { years as u8 }
}

/// The mastery of something that belongs to no post: what is evidenced, and what it is with every unknown favourable.
#[inline]
pub(crate) fn of_item(item: &Item, now: Month) -> (Mastery, Mastery) {
    let (least, most) = item.levels();
    let last = match item.source {
        Source::Skill if item.last == 0 => (0, CURRENT),
        Source::Skill | Source::Certificate => (item.last, item.last),
        _ => (CURRENT, CURRENT),
    };
    let years = since(last, now);
    (Mastery::new(item.source, least, years.0), Mastery::new(item.source, most, years.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_is_full_and_no_more() {
        let best = Mastery::new(Source::Skill, 4, 0);
        let asked = Kind::new(4, Perishable::Tool);
        assert_eq!(u32::from(credit(strength(10_000), best, asked)), CREDIT);
        assert_eq!(credit(0, best, asked), 0);
        assert_eq!(credit_of_points(10_000), CREDIT);
        // Half the strength, a level lower than asked, two years and a half too old.
        let less = credit(
            strength(5_000),
            Mastery::new(Source::Skill, 2, 3),
            Kind::new(3, Perishable::Tool),
        );
        let plainly = 16_384.0 * 0.5 * 0.8333 * 0.91;
        assert!((f64::from(less) - plainly).abs() < 2.0, "{less} for {plainly}");
    }

    #[test]
    fn what_is_better_is_worth_no_less() {
        const ALL: [Perishable; 4] =
            [Perishable::Tool, Perishable::Skill, Perishable::Domain, Perishable::No];
        for source in [Source::Skill, Source::Title, Source::Summary] {
            for kind in ALL.into_iter().flat_map(|p| (1..=4).map(move |l| Kind::new(l, p))) {
                let of = |level, years| {
                    credit(strength(9_000), Mastery::new(source, level, years), kind)
                };
                for level in 0..4 {
                    for years in 0..12 {
                        assert!(of(level, years) <= of(level + 1, years));
                        assert!(of(level, years) >= of(level, years + 1));
                    }
                }
            }
        }
    }
}
