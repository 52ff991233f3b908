//! `/api/v1/session`: signs the page in, by a cookie that no script can read.

use super::auth::{self, KnownCaller, Proof};
use super::body::WholeBody;
use super::error::ApiError;
use super::penalty::Penalty;
use super::state::AppState;
use crate::access::{IssuedToken, Writing};
use crate::intake;
use crate::patience::Peer;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::{Extension, Json};
use runboard_model::ErrorCode;
use runboard_model::wire::{Session, SignIn};

/// The cookie of a signed-in browser.
pub(super) const COOKIE: &str = "runboard_session";

const MAX_AGE_SECS: u32 = 30 * 24 * 60 * 60;

/// `GET /session`.
pub(super) async fn get(
    State(state): State<AppState>,
    Extension(KnownCaller { caller, by }): Extension<KnownCaller>,
) -> Result<Json<Session>, ApiError> {
    let rights = caller.rights();
    let project = match rights.project {
        Some(id) => Some(state.store.project(&id.to_string()).await?.name),
        None => None,
    };
    Ok(Json(Session {
        name: caller.name().to_owned(),
        signed_in: by == Proof::Cookie,
        read_only: rights.writing == Writing::Refused,
        project,
    }))
}

/// `POST /session`.
pub(super) async fn create(
    State(state): State<AppState>,
    Extension(penalty): Extension<Penalty>,
    peer: Option<Extension<ConnectInfo<Peer>>>,
    headers: HeaderMap,
    WholeBody(body): WholeBody,
) -> Result<impl IntoResponse, ApiError> {
    auth::refuse_foreign_page(&headers)?;
    let sign_in: SignIn = intake::json(&body)?;
    let given = sign_in.token.trim();
    let caller = auth::by_token(&state, given).await?;
    match (caller, cookie(&state, given)) {
        (Some(_), Some(value)) => Ok(set_cookie(&value, MAX_AGE_SECS)),
        _ => {
            let peer = peer.map(|Extension(ConnectInfo(Peer(peer)))| peer.to_string());
            tracing::warn!(peer, "refused a wrong token at sign-in");
            penalty.wait().await;
            Err(ApiError::new(
                ErrorCode::Unauthorized,
                "the token is not right, or its time is over",
            ))
        }
    }
}

/// The value of the cookie for a token that is right.
fn cookie(state: &AppState, token: &str) -> Option<String> {
    let own = state.token.as_ref().filter(|own| own.is(token));
    match own {
        Some(own) => Some(own.cookie().to_owned()),
        None => IssuedToken::parse(token).map(|token| token.cookie()),
    }
}

/// `DELETE /session`.
pub(super) async fn delete(headers: HeaderMap) -> Result<impl IntoResponse, ApiError> {
    auth::refuse_foreign_page(&headers)?;
    Ok(set_cookie("", 0))
}

fn set_cookie(value: &str, max_age_secs: u32) -> impl IntoResponse + use<> {
    let cookie =
        format!("{COOKIE}={value}; Path=/; Max-Age={max_age_secs}; HttpOnly; SameSite=Strict");
    (StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)])
}
