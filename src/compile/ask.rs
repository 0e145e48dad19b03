//! A test made ready for one offer: keys and days instead of strings. The one place where facts are judged.

use super::{
    facts::{DiplomaFact, Facts, ListBit, NamedFact, PostFact, Validity},
    moment::{Moment, Window},
};
use crate::{
    base::{Date, Truth},
    model::Category,
    rules::{CorpsKey, FieldKey, Key, Word, contains_all},
};

/// The counting days: one, or the first and the last it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Windows {
    pub first: Window,
    pub last: Window,
}

/// What a name asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameKey {
    pub words: Box<[Word]>,
    /// How it matches: the held name must say all of these, or these must say all of the held name.
    pub sentence: bool,
}

/// The title of a diploma asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TitleKey {
    pub words: Box<[Word]>,
    pub families: u32,
    /// 0 where the title says no level.
    pub level: u8,
}

/// A diploma asked for: of this level (0 = any), in one of these fields, with one of these titles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DiplomaAsk {
    pub level: u8,
    pub fields: Box<[FieldKey]>,
    pub titles: Box<[TitleKey]>,
}

/// A compiled test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    /// Decided by the offer alone.
    Settled(Truth),
    Citizen,
    French,
    Country(u16),
    WorkPermit,
    Servant,
    Corps(Box<[CorpsKey]>),
    /// Whether the person's post states a domain (the door does).
    StatesDomain,
    Domain(FieldKey),
    Category {
        category: Category,
        sourced_only: bool,
    },
    Laureate(Box<[CorpsKey]>),
    Residence {
        years: u8,
        windows: Windows,
    },
    Diploma {
        ask: DiplomaAsk,
        day: (Moment, Moment),
    },
    Experience {
        fields: Box<[FieldKey]>,
        windows: Windows,
    },
    Registration(NameKey),
    Certification {
        names: Box<[NameKey]>,
        day: (Moment, Moment),
    },
    Licence {
        licence: Key,
        contained: Box<[Key]>,
    },
    Language {
        language: Key,
        level: u8,
    },
    Attested(Key),
}

/// What a test found, and which item of its list decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub truth: Truth,
    pub item: u16,
}

/// No item of a list decided.
pub(crate) const NO_ITEM: u16 = u16::MAX;

impl From<Truth> for Seen {
    fn from(truth: Truth) -> Self {
        Self { truth, item: NO_ITEM }
    }
}

impl Ask {
    /// The same test with durations counted on another day.
    pub fn on(&self, date: Date) -> Self {
        let moment = (Moment::new(date), Moment::new(date));
        let mut moved = self.clone();
        match &mut moved {
            Self::Residence { windows, .. } | Self::Experience { windows, .. } => {
                let window = windows.first.on(date);
                *windows = Windows { first: window, last: window };
            }
            Self::Diploma { day, .. } | Self::Certification { day, .. } => *day = moment,
            _ => {}
        }
        moved
    }

    /// Judges the facts. Allocates nothing.
    pub fn see(&self, facts: &Facts) -> Seen {
        match self {
            Self::Settled(truth) => (*truth).into(),
            Self::Citizen => facts.citizen.into(),
            Self::French => facts.french.into(),
            Self::Country(code) => {
                let held = |c: &u16| Truth::known(c == code);
                best(&facts.countries, facts.absent(ListBit::Nationality), held)
            }
            Self::WorkPermit => facts.work_permit.into(),
            Self::Servant => facts.servant.into(),
            Self::Corps(corps) => serving(facts, corps).into(),
            Self::StatesDomain => match &facts.service {
                Some(service) => Truth::known(service.domain.is_some()),
                None => facts.servant,
            }
            .into(),
            Self::Domain(domain) => serving_domain(facts, domain).into(),
            Self::Category { category, sourced_only } => match &facts.service {
                None => facts.servant,
                Some(service) if *sourced_only && service.inferred => Truth::Unknown,
                Some(service) => Truth::from_option(service.category.map(|held| held == *category)),
            }
            .into(),
            Self::Laureate(corps) => best(
                &facts.competitions,
                facts.absent(ListBit::Competitions),
                |(id, known, words)| same_corps(corps, *id, *known, facts.words(*words)),
            ),
            Self::Residence { years, windows } => residence(facts, *years, windows).into(),
            Self::Diploma { ask, day } => {
                best(&facts.diplomas, facts.absent(ListBit::Diplomas), |held| {
                    diploma(facts, ask, held) & reached(held.obtained, *day)
                })
            }
            Self::Experience { fields, windows } => experience(facts, fields, windows),
            Self::Registration(name) => {
                best(&facts.registrations, facts.absent(ListBit::Registrations), |held| {
                    same_name(name, facts.words(held.words))
                })
            }
            Self::Certification { names, day } => certification(facts, names, *day),
            Self::Licence { licence, contained } => {
                best(&facts.licences, facts.absent(ListBit::Licences), |held| {
                    if held == licence {
                        Truth::Met
                    } else if contained.contains(held) {
                        Truth::Unknown
                    } else {
                        Truth::NotMet
                    }
                })
            }
            Self::Language { language, level } => {
                best(&facts.languages, facts.absent(ListBit::Languages), |(code, held)| {
                    if code != language {
                        Truth::NotMet
                    } else if *level == 0 || held >= level {
                        Truth::Met
                    } else if *held == 0 {
                        Truth::Unknown
                    } else {
                        Truth::NotMet
                    }
                })
            }
            Self::Attested(name) => {
                best(&facts.attested, facts.absent(ListBit::Attested), |held| {
                    Truth::known(held == name)
                })
            }
        }
    }
}

