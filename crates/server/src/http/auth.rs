//! Finds out who calls: by `Authorization: Bearer …` (or `Token …`), by the cookie of a signed-in
//! page, or by being on this machine. What the caller may do is `scope`'s matter.

use super::error::ApiError;
use super::guard::text;
use super::penalty::Penalty;
use super::scope;
use super::session::COOKIE;
use super::state::AppState;
use crate::access::{Anonymous, Caller, IssuedToken, cookie_id, is_same_origin};
use crate::patience::Peer;
use crate::store::{StoreError, StoredToken};
use axum::Extension;
use axum::extract::{ConnectInfo, OriginalUri, Request, State};
use axum::http::{HeaderMap, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use runboard_model::ErrorCode;

/// The schemes under which clients send their tokens.
const SCHEMES: [&str; 2] = ["bearer", "token"];

/// Who sent the request, for the handlers.
#[derive(Debug, Clone)]
pub(super) struct KnownCaller {
    pub(super) caller: Caller,
    /// Whether a cookie told so: then the person can sign out.
    pub(super) by: Proof,
}

/// By what the caller is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    Header,
    Cookie,
    Machine,
}

/// Refuses whoever may not do what the request asks for; notes who does it.
pub(super) async fn require_caller(
    State(state): State<AppState>,
    Extension(penalty): Extension<Penalty>,
    // Routes within others see only their part of the path.
    OriginalUri(uri): OriginalUri,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let known = caller(&state, request.headers()).await?;
    let Some(known) = known else {
        let message = "the token is not right, or its time is over";
        tell_failure(&uri, &request);
        penalty.wait().await;
        return Err(ApiError::new(ErrorCode::Unauthorized, message));
    };
    if known.by == Proof::Cookie {
        refuse_foreign_page(request.headers())?;
    }
    let method = request.method().clone();
    scope::check(&state, known.caller.rights(), &method, uri.path()).await?;
    request.extensions_mut().insert(known);
    Ok(next.run(request).await)
}

/// Who sent the request; `None` for who brings a wrong token.
pub(super) async fn caller(
    state: &AppState,
    headers: &HeaderMap,
) -> Result<Option<KnownCaller>, ApiError> {
    if let Some(value) = text(headers, header::AUTHORIZATION) {
        let caller = match bearer(value) {
            Some(token) => by_token(state, token).await?,
            None => None,
        };
        let by = Proof::Header;
        return Ok(caller.map(|caller| KnownCaller { caller, by }));
    }
    let by_cookie = match cookie(headers) {
        Some(value) => by_cookie(state, value).await?,
        None => None,
    };
    match (by_cookie, state.anonymous) {
        (Some(caller), _) => Ok(Some(KnownCaller {
            caller,
            by: Proof::Cookie,
        })),
        // A cookie may be left from another server of this machine.
        (None, Anonymous::OwnMachine) => Ok(Some(KnownCaller {
            caller: Caller::OwnMachine,
            by: Proof::Machine,
        })),
        (None, Anonymous::Refused) if cookie(headers).is_some() => Ok(None),
        (None, Anonymous::Refused) => {
            let message = "a token is needed: send \"Authorization: Bearer <token>\"";
            Err(ApiError::new(ErrorCode::Unauthorized, message))
        }
    }
}

/// Whether the same token still lets the same caller in.
pub(super) async fn is_still(
    state: &AppState,
    headers: &HeaderMap,
    known: &Caller,
) -> Result<bool, StoreError> {
    let now = match text(headers, header::AUTHORIZATION).map(bearer) {
        Some(Some(token)) => by_token(state, token).await?,
        Some(None) => None,
        None => match cookie(headers) {
            Some(value) => by_cookie(state, value).await?,
            None => None,
        },
    };
    Ok(now.as_ref() == Some(known))
}

/// Whose token this is.
pub(super) async fn by_token(state: &AppState, token: &str) -> Result<Option<Caller>, StoreError> {
    if state.token.as_ref().is_some_and(|own| own.is(token)) {
        return Ok(Some(Caller::ServerToken));
    }
    let Some(given) = IssuedToken::parse(token) else {
        return Ok(None);
    };
    let kept = valid_token(state, given.id()).await?;
    Ok(kept
        .filter(|kept| given.is_of(&kept.digests))
        .map(issued_caller))
}

async fn by_cookie(state: &AppState, value: &str) -> Result<Option<Caller>, StoreError> {
    if state.token.as_ref().is_some_and(|own| own.is_cookie(value)) {
        return Ok(Some(Caller::ServerToken));
    }
    let Some(id) = cookie_id(value) else {
        return Ok(None);
    };
    let kept = valid_token(state, id).await?;
    Ok(kept
        .filter(|kept| kept.digests.is_cookie(value))
        .map(issued_caller))
}

async fn valid_token(state: &AppState, id: &str) -> Result<Option<StoredToken>, StoreError> {
    let now = state.now();
    let kept = state.store.token(id).await?;
    Ok(kept.filter(|token| !token.has_expired(now)))
}

fn issued_caller(token: StoredToken) -> Caller {
    Caller::IssuedToken {
        name: token.name,
        rights: token.rights,
    }
}

/// The token in the value of an `Authorization`.
pub(super) fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    let is_known = SCHEMES
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    is_known.then_some(token.trim())
}

/// The value of the session's cookie.
fn cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, value)| value)
}

/// A browser sends the cookie for a page on another port of the same host, too, and takes one for it.
pub(super) fn refuse_foreign_page(headers: &HeaderMap) -> Result<(), ApiError> {
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

/// Logs that a wrong token came, and from where.
fn tell_failure(uri: &Uri, request: &Request) {
    let path = uri.path();
    let peer = request.extensions().get::<ConnectInfo<Peer>>();
    let peer = peer.map(|ConnectInfo(Peer(peer))| peer.to_string());
    tracing::warn!(path, peer, "refused a wrong token");
}
