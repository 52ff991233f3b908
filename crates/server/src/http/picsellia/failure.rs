//! Failures as the client shows them: the one error body, and its message at the top, too.

use crate::http::error::ApiError;
use crate::http::picsellia::is_of_client;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use runboard_model::ErrorBody;
use serde::Serialize;

/// What the client reads: `message` becomes the text of its exception.
#[derive(Serialize)]
struct Failure {
    message: String,
    #[serde(flatten)]
    body: ErrorBody,
}

/// Adds the message to failures on the client's routes, whoever refused.
pub(in crate::http) async fn with_message(request: Request, next: Next) -> Response {
    let is_of_client = is_of_client(request.uri());
    let response = next.run(request).await;
    let status = response.status();
    if !is_of_client || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = match body.collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) => return ApiError::internal(&error).into_response(),
    };
    let told = serde_json::from_slice(&bytes).map(|body: ErrorBody| Failure {
        message: body.error.message.clone(),
        body,
    });
    let Ok(Ok(told)) = told.map(|failure| serde_json::to_vec(&failure)) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(told))
}
