//! The tables of an offer for rankings: the same sums as slot by slot, with equal slots taken together.
//!
//! Slots that ask the same term in the same way are one *lane*: a profile's credit in it is found once. The criteria that
//! are sums of parts are then one product of the lanes' credits with their shares; those with alternatives are left to be
//! computed part by part.

use wide::{u16x8, u32x8};

use super::{
    mastery::{CREDIT, Kind, Mastery, Worth},
    offer_fit::{OfferFit, Op, Part, TermHit, Told},
    profile::Lists,
};
use crate::text::TermId;

/// A term answers a lane, which asks in this way, with this strength.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LaneHit {
    pub lane: u16,
    pub kind: Kind,
    pub strength: u16,
}

/// How many lanes a [`Strip`] has: most notices ask no more, and six registers leave room for the loop's other figures.
pub(crate) const STRIP: usize = 48;

/// One number for each lane of a strip, in whole registers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Block([u16x8; STRIP / 8]);

impl Block {
    pub(crate) const ZERO: Self = Self([u16x8::ZERO; STRIP / 8]);

    /// The block that begins at a lane; zero beyond the last.
    fn at(all: &[u16], lane: usize) -> Self {
        let number = |at: usize| all.get(lane + at).copied().unwrap_or(0);
        let eight = |from: usize| u16x8::new(std::array::from_fn(|at| number(8 * from + at)));
        Self(std::array::from_fn(eight))
    }

    /// The greater of both, lane by lane.
    #[inline]
    pub(crate) fn max(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| greater(self.0[at], other.0[at])))
    }

    /// The sum of the products.
    #[inline]
    pub(crate) fn times(&self, other: &Self) -> u32 {
        let products = self.0.iter().zip(&other.0).map(|(a, b)| a.mul_widen(*b));
        products.fold(u32x8::ZERO, |sum, product| sum + product).to_array().iter().sum()
    }

    /// The number of a lane.
    pub(crate) fn get(&self, lane: usize) -> u16 {
        self.0.get(lane / 8).map_or(0, |eight| eight.as_array_ref()[lane % 8])
    }
}

/// The greater of each: no such instruction for these registers on every machine.
#[inline]
fn greater(a: u16x8, b: u16x8) -> u16x8 {
    a + b.saturating_sub(a)
}

/// Some lanes of an offer as rows: a profile's term answers all of them in as many steps, whichever they are.
#[derive(Clone, Debug)]
pub(crate) struct Strip {
    /// By term: its row; the first answers nothing.
    row_of: Vec<u32>,
    /// Strengths.
    rows: Vec<Block>,
    /// By mastery: its worth for what each lane asks.
    worths: Vec<Block>,
    pub shares: Block,
    pub content: Block,
}

impl Strip {
    /// The credits of something held in this strip, where they are greater than those known.
    #[inline]
    pub(crate) fn raise(&self, known: Block, term: TermId, mastery: Mastery) -> Block {
        let row = self.row_of.get(term as usize).and_then(|row| self.rows.get(*row as usize));
        let (Some(strengths), Some(worths)) = (row, self.worths.get(mastery.row())) else {
            return known;
        };
        let credit = |at: usize| strengths.0[at].mul_keep_high(worths.0[at]);
        Block(std::array::from_fn(|at| greater(known.0[at], credit(at))))
    }
}

/// What the lists that a person leaves open change.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Openness {
    /// Share × credit of the parts that are open: everything they ask might be there.
    pub whole: u32,
    /// By strip: the shares of the parts that are not.
    pub shares: Vec<Block>,
    /// By entry of [`Sheet::told`]: whether its part is not open.
    pub told: Vec<bool>,
    /// Whether every part that asks terms is open.
    pub all: bool,
}

/// The tables of one offer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub lanes: usize,
    /// By lane: its weight in the content of the work.
    pub content: Vec<u16>,
    /// By slot: its lane.
    pub lane_of: Vec<u16>,
    /// By term: its hits.
    first: Vec<u32>,
    hits: Vec<LaneHit>,
    /// By term: its trades, with the credit in basis points.
    trade_first: Vec<u32>,
    trades: Vec<TermHit>,
    /// By term: how much it tells, in a title, the field of the work; in basis points.
    field: Vec<u16>,
    /// The same by strips of lanes.
    pub strips: Vec<Strip>,
    /// What words in common give: the part, and how.
    pub told: Vec<(u16, Told)>,
    /// Parts of sums that ask no terms.
    pub others: Vec<u16>,
    /// Criteria with alternatives.
    pub tangled: Vec<u16>,
    /// By the bits of the open lists: which of `open`.
    openness: Vec<u8>,
    open: Vec<Openness>,
}

