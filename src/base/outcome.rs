//! Three-valued truth and the words built on it, with their tables on one screen.

use serde::{Deserialize, Serialize};

/// Kleene's strong three-valued logic, ordered `NotMet < Unknown < Met`.
///
/// *and* is the minimum, *or* the maximum, *not* mirrors:
///
/// ```
/// use adequation::Truth::{self, *};
/// assert_eq!(Met & Unknown, Unknown);
/// assert_eq!(NotMet & Unknown, NotMet);
/// assert_eq!(Met | Unknown, Met);
/// assert_eq!(!Unknown, Unknown);
/// assert_eq!(Truth::at_least(2, [Met, Unknown, NotMet]), Unknown);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Truth {
    /// Certainly false.
    NotMet = 0,
    /// Depends on a fact nobody stated.
    Unknown = 1,
    /// Certainly true.
    Met = 2,
}

impl Truth {
    /// `true` is met, `false` is not.
    #[must_use]
    pub const fn known(value: bool) -> Self {
        if value { Self::Met } else { Self::NotMet }
    }

    /// `None` is unknown.
    #[must_use]
    pub const fn from_option(value: Option<bool>) -> Self {
        match value {
            Some(value) => Self::known(value),
            None => Self::Unknown,
        }
    }

    /// Whether at least `n` of the values are met: met if enough surely are, not met if even the unknown ones
    /// would not suffice. `n = 0` is met.
    #[must_use]
    pub fn at_least(n: usize, of: impl IntoIterator<Item = Self>) -> Self {
        let (mut met, mut possible) = (0usize, 0usize);
        for truth in of {
            met += usize::from(truth == Self::Met);
            possible += usize::from(truth != Self::NotMet);
        }
        if met >= n {
            Self::Met
        } else if possible >= n {
            Self::Unknown
        } else {
            Self::NotMet
        }
    }
}

impl std::ops::BitAnd for Truth {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        self.min(other)
    }
}

impl std::ops::BitOr for Truth {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.max(other)
    }
}

impl std::ops::Not for Truth {
    type Output = Self;
    fn not(self) -> Self {
        match self {
            Self::NotMet => Self::Met,
            Self::Unknown => Self::Unknown,
            Self::Met => Self::NotMet,
        }
    }
}

/// What a finding says of one condition. Closed: callers must handle every case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The condition is met.
    Met,
    /// The condition is certainly not met.
    NotMet,
    /// A fact nobody stated decides.
    Unknown,
    /// The condition does not concern this person or this door; it closes nothing.
    NotApplicable,
}

impl From<Truth> for Outcome {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::Met => Self::Met,
            Truth::NotMet => Self::NotMet,
            Truth::Unknown => Self::Unknown,
        }
    }
}

/// Whether a door, or an offer by its best door, is open. Closed: callers must handle every case.
///
/// Ordered `Ineligible < Undetermined < Eligible`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Verdict {
    /// Every door is closed.
    Ineligible = 0,
    /// No door is surely open, but one hangs on a fact nobody stated (or the offer names no door).
    Undetermined = 1,
    /// A door is open.
    Eligible = 2,
}

impl From<Truth> for Verdict {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::Met => Self::Eligible,
            Truth::NotMet => Self::Ineligible,
            Truth::Unknown => Self::Undetermined,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, Met, NotMet, Unknown};

    const ALL: [Truth; 3] = [NotMet, Unknown, Met];

    #[test]
    fn kleene_laws_hold_on_the_whole_table() {
        for a in ALL {
            assert_eq!(!!a, a);
            for b in ALL {
                assert_eq!(a & b, b & a);
                assert_eq!(!(a & b), !a | !b);
                assert_eq!(Truth::at_least(1, [a, b]), a | b);
                assert_eq!(Truth::at_least(2, [a, b]), a & b);
                for c in ALL {
                    assert_eq!(a & (b | c), (a & b) | (a & c));
                    assert_eq!((a & b) & c, a & (b & c));
                }
            }
        }
    }

    #[test]
    fn counting_handles_the_borders() {
        assert_eq!(Truth::at_least(0, []), Met);
        assert_eq!(Truth::at_least(1, []), NotMet);
        assert_eq!(Truth::at_least(2, [Met, Unknown, Unknown]), Unknown);
        assert_eq!(Truth::at_least(3, [Met, Unknown]), NotMet);
    }
}
