//! An offer turned into weighted criteria.

use super::{
    profile::{LanguageKey, Lists, command, language_key, language_rank, licence_bits},
    weights::FitCategory,
};
use crate::{
    model::{Force, Offer, Requirement, RequirementKind, RequirementNode, Span},
    text::{Lexicon, Reading, StemId, TermId, TermKind},
};

/// One thing the offer asks, with its share of its category.
#[derive(Clone, Debug)]
pub(crate) struct Criterion {
    pub category: FitCategory,
    /// The words of the offer.
    pub text: String,
    /// Where they stand in the notice.
    pub span: Option<Span>,
    /// Share inside the category.
    pub share: u32,
    pub node: Node,
}

/// How the parts of a criterion go together.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    Leaf(Leaf),
    /// The best counts.
    Any(Vec<Node>),
    /// The mean counts.
    All(Vec<Node>),
}

/// What one part asks.
#[derive(Clone, Debug)]
pub(crate) enum Leaf {
    Terms(Terms),
    /// The terms that tell the content of the work.
    Content(Terms),
    /// The top domains of the work.
    Field(Terms),
    /// Time in a trade; `None` = the offer's own trade.
    Trade {
        trade: Option<Trade>,
        months: u16,
    },
    /// A level of responsibility, 1 to 6.
    Responsibility {
        level: u8,
    },
    /// A level (0 = none asked) in one of these fields.
    Diploma {
        level: u8,
        fields: Vec<AskedTerm>,
    },
    Language {
        key: LanguageKey,
        level: u8,
    },
    Licence {
        bits: u32,
    },
}

/// Named terms, and the words around them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    pub terms: Vec<AskedTerm>,
    /// Words that no term explains, with their information.
    pub words: Vec<(StemId, u16)>,
    /// What the words count beside the terms, in hundredths of a bit.
    pub around: u32,
    /// The level asked, 1 to 4; 0 where the notice prints none.
    pub level: u8,
    pub lists: Lists,
}

/// A term the offer names, with its weight among the terms of its criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AskedTerm {
    pub term: TermId,
    pub weight: u32,
    /// Where it stands in the criterion's text.
    pub range: std::ops::Range<usize>,
}

/// A kind of post: its trades, the terms and words of its title.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trade {
    /// Trades with what being in one of them is worth, in percent.
    pub occupations: Vec<(TermId, u32)>,
    pub terms: Vec<AskedTerm>,
    pub words: Vec<(StemId, u16)>,
}

impl Trade {
    pub(crate) fn is_empty(&self) -> bool {
        self.occupations.is_empty() && self.terms.is_empty() && self.words.is_empty()
    }
}

/// Level asked where a notice prints none: the basics.
pub(crate) const LEVEL: u8 = 2;
/// Months of practice in the trade that give full credit where a notice prints none.
pub(crate) const MONTHS: u16 = 36;
/// What the trade of the RESPNC job counts beside that of the title, in percent: it is one of 368 broad ones.
const OFFICIAL_JOB: u32 = 85;
/// The same where the title names another trade.
const OTHER_JOB: u32 = 40;
/// A trade whose core is less proper than this to one kind of work says little; a rank ("chef de section") is worth this
/// in percent as a trade.
const PROPER: u32 = 50;
const RANK: u32 = 25;
/// What a trade is worth that the content of the work tells, not the title, in percent; and how much of its core must be
/// asked, and of the content be told by it, in percent.
const INFERRED: u32 = 80;
const INFERRED_CORE: u32 = 45;
const INFERRED_CONTENT: u32 = 20;
/// A title names a trade if it is worth this, in percent.
pub(crate) const NAMED: u32 = 80;
/// So many trades are inferred at most.
const INFERENCES: usize = 4;
/// Shares inside the category of the trade: having held such a post, knowing the content of the work, and working in the
/// same broad field.
const HELD: u32 = 55;
const BY_TRADE: u32 = 30;
const IN_FIELD: u32 = 15;
/// A top domain is the field of the work if at least this part of its content lies in it, in percent.
const FIELD: u32 = 30;
/// Of a trade's core, at most so many terms count.
const CORE: usize = 12;
/// What a term of the missions, the knowledge or the section's description counts in the content of the work, in percent.
const DESCRIBED: u32 = 60;
/// The content of the work is told by so many terms at most.
const CONTENT: usize = 24;
/// Bounds of the weight of a term by its most telling word, in hundredths of a bit: a precise name may be made of common
/// words.
const HEAVIEST: u32 = 700;
const LIGHTEST: u32 = 300;

