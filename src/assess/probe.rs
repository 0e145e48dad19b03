//! The eligibility rooms alone, for the crate's own tests and benches; no part of the public interface.

use super::{
    eligibility::{Quick, quick},
    finding::Eligibility,
    priority::{Priority, Tier},
    trace::assess,
};
use crate::{
    base::{Date, Truth, Verdict},
    compile::{Facts, OfferProgram},
    model::{Candidate, Offer},
    rules::{Policies, RuleBook},
};

/// An offer compiled for eligibility only.
#[doc(hidden)]
pub struct EligibilityProbe {
    program: OfferProgram,
    offer: Offer,
}

/// A candidate compiled for eligibility only.
#[doc(hidden)]
pub struct ProbeFacts {
    facts: Facts,
    candidate: Candidate,
}

/// What a ranking needs of one pair.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProbeQuick {
    pub verdict: Verdict,
    pub only_contract_open: bool,
    pub tier: Option<Tier>,
    pub best_possible: Option<Tier>,
    pub local: Truth,
}

#[doc(hidden)]
impl EligibilityProbe {
    #[must_use]
    pub fn new(offer: &Offer, book: &RuleBook, policies: &Policies, as_of: Date) -> Self {
        let program = OfferProgram::compile(offer, book, policies, as_of);
        Self { program, offer: offer.clone() }
    }

    #[must_use]
    pub fn facts(candidate: &Candidate, book: &RuleBook) -> ProbeFacts {
        let facts = Facts::compile(candidate, &book.vocabulary);
        ProbeFacts { facts, candidate: candidate.clone() }
    }

    #[must_use]
    pub fn quick(&self, facts: &ProbeFacts) -> ProbeQuick {
        let Quick { verdict, only_contract_open, tier, best_possible, local } =
            quick(&self.program, &facts.facts);
        ProbeQuick { verdict, only_contract_open, tier, best_possible, local }
    }

    #[must_use]
    pub fn assess(&self, facts: &ProbeFacts) -> (Eligibility, Priority) {
        assess(&self.program, &self.offer, &facts.facts, &facts.candidate)
    }
}

#[doc(hidden)]
impl ProbeFacts {
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.facts.size()
    }
}
