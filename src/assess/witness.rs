//! What a test asks, which key of the profile answers it, and the words of the profile it rests on.

use super::{
    finding::{Asked, Observation},
    trace::Scene,
};
use crate::{
    base::Truth,
    compile::{Ask, NO_ITEM, Seen, residence_days},
    model::{CivilService, Fact, Residence},
    rules::Test,
};

/// A stable code of a test, for the parts of a composite condition.
pub(crate) const fn code(test: &Test) -> &'static str {
    match test {
        Test::Citizen => "citizen",
        Test::French => "french",
        Test::Nationality { .. } => "nationality",
        Test::WorkPermit => "work_permit",
        Test::CivilServant => "civil_servant",
        Test::ServesInCorps { .. } => "serves_in_corps",
        Test::StatesDomain => "states_domain",
        Test::ServesInDomain { .. } => "serves_in_domain",
        Test::ServesInCategory { .. } => "serves_in_category",
        Test::Laureate { .. } => "laureate",
        Test::AdmittedOnTitle => "admitted_on_title",
        Test::Residence { .. } => "residence",
        Test::GradeDiploma => "grade_diploma",
        Test::Diploma { .. } => "diploma",
        Test::Experience { .. } => "experience",
        Test::Registration { .. } => "registration",
        Test::Certification { .. } => "certification",
        Test::Licence { .. } => "licence",
        Test::Language { .. } => "language",
        Test::Attested { .. } => "attested",
        Test::Unclear => "unclear",
    }
}

/// What a test asks, as data.
pub(crate) fn asked(test: &Test) -> Asked {
    match test {
        Test::Citizen => Asked::Citizen,
        Test::French => Asked::French,
        Test::Nationality { country } => Asked::Nationality(country.clone()),
        Test::WorkPermit => Asked::WorkPermit,
        Test::CivilServant => Asked::CivilServant,
        Test::ServesInCorps { corps } => Asked::Corps(corps.clone()),
        Test::StatesDomain => Asked::DomainStated,
        Test::ServesInDomain { domain } => Asked::Domain(domain.clone().unwrap_or_default()),
        Test::ServesInCategory { category } => {
            Asked::Category(category.map_or_else(String::new, |category| format!("{category:?}")))
        }
        Test::Laureate { corps } => Asked::Laureate(corps.clone()),
        Test::AdmittedOnTitle => Asked::AdmittedOnTitle,
        Test::Residence { years: Some(years) } => Asked::Residence(*years),
        Test::Residence { years: None } => Asked::ResidenceLine,
        Test::GradeDiploma => Asked::DiplomaLevel,
        Test::Diploma { level, fields, titles } => {
            Asked::Diploma { level: *level, fields: fields.clone(), titles: titles.clone() }
        }
        Test::Experience { months, fields } => {
            Asked::Experience { months: *months, fields: fields.clone() }
        }
        Test::Registration { name } => Asked::Registration(name.clone()),
        Test::Certification { names } => Asked::Certification(names.clone()),
        Test::Licence { licence } => Asked::Licence(licence.clone()),
        Test::Language { language, level } => {
            let level = level.and_then(|level| {
                crate::model::LanguageLevel::ALL.iter().find(|(l, _)| *l == level).map(|(_, n)| *n)
            });
            Asked::Language(language.clone(), level.map(String::from))
        }
        Test::Attested { name } => Asked::Attested(name.clone()),
        Test::Unclear => Asked::Unclear,
    }
}

/// The candidate's key that answers what is asked.
pub(crate) const fn asked_key(asked: &Asked) -> Option<&'static str> {
    Some(match asked {
        Asked::Citizen => "citizen",
        Asked::French | Asked::Nationality(_) => "nationality",
        Asked::WorkPermit => "work_permit",
        Asked::CivilServant
        | Asked::Corps(_)
        | Asked::Domain(_)
        | Asked::DomainStated
        | Asked::Category(_) => "civil_service",
        Asked::Laureate(_) => "competitions",
        Asked::Residence(_) | Asked::ResidenceLine => "residence",
        Asked::Diploma { .. } | Asked::DiplomaLevel => "diplomas",
        Asked::Experience { .. } => "experience",
        Asked::Registration(_) => "registrations",
        Asked::Certification(_) => "certifications",
        Asked::Licence(_) => "licences",
        Asked::Language(..) => "languages",
        Asked::Attested(_) => "attested",
        Asked::AdmittedOnTitle | Asked::Unclear => return None,
    })
}

