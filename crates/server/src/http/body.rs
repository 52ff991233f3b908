//! Request bodies: whole, in memory, up to the limit.

use super::error::ApiError;
use super::guard::text;
use super::state::AppState;
use axum::body::{Body, HttpBody};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use runboard_model::ErrorCode;

/// How much of a body over the limit is still taken from the client, and thrown away: many clients
/// only read an answer when they have sent everything.
pub(super) const MAX_DISCARDED_BYTES: u64 = 256 << 20;

/// A body, whatever its media type says.
pub(super) struct WholeBody(pub(super) Bytes);

impl FromRequest<AppState> for WholeBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        refuse_encoded(request.headers())?;
        let limit_bytes = state.limits.max_body_bytes;
        let asks_first = request.headers().contains_key(header::EXPECT);
        let body = request.into_body();
        if asks_first && body.size_hint().lower() > limit_bytes {
            return Err(ApiError::too_large(limit_bytes));
        }
        read_whole(body, limit_bytes).await.map(Self)
    }
}

/// Refuses a compressed body, which would be read as if it were none.
pub(super) fn refuse_encoded(headers: &HeaderMap) -> Result<(), ApiError> {
    match text(headers, header::CONTENT_ENCODING) {
        None | Some("" | "identity") => Ok(()),
        Some(encoding) => {
            let message = format!("the body is encoded as {encoding:?}: send it as it is");
            Err(ApiError::new(ErrorCode::UnsupportedMediaType, message))
        }
    }
}

async fn read_whole(body: Body, limit_bytes: u64) -> Result<Bytes, ApiError> {
    let announced = body.size_hint().lower();
    let capacity = announced.min(limit_bytes) as usize;
    let mut stream = body.into_data_stream();
    let mut whole = BytesMut::with_capacity(capacity);
    let mut n_received = 0;
    while let Some(part) = stream.next().await {
        let part = part.map_err(|_| broken_off())?;
        n_received += part.len() as u64;
        if n_received.max(announced) > limit_bytes {
            whole = BytesMut::new();
            if n_received > limit_bytes.saturating_add(MAX_DISCARDED_BYTES) {
                break;
            }
        } else {
            whole.extend_from_slice(&part);
        }
    }
    if n_received.max(announced) > limit_bytes {
        return Err(ApiError::too_large(limit_bytes));
    }
    Ok(whole.freeze())
}

/// The answer, which hardly anybody will read, to a body that ends too early.
pub(super) fn broken_off() -> ApiError {
    ApiError::new(ErrorCode::MalformedRequest, "the body broke off")
}
