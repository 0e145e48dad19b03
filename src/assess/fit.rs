//! The fit: what of an offer's criteria a profile evidences, as an exact sum.
//!
//! `credit(criterion) = match strength × level reached / asked × recency`, at most 1, the best evidence alone counting;
//! `score = Σ weight × credit`. `potential` is the same sum with every unknown favourable. All constants stand here, in
//! `compile::offer_fit`, `compile::criteria`, `compile::weights` and `text::lexicon::graph`; they are round values, set by
//! judgement, and checked on three panels (`tests/panel.rs`, `tests/lono.rs`).

use super::{
    part::credit_of,
    time::{duration, since},
};
use crate::base::{dial, faded};
use crate::compile::{
    months::{CURRENT, Month},
    offer_fit::{OfferFit, Op, Slot},
    profile::{Item, Lists, NO_STINT, Profile, Source, Stint},
};

/// Points of full credit.
pub(crate) const FULL: u32 = 10_000;

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
/// Words in common are weak evidence: the most that they give, and the coverage under which they give nothing.
pub(crate) const TEXT_MOST: u32 = 6_000;
const TEXT_LEAST: u32 = 2_500;
/// A title that shares the words of the asked one without a known trade: the most that it gives.
pub(crate) const WORDS_OF_TITLE: u32 = 7_500;
/// A term of the asked title found in a post's skills or summary, in percent of what it is worth in a title.
const TOLD_IN_POST: u32 = 30;
/// The part of a title's worth that stands without anything told of the work; the coverage of the work's content that
/// shows it wholly; and what such content is worth under a title of another field, under one that tells nothing, and
/// under one of the same field.
const TITLE_ALONE: u32 = 4_500;
const SHOWN: u32 = 4_500;
pub(crate) const CONTENT_ALONE: [u32; 3] = [3_500, 6_000, 8_000];
/// In `near_items`: the content of the post says so, not its title.
pub(crate) const BY_CONTENT: u32 = u32::MAX - 1;

/// Two credits: what is evidenced, and what it is with every unknown favourable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Credit {
    pub sure: u32,
    pub best: u32,
}

impl Credit {
    pub(super) fn max(self, other: Self) -> Self {
        Self { sure: self.sure.max(other.sure), best: self.best.max(other.best) }
    }
}

/// Room for the inner loop, used again for each pair.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch {
    /// By slot: the best credit.
    pub slots: Vec<Credit>,
    /// By slot: the item that gave it (when traced).
    pub slot_items: Vec<u32>,
    /// By trade and post: how near the post is to the trade.
    pub near: Vec<u16>,
    /// The same with every unknown favourable.
    pub near_best: Vec<u16>,
    /// By trade and post: the item that says so, or `u32::MAX` for words of the title (when traced).
    pub near_items: Vec<u32>,
    /// By post, and last for the profile as a whole: what its own words answer of the content of the work, by slot.
    pub content: Vec<u16>,
    /// The same with every unknown favourable.
    content_best: Vec<u16>,
    /// By post: how much its title has to do with the content of the work.
    pub fields: Vec<u16>,
    /// The same with every unknown favourable.
    pub fields_best: Vec<u16>,
    /// By part: information of the words found.
    pub words: Vec<u32>,
    /// By part.
    pub parts: Vec<Credit>,
    /// By criterion.
    pub criteria: Vec<Credit>,
    stack: Vec<Credit>,
}

/// Score and potential of a pair, in basis points. Integer arithmetic on compiled numbers; no text, no allocation once
/// `scratch` has grown to the offer.
pub(crate) fn quick(
    offer: &OfferFit,
    profile: &Profile,
    now: Month,
    scratch: &mut Scratch,
) -> (u16, u16) {
    evaluate::<false>(offer, profile, now, scratch)
}