/// The best item of a list, or what the list says of what it does not name.
fn best<T>(items: &[T], absent: Truth, judge: impl Fn(&T) -> Truth) -> Seen {
    let mut seen = Seen { truth: Truth::NotMet, item: NO_ITEM };
    for (item, i) in items.iter().zip(0u16..) {
        let truth = judge(item);
        if truth > seen.truth {
            seen = Seen { truth, item: i };
            if truth == Truth::Met {
                return seen;
            }
        }
    }
    if absent > seen.truth { absent.into() } else { seen }
}

/// Whether a day that lies in a range has come by the counting day, for every counting day it can be.
fn reached((earliest, latest): (Moment, Moment), (first, last): (Moment, Moment)) -> Truth {
    if latest <= first {
        Truth::Met
    } else if earliest > last {
        Truth::NotMet
    } else {
        Truth::Unknown
    }
}

fn same_corps(asked: &[CorpsKey], id: Key, known: bool, words: &[Word]) -> Truth {
    asked
        .iter()
        .map(|corps| {
            if corps.id == id {
                Truth::Met
            } else if corps.known && known {
                Truth::NotMet
            } else if contains_all(words, &corps.words) || contains_all(&corps.words, words) {
                // "infirmier" beside "infirmier en soins généraux": it may be a short name of the same corps.
                Truth::Unknown
            } else {
                Truth::NotMet
            }
        })
        .fold(Truth::NotMet, |a, b| a | b)
}

fn serving(facts: &Facts, corps: &[CorpsKey]) -> Truth {
    match &facts.service {
        None => facts.servant,
        Some(s) => same_corps(corps, s.corps, s.known, facts.words(s.corps_words)),
    }
}

fn serving_domain(facts: &Facts, asked: &FieldKey) -> Truth {
    let Some(service) = &facts.service else { return facts.servant };
    let Some((words, families)) = service.domain else { return Truth::Unknown };
    let held = facts.words(words);
    if *held == *asked.words {
        Truth::Met
    } else if families & asked.families != 0
        || contains_all(held, &asked.words)
        || contains_all(&asked.words, held)
    {
        Truth::Unknown
    } else {
        Truth::NotMet
    }
}

fn residence(facts: &Facts, years: u8, windows: &Windows) -> Truth {
    if let Some(declared) = facts.residence_years {
        return Truth::known(declared >= years);
    }
    let surely = |window: &Window| window.reached(facts.resident_surely.iter().copied());
    if surely(&windows.first) && surely(&windows.last) {
        return Truth::Met;
    }
    let perhaps = |window: &Window| window.reached(facts.resident_perhaps.iter().copied());
    let absent = facts.absent(ListBit::Residence);
    if absent == Truth::NotMet && !perhaps(&windows.first) && !perhaps(&windows.last) {
        Truth::NotMet
    } else {
        Truth::Unknown
    }
}

/// Whether a field that is held answers one of the fields asked for.
fn field(asked: &[FieldKey], held: &[Word], families: u32, fielded: bool) -> Truth {
    if asked.is_empty() {
        return Truth::Met;
    }
    asked
        .iter()
        .map(|field| {
            let named = !field.words.is_empty() && contains_all(held, &field.words);
            let member = field.broad && families & field.families != 0;
            if named || member {
                Truth::Met
            } else if fielded
                && field.families != 0
                && families != 0
                && families & field.families == 0
            {
                Truth::NotMet
            } else {
                Truth::Unknown
            }
        })
        .fold(Truth::NotMet, |a, b| a | b)
}

