//! Lets the machine's own user in with whatever token a script holds, while the server has none.
//!
//! The client sends some token always. On a server that lets this machine's user in without one, and
//! that has issued none, there is nothing that the token could be wrong about; as soon as there
//! is one, a token has to be right. One that a server like this has given out has to be right always:
//! where it is not known any more, it was revoked.

use super::is_of_client;
use crate::access::{Anonymous, IssuedToken, is_loopback_authority, is_loopback_origin};
use crate::http::auth::bearer;
use crate::http::error::ApiError;
use crate::http::guard::text;
use crate::http::state::AppState;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;

/// Forgets the token of a request of the client where no token is known.
pub(in crate::http) async fn forget_token(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let may_come_without = state.anonymous == Anonymous::OwnMachine
        && state.token.is_none()
        && is_of_client(request.uri())
        && is_from_here(request.headers())
        && !brings_issued_token(request.headers());
    if may_come_without && !state.store.has_tokens().await? {
        request.headers_mut().remove(header::AUTHORIZATION);
    }
    Ok(next.run(request).await)
}

/// Whether the token has the form of those that `runboard token create` makes.
fn brings_issued_token(headers: &HeaderMap) -> bool {
    text(headers, header::AUTHORIZATION)
        .and_then(bearer)
        .is_some_and(|token| IssuedToken::parse(token).is_some())
}

/// Whether the request names this machine: the guard asks this only of those without a token.
fn is_from_here(headers: &HeaderMap) -> bool {
    text(headers, header::HOST).is_none_or(is_loopback_authority)
        && text(headers, header::ORIGIN).is_none_or(is_loopback_origin)
}
