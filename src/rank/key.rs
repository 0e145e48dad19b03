//! The total order of results, packed so that one comparison of integers decides.
//!
//! Best first: verdict; whether only the contract door is open (last); whether there is a fit (none comes last in its
//! class); band; tier; score; potential; identifier, in the order of its bytes.

use std::cmp::Ordering;

use crate::{
    assess::{Tier, evidence::Band},
    base::{Points, Verdict},
};

/// One pair in eight bytes: everything of the key but the identifier. A greater one ranks before.
///
/// Its fields, from the highest bit: verdict 2, not by contract alone 1, fit 1, band 4, rank of the tier 3, score 14,
/// potential 14; below them, outside the order, the name of the tier 3.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cell(u64);

const NAME: u32 = 0;
const POTENTIAL: u32 = 3;
const SCORE: u32 = 17;
const TIER: u32 = 31;
const BAND: u32 = 34;
const FIT: u32 = 38;
const OTHER_DOOR: u32 = 39;
const VERDICT: u32 = 40;
const END: u32 = 42;

const BANDS: [Band; 5] = [Band::E, Band::D, Band::C, Band::B, Band::A];
const TIERS: [Option<Tier>; 6] = [
    None,
    Some(Tier::Fallback),
    Some(Tier::Derogation),
    Some(Tier::Resident),
    Some(Tier::NotApplicable),
    Some(Tier::Citizen),
];

/// What eligibility contributes to a cell: verdict, tier, whether only the contract door is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Class(u64);

impl Class {
    /// `rank` is that of the tier; none ranks below all.
    pub fn new(verdict: Verdict, contract_only: bool, tier: Option<Tier>, rank: u8) -> Self {
        let name = TIERS.iter().position(|t| *t == tier).unwrap_or(0) as u64;
        let rank = if tier.is_some() { u64::from(rank.min(Tier::FIRST_RANK)) + 1 } else { 0 };
        Self(
            (verdict as u64) << VERDICT
                | u64::from(!contract_only) << OTHER_DOOR
                | rank << TIER
                | name << NAME,
        )
    }

    pub fn verdict(self) -> Verdict {
        Cell(self.0).verdict()
    }

    /// The class of nobody.
    pub const NONE: Self = Self(0);

    /// The best class there is: what a bound takes where nothing is known.
    pub const BEST: Self =
        Self(2 << VERDICT | 1 << OTHER_DOOR | (Tier::FIRST_RANK as u64 + 1) << TIER);

    /// A cell without fit.
    pub const fn unfit(self) -> Cell {
        Cell(self.0)
    }

    /// A cell with this fit.
    #[inline]
    pub fn fit(self, band: Band, score: u16, potential: u16) -> Cell {
        Cell(
            self.0
                | 1 << FIT
                | (Band::E as u64 - band as u64) << BAND
                | u64::from(score.min(10_000)) << SCORE
                | u64::from(potential.min(10_000)) << POTENTIAL,
        )
    }
}

impl Cell {
    /// Whether a door is open.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self.0 >> VERDICT & 3 {
            0 => Verdict::Ineligible,
            1 => Verdict::Undetermined,
            _ => Verdict::Eligible,
        }
    }

    /// Whether the contract door alone is open (or, where none is, undetermined).
    #[must_use]
    pub const fn contract_only(self) -> bool {
        self.0 >> OTHER_DOOR & 1 == 0
    }

    /// The statutory tier; `None` where every door is closed.
    #[must_use]
    pub fn tier(self) -> Option<Tier> {
        TIERS.get((self.0 >> NAME & 7) as usize).copied().flatten()
    }

    /// Whether the offer yields any criterion; without one there is no score, potential or band.
    #[must_use]
    pub const fn has_fit(self) -> bool {
        self.0 >> FIT & 1 == 1
    }

    /// The band of the score.
    #[must_use]
    pub fn band(self) -> Option<Band> {
        let band = BANDS.get((self.0 >> BAND & 15) as usize).copied();
        band.filter(|_| self.has_fit())
    }

    /// The evidenced points.
    #[must_use]
    pub fn score(self) -> Option<Points> {
        self.has_fit().then(|| Points::new((self.0 >> SCORE & 0x3FFF) as u32))
    }

    /// The points if every unknown were favourable.
    #[must_use]
    pub fn potential(self) -> Option<Points> {
        self.has_fit().then(|| Points::new((self.0 >> POTENTIAL & 0x3FFF) as u32))
    }

    /// The part that the order looks at.
    const fn key(self) -> u64 {
        self.0 >> POTENTIAL
    }
}

impl PartialEq for Cell {
    /// Equal in the order: the names of tiers that rank alike do not count.
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Cell {}

impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cell {
    /// Greater ranks before.
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// A cell without its potential, rounded up: what pruning compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Bound(u32);

impl Bound {
    /// Below every cell: what cannot enter.
    pub const NONE: Self = Self(0);
    /// Of the least cell there can be.
    pub const LEAST: Self = Self(1);
    /// Of everything that is not known to be less.
    pub const MAX: Self = Self(u32::MAX);

    /// The same fit in another class.
    pub const fn in_class(self, class: Class) -> Self {
        let fit = 1 << FIT | 15 << BAND | 0x3FFF << SCORE;
        Self::of(Cell(class.0 | self.cell() & fit))
    }

    /// The same class with another fit.
    pub fn scored(self, band: Band, score: u16) -> Self {
        Self::of(Class(self.cell() & !(15 << BAND | 0x3FFF << SCORE)).fit(band, score, 0))
    }

    /// The least cell of this bound.
    const fn cell(self) -> u64 {
        (self.0.saturating_sub(1) as u64) << SCORE
    }

    /// The score in it.
    pub const fn score(self) -> u16 {
        (self.0.saturating_sub(1) & 0x3FFF) as u16
    }

    /// The bound of a cell; it rises with it.
    #[inline]
    pub const fn of(cell: Cell) -> Self {
        // 25 bits are left.
        Self((cell.0 >> SCORE) as u32 + 1)
    }
}

const _: () = assert!(END - SCORE < 31, "a bound fits in 32 bits");

/// A cell with its position in a list sorted by identifier: greater ranks before, no two are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub cell: Cell,
    /// Complement of the position, so that the earlier identifier is the greater place.
    order: u32,
}

impl Place {
    pub const fn new(cell: Cell, position: u32) -> Self {
        Self { cell, order: !position }
    }

    pub const fn position(self) -> u32 {
        !self.order
    }
}
