//! Values without domain: dates, truth values, points, languages.

mod date;
mod language;
mod outcome;
mod points;

pub use date::{Date, DateParseError, PartialDate};
pub(crate) use date::{write_day, write_day_or_null};
pub use language::Lang;
pub use outcome::{Outcome, Truth, Verdict};
pub use points::Points;