/// The one computation; traced, it remembers which item gave each credit.
pub(crate) fn evaluate<const TRACED: bool>(
    offer: &OfferFit,
    profile: &Profile,
    now: Month,
    s: &mut Scratch,
) -> (u16, u16) {
    let stints = profile.stints.len();
    s.slots.clear();
    s.slots.resize(offer.slots.len(), Credit::default());
    s.near.clear();
    s.near.resize(offer.trades.len() * stints, 0);
    s.words.clear();
    s.words.resize(offer.parts.len(), 0);
    if TRACED {
        s.slot_items.clear();
        s.slot_items.resize(offer.slots.len(), u32::MAX);
        s.near_items.clear();
        s.near_items.resize(s.near.len(), u32::MAX);
    }
    let base = offer.trade_base();
    let (content_from, content_to) = offer.content;
    let width = usize::from(content_to - content_from);
    s.content.clear();
    s.content.resize(width * (stints + 1), 0);
    s.content_best.clear();
    s.content_best.resize(width * (stints + 1), 0);
    s.fields.clear();
    s.fields.resize(stints, 0);
    for (at, item) in profile.items.iter().enumerate() {
        let hits = offer.hits(item.term);
        if hits.is_empty() {
            continue;
        }
        let held = Held::of(item, &profile.stints, now);
        for hit in hits {
            if let Some(trade) = hit.slot.checked_sub(base) {
                let Some(told) = told_of_trade(item.source) else { continue };
                let near = (u32::from(hit.credit) * told / FULL) as u16;
                let place = usize::from(trade) * stints + usize::from(item.stint);
                if let Some(best) = s.near.get_mut(place)
                    && near > *best
                {
                    *best = near;
                    if TRACED && let Some(by) = s.near_items.get_mut(place) {
                        *by = at as u32;
                    }
                }
                continue;
            }
            let place = usize::from(hit.slot);
            let (Some(slot), Some(best)) = (offer.slots.get(place), s.slots.get_mut(place)) else {
                continue;
            };
            // What cannot raise the slot need not be worked out; content is also told by weaker items.
            if !TRACED
                && u32::from(hit.credit) * held.source / FULL <= best.sure
                && !(content_from..content_to).contains(&hit.slot)
            {
                continue;
            }
            let credit = held.credit(u32::from(hit.credit), slot);
            if TRACED
                && credit.sure > best.sure
                && let Some(by) = s.slot_items.get_mut(place)
            {
                *by = at as u32;
            }
            *best = best.max(credit);
            if (content_from..content_to).contains(&hit.slot) {
                let row = usize::from(item.stint).min(stints);
                // A title cannot bear witness to itself, but tells the field.
                if item.source == Source::Title {
                    if let Some(field) = s.fields.get_mut(row) {
                        let share = u32::from(hit.credit) * slot.weight / offer.content_most.max(1);
                        *field = (*field).max(share.min(FULL) as u16);
                    }
                } else {
                    let at = row * width + usize::from(hit.slot - content_from);
                    if let (Some(told), Some(best)) =
                        (s.content.get_mut(at), s.content_best.get_mut(at))
                    {
                        *told = (*told).max(credit.sure as u16);
                        *best = (*best).max(credit.best as u16);
                    }
                }
            }
        }
    }
    for word in &profile.words {
        for (part, bits) in offer.word_hits(*word) {
            if let Some(sum) = s.words.get_mut(usize::from(*part)) {
                *sum += u32::from(*bits);
            }
        }
    }
    titles::<TRACED>(offer, profile, s);
    accounts::<TRACED>(offer, profile, s);
    s.parts.clear();
    for (at, part) in offer.parts.iter().enumerate() {
        let credit = credit_of(part, at, offer, profile, now, s);
        s.parts.push(credit);
    }
    s.criteria.clear();
    let (mut sure, mut best) = (0u32, 0u32);
    for criterion in &offer.criteria {
        let ops = offer
            .ops
            .get(usize::from(criterion.ops.0)..usize::from(criterion.ops.1))
            .unwrap_or_default();
        let credit = combine(ops, &s.parts, &mut s.stack);
        sure += criterion.weight * credit.sure;
        best += criterion.weight * credit.best;
        s.criteria.push(credit);
    }
    ((sure / FULL) as u16, (best / FULL) as u16)
}

