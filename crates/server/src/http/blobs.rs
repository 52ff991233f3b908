//! `/api/v1/blobs/{sha256}`: the bytes of pictures, which never change.

use super::error::ApiError;
use super::extract::UrlPath;
use super::state::AppState;
use crate::store::Thing;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

/// `GET /blobs/{sha256}`.
pub(super) async fn get(
    State(state): State<AppState>,
    UrlPath(sha256): UrlPath<String>,
) -> Result<impl IntoResponse, ApiError> {
    let blob = state.store.blob(&sha256).await?;
    let bytes = tokio::fs::read(blob.path).await;
    let bytes = bytes.map_err(|error| ApiError::unopened(&error, Thing::Blob, &sha256))?;
    let headers = [
        (header::CONTENT_TYPE, blob.media_type),
        (header::ETAG, format!("\"{sha256}\"")),
        (
            header::CACHE_CONTROL,
            "private, max-age=31536000, immutable".to_owned(),
        ),
    ];
    Ok((headers, bytes))
}
