//! Issued tokens: what each lets its bearer do, on every route, and when it ends.

use crate::program::Program;
use crate::server::{Answer, NOW_UNIX_MILLIS, Options, Server, request};
use axum::body::Body;
use axum::http::{Method, header};
use runboard::access::{IssuedToken, Writing};
use runboard::store::{NewToken, StoreError, TokenDesk};
use runboard_model::Timestamp;
use serde_json::{Value, json};
use std::process::Command;
use tempfile::TempDir;

pub(crate) fn now() -> Timestamp {
    Timestamp::from_unix_millis(NOW_UNIX_MILLIS as i64)
}

pub(crate) fn new_token(name: &str) -> NewToken {
    NewToken {
        name: name.to_owned(),
        writing: Writing::Allowed,
        project: None,
        expires_at: None,
    }
}

/// Issues a token beside the running server; `seed` tells tokens apart.
pub(crate) async fn issue(server: &Server, seed: u8, new: NewToken) -> String {
    let token = IssuedToken::from_random([seed; 8], [seed; 32]);
    let mut desk = TokenDesk::open(server.dir()).await.unwrap();
    desk.issue(&token, new, now()).await.unwrap();
    token.text()
}

pub(crate) async fn guarded() -> Server {
    let token = Some("secret");
    Server::with(Options {
        token,
        ..Options::default()
    })
    .await
}

pub(crate) async fn send(
    server: &Server,
    token: &str,
    method: Method,
    path: &str,
    body: &str,
) -> Answer {
    let mut request = request(method, path, Body::from(body.to_owned()));
    let value = format!("Bearer {token}").parse().unwrap();
    request.headers_mut().insert(header::AUTHORIZATION, value);
    server.send(request).await
}

pub(crate) async fn get(server: &Server, token: &str, path: &str) -> Answer {
    send(server, token, Method::GET, path, "").await
}

async fn post(server: &Server, token: &str, path: &str, body: &Value) -> Answer {
    send(server, token, Method::POST, path, &body.to_string()).await
}

/// Two projects with an experiment and a picture each; answers the paths of the experiments and the
/// hashes of the pictures.
async fn two_projects(server: &Server, token: &str) -> Vec<(String, String)> {
    let mut made = Vec::new();
    for (project, colour) in [("own", 1), ("other", 2)] {
        let body = json!({"name": project});
        post(server, token, "/api/v1/projects", &body).await.is(201);
        let path = format!("/api/v1/projects/{project}/experiments");
        let experiment = post(server, token, &path, &json!({"name": "e"})).await;
        let id = experiment.is(201)["id"].as_str().unwrap().to_owned();
        let experiment = format!("/api/v1/experiments/{id}");
        let line = json!({"name": "loss", "type": "LINE", "data": [1, 2]});
        let logs = format!("{experiment}/logs");
        post(server, token, &logs, &line).await.is(201);
        let sha256 = picture(server, &experiment, colour).await;
        made.push((experiment, sha256));
    }
    made
}

