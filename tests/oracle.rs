//! The dumb evaluator: recursive, over the candidate as stated, with dates added up event by event. It shares no code with
//! the rooms it judges.
#![allow(dead_code, reason = "each test takes what it needs")]

use adequation::{
    CandidateForm, CivilService, Date, Fact, LanguageLevel, PartialDate, Residence,
    Truth::{self, Met, NotMet, Unknown},
};
use serde_json::{Value, json};

/// A condition.
#[derive(Clone, Debug)]
pub enum Tree {
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Not(Box<Tree>),
    AtLeast(u8, Vec<Tree>),
    Leaf(Leaf),
}

/// A test with all its values.
#[derive(Clone, Debug)]
pub enum Leaf {
    Citizen,
    French,
    Country(&'static str),
    WorkPermit,
    Servant,
    Corps(Vec<&'static str>),
    Laureate(Vec<&'static str>),
    Residence(u8),
    Diploma(u8),
    Months(u32),
    Licence(&'static str),
    Language(&'static str, Option<LanguageLevel>),
    Attested(&'static str),
    Certification(&'static str),
}

/// A rule with its guard and its waiver.
#[derive(Clone, Debug)]
pub struct Rule {
    pub when: Option<Tree>,
    pub unless: Option<Tree>,
    pub condition: Tree,
}

impl Tree {
    /// Its wire form.
    pub fn json(&self) -> Value {
        let list = |parts: &[Self]| parts.iter().map(Self::json).collect::<Vec<_>>();
        match self {
            Self::All(parts) => json!({"all": list(parts)}),
            Self::Any(parts) => json!({"any": list(parts)}),
            Self::Not(part) => json!({"not": part.json()}),
            Self::AtLeast(n, parts) => json!({"at_least": n, "of": list(parts)}),
            Self::Leaf(leaf) => leaf.json(),
        }
    }

    /// Its value for a person on a day that lies between two.
    pub fn value(&self, person: &CandidateForm, days: (Date, Date)) -> Truth {
        let values =
            |parts: &[Self]| parts.iter().map(|p| p.value(person, days)).collect::<Vec<_>>();
        match self {
            Self::All(parts) => values(parts).into_iter().min().unwrap_or(Met),
            Self::Any(parts) => values(parts).into_iter().max().unwrap_or(NotMet),
            Self::Not(part) => match part.value(person, days) {
                Met => NotMet,
                Unknown => Unknown,
                NotMet => Met,
            },
            Self::AtLeast(n, parts) => {
                // Try the worst and the best the unknown ones can be.
                let count = |favour: bool| {
                    values(parts).iter().filter(|v| **v == Met || favour && **v == Unknown).count()
                };
                match (count(false) >= usize::from(*n), count(true) >= usize::from(*n)) {
                    (true, _) => Met,
                    (false, true) => Unknown,
                    (false, false) => NotMet,
                }
            }
            Self::Leaf(leaf) => leaf.value(person, days),
        }
    }
}

impl Rule {
    /// Its wire form under this identifier.
    pub fn json(&self, id: &str) -> Value {
        let mut rule = json!({"id": id, "condition": self.condition.json(), "source": "s", "confidence": "inferred"});
        if let Some(when) = &self.when {
            rule["when"] = when.json();
        }
        if let Some(unless) = &self.unless {
            rule["unless"] = unless.json();
        }
        rule
    }

    /// Its value; `None` where it does not apply.
    pub fn value(&self, person: &CandidateForm, days: (Date, Date)) -> Option<Truth> {
        let guard = self.when.as_ref().map_or(Met, |tree| tree.value(person, days));
        let waiver = self.unless.as_ref().map_or(NotMet, |tree| tree.value(person, days));
        if guard == NotMet || waiver == Met {
            return None;
        }
        let value = self.condition.value(person, days);
        let sure = guard == Met && waiver == NotMet;
        Some(if sure || value == Met { value } else { Unknown })
    }
}

impl Leaf {
    fn json(&self) -> Value {
        match self {
            Self::Citizen => json!({"test": "citizen"}),
            Self::French => json!({"test": "french"}),
            Self::Country(country) => json!({"test": "nationality", "country": country}),
            Self::WorkPermit => json!({"test": "work_permit"}),
            Self::Servant => json!({"test": "civil_servant"}),
            Self::Corps(corps) => json!({"test": "serves_in_corps", "corps": corps}),
            Self::Laureate(corps) => json!({"test": "laureate", "corps": corps}),
            Self::Residence(years) => json!({"test": "residence", "years": years}),
            Self::Diploma(level) => json!({"test": "diploma", "level": level}),
            Self::Months(months) => json!({"test": "experience", "months": months}),
            Self::Licence(licence) => json!({"test": "licence", "licence": licence}),
            Self::Language(language, None) => json!({"test": "language", "language": language}),
            Self::Language(language, Some(level)) => {
                json!({"test": "language", "language": language, "level": level})
            }
            Self::Attested(name) => json!({"test": "attested", "name": name}),
            Self::Certification(name) => json!({"test": "certification", "names": [name]}),
        }
    }

    fn value(&self, p: &CandidateForm, days: (Date, Date)) -> Truth {
        match self {
            Self::Citizen => match p.citizen {
                Some(citizen) => known(citizen),
                None if french(p) == NotMet => NotMet,
                None => Unknown,
            },
            Self::French => french(p),
            Self::Country(country) => list(&p.nationality, |code| known(code == country)),
            Self::WorkPermit => p.work_permit.map_or(Unknown, known),
            Self::Servant => match p.civil_service {
                CivilService::Unstated => Unknown,
                CivilService::No => NotMet,
                CivilService::Serving(_) => Met,
            },
            Self::Corps(corps) => match &p.civil_service {
                CivilService::Unstated => Unknown,
                CivilService::No => NotMet,
                CivilService::Serving(post) => known(corps.contains(&post.corps.as_str())),
            },
            Self::Laureate(corps) => {
                list(&p.competitions, |item| known(corps.contains(&item.corps.as_str())))
            }
            Self::Residence(years) => residence(p, *years, days),
            Self::Diploma(level) => list(&p.diplomas, |diploma| {
                let level = diploma.known_level().map_or(Unknown, |held| known(held >= *level));
                level.min(diploma.obtained.map_or(Met, |date| past(date, days)))
            }),
            Self::Months(months) => experience(p, *months, days),
            Self::Licence(licence) => list(&p.licences, |held| known(held == licence)),
            Self::Language(language, level) => {
                list(&p.languages, |held| match (held.language == *language, held.level, level) {
                    (false, _, _) => NotMet,
                    (true, _, None) => Met,
                    (true, None, Some(_)) => Unknown,
                    (true, Some(held), Some(asked)) => known(held >= *asked),
                })
            }
            Self::Attested(name) => list(&p.attested, |held| known(held == name)),
            Self::Certification(name) => list(&p.certifications, |held| {
                if held.name != *name {
                    return NotMet;
                }
                let obtained = held.obtained.map_or(Met, |date| past(date, days));
                let expired = held.expires.map_or(Unknown, |date| past(date, days));
                obtained.min(match expired {
                    Met => NotMet,
                    Unknown => Unknown,
                    NotMet => Met,
                })
            }),
        }
    }
}

fn known(value: bool) -> Truth {
    if value { Met } else { NotMet }
}

fn list<T>(fact: &Fact<T>, judge: impl Fn(&T) -> Truth) -> Truth {
    let best = fact.items().iter().map(judge).max().unwrap_or(NotMet);
    if fact.is_complete() { best } else { best.max(Unknown) }
}

fn french(p: &CandidateForm) -> Truth {
    if p.citizen == Some(true) { Met } else { list(&p.nationality, |code| known(code == "FR")) }
}

/// Whether a date has come, on every day the counting day can be.
fn past(date: PartialDate, (first, last): (Date, Date)) -> Truth {
    if date.latest() <= first {
        Met
    } else if date.earliest() > last {
        NotMet
    } else {
        Unknown
    }
}

fn number(date: Date) -> i64 {
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24
}

/// The anniversary: a day that the month lacks is the first of the next.
fn anniversary(date: Date, months: i64) -> Date {
    let total = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 + months;
    let (year, month) =
        (i16::try_from(total.div_euclid(12)).unwrap(), (total.rem_euclid(12) + 1) as i8);
    Date::new(year, month, date.day()).unwrap_or_else(|_| {
        let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        Date::new(year, month, 1).unwrap()
    })
}

/// The same day some months before, or the last day of that month.
fn before(date: Date, months: i64) -> Date {
    let total = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 - months;
    let (year, month) =
        (i16::try_from(total.div_euclid(12)).unwrap(), (total.rem_euclid(12) + 1) as i8);
    (1..=date.day()).rev().find_map(|day| Date::new(year, month, day).ok()).unwrap()
}

/// Whether periods (end exclusive) last so many months up to a day.
pub fn lasts(periods: &[(Date, Date)], months: i64, day: Date) -> bool {
    let mut events: Vec<(Date, i32)> = Vec::new();
    for (from, to) in periods {
        let to = (*to).min(day);
        if *from < to {
            events.push((*from, -1));
            events.push((to, 1));
        }
    }
    // Beginnings first, so that periods that touch are one stretch.
    events.sort();
    let (mut depth, mut total, mut start, mut stretch) = (0, 0, day, false);
    for (at, step) in events {
        if step == -1 && depth == 0 {
            start = at;
        }
        depth -= step;
        if step == 1 && depth == 0 {
            total += number(at) - number(start);
            stretch |= months > 0 && anniversary(start, months) <= at;
        }
    }
    stretch || total >= (number(day) - number(before(day, months))).max(1)
}

fn far() -> Date {
    Date::constant(9000, 1, 1)
}

fn duration(
    fact_complete: bool,
    periods: &[(Option<PartialDate>, Option<PartialDate>)],
    months: i64,
    (first, last): (Date, Date),
) -> Truth {
    let surely: Vec<(Date, Date)> = periods
        .iter()
        .filter_map(|(from, to)| Some(((*from)?.latest(), to.map_or(far(), PartialDate::earliest))))
        .collect();
    let perhaps: Vec<(Date, Date)> = periods
        .iter()
        .map(|(from, to)| {
            let long_ago = Date::constant(-3000, 1, 1);
            (from.map_or(long_ago, PartialDate::earliest), to.map_or(far(), PartialDate::latest))
        })
        .collect();
    if lasts(&surely, months, first) && lasts(&surely, months, last) {
        Met
    } else if fact_complete && !lasts(&perhaps, months, first) && !lasts(&perhaps, months, last) {
        NotMet
    } else {
        Unknown
    }
}

fn residence(p: &CandidateForm, years: u8, days: (Date, Date)) -> Truth {
    match &p.residence {
        Residence::Years(declared) => known(*declared >= years),
        Residence::Periods(list) => {
            let periods: Vec<_> = list.items().iter().map(|p| (Some(p.from), p.to)).collect();
            duration(list.is_complete(), &periods, i64::from(years) * 12, days)
        }
    }
}

fn experience(p: &CandidateForm, months: u32, days: (Date, Date)) -> Truth {
    let periods: Vec<_> = p.experience.items().iter().map(|post| (post.from, post.to)).collect();
    duration(p.experience.is_complete(), &periods, i64::from(months), days)
}
