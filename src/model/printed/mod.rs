//! How official notices and records print corps, durations of residence and dates, and which doors follow.

pub(crate) mod corps;
pub(crate) mod dates;
pub(crate) mod doors;
pub(crate) mod residence;
