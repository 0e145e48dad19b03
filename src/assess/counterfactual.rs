//! What would open a door that is not open: the minimal sets of at most three facts, and what time alone will do.
//!
//! A fact is one statement that could be added to the profile, or stand in the place of another: a nationality, a corps, a
//! diploma, a licence … The candidates for facts come from the tests of the door that are not met. A set is listed if the
//! door is open with all its facts and with no smaller set of them; each fact answers by itself the tests it answers.

use std::rc::Rc;

use super::{
    needed::{ByTime, Change, Counterfactuals, NeededFact},
    trace::Scene,
};
use crate::{
    base::{Date, Truth, first},
    compile::{Added, Ask, DoorProgram, Facts},
    model::CivilService,
    rules::Test,
};

/// The largest sets that are searched.
const MOST_FACTS: usize = 3;
/// How far ahead time is looked at.
const YEARS_AHEAD: i16 = 61;
/// Within so many years every number of leap days that the years asked for can hold has come by.
const LEAP_YEARS: i16 = 9;

/// What would open a door that is not open.
pub(crate) fn of(scene: &Scene<'_>, door: &DoorProgram) -> Counterfactuals {
    let asks = door_asks(scene, door);
    Counterfactuals { sets: sets(scene, door, &asks), by_time: by_time(scene, door, &asks) }
}

/// The tests of a door that applies conditions, each once.
fn door_asks(scene: &Scene<'_>, door: &DoorProgram) -> Vec<u16> {
    let mut asks: Vec<u16> = Vec::new();
    for condition in &door.conditions {
        asks.extend(scene.program.leaves(condition.when));
        asks.extend(scene.program.leaves(condition.unless));
        if !condition.unsourced {
            asks.extend(scene.program.leaves(condition.condition));
        }
    }
    asks.sort_unstable();
    asks.dedup();
    asks
}

/// A fact that is tried, with what every test of the door then finds.
struct Tried {
    fact: NeededFact,
    answers: Rc<[Truth]>,
}

fn sets(scene: &Scene<'_>, door: &DoorProgram, asks: &[u16]) -> Vec<Vec<Change>> {
    let mut facts: Vec<NeededFact> = Vec::new();
    for ask in asks {
        if let Some(test) = scene.program.tests.get(usize::from(*ask)) {
            propose(scene, door, test, scene.truth(*ask), &mut facts);
        }
    }
    join_diplomas(&mut facts);
    facts.sort();
    facts.dedup();
    let tried: Vec<Tried> =
        facts.into_iter().map(|fact| Tried { answers: answers(scene, &fact), fact }).collect();
    let opens = |set: &Set| {
        let chosen = || set.places().iter().filter_map(|at| tried.get(*at));
        scene.program.door(door, |ask| together(scene, ask, chosen())) == Truth::Met
    };
    let mut found: Vec<Set> = Vec::new();
    let mut grown = vec![Set::default()];
    for _ in 0..MOST_FACTS {
        let larger = grown.iter().flat_map(|set| {
            let next = set.places().last().map_or(0, |last| last + 1);
            (next..tried.len()).map(|at| set.and(at))
        });
        let minimal = |set: &Set| !found.iter().any(|known| known.lies_in(set));
        let larger: Vec<Set> =
            larger.filter(|set| minimal(set) && !conflicts(&tried, set.places())).collect();
        // What opens the door is not grown further.
        let (open, closed): (Vec<_>, Vec<_>) = larger.into_iter().partition(opens);
        found.extend(open);
        grown = closed;
    }
    let changes = |set: &Set| -> Vec<Change> {
        let facts = set.places().iter().filter_map(|at| tried.get(*at));
        facts.map(|tried| change(scene, &tried.fact, asks)).collect()
    };
    found.iter().map(changes).collect()
}

/// Some of the facts that are tried, by their places, in order.
#[derive(Clone, Copy, Default)]
struct Set {
    places: [usize; MOST_FACTS],
    len: usize,
}

impl Set {
    fn places(&self) -> &[usize] {
        self.places.get(..self.len).unwrap_or_default()
    }

    /// The same and one more.
    fn and(mut self, place: usize) -> Self {
        if let Some(last) = self.places.get_mut(self.len) {
            *last = place;
            self.len += 1;
        }
        self
    }

    fn lies_in(&self, other: &Self) -> bool {
        self.places().iter().all(|place| other.places().contains(place))
    }
}

