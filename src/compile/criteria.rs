//! An offer turned into weighted criteria.

use super::{
    profile::{LanguageKey, Lists, language_key, language_rank, licence_bits},
    weights::FitCategory,
};
use crate::{
    base::dial,
    model::{Force, Offer, Requirement, RequirementKind, RequirementNode, Span},
    text::{Lexicon, Reading, StemId, TermId, TermKind, fold},
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

/// Months of practice in the trade that give full credit where a notice prints none.
pub(crate) const MONTHS: u16 = 36;

/// Bounds of the weight of a term by its most telling word, in hundredths of a bit: a precise name may be made of common
/// words.
pub(super) const HEAVIEST: u32 = 700;
pub(super) const LIGHTEST: u32 = 300;

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

pub(super) struct Maker<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) offer: &'a Offer,
}

impl Maker<'_> {
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
            RequirementNode::One(requirement) => {
                let leaf = self.leaf(requirement)?;
                Some(match (leaf, requirement.language.as_deref()) {
                    (Leaf::Language { key, level }, Some(language)) => spoken(language, key, level),
                    (leaf, _) => Node::Leaf(leaf),
                })
            }
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
    pub(super) fn asked(&self, reading: &Reading) -> Vec<AskedTerm> {
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
        let telling = telling.clamp(dial("LIGHTEST", LIGHTEST), dial("HEAVIEST", HEAVIEST));
        let narrow = match self.lexicon.breadth(term) {
            0..=3 => 100,
            4..=15 => 80,
            16..=60 => 60,
            _ => 40,
        };
        telling * narrow / 100 * self.lexicon.proper(term) / 100
    }

    pub(super) fn weight_of_name(&self, term: TermId) -> u32 {
        self.scaled(term, u32::from(self.lexicon.told_by_name(term)))
    }

    pub(super) fn kind(&self, term: TermId) -> Option<TermKind> {
        self.lexicon.kind(term)
    }
}

/// The lists that could hold an answer to what is asked of practice.
pub(super) const PRACTICE: Lists = Lists::SKILLS.with(Lists::CERTIFICATES).with(Lists::EXPERIENCE);

/// The Kanak languages by the names and codes that profiles use for each. A profile that speaks one of them speaks "a
/// Kanak language".
const KANAK: [&[&str]; 22] = [
    &["drehu", "dehu", "dhv"],
    &["nengone", "nen"],
    &["iaai", "iai"],
    &["fagauvea", "uve"],
    &["paicî", "pri"],
    &["ajië", "aji"],
    &["xârâcùù", "ane"],
    &["xârâgurè", "axx"],
    &["cèmuhî", "cam"],
    &["drubea", "duf"],
    &["numèè", "kdk"],
    &["yuanga", "zuanga", "nua"],
    &["nyelâyu", "yly"],
    &["nêlêmwa", "nee"],
    &["caac", "msq"],
    &["nemi", "nem"],
    &["fwâi", "fwa"],
    &["jawe", "jaz"],
    &["pije", "piz"],
    &["tîrî", "cir"],
    &["vamale", "mkt"],
    &["bwatoo", "bwa"],
];

/// A language under each of its names; where a family is asked, any of its languages.
fn spoken(language: &str, key: LanguageKey, level: u8) -> Node {
    let folded = fold(language);
    let family = folded.contains("kanak") || folded.contains("melanesien");
    let mut keys = vec![key];
    for names in KANAK {
        if family || names.iter().any(|name| language_key(name) == key) {
            keys.extend(names.iter().map(|name| language_key(name)));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    Node::Any(keys.into_iter().map(|key| Node::Leaf(Leaf::Language { key, level })).collect())
}

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
