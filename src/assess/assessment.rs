//! Everything that is said of one pair.

use serde::Serialize;

use super::{evidence::Fit, finding::Eligibility, priority::Priority, wishes::WishView};
use crate::base::Date;

/// Raised by any change of the library that can move a score or a verdict.
pub const RESULTS_VERSION: u32 = 1;

/// The library's name and version, as results carry it.
pub(crate) const LIBRARY: &str = concat!("adequation ", env!("CARGO_PKG_VERSION"));

/// One candidate for one offer: eligibility, priority and fit, side by side and never mixed.
///
/// It is advice, made of codes, integers and quotations; `report` puts it into words.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Assessment {
    /// Number of the wire schema: 1.
    pub schema: u8,
    /// The library and its version.
    pub library: &'static str,
    /// See [`RESULTS_VERSION`].
    pub results_version: u32,
    /// The date of the review.
    #[serde(serialize_with = "crate::base::write_day")]
    pub as_of: Date,
    /// The offer's identifier.
    pub offer: String,
    /// The candidate's identifier.
    pub candidate: String,
    /// The place in its ranking, from 1; `None` outside a ranking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<usize>,
    /// Which routes are open.
    pub eligibility: Eligibility,
    /// The statutory tier.
    pub priority: Priority,
    /// The fit, whatever the verdict; `None` where the offer yields no criterion.
    pub fit: Option<Fit>,
    /// The offer seen from the candidate's wishes, where any are stated: beside the fit, never part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wishes: Option<WishView>,
}
