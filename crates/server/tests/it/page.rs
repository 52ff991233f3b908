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
                let policy = answer.header("content-security-policy");
                assert!(policy.contains("'wasm-unsafe-eval'"), "{policy}");
                assert!(policy.contains("frame-ancestors 'none'"));
                let mut again = request(Method::GET, path, Body::empty());
                let tag = answer.headers["etag"].clone();
                again.headers_mut().insert("if-none-match", tag);
                assert_eq!(server.send(again).await.status, 304);
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
