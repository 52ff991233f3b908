//! `VALUE`: one scalar.

use super::DATA;
use super::path::Path;
use super::raw::{Kind, mismatch, read};
use crate::Scalar;
use crate::error::InvalidData;
use serde_json::value::RawValue;

/// Reads a number, a text, a boolean or null.
pub fn value(data: &RawValue) -> Result<Scalar, InvalidData> {
    scalar(&DATA, data)
}

/// The scalar at `at`; a list or an object is none.
pub(super) fn scalar(at: &Path<'_>, raw: &RawValue) -> Result<Scalar, InvalidData> {
    match Kind::of(raw) {
        found @ (Kind::List | Kind::Dictionary) => {
            Err(mismatch(at, "a number, text, boolean or null", found))
        }
        _ => read(at, raw),
    }
}

/// The scalars of a list.
pub(super) fn scalars<'a>(
    at: &Path<'_>,
    items: impl IntoIterator<Item = &'a RawValue>,
) -> Result<Vec<Scalar>, InvalidData> {
    items
        .into_iter()
        .enumerate()
        .map(|(idx, item)| scalar(&at.index(idx), item))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: Result<Scalar, &str>) {
        let raw = serde_json::from_str(json).unwrap();
        let found = value(raw);
        assert_eq!(
            found.map_err(|error| error.to_string()),
            expected.map_err(str::to_owned)
        );
    }

    #[test]
    fn every_scalar_is_taken() {
        check("0.95", Ok(Scalar::Float(0.95)));
        check("3", Ok(Scalar::Int(3)));
        check("\"resnet\"", Ok(Scalar::Text("resnet".into())));
        check("true", Ok(Scalar::Bool(true)));
        check("null", Ok(Scalar::Null));
        check(
            "18446744073709551615",
            Ok(Scalar::Float(1.8446744073709552e19)),
        );
    }

    #[test]
    fn everything_else_is_refused() {
        let expected = "data: expected a number, text, boolean or null, found";
        check("[1]", Err(&format!("{expected} a list")));
        check("{}", Err(&format!("{expected} an object")));
        check("1e999", Err("data: number out of range"));
    }
}