/// What every test of the offer finds with a fact added; see [`together`] for what it finds of the person without it.
fn answers(scene: &Scene<'_>, fact: &NeededFact) -> Rc<[Truth]> {
    if let Some(known) = scene.tried.borrow().get(fact) {
        return known.clone();
    }
    let vocabulary = &scene.program.book.vocabulary;
    let nothing = Facts::nothing();
    let facts = match fact {
        // Periods add up, and certifications that are asked together may be held some before and some now.
        NeededFact::Experience { .. } | NeededFact::Certifications(_) => scene.facts,
        _ => &nothing,
    };
    let with = facts.with(&added(fact, scene.program.counting.0).as_added(), vocabulary);
    let answers: Rc<[Truth]> = scene.program.asks.iter().map(|ask| ask.see(&with).truth).collect();
    scene.tried.borrow_mut().insert(fact.clone(), answers.clone());
    answers
}

/// What a test finds with several facts added: of a person's one post the stated one counts, of lists the best item.
fn together<'t>(scene: &Scene<'_>, ask: u16, mut chosen: impl Iterator<Item = &'t Tried>) -> Truth {
    let on_post = matches!(
        scene.program.asks.get(usize::from(ask)),
        Some(
            Ask::Servant
                | Ask::Corps(_)
                | Ask::StatesDomain
                | Ask::Domain(_)
                | Ask::Category { .. }
        )
    );
    let answer =
        |tried: &Tried| tried.answers.get(usize::from(ask)).copied().unwrap_or(Truth::Unknown);
    if on_post {
        let serving = chosen.find(|tried| matches!(tried.fact, NeededFact::Serving { .. }));
        return serving.map_or(scene.truth(ask), answer);
    }
    chosen.map(answer).fold(scene.truth(ask), Truth::max)
}

/// One post at a time, one diploma that says all, and one way of being French.
fn conflicts(tried: &[Tried], set: &[usize]) -> bool {
    let count = |is: fn(&NeededFact) -> bool| {
        set.iter().filter(|i| tried.get(**i).is_some_and(|t| is(&t.fact))).count()
    };
    count(|fact| matches!(fact, NeededFact::Serving { .. })) > 1
        || count(|fact| matches!(fact, NeededFact::Diploma { .. })) > 1
        || count(|fact| matches!(fact, NeededFact::Residence(_))) > 1
        || count(|fact| matches!(fact, NeededFact::Citizen | NeededFact::French)) > 1
}

/// The facts that would answer a test otherwise than it is answered.
fn propose(
    scene: &Scene<'_>,
    door: &DoorProgram,
    test: &Test,
    truth: Truth,
    facts: &mut Vec<NeededFact>,
) {
    match test {
        Test::ServesInCorps { corps } => {
            let domain = door_domain(scene, door);
            facts.extend(corps.iter().map(|corps| NeededFact::Serving {
                corps: Some(corps.clone()),
                category: None,
                domain: domain.clone(),
            }));
        }
        Test::ServesInCategory { category: Some(category) } => {
            facts.push(NeededFact::Serving { corps: None, category: Some(*category), domain: None })
        }
        Test::CivilServant => {
            facts.push(NeededFact::Serving { corps: None, category: None, domain: None });
        }
        _ if truth == Truth::Met => {}
        Test::Citizen => facts.push(NeededFact::Citizen),
        Test::French => {
            facts.push(NeededFact::French);
            if scene.candidate.citizen.is_none() {
                facts.push(NeededFact::Citizen);
            }
        }
        Test::Nationality { country } => facts.push(NeededFact::Nationality(country.clone())),
        Test::WorkPermit => facts.push(NeededFact::WorkPermit),
        Test::Laureate { corps } => facts.extend(corps.iter().cloned().map(NeededFact::Laureate)),
        Test::Residence { years: Some(years) } => facts.push(NeededFact::Residence(*years)),
        Test::Diploma { level, fields, titles } => {
            let some = |names: &[String]| -> Vec<Option<String>> {
                if names.is_empty() {
                    vec![None]
                } else {
                    names.iter().cloned().map(Some).collect()
                }
            };
            for field in some(fields) {
                facts.extend(some(titles).into_iter().map(|title| NeededFact::Diploma {
                    level: *level,
                    field: field.clone(),
                    title,
                }));
            }
        }
        Test::Experience { months, fields } if fields.is_empty() => {
            facts.push(NeededFact::Experience { months: *months, field: None });
        }
        Test::Experience { months, fields } => facts.extend(
            fields
                .iter()
                .map(|f| NeededFact::Experience { months: *months, field: Some(f.clone()) }),
        ),
        Test::Registration { name } => facts.push(NeededFact::Registration(name.clone())),
        Test::Certification { names } => facts.push(NeededFact::Certifications(names.clone())),
        Test::Licence { licence } => facts.push(NeededFact::Licence(licence.clone())),
        Test::Language { language, level } => {
            facts.push(NeededFact::Language(language.clone(), *level));
        }
        Test::Attested { name } => facts.push(NeededFact::Attested(name.clone())),
        Test::StatesDomain
        | Test::ServesInDomain { .. }
        | Test::ServesInCategory { category: None }
        | Test::Residence { years: None }
        | Test::AdmittedOnTitle
        | Test::GradeDiploma
        | Test::Unclear => {}
    }
}

