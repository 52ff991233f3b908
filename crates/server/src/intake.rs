//! Request bodies, from bytes to what the store takes. Pure.
//!
//! JSON may hold Python's bare `NaN` and infinities. What is not JSON is told apart from what is
//! JSON but wrong, and the latter names its field.

use crate::picture;
use crate::serde_words;
use crate::store::{CreateExperiment, LogContent, LogWrite, OldPoints, StagedBlob};
use runboard_model::ImageData;
use runboard_model::accept::{self, Accepted};
use runboard_model::error::InvalidData;
use runboard_model::json::quote_bare_non_finite;
use runboard_model::wire::{NewBatch, NewConsoleLines, NewExperiment, NewLog};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Why a body is refused.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// It is not JSON.
    #[error("the body is not JSON: {0}")]
    NotJson(String),
    /// It is JSON, but a field is wrong.
    #[error("{0}")]
    Invalid(#[from] InvalidData),
    /// The bytes are no picture of a known kind.
    #[error("the file is no PNG, JPEG, GIF or WebP image")]
    NotAnImage,
}

/// Reads a JSON body of any type.
pub fn json<T: for<'de> Deserialize<'de>>(body: &[u8]) -> Result<T, IntakeError> {
    read(&quoted(body)?)
}

/// The most logs of a batch, and the most entries of what was printed.
const MAX_BATCH_LOGS: usize = 10_000;

/// A numbered batch of logs, each of them read or refused.
#[derive(Debug)]
pub struct ReadBatch {
    /// Who numbers the batches.
    pub client: String,
    /// The number.
    pub sequence: u64,
    /// What is logged, in this order.
    pub logs: Vec<Result<LogWrite, IntakeError>>,
    /// What was printed.
    pub console: Vec<NewConsoleLines>,
}

/// Reads the body of `POST …/batches`.
pub fn batch(body: &[u8]) -> Result<ReadBatch, IntakeError> {
    let body = quoted(body)?;
    let new: NewBatch<'_> = read(&body)?;
    if new.logs.len() > MAX_BATCH_LOGS {
        let reason = format!("{} logs, at most {MAX_BATCH_LOGS}", new.logs.len());
        return Err(InvalidData::new("logs", reason).into());
    }
    if new.console.len() > MAX_BATCH_LOGS {
        let reason = format!("{} entries, at most {MAX_BATCH_LOGS}", new.console.len());
        return Err(InvalidData::new("console", reason).into());
    }
    let log = |(idx, log): (usize, &&RawValue)| {
        quoted_log(log.get().as_bytes()).map_err(|error| match error {
            // What is no object has no fields: it is itself one of the batch.
            IntakeError::Invalid(error) if error.field == "body" => {
                InvalidData::new(format!("logs[{idx}]"), error.reason).into()
            }
            error => error,
        })
    };
    Ok(ReadBatch {
        client: new.client,
        sequence: new.sequence,
        logs: new.logs.iter().enumerate().map(log).collect(),
        console: new.console,
    })
}

/// Reads the body of `POST …/logs`.
pub fn log(body: &[u8]) -> Result<LogWrite, IntakeError> {
    quoted_log(&quoted(body)?)
}

/// Reads a log whose bare `NaN` and infinities are quoted.
fn quoted_log(body: &[u8]) -> Result<LogWrite, IntakeError> {
    let new: NewLog<'_> = read(body)?;
    let accepted = accept::accept(new.log_type, &new.name, new.data)?;
    let content = match accepted {
        Accepted::Line(points) => {
            let points = match new.step {
                Some(step) => points.at_step(step)?,
                None => points,
            };
            let old = if new.replace {
                OldPoints::Replace
            } else {
                OldPoints::Keep
            };
            LogContent::Points(points, old)
        }
        Accepted::Data(data) => LogContent::Data {
            data,
            step: new.step,
        },
    };
    Ok(LogWrite {
        name: new.name,
        content,
    })
}

/// Reads the body of `POST …/experiments`.
pub fn experiment(body: &[u8]) -> Result<CreateExperiment, IntakeError> {
    let new: NewExperiment = json(body)?;
    let parameters = new.parameters.as_deref().map(accept::parameters);
    let labelmap = new.labelmap.as_deref().map(accept::labelmap_of_experiment);
    Ok(CreateExperiment {
        name: new.name,
        id: new.id,
        description: new.description,
        parameters: parameters.transpose()?,
        labelmap: labelmap.transpose()?,
        tags: new.tags,
        base: new.base_experiment_id,
    })
}

/// What is logged by an uploaded picture; `head` holds at least its header.
pub fn image(
    name: String,
    step: Option<f64>,
    head: &[u8],
    bytes: StagedBlob,
) -> Result<LogWrite, IntakeError> {
    let header = picture::header(head, bytes.size_bytes()).ok_or(IntakeError::NotAnImage)?;
    let data = ImageData {
        sha256: bytes.sha256().to_owned(),
        media_type: header.media_type.to_owned(),
        width: header.width_px,
        height: header.height_px,
        size_bytes: bytes.size_bytes(),
    };
    Ok(LogWrite {
        name,
        content: LogContent::Image { data, bytes, step },
    })
}

