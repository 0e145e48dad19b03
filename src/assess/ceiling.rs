//! The most that a profile can score for an offer, from small rows of bytes: what pruning compares.
//!
//! Every lane of the offer is the best of its terms, so the heavy lanes are bounded by the greatest of their features, a
//! byte each; light ones by the sum of theirs, at most the whole. A trade is the best of the posts: at most the best
//! title, or what the content of a post gives at most. Diplomas, languages and licences count in full; words in common are
//! bounded apart. Every figure is rounded up; `tests/ranking.rs` holds the rankings against plain ones over generated pairs.

use serde::{Deserialize, Serialize};
use wide::u8x16;

use super::{
    part::COMMAND_ANYWHERE,
    post::{self, CONTENT_ALONE, WORDS_OF_TITLE},
    time::Lasting,
};
use crate::{
    compile::{
        mastery::{CREDIT, Mastery, Worth, since},
        months::{CURRENT, Month},
        offer_fit::{OfferFit, Part, SHARES_PER_POINT},
        people::Person,
        profile::Source,
    },
    text::{StemId, TermId},
};

/// One thing a profile has, as far as it can earn points: a term with what is known of its mastery, or a word of a title
/// that names nothing known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Feature {
    Term(Grade),
    Word(StemId),
}

/// A term with where it stands, the level reached and when it was last used, the two last at their best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Grade {
    term: TermId,
    source: Source,
    level: u8,
    last: Month,
}

/// Last uses are told apart by so many months: enough for pruning, and few enough to be shared.
const STEP: Month = 36;

impl Grade {
    fn new(term: TermId, source: Source, level: u8, last: Month) -> Self {
        let last = match last {
            // Not stated counts as long ago.
            0 | CURRENT => last,
            last => (last / STEP * STEP).saturating_add(STEP - 1).min(CURRENT - 1),
        };
        Self { term, source, level, last }
    }

    /// The mastery on a date, at most.
    fn mastery(self, now: Month) -> Mastery {
        Mastery::new(self.source, self.level, since((self.last, self.last), now).0)
    }
}

/// The features of a person, each once.
pub(crate) fn features(person: &Person<'_>, out: &mut Vec<Feature>) {
    out.clear();
    let (own, mut rest) = person.held.split_at(person.in_no_post());
    out.extend(own.iter().map(|held| {
        let (level, last) = held.grade();
        Feature::Term(Grade::new(held.term, held.source(), level, last))
    }));
    for (at, stint) in person.stints.iter().enumerate() {
        let (own, after) =
            rest.split_at_checked((stint.told + stint.titles) as usize).unwrap_or((rest, &[]));
        rest = after;
        let lasting = stint.to.1 == CURRENT;
        // A post that lasts grows; one that has ended is as long as it was.
        let level = if lasting { 4 } else { Lasting::of(stint, CURRENT - 1).level() };
        let last = if lasting { CURRENT } else { stint.to.0 };
        out.extend(
            own.iter().map(|held| Feature::Term(Grade::new(held.term, held.source(), level, last))),
        );
        if stint.silent {
            let words = person.title_words.iter().filter(|(_, of)| usize::from(*of) == at);
            out.extend(words.map(|(word, _)| Feature::Word(*word)));
        }
    }
    out.sort_unstable();
    // Of one term in one place only the best is of use: sorted last, if it is as good in both.
    out.dedup_by(|next, kept| {
        let beaten = match (&*next, &*kept) {
            (Feature::Term(a), Feature::Term(b)) => {
                a.term == b.term && a.source == b.source && a.level >= b.level && (a.last >= b.last)
            }
            (a, b) => a == b,
        };
        if beaten {
            *kept = *next;
        }
        beaten
    });
}

/// How many bytes a row has of each kind.
const GREATEST: usize = 48;
const SUMMED: usize = 16;
/// A byte counts so many shares, that is four basis points.
const UNIT: u32 = 4 * SHARES_PER_POINT;

/// What a feature can earn: of each of the first bytes the greatest counts, of each of the second the sum, up to a cap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gain {
    greatest: [[u8; 16]; GREATEST / 16],
    summed: [u8; SUMMED],
}

impl Gain {
    /// More than anything earns: of what is not known.
    pub const ALL: Self =
        Self { greatest: [[u8::MAX; 16]; GREATEST / 16], summed: [u8::MAX; SUMMED] };
}

/// Bytes in a row that stand for one lane or trade: a heavy one has several, filled one after the other.
#[derive(Clone, Copy, Debug, Default)]
struct Bytes {
    from: u8,
    to: u8,
}

/// The bound of one offer on one date.
pub(crate) struct Ceiling<'a> {
    offer: &'a OfferFit,
    now: Month,
    caps: Caps,
    /// By lane: its shares in all criteria, and its bytes.
    lanes: Vec<(u32, Bytes)>,
    /// By trade: its shares.
    trades: Vec<u32>,
    own_trade: Bytes,
    /// The shares of responsibility in the field of the work.
    command: u32,
    in_command: Bytes,
    /// Whether the words of any title count, not only of those that name nothing known: the offer's own title names no
    /// trade.
    unnamed: bool,
}

