//! The official open-data record of a vacancy (data.gouv.nc, *avis de vacances de poste*), in both of its column sets.
//!
//! The set with underscores (`libelle_poste`, `date_cloture_avp`) and the one without (`libelleposte`, `datecloture`) are
//! one once underscores are dropped. A record is an object of texts, from JSON or from a row of CSV.
//!
//! **Dates.** The publisher turns a day of Nouméa (UTC+11) into a moment and prints its day in Greenwich: a plain date lies
//! one day early, a moment from 13:00 on belongs to the next day. Both are set right here; where a notice prints a date,
//! the printed one rules (see [`merge_offers`]).

use jiff::ToSpan;

use super::{Unread, look::text};
use crate::{
    base::{Date, PartialDate},
    model::{
        Availability, AvailabilityKind, InputError, Offer, OfferForm, Problem, ProblemKind,
        Reference, Requirement, RequirementKind, Value,
        printed::{corps, doors, residence},
    },
    text::{Folded, fold},
};

/// Our names of the columns, with theirs (lower case, without underscores).
const COLUMNS: &[(&str, &[&str])] = &[
    ("id", &["idavp", "id"]),
    ("number", &["numeroavp", "numero"]),
    ("title", &["libelleposte"]),
    ("employer", &["nomcollectiviteentreprise", "libellecollectivite"]),
    ("corps", &["libellecorpsgrade"]),
    ("corps2", &["libellecorpsgrade2"]),
    ("domain", &["libelledomaine"]),
    ("domain2", &["libelledomaine2"]),
    ("residence", &["dureeresidenceexigee"]),
    ("availability", &["libelleposteapourvoir"]),
    ("available", &["dateposteapourvoir", "dateapourvoir"]),
    ("directorate", &["libelledirectionentreprise", "libelledirection"]),
    ("acronym", &["acronymeentreprise", "acronymedirection"]),
    ("service", &["libelleservice"]),
    ("workplace", &["lieuexercicetravail", "lieutravail"]),
    ("published", &["datemiseenligne", "datecreation"]),
    ("closing", &["dateclotureavp", "datecloture"]),
    ("job", &["emploiresp"]),
    ("seats", &["nbpostesapourvoir", "nbposteapourvoir"]),
    ("presentation", &["presentation"]),
    ("missions", &["mission", "missions"]),
    ("activities", &["activitesprincipales"]),
    ("activities2", &["activitessecondaires"]),
    ("knowledge", &["savoir"]),
    ("know_how", &["savoirfaire"]),
    ("behaviour", &["comportements"]),
    ("conditions", &["conditionsparticulieres"]),
];