/// Titles without a known trade are compared by their telling words.
fn titles<const TRACED: bool>(offer: &OfferFit, profile: &Profile, s: &mut Scratch) {
    let stints = profile.stints.len();
    for (trade, asked) in offer.trades.iter().enumerate() {
        if asked.total == 0 || profile.title_words.is_empty() {
            continue;
        }
        for (stint, post) in profile.stints.iter().enumerate() {
            if asked.named && !post.silent {
                continue;
            }
            let found: u32 = profile
                .title_words
                .iter()
                .filter(|(_, of)| usize::from(*of) == stint)
                .filter_map(|(word, _)| asked.words.binary_search_by_key(word, |(w, _)| *w).ok())
                .filter_map(|at| asked.words.get(at))
                .map(|(_, bits)| u32::from(*bits))
                .sum();
            let near = above_noise(found * FULL / asked.total)
                * dial("WORDS_OF_TITLE", WORDS_OF_TITLE)
                / FULL;
            let place = trade * stints + stint;
            if let Some(best) = s.near.get_mut(place)
                && near as u16 > *best
            {
                *best = near as u16;
                if TRACED && let Some(by) = s.near_items.get_mut(place) {
                    *by = u32::MAX;
                }
            }
        }
    }
}

/// What a post is worth for the offer's own trade by its title, weighed with what it, and the profile as a whole, tell of
/// the work; or by that content alone.
fn accounts<const TRACED: bool>(offer: &OfferFit, profile: &Profile, s: &mut Scratch) {
    let stints = profile.stints.len();
    let (from, to) = (usize::from(offer.content.0), usize::from(offer.content.1));
    let width = to - from;
    let slots = offer.slots.get(from..to).unwrap_or_default();
    let whole = u64::from(offer.content_total.max(1));
    // What is told of the work: by the profile as a whole with the post, and by the post alone.
    let told = |table: &[u16], stint: usize| {
        let own = table.get(stint * width..(stint + 1) * width).unwrap_or_default();
        let general = table.get(stints * width..).unwrap_or_default();
        let (mut sum, mut practised) = (0u64, 0u64);
        for ((slot, own), general) in slots.iter().zip(own).zip(general) {
            sum += u64::from(slot.weight) * u64::from(*own.max(general));
            practised += u64::from(slot.weight) * u64::from(*own);
        }
        let part = |sum: u64| ((sum / whole) as u32 * FULL / dial("SHOWN", SHOWN)).min(FULL);
        (part(sum), part(practised))
    };
    let open = profile.open.meets(Lists::SKILLS.with(Lists::CERTIFICATES));
    s.near_best.clone_from(&s.near);
    s.fields_best.clone_from(&s.fields);
    for (stint, post) in profile.stints.iter().enumerate() {
        let (Some(near), Some(near_best), Some(field), Some(field_best)) = (
            s.near.get_mut(stint),
            s.near_best.get_mut(stint),
            s.fields.get_mut(stint),
            s.fields_best.get_mut(stint),
        ) else {
            continue;
        };
        let (shown, practised) = told(&s.content, stint);
        let (shown_best, practised_best) = told(&s.content_best, stint);
        let [foreign, silent, same] = CONTENT_ALONE;
        let (foreign, silent, same) = (
            dial("CONTENT_FOREIGN", foreign),
            dial("CONTENT_SILENT", silent),
            dial("CONTENT_SAME", same),
        );
        let known = (*field).max(*near);
        let alone = foreign + (same - foreign) * u32::from(known).min(FULL) / FULL;
        let alone = if post.silent { alone.max(silent) } else { alone };
        let least = dial("TITLE_ALONE", TITLE_ALONE);
        let titled = |shown: u32| u32::from(*near) * (least + (FULL - least) * shown / FULL) / FULL;
        let (by_title, by_content) = (titled(shown), practised * alone / FULL);
        let shown_best = if open { FULL } else { shown_best };
        *near_best = titled(shown_best).max(practised_best * alone / FULL) as u16;
        *near = by_title.max(by_content) as u16;
        *field = known.max(practised as u16);
        *field_best = known.max(practised_best as u16);
        if TRACED
            && by_content > by_title
            && let Some(by) = s.near_items.get_mut(stint)
        {
            *by = BY_CONTENT;
        }
    }
}

/// The part of a coverage that says something.
fn above_noise(coverage: u32) -> u32 {
    let least = dial("TEXT_LEAST", TEXT_LEAST);
    coverage.min(FULL).saturating_sub(least) * FULL / (FULL - least)
}

/// The credit of words in common, from the information of those found and of those asked.
pub(crate) fn told(found: u32, asked: u32) -> u32 {
    let coverage = u64::from(found) * u64::from(FULL) / u64::from(asked.max(1));
    above_noise(coverage as u32) * dial("TEXT_MOST", TEXT_MOST) / FULL
}

