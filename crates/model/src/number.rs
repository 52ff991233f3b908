//! Numbers on the wire: JSON has no NaN and no infinities, so these travel as strings.
//!
//! `null` and `"NaN"` are read as NaN, `"Infinity"`, `"inf"`, `"-Infinity"` and `"-inf"` as the
//! infinities; answers write `"NaN"`, `"Infinity"` and `"-Infinity"`.
//! Whole numbers that a float holds exactly are written without a fraction.

use serde::de::{self, SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Largest magnitude up to which every whole number is a float of its own: 2⁵³.
const MAX_EXACT_INTEGER: f64 = 9_007_199_254_740_992.0;

/// A float in its form on the wire.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Number(pub f64);

/// The number that a string stands for: NaN or an infinity, in the accepted spellings.
pub fn non_finite_from_str(text: &str) -> Option<f64> {
    match text {
        "NaN" | "nan" => Some(f64::NAN),
        "Infinity" | "inf" | "+Infinity" | "+inf" => Some(f64::INFINITY),
        "-Infinity" | "-inf" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = self.0;
        if value.is_nan() {
            serializer.serialize_str("NaN")
        } else if value == f64::INFINITY {
            serializer.serialize_str("Infinity")
        } else if value == f64::NEG_INFINITY {
            serializer.serialize_str("-Infinity")
        } else if value.fract() == 0.0 && value.abs() <= MAX_EXACT_INTEGER {
            serializer.serialize_i64(value as i64)
        } else {
            serializer.serialize_f64(value)
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberVisitor;

        impl Visitor<'_> for NumberVisitor {
            type Value = Number;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }

            fn visit_f64<E>(self, value: f64) -> Result<Number, E> {
                Ok(Number(value))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Number, E> {
                Ok(Number(value as f64))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Number, E> {
                Ok(Number(value as f64))
            }

            fn visit_unit<E>(self) -> Result<Number, E> {
                Ok(Number(f64::NAN))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
                non_finite_from_str(text)
                    .map(Number)
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }

        deserializer.deserialize_any(NumberVisitor)
    }
}

/// `#[serde(with = "number::one")]` for an `f64`.
pub mod one {
    use super::{Deserialize, Deserializer, Number, Serialize, Serializer};

    /// Writes the float in its form on the wire.
    pub fn serialize<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        Number(*value).serialize(serializer)
    }

    /// Reads a float in any accepted form.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        Number::deserialize(deserializer).map(|number| number.0)
    }
}

/// `#[serde(with = "number::list")]` for a `Vec<f64>`.
pub mod list {
    use super::{Deserializer, Number, SeqAccess, SerializeSeq, Serializer, Visitor, fmt};

    /// Writes the floats in their form on the wire.
    pub fn serialize<S: Serializer>(values: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(values.len()))?;
        for &value in values {
            seq.serialize_element(&Number(value))?;
        }
        seq.end()
    }

    /// Reads floats in any accepted form.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f64>, D::Error> {
        struct ListVisitor;

        impl<'de> Visitor<'de> for ListVisitor {
            type Value = Vec<f64>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of numbers")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<f64>, A::Error> {
                let mut values = Vec::new();
                while let Some(Number(value)) = seq.next_element()? {
                    values.push(value);
                }
                Ok(values)
            }
        }

        deserializer.deserialize_seq(ListVisitor)
    }
}

/// `#[serde(with = "number::optional_list")]` for an `Option<Vec<f64>>` that is left out if `None`.
pub mod optional_list {
    use super::{Deserialize, Deserializer, Number, Serializer, list};

    /// Writes the floats in their form on the wire.
    pub fn serialize<S: Serializer>(
        values: &Option<Vec<f64>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match values {
            Some(values) => list::serialize(values, serializer),
            None => serializer.serialize_none(),
        }
    }

    /// Reads floats in any accepted form.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Vec<f64>>, D::Error> {
        let values = Option::<Vec<Number>>::deserialize(deserializer)?;
        Ok(values.map(|values| values.into_iter().map(|number| number.0).collect()))
    }
}

/// `#[serde(with = "number::rows")]` for a `Vec<Vec<f64>>`.
pub mod rows {
    use super::{Deserialize, Deserializer, Number, Serialize, Serializer};

    /// Writes each row in its form on the wire.
    pub fn serialize<S: Serializer>(rows: &[Vec<f64>], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(rows.iter().map(|row| Row(row)))
    }

    /// Reads rows of floats in any accepted form.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Vec<f64>>, D::Error> {
        let rows = Vec::<Vec<Number>>::deserialize(deserializer)?;
        Ok(rows
            .into_iter()
            .map(|row| row.into_iter().map(|number| number.0).collect())
            .collect())
    }

    struct Row<'a>(&'a [f64]);

    impl Serialize for Row<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            super::list::serialize(self.0, serializer)
        }
    }
}

/// `#[serde(with = "number::option")]` for an `Option<f64>`: `null` is `None`, `"NaN"` a NaN.
pub mod option {
    use super::{Deserialize, Deserializer, Number, Serialize, Serializer};

    /// Writes the float in its form on the wire, `null` for `None`.
    pub fn serialize<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
        value.map(Number).serialize(serializer)
    }

    /// Reads a float in any accepted form; `null` is `None`.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<f64>, D::Error> {
        Ok(Option::<Number>::deserialize(deserializer)?.map(|number| number.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: f64, json: &str) {
        assert_eq!(serde_json::to_string(&Number(value)).unwrap(), json);
        let back: Number = serde_json::from_str(json).unwrap();
        assert!(back.0 == value || (back.0.is_nan() && value.is_nan()));
    }

    #[test]
    fn floats_keep_their_value() {
        check(0.5, "0.5");
        check(3.0, "3");
        check(-3.0, "-3");
        check(1e300, "1e+300");
        check(5e-324, "5e-324");
        check(f64::NAN, "\"NaN\"");
        check(f64::INFINITY, "\"Infinity\"");
        check(f64::NEG_INFINITY, "\"-Infinity\"");
    }

    #[test]
    fn other_spellings_are_read() {
        let read = |json: &str| serde_json::from_str::<Number>(json).unwrap().0;
        assert!(read("null").is_nan());
        assert_eq!(read("\"inf\""), f64::INFINITY);
        assert_eq!(read("\"-inf\""), f64::NEG_INFINITY);
        assert!(serde_json::from_str::<Number>("\"seven\"").is_err());
        assert!(serde_json::from_str::<Number>("[1]").is_err());
    }
}