/// What is common to all features of one offer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caps {
    /// Points that everybody might have.
    base: u32,
    summed: [u8; SUMMED],
}

impl Caps {
    /// The most that these features give; more than 10,000 where they overlap.
    #[inline]
    pub fn features<'g>(&self, gains: impl Iterator<Item = &'g Gain>) -> u32 {
        // Sixteen bytes make one register: each line of the loop is one instruction.
        let ([mut a, mut b, mut c], mut sums) = ([u8x16::ZERO; 3], u8x16::ZERO);
        for gain in gains {
            let [x, y, z] = gain.greatest;
            a = a.max(x.into());
            b = b.max(y.into());
            c = c.max(z.into());
            sums = sums.saturating_add(gain.summed.into());
        }
        let total = |bytes: [u8; 16]| bytes.iter().map(|b| u32::from(*b)).sum::<u32>();
        let summed = sums.min(self.summed.into()).to_array();
        let [a, b, c] = [a, b, c].map(u8x16::to_array);
        let coarse = u32::from(summed[OTHER]) * (COARSER - 1);
        let units = total(a) + total(b) + total(c) + total(summed) + coarse;
        self.base + units * (UNIT / SHARES_PER_POINT)
    }
}

const FULL: u64 = 10_000;
/// The summed byte of words of titles and of other trades.
const OTHER: usize = SUMMED - 1;
/// It counts so many times as much as others: titles may give a third of all points.
const COARSER: u32 = 8;

impl<'a> Ceiling<'a> {
    pub fn new(offer: &'a OfferFit, now: Month) -> Self {
        let sheet = &offer.sheet;
        let mut base = 0u32;
        let mut lanes = vec![(0u32, Bytes::default()); sheet.lanes];
        let mut trades = vec![0u32; offer.trades.len()];
        let mut command = 0u32;
        for (part, share) in offer.parts.iter().zip(&offer.shares) {
            match part {
                Part::Terms { slots, .. } => {
                    for at in usize::from(slots.0)..usize::from(slots.1) {
                        if let (Some(slot), Some(lane)) =
                            (offer.slots.get(at), sheet.lane_of.get(at))
                            && let Some((shares, _)) = lanes.get_mut(usize::from(*lane))
                        {
                            *shares += slot.share;
                        }
                    }
                }
                Part::Trade { trade, .. } => {
                    if let Some(shares) = trades.get_mut(usize::from(*trade)) {
                        *shares += share;
                    }
                }
                Part::Responsibility { .. } => {
                    let anywhere = (share * COMMAND_ANYWHERE).div_ceil(FULL as u32);
                    base += anywhere;
                    command += share - anywhere;
                }
                Part::Diploma { .. } | Part::Language { .. } | Part::Licence { .. } => {
                    base += share
                }
            }
        }
        let mut free = 0usize;
        let mut take = |shares: u32| {
            let bytes = shares.div_ceil(UNIT).div_ceil(255) as usize;
            (free + bytes <= GREATEST).then(|| {
                free += bytes;
                Bytes { from: (free - bytes) as u8, to: free as u8 }
            })
        };
        let own_trade = take(trades.first().copied().unwrap_or(0)).unwrap_or_default();
        let in_command = take(command).unwrap_or_default();
        let mut order: Vec<usize> = (0..lanes.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(lanes.get(*at).map_or(0, |l| l.0)));
        let mut light = Vec::new();
        for at in order {
            let Some((shares, bytes)) = lanes.get_mut(at).filter(|l| l.0 > 0) else { continue };
            match take(*shares) {
                Some(own) => *bytes = own,
                None => light.push(at),
            }
        }
        // Neighbours ask for like things: what answers one answers the next, so they share a byte and its cap.
        light.sort_unstable();
        let mut caps = [0u32; SUMMED];
        let group = light.len().div_ceil(OTHER).max(1);
        for (byte, group) in light.chunks(group).enumerate() {
            for at in group {
                if let (Some((shares, bytes)), Some(cap)) = (lanes.get_mut(*at), caps.get_mut(byte))
                {
                    let byte = (GREATEST + byte) as u8;
                    *bytes = Bytes { from: byte, to: byte + 1 };
                    *cap += shares.div_ceil(UNIT);
                }
            }
        }
        let all: u64 = trades.iter().map(|s| u64::from(*s)).sum();
        let others = all - trades.first().map_or(0, |s| u64::from(*s));
        let by_words = ((all + u64::from(command)) * u64::from(WORDS_OF_TITLE)).div_ceil(FULL);
        // What a byte cannot hold is granted to everybody.
        let over = |units: u32| units.saturating_sub(255);
        base += caps.iter().map(|cap| over(*cap)).sum::<u32>() * UNIT;
        let other = ((others + by_words) as u32).div_ceil(UNIT * COARSER);
        base += over(other) * UNIT * COARSER;
        if let Some(cap) = caps.get_mut(OTHER) {
            *cap = other;
        }
        let caps = Caps {
            base: base.div_ceil(SHARES_PER_POINT) + 1,
            summed: caps.map(|cap| cap.min(255) as u8),
        };
        let unnamed = offer.trades.iter().any(|trade| !trade.named && trade.total > 0);
        Self { offer, now, caps, lanes, trades, own_trade, command, in_command, unnamed }
    }

