//! The routes of the Picsellia SDK, as far as the client itself does not show it: who may call them,
//! and how they refuse. `tests/clients/picsellia` runs the client.

use crate::server::{Answer, NOW_UNIX_MILLIS, Options, Server, request};
use crate::tokens::{self, issue, new_token};
use axum::body::Body;
use axum::http::{Method, header};
use runboard::access::Writing;
use runboard::http::Limits;
use runboard::store::{NewToken, TokenDesk};
use runboard_model::Timestamp;
use serde_json::{Value, json};

const ORGANIZATION: &str = "/api/organization/00000000-0000-4000-8000-000000000000";
const STORAGE: &str = "/api/object-storage/00000000-0000-4000-8000-000000000000";

async fn send(server: &Server, token: &str, method: Method, path: &str, body: &Value) -> Answer {
    tokens::send(server, token, method, path, &body.to_string()).await
}

/// The path of an experiment for the client, out of that for our API.
fn of_client(path: &str) -> String {
    path.replace("/api/v1/experiments/", "/api/experiment/")
}

/// Makes a name for a file of an experiment.
async fn object_name(server: &Server, experiment: &str) -> String {
    let id = experiment.rsplit('/').next().unwrap();
    let path = format!("{ORGANIZATION}/connector/{id}/generate_object_name");
    let body = json!({"filename": "f.bin", "type": "ARTIFACT", "context": {"experiment_id": id}});
    let named = server.post(&path, &body).await.is(200);
    named["object_name"].as_str().unwrap().to_owned()
}

/// The path and query of an address, without the host.
fn path_of(url: &Value) -> String {
    let url = url.as_str().unwrap();
    url.strip_prefix("http://127.0.0.1:7878")
        .unwrap()
        .to_owned()
}

/// Sends a file of an experiment under a name, at once.
async fn send_file_as(server: &Server, object: &str, bytes: &[u8]) {
    let address = format!("{STORAGE}/generate_presigned_url");
    let address = server.post(&address, &json!({"object_name": object})).await;
    let url = path_of(&address.is(200)["presigned_url_data"]["url"]);
    server.upload(&url, &[], bytes).await.is(204);
}

