//! What all answers have in common: `ETag`, compression, headers, routes that there are not.

use crate::server::{Server, request};
use axum::body::Body;
use axum::http::{Method, header};
use futures_util::{StreamExt, stream};
use serde_json::json;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

#[tokio::test]
async fn an_unchanged_answer_is_not_sent_again() {
    let (server, path) = Server::with_experiment().await;
    for route in [
        "/api/v1/projects".to_owned(),
        path.clone(),
        format!("{path}/logs"),
    ] {
        let first = server.get(&route).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{tag}");
        let conditional = |tag: &str| {
            let mut request = request(Method::GET, &route, Body::empty());
            let headers = request.headers_mut();
            headers.insert(header::IF_NONE_MATCH, tag.parse().unwrap());
            request
        };
        let same = server.send(conditional(&tag)).await;
        assert_eq!((same.status.as_u16(), same.body.len()), (304, 0));
        assert_eq!(same.header("etag"), tag);
        let listed = server.send(conditional(&format!("\"x\", {tag}"))).await;
        assert_eq!(listed.status, 304);
        let name = format!("exp{}", route.len());
        let changed = server.experiment("p", &name).await;
        assert_ne!(changed, path);
        server
            .log(&path, &json!({"name": name, "type": "VALUE", "data": 1}))
            .await
            .is(201);
        assert_eq!(server.send(conditional(&tag)).await.status, 200);
    }
}

/// It had the tag of an empty answer, or none.
#[tokio::test]
async fn a_head_is_that_of_the_answer() {
    let (server, path) = Server::with_experiment().await;
    let artifacts = format!("{path}/artifacts");
    server.upload(&artifacts, &[], &[b'x'; 5000]).await.is(201);
    let artifact = format!("{artifacts}/given.bin");
    for route in ["/api/v1/projects", path.as_str(), &artifact] {
        let whole = server.get(route).await;
        let head = server
            .send(request(Method::HEAD, route, Body::empty()))
            .await;
        assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
        assert_eq!(head.header("etag"), whole.header("etag"), "{route}");
        let n_bytes = whole.body.len().to_string();
        assert_eq!(head.header("content-length"), n_bytes, "{route}");
    }
}

/// A body that nobody read closed the connection, and many clients told of that in place of the answer.
#[tokio::test]
async fn a_refused_body_is_read_to_its_end() {
    let (server, path) = Server::with_experiment().await;
    for (method, route, status) in [
        (Method::POST, "/api/v1/none".to_owned(), 404),
        (Method::PUT, path.clone(), 405),
        (
            Method::POST,
            "/api/v1/experiments/x/artifacts".to_owned(),
            404,
        ),
        (Method::POST, format!("{path}/images"), 415),
        (Method::GET, "/api/v1/projects".to_owned(), 200),
    ] {
        let n_sent = Arc::new(AtomicUsize::new(0));
        let counter = n_sent.clone();
        let pieces = stream::iter(0..100).map(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
            Ok::<_, io::Error>(vec![b'x'; 10_000])
        });
        let sent = request(method, &route, Body::from_stream(pieces));
        assert_eq!(server.send(sent).await.status, status, "{route}");
        assert_eq!(n_sent.load(Ordering::Relaxed), 100, "{route}");
    }
}

#[tokio::test]
async fn an_encoded_body_is_refused_as_such() {
    let (server, path) = Server::with_experiment().await;
    for (encoding, status) in [("gzip", 415), ("br", 415), ("identity", 201)] {
        let body = r#"{"name": "a", "type": "VALUE", "data": 1}"#;
        let mut sent = request(Method::POST, &format!("{path}/logs"), Body::from(body));
        let headers = sent.headers_mut();
        headers.insert(header::CONTENT_ENCODING, encoding.parse().unwrap());
        assert_eq!(server.send(sent).await.status, status, "{encoding}");
    }
}

#[tokio::test]
async fn answers_are_compressed_for_those_who_can_read_it() {
    let (server, path) = Server::with_experiment().await;
    let values: Vec<_> = (0..1000).collect();
    server
        .log(&path, &json!({"name": "l", "type": "LINE", "data": values}))
        .await
        .is(201);
    let plain = server.get(&format!("{path}/logs/l")).await;
    for coding in ["br", "gzip"] {
        let mut request = request(Method::GET, &format!("{path}/logs/l"), Body::empty());
        request
            .headers_mut()
            .insert(header::ACCEPT_ENCODING, coding.parse().unwrap());
        let coded = server.send(request).await;
        assert_eq!(coded.header("content-encoding"), coding);
        assert_eq!(coded.header("etag"), plain.header("etag"));
        assert!(coded.body.len() * 2 < plain.body.len());
    }
    assert_eq!(plain.header("content-encoding"), "");
}

#[tokio::test]
async fn every_answer_is_hardened() {
    let server = Server::start().await;
    for path in ["/api/v1/projects", "/api/v1/none", "/", "/missing.js"] {
        let answer = server.get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src") && !policy.contains("unsafe-inline"),
            "{policy}"
        );
    }
}

#[tokio::test]
async fn other_routes_and_methods_have_the_error_body() {
    let server = Server::start().await;
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v2/projects",
        "/api/v1/nothing/here",
    ] {
        server.get(path).await.is_error(404, "not_found");
        server
            .post(path, &json!({}))
            .await
            .is_error(404, "not_found");
    }
    for path in ["/api/v1/projects", "/api/v1/health", "/api/v1/projects/p"] {
        let put = request(Method::PUT, path, Body::empty());
        server.send(put).await.is_error(405, "method_not_allowed");
    }
    server
        .delete("/api/v1/projects")
        .await
        .is_error(405, "method_not_allowed");
    server
        .get("/api/v1/lines/query")
        .await
        .is_error(405, "method_not_allowed");
    server
        .post("/projects/p", &json!({}))
        .await
        .is_error(405, "method_not_allowed");
    server
        .get("/api/v1/projects/%FF")
        .await
        .is_error(404, "not_found");
}

#[tokio::test]
async fn health_tells_the_version() {
    let health = Server::start().await.get("/api/v1/health").await.is(200);
    assert_eq!(
        health,
        json!({"status": "ok", "version": env!("CARGO_PKG_VERSION")})
    );
}
