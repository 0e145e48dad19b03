//! The wire form of a candidate (schema 1).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    Candidate, CandidateForm, Certification, CivilService, Competition, Diploma, Experience,
    InputError, Language, LanguageLevel, Period, Post, Residence, Skill, Value, Wishes,
    checks::{
        COMPETITION_YEARS, DIPLOMA_LEVELS, GRADES, MONTHS, PEOPLE, RESIDENCE_YEARS, SKILL_LEVELS,
        settle,
    },
    reader::{
        self, Fields, Path, Placeholder, Problems, WireForm, fact, integer, sealed::Sealed, text,
        text_item,
    },
};

const KEYS: &[&str] = &[
    "schema",
    "id",
    "citizen",
    "nationality",
    "work_permit",
    "residence",
    "civil_service",
    "competitions",
    "diplomas",
    "registrations",
    "certifications",
    "experience",
    "skills",
    "languages",
    "licences",
    "attested",
    "summary",
    "available_from",
    "wishes",
];

/// The allowed words for a language level, as messages list them.
pub(super) const LANGUAGE_LEVELS: &[&str] = &["A1", "A2", "B1", "B2", "C1", "C2", "native"];

impl Sealed for Candidate {}

impl WireForm for Candidate {
    fn from_value(value: Value) -> Result<Self, InputError> {
        let mut problems = Problems::default();
        let form = read(value, &mut problems).unwrap_or_default();
        let found = form.problems();
        settle(problems, found)?;
        Ok(Self(std::sync::Arc::new(form)))
    }
}

impl<'de> Deserialize<'de> for Candidate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        reader::deserialize(deserializer)
    }
}

impl Serialize for Candidate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Wire<'a> {
            schema: u8,
            #[serde(flatten)]
            form: &'a CandidateForm,
        }
        Wire { schema: 1, form: self }.serialize(serializer)
    }
}

fn read(value: Value, problems: &mut Problems) -> Option<CandidateForm> {
    let p = problems;
    let mut f = Fields::open(value, Path::Root, KEYS, p)?;
    f.schema(p);
    Some(CandidateForm {
        id: f.required_text("id", p),
        citizen: f.boolean("citizen", p),
        nationality: f.fact("nationality", p, text_item),
        work_permit: f.boolean("work_permit", p),
        residence: residence(&mut f, p),
        civil_service: civil_service(&mut f, p),
        competitions: f.fact("competitions", p, competition),
        diplomas: f.fact("diplomas", p, diploma),
        registrations: f.fact("registrations", p, text_item),
        certifications: f.fact("certifications", p, certification),
        experience: f.fact("experience", p, experience),
        skills: f.fact("skills", p, skill),
        languages: f.fact("languages", p, language),
        licences: f.fact("licences", p, text_item),
        attested: f.fact("attested", p, text_item),
        summary: f.text("summary", p),
        available_from: f.date("available_from", p),
        wishes: f
            .take_set("wishes")
            .and_then(|value| wishes(value, Path::Key(&Path::Root, "wishes"), p)),
        extensions: f.extensions(),
    })
}

fn residence(f: &mut Fields<'_>, p: &mut Problems) -> Residence {
    let Some(value) = f.take_set("residence") else { return Residence::default() };
    let path = Path::Key(&f.path, "residence");
    if let Value::Object(entries) = &value
        && entries.iter().any(|(key, _)| key == "years")
    {
        let Some(mut inner) = Fields::open(value, path, &["years"], p) else {
            return Residence::default();
        };
        let years = inner.take("years").and_then(|value| {
            // "4.9 years" are four complete ones: only complete years count.
            let value = match value {
                Value::Number(x) if x.is_finite() && x.abs() < 1e6 => {
                    Value::Integer(x.trunc() as i64)
                }
                other => other,
            };
            integer(value, RESIDENCE_YEARS, Path::Key(&path, "years"), p)
                .and_then(|n| u8::try_from(n).ok())
        });
        return years.map_or_else(Residence::default, Residence::Years);
    }
    if !matches!(value, Value::List(_) | Value::Object(_)) {
        p.wrong_type(path, "list, {\"at_least\": list} or {\"years\": integer}", &value);
        return Residence::default();
    }
    Residence::Periods(fact(value, path, p, period))
}

impl Placeholder for Period {
    fn placeholder() -> Self {
        Self { from: crate::base::Date::constant(2000, 1, 1).into(), to: None }
    }
}

