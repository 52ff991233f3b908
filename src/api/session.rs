//! Signing in with a token, and out.

use super::ApiError;
use super::send::{delete, get, post};
use crate::paths::ApiPath;
use runboard_model::wire::{Session, SignIn};

/// Exchanges the token for a cookie that the page's scripts cannot read.
pub async fn sign_in(token: String) -> Result<(), ApiError> {
    post(ApiPath::Session, &SignIn { token }).await
}

/// As whom the server knows the page.
pub async fn current() -> Result<Session, ApiError> {
    get(ApiPath::Session).await
}

/// Forgets the cookie.
pub async fn sign_out() -> Result<(), ApiError> {
    delete(ApiPath::Session).await
}
