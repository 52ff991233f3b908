//! `/experiments/{id}/artifacts`.

use crate::server::{Answer, NOW, Server, request};
use axum::body::Body;
use axum::http::Method;
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
        .is_invalid("name: must not be white space only");
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

/// A download that was cut off is gone on with, as long as it is the same file.
#[tokio::test]
async fn a_part_of_an_artifact_is_answered() {
    let (server, path) = Server::with_experiment().await;
    let bytes: Vec<u8> = (0..200_000_u32).map(|idx| idx as u8).collect();
    let artifacts = format!("{path}/artifacts");
    let fields = [("name", "weights")];
    server.upload(&artifacts, &fields, &bytes).await.is(201);
    let get = async |headers: &[(&'static str, &str)]| -> Answer {
        let mut part = request(Method::GET, &format!("{artifacts}/weights"), Body::empty());
        for (name, value) in headers {
            part.headers_mut().insert(*name, value.parse().unwrap());
        }
        server.send(part).await
    };
    let whole = get(&[]).await;
    assert_eq!(whole.header("accept-ranges"), "bytes");
    let tag = whole.header("etag");
    for (range, start, end) in [
        ("bytes=0-0", 0, 1),
        ("bytes=150000-", 150_000, 200_000),
        ("bytes=-70000", 130_000, 200_000),
        ("bytes=199999-300000", 199_999, 200_000),
    ] {
        let part = get(&[("range", range), ("if-range", tag)]).await;
        assert_eq!(part.status, 206, "{range}");
        assert!(part.body == bytes[start..end], "{range}");
        assert_eq!(part.header("content-length"), (end - start).to_string());
        let expected = format!("bytes {start}-{}/200000", end - 1);
        assert_eq!(part.header("content-range"), expected);
        assert_eq!(part.header("etag"), tag);
    }
    let other = get(&[("range", "bytes=5-"), ("if-range", "\"other\"")]).await;
    assert_eq!(
        (other.status.as_u16(), other.body.len()),
        (200, bytes.len())
    );
    let outside = get(&[("range", "bytes=200000-")]).await;
    outside.is_error(416, "range_outside");
    assert_eq!(outside.header("content-range"), "bytes */200000");
    let held = get(&[("if-none-match", tag), ("range", "bytes=0-0")]).await;
    assert_eq!(held.status, 304);
}
