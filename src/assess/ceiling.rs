//! The most that a profile can score for an offer, from small rows of bytes: what pruning compares.
//!
//! Every lane of the offer is the best of its terms, so the heaviest lanes are bounded by the greatest of their features, a
//! byte each; groups of lighter ones by the sum of theirs, at most the whole. The own trade is the best title, or the words
//! of all titles together, as far as the content of the work is shown and for the time that experience can have lasted;
//! responsibility reaches as high as the highest post. Diplomas, languages and licences count in full; words in common are
//! bounded apart. Every figure is rounded up; `tests/ranking.rs` holds the rankings against plain ones over generated pairs.

use wide::{i16x8, i32x4, u8x16};

use super::{
    feature::{Career, Feature, Grade},
    fit::FULL,
    gain::{
        FIELD, FIRST_LANE, FULL_BYTE, GREATEST, Gain, NEAR, OTHER, PRACTISED, Row, SUMMED, WORDS,
    },
    part::{COMMAND_ANYWHERE, by_levels_missing},
    post::{self, CONTENT_ALONE, SHOWN, TITLE_ALONE, WORDS_OF_TITLE},
    time::{HELD, trade_recency},
};
use crate::{
    compile::{
        mastery::{CREDIT, Worth},
        months::Month,
        offer_fit::{CONTENT_BITS, OfferFit, Part, SHARES_PER_POINT, TEXT_LEAST},
        profile::Source,
    },
    text::StemId,
};

/// Bounds are summed in so many parts of a share.
const FINE: u32 = 64;
/// Parts of a basis point.
pub(super) const FINE_POINT: u32 = FINE * SHARES_PER_POINT;
/// Full coverage of the content of the work, in so many parts of a credit.
const COVER: u32 = 256;
/// The greatest weight of a byte.
const WEIGHT: u64 = i16::MAX as u64;
/// A credit times the scale of its byte, shifted by so many bits, makes the byte.
const SCALE: u32 = 22;

/// Which byte the credit of a lane goes to, those of sums after the others, and how it is scaled; 0: nowhere.
#[derive(Clone, Copy, Debug, Default)]
struct Scaled {
    byte: usize,
    scale: u32,
}

/// The weights of the bytes of a row.
#[derive(Clone, Copy, Debug, Default)]
struct Weights {
    greatest: [[i16x8; 2]; 2],
    summed: [i16x8; 2],
}

impl Weights {
    /// No weight exceeds [`WEIGHT`].
    fn new(of: &[u32; GREATEST + SUMMED]) -> Self {
        let eight = |from: usize| {
            i16x8::new(std::array::from_fn(|at| of.get(from + at).copied().unwrap_or(0) as i16))
        };
        let sixteen = |from: usize| [eight(from), eight(from + 8)];
        Self { greatest: [sixteen(0), sixteen(16)], summed: sixteen(GREATEST) }
    }

    #[inline]
    fn times(&self, gain: &Gain) -> u32 {
        let dot = |bytes: u8x16, [low, high]: [i16x8; 2]| -> i32x4 {
            i16x8::from_u8x16_low(bytes).dot(low) + i16x8::from_u8x16_high(bytes).dot(high)
        };
        // Weights and bytes are positive.
        let [first, second] = gain.greatest;
        let sum = dot(first, self.greatest[0]) + dot(second, self.greatest[1]);
        (sum + dot(gain.summed, self.summed)).reduce_add() as u32
    }
}

/// The bound of one offer on one date.
pub(crate) struct Ceiling<'a> {
    offer: &'a OfferFit,
    now: Month,
    /// By lane.
    lanes: Vec<Scaled>,
    /// By trade: its shares.
    trades: Vec<u32>,
    /// The shares of other trades and of their words.
    other: u32,
    /// What the bytes are worth, in [`FINE`] shares; the first three are worth nothing by themselves.
    worth: Weights,
    /// The same with the two first, which count in full where [all](Gain::linear) is shown.
    linear: Weights,
    /// What a part of the words of the own trade is worth there.
    worded: u32,
    /// What they cover of the content of the work; and what everybody is granted of it.
    cover: Weights,
    granted: u32,
    /// What everybody might have, in fine shares.
    base: u32,
    /// By months of experience, the last for any number more: what the own trade gives at most.
    in_trade: Vec<u32>,
    /// By level of responsibility reached: what it gives anywhere, and more in the field of the work.
    commanded: [(u32, u32); 7],
    /// Whether the words of any title count, not only of those that name nothing known: the offer's own title names no
    /// trade.
    unnamed: bool,
}