impl Sheet {
    pub(crate) fn new(fit: &OfferFit, terms: usize) -> Self {
        let mut sheet = Self::default();
        let mut keys: Vec<(TermId, Kind, bool)> = Vec::new();
        for slot in &fit.slots {
            let key = (slot.term, slot.kind, slot.field);
            let lane = keys.iter().position(|k| *k == key).unwrap_or_else(|| {
                keys.push(key);
                keys.len() - 1
            });
            sheet.lane_of.push(lane as u16);
        }
        sheet.lanes = keys.len();
        sheet.content = vec![0; sheet.lanes];
        let content = sheet.lane_of.get(usize::from(fit.content.0)..).unwrap_or_default();
        for (lane, weight) in content.iter().zip(&fit.content_weights) {
            if let Some(sum) = sheet.content.get_mut(usize::from(*lane)) {
                *sum += weight;
            }
        }
        let sums = sheet.criteria(fit);
        for part in &sums {
            match fit.parts.get(usize::from(*part)) {
                Some(Part::Terms { asked, told, .. }) if *asked > 0 => {
                    sheet.told.push((*part, *told));
                }
                Some(Part::Terms { .. }) | None => {}
                Some(_) => sheet.others.push(*part),
            }
        }
        sheet.open(fit, &sums);
        sheet.answers(fit, terms, &keys);
        let shares = sheet.shares_of(fit, &sums, |_| true);
        sheet.strips = sheet.strips(&shares, terms, &keys);
        sheet
    }

    /// The parts of the criteria that are sums; the other criteria are noted.
    fn criteria(&mut self, fit: &OfferFit) -> Vec<u16> {
        let mut sums = Vec::new();
        for (criterion, at) in fit.criteria.iter().zip(0u16..) {
            let steps = fit.steps(criterion);
            if steps.iter().any(|op| matches!(op, Op::Any(count) if *count > 1)) {
                self.tangled.push(at);
                continue;
            }
            sums.extend(steps.iter().filter_map(|op| match op {
                Op::Part(part) => Some(*part),
                Op::Any(_) | Op::All(_) => None,
            }));
        }
        sums
    }

    /// By lane: the shares of those parts.
    fn shares_of(&self, fit: &OfferFit, parts: &[u16], wanted: impl Fn(Lists) -> bool) -> Vec<u16> {
        let mut shares = vec![0u16; self.lanes];
        for part in parts {
            let Some(Part::Terms { slots, lists, .. }) = fit.parts.get(usize::from(*part)) else {
                continue;
            };
            if !wanted(*lists) {
                continue;
            }
            for slot in usize::from(slots.0)..usize::from(slots.1) {
                if let (Some(slot), Some(lane)) = (fit.slots.get(slot), self.lane_of.get(slot))
                    && let Some(sum) = shares.get_mut(usize::from(*lane))
                {
                    // All shares of an offer sum to 40 000.
                    *sum += slot.share as u16;
                }
            }
        }
        shares
    }

    /// What each set of open lists changes: few differ.
    fn open(&mut self, fit: &OfferFit, sums: &[u16]) {
        for bits in 0..=Lists::ALL.0 {
            let closed = |lists: Lists| !Lists(bits).meets(lists);
            let lists_of = |part: &u16| match fit.parts.get(usize::from(*part)) {
                Some(Part::Terms { lists, .. }) => Some(*lists),
                _ => None,
            };
            let whole = sums
                .iter()
                .filter(|part| lists_of(part).is_some_and(|lists| !closed(lists)))
                .filter_map(|part| fit.shares.get(usize::from(*part)))
                .map(|share| share * CREDIT)
                .sum();
            let open = Openness {
                whole,
                shares: blocks(&self.shares_of(fit, sums, closed)),
                told: self
                    .told
                    .iter()
                    .map(|(part, _)| lists_of(part).is_some_and(closed))
                    .collect(),
                all: sums.iter().filter_map(lists_of).all(|lists| !closed(lists)),
            };
            let at = self.open.iter().position(|known| *known == open).unwrap_or_else(|| {
                self.open.push(open);
                self.open.len() - 1
            });
            self.openness.push(at as u8);
        }
    }

