//! Renaming: old links still find what was renamed.

use crate::server::Server;
use serde_json::json;

const PROJECTS: &str = "/api/v1/projects";

#[tokio::test]
async fn a_renamed_experiment_is_found_by_all_its_names() {
    let (server, path) = Server::with_experiment().await;
    for name in ["second", "third"] {
        server.patch(&path, &json!({"name": name})).await.is(200);
    }
    let renamed = server.get(&path).await.is(200);
    for name in ["exp", "second", "third"] {
        let found = server
            .get(&format!("{PROJECTS}/p/experiments/{name}"))
            .await;
        assert_eq!(found.is(200), renamed, "{name}");
    }
    assert_eq!(renamed["name"], "third");
    server
        .get(&format!("{PROJECTS}/p/experiments/fourth"))
        .await
        .is_error(404, "not_found");
}

#[tokio::test]
async fn a_name_of_today_wins_over_a_former_one() {
    let (server, path) = Server::with_experiment().await;
    server.patch(&path, &json!({"name": "old"})).await.is(200);
    // The name is free again.
    let next = server.experiment("p", "exp").await;
    let id_of = async |name: &str| {
        let found = server
            .get(&format!("{PROJECTS}/p/experiments/{name}"))
            .await;
        found.is(200)["id"].as_str().unwrap().to_owned()
    };
    assert!(next.ends_with(&id_of("exp").await));
    assert!(path.ends_with(&id_of("old").await));
    // Two had the name: the last one is found.
    server.patch(&next, &json!({"name": "new"})).await.is(200);
    assert!(next.ends_with(&id_of("exp").await));
    // Back to where it was.
    server.patch(&path, &json!({"name": "exp"})).await.is(200);
    assert!(path.ends_with(&id_of("exp").await));
    server.delete(&next).await.is(204);
    server
        .get(&format!("{PROJECTS}/p/experiments/new"))
        .await
        .is_error(404, "not_found");
}

/// A log's name has 1 to 256 characters, whichever; that of white space was refused as empty.
#[tokio::test]
async fn white_space_names_logs_and_nothing_that_is_clicked() {
    let (server, path) = Server::with_experiment().await;
    let log = json!({"name": " ", "type": "LINE", "data": {" ": [1], "\u{3000}": [2]}});
    server.log(&path, &log).await.is(201);
    let batch = json!({"client": "c", "sequence": 1, "logs": [log]});
    let taken = server.post(&format!("{path}/batches"), &batch).await;
    assert_eq!(taken.is(201)["refused"], json!([]));
    let read = server.get(&format!("{path}/logs/%20")).await.is(200);
    assert_eq!(read["data"]["lines"][0]["values"], json!([1, 1]));
    for (path, body) in [
        (PROJECTS, json!({"name": " "})),
        ("/api/v1/projects/p/experiments", json!({"name": " "})),
    ] {
        let answer = server.post(path, &body).await;
        answer.is_invalid("name: must not be white space only");
    }
    let answer = server.patch(&path, &json!({"tags": ["a", " "]})).await;
    answer.is_invalid("tags[1]: must not be white space only");
}

/// They were taken, and then no browser could ask for what they name: it takes these parts out of an
/// address.
#[tokio::test]
async fn what_means_a_place_in_an_address_names_nothing() {
    let (server, path) = Server::with_experiment().await;
    let artifacts = format!("{path}/artifacts");
    let value = json!({"name": "v", "type": "VALUE", "data": 1});
    server.log(&path, &value).await.is(201);
    for name in [".", ".."] {
        let message = format!("name: cannot stand in an address: \"{name}\" means a place there");
        let named = json!({"name": name});
        for to in [PROJECTS, "/api/v1/projects/p/experiments"] {
            server.post(to, &named).await.is_invalid(&message);
        }
        for of in [&format!("{PROJECTS}/p"), &path, &format!("{path}/logs/v")] {
            server.patch(of, &named).await.is_invalid(&message);
        }
        let log = json!({"name": name, "type": "LINE", "data": {".": 1, "..": 2}});
        server.log(&path, &log).await.is_invalid(&message);
        let batch = json!({"client": name, "sequence": 1, "logs": [log]});
        let taken = server.post(&format!("{path}/batches"), &batch).await;
        assert_eq!(taken.is(201)["refused"][0]["error"]["message"], message);
        let file = server.upload(&artifacts, &[("name", name)], b"file").await;
        file.is_invalid(&message);
        // What stands in no address may be called so.
        server.patch(&path, &json!({"tags": [name]})).await.is(200);
        let projects = format!("{}/projects", crate::picsellia::ORGANIZATION);
        let answer = server.post(&projects, &named).await;
        assert_eq!(answer.is(422)["message"], message);
    }
    let lines = json!({"name": "l", "type": "LINE", "data": {".": 1, "..": 2}});
    server.log(&path, &lines).await.is(201);
}

