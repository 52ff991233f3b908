//! `/api/v1/session`: signs the page in, by a cookie that no script can read.

use super::body::WholeBody;
use super::error::ApiError;
use super::state::AppState;
use crate::intake;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use runboard_model::ErrorCode;
use runboard_model::wire::SignIn;

/// The cookie of a signed-in browser.
pub(super) const COOKIE: &str = "runboard_session";

const MAX_AGE_SECS: u32 = 30 * 24 * 60 * 60;

/// `POST /session`.
pub(super) async fn create(
    State(state): State<AppState>,
    WholeBody(body): WholeBody,
) -> Result<impl IntoResponse, ApiError> {
    let sign_in: SignIn = intake::json(&body)?;
    let value = match &state.token {
        Some(token) if !token.is(&sign_in.token) => {
            return Err(ApiError::new(
                ErrorCode::Unauthorized,
                "the token is not right",
            ));
        }
        Some(token) => token.cookie(),
        // A server without a token knows no one.
        None => "",
    };
    Ok(set_cookie(value, MAX_AGE_SECS))
}

/// `DELETE /session`.
pub(super) async fn delete() -> impl IntoResponse {
    set_cookie("", 0)
}

fn set_cookie(value: &str, max_age_secs: u32) -> impl IntoResponse + use<> {
    let cookie =
        format!("{COOKIE}={value}; Path=/; Max-Age={max_age_secs}; HttpOnly; SameSite=Strict");
    (StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)])
}
