//! An offer made ready for the inner loop: tables from a candidate's term or word to what it is worth.

mod build;

use smol_str::SmolStr;

use super::{
    criteria::criteria,
    mastery::{CREDIT, Kind, STRENGTH},
    profile::{LanguageKey, Lists},
    sheet::Sheet,
    weights::{FitCategory, Weights, apportion},
};
use crate::{
    base::dial,
    model::{Offer, Span},
    text::{Lexicon, StemId, TermId},
};
use build::Builder;

/// The shares of a whole offer: four a basis point. A share times a [`CREDIT`], summed and shifted by sixteen bits, makes
/// basis points.
pub(crate) const SHARES_PER_POINT: u32 = 4;
/// The bits by which sums of share × credit are shifted.
pub(crate) const SHIFT: u32 = 16;
const _: () =
    assert!(10_000 * SHARES_PER_POINT * CREDIT == 10_000 << SHIFT, "full credit is all points");

/// Words in common are weak evidence: the most that they give, and the coverage under which they give nothing.
pub(crate) const TEXT_MOST: u32 = 6_000;
pub(crate) const TEXT_LEAST: u32 = 2_500;

/// The weights of what tells the content of the work sum to two to this power.
pub(crate) const CONTENT_BITS: u32 = 12;

/// A term that an offer asks, somewhere.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    pub term: TermId,
    pub weight: u32,
    /// Its part of the shares of its criterion.
    pub share: u32,
    pub kind: Kind,
    /// The broad field of the work: told by what is proper to it.
    pub field: bool,
    pub range: std::ops::Range<usize>,
}

/// A candidate's term answers a slot with this strength or, from `trade_base` on, a trade with this credit in basis
/// points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TermHit {
    pub slot: u16,
    pub credit: u16,
}

/// What words in common with the text of a part give: nothing up to `least`, then `slope` for each hundredth of a bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    pub least: u32,
    pub slope: u32,
}

impl Told {
    /// Of words with so much information that are asked for so many shares.
    fn new(asked: u32, share: u32) -> Self {
        let least = (asked * dial("TEXT_LEAST", TEXT_LEAST)).div_ceil(10_000);
        let most = share * (CREDIT * dial("TEXT_MOST", TEXT_MOST) / 10_000);
        Self { least, slope: most / (asked - least).max(1) }
    }

    /// Share × credit of words with so much information.
    #[inline]
    pub(crate) const fn value(self, found: u32) -> u32 {
        found.saturating_sub(self.least) * self.slope
    }
}

/// A part of a criterion.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    Terms { slots: (u16, u16), around: u32, asked: u32, told: Told, lists: Lists },
    Trade { trade: u16, months: u16 },
    Responsibility { level: u8 },
    Diploma { level: u8, fields: Box<[(TermId, u16)]> },
    Language { key: LanguageKey, level: u8 },
    Licence { bits: u32 },
}

/// How parts go together, in postfix order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Part(u16),
    Any(u16),
    All(u16),
}

/// A criterion with its applied weight.
#[derive(Clone, Debug)]
pub(crate) struct Weighed {
    pub text: SmolStr,
    pub span: Option<Span>,
    pub weight: u32,
    pub ops: (u16, u16),
}

/// A category with its weights.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub category: FitCategory,
    pub suggested: u32,
    pub preferred: Option<u16>,
    pub applied: u32,
    pub criteria: (u16, u16),
}

/// A compiled offer. Holds no text that is looked at when ranking.
#[derive(Clone, Debug)]
pub(crate) struct OfferFit {
    pub lexicon: Lexicon,
    pub groups: Vec<Group>,
    pub criteria: Vec<Weighed>,
    pub ops: Vec<Op>,
    pub parts: Vec<Part>,
    /// By part: its shares.
    pub shares: Vec<u32>,
    pub slots: Vec<Slot>,
    /// The telling words of the title, by trade.
    pub trades: Vec<TradeWords>,
    /// The slots that tell the content of the work; empty where nothing does.
    pub content: (u16, u16),
    /// Their weights, which sum to two to the power of [`CONTENT_BITS`].
    pub content_weights: Vec<u16>,
    /// The weight of the weightiest of them.
    pub content_most: u32,
    hit_first: Vec<u32>,
    hits: Vec<TermHit>,
    words: Vec<StemId>,
    word_first: Vec<u32>,
    word_hits: Vec<(u16, u16)>,
    sieve: [u64; 32],
    /// The same as tables for rankings.
    pub sheet: Sheet,
}

/// The words of a trade's title.
#[derive(Clone, Debug)]
pub(crate) struct TradeWords {
    /// The title names a known trade: words alone then say nothing against another known one.
    pub named: bool,
    pub words: Box<[(StemId, u16)]>,
    pub total: u32,
}

