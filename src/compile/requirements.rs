//! Which requirements of a notice are conditions of which doors.
//!
//! Only what is printed as required: diplomas, certifications, fields and experience for on-title, direct, contract and
//! functional doors; licences, registrations and languages with a printed level for every door; a category of civil
//! servants for the doors of civil servants. Knowledge, know-how and behaviour never gate, nor does an experience of
//! which neither the length nor the field is printed.

use crate::{
    model::{Force, Offer, Requirement, RequirementKind, RequirementNode, Route, level_of_title},
    rules::{Expr, Test},
    text::{stem, tokens},
};

/// A condition that a requirement makes.
pub(crate) struct Printed {
    pub rule: &'static str,
    pub expr: Expr,
}

/// Whether a notice prints a required diploma.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Concern {
    None,
    /// By title or field only.
    Named,
    /// By level.
    Level,
}

/// The conditions that one requirement makes for a route.
pub(crate) fn conditions(node: &RequirementNode, route: Route, offer: &Offer) -> Vec<Printed> {
    match node {
        RequirementNode::One(leaf) if gates(leaf, route) => {
            vec![Printed { rule: rule_of(leaf), expr: leaf_expr(leaf, offer) }]
        }
        RequirementNode::One(_) => Vec::new(),
        RequirementNode::All { all } => {
            all.iter().flat_map(|part| conditions(part, route, offer)).collect()
        }
        RequirementNode::Any { .. } if concerns(node, route) => {
            vec![Printed { rule: "notice.alternatives", expr: expr(node, offer) }]
        }
        RequirementNode::Any { .. } => Vec::new(),
    }
}

/// What the notice prints of a required diploma.
pub(crate) fn printed_diploma(nodes: &[RequirementNode]) -> Concern {
    nodes
        .iter()
        .flat_map(RequirementNode::leaves)
        .filter(|leaf| leaf.kind == RequirementKind::Diploma && leaf.force == Force::Required)
        .map(|leaf| {
            if leaf.diploma_level.is_some() {
                Concern::Level
            } else if leaf.titles.is_empty() && leaf.fields.is_empty() {
                Concern::None
            } else {
                Concern::Named
            }
        })
        .max()
        .unwrap_or(Concern::None)
}

fn concerns(node: &RequirementNode, route: Route) -> bool {
    node.leaves().any(|leaf| gates(leaf, route))
}

fn gates(leaf: &Requirement, route: Route) -> bool {
    if leaf.force != Force::Required {
        return false;
    }
    if leaf.category.is_some() {
        return matches!(
            route,
            Route::Mobility | Route::ChangeOfCorps | Route::Secondment | Route::Functional
        );
    }
    let skilled =
        matches!(route, Route::OnTitle | Route::Direct | Route::Contract | Route::Functional);
    match leaf.kind {
        RequirementKind::Diploma | RequirementKind::Certification => skilled,
        RequirementKind::Experience => {
            let long = leaf.months.is_some_and(|months| months > 0);
            skilled && (long || !leaf.fields.is_empty() || is_similar(leaf))
        }
        RequirementKind::Licence | RequirementKind::Registration => true,
        RequirementKind::Language => leaf.language_level.is_some() && leaf.language.is_some(),
        RequirementKind::Knowledge
        | RequirementKind::KnowHow
        | RequirementKind::Behaviour
        | RequirementKind::Other => false,
    }
}

fn rule_of(leaf: &Requirement) -> &'static str {
    if leaf.category.is_some() {
        return "notice.category";
    }
    match leaf.kind {
        RequirementKind::Diploma => "notice.diploma",
        RequirementKind::Experience => "notice.experience",
        RequirementKind::Licence => "notice.licence",
        RequirementKind::Registration => "notice.registration",
        RequirementKind::Certification => "notice.certification",
        RequirementKind::Language => "notice.language",
        RequirementKind::Knowledge
        | RequirementKind::KnowHow
        | RequirementKind::Behaviour
        | RequirementKind::Other => "notice.other",
    }
}

/// An alternative counts whatever it is; one that no fact can settle stays unknown.
fn expr(node: &RequirementNode, offer: &Offer) -> Expr {
    match node {
        RequirementNode::One(leaf) => leaf_expr(leaf, offer),
        RequirementNode::Any { any } => {
            Expr::Any { any: any.iter().map(|part| expr(part, offer)).collect() }
        }
        RequirementNode::All { all } => {
            Expr::All { all: all.iter().map(|part| expr(part, offer)).collect() }
        }
    }
}

fn leaf_expr(leaf: &Requirement, offer: &Offer) -> Expr {
    if leaf.category.is_some() {
        return Test::ServesInCategory { category: leaf.category }.into();
    }
    match leaf.kind {
        RequirementKind::Diploma => diploma(leaf),
        RequirementKind::Experience => experience(leaf, offer),
        RequirementKind::Licence => {
            Test::Licence { licence: leaf.licence.as_ref().unwrap_or(&leaf.text).clone() }.into()
        }
        RequirementKind::Registration => Test::Registration { name: leaf.text.clone() }.into(),
        RequirementKind::Certification => Test::Certification {
            names: if leaf.terms.is_empty() { vec![leaf.text.clone()] } else { leaf.terms.clone() },
        }
        .into(),
        RequirementKind::Language => match (&leaf.language, leaf.language_level) {
            (Some(language), Some(level)) => {
                Test::Language { language: language.clone(), level: Some(level) }.into()
            }
            _ => Test::Unclear.into(),
        },
        RequirementKind::Knowledge
        | RequirementKind::KnowHow
        | RequirementKind::Behaviour
        | RequirementKind::Other => Test::Unclear.into(),
    }
}

