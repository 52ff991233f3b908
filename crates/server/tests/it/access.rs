//! Who may call: the guard without a token, and the token.

use crate::server::{Answer, Options, Server, request};
use axum::body::Body;
use axum::http::Method;
use serde_json::json;

const PROJECTS: &str = "/api/v1/projects";

async fn with_token() -> Server {
    Server::with(Options {
        token: Some("secret"),
        ..Options::default()
    })
    .await
}

async fn get(server: &Server, path: &str, headers: &[(&str, &str)]) -> Answer {
    send(server, Method::GET, path, headers, "").await
}

async fn send(
    server: &Server,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let mut request = request(method, path, Body::from(body.to_owned()));
    for (name, value) in headers {
        let name = axum::http::HeaderName::try_from(*name).unwrap();
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    server.send(request).await
}

#[tokio::test]
async fn foreign_hosts_and_origins_are_refused_without_a_token() {
    let server = Server::start().await;
    for path in [PROJECTS, "/api/v1/health", "/"] {
        for foreign in [
            ("host", "board.example.com"),
            ("host", "127.0.0.1.example.com:7878"),
            ("origin", "http://example.com"),
            ("origin", "null"),
        ] {
            get(&server, path, &[foreign])
                .await
                .is_error(403, "forbidden");
        }
    }
    for own in [
        ("host", "localhost:7878"),
        ("host", "[::1]:7878"),
        ("origin", "http://127.0.0.1:8080"),
    ] {
        get(&server, PROJECTS, &[own]).await.is(200);
    }
    let body = r#"{"name": "p"}"#;
    let foreign = [("origin", "https://example.com")];
    send(&server, Method::POST, PROJECTS, &foreign, body)
        .await
        .is_error(403, "forbidden");
    assert_eq!(server.get(PROJECTS).await.is(200)["items"], json!([]));
}

#[tokio::test]
async fn a_token_is_needed_where_there_is_one() {
    let server = with_token().await;
    for path in [PROJECTS, "/api/v1/blobs/00", "/api/v1/none"] {
        get(&server, path, &[]).await.is_error(401, "unauthorized");
    }
    for wrong in [
        "Bearer wrong",
        "Bearer",
        "secret",
        "Basic secret",
        "Bearer secret2",
    ] {
        let answer = get(&server, PROJECTS, &[("authorization", wrong)]).await;
        answer.is_error(401, "unauthorized");
    }
    for right in ["Bearer secret", "bearer secret"] {
        get(&server, PROJECTS, &[("authorization", right)])
            .await
            .is(200);
    }
    get(&server, "/api/v1/health", &[]).await.is(200);
    // Another name of this machine is as good, since the token decides.
    let named = [
        ("host", "board.example.com"),
        ("authorization", "Bearer secret"),
    ];
    get(&server, PROJECTS, &named).await.is(200);
    assert_ne!(get(&server, "/", &[]).await.status, 401);
}

#[tokio::test]
async fn a_page_signs_in_by_a_cookie() {
    let server = with_token().await;
    let session = "/api/v1/session";
    server
        .post(session, &json!({"token": "wrong"}))
        .await
        .is_error(401, "unauthorized");
    server
        .post(session, &json!({}))
        .await
        .is_invalid("token: is missing");
    let signed_in = server.post(session, &json!({"token": "secret"})).await;
    signed_in.is(204);
    let set = signed_in.header("set-cookie");
    assert!(
        set.contains("; HttpOnly; SameSite=Strict") && !set.contains("secret"),
        "{set}"
    );
    let cookie = set.split(';').next().unwrap();
    let cookies = format!("theme=dark; {cookie}");
    get(&server, PROJECTS, &[("cookie", &cookies)])
        .await
        .is(200);
    get(&server, PROJECTS, &[("cookie", "runboard_session=00")])
        .await
        .is_error(401, "unauthorized");
    let out = server.delete(session).await;
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
}

#[tokio::test]
async fn the_cookie_is_only_for_the_own_page() {
    let server = with_token().await;
    let signed_in = server
        .post("/api/v1/session", &json!({"token": "secret"}))
        .await;
    let cookie = signed_in.header("set-cookie").split(';').next().unwrap();
    let with = async |name: &str, value: &str| {
        let headers = [("cookie", cookie), (name, value)];
        send(
            &server,
            Method::POST,
            PROJECTS,
            &headers,
            r#"{"name": "p"}"#,
        )
        .await
    };
    with("sec-fetch-site", "same-site")
        .await
        .is_error(403, "forbidden");
    with("origin", "http://127.0.0.1:3000")
        .await
        .is_error(403, "forbidden");
    with("origin", "http://127.0.0.1:7878").await.is(201);
    with("sec-fetch-site", "same-origin")
        .await
        .is_error(409, "name_taken");
}

/// Another page could sign a browser in as somebody else, or out.
#[tokio::test]
async fn only_the_own_page_signs_in_and_out() {
    let server = with_token().await;
    let session = "/api/v1/session";
    let sign_in = r#"{"token": "secret"}"#;
    for foreign in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "http://127.0.0.1:3000"),
        ("origin", "null"),
    ] {
        for method in [Method::POST, Method::DELETE] {
            let answer = send(&server, method, session, &[foreign], sign_in).await;
            answer.is_error(403, "forbidden");
            assert_eq!(answer.header("set-cookie"), "");
        }
    }
    let own = [
        ("sec-fetch-site", "same-origin"),
        ("origin", "http://127.0.0.1:7878"),
    ];
    send(&server, Method::POST, session, &own, sign_in)
        .await
        .is(204);
    send(&server, Method::DELETE, session, &own, "")
        .await
        .is(204);
}
