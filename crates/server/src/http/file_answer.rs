//! A file on disk as an answer, whole or in part, never whole in memory.

use super::byte_range::{Wanted, wanted};
use super::error::ApiError;
use crate::store::Thing;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::io::SeekFrom;
use std::path::Path;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

/// Read from disk at once.
const PIECE_BYTES: usize = 64 << 10;

/// The type of a file that is only ever a download.
pub(super) const DOWNLOAD: &str = "application/octet-stream";

/// A file that is kept.
pub(super) struct KeptFile<'a> {
    /// Where its bytes are.
    pub(super) path: &'a Path,
    /// Their SHA-256, in lower-case hexadecimal.
    pub(super) sha256: &'a str,
    /// Their type.
    pub(super) media_type: &'a str,
    /// What was asked for, and by which name, for who hears that it is not there.
    pub(super) asked: (Thing, &'a str),
}

/// What `request` wants of a file.
pub(super) async fn answer(request: &HeaderMap, kept: KeptFile<'_>) -> Result<Response, ApiError> {
    let KeptFile {
        sha256, media_type, ..
    } = kept;
    let (thing, name) = kept.asked;
    let opened = File::open(kept.path).await;
    let mut file = opened.map_err(|error| ApiError::unopened(&error, thing, name))?;
    let internal = |error: std::io::Error| ApiError::internal(&error);
    let size_bytes = file.metadata().await.map_err(internal)?.len();
    let tag = format!("\"{sha256}\"");
    let (status, start, end, range) = match wanted(request, size_bytes, &tag) {
        Wanted::Whole => (StatusCode::OK, 0, size_bytes, None),
        Wanted::Part { start, end } => {
            let range = format!("bytes {start}-{}/{size_bytes}", end - 1);
            (StatusCode::PARTIAL_CONTENT, start, end, Some(range))
        }
        Wanted::Nothing => {
            let range = [(header::CONTENT_RANGE, format!("bytes */{size_bytes}"))];
            return Ok((range, ApiError::range_outside(size_bytes)).into_response());
        }
    };
    file.seek(SeekFrom::Start(start)).await.map_err(internal)?;
    let bytes = ReaderStream::with_capacity(file.take(end - start), PIECE_BYTES);
    let headers: [(HeaderName, String); 4] = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_LENGTH, (end - start).to_string()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::ETAG, tag),
    ];
    let range = range.map(|range| [(header::CONTENT_RANGE, range)]);
    Ok((status, headers, range, Body::from_stream(bytes)).into_response())
}
