//! English.

use super::{Fixed, Words};
use crate::{
    assess::{Asked, NeededFact, Observation, Tier, evidence::EvidenceKind},
    base::{Lang, Outcome, Verdict},
    compile::weights::FitCategory,
    model::Route,
    rules::Confidence,
};

pub(super) static WORDS: Words = Words {
    lang: Lang::En,
    route,
    verdict,
    outcome,
    tier,
    confidence,
    category,
    matched,
    observation,
    needed,
    fixed: Fixed {
        priority: "priority",
        no_priority: "no priority (every door is closed)",
        best_possible: "at best, once the unknown facts are known",
        fit: "fit",
        no_fit: "no fit: the notice states no criterion",
        potential: "potential",
        band: "band",
        doors: "doors",
        no_door: "the notice opens no readable door",
        grade: "grade",
        missing: "to be stated, most useful first",
        opens: "would open with",
        never: "time alone will never open it",
        by_time: "will open by time alone on",
        in_time: "before the closing date",
        too_late: "too late for this notice",
        and: " and ",
        nothing: "nothing in the profile answers this",
        source: "basis",
        closed: "the closing date has passed",
        documents: "documents to bring",
        not_confirmed: " (not confirmed by an official source)",
        wishes: "the person's wishes (apart from the fit)",
        aspects: ["title", "place", "domain"],
        advice: "Computed advice, to be checked by a person: it is not a decision.",
        quotes: ("“", "”"),
        colon: ":",
    },
};

fn route(route: Route) -> &'static str {
    match route {
        Route::OnTitle => "recruitment on title",
        Route::Direct => "direct recruitment without competition",
        Route::Mobility => "mobility",
        Route::ChangeOfCorps => "change of corps",
        Route::Secondment => "secondment",
        Route::Competition => "competition laureate",
        Route::Contract => "contract, failing all others",
        Route::Functional => "functional employment",
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Eligible => "eligible",
        Verdict::Undetermined => "undetermined",
        Verdict::Ineligible => "ineligible",
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "met",
        Outcome::NotMet => "not met",
        Outcome::Unknown => "unknown",
        Outcome::NotApplicable => "not applicable",
    }
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Citizen => "citizen of New Caledonia",
        Tier::NotApplicable => "no residence rule",
        Tier::Resident => "resident of sufficient duration",
        Tier::Derogation => "by derogation",
        Tier::Fallback => "failing others (contract)",
    }
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::StatedInLaw => "stated in law",
        Confidence::OfficialDescription => "official description",
        Confidence::Secondary => "secondary source",
        Confidence::Inferred => "inferred, to be confirmed",
    }
}

fn category(category: FitCategory) -> &'static str {
    match category {
        FitCategory::Trade => "trade",
        FitCategory::Responsibility => "level of responsibility",
        FitCategory::Experience => "experience",
        FitCategory::Diploma => "diploma",
        FitCategory::Knowledge => "knowledge",
        FitCategory::KnowHow => "know-how",
        FitCategory::Missions => "missions",
        FitCategory::Certification => "certifications",
        FitCategory::Registration => "registrations",
        FitCategory::Licence => "licences",
        FitCategory::Language => "languages",
        FitCategory::Behaviour => "behaviour",
        FitCategory::Context => "context of the post",
    }
}

fn matched(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Same => "same words",
        EvidenceKind::Alias => "another name",
        EvidenceKind::Narrower => "narrower",
        EvidenceKind::Broader => "broader",
        EvidenceKind::Related => "related",
        EvidenceKind::Trade => "by the trade practised",
        EvidenceKind::Title => "post held",
        EvidenceKind::Practice => "the same work under another title",
        EvidenceKind::Text => "words in common",
        EvidenceKind::Level => "level reached",
        EvidenceKind::Licence => "licence held",
    }
}

fn years(years: u8) -> String {
    if years == 0 { "no minimum".into() } else { format!("{years} years") }
}

