//! The most that a profile can score for an offer, from a sum of small numbers: what pruning compares.
//!
//! Every slot of the offer is the best of its items: the heaviest slots are bounded so, groups of others by the sum of
//! their items, at most by the whole group. A trade is the best of the posts: at most the best title, or what the content
//! of a post gives at most. Words and everything else count in full. `rank::tests` hold the bound over generated pairs.

use serde::{Deserialize, Serialize};

use super::fit::{self, Held};
use crate::{
    compile::{
        months::{CURRENT, Month},
        offer_fit::{OfferFit, Op, Part},
        profile::{Item, NO_STINT, Profile, Source},
    },
    text::{StemId, TermId},
};

/// One thing a profile has, as far as it can earn points: a term with what is known of its mastery, or a word of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Feature {
    /// A term of a title of a post held.
    Title(Mastery),
    /// A telling word of such a title.
    Word(StemId),
    /// A term from anywhere else.
    Other(Mastery),
}

/// A term with where it stands, the level reached and when it was last used, the two last at their best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Mastery {
    pub term: TermId,
    source: Source,
    level: u8,
    last: Month,
}

/// Last uses are told apart by so many months: enough for pruning, and few enough to be shared.
const STEP: Month = 36;

impl Mastery {
    fn of(item: &Item, profile: &Profile) -> Self {
        let held = match profile.stints.get(usize::from(item.stint)) {
            Some(stint) if item.stint != NO_STINT => {
                let lasting = stint.to.1 == CURRENT;
                let level = if lasting { 4 } else { fit::level_of(stint) };
                (level, if lasting { CURRENT } else { stint.to.0 })
            }
            _ => match item.source {
                Source::Skill => (item.level.max(fit::by_months(item.months)), item.last),
                Source::Certificate => (3, item.last),
                _ => (2, CURRENT),
            },
        };
        let last = match held.1 {
            // Not stated counts as long ago.
            0 | CURRENT => held.1,
            last => (last / STEP * STEP).saturating_add(STEP - 1).min(CURRENT - 1),
        };
        Self { term: item.term, source: item.source, level: held.0, last }
    }
}

/// The features of a profile, those of titles first; with repetitions.
pub(crate) fn features(profile: &Profile, out: &mut Vec<Feature>) {
    out.clear();
    out.extend(profile.items.iter().map(|item| {
        let mastery = Mastery::of(item, profile);
        if item.source == Source::Title { Feature::Title(mastery) } else { Feature::Other(mastery) }
    }));
    out.extend(profile.title_words.iter().map(|(word, _)| Feature::Word(*word)));
    out.sort_unstable();
    out.dedup();
}

/// How many numbers a bound keeps of each kind.
const LANES: usize = 8;

/// What a feature can earn, in points: in each lane of the first kind the greatest counts (one slot, or the trade), in
/// each of the second the sum, up to the lane's cap (several slots).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gain {
    greatest: [i16; LANES],
    summed: [i16; LANES],
}

impl Gain {
    /// More than anything earns: of what is not known.
    pub const ALL: Self = Self { greatest: [10_000; LANES], summed: [10_000; LANES] };
}

/// The bound of one offer on one date.
pub(crate) struct Ceiling<'a> {
    offer: &'a OfferFit,
    now: Month,
    caps: Caps,
    /// By slot: points of full credit in hundredths, and its lane.
    slots: Vec<(u64, u8)>,
    /// By trade: points of full credit.
    trades: Vec<u64>,
    /// By part: the information of the words it asks, and the points of full credit for them in hundredths.
    words: Vec<(u32, u64)>,
}

/// What is common to all features of one offer.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Caps {
    /// Points that everybody might have.
    base: u32,
    /// Points that words in common give at most.
    words: u32,
    summed: [i16; LANES],
}

impl Caps {
    /// The most that a profile with these features can score, whatever its words.
    #[inline]
    pub fn most<'g>(&self, gains: impl Iterator<Item = &'g Gain>) -> u16 {
        (self.features(gains) + self.words).min(10_000) as u16
    }

    /// The most that these features give; more than 10,000 where they overlap.
    #[inline]
    pub fn features<'g>(&self, gains: impl Iterator<Item = &'g Gain>) -> u32 {
        let mut all = Gain::default();
        for gain in gains {
            // Both loops are one or two instructions each; sums stay below 20 000.
            for (best, one) in all.greatest.iter_mut().zip(gain.greatest) {
                *best = (*best).max(one);
            }
            for ((sum, one), cap) in all.summed.iter_mut().zip(gain.summed).zip(self.summed) {
                *sum = (*sum + one).min(cap);
            }
        }
        let points =
            |lanes: [i16; LANES]| lanes.iter().map(|p| u32::from(p.unsigned_abs())).sum::<u32>();
        self.base + points(all.greatest) + points(all.summed)
    }
}

