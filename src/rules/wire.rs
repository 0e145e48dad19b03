//! Reading a rule book: every problem of the form, with its place.

use std::sync::Arc;

use super::{
    Admission, Confidence, Corps, Expr, Family, InForce, Proof, Role, Row, Rule, RuleProblem,
    RuleProblemKind, Scope, Source, Test, book::BookForm,
};
use crate::{
    base::Date,
    model::{
        Category, Fields, LanguageLevel, Path, ProblemKind, Problems, Route, Value, integer, list,
        text, text_item,
    },
};

const KEYS: &[&str] = &[
    "schema",
    "name",
    "version",
    "sources",
    "corps",
    "domains",
    "diploma_levels",
    "on_title",
    "residence",
    "proofs",
    "families",
    "rules",
];
const RULE_KEYS: &[&str] = &[
    "id",
    "role",
    "routes",
    "corps",
    "grades",
    "domains",
    "when",
    "unless",
    "condition",
    "source",
    "confidence",
    "in_force",
];
const ROW_KEYS: &[&str] =
    &["corps", "grade", "domain", "value", "source", "confidence", "in_force"];
const CONFIDENCES: &[&str] = &["inferred", "secondary", "official_description", "stated_in_law"];
const ROLES: &[&str] = &["condition", "tier_citizen", "tier_resident"];
const ADMISSIONS: &[&str] = &["yes", "with_line", "never"];
const CATEGORIES: &[&str] = &["A", "B", "C", "D"];
const LEVELS: &[&str] = &["A1", "A2", "B1", "B2", "C1", "C2", "native"];
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
const CATEGORY_WORDS: [(Category, &str); 4] =
    [(Category::A, "A"), (Category::B, "B"), (Category::C, "C"), (Category::D, "D")];
const EXPRESSIONS: &str = "{\"all\": list}, {\"any\": list}, {\"not\": expression}, {\"at_least\": n, \"of\": list} or {\"test\": name}";
const TESTS: &[&str] = &[
    "citizen",
    "french",
    "nationality",
    "work_permit",
    "civil_servant",
    "serves_in_corps",
    "states_domain",
    "serves_in_domain",
    "serves_in_category",
    "laureate",
    "admitted_on_title",
    "residence",
    "grade_diploma",
    "diploma",
    "experience",
    "registration",
    "certification",
    "licence",
    "language",
    "attested",
    "unclear",
];

/// Reads a book; what could not be read is left at its default beside a problem.
pub(super) fn read(value: Value) -> (BookForm, Vec<RuleProblem>) {
    let mut p = Problems::default();
    let form = book(value, &mut p).unwrap_or_default();
    let problems =
        p.0.into_iter()
            .map(|problem| RuleProblem {
                path: problem.path,
                kind: RuleProblemKind::Form(problem.kind),
            })
            .collect();
    (form, problems)
}

fn book(value: Value, p: &mut Problems) -> Option<BookForm> {
    let mut f = Fields::open(value, Path::Root, KEYS, p)?;
    f.schema(p);
    Some(BookForm {
        schema: 1,
        name: f.required_text("name", p),
        version: f.required_text("version", p),
        sources: f
            .list("sources", p, |v, path, p| opt(source(v, path, p)))
            .into_iter()
            .flatten()
            .collect(),
        corps: f
            .list("corps", p, |v, path, p| opt(corps(v, path, p)))
            .into_iter()
            .flatten()
            .collect(),
        domains: f.list("domains", p, text_item),
        diploma_levels: f
            .list("diploma_levels", p, |v, path, p| {
                opt(row(v, path, p, |f, p| f.integer("value", (1, 8), p)))
            })
            .into_iter()
            .flatten()
            .collect(),
        on_title: f
            .list("on_title", p, |v, path, p| {
                opt(row(v, path, p, |f, p| f.word("value", &Admission::ALL, ADMISSIONS, p)))
            })
            .into_iter()
            .flatten()
            .collect(),
        residence: f
            .list("residence", p, |v, path, p| {
                opt(row(v, path, p, |f, p| f.integer("value", (0, 60), p)))
            })
            .into_iter()
            .flatten()
            .collect(),
        proofs: f
            .list("proofs", p, |v, path, p| opt(proof(v, path, p)))
            .into_iter()
            .flatten()
            .collect(),
        families: f
            .list("families", p, |v, path, p| opt(family(v, path, p)))
            .into_iter()
            .flatten()
            .collect(),
        rules: f
            .list("rules", p, |v, path, p| opt(rule(v, path, p)))
            .into_iter()
            .flatten()
            .collect(),
    })
}

/// An item that could not be read has left its problem; it stands as `None` until the book is refused.
#[allow(clippy::unnecessary_wraps, reason = "the list reader takes an option")]
fn opt<T>(item: Option<T>) -> Option<Option<T>> {
    Some(item)
}