impl OfferFit {
    /// Compiles an offer; `None` if it yields no criterion at all. Costs some hundred microseconds.
    pub(crate) fn new(offer: &Offer, lexicon: &Lexicon, weights: &Weights) -> Option<Self> {
        let criteria = criteria(offer, lexicon);
        if criteria.list.is_empty() {
            return None;
        }
        Some(Builder::new(lexicon).build(criteria, weights))
    }

    /// What a candidate's term answers.
    pub(crate) fn hits(&self, term: TermId) -> &[TermHit] {
        let at = term as usize;
        match (self.hit_first.get(at), self.hit_first.get(at + 1)) {
            (Some(from), Some(to)) => {
                self.hits.get(*from as usize..*to as usize).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// The parts in which a word is asked, with its information.
    pub(crate) fn word_hits(&self, word: StemId) -> &[(u16, u16)] {
        if !sieved(&self.sieve, word) {
            return &[];
        }
        match self.words.binary_search(&word) {
            Ok(at) => self.hits_of_word(at),
            Err(_) => &[],
        }
    }

    /// The parts in which the word at this place is asked, with its information.
    #[inline]
    pub(crate) fn hits_of_word(&self, at: usize) -> &[(u16, u16)] {
        match (self.word_first.get(at), self.word_first.get(at + 1)) {
            (Some(from), Some(to)) => {
                self.word_hits.get(*from as usize..*to as usize).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// The words asked, in order.
    pub(crate) fn asked_words(&self) -> impl Iterator<Item = StemId> {
        self.words.iter().copied()
    }

    /// How much a term of a title tells the field of the work, if it answers a slot of its content with this strength;
    /// in basis points.
    pub(crate) fn field_of(&self, strength: u16, weight: u32) -> u16 {
        let share = u32::from(strength) * weight / self.content_most.max(1);
        (share * 10_000 / STRENGTH).min(10_000) as u16
    }

    /// The steps of a criterion.
    pub(crate) fn steps(&self, criterion: &Weighed) -> &[Op] {
        self.ops.get(usize::from(criterion.ops.0)..usize::from(criterion.ops.1)).unwrap_or_default()
    }

    /// Shares out the weight of each criterion: an alternative has all of it, what goes together has equal parts; inside a
    /// part by the weights of its terms and of the words around them.
    fn share_out(&mut self) {
        let mut shares = vec![0u32; self.parts.len()];
        for criterion in &self.criteria {
            let whole = criterion.weight * SHARES_PER_POINT;
            // Postfix, read backwards: what stands under an operator shares what it has.
            let mut open: Vec<(u32, bool, u32)> = vec![(whole, true, 1)];
            for op in self.steps(criterion).iter().rev() {
                while open.last().is_some_and(|(.., left)| *left == 0) {
                    open.pop();
                }
                let Some((amount, each, left)) = open.last_mut() else { break };
                // Parts of a sum take what is left in equal parts, so that they sum exactly.
                let own = if *each { *amount } else { *amount / *left };
                if !*each {
                    *amount -= own;
                }
                *left -= 1;
                match op {
                    Op::Part(part) => {
                        if let Some(share) = shares.get_mut(usize::from(*part)) {
                            *share = own;
                        }
                    }
                    Op::Any(count) => open.push((own, true, u32::from(*count))),
                    Op::All(count) => open.push((own, false, u32::from(*count))),
                }
            }
        }
        for (part, share) in self.parts.iter_mut().zip(&shares) {
            let Part::Terms { slots, around, asked, told, .. } = part else { continue };
            let range = usize::from(slots.0)..usize::from(slots.1);
            let slots = self.slots.get_mut(range).unwrap_or_default();
            let mut weights: Vec<u64> = slots.iter().map(|s| u64::from(s.weight)).collect();
            weights.push(u64::from(*around));
            let parts = apportion(*share, &weights);
            slots.iter_mut().zip(&parts).for_each(|(slot, share)| slot.share = *share);
            if *asked > 0 {
                *told = Told::new(*asked, parts.last().copied().unwrap_or(0));
            }
        }
        self.shares = shares;
    }

    /// The first slot number that stands for a trade.
    pub(crate) fn trade_base(&self) -> u16 {
        self.slots.len() as u16
    }
}

fn sieve_place(word: StemId) -> (usize, u64) {
    let hash = word.wrapping_mul(0x9e37_79b1) >> 21;
    ((hash >> 6) as usize & 31, 1 << (hash & 63))
}

fn sieved(sieve: &[u64; 32], word: StemId) -> bool {
    let (at, bit) = sieve_place(word);
    sieve.get(at).is_some_and(|bits| bits & bit != 0)
}
