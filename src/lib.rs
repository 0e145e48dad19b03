//! Matching candidates with public-service job offers.

mod assess;
mod base;
mod compile;
mod exchange;
mod model;
mod notice;
mod rank;
mod rules;
mod text;

pub use assess::evidence::{Band, Bands, Component, CriterionFit, Evidence, EvidenceKind, Fit};
pub use assess::yardstick::Yardstick;
pub use assess::{
    Asked, ByTime, Change, Counterfactuals, Document, Door, Eligibility, Finding, NeededFact,
    Observation, Priority, Tier,
};
#[doc(hidden)]
pub use assess::{EligibilityProbe, ProbeFacts, ProbeQuick};
pub use base::{Date, DateParseError, Lang, Outcome, PartialDate, Points, Truth, Verdict};
pub use compile::weights::{FitCategory, Weights};
pub use exchange::{Unread, candidate_from_json_resume, offer_from_job_posting};
pub use model::*;
pub use notice::{Notice, Remark, RemarkKind};
pub use rank::{
    Cancelled, Cell, Hit, Matrix, MatrixQuery, MergeError, Opening, Openings, Pool, Profile,
    Progress, Query, Ranking, Row,
};
pub use rules::{
    Basis, Confidence, CountingDate, Policies, ResidencePolicy, RuleBook, RuleError, RuleProblem,
    RuleProblemKind, TierPolicy,
};
pub use text::{
    FoundTerm, Lexicon, LexiconBuilder, LexiconError, LexiconProblem, LexiconProblemKind, TermKind,
};
