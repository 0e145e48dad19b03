//! Facts taken apart into values that many people share, so that a condition is judged once for each value.
//!
//! Every test is the best of what the parts say: a list says the best of its items, or "unknown" where it may hold more;
//! so `see(facts)` is the maximum of `see(part)` over the parts (the rankings' tests hold it against every pair by itself).

use serde::{Deserialize, Serialize};

use super::{Facts, Gathered, Names, complete, residence};
use crate::{
    base::Truth,
    compile::{
        moment::{Interval, Moment, Spell},
        profile::{Lists, open_lists},
    },
    model::{Candidate, CivilService, Competition, Diploma, Language, Period, Residence},
    rules::Vocabulary,
};

/// Every list, as bits: complete.
const ALL: u16 = u16::MAX;

/// What a candidate states that many others state too. Of equal statements the facts are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Common<'a> {
    citizen: Option<bool>,
    nationality: &'a [String],
    work_permit: Option<bool>,
    service: Service<'a>,
    competitions: &'a [Competition],
    pub languages: &'a [Language],
    pub licences: &'a [String],
    complete: u16,
    pub open: Lists,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Service<'a> {
    Unstated,
    No,
    In { corps: &'a str, domain: Option<&'a str> },
}

impl<'a> Common<'a> {
    /// What is common of a candidate.
    pub fn of(candidate: &'a Candidate) -> Self {
        Self {
            citizen: candidate.citizen,
            nationality: candidate.nationality.items(),
            work_permit: candidate.work_permit,
            service: match &candidate.civil_service {
                CivilService::Unstated => Service::Unstated,
                CivilService::No => Service::No,
                CivilService::Serving(post) => {
                    Service::In { corps: &post.corps, domain: post.domain.as_deref() }
                }
            },
            competitions: candidate.competitions.items(),
            languages: candidate.languages.items(),
            licences: candidate.licences.items(),
            complete: complete(candidate),
            open: open_lists(candidate),
        }
    }
}

/// One period of residence that still lasts: the latest and the earliest day on which it can have begun. In any other case
/// both lie after every day, and the residence stands among the shared parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Home {
    pub surely: i32,
    pub perhaps: i32,
}

impl Home {
    /// No residence, or none of the common form.
    pub const NONE: Self = Self { surely: i32::MAX, perhaps: i32::MAX };

    const fn since(surely: Interval, perhaps: Interval) -> Self {
        Self { surely: surely.from.day, perhaps: perhaps.from.day }
    }
}

impl Facts {
    /// Nothing is met and every list is complete and empty.
    pub fn nothing() -> Self {
        Self {
            citizen: Truth::NotMet,
            french: Truth::NotMet,
            work_permit: Truth::NotMet,
            servant: Truth::NotMet,
            service: None,
            complete: ALL,
            residence_years: None,
            resident_surely: Box::default(),
            resident_perhaps: Box::default(),
            countries: Box::default(),
            competitions: Box::default(),
            diplomas: Box::default(),
            posts: Box::default(),
            posts_surely: Box::default(),
            registrations: Box::default(),
            certifications: Box::default(),
            licences: Box::default(),
            languages: Box::default(),
            attested: Box::default(),
            words: Box::default(),
        }
    }

    /// A residence that began on this day and lasts, and nothing else.
    pub fn resident_since(day: i32) -> Self {
        let lasting = Interval { from: Moment::from_day(day), to: Moment::MAX };
        Self {
            resident_surely: [lasting].into(),
            resident_perhaps: [lasting].into(),
            ..Self::nothing()
        }
    }

    /// The part that stands by itself: what [`Common`] tells.
    pub fn common(candidate: &Candidate, vocabulary: &Vocabulary, names: &mut Names) -> Self {
        let mut words = Gathered::default();
        let stated = Self::stated(candidate, vocabulary, names, &mut words);
        Self { words: words.0.into(), ..stated }
    }

    /// A diploma and nothing else.
    pub fn of_diploma(diploma: &Diploma, vocabulary: &Vocabulary, names: &mut Names) -> Self {
        let mut words = Gathered::default();
        let diplomas = [words.diploma(diploma, vocabulary, names)].into();
        Self { diplomas, words: words.0.into(), ..Self::nothing() }
    }

    /// Registrations, certifications and what is attested, if there are any.
    pub fn of_credentials(candidate: &Candidate, names: &mut Names) -> Option<Self> {
        let any = !(candidate.registrations.items().is_empty()
            && candidate.certifications.items().is_empty()
            && candidate.attested.items().is_empty());
        any.then(|| {
            let mut words = Gathered::default();
            let stated = Self::nothing().with_credentials(candidate, names, &mut words);
            Self { words: words.0.into(), ..stated }
        })
    }

    /// The residence in its common form, or as a part.
    pub fn of_residence(candidate: &Candidate) -> Result<Home, Box<Self>> {
        // Almost everybody's, without a detour through lists.
        if let Residence::Periods(periods) = &candidate.residence
            && let [Period { from, to: None }] = periods.items()
        {
            let spell = Spell::new(Some(*from), None);
            return Ok(Home::since(spell.surely, spell.perhaps));
        }
        let (years, surely, perhaps) = residence(candidate);
        match (years, &*surely, &*perhaps) {
            (None, [], []) => Ok(Home::NONE),
            (None, [a], [b])
                if a.to == Moment::MAX && b.to == Moment::MAX && b.from != Moment::MIN =>
            {
                Ok(Home::since(*a, *b))
            }
            _ => Err(Box::new(Self {
                residence_years: years,
                resident_surely: surely,
                resident_perhaps: perhaps,
                ..Self::nothing()
            })),
        }
    }
}