impl<'a> Ceiling<'a> {
    pub fn new(offer: &'a OfferFit, now: Month) -> Self {
        let sheet = &offer.sheet;
        let mut lanes = vec![0u32; sheet.lanes];
        let mut trades = vec![0u32; offer.trades.len()];
        let (mut base, mut asked) = (0u32, u16::MAX);
        let mut commanded = [(0u32, 0u32); 7];
        for (part, share) in offer.parts.iter().zip(&offer.shares) {
            match part {
                Part::Terms { slots, .. } => {
                    for at in usize::from(slots.0)..usize::from(slots.1) {
                        if let (Some(slot), Some(lane)) =
                            (offer.slots.get(at), sheet.lane_of.get(at))
                            && let Some(shares) = lanes.get_mut(usize::from(*lane))
                        {
                            *shares += slot.share;
                        }
                    }
                }
                Part::Trade { trade, months } => {
                    if let Some(shares) = trades.get_mut(usize::from(*trade)) {
                        *shares += share;
                    }
                    if *trade == 0 {
                        asked = asked.min(*months);
                    }
                }
                Part::Responsibility { level } => {
                    for ((anywhere, field), reached) in commanded.iter_mut().zip(0..) {
                        let whole = share_of(share * FINE, by_levels_missing(*level, reached));
                        *anywhere += share_of(whole, COMMAND_ANYWHERE);
                        *field += share_of(whole, FULL - COMMAND_ANYWHERE);
                    }
                }
                Part::Diploma { .. } | Part::Language { .. } | Part::Licence { .. } => {
                    base += share * FINE;
                }
            }
        }
        let own = trades.first().copied().unwrap_or(0);
        let all: u32 = trades.iter().sum();
        let other = all - own + share_of(all - own, WORDS_OF_TITLE);
        let unnamed = offer.trades.iter().any(|trade| !trade.named && trade.total > 0);
        let mut ceiling = Self {
            offer,
            now,
            lanes: Vec::new(),
            trades,
            other,
            worth: Weights::default(),
            linear: Weights::default(),
            worded: 0,
            cover: Weights::default(),
            granted: 0,
            base,
            in_trade: in_trade(own, asked),
            commanded,
            unnamed,
        };
        ceiling.bytes(&lanes);
        ceiling
    }

    /// Shares out the bytes: the heaviest lanes have their own, the others are grouped.
    fn bytes(&mut self, shares: &[u32]) {
        let weights = &self.offer.sheet.content;
        let content = |lane: usize| weights.get(lane).copied().map_or(0, u32::from) * CONTENT_PART;
        self.lanes = vec![Scaled::default(); shares.len()];
        let mut order: Vec<(usize, u32)> = shares.iter().copied().enumerate().collect();
        // What has no shares finds no byte: its content is granted.
        let mut granted: u32 =
            order.iter().filter(|(_, s)| *s == 0).map(|(lane, _)| content(*lane)).sum();
        order.retain(|(_, shares)| *shares > 0);
        order.sort_by_key(|(_, shares)| std::cmp::Reverse(*shares));
        let (heavy, light) = order.split_at(order.len().min(GREATEST - FIRST_LANE));
        // Neighbours ask for like things: what answers one answers the next, so they share a byte.
        let mut light = light.to_vec();
        light.sort_unstable();
        let group = light.len().div_ceil(WORDS).max(1);
        let bytes = heavy.chunks(1).zip(FIRST_LANE..).chain(light.chunks(group).zip(GREATEST..));
        let (mut points, mut cover) = ([0u32; GREATEST + SUMMED], [0u32; GREATEST + SUMMED]);
        for (group, byte) in bytes {
            let whole: u32 = group.iter().map(|(_, shares)| shares).sum();
            let mut covered = 0u64;
            for (lane, shares) in group {
                let part = (u64::from(*shares) * u64::from(FULL_BYTE)) << (SCALE - CREDIT.ilog2());
                if let Some(scaled) = self.lanes.get_mut(*lane) {
                    *scaled = Scaled { byte, scale: part.div_ceil(u64::from(whole)) as u32 };
                }
                let most = u64::from(content(*lane)) * u64::from(whole) / u64::from(*shares);
                covered = covered.max(most.div_ceil(u64::from(FULL_BYTE)));
            }
            if covered > WEIGHT {
                // Next to no shares, but much of the content.
                granted += group.iter().map(|(lane, _)| content(*lane)).sum::<u32>();
                covered = 0;
            }
            if let (Some(points), Some(cover)) = (points.get_mut(byte), cover.get_mut(byte)) {
                (*points, *cover) = ((whole * FINE).div_ceil(FULL_BYTE), covered as u32);
            }
        }
        points[GREATEST + OTHER] = (self.other * FINE).div_ceil(FULL_BYTE);
        self.granted = granted;
        self.worth = Weights::new(&points);
        let in_trade = self.in_trade.iter().max().copied().unwrap_or(0);
        let in_field = self.commanded.iter().map(|(_, more)| *more).max().unwrap_or(0);
        points[NEAR] = in_trade.div_ceil(FULL_BYTE);
        points[FIELD] = in_field.div_ceil(FULL_BYTE);
        // What exceeds the noise is at most so much of all.
        self.worded = share_of(in_trade + in_field, WORDS_OF_TITLE).div_ceil(FULL_BYTE);
        points[GREATEST + WORDS] = self.worded;
        self.linear = Weights::new(&points);
        self.cover = Weights::new(&cover);
    }

