//! The forms of other standards: what they say, read into ours.

mod job_posting;
mod json_resume;
mod look;
mod merge;
mod open_data;

pub use job_posting::offer_from_job_posting;
pub use json_resume::candidate_from_json_resume;
pub use merge::{Contradiction, merge_offers};
pub use open_data::{offer_from_open_data, records_from_csv};

/// Something a foreign document says that our form cannot carry as it stands; nothing of it is guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where: `work[0].startDate`.
    pub path: String,
    /// What stands there.
    pub found: String,
}
