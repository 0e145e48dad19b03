//! [JSON Resume](https://jsonresume.org/schema) to a candidate.

use super::{
    Unread,
    look::{date, get, many, named, text},
};
use crate::{
    base::PartialDate,
    model::{
        Candidate, CandidateForm, Certification, Diploma, Experience, Fact, InputError, Language,
        LanguageLevel, Skill, Value, WireForm,
    },
};

/// Reads a résumé in the JSON Resume form.
///
/// A résumé may be partial, so every list becomes `at_least`. Name, contact, picture and interests are never read. The
/// schema has no place for citizenship, residence, corps, licences …: put them, in our own wire form, under the key
/// `x-adequation`; they replace what the résumé says. `skills[].level` and `education[].studyType` are free text there: the
/// level of a skill is not guessed from it, that of a diploma only where its title is unambiguous.
///
/// Returns the candidate and what could not be carried over. Linear.
///
/// # Errors
/// Every problem of the candidate that results, and of `x-adequation`.
///
/// ```
/// use adequation::{candidate_from_json_resume, Value};
/// let resume: Value = serde_json::from_str(r#"{"basics": {"name": "never read", "summary": "Réseaux."},
///     "work": [{"name": "OPT", "position": "Administrateur réseau", "startDate": "2019-03", "highlights": ["Wi-Fi"]}],
///     "skills": [{"name": "Réseaux", "keywords": ["BGP", "OSPF"]}], "x-adequation": {"citizen": true}}"#)?;
/// let (candidate, unread) = candidate_from_json_resume("c-1", &resume)?;
/// assert_eq!(candidate.skills.items().len(), 3);
/// assert_eq!(candidate.citizen, Some(true));
/// assert!(unread.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn candidate_from_json_resume(
    id: &str,
    resume: &Value,
) -> Result<(Candidate, Vec<Unread>), InputError> {
    let mut unread = Vec::new();
    let basics = get(resume, "basics");
    let read = CandidateForm {
        id: id.to_owned(),
        diplomas: some(each(resume, "education", |value, path| diploma(value, path, &mut unread))),
        certifications: some(each(resume, "certificates", |value, path| {
            Some(Certification {
                name: text(get(value, "name"))?,
                obtained: date(get(value, "date"), &format!("{path}.date"), &mut unread),
                expires: None,
            })
        })),
        experience: some(each(resume, "work", |value, path| experience(value, path, &mut unread))),
        skills: some(skills(resume)),
        languages: some(each(resume, "languages", |value, path| {
            let level = text(get(value, "fluency")).and_then(|fluency| {
                let level = fluency_level(&fluency);
                if level.is_none() {
                    unread.push(Unread { path: format!("{path}.fluency"), found: fluency });
                }
                level
            });
            Some(Language { language: text(get(value, "language"))?, level })
        })),
        summary: basics.and_then(|basics| text(get(basics, "summary"))),
        ..CandidateForm::default()
    };
    let candidate = match get(resume, "x-adequation") {
        None => read.check()?,
        Some(own) => overlay(read, own)?,
    };
    Ok((candidate, unread))
}

/// What our own form says replaces what the résumé says.
fn overlay(read: CandidateForm, own: &Value) -> Result<Candidate, InputError> {
    let mut entries = match own {
        Value::Object(entries) => entries.clone(),
        other => return Candidate::from_value(other.clone()).map_err(|e| e.at("x-adequation")),
    };
    if !entries.iter().any(|(key, _)| key == "id") {
        entries.push(("id".into(), Value::Text(read.id.clone())));
    }
    let own =
        Candidate::from_value(Value::Object(entries)).map_err(|e| e.at("x-adequation"))?.to_form();
    let keep = |own: Fact<Diploma>, read| if own.is_unstated() { read } else { own };
    CandidateForm {
        diplomas: keep(own.diplomas, read.diplomas),
        certifications: if own.certifications.is_unstated() {
            read.certifications
        } else {
            own.certifications
        },
        experience: if own.experience.is_unstated() { read.experience } else { own.experience },
        skills: if own.skills.is_unstated() { read.skills } else { own.skills },
        languages: if own.languages.is_unstated() { read.languages } else { own.languages },
        summary: own.summary.or(read.summary),
        ..own
    }
    .check()
}

/// The items of a list that could be read, with their paths.
fn each<T>(resume: &Value, key: &str, mut item: impl FnMut(&Value, &str) -> Option<T>) -> Vec<T> {
    let items = many(get(resume, key)).iter().enumerate();
    items.filter_map(|(i, value)| item(value, &format!("{key}[{i}]"))).collect()
}

/// A list that a résumé holds may be partial; one that it does not hold says nothing.
fn some<T>(items: Vec<T>) -> Fact<T> {
    if items.is_empty() { Fact::Unstated } else { Fact::AtLeast(items) }
}

