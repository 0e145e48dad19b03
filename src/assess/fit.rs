//! The fit: what of an offer's criteria a profile evidences, as an exact sum.
//!
//! `credit(criterion) = match strength × level reached / asked × recency`, at most 1, the best evidence alone counting;
//! `score = Σ share × credit`. `potential` is the same sum with every unknown favourable. All constants stand here, in
//! `assess::{part, post, time}`, `compile::{mastery, offer_fit, criteria, weights}` and `text::lexicon::graph`; they are
//! round values, set by judgement and checked on three panels (`tests/panel.rs`).
//!
//! This is the plain way, slot by slot, which remembers where each credit comes from; `assess::swift` computes the same
//! numbers for rankings, and the tests hold the two against each other.

use super::{
    part::value_of,
    post::{self, Told},
    time::Lasting,
};
use crate::compile::{
    mastery::{CREDIT, credit, of_item},
    months::Month,
    offer_fit::{CONTENT_BITS, OfferFit, Op, SHIFT},
    profile::{LanguageKey, Lists, NO_STINT, Profile, Source, Stint, Study},
};
use crate::text::{StemId, TermId};

/// Points of full credit.
pub(crate) const FULL: u32 = 10_000;

/// In `near_items`: the content of the post says so, not its title.
pub(crate) const BY_CONTENT: u32 = u32::MAX - 1;

/// Two of a kind: what is evidenced, and what it is with every unknown favourable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Credit {
    pub sure: u32,
    pub best: u32,
}

impl Credit {
    pub(super) fn max(self, other: Self) -> Self {
        Self { sure: self.sure.max(other.sure), best: self.best.max(other.best) }
    }

    fn plus(self, other: Self) -> Self {
        Self { sure: self.sure + other.sure, best: self.best + other.best }
    }
}

/// What a profile states beside its terms and words, as seen from a date.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'a> {
    pub stints: &'a [Stint],
    pub lasting: &'a [Lasting],
    pub title_words: &'a [(StemId, u8)],
    pub studies: &'a [Study],
    pub study_terms: &'a [TermId],
    pub languages: &'a [(LanguageKey, u8)],
    pub licences: u32,
    pub open: Lists,
}

/// What the posts held are worth for the trades that an offer asks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// By trade and post: how near the post is to the trade, in basis points.
    pub near: Vec<u16>,
    /// The same with every unknown favourable.
    pub near_best: Vec<u16>,
    /// By post: how much its title has to do with the content of the work.
    pub fields: Vec<u16>,
    /// The same with every unknown favourable.
    pub fields_best: Vec<u16>,
    /// By trade and post: the item that says so, or `u32::MAX` for words of the title (when traced).
    pub near_items: Vec<u32>,
}

impl Tally {
    pub(super) fn reset(&mut self, trades: usize, stints: usize) {
        self.near.clear();
        self.near.resize(trades * stints, 0);
        self.fields.clear();
        self.fields.resize(stints, 0);
    }

    /// What the posts are worth for one trade.
    pub(crate) fn near_of(&self, trade: usize, stints: usize, best: bool) -> &[u16] {
        let near = if best { &self.near_best } else { &self.near };
        near.get(trade * stints..(trade + 1) * stints).unwrap_or_default()
    }
}

/// Room for the plain way, used again for each pair.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch {
    /// By slot: the best credit.
    pub slots: Vec<Credit>,
    /// By slot: the item that gave it (when traced).
    pub slot_items: Vec<u32>,
    pub tally: Tally,
    pub lasting: Vec<Lasting>,
    /// By post, and last for the profile as a whole: what its own words answer of the content of the work, by slot.
    content: Vec<Credit>,
    /// By part: information of the words found.
    pub words: Vec<u32>,
    /// By part: share × credit.
    pub parts: Vec<Credit>,
    /// By criterion: the same.
    pub criteria: Vec<Credit>,
    stack: Vec<Credit>,
}

