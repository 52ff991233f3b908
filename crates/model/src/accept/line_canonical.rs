//! `LINE` in the canonical shape, as it is answered: each line has steps of its own.

use super::DATA;
use super::line::dictionary;
use super::line_input::LineInput;
use super::numbers::column;
use super::path::Path;
use super::raw::{Kind, entries, items, mismatch, read};
use crate::error::InvalidData;
use crate::names::check_line_name;
use serde_json::value::RawValue;
use std::collections::HashSet;

/// Whether `data` starts with a list of objects under `lines`: no line of numbers looks like this.
///
/// `{"lines": []}` is a log without a line, as it is answered, and no line called `lines`.
pub(super) fn is_canonical(data: &RawValue) -> bool {
    let starts_with = |tokens: &[&str]| {
        tokens
            .iter()
            .try_fold(data.get(), |rest, token| {
                rest.trim_start().strip_prefix(token)
            })
            .is_some()
    };
    starts_with(&["{", "\"lines\"", ":", "[", "{"])
        || starts_with(&["{", "\"lines\"", ":", "[", "]", "}"])
}

/// Reads the canonical lines.
pub(super) fn canonical(data: &RawValue) -> Result<LineInput, InvalidData> {
    let at = DATA.key("lines");
    let mut input = LineInput::default();
    let mut names = HashSet::new();
    let mut lines = None;
    for (key, raw) in entries(&DATA, data)? {
        match key.as_str() {
            "lines" => lines = Some(raw),
            _ => return Err(DATA.key(&key).wrong("unexpected beside lines")),
        }
    }
    let lines = lines.ok_or_else(|| at.wrong("is missing"))?;
    for (idx, item) in items(&at, lines)?.into_iter().enumerate() {
        let at = at.index(idx);
        let mut entries = entries(&at, item)?;
        let Some(name_idx) = entries.iter().position(|(key, _)| key == "name") else {
            return Err(at.key("name").wrong("is missing"));
        };
        let (_, raw_name) = entries.remove(name_idx);
        let name = line_name(&at.key("name"), raw_name)?;
        if !names.insert(name.clone()) {
            return Err(at.key("name").wrong("stands twice"));
        }
        if let Some((key, _)) = entries
            .iter()
            .find(|(key, _)| !matches!(key.as_str(), "steps" | "values" | "times"))
        {
            return Err(at.key(key).wrong("unexpected in a line"));
        }
        if !entries.iter().any(|(key, _)| key == "values") {
            return Err(at.key("values").wrong("is missing"));
        }
        let columns = entries
            .into_iter()
            .map(|(key, raw)| {
                let column = column(&at.key(&key), raw)?;
                Ok((key, column))
            })
            .collect::<Result<_, _>>()?;
        input.lines.extend(dictionary(&at, &name, columns)?.lines);
    }
    Ok(input)
}

fn line_name(at: &Path<'_>, raw: &RawValue) -> Result<String, InvalidData> {
    match Kind::of(raw) {
        Kind::Text => {
            let name: String = read(at, raw)?;
            check_line_name(&name).map_err(|e| at.wrong(e.to_string()))?;
            Ok(name)
        }
        found => Err(mismatch(at, "a text", found)),
    }
}
