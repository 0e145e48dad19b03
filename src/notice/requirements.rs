//! From an item of the profile to a requirement.

use super::{body::Item, labels::Part, terms};
use crate::{
    model::{Force, Requirement, RequirementKind, RequirementNode},
    text::fold,
};

/// The requirement that an item of the profile makes; `None` where it makes none.
pub(super) fn read(item: &Item) -> Option<RequirementNode> {
    let kind = match item.part {
        Part::Knowledge | Part::Profile => RequirementKind::Knowledge,
        Part::KnowHow => RequirementKind::KnowHow,
        Part::Behaviour => RequirementKind::Behaviour,
        _ => return None,
    };
    if item.lead {
        return None;
    }
    let text = item.quote.text.as_str();
    let mut requirement = Requirement::new(kind, text);
    let folded = fold(text);
    requirement.level = level(&folded);
    requirement.force = if item.starred { Force::AcquiredLater } else { force(&folded) };
    requirement.span = Some(item.quote.span());
    requirement.terms =
        terms::find(text).into_iter().filter_map(|r| text.get(r)).map(str::to_owned).collect();
    Some(requirement.into())
}

/// The level of mastery that words ask: 1 notions, 2 basics, 3 solid, 4 expert.
pub(super) fn level(words: &str) -> Option<u8> {
    const WORDS: &[(&str, u8)] = &[
        ("notion", 1),
        ("sensibilis", 1),
        ("initiation", 1),
        ("bases ", 2),
        ("connaissance de base", 2),
        ("connaissances de base", 2),
        ("expert", 4),
        ("parfaite maitrise", 4),
        ("excellente maitrise", 4),
        ("tres bonne maitrise", 4),
        ("maitrise approfondie", 4),
        ("connaissance approfondie", 4),
        ("connaissances approfondies", 4),
        ("excellente connaissance", 4),
        ("excellentes connaissances", 4),
        ("tres bonne connaissance", 3),
        ("tres bonnes connaissances", 3),
        ("maitris", 3),
        ("solide", 3),
        ("bonne connaissance", 3),
        ("bonnes connaissances", 3),
        ("bonne pratique", 3),
        ("connaissance", 2),
        ("connaitre", 2),
    ];
    WORDS.iter().find(|(word, _)| words.contains(word)).map(|(_, level)| *level)
}

/// How strongly words ask.
pub(super) fn force(words: &str) -> Force {
    const LATER: &[&str] = &["a acquerir", "pourront etre acquises", "pourra etre acquis"];
    const PREFERRED: &[&str] = &[
        "souhait",
        "serait un plus",
        "seraient un plus",
        "est un plus",
        "sont un plus",
        "un atout",
        "appreci",
        "prefer",
        "si possible",
        "idealement",
        "de preference",
        "un avantage",
    ];
    if LATER.iter().any(|w| words.contains(w)) {
        Force::AcquiredLater
    } else if PREFERRED.iter().any(|w| words.contains(w)) {
        Force::Preferred
    } else {
        Force::Required
    }
}
