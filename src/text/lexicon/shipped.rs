//! The data that ship with the crate.

/// Every file of `data/`, in the order in which it is read; a test keeps the list complete.
pub(super) const FILES: &[(&str, &str)] = &[];