/// Sends a file of an experiment, and answers its name.
async fn send_file(server: &Server, experiment: &str, bytes: &[u8]) -> String {
    let object = object_name(server, experiment).await;
    send_file_as(server, &object, bytes).await;
    object
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

async fn put_part(
    server: &Server,
    object: &str,
    upload: &Value,
    part: u32,
    bytes: &[u8],
) -> Answer {
    let body = json!({"object_name": object, "upload_id": upload, "part_no": part});
    let address = format!("{STORAGE}/generate_part_presigned_url");
    let address = server.post(&address, &body).await.is(200);
    let put = request(
        Method::PUT,
        &path_of(&address["url"]),
        Body::from(bytes.to_vec()),
    );
    server.send(put).await
}

#[tokio::test]
async fn parts_become_one_file_in_their_order() {
    let (server, path) = Server::with_experiment().await;
    let object = object_name(&server, &path).await;
    let begin = format!("{STORAGE}/init_multipart_upload");
    let begun = server
        .post(&begin, &json!({"object_name": object}))
        .await
        .is(200);
    let upload = &begun["upload_id"];
    let mut parts = Vec::new();
    // The last one is empty where the length is a multiple of the client's parts.
    for (number, bytes) in [(2, "wrong"), (1, "one,"), (2, "two"), (3, "")] {
        let sent = put_part(&server, &object, upload, number, bytes.as_bytes()).await;
        sent.is(200);
        parts.retain(|part: &Value| part["PartNumber"] != number);
        parts.push(json!({"ETag": sent.header("etag"), "PartNumber": number}));
    }
    let finish = format!("{STORAGE}/complete_part_upload");
    let all = |parts: &[Value]| json!({"object_name": object, "upload_id": upload, "parts": parts});
    let answer = server.post(&finish, &all(&parts[..1])).await;
    answer.is_invalid("parts: 1 named, 3 were sent");
    let mut wrong = parts.clone();
    wrong[0]["ETag"] = json!("\"0\"");
    let answer = server.post(&finish, &all(&wrong)).await;
    answer.is_invalid("parts: part 1 is not as it was sent");
    server.post(&finish, &all(&parts)).await.is(200);
    let artifacts = format!("{}/artifacts", of_client(&path));
    let new = json!({"name": "a", "filename": "f", "object_name": object, "large": true});
    let made = server.post(&artifacts, &new).await.is(201);
    assert_eq!(made["size_bytes"], 7);
    // A client that did not hear the answer asks again.
    assert_eq!(server.post(&artifacts, &new).await.is(200), made);
    let got = server.get(&format!("{path}/artifacts/a")).await;
    assert_eq!(got.body, "one,two");
    server
        .post(&finish, &all(&parts))
        .await
        .is_error(404, "not_found");
    assert_eq!(
        std::fs::read_dir(server.dir().join("tmp")).unwrap().count(),
        0
    );
}

#[tokio::test]
async fn a_file_over_the_limit_is_refused_in_parts_too() {
    let limits = Limits {
        max_artifact_bytes: 10,
        ..Limits::default()
    };
    let server = Server::with(Options {
        limits,
        ..Options::default()
    })
    .await;
    server
        .post("/api/v1/projects", &json!({"name": "p"}))
        .await
        .is(201);
    let path = server.experiment("p", "e").await;
    let object = object_name(&server, &path).await;
    let begin = format!("{STORAGE}/init_multipart_upload");
    let begun = server
        .post(&begin, &json!({"object_name": object}))
        .await
        .is(200);
    let upload = &begun["upload_id"];
    put_part(&server, &object, upload, 1, &[0; 8]).await.is(200);
    let answer = put_part(&server, &object, upload, 2, &[0; 3]).await;
    answer.is_error(413, "too_large");
    put_part(&server, &object, upload, 1, &[0; 10])
        .await
        .is(200);
    let answer = put_part(&server, &object, upload, 0, b"").await;
    answer.is_error(422, "invalid_data");
    let body = json!({"object_name": object});
    let address = format!("{STORAGE}/generate_presigned_url");
    let address = server.post(&address, &body).await.is(200);
    let url = path_of(&address["presigned_url_data"]["url"]);
    server
        .upload(&url, &[], &[0; 11])
        .await
        .is_error(413, "too_large");
    server.upload(&url, &[], &[0; 10]).await.is(204);
}

/// What lies in the directory of files that wait for their use.
fn waiting(server: &Server) -> usize {
    std::fs::read_dir(server.dir().join("uploads"))
        .unwrap()
        .count()
}

/// A file that was acknowledged was gone after a restart.
#[tokio::test]
async fn a_file_that_waits_for_its_use_survives_a_restart_and_is_erased_in_time() {
    let (mut server, path) = Server::with_experiment().await;
    let mut objects = Vec::new();
    for bytes in [&b"used"[..], b"forgotten", b"first", b"second"] {
        let object = match bytes {
            b"second" => objects.pop().unwrap(),
            _ => object_name(&server, &path).await,
        };
        send_file_as(&server, &object, bytes).await;
        objects.push(object);
    }
    // Each has its bytes and a note; "first" gave way to "second".
    assert_eq!(waiting(&server), 6);
    let left_by_a_crash = "uploads/0b8f5f3a-5d9c-4f0e-9a55-0d7c3c2c8d11";
    std::fs::write(server.dir().join(left_by_a_crash), "x").unwrap();
    server = server.started_again().await;
    assert_eq!(waiting(&server), 6);
    for (object, expected) in [(&objects[0], "used"), (&objects[2], "second")] {
        let save = format!("{}/logging/save", of_client(&path));
        let body = json!({"object_name": object});
        server.post(&save, &body).await.is(201);
        let file = server.get(&format!("{path}/console/file")).await;
        assert_eq!(file.body, expected);
    }
    assert_eq!(waiting(&server), 2);
    let day_millis = 24 * 60 * 60 * 1000;
    for (after_millis, n_left) in [(day_millis - 1, 2), (day_millis, 0)] {
        let millis = i64::try_from(NOW_UNIX_MILLIS).unwrap() + after_millis;
        let moment = Timestamp::from_unix_millis(millis);
        server.store.forget_old_uploads(moment).await;
        assert_eq!(waiting(&server), n_left);
    }
}

/// A file of many gigabytes was gone when the name of its artifact was taken.
#[tokio::test]
async fn a_file_waits_on_where_its_artifact_is_refused() {
    let (server, path) = Server::with_experiment().await;
    let artifacts = format!("{}/artifacts", of_client(&path));
    let mut made = Vec::new();
    for name in ["a", "b"] {
        let object = send_file(&server, &path, name.as_bytes()).await;
        let new = json!({"name": name, "filename": "f", "object_name": object});
        made.push(server.post(&artifacts, &new).await.is(201));
    }
    let object = send_file(&server, &path, b"large").await;
    let new = |name: &str| json!({"name": name, "filename": "f", "object_name": object});
    let refused = server.post(&artifacts, &new("a")).await;
    refused.is_error(409, "name_taken");
    let refused = server.post(&artifacts, &new("")).await;
    refused.is_error(422, "invalid_data");
    let own = format!("/api/artifact/{}", made[1]["id"].as_str().unwrap());
    let change = |name: &str| json!({"name": name, "object_name": object});
    let refused = server.patch(&own, &change("a")).await;
    refused.is_error(409, "name_taken");
    let changed = server.patch(&own, &change("b")).await.is(200);
    assert_eq!(changed["size_bytes"], 5);
}

#[tokio::test]
async fn files_of_a_console_go_with_their_experiment() {
    let (server, path) = Server::with_experiment().await;
    let object = send_file(&server, &path, b"epoch 1\n").await;
    let save = format!("{}/logging/save", of_client(&path));
    let body = json!({"object_name": object});
    server.post(&save, &body).await.is(201);
    server.post(&save, &body).await.is_error(404, "not_found");
    let file = server.get(&format!("{path}/console/file")).await;
    assert_eq!(
        (file.header("content-type"), &*file.body),
        ("text/plain; charset=utf-8", b"epoch 1\n".as_slice())
    );
    let console = server.get(&format!("{path}/console")).await.is(200);
    assert_eq!(console["file"]["name"], "f.bin");
    assert_eq!(server.blob_files().len(), 1);
    server.delete(&of_client(&path)).await.is(204);
    assert!(server.blob_files().is_empty());
}

/// One statement asked for a file by its own identifier or its experiment's, and a client may choose
/// the latter: then it was answered another experiment's output.
#[tokio::test]
async fn an_experiment_with_the_identifier_of_a_console_file_has_its_own() {
    let (server, path) = Server::with_experiment().await;
    let object = send_file(&server, &path, b"theirs").await;
    let save = format!("{}/logging/save", of_client(&path));
    let saved = server.post(&save, &json!({"object_name": object})).await;
    let saved = saved.is(201);
    let id = saved["id"].as_str().unwrap();
    let new = json!({"name": "mine", "id": id});
    let experiments = "/api/v1/projects/p/experiments";
    server.post(experiments, &new).await.is(201);
    let mine = format!("/api/v1/experiments/{id}/console");
    let console = server.get(&mine).await.is(200);
    assert_eq!(console["file"], Value::Null);
    let file = format!("{mine}/file");
    server.get(&file).await.is_error(404, "not_found");
    server.upload(&file, &[], b"mine").await.is(201);
    assert_eq!(server.get(&file).await.body, "mine");
    let theirs = server.get(&format!("{path}/console/file")).await;
    assert_eq!(theirs.body, "theirs");
    let logging = format!("/api/logging/file/{id}");
    let told = server.get(&logging).await.is(200);
    assert_eq!(told["object_name"], saved["object_name"]);
    server.delete(&logging).await.is(204);
    assert_eq!(server.get(&file).await.body, "mine");
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
