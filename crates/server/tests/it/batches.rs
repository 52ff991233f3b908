//! Batches: taken once, in order, each log by itself.

use crate::program::Program;
use crate::server::Server;
use serde_json::{Value, json};
use std::thread;
use tempfile::TempDir;

fn batch(sequence: u64, logs: &Value) -> Value {
    json!({"client": "script", "sequence": sequence, "logs": logs})
}

fn point(value: f64) -> Value {
    json!({"name": "loss", "type": "LINE", "data": value})
}

async fn values(server: &Server, experiment: &str) -> Value {
    let log = server.get(&format!("{experiment}/logs/loss")).await.is(200);
    log["data"]["lines"][0]["values"].clone()
}

#[tokio::test]
async fn a_batch_is_taken_once() {
    let (server, experiment) = Server::with_experiment().await;
    let batches = format!("{experiment}/batches");
    let first = batch(1, &json!([point(1.0), point(2.0)]));
    let taken = server.post(&batches, &first).await.is(201);
    assert_eq!(
        taken,
        json!({"sequence": 1, "applied": true, "refused": []})
    );
    let again = server.post(&batches, &first).await.is(200);
    assert_eq!(
        again,
        json!({"sequence": 1, "applied": false, "refused": []})
    );
    // Numbers may be left out, and then those are over.
    server
        .post(&batches, &batch(5, &json!([point(3.0)])))
        .await
        .is(201);
    server
        .post(&batches, &batch(4, &json!([point(9.0)])))
        .await
        .is(200);
    assert_eq!(values(&server, &experiment).await, json!([1, 2, 3]));
}

/// What is printed is only ever added, so that a client could not send it again without this.
#[tokio::test]
async fn what_was_printed_comes_once_with_its_batch() {
    let (server, experiment) = Server::with_experiment().await;
    let batches = format!("{experiment}/batches");
    let mut body = batch(1, &json!([point(1.0)]));
    body["console"] = json!([
        {"text": "one\ntwo", "part": "train", "time": 1_700_000_000_000_u64}, {"text": "three"}]);
    server.post(&batches, &body).await.is(201);
    server.post(&batches, &body).await.is(200);
    let console = server.get(&format!("{experiment}/console")).await.is(200);
    assert_eq!(console["n_lines"], 3);
    let first =
        json!({"position": 0, "time": "2023-11-14T22:13:20.000Z", "part": "train", "text": "one"});
    assert_eq!(console["items"][0], first);
    assert_eq!(console["items"][2]["text"], "three");
    assert_eq!(values(&server, &experiment).await, json!([1]));
    for (wrong, message) in [
        (
            json!({"text": "x", "part": "p".repeat(1025)}),
            "console[1].part: is 1025 bytes long, at most 1024",
        ),
        (
            json!({"text": "x", "time": -1}),
            "console[1].time: must be from 1970 to 9999",
        ),
        (json!({"part": "x"}), "console[1].text: is missing"),
        (
            json!({"text": "x", "time": "noon"}),
            "console[1].time: expected a whole number, found a text",
        ),
    ] {
        // Which of them was wrong was not told.
        let mut body = batch(2, &json!([]));
        body["console"] = json!([{"text": "right"}, wrong]);
        server.post(&batches, &body).await.is_invalid(message);
    }
}

/// Each entry was a change of its own: ten thousand of them held up everyone who writes.
#[tokio::test]
async fn what_was_printed_is_one_change_however_many_entries_it_has() {
    let (server, experiment) = Server::with_experiment().await;
    let batches = format!("{experiment}/batches");
    let before = server.logs(&experiment, "").await.revision;
    let mut body = batch(1, &json!([]));
    let entry = |n: u32| json!({"text": format!("{n}\nand more"), "part": format!("{}", n % 2)});
    body["console"] = (0..300).map(entry).collect();
    server.post(&batches, &body).await.is(201);
    assert_eq!(server.logs(&experiment, "").await.revision, before + 1);
    let console = format!("{experiment}/console?from=598");
    let rest = server.get(&console).await.is(200);
    let (last, n_lines) = (&rest["items"][0], &rest["n_lines"]);
    assert_eq!(
        (&last["text"], &last["part"], n_lines),
        (&json!("299"), &json!("1"), &json!(600))
    );
    let mut body = batch(2, &json!([]));
    body["console"] = json!(vec![json!({"text": ""}); 10_001]);
    server
        .post(&batches, &body)
        .await
        .is_invalid("console: 10001 entries, at most 10000");
    let half = json!({"text": "\n".repeat(50_001)});
    let mut body = batch(2, &json!([]));
    body["console"] = json!([half, half]);
    server
        .post(&batches, &body)
        .await
        .is_invalid("console: 100002 lines, at most 100000");
}

