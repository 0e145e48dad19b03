//! Both sides made ready: an offer, on a date, and a person.

use std::{
    ops::Deref,
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    key::{Cell, Class},
    quoted::{Compiled, Quoted},
};
use crate::{
    assess::{
        self, Quick,
        evidence::Bands,
        quotes::Quotes,
        swift::{self, SwiftRoom},
        words::WordTable,
    },
    base::{Date, Points},
    compile::{
        Facts, OfferProgram,
        months::{self, Month},
        offer_fit::OfferFit,
        people::{self, People},
        weights::Weights,
    },
    model::{Candidate, Offer},
    rules::{Policies, RuleBook},
    text::Lexicon,
};

/// What a caller configures: one value for everything compiled with it.
#[derive(Clone, Debug)]
pub(crate) struct Setup {
    pub book: RuleBook,
    pub policies: Policies,
    pub lexicon: Lexicon,
    pub weights: Weights,
    pub bands: Bands,
}

impl Setup {
    /// Whether people compiled under the other can be read under this one: the same rule book and lexicon.
    pub fn reads(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
            || (self.lexicon.fingerprint() == other.lexicon.fingerprint()
                && self.book == other.book)
    }
}

/// An offer made ready to be compared. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Opening(Arc<Ready>);

#[derive(Debug)]
struct Ready {
    offer: Offer,
    fit: Option<(OfferFit, Quotes)>,
    setup: Arc<Setup>,
    /// The program of the date asked for last: reviews stay on one date.
    program: Mutex<Option<(Date, Arc<OfferProgram>)>>,
}

impl Opening {
    /// Some hundred microseconds.
    pub(crate) fn compile(offer: Offer, setup: &Arc<Setup>) -> Self {
        let fit = OfferFit::new(&offer, &setup.lexicon, &setup.weights);
        let fit = fit.map(|fit| {
            let quotes = Quotes::new(&fit);
            (fit, quotes)
        });
        Self(Arc::new(Ready { offer, fit, setup: setup.clone(), program: Mutex::new(None) }))
    }

    /// The offer's identifier.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.offer.id
    }

    /// The offer.
    #[must_use]
    pub fn offer(&self) -> &Offer {
        &self.0.offer
    }

    pub(crate) fn fit(&self) -> Option<&OfferFit> {
        self.0.fit.as_ref().map(|(fit, _)| fit)
    }

    /// The fit with what explanations read again and again.
    pub(crate) fn quoted(&self) -> Option<&(OfferFit, Quotes)> {
        self.0.fit.as_ref()
    }

    /// The same offer under this setup: itself if it was compiled under it.
    pub(crate) fn under(&self, setup: &Arc<Setup>) -> Self {
        if Arc::ptr_eq(&self.0.setup, setup) {
            self.clone()
        } else {
            Self::compile(self.0.offer.clone(), setup)
        }
    }

    pub(crate) fn setup(&self) -> &Arc<Setup> {
        &self.0.setup
    }

    /// The offer on a date: the one place where a date enters.
    pub(crate) fn on(&self, as_of: Date) -> Dated {
        let Setup { book, policies, .. } = &*self.0.setup;
        let mut known = self.0.program.lock().unwrap_or_else(PoisonError::into_inner);
        let program = match &*known {
            Some((date, program)) if *date == as_of => program.clone(),
            _ => {
                let program = OfferProgram::compile(&self.0.offer, book, policies, as_of);
                let program = Arc::new(program);
                *known = Some((as_of, program.clone()));
                program
            }
        };
        Dated { opening: self.clone(), program, now: months::month_of(as_of) }
    }
}

/// An offer on a date: with a person it makes a [`Cell`].
#[derive(Clone, Debug)]
pub(crate) struct Dated {
    pub opening: Opening,
    pub program: Arc<OfferProgram>,
    pub now: Month,
}

impl Dated {
    /// The class of a person, test by test.
    pub fn judged(&self, facts: &Facts) -> Class {
        self.class(&assess::quick(&self.program, facts))
    }

