//! The forms of the list of experiments, and what the server keeps of it in memory.

use crate::server::Server;
use runboard_model::experiments_binary;
use runboard_model::wire::{Experiment, Items};
use serde_json::{Value, json};

const EXPERIMENTS: &str = "/api/v1/projects/p/experiments";

/// Three experiments that differ in all that a list tells.
async fn with_three() -> (Server, Vec<String>) {
    let server = Server::with_project().await;
    let mut paths = Vec::new();
    for name in ["a", "b", "c"] {
        paths.push(server.experiment("p", name).await);
    }
    let logs = [
        json!({"name": "v", "type": "VALUE", "data": 0.5}),
        json!({"name": "parameters", "type": "TABLE", "data": {"lr": 0.1, "name": "adam", "none": null}}),
        json!({"name": "l", "type": "LINE", "data": {"train": [1, "NaN"], "val": [2]}}),
    ];
    for (path, log) in [&paths[0], &paths[0], &paths[2]].into_iter().zip(&logs) {
        server.log(path, log).await.is(201);
    }
    server
        .patch(&paths[1], &json!({"tags": ["x"]}))
        .await
        .is(200);
    (server, paths)
}

async fn json_list(server: &Server, query: &str) -> Value {
    server.get(&format!("{EXPERIMENTS}?{query}")).await.is(200)
}

async fn columns(server: &Server, query: &str) -> Value {
    let answer = server
        .get(&format!("{EXPERIMENTS}?form=columns&{query}"))
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("content-type"),
        experiments_binary::MEDIA_TYPE
    );
    let part: Items<Experiment> = experiments_binary::decode(&answer.body).unwrap();
    serde_json::to_value(part).unwrap()
}

/// What was kept of one experiment was answered for another that had its identifier and revision.
#[tokio::test]
async fn an_experiment_that_is_made_again_is_listed_anew() {
    let (server, experiment) = Server::with_experiment().await;
    server.delete(&experiment).await.is(204);
    let id = experiment.rsplit('/').next().unwrap();
    let list = "/api/v1/projects/p/experiments";
    let mut revisions = Vec::new();
    for rate in [0.1, 0.2] {
        let new = json!({"name": "e", "id": id, "parameters": {"lr": rate}});
        server.post(list, &new).await.is(201);
        let listed = server.get(list).await.is(200);
        assert_eq!(listed["items"][0]["parameters"], json!({"lr": rate}));
        let project = server.get("/api/v1/projects/p").await.is(200);
        revisions.push(project["revision"].as_u64().unwrap());
        server.delete(&experiment).await.is(204);
    }
    // That one went and one came shows in the project's revision.
    assert!(revisions[0] < revisions[1], "{revisions:?}");
}

#[tokio::test]
async fn columns_say_what_json_says() {
    let (server, _) = with_three().await;
    for query in ["", "limit=2", "sort=name&limit=1", "filter=params.lr %3E 0"] {
        let query = query.replace(' ', "%20");
        let expected = json_list(&server, &query).await;
        assert_eq!(columns(&server, &query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn heads_leave_out_what_was_logged() {
    let (server, _) = with_three().await;
    for query in ["", "filter=params.lr%20%3E%200"] {
        let mut expected = json_list(&server, query).await;
        for item in expected["items"].as_array_mut().unwrap() {
            item["tags"] = json!([]);
            item["parameters"] = json!({});
            item["values"] = json!({});
            item["lines"] = json!([]);
        }
        let heads = json_list(&server, &format!("form=heads&{query}")).await;
        assert_eq!(heads, expected);
    }
    let (field, _) = server
        .get(&format!("{EXPERIMENTS}?form=rows"))
        .await
        .is_error(422, "invalid_data");
    assert_eq!(field.as_deref(), Some("form"));
}

/// What the list keeps in memory must never be older than what is stored.
#[tokio::test]
async fn a_list_that_was_read_before_shows_what_changed_since() {
    let (server, paths) = with_three().await;
    let one_by_one = async || {
        let mut items = Vec::new();
        for path in paths.iter().rev() {
            items.push(server.get(path).await.is(200));
        }
        Value::from(items)
    };
    let check = async |what: &str| {
        assert_eq!(
            json_list(&server, "").await["items"],
            one_by_one().await,
            "{what}"
        );
    };
    check("at first").await;
    check("read again").await;
    let value = json!({"name": "v", "type": "VALUE", "data": 7});
    server.log(&paths[0], &value).await.is(201);
    check("a value is replaced").await;
    let line = json!({"name": "l", "type": "LINE", "data": {"train": 5}});
    server.log(&paths[2], &line).await.is(201);
    check("a line grows").await;
    server.patch(&paths[1], &json!({"tags": []})).await.is(200);
    check("tags are taken away").await;
    server.delete(&format!("{}/logs/v", paths[0])).await.is(204);
    check("a log is deleted").await;
}

/// A client may choose an identifier, and choose it again after a deletion.
#[tokio::test]
async fn an_experiment_with_an_identifier_that_was_used_before_is_another_one() {
    let server = Server::with_project().await;
    server.experiment("p", "other").await;
    let id = "0198a3c4-0000-7000-8000-000000000001";
    for lr in [0.5, 0.25] {
        let body = json!({"name": "e", "id": id, "parameters": {"lr": lr}});
        server.post(EXPERIMENTS, &body).await.is(201);
        let list = json_list(&server, "limit=1").await;
        assert_eq!(list["items"][0]["parameters"], json!({"lr": lr}));
        server
            .delete(&format!("/api/v1/experiments/{id}"))
            .await
            .is(204);
    }
}

#[tokio::test]
async fn the_revision_of_a_project_grows_with_each_change() {
    let (server, paths) = with_three().await;
    let revision = async || server.get("/api/v1/projects/p").await.is(200)["revision"].as_u64();
    let first = revision().await;
    assert!(first > Some(2));
    let value = json!({"name": "v", "type": "VALUE", "data": 7});
    server.log(&paths[0], &value).await.is(201);
    assert_eq!(revision().await, first.map(|first| first + 1));
    let list = json_list(&server, "").await;
    let items = list["items"].as_array().unwrap();
    let sum = items
        .iter()
        .filter_map(|item| item["revision"].as_u64())
        .sum();
    assert_eq!(revision().await, Some(sum));
}

/// One text of 30 MB made every list as long.
#[tokio::test]
async fn long_texts_are_left_to_who_asks_for_them() {
    let server = Server::with_project().await;
    let path = server.experiment("p", "a").await;
    let (short, long) = ("x".repeat(16_000), "x".repeat(17_000));
    for (name, text) in [("short", &short), ("long", &long)] {
        let log = json!({"name": name, "type": "VALUE", "data": text});
        server.log(&path, &log).await.is(201);
    }
    let list = server.get(EXPERIMENTS).await.is(200);
    assert_eq!(list["items"][0]["values"], json!({"short": short}));
    let whole = server.get(&format!("{path}/logs/long")).await.is(200);
    assert_eq!(whole["data"], json!(long));
}
