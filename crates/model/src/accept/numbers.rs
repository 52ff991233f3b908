//! Numbers and lists of numbers in JSON, read in one stream.
//!
//! `null` and the strings for NaN and the infinities are numbers here; booleans are not.
//! A list of 100,000 numbers costs no value of its own for each, and an error names the index.

use super::cell::Cell;
use super::path::Path;
use super::raw::{Kind, last_of_each_key, mismatch, read, reason};
use crate::error::InvalidData;
use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;
use std::fmt;

/// What stands where one number or a list of numbers is expected.
#[derive(Debug, PartialEq)]
pub(super) enum Column {
    /// `null`: a NaN, or nothing at all.
    Null,
    /// The numbers of a list, or the one number that stands in place of a list.
    Numbers(Vec<f64>),
}

impl Column {
    /// The numbers; `null` is one NaN.
    pub(super) fn into_numbers(self) -> Vec<f64> {
        match self {
            Self::Null => vec![f64::NAN],
            Self::Numbers(values) => values,
        }
    }
}

/// One number.
pub(super) fn number(at: &Path<'_>, raw: &RawValue) -> Result<f64, InvalidData> {
    match read(at, raw)? {
        Cell::Number(value) => Ok(value),
        Cell::Other(found) => Err(mismatch(at, "a number", found)),
    }
}

/// The numbers of a list.
pub(super) fn numbers(at: &Path<'_>, raw: &RawValue) -> Result<Vec<f64>, InvalidData> {
    match Kind::of(raw) {
        Kind::List => column(at, raw).map(Column::into_numbers),
        found => Err(mismatch(at, "a list of numbers", found)),
    }
}

/// The numbers of a list, or one number.
pub(super) fn column(at: &Path<'_>, raw: &RawValue) -> Result<Column, InvalidData> {
    let mut progress = Progress::default();
    ColumnSeed(&mut progress)
        .deserialize(&mut serde_json::Deserializer::from_str(raw.get()))
        .map_err(|error| progress.error(at, &error))
}

/// The columns of a dictionary in their order.
pub(super) fn columns(at: &Path<'_>, raw: &RawValue) -> Result<Vec<(String, Column)>, InvalidData> {
    let mut progress = Progress::default();
    serde_json::Deserializer::from_str(raw.get())
        .deserialize_map(ColumnsVisitor(&mut progress))
        .map(last_of_each_key)
        .map_err(|error| progress.error(at, &error))
}

/// How far the reading came, for the message of an error.
#[derive(Default)]
struct Progress {
    /// The key whose value is being read.
    key: Option<String>,
    /// The numbers that were read of a list that is not at its end.
    list: Option<Vec<f64>>,
    /// What stood there in place of a number.
    wrong: Option<Kind>,
}

impl Progress {
    fn error(&self, at: &Path<'_>, error: &serde_json::Error) -> InvalidData {
        let at = self.key.as_ref().map_or(*at, |key| at.key(key));
        let (at, expected) = match &self.list {
            Some(values) => (at.index(values.len()), "a number"),
            None => (at, "a number or a list of numbers"),
        };
        match self.wrong {
            Some(found) => mismatch(&at, expected, found),
            None => at.wrong(reason(error)),
        }
    }

    fn not_a_number<E: Error>(&mut self, found: Kind) -> E {
        self.wrong = Some(found);
        E::custom("not a number")
    }
}

struct ColumnsVisitor<'a>(&'a mut Progress);

impl<'de> Visitor<'de> for ColumnsVisitor<'_> {
    type Value = Vec<(String, Column)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut columns = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            self.0.key = Some(key.clone());
            columns.push((key, map.next_value_seed(ColumnSeed(self.0))?));
        }
        self.0.key = None;
        Ok(columns)
    }
}

struct ColumnSeed<'a>(&'a mut Progress);

impl ColumnSeed<'_> {
    /// Reads one value that is no list.
    fn one<E: Error>(self, value: impl for<'v> IntoDeserializer<'v, E>) -> Result<Column, E> {
        match Cell::deserialize(value.into_deserializer())? {
            Cell::Number(value) => Ok(Column::Numbers(vec![value])),
            Cell::Other(found) => Err(self.0.not_a_number(found)),
        }
    }
}

impl<'de> DeserializeSeed<'de> for ColumnSeed<'_> {
    type Value = Column;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Column, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ColumnSeed<'_> {
    type Value = Column;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or a list of numbers")
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Column, E> {
        self.one(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Column, E> {
        self.one(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Column, E> {
        self.one(value)
    }

    fn visit_unit<E>(self) -> Result<Column, E> {
        Ok(Column::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Column, E> {
        self.one(value)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Column, E> {
        self.one(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Column, A::Error> {
        let values = self.0.list.insert(Vec::new());
        loop {
            match seq.next_element()? {
                Some(Cell::Number(value)) => values.push(value),
                Some(Cell::Other(found)) => return Err(self.0.not_a_number(found)),
                None => break,
            }
        }
        Ok(Column::Numbers(self.0.list.take().unwrap_or_default()))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Column, A::Error> {
        Err(self.0.not_a_number(Kind::Dictionary))
    }
}
