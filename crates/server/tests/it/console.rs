//! `/experiments/{id}/console`.

use crate::server::{NOW, Server, request};
use axum::body::Body;
use axum::http::{Method, header};
use serde_json::json;

#[tokio::test]
async fn lines_are_added_and_read_from_any_of_them_on() {
    let (server, path) = Server::with_experiment().await;
    let console = format!("{path}/console");
    let empty = server.get(&console).await.is(200);
    let expected = json!({"items": [], "next": 0, "n_lines": 0, "file": null});
    assert_eq!(empty, expected);
    let added = server
        .post(&console, &json!({"text": "one\r\ntwo\n", "part": "train"}))
        .await;
    assert_eq!(added.is(201), json!({"n_lines": 2}));
    server
        .post(&console, &json!({"text": "three"}))
        .await
        .is(201);
    let all = server.get(&console).await.is(200);
    let first = json!({"position": 0, "time": NOW, "part": "train", "text": "one"});
    assert_eq!(all["items"][0], first);
    let last = json!({"position": 2, "time": NOW, "part": "", "text": "three"});
    assert_eq!(all["items"][2], last);
    let rest = server
        .get(&format!("{console}?from=1&limit=1"))
        .await
        .is(200);
    assert_eq!(rest["items"][0]["text"], "two");
    assert_eq!((&rest["next"], &rest["n_lines"]), (&json!(2), &json!(3)));
    let beyond = server.get(&format!("{console}?from=9")).await.is(200);
    assert_eq!((&beyond["items"], &beyond["next"]), (&json!([]), &json!(3)));
}

#[tokio::test]
async fn what_is_no_question_and_no_line_is_refused() {
    let (server, path) = Server::with_experiment().await;
    let console = format!("{path}/console");
    for limit in [0, 10_001] {
        let answer = server.get(&format!("{console}?limit={limit}")).await;
        answer.is_invalid("limit: must be from 1 to 10000");
    }
    let answer = server.post(&console, &json!({"part": "p"})).await;
    answer.is_invalid("text: is missing");
    let long = json!({"text": "x", "part": "p".repeat(1025)});
    let answer = server.post(&console, &long).await;
    answer.is_invalid("part: is 1025 bytes long, at most 1024");
    // A text of nothing but line ends held up everyone who writes, for minutes.
    let many = json!({"text": "\n".repeat(100_001)});
    let answer = server.post(&console, &many).await;
    answer.is_invalid("text: 100001 lines, at most 100000");
    let file = server.get(&format!("{console}/file")).await;
    file.is_error(404, "not_found");
    let nowhere = "/api/v1/experiments/00000000-0000-4000-8000-000000000000/console";
    server.get(nowhere).await.is_error(404, "not_found");
    let answer = server.post(nowhere, &json!({"text": "x"})).await;
    answer.is_error(404, "not_found");
}

/// A thousand lines of 30 MB each were read and answered at once.
#[tokio::test]
async fn long_lines_come_a_few_at_a_time() {
    let (server, path) = Server::with_experiment().await;
    let console = format!("{path}/console");
    let long = "x".repeat(3 << 20);
    for n in 0..5 {
        let text = json!({"text": format!("{n}{long}")});
        server.post(&console, &text).await.is(201);
    }
    let read = async |query: &str| {
        let answer = server.get(&format!("{console}{query}")).await.is(200);
        let items = answer["items"].as_array().unwrap();
        let positions: Vec<u64> = items
            .iter()
            .map(|line| line["position"].as_u64().unwrap())
            .collect();
        (positions, answer["next"].as_u64().unwrap())
    };
    assert_eq!(read("").await, (vec![3, 4], 5));
    assert_eq!(read("?from=0").await, (vec![0, 1], 2));
    assert_eq!(read("?from=2&limit=1").await, (vec![2], 3));
    assert_eq!(read("?from=4").await, (vec![4], 5));
}

/// Readers ask for an experiment's logs from a revision on, and for its console when it grew.
#[tokio::test]
async fn a_line_is_a_change_of_the_experiment() {
    let (server, path) = Server::with_experiment().await;
    let before = server.logs(&path, "").await.revision;
    let line = json!({"text": "x"});
    server.post(&format!("{path}/console"), &line).await.is(201);
    assert!(server.logs(&path, "").await.revision > before);
}

#[tokio::test]
async fn the_whole_output_is_kept_as_a_file() {
    let (server, path) = Server::with_experiment().await;
    let file = format!("{path}/console/file");
    for (name, text) in [("runs/out.txt", "one"), ("out.txt", "one\ntwo")] {
        let put = server
            .upload(&file, &[("name", name)], text.as_bytes())
            .await;
        let put = put.is(201);
        assert_eq!(
            (&put["name"], &put["size_bytes"]),
            (&json!("out.txt"), &json!(text.len()))
        );
        let console = server.get(&format!("{path}/console")).await.is(200);
        assert_eq!(console["file"], put);
    }
    let mut part = request(Method::GET, &file, Body::empty());
    let range = "bytes=4-".parse().unwrap();
    part.headers_mut().insert(header::RANGE, range);
    let part = server.send(part).await;
    assert_eq!(
        (part.status.as_u16(), &*part.body),
        (206, b"two".as_slice())
    );
    assert_eq!(part.header("content-type"), "text/plain; charset=utf-8");
    let nowhere = "/api/v1/experiments/00000000-0000-4000-8000-000000000000/console/file";
    server
        .upload(nowhere, &[], b"x")
        .await
        .is_error(404, "not_found");
}

/// A compressed answer had the tag of the file, by which a client goes on with a download that broke off.
#[tokio::test]
async fn a_compressed_file_has_a_weak_tag() {
    let (server, path) = Server::with_experiment().await;
    let file = format!("{path}/console/file");
    let text = "epoch 1\n".repeat(1000);
    server.upload(&file, &[], text.as_bytes()).await.is(201);
    let plain = server.get(&file).await;
    let tag = plain.header("etag");
    assert!(tag.starts_with('"'), "{tag}");
    let mut request = request(Method::GET, &file, Body::empty());
    let headers = request.headers_mut();
    headers.insert(header::ACCEPT_ENCODING, "gzip".parse().unwrap());
    let coded = server.send(request).await;
    assert_eq!(coded.header("content-encoding"), "gzip");
    assert_eq!(coded.header("etag"), format!("W/{tag}"));
    assert_eq!(coded.header("accept-ranges"), "");
}
