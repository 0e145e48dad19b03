//! [schema.org JobPosting](https://schema.org/JobPosting) to an offer.

use super::{
    Unread,
    look::{date, get, many, named, text},
};
use crate::model::{
    Availability, AvailabilityKind, InputError, Offer, OfferForm, Reference, Requirement,
    RequirementKind, RequirementNode, Value,
};

/// Reads a job posting in the schema.org form (JSON-LD), whose values may be one or many, texts or objects.
///
/// The vocabulary has no corps, grade, route or residence: the offer has no doors, and its verdicts are *undetermined*
/// until the caller adds pathways. It does not tell required from preferred either; what it lists is taken as required.
///
/// Returns the offer and what could not be carried over: the residence or citizenship clause
/// (`eligibilityToWorkRequirement`) is always among them, because only a reader of the law may turn it into a rule. Linear.
///
/// # Errors
/// Every problem of the offer that results; it needs an `identifier` or the `id` given here.
///
/// ```
/// use adequation::{offer_from_job_posting, Value};
/// let posting: Value = serde_json::from_str(r#"{"@type": "JobPosting", "title": "Juriste", "datePosted": "2025-05-02",
///     "hiringOrganization": {"name": "Province Sud"}, "skills": ["marchés publics", {"name": "contentieux"}],
///     "experienceRequirements": {"monthsOfExperience": 36}}"#)?;
/// let (offer, _) = offer_from_job_posting("o-1", &posting)?;
/// assert_eq!(offer.employer.as_deref(), Some("Province Sud"));
/// assert_eq!(offer.requirements.len(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn offer_from_job_posting(
    id: &str,
    posting: &Value,
) -> Result<(Offer, Vec<Unread>), InputError> {
    let mut unread = Vec::new();
    let first = |key: &str, inner: &[&str]| {
        many(get(posting, key)).iter().find_map(|value| named(value, inner))
    };
    let printed = first("identifier", &["value", "name"]);
    let start = get(posting, "jobStartDate");
    let availability = match get(posting, "jobImmediateStart") {
        Some(Value::Bool(true)) => Availability { kind: AvailabilityKind::Immediate, date: None },
        _ => match date(start, "jobStartDate", &mut unread) {
            Some(day) => Availability { kind: AvailabilityKind::From, date: Some(day) },
            None => Availability::default(),
        },
    };
    for key in [
        "eligibilityToWorkRequirement",
        "applicantLocationRequirements",
        "securityClearanceRequirement",
    ] {
        let found = many(get(posting, key))
            .iter()
            .filter_map(|value| named(value, &["name", "description"]));
        unread.extend(found.map(|found| Unread { path: key.to_owned(), found }));
    }
    let texts = |key: &str| -> Vec<String> {
        many(get(posting, key))
            .iter()
            .filter_map(|value| named(value, &["name", "description"]))
            .collect()
    };
    let offer = OfferForm {
        id: printed.clone().unwrap_or_else(|| id.to_owned()),
        title: text(get(posting, "title")),
        reference: printed.map(|number| Reference { number, service: None, date: None }),
        employer: first("hiringOrganization", &["name", "legalName"]),
        directorate: first("employmentUnit", &["name"]),
        workplace: many(get(posting, "jobLocation")).iter().find_map(place),
        availability,
        published: date(get(posting, "datePosted"), "datePosted", &mut unread),
        closing: date(get(posting, "validThrough"), "validThrough", &mut unread),
        seats: match get(posting, "totalJobOpenings") {
            Some(Value::Integer(n)) => u32::try_from(*n).ok().filter(|n| *n > 0),
            _ => None,
        },
        respnc_job: first("relevantOccupation", &["name"]),
        missions: texts("responsibilities"),
        requirements: requirements(posting),
        terms: texts("skills"),
        context: texts("description"),
        ..OfferForm::default()
    };
    Ok((offer.check()?, unread))
}

/// A place: its name, or the locality of its address.
fn place(value: &Value) -> Option<String> {
    named(value, &["name"])
        .or_else(|| named(get(value, "address")?, &["addressLocality", "addressRegion"]))
}

fn requirements(posting: &Value) -> Vec<RequirementNode> {
    let mut found = Vec::new();
    let mut add = |kind, key: &str| {
        for value in many(get(posting, key)) {
            let months = match get(value, "monthsOfExperience") {
                Some(Value::Integer(n)) => u32::try_from(*n).ok(),
                _ => None,
            };
            let words =
                named(value, &["name", "description", "credentialCategory", "educationalLevel"]);
            if let Some(words) = words.or_else(|| months.map(|n| format!("{n} mois d'expérience")))
            {
                found.push(Requirement { months, ..Requirement::new(kind, words) });
            }
        }
    };
    add(RequirementKind::Diploma, "educationRequirements");
    add(RequirementKind::Experience, "experienceRequirements");
    add(RequirementKind::Other, "qualifications");
    add(RequirementKind::KnowHow, "skills");
    // "experience in place of education" makes the two alternatives.
    let (diplomas, rest): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|r| r.kind == RequirementKind::Diploma);
    let (experience, rest): (Vec<_>, Vec<_>) =
        rest.into_iter().partition(|r| r.kind == RequirementKind::Experience);
    let either = matches!(get(posting, "experienceInPlaceOfEducation"), Some(Value::Bool(true)));
    let first: Vec<RequirementNode> =
        diplomas.into_iter().chain(experience).map(RequirementNode::One).collect();
    let mut nodes =
        if either && first.len() > 1 { vec![RequirementNode::Any { any: first }] } else { first };
    nodes.extend(rest.into_iter().map(RequirementNode::One));
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_or_many_texts_or_objects() {
        let posting: Value = serde_json::from_str(
            r#"{"identifier":{"@type":"PropertyValue","value":"25-1"},"title":" Juriste ","validThrough":"2025-05-23T23:59",
            "jobLocation":[{"address":{"addressLocality":"Koné"}}],"jobImmediateStart":true,"totalJobOpenings":2,
            "responsibilities":["a","b"],"educationRequirements":{"credentialCategory":"licence"},
            "experienceRequirements":{"monthsOfExperience":24},"experienceInPlaceOfEducation":true,
            "eligibilityToWorkRequirement":"résidence de 10 ans","datePosted":"soon"}"#,
        )
        .unwrap();
        let (offer, unread) = offer_from_job_posting("x", &posting).unwrap();
        assert_eq!(
            (offer.id.as_str(), offer.title.as_deref(), offer.workplace.as_deref()),
            ("25-1", Some("Juriste"), Some("Koné"))
        );
        assert_eq!(offer.closing.unwrap().to_string(), "2025-05-23");
        assert_eq!(offer.seats, Some(2));
        assert!(
            matches!(&offer.requirements[..], [RequirementNode::Any { any }] if any.len() == 2)
        );
        let places: Vec<&str> = unread.iter().map(|u| u.path.as_str()).collect();
        assert_eq!(places, ["eligibilityToWorkRequirement", "datePosted"]);
    }
}
