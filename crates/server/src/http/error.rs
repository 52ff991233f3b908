//! Every failure as the one error body. This alone chooses statuses.

use crate::intake::IntakeError;
use crate::store::{StoreError, Thing};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use runboard_model::error::InvalidData;
use runboard_model::filter::FilterError;
use runboard_model::{ErrorBody, ErrorCode, ErrorDetail, ExperimentId};
use std::error::Error;
use std::io;

/// A failure that is answered.
#[derive(Debug)]
pub(super) struct ApiError {
    code: ErrorCode,
    message: String,
    field: Option<String>,
    /// Where in the field's text, and how many characters.
    place: Option<(usize, usize)>,
}

impl ApiError {
    /// A failure without a field.
    pub(super) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            field: None,
            place: None,
        }
    }

    /// The inside of the error body.
    pub(super) fn into_detail(self) -> ErrorDetail {
        ErrorDetail {
            code: self.code,
            message: self.message,
            field: self.field,
            position: self.place.map(|(position, _)| position),
            length: self.place.map(|(_, length)| length),
        }
    }

    /// What a person reads.
    #[cfg(test)]
    pub(super) fn message(&self) -> &str {
        &self.message
    }

    /// The answer to a route that there is not.
    pub(super) fn no_route() -> Self {
        Self::new(
            ErrorCode::NotFound,
            "there is no such route, see docs/api.md",
        )
    }

    /// The answer to a method that the route does not have.
    pub(super) fn method_not_allowed() -> Self {
        let message = "this route does not have this method, see docs/api.md";
        Self::new(ErrorCode::MethodNotAllowed, message)
    }

    /// The answer to a body over the limit.
    pub(super) fn too_large(limit_bytes: u64) -> Self {
        let message = format!("the body is over the limit of {limit_bytes} bytes");
        Self::new(ErrorCode::TooLarge, message)
    }

    /// The answer to a range of bytes that a file does not have.
    pub(super) fn range_outside(size_bytes: u64) -> Self {
        let message = format!("the range is outside of the file, which has {size_bytes} bytes");
        Self::new(ErrorCode::RangeOutside, message)
    }

    /// The answer to something that is not there.
    pub(super) fn not_found(thing: Thing, name: &str) -> Self {
        StoreError::NotFound(thing, name.to_owned()).into()
    }

    /// The answer where an experiment is named that is not there.
    pub(super) fn unknown_experiment(id: ExperimentId) -> Self {
        Self::not_found(Thing::Experiment, &id.to_string())
    }

    /// The answer where a file could not be opened: one that was deleted meanwhile is not there.
    pub(super) fn unopened(error: &io::Error, thing: Thing, name: &str) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::not_found(thing, name),
            _ => Self::internal(error),
        }
    }

    /// The answer to a failure of the server itself, which is logged here and not sent.
    pub(super) fn internal(error: &(dyn Error + 'static)) -> Self {
        tracing::error!(error, "a request failed");
        Self::new(ErrorCode::Internal, "the server failed, its log says why")
    }
}

fn status(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::MalformedRequest => StatusCode::BAD_REQUEST,
        ErrorCode::Unauthorized => StatusCode::UNAUTHORIZED,
        ErrorCode::Forbidden => StatusCode::FORBIDDEN,
        ErrorCode::NotFound => StatusCode::NOT_FOUND,
        ErrorCode::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ErrorCode::TypeConflict | ErrorCode::NameTaken => StatusCode::CONFLICT,
        ErrorCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::RangeOutside => StatusCode::RANGE_NOT_SATISFIABLE,
        ErrorCode::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorCode::InvalidData => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        ErrorCode::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = status(self.code);
        let error = self.into_detail();
        (status, Json(ErrorBody { error })).into_response()
    }
}

impl From<InvalidData> for ApiError {
    fn from(error: InvalidData) -> Self {
        Self {
            field: Some(error.field.clone()),
            ..Self::new(ErrorCode::InvalidData, error.to_string())
        }
    }
}

impl From<FilterError> for ApiError {
    fn from(error: FilterError) -> Self {
        Self {
            place: Some((error.position, error.length)),
            ..InvalidData::new("filter", error.to_string()).into()
        }
    }
}

impl From<IntakeError> for ApiError {
    fn from(error: IntakeError) -> Self {
        match error {
            IntakeError::NotJson(_) => Self::new(ErrorCode::MalformedRequest, error.to_string()),
            IntakeError::Invalid(error) => error.into(),
            IntakeError::NotAnImage => Self {
                field: Some("file".to_owned()),
                ..Self::new(ErrorCode::UnsupportedMediaType, error.to_string())
            },
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        let with_field = |code, field: &str| Self {
            field: Some(field.to_owned()),
            ..Self::new(code, error.to_string())
        };
        match error {
            StoreError::NotFound(..) => Self::new(ErrorCode::NotFound, error.to_string()),
            StoreError::NameTaken(..) => with_field(ErrorCode::NameTaken, "name"),
            StoreError::TypeConflict { .. } => with_field(ErrorCode::TypeConflict, "type"),
            StoreError::Invalid(error) => error.into(),
            StoreError::Unavailable => Self::new(ErrorCode::Unavailable, error.to_string()),
            StoreError::DiskFull => {
                tracing::error!("there is no room left on the disk");
                Self::new(ErrorCode::Unavailable, error.to_string())
            }
            _ => Self::internal(&error),
        }
    }
}
