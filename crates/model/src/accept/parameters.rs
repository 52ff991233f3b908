//! `parameters` of a new experiment: a dictionary that becomes the `TABLE` log `parameters`.

use super::path::Path;
use super::raw::{Kind, entries};
use super::table::NAME_AND_VALUE;
use super::value::scalar;
use crate::error::InvalidData;
use crate::{Scalar, TableData};
use serde_json::value::RawValue;
use std::collections::HashMap;

/// The most parameters of one experiment: each list of experiments carries them all.
const MAX_PARAMETERS: usize = 10_000;

/// The longest JSON of all parameters: each level of it is read anew.
const MAX_BYTES: usize = 1 << 20;

/// The longest flattened name, in bytes.
const MAX_NAME_BYTES: usize = 1_024;

/// How deep dictionaries may be nested.
const MAX_DEPTH: usize = 32;

/// Reads any flat or nested dictionary as a table of names and values, in logged order.
///
/// The keys of dictionaries within are joined with `.`; a list, or a dictionary without entries,
/// becomes the text of its JSON.
/// Where two keys flatten to the same name, the last one counts.
/// Refused are more than 1 MiB, more than 10,000 parameters, names above 1,024 bytes and more than
/// 32 levels: a small body could otherwise unfold into gigabytes of names.
pub fn parameters(parameters: &RawValue) -> Result<TableData, InvalidData> {
    let at = Path::Root("parameters");
    let n_bytes = parameters.get().len();
    if n_bytes > MAX_BYTES {
        return Err(at.wrong(format!(
            "has {n_bytes} bytes, at most {MAX_BYTES} are taken"
        )));
    }
    let mut flat = Flat::default();
    flatten(&at, &[], parameters, &mut flat)?;
    Ok(TableData {
        columns: NAME_AND_VALUE.map(str::to_owned).to_vec(),
        rows: flat
            .rows
            .into_iter()
            .map(|(name, value)| vec![Scalar::Text(name), value])
            .collect(),
    })
}

/// Names in the order in which they were first seen, each with its latest value.
#[derive(Default)]
struct Flat {
    rows: Vec<(String, Scalar)>,
    row_of_name: HashMap<String, usize>,
}

impl Flat {
    fn put(&mut self, at: &Path<'_>, name: String, value: Scalar) -> Result<(), InvalidData> {
        let known = self.row_of_name.get(&name).copied();
        if let Some(row) = known.and_then(|idx| self.rows.get_mut(idx)) {
            row.1 = value;
            return Ok(());
        }
        if self.rows.len() == MAX_PARAMETERS {
            return Err(at.wrong(format!(
                "is one too many, at most {MAX_PARAMETERS} are taken"
            )));
        }
        self.row_of_name.insert(name.clone(), self.rows.len());
        self.rows.push((name, value));
        Ok(())
    }
}

/// Puts the entries of `raw` into `flat`, their names behind those of `parents`.
fn flatten(
    at: &Path<'_>,
    parents: &[&str],
    raw: &RawValue,
    flat: &mut Flat,
) -> Result<(), InvalidData> {
    if parents.len() == MAX_DEPTH {
        return Err(at.wrong(format!("is nested more than {MAX_DEPTH} levels deep")));
    }
    for (key, raw) in entries(at, raw)? {
        let at = at.key(&key);
        let path = [parents, &[key.as_str()]].concat();
        if Kind::of(raw) == Kind::Dictionary && !is_empty(raw) {
            flatten(&at, &path, raw, flat)?;
            continue;
        }
        let name_bytes: usize = path.iter().map(|part| part.len() + 1).sum();
        if name_bytes > MAX_NAME_BYTES {
            return Err(at.wrong(format!("the name is longer than {MAX_NAME_BYTES} bytes")));
        }
        let value = match Kind::of(raw) {
            Kind::Dictionary | Kind::List => Scalar::Text(raw.get().trim().to_owned()),
            _ => scalar(&at, raw)?,
        };
        flat.put(&at, path.join("."), value)?;
    }
    Ok(())
}

fn is_empty(dictionary: &RawValue) -> bool {
    dictionary
        .get()
        .trim_start()
        .strip_prefix('{')
        .is_some_and(|rest| rest.trim_start().starts_with('}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: Result<&[(&str, Scalar)], &str>) {
        let found = parameters(serde_json::from_str(json).unwrap());
        let expected = expected.map(|rows| TableData {
            columns: vec!["name".into(), "value".into()],
            rows: rows
                .iter()
                .map(|(name, value)| vec![Scalar::Text((*name).to_owned()), value.clone()])
                .collect(),
        });
        assert_eq!(
            found.map_err(|error| error.to_string()),
            expected.map_err(str::to_owned)
        );
    }

    #[test]
    fn dictionaries_are_flattened_in_logged_order() {
        check(
            r#"{"lr": 0.1, "model": {"name": "resnet", "head": {"dim": 8}}, "amp": true}"#,
            Ok(&[
                ("lr", Scalar::Float(0.1)),
                ("model.name", Scalar::Text("resnet".into())),
                ("model.head.dim", Scalar::Int(8)),
                ("amp", Scalar::Bool(true)),
            ]),
        );
        check("{}", Ok(&[]));
    }

    #[test]
    fn lists_and_empty_dictionaries_become_text() {
        check(
            r#"{"betas": [0.9, {"a": 1}], "extra": { }, "seed": null}"#,
            Ok(&[
                ("betas", Scalar::Text("[0.9, {\"a\": 1}]".into())),
                ("extra", Scalar::Text("{ }".into())),
                ("seed", Scalar::Null),
            ]),
        );
    }

    #[test]
    fn the_last_of_equal_names_counts() {
        check(
            r#"{"a.b": 1, "c": 2, "a": {"b": 3}}"#,
            Ok(&[("a.b", Scalar::Int(3)), ("c", Scalar::Int(2))]),
        );
    }

    #[test]
    fn what_is_no_dictionary_is_refused() {
        check("[1]", Err("parameters: expected an object, found a list"));
        check(
            r#"{"a": {"b": 1e999}}"#,
            Err("parameters.a.b: number out of range"),
        );
    }

    #[test]
    fn what_would_unfold_too_far_is_refused() {
        let deep = format!("{}1{}", r#"{"a":"#.repeat(5_000), "}".repeat(5_000));
        let error = parameters(serde_json::from_str(&deep).unwrap()).unwrap_err();
        assert_eq!(error.reason, "is nested more than 32 levels deep");

        let wide = format!(r#"{{"a": "{}"}}"#, "x".repeat(1 << 20));
        check(
            &wide,
            Err("parameters: has 1048585 bytes, at most 1048576 are taken"),
        );

        let many: Vec<String> = (0..10_001).map(|idx| format!("\"p{idx}\":1")).collect();
        let many = format!("{{{}}}", many.join(","));
        check(
            &many,
            Err("parameters.p10000: is one too many, at most 10000 are taken"),
        );

        let long = format!(r#"{{"{}": {{"a": 1}}}}"#, "x".repeat(1_024));
        let error = parameters(serde_json::from_str(&long).unwrap()).unwrap_err();
        assert_eq!(error.reason, "the name is longer than 1024 bytes");
    }
}
