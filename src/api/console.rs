//! Consoles.

use super::ApiError;
use super::send::{get, get_text};
use crate::paths::ApiPath;
use runboard_model::ExperimentId;
use runboard_model::wire::{Console, ConsoleLine};

/// The last lines of a console.
pub async fn last(id: ExperimentId) -> Result<Console, ApiError> {
    get(ApiPath::Console(id, None)).await
}

/// At most `limit` lines of a console from a position on.
pub async fn from(id: ExperimentId, position: u64, limit: u64) -> Result<Console, ApiError> {
    get(ApiPath::Console(id, Some((position, limit)))).await
}

/// The lines of a console from a position up to another; long ones come in several answers.
pub async fn between(id: ExperimentId, start: u64, end: u64) -> Result<Vec<ConsoleLine>, ApiError> {
    let (mut next, mut lines) = (start, Vec::new());
    while next < end {
        let answer = from(id, next, end - next).await?;
        if answer.items.is_empty() {
            break;
        }
        next = answer.next;
        lines.extend(answer.items);
    }
    Ok(lines)
}

/// A console's output as the training sent it.
pub async fn file(id: ExperimentId) -> Result<String, ApiError> {
    get_text(ApiPath::ConsoleFile(id)).await
}
