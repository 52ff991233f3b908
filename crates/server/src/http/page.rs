//! Everything outside `/api`: the page.

use super::error::ApiError;
use super::guard::text;
use crate::page::{Coding, Naming, PageFile, content_security_policy, file_for};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use runboard_model::ErrorCode;
use std::borrow::Cow;

const NOT_BUILT: &str = "The page is not built into this server.\n\
    Run `cargo xtask page`, then build the server again. The API is at /api/v1.\n";

/// Answers with a file of the page, or with the page itself for its own routes.
pub(super) async fn serve(request: Request) -> Response {
    let path = request.uri().path();
    if path == "/api" || path.starts_with("/api/") {
        return ApiError::no_route().into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return ApiError::method_not_allowed().into_response();
    }
    let accepted = text(request.headers(), header::ACCEPT_ENCODING).unwrap_or_default();
    match file_for(path, &Coding::accepted(accepted)) {
        PageFile::Index(html) => index(html).into_response(),
        PageFile::Asset {
            bytes,
            coding,
            media_type,
            naming,
        } => asset(bytes, coding, media_type, naming),
        PageFile::Missing => {
            ApiError::new(ErrorCode::NotFound, "there is no such file").into_response()
        }
        PageFile::NotBuilt => (StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT).into_response(),
    }
}

fn index(html: Cow<'static, [u8]>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (
            header::CONTENT_SECURITY_POLICY,
            content_security_policy(&String::from_utf8_lossy(&html)),
        ),
    ];
    (headers, body(html)).into_response()
}

fn asset(
    bytes: Cow<'static, [u8]>,
    coding: Coding,
    media_type: &'static str,
    naming: Naming,
) -> Response {
    let caching = match naming {
        Naming::ByContent => "public, max-age=31536000, immutable",
        Naming::Fixed => "no-cache",
    };
    let headers: [(HeaderName, &str); 3] = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, caching),
        (header::VARY, "accept-encoding"),
    ];
    let coded = coding.name().map(|name| [(header::CONTENT_ENCODING, name)]);
    match coded {
        Some(coded) => (headers, coded, body(bytes)).into_response(),
        None => (headers, body(bytes)).into_response(),
    }
}

fn body(bytes: Cow<'static, [u8]>) -> Body {
    match bytes {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    }
}