/// The body with bare `NaN` and infinities quoted, if it is text.
fn quoted(body: &[u8]) -> Result<Cow<'_, [u8]>, IntakeError> {
    if body.trim_ascii().is_empty() {
        return Err(IntakeError::NotJson("it is empty".to_owned()));
    }
    Ok(quote_bare_non_finite(body))
}

fn read<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<T, IntakeError> {
    // Serde would take a list of the fields in their order, and name our types for the rest.
    let found = match body.trim_ascii_start().first() {
        Some(b'[') => Some("a list"),
        Some(b'"') => Some("a text"),
        Some(b'-' | b'0'..=b'9') => Some("a number"),
        Some(b't' | b'f') => Some("a boolean"),
        Some(b'n') => Some("null"),
        _ => None,
    };
    if let Some(found) = found {
        serde_json::from_slice::<IgnoredAny>(body)
            .map_err(|error| IntakeError::NotJson(error.to_string()))?;
        let reason = format!("expected an object, found {found}");
        return Err(InvalidData::new("body", reason).into());
    }
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| refusal(body, &error))?;
    deserializer
        .end()
        .map_err(|error| IntakeError::NotJson(error.to_string()))?;
    Ok(value)
}

fn refusal(body: &[u8], error: &serde_path_to_error::Error<serde_json::Error>) -> IntakeError {
    // A field that cannot be read is wrong; only what is no JSON at all is broken.
    if let Err(error) = std::str::from_utf8(body) {
        return IntakeError::NotJson(error.to_string());
    }
    if let Err(syntax) = serde_json::from_slice::<IgnoredAny>(body) {
        return IntakeError::NotJson(syntax.to_string());
    }
    let reason = serde_words::reason(&error.inner().to_string());
    let path = error.path().to_string();
    match serde_words::absent_or_repeated(&reason) {
        Some((field, reason)) if path == "." => InvalidData::new(field, reason),
        Some((field, reason)) => InvalidData::new(format!("{path}.{field}"), reason),
        None if path == "." => InvalidData::new("body", reason),
        None => InvalidData::new(path, reason),
    }
    .into()
}

/// Refuses an `IMAGE` without a name before its bytes are kept.
pub fn require_name(name: Option<String>) -> Result<String, IntakeError> {
    name.ok_or_else(|| InvalidData::new("name", "is missing").into())
}

/// Reads the `step` of a form or a query.
pub fn step(text: &str) -> Result<f64, IntakeError> {
    match text.trim().parse() {
        Ok(step) if f64::is_finite(step) => Ok(step),
        _ => Err(InvalidData::new("step", format!("{text:?} is no finite number")).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: &str) {
        assert_eq!(log(body.as_bytes()).unwrap_err().to_string(), expected);
    }

    #[test]
    fn what_is_not_json_is_told_from_what_is_wrong() {
        check("", "the body is not JSON: it is empty");
        check(
            "{\"name\": 3",
            "the body is not JSON: EOF while parsing an object at line 1 column 10",
        );
        check("[1, 2]", "body: expected an object, found a list");
        check(" 5", "body: expected an object, found a number");
        check("\"x\"", "body: expected an object, found a text");
        check("false", "body: expected an object, found a boolean");
        check("null", "body: expected an object, found null");
        check(
            "nonsense",
            "the body is not JSON: expected ident at line 1 column 2",
        );
        check("{\"type\": \"LINE\", \"data\": 1}", "name: is missing");
        check(
            "{\"name\": 3, \"type\": \"LINE\", \"data\": 1}",
            "name: expected a text, found a number",
        );
        check(
            "{\"name\": \"a\", \"type\": \"LINE\", \"data\": 1, \"step\": \"x\"}",
            "step: expected a number, found a text",
        );
    }

    /// They were called broken JSON, as was a status that is a number.
    #[test]
    fn well_formed_json_is_never_called_broken() {
        check(
            "{\"name\": \"a\", \"type\": 1, \"data\": 1}",
            "type: expected a text, found a number",
        );
        check(
            "{\"name\": \"a\", \"type\": {\"VALUE\": null}, \"data\": 1}",
            "type: expected a text, found an object",
        );
        check(
            "{\"name\": \"a\", \"type\": \"BAR\", \"data\": {}, \"step\": 1e400}",
            "step: number out of range",
        );
        check(
            "{\"name\": \"a\", \"type\": \"BAR\", \"data\": {}, \"step\": NaN}",
            "step: is not finite",
        );
        check("{\"name\": \"a\", \"name\": \"b\"}", "name: stands twice");
        let error = log(b"{\"name\": \"\xff\", \"type\": \"VALUE\", \"data\": 1}").unwrap_err();
        assert!(matches!(error, IntakeError::NotJson(_)), "{error}");
    }

    #[test]
    fn the_request_step_is_that_of_its_points() {
        let body = br#"{"name": "a", "type": "LINE", "data": NaN, "step": 12}"#;
        let LogContent::Points(points, OldPoints::Keep) = log(body).unwrap().content else {
            panic!("a line");
        };
        assert_eq!(points.lines[0].steps, Some(vec![12.0]));
        assert!(points.lines[0].values[0].is_nan());
    }

    #[test]
    fn a_step_is_a_finite_number() {
        assert_eq!(step(" 3.5 ").unwrap(), 3.5);
        assert!(step("NaN").is_err() && step("").is_err() && step("1e999").is_err());
    }
}
