//! Making an offer ready: slots and trades numbered, and what each term of the lexicon answers.

use super::{
    CONTENT_BITS, OfferFit, Op, Part, Slot, TermHit, Told, TradeWords, Weighed, sieve_place,
};
use crate::{
    base::dial,
    compile::{
        criteria::{AskedTerm, Criteria, Leaf, Node, Terms, Trade},
        mastery::{Kind, Perishable, strength},
        near::neighbourhood,
        share::weigh,
        sheet::Sheet,
        trade::{LEVEL, NAMED},
        weights::{Weights, apportion},
    },
    text::{Lexicon, StemId, TermId, TermKind},
};

/// What having a trade's core is worth, where a term of it is asked, in percent of the core's own share: nobody has
/// shown it, the trade implies it.
const IMPLIED: u32 = 70;
/// A term of the asked title found in the title of a post held: what an exact one is worth toward the trade.
const TITLE_TERM: u32 = 6_500;

/// Gathers the tables of an offer.
pub(super) struct Builder<'a> {
    lexicon: &'a Lexicon,
    slots: Vec<Slot>,
    parts: Vec<Part>,
    ops: Vec<Op>,
    trades: Vec<TradeWords>,
    content: (u16, u16),
    /// The levels that a framework asks for the trade of the post, sorted by term, the highest first.
    levels: Vec<(TermId, u8)>,
    /// (candidate's term, slot or trade, credit); trades are numbered from `TRADES`.
    found: Vec<(TermId, u16, u16)>,
    words: Vec<(StemId, u16, u16)>,
}

/// Trades are numbered from here until the number of slots is known.
const TRADES: u16 = 1 << 15;
/// More slots than this are not made: an offer that names ten thousand terms is no offer.
const MOST_SLOTS: usize = 4_000;

