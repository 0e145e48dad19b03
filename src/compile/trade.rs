//! The trade of a post: read from its title and its official job, from its unit, or inferred from what it asks.

use super::{
    criteria::{AskedTerm, Criteria, Criterion, Leaf, MONTHS, Maker, Node, PRACTICE, Terms, Trade},
    profile::command,
    weights::FitCategory,
};
use crate::{
    base::dial,
    model::{RequirementKind, RequirementNode},
    text::{Reading, TermId, TermKind},
};

/// From this level of responsibility on, a post leads people.
const HEAD: u8 = 4;

/// Level asked where a notice prints none: the basics.
pub(crate) const LEVEL: u8 = 2;

/// What the trade of the RESPNC job counts beside that of the title, in percent: it is one of 368 broad ones.
const OFFICIAL_JOB: u32 = 85;

/// The same where the title names another trade.
const OTHER_JOB: u32 = 40;

/// A trade whose core is less proper than this to one kind of work says little; a rank ("chef de section") is worth this
/// in percent as a trade.
const PROPER: u32 = 40;
const RANK: u32 = 25;

/// What a trade is worth that the content of the work tells, not the title, in percent; and how much of its core must be
/// asked, and of the content be told by it, in percent.
const INFERRED: u32 = 80;
const INFERRED_CORE: u32 = 45;
const INFERRED_CONTENT: u32 = 20;

/// What a trade is worth that a title names beside another, in percent: it is a part of the work.
const JOINED: u32 = 75;
/// The words that join fields.
const JOINTS: [&str; 13] =
    ["", "et", "ou", "en", "de", "des", "du", "d", "la", "le", "les", "l", "and"];

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

impl Maker<'_> {
    pub(super) fn trade(&self, found: &mut Criteria) {
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
        found.list.push(criterion(
            dial("SHARE_HELD", HELD),
            Node::Leaf(Leaf::Trade { trade: None, months: MONTHS }),
        ));
        self.infer(&mut trade);
        let core = self.core(&trade);
        let core_terms = core.terms.clone();
        if !core.terms.is_empty() {
            found
                .list
                .push(criterion(dial("SHARE_BY_TRADE", BY_TRADE), Node::Leaf(Leaf::Content(core))));
        }
        let field = self.field(&core_terms);
        if !field.terms.is_empty() {
            found
                .list
                .push(criterion(dial("SHARE_IN_FIELD", IN_FIELD), Node::Leaf(Leaf::Field(field))));
        }
        let asked = self.led();
        if asked >= HEAD {
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

    /// The level of responsibility of the post, by its title and the number of people it leads.
    fn led(&self) -> u8 {
        let title = self.offer.title.as_deref().unwrap_or_default();
        let led = self.offer.supervises.map_or(0, |n| command(Some(n)));
        self.lexicon.seniority(title).unwrap_or(0).max(led)
    }

    /// What the official job counts: less where the title names another trade.
    fn official(&self, job: &str, trade: &Trade) -> u32 {
        let proper: Vec<TermId> = trade
            .occupations
            .iter()
            .map(|(o, _)| *o)
            .filter(|o| self.lexicon.proper_trade(*o) >= dial("PROPER", PROPER))
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
            dial("OFFICIAL_JOB", OFFICIAL_JOB)
        } else {
            dial("OTHER_JOB", OTHER_JOB)
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
                || self.lexicon.proper_trade(occupation) < dial("PROPER", PROPER)
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
            if several
                && precise >= dial("INFERRED_CORE", INFERRED_CORE)
                && covered >= dial("INFERRED_CONTENT", INFERRED_CONTENT)
            {
                found.push((precise.min(100) * covered.min(100), occupation));
            }
        }
        found.sort_unstable_by_key(|(worth, o)| (std::cmp::Reverse(*worth), *o));
        let best = found.first().map_or(1, |(worth, _)| *worth);
        for (worth, occupation) in found.into_iter().take(INFERENCES) {
            trade.occupations.push((occupation, dial("INFERRED", INFERRED) * worth / best.max(1)));
        }
    }

    /// Adds the trades, terms and words of a title.
    pub(super) fn titled(&self, title: &str, percent: u32, trade: &mut Trade) {
        let reading = self.lexicon.read(title);
        for hit in reading.hits.iter().filter(|h| h.sure) {
            if self.kind(hit.term) == Some(TermKind::Occupation) {
                let proper = self.lexicon.proper_trade(hit.term);
                let rank = title.get(hit.range.clone()).is_some_and(|t| self.lexicon.is_rank(t));
                let worth = if rank {
                    dial("RANK", RANK)
                } else if proper < dial("PROPER", PROPER) {
                    proper
                } else {
                    100
                };
                trade.occupations.push((hit.term, percent * worth / 100));
            }
        }
        self.joined(title, &reading, percent, trade);
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

    /// "Ingénieur en réseau, cybersécurité et bases de données" is an engineer of each: the head of a trade's name goes with
    /// the fields that are joined to it.
    fn joined(&self, title: &str, reading: &Reading, percent: u32, trade: &mut Trade) {
        let mut hits = reading.hits.iter().filter(|h| h.sure);
        let Some(first) = hits.find(|h| self.kind(h.term) == Some(TermKind::Occupation)) else {
            return;
        };
        let named = title.get(first.range.clone()).unwrap_or_default();
        let head = named.split_whitespace().next().unwrap_or_default();
        let mut end = first.range.end;
        for hit in hits {
            if hit.range.start < end {
                continue;
            }
            let between = title.get(end..hit.range.start).unwrap_or_default();
            let joint = between
                .split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '&' | '\'' | '’'))
                .all(|word| JOINTS.contains(&word.to_lowercase().as_str()));
            let separated = between.trim() != "";
            if !joint || !separated {
                break;
            }
            end = hit.range.end;
            let phrase = format!("{head} {}", title.get(hit.range.clone()).unwrap_or_default());
            for other in self.lexicon.read(&phrase).hits {
                if other.sure
                    && other.range == (0..phrase.len())
                    && self.kind(other.term) == Some(TermKind::Occupation)
                {
                    trade.occupations.push((other.term, percent * dial("JOINED", JOINED) / 100));
                }
            }
        }
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
        if trade.occupations.iter().any(|(_, worth)| *worth >= dial("PROPER", PROPER)) {
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
            trade.occupations.iter().filter(|(_, percent)| *percent >= dial("PROPER", PROPER))
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
        tops.retain(|(_, weight)| weight * 100 >= whole * dial("FIELD", FIELD));
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
                found.push((asked.term, asked.weight * dial("DESCRIBED", DESCRIBED) / 100));
            }
        }
        found
    }
}
