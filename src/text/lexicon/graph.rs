//! How near two terms are: the one table of what a term is worth for another.

use super::{Lexicon, Rows, Term, TermId, TermKind};

/// What having one term is worth where another is asked, in basis points. These are all the constants of term matching.
///
/// They are round values set by judgement before any figure was read (`field.md` 5.3 gives 1 for a narrower term, about
/// 0.6 for the broader, at most 0.5 for neighbours unless the lexicon's author says more).
pub(crate) mod strength {
    /// The same term, under whatever name; or a narrower one.
    pub(crate) const FULL: u16 = 10_000;
    /// The next broader term: who knows routing knows part of BGP.
    pub(crate) const BROADER: u16 = 5_000;
    /// Two steps broader.
    pub(crate) const BROADER_TWICE: u16 = 2_500;
    /// A top domain ("informatique") where something inside it is asked.
    pub(crate) const TOP: u16 = 1_500;
    /// Another term of the same narrow field (same next broader term).
    pub(crate) const SIBLING: u16 = 2_500;
    /// A field is narrow if it holds at most so many terms.
    pub(crate) const NARROW: usize = 8;
    /// What a narrower term of a neighbour keeps of the neighbour's credit, in percent.
    pub(crate) const BENEATH_NEIGHBOUR: u16 = 90;
}

/// How a candidate's term answers an asked one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Relation {
    /// A neighbour, or another term of the same field.
    Related,
    /// The broader term.
    Broader,
    /// A narrower term.
    Narrower,
    /// The very term.
    Same,
}

/// What is worth something where a term is asked, with its credit and how it answers.
pub(super) type Answer = (TermId, u16, Relation);

impl Lexicon {
    /// Itself and everything broader, sorted.
    pub(crate) fn closure(&self, term: TermId) -> &[TermId] {
        self.0.closure.of(term)
    }

    /// A term without a broader one.
    pub(crate) fn is_top(&self, term: TermId) -> bool {
        self.term(term).is_some_and(|t| t.broader.is_empty())
    }

    /// The number of terms that are narrower, at any depth.
    pub(crate) fn breadth(&self, term: TermId) -> usize {
        self.descendants(term).len().saturating_sub(1)
    }

    /// Itself and everything narrower, sorted.
    pub(crate) fn descendants(&self, term: TermId) -> &[TermId] {
        self.0.beneath.of(term)
    }

    /// Every term that is worth something where `asked` is asked, with its credit and how it answers; the best credit
    /// for each, sorted by term.
    pub(crate) fn answers(&self, asked: TermId) -> Vec<(TermId, u16, Relation)> {
        self.answered(asked).to_vec()
    }

    /// How a term answers another, if it does.
    pub(crate) fn relation(&self, asked: TermId, has: TermId) -> Option<Relation> {
        let answers = self.answered(asked);
        let at = answers.binary_search_by_key(&has, |(term, ..)| *term).ok()?;
        answers.get(at).map(|(.., relation)| *relation)
    }

    fn answered(&self, asked: TermId) -> &[Answer] {
        match (self.term(asked), self.0.answered.get(asked as usize)) {
            (Some(term), Some(answers)) => answers.get_or_init(|| self.answers_of(asked, term)),
            _ => &[],
        }
    }

    fn answers_of(&self, asked: TermId, term: &Term) -> Box<[Answer]> {
        let mut found: Vec<Answer> = Vec::new();
        for narrower in self.descendants(asked).iter().copied() {
            let relation = if narrower == asked { Relation::Same } else { Relation::Narrower };
            found.push((narrower, strength::FULL, relation));
        }
        self.broader_answers(asked, term, &mut found);
        for (neighbour, percent) in &term.related {
            let credit = u16::from(*percent) * 100;
            for narrower in self.descendants(*neighbour).iter().copied() {
                let kept = if narrower == *neighbour {
                    credit
                } else {
                    credit / 100 * strength::BENEATH_NEIGHBOUR
                };
                found.push((narrower, kept, Relation::Related));
            }
        }
        found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
        found.dedup_by_key(|(term, ..)| *term);
        found.into()
    }

    fn broader_answers(
        &self,
        asked: TermId,
        term: &Term,
        found: &mut Vec<(TermId, u16, Relation)>,
    ) {
        for parent in &term.broader {
            let top = self.is_top(*parent);
            let credit = if top { strength::TOP } else { strength::BROADER };
            found.push((*parent, credit, Relation::Broader));
            let above = self.term(*parent).map_or(&[][..], |t| &t.broader);
            for grand in above {
                let credit =
                    if self.is_top(*grand) { strength::TOP } else { strength::BROADER_TWICE };
                found.push((*grand, credit, Relation::Broader));
            }
            if !top && self.breadth(*parent) <= strength::NARROW {
                for sibling in self.term(*parent).map_or(&[][..], |t| &t.narrower) {
                    if *sibling != asked {
                        found.push((*sibling, strength::SIBLING, Relation::Related));
                    }
                }
            }
        }
    }
}

impl Lexicon {
    pub(crate) fn kind(&self, term: TermId) -> Option<TermKind> {
        self.0.kinds.get(term as usize).copied()
    }

    /// The preferred name; empty for a number that is no term.
    pub(crate) fn name(&self, term: TermId) -> &str {
        self.term(term).map_or("", |t| &t.name)
    }

    /// What one has by a trade, in percent.
    pub(crate) fn core(&self, occupation: TermId) -> &[(TermId, u8)] {
        self.term(occupation).map_or(&[], |t| &t.core)
    }

