//! Matching candidates with public-service job offers.

mod base;
mod model;
mod text;

pub use base::{Date, DateParseError, Lang, Outcome, PartialDate, Points, Truth, Verdict};
pub use model::*;