/// Everything an offer asks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Criteria {
    pub list: Vec<Criterion>,
    /// The trade of the post.
    pub trade: Trade,
}

/// Reads the criteria of an offer. Linear in its texts.
pub(crate) fn criteria(offer: &Offer, lexicon: &Lexicon) -> Criteria {
    let mut found = Criteria::default();
    let c = Maker { lexicon, offer };
    c.trade(&mut found);
    for (i, node) in offer.requirements.iter().enumerate() {
        c.requirement(node, i, &mut found.list);
    }
    for (name, texts) in [("missions", &offer.missions), ("activities", &offer.activities)] {
        for (i, text) in texts.iter().enumerate() {
            let span = offer.spans.get(&format!("{name}[{i}]")).copied();
            c.described(FitCategory::Missions, text, span, &mut found.list);
        }
    }
    // Where the notice was cut, or says little else, the paragraph on the post's own section counts a little.
    if offer.truncated || offer.requirements.is_empty() || offer.missions.is_empty() {
        for (i, text) in offer.context.iter().enumerate() {
            let span = offer.spans.get(&format!("context[{i}]")).copied();
            c.described(FitCategory::Context, text, span, &mut found.list);
        }
    }
    found
}

struct Maker<'a> {
    lexicon: &'a Lexicon,
    offer: &'a Offer,
}

