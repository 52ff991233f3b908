//! Everything outside `/api`.

use crate::server::{Server, request};
use axum::body::Body;
use axum::http::Method;

#[tokio::test]
async fn routes_of_the_page_answer_the_page_and_files_do_not() {
    let server = Server::start().await;
    for path in [
        "/",
        "/projects/p/experiments/v1.0",
        "/projects/a%2Fb?tab=train",
    ] {
        let answer = server.get(path).await;
        match answer.status.as_u16() {
            200 => {
                assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
                assert_eq!(answer.header("cache-control"), "no-cache");
                let policy = answer.header("content-security-policy").to_owned();
                assert!(policy.contains("'wasm-unsafe-eval'"), "{policy}");
                assert!(policy.contains("frame-ancestors 'none'"));
                let mut again = request(Method::GET, path, Body::empty());
                let tag = answer.headers["etag"].clone();
                again.headers_mut().insert("if-none-match", tag);
                let unchanged = server.send(again).await;
                assert_eq!(unchanged.status, 304);
                // A 304 replaces the headers that the browser holds: once, a stricter policy came with
                // it, and each reload showed an empty page.
                assert_eq!(unchanged.header("content-security-policy"), policy);
            }
            // The page may not have been built.
            503 => {
                let text = String::from_utf8_lossy(&answer.body);
                assert!(text.contains("cargo xtask page"), "{text}");
            }
            status => panic!("{path}: {status}"),
        }
    }
    for path in [
        "/missing-0123456789abcdef.js",
        "/favicon.none",
        "/..%2f..%2fCargo.toml",
    ] {
        server.get(path).await.is_error(404, "not_found");
    }
}

/// The names of the page's files in its HTML, if the page has been built.
async fn linked_files(server: &Server) -> Vec<String> {
    let index = server.get("/").await;
    let html = String::from_utf8_lossy(&index.body).into_owned();
    html.split('"')
        .filter(|part| part.starts_with('/') && part.ends_with(".css"))
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever() {
    let server = Server::start().await;
    for path in linked_files(&server).await {
        let file = server.get(&path).await;
        assert_eq!(file.status, 200, "{path}");
        assert_eq!(file.header("content-type"), "text/css; charset=utf-8");
        assert!(
            file.header("cache-control").ends_with("immutable"),
            "{path}"
        );
        let mut again = request(Method::GET, &path, Body::empty());
        let tag = file.header("etag").parse().unwrap();
        again.headers_mut().insert("if-none-match", tag);
        assert_eq!(server.send(again).await.status, 304);
    }
}