/// The keys whose statement could settle an unknown test, the most direct first; none where only the notice or the rule
/// book could.
pub(crate) fn keys(test: &Test, scene: &Scene<'_>) -> Vec<&'static str> {
    let candidate = scene.candidate;
    let unstated_citizen = candidate.citizen.is_none();
    match test {
        Test::Citizen if scene.facts.french == Truth::Unknown => vec!["citizen", "nationality"],
        Test::French if unstated_citizen => vec!["nationality", "citizen"],
        Test::ServesInCategory { .. } if scene.facts.service.is_some() => Vec::new(),
        // What no statement of the candidate's can settle.
        Test::AdmittedOnTitle | Test::GradeDiploma | Test::Unclear => Vec::new(),
        Test::Residence { years: None } => Vec::new(),
        Test::ServesInCorps { corps } | Test::Laureate { corps } if corps.is_empty() => Vec::new(),
        Test::ServesInCategory { category: None } | Test::ServesInDomain { domain: None } => {
            Vec::new()
        }
        test => asked_key(&asked(test)).into_iter().collect(),
    }
}

/// What was seen of a test.
pub(crate) fn evidence(scene: &Scene<'_>, test: &Test, ask: &Ask, seen: Seen) -> Vec<Observation> {
    // What is asked, what is stated, and when.
    let mut found = Vec::with_capacity(4);
    found.push(Observation::Asks(asked(test)));
    if matches!(ask, Ask::Settled(_)) {
        if seen.truth == Truth::Unknown {
            found.push(Observation::NotPrinted);
        }
        return found;
    }
    let candidate = scene.candidate;
    let stated = |path: &str, value: String| Observation::Stated { path: path.to_owned(), value };
    match test {
        Test::Citizen => match candidate.citizen {
            Some(citizen) => found.push(stated("citizen", citizen.to_string())),
            None if seen.truth == Truth::NotMet => {
                found.push(stated("nationality", candidate.nationality.items().join(",")));
            }
            None => found.push(Observation::NotStated { key: "citizen" }),
        },
        Test::French if candidate.citizen == Some(true) => {
            found.push(stated("citizen", "true".into()));
        }
        Test::French | Test::Nationality { .. } => {
            let items = candidate.nationality.items();
            if !items.is_empty() {
                found.push(stated("nationality", items.join(",")));
            }
            if seen.truth != Truth::Met {
                found.extend(silence(&candidate.nationality, "nationality"));
            }
        }
        Test::WorkPermit => found.push(match candidate.work_permit {
            Some(permit) => stated("work_permit", permit.to_string()),
            None => Observation::NotStated { key: "work_permit" },
        }),
        Test::CivilServant
        | Test::ServesInCorps { .. }
        | Test::StatesDomain
        | Test::ServesInDomain { .. }
        | Test::ServesInCategory { .. } => found.push(service(scene, test)),
        Test::Residence { .. } => residence(scene, ask, seen, &mut found),
        Test::Laureate { .. } => {
            list(&candidate.competitions, "competitions", seen, &mut found, |item| {
                item.corps.clone()
            })
        }
        Test::Diploma { .. } => list(&candidate.diplomas, "diplomas", seen, &mut found, |item| {
            let field = item.field.as_ref().map_or(String::new(), |field| format!(" / {field}"));
            match item.known_level() {
                Some(level) => format!("{}{field} ({level})", item.title),
                None => format!("{}{field} (?)", item.title),
            }
        }),
        Test::Experience { .. } => {
            list(&candidate.experience, "experience", seen, &mut found, |item| item.title.clone());
            found.push(Observation::CountedOn { date: scene.program.counting.0 });
            found.extend(complete_on(scene, ask, seen));
        }
        Test::Registration { .. } => {
            list(&candidate.registrations, "registrations", seen, &mut found, Clone::clone);
        }
        Test::Certification { .. } => {
            list(&candidate.certifications, "certifications", seen, &mut found, |item| match item
                .expires
            {
                Some(expires) => format!("{} (-> {expires})", item.name),
                None => item.name.clone(),
            });
        }
        Test::Licence { .. } => {
            list(&candidate.licences, "licences", seen, &mut found, Clone::clone)
        }
        Test::Language { .. } => {
            list(&candidate.languages, "languages", seen, &mut found, |item| match item.level {
                Some(level) => format!("{} ({level:?})", item.language),
                None => item.language.clone(),
            })
        }
        Test::Attested { .. } => {
            list(&candidate.attested, "attested", seen, &mut found, Clone::clone)
        }
        Test::AdmittedOnTitle | Test::GradeDiploma | Test::Unclear => {}
    }
    found
}

fn silence<T>(fact: &Fact<T>, key: &'static str) -> Option<Observation> {
    Some(match fact {
        Fact::Stated(_) => Observation::NotListed { key },
        Fact::AtLeast(_) => Observation::PerhapsPartial { key },
        Fact::Unstated => Observation::NotStated { key },
    })
}

fn list<T>(
    fact: &Fact<T>,
    key: &'static str,
    seen: Seen,
    found: &mut Vec<Observation>,
    value: impl Fn(&T) -> String,
) {
    let item = fact.items().get(usize::from(seen.item)).filter(|_| seen.item != NO_ITEM);
    if let Some(item) = item {
        let path = match fact {
            Fact::AtLeast(_) => format!("{key}.at_least[{}]", seen.item),
            Fact::Stated(_) | Fact::Unstated => format!("{key}[{}]", seen.item),
        };
        found.push(Observation::Stated { path, value: value(item) });
    } else if seen.truth != Truth::Met {
        found.extend(silence(fact, key));
    }
}

fn service(scene: &Scene<'_>, test: &Test) -> Observation {
    let (path, value) = match &scene.candidate.civil_service {
        CivilService::Unstated => return Observation::NotStated { key: "civil_service" },
        CivilService::No => ("civil_service", "null".to_owned()),
        CivilService::Serving(post) => match test {
            Test::StatesDomain | Test::ServesInDomain { .. } => {
                ("civil_service.domain", post.domain.clone().unwrap_or_else(|| "null".to_owned()))
            }
            Test::ServesInCategory { .. } => {
                let category = scene.facts.service.as_ref().and_then(|service| service.category);
                let category = category.map_or("?".to_owned(), |category| format!("{category:?}"));
                ("civil_service.corps", format!("{} ({category})", post.corps))
            }
            _ => ("civil_service.corps", post.corps.clone()),
        },
    };
    Observation::Stated { path: path.to_owned(), value }
}

fn residence(scene: &Scene<'_>, ask: &Ask, seen: Seen, found: &mut Vec<Observation>) {
    let Ask::Residence { windows, .. } = ask else { return };
    match &scene.candidate.residence {
        Residence::Years(years) => found.push(Observation::Stated {
            path: "residence.years".to_owned(),
            value: years.to_string(),
        }),
        Residence::Periods(Fact::Unstated) => {
            found.push(Observation::NotStated { key: "residence" })
        }
        Residence::Periods(periods) => {
            let (surely, perhaps, needed) = residence_days(scene.facts, windows);
            found.push(Observation::Days { surely, perhaps, needed });
            found.push(Observation::CountedOn { date: scene.program.counting.0 });
            if !periods.is_complete() && seen.truth != Truth::Met {
                found.push(Observation::PerhapsPartial { key: "residence" });
            }
            found.extend(complete_on(scene, ask, seen));
        }
    }
}

/// The day on which time alone completes a duration.
fn complete_on(scene: &Scene<'_>, ask: &Ask, seen: Seen) -> Option<Observation> {
    if seen.truth == Truth::Met {
        return None;
    }
    super::counterfactual::met_by_time(ask, scene.facts, scene.program.counting.1)
        .map(|date| Observation::CompleteOn { date })
}