impl<'a> Builder<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            lexicon,
            slots: Vec::new(),
            parts: Vec::new(),
            ops: Vec::new(),
            trades: Vec::new(),
            content: (0, 0),
            levels: Vec::new(),
            found: Vec::new(),
            words: Vec::new(),
        }
    }

    pub(super) fn build(mut self, criteria: Criteria, weights: &Weights) -> OfferFit {
        let Criteria { mut list, trade } = criteria;
        list.sort_by_key(|c| c.category);
        self.trade(&trade);
        let named = trade.occupations.iter().filter(|(_, worth)| *worth >= NAMED);
        let of = |(o, _): &(TermId, u32)| self.lexicon.term(*o).map_or(&[][..], |t| &t.levels);
        self.levels = named.flat_map(of).copied().collect();
        self.levels.sort_unstable_by_key(|(term, level)| (*term, std::cmp::Reverse(*level)));
        self.levels.dedup_by_key(|(term, _)| *term);
        let fields = self.fields(&trade.terms);
        let (groups, applied) = weigh(&list, weights);
        let mut weighed = Vec::with_capacity(list.len());
        for (criterion, weight) in list.into_iter().zip(applied) {
            let from = self.ops.len() as u16;
            self.node(criterion.node, &fields);
            let ops = (from, self.ops.len() as u16);
            weighed.push(Weighed {
                text: criterion.text.into(),
                span: criterion.span,
                weight,
                ops,
            });
        }
        self.answer_slots();
        let base = self.slots.len() as u16;
        for (_, slot, _) in &mut self.found {
            if *slot >= TRADES {
                *slot = *slot - TRADES + base;
            }
        }
        let (hit_first, hits) = rows(self.lexicon.len(), base, self.found);
        let mut fit = OfferFit {
            lexicon: self.lexicon.clone(),
            groups,
            criteria: weighed,
            ops: self.ops,
            parts: self.parts,
            shares: Vec::new(),
            slots: self.slots,
            trades: self.trades,
            content: self.content,
            content_weights: Vec::new(),
            content_most: 0,
            hit_first,
            hits,
            words: Vec::new(),
            word_first: Vec::new(),
            word_hits: Vec::new(),
            sieve: [0; 32],
            sheet: Sheet::default(),
        };
        fit.share_out();
        let content = usize::from(fit.content.0)..usize::from(fit.content.1);
        let content = fit.slots.get(content).unwrap_or_default();
        fit.content_most = content.iter().map(|s| s.weight).max().unwrap_or(0);
        let weights: Vec<u64> = content.iter().map(|s| u64::from(s.weight)).collect();
        fit.content_weights =
            apportion(1 << CONTENT_BITS, &weights).into_iter().map(|w| w as u16).collect();
        self.words.sort_unstable();
        for (word, part, bits) in self.words {
            if fit.words.last() != Some(&word) {
                fit.words.push(word);
                fit.word_first.push(fit.word_hits.len() as u32);
                let (at, bit) = sieve_place(word);
                if let Some(bits) = fit.sieve.get_mut(at) {
                    *bits |= bit;
                }
            }
            fit.word_hits.push((part, bits));
        }
        fit.word_first.push(fit.word_hits.len() as u32);
        fit.sheet = Sheet::new(&fit, self.lexicon.len());
        fit
    }

    fn node(&mut self, node: Node, fields: &[(TermId, u16)]) {
        match node {
            Node::Leaf(leaf) => {
                let part = self.leaf(leaf, fields);
                self.ops.push(Op::Part(part));
            }
            Node::Any(parts) | Node::All(parts) if parts.len() == 1 => {
                parts.into_iter().for_each(|p| self.node(p, fields));
            }
            Node::Any(parts) => {
                let count = parts.len() as u16;
                parts.into_iter().for_each(|p| self.node(p, fields));
                self.ops.push(Op::Any(count));
            }
            Node::All(parts) => {
                let count = parts.len() as u16;
                parts.into_iter().for_each(|p| self.node(p, fields));
                self.ops.push(Op::All(count));
            }
        }
    }

    fn leaf(&mut self, leaf: Leaf, fields: &[(TermId, u16)]) -> u16 {
        let number = self.parts.len() as u16;
        let part = match leaf {
            Leaf::Terms(terms) => self.terms(terms, number),
            Leaf::Content(terms) => {
                let part = self.terms(terms, number);
                if let Part::Terms { slots, .. } = &part {
                    self.content = *slots;
                }
                part
            }
            Leaf::Field(terms) => {
                let from = self.slots.len();
                let part = self.terms(terms, number);
                self.slots.iter_mut().skip(from).for_each(|slot| slot.field = true);
                part
            }
            Leaf::Trade { trade, months } => {
                let trade = trade.map_or(0, |t| self.trade(&t));
                Part::Trade { trade, months }
            }
            Leaf::Responsibility { level } => Part::Responsibility { level },
            Leaf::Diploma { level, fields: asked } => {
                let own = !asked.is_empty();
                let fields = if own { self.fields(&asked) } else { fields.to_vec() };
                Part::Diploma { level, fields: fields.into() }
            }
            Leaf::Language { key, level } => Part::Language { key, level },
            Leaf::Licence { bits } => Part::Licence { bits },
        };
        self.parts.push(part);
        number
    }

    fn terms(&mut self, terms: Terms, part: u16) -> Part {
        let from = self.slots.len() as u16;
        for asked in terms.terms {
            if self.slots.len() >= MOST_SLOTS {
                break;
            }
            let level = self.level(asked.term, terms.level);
            self.slots.push(Slot {
                term: asked.term,
                weight: asked.weight,
                share: 0,
                kind: Kind::new(level, perishable(self.lexicon.kind(asked.term))),
                field: false,
                range: asked.range,
            });
        }
        self.words.extend(terms.words.iter().map(|(word, bits)| (*word, part, *bits)));
        Part::Terms {
            slots: (from, self.slots.len() as u16),
            around: terms.around,
            asked: terms.words.iter().map(|(_, bits)| u32::from(*bits)).sum(),
            told: Told::default(),
            lists: terms.lists,
        }
    }

    /// The level asked of a term: as printed, else as a framework says for the trade, else the basics.
    fn level(&self, term: TermId, printed: u8) -> u8 {
        let of_trade = self.levels.binary_search_by_key(&term, |(t, _)| *t).ok();
        match of_trade.and_then(|at| self.levels.get(at)) {
            _ if printed > 0 => printed.min(4),
            Some((_, level)) => *level,
            None => LEVEL,
        }
    }

    /// What a diploma's term is worth as one of these fields of study, sorted by term.
    fn fields(&self, asked: &[AskedTerm]) -> Vec<(TermId, u16)> {
        let mut all: Vec<(TermId, u16)> = asked
            .iter()
            .flat_map(|a| self.lexicon.answers(a.term))
            .map(|(term, credit, _)| (term, credit))
            .collect();
        all.sort_unstable_by_key(|(term, credit)| (*term, std::cmp::Reverse(*credit)));
        all.dedup_by_key(|(term, _)| *term);
        all
    }

    /// Adds the table of a trade: what each trade and each term of a title is worth for it.
    fn trade(&mut self, trade: &Trade) -> u16 {
        let number = self.trades.len() as u16;
        let mut worth = vec![0u16; self.lexicon.len()];
        let mut raise = |term: TermId, credit: u32| {
            if let Some(best) = worth.get_mut(term as usize) {
                *best = (*best).max(credit.min(10_000) as u16);
            }
        };
        for asked in &trade.terms {
            // A weak word of the title makes a weak link.
            let told = dial("TITLE_TERM", TITLE_TERM) * (50 + asked.weight.min(500) / 10) / 100;
            for (term, credit, _) in self.lexicon.answers(asked.term) {
                raise(term, u32::from(credit) * told / 10_000);
                for (occupation, share) in self.lexicon.implying(term) {
                    raise(occupation, u32::from(credit) * u32::from(share) / 100 * told / 10_000);
                }
            }
        }
        for (asked, percent) in &trade.occupations {
            for (other, credit) in neighbourhood(self.lexicon, *asked) {
                raise(other, credit * percent / 100);
            }
        }
        self.found.extend(
            worth
                .iter()
                .enumerate()
                .filter(|(_, c)| **c > 0)
                .map(|(t, c)| (t as TermId, TRADES + number, *c)),
        );
        let total = trade.words.iter().map(|(_, bits)| u32::from(*bits)).sum();
        let named = trade.occupations.iter().any(|(_, worth)| *worth >= NAMED);
        self.trades.push(TradeWords { named, words: trade.words.clone().into(), total });
        number
    }

    /// Fills the table of the slots: terms that answer them, and trades that imply such a term.
    fn answer_slots(&mut self) {
        for (number, slot) in self.slots.iter().enumerate() {
            let number = number as u16;
            let mut by_trade: Vec<(TermId, u16)> = Vec::new();
            for (term, credit, _) in self.lexicon.answers(slot.term) {
                // A field is told by what is proper to it.
                let proper = if slot.field { self.lexicon.proper(term) } else { 100 };
                let credit = (u32::from(credit) * proper / 100) as u16;
                self.found.push((term, number, credit));
                for (occupation, share) in self.lexicon.implying(term) {
                    let credit =
                        u32::from(credit) * u32::from(share) / 100 * dial("IMPLIED", IMPLIED) / 100;
                    by_trade.push((occupation, credit as u16));
                }
            }
            by_trade.sort_unstable_by_key(|(o, credit)| (*o, std::cmp::Reverse(*credit)));
            by_trade.dedup_by_key(|(o, _)| *o);
            self.found.extend(by_trade.into_iter().map(|(o, credit)| (o, number, credit)));
        }
    }
}

