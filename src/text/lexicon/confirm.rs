//! Whether the terms around an ambiguous word show which thing it means.

use super::{Hit, Lexicon, TermId, TermKind};

/// What stands around an ambiguous word, as bits of each term of the lexicon: a thing (neither a trade nor a personal
/// quality), a trade, what one has by such a trade; and whatever is broader than one of these.
const THING: u8 = 1;
const TRADE: u8 = 2;
const CORE: u8 = 4;
/// From the bit of a term to the bit of what is broader.
const ABOVE: u8 = 3;

/// Room for the surroundings of one text after the other.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// By term; all are 0 between two texts.
    bits: Vec<u8>,
    /// The terms that have any.
    marked: Vec<TermId>,
}

impl Marks {
    /// Sets bits of a term; tells those it had.
    fn set(&mut self, term: TermId, bits: u8) -> u8 {
        let Some(own) = self.bits.get_mut(term as usize) else { return bits };
        let had = *own;
        if had == 0 {
            self.marked.push(term);
        }
        *own |= bits;
        had
    }
}

/// The sure terms of a text and its surroundings.
struct Around<'a> {
    lexicon: &'a Lexicon,
    marks: &'a mut Marks,
}

/// Leaves the room as it was found: only what was marked is wiped.
impl Drop for Around<'_> {
    fn drop(&mut self) {
        for term in self.marks.marked.drain(..) {
            if let Some(bits) = self.marks.bits.get_mut(term as usize) {
                *bits = 0;
            }
        }
    }
}

impl<'a> Around<'a> {
    fn new(
        lexicon: &'a Lexicon,
        witnesses: impl Iterator<Item = TermId>,
        marks: &'a mut Marks,
    ) -> Self {
        marks.bits.resize(lexicon.len(), 0);
        let mut around = Self { lexicon, marks };
        for witness in witnesses {
            match lexicon.kind(witness) {
                None | Some(TermKind::Behaviour) => {}
                Some(TermKind::Occupation) => {
                    if around.add(witness, TRADE) {
                        lexicon.core(witness).iter().for_each(|(core, _)| {
                            around.add(*core, CORE);
                        });
                    }
                }
                Some(_) => {
                    around.add(witness, THING);
                }
            }
        }
        around
    }

    /// Marks a term and what is broader; whether it was new.
    fn add(&mut self, term: TermId, bit: u8) -> bool {
        if self.marks.set(term, bit) & bit != 0 {
            return false;
        }
        for above in self.lexicon.closure(term) {
            self.marks.set(*above, bit << ABOVE);
        }
        true
    }

    fn has(&self, term: TermId, bit: u8) -> bool {
        self.marks.bits.get(term as usize).is_some_and(|bits| bits & bit != 0)
    }

    /// Whether a term lies over or under one of these, or under a common broader term that is no top domain.
    fn near(&self, term: TermId, bit: u8) -> bool {
        self.has(term, bit << ABOVE)
            || self.lexicon.closure(term).iter().any(|above| {
                self.has(*above, bit)
                    || (self.has(*above, bit << ABOVE) && !self.lexicon.is_top(*above))
            })
    }

    /// Whether one of these shows that an ambiguous word means `asked`: it is narrower, or broader, or of the same narrow
    /// field, or a neighbour; a trade confirms what one has by trade.
    fn confirms(&self, asked: TermId) -> bool {
        let Some(term) = self.lexicon.term(asked) else { return false };
        let trade = term.kind == TermKind::Occupation;
        let (like, unlike) = if trade { (TRADE, THING) } else { (THING, CORE) };
        self.near(asked, like)
            || term.related.iter().any(|(neighbour, _)| self.has(*neighbour, like))
            || if trade {
                term.core.iter().any(|(core, _)| self.near(*core, unlike))
            } else {
                self.near(asked, unlike)
            }
    }
}

impl Lexicon {
    /// Settles ambiguous words: they count where they are the whole text, or beside a term of their surroundings,
    /// here or among `others`. Linear.
    pub(crate) fn confirm(
        &self,
        hits: &mut [Hit],
        others: impl Iterator<Item = TermId>,
        marks: &mut Marks,
    ) {
        if hits.iter().all(|h| h.sure || h.whole) {
            hits.iter_mut().for_each(|h| h.sure = true);
            return;
        }
        let sure = hits.iter().filter(|h| h.sure).map(|h| h.term);
        let mut witnesses = sure.chain(others).peekable();
        if witnesses.peek().is_none() {
            hits.iter_mut().for_each(|h| h.sure = h.whole);
            return;
        }
        let around = Around::new(self, witnesses, marks);
        for hit in hits.iter_mut().filter(|h| !h.sure) {
            hit.sure = hit.whole || around.confirms(hit.term);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Around, Marks};
    use crate::text::{Lexicon, TermId, TermKind};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::shipped);

    /// One under the other, or under a common broader term that is no top domain.
    fn near(a: TermId, b: TermId) -> bool {
        let (above_a, above_b) = (LEXICON.closure(a), LEXICON.closure(b));
        above_a.contains(&b)
            || above_b.contains(&a)
            || above_a.iter().any(|t| !LEXICON.is_top(*t) && above_b.contains(t))
    }

    /// The rule for one pair.
    fn confirms(witness: TermId, asked: TermId) -> bool {
        let (w, a) = (LEXICON.term(witness).unwrap(), LEXICON.term(asked).unwrap());
        if w.kind == TermKind::Behaviour {
            return false;
        }
        if w.kind == TermKind::Occupation && a.kind != TermKind::Occupation {
            return w.core.iter().any(|(core, _)| near(*core, asked));
        }
        if w.kind != TermKind::Occupation && a.kind == TermKind::Occupation {
            return a.core.iter().any(|(core, _)| near(witness, *core));
        }
        witness != asked && a.related.iter().any(|(r, _)| *r == witness) || near(witness, asked)
    }

    proptest! {
        #[test]
        fn all_witnesses_at_once_say_what_each_says(
            witnesses in prop::collection::vec(0..LEXICON.len() as TermId, 0..12),
        ) {
            let mut marks = Marks::default();
            drop(Around::new(&LEXICON, 0..9, &mut marks));
            let around = Around::new(&LEXICON, witnesses.iter().copied(), &mut marks);
            for asked in 0..LEXICON.len() as TermId {
                let expected = witnesses.iter().any(|w| confirms(*w, asked));
                prop_assert_eq!(around.confirms(asked), expected, "{}", LEXICON.name(asked));
            }
        }
    }
}
