//! As whom the page talks to the server.

use serde::{Deserialize, Serialize};

/// `GET /api/v1/session`: as whom the server knows the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The caller's name, for a person: that of its token.
    pub name: String,
    /// Whether a cookie of this browser told so, which signing out takes away.
    pub signed_in: bool,
    /// Whether the caller may only read.
    pub read_only: bool,
    /// The only project that the caller may see; `None` for all.
    pub project: Option<String>,
}

/// `POST /api/v1/session`: signs the page in; the answer sets a cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// The server's token, or an issued one.
    pub token: String,
}
