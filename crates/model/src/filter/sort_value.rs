//! What experiments are sorted by: a value of a field, in an order that all kinds of values are in.

use super::evaluate::{Value, values};
use super::field::Field;
use crate::number;
use crate::wire::Experiment;
use crate::{Scalar, Timestamp};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The longest text that counts; a longer one is in the order of its start.
const MAX_TEXT_CHARS: usize = 256;

/// A value that has a place among all others: numbers, texts, booleans, null.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortValue {
    /// A number that is not NaN; moments and spans are milliseconds.
    Number(#[serde(with = "number::one")] f64),
    /// The start of a text, in small letters.
    Text(String),
    /// `false` before `true`.
    Boolean(bool),
    /// `null`
    Null,
}

impl Field {
    /// What an experiment is sorted by: the first value that it has of the field.
    ///
    /// `None` where it has none, or NaN. `now` ends the duration of a running experiment.
    pub fn sort_value(&self, experiment: &Experiment, now: Timestamp) -> Option<SortValue> {
        match values(self, experiment, now).first()? {
            Value::Text(text) => Some(sort_text(text)),
            Value::Boolean(value) | Value::Scalar(Scalar::Bool(value)) => {
                Some(SortValue::Boolean(*value))
            }
            Value::Number(value) => sort_number(*value),
            Value::UnixMillis(millis) => sort_number(*millis as f64),
            Value::Millis(millis) => sort_number(*millis as f64),
            Value::Scalar(Scalar::Null) => Some(SortValue::Null),
            Value::Scalar(scalar @ Scalar::Text(text)) => match scalar.as_f64() {
                Some(value) => sort_number(value),
                None => Some(sort_text(text)),
            },
            Value::Scalar(scalar) => scalar.as_f64().and_then(sort_number),
        }
    }
}

fn sort_text(text: &str) -> SortValue {
    let start: String = text.chars().take(MAX_TEXT_CHARS).collect();
    SortValue::Text(start.to_lowercase())
}

fn sort_number(value: f64) -> Option<SortValue> {
    (!value.is_nan()).then_some(SortValue::Number(value))
}

impl SortValue {
    /// Which of two values comes first.
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            // None of them is NaN.
            (Self::Number(a), Self::Number(b)) => a.partial_cmp(b).unwrap_or(Ordering::Equal),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Boolean(a), Self::Boolean(b)) => a.cmp(b),
            (a, b) => a.rank().cmp(&b.rank()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Number(_) => 0,
            Self::Text(_) => 1,
            Self::Boolean(_) => 2,
            Self::Null => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_all_kinds_have_one_order() {
        let text = |text: &str| sort_text(text);
        let ascending = [
            SortValue::Number(f64::NEG_INFINITY),
            SortValue::Number(-1.0),
            SortValue::Number(f64::INFINITY),
            text("Adam"),
            text("sgd"),
            SortValue::Boolean(false),
            SortValue::Boolean(true),
            SortValue::Null,
        ];
        for (idx, value) in ascending.iter().enumerate() {
            let json = serde_json::to_string(value).unwrap();
            assert_eq!(&serde_json::from_str::<SortValue>(&json).unwrap(), value);
            for (other_idx, other) in ascending.iter().enumerate() {
                assert_eq!(value.compare(other), idx.cmp(&other_idx));
            }
        }
        assert_eq!(sort_number(f64::NAN), None);
        assert_eq!(text(&"é".repeat(300)), text(&"É".repeat(256)));
    }
}
