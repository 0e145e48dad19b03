//! Basis points: the only unit of weights and scores.

use serde::{Deserialize, Serialize};

/// A number of basis points, from 0 to 10 000 (= 100 %).
///
/// Scores, weights and credits are integers so that sums are exact and the same on every machine.
///
/// ```
/// use adequation::Points;
/// assert_eq!(Points::new(2_450).get(), 2_450);
/// assert_eq!(Points::new(20_000), Points::MAX);
/// assert_eq!(Points::MAX.of(Points::new(2_450)), Points::new(2_450));
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Points(u16);

impl Points {
    /// No points.
    pub const ZERO: Self = Self(0);
    /// All points: 10 000.
    pub const MAX: Self = Self(10_000);

    /// Makes a number of points; above 10 000 it is cut to 10 000.
    #[must_use]
    pub const fn new(points: u32) -> Self {
        if points > 10_000 { Self::MAX } else { Self(points as u16) }
    }

    /// The number, 0 to 10 000.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }

    /// This share of `whole`, rounded down.
    #[must_use]
    pub const fn of(self, whole: Self) -> Self {
        Self((self.0 as u32 * whole.0 as u32 / 10_000) as u16)
    }
}

impl std::fmt::Display for Points {
    /// As a percentage with two decimals: `24.50 %`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:02} %", self.0 / 100, self.0 % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::Points;

    #[test]
    fn a_share_rounds_down_and_never_exceeds_the_whole() {
        assert_eq!(Points::new(3_333).of(Points::new(3)), Points::ZERO);
        assert_eq!(Points::new(9_999).of(Points::MAX), Points::new(9_999));
        assert_eq!(Points::new(5_000).to_string(), "50.00 %");
        assert_eq!(Points::new(7).to_string(), "0.07 %");
    }
}
