//! Files of the Picsellia SDK: sent to signed addresses, whole or in parts, to be used later.

use crate::images::png;
use crate::picsellia::{ORGANIZATION, STORAGE, of_client, path_of};
use crate::server::{Answer, NOW_UNIX_MILLIS, Server, request};
use axum::body::Body;
use axum::http::Method;
use runboard::http::Limits;
use runboard_model::Timestamp;
use serde_json::{Value, json};

/// Makes a name for a file of an experiment.
pub(crate) async fn object_name(server: &Server, experiment: &str) -> String {
    let id = experiment.rsplit('/').next().unwrap();
    let path = format!("{ORGANIZATION}/connector/{id}/generate_object_name");
    let body = json!({"filename": "f.bin", "type": "ARTIFACT", "context": {"experiment_id": id}});
    let named = server.post(&path, &body).await.is(200);
    named["object_name"].as_str().unwrap().to_owned()
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

/// Begins to send a file in parts, and answers by which identifier they belong together.
async fn begin_parts(server: &Server, object: &str) -> Value {
    let begin = format!("{STORAGE}/init_multipart_upload");
    let object = json!({"object_name": object});
    server.post(&begin, &object).await.is(200)["upload_id"].clone()
}

#[tokio::test]
async fn parts_become_one_file_in_their_order() {
    let (server, path) = Server::with_experiment().await;
    let object = object_name(&server, &path).await;
    let upload = &begin_parts(&server, &object).await;
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
    let server = Server::within(limits).await;
    let path = server.experiment("p", "e").await;
    let object = object_name(&server, &path).await;
    let upload = &begin_parts(&server, &object).await;
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

/// A picture was gone when its log was refused, and the right name said then that nothing was sent.
#[tokio::test]
async fn a_picture_waits_on_where_its_log_is_refused() {
    let (server, path) = Server::with_experiment().await;
    let taken = json!({"name": "taken", "type": "VALUE", "data": 1});
    server.log(&path, &taken).await.is(201);
    let object = send_file(&server, &path, &png(7)).await;
    let logs = format!("{}/logs", of_client(&path));
    let data = json!({"object_name": object});
    let new = |name: &str| json!({"name": name, "type": "IMAGE", "data": data});
    let refused = server
        .post(
            &logs,
            &new("two
lines"),
        )
        .await;
    refused.is_error(422, "invalid_data");
    let refused = server.post(&logs, &new("taken")).await;
    refused.is_error(409, "type_conflict");
    let once = format!("{logs}?raise_on_conflict=true");
    let refused = server.post(&once, &new("taken")).await;
    refused.is_error(409, "name_taken");
    server.post(&once, &new("picture")).await.is(201);
    let missing = json!({"name": "i", "type": "IMAGE", "data": data});
    server
        .post(&logs, &missing)
        .await
        .is_error(404, "not_found");
}

#[tokio::test]
async fn files_of_a_console_go_with_their_experiment() {
    let (server, path) = Server::with_experiment().await;
    let object = send_file(&server, &path, b"epoch 1\n").await;
    let save = format!("{}/logging/save", of_client(&path));
    let body = json!({"object_name": object});
    let saved = server.post(&save, &body).await.is(201);
    // A client that did not hear the answer asks again.
    assert_eq!(server.post(&save, &body).await.is(200), saved);
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
