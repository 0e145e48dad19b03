//! The validated nouns: offers and candidates, their wire forms, and the problems of an input.

mod candidate;
mod candidate_wire;
mod checks;
mod diploma_titles;
mod fact;
mod offer;
mod offer_wire;
pub(crate) mod printed;
mod problem;
mod reader;
mod requirement;
mod value;

pub use candidate::{
    Candidate, CandidateForm, Certification, CivilService, Competition, Diploma, Experience,
    Language, LanguageLevel, Period, Post, Residence, Skill, Wishes,
};
#[allow(unused_imports, reason = "read by the rooms above, which are being built")]
pub(crate) use diploma_titles::{
    level_numeral, level_of_title, numbered_levels, placed_words, state_diploma, titles_in,
    words as title_words, years_after_bac,
};
pub use fact::Fact;
pub use offer::{
    Availability, AvailabilityKind, Offer, OfferForm, Pathway, Reference, ResidenceRule, Route,
    Span,
};
pub use problem::{InputError, Problem, ProblemKind};
pub use reader::{Checked, WireForm};
pub(crate) use reader::{Fields, Path, Problems, integer, list, text, text_item};
pub use requirement::{Category, Force, Requirement, RequirementKind, RequirementNode};
pub use value::Value;
