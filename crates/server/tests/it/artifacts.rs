//! `/experiments/{id}/artifacts`.

use crate::server::{NOW, Server};
use serde_json::json;

#[tokio::test]
async fn an_artifact_comes_back_as_a_download() {
    let (server, path) = Server::with_experiment().await;
    let artifacts = format!("{path}/artifacts");
    let bytes = b"<script>alert(1)</script>".repeat(10_000);
    let made = server
        .upload(&artifacts, &[("name", "w/ü \".html")], &bytes)
        .await
        .is(201);
    assert_eq!(
        (&made["name"], &made["created_at"]),
        (&json!("w/ü \".html"), &json!(NOW))
    );
    assert_eq!(made["size_bytes"], bytes.len());
    let id = made["id"].as_str().unwrap();
    for name in [id, "w/%C3%BC%20%22.html"] {
        let got = server.get(&format!("{artifacts}/{name}")).await;
        assert_eq!(got.status, 200);
        assert!(got.body == bytes);
        assert_eq!(got.header("content-type"), "application/octet-stream");
        assert_eq!(
            got.header("content-disposition"),
            "attachment; filename*=UTF-8''w%2F%C3%BC%20%22.html"
        );
        assert_eq!(got.header("content-length"), bytes.len().to_string());
        assert_eq!(got.header("x-content-type-options"), "nosniff");
    }
    let list = server.get(&artifacts).await.is(200);
    assert_eq!(list["items"], json!([made]));
}

#[tokio::test]
async fn an_artifact_of_the_same_name_gives_way() {
    let (server, path) = Server::with_experiment().await;
    let artifacts = format!("{path}/artifacts");
    server.upload(&artifacts, &[], b"one").await.is(201);
    let second = server.upload(&artifacts, &[], b"two").await.is(201);
    assert_eq!(second["name"], "given.bin");
    assert_eq!(
        server.get(&artifacts).await.is(200)["items"],
        json!([second])
    );
    assert_eq!(
        server.get(&format!("{artifacts}/given.bin")).await.body,
        "two"
    );
    assert_eq!(server.blob_files().len(), 1);
}

#[tokio::test]
async fn artifacts_are_renamed_and_removed() {
    let (server, path) = Server::with_experiment().await;
    let artifacts = format!("{path}/artifacts");
    for name in ["a", "b"] {
        server
            .upload(&artifacts, &[("name", name)], name.as_bytes())
            .await
            .is(201);
    }
    let at = |name: &str| format!("{artifacts}/{name}");
    let renamed = server.patch(&at("a"), &json!({"name": "c"})).await.is(200);
    assert_eq!(renamed["name"], "c");
    server
        .patch(&at("c"), &json!({"name": "b"}))
        .await
        .is_error(409, "name_taken");
    server
        .patch(&at("c"), &json!({"name": "\n"}))
        .await
        .is_error(422, "invalid_data");
    server.delete(&at("c")).await.is(204);
    for gone in ["a", "c"] {
        server.get(&at(gone)).await.is_error(404, "not_found");
        server.delete(&at(gone)).await.is_error(404, "not_found");
        server
            .patch(&at(gone), &json!({"name": "x"}))
            .await
            .is_error(404, "not_found");
    }
    assert_eq!(server.blob_files().len(), 1);
}

#[tokio::test]
async fn bad_uploads_are_refused() {
    let (server, path) = Server::with_experiment().await;
    let artifacts = format!("{path}/artifacts");
    server
        .post(&artifacts, &json!({}))
        .await
        .is_error(415, "unsupported_media_type");
    server
        .upload(&artifacts, &[("name", " ")], b"x")
        .await
        .is_invalid("name: must not be empty");
    let nowhere = "/api/v1/experiments/00000000-0000-4000-8000-000000000000/artifacts";
    server
        .upload(nowhere, &[], b"x")
        .await
        .is_error(404, "not_found");
    server.get(nowhere).await.is_error(404, "not_found");
    assert!(server.blob_files().is_empty());
    let left = std::fs::read_dir(server.dir().join("tmp")).unwrap().count();
    assert_eq!(left, 0);
}