fn diploma(facts: &Facts, ask: &DiplomaAsk, held: &DiplomaFact) -> Truth {
    let words = facts.words(held.words);
    let level = match (ask.level, held.level) {
        (0, _) => Truth::Met,
        (_, 0) => Truth::Unknown,
        (asked, held) => Truth::known(held >= asked),
    };
    let title = if ask.titles.is_empty() {
        Truth::Met
    } else {
        ask.titles.iter().map(|t| title(t, held, words)).fold(Truth::NotMet, |a, b| a | b)
    };
    level & title & field(&ask.fields, words, held.families, held.fielded)
}

fn title(asked: &TitleKey, held: &DiplomaFact, words: &[Word]) -> Truth {
    if !asked.words.is_empty() && contains_all(words, &asked.words) {
        Truth::Met
    } else if (asked.level != 0 && held.level != 0 && held.level < asked.level)
        || (held.fielded
            && asked.families != 0
            && held.families != 0
            && asked.families & held.families == 0)
    {
        Truth::NotMet
    } else {
        Truth::Unknown
    }
}

fn experience(facts: &Facts, fields: &[FieldKey], windows: &Windows) -> Seen {
    let judge =
        |post: &PostFact| field(fields, facts.words(post.words), post.families, post.fielded);
    let surely = |window: &Window| {
        let posts = facts.posts_surely.iter().filter_map(|i| facts.posts.get(usize::from(*i)));
        window.reached(posts.filter(|p| judge(p) == Truth::Met).map(|p| p.spell.surely))
    };
    let matching = |least: Truth| {
        facts.posts.iter().find(|post| judge(post) >= least).map_or(NO_ITEM, |post| post.index)
    };
    if surely(&windows.first) && surely(&windows.last) {
        return Seen { truth: Truth::Met, item: matching(Truth::Met) };
    }
    let perhaps = |window: &Window| {
        let posts = facts.posts.iter().filter(|p| judge(p) != Truth::NotMet);
        window.reached(posts.map(|p| p.spell.perhaps))
    };
    let complete = facts.absent(ListBit::Experience) == Truth::NotMet;
    if complete && !perhaps(&windows.first) && !perhaps(&windows.last) {
        return Seen { truth: Truth::NotMet, item: NO_ITEM };
    }
    Seen { truth: Truth::Unknown, item: matching(Truth::Unknown) }
}

/// Whether a held name is the one asked for. Names that share no word differ; names that share some may not.
fn same_name(asked: &NameKey, held: &[Word]) -> Truth {
    if asked.words.is_empty() || held.is_empty() {
        return Truth::Unknown;
    }
    let says_all = contains_all(held, &asked.words);
    if says_all || (asked.sentence && contains_all(&asked.words, held)) {
        Truth::Met
    } else if held.iter().any(|word| asked.words.binary_search(word).is_ok()) {
        Truth::Unknown
    } else {
        Truth::NotMet
    }
}

fn valid(validity: &Validity, day: (Moment, Moment)) -> Truth {
    let expired = validity.expires.map_or(Truth::Unknown, |expires| reached(expires, day));
    reached(validity.obtained, day) & !expired
}

/// All the names asked for, each held and valid; the item is that of the first.
fn certification(facts: &Facts, names: &[NameKey], day: (Moment, Moment)) -> Seen {
    let absent = facts.absent(ListBit::Certifications);
    let mut all = Seen { truth: Truth::Met, item: NO_ITEM };
    for name in names {
        let one = best(&facts.certifications, absent, |held: &NamedFact| {
            same_name(name, facts.words(held.words)) & valid(&held.validity, day)
        });
        if one.truth < all.truth || all.item == NO_ITEM {
            all = Seen { truth: one.truth.min(all.truth), item: one.item };
        }
    }
    all
}

/// The days of residence up to the last counting day: those that are sure, those that are possible, those needed.
pub(crate) fn residence_days(facts: &Facts, windows: &Windows) -> (i32, i32, i32) {
    let (surely, needed) = windows.first.days(facts.resident_surely.iter().copied());
    let (perhaps, _) = windows.last.days(facts.resident_perhaps.iter().copied());
    (surely, perhaps, needed)
}
