//! The wire form of an offer (schema 1).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    Availability, AvailabilityKind, Category, Force, InputError, LanguageLevel, Offer, OfferForm,
    Pathway, Reference, Requirement, RequirementKind, RequirementNode, ResidenceRule, Route, Span,
    Value,
    candidate_wire::LANGUAGE_LEVELS,
    checks::{ASKED_YEARS, DIPLOMA_LEVELS, GRADES, MONTHS, PEOPLE, SKILL_LEVELS, settle},
    problem::ProblemKind,
    reader::{
        self, Fields, Path, Placeholder, Problems, WireForm, integer, sealed::Sealed, text_item,
    },
};

const KEYS: &[&str] = &[
    "schema",
    "id",
    "title",
    "reference",
    "employer",
    "directorate",
    "service",
    "workplace",
    "availability",
    "published",
    "closing",
    "closing_before_amendment",
    "seats",
    "respnc_job",
    "pathways",
    "missions",
    "activities",
    "requirements",
    "terms",
    "context",
    "conditions",
    "supervises",
    "truncated",
    "spans",
];
const REQUIREMENT_KEYS: &[&str] = &[
    "kind",
    "text",
    "level",
    "force",
    "terms",
    "diploma_level",
    "titles",
    "fields",
    "months",
    "language",
    "language_level",
    "licence",
    "category",
    "span",
];
const ROUTES: &[&str] = &[
    "on_title",
    "direct",
    "mobility",
    "change_of_corps",
    "secondment",
    "competition",
    "contract",
    "functional",
];
const AVAILABILITIES: &[&str] = &["immediate", "from", "prospective", "unspecified"];
const RESIDENCES: &[&str] = &["at_least", "no_minimum", "not_stated"];
const FORCES: &[&str] = &["required", "preferred", "acquired_later"];
const CATEGORIES: &[&str] = &["A", "B", "C", "D"];
const KINDS: &[&str] = &[
    "diploma",
    "experience",
    "knowledge",
    "know_how",
    "behaviour",
    "certification",
    "registration",
    "licence",
    "language",
    "other",
];
const KIND_WORDS: [(RequirementKind, &str); 10] = [
    (RequirementKind::Diploma, "diploma"),
    (RequirementKind::Experience, "experience"),
    (RequirementKind::Knowledge, "knowledge"),
    (RequirementKind::KnowHow, "know_how"),
    (RequirementKind::Behaviour, "behaviour"),
    (RequirementKind::Certification, "certification"),
    (RequirementKind::Registration, "registration"),
    (RequirementKind::Licence, "licence"),
    (RequirementKind::Language, "language"),
    (RequirementKind::Other, "other"),
];

impl Sealed for Offer {}

impl WireForm for Offer {
    fn from_value(value: Value) -> Result<Self, InputError> {
        let mut problems = Problems::default();
        let form = read(value, &mut problems).unwrap_or_default();
        let found = form.problems();
        settle(problems, found)?;
        Ok(Self(std::sync::Arc::new(form)))
    }
}

impl<'de> Deserialize<'de> for Offer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        reader::deserialize(deserializer)
    }
}

impl Serialize for Offer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Wire<'a> {
            schema: u8,
            #[serde(flatten)]
            form: &'a OfferForm,
        }
        Wire { schema: 1, form: self }.serialize(serializer)
    }
}

fn read(value: Value, problems: &mut Problems) -> Option<OfferForm> {
    let p = problems;
    let mut f = Fields::open(value, Path::Root, KEYS, p)?;
    let root = Path::Root;
    f.schema(p);
    Some(OfferForm {
        id: f.required_text("id", p),
        title: f.text("title", p),
        reference: f
            .take_set("reference")
            .and_then(|v| reference(v, Path::Key(&root, "reference"), p)),
        employer: f.text("employer", p),
        directorate: f.text("directorate", p),
        service: f.text("service", p),
        workplace: f.text("workplace", p),
        availability: f
            .take_set("availability")
            .and_then(|v| availability(v, Path::Key(&root, "availability"), p))
            .unwrap_or_default(),
        published: f.date("published", p),
        closing: f.date("closing", p),
        closing_before_amendment: f.date("closing_before_amendment", p),
        seats: f.integer("seats", (1, PEOPLE.1), p),
        respnc_job: f.text("respnc_job", p),
        pathways: f.list("pathways", p, pathway),
        missions: f.list("missions", p, text_item),
        activities: f.list("activities", p, text_item),
        requirements: f.list("requirements", p, requirement_node),
        terms: f.list("terms", p, text_item),
        context: f.list("context", p, text_item),
        conditions: f.list("conditions", p, text_item),
        supervises: f.integer("supervises", PEOPLE, p),
        truncated: f.boolean("truncated", p).unwrap_or(false),
        spans: spans(&mut f, p),
        extensions: f.extensions(),
    })
}