    /// The points that these features give at most to somebody with this career, and words of titles beside. Without branches:
    /// of people who lie close to each other none can be foreseen.
    #[inline]
    pub fn points(&self, gain: &Gain, career: Career, titled: Titled) -> u32 {
        let bytes = gain.greatest[0].to_array();
        let words = u32::from(gain.summed.to_array()[WORDS]) + titled.own;
        let words = of_byte(words.min(FULL_BYTE) as u8).saturating_sub(NOISE);
        let by_words = part_of(words, WORDED);
        let (title, practised) = (of_byte(bytes[NEAR]).max(by_words), of_byte(bytes[PRACTISED]));
        let field = of_byte(bytes[FIELD]).max(by_words);
        let covered = (self.granted + self.cover.times(gain)) / COVER + 1;
        let shown = ((u64::from(covered) * SHOWN_BY_CREDIT) >> BITS) as u32;
        let shown = shown.min(ONE - 1) + 1;
        // What posts tell of the content of the work may stand for their titles, and for the field.
        let [foreign, silent, same] = ALONE;
        let alone = silent.max(foreign + part_of(same - foreign, field));
        let near = part_of(title, TITLED + part_of(ONE - TITLED, shown))
            .max(part_of(part_of(shown, alone), practised));
        let field = field.max(shown * u32::from(practised > 0));
        let months = usize::from(self.now.saturating_sub(career.since));
        let in_trade = self.in_trade.get(months.min(self.in_trade.len() - 1));
        let (anywhere, more) = self.commanded[career.level()];
        let fine = self.base
            + self.worth.times(gain)
            + part_of(in_trade.copied().unwrap_or(0), near)
            + anywhere
            + part_of(more, field);
        fine / FINE_POINT + 1 + titled.others
    }

    /// What a row gives at most if all that it needs is shown; in fine shares, without what everybody might have. Sums of
    /// rows give at least what their greatest bytes do.
    pub(super) fn sum(&self, linear: &Gain) -> u32 {
        self.linear.times(linear)
    }

    /// What words of titles give at most if all that they need is shown, in points.
    #[inline]
    pub fn of_titles(&self, titled: Titled) -> u32 {
        (titled.own.min(FULL_BYTE) * self.worded).div_ceil(FINE_POINT) + titled.others
    }

    /// By level of responsibility reached: what a row gives beside what everybody might have, in fine shares. A point covers
    /// all that [`points`](Self::points) rounds up.
    pub(super) fn granted_to_all(&self, linear: &Gain) -> [u32; 7] {
        let anyway = self.base + self.sum(linear) + FINE_POINT;
        self.commanded.map(|(anywhere, _)| anyway + anywhere)
    }

    /// What the words of a person's titles may give beside the features, if [they count](Self::looks_at_titles).
    pub fn titled(&self, title_words: &[(StemId, u8)]) -> Titled {
        let each = title_words.iter().map(|(word, _)| self.word(*word));
        let (own, shares) = each.fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
        Titled { own, others: shares.min(self.other).div_ceil(SHARES_PER_POINT) }
    }

    /// Whether the words of titles that name something known may give anything.
    pub const fn looks_at_titles(&self) -> bool {
        self.unnamed
    }

    /// What a feature can earn.
    pub fn gain(&self, feature: &Feature) -> Gain {
        match feature {
            Feature::Nothing => Gain::NONE,
            Feature::Any => Gain::ALL,
            Feature::Term(grade) => self.term(*grade).into(),
            Feature::Word(word) => {
                let mut row = Row::NOTHING;
                let (own, others) = self.word(*word);
                row.raise(GREATEST + WORDS, own);
                row.raise(GREATEST + OTHER, self.of_other(others));
                row.into()
            }
        }
    }

