//! `/views`.

use crate::server::Server;
use serde_json::json;

const VIEWS: &str = "/api/v1/views";

#[tokio::test]
async fn the_same_view_has_the_same_identifier() {
    let server = Server::start().await;
    let view = "tab=train&filter=%C3%BC\n🚀";
    let keep = async |view: &str| {
        let kept = server.post(VIEWS, &json!({"view": view})).await.is(201);
        assert_eq!(kept["view"], view);
        kept["id"].as_str().unwrap().to_owned()
    };
    let id = keep(view).await;
    assert_eq!(keep(view).await, id);
    assert_ne!(keep("tab=val").await, id);
    let read = server.get(&format!("{VIEWS}/{id}")).await.is(200);
    assert_eq!(read, json!({"id": id, "view": view}));
}

#[tokio::test]
async fn bad_views_are_refused() {
    let server = Server::start().await;
    let keep = async |view: String| server.post(VIEWS, &json!({"view": view})).await;
    keep("x".repeat(64 << 10)).await.is(201);
    keep("x".repeat((64 << 10) + 1))
        .await
        .is_invalid("view: is 65537 bytes long, at most 65536");
    keep(String::new())
        .await
        .is_invalid("view: must not be empty");
    server
        .post(VIEWS, &json!({}))
        .await
        .is_error(422, "invalid_data");
    server
        .post_text(VIEWS, "{\"view\":")
        .await
        .is_error(400, "malformed_request");
    server
        .get(&format!("{VIEWS}/unknown"))
        .await
        .is_error(404, "not_found");
    server.get(VIEWS).await.is_error(405, "method_not_allowed");
}