#[tokio::test]
async fn clients_and_experiments_number_by_themselves() {
    let (server, experiment) = Server::with_experiment().await;
    let other_experiment = server.experiment("p", "exp2").await;
    let mut other_client = batch(1, &json!([point(2.0)]));
    other_client["client"] = json!("another script");
    let batches = format!("{experiment}/batches");
    let body = batch(1, &json!([point(1.0)]));
    server.post(&batches, &body).await.is(201);
    server.post(&batches, &other_client).await.is(201);
    let elsewhere = format!("{other_experiment}/batches");
    server.post(&elsewhere, &body).await.is(201);
    assert_eq!(values(&server, &experiment).await, json!([1, 2]));
    assert_eq!(values(&server, &other_experiment).await, json!([1]));
}

#[tokio::test]
async fn a_refused_log_leaves_the_others() {
    let (server, experiment) = Server::with_experiment().await;
    let logs = json!([
        point(1.0),
        {"name": "loss", "type": "VALUE", "data": 5},
        {"name": "loss", "type": "LINE", "data": {"steps": [1, 2], "values": [1]}},
        {"name": "", "type": "VALUE", "data": 5},
        {"name": "made by halves", "type": "LINE", "data": {"a": [1], "steps": [f64::MAX]}},
        {"name": "made by halves", "type": "LINE", "data": {"a": [1]}},
        {"name": "x", "type": "NOVEL", "data": 5},
        point(2.0),
    ]);
    let answer = server
        .post(&format!("{experiment}/batches"), &batch(1, &logs))
        .await
        .is(201);
    let refused: Vec<_> = answer["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["index"].clone(), one["error"]["code"].clone()))
        .collect();
    let expected = [
        (1, "type_conflict"),
        (2, "invalid_data"),
        (3, "invalid_data"),
        (5, "invalid_data"),
        (6, "invalid_data"),
    ];
    assert_eq!(
        refused,
        expected.map(|(index, code)| (json!(index), json!(code)))
    );
    assert_eq!(values(&server, &experiment).await, json!([1, 2]));
}

/// It was called wrong as a whole body.
#[tokio::test]
async fn a_log_that_is_no_object_is_named_by_its_place() {
    let (server, experiment) = Server::with_experiment().await;
    let logs = json!([point(1.0), 5, [], null]);
    let answer = server
        .post(&format!("{experiment}/batches"), &batch(1, &logs))
        .await
        .is(201);
    for (refused, found) in [(0, "a number"), (1, "a list"), (2, "null")] {
        let (place, refused) = (refused + 1, &answer["refused"][refused]);
        let field = format!("logs[{place}]");
        let message = format!("{field}: expected an object, found {found}");
        assert_eq!(refused["index"], place);
        assert_eq!(
            (&refused["error"]["field"], &refused["error"]["message"]),
            (&json!(field), &json!(message))
        );
    }
}

#[tokio::test]
async fn pythons_bare_nan_is_taken() {
    let (server, experiment) = Server::with_experiment().await;
    let body = r#"{"client": "c", "sequence": 1,
        "logs": [{"name": "loss", "type": "LINE", "data": [NaN, -Infinity]}]}"#;
    server
        .post_text(&format!("{experiment}/batches"), body)
        .await
        .is(201);
    assert_eq!(
        values(&server, &experiment).await,
        json!(["NaN", "-Infinity"])
    );
}

