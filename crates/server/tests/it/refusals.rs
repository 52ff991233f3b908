//! Bad logs: the right status, the field and the reason, and nothing stored.

use crate::server::Server;
use futures_util::future::join_all;
use runboard::http::Limits;
use serde_json::json;

#[tokio::test]
async fn bad_data_is_refused_with_its_field_and_reason() {
    let (server, path) = Server::with_experiment().await;
    let refused = [
        (
            r#"{"name": "a", "type": "LINE", "data": {"steps": [0,1,2,3,4], "values": [1,2,3,4]}}"#,
            "data.values: 4 values for 5 steps",
        ),
        (
            r#"{"name": "a", "type": "LINE", "data": {"loss": [1, 2, {}]}}"#,
            "data.loss[2]: expected a number, found an object",
        ),
        (
            r#"{"name": "a", "type": "LINE", "data": {"steps": [0, NaN], "values": [1, 2]}}"#,
            "data.steps[1]: is not finite",
        ),
        (
            r#"{"name": "a", "type": "LINE", "data": [1, 2], "step": 3}"#,
            "step: goes with one point on each line, found 2 points",
        ),
        (
            r#"{"name": "a", "type": "HEATMAP", "data": {"categories": ["x", "y"], "values": [[1, 2], [3]]}}"#,
            "data.values[1]: 1 value, expected 2",
        ),
        (
            r#"{"name": "", "type": "LINE", "data": 1}"#,
            "name: must not be empty",
        ),
        (r#"{"name": "a", "type": "LINE"}"#, "data: is missing"),
        (
            r#"{"name": "a", "type": "BAR", "data": {"x": 1}, "step": NaN}"#,
            "step: is not finite",
        ),
    ];
    for (body, expected) in refused {
        server
            .post_text(&format!("{path}/logs"), body)
            .await
            .is_invalid(expected);
    }
    let (field, _) = server
        .log(&path, &json!({"name": "a", "type": "PIE", "data": 1}))
        .await
        .is_error(422, "invalid_data");
    assert_eq!(field.as_deref(), Some("type"));
    let (field, _) = server
        .log(&path, &json!({"name": "a", "type": "IMAGE", "data": {}}))
        .await
        .is_error(422, "invalid_data");
    assert_eq!(field.as_deref(), Some("type"));
    for body in ["", "{", "nonsense", "{\"name\": \"a\"} x", "\u{0}"] {
        let answer = server.post_text(&format!("{path}/logs"), body).await;
        answer.is_error(400, "malformed_request");
    }
    assert!(server.logs(&path, "").await.items.is_empty());
}

#[tokio::test]
async fn a_wrong_field_of_the_query_is_named() {
    let (server, path) = Server::with_experiment().await;
    for (query, field) in [
        (format!("{path}/logs?since=-1"), "since"),
        (format!("{path}/logs?since=new"), "since"),
        (
            "/api/v1/projects/p/experiments?limit=abc".to_owned(),
            "limit",
        ),
        (format!("{path}/logs/a?step=x"), "step"),
        ("/api/v1/events".to_owned(), "experiments"),
        (format!("{path}/logs?since=1&since=2"), "since"),
    ] {
        let (found, _) = server.get(&query).await.is_error(422, "invalid_data");
        assert_eq!(found.as_deref(), Some(field), "{query}");
    }
}

/// The words of the program's parts were told: `unknown variant` and `lone leading surrogate in hex escape`.
#[tokio::test]
async fn reasons_are_for_people() {
    let (server, path) = Server::with_experiment().await;
    server
        .get("/api/v1/projects/p/experiments?form=x")
        .await
        .is_invalid("form: expected one of json, heads, columns, found \"x\"");
    let half = "holds one half of a pair of \\u escapes";
    for (to, body, field) in [
        ("/api/v1/projects", r#"{"name": "\ud800"}"#, "name"),
        ("/api/v1/projects", r#"{"name": "\ud800x"}"#, "name"),
        ("/api/v1/projects", r#"{"name": "\udc00"}"#, "name"),
        (
            &format!("{path}/logs"),
            r#"{"name": "v", "type": "VALUE", "data": "\ud800"}"#,
            "data",
        ),
    ] {
        let answer = server.post_text(to, body).await;
        answer.is_invalid(&format!("{field}: {half}"));
    }
}

/// A status that is a number was a 400, as if the body were no JSON.
#[tokio::test]
async fn a_wrong_kind_is_named() {
    let (server, path) = Server::with_experiment().await;
    for (body, expected) in [
        (
            json!({"status": 5}),
            "status: expected a text, found a number",
        ),
        (
            json!({"status": "done"}),
            "status: unknown status \"done\", expected one of running, success, failed, canceled",
        ),
        (json!({"tags": "a"}), "tags: expected a list, found a text"),
        (
            json!({"archived": 1}),
            "archived: expected a boolean, found a number",
        ),
    ] {
        server.patch(&path, &body).await.is_invalid(expected);
    }
}

#[tokio::test]
async fn a_refused_line_leaves_its_neighbours_alone() {
    let (server, path) = Server::with_experiment().await;
    let far = json!({"a": [1], "steps": [1e300]});
    server
        .log(&path, &json!({"name": "l", "type": "LINE", "data": far}))
        .await
        .is(201);
    // The first line could be stored, the second has no next step.
    let body = json!({"name": "l", "type": "LINE", "data": {"b": 1, "a": 2}});
    let (field, _) = server.log(&path, &body).await.is_error(422, "invalid_data");
    assert_eq!(field.as_deref(), Some("data.steps"));
    let lines = server.logs(&path, "").await.items.remove(0).lines.unwrap();
    assert_eq!((lines.len(), lines[0].count), (1, 1));
}

#[tokio::test]
async fn writes_of_one_transaction_do_not_touch_each_other() {
    let (server, path) = Server::with_experiment().await;
    let far = json!({"name": "l", "type": "LINE", "data": {"a": [1], "steps": [1e300]}});
    server.log(&path, &far).await.is(201);
    // All are queued before the first is done; every other one fails after it changed something.
    let bodies: Vec<_> = (0..40)
        .map(|n| match n % 2 {
            0 => json!({"name": format!("ok{n}"), "type": "LINE", "data": [n, n]}),
            _ => json!({"name": "l", "type": "LINE", "data": {format!("b{n}"): 1, "a": 2}}),
        })
        .collect();
    let answers = join_all(bodies.iter().map(|body| server.log(&path, body))).await;
    for (n, answer) in answers.iter().enumerate() {
        assert_eq!(answer.status, if n % 2 == 0 { 201 } else { 422 });
    }
    let list = server.logs(&path, "").await;
    assert_eq!((list.items.len(), list.items[0].version), (21, 1));
    for log in &list.items {
        let lines = log.lines.as_ref().unwrap();
        let n_points = if log.name == "l" { 1 } else { 2 };
        assert_eq!((lines.len(), lines[0].count), (1, n_points));
    }
}

#[tokio::test]
async fn missing_experiments_take_nothing() {
    let (server, _) = Server::with_experiment().await;
    let body = json!({"name": "a", "type": "VALUE", "data": 1});
    for id in ["x", "00000000-0000-4000-8000-000000000000"] {
        let path = format!("/api/v1/experiments/{id}");
        server.log(&path, &body).await.is_error(404, "not_found");
        server
            .get(&format!("{path}/logs/a"))
            .await
            .is_error(404, "not_found");
        server
            .delete(&format!("{path}/logs"))
            .await
            .is_error(404, "not_found");
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let limits = Limits {
        max_body_bytes: 1000,
        max_artifact_bytes: 2000,
    };
    let server = Server::within(limits).await;
    let path = server.experiment("p", "e").await;
    let value = |n_chars: usize| {
        let body = json!({"name": "v", "type": "VALUE", "data": "x".repeat(n_chars)});
        body.to_string()
    };
    let at = format!("{path}/logs");
    server
        .post_text(&at, &value(2000))
        .await
        .is_error(413, "too_large");
    server.post_text(&at, &value(500)).await.is(201);
    let image = vec![0; 1500];
    let upload = server
        .upload(&format!("{path}/images"), &[("name", "i")], &image)
        .await;
    upload.is_error(413, "too_large");
    let artifacts = format!("{path}/artifacts");
    server.upload(&artifacts, &[], &image).await.is(201);
    server
        .upload(&artifacts, &[], &[0; 2500])
        .await
        .is_error(413, "too_large");
    assert_eq!(server.blob_files().len(), 1);
}
