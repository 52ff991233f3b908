//! What the client logs, from its body to what the store takes. Pure.

use crate::intake::{self, IntakeError};
use crate::store::{LogContent, LogWrite, OldPoints};
use runboard_model::accept::{self, Accepted};
use runboard_model::error::InvalidData;
use runboard_model::wire::PARAMETERS;
use runboard_model::{LogData, LogType, Scalar};
use serde::Deserialize;
use serde_json::value::RawValue;

/// The name and the type of what is logged; the data is read later.
#[derive(Debug, Deserialize)]
struct Head {
    name: String,
    #[serde(rename = "type")]
    log_type: String,
}

/// A file that was sent before.
#[derive(Debug, Deserialize)]
struct SentFile {
    object_name: String,
}

#[derive(Deserialize)]
struct Body<T> {
    data: T,
}

/// What the client logs.
#[derive(Debug)]
pub(super) enum ClientLog {
    /// Data.
    Data(LogWrite),
    /// A picture that was sent before.
    Picture {
        /// The log's name.
        name: String,
        /// The name under which it was sent.
        object_name: String,
    },
}

/// Reads the body of `POST /api/experiment/{id}/logs`.
pub(super) fn read(body: &[u8]) -> Result<ClientLog, IntakeError> {
    let head: Head = intake::json(body)?;
    let Ok(log_type) = head.log_type.parse::<LogType>() else {
        return Err(unknown_type(&head.log_type).into());
    };
    if log_type == LogType::Image {
        let Body { data } = intake::json::<Body<SentFile>>(body)?;
        return Ok(ClientLog::Picture {
            name: head.name,
            object_name: data.object_name,
        });
    }
    match intake::log(body) {
        Ok(log) => Ok(ClientLog::Data(with_nan(log))),
        Err(IntakeError::Invalid(refusal)) => {
            // Its dictionary may be nested.
            let is_nested = log_type == LogType::Table && head.name == PARAMETERS;
            let table = is_nested.then(|| parameters(body));
            match table.and_then(Result::ok) {
                Some(content) => Ok(ClientLog::Data(LogWrite {
                    name: head.name,
                    content,
                })),
                None => Err(refusal.into()),
            }
        }
        Err(error) => Err(error),
    }
}

/// Reads the `data` of a body, to put it in the place of what a log has or, for a line, to add it.
pub(super) fn content(
    log_type: LogType,
    name: &str,
    data: &RawValue,
    old: OldPoints,
) -> Result<LogContent, InvalidData> {
    let content = match accept::accept(log_type, name, data)? {
        Accepted::Line(points) => LogContent::Points(points, old),
        Accepted::Data(data) => LogContent::Data { data, step: None },
    };
    Ok(content)
}

/// Parameters may be nested here as they may where an experiment is made.
fn parameters(body: &[u8]) -> Result<LogContent, IntakeError> {
    let Body { data } = intake::json::<Body<Box<RawValue>>>(body)?;
    let data = LogData::Table(accept::parameters(&data)?);
    Ok(LogContent::Data { data, step: None })
}

/// The client writes a NaN as `null`, and takes no `None` for a value.
fn with_nan(mut log: LogWrite) -> LogWrite {
    if let LogContent::Data {
        data: LogData::Value(value @ Scalar::Null),
        ..
    } = &mut log.content
    {
        *value = Scalar::Float(f64::NAN);
    }
    log
}

fn unknown_type(log_type: &str) -> InvalidData {
    let known = LogType::ALL.map(LogType::as_str).join(", ");
    InvalidData::new(
        "type",
        format!("Runboard does not offer logs of type {log_type}, only {known}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: Result<&str, &str>) {
        let found = match read(body.as_bytes()) {
            Ok(ClientLog::Data(LogWrite {
                content: LogContent::Data { data, .. },
                ..
            })) => Ok(serde_json::to_string(&data).unwrap()),
            Ok(log) => Ok(format!("{log:?}")),
            Err(error) => Err(error.to_string()),
        };
        assert_eq!(found, expected.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn parameters_may_be_nested() {
        let body = |name: &str| {
            format!(r#"{{"name": "{name}", "type": "TABLE", "data": {{"a": {{"b": 1}}}}}}"#)
        };
        let table = r#"{"columns":["name","value"],"rows":[["a.b",1]]}"#;
        check(&body("parameters"), Ok(table));
        let refusal = "data.a: expected a number, text, boolean or null, found an object";
        check(&body("other"), Err(refusal));
    }

    #[test]
    fn a_value_of_null_was_no_number() {
        let body = r#"{"name": "v", "type": "VALUE", "data": null}"#;
        check(body, Ok("\"NaN\""));
        check(r#"{"name": "v", "type": "VALUE", "data": 0.5}"#, Ok("0.5"));
    }

    #[test]
    fn a_type_that_is_not_there_is_told() {
        let body = r#"{"name": "e", "type": "EVALUATION", "data": {}}"#;
        let refusal = "type: Runboard does not offer logs of type EVALUATION, only VALUE, LINE, \
            BAR, TABLE, IMAGE, HEATMAP, LABELMAP";
        check(body, Err(refusal));
    }

    #[test]
    fn a_picture_is_named_by_its_upload() {
        let body =
            r#"{"name": "i", "type": "IMAGE", "data": {"object_name": "o", "large": false}}"#;
        check(body, Ok(r#"Picture { name: "i", object_name: "o" }"#));
        let body = r#"{"name": "i", "type": "IMAGE", "data": {}}"#;
        check(body, Err("data.object_name: is missing"));
    }
}
