//! When a token is wrong, on our own routes and on those of another tracker's client; and what a token
//! of one project cannot reach by names that read like others.

use crate::server::{Server, request};
use crate::tokens::{get, guarded, issue, new_token, now, send};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use runboard::store::{NewToken, TokenDesk};
use serde_json::json;

const OWN: &str = "/api/v1/projects";
const CLIENT: &str = "/api/home/ping";

/// Asks both with this `Authorization`, or without one.
async fn check(server: &Server, authorization: Option<&str>, own: StatusCode, client: StatusCode) {
    for (path, expected) in [(OWN, own), (CLIENT, client)] {
        let mut request = request(Method::GET, path, Body::empty());
        if let Some(value) = authorization {
            let headers = request.headers_mut();
            headers.insert(header::AUTHORIZATION, value.parse().unwrap());
        }
        let answer = server.send(request).await;
        assert_eq!(answer.status, expected, "{path} {authorization:?}");
    }
}

const OK: StatusCode = StatusCode::OK;
const NO: StatusCode = StatusCode::UNAUTHORIZED;

/// `docs/decisions/0008-tokens.md` states the rule; the client has to send some token.
#[tokio::test]
async fn a_token_is_wrong_as_soon_as_one_could_be_right() {
    let server = Server::start().await;
    let unknown = format!("Bearer rb_{:016}_{}", 7, "A".repeat(43));
    // None was ever issued.
    check(&server, None, OK, OK).await;
    check(&server, Some("Bearer whatever"), NO, OK).await;
    check(&server, Some("Token whatever"), NO, OK).await;
    check(&server, Some(&unknown), NO, NO).await;
    // One is issued.
    let token = issue(&server, 1, new_token("t")).await;
    let right = format!("Bearer {token}");
    check(&server, None, OK, OK).await;
    check(&server, Some(&right), OK, OK).await;
    check(&server, Some(&format!("token {token}")), OK, OK).await;
    check(&server, Some("Bearer whatever"), NO, NO).await;
    check(&server, Some(&right[..right.len() - 1]), NO, NO).await;
    // One whose time is over is one yet.
    let ends = NewToken {
        expires_at: Some(now()),
        ..new_token("ends")
    };
    let over = format!("Bearer {}", issue(&server, 2, ends).await);
    let mut desk = TokenDesk::open(server.dir()).await.unwrap();
    desk.revoke("t").await.unwrap();
    check(&server, Some(&right), NO, NO).await;
    check(&server, Some(&over), NO, NO).await;
    check(&server, Some("Bearer whatever"), NO, NO).await;
    // All of them are revoked.
    desk.revoke("ends").await.unwrap();
    check(&server, None, OK, OK).await;
    check(&server, Some(&right), NO, NO).await;
    check(&server, Some(&over), NO, NO).await;
    check(&server, Some("Bearer whatever"), NO, OK).await;
}

#[tokio::test]
async fn beside_the_token_of_the_command_line_all_others_are_wrong() {
    let server = guarded().await;
    check(&server, None, NO, NO).await;
    check(&server, Some("Bearer secret"), OK, OK).await;
    check(&server, Some("Token secret"), OK, OK).await;
    for wrong in ["Bearer whatever", "Bearer secre", "Bearer ", "Basic secret"] {
        check(&server, Some(wrong), NO, NO).await;
    }
}

/// The path was compared as it came, and what it names was looked for decoded: a project that was given
/// the encoded identifier of another as its name let its token into the other one.
#[tokio::test]
async fn no_name_of_a_project_opens_another_one() {
    let server = Server::start().await;
    let mut ids = Vec::new();
    for name in ["own", "other"] {
        let made = server.post(OWN, &json!({"name": name})).await.is(201);
        ids.push(made["id"].as_str().unwrap().to_owned());
    }
    let project = Some("own".to_owned());
    let new = NewToken {
        project,
        ..new_token("t")
    };
    let token = issue(&server, 1, new).await;
    let own = format!("{OWN}/{}", ids[0]);
    let encoded: String = ids[1].bytes().map(|byte| format!("%{byte:02X}")).collect();
    for name in [encoded.as_str(), &ids[1], &ids[1].to_uppercase()] {
        let renamed = json!({"name": name}).to_string();
        let answer = send(&server, &token, Method::PATCH, &own, &renamed).await;
        answer.is(200);
        for named in [encoded.as_str(), &ids[1], &ids[1].to_uppercase()] {
            for path in [
                format!("/api/project/{named}"),
                format!("/api/project/{named}/experiments"),
                format!("{OWN}/{named}"),
                format!("{OWN}/{named}/experiments"),
            ] {
                let answer = get(&server, &token, &path).await;
                answer.is_error(403, "forbidden");
            }
        }
    }
}
