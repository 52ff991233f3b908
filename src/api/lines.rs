//! The points of many lines in one request.

use super::ApiError;
use super::send::post_for_bytes;
use crate::paths::ApiPath;
use runboard_model::lines_binary::{LogLines, decode};
use runboard_model::wire::LinesQuery;

/// What the reader lacks of the wanted logs.
pub async fn query(query: &LinesQuery) -> Result<Vec<LogLines>, ApiError> {
    let message = post_for_bytes(ApiPath::LinesQuery, query).await?;
    decode(&message).map_err(|error| ApiError::Unreadable(error.to_string()))
}