const fn perishable(kind: Option<TermKind>) -> Perishable {
    match kind {
        Some(TermKind::Tool) => Perishable::Tool,
        Some(TermKind::Skill | TermKind::Method) => Perishable::Skill,
        Some(TermKind::Domain) => Perishable::Domain,
        _ => Perishable::No,
    }
}

/// Rows by term: where each begins, and their contents; the best credit for each slot, from `trades` on for each trade.
fn rows(terms: usize, trades: u16, mut found: Vec<(TermId, u16, u16)>) -> (Vec<u32>, Vec<TermHit>) {
    found.retain(|(.., credit)| *credit > 0);
    found.sort_unstable_by_key(|(term, slot, credit)| (*term, *slot, std::cmp::Reverse(*credit)));
    found.dedup_by_key(|(term, slot, _)| (*term, *slot));
    let mut first = Vec::with_capacity(terms + 1);
    let mut hits = Vec::with_capacity(found.len());
    for (term, slot, credit) in found {
        while first.len() <= term as usize {
            first.push(hits.len() as u32);
        }
        let credit = if slot < trades { strength(u32::from(credit)) } else { credit };
        hits.push(TermHit { slot, credit });
    }
    while first.len() <= terms {
        first.push(hits.len() as u32);
    }
    (first, hits)
}
