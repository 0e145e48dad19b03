//! Looking into a foreign document whose values may be one thing or many, a text or an object.

use std::str::FromStr;

use super::Unread;
use crate::{base::PartialDate, model::Value};

/// The value of a key.
pub(super) fn get<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    match value {
        Value::Object(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, value)| value),
        _ => None,
    }
}

/// A list's items; anything but a list is its only item, `null` none.
pub(super) fn many(value: Option<&Value>) -> &[Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::List(items)) => items,
        Some(one) => std::slice::from_ref(one),
    }
}

/// A text that says something.
pub(super) fn text(value: Option<&Value>) -> Option<String> {
    match value {
        Some(Value::Text(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

/// The text itself, or the first of these keys of an object that holds one.
pub(super) fn named(value: &Value, keys: &[&str]) -> Option<String> {
    text(Some(value)).or_else(|| keys.iter().find_map(|key| text(get(value, key))))
}

/// A date, which may carry a time of day behind it; what is no date is noted.
pub(super) fn date(
    value: Option<&Value>,
    path: &str,
    unread: &mut Vec<Unread>,
) -> Option<PartialDate> {
    let found = text(value)?;
    let day = found.split('T').next().unwrap_or_default();
    let date = PartialDate::from_str(day).ok();
    if date.is_none() {
        unread.push(Unread { path: path.to_owned(), found });
    }
    date
}
