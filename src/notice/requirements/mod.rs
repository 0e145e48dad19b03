//! What a notice asks, as structure.
//!
//! An item of the profile is cut into sentences, a sentence into alternatives (*diplôme … et/ou expérience …*), an
//! alternative into what must come together (*… avec 2 ans d'expérience*). Cuts are made only between things that can
//! each be asked alone (diploma, experience, status, licence …); a list of tools or fields stays one requirement.
//! Where an item makes several requirements the first one carries the words of the whole item.

mod clause;
mod extract;
mod words;

use super::{body::Item, labels::Part, terms::Names};
use crate::{
    model::{Force, Requirement, RequirementKind, RequirementNode, Span},
    text::fold,
};
use clause::{Clause, alternatives, sentences, together};
pub(super) use extract::grade_levels;

/// The requirements that an item makes, in the order of its words. Linear.
pub(super) fn read(item: &Item, names: &Names<'_>) -> Vec<RequirementNode> {
    let default = match item.part {
        Part::Knowledge | Part::Profile => RequirementKind::Knowledge,
        Part::KnowHow => RequirementKind::KnowHow,
        Part::Behaviour => RequirementKind::Behaviour,
        Part::Conditions => RequirementKind::Other,
        _ => return Vec::new(),
    };
    let text = item.quote.text.as_str();
    if item.lead || is_note(text) {
        return Vec::new();
    }
    let context = Context { item, default, names };
    let mut nodes: Vec<RequirementNode> = Vec::new();
    let mut plain: Option<Clause> = None;
    for sentence in sentences(text) {
        let node = context.sentence(text, sentence);
        match node {
            // Sentences of prose are one requirement.
            Found::Plain(clause) => {
                let start = plain.map_or(clause.start, |p| p.start);
                plain = Some(start..clause.end);
            }
            Found::Node(node) => {
                if let Some(clause) = plain.take() {
                    nodes.push(context.requirement(text, clause, default).into());
                }
                nodes.push(node);
            }
            Found::Nodes(list) => nodes.extend(list),
        }
    }
    if let Some(clause) = plain {
        nodes.push(context.requirement(text, clause, default).into());
    }
    if item.part == Part::Conditions {
        // Conditions of work are no requirements, but a licence or a registration among them is.
        nodes.retain(|n| n.leaves().all(|r| is_document(r.kind)));
        return nodes;
    }
    if nodes.len() > 1
        && let Some(RequirementNode::One(first)) = nodes.first_mut()
    {
        first.text = text.to_owned();
        first.span = Some(item.quote.span());
    }
    nodes
}

/// What a sentence makes.
enum Found {
    /// Words without structure of their own.
    Plain(Clause),
    Node(RequirementNode),
    Nodes(Vec<RequirementNode>),
}

struct Context<'a> {
    item: &'a Item,
    default: RequirementKind,
    names: &'a Names<'a>,
}

impl Context<'_> {
    fn sentence(&self, text: &str, sentence: Clause) -> Found {
        if !extract::can_ask(&fold(text.get(sentence.clone()).unwrap_or_default())) {
            return Found::Plain(sentence);
        }
        let parts = alternatives(text, sentence.clone());
        if parts.len() > 1 {
            // `BTS ou 3 ans d'expérience souhaités`: the word at the end speaks of all of them.
            let whole = fold(text.get(sentence).unwrap_or_default());
            let first =
                parts.first().and_then(|p| text.get(p.clone())).map(fold).unwrap_or_default();
            let shared = words::force(&whole, false) == Force::Preferred && !words::demands(&first);
            let mut any: Vec<RequirementNode> =
                parts.into_iter().map(|part| self.conjunction(text, part)).collect();
            if shared {
                any.iter_mut().for_each(prefer);
            }
            return Found::Node(RequirementNode::Any { any });
        }
        let parts = together(text, sentence.clone());
        if parts.len() > 1 {
            return Found::Nodes(
                parts.into_iter().map(|p| self.requirement(text, p, self.default).into()).collect(),
            );
        }
        match extract::kind(text.get(sentence.clone()).unwrap_or_default()) {
            None => Found::Plain(sentence),
            Some(kind) => Found::Node(self.requirement(text, sentence, kind).into()),
        }
    }

    fn conjunction(&self, text: &str, part: Clause) -> RequirementNode {
        let parts = together(text, part.clone());
        if parts.len() > 1 {
            let all =
                parts.into_iter().map(|p| self.requirement(text, p, self.default).into()).collect();
            return RequirementNode::All { all };
        }
        self.requirement(text, part, self.default).into()
    }

    fn requirement(&self, text: &str, clause: Clause, default: RequirementKind) -> Requirement {
        let words = text.get(clause.clone()).unwrap_or_default();
        let kind = extract::kind(words).unwrap_or(default);
        let mut requirement = Requirement::new(kind, words);
        let folded = fold(words);
        // A bracket with words of force beside a diploma or a licence leaves it open which of them it means.
        let ability = matches!(
            kind,
            RequirementKind::Knowledge | RequirementKind::KnowHow | RequirementKind::Behaviour
        );
        let force = if ability { words::force_outside } else { words::force };
        requirement.force = force(&folded, self.item.starred);
        requirement.span = Some(self.span(clause));
        extract::fill(&mut requirement, words);
        if matches!(
            kind,
            RequirementKind::Knowledge | RequirementKind::KnowHow | RequirementKind::Language
        ) {
            requirement.level = words::level(&folded);
        }
        if !matches!(kind, RequirementKind::Behaviour | RequirementKind::Licence) {
            requirement.terms = self.names.of(words);
        }
        requirement
    }

    /// The place of a clause: its own where the item stands on one line as printed, else the item's.
    fn span(&self, clause: Clause) -> Span {
        let whole = self.item.quote.span();
        if self.item.quote.verbatim {
            Span::new(whole.start + clause.start, whole.start + clause.end)
        } else {
            whole
        }
    }
}

fn prefer(node: &mut RequirementNode) {
    match node {
        RequirementNode::One(requirement) => requirement.force = Force::Preferred,
        RequirementNode::Any { any: parts } | RequirementNode::All { all: parts } => {
            parts.iter_mut().for_each(prefer);
        }
    }
}

const fn is_document(kind: RequirementKind) -> bool {
    matches!(
        kind,
        RequirementKind::Licence | RequirementKind::Registration | RequirementKind::Certification
    )
}

/// Notes of the form: what the star means.
pub(super) fn is_note(text: &str) -> bool {
    let folded = fold(text);
    folded.contains("competences suivies d")
        || folded.contains("competences acquises apres la prise de poste")
        || folded.starts_with("(*)")
        || folded.starts_with("* competences")
}