#[tokio::test]
async fn bad_batches_are_refused_whole() {
    let (server, experiment) = Server::with_experiment().await;
    let batches = format!("{experiment}/batches");
    let nowhere = "/api/v1/experiments/00000000-0000-0000-0000-000000000000/batches";
    let body = batch(1, &json!([point(1.0)]));
    server.post(nowhere, &body).await.is_error(404, "not_found");
    let mut nameless = body.clone();
    nameless["client"] = json!("");
    server
        .post(&batches, &nameless)
        .await
        .is_invalid("client: must not be empty");
    for (body, expected) in [
        (json!({"sequence": 1, "logs": []}), "client: is missing"),
        (json!({"client": "c", "logs": []}), "sequence: is missing"),
        (json!({"client": "c", "sequence": 1}), "logs: is missing"),
    ] {
        server.post(&batches, &body).await.is_invalid(expected);
    }
    let many = vec![point(1.0); 10_001];
    server
        .post(&batches, &batch(1, &json!(many)))
        .await
        .is_invalid("logs: 10001 logs, at most 10000");
    // Nothing of these has taken the number.
    server.post(&batches, &body).await.is(201);
}

#[tokio::test]
async fn an_experiment_of_a_chosen_identifier_is_made_once() {
    let (server, _) = Server::with_experiment().await;
    let id = "7b0e9a52-8f6f-4c7e-9d0a-3f0c1b2a4d5e";
    let path = "/api/v1/projects/p/experiments";
    let body = json!({"name": "chosen", "id": id, "parameters": {"lr": 1}});
    let made = server.post(path, &body).await.is(201);
    assert_eq!(made["id"], id);
    let again = server.post(path, &body).await.is(201);
    assert_eq!(made, again);
    server.post("/api/v1/projects", &json!({"name": "q"})).await;
    server
        .post("/api/v1/projects/q/experiments", &body)
        .await
        .is_invalid("id: is that of an experiment of another project");
    let mut other = body;
    other["id"] = json!("7b0e9a52-8f6f-4c7e-9d0a-3f0c1b2a4d5f");
    server.post(path, &other).await.is_error(409, "name_taken");
}

/// Ten scripts, or ten processes of one, log to the same line at once.
#[test]
fn ten_writers_on_one_line_lose_nothing() {
    const N_WRITERS: u32 = 10;
    const N_BATCHES: u32 = 20;
    let dir = TempDir::new().unwrap();
    let program = Program::start(&dir.path().join("data"));
    let api = format!("http://127.0.0.1:{}/api/v1", program.port);
    let post = |path: &str, body: &Value| -> Value {
        let sent = ureq::post(format!("{api}{path}")).send(body.to_string());
        serde_json::from_str(&sent.unwrap().body_mut().read_to_string().unwrap()).unwrap()
    };
    post("/projects", &json!({"name": "p"}));
    let made = post("/projects/p/experiments", &json!({"name": "e"}));
    let experiment = format!("/experiments/{}", made["id"].as_str().unwrap());
    thread::scope(|scope| {
        for writer in 0..N_WRITERS {
            let (post, experiment) = (&post, &experiment);
            scope.spawn(move || {
                for idx in 0..N_BATCHES {
                    let step = f64::from(idx * N_WRITERS + writer);
                    let data = json!({"steps": [step], "values": [step]});
                    let log = json!({"name": "loss", "type": "LINE", "data": data});
                    let client = format!("writer {writer}");
                    let body =
                        json!({"client": client, "sequence": idx + 1, "logs": [log.clone()]});
                    // Each twice, as if the first answer had been lost.
                    post(&format!("{experiment}/batches"), &body);
                    post(&format!("{experiment}/batches"), &body);
                }
            });
        }
    });
    let answer = ureq::get(format!("{api}{experiment}/logs/loss")).call();
    let text = answer.unwrap().body_mut().read_to_string().unwrap();
    let log: Value = serde_json::from_str(&text).unwrap();
    let expected: Vec<u32> = (0..N_WRITERS * N_BATCHES).collect();
    assert_eq!(log["data"]["lines"][0]["steps"], json!(expected));
    assert_eq!(log["data"]["lines"][0]["values"], json!(expected));
    assert_eq!(log["version"], N_WRITERS * N_BATCHES);
}