/// What a term that is near a trade is worth by where it stands; `None` outside of posts held.
pub(crate) fn told_of_trade(source: Source) -> Option<u32> {
    match source {
        Source::Title => Some(FULL),
        Source::Practice | Source::Account => Some(dial("TOLD_IN_POST", TOLD_IN_POST) * 100),
        _ => None,
    }
}

/// Whether something stands in what a post held tells of its work.
pub(crate) const fn is_told_in_post(source: Source) -> bool {
    matches!(source, Source::Practice | Source::Account)
}

/// What is known of the mastery of an item: levels and years since the last use, least and most favourable.
pub(crate) struct Held {
    source: u32,
    level: (u8, u8),
    years: (u8, u8),
}

impl Held {
    pub(crate) fn of(item: &Item, stints: &[Stint], now: Month) -> Self {
        let source = u32::from(SOURCES.get(item.source as usize).copied().unwrap_or(0));
        let source = match item.source {
            Source::Title => dial("SOURCE_TITLE", source),
            Source::Account => dial("SOURCE_ACCOUNT", source),
            Source::Study => dial("SOURCE_STUDY", source),
            Source::Summary => dial("SOURCE_SUMMARY", source),
            _ => source,
        };
        if item.stint != NO_STINT
            && let Some(stint) = stints.get(usize::from(item.stint))
        {
            let (least, most) = duration(stint, now);
            return Self {
                source,
                level: (by_months(least), by_months(most)),
                years: since(stint.to, now),
            };
        }
        match item.source {
            Source::Skill => {
                let practised = by_months(item.months);
                let least = item.level.max(practised);
                let known = item.level != 0 && item.months != 0;
                let last = if item.last == 0 { (0, CURRENT) } else { (item.last, item.last) };
                Self {
                    source,
                    level: (least, if known { least } else { 4 }),
                    years: since(last, now),
                }
            }
            Source::Certificate => {
                Self { source, level: (3, 3), years: since((item.last, item.last), now) }
            }
            // Free text and studies tell no level: what they evidence is taken as the basics, and adds no doubt.
            _ => Self { source, level: (2, 2), years: (0, 0) },
        }
    }

    /// A mastery of which level and last use are given, for the bound.
    pub(crate) fn known(source: Source, level: u8, last: Month, now: Month) -> Self {
        let source = u32::from(SOURCES.get(source as usize).copied().unwrap_or(0));
        Self { source, level: (level, level), years: since((last, last), now) }
    }

    pub(crate) fn credit(&self, strength: u32, slot: &Slot) -> Credit {
        let recency = RECENCY.get(slot.perishable as usize).unwrap_or(&[0; 13]);
        let levels = LEVELS.get(usize::from(slot.level)).unwrap_or(&[0; 5]);
        let at = |level: u8, years: u8| {
            let level = levels.get(usize::from(level)).copied().unwrap_or(0);
            let recency = recency.get(usize::from(years.min(12))).copied().unwrap_or(0);
            let recency = faded("FADE", recency);
            strength * self.source / FULL * u32::from(level) / FULL * u32::from(recency) / FULL
        };
        Credit { sure: at(self.level.0, self.years.0), best: at(self.level.1, self.years.1) }
    }
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

/// The level that a post which has ended stands for, at most.
pub(crate) fn level_of(stint: &Stint) -> u8 {
    by_months(duration(stint, CURRENT - 1).0)
}

fn combine(ops: &[Op], parts: &[Credit], stack: &mut Vec<Credit>) -> Credit {
    stack.clear();
    for op in ops {
        match op {
            Op::Part(at) => stack.push(parts.get(usize::from(*at)).copied().unwrap_or_default()),
            Op::Any(count) | Op::All(count) => {
                let from = stack.len().saturating_sub(usize::from(*count));
                let (mut most, mut sum) = (Credit::default(), Credit::default());
                for credit in stack.drain(from..) {
                    most = most.max(credit);
                    sum = Credit { sure: sum.sure + credit.sure, best: sum.best + credit.best };
                }
                let of = u32::from((*count).max(1));
                let mean = Credit { sure: sum.sure / of, best: sum.best / of };
                stack.push(if matches!(op, Op::Any(_)) { most } else { mean });
            }
        }
    }
    stack.pop().unwrap_or_default()
}