async fn picture(server: &Server, experiment: &str, colour: u8) -> String {
    let gif = [
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00".as_slice(),
        &[colour; 6],
        b"!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
    ]
    .concat();
    let path = format!("{experiment}/images");
    server
        .upload(&path, &[("name", "shown")], &gif)
        .await
        .is(201);
    let log = server
        .get(&format!("{experiment}/logs/shown"))
        .await
        .is(200);
    log["data"]["sha256"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_issued_token_is_as_good_as_the_servers() {
    let server = guarded().await;
    let token = issue(&server, 1, new_token("ci")).await;
    let body = json!({"name": "p"});
    post(&server, &token, "/api/v1/projects", &body)
        .await
        .is(201);
    let session = get(&server, &token, "/api/v1/session").await.is(200);
    let expected = json!({"name": "ci", "signed_in": false, "read_only": false, "project": null});
    assert_eq!(session, expected);
    let wrong = format!("{}x", token.strip_suffix('B').unwrap_or(&token));
    for wrong in [wrong.as_str(), "rb_0000000000000000_x", "secre"] {
        get(&server, wrong, "/api/v1/projects")
            .await
            .is_error(401, "unauthorized");
    }
}

#[tokio::test]
async fn clients_that_say_token_for_bearer_are_let_in() {
    let server = guarded().await;
    let token = issue(&server, 1, new_token("old client")).await;
    for scheme in ["Token", "token", "Bearer", "bearer"] {
        let mut request = request(Method::GET, "/api/v1/projects", Body::empty());
        let value = format!("{scheme} {token}").parse().unwrap();
        request.headers_mut().insert(header::AUTHORIZATION, value);
        server.send(request).await.is(200);
    }
}

/// On a machine of one's own no token is needed; but whoever brings one means it.
#[tokio::test]
async fn a_wrong_token_is_refused_where_none_is_needed() {
    let server = Server::start().await;
    server.get("/api/v1/projects").await.is(200);
    get(&server, "wrong", "/api/v1/projects")
        .await
        .is_error(401, "unauthorized");
    server
        .post("/api/v1/session", &json!({"token": "wrong"}))
        .await
        .is_error(401, "unauthorized");
    let token = issue(&server, 1, new_token("t")).await;
    get(&server, &token, "/api/v1/projects").await.is(200);
    let session = server.get("/api/v1/session").await.is(200);
    assert_eq!(session["name"], "this machine");
}

#[tokio::test]
async fn a_read_only_token_changes_nothing() {
    let server = Server::start().await;
    let all = issue(&server, 1, new_token("all")).await;
    let paths = two_projects(&server, &all).await;
    let read_only = NewToken {
        writing: Writing::Refused,
        ..new_token("reader")
    };
    let token = issue(&server, 2, read_only).await;
    let (experiment, sha256) = &paths[0];
    for path in [
        "/api/v1/projects",
        "/api/v1/projects/own",
        experiment,
        &format!("{experiment}/logs"),
        &format!("/api/v1/blobs/{sha256}"),
        "/api/v1/session",
    ] {
        get(&server, &token, path).await.is(200);
    }
    post(&server, &token, "/api/v1/lines/query", &json!({"logs": []}))
        .await
        .is(200);
    let writes = [
        (Method::POST, "/api/v1/projects".to_owned()),
        (Method::PATCH, "/api/v1/projects/own".to_owned()),
        (Method::DELETE, "/api/v1/projects/own".to_owned()),
        (Method::POST, "/api/v1/projects/own/experiments".to_owned()),
        (Method::PATCH, experiment.clone()),
        (Method::DELETE, experiment.clone()),
        (Method::POST, format!("{experiment}/logs")),
        (Method::DELETE, format!("{experiment}/logs")),
        (Method::PATCH, format!("{experiment}/logs/loss")),
        (Method::DELETE, format!("{experiment}/logs/loss")),
        (Method::POST, format!("{experiment}/images")),
        (Method::POST, format!("{experiment}/artifacts")),
    ];
    for (method, path) in writes {
        send(&server, &token, method, &path, "{}")
            .await
            .is_error(403, "forbidden");
    }
    let log = get(&server, &token, &format!("{experiment}/logs/loss")).await;
    assert_eq!(log.is(200)["version"], 1);
}

#[tokio::test]
async fn a_token_of_a_project_sees_nothing_else() {
    let server = Server::start().await;
    let all = issue(&server, 1, new_token("all")).await;
    let paths = two_projects(&server, &all).await;
    let scoped = NewToken {
        project: Some("own".to_owned()),
        ..new_token("own")
    };
    let token = issue(&server, 2, scoped).await;
    let [(own, own_blob), (other, other_blob)] = &paths[..] else {
        panic!("two projects");
    };
    let projects = get(&server, &token, "/api/v1/projects").await.is(200);
    assert_eq!(projects["items"].as_array().unwrap().len(), 1);
    assert_eq!(projects["items"][0]["name"], "own");
    let point = json!({"name": "loss", "type": "LINE", "data": 3});
    post(&server, &token, &format!("{own}/logs"), &point)
        .await
        .is(201);
    get(&server, &token, &format!("/api/v1/blobs/{own_blob}"))
        .await
        .is(200);
    let new = json!({"name": "e2"});
    post(&server, &token, "/api/v1/projects/own/experiments", &new)
        .await
        .is(201);

    for path in [
        "/api/v1/projects/other".to_owned(),
        "/api/v1/projects/nowhere".to_owned(),
        "/api/v1/projects/other/experiments".to_owned(),
        "/api/v1/projects/other/experiments/e".to_owned(),
        other.clone(),
        format!("{other}/logs"),
        format!("{other}/logs/loss"),
        format!("{other}/artifacts"),
        format!("/api/v1/blobs/{other_blob}"),
        "/api/v1/no-such-route".to_owned(),
    ] {
        get(&server, &token, &path).await.is_error(403, "forbidden");
    }
    for (method, path) in [
        (Method::POST, "/api/v1/projects".to_owned()),
        (Method::POST, format!("{other}/logs")),
        (Method::DELETE, other.clone()),
        (Method::DELETE, "/api/v1/projects/other".to_owned()),
    ] {
        send(&server, &token, method, &path, &point.to_string())
            .await
            .is_error(403, "forbidden");
    }
    let wanted = |path: &str| {
        let id = path.rsplit('/').next().unwrap();
        json!({"experiment_id": id, "name": "loss", "have": {}})
    };
    let query = json!({"logs": [wanted(own), wanted(other)]});
    let answer = post(&server, &token, "/api/v1/lines/query", &query).await;
    let lines = runboard_model::lines_binary::decode(&answer.body).unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].lines[0].values, [1.0, 2.0, 3.0]);
}

