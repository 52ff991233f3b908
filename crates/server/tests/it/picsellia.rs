//! The routes of the Picsellia SDK, as far as the client itself does not show it: who may call them,
//! and how they refuse. `tests/clients/picsellia` runs the client.

use crate::picsellia_files::object_name;
use crate::server::{Answer, Server, request};
use crate::tokens::{self, issue, new_token};
use axum::body::Body;
use axum::http::{Method, header};
use runboard::access::Writing;
use runboard::store::{NewToken, TokenDesk};
use serde_json::{Value, json};

pub(crate) const ORGANIZATION: &str = "/api/organization/00000000-0000-4000-8000-000000000000";
pub(crate) const STORAGE: &str = "/api/object-storage/00000000-0000-4000-8000-000000000000";

async fn send(server: &Server, token: &str, method: Method, path: &str, body: &Value) -> Answer {
    tokens::send(server, token, method, path, &body.to_string()).await
}

/// The path of an experiment for the client, out of that for our API.
pub(crate) fn of_client(path: &str) -> String {
    path.replace("/api/v1/experiments/", "/api/experiment/")
}

/// The path and query of an address, without the host.
pub(crate) fn path_of(url: &Value) -> String {
    let url = url.as_str().unwrap();
    url.strip_prefix("http://127.0.0.1:7878")
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_refusal_carries_its_message_for_the_client() {
    let server = Server::start().await;
    let path = "/api/project/00000000-0000-4000-8000-000000000000";
    let answer = server.get(path).await;
    let (_, message) = answer.is_error(404, "not_found");
    assert_eq!(answer.is(404)["message"], message);
    let (_, message) = server.get("/api/tomorrow").await.is_error(404, "not_found");
    assert!(message.starts_with("Runboard does not offer /tomorrow;"));
    let answer = server.delete("/api/home/ping").await;
    let (_, message) = answer.is_error(404, "not_found");
    assert!(message.starts_with("Runboard does not offer "));
    let own = server.get("/api/v1/tomorrow").await.is(404);
    assert_eq!(own["message"], Value::Null);
}

#[tokio::test]
async fn any_token_is_that_of_this_machine_until_there_is_one() {
    let server = Server::start().await;
    let ping = "/api/home/ping";
    let none = json!(null);
    let get = async |token: &str, path| send(&server, token, Method::GET, path, &none).await;
    get("whatever", ping).await.is(200);
    let answer = get("whatever", "/api/v1/projects").await;
    answer.is_error(401, "unauthorized");
    let mut foreign = request(Method::GET, ping, Body::empty());
    let headers = foreign.headers_mut();
    headers.insert(header::HOST, "evil.example".parse().unwrap());
    headers.insert(header::AUTHORIZATION, "Bearer whatever".parse().unwrap());
    server.send(foreign).await.is_error(401, "unauthorized");
    let token = issue(&server, 1, new_token("t")).await;
    get(&token, ping).await.is(200);
    let answer = get("whatever", ping).await;
    let (_, message) = answer.is_error(401, "unauthorized");
    assert_eq!(answer.is(401)["message"], message);
    server.get(ping).await.is(200);
}

/// The server had no token left then, and so let in whoever came: with the revoked one, too.
#[tokio::test]
async fn a_revoked_token_stays_refused_when_it_was_the_only_one() {
    let server = Server::start().await;
    let token = issue(&server, 1, new_token("t")).await;
    let get =
        async |token: &str| send(&server, token, Method::GET, "/api/home/ping", &json!(null)).await;
    get(&token).await.is(200);
    let mut desk = TokenDesk::open(server.dir()).await.unwrap();
    desk.revoke("t").await.unwrap();
    get(&token).await.is_error(401, "unauthorized");
    get("whatever").await.is(200);
}

#[tokio::test]
async fn a_log_that_is_not_there_is_called_as_the_client_calls_it() {
    let (server, experiment) = Server::with_experiment().await;
    let logs = format!("{}/logs", of_client(&experiment));
    let log = json!({"name": "loss", "type": "LINE", "data": [1]});
    let log = server.post(&logs, &log).await.is(201);
    let own = log["id"].as_str().unwrap();
    server.delete(&format!("/api/log/{own}")).await.is(204);
    for id in [own, "00000000-0000-4000-8000-000000000007"] {
        let answer = server.get(&format!("/api/log/{id}")).await;
        let (_, message) = answer.is_error(404, "not_found");
        assert_eq!(message, format!("there is no log \"{id}\""));
        let answer = server.delete(&format!("/api/log/{id}")).await;
        answer.is_error(404, "not_found");
    }
}

/// Logging the last of many points one by one once took as long as reading all of them.
#[tokio::test]
async fn logging_to_a_long_line_answers_its_end() {
    let (server, experiment) = Server::with_experiment().await;
    let logs = format!("{}/logs", of_client(&experiment));
    let send = async |data: Value| {
        let log = json!({"name": "loss", "type": "LINE", "data": data});
        let mut log = server.post(&logs, &log).await.is(201);
        let steps: Vec<u32> = serde_json::from_value(log["data"]["steps"].take()).unwrap();
        (log["id"].as_str().unwrap().to_owned(), steps)
    };
    let range = |from: u32, to: u32| -> Vec<u32> { (from..to).collect() };
    let many = json!(range(0, 3000));
    // What was just logged is always there.
    assert_eq!(send(many.clone()).await.1, range(0, 3000));
    assert_eq!(send(many).await.1, range(0, 6000));
    let (id, steps) = send(json!(0.5)).await;
    assert_eq!(steps, range(4001, 6001));
    let more = json!({"data": [1, 2]});
    let appended = server.post(&format!("/api/log/{id}/append"), &more).await;
    assert_eq!(appended.is(200)["data"]["steps"], json!(range(4003, 6003)));
    for path in [format!("/api/log/{id}"), format!("{logs}/find?name=loss")] {
        let whole = server.get(&path).await.is(200);
        assert_eq!(whole["data"]["steps"], json!(range(0, 6003)));
    }
}

#[tokio::test]
async fn several_long_lines_share_the_answer() {
    let (server, experiment) = Server::with_experiment().await;
    let logs = format!("{}/logs", of_client(&experiment));
    let many: Vec<u32> = (0..3000).collect();
    let all = json!({"name": "l", "type": "LINE", "data": {"a": many, "b": many}});
    server.post(&logs, &all).await.is(201);
    let one = json!({"name": "l", "type": "LINE", "data": {"a": 1, "b": 2}});
    let log = server.post(&logs, &one).await.is(201);
    let lengths = ["steps", "a", "b"].map(|key| log["data"][key].as_array().unwrap().len());
    assert_eq!(lengths, [1000; 3]);
}

#[tokio::test]
async fn a_token_for_one_project_reaches_nothing_else() {
    let server = Server::start().await;
    let mut made = Vec::new();
    for project in ["own", "other"] {
        let body = json!({"name": project});
        let project_id = server.post("/api/v1/projects", &body).await.is(201)["id"].clone();
        let path = server.experiment(project, "e").await;
        let line = json!({"name": "loss", "type": "LINE", "data": [1]});
        let log = server
            .post(&format!("{}/logs", of_client(&path)), &line)
            .await;
        let log = format!("/api/log/{}", log.is(201)["id"].as_str().unwrap());
        made.push((project_id.as_str().unwrap().to_owned(), path, log));
    }
    let token = issue(
        &server,
        1,
        NewToken {
            project: Some("own".to_owned()),
            ..new_token("t")
        },
    )
    .await;
    let call = async |method: Method, path: &str, body: &Value| {
        send(&server, &token, method, path, body).await
    };
    let none = json!(null);
    call(Method::GET, "/api/home/ping", &none).await.is(200);
    let projects = format!("{ORGANIZATION}/projects");
    let listed = call(Method::GET, &projects, &none).await.is(200);
    assert_eq!(
        (&listed["count"], &listed["items"][0]["name"]),
        (&json!(1), &json!("own"))
    );
    call(Method::POST, &projects, &json!({"name": "new"}))
        .await
        .is_error(403, "forbidden");
    let (statuses, names) = ([200, 403], [200, 404]);
    for (idx, (project, path, log)) in made.iter().enumerate() {
        let expected = statuses[idx];
        let id = path.rsplit('/').next().unwrap();
        call(Method::GET, &format!("/api/project/{project}"), &none)
            .await
            .is(expected);
        call(Method::GET, &of_client(path), &none)
            .await
            .is(expected);
        call(Method::GET, log, &none).await.is(expected);
        let found = format!("{ORGANIZATION}/experiments/find?id={id}");
        call(Method::GET, &found, &none).await.is(expected);
        let found = format!("{projects}/find?id={project}");
        call(Method::GET, &found, &none).await.is(names[idx]);
        let object = object_name(&server, path).await;
        let body = json!({"object_name": object});
        let address = format!("{STORAGE}/generate_presigned_url");
        call(Method::POST, &address, &body).await.is(expected);
        let append = format!("{log}/append");
        call(Method::POST, &append, &json!({"data": [2]}))
            .await
            .is(expected);
        call(Method::DELETE, log, &none).await.is([204, 403][idx]);
    }
}

#[tokio::test]
async fn a_token_that_only_reads_fetches_and_sends_nothing() {
    let (server, path) = Server::with_experiment().await;
    let artifacts = format!("{path}/artifacts");
    server
        .upload(&artifacts, &[("name", "a")], b"bytes")
        .await
        .is(201);
    let token = issue(
        &server,
        1,
        NewToken {
            writing: Writing::Refused,
            ..new_token("t")
        },
    )
    .await;
    let call = async |method: Method, path: &str, body: &Value| {
        send(&server, &token, method, path, body).await
    };
    let none = json!(null);
    let listed = format!("{}/artifacts", of_client(&path));
    let listed = call(Method::GET, &listed, &none).await.is(200);
    let body = json!({"object_name": listed["items"][0]["object_name"]});
    let fetch = format!("{STORAGE}/retrieve_presigned_url");
    let address = call(Method::POST, &fetch, &body).await.is(200);
    let got = server.get(&path_of(&address["presigned_url"])).await;
    assert_eq!(
        (got.status.as_u16(), &*got.body),
        (200, b"bytes".as_slice())
    );
    assert_eq!(got.header("content-length"), "5");
    let address = format!("{STORAGE}/generate_presigned_url");
    call(Method::POST, &address, &body)
        .await
        .is_error(403, "forbidden");
    let line = json!({"name": "l", "type": "LINE", "data": [1]});
    let logs = format!("{}/logs", of_client(&path));
    call(Method::POST, &logs, &line)
        .await
        .is_error(403, "forbidden");
}

#[tokio::test]
async fn the_addresses_that_the_client_prints_lead_to_the_page() {
    let (server, path) = Server::with_experiment().await;
    let id = path.rsplit('/').next().unwrap();
    let project = server.get("/api/v1/projects/p").await.is(200);
    let project = project["id"].as_str().unwrap();
    for (printed, target) in [
        (format!("/organization/{project}"), "/".to_owned()),
        (
            format!("/project/{project}"),
            format!("/projects/{project}"),
        ),
        (
            format!("/experiment/{id}"),
            format!("/projects/{project}/experiments/{id}"),
        ),
    ] {
        let answer = server.get(&printed).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (307, &*target)
        );
    }
    let nowhere = "/experiment/00000000-0000-4000-8000-000000000000";
    server.get(nowhere).await.is_error(404, "not_found");
}
