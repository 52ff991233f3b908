//! Signing in with the server's token, and out.

use super::ApiError;
use super::send::{delete, post};
use crate::paths::ApiPath;
use runboard_model::wire::SignIn;

/// Exchanges the token for a cookie that the page's scripts cannot read.
pub async fn sign_in(token: String) -> Result<(), ApiError> {
    post(ApiPath::Session, &SignIn { token }).await
}

/// Forgets the cookie.
pub async fn sign_out() -> Result<(), ApiError> {
    delete(ApiPath::Session).await
}
