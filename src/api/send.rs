//! Sending: the one place that names the HTTP library.

use crate::paths::ApiPath;
use gloo_net::http::{Request, RequestBuilder, Response};
use runboard_model::{ErrorBody, ErrorCode, ErrorDetail};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// The server did not answer; it may later.
    #[error("The server does not answer.")]
    Unreachable,
    /// The server answered that it cannot do this.
    #[error("{}", .0.message)]
    Refused(ErrorDetail),
    /// The server answered something else than its contract says.
    #[error("The server's answer could not be read: {0}")]
    Unreadable(String),
}

impl ApiError {
    /// Whether the server wants a token first.
    pub fn wants_sign_in(&self) -> bool {
        self.code() == Some(ErrorCode::Unauthorized)
    }

    /// Whether what was asked for does not exist.
    pub fn is_not_found(&self) -> bool {
        self.code() == Some(ErrorCode::NotFound)
    }

    /// Whether the same request would be refused again: what it asks for does not exist, or is not for us.
    pub fn is_final(&self) -> bool {
        matches!(
            self.code(),
            Some(ErrorCode::NotFound | ErrorCode::Forbidden)
        )
    }

    /// Whether the server blames that field of the request, or names it as what is missing.
    pub fn names_field(&self, field: &str) -> bool {
        matches!(self, Self::Refused(detail) if detail.field.as_deref() == Some(field))
    }

    fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Refused(detail) => Some(detail.code),
            Self::Unreachable | Self::Unreadable(_) => None,
        }
    }
}

/// Aborts the request when the future that waits for it is dropped.
struct AbortOnDrop(Option<web_sys::AbortController>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// Reads JSON from a route.
pub(super) async fn get<T: DeserializeOwned>(path: ApiPath<'_>) -> Result<T, ApiError> {
    let text = answered(Request::get(&path.href()), None, async |answer| {
        answer.text().await
    });
    parsed(&text.await?)
}

/// Reads the text at a route.
pub(super) async fn get_text(path: ApiPath<'_>) -> Result<String, ApiError> {
    answered(Request::get(&path.href()), None, async |answer| {
        answer.text().await
    })
    .await
}

/// Reads the bytes at a route.
pub(super) async fn get_bytes(path: ApiPath<'_>) -> Result<Vec<u8>, ApiError> {
    answered(Request::get(&path.href()), None, async |answer| {
        answer.binary().await
    })
    .await
}

/// Sends JSON to a route and reads the bytes of the answer.
pub(super) async fn post_for_bytes(
    path: ApiPath<'_>,
    body: &impl Serialize,
) -> Result<Vec<u8>, ApiError> {
    let body = serde_json::to_string(body).map_err(|error| unreadable(&error))?;
    answered(Request::post(&path.href()), Some(body), async |answer| {
        answer.binary().await
    })
    .await
}

/// Sends JSON to a route and reads JSON.
pub(super) async fn post_for_json<T: DeserializeOwned>(
    path: ApiPath<'_>,
    body: &impl Serialize,
) -> Result<T, ApiError> {
    let body = serde_json::to_string(body).map_err(|error| unreadable(&error))?;
    let text = answered(Request::post(&path.href()), Some(body), async |answer| {
        answer.text().await
    });
    parsed(&text.await?)
}

/// Sends JSON to a route; an empty body for `()`.
pub(super) async fn post(path: ApiPath<'_>, body: &impl Serialize) -> Result<(), ApiError> {
    post_for_bytes(path, body).await.map(|_| ())
}

/// Changes what stands at a route; reads JSON.
pub(super) async fn patch<T: DeserializeOwned>(
    path: ApiPath<'_>,
    body: &impl Serialize,
) -> Result<T, ApiError> {
    let body = serde_json::to_string(body).map_err(|error| unreadable(&error))?;
    let text = answered(Request::patch(&path.href()), Some(body), async |answer| {
        answer.text().await
    });
    parsed(&text.await?)
}

/// Deletes what stands at a route.
pub(super) async fn delete(path: ApiPath<'_>) -> Result<(), ApiError> {
    answered(Request::delete(&path.href()), None, async |_| Ok(())).await
}

async fn answered<T>(
    request: RequestBuilder,
    json: Option<String>,
    read: impl AsyncFnOnce(&Response) -> Result<T, gloo_net::Error>,
) -> Result<T, ApiError> {
    let guard = AbortOnDrop(web_sys::AbortController::new().ok());
    let signal = guard.0.as_ref().map(web_sys::AbortController::signal);
    let request = request.abort_signal(signal.as_ref());
    let answer = match json {
        Some(json) => {
            let request = request
                .header("content-type", "application/json")
                .body(json);
            request.map_err(|error| unreadable(&error))?.send().await
        }
        None => request.send().await,
    };
    let answer = answer.map_err(|_| ApiError::Unreachable)?;
    if !answer.ok() {
        return Err(refusal(&answer).await);
    }
    // The connection may break while the body still comes.
    read(&answer).await.map_err(|_| ApiError::Unreachable)
}

async fn refusal(answer: &Response) -> ApiError {
    let text = answer.text().await.unwrap_or_default();
    match serde_json::from_str::<ErrorBody>(&text) {
        Ok(body) => ApiError::Refused(body.error),
        // A proxy in between answers in its own words while the server is away.
        Err(_) if matches!(answer.status(), 502..=504) => ApiError::Unreachable,
        Err(_) => ApiError::Unreadable(format!("status {}", answer.status())),
    }
}

/// Reads JSON that the server wrote.
pub(super) fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    serde_json::from_str(text).map_err(|error| unreadable(&error))
}

/// What came is not what the contract says.
pub(super) fn unreadable(error: &dyn std::fmt::Display) -> ApiError {
    ApiError::Unreadable(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page that tried every failed request again asked for what was deleted for as long as it was open.
    #[test]
    fn only_what_may_change_is_worth_another_attempt() {
        let check = |error: ApiError, is_final: bool| assert_eq!(error.is_final(), is_final);
        let refused = |code: ErrorCode| {
            ApiError::Refused(ErrorDetail {
                code,
                message: String::new(),
                field: None,
                position: None,
                length: None,
            })
        };
        check(refused(ErrorCode::NotFound), true);
        check(refused(ErrorCode::Forbidden), true);
        check(refused(ErrorCode::Unauthorized), false);
        check(refused(ErrorCode::Internal), false);
        check(refused(ErrorCode::Unavailable), false);
        check(ApiError::Unreachable, false);
        check(ApiError::Unreadable("?".to_owned()), false);
    }
}
