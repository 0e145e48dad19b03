//! Constants that a measurement may move.

/// A constant as it is written. In the crate's own tests a measurement may set another value, to choose it again on a part
/// of a panel (`tests/lono.rs`); everywhere else this is the value itself, and costs nothing.
#[cfg(not(test))]
#[inline(always)]
pub(crate) const fn dial(_name: &str, written: u32) -> u32 {
    written
}

/// What remains after some years, as it is written; in a measurement, what is lost may be scaled.
#[cfg(not(test))]
#[inline(always)]
pub(crate) const fn faded(_name: &str, remains: u16) -> u16 {
    remains
}

#[cfg(test)]
pub(crate) fn faded(name: &str, remains: u16) -> u16 {
    10_000u32.saturating_sub((10_000 - u32::from(remains)) * dial(name, 100) / 100) as u16
}

#[cfg(test)]
pub(crate) use moved::{dial, moved};

#[cfg(test)]
mod moved {
    use std::{cell::RefCell, collections::BTreeMap};

    thread_local! {
        static MOVED: RefCell<BTreeMap<String, u32>> = const { RefCell::new(BTreeMap::new()) };
    }

    /// The value set on this thread, else the written one.
    pub(crate) fn dial(name: &str, written: u32) -> u32 {
        MOVED.with_borrow(|m| {
            if m.is_empty() { written } else { m.get(name).copied().unwrap_or(written) }
        })
    }

    /// Runs with these values on this thread.
    pub(crate) fn moved<T>(values: &BTreeMap<String, u32>, run: impl FnOnce() -> T) -> T {
        let old = MOVED.replace(values.clone());
        let result = run();
        MOVED.set(old);
        result
    }
}