const FULL: u64 = 10_000;
const CENT: u64 = 100;
/// The lane of the offer's own trade.
const TRADE: usize = 0;
/// The summed lane of words of titles and of other trades.
const OTHER: usize = LANES - 1;

impl<'a> Ceiling<'a> {
    pub fn new(offer: &'a OfferFit, now: Month) -> Self {
        let mut base = 1u64;
        let mut words_of = vec![(0u32, 0u64); offer.parts.len()];
        let mut slots = vec![(0u64, 0u8); offer.slots.len()];
        let mut trades = vec![0u64; offer.trades.len()];
        for ((part, reach), of) in offer.parts.iter().zip(reach(offer)).zip(&mut words_of) {
            match part {
                Part::Terms { slots: range, total, around, words, .. } => {
                    let whole = u64::from(total + around).max(1);
                    for at in usize::from(range.0)..usize::from(range.1) {
                        if let (Some(gain), Some(slot)) = (slots.get_mut(at), offer.slots.get(at)) {
                            gain.0 = (reach * CENT * u64::from(slot.weight)).div_ceil(whole);
                        }
                    }
                    if *words > 0 {
                        *of = (*words, (reach * CENT * u64::from(*around)).div_ceil(whole));
                    }
                }
                Part::Trade { trade, .. } => {
                    if let Some(points) = trades.get_mut(usize::from(*trade)) {
                        *points += reach;
                    }
                }
                Part::Responsibility { .. } => {
                    let anywhere =
                        (reach * u64::from(super::part::COMMAND_ANYWHERE)).div_ceil(FULL);
                    base += anywhere;
                    if let Some(points) = trades.first_mut() {
                        *points += reach - anywhere;
                    }
                }
                Part::Diploma { .. } | Part::Language { .. } | Part::Licence { .. } => {
                    base += reach
                }
            }
        }
        let mut summed = [0i16; LANES];
        let mut order: Vec<usize> = (0..slots.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(slots.get(*at).map_or(0, |s| s.0)));
        let (heavy, light) = order.split_at(order.len().min(LANES - 1));
        for (at, lane) in heavy.iter().zip(TRADE as u8 + 1..) {
            if let Some(slot) = slots.get_mut(*at) {
                slot.1 = lane;
            }
        }
        // Neighbours ask for like things: what answers one answers the next, so they share a lane and its cap.
        let mut light = light.to_vec();
        light.sort_unstable();
        let share = light.len().div_ceil(OTHER).max(1);
        for (lane, group) in light.chunks(share).enumerate() {
            let mut cap = 0;
            for at in group {
                if let Some(slot) = slots.get_mut(*at) {
                    slot.1 = (LANES + lane) as u8;
                    cap += slot.0;
                }
            }
            if let Some(summed) = summed.get_mut(lane) {
                *summed = cap.div_ceil(CENT).min(FULL) as i16;
            }
        }
        let others: u64 = trades.iter().skip(1).sum();
        let words = (trades.iter().sum::<u64>() * u64::from(fit::WORDS_OF_TITLE)).div_ceil(FULL);
        if let Some(summed) = summed.get_mut(OTHER) {
            *summed = (others + words).min(FULL) as i16;
        }
        let most = |(_, points): &(u32, u64)| points * u64::from(fit::TEXT_MOST);
        let words = words_of.iter().map(most).sum::<u64>().div_ceil(FULL * CENT);
        let caps = Caps { base: base as u32, words: words as u32, summed };
        Self { offer, now, caps, slots, trades, words: words_of }
    }

    pub const fn caps(&self) -> Caps {
        self.caps
    }

