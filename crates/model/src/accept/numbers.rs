//! Numbers and lists of numbers in JSON, read in one stream.
//!
//! `null` and the strings for NaN and the infinities are numbers here; booleans are not.
//! A list of 100,000 numbers costs no value of its own for each, and an error names the index.

use super::path::Path;
use super::raw::{Kind, mismatch, read, reason};
use crate::error::InvalidData;
use crate::number::non_finite_from_str;
use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// One number.
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