fn period(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Period> {
    let mut f = Fields::open(value, path, &["from", "to"], p)?;
    let before = p.0.len();
    let from = f.date("from", p);
    if from.is_none() && p.0.len() == before {
        p.missing(&f, "from");
    }
    let to = f.date("to", p);
    Some(Period { from: from?, to })
}

fn civil_service(f: &mut Fields<'_>, p: &mut Problems) -> CivilService {
    let value = match f.take("civil_service") {
        None => return CivilService::Unstated,
        Some(Value::Null) => return CivilService::No,
        Some(value) => value,
    };
    let path = Path::Key(&f.path, "civil_service");
    if !matches!(value, Value::Object(_)) {
        p.wrong_type(path, "object or null", &value);
        return CivilService::Unstated;
    }
    let Some(mut f) = Fields::open(value, path, &["corps", "grade", "domain", "employer"], p)
    else {
        return CivilService::Unstated;
    };
    CivilService::Serving(Post {
        corps: f.required_text("corps", p),
        grade: f.integer("grade", GRADES, p),
        domain: f.text("domain", p),
        employer: f.text("employer", p),
    })
}

fn competition(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Competition> {
    let mut f = Fields::open(value, path, &["corps", "year"], p)?;
    Some(Competition {
        corps: f.required_text("corps", p),
        year: f.integer("year", COMPETITION_YEARS, p),
    })
}

fn diploma(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Diploma> {
    let mut f = Fields::open(value, path, &["title", "level", "field", "obtained"], p)?;
    Some(Diploma {
        title: f.required_text("title", p),
        level: f.integer("level", DIPLOMA_LEVELS, p),
        field: f.text("field", p),
        obtained: f.date("obtained", p),
    })
}

fn certification(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Certification> {
    let mut f = Fields::open(value, path, &["name", "obtained", "expires"], p)?;
    Some(Certification {
        name: f.required_text("name", p),
        obtained: f.date("obtained", p),
        expires: f.date("expires", p),
    })
}

fn experience(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Experience> {
    const KEYS: &[&str] = &["title", "employer", "from", "to", "summary", "skills", "managed"];
    let mut f = Fields::open(value, path, KEYS, p)?;
    Some(Experience {
        title: f.required_text("title", p),
        employer: f.text("employer", p),
        from: f.date("from", p),
        to: f.date("to", p),
        summary: f.text("summary", p),
        skills: f.fact("skills", p, text_item),
        managed: f.integer("managed", PEOPLE, p),
    })
}

fn skill(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Skill> {
    let mut f = Fields::open(value, path, &["name", "level", "months", "last_used"], p)?;
    Some(Skill {
        name: f.required_text("name", p),
        level: f.integer("level", SKILL_LEVELS, p),
        months: f.integer("months", MONTHS, p),
        last_used: f.date("last_used", p),
    })
}

fn language(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Language> {
    let mut f = Fields::open(value, path, &["language", "level"], p)?;
    Some(Language {
        language: f.required_text("language", p),
        level: f.word("level", &LanguageLevel::ALL, LANGUAGE_LEVELS, p),
    })
}

fn wishes(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Wishes> {
    let mut f = Fields::open(value, path, &["titles", "workplaces", "domains"], p)?;
    Some(Wishes {
        titles: f.fact("titles", p, text),
        workplaces: f.fact("workplaces", p, text),
        domains: f.fact("domains", p, text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Fact;

    #[test]
    fn a_full_profile_survives_the_round_trip() {
        let json = r#"{"schema":1,"id":"c","citizen":false,"nationality":["FR","VU"],"work_permit":true,
          "residence":[{"from":"2012-02-01"},{"from":"2001-01","to":"2006-08"}],
          "civil_service":{"corps":"ingénieur","grade":1,"domain":"informatique","employer":"e"},
          "competitions":[{"corps":"attaché","year":2024}],
          "diplomas":{"at_least":[{"title":"BTS","level":5,"field":"x","obtained":"2005"}]},
          "registrations":[],"certifications":[{"name":"PRINCE2","obtained":"2021-05","expires":"2026-05"}],
          "experience":[{"title":"t","employer":"e","from":"2015-03","to":"2019-08","summary":"s","skills":["BGP"],"managed":4}],
          "skills":[{"name":"ITIL","level":3,"months":36,"last_used":"2025-01"}],
          "languages":[{"language":"fr","level":"native"},{"language":"en","level":"B2"}],
          "licences":["B"],"attested":["x"],"summary":"s","available_from":"2025-06-01",
          "wishes":{"titles":["t"],"workplaces":["Nouméa"],"domains":["d"]},"x-note":{"a":[1,null]}}"#;
        let read: Candidate = serde_json::from_str(json).unwrap();
        let written = serde_json::to_value(&read).unwrap();
        assert_eq!(written, serde_json::from_str::<serde_json::Value>(json).unwrap());
    }

    #[test]
    fn null_absent_and_empty_are_three_things() {
        let read = |json: &str| serde_json::from_str::<Candidate>(json).unwrap();
        assert_eq!(read(r#"{"id":"c"}"#).civil_service, CivilService::Unstated);
        let none = read(r#"{"id":"c","civil_service":null,"skills":[]}"#);
        assert_eq!(none.civil_service, CivilService::No);
        assert_eq!(none.skills, Fact::Stated(vec![]));
        assert_eq!(
            serde_json::to_string(&none).unwrap(),
            r#"{"schema":1,"id":"c","civil_service":null,"skills":[]}"#
        );
        assert_eq!(read(r#"{"id":"c","residence":{"years":7}}"#).residence, Residence::Years(7));
    }

    #[test]
    fn every_problem_is_named_with_its_place() {
        let json = r#"{"schema":2,"citizn":true,"citizen":true,"nationality":["VU"],
          "residence":[{"to":"2006-08"},{"from":"2010-05","to":"2009"}],
          "diplomas":[{"title":"","level":9,"obtained":"2025-02-30"}],"skills":["ITIL"],
          "languages":[{"language":"en","level":"B3"}],"licences":{"at_last":["B"]}}"#;
        let error = Candidate::from_value(serde_json::from_str(json).unwrap()).unwrap_err();
        let mut found: Vec<(&str, &str)> =
            error.problems().iter().map(|p| (p.path.as_str(), p.code())).collect();
        found.sort_unstable();
        assert_eq!(
            found,
            [
                ("citizn", "unknown_key"),
                ("diplomas[0].level", "out_of_range"),
                ("diplomas[0].obtained", "invalid_date"),
                ("diplomas[0].title", "empty"),
                ("id", "missing_key"),
                ("languages[0].level", "unknown_word"),
                ("licences.at_last", "unknown_key"),
                ("licences.at_least", "missing_key"),
                ("nationality", "citizen_not_french"),
                ("residence[0].from", "missing_key"),
                ("residence[1]", "backwards_period"),
                ("schema", "unsupported_schema"),
                ("skills[0]", "wrong_type"),
            ]
        );
    }
}
