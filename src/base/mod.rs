//! Values without domain: dates, truth values, points, languages.

mod bisect;
mod date;
mod dial;
mod language;
mod outcome;
mod points;

pub(crate) use bisect::first;
pub use date::{Date, DateParseError, PartialDate};
pub(crate) use date::{write_day, write_day_or_null};
#[cfg(test)]
pub(crate) use dial::moved;
pub(crate) use dial::{dial, faded};
pub use language::Lang;
pub use outcome::{Outcome, Truth, Verdict};
pub use points::Points;

/// Writes each item on a line of its own: how the errors of the three gates show all their problems.
pub(crate) fn write_lines<T: std::fmt::Display>(
    items: &[T],
    f: &mut std::fmt::Formatter<'_>,
) -> std::fmt::Result {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            f.write_str("\n")?;
        }
        item.fmt(f)?;
    }
    Ok(())
}