impl Maker<'_> {
    fn trade(&self, found: &mut Criteria) {
        let mut trade = Trade::default();
        let title = self.offer.title.as_deref().unwrap_or_default();
        let job = self.offer.respnc_job.as_deref().unwrap_or_default();
        self.titled(title, 100, &mut trade);
        let official = self.official(job, &trade);
        self.titled(job, official, &mut trade);
        // "Directeur" alone is no trade: the unit it directs says which.
        for unit in [&self.offer.directorate, &self.offer.service].into_iter().flatten() {
            let weak = if trade.is_empty() { 80 } else { 40 };
            self.united(title, unit, weak, &mut trade);
        }
        let (text, path) = if title.is_empty() { (job, "respnc_job") } else { (title, "title") };
        if trade.is_empty() || text.is_empty() {
            found.trade = trade;
            return;
        }
        let span = self.offer.spans.get(path).copied();
        let criterion = |share, node| Criterion {
            category: FitCategory::Trade,
            text: text.to_owned(),
            span,
            share,
            node,
        };
        found.list.push(criterion(HELD, Node::Leaf(Leaf::Trade { trade: None, months: MONTHS })));
        self.infer(&mut trade);
        let core = self.core(&trade);
        let core_terms = core.terms.clone();
        if !core.terms.is_empty() {
            found.list.push(criterion(BY_TRADE, Node::Leaf(Leaf::Content(core))));
        }
        let field = self.field(&core_terms);
        if !field.terms.is_empty() {
            found.list.push(criterion(IN_FIELD, Node::Leaf(Leaf::Field(field))));
        }
        let asked = self
            .lexicon
            .seniority(title)
            .unwrap_or(0)
            .max(self.offer.supervises.map_or(0, |n| command(Some(n))));
        if asked > 3 {
            found.list.push(Criterion {
                category: FitCategory::Responsibility,
                text: text.to_owned(),
                span,
                share: 100,
                node: Node::Leaf(Leaf::Responsibility { level: asked }),
            });
        }
        found.trade = trade;
    }

    /// What the official job counts: less where the title names another trade.
    fn official(&self, job: &str, trade: &Trade) -> u32 {
        let proper: Vec<TermId> = trade
            .occupations
            .iter()
            .map(|(o, _)| *o)
            .filter(|o| self.lexicon.proper_trade(*o) >= PROPER)
            .collect();
        let reading = self.lexicon.read(job);
        let named: Vec<TermId> = reading
            .hits
            .iter()
            .filter(|h| h.sure && self.kind(h.term) == Some(TermKind::Occupation))
            .map(|h| h.term)
            .collect();
        let near = |one: TermId| {
            self.lexicon
                .answers(one)
                .iter()
                .any(|(t, credit, _)| *credit >= 2_500 && named.contains(t))
        };
        if proper.is_empty() || named.is_empty() || proper.into_iter().any(near) {
            OFFICIAL_JOB
        } else {
            OTHER_JOB
        }
    }

    /// Where the title names no trade, adds those that the content of the work tells: those whose core it asks, and which tell much of it.
    fn infer(&self, trade: &mut Trade) {
        if trade.occupations.iter().any(|(_, worth)| *worth >= NAMED) {
            return;
        }
        let mut content: Vec<(TermId, u32)> =
            trade.terms.iter().map(|t| (t.term, t.weight)).collect();
        content.extend(self.described_terms());
        content.sort_unstable_by_key(|(term, weight)| (*term, std::cmp::Reverse(*weight)));
        content.dedup_by_key(|(term, _)| *term);
        content.retain(|(term, _)| self.kind(*term) != Some(TermKind::Behaviour));
        let whole: u32 = content.iter().map(|(_, weight)| weight).sum();
        // (trade, term of its core, place in the content)
        let mut links: Vec<(TermId, TermId, usize)> = Vec::new();
        for (place, (term, _)) in content.iter().enumerate() {
            // Who asks for a thing asks for what it is a part of; who asks for a field does not ask for each thing in it.
            let near = self.lexicon.term(*term).map_or(&[][..], |t| &t.related);
            let near = near.iter().filter(|(_, percent)| *percent >= 50).map(|(t, _)| *t);
            for answer in self.lexicon.closure(*term).iter().copied().chain(near) {
                links.extend(self.lexicon.implying(answer).map(|(o, _)| (o, answer, place)));
            }
        }
        links.sort_unstable();
        let mut found: Vec<(u32, TermId)> = Vec::new();
        for of in links.chunk_by(|a, b| a.0 == b.0) {
            let Some((occupation, ..)) = of.first().copied() else { continue };
            let family = self.lexicon.breadth(occupation) > 0;
            if family
                || self.lexicon.proper_trade(occupation) < PROPER
                || trade.occupations.iter().any(|(o, _)| *o == occupation)
            {
                continue;
            }
            let core = self.lexicon.core(occupation);
            let sum = |list: &mut dyn Iterator<Item = (TermId, u8)>| -> u32 {
                list.map(|(t, share)| u32::from(share) * self.lexicon.proper(t)).sum()
            };
            let asked =
                sum(&mut core.iter().copied().filter(|(t, _)| of.iter().any(|(_, c, _)| c == t)));
            let precise = asked * 100 / sum(&mut core.iter().copied()).max(1);
            let mut places: Vec<usize> = of.iter().map(|(_, _, place)| *place).collect();
            places.sort_unstable();
            places.dedup();
            let told: u32 =
                places.iter().filter_map(|p| content.get(*p)).map(|(_, weight)| weight).sum();
            let covered = told * 100 / whole.max(1);
            let several = of.chunk_by(|a, b| a.1 == b.1).count() > 1;
            if several && precise >= INFERRED_CORE && covered >= INFERRED_CONTENT {
                found.push((precise.min(100) * covered.min(100), occupation));
            }
        }
        found.sort_unstable_by_key(|(worth, o)| (std::cmp::Reverse(*worth), *o));
        let best = found.first().map_or(1, |(worth, _)| *worth);
        for (worth, occupation) in found.into_iter().take(INFERENCES) {
            trade.occupations.push((occupation, INFERRED * worth / best.max(1)));
        }
    }

    /// Adds the trades, terms and words of a title.
    fn titled(&self, title: &str, percent: u32, trade: &mut Trade) {
        let reading = self.lexicon.read(title);
        for hit in reading.hits.iter().filter(|h| h.sure) {
            if self.kind(hit.term) == Some(TermKind::Occupation) {
                let proper = self.lexicon.proper_trade(hit.term);
                let rank = title.get(hit.range.clone()).is_some_and(|t| self.lexicon.is_rank(t));
                let worth = if rank {
                    RANK
                } else if proper < PROPER {
                    proper
                } else {
                    100
                };
                trade.occupations.push((hit.term, percent * worth / 100));
            }
        }
        self.add_terms(&reading, percent, percent == 100, trade);
        // "Assistante sociale" is no "assistante de direction": the words of rank tell no trade, but where nothing else does.
        let ranked = |range: &std::ops::Range<usize>| {
            title.get(range.clone()).is_some_and(|word| self.lexicon.is_rank(word))
        };
        let bare = self.lexicon.is_rank(title);
        let words =
            super::profile::telling(self.lexicon, &reading).filter(|w| bare || !ranked(&w.range));
        trade.words.extend(words.map(|w| (w.key, self.lexicon.information(w.key))));
        trade.words.sort_unstable();
        trade.words.dedup();
    }

    /// Adds what the unit tells: its terms, and the trade that the title names with it ("directeur" + "des systèmes
    /// d'information").
    fn united(&self, title: &str, unit: &str, percent: u32, trade: &mut Trade) {
        // The kind of unit is no part of its name.
        let kind = unit.split_whitespace().next().unwrap_or_default();
        let field = if self.lexicon.is_rank(kind) {
            unit.get(kind.len()..).unwrap_or_default().trim()
        } else {
            unit
        };
        let reading = self.lexicon.read(field);
        self.add_terms(&reading, percent, false, trade);
        if trade.occupations.iter().any(|(_, worth)| *worth >= PROPER) {
            return;
        }
        let joined = self.lexicon.read(&format!("{title} {field}"));
        for hit in joined.hits.iter().filter(|h| h.sure && h.range.start < title.len()) {
            if self.kind(hit.term) == Some(TermKind::Occupation) {
                let longer = hit.range.end > title.len();
                trade.occupations.push((hit.term, if longer { 95 } else { percent }));
            }
        }
    }

    fn add_terms(&self, reading: &Reading, percent: u32, quoted: bool, trade: &mut Trade) {
        for mut asked in self.asked(reading) {
            if !quoted {
                asked.range = 0..0;
            }
            match trade.terms.iter_mut().find(|t| t.term == asked.term) {
                Some(known) => known.weight = known.weight.max(asked.weight * percent / 100),
                None => {
                    trade.terms.push(AskedTerm { weight: asked.weight * percent / 100, ..asked })
                }
            }
        }
    }

    /// The content of the work: the terms of the title, what one has by the trade, what the notice describes.
    fn core(&self, trade: &Trade) -> Terms {
        let mut terms: Vec<AskedTerm> = trade.terms.clone();
        let mut add = |term: TermId, weight: u32| match terms.iter_mut().find(|t| t.term == term) {
            Some(known) => known.weight = known.weight.max(weight),
            None => terms.push(AskedTerm { term, weight, range: 0..0 }),
        };
        for (occupation, percent) in
            trade.occupations.iter().filter(|(_, percent)| *percent >= PROPER)
        {
            let mut core = self.lexicon.core(*occupation).to_vec();
            core.sort_by_key(|(term, share)| (std::cmp::Reverse(*share), *term));
            for (term, share) in core.into_iter().take(CORE) {
                add(term, self.weight_of_name(term) * u32::from(share) * percent / 10_000);
            }
        }
        for (term, weight) in self.described_terms() {
            add(term, weight);
        }
        terms.retain(|t| t.weight > 0 && self.kind(t.term) != Some(TermKind::Behaviour));
        terms.sort_by_key(|t| (std::cmp::Reverse(t.weight), t.term));
        terms.truncate(CONTENT);
        Terms { terms, level: 0, lists: PRACTICE, ..Terms::default() }
    }

    /// The top domains in which the content of the work lies.
    fn field(&self, content: &[AskedTerm]) -> Terms {
        let mut tops: Vec<(TermId, u32)> = Vec::new();
        let mut whole = 0;
        for asked in content {
            whole += asked.weight;
            for top in
                self.lexicon.closure(asked.term).iter().filter(|t| self.lexicon.is_field(**t))
            {
                match tops.iter_mut().find(|(t, _)| t == top) {
                    Some((_, weight)) => *weight += asked.weight,
                    None => tops.push((*top, asked.weight)),
                }
            }
        }
        tops.retain(|(_, weight)| weight * 100 >= whole * FIELD);
        let terms = tops
            .into_iter()
            .map(|(term, weight)| AskedTerm { term, weight, range: 0..0 })
            .collect();
        Terms { terms, level: 1, lists: PRACTICE, ..Terms::default() }
    }

    /// The terms by which the notice describes the work.
    fn described_terms(&self) -> Vec<(TermId, u32)> {
        let offer = self.offer;
        let mut found = Vec::new();
        let asked = offer.requirements.iter().flat_map(RequirementNode::leaves);
        let asked = asked
            .filter(|r| matches!(r.kind, RequirementKind::Knowledge | RequirementKind::KnowHow))
            .map(|r| &r.text);
        for text in
            offer.missions.iter().chain(&offer.activities).chain(asked).chain(&offer.context)
        {
            for asked in self.asked(&self.lexicon.read(text)) {
                found.push((asked.term, asked.weight * DESCRIBED / 100));
            }
        }
        found
    }

    fn requirement(&self, node: &RequirementNode, index: usize, list: &mut Vec<Criterion>) {
        let Some(first) = node.leaves().next() else { return };
        let Some(made) = self.node(node) else { return };
        let force = node.leaves().map(|r| force_share(r.force)).max().unwrap_or(100);
        let text = match node {
            RequirementNode::One(r) => r.text.clone(),
            _ => join(node),
        };
        let span = match node {
            RequirementNode::One(r) => r.span,
            _ => self
                .offer
                .spans
                .get(&format!("requirements[{index}]"))
                .copied()
                .or_else(|| cover(node)),
        };
        list.push(Criterion {
            category: category(first.kind),
            text,
            span,
            share: force * substance(&made) / 100,
            node: made,
        });
    }

    fn node(&self, node: &RequirementNode) -> Option<Node> {
        let parts = |parts: &[RequirementNode]| -> Vec<Node> {
            parts.iter().filter_map(|p| self.node(p)).collect()
        };
        match node {
            RequirementNode::One(requirement) => self.leaf(requirement).map(Node::Leaf),
            RequirementNode::Any { any } => {
                Some(parts(any)).filter(|p| !p.is_empty()).map(Node::Any)
            }
            RequirementNode::All { all } => {
                Some(parts(all)).filter(|p| !p.is_empty()).map(Node::All)
            }
        }
    }

    fn leaf(&self, r: &Requirement) -> Option<Leaf> {
        // A status ("fonctionnaire de catégorie A") opens doors; it is no competence.
        if r.category.is_some() {
            return None;
        }
        let level = r.level.unwrap_or(0);
        let terms = |lists| {
            let terms = self.terms(&r.text, level, lists);
            (!terms.terms.is_empty() || !terms.words.is_empty()).then_some(Leaf::Terms(terms))
        };
        match r.kind {
            RequirementKind::Diploma => {
                let mut asked = self.asked(&self.lexicon.read(&r.text));
                for field in r.fields.iter().chain(&r.titles) {
                    for term in self.asked(&self.lexicon.read(field)) {
                        if !asked.iter().any(|a| a.term == term.term) {
                            asked.push(AskedTerm { range: 0..0, ..term });
                        }
                    }
                }
                let level = r.diploma_level.unwrap_or(0);
                (level > 0 || !asked.is_empty()).then_some(Leaf::Diploma { level, fields: asked })
            }
            RequirementKind::Experience => {
                let mut trade = Trade::default();
                for title in r.titles.iter().chain(&r.fields) {
                    self.titled(title, 100, &mut trade);
                }
                if trade.occupations.is_empty() && trade.terms.is_empty() {
                    self.titled(&r.text, 100, &mut trade);
                }
                let named = !trade.occupations.is_empty() || !trade.terms.is_empty();
                let months = r.months.map_or(MONTHS, |m| m.clamp(1, 600) as u16);
                Some(Leaf::Trade { trade: named.then_some(trade), months })
            }
            RequirementKind::Language => match (&r.language, r.language_level) {
                (Some(language), level) => Some(Leaf::Language {
                    key: language_key(language),
                    // Where no level is printed: an independent user.
                    level: level.map_or(4, language_rank),
                }),
                (None, _) => terms(Lists::LANGUAGES),
            },
            RequirementKind::Licence => {
                match r.licence.as_deref().map(licence_bits).filter(|b| *b != 0) {
                    Some(bits) => Some(Leaf::Licence { bits }),
                    None => terms(Lists::LICENCES.with(Lists::CERTIFICATES).with(Lists::SKILLS)),
                }
            }
            RequirementKind::Certification => terms(Lists::CERTIFICATES.with(Lists::SKILLS)),
            RequirementKind::Registration => terms(Lists::REGISTRATIONS),
            RequirementKind::Behaviour => terms(Lists::SKILLS),
            RequirementKind::Knowledge | RequirementKind::KnowHow | RequirementKind::Other => {
                terms(PRACTICE)
            }
        }
    }

    fn described(
        &self,
        category: FitCategory,
        text: &str,
        span: Option<Span>,
        list: &mut Vec<Criterion>,
    ) {
        let terms = self.terms(text, 0, PRACTICE);
        if terms.terms.is_empty() && terms.words.is_empty() {
            return;
        }
        let node = Node::Leaf(Leaf::Terms(terms));
        list.push(Criterion {
            category,
            text: text.to_owned(),
            span,
            share: substance(&node),
            node,
        });
    }

    /// The terms of a text and the telling words between them.
    fn terms(&self, text: &str, level: u8, lists: Lists) -> Terms {
        let reading = self.lexicon.read(text);
        let terms = self.asked(&reading);
        let mut words: Vec<(StemId, u16)> = super::profile::telling(self.lexicon, &reading)
            .filter(|w| {
                !terms.iter().any(|t| t.range.start <= w.range.start && w.range.end <= t.range.end)
            })
            .map(|w| (w.key, self.lexicon.information(w.key)))
            .collect();
        words.sort_unstable();
        words.dedup();
        let named: u32 = terms.iter().map(|t| t.weight).sum();
        let unnamed: u32 = words.iter().map(|(_, bits)| u32::from(*bits)).sum();
        // Words around a named term count only as far as they tell more than the term.
        let around = if terms.is_empty() { unnamed } else { unnamed.saturating_sub(named) / 2 };
        Terms { terms, words, around, level, lists }
    }

    /// The terms of a text that ask for something, with the weight of their most telling word.
    fn asked(&self, reading: &Reading) -> Vec<AskedTerm> {
        let mut asked: Vec<AskedTerm> = Vec::new();
        for hit in reading.hits.iter().filter(|h| h.sure) {
            if self.kind(hit.term) == Some(TermKind::Occupation)
                || asked.iter().any(|a| a.term == hit.term)
            {
                continue;
            }
            let telling = reading
                .words
                .iter()
                .filter(|w| hit.range.start <= w.range.start && w.range.end <= hit.range.end)
                .map(|w| u32::from(self.lexicon.information(w.key)))
                .max()
                .unwrap_or(0);
            asked.push(AskedTerm {
                term: hit.term,
                weight: self.scaled(hit.term, telling),
                range: hit.range.clone(),
            });
        }
        asked
    }

    /// A broad term tells less than a narrow one, and one that many families of trades share less than one of a single
    /// family, whatever its words.
    fn scaled(&self, term: TermId, telling: u32) -> u32 {
        let telling = telling.clamp(LIGHTEST, HEAVIEST);
        let narrow = match self.lexicon.breadth(term) {
            0..=3 => 100,
            4..=15 => 80,
            16..=60 => 60,
            _ => 40,
        };
        telling * narrow / 100 * self.lexicon.proper(term) / 100
    }

    fn weight_of_name(&self, term: TermId) -> u32 {
        let name = self.lexicon.name(term).to_owned();
        let telling = self
            .lexicon
            .read(&name)
            .words
            .iter()
            .map(|w| u32::from(self.lexicon.information(w.key)))
            .max();
        self.scaled(term, telling.unwrap_or(0))
    }

    fn kind(&self, term: TermId) -> Option<TermKind> {
        self.lexicon.kind(term)
    }
}

