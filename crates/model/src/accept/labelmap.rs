//! `LABELMAP`: labels by identifier.

use super::DATA;
use super::path::Path;
use super::raw::{entries, label};
use crate::LabelmapData;
use crate::error::InvalidData;
use serde_json::value::RawValue;

/// Reads `{"1": "car", "2": "person"}`; numbers and booleans become their text.
pub fn labelmap(data: &RawValue) -> Result<LabelmapData, InvalidData> {
    labelmap_at(&DATA, data)
}

/// Reads the `labelmap` that comes with a new experiment.
pub fn labelmap_of_experiment(labelmap: &RawValue) -> Result<LabelmapData, InvalidData> {
    labelmap_at(&Path::Root("labelmap"), labelmap)
}

fn labelmap_at(at: &Path<'_>, raw: &RawValue) -> Result<LabelmapData, InvalidData> {
    entries(at, raw)?
        .into_iter()
        .map(|(id, raw)| {
            let text = label(&at.key(&id), raw)?;
            Ok((id, text))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: Result<&[(&str, &str)], &str>) {
        let found = labelmap(serde_json::from_str(json).unwrap());
        let expected = expected.map(|pairs| {
            pairs
                .iter()
                .map(|&(id, label)| (id.to_owned(), label.to_owned()))
                .collect()
        });
        assert_eq!(
            found.map_err(|error| error.to_string()),
            expected.map_err(str::to_owned)
        );
    }

    #[test]
    fn labels_are_read_by_identifier() {
        check(
            r#"{"1": "car", "2": "person"}"#,
            Ok(&[("1", "car"), ("2", "person")]),
        );
        check(r#"{"1": 7, "1": true}"#, Ok(&[("1", "true")]));
        check("{}", Ok(&[]));
    }

    #[test]
    fn wrong_labels_say_where() {
        check(
            r#"{"1": ["car"]}"#,
            Err("data.1: expected a text, found a list"),
        );
        check(r#"{"1": null}"#, Err("data.1: expected a text, found null"));
        check(r#"["car"]"#, Err("data: expected an object, found a list"));
        let error = labelmap_of_experiment(serde_json::from_str("3").unwrap()).unwrap_err();
        assert_eq!(error.field, "labelmap");
    }
}
