//! Long-form documentation.

#[doc = include_str!("design.md")]
pub mod design {}

#[doc = include_str!("changelog.md")]
pub mod changelog {}

#[doc = include_str!("traps.md")]
pub mod traps {}
