//! French.

use super::{Fixed, Words};
use crate::{
    assess::{Asked, NeededFact, Observation, Tier, evidence::EvidenceKind},
    base::{Lang, Outcome, Verdict},
    compile::weights::FitCategory,
    model::Route,
    rules::Confidence,
};

pub(super) static WORDS: Words = Words {
    lang: Lang::Fr,
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
        priority: "priorité",
        no_priority: "aucune priorité (toutes les portes sont fermées)",
        best_possible: "au mieux, une fois les faits inconnus établis",
        fit: "adéquation",
        no_fit: "adéquation non calculée : l'avis n'énonce aucun critère",
        potential: "potentiel",
        band: "bande",
        doors: "portes",
        no_door: "l'avis n'ouvre aucune porte lisible",
        grade: "grade",
        missing: "à préciser, du plus utile au moins utile",
        opens: "s'ouvrirait avec",
        never: "le temps seul ne l'ouvrira jamais",
        by_time: "s'ouvrira par le temps seul le",
        in_time: "avant la clôture",
        too_late: "trop tard pour cet avis",
        and: " et ",
        nothing: "rien dans le profil n'y répond",
        source: "fondement",
        closed: "la date limite de candidature est passée",
        documents: "pièces à produire",
        not_confirmed: " (non confirmé par une source officielle)",
        wishes: "souhaits de la personne (hors adéquation)",
        aspects: ["intitulé", "lieu", "domaine"],
        advice: "Avis calculé, à vérifier par une personne : ce n'est pas une décision.",
        quotes: ("« ", " »"),
        colon: " :",
    },
};

fn route(route: Route) -> &'static str {
    match route {
        Route::OnTitle => "recrutement sur titre",
        Route::Direct => "recrutement direct sans concours",
        Route::Mobility => "mutation (mobilité)",
        Route::ChangeOfCorps => "changement de corps",
        Route::Secondment => "détachement",
        Route::Competition => "lauréat de concours",
        Route::Contract => "contrat, à défaut",
        Route::Functional => "emploi fonctionnel",
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Eligible => "recevable",
        Verdict::Undetermined => "à préciser",
        Verdict::Ineligible => "non recevable",
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "remplie",
        Outcome::NotMet => "non remplie",
        Outcome::Unknown => "inconnue",
        Outcome::NotApplicable => "sans objet",
    }
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Citizen => "citoyen de la Nouvelle-Calédonie",
        Tier::NotApplicable => "sans condition de résidence",
        Tier::Resident => "résident de durée suffisante",
        Tier::Derogation => "par dérogation",
        Tier::Fallback => "à défaut (contrat)",
    }
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::StatedInLaw => "texte de loi",
        Confidence::OfficialDescription => "description officielle",
        Confidence::Secondary => "source secondaire",
        Confidence::Inferred => "déduit, à confirmer",
    }
}

fn category(category: FitCategory) -> &'static str {
    match category {
        FitCategory::Trade => "métier",
        FitCategory::Responsibility => "niveau de responsabilité",
        FitCategory::Experience => "expérience",
        FitCategory::Diploma => "diplôme",
        FitCategory::Knowledge => "connaissances",
        FitCategory::KnowHow => "savoir-faire",
        FitCategory::Missions => "missions",
        FitCategory::Certification => "certifications",
        FitCategory::Registration => "inscriptions à un ordre",
        FitCategory::Licence => "permis",
        FitCategory::Language => "langues",
        FitCategory::Behaviour => "comportement",
        FitCategory::Context => "contexte du poste",
    }
}

fn matched(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Same => "mêmes mots",
        EvidenceKind::Alias => "autre nom",
        EvidenceKind::Narrower => "plus précis",
        EvidenceKind::Broader => "plus général",
        EvidenceKind::Related => "voisin",
        EvidenceKind::Trade => "acquis par le métier exercé",
        EvidenceKind::Title => "poste occupé",
        EvidenceKind::Practice => "travail semblable sous un autre titre",
        EvidenceKind::Text => "mots communs",
        EvidenceKind::Level => "niveau atteint",
        EvidenceKind::Licence => "permis détenu",
    }
}

fn years(years: u8) -> String {
    if years == 0 { "aucune durée minimale".into() } else { format!("{years} ans") }
}