/// Reads an open-data record as an offer. `id` is used where the record has no number.
///
/// Its doors follow from the corps, the domains and the residence column like those of a notice. Lines of its sections are
/// items; a requirement's kind is that of its section. Returns the offer and what could not be read. Linear.
///
/// # Errors
/// Every problem of the offer that results; it needs a number or the `id` given here.
///
/// ```
/// use adequation::{offer_from_open_data, Value};
/// let record: Value = serde_json::from_str(r#"{"numeroavp": "25-0208", "libelleposte": "Juriste",
///     "libellecorpsgrade": "attaché", "datecloture": "2025-02-13"}"#)?;
/// let (offer, unread) = offer_from_open_data("r-1", &record)?;
/// assert_eq!(offer.id, "25-0208");
/// assert_eq!(offer.closing.map(|d| d.to_string()).as_deref(), Some("2025-02-14")); // one day later than recorded
/// assert!(unread.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn offer_from_open_data(id: &str, record: &Value) -> Result<(Offer, Vec<Unread>), InputError> {
    let row = Row(record);
    let mut unread = Vec::new();
    let number = row.text("number");
    let reference = number.as_deref().map(|printed| match printed.split_once('/') {
        Some((number, service)) => Reference {
            number: number.trim().to_owned(),
            service: Some(service.trim().to_owned()).filter(|s| !s.is_empty()),
            date: None,
        },
        None => Reference { number: printed.to_owned(), service: None, date: None },
    });
    let mut form = OfferForm {
        id: number
            .or_else(|| row.text("id").filter(|_| id.is_empty()))
            .unwrap_or_else(|| id.into()),
        title: row.text("title"),
        reference,
        employer: row.text("employer"),
        directorate: row.text("directorate").map(|name| match row.text("acronym") {
            Some(acronym) if !name.contains(&acronym) => format!("{name} ({acronym})"),
            _ => name,
        }),
        service: row.text("service"),
        workplace: row.text("workplace"),
        published: row.day("published", &mut unread),
        closing: row.day("closing", &mut unread),
        respnc_job: row.text("job"),
        missions: row.items(&["missions"]),
        activities: row.items(&["activities", "activities2"]),
        context: row.items(&["presentation"]),
        conditions: row.items(&["conditions"]),
        ..OfferForm::default()
    };
    form.availability = availability(&row, &mut unread);
    // 0 is the publisher's way to say nothing.
    form.seats = row.text("seats").and_then(|n| n.parse().ok()).filter(|n| *n > 0);
    for (column, kind) in [
        ("knowledge", RequirementKind::Knowledge),
        ("know_how", RequirementKind::KnowHow),
        ("behaviour", RequirementKind::Behaviour),
    ] {
        let items = row.items(&[column]);
        form.requirements.extend(items.into_iter().map(|text| Requirement::new(kind, text).into()));
    }
    form.pathways = pathways(&row, &mut unread);
    Ok((form.check()?, unread))
}

struct Row<'a>(&'a Value);

