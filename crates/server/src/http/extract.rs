//! What handlers take from the address: parts of the path and the query, or the one error body.

use super::error::ApiError;
use super::scope;
use crate::serde_words;
use crate::store::Thing;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use runboard_model::error::InvalidData;
use runboard_model::{ExperimentId, ProjectId};
use serde::de::DeserializeOwned;
use std::convert::Infallible;

/// Percent-decoded parts of the path.
pub(super) struct UrlPath<T>(pub(super) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for UrlPath<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(path)) => Ok(Self(path)),
            // Such as a name that is no UTF-8: there is nothing of that name.
            Err(_) => Err(ApiError::no_route()),
        }
    }
}

/// The fields of the query.
pub(super) struct UrlQuery<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for UrlQuery<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(query)) => Ok(Self(query)),
            Err(error) => Err(refusal(&error.body_text()).into()),
        }
    }
}

/// The only project that the caller may see; `None` for all.
pub(super) struct OnlyProject(pub(super) Option<ProjectId>);

impl<S: Send + Sync> FromRequestParts<S> for OnlyProject {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(scope::only_project(&parts.extensions)))
    }
}

/// The field of a query to blame, out of `Failed to deserialize query string: limit: reason`.
fn refusal(text: &str) -> InvalidData {
    let is_field = |field: &str| field.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let text = text.split_once("string: ").map_or(text, |(_, text)| text);
    if let Some((field, reason)) = serde_words::absent_or_repeated(text) {
        return InvalidData::new(field, reason);
    }
    match text.split_once(": ").filter(|(field, _)| is_field(field)) {
        Some((field, reason)) => InvalidData::new(field, serde_words::reason(reason)),
        None => InvalidData::new("query", text),
    }
}

/// The experiment of a path; a text that is no identifier names none.
pub(super) fn experiment_id(text: &str) -> Result<ExperimentId, ApiError> {
    text.parse()
        .map_err(|_| ApiError::not_found(Thing::Experiment, text))
}