fn source(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Source> {
    let mut f = Fields::open(value, path, &["key", "cite", "url"], p)?;
    let cite = Arc::from(f.required_text("cite", p));
    Some(Source { key: f.required_text("key", p), cite, url: f.text("url", p) })
}

fn corps(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Corps> {
    let keys = &["name", "aliases", "category", "source", "confidence"];
    let mut f = Fields::open(value, path, keys, p)?;
    let confidence = confidence(&mut f, p);
    Some(Corps {
        name: f.required_text("name", p),
        aliases: f.list("aliases", p, text_item),
        category: f.word("category", &CATEGORY_WORDS, CATEGORIES, p),
        source: f.required_text("source", p),
        confidence: confidence?,
    })
}

fn row<T>(
    value: Value,
    path: Path<'_>,
    p: &mut Problems,
    read: impl FnOnce(&mut Fields<'_>, &mut Problems) -> Option<T>,
) -> Option<Row<T>> {
    let mut f = Fields::open(value, path, ROW_KEYS, p)?;
    let before = p.0.len();
    let value = read(&mut f, p);
    if value.is_none() && p.0.len() == before {
        p.missing(&f, "value");
    }
    let confidence = confidence(&mut f, p);
    Some(Row {
        corps: f.text("corps", p),
        grade: f.integer("grade", (1, 3), p),
        domain: f.text("domain", p),
        source: f.required_text("source", p),
        in_force: in_force(&mut f, p),
        value: value?,
        confidence: confidence?,
    })
}

fn proof(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Proof> {
    let keys = &["key", "fr", "en", "confirmed", "source", "confidence"];
    let mut f = Fields::open(value, path, keys, p)?;
    let confidence = confidence(&mut f, p);
    Some(Proof {
        key: f.required_text("key", p),
        fr: f.required_text("fr", p).into(),
        en: f.required_text("en", p).into(),
        confirmed: f.boolean("confirmed", p).unwrap_or(false),
        source: f.required_text("source", p),
        confidence: confidence?,
    })
}

fn family(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Family> {
    let mut f = Fields::open(value, path, &["name", "broad", "narrow"], p)?;
    Some(Family {
        name: f.required_text("name", p),
        broad: f.list("broad", p, text_item),
        narrow: f.list("narrow", p, text_item),
    })
}

fn confidence(f: &mut Fields<'_>, p: &mut Problems) -> Option<Confidence> {
    let before = p.0.len();
    let found = f.word("confidence", &Confidence::ALL, CONFIDENCES, p);
    if found.is_none() && p.0.len() == before {
        p.missing(f, "confidence");
    }
    found
}

fn in_force(f: &mut Fields<'_>, p: &mut Problems) -> InForce {
    let Some(value) = f.take_set("in_force") else { return InForce::default() };
    let path = Path::Key(&f.path, "in_force");
    let Some(mut inner) = Fields::open(value, path, &["from", "until"], p) else {
        return InForce::default();
    };
    // A date of force is a day: of a month or a year, its first.
    let mut day =
        |key| -> Option<Date> { inner.date(key, p).map(crate::base::PartialDate::earliest) };
    InForce { from: day("from"), until: day("until") }
}

fn rule(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Rule> {
    let mut f = Fields::open(value, path, RULE_KEYS, p)?;
    let confidence = confidence(&mut f, p);
    let mut expression = |key: &'static str, p: &mut Problems| {
        f.take_set(key).and_then(|v| expr(v, Path::Key(&path, key), p))
    };
    let (when, unless, condition) =
        (expression("when", p), expression("unless", p), expression("condition", p));
    let scope = Scope {
        routes: words(&mut f, "routes", &Route::ALL.map(|r| (r, r.as_str())), ROUTES, p),
        corps: f.list("corps", p, text_item),
        grades: f.list("grades", p, |v, path, p| {
            integer(v, (1, 3), path, p).and_then(|n| u8::try_from(n).ok())
        }),
        domains: f.list("domains", p, text_item),
    };
    Some(Rule {
        id: f.required_text("id", p).into(),
        role: f.word("role", &Role::ALL, ROLES, p).unwrap_or_default(),
        scope,
        when,
        unless,
        condition,
        source: f.required_text("source", p),
        in_force: in_force(&mut f, p),
        confidence: confidence?,
    })
}

fn words<T: Copy>(
    f: &mut Fields<'_>,
    key: &'static str,
    all: &[(T, &'static str)],
    allowed: &'static [&'static str],
    p: &mut Problems,
) -> Vec<T> {
    let found: Vec<Option<T>> = f.list(key, p, |v, path, p| {
        let word = text(v, path, p)?;
        let value = all.iter().find(|(_, name)| *name == word).map(|(value, _)| *value);
        if value.is_none() {
            p.add(path, ProblemKind::UnknownWord { found: word, allowed });
        }
        Some(value)
    });
    found.into_iter().flatten().collect()
}

/// Recurses no deeper than a value may nest (64 levels); what the evaluator does not allow is refused by the checks.
fn expr(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Expr> {
    let Value::Object(entries) = &value else {
        p.wrong_type(path, EXPRESSIONS, &value);
        return None;
    };
    let has = |key: &str| entries.iter().any(|(k, _)| k == key);
    if has("test") {
        return test(value, path, p).map(Expr::Test);
    }
    let parts = |f: &mut Fields<'_>, key: &'static str, p: &mut Problems| -> Vec<Expr> {
        let Some(value) = f.take(key) else { return Vec::new() };
        let parts: Vec<Option<Expr>> =
            list(value, Path::Key(&path, key), p, |v, path, p| Some(expr(v, path, p)));
        parts.into_iter().flatten().collect()
    };
    if has("all") {
        let mut f = Fields::open(value, path, &["all"], p)?;
        Some(Expr::All { all: parts(&mut f, "all", p) })
    } else if has("any") {
        let mut f = Fields::open(value, path, &["any"], p)?;
        Some(Expr::Any { any: parts(&mut f, "any", p) })
    } else if has("not") {
        let mut f = Fields::open(value, path, &["not"], p)?;
        let inner = expr(f.take("not")?, Path::Key(&path, "not"), p)?;
        Some(Expr::Not { not: Box::new(inner) })
    } else if has("at_least") {
        let mut f = Fields::open(value, path, &["at_least", "of"], p)?;
        let at_least = f.integer("at_least", (0, 255), p)?;
        Some(Expr::AtLeast { at_least, of: parts(&mut f, "of", p) })
    } else {
        p.wrong_type(path, EXPRESSIONS, &value);
        None
    }
}

fn test(value: Value, path: Path<'_>, p: &mut Problems) -> Option<Test> {
    const KEYS: &[&str] = &[
        "test", "country", "corps", "domain", "category", "years", "level", "fields", "titles",
        "months", "name", "names", "licence", "language",
    ];
    let Value::Object(entries) = &value else { return None };
    let Some((_, Value::Text(name))) = entries.iter().find(|(key, _)| key == "test") else {
        p.wrong_type(Path::Key(&path, "test"), "string", &Value::Null);
        return None;
    };
    let name = name.clone();
    let allowed: &'static [&'static str] = match name.as_str() {
        "nationality" => &["test", "country"],
        "serves_in_corps" | "laureate" => &["test", "corps"],
        "serves_in_domain" => &["test", "domain"],
        "serves_in_category" => &["test", "category"],
        "residence" => &["test", "years"],
        "diploma" => &["test", "level", "fields", "titles"],
        "experience" => &["test", "months", "fields"],
        "registration" | "attested" => &["test", "name"],
        "certification" => &["test", "names"],
        "licence" => &["test", "licence"],
        "language" => &["test", "language", "level"],
        _ if TESTS.contains(&name.as_str()) => &["test"],
        _ => KEYS,
    };
    let mut f = Fields::open(value, path, allowed, p)?;
    Some(match name.as_str() {
        "citizen" => Test::Citizen,
        "french" => Test::French,
        "nationality" => Test::Nationality { country: f.required_text("country", p) },
        "work_permit" => Test::WorkPermit,
        "civil_servant" => Test::CivilServant,
        "serves_in_corps" => Test::ServesInCorps { corps: f.list("corps", p, text_item) },
        "states_domain" => Test::StatesDomain,
        "serves_in_domain" => Test::ServesInDomain { domain: f.text("domain", p) },
        "serves_in_category" => {
            Test::ServesInCategory { category: f.word("category", &CATEGORY_WORDS, CATEGORIES, p) }
        }
        "laureate" => Test::Laureate { corps: f.list("corps", p, text_item) },
        "admitted_on_title" => Test::AdmittedOnTitle,
        "residence" => Test::Residence { years: f.integer("years", (1, 60), p) },
        "grade_diploma" => Test::GradeDiploma,
        "diploma" => Test::Diploma {
            level: f.integer("level", (1, 8), p),
            fields: f.list("fields", p, text_item),
            titles: f.list("titles", p, text_item),
        },
        "experience" => Test::Experience {
            months: f.integer("months", (1, 720), p),
            fields: f.list("fields", p, text_item),
        },
        "registration" => Test::Registration { name: f.required_text("name", p) },
        "certification" => Test::Certification { names: f.list("names", p, text_item) },
        "licence" => Test::Licence { licence: f.required_text("licence", p) },
        "language" => Test::Language {
            language: f.required_text("language", p),
            level: f.word("level", &LanguageLevel::ALL, LEVELS, p),
        },
        "attested" => Test::Attested { name: f.required_text("name", p) },
        "unclear" => Test::Unclear,
        _ => {
            p.add(
                Path::Key(&path, "test"),
                ProblemKind::UnknownWord { found: name, allowed: TESTS },
            );
            return None;
        }
    })
}