    fn term(&self, grade: Grade) -> Row {
        let sheet = &self.offer.sheet;
        let mut row = Row::NOTHING;
        let worth = Worth::of(grade.mastery(self.now));
        let mut of_content = false;
        for hit in sheet.hits(grade.term) {
            let Some(Scaled { byte, scale }) = self.lanes.get(usize::from(hit.lane)).copied()
            else {
                continue;
            };
            let credit = u64::from(worth.credit(hit.strength, hit.kind));
            if scale > 0 {
                row.raise(byte, (credit * u64::from(scale)).div_ceil(1 << SCALE) as u32);
            }
            of_content |=
                sheet.content.get(usize::from(hit.lane)).is_some_and(|weight| *weight > 0);
        }
        let Some(told) = post::told_of_trade(grade.source) else { return row };
        let of_byte = |parts: u32| (parts * FULL_BYTE).div_ceil(FULL);
        let recency = trade_recency(grade.years(self.now));
        for hit in sheet.trades(grade.term) {
            let near = share_of(u32::from(hit.credit), told);
            if hit.slot == 0 {
                row.raise(NEAR, of_byte(share_of(near, recency)));
                row.raise(FIELD, of_byte(near));
            } else {
                let shares = self.trades.get(usize::from(hit.slot)).copied().unwrap_or(0);
                row.raise(GREATEST + OTHER, self.of_other(share_of(shares, near)));
            }
        }
        if grade.source == Source::Title {
            row.raise(FIELD, of_byte(u32::from(sheet.field(grade.term))));
        } else if of_content && post::is_told_in_post(grade.source) {
            row.raise(PRACTISED, of_byte(recency));
        }
        row
    }

    fn of_other(&self, shares: u32) -> u32 {
        (shares * FULL_BYTE).div_ceil(self.other.max(1))
    }

    /// What a word of a title gives: of the own trade in parts of [`FULL_BYTE`], of the others in shares.
    fn word(&self, word: StemId) -> (u32, u32) {
        let (mut own, mut others) = (0, 0);
        for ((trade, shares), at) in self.offer.trades.iter().zip(&self.trades).zip(0..) {
            let Ok(place) = trade.words.binary_search_by_key(&word, |(w, _)| *w) else { continue };
            let bits = trade.words.get(place).map_or(0, |(_, bits)| u32::from(*bits));
            let of = |whole: u32| {
                let part = u64::from(whole) * u64::from(bits);
                part.div_ceil(u64::from(trade.total.max(1))) as u32
            };
            if at == 0 {
                own = of(FULL_BYTE);
            } else {
                others += of(share_of(*shares, WORDS_OF_TITLE));
            }
        }
        (own, others)
    }
}

/// What words of titles give.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Titled {
    /// How much of the words of the own trade, in parts of [`FULL_BYTE`].
    pub own: u32,
    /// Points for other trades.
    pub others: u32,
}

/// The content weight of one part in [`CONTENT_BITS`], in parts of a credit's [`COVER`].
const CONTENT_PART: u32 = (CREDIT * COVER) >> CONTENT_BITS;

/// In the bound itself, parts are counted in two to the power of this: shifts are quicker than divisions.
const BITS: u32 = 16;
const ONE: u32 = 1 << BITS;
const TITLED: u32 = part(TITLE_ALONE);
const ALONE: [u32; 3] = [part(CONTENT_ALONE[0]), part(CONTENT_ALONE[1]), part(CONTENT_ALONE[2])];
/// Words in common say something from here on; and how much what exceeds it is worth.
const NOISE: u32 = (TEXT_LEAST as u64 * ONE as u64 / FULL as u64) as u32;
const WORDED: u32 =
    (WORDS_OF_TITLE as u64 * ONE as u64).div_ceil((FULL - TEXT_LEAST) as u64) as u32;
/// How far a coverage of the content, as a credit, shows that the work was done; times [`ONE`].
const SHOWN_BY_CREDIT: u64 =
    ((FULL * FULL / SHOWN * ((1 << 16) / CREDIT)) as u64 * ONE as u64).div_ceil(FULL as u64);

/// Basis points as parts of [`ONE`].
const fn part(points: u32) -> u32 {
    (points as u64 * ONE as u64).div_ceil(FULL as u64) as u32
}

/// A byte as a part of [`ONE`], at least.
#[inline]
fn of_byte(byte: u8) -> u32 {
    (u32::from(byte) * 257) + u32::from(byte > 0)
}

/// A part of something, rounded up.
#[inline]
fn part_of(whole: u32, part: u32) -> u32 {
    ((u64::from(whole) * u64::from(part)) >> BITS) as u32 + 1
}

/// So many basis points of something, rounded up.
fn share_of(whole: u32, points: u32) -> u32 {
    (u64::from(whole) * u64::from(points)).div_ceil(u64::from(FULL)) as u32
}

/// By months of experience: what these shares of the own trade give at most if so many months are asked.
fn in_trade(shares: u32, asked: u16) -> Vec<u32> {
    if shares == 0 || asked == 0 {
        return vec![shares * FINE];
    }
    (0..=u32::from(asked))
        .map(|months| {
            let time = share_of(FULL - HELD, (months * FULL).div_ceil(u32::from(asked)));
            share_of(shares * FINE, HELD + time)
        })
        .collect()
}
