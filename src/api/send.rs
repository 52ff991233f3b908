//! Sending: the one place that names the HTTP library.

use crate::browser::first_answer;
use crate::paths::ApiPath;
use gloo_net::http::{Request, RequestBuilder};
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
    parsed(&get_text(path).await?)
}

/// Reads the text at a route.
pub(super) async fn get_text(path: ApiPath<'_>) -> Result<String, ApiError> {
    text(get_bytes(path).await?)
}

/// Reads the bytes at a route.
pub(super) async fn get_bytes(path: ApiPath<'_>) -> Result<Vec<u8>, ApiError> {
    let href = path.href();
    match first_answer::take(&href).await {
        Some(answer) => accepted(answer.status, answer.bytes),
        None => answered(Request::get(&href), None).await,
    }
}

/// Sends JSON to a route and reads the bytes of the answer.
pub(super) async fn post_for_bytes(
    path: ApiPath<'_>,
    body: &impl Serialize,
) -> Result<Vec<u8>, ApiError> {
    answered(Request::post(&path.href()), Some(json(body)?)).await
}

/// Sends JSON to a route and reads JSON.
pub(super) async fn post_for_json<T: DeserializeOwned>(
    path: ApiPath<'_>,
    body: &impl Serialize,
) -> Result<T, ApiError> {
    parsed(&text(post_for_bytes(path, body).await?)?)
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
    let answer = answered(Request::patch(&path.href()), Some(json(body)?));
    parsed(&text(answer.await?)?)
}

/// Deletes what stands at a route.
pub(super) async fn delete(path: ApiPath<'_>) -> Result<(), ApiError> {
    answered(Request::delete(&path.href()), None)
        .await
        .map(|_| ())
}

async fn answered(request: RequestBuilder, json: Option<String>) -> Result<Vec<u8>, ApiError> {
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
    // The connection may break while the body still comes.
    let bytes = answer.binary().await.map_err(|_| ApiError::Unreachable)?;
    accepted(answer.status(), bytes)
}

/// The body of an answer, unless it refuses.
fn accepted(status: u16, bytes: Vec<u8>) -> Result<Vec<u8>, ApiError> {
    if matches!(status, 200..=299) {
        return Ok(bytes);
    }
    let text = String::from_utf8_lossy(&bytes);
    Err(match serde_json::from_str::<ErrorBody>(&text) {
        Ok(body) => ApiError::Refused(body.error),
        // A proxy in between answers in its own words while the server is away.
        Err(_) if matches!(status, 502..=504) => ApiError::Unreachable,
        Err(_) => ApiError::Unreadable(format!("status {status}")),
    })
}

fn json(body: &impl Serialize) -> Result<String, ApiError> {
    serde_json::to_string(body).map_err(|error| unreadable(&error))
}

fn text(bytes: Vec<u8>) -> Result<String, ApiError> {
    String::from_utf8(bytes).map_err(|error| unreadable(&error))
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

    #[test]
    fn a_refusal_is_told_in_the_words_of_the_server() {
        let check = |status: u16, body: &str, expected: Result<&str, &str>| {
            let read = accepted(status, body.into());
            let read = read.map_err(|error| error.to_string());
            let expected = expected.map(Vec::from).map_err(str::to_owned);
            assert_eq!(read, expected, "{status} {body}");
        };
        let refused = r#"{"error": {"code": "not_found", "message": "there is no such log"}}"#;
        check(200, "{}", Ok("{}"));
        check(204, "", Ok(""));
        check(404, refused, Err("there is no such log"));
        check(503, "<html>", Err("The server does not answer."));
        check(
            500,
            "<html>",
            Err("The server's answer could not be read: status 500"),
        );
    }

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
