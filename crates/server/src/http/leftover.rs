//! What is left of a request's body when its answer is ready: it is taken, and thrown away.
//!
//! Many clients read an answer only when they have sent everything. Where the connection was closed
//! before, they tell of a broken pipe in place of the refusal.

use super::metered::discard;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use http_body::{Frame, SizeHint};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

/// How long a client may take to send what nobody wants; what does not fit into it breaks off.
const PATIENCE: Duration = Duration::from_secs(30);

/// Answers when the whole body has come, or too much of it, or it has taken too long.
pub(super) async fn take(request: Request, next: Next) -> Response {
    // Who waits to be asked for the body sends none where it is not wanted.
    let asks_first = request.headers().contains_key(header::EXPECT);
    if asks_first || request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let body = SharedBody(Arc::new(Mutex::new(body)));
    let request = Request::from_parts(parts, Body::new(body.clone()));
    let response = next.run(request).await;
    if !body.is_end_stream() {
        let rest = Body::new(body).into_data_stream();
        // What does not come in time is not waited for.
        let _ = tokio::time::timeout(PATIENCE, discard(rest)).await;
    }
    response
}

/// A body that may be read on after its reader went away.
#[derive(Clone)]
struct SharedBody(Arc<Mutex<Body>>);

impl SharedBody {
    fn lock(&self) -> MutexGuard<'_, Body> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HttpBody for SharedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut *self.lock()).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.lock().is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.lock().size_hint()
    }
}