fn door_domain(scene: &Scene<'_>, door: &DoorProgram) -> Option<String> {
    door.conditions.iter().filter(|condition| !condition.unsourced).find_map(|condition| {
        scene.program.leaves(condition.condition).find_map(|ask| {
            match scene.program.tests.get(usize::from(ask)) {
                Some(Test::ServesInDomain { domain }) => domain.clone(),
                _ => None,
            }
        })
    })
}

/// Two diplomas that are asked for may be one: the greater level with the field and the title of either.
fn join_diplomas(facts: &mut Vec<NeededFact>) {
    let mut diplomas: Vec<(Option<u8>, Option<String>, Option<String>)> = facts
        .iter()
        .filter_map(|fact| match fact {
            NeededFact::Diploma { level, field, title } => {
                Some((*level, field.clone(), title.clone()))
            }
            _ => None,
        })
        .collect();
    // In one order, so that two words are joined in one.
    diplomas.sort();
    let one = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) if a != b => Some(format!("{a} {b}")),
        (Some(a), _) => Some(a.clone()),
        (None, b) => b.clone(),
    };
    for (i, (x, f, t)) in diplomas.iter().enumerate() {
        facts.extend(diplomas.iter().skip(i).map(|(y, g, u)| NeededFact::Diploma {
            level: (*x).max(*y),
            field: one(f, g),
            title: one(t, u),
        }));
    }
}

/// A fact with the texts it is made of.
struct Owned<'a> {
    fact: &'a NeededFact,
    text: String,
    from: Date,
}

fn added(fact: &NeededFact, counted: Date) -> Owned<'_> {
    let join = |a: &Option<String>, b: &Option<String>| {
        [a, b].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    };
    let text = match fact {
        NeededFact::Diploma { field, title, .. } => join(title, field),
        NeededFact::Experience { field, .. } => field.clone().unwrap_or_default(),
        _ => String::new(),
    };
    let months = match fact {
        NeededFact::Experience { months, .. } => months.unwrap_or(1).max(1),
        _ => 0,
    };
    let span = jiff::Span::new().months(i32::try_from(months).unwrap_or(i32::MAX).min(12_000));
    Owned { fact, text, from: counted.checked_sub(span).unwrap_or(Date::MIN) }
}

impl Owned<'_> {
    fn as_added(&self) -> Added<'_> {
        match self.fact {
            NeededFact::Citizen => Added::Citizen,
            NeededFact::French => Added::French,
            NeededFact::Nationality(code) => Added::Country(code),
            NeededFact::WorkPermit => Added::WorkPermit,
            NeededFact::Serving { corps, category, domain } => Added::Serving {
                corps: corps.as_deref(),
                category: *category,
                domain: domain.as_deref(),
            },
            NeededFact::Laureate(corps) => Added::Laureate(corps),
            NeededFact::Residence(years) => Added::Residence(*years),
            NeededFact::Diploma { level, .. } => {
                Added::Diploma { level: level.unwrap_or(0), text: &self.text }
            }
            NeededFact::Experience { .. } => {
                Added::Experience { from: self.from, text: &self.text }
            }
            NeededFact::Registration(name) => Added::Registration(name),
            NeededFact::Certifications(names) => Added::Certifications(names),
            NeededFact::Licence(name) => Added::Licence(name),
            NeededFact::Language(code, level) => Added::Language(code, *level),
            NeededFact::Attested(name) => Added::Attested(name),
        }
    }
}