    pub const fn caps(&self) -> Caps {
        self.caps
    }

    /// Points that the words of a person's titles may give beside the features.
    pub fn titled(&self, title_words: &[(StemId, u8)]) -> u32 {
        if !self.unnamed {
            return 0;
        }
        let shares: u32 = title_words.iter().map(|(word, _)| self.word(*word)).sum();
        let all = self.trades.iter().sum::<u32>() + self.command;
        shares.min(all).div_ceil(SHARES_PER_POINT)
    }

    /// What each of these features can earn, sorted as they are; of those that are not known, anything.
    pub fn gains(&self, features: &[Option<Feature>]) -> Vec<Gain> {
        let mut gains = vec![Gain::default(); features.len()];
        let mut last: Option<(TermId, bool)> = None;
        for (feature, gain) in features.iter().zip(&mut gains) {
            match feature {
                None => *gain = Gain::ALL,
                Some(Feature::Word(word)) => {
                    raise(gain, GREATEST + OTHER, self.word(*word).div_ceil(UNIT * COARSER));
                }
                // Features of one term stand together, and most terms answer nothing.
                Some(Feature::Term(grade)) => {
                    let asked = match last {
                        Some((term, asked)) if term == grade.term => asked,
                        _ => self.offer.sheet.is_answered(grade.term),
                    };
                    last = Some((grade.term, asked));
                    if asked {
                        self.term(*grade, gain);
                    }
                }
            }
        }
        gains
    }

    fn term(&self, grade: Grade, gain: &mut Gain) {
        let sheet = &self.offer.sheet;
        let worth = Worth::of(grade.mastery(self.now));
        let mut of_content = false;
        for hit in sheet.hits(grade.term) {
            let Some((shares, bytes)) = self.lanes.get(hit.lane()) else { continue };
            let credit = u32::from(worth.credit(hit.strength(), hit.kind()));
            fill(gain, *bytes, (shares * credit).div_ceil(CREDIT * UNIT));
            of_content |= sheet.content.get(hit.lane()).is_some_and(|weight| *weight > 0);
        }
        let Some(told) = post::told_of_trade(grade.source) else { return };
        let units = |shares: u32, parts: u64| {
            (u64::from(shares) * parts).div_ceil(FULL * u64::from(UNIT)) as u32
        };
        for hit in sheet.trades(grade.term) {
            let shares = self.trades.get(usize::from(hit.slot)).copied().unwrap_or(0);
            let near = (u64::from(hit.credit) * u64::from(told)).div_ceil(FULL);
            if hit.slot == 0 {
                fill(gain, self.own_trade, units(shares, near));
                fill(gain, self.in_command, units(self.command, near));
            } else {
                raise(gain, GREATEST + OTHER, units(shares, near).div_ceil(COARSER));
            }
        }
        if grade.source == Source::Title {
            // Of the responsibility, a title of the field counts like one of the trade.
            let field = u64::from(sheet.field(grade.term));
            fill(gain, self.in_command, units(self.command, field));
        } else if of_content && post::is_told_in_post(grade.source) {
            // What a post tells of the content of the work may stand for its title, and for its field.
            let alone = CONTENT_ALONE.into_iter().max().map_or(0, u64::from);
            let own_trade = self.trades.first().copied().unwrap_or(0);
            fill(gain, self.own_trade, units(own_trade, alone));
            fill(gain, self.in_command, units(self.command, FULL));
        }
    }

    /// A word of a title, for every trade: its part of the words asked, in shares.
    fn word(&self, word: StemId) -> u32 {
        let mut shares = 0u64;
        for ((trade, reach), own) in self.offer.trades.iter().zip(&self.trades).zip(0..) {
            // The own trade is the field of responsibility as well.
            let reach = reach + if own == 0 { self.command } else { 0 };
            if let Ok(at) = trade.words.binary_search_by_key(&word, |(w, _)| *w)
                && let Some((_, bits)) = trade.words.get(at)
            {
                let most = u64::from(reach) * u64::from(WORDS_OF_TITLE) * u64::from(*bits);
                shares += most.div_ceil(FULL * u64::from(trade.total.max(1)));
            }
        }
        shares as u32
    }
}

/// The greatest of what several hits give one lane or trade, spread over its bytes; of shared bytes the sum.
fn fill(gain: &mut Gain, bytes: Bytes, units: u32) {
    let mut left = units;
    for at in bytes.from..bytes.to {
        let part = left.min(255);
        left -= part;
        match gain.greatest.as_flattened_mut().get_mut(usize::from(at)) {
            Some(byte) => *byte = (*byte).max(part as u8),
            None => raise(gain, usize::from(at), part),
        }
    }
}

/// Adds to a summed byte.
fn raise(gain: &mut Gain, at: usize, units: u32) {
    if let Some(sum) = at.checked_sub(GREATEST).and_then(|at| gain.summed.get_mut(at)) {
        *sum = sum.saturating_add(units.min(255) as u8);
    }
}