fn diploma(value: &Value, path: &str, unread: &mut Vec<Unread>) -> Option<Diploma> {
    let (kind, area) = (text(get(value, "studyType")), text(get(value, "area")));
    let title = match (&kind, &area) {
        (Some(kind), Some(area)) => format!("{kind} {area}"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => return None,
    };
    let obtained = date(get(value, "endDate"), &format!("{path}.endDate"), unread);
    Some(Diploma { title, level: None, field: area, obtained })
}

fn experience(value: &Value, path: &str, unread: &mut Vec<Unread>) -> Option<Experience> {
    let lines: Vec<String> = text(get(value, "summary"))
        .into_iter()
        .chain(many(get(value, "highlights")).iter().filter_map(|h| text(Some(h))))
        .collect();
    let from = date(get(value, "startDate"), &format!("{path}.startDate"), unread);
    let to = date(get(value, "endDate"), &format!("{path}.endDate"), unread);
    Some(Experience {
        title: text(get(value, "position")).or_else(|| text(get(value, "name")))?,
        employer: text(get(value, "name")),
        from,
        to: to.map(exclusive),
        summary: (!lines.is_empty()).then(|| lines.join("\n")),
        skills: Fact::Unstated,
        managed: None,
    })
}

/// Their last day belongs to the period, ours does not; of a month or a year the last day is unknown either way.
fn exclusive(to: PartialDate) -> PartialDate {
    to.day().and_then(|day| day.tomorrow().ok()).map_or(to, PartialDate::from)
}

fn skills(resume: &Value) -> Vec<Skill> {
    let mut names: Vec<String> = Vec::new();
    for group in many(get(resume, "skills")) {
        let keywords = many(get(group, "keywords")).iter().filter_map(|k| text(Some(k)));
        for name in named(group, &["name"]).into_iter().chain(keywords) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names.into_iter().map(|name| Skill { name, ..Skill::default() }).collect()
}

/// `A1` … `C2` wherever they stand in the text, or a word for native; everything else stays unknown.
fn fluency_level(fluency: &str) -> Option<LanguageLevel> {
    let words: Vec<String> =
        crate::text::tokens(fluency).into_iter().map(|token| token.text).collect();
    let is = |word: &str| words.iter().any(|w| w == word);
    if is("native") || is("natif") || is("native-speaker") || (is("langue") && is("maternelle")) {
        return Some(LanguageLevel::Native);
    }
    LanguageLevel::ALL.iter().find(|(_, name)| is(&name.to_lowercase())).map(|(level, _)| *level)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> (Candidate, Vec<Unread>) {
        candidate_from_json_resume("c", &serde_json::from_str(json).unwrap()).unwrap()
    }

    #[test]
    fn a_resume_is_read_without_guessing() {
        let (c, unread) = read(
            r#"{"basics":{"name":"X","label":"Dev","summary":"S"},"work":[{"name":"E","position":"P","startDate":"2019-08",
            "endDate":"2019-08","summary":"a","highlights":["b"]},{"position":"Q","startDate":"spring 2020","endDate":"2021-01-31"}],
            "education":[{"institution":"I","area":"informatique","studyType":"Licence","endDate":"2010-06-30"}],
            "certificates":[{"name":"ITIL","date":"2020"}],"languages":[{"language":"en","fluency":"Courant (C1)"},
            {"language":"fr","fluency":"Langue maternelle"},{"language":"es","fluency":"so so"}],"interests":[{"name":"chess"}]}"#,
        );
        let work = c.experience.items();
        assert_eq!(work[0].to.unwrap().to_string(), "2019-08");
        assert_eq!(work[0].summary.as_deref(), Some("a\nb"));
        assert_eq!(work[1].from, None);
        assert_eq!(work[1].to.unwrap().to_string(), "2021-02-01");
        assert_eq!(c.diplomas.items()[0].title, "Licence informatique");
        let levels: Vec<_> = c.languages.items().iter().map(|l| l.level).collect();
        assert_eq!(levels, [Some(LanguageLevel::C1), Some(LanguageLevel::Native), None]);
        assert!(!c.experience.is_complete() && c.licences.is_unstated());
        let places: Vec<&str> = unread.iter().map(|u| u.path.as_str()).collect();
        assert_eq!(places, ["work[1].startDate", "languages[2].fluency"]);
    }

    #[test]
    fn our_own_key_replaces_and_its_problems_are_placed() {
        let (c, _) = read(
            r#"{"skills":["Go"],"x-adequation":{"residence":{"years":7},"skills":[],"licences":["B"]}}"#,
        );
        assert!(c.skills.is_complete() && c.skills.items().is_empty());
        let resume = serde_json::from_str(r#"{"x-adequation":{"citizen":1}}"#).unwrap();
        let error = candidate_from_json_resume("c", &resume).unwrap_err();
        assert_eq!(error.problems()[0].path, "x-adequation.citizen");
    }
}
