//! The one body of every failure.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What went wrong, for a program: each code stands for one HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// 400: the body or the query is not what its media type says, such as broken JSON.
    MalformedRequest,
    /// 401: a token is needed, or the given one is not known.
    Unauthorized,
    /// 403: the request comes from a foreign page or host, or the token does not allow it.
    Forbidden,
    /// 404: there is no such project, experiment, log, artifact, blob or route.
    NotFound,
    /// 405: the route does not have this method.
    MethodNotAllowed,
    /// 409: the name was first logged with another type.
    TypeConflict,
    /// 409: the name is taken.
    NameTaken,
    /// 413: the body is over the limit.
    TooLarge,
    /// 415: the bytes are no image of a known kind, or the body's media type is not taken here.
    UnsupportedMediaType,
    /// 416: a range of bytes that the file does not have.
    RangeOutside,
    /// 422: well-formed, but wrong: `field` and `message` say where and why.
    InvalidData,
    /// 500: the server failed; its log says why.
    Internal,
    /// 503: the server cannot answer just now; the same request may work later.
    Unavailable,
}

/// `{"error": {"code", "message", "field"?}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// What went wrong.
    pub error: ErrorDetail,
}

/// The inside of the error body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorDetail {
    /// What went wrong, for a program.
    pub code: ErrorCode,
    /// What went wrong, for a person.
    pub message: String,
    /// The field of the request that is to blame, such as `data.values`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Where in that field's text the offending part starts, counted in characters from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<usize>,
    /// How many characters the offending part has; 0 at the end of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<usize>,
}

/// Data that is well-formed and wrong: which field, and why.
///
/// ```
/// let error = runboard_model::error::InvalidData::new("data.values", "4 values for 5 steps");
/// assert_eq!(error.to_string(), "data.values: 4 values for 5 steps");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidData {
    /// The path of the field within the request, such as `data.values[3]`.
    pub field: String,
    /// The reason, with the offending length or index.
    pub reason: String,
}

impl InvalidData {
    /// The error that `field` is wrong because of `reason`.
    pub fn new(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            reason: reason.into(),
        }
    }

    /// The same error of a field that stands within another, such as `console[2]`.
    #[must_use]
    pub fn within(self, outer: &str) -> Self {
        Self {
            field: format!("{outer}.{}", self.field),
            reason: self.reason,
        }
    }
}

impl fmt::Display for InvalidData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.reason)
    }
}

impl std::error::Error for InvalidData {}
