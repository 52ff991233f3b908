//! `/lines/query`.

use crate::server::{Answer, Server};
use runboard_model::lines_binary::{LogLines, decode};
use serde_json::{Value, json};

const QUERY: &str = "/api/v1/lines/query";

fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

async fn lines(server: &Server, logs: Value) -> Vec<LogLines> {
    let answer: Answer = server.post(QUERY, &json!({"logs": logs})).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("content-type"),
        "application/vnd.runboard.lines"
    );
    decode(&answer.body).unwrap()
}

#[tokio::test]
async fn many_logs_of_many_experiments_come_at_once() {
    let (server, path) = Server::with_experiment().await;
    let other = server.experiment("p", "other").await;
    let two = json!({"a": [1, "NaN"], "b": [3, 4], "steps": [10, 30]});
    server
        .log(&path, &json!({"name": "x/y", "type": "LINE", "data": two}))
        .await
        .is(201);
    server
        .log(&other, &json!({"name": "z", "type": "LINE", "data": []}))
        .await
        .is(201);
    let found = lines(
        &server,
        json!([
            {"experiment_id": id(&path), "name": "x/y"},
            {"experiment_id": id(&other), "name": "z"},
            {"experiment_id": id(&other), "name": "none"},
            {"experiment_id": "00000000-0000-4000-8000-000000000000", "name": "z"},
        ]),
    )
    .await;
    let names: Vec<_> = found.iter().map(|log| log.name.as_str()).collect();
    assert_eq!(names, ["x/y", "z"]);
    let [a, b] = found[0].lines.as_slice() else {
        panic!("two lines");
    };
    assert_eq!((a.name.as_str(), b.name.as_str()), ("a", "b"));
    assert_eq!(a.steps, [10.0, 30.0]);
    assert!(a.values[0] == 1.0 && a.values[1].is_nan());
    assert_eq!(
        (b.values.as_slice(), b.first_index),
        ([3.0, 4.0].as_slice(), 0)
    );
    assert!(found[1].lines[0].steps.is_empty());
}

#[tokio::test]
async fn only_what_the_reader_lacks_comes() {
    let (server, path) = Server::with_experiment().await;
    let log = async |data: Value| {
        let body = json!({"name": "l", "type": "LINE", "data": data});
        server.log(&path, &body).await.is(201);
    };
    let first: Vec<_> = (0..2500).collect();
    log(json!(first)).await;
    let read = async |epoch: u64, count: u64| {
        let have = json!({"l": {"epoch": epoch, "count": count}});
        let wanted = json!([{"experiment_id": id(&path), "name": "l", "have": have}]);
        lines(&server, wanted).await.remove(0).lines.remove(0)
    };
    let epoch = read(0, 0).await.epoch;
    log(json!([7, 8])).await;
    for (count, expected) in [(2502, 0), (2501, 1), (2500, 2), (1500, 1002), (0, 2502)] {
        let lacked = read(epoch, count).await;
        assert_eq!((lacked.first_index, lacked.steps.len()), (count, expected));
        assert_eq!(
            lacked.steps.first().copied(),
            (expected > 0).then_some(count as f64)
        );
    }
    // More than there is, or another epoch: the whole line.
    assert_eq!(read(epoch, 9999).await.first_index, 0);
    assert_eq!(read(epoch + 1, 10).await.steps.len(), 2502);
    log(json!({"steps": [3], "values": [99]})).await;
    let rewritten = read(epoch, 2502).await;
    assert!(rewritten.epoch > epoch && rewritten.first_index == 0);
    assert_eq!(rewritten.values[3], 99.0);
}

#[tokio::test]
async fn bad_queries_are_refused() {
    let server = Server::start().await;
    server
        .post_text(QUERY, "x")
        .await
        .is_error(400, "malformed_request");
    server
        .post(QUERY, &json!({}))
        .await
        .is_invalid("logs: is missing");
    server
        .post(QUERY, &json!({"logs": [{"name": "a"}]}))
        .await
        .is_invalid("logs[0].experiment_id: is missing");
}

/// The same log, asked for again and again, once filled the memory.
#[tokio::test]
async fn answers_are_bounded() {
    let (server, path) = Server::with_experiment().await;
    let body = json!({"name": "l", "type": "LINE", "data": [1, 2]});
    server.log(&path, &body).await.is(201);
    let wanted = json!({"experiment_id": id(&path), "name": "l"});
    let found = lines(&server, json!([wanted, wanted, wanted])).await;
    assert_eq!((found.len(), found[0].lines.len()), (1, 1));
    let logs = vec![wanted; 10_001];
    server
        .post(QUERY, &json!({"logs": logs}))
        .await
        .is_invalid("logs: 10001 logs, at most 10000");
}
