//! Values without domain: dates, truth values, points, languages.

mod date;
mod language;
mod outcome;
mod points;

pub use date::{Date, DateParseError, PartialDate};
pub use language::Lang;
pub use outcome::{Outcome, Truth, Verdict};
pub use points::Points;
