//! What a training once sent, read back: requests in their order, each with its moment.
//!
//! The format is described in `examples/digits/recording.py`, which writes it.
//! Nothing is loaded here: a recording is a value, and a broken one an error that names its line.

use percent_encoding::percent_decode_str;
use runboard_model::Timestamp;
use runboard_model::json::quote_bare_non_finite;
use serde::Deserialize;
use serde_json::value::RawValue;

/// One request of a recording.
#[derive(Debug)]
pub(super) struct Recorded {
    /// When it was sent.
    pub(super) at: Timestamp,
    /// What it asked for.
    pub(super) request: Request,
}

/// What was asked for: a body of JSON or the fields of a form; experiments go by their names.
#[derive(Debug)]
pub(super) enum Request {
    /// A project was created.
    NewProject { body: Box<RawValue> },
    /// An experiment was created in the project of this name.
    NewExperiment {
        project: String,
        body: Box<RawValue>,
    },
    /// Something was logged.
    Log {
        experiment: String,
        body: Box<RawValue>,
    },
    /// A picture was logged.
    Image {
        experiment: String,
        form: Form,
        file: String,
    },
    /// A file was uploaded.
    Artifact {
        experiment: String,
        form: Form,
        file: String,
    },
    /// The experiment was changed, as when it ended.
    Patch {
        experiment: String,
        body: Box<RawValue>,
    },
}

/// The text fields of a form.
#[derive(Debug, Deserialize)]
pub(super) struct Form {
    pub(super) name: String,
    pub(super) step: Option<String>,
}

/// A line of a recording cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("line {line} of the recording: {reason}")]
pub struct RecordingError {
    line: usize,
    reason: Reason,
}

#[derive(Debug, thiserror::Error)]
enum Reason {
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("no such request: {method} {path}")]
    Request { method: String, path: String },
    #[error("the request lacks its {0}")]
    Missing(&'static str),
}

/// Returns the requests of a recording, in their order.
pub(super) fn read(json_lines: &[u8]) -> Result<Vec<Recorded>, RecordingError> {
    quote_bare_non_finite(json_lines)
        .split(|byte| *byte == b'\n')
        .enumerate()
        .filter(|(_, line)| !line.is_empty())
        .map(|(index, line)| {
            read_line(line).map_err(|reason| RecordingError {
                line: index + 1,
                reason,
            })
        })
        .collect()
}

/// A line as it is written.
#[derive(Deserialize)]
struct Line {
    at_unix_millis: i64,
    method: String,
    path: String,
    body: Option<Box<RawValue>>,
    form: Option<Form>,
    file: Option<String>,
}

fn read_line(line: &[u8]) -> Result<Recorded, Reason> {
    let line: Line = serde_json::from_slice(line)?;
    Ok(Recorded {
        at: Timestamp::from_unix_millis(line.at_unix_millis),
        request: request(line)?,
    })
}

fn request(line: Line) -> Result<Request, Reason> {
    let body = line.body.ok_or(Reason::Missing("body"));
    let form = line.form.ok_or(Reason::Missing("form"));
    let file = line.file.ok_or(Reason::Missing("file"));
    let segments: Vec<&str> = line.path.split('/').skip(1).collect();
    Ok(match (line.method.as_str(), segments.as_slice()) {
        ("POST", ["projects"]) => Request::NewProject { body: body? },
        ("POST", ["projects", project, "experiments"]) => Request::NewExperiment {
            project: decoded(project),
            body: body?,
        },
        ("POST", ["experiments", experiment, "logs"]) => Request::Log {
            experiment: decoded(experiment),
            body: body?,
        },
        ("POST", ["experiments", experiment, "images"]) => Request::Image {
            experiment: decoded(experiment),
            form: form?,
            file: file?,
        },
        ("POST", ["experiments", experiment, "artifacts"]) => Request::Artifact {
            experiment: decoded(experiment),
            form: form?,
            file: file?,
        },
        ("PATCH", ["experiments", experiment]) => Request::Patch {
            experiment: decoded(experiment),
            body: body?,
        },
        _ => {
            return Err(Reason::Request {
                method: line.method,
                path: line.path,
            });
        }
    })
}

fn decoded(segment: &str) -> String {
    percent_decode_str(segment).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let read = read(line.as_bytes());
        let seen = match &read {
            Ok(requests) => format!("{requests:?}"),
            Err(error) => error.to_string(),
        };
        assert!(seen.contains(expected), "{seen}\nlacks {expected}");
    }

    #[test]
    fn each_request_is_read_with_its_moment() {
        check(
            r#"{"at_unix_millis": 5, "method": "POST", "path": "/projects", "body": {"name": "digits"}}"#,
            r#"Recorded { at: Timestamp { unix_millis: 5 }, request: NewProject { body: RawValue({"name": "digits"}) } }"#,
        );
        check(
            r#"{"at_unix_millis": 5, "method": "POST", "path": "/projects/my%2Fdigits/experiments", "body": {"name": "a"}}"#,
            r#"NewExperiment { project: "my/digits""#,
        );
        check(
            r#"{"at_unix_millis": 5, "method": "POST", "path": "/experiments/a/images", "form": {"name": "x", "step": "7"}, "file": "f00"}"#,
            r#"Image { experiment: "a", form: Form { name: "x", step: Some("7") }, file: "f00" }"#,
        );
        check(
            r#"{"at_unix_millis": 5, "method": "POST", "path": "/experiments/a/artifacts", "form": {"name": "x"}, "file": "f00"}"#,
            r#"Artifact { experiment: "a", form: Form { name: "x", step: None }, file: "f00" }"#,
        );
        check(
            r#"{"at_unix_millis": 5, "method": "PATCH", "path": "/experiments/a", "body": {"status": "failed"}}"#,
            r#"Patch { experiment: "a", body: RawValue({"status": "failed"}) }"#,
        );
    }

    #[test]
    fn bare_nan_is_read_as_its_string() {
        check(
            r#"{"at_unix_millis": 5, "method": "POST", "path": "/experiments/a/logs", "body": {"data": NaN}}"#,
            r#"Log { experiment: "a", body: RawValue({"data": "NaN"}) }"#,
        );
    }

    #[test]
    fn a_broken_line_is_named() {
        let good = r#"{"at_unix_millis": 5, "method": "POST", "path": "/projects", "body": {"name": "digits"}}"#;
        check(
            &format!("{good}\n\n{{\"at_unix"),
            "line 3 of the recording: EOF",
        );
        check(
            r#"{"at_unix_millis": 5, "method": "DELETE", "path": "/projects"}"#,
            "line 1 of the recording: no such request: DELETE /projects",
        );
        check(
            r#"{"at_unix_millis": 5, "method": "POST", "path": "/projects"}"#,
            "line 1 of the recording: the request lacks its body",
        );
    }

    #[test]
    fn an_empty_recording_has_no_requests() {
        assert!(read(b"").unwrap().is_empty());
    }
}