/// Stems of titles that name a level of study and no trade.
const GENERAL: &[&str] = &[
    "bts",
    "btsa",
    "dut",
    "but",
    "deug",
    "deust",
    "licenc",
    "licence",
    "master",
    "mastere",
    "bac",
    "baccalaureat",
    "cap",
    "bep",
    "doctorat",
    "doctora",
    "ingenieur",
    "maitris",
    "dess",
    "dea",
    "brevet",
    "bachelor",
    "phd",
];
/// Stems that belong to the name of a level of study.
const GENERAL_MORE: &[&str] = &[
    "technicien",
    "superieur",
    "technologi",
    "technologiqu",
    "professionnel",
    "pro",
    "general",
    "universitair",
    "etud",
    "aptitud",
    "certificat",
    "ecol",
    "diplom",
    "titulair",
    "titr",
    "etat",
    "exig",
    "requi",
    "minimum",
    "m1",
    "m2",
    "1",
    "2",
    "3",
    "4",
    "5",
    "niveau",
    "equivalent",
    "homologu",
    "reconnu",
    "etr",
];

/// A diploma is asked by level and field; by title where the title names a trade ("diplôme d'État d'infirmier"). A title
/// that names a level of study ("BTS informatique") asks for that level in that field.
fn diploma(leaf: &Requirement) -> Expr {
    let by_level =
        |level: Option<u8>, fields: Vec<String>| Test::Diploma { level, fields, titles: vec![] };
    let mut any: Vec<Expr> = Vec::new();
    let mut trades: Vec<String> = Vec::new();
    for title in &leaf.titles {
        let words = tokens(title);
        let general = words.iter().any(|word| GENERAL.contains(&stem(&word.text).as_str()));
        if !general {
            trades.push(title.clone());
            continue;
        }
        // Words of one or two letters are articles.
        let content: Vec<&str> = words
            .iter()
            .filter(|word| {
                let stem = stem(&word.text);
                word.text.len() > 2
                    && !GENERAL.contains(&stem.as_str())
                    && !GENERAL_MORE.contains(&stem.as_str())
            })
            .map(|word| word.text.as_str())
            .collect();
        let fields = if leaf.fields.is_empty() && !content.is_empty() {
            vec![content.join(" ")]
        } else {
            leaf.fields.clone()
        };
        let level = leaf.diploma_level.or_else(|| level_of_title(title));
        if level.is_none() && fields.is_empty() {
            trades.push(title.clone());
            continue;
        }
        let test = by_level(level, fields).into();
        if !any.contains(&test) {
            any.push(test);
        }
    }
    if !trades.is_empty() {
        any.push(Test::Diploma { level: None, fields: vec![], titles: trades }.into());
    }
    if leaf.titles.is_empty() && (leaf.diploma_level.is_some() || !leaf.fields.is_empty()) {
        any.push(by_level(leaf.diploma_level, leaf.fields.clone()).into());
    }
    match any.len() {
        0 => Test::Unclear.into(),
        1 => any.remove(0),
        _ => Expr::Any { any },
    }
}

/// "sur un poste similaire" asks for a post like this one.
fn is_similar(leaf: &Requirement) -> bool {
    const LIKE: &[&str] = &["similair", "equivalent", "comparabl", "analogu", "identiqu"];
    tokens(&leaf.text).iter().any(|token| LIKE.contains(&stem(&token.text).as_str()))
}

/// Whether the words say more than a length of experience: what they qualify was not read as a field.
fn is_qualified(leaf: &Requirement) -> bool {
    const PLAIN: &[&str] = &[
        "experienc",
        "professionnel",
        "anne",
        "annee",
        "mois",
        "minimum",
        "minimal",
        "moin",
        "moins",
        "plus",
        "exig",
        "requi",
        "requis",
        "obligatoir",
        "indispensabl",
        "justifier",
        "avoir",
        "avec",
        "disposer",
        "posseder",
        "solid",
        "premier",
        "reussi",
        "averee",
        "aver",
        "significatif",
        "bon",
        "bonn",
        "deux",
        "troi",
        "trois",
        "quatr",
        "cinq",
        "entr",
        "year",
        "years",
        "month",
        "months",
        "least",
        "vous",
        "anciennet",
        "experience",
        "annees",
    ];
    tokens(&leaf.text).iter().any(|token| {
        token.text.len() > 3
            && !token.text.starts_with(|c: char| c.is_ascii_digit())
            && !PLAIN.contains(&stem(&token.text).as_str())
            && !PLAIN.contains(&token.text.as_str())
    })
}

fn experience(leaf: &Requirement, offer: &Offer) -> Expr {
    let mut fields = leaf.fields.clone();
    if fields.is_empty() && is_similar(leaf) {
        fields.extend(offer.title.clone());
    }
    let months = leaf.months.filter(|months| *months > 0);
    let vague = fields.is_empty() && (months.is_none() || is_qualified(leaf));
    let test = Test::Experience { months, fields };
    if vague {
        // Of a kind that only a reader can judge: too short a time is too short whatever it was.
        return Expr::All { all: vec![test.into(), Test::Unclear.into()] };
    }
    test.into()
}
