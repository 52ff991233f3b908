//! Lets in who knows the token: by `Authorization: Bearer …`, or by the cookie of a signed-in page.

use super::error::ApiError;
use super::guard::text;
use super::session::COOKIE;
use super::state::AppState;
use crate::access::{Token, is_same_origin};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use runboard_model::ErrorCode;

/// Refuses requests without the token, if the server has one.
pub(super) async fn require_token(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    if let Some(token) = &state.token {
        let headers = request.headers();
        if !brings_token(headers, token) {
            if !brings_cookie(headers, token) {
                let message = "a token is needed: send \"Authorization: Bearer <token>\"";
                return Err(ApiError::new(ErrorCode::Unauthorized, message));
            }
            refuse_foreign_page(headers)?;
        }
    }
    Ok(next.run(request).await)
}

fn brings_token(headers: &HeaderMap, token: &Token) -> bool {
    let authorization = text(headers, header::AUTHORIZATION);
    authorization.is_some_and(|value| match value.split_once(' ') {
        Some((scheme, given)) => scheme.eq_ignore_ascii_case("bearer") && token.is(given.trim()),
        None => false,
    })
}

fn brings_cookie(headers: &HeaderMap, token: &Token) -> bool {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .any(|(name, value)| name == COOKIE && token.is_cookie(value))
}

/// A browser sends the cookie for a page on another port of the same host, too.
fn refuse_foreign_page(headers: &HeaderMap) -> Result<(), ApiError> {
    let is_own = match (headers.get("sec-fetch-site"), text(headers, header::ORIGIN)) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => {
            is_same_origin(origin, text(headers, header::HOST).unwrap_or_default())
        }
        (None, None) => true,
    };
    if is_own {
        Ok(())
    } else {
        let message = "requests of another page are refused";
        Err(ApiError::new(ErrorCode::Forbidden, message))
    }
}
