//! `/api/v1/blobs/{sha256}`: the bytes of pictures, which never change.

use super::error::ApiError;
use super::extract::UrlPath;
use super::file_answer;
use super::state::AppState;
use crate::store::Thing;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;

/// `GET /blobs/{sha256}`: the bytes, or a range of them.
pub(super) async fn get(
    State(state): State<AppState>,
    UrlPath(sha256): UrlPath<String>,
    request: HeaderMap,
) -> Result<impl IntoResponse, ApiError> {
    let blob = state.store.blob(&sha256).await?;
    let file = tokio::fs::File::open(blob.path).await;
    let file = file.map_err(|error| ApiError::unopened(&error, Thing::Blob, &sha256))?;
    let kept = "private, max-age=31536000, immutable";
    let answer = file_answer::answer(&request, file, &sha256, &blob.media_type).await?;
    Ok(([(header::CACHE_CONTROL, kept)], answer))
}
