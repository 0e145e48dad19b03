//! Reading a checked form out of any value, collecting every problem instead of stopping at the first.

use std::{collections::BTreeMap, str::FromStr};

use serde::{Deserialize, Deserializer, de::Error};

use super::{Fact, InputError, Problem, ProblemKind, Value};
use crate::base::PartialDate;

/// A form with a wire schema: [`Candidate`](super::Candidate) and [`Offer`](super::Offer).
pub trait WireForm: Sized + sealed::Sealed {
    /// Reads it from a value.
    ///
    /// # Errors
    /// Every problem of the value, in document order.
    fn from_value(value: Value) -> Result<Self, InputError>;
}

pub(super) mod sealed {
    pub trait Sealed {}
}

/// Reads a form without letting its problems stop the reading of what surrounds it.
///
/// `serde_json::from_str::<Candidate>` fails on the first bad candidate; `Vec<Checked<Candidate>>` reads them all:
///
/// ```
/// use adequation::{Candidate, Checked};
/// let read: Vec<Checked<Candidate>> = serde_json::from_str(r#"[{"id": "a"}, {"id": "", "citizn": true}]"#)?;
/// assert!(read[0].0.is_ok());
/// assert_eq!(read[1].0.as_ref().unwrap_err().problems().len(), 2);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Checked<T>(
    /// The form, or every problem it has.
    pub Result<T, InputError>,
);

impl<'de, T: WireForm> Deserialize<'de> for Checked<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| Self(T::from_value(value)))
    }
}

/// Implements `Deserialize` for a wire form: all its problems in one error message.
pub(super) fn deserialize<'de, T: WireForm, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    T::from_value(value).map_err(D::Error::custom)
}

/// Where a value stands, as a chain that is only written out when there is a problem.
#[derive(Clone, Copy)]
pub(crate) enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl std::fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Key(Self::Root, key) => f.write_str(key),
            Self::Key(parent, key) => write!(f, "{parent}.{key}"),
            Self::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// The problems found so far.
#[derive(Default)]
pub(crate) struct Problems(pub Vec<Problem>);

impl Problems {
    pub fn add(&mut self, path: Path<'_>, kind: ProblemKind) {
        self.0.push(Problem { path: path.to_string(), kind });
    }

    /// A key that must be there is not.
    pub fn missing(&mut self, fields: &Fields<'_>, key: &'static str) {
        self.add(Path::Key(&fields.path, key), ProblemKind::MissingKey);
    }

    pub fn wrong_type(&mut self, path: Path<'_>, expected: &'static str, found: &Value) {
        self.add(path, ProblemKind::WrongType { expected, found: found.kind() });
    }
}

/// The keys of one object, taken one by one; what is left at the end is unknown.
pub(crate) struct Fields<'p> {
    entries: BTreeMap<String, Value>,
    pub path: Path<'p>,
    allowed: &'static [&'static str],
}

impl<'p> Fields<'p> {
    /// Opens an object; `None` (and a problem) if the value is none.
    pub fn open(
        value: Value,
        path: Path<'p>,
        allowed: &'static [&'static str],
        problems: &mut Problems,
    ) -> Option<Self> {
        let Value::Object(list) = value else {
            problems.wrong_type(path, "object", &value);
            return None;
        };
        let mut entries = BTreeMap::new();
        for (key, value) in list {
            if !allowed.contains(&key.as_str()) && !key.starts_with("x-") {
                problems.add(Path::Key(&path, &key), ProblemKind::UnknownKey { allowed });
            } else if entries.insert(key.clone(), value).is_some() {
                problems.add(Path::Key(&path, &key), ProblemKind::DuplicateKey);
            }
        }
        Some(Self { entries, path, allowed })
    }

    /// Takes a key, if it is there.
    pub fn take(&mut self, key: &'static str) -> Option<Value> {
        debug_assert!(self.allowed.contains(&key), "{key} is not declared");
        self.entries.remove(key)
    }

    /// Takes a key; `null` counts as absent.
    pub fn take_set(&mut self, key: &'static str) -> Option<Value> {
        self.take(key).filter(|value| *value != Value::Null)
    }

    /// A text that must be there and say something; what is missing is a problem and reads as empty.
    pub fn required_text(&mut self, key: &'static str, problems: &mut Problems) -> String {
        match self.take(key) {
            Some(value) => text(value, Path::Key(&self.path, key), problems).unwrap_or_default(),
            None => {
                problems.add(Path::Key(&self.path, key), ProblemKind::MissingKey);
                String::new()
            }
        }
    }

    /// A text; an empty one says nothing and counts as absent.
    pub fn text(&mut self, key: &'static str, problems: &mut Problems) -> Option<String> {
        match self.take_set(key)? {
            Value::Text(text) if text.trim().is_empty() => None,
            value => text(value, Path::Key(&self.path, key), problems),
        }
    }

    /// A boolean.
    pub fn boolean(&mut self, key: &'static str, problems: &mut Problems) -> Option<bool> {
        match self.take_set(key)? {
            Value::Bool(value) => Some(value),
            other => {
                problems.wrong_type(Path::Key(&self.path, key), "boolean", &other);
                None
            }
        }
    }

    /// A whole number within `min..=max`.
    pub fn integer<T: TryFrom<i64>>(
        &mut self,
        key: &'static str,
        (min, max): (i64, i64),
        problems: &mut Problems,
    ) -> Option<T> {
        let value = self.take_set(key)?;
        integer(value, (min, max), Path::Key(&self.path, key), problems)
            .and_then(|n| T::try_from(n).ok())
    }

    /// A date, perhaps partial.
    pub fn date(&mut self, key: &'static str, problems: &mut Problems) -> Option<PartialDate> {
        let value = self.take_set(key)?;
        date(value, Path::Key(&self.path, key), problems)
    }

    /// A list that is complete, or `{"at_least": list}`.
    pub fn fact<T: Placeholder>(
        &mut self,
        key: &'static str,
        problems: &mut Problems,
        item: impl FnMut(Value, Path<'_>, &mut Problems) -> Option<T>,
    ) -> Fact<T> {
        match self.take_set(key) {
            Some(value) => fact(value, Path::Key(&self.path, key), problems, item),
            None => Fact::Unstated,
        }
    }

    /// A plain list; absent = empty.
    pub fn list<T: Placeholder>(
        &mut self,
        key: &'static str,
        problems: &mut Problems,
        item: impl FnMut(Value, Path<'_>, &mut Problems) -> Option<T>,
    ) -> Vec<T> {
        match self.take_set(key) {
            Some(value) => list(value, Path::Key(&self.path, key), problems, item),
            None => Vec::new(),
        }
    }

    /// One of the allowed words.
    pub fn word<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(T, &'static str)],
        allowed: &'static [&'static str],
        problems: &mut Problems,
    ) -> Option<T> {
        let value = self.take_set(key)?;
        let path = Path::Key(&self.path, key);
        let found = text(value, path, problems)?;
        let word = words.iter().find(|(_, name)| *name == found).map(|(value, _)| *value);
        if word.is_none() {
            problems.add(path, ProblemKind::UnknownWord { found, allowed });
        }
        word
    }

    /// `schema`: 1, or absent.
    pub fn schema(&mut self, problems: &mut Problems) {
        let Some(value) = self.take("schema") else { return };
        let path = Path::Key(&self.path, "schema");
        match value {
            Value::Integer(1) => {}
            Value::Integer(found) => problems.add(path, ProblemKind::UnsupportedSchema { found }),
            other => problems.wrong_type(path, "integer", &other),
        }
    }

    /// What is left: the `x-` keys.
    pub fn extensions(self) -> BTreeMap<String, Value> {
        self.entries
    }
}

