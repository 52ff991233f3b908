//! The body of a form, measured: how long it is in all, and how much of it says nothing.
//!
//! The reader of forms keeps what it cannot make a part of, and looks through all of it again with
//! every piece that comes. So bytes that make no progress are few, and the rest is refused.

use super::body::{MAX_DISCARDED_BYTES, broken_off};
use super::error::ApiError;
use axum::body::{Body, BodyDataStream};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use runboard_model::ErrorCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The most bytes before a part's content: what stands before the form, and the part's head.
const MAX_IDLE_BYTES: u64 = 128 << 10;
/// The most bytes that are handed over at once: the reader may ask a few times before it tells
/// what it has found, and what it was given by then is no idleness.
const MAX_PIECE_BYTES: usize = 16 << 10;
/// What a form may have beside the bytes of its file.
const MAX_OVERHEAD_BYTES: u64 = 64 << 10;

/// What is known of a body while it is read.
#[derive(Debug)]
pub(super) struct Meter {
    limit_bytes: u64,
    n_received: AtomicU64,
    n_idle: AtomicU64,
    is_idle_too_long: AtomicBool,
}

/// Why a measured body ends early.
#[derive(Debug, thiserror::Error)]
enum Excess {
    #[error("the body is over the limit")]
    TooLong,
    #[error("a part's head is too long")]
    TooIdle,
    #[error("the body broke off")]
    BrokenOff(#[source] axum::Error),
}

impl Meter {
    /// A meter for a form with a file of at most `limit_bytes`.
    pub(super) fn new(limit_bytes: u64) -> Arc<Self> {
        Arc::new(Self {
            limit_bytes,
            n_received: AtomicU64::new(0),
            n_idle: AtomicU64::new(0),
            is_idle_too_long: AtomicBool::new(false),
        })
    }

    /// Whether the body is over the limit, as far as it was received.
    pub(super) fn is_over(&self) -> bool {
        self.is_limit_below(self.n_received.load(Ordering::Relaxed))
    }

    /// Whether a body of `n_bytes` is over the limit.
    pub(super) fn is_limit_below(&self, n_bytes: u64) -> bool {
        n_bytes > self.limit_bytes.saturating_add(MAX_OVERHEAD_BYTES)
    }

    /// Notes that the form's reader got on.
    pub(super) fn note_progress(&self) {
        self.n_idle.store(0, Ordering::Relaxed);
    }

    /// The answer to a body that could not be read to its end.
    pub(super) fn refusal(&self) -> ApiError {
        if self.is_over() {
            ApiError::too_large(self.limit_bytes)
        } else if self.is_idle_too_long.load(Ordering::Relaxed) {
            let message = format!("the head of a part is over {MAX_IDLE_BYTES} bytes");
            ApiError::new(ErrorCode::MalformedRequest, message)
        } else {
            broken_off()
        }
    }

    /// The same body, which ends with an error where it is too long or says nothing.
    ///
    /// Pieces are small and handed over one by one: the form's reader takes all that is ready.
    pub(super) fn measured(self: &Arc<Self>, body: Body) -> Body {
        let start = (body.into_data_stream(), Bytes::new(), Arc::clone(self));
        Body::from_stream(stream::try_unfold(
            start,
            |(mut body, mut rest, meter)| async move {
                tokio::task::yield_now().await;
                if meter.n_idle.load(Ordering::Relaxed) > MAX_IDLE_BYTES {
                    meter.is_idle_too_long.store(true, Ordering::Relaxed);
                    return Err(Excess::TooIdle);
                }
                if rest.is_empty() {
                    let Some(received) = body.next().await else {
                        return Ok(None);
                    };
                    rest = received.map_err(Excess::BrokenOff)?;
                    let n_bytes = rest.len() as u64;
                    meter.n_received.fetch_add(n_bytes, Ordering::Relaxed);
                    if meter.is_over() {
                        discard(body).await;
                        return Err(Excess::TooLong);
                    }
                }
                let piece = rest.split_to(rest.len().min(MAX_PIECE_BYTES));
                meter
                    .n_idle
                    .fetch_add(piece.len() as u64, Ordering::Relaxed);
                Ok(Some((piece, (body, rest, meter))))
            },
        ))
    }
}

/// Takes the rest of a body that is too long and throws it away, up to a point.
pub(super) async fn discard(mut body: BodyDataStream) {
    let mut n_discarded = 0;
    while let Some(Ok(piece)) = body.next().await {
        n_discarded += piece.len() as u64;
        if n_discarded > MAX_DISCARDED_BYTES {
            break;
        }
    }
}