/// Score and potential of a pair, in basis points. Integer arithmetic on compiled numbers; no text, no allocation once
/// `scratch` has grown to the offer. It remembers which item gave each credit.
pub(crate) fn evaluate(
    offer: &OfferFit,
    profile: &Profile,
    now: Month,
    s: &mut Scratch,
) -> (u16, u16) {
    s.lasting.clear();
    s.lasting.extend(profile.stints.iter().map(|stint| Lasting::of(stint, now)));
    let stints = profile.stints.len();
    s.slots.clear();
    s.slots.resize(offer.slots.len(), Credit::default());
    s.slot_items.clear();
    s.slot_items.resize(offer.slots.len(), u32::MAX);
    s.tally.reset(offer.trades.len(), stints);
    s.tally.near_items.clear();
    s.tally.near_items.resize(s.tally.near.len(), u32::MAX);
    let width = offer.content_weights.len();
    s.content.clear();
    s.content.resize(width * (stints + 1), Credit::default());
    terms(offer, profile, now, s);
    s.words.clear();
    s.words.resize(offer.parts.len(), 0);
    for word in &profile.words {
        for (part, bits) in offer.word_hits(*word) {
            if let Some(sum) = s.words.get_mut(usize::from(*part)) {
                *sum += u32::from(*bits);
            }
        }
    }
    let lasting = std::mem::take(&mut s.lasting);
    let view = profile.view(&lasting);
    post::by_words(offer, &view, &mut s.tally);
    post::weigh(offer, &view, &mut s.tally, |stint| {
        let row = |at: usize| s.content.get(at * width..(at + 1) * width).unwrap_or_default();
        let (mut whole, mut own) = (Credit::default(), Credit::default());
        for ((weight, a), b) in offer.content_weights.iter().zip(row(stint)).zip(row(stints)) {
            let times = |c: Credit| Credit {
                sure: c.sure * u32::from(*weight),
                best: c.best * u32::from(*weight),
            };
            whole = whole.plus(times(a.max(*b)));
            own = own.plus(times(*a));
        }
        let mean =
            |c: Credit| Credit { sure: c.sure >> CONTENT_BITS, best: c.best >> CONTENT_BITS };
        Told { whole: mean(whole), own: mean(own) }
    });
    s.parts.clear();
    for (at, part) in offer.parts.iter().enumerate() {
        let share = offer.shares.get(at).copied().unwrap_or(0);
        let words = s.words.get(at).copied().unwrap_or(0);
        let slots = &s.slots;
        let of = |slot: usize| slots.get(slot).copied().unwrap_or_default();
        s.parts.push(value_of(part, share, offer, &view, &s.tally, words, of));
    }
    s.lasting = lasting;
    s.criteria.clear();
    let mut all = Credit::default();
    for criterion in &offer.criteria {
        let steps = offer.steps(criterion);
        let value = combine(steps, |at| s.parts.get(at).copied().unwrap_or_default(), &mut s.stack);
        all = all.plus(value);
        s.criteria.push(value);
    }
    ((all.sure >> SHIFT) as u16, (all.best >> SHIFT) as u16)
}

/// What the terms of a profile answer: slots, trades, and the content of the work by post.
fn terms(offer: &OfferFit, profile: &Profile, now: Month, s: &mut Scratch) {
    let stints = profile.stints.len();
    let base = offer.trade_base();
    let (from, to) = offer.content;
    let width = offer.content_weights.len();
    for (at, item) in profile.items.iter().enumerate() {
        let hits = offer.hits(item.term);
        if hits.is_empty() {
            continue;
        }
        let (sure, best) = match s.lasting.get(usize::from(item.stint)) {
            Some(post) if item.stint != NO_STINT => post.mastery(item.source),
            _ => of_item(item, now),
        };
        for hit in hits {
            if let Some(trade) = hit.slot.checked_sub(base) {
                let Some(told) = post::told_of_trade(item.source) else { continue };
                let near = (u32::from(hit.credit) * told / FULL) as u16;
                let place = usize::from(trade) * stints + usize::from(item.stint);
                if let Some(known) = s.tally.near.get_mut(place)
                    && near > *known
                {
                    *known = near;
                    if let Some(by) = s.tally.near_items.get_mut(place) {
                        *by = at as u32;
                    }
                }
                continue;
            }
            let place = usize::from(hit.slot);
            let (Some(slot), Some(known)) = (offer.slots.get(place), s.slots.get_mut(place)) else {
                continue;
            };
            let of = |mastery| u32::from(credit(hit.credit, mastery, slot.kind));
            let credit = Credit { sure: of(sure), best: of(best) };
            if credit.sure > known.sure
                && let Some(by) = s.slot_items.get_mut(place)
            {
                *by = at as u32;
            }
            *known = known.max(credit);
            if (from..to).contains(&hit.slot) {
                let row = usize::from(item.stint).min(stints);
                // A title cannot bear witness to itself, but tells the field.
                if item.source == Source::Title {
                    if let Some(field) = s.tally.fields.get_mut(row) {
                        *field = (*field).max(offer.field_of(hit.credit, slot.weight));
                    }
                } else if let Some(told) =
                    s.content.get_mut(row * width + usize::from(hit.slot - from))
                {
                    *told = told.max(credit);
                }
            }
        }
    }
}

impl Profile {
    pub(crate) fn view<'a>(&'a self, lasting: &'a [Lasting]) -> View<'a> {
        View {
            stints: &self.stints,
            lasting,
            title_words: &self.title_words,
            studies: &self.studies,
            study_terms: &self.study_terms,
            languages: &self.languages,
            licences: self.licences,
            open: self.open,
        }
    }
}

/// The value of a criterion from the values of its parts: the best of alternatives, the sum of what goes together.
pub(super) fn combine(
    steps: &[Op],
    part: impl Fn(usize) -> Credit,
    stack: &mut Vec<Credit>,
) -> Credit {
    stack.clear();
    for op in steps {
        match op {
            Op::Part(at) => stack.push(part(usize::from(*at))),
            Op::Any(count) | Op::All(count) => {
                let from = stack.len().saturating_sub(usize::from(*count));
                let (mut most, mut sum) = (Credit::default(), Credit::default());
                for value in stack.drain(from..) {
                    most = most.max(value);
                    sum = sum.plus(value);
                }
                stack.push(if matches!(op, Op::Any(_)) { most } else { sum });
            }
        }
    }
    stack.pop().unwrap_or_default()
}

const _: () = assert!(CREDIT < 1 << 15, "credits fit in fifteen bits");
