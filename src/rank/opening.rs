//! Both sides made ready: an offer, on a date, and a person.

use std::{ops::Deref, sync::Arc};

use super::{
    key::{Cell, Class},
    quoted::Quoted,
};
use crate::{
    assess::{
        self, Quick,
        evidence::Bands,
        fit::{self, Scratch},
    },
    base::{Date, Points},
    compile::{
        Facts, OfferProgram,
        months::{self, Month},
        offer_fit::OfferFit,
        profile,
        reading::Readings,
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
    fit: Option<OfferFit>,
    setup: Arc<Setup>,
}

impl Opening {
    /// Some hundred microseconds.
    pub(crate) fn compile(offer: Offer, setup: &Arc<Setup>) -> Self {
        let fit = OfferFit::new(&offer, &setup.lexicon, &setup.weights);
        Self(Arc::new(Ready { offer, fit, setup: setup.clone() }))
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
        let program = OfferProgram::compile(&self.0.offer, book, policies, as_of);
        Dated { opening: self.clone(), program, now: months::month_of(as_of) }
    }
}

/// An offer on a date: with a person it makes a [`Cell`].
#[derive(Clone, Debug)]
pub(crate) struct Dated {
    pub opening: Opening,
    pub program: OfferProgram,
    pub now: Month,
}

impl Dated {
    /// Exactly what the pair is worth: the same code as the explanation, without its trace. No allocation once `scratch`
    /// has grown.
    pub fn cell(&self, facts: &Facts, person: &profile::Profile, scratch: &mut Scratch) -> Cell {
        self.fitted(self.judged(facts), person, scratch)
    }

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

    /// The class with the fit.
    pub fn fitted(&self, class: Class, person: &profile::Profile, scratch: &mut Scratch) -> Cell {
        match self.opening.fit() {
            None => class.unfit(),
            Some(offer) => {
                let (score, potential) = fit::quick(offer, person, self.now, scratch);
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
pub struct Profile(pub(crate) Arc<Person>);

#[derive(Debug)]
pub(crate) struct Person {
    pub candidate: Quoted,
    pub facts: Facts,
    pub profile: profile::Profile,
    setup: Arc<Setup>,
}

impl Profile {
    /// Some microseconds; texts that `readings` knows are not read again.
    pub(crate) fn compile(
        candidate: Candidate,
        setup: &Arc<Setup>,
        readings: &mut Readings,
    ) -> Self {
        let facts = Facts::among(&candidate, &setup.book.vocabulary, &mut readings.names);
        let profile =
            profile::compile(&candidate, &setup.lexicon, readings, &mut profile::Unwitnessed);
        Self::saved(candidate.into(), facts, profile, setup)
    }

    /// A person compiled before, under this setup.
    pub(crate) fn saved(
        candidate: Quoted,
        facts: Facts,
        profile: profile::Profile,
        setup: &Arc<Setup>,
    ) -> Self {
        Self(Arc::new(Person { candidate, facts, profile, setup: setup.clone() }))
    }

    /// The same person under this setup: itself if it can be read there.
    pub(crate) fn under(&self, setup: &Arc<Setup>) -> Self {
        if setup.reads(&self.0.setup) {
            self.clone()
        } else {
            Self::compile(self.candidate().clone(), setup, &mut Readings::default())
        }
    }

    /// The candidate's identifier.
    #[must_use]
    pub fn id(&self) -> &str {
        self.0.candidate.id()
    }

    /// The candidate.
    #[must_use]
    pub fn candidate(&self) -> &Candidate {
        self.0.candidate.get()
    }
}