/// A text that says something.
pub(crate) fn text(value: Value, path: Path<'_>, problems: &mut Problems) -> Option<String> {
    match value {
        Value::Text(text) if text.trim().is_empty() => {
            problems.add(path, ProblemKind::Empty);
            None
        }
        Value::Text(text) => Some(text),
        other => {
            problems.wrong_type(path, "string", &other);
            None
        }
    }
}

/// A whole number within `min..=max`; `3.0` counts as 3.
pub(crate) fn integer(
    value: Value,
    (min, max): (i64, i64),
    path: Path<'_>,
    problems: &mut Problems,
) -> Option<i64> {
    let found = match value {
        Value::Integer(n) => n,
        Value::Number(x) if x.fract() == 0.0 && x.abs() < 9e15 => x as i64,
        other => {
            problems.wrong_type(path, "integer", &other);
            return None;
        }
    };
    if (min..=max).contains(&found) {
        Some(found)
    } else {
        problems.add(path, ProblemKind::OutOfRange { found, min, max });
        None
    }
}

/// A date, perhaps partial.
pub(super) fn date(value: Value, path: Path<'_>, problems: &mut Problems) -> Option<PartialDate> {
    let found = match value {
        Value::Text(text) => text,
        other => {
            problems.wrong_type(path, "string", &other);
            return None;
        }
    };
    let date = PartialDate::from_str(&found).ok();
    if date.is_none() {
        problems.add(path, ProblemKind::InvalidDate { found });
    }
    date
}

/// What stands in for a list's item that could not be read, so that the items behind it keep their places.
pub(crate) trait Placeholder {
    fn placeholder() -> Self;
}

impl<T: Default> Placeholder for T {
    fn placeholder() -> Self {
        T::default()
    }
}

/// A plain list. An item that cannot be read leaves a problem and a placeholder.
pub(crate) fn list<T: Placeholder>(
    value: Value,
    path: Path<'_>,
    problems: &mut Problems,
    mut item: impl FnMut(Value, Path<'_>, &mut Problems) -> Option<T>,
) -> Vec<T> {
    match value {
        Value::List(items) => items
            .into_iter()
            .enumerate()
            .map(|(i, value)| {
                item(value, Path::Index(&path, i), problems).unwrap_or_else(T::placeholder)
            })
            .collect(),
        other => {
            problems.wrong_type(path, "list", &other);
            Vec::new()
        }
    }
}

/// A list that is complete, or `{"at_least": list}`.
pub(super) fn fact<T: Placeholder>(
    value: Value,
    path: Path<'_>,
    problems: &mut Problems,
    item: impl FnMut(Value, Path<'_>, &mut Problems) -> Option<T>,
) -> Fact<T> {
    match value {
        Value::List(_) => Fact::Stated(list(value, path, problems, item)),
        Value::Object(_) => {
            let Some(mut fields) = Fields::open(value, path, &["at_least"], problems) else {
                return Fact::Unstated;
            };
            match fields.take("at_least") {
                Some(value) => {
                    Fact::AtLeast(list(value, Path::Key(&path, "at_least"), problems, item))
                }
                None => {
                    problems.add(Path::Key(&path, "at_least"), ProblemKind::MissingKey);
                    Fact::Unstated
                }
            }
        }
        other => {
            problems.wrong_type(path, "list or {\"at_least\": list}", &other);
            Fact::Unstated
        }
    }
}

/// A list of texts as a fact's item reader.
pub(crate) fn text_item(value: Value, path: Path<'_>, problems: &mut Problems) -> Option<String> {
    text(value, path, problems)
}
