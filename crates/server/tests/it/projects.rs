//! `/projects`.

use crate::server::{NOW, Server};
use serde_json::json;

const PROJECTS: &str = "/api/v1/projects";

#[tokio::test]
async fn a_project_is_made_and_read_by_name_and_identifier() {
    let server = Server::start().await;
    let made = server
        .post(PROJECTS, &json!({"name": "a b/ü", "description": "d"}))
        .await
        .is(201);
    assert_eq!(made["name"], "a b/ü");
    assert_eq!(made["created_at"], NOW);
    assert_eq!(made["archived"], false);
    let by_name = server.get("/api/v1/projects/a%20b%2F%C3%BC").await.is(200);
    let id = made["id"].as_str().unwrap();
    let by_id = server.get(&format!("{PROJECTS}/{id}")).await.is(200);
    let capitals = id.to_uppercase();
    assert_eq!(
        server.get(&format!("{PROJECTS}/{capitals}")).await.is(200),
        made
    );
    assert_eq!((&by_name, &by_id), (&made, &made));
}

#[tokio::test]
async fn projects_are_listed_by_name_with_counts() {
    let server = Server::start().await;
    for name in ["b", "C", "a"] {
        server.post(PROJECTS, &json!({"name": name})).await.is(201);
    }
    let path = server.experiment("b", "one").await;
    server.experiment("b", "two").await;
    server
        .patch(&path, &json!({"status": "success"}))
        .await
        .is(200);
    let list = server.get(PROJECTS).await.is(200);
    let items = list["items"].as_array().unwrap();
    let names: Vec<_> = items
        .iter()
        .map(|item| item["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["a", "b", "C"]);
    assert_eq!(list["next"], json!(null));
    assert_eq!(
        (&items[1]["n_experiments"], &items[1]["n_running"]),
        (&json!(2), &json!(1))
    );
}

#[tokio::test]
async fn a_project_is_changed_and_removed() {
    let server = Server::start().await;
    server.post(PROJECTS, &json!({"name": "p"})).await.is(201);
    server.post(PROJECTS, &json!({"name": "q"})).await.is(201);
    let changed = server
        .patch(
            "/api/v1/projects/p",
            &json!({"name": "r", "archived": true}),
        )
        .await
        .is(200);
    assert_eq!(
        (&changed["name"], &changed["archived"]),
        (&json!("r"), &json!(true))
    );
    let taken = server
        .patch("/api/v1/projects/r", &json!({"name": "q"}))
        .await;
    assert_eq!(taken.is_error(409, "name_taken").0.as_deref(), Some("name"));
    server.delete("/api/v1/projects/r").await.is(204);
    server
        .get("/api/v1/projects/r")
        .await
        .is_error(404, "not_found");
    server
        .delete("/api/v1/projects/r")
        .await
        .is_error(404, "not_found");
    server
        .patch("/api/v1/projects/r", &json!({}))
        .await
        .is_error(404, "not_found");
}

#[tokio::test]
async fn bad_projects_are_refused() {
    let server = Server::start().await;
    server.post(PROJECTS, &json!({"name": "p"})).await.is(201);
    server
        .post(PROJECTS, &json!({"name": "p"}))
        .await
        .is_error(409, "name_taken");
    server
        .post(PROJECTS, &json!({}))
        .await
        .is_invalid("name: is missing");
    server
        .post(PROJECTS, &json!({"name": ""}))
        .await
        .is_invalid("name: must not be empty");
    server
        .post(PROJECTS, &json!({"name": "a\nb"}))
        .await
        .is_invalid("name: holds a control character at position 1");
    let long = "x".repeat(257);
    server
        .post(PROJECTS, &json!({"name": long}))
        .await
        .is_invalid("name: is 257 characters long, at most 256 are allowed");
    server
        .post_text(PROJECTS, "{\"name\":")
        .await
        .is_error(400, "malformed_request");
    assert_eq!(
        server.get(PROJECTS).await.is(200)["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}