/// A client may choose an experiment's identifier, and chose that of another project: one statement
/// asked for both, and answered the experiments of that project to whoever may see only this one.
#[tokio::test]
async fn an_experiment_with_the_identifier_of_a_project_is_itself_alone() {
    let server = Server::start().await;
    let all = issue(&server, 1, new_token("all")).await;
    two_projects(&server, &all).await;
    let other = get(&server, &all, "/api/v1/projects/other").await.is(200);
    let id = other["id"].as_str().unwrap();
    let scoped = NewToken {
        project: Some("own".to_owned()),
        ..new_token("own")
    };
    let token = issue(&server, 2, scoped).await;
    let new = json!({"name": "mine", "id": id});
    let mine = post(&server, &token, "/api/v1/projects/own/experiments", &new)
        .await
        .is(201);
    assert_eq!(mine["name"], "mine");
    let path = format!("/api/v1/experiments/{id}");
    let by_name = "/api/v1/projects/own/experiments/mine";
    let dashboard = format!("/api/v1/projects/own/dashboards/{id}");
    assert_eq!(get(&server, &token, &path).await.is(200), mine);
    assert_eq!(get(&server, &token, by_name).await.is(200), mine);
    let shown = get(&server, &token, &dashboard).await.is(200);
    assert_eq!(shown["experiment"], mine);
    let tags = json!({"tags": ["t"]}).to_string();
    let changed = send(&server, &token, Method::PATCH, &path, &tags).await;
    let changed = changed.is(200);
    assert_eq!(
        (&changed["name"], &changed["tags"]),
        (&json!("mine"), &json!(["t"]))
    );
    let names = async |project: &str| {
        let list = format!("/api/v1/projects/{project}/experiments?sort=name");
        let list = get(&server, &all, &list).await.is(200);
        let items = list["items"].as_array().unwrap().clone();
        let name = |item: &Value| item["name"].as_str().unwrap().to_owned();
        items.iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(names("other").await, ["e"]);
    assert_eq!(names("own").await, ["e", "mine"]);
    // What goes with the one leaves the other's files.
    let n_files = server.blob_files().len();
    send(&server, &token, Method::DELETE, &path, "")
        .await
        .is(204);
    assert_eq!(names("other").await, ["e"]);
    assert_eq!(server.blob_files().len(), n_files);
}

#[tokio::test]
async fn a_token_ends_when_its_time_is_over_or_it_is_revoked() {
    let server = guarded().await;
    let ends = |millis: i64| NewToken {
        expires_at: Some(Timestamp::from_unix_millis(now().unix_millis() + millis)),
        ..new_token(&format!("ends after {millis}"))
    };
    let past = issue(&server, 1, ends(0)).await;
    let future = issue(&server, 2, ends(1)).await;
    get(&server, &past, "/api/v1/projects")
        .await
        .is_error(401, "unauthorized");
    get(&server, &future, "/api/v1/projects").await.is(200);

    let mut desk = TokenDesk::open(server.dir()).await.unwrap();
    desk.revoke("ends after 1").await.unwrap();
    get(&server, &future, "/api/v1/projects")
        .await
        .is_error(401, "unauthorized");
    let gone = desk.revoke("ends after 1").await;
    assert!(matches!(gone, Err(StoreError::NotFound(..))));
}

#[tokio::test]
async fn a_tokens_name_is_taken_once() {
    let server = Server::start().await;
    issue(&server, 1, new_token("t")).await;
    let token = IssuedToken::from_random([2; 8], [2; 32]);
    let mut desk = TokenDesk::open(server.dir()).await.unwrap();
    let again = desk.issue(&token, new_token("t"), now()).await;
    assert!(matches!(again, Err(StoreError::NameTaken(..))));
    let nowhere = NewToken {
        project: Some("nowhere".to_owned()),
        ..new_token("u")
    };
    let missing = desk.issue(&token, nowhere, now()).await;
    assert!(matches!(missing, Err(StoreError::NotFound(..))));
    assert_eq!(desk.tokens().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_page_signs_in_with_an_issued_token_and_out() {
    let server = guarded().await;
    let read_only = NewToken {
        writing: Writing::Refused,
        ..new_token("reader")
    };
    let token = issue(&server, 1, read_only).await;
    let signed_in = server
        .post("/api/v1/session", &json!({"token": format!(" {token} ")}))
        .await;
    signed_in.is(204);
    let set = signed_in.header("set-cookie");
    let cookie = set.split(';').next().unwrap();
    let secret = token.rsplit('_').next().unwrap();
    assert!(!cookie.contains(secret), "{cookie}");
    let by_cookie = async |method: Method, path: &str| {
        let mut request = request(method, path, Body::from("{}"));
        let value = cookie.parse().unwrap();
        request.headers_mut().insert(header::COOKIE, value);
        server.send(request).await
    };
    let session = by_cookie(Method::GET, "/api/v1/session").await.is(200);
    let expected = json!({"name": "reader", "signed_in": true, "read_only": true, "project": null});
    assert_eq!(session, expected);
    by_cookie(Method::POST, "/api/v1/projects")
        .await
        .is_error(403, "forbidden");
    let mut desk = TokenDesk::open(server.dir()).await.unwrap();
    desk.revoke("reader").await.unwrap();
    by_cookie(Method::GET, "/api/v1/session")
        .await
        .is_error(401, "unauthorized");
}

/// The command line's, beside a running server: it counts from the next request on.
#[test]
fn the_program_issues_lists_and_revokes() {
    let dir = TempDir::new().unwrap();
    let data_dir = dir.path().join("data");
    let run = |words: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_runboard"))
            .env_clear()
            .arg("token")
            .args(words)
            .arg("--data-dir")
            .arg(&data_dir)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (
            output.status.success(),
            text(output.stdout),
            text(output.stderr),
        )
    };
    let last_line = |text: &str| text.lines().last().unwrap().to_owned();
    // What is to be there already is not made, as at a mistyped place.
    for words in [&["list"] as &[&str], &["revoke", "before"]] {
        let (ok, _, error) = run(words);
        assert!(!ok && error.contains("no data directory"), "{error}");
    }
    assert!(!data_dir.exists());
    // Before any server has made the directory.
    let (_, before, _) = run(&["create", "--name", "before"]);
    let program = Program::start(&data_dir);
    let status = |token: &str| {
        let url = format!("http://127.0.0.1:{}/api/v1/projects", program.port);
        let request = ureq::get(url).header("authorization", format!("Bearer {token}"));
        match request.call() {
            Ok(answer) => answer.status().as_u16(),
            Err(ureq::Error::StatusCode(status)) => status,
            Err(error) => panic!("{error}"),
        }
    };
    let before = last_line(&before);
    assert_eq!(status(&before), 200);
    let (ok, beside, _) = run(&[
        "create",
        "--name",
        "beside",
        "--read-only",
        "--expires",
        "30d",
    ]);
    let beside = last_line(&beside);
    assert!(ok && status(&beside) == 200, "{beside}");
    let (_, list, _) = run(&["list"]);
    assert!(list.contains("before") && list.contains("beside"), "{list}");
    assert!(!list.contains(&before) && !list.contains(&beside), "{list}");
    assert!(run(&["revoke", "before"]).0);
    assert_eq!((status(&before), status(&beside)), (401, 200));
    assert!(run(&["revoke", "--name", "beside"]).0);
    assert_eq!(status(&beside), 401);
    let (ok, _, error) = run(&["revoke", "beside"]);
    assert!(!ok && error.contains("there is no token"), "{error}");
}

/// A server for other machines starts with `--token`, or once a token is issued.
#[test]
fn an_issued_token_opens_the_server_to_other_machines() {
    let dir = TempDir::new().unwrap();
    let run = |words: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_runboard"))
            .env_clear()
            .args(words)
            .arg("--data-dir")
            .arg(dir.path())
            .output()
            .unwrap()
    };
    let serve = ["serve", "--port", "0", "--host", "0.0.0.0"];
    let refused = run(&serve);
    let text = String::from_utf8(refused.stderr).unwrap();
    assert!(
        !refused.status.success() && text.contains("token create"),
        "{text}"
    );
    assert!(run(&["token", "create", "--name", "t"]).status.success());
    let program = Program::start_with(dir.path(), &["--host", "0.0.0.0"]);
    let url = format!("http://127.0.0.1:{}/api/v1/projects", program.port);
    let answer = ureq::get(url).call();
    assert!(matches!(answer, Err(ureq::Error::StatusCode(401))));
}
