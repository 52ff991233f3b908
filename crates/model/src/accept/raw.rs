//! Reading JSON one level at a time, with errors that name the place.
//!
//! Containers are taken apart into borrowed [`RawValue`]s in their own order; a list of numbers is
//! read in one stream, without a value of its own for each.

use super::path::Path;
use crate::error::InvalidData;
use crate::number::non_finite_from_str;
use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
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

/// The entries of a dictionary in their order; of entries with the same key the last one counts,
/// at the place of the first.
pub(super) fn entries<'a>(
    at: &Path<'_>,
    raw: &'a RawValue,
) -> Result<Vec<(String, &'a RawValue)>, InvalidData> {
    if Kind::of(raw) != Kind::Dictionary {
        return Err(mismatch(at, "an object", Kind::of(raw)));
    }
    let Entries(entries) = read(at, raw)?;
    let mut place_of_key = HashMap::with_capacity(entries.len());
    let mut unique: Vec<(String, &RawValue)> = Vec::with_capacity(entries.len());
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
    Ok(unique)
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

/// One number: `null` and the strings for NaN and the infinities are numbers, booleans are not.
pub(super) fn number(at: &Path<'_>, raw: &RawValue) -> Result<f64, InvalidData> {
    number_expected_as(at, raw, "a number")
}

/// The numbers of a list, or the one number that stands in place of a list.
pub(super) fn numbers_or_one(at: &Path<'_>, raw: &RawValue) -> Result<Vec<f64>, InvalidData> {
    match Kind::of(raw) {
        Kind::List => numbers(at, raw),
        _ => Ok(vec![number_expected_as(
            at,
            raw,
            "a number or a list of numbers",
        )?]),
    }
}

fn number_expected_as(at: &Path<'_>, raw: &RawValue, expected: &str) -> Result<f64, InvalidData> {
    match read(at, raw)? {
        Cell::Number(value) => Ok(value),
        Cell::Other(found) => Err(mismatch(at, expected, found)),
    }
}

/// The numbers of a list, read in one stream.
pub(super) fn numbers(at: &Path<'_>, raw: &RawValue) -> Result<Vec<f64>, InvalidData> {
    if Kind::of(raw) != Kind::List {
        return Err(mismatch(at, "a list of numbers", Kind::of(raw)));
    }
    let mut list = NumberList::default();
    let mut deserializer = serde_json::Deserializer::from_str(raw.get());
    match list.deserialize(&mut deserializer) {
        Ok(()) => Ok(list.values),
        Err(error) => {
            let item = at.index(list.values.len());
            Err(match list.wrong {
                Some(found) => mismatch(&item, "a number", found),
                None => item.wrong(reason(&error)),
            })
        }
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
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text.get(..end).unwrap_or_default().to_owned(),
        None => text,
    }
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

/// Numbers read so far, and what stood in the way of the next one.
#[derive(Default)]
struct NumberList {
    values: Vec<f64>,
    wrong: Option<Kind>,
}

impl NumberList {
    fn deserialize<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for &mut NumberList {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of numbers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(cell) = seq.next_element()? {
            match cell {
                Cell::Number(value) => self.values.push(value),
                Cell::Other(found) => {
                    self.wrong = Some(found);
                    return Err(de::Error::custom("not a number"));
                }
            }
        }
        Ok(())
    }
}

/// A value that is a number or is not; reading it fails only where JSON itself is broken.
enum Cell {
    Number(f64),
    Other(Kind),
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CellVisitor;

        impl<'de> Visitor<'de> for CellVisitor {
            type Value = Cell;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }

            fn visit_f64<E>(self, value: f64) -> Result<Cell, E> {
                Ok(Cell::Number(value))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Cell, E> {
                Ok(Cell::Number(value as f64))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Cell, E> {
                Ok(Cell::Number(value as f64))
            }

            fn visit_unit<E>(self) -> Result<Cell, E> {
                Ok(Cell::Number(f64::NAN))
            }

            fn visit_str<E>(self, text: &str) -> Result<Cell, E> {
                Ok(non_finite_from_str(text).map_or(Cell::Other(Kind::Text), Cell::Number))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Cell, E> {
                Ok(Cell::Other(Kind::Boolean))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Cell, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Cell::Other(Kind::List))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cell, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Cell::Other(Kind::Dictionary))
            }
        }

        deserializer.deserialize_any(CellVisitor)
    }
}
