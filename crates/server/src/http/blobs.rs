//! `/api/v1/blobs/{sha256}`: the bytes of pictures, which never change.

use super::error::ApiError;
use super::extract::UrlPath;
use super::file_answer::{self, KeptFile};
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
    let kept = KeptFile {
        path: &blob.path,
        sha256: &sha256,
        media_type: &blob.media_type,
        asked: (Thing::Blob, &sha256),
    };
    let answer = file_answer::answer(&request, kept).await?;
    let caching = "private, max-age=31536000, immutable";
    Ok(([(header::CACHE_CONTROL, caching)], answer))
}
