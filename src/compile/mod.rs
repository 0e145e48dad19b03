//! Both sides made ready for the inner loop: texts are touched here, never when ranking.

pub(crate) mod criteria;
pub(crate) mod months;
pub(crate) mod offer_fit;
pub(crate) mod profile;
pub(crate) mod reading;
pub(crate) mod weights;