/// White space was refused, as people would see nothing to click; what shows as little was taken.
#[tokio::test]
async fn a_name_can_be_seen() {
    let (server, path) = Server::with_experiment().await;
    let message = "must hold something that can be seen";
    for name in ["\u{200b}", "\u{feff}", "\u{ad} ", "\u{3164}", "\u{2800}"] {
        let named = json!({"name": name});
        for to in [PROJECTS, "/api/v1/projects/p/experiments"] {
            let answer = server.post(to, &named).await;
            answer.is_invalid(&format!("name: {message}"));
        }
        let answer = server.patch(&path, &json!({"tags": [name]})).await;
        answer.is_invalid(&format!("tags[0]: {message}"));
        let log = json!({"name": name, "type": "VALUE", "data": 1});
        server.log(&path, &log).await.is(201);
    }
    let named = json!({"name": "\u{200b}a"});
    server.patch(&path, &named).await.is(200);
}

#[tokio::test]
async fn former_names_are_listed_while_nothing_else_has_them() {
    let (server, path) = Server::with_experiment().await;
    let listed = async || {
        let answer = server.get(&format!("{PROJECTS}/p/former-names")).await;
        answer.is(200)["items"].clone()
    };
    assert_eq!(listed().await, json!([]));
    server.patch(&path, &json!({"name": "new"})).await.is(200);
    let id = path.rsplit('/').next().unwrap();
    assert_eq!(
        listed().await,
        json!([{"name": "exp", "experiment_id": id}])
    );
    server.experiment("p", "exp").await;
    assert_eq!(listed().await, json!([]));
    server
        .get(&format!("{PROJECTS}/q/former-names"))
        .await
        .is_error(404, "not_found");
}

/// Deleting a project twice deleted the one that had once had its name.
#[tokio::test]
async fn nothing_is_deleted_by_a_former_name() {
    let (server, path) = Server::with_experiment().await;
    let (old, new) = (format!("{PROJECTS}/p"), format!("{PROJECTS}/q"));
    server.patch(&old, &json!({"name": "q"})).await.is(200);
    server.get(&old).await.is(200);
    server.delete(&old).await.is_error(404, "not_found");
    server.get(&path).await.is(200);
    server.delete(&new).await.is(204);
    server.get(&path).await.is_error(404, "not_found");
}

#[tokio::test]
async fn a_former_name_is_one_of_its_project_only() {
    let (server, path) = Server::with_experiment().await;
    server.post(PROJECTS, &json!({"name": "q"})).await.is(201);
    server.patch(&path, &json!({"name": "new"})).await.is(200);
    server
        .get(&format!("{PROJECTS}/q/experiments/exp"))
        .await
        .is_error(404, "not_found");
}

#[tokio::test]
async fn a_refused_renaming_leaves_no_trace() {
    let (server, path) = Server::with_experiment().await;
    server.experiment("p", "taken").await;
    let (field, _) = server
        .patch(&path, &json!({"name": "taken"}))
        .await
        .is_error(409, "name_taken");
    assert_eq!(field.as_deref(), Some("name"));
    server.delete(&path).await.is(204);
    server
        .get(&format!("{PROJECTS}/p/experiments/exp"))
        .await
        .is_error(404, "not_found");
}

#[tokio::test]
async fn a_renamed_project_is_found_by_its_former_name_and_logged_to() {
    let (server, path) = Server::with_experiment().await;
    server
        .patch(&format!("{PROJECTS}/p"), &json!({"name": "renamed"}))
        .await
        .is(200);
    let found = server.get(&format!("{PROJECTS}/p")).await.is(200);
    assert_eq!(found["name"], "renamed");
    let experiment = server.get(&format!("{PROJECTS}/p/experiments/exp")).await;
    assert!(path.ends_with(experiment.is(200)["id"].as_str().unwrap()));
    // A script that still knows the old name goes on.
    server.experiment("p", "later").await;
    let found = server.get(&format!("{PROJECTS}/renamed")).await.is(200);
    assert_eq!(found["n_experiments"], 2);
}