    /// The information of the most telling word of a term's name, in hundredths of a bit. Every name is read at the first
    /// call.
    pub(crate) fn told_by_name(&self, term: TermId) -> u16 {
        let told = self.0.told.get_or_init(|| {
            let of = |term: &Term| {
                let words = self.read(&term.name).words;
                words.iter().map(|word| self.information(word.key)).max().unwrap_or(0)
            };
            self.0.terms.iter().map(of).collect()
        });
        told.get(term as usize).copied().unwrap_or(0)
    }

    /// The information of a word, in hundredths of a bit.
    pub(crate) fn information(&self, word: super::StemId) -> u16 {
        self.0.vocabulary.information(word)
    }
}

/// The trades that imply a term, by term, in order; and in how many top families of trades each term, or a narrower one,
/// is implied.
pub(super) fn implications(
    terms: &[Term],
    closure: &[Box<[TermId]>],
) -> (Rows<(TermId, u8)>, Vec<u16>) {
    let mut implied = Vec::new();
    let mut families = Vec::new();
    let above = |term: TermId| closure.get(term as usize).map_or(&[][..], |c| c);
    for (occupation, term) in terms.iter().enumerate() {
        let occupation = occupation as TermId;
        let tops = above(occupation)
            .iter()
            .filter(|t| terms.get(**t as usize).is_some_and(|t| t.broader.is_empty()));
        for (core, percent) in &term.core {
            implied.push((*core, occupation, *percent));
            for broader in above(*core) {
                families.extend(tops.clone().map(|top| (*broader, *top)));
            }
        }
    }
    implied.sort_unstable();
    families.sort_unstable();
    families.dedup();
    let mut spread = vec![0u16; terms.len()];
    for (term, _) in families {
        if let Some(count) = spread.get_mut(term as usize) {
            *count = count.saturating_add(1);
        }
    }
    let implied = implied.into_iter().map(|(term, trade, percent)| (term, (trade, percent)));
    (Rows::new(terms.len(), implied), spread)
}

impl Lexicon {
    /// The trades that imply a term, with their percent.
    pub(crate) fn implying(&self, term: TermId) -> impl Iterator<Item = (TermId, u8)> {
        self.0.implied.of(term).iter().copied()
    }
}

impl Lexicon {
    /// How proper to one kind of work a term is, in percent: what many families of trades share tells little, and so
    /// does what lies wholly under such a thing.
    pub(crate) fn proper(&self, term: TermId) -> u32 {
        self.0.proper.get(term as usize).copied().map_or(100, u32::from)
    }

    /// The same of a trade, by what one has by it: "chef de service" is a rank rather than a trade.
    pub(crate) fn proper_trade(&self, occupation: TermId) -> u32 {
        let core = self.core(occupation);
        let whole: u32 = core.iter().map(|(_, share)| u32::from(*share)).sum();
        if whole == 0 {
            return 60;
        }
        core.iter().map(|(term, share)| u32::from(*share) * self.proper(*term)).sum::<u32>() / whole
    }
}

impl Lexicon {
    /// Whether a term lies outside everything that a trade has to do with: no common top domain, no neighbour in one.
    pub(super) fn foreign(&self, occupation: TermId, term: TermId) -> bool {
        let tops = |term: TermId| self.closure(term).iter().copied().filter(|t| self.is_top(*t));
        let core = self.core(occupation);
        let mut own: Vec<TermId> = core.iter().flat_map(|(t, _)| tops(*t)).collect();
        for (term, _) in core {
            for near in self.closure(*term).iter().filter_map(|t| self.term(*t)) {
                own.extend(near.related.iter().flat_map(|(t, _)| tops(*t)));
            }
        }
        !core.is_empty()
            && self.kind(term) != Some(TermKind::Occupation)
            && !tops(term).any(|t| own.contains(&t))
    }
}

/// Know-how and tools of every office, whatever the trade: what lies under them tells little.
const EVERYWHERE: [&str; 3] = ["savoir-faire-transversaux", "bureautique", "outils-collaboratifs"];

/// Top domains that every trade practises: they are no field of work.
const NO_FIELD: [&str; 4] =
    ["savoir-faire-transversaux", "gestion-de-projet", "management", "qualite"];

impl Lexicon {
    /// Whether a top domain is a field of work.
    pub(crate) fn is_field(&self, term: TermId) -> bool {
        self.is_top(term) && self.term(term).is_some_and(|t| !NO_FIELD.contains(&&*t.id))
    }
}

/// How proper each term is to one kind of work, in percent, from how many top families of trades have it by trade.
pub(super) fn propriety(terms: &[Term], closure: &[Box<[TermId]>], spread: &[u16]) -> Vec<u8> {
    let everywhere: Vec<TermId> = terms
        .iter()
        .enumerate()
        .filter(|(_, t)| EVERYWHERE.contains(&&*t.id))
        .map(|(i, _)| i as TermId)
        .collect();
    let of = |term: TermId| match spread.get(term as usize).copied().unwrap_or(0) {
        0..=3 => 100,
        4..=7 => 70,
        8..=14 => 45,
        _ => 25,
    };
    let top = |term: TermId| terms.get(term as usize).is_some_and(|t| t.broader.is_empty());
    terms
        .iter()
        .zip(closure)
        .enumerate()
        .map(|(at, (term, above))| {
            if above.iter().any(|t| everywhere.contains(t)) {
                return 25;
            }
            let parents = term.broader.iter().copied().filter(|t| !top(*t)).map(of).max();
            of(at as TermId).min(parents.unwrap_or(100))
        })
        .collect()
}
