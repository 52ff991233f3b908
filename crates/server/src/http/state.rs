//! What the handlers work with.

use super::picsellia::SECRET_BYTES;
use crate::access::{Anonymous, Token};
use crate::store::Store;
use runboard_model::Timestamp;
use std::sync::Arc;
use std::time::SystemTime;

/// How large bodies may be, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Any body but that of an artifact.
    pub max_body_bytes: u64,
    /// The file of an artifact.
    pub max_artifact_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_body_bytes: 32 << 20,
            max_artifact_bytes: 8 << 30,
        }
    }
}

/// All that the server needs to answer.
#[derive(Clone)]
pub struct AppState {
    /// Where everything is kept.
    pub store: Arc<Store>,
    /// The token of the command line, which may do everything; issued ones are in the store.
    pub token: Option<Token>,
    /// What becomes of callers without a token.
    pub anonymous: Anonymous,
    /// How large bodies may be.
    pub limits: Limits,
    /// Random bytes that nobody knows, by which addresses of files are signed.
    pub signing_secret: [u8; SECRET_BYTES],
    /// Tells the time.
    pub clock: fn() -> SystemTime,
}

impl AppState {
    /// The moment.
    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from((self.clock)())
    }
}
