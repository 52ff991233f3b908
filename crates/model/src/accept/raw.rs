//! Reading JSON one level at a time, with errors that name the place.
//!
//! Containers are taken apart into borrowed [`RawValue`]s in their own order.

use super::path::Path;
use crate::error::InvalidData;
use crate::json;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::fmt;

/// What kind of value some JSON is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Boolean,
    Number,
    Text,
    List,
    Dictionary,
}

impl Kind {
    /// The kind of `raw`, told by its first character.
    pub(super) fn of(raw: &RawValue) -> Self {
        match raw.get().trim_start().as_bytes().first() {
            Some(b'{') => Self::Dictionary,
            Some(b'[') => Self::List,
            Some(b'"') => Self::Text,
            Some(b't' | b'f') => Self::Boolean,
            Some(b'n') => Self::Null,
            _ => Self::Number,
        }
    }

    /// The kind with its article, for messages.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::List => "a list",
            Self::Dictionary => "an object",
        }
    }
}

/// The error that at `at` stands something else than what is `expected`.
pub(super) fn mismatch(at: &Path<'_>, expected: &str, found: Kind) -> InvalidData {
    at.wrong(format!("expected {expected}, found {}", found.noun()))
}

/// The entries of a dictionary in their order, each key once.
pub(super) fn entries<'a>(
    at: &Path<'_>,
    raw: &'a RawValue,
) -> Result<Vec<(String, &'a RawValue)>, InvalidData> {
    if Kind::of(raw) != Kind::Dictionary {
        return Err(mismatch(at, "an object", Kind::of(raw)));
    }
    let Entries(entries) = read(at, raw)?;
    Ok(last_of_each_key(entries))
}

/// Of entries with the same key the last one, at the place of the first.
pub(super) fn last_of_each_key<T>(entries: Vec<(String, T)>) -> Vec<(String, T)> {
    let mut place_of_key = HashMap::with_capacity(entries.len());
    let mut unique: Vec<(String, T)> = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        match place_of_key
            .get(&key)
            .and_then(|&idx: &usize| unique.get_mut(idx))
        {
            Some(earlier) => earlier.1 = value,
            None => {
                place_of_key.insert(key.clone(), unique.len());
                unique.push((key, value));
            }
        }
    }
    unique
}

/// The items of a list.
pub(super) fn items<'a>(
    at: &Path<'_>,
    raw: &'a RawValue,
) -> Result<Vec<&'a RawValue>, InvalidData> {
    match Kind::of(raw) {
        Kind::List => read(at, raw),
        found => Err(mismatch(at, "a list", found)),
    }
}

/// A text from a label: a text, a number or a boolean.
pub(super) fn label(at: &Path<'_>, raw: &RawValue) -> Result<String, InvalidData> {
    match Kind::of(raw) {
        Kind::Text => read(at, raw),
        Kind::Number | Kind::Boolean => Ok(raw.get().trim().to_owned()),
        found => Err(mismatch(at, "a text", found)),
    }
}

/// The texts of a list of labels.
pub(super) fn labels(at: &Path<'_>, raw: &RawValue) -> Result<Vec<String>, InvalidData> {
    items(at, raw)?
        .into_iter()
        .enumerate()
        .map(|(idx, item)| label(&at.index(idx), item))
        .collect()
}

/// `raw` as a `T`; what serde finds wrong becomes the reason.
pub(super) fn read<'a, T: Deserialize<'a>>(
    at: &Path<'_>,
    raw: &'a RawValue,
) -> Result<T, InvalidData> {
    serde_json::from_str(raw.get()).map_err(|error| at.wrong(reason(&error)))
}

/// What serde_json says, without the line and column: these count within a part of the request.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text
        .rsplit_once(" at line ")
        .map_or(&*text, |(text, _)| text);
    json::broken_pair(text).unwrap_or(text).to_owned()
}

/// The entries of a dictionary as they stand there.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;

        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(EntriesVisitor)
    }
}
