//! Forms that are too long, or no forms at all.

use crate::server::{Answer, Options, Server, request};
use axum::body::Body;
use axum::http::{Method, header};
use bytes::Bytes;
use futures_util::stream;
use runboard::http::Limits;
use serde_json::json;
use std::convert::Infallible;

const LIMIT_BYTES: u64 = 1 << 20;

async fn server() -> (Server, String) {
    let limits = Limits {
        max_body_bytes: LIMIT_BYTES,
        ..Limits::default()
    };
    let server = Server::with(Options {
        limits,
        ..Options::default()
    })
    .await;
    let project = json!({"name": "p"});
    server.post("/api/v1/projects", &project).await.is(201);
    let path = server.experiment("p", "e").await;
    (server, format!("{path}/images"))
}

/// Sends a form in pieces, as a socket would bring it.
async fn send(server: &Server, path: &str, form: &[u8]) -> Answer {
    let pieces: Vec<_> = form
        .chunks(16 << 10)
        .map(|piece| Ok::<_, Infallible>(Bytes::copy_from_slice(piece)))
        .collect();
    let body = Body::from_stream(stream::iter(pieces));
    let mut upload = request(Method::POST, path, body);
    let media_type = "multipart/form-data; boundary=cut".parse().unwrap();
    upload
        .headers_mut()
        .insert(header::CONTENT_TYPE, media_type);
    server.send(upload).await
}

fn field(head: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("--cut\r\nContent-Disposition: form-data; {head}\r\n\r\n");
    [head.as_bytes(), content, b"\r\n"].concat()
}

const END: &[u8] = b"--cut--\r\n";

/// All that stood before the first part was once kept, and looked through with every piece.
#[tokio::test]
async fn bytes_that_are_no_form_are_not_kept() {
    let (server, path) = server().await;
    let noise = vec![b'A'; 512 << 10];
    let answer = send(&server, &path, &noise).await;
    answer.is_error(400, "malformed_request");
    let head = [b"--cut\r\nX: ".as_slice(), &noise].concat();
    let answer = send(&server, &path, &head).await;
    answer.is_error(400, "malformed_request");
}

/// Only the file was once counted.
#[tokio::test]
async fn the_whole_form_is_limited() {
    let (server, path) = server().await;
    let long = vec![0; LIMIT_BYTES as usize];
    let file = field("name=\"file\"; filename=\"a\"", &long);
    let other = field("name=\"other\"", &long);
    for form in [
        [&other, &other, END].concat(),
        [&file, &other, END].concat(),
        field("name=\"file\"", &vec![0; 3 << 20]),
    ] {
        send(&server, &path, &form).await.is_error(413, "too_large");
    }
    // It is long enough that its length is told beforehand.
    let fields = [("name", "a")];
    let answer = server.upload(&path, &fields, &vec![0; 2 << 20]).await;
    answer.is_error(413, "too_large");
    assert!(server.blob_files().is_empty());
}

#[tokio::test]
async fn a_form_has_one_file_and_few_fields() {
    let (server, path) = server().await;
    let file = field("name=\"file\"", b"x");
    let form = [&file, &file, END].concat();
    let answer = send(&server, &path, &form).await;
    answer.is_invalid("file: is there twice");
    let many = [field("name=\"other\"", b"x").repeat(17).as_slice(), END].concat();
    let answer = send(&server, &path, &many).await;
    answer.is_invalid("body: has over 16 fields");
}

/// What a form leaves unread is read, and the rest of it counts.
#[tokio::test]
async fn unknown_fields_are_skipped() {
    let (server, path) = server().await;
    let other = field("name=\"other\"", &vec![7; 700 << 10]);
    let file = field("name=\"file\"", b"no picture");
    let name = field("name=\"name\"", b"a");
    let form = [&other, &file, &name, END].concat();
    let answer = send(&server, &path, &form).await;
    answer.is_error(415, "unsupported_media_type");
}