impl Row<'_> {
    fn value(&self, column: &str) -> Option<(&str, &Value)> {
        let (_, names) = COLUMNS.iter().find(|(name, _)| *name == column)?;
        let Value::Object(entries) = self.0 else { return None };
        names.iter().find_map(|wanted| {
            entries.iter().find_map(|(key, value)| {
                let name: String = key.chars().filter(|c| *c != '_').collect();
                let said = !matches!(value, Value::Null) && *value != Value::Text(String::new());
                (name.eq_ignore_ascii_case(wanted) && said).then_some((key.as_str(), value))
            })
        })
    }

    fn text(&self, column: &str) -> Option<String> {
        match self.value(column)?.1 {
            Value::Integer(n) => Some(n.to_string()),
            value => text(Some(value)).filter(|t| t != "null"),
        }
    }

    /// The lines of a section, without their bullets.
    fn items(&self, columns: &[&str]) -> Vec<String> {
        columns
            .iter()
            .filter_map(|column| self.text(column))
            .flat_map(|text| {
                text.lines()
                    .map(|line| {
                        line.trim_start_matches(['-', '•', '*', ' ', '\t', '\u{a0}']).trim_end()
                    })
                    .map(|line| line.trim_end_matches([';', ',']).trim_end().to_owned())
                    .filter(|line| line.chars().any(char::is_alphabetic))
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    /// A date, one day later than recorded.
    fn day(&self, column: &str, unread: &mut Vec<Unread>) -> Option<PartialDate> {
        let (key, value) = self.value(column)?;
        let found = text(Some(value))?;
        let (day, time) = found.split_once(['T', ' ']).unwrap_or((found.as_str(), ""));
        let recorded = day.parse::<PartialDate>().ok().and_then(PartialDate::day);
        // A moment before 13:00 in Greenwich is the same day in Nouméa.
        let early = time.get(..2).and_then(|hour| hour.parse::<u8>().ok()).is_some_and(|h| h < 13);
        let shift = i64::from(!early);
        let meant = recorded.and_then(|d: Date| d.checked_add(shift.days()).ok());
        match meant {
            Some(day) => Some(PartialDate::from(day)),
            None => {
                unread.push(Unread { path: key.to_owned(), found });
                None
            }
        }
    }
}

/// The five values of the source's own model of availability.
fn availability(row: &Row<'_>, unread: &mut Vec<Unread>) -> Availability {
    let date = row.day("available", unread);
    let said = row.text("availability").map(|t| fold(&t)).unwrap_or_default();
    let kind = if said.contains("susceptible") {
        AvailabilityKind::Prospective
    } else if said.contains("immediat") {
        return Availability { kind: AvailabilityKind::Immediate, date: None };
    } else if date.is_some() {
        AvailabilityKind::From
    } else {
        AvailabilityKind::Unspecified
    };
    Availability { kind, date }
}

/// The doors, read from the columns as a notice's header prints them.
fn pathways(row: &Row<'_>, unread: &mut Vec<Unread>) -> Vec<crate::model::Pathway> {
    let mut line = String::new();
    for (corps, domain) in [("corps", "domain"), ("corps2", "domain2")] {
        let Some(corps) = row.text(corps) else { continue };
        if !line.is_empty() {
            line.push_str(" ou ");
        }
        line.push_str(&corps);
        if let Some(domain) = row.text(domain) {
            line.push_str(" / ");
            line.push_str(&domain);
        }
    }
    if line.is_empty() {
        return Vec::new();
    }
    let corps_end = line.len();
    let mut rules = Vec::new();
    if let Some(printed) = row.text("residence") {
        line.push('\n');
        let start = line.len();
        line.push_str(&printed);
        let read = residence::parse(&line, start..line.len(), false);
        if read.unread {
            unread.push(Unread { path: "duree_residence_exigee".into(), found: printed });
        }
        rules = read.rules;
    }
    let corps = corps::parse(Folded::new(&line, 0..corps_end, 4_000).whole());
    doors::doors(&line, &corps, &rules, doors::Modes::default())
        .into_iter()
        .map(|door| door.pathway)
        .collect()
}

/// Reads a table of records in CSV (RFC 4180; commas or semicolons, the first row names the columns). Linear.
///
/// # Errors
/// A quote that is never closed, and every row that has more fields than the first.
///
/// ```
/// use adequation::{offer_from_open_data, records_from_csv};
/// let records = records_from_csv("id_avp,numero_avp,libelle_poste\n1,25-0001,\"Juriste, contentieux\"\n")?;
/// let (offer, _) = offer_from_open_data("", &records[0])?;
/// assert_eq!(offer.title.as_deref(), Some("Juriste, contentieux"));
/// # Ok::<(), adequation::InputError>(())
/// ```
pub fn records_from_csv(csv: &str) -> Result<Vec<Value>, InputError> {
    let csv = csv.strip_prefix('\u{feff}').unwrap_or(csv);
    let first = csv.lines().next().unwrap_or_default();
    let separator = if first.matches(';').count() > first.matches(',').count() { ';' } else { ',' };
    let mut problems = Vec::new();
    let mut rows = rows(csv, separator, &mut problems).into_iter();
    let names = rows.next().unwrap_or_default();
    let mut records = Vec::new();
    for (i, row) in rows.enumerate() {
        if row.len() > names.len() {
            let kind = ProblemKind::OutOfRange {
                found: i64::try_from(row.len()).unwrap_or(i64::MAX),
                min: 1,
                max: i64::try_from(names.len()).unwrap_or(i64::MAX),
            };
            problems.push(Problem { path: format!("[{i}]"), kind });
            continue;
        }
        let entries = names.iter().cloned().zip(row.into_iter().map(Value::Text)).collect();
        records.push(Value::Object(entries));
    }
    InputError::unless_none(problems)?;
    Ok(records)
}

fn rows(csv: &str, separator: char, problems: &mut Vec<Problem>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut chars = csv.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if quoted || field.is_empty() => quoted = !quoted,
            c if quoted => field.push(c),
            c if c == separator => row.push(std::mem::take(&mut field)),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            c => field.push(c),
        }
    }
    if quoted {
        let kind = ProblemKind::WrongType { expected: "closing quote", found: "end of text" };
        problems.push(Problem { path: format!("[{}]", rows.len()), kind });
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows.retain(|row| row.len() > 1 || row.first().is_some_and(|f| !f.is_empty()));
    rows
}