    /// The class of an evaluated eligibility.
    pub fn class(&self, quick: &Quick) -> Class {
        let policies = &self.program.policies;
        let rank = quick.tier.map_or(0, |tier| tier.rank(policies));
        Class::new(quick.verdict, quick.only_contract_open, quick.tier, rank)
    }

    /// The words that the offer asks, under the numbers of these people.
    pub fn words(&self, people: &People) -> WordTable {
        WordTable::new([self.opening.fit()], people)
    }

    /// The class with the fit of a person; `words` is the information of the words in common, by part.
    pub fn looked_at(
        &self,
        class: Class,
        person: &people::Person<'_>,
        words: &[u32],
        room: &mut SwiftRoom,
    ) -> Cell {
        room.seen.clear();
        room.seen.look(person, self.now);
        self.fitted(class, person, 0, words, room)
    }

    /// The class with the fit of a person that `room` has [seen](swift::Seen) on the date in this place.
    #[inline]
    pub fn fitted(
        &self,
        class: Class,
        person: &people::Person<'_>,
        place: usize,
        words: &[u32],
        room: &mut SwiftRoom,
    ) -> Cell {
        match self.opening.fit() {
            None => class.unfit(),
            Some(offer) => {
                let (score, potential) = swift::pair(offer, person, place, words, room);
                let band = self.opening.setup().bands.band(Points::new(u32::from(score)));
                class.fit(band, score, potential)
            }
        }
    }
}

/// Offers made ready, in the order of their identifiers; those that share one keep the order given. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Openings(Arc<[Opening]>);

impl Openings {
    pub(crate) fn new(mut openings: Vec<Opening>) -> Self {
        openings.sort_by(|a, b| a.id().cmp(b.id()));
        Self(openings.into())
    }

    /// The same offers under this setup.
    pub(crate) fn under(&self, setup: &Arc<Setup>) -> Self {
        if self.0.iter().all(|opening| Arc::ptr_eq(opening.setup(), setup)) {
            self.clone()
        } else {
            Self(self.0.iter().map(|opening| opening.under(setup)).collect())
        }
    }
}

impl Deref for Openings {
    type Target = [Opening];
    fn deref(&self) -> &[Opening] {
        &self.0
    }
}

/// A candidate made ready to be compared. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Profile {
    quoted: Quoted,
    setup: Arc<Setup>,
}

impl Profile {
    pub(crate) fn new(quoted: Quoted, setup: &Arc<Setup>) -> Self {
        Self { quoted, setup: setup.clone() }
    }

    /// A person by itself, compiled.
    pub(crate) fn alone(candidate: Candidate, setup: &Arc<Setup>) -> Self {
        let compiled = Arc::new(Compiled::new(&candidate, setup));
        Self::new(Quoted::Compiled(candidate, compiled), setup)
    }

    /// Hands over what explaining reads: at hand, or made now.
    pub(crate) fn compiled<T>(&self, read: impl FnOnce(&Compiled) -> T) -> T {
        match &self.quoted {
            Quoted::Compiled(_, compiled) => read(compiled),
            quoted => read(&Compiled::new(quoted.get(), &self.setup)),
        }
    }

    pub(crate) fn setup(&self) -> &Arc<Setup> {
        &self.setup
    }

    /// The facts that eligibility asks for. Some microseconds.
    pub(crate) fn facts(&self) -> Facts {
        Facts::compile(self.candidate(), &self.setup.book.vocabulary)
    }

    /// The same person under this setup: itself if it can be read there.
    pub(crate) fn under(&self, setup: &Arc<Setup>) -> Self {
        if setup.reads(&self.setup) {
            self.clone()
        } else {
            Self::alone(self.candidate().clone(), setup)
        }
    }

    /// Appends the candidate as JSON.
    pub(crate) fn write_json(&self, to: &mut Vec<u8>) {
        self.quoted.write_json(to);
    }

    /// The candidate's identifier.
    #[must_use]
    pub fn id(&self) -> &str {
        self.quoted.id()
    }

    /// The candidate.
    #[must_use]
    pub fn candidate(&self) -> &Candidate {
        self.quoted.get()
    }
}
