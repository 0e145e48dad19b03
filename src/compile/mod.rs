//! Both sides made ready for the inner loop: texts are touched here, never when ranking.

mod ask;
mod bits;
pub(crate) mod criteria;
pub(crate) mod draft;
mod facts;
mod lower;
pub(crate) mod mastery;
mod moment;
pub(crate) mod months;
mod near;
pub(crate) mod offer_fit;
pub(crate) mod people;
pub(crate) mod profile;
mod program;
pub(crate) mod reading;
mod requirements;
pub(crate) mod rows;
mod share;
pub(crate) mod sheet;
mod trade;
pub(crate) mod weights;

pub(crate) use ask::{Ask, NO_ITEM, Seen, residence_days};
pub(crate) use facts::{Added, Common, Facts, Home};
pub(crate) use program::{Condition, DoorProgram, OfferProgram, Op, Origin, TierKind};
