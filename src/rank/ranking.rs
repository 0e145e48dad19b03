//! What a query returns: the best entries in the total order, with enough to merge shards.

use std::{cmp::Ordering, collections::BTreeSet, fmt, sync::Arc};

use super::{
    key::Cell,
    opening::{Opening, Profile},
    query::Filter,
};
use crate::base::Date;

/// One entry of a [`Ranking`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Hit {
    /// From 1; unique in its ranking.
    pub rank: usize,
    /// Verdict, tier, score, potential.
    pub cell: Cell,
    pub(crate) profile: Profile,
    pub(crate) opening: Opening,
}

impl Hit {
    /// The candidate's identifier.
    #[must_use]
    pub fn candidate(&self) -> &str {
        self.profile.id()
    }

    /// The offer's identifier.
    #[must_use]
    pub fn offer(&self) -> &str {
        self.opening.id()
    }

    /// The candidate.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The offer.
    #[must_use]
    pub const fn opening(&self) -> &Opening {
        &self.opening
    }
}

/// What is ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Candidates,
    Offers,
}

/// The question a ranking answers: rankings of the same question merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    /// The identifier of the offer, or of the candidate, for which was ranked.
    pub subject: Box<str>,
    pub side: Side,
    pub as_of: Date,
    pub filter: Filter,
    pub top: Option<usize>,
}

/// The best entries for one question, best first, in one documented total order: verdict; whether only the contract
/// door is open (last); entries without fit last; band; tier; score; potential; identifier. Offers that share an
/// identifier keep the order in which they were given.
///
/// The same question over the same entries gives the same ranking, whatever their order and the number of threads.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// `None` only in an empty ranking that merges with any.
    pub(crate) question: Option<Arc<Question>>,
    pub(crate) entries: Vec<Hit>,
    pub(crate) considered: usize,
}

/// Two rankings that answer different questions, and so have no merged ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeError(Box<(Question, Question)>);

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (a, b) = &*self.0;
        f.write_str("rankings of different questions")?;
        let mut separator = ": ";
        let mut tell = |different: bool, what: fmt::Arguments<'_>| {
            let told = if different { write!(f, "{separator}{what}") } else { Ok(()) };
            if different {
                separator = "; ";
            }
            told
        };
        tell(
            a.side != b.side,
            format_args!("candidates for an offer, and offers for a candidate"),
        )?;
        tell(a.subject != b.subject, format_args!("for {}, and for {}", a.subject, b.subject))?;
        tell(a.as_of != b.as_of, format_args!("as of {}, and as of {}", a.as_of, b.as_of))?;
        tell(a.filter != b.filter, format_args!("with different filters"))?;
        tell(a.top != b.top, format_args!("of different lengths"))
    }
}

impl std::error::Error for MergeError {}

impl Ranking {
    /// The entries, best first.
    #[must_use]
    pub fn entries(&self) -> &[Hit] {
        &self.entries
    }

    /// How many were considered, those that were filtered out or cut off included.
    #[must_use]
    pub const fn considered(&self) -> usize {
        self.considered
    }

    /// The ranking of two shards together: what ranking the whole would have given, if no identifier stands in both.
    /// Associative and commutative. A candidate that stands in both is kept once, at the better place.
    ///
    /// O(n log n) in the entries.
    ///
    /// # Errors
    ///
    /// If the two answer different questions: another offer or candidate, date, filter or length.
    pub fn merge(self, other: Self) -> Result<Self, MergeError> {
        let question = match (self.question, other.question) {
            (Some(a), Some(b)) if a != b => {
                return Err(MergeError(Box::new(((*a).clone(), (*b).clone()))));
            }
            (a, b) => a.or(b),
        };
        let most = question.as_ref().and_then(|q| q.top).unwrap_or(usize::MAX);
        let side = question.as_ref().map_or(Side::Candidates, |q| q.side);
        let mut entries = self.entries;
        entries.extend(other.entries);
        // Stable: offers that share an identifier and a place keep their order.
        entries.sort_by(order);
        if side == Side::Candidates {
            let mut seen: BTreeSet<String> = BTreeSet::new();
            entries.retain(|hit| seen.insert(hit.candidate().to_owned()));
        }
        entries.truncate(most);
        for (hit, rank) in entries.iter_mut().zip(1..) {
            hit.rank = rank;
        }
        Ok(Self { question, entries, considered: self.considered.saturating_add(other.considered) })
    }
}

/// The order of the entries: best first.
fn order(a: &Hit, b: &Hit) -> Ordering {
    b.cell
        .cmp(&a.cell)
        .then_with(|| a.candidate().cmp(b.candidate()))
        .then_with(|| a.offer().cmp(b.offer()))
}
