//! Whether a stream's reader may still read: its token may end while the stream goes on.

use crate::access::Caller;
use crate::http::auth;
use crate::http::state::AppState;
use crate::store::StoreError;
use axum::http::HeaderMap;
use std::time::Duration;
use tokio::time::Instant;

/// How long an answer holds. Streams tell a few events a second, and asking reads a row.
const HOLDS: Duration = Duration::from_secs(1);

/// Who opened a stream, and by what.
pub(super) struct Standing {
    state: AppState,
    headers: HeaderMap,
    caller: Caller,
    asked_at: Instant,
}

impl Standing {
    /// That of a caller who was let in just now.
    pub(super) fn new(state: AppState, headers: HeaderMap, caller: Caller) -> Self {
        Self {
            state,
            headers,
            caller,
            asked_at: Instant::now(),
        }
    }

    /// Whether the caller would still be let in as who it was. Only issued tokens end.
    pub(super) async fn holds(&mut self) -> Result<bool, StoreError> {
        let is_issued = matches!(self.caller, Caller::IssuedToken { .. });
        if !is_issued || self.asked_at.elapsed() < HOLDS {
            return Ok(true);
        }
        self.asked_at = Instant::now();
        auth::is_still(&self.state, &self.headers, &self.caller).await
    }
}
