//! Refuses what foreign pages make a browser send.

use super::error::ApiError;
use super::state::AppState;
use crate::access::{Anonymous, is_loopback_authority, is_loopback_origin};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use runboard_model::ErrorCode;

/// `Host` and `Origin` have to be this machine where callers without a token are let in for being on
/// it; whoever brings one is let in or refused by it.
pub(super) async fn refuse_foreign(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let brings_token = request.headers().contains_key(header::AUTHORIZATION);
    if state.anonymous == Anonymous::OwnMachine && !brings_token {
        // HTTP/1.0 clients may send no host; browsers always do.
        let host = text(request.headers(), header::HOST);
        if host.is_some_and(|host| !is_loopback_authority(host)) {
            return Err(foreign("host"));
        }
        let origin = text(request.headers(), header::ORIGIN);
        if origin.is_some_and(|origin| !is_loopback_origin(origin)) {
            return Err(foreign("origin"));
        }
    }
    Ok(next.run(request).await)
}

/// A header as text; bytes that are none are as foreign as can be.
pub(super) fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).map(|value| value.to_str().unwrap_or(""))
}

fn foreign(what: &str) -> ApiError {
    let message = format!(
        "requests with a foreign {what} are refused; a server for other machines needs --token"
    );
    ApiError::new(ErrorCode::Forbidden, message)
}
