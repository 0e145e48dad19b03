//! Facts taken apart into values that many people share, so that a condition is judged once for each value.
//!
//! Every test is the best of what the parts say: a list says the best of its items, or "unknown" where it may hold more;
//! so `see(facts)` is the maximum of `see(part)` over the parts (the rankings' tests hold it against every pair by itself).

use serde::{Deserialize, Serialize};

use super::{DiplomaFact, Facts, Gathered, NamedFact, ServiceFact, Words};
use crate::{base::Truth, compile::moment::Moment};

/// Every list, as bits: complete.
const ALL: u16 = u16::MAX;

/// The parts of one person's facts.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    /// Values that many people share: what stands by itself, each diploma, papers, unusual residence.
    pub shared: Vec<Facts>,
    /// Residence in its common form. The posts held are no part: they are nobody else's.
    pub home: Home,
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
        let lasting = super::Interval { from: Moment::from_day(day), to: Moment::MAX };
        Self {
            resident_surely: [lasting].into(),
            resident_perhaps: [lasting].into(),
            ..Self::nothing()
        }
    }

    /// The parts, each with its own words. Linear.
    pub fn parts(&self) -> Parts {
        let mut words = Gathered::default();
        let mut copy = |w: Words| words.add(self.words(w).to_vec());
        let service = self.service.as_deref().map(|s| {
            Box::new(ServiceFact {
                corps_words: copy(s.corps_words),
                domain: s.domain.map(|(w, families)| (copy(w), families)),
                ..*s
            })
        });
        let competitions =
            self.competitions.iter().map(|(key, known, w)| (*key, *known, copy(*w))).collect();
        let alone = Self {
            citizen: self.citizen,
            french: self.french,
            work_permit: self.work_permit,
            servant: self.servant,
            service,
            complete: self.complete,
            countries: self.countries.clone(),
            competitions,
            licences: self.licences.clone(),
            languages: self.languages.clone(),
            words: words.0.into(),
            ..Self::nothing()
        };
        let mut shared = vec![alone];
        shared.extend(self.diplomas.iter().map(|diploma| {
            let mut words = Gathered::default();
            let diploma =
                DiplomaFact { words: words.add(self.words(diploma.words).to_vec()), ..*diploma };
            Self { diplomas: [diploma].into(), words: words.0.into(), ..Self::nothing() }
        }));
        if !(self.registrations.is_empty()
            && self.certifications.is_empty()
            && self.attested.is_empty())
        {
            let mut words = Gathered::default();
            let mut named = |list: &[NamedFact]| -> Box<[NamedFact]> {
                let copy = |n: &NamedFact| NamedFact {
                    words: words.add(self.words(n.words).to_vec()),
                    ..*n
                };
                list.iter().map(copy).collect()
            };
            let registrations = named(&self.registrations);
            let certifications = named(&self.certifications);
            shared.push(Self {
                registrations,
                certifications,
                attested: self.attested.clone(),
                words: words.0.into(),
                ..Self::nothing()
            });
        }
        let home = self.home();
        if home.is_none() {
            shared.push(Self {
                residence_years: self.residence_years,
                resident_surely: self.resident_surely.clone(),
                resident_perhaps: self.resident_perhaps.clone(),
                ..Self::nothing()
            });
        }
        Parts { shared, home: home.unwrap_or(Home::NONE) }
    }

    /// The residence in its common form: none at all, or one period that lasts.
    fn home(&self) -> Option<Home> {
        if self.residence_years.is_some() {
            return None;
        }
        match (&*self.resident_surely, &*self.resident_perhaps) {
            ([], []) => Some(Home::NONE),
            ([a], [b]) if a.to == Moment::MAX && b.to == Moment::MAX && b.from != Moment::MIN => {
                Some(Home { surely: a.from.day, perhaps: b.from.day })
            }
            _ => None,
        }
    }
}
