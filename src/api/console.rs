//! Consoles.

use super::ApiError;
use super::send::{get, get_text};
use crate::paths::ApiPath;
use runboard_model::ExperimentId;
use runboard_model::wire::Console;

/// The last lines of a console.
pub async fn last(id: ExperimentId) -> Result<Console, ApiError> {
    get(ApiPath::Console(id, None)).await
}

/// At most `limit` lines of a console from a position on.
pub async fn from(id: ExperimentId, position: u64, limit: u64) -> Result<Console, ApiError> {
    get(ApiPath::Console(id, Some((position, limit)))).await
}

/// A console's output as the training sent it.
pub async fn file(id: ExperimentId) -> Result<String, ApiError> {
    get_text(ApiPath::ConsoleFile(id)).await
}