fn change(scene: &Scene<'_>, fact: &NeededFact, asks: &[u16]) -> Change {
    let candidate = scene.candidate;
    let (key, contradicts) = match fact {
        // Who is surely not French is no citizen.
        NeededFact::Citizen => ("citizen", scene.facts.citizen == Truth::NotMet),
        NeededFact::French => ("nationality", candidate.nationality.is_complete()),
        NeededFact::Nationality(_) => ("nationality", candidate.nationality.is_complete()),
        NeededFact::WorkPermit => ("work_permit", candidate.work_permit == Some(false)),
        NeededFact::Serving { .. } => {
            ("civil_service", candidate.civil_service != CivilService::Unstated)
        }
        NeededFact::Laureate(_) => ("competitions", candidate.competitions.is_complete()),
        NeededFact::Residence(_) => ("residence", scene.facts.is_complete_residence()),
        NeededFact::Diploma { .. } => ("diplomas", candidate.diplomas.is_complete()),
        NeededFact::Experience { .. } => ("experience", candidate.experience.is_complete()),
        NeededFact::Registration(_) => ("registrations", candidate.registrations.is_complete()),
        NeededFact::Certifications(_) => ("certifications", candidate.certifications.is_complete()),
        NeededFact::Licence(_) => ("licences", candidate.licences.is_complete()),
        NeededFact::Language(..) => ("languages", candidate.languages.is_complete()),
        NeededFact::Attested(_) => ("attested", candidate.attested.is_complete()),
    };
    let timed = asks.iter().find(|ask| {
        let test = scene.program.tests.get(usize::from(**ask));
        match (fact, test) {
            (NeededFact::Residence(years), Some(Test::Residence { years: asked })) => {
                Some(*years) == *asked
            }
            (
                NeededFact::Experience { months, field },
                Some(Test::Experience { months: m, fields }),
            ) => months == m && field.as_ref().is_none_or(|field| fields.contains(field)),
            _ => false,
        }
    });
    let by_time = timed.and_then(|ask| {
        let ask = scene.program.asks.get(usize::from(*ask))?;
        met_by_time(ask, scene.facts, scene.program.counting.1)
    });
    Change { fact: fact.clone(), key, contradicts, by_time }
}

/// The first day after `from` on which a duration is surely complete if nothing changes; `None`: never.
pub(crate) fn met_by_time(ask: &Ask, facts: &Facts, from: Date) -> Option<Date> {
    let met = |date: Date| ask.on(date).see(facts).truth == Truth::Met;
    // How many days so many years have changes at the end of February only, with the 29ths among them. From one to the
    // next what is complete stays complete; over several, periods that are over may suffice for a while.
    let far = from.checked_add(jiff::Span::new().years(YEARS_AHEAD)).ok()?;
    let years = if met(far) { YEARS_AHEAD } else { LEAP_YEARS };
    let mut before = from;
    for year in from.year()..=from.year().saturating_add(years) {
        let last = Date::new(year, 2, 28).ok()?;
        if last <= before {
            continue;
        }
        if met(last) {
            return first_met(before, last, met);
        }
        before = last;
    }
    None
}

/// The first day after `no` on which something holds that holds on `yes`, and from its first day on.
fn first_met(no: Date, yes: Date, met: impl Fn(Date) -> bool) -> Option<Date> {
    let after = |days: i32| no.checked_add(jiff::Span::new().days(days)).ok();
    after(first(1..no.until(yes).ok()?.get_days(), |days| after(days).is_some_and(&met)))
}

/// The first day on which the door is surely open if nothing changes but the date on which it is counted.
fn by_time(scene: &Scene<'_>, door: &DoorProgram, asks: &[u16]) -> Option<ByTime> {
    // A deadline of which only the month or the year is printed may fall on any of its days: time is looked at from the first.
    let from = scene.program.counting.0;
    let mut days: Vec<Date> = Vec::new();
    for ask in asks.iter().filter_map(|ask| scene.program.asks.get(usize::from(*ask))) {
        match ask {
            Ask::Residence { .. } | Ask::Experience { .. } => {
                days.extend(met_by_time(ask, scene.facts, from));
            }
            Ask::Diploma { .. } | Ask::Certification { .. } => {
                days.extend(scene.facts.turning_days())
            }
            _ => {}
        }
    }
    days.retain(|day| *day > from);
    days.sort_unstable();
    days.dedup();
    let date = days.into_iter().find(|day| {
        let later = |ask: u16| {
            let dated = scene.program.asks.get(usize::from(ask)).map(|ask| ask.on(*day));
            dated.map_or(Truth::Unknown, |ask| ask.see(scene.facts).truth)
        };
        scene.program.door(door, later) == Truth::Met
    })?;
    Some(ByTime { date, in_time: scene.program.closing.map(|closing| date <= closing.latest()) })
}
