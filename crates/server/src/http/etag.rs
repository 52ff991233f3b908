//! `ETag` for what is read, and 304 for who has it already.

use super::error::ApiError;
use super::guard::text;
use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use sha2::{Digest, Sha256};

const EVENT_STREAM: &str = "text/event-stream";

/// Bytes of the hash that are told: more than enough to tell versions of an answer apart.
const TAG_BYTES: usize = 16;

/// Gives answers to `GET` an `ETag`, and leaves out the body for a client that has it.
///
/// A tag that is made here is weak: it is that of the answer before compression.
///
/// `HEAD` is answered as `GET`, but for the body.
pub(super) async fn answer_conditionally(mut request: Request, next: Next) -> Response {
    if request.method() != Method::HEAD {
        return answer(request, next).await;
    }
    *request.method_mut() = Method::GET;
    without_body(answer(request, next).await)
}

async fn answer(request: Request, next: Next) -> Response {
    let is_get = request.method() == Method::GET;
    let held = text(request.headers(), header::IF_NONE_MATCH).map(str::to_owned);
    let mut response = next.run(request).await;
    // A stream of events has no end to wait for.
    let is_stream = text(response.headers(), header::CONTENT_TYPE) == Some(EVENT_STREAM);
    let is_whole_or_part = matches!(
        response.status(),
        StatusCode::OK | StatusCode::PARTIAL_CONTENT
    );
    if !is_get || is_stream || !is_whole_or_part {
        return response;
    }
    if !response.headers().contains_key(header::ETAG) {
        response = match tagged(response).await {
            Ok(response) => response,
            Err(error) => return error.into_response(),
        };
    }
    let tag = text(response.headers(), header::ETAG).unwrap_or_default();
    if held.is_some_and(|held| is_held(&held, tag)) {
        return not_modified(response.headers());
    }
    response
}

/// Makes the tag of an answer that was compressed a weak one: it is that of the bytes before. Otherwise a download
/// that broke off would go on with bytes of the other form.
pub(super) async fn weaken_compressed(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if headers.contains_key(header::CONTENT_ENCODING)
        && let Some(tag) = text(headers, header::ETAG).filter(|tag| !tag.starts_with("W/"))
        && let Ok(tag) = HeaderValue::try_from(format!("W/{tag}"))
    {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// The same answer, which still says how long its body is.
fn without_body(answer: Response) -> Response {
    let (mut parts, body) = answer.into_parts();
    if let Some(n_bytes) = body.size_hint().exact() {
        let n_bytes = HeaderValue::from(n_bytes);
        parts
            .headers
            .entry(header::CONTENT_LENGTH)
            .or_insert(n_bytes);
    }
    Response::from_parts(parts, Body::empty())
}

async fn tagged(response: Response) -> Result<Response, ApiError> {
    let (mut parts, body) = response.into_parts();
    let bytes = body
        .collect()
        .await
        .map_err(|e| ApiError::internal(&e))?
        .to_bytes();
    let hash = Sha256::digest(&bytes);
    let tag = format!(
        "W/\"{}\"",
        hex::encode(hash.get(..TAG_BYTES).unwrap_or_default())
    );
    let tag = HeaderValue::try_from(tag).map_err(|e| ApiError::internal(&e))?;
    parts.headers.insert(header::ETAG, tag);
    let fresh = HeaderValue::from_static("private, no-cache");
    parts.headers.entry(header::CACHE_CONTROL).or_insert(fresh);
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

/// Whether an `If-None-Match` names the tag, weak or not.
fn is_held(held: &str, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    held.split(',')
        .any(|one| one.trim() == "*" || opaque(one) == opaque(tag))
}

fn not_modified(headers: &HeaderMap) -> Response {
    let mut answer = StatusCode::NOT_MODIFIED.into_response();
    // A browser puts the headers of a 304 in place of those it holds: the page must keep its policy,
    // or the one for answers in which nothing runs would empty it on every reload.
    let kept = [
        header::ETAG,
        header::CACHE_CONTROL,
        header::VARY,
        header::CONTENT_SECURITY_POLICY,
    ];
    for name in kept {
        if let Some(value) = headers.get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    answer
}
