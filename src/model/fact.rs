//! What is known of a list.

use serde::{Serialize, Serializer, ser::SerializeMap};

/// A list of which it is known whether it is complete. Closed: callers must handle every case.
///
/// `Unstated` is unknown, never "none"; "none" is `Stated(vec![])`. A list taken from a document that may be
/// partial (a CV) is `AtLeast`: what it does not name is unknown.
///
/// ```
/// use adequation::Fact;
/// let cv = Fact::AtLeast(vec!["B"]);
/// assert_eq!(cv.items(), ["B"]);
/// assert!(!cv.is_complete());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Fact<T> {
    /// Complete: what it does not name, the person does not have.
    Stated(Vec<T>),
    /// Perhaps partial: what it does not name is unknown.
    AtLeast(Vec<T>),
    /// Nothing is known.
    #[default]
    Unstated,
}

impl<T> Fact<T> {
    /// What is named; empty when unstated.
    #[must_use]
    pub fn items(&self) -> &[T] {
        match self {
            Self::Stated(items) | Self::AtLeast(items) => items,
            Self::Unstated => &[],
        }
    }

    /// Whether what is not named is known to be absent.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        matches!(self, Self::Stated(_))
    }

    /// Whether nothing at all was said.
    #[must_use]
    pub const fn is_unstated(&self) -> bool {
        matches!(self, Self::Unstated)
    }

    /// Adds an item; an unstated list becomes `AtLeast`.
    pub fn push(&mut self, item: T) {
        match self {
            Self::Stated(items) | Self::AtLeast(items) => items.push(item),
            Self::Unstated => *self = Self::AtLeast(vec![item]),
        }
    }
}

impl<T: Serialize> Serialize for Fact<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Stated(items) => items.serialize(serializer),
            Self::AtLeast(items) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("at_least", items)?;
                map.end()
            }
            Self::Unstated => serializer.serialize_none(),
        }
    }
}