fn asked(asked: &Asked) -> String {
    let or = |items: &[String]| items.join(" ou ");
    match asked {
        Asked::Citizen => "être citoyen de la Nouvelle-Calédonie".into(),
        Asked::French => "avoir la nationalité française".into(),
        Asked::Nationality(code) => format!("avoir la nationalité {code}"),
        Asked::WorkPermit => "avoir une autorisation de travail".into(),
        Asked::CivilServant => "être fonctionnaire".into(),
        Asked::Corps(corps) => format!("servir dans le corps : {}", or(corps)),
        Asked::Domain(domain) => format!("servir dans le domaine {domain}"),
        Asked::DomainStated => "préciser son domaine".into(),
        Asked::Category(category) => format!("servir dans un corps de catégorie {category}"),
        Asked::Laureate(corps) => format!("être lauréat du concours : {}", or(corps)),
        Asked::Residence(n) => format!("résidence : {}", years(*n)),
        Asked::Diploma { level, fields, titles } => {
            let mut text = String::from("diplôme");
            if let Some(level) = level {
                text.push_str(&format!(" de niveau {level} au moins"));
            }
            if !titles.is_empty() {
                text.push_str(&format!(" ({})", or(titles)));
            }
            if !fields.is_empty() {
                text.push_str(&format!(" en {}", or(fields)));
            }
            text
        }
        Asked::Experience { months, fields } => {
            let mut text = match months {
                Some(months) => format!("{months} mois d'expérience"),
                None => "expérience".into(),
            };
            if !fields.is_empty() {
                text.push_str(&format!(" en {}", or(fields)));
            }
            text
        }
        Asked::Registration(name) => format!("inscription : {name}"),
        Asked::Certification(names) => {
            format!("certification en cours de validité : {}", names.join(" et "))
        }
        Asked::Licence(name) => format!("permis {name}"),
        Asked::Language(code, None) => format!("langue {code}"),
        Asked::Language(code, Some(level)) => format!("langue {code}, niveau {level}"),
        Asked::Attested(name) => format!("fait attesté : {name}"),
        Asked::AdmittedOnTitle => "corps recruté sur titre".into(),
        Asked::DiplomaLevel => {
            "niveau de diplôme que ni l'avis ni le livre de règles ne donnent".into()
        }
        Asked::ResidenceLine => "durée de résidence suffisante, que l'avis n'imprime pas".into(),
        Asked::Unclear => "condition que seul un lecteur peut juger".into(),
    }
}

fn observation(seen: &Observation) -> String {
    match seen {
        Observation::Asks(what) => asked(what),
        Observation::Stated { path, value } => format!("le profil indique « {value} » ({path})"),
        Observation::NotStated { key } => format!("non renseigné ({key})"),
        Observation::PerhapsPartial { key } => format!("liste peut-être incomplète ({key})"),
        Observation::NotListed { key } => format!("absent de la liste complète ({key})"),
        Observation::Days { surely, perhaps, needed } if surely == perhaps => {
            format!("{surely} jours sur {needed}")
        }
        Observation::Days { surely, perhaps, needed } => {
            format!("de {surely} à {perhaps} jours sur {needed}")
        }
        Observation::CompleteOn { date } => format!("atteint par le temps le {date}"),
        Observation::CountedOn { date } => format!("compté au {date}"),
        Observation::NotPrinted => "l'avis ne l'imprime pas".into(),
        Observation::NotSourced => {
            "règle déduite, que la politique choisie ne laisse pas décider".into()
        }
        Observation::PerhapsNotApplicable => {
            "il n'est pas établi que la condition s'applique".into()
        }
        Observation::Quote { text } => format!("l'avis : « {text} »"),
        Observation::Closing { date } => format!("date limite : {date}"),
        Observation::UnusualResidence { usual } => {
            format!("durée inhabituelle pour ce corps ; d'ordinaire : {}", years(*usual))
        }
    }
}

fn needed(fact: &NeededFact) -> String {
    match fact {
        NeededFact::Citizen => "la citoyenneté de la Nouvelle-Calédonie".into(),
        NeededFact::French => "la nationalité française".into(),
        NeededFact::Nationality(code) => format!("la nationalité {code}"),
        NeededFact::WorkPermit => "une autorisation de travail".into(),
        NeededFact::Serving { corps, category, domain } => {
            let mut text = match (corps, category) {
                (Some(corps), _) => format!("un poste de fonctionnaire dans le corps {corps}"),
                (None, Some(category)) => {
                    format!("un poste dans un autre corps de catégorie {category:?}")
                }
                (None, None) => "un poste de fonctionnaire dans un autre corps".into(),
            };
            if let Some(domain) = domain {
                text.push_str(&format!(", domaine {domain}"));
            }
            text
        }
        NeededFact::Laureate(corps) => format!("le concours de {corps}"),
        NeededFact::Residence(n) => format!("{n} ans de résidence"),
        NeededFact::Diploma { level, field, title } => {
            let mut text = String::from("un diplôme");
            if let Some(title) = title {
                text.push_str(&format!(" ({title})"));
            }
            if let Some(level) = level {
                text.push_str(&format!(" de niveau {level} au moins"));
            }
            if let Some(field) = field {
                text.push_str(&format!(" en {field}"));
            }
            text
        }
        NeededFact::Experience { months, field } => {
            let mut text = match months {
                Some(months) => format!("{months} mois d'expérience"),
                None => "une expérience".into(),
            };
            if let Some(field) = field {
                text.push_str(&format!(" en {field}"));
            }
            text
        }
        NeededFact::Registration(name) => format!("l'inscription : {name}"),
        NeededFact::Certifications(names) => format!("la certification {}", names.join(" et ")),
        NeededFact::Licence(name) => format!("le permis {name}"),
        NeededFact::Language(code, None) => format!("la langue {code}"),
        NeededFact::Language(code, Some(level)) => format!("la langue {code}, niveau {level:?}"),
        NeededFact::Attested(name) => format!("le fait attesté {name}"),
    }
}
