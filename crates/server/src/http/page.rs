//! Everything outside `/api`: the page.

use super::error::ApiError;
use super::guard::text;
use crate::page::{Coding, Naming, PageFile, content_security_policy, file_for};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use runboard_model::wire::{ListForm, N_FIRST_EXPERIMENTS};
use runboard_model::{ErrorCode, path_segment};
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
        PageFile::Index(html) => (preload(path), index(html)).into_response(),
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

/// Lets the browser ask for what a page shows first while the page's program is still on its way.
fn preload(path: &str) -> Option<[(HeaderName, String); 1]> {
    let link = format!(
        "<{}>; rel=preload; as=fetch; crossorigin",
        first_request(path)?
    );
    Some([(header::LINK, link)])
}

/// What the page at a path asks for first, letter for letter as it does (`src/paths.rs`): a test on each
/// side holds both to one list.
fn first_request(path: &str) -> Option<String> {
    let names: Vec<&str> = path.trim_matches('/').split('/').collect();
    let form = ListForm::Columns.as_str();
    let (project, rest) = match names.as_slice() {
        ["projects", project] => {
            let part = format!("experiments?form={form}&limit={N_FIRST_EXPERIMENTS}");
            (project, part)
        }
        ["projects", project, "compare"] => (project, format!("experiments?form={form}")),
        ["projects", project, "experiments", experiment] => {
            (project, format!("dashboards/{}", segment(experiment)?))
        }
        _ => return None,
    };
    Some(format!("/api/v1/projects/{}/{rest}", segment(project)?))
}

/// A segment of a path as the page would escape it.
fn segment(text: &str) -> Option<String> {
    let name = percent_decode_str(text).decode_utf8().ok()?;
    Some(path_segment::escaped(&name))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// `src/paths.rs` holds the page to the same list.
    #[test]
    fn what_the_page_asks_for_first_is_foreseen() {
        let golden = include_str!("../../../model/tests/golden/first_requests.json");
        let golden: Vec<(String, String)> = serde_json::from_str(golden).unwrap();
        for (page, request) in golden {
            assert_eq!(first_request(&page), Some(request), "{page}");
        }
        assert_eq!(first_request("/projects"), None);
    }
}
