//! Words: an assessment as text in French or English, and the record that lets it be replayed.
//!
//! Results hold codes and data; the phrases live here, one exhaustive match a language, so that a new code does not
//! compile until both languages can say it.

mod en;
mod fr;
mod record;
mod text;

pub use record::DecisionRecord;
pub use text::Report;

use crate::{
    assess::{NeededFact, Observation, Tier, evidence::EvidenceKind},
    base::{Lang, Outcome, Verdict},
    compile::weights::FitCategory,
    model::Route,
    rules::Confidence,
};

/// The phrases of one language.
struct Words {
    lang: Lang,
    route: fn(Route) -> &'static str,
    verdict: fn(Verdict) -> &'static str,
    outcome: fn(Outcome) -> &'static str,
    tier: fn(Tier) -> &'static str,
    confidence: fn(Confidence) -> &'static str,
    category: fn(FitCategory) -> &'static str,
    matched: fn(EvidenceKind) -> &'static str,
    observation: fn(&Observation) -> String,
    needed: fn(&NeededFact) -> String,
    fixed: Fixed,
}

/// Phrases that do not vary.
struct Fixed {
    priority: &'static str,
    no_priority: &'static str,
    best_possible: &'static str,
    fit: &'static str,
    no_fit: &'static str,
    potential: &'static str,
    band: &'static str,
    doors: &'static str,
    no_door: &'static str,
    grade: &'static str,
    missing: &'static str,
    opens: &'static str,
    never: &'static str,
    by_time: &'static str,
    in_time: &'static str,
    too_late: &'static str,
    and: &'static str,
    nothing: &'static str,
    source: &'static str,
    closed: &'static str,
    documents: &'static str,
    not_confirmed: &'static str,
    wishes: &'static str,
    /// Titles, workplaces, domains.
    aspects: [&'static str; 3],
    advice: &'static str,
    quotes: (&'static str, &'static str),
    colon: &'static str,
}

const fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Fr => &fr::WORDS,
        Lang::En => &en::WORDS,
    }
}