fn asked(asked: &Asked) -> String {
    let or = |items: &[String]| items.join(" or ");
    match asked {
        Asked::Citizen => "citizenship of New Caledonia".into(),
        Asked::French => "French nationality".into(),
        Asked::Nationality(code) => format!("nationality {code}"),
        Asked::WorkPermit => "a work permit".into(),
        Asked::CivilServant => "to be a civil servant".into(),
        Asked::Corps(corps) => format!("to serve in the corps {}", or(corps)),
        Asked::Domain(domain) => format!("to serve in the domain {domain}"),
        Asked::DomainStated => "to state one's domain".into(),
        Asked::Category(category) => format!("to serve in a corps of category {category}"),
        Asked::Laureate(corps) => format!("to be a laureate of the competition {}", or(corps)),
        Asked::Residence(n) => format!("residence: {}", years(*n)),
        Asked::Diploma { level, fields, titles } => {
            let mut text = String::from("a diploma");
            if let Some(level) = level {
                text.push_str(&format!(" of level {level} at least"));
            }
            if !titles.is_empty() {
                text.push_str(&format!(" ({})", or(titles)));
            }
            if !fields.is_empty() {
                text.push_str(&format!(" in {}", or(fields)));
            }
            text
        }
        Asked::Experience { months, fields } => {
            let mut text = match months {
                Some(months) => format!("{months} months of experience"),
                None => "experience".into(),
            };
            if !fields.is_empty() {
                text.push_str(&format!(" in {}", or(fields)));
            }
            text
        }
        Asked::Registration(name) => format!("registration: {name}"),
        Asked::Certification(names) => format!("valid certification: {}", names.join(" and ")),
        Asked::Licence(name) => format!("licence {name}"),
        Asked::Language(code, None) => format!("language {code}"),
        Asked::Language(code, Some(level)) => format!("language {code}, level {level}"),
        Asked::Attested(name) => format!("attested fact: {name}"),
        Asked::AdmittedOnTitle => "a corps recruited on title".into(),
        Asked::DiplomaLevel => {
            "the diploma level, which neither the notice nor the rule book gives".into()
        }
        Asked::ResidenceLine => "a sufficient residence, which the notice does not print".into(),
        Asked::Unclear => "a condition that only a reader can judge".into(),
    }
}

fn observation(seen: &Observation) -> String {
    match seen {
        Observation::Asks(what) => asked(what),
        Observation::Stated { path, value } => format!("the profile states “{value}” ({path})"),
        Observation::NotStated { key } => format!("not stated ({key})"),
        Observation::PerhapsPartial { key } => format!("the list may be partial ({key})"),
        Observation::NotListed { key } => format!("not in the complete list ({key})"),
        Observation::Days { surely, perhaps, needed } if surely == perhaps => {
            format!("{surely} of {needed} days")
        }
        Observation::Days { surely, perhaps, needed } => {
            format!("{surely} to {perhaps} of {needed} days")
        }
        Observation::CompleteOn { date } => format!("complete by time alone on {date}"),
        Observation::CountedOn { date } => format!("counted on {date}"),
        Observation::NotPrinted => "the notice does not print it".into(),
        Observation::NotSourced => {
            "an inferred rule, which the chosen policy does not let decide".into()
        }
        Observation::PerhapsNotApplicable => "it is not known whether the condition applies".into(),
        Observation::Quote { text } => format!("the notice: “{text}”"),
        Observation::Closing { date } => format!("closing date: {date}"),
        Observation::UnusualResidence { usual } => {
            format!("unusual for this corps; usually: {}", years(*usual))
        }
    }
}

fn needed(fact: &NeededFact) -> String {
    match fact {
        NeededFact::Citizen => "citizenship of New Caledonia".into(),
        NeededFact::French => "French nationality".into(),
        NeededFact::Nationality(code) => format!("nationality {code}"),
        NeededFact::WorkPermit => "a work permit".into(),
        NeededFact::Serving { corps, category, domain } => {
            let mut text = match (corps, category) {
                (Some(corps), _) => format!("a civil servant's post in the corps {corps}"),
                (None, Some(category)) => {
                    format!("a post in another corps of category {category:?}")
                }
                (None, None) => "a civil servant's post in another corps".into(),
            };
            if let Some(domain) = domain {
                text.push_str(&format!(", domain {domain}"));
            }
            text
        }
        NeededFact::Laureate(corps) => format!("the competition for {corps}"),
        NeededFact::Residence(n) => format!("{n} years of residence"),
        NeededFact::Diploma { level, field, title } => {
            let mut text = String::from("a diploma");
            if let Some(title) = title {
                text.push_str(&format!(" ({title})"));
            }
            if let Some(level) = level {
                text.push_str(&format!(" of level {level} at least"));
            }
            if let Some(field) = field {
                text.push_str(&format!(" in {field}"));
            }
            text
        }
        NeededFact::Experience { months, field } => {
            let mut text = match months {
                Some(months) => format!("{months} months of experience"),
                None => "experience".into(),
            };
            if let Some(field) = field {
                text.push_str(&format!(" in {field}"));
            }
            text
        }
        NeededFact::Registration(name) => format!("registration: {name}"),
        NeededFact::Certifications(names) => format!("the certification {}", names.join(" and ")),
        NeededFact::Licence(name) => format!("licence {name}"),
        NeededFact::Language(code, None) => format!("language {code}"),
        NeededFact::Language(code, Some(level)) => format!("language {code}, level {level:?}"),
        NeededFact::Attested(name) => format!("the attested fact {name}"),
    }
}