fn reference(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Reference> {
    let mut f = Fields::open(value, path, &["number", "service", "date"], p)?;
    Some(Reference {
        number: f.required_text("number", p),
        service: f.text("service", p),
        date: f.date("date", p),
    })
}

fn availability(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Availability> {
    let mut f = Fields::open(value, path, &["kind", "date"], p)?;
    let words = [
        (AvailabilityKind::Immediate, "immediate"),
        (AvailabilityKind::From, "from"),
        (AvailabilityKind::Prospective, "prospective"),
        (AvailabilityKind::Unspecified, "unspecified"),
    ];
    Some(Availability {
        kind: f.word("kind", &words, AVAILABILITIES, p).unwrap_or_default(),
        date: f.date("date", p),
    })
}

impl Placeholder for Pathway {
    fn placeholder() -> Self {
        Self::new(Route::Contract)
    }
}

impl Placeholder for RequirementNode {
    fn placeholder() -> Self {
        Self::One(Requirement::new(RequirementKind::Other, ""))
    }
}

fn pathway(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Pathway> {
    const KEYS: &[&str] = &["route", "corps", "grade", "domain", "residence", "diploma_level"];
    let mut f = Fields::open(value, path, KEYS, p)?;
    let before = p.0.len();
    let route = f.word("route", &Route::ALL.map(|route| (route, route.as_str())), ROUTES, p);
    if route.is_none() && p.0.len() == before {
        p.missing(&f, "route");
    }
    let residence = f
        .take_set("residence")
        .and_then(|value| residence(value, Path::Key(&path, "residence"), p))
        .unwrap_or_default();
    let rest = Pathway {
        corps: f.text("corps", p),
        grade: f.integer("grade", GRADES, p),
        domain: f.text("domain", p),
        residence,
        diploma_level: f.integer("diploma_level", DIPLOMA_LEVELS, p),
        ..Pathway::new(Route::Contract)
    };
    Some(Pathway { route: route?, ..rest })
}

fn residence(value: Value, path: Path<'_>, p: &mut Problems) -> Option<ResidenceRule> {
    let mut f = Fields::open(value, path, &["kind", "years"], p)?;
    let before = p.0.len();
    let kind =
        f.word("kind", &[(0, "at_least"), (1, "no_minimum"), (2, "not_stated")], RESIDENCES, p);
    let years = f.integer::<u8>("years", ASKED_YEARS, p);
    match (kind, years) {
        (Some(0), Some(years)) => Some(ResidenceRule::AtLeast { years }),
        (Some(1), _) => Some(ResidenceRule::NoMinimum),
        (Some(2), _) => Some(ResidenceRule::NotStated),
        (kind, _) => {
            if p.0.len() == before {
                p.missing(&f, if kind.is_some() { "years" } else { "kind" });
            }
            None
        }
    }
}

fn requirement_node(value: Value, path: Path<'_>, p: &mut Problems) -> Option<RequirementNode> {
    let has = |key: &str| matches!(&value, Value::Object(entries) if entries.iter().any(|(k, _)| k == key));
    if has("any") {
        let mut f = Fields::open(value, path, &["any"], p)?;
        return Some(RequirementNode::Any { any: f.list("any", p, requirement_node) });
    }
    if has("all") {
        let mut f = Fields::open(value, path, &["all"], p)?;
        return Some(RequirementNode::All { all: f.list("all", p, requirement_node) });
    }
    requirement(value, path, p).map(RequirementNode::One)
}

fn requirement(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Requirement> {
    let mut f = Fields::open(value, path, REQUIREMENT_KEYS, p)?;
    let before = p.0.len();
    let kind = f.word("kind", &KIND_WORDS, KINDS, p);
    if kind.is_none() && p.0.len() == before {
        p.missing(&f, "kind");
    }
    let forces = [
        (Force::Required, "required"),
        (Force::Preferred, "preferred"),
        (Force::AcquiredLater, "acquired_later"),
    ];
    let categories =
        [(Category::A, "A"), (Category::B, "B"), (Category::C, "C"), (Category::D, "D")];
    Some(Requirement {
        kind: kind.unwrap_or(RequirementKind::Other),
        text: f.required_text("text", p),
        level: f.integer("level", SKILL_LEVELS, p),
        force: f.word("force", &forces, FORCES, p).unwrap_or_default(),
        terms: f.list("terms", p, text_item),
        diploma_level: f.integer("diploma_level", DIPLOMA_LEVELS, p),
        titles: f.list("titles", p, text_item),
        fields: f.list("fields", p, text_item),
        months: f.integer("months", MONTHS, p),
        language: f.text("language", p),
        language_level: f.word("language_level", &LanguageLevel::ALL, LANGUAGE_LEVELS, p),
        licence: f.text("licence", p),
        category: f.word("category", &categories, CATEGORIES, p),
        span: f.take_set("span").and_then(|value| span(value, Path::Key(&path, "span"), p)),
    })
}

fn span(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Span> {
    let Value::List(bounds) = value else {
        p.wrong_type(path, "list", &value);
        return None;
    };
    let found = bounds.len() as i64;
    let bounds: Vec<i64> = bounds
        .into_iter()
        .enumerate()
        .filter_map(|(i, bound)| integer(bound, (0, i64::from(u32::MAX)), Path::Index(&path, i), p))
        .collect();
    match bounds.as_slice() {
        [start, end] => Some(Span::new(usize::try_from(*start).ok()?, usize::try_from(*end).ok()?)),
        _ => {
            p.add(path, ProblemKind::OutOfRange { found, min: 2, max: 2 });
            None
        }
    }
}

fn spans(f: &mut Fields<'_>, p: &mut Problems) -> std::collections::BTreeMap<String, Span> {
    let Some(value) = f.take_set("spans") else { return Default::default() };
    let path = Path::Key(&f.path, "spans");
    let Value::Object(entries) = value else {
        p.wrong_type(path, "object", &value);
        return Default::default();
    };
    entries
        .into_iter()
        .filter_map(|(key, value)| {
            let read = span(value, Path::Key(&path, &key), p);
            read.map(|span| (key, span))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_offer_survives_the_round_trip() {
        let json = r#"{"schema":1,"id":"25-1/X","title":"Chef","reference":{"number":"25-1","service":"X","date":"2025-05-02"},
          "employer":"E","directorate":"D","service":"S","workplace":"W","availability":{"kind":"from","date":"2025-04"},
          "published":"2025-05-02","closing":"2025-05-23","closing_before_amendment":"2025-05-16","seats":2,"respnc_job":"J",
          "pathways":[{"route":"on_title","corps":"ingénieur","grade":1,"domain":"informatique",
            "residence":{"kind":"at_least","years":5},"diploma_level":6},
            {"route":"contract","corps":null,"grade":null,"domain":null,"residence":{"kind":"not_stated"},"diploma_level":null}],
          "missions":["m"],"activities":["a"],
          "requirements":[{"any":[{"kind":"diploma","text":"d","level":null,"force":"preferred","terms":[],"diploma_level":6,
            "fields":["droit"],"titles":["licence"],"span":[1,2]},
            {"all":[{"kind":"language","text":"e","level":2,"force":"required","terms":["X"],"language":"en","language_level":"B2","span":null}]}]}],
          "terms":["X"],"context":["c"],"conditions":["k"],"supervises":3,"truncated":true,"spans":{"title":[0,4]},"x-a":1}"#;
        let read: Offer = serde_json::from_str(json).unwrap();
        let written = serde_json::to_value(&read).unwrap();
        assert_eq!(written, serde_json::from_str::<serde_json::Value>(json).unwrap());
    }

    #[test]
    fn every_problem_is_named_with_its_place() {
        let json = r#"{"id":" ","pathways":[{"route":"by_luck"},{"route":"direct","residence":{"kind":"at_least"}},{"grade":4}],
          "requirements":[{"any":[]},{"kind":"diploma","text":"d","diploma_level":0,"span":[9,3]},{"text":"t"}],"spans":{"a":[1]}}"#;
        let error = Offer::from_value(serde_json::from_str(json).unwrap()).unwrap_err();
        let mut found: Vec<(&str, &str)> =
            error.problems().iter().map(|p| (p.path.as_str(), p.code())).collect();
        found.sort_unstable();
        assert_eq!(
            found,
            [
                ("id", "empty"),
                ("pathways[0].route", "unknown_word"),
                ("pathways[1].residence.years", "missing_key"),
                ("pathways[2].grade", "out_of_range"),
                ("pathways[2].route", "missing_key"),
                ("requirements[0].any", "empty"),
                ("requirements[1].diploma_level", "out_of_range"),
                ("requirements[1].span", "backwards_span"),
                ("requirements[2].kind", "missing_key"),
                ("spans.a", "out_of_range"),
            ]
        );
    }
}