    /// What each term answers, by lane and by trade.
    fn answers(&mut self, fit: &OfferFit, terms: usize, keys: &[(TermId, Kind, bool)]) {
        let base = fit.trade_base();
        let mut seen = vec![u32::MAX; self.lanes];
        self.first.reserve(terms + 1);
        self.trade_first.reserve(terms + 1);
        self.field = vec![0; terms];
        for term in 0..terms as u32 {
            self.first.push(self.hits.len() as u32);
            self.trade_first.push(self.trades.len() as u32);
            for hit in fit.hits(term) {
                if hit.slot >= base {
                    self.trades.push(TermHit { slot: hit.slot - base, ..*hit });
                    continue;
                }
                if (fit.content.0..fit.content.1).contains(&hit.slot)
                    && let (Some(field), Some(slot)) =
                        (self.field.get_mut(term as usize), fit.slots.get(usize::from(hit.slot)))
                {
                    *field = (*field).max(fit.field_of(hit.credit, slot.weight));
                }
                let Some(lane) = self.lane_of.get(usize::from(hit.slot)).copied() else { continue };
                // Slots of one lane are answered alike: once is enough.
                if let Some(last) = seen.get_mut(usize::from(lane))
                    && *last != term
                    && let Some((_, kind, _)) = keys.get(usize::from(lane))
                {
                    *last = term;
                    self.hits.push(LaneHit { lane, kind: *kind, strength: hit.credit });
                }
            }
        }
        self.first.push(self.hits.len() as u32);
        self.trade_first.push(self.trades.len() as u32);
    }

    fn strips(&self, shares: &[u16], terms: usize, keys: &[(TermId, Kind, bool)]) -> Vec<Strip> {
        let strip = |first: usize| {
            let lanes = first..first + STRIP;
            let (mut row_of, mut rows) = (vec![0u32; terms], vec![Block::ZERO]);
            let mut row = [0u16; STRIP];
            for (term, number) in (0..).zip(&mut row_of) {
                row.fill(0);
                let lane = |hit: &LaneHit| usize::from(hit.lane);
                for hit in self.hits(term).iter().filter(|hit| lanes.contains(&lane(hit))) {
                    row[lane(hit) % STRIP] = hit.strength;
                    *number = rows.len() as u32;
                }
                if *number > 0 {
                    rows.push(Block::at(&row, 0));
                }
            }
            let kinds = keys.get(first..).unwrap_or_default();
            let worths = Mastery::all().map(|mastery| {
                let worth = Worth::of(mastery);
                let of: Vec<u16> =
                    kinds.iter().take(STRIP).map(|(_, kind, _)| worth.of_kind(*kind)).collect();
                Block::at(&of, 0)
            });
            Strip {
                row_of,
                rows,
                worths: worths.collect(),
                shares: Block::at(shares, first),
                content: Block::at(&self.content, first),
            }
        };
        (0..self.lanes).step_by(STRIP).map(strip).collect()
    }

    /// The lanes that a term answers.
    #[inline]
    pub(crate) fn hits(&self, term: TermId) -> &[LaneHit] {
        row(&self.first, &self.hits, term)
    }

    /// The trades that a term is near.
    #[inline]
    pub(crate) fn trades(&self, term: TermId) -> &[TermHit] {
        row(&self.trade_first, &self.trades, term)
    }

    /// How much a term tells, in a title, the field of the work.
    #[inline]
    pub(crate) fn field(&self, term: TermId) -> u16 {
        self.field.get(term as usize).copied().unwrap_or(0)
    }

    /// What these open lists change.
    #[inline]
    pub(crate) fn openness(&self, lists: Lists) -> Option<&Openness> {
        self.open.get(usize::from(*self.openness.get(usize::from(lists.0))?))
    }
}

/// Lane by lane, as blocks.
fn blocks(lanes: &[u16]) -> Vec<Block> {
    (0..lanes.len()).step_by(STRIP).map(|first| Block::at(lanes, first)).collect()
}

#[inline]
fn row<'a, T>(first: &[u32], all: &'a [T], term: TermId) -> &'a [T] {
    match first.get(term as usize..term as usize + 2) {
        Some([from, to]) => all.get(*from as usize..*to as usize).unwrap_or_default(),
        _ => &[],
    }
}
