//! The languages the library speaks.

use serde::{Deserialize, Serialize};

/// A language of reports and messages.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// French, the language of the notices.
    #[default]
    Fr,
    /// English.
    En,
}