    /// The most that a profile with these gains and words can score: the words are counted, not assumed. `room` is used
    /// again for each profile.
    pub fn with_words<'g>(
        &self,
        gains: impl Iterator<Item = &'g Gain>,
        words: &[StemId],
        room: &mut Vec<u32>,
    ) -> u16 {
        room.clear();
        room.resize(self.words.len(), 0);
        for word in words {
            for (part, bits) in self.offer.word_hits(*word) {
                if let Some(sum) = room.get_mut(usize::from(*part)) {
                    *sum += u32::from(*bits);
                }
            }
        }
        let told = self.words.iter().zip(room).filter(|((asked, _), _)| *asked > 0);
        let told: u64 = told
            .map(|((asked, points), found)| points * u64::from(fit::told(*found, *asked)))
            .sum();
        (self.caps.features(gains) + told.div_ceil(FULL * CENT) as u32).min(10_000) as u16
    }

    /// What a feature can earn.
    pub fn gain(&self, feature: Feature) -> Gain {
        match feature {
            Feature::Word(word) => {
                let mut gain = Gain::default();
                raise(&mut gain, LANES + OTHER, self.word(word));
                gain
            }
            Feature::Title(mastery) | Feature::Other(mastery) => self.mastery(mastery),
        }
    }

    fn mastery(&self, mastery: Mastery) -> Gain {
        let mut gain = Gain::default();
        let hits = self.offer.hits(mastery.term);
        if hits.is_empty() {
            return gain;
        }
        let held = Held::known(mastery.source, mastery.level, mastery.last, self.now);
        let trade_base = self.offer.trade_base();
        let own_trade = self.trades.first().copied().unwrap_or(0);
        let content = self.offer.content.0..self.offer.content.1;
        for hit in hits {
            if let Some(trade) = hit.slot.checked_sub(trade_base) {
                let told = u64::from(fit::told_of_trade(mastery.source).unwrap_or(0));
                let points = self.trades.get(usize::from(trade)).copied().unwrap_or(0);
                let most = (points * u64::from(hit.credit) * told).div_ceil(FULL * FULL);
                raise(&mut gain, if trade == 0 { TRADE } else { LANES + OTHER }, most);
                continue;
            }
            let at = usize::from(hit.slot);
            if let (Some((points, lane)), Some(slot)) =
                (self.slots.get(at), self.offer.slots.get(at))
            {
                let credit = u64::from(held.credit(u32::from(hit.credit), slot).sure);
                raise(&mut gain, usize::from(*lane), (points * credit).div_ceil(FULL * CENT));
            }
            // What a post tells of the content of the work may stand for its title.
            if content.contains(&hit.slot) && fit::is_told_in_post(mastery.source) {
                let alone = fit::CONTENT_ALONE.into_iter().max().map_or(0, u64::from);
                let most = (alone * own_trade).div_ceil(FULL);
                if let Some(trade) = gain.greatest.get_mut(TRADE) {
                    *trade = (*trade).max(most.min(FULL) as i16);
                }
            }
        }
        gain
    }

    /// A word of a title, for every trade: its share of the words asked.
    fn word(&self, word: StemId) -> u64 {
        let mut points = 0u64;
        for (trade, reach) in self.offer.trades.iter().zip(&self.trades) {
            if let Ok(at) = trade.words.binary_search_by_key(&word, |(w, _)| *w)
                && let Some((_, bits)) = trade.words.get(at)
            {
                let most = *reach * u64::from(fit::WORDS_OF_TITLE) * u64::from(*bits);
                points += most.div_ceil(FULL * u64::from(trade.total.max(1)));
            }
        }
        points
    }
}

/// Adds points in a lane; those of the first kind come first.
fn raise(gain: &mut Gain, lane: usize, points: u64) {
    let lanes = gain.greatest.iter_mut().chain(&mut gain.summed);
    for (at, sum) in lanes.enumerate() {
        if at == lane {
            *sum = (u64::from(sum.unsigned_abs()) + points).min(FULL) as i16;
        }
    }
}

/// By part: the points of its full credit, at most.
fn reach(offer: &OfferFit) -> Vec<u64> {
    let mut reach = vec![0u64; offer.parts.len()];
    for criterion in &offer.criteria {
        let ops = offer.ops.get(usize::from(criterion.ops.0)..usize::from(criterion.ops.1));
        // Postfix, read backwards: what stands under an operator inherits its points.
        let mut open: Vec<(u64, u16)> = vec![(u64::from(criterion.weight), 1)];
        for op in ops.unwrap_or_default().iter().rev() {
            while open.last().is_some_and(|(_, left)| *left == 0) {
                open.pop();
            }
            let Some((points, left)) = open.last_mut() else { break };
            *left -= 1;
            let points = *points;
            match op {
                Op::Part(part) => {
                    if let Some(reach) = reach.get_mut(usize::from(*part)) {
                        *reach += points;
                    }
                }
                Op::Any(count) => open.push((points, *count)),
                Op::All(count) => open.push((points.div_ceil(u64::from((*count).max(1))), *count)),
            }
        }
    }
    reach
}