/// The lists that could hold an answer to what is asked of practice.
const PRACTICE: Lists = Lists::SKILLS.with(Lists::CERTIFICATES).with(Lists::EXPERIENCE);

const fn force_share(force: Force) -> u32 {
    match force {
        Force::Required => 100,
        Force::Preferred => 60,
        Force::AcquiredLater => 30,
    }
}

/// How much a criterion tells, in hundredths of a bit, within bounds: a line of names outweighs an empty phrase, but not
/// ten times.
fn substance(node: &Node) -> u32 {
    match node {
        Node::Leaf(Leaf::Terms(t) | Leaf::Content(t) | Leaf::Field(t)) => {
            let named: u32 = t.terms.iter().map(|t| t.weight).sum();
            (named + t.around / 4).clamp(100, 2_000)
        }
        Node::Leaf(_) => 700,
        Node::Any(parts) | Node::All(parts) => parts.iter().map(substance).max().unwrap_or(100),
    }
}

const fn category(kind: RequirementKind) -> FitCategory {
    match kind {
        RequirementKind::Diploma => FitCategory::Diploma,
        RequirementKind::Experience => FitCategory::Experience,
        RequirementKind::Knowledge | RequirementKind::Other => FitCategory::Knowledge,
        RequirementKind::KnowHow => FitCategory::KnowHow,
        RequirementKind::Behaviour => FitCategory::Behaviour,
        RequirementKind::Certification => FitCategory::Certification,
        RequirementKind::Registration => FitCategory::Registration,
        RequirementKind::Licence => FitCategory::Licence,
        RequirementKind::Language => FitCategory::Language,
    }
}

fn join(node: &RequirementNode) -> String {
    let mut text = String::new();
    for leaf in node.leaves() {
        if !text.contains(&leaf.text) {
            if !text.is_empty() {
                text.push_str(" / ");
            }
            text.push_str(&leaf.text);
        }
    }
    text
}

fn cover(node: &RequirementNode) -> Option<Span> {
    let spans = || node.leaves().filter_map(|r| r.span);
    let start = spans().map(|s| s.start).min()?;
    Some(Span::new(start, spans().map(|s| s.end).max()?))
}
