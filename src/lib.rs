#![doc = include_str!("../README.md")]

#[cfg(test)]
extern crate self as adequation;

mod assess;
mod base;
mod compile;
mod exchange;
pub mod guide;
mod matcher;
mod model;
mod notice;
mod rank;
mod report;
mod rules;
mod text;

#[cfg(test)]
#[path = "../tests/lono.rs"]
mod lono;

pub use assess::evidence::{Band, Bands, Component, CriterionFit, Evidence, EvidenceKind, Fit};
pub use assess::wishes::{WishAspect, WishView};
pub use assess::yardstick::Yardstick;
pub use assess::{
    Asked, Assessment, ByTime, Change, Counterfactuals, Document, Door, Eligibility, Finding,
    NeededFact, Observation, Priority, RESULTS_VERSION, Tier,
};
#[doc(hidden)]
pub use assess::{EligibilityProbe, ProbeFacts, ProbeQuick};
pub use base::{Date, DateParseError, Lang, Outcome, PartialDate, Points, Truth, Verdict};
pub use compile::weights::{FitCategory, Weights};
pub use exchange::{
    Contradiction, Unread, candidate_from_json_resume, merge_offers, offer_from_job_posting,
    offer_from_open_data, records_from_csv,
};
pub use matcher::{Matcher, MatcherBuilder, Review};
pub use model::*;
pub use notice::{Notice, Remark, RemarkKind};
pub use rank::{
    BandCount, Cancelled, Cell, Hit, Matrix, MatrixQuery, MergeError, Opening, Openings, Pool,
    PoolError, PrioritySignal, Profile, Progress, Query, Ranking, Row,
};
pub use report::{DecisionRecord, Report};
pub use rules::{
    Basis, Confidence, CountingDate, Policies, ResidencePolicy, RuleBook, RuleError, RuleProblem,
    RuleProblemKind, TierPolicy,
};
pub use smol_str::SmolStr;
pub use text::{
    FoundTerm, Lexicon, LexiconBuilder, LexiconError, LexiconProblem, LexiconProblemKind, TermKind,
    TitleIndex, TitleMatch, TitleResolution,
};
