//! A server of a test's own, called without a socket.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use bytes::Bytes;
use http_body_util::BodyExt;
use runboard::access::{Anonymous, Token};
use runboard::http::{AppState, Limits, SECRET_BYTES, app};
use runboard::store::Store;
use runboard_model::wire::LogList;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tempfile::TempDir;
use tower::ServiceExt;

/// The moment at which everything in these tests happens.
pub(crate) const NOW_UNIX_MILLIS: u64 = 1_767_225_600_123;
/// The same on the wire.
pub(crate) const NOW: &str = "2026-01-01T00:00:00.123Z";

/// What a test may choose.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) token: Option<&'static str>,
    pub(crate) limits: Limits,
}

/// A server on a fresh directory, which goes with it.
pub(crate) struct Server {
    app: Router,
    pub(crate) store: Arc<Store>,
    dir: TempDir,
}

/// What a request was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::with(Options::default()).await
    }

    pub(crate) async fn with(options: Options) -> Self {
        Self::on(TempDir::new().unwrap(), options).await
    }

    /// A server on the data of one that has ended.
    pub(crate) async fn started_again(self) -> Self {
        let Self { app, store, dir } = self;
        store.close().await;
        drop((app, store));
        Self::on(dir, Options::default()).await
    }

    async fn on(dir: TempDir, options: Options) -> Self {
        let store = Arc::new(Store::open(dir.path()).await.unwrap());
        let app = app(AppState {
            store: store.clone(),
            token: options.token.and_then(Token::new),
            anonymous: match options.token {
                Some(_) => Anonymous::Refused,
                None => Anonymous::OwnMachine,
            },
            limits: options.limits,
            signing_secret: [7; SECRET_BYTES],
            clock: now,
        });
        Self { app, store, dir }
    }

    /// A server with an empty project `p`.
    pub(crate) async fn with_project() -> Self {
        Self::within(Limits::default()).await
    }

    /// The same, with limits of its own.
    pub(crate) async fn within(limits: Limits) -> Self {
        let options = Options {
            limits,
            ..Options::default()
        };
        let server = Self::with(options).await;
        let new = json!({"name": "p"});
        server.post("/api/v1/projects", &new).await.is(201);
        server
    }

    /// A server with an empty experiment `exp` in a project `p`, and the path of the experiment.
    pub(crate) async fn with_experiment() -> (Self, String) {
        let server = Self::with_project().await;
        let path = server.experiment("p", "exp").await;
        (server, path)
    }

    /// Makes an experiment and answers its path.
    pub(crate) async fn experiment(&self, project: &str, name: &str) -> String {
        let path = format!("/api/v1/projects/{project}/experiments");
        let made = self.post(&path, &json!({"name": name})).await.is(201);
        format!("/api/v1/experiments/{}", made["id"].as_str().unwrap())
    }

    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(request(Method::GET, path, Body::empty())).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_text(path, &body.to_string()).await
    }

    pub(crate) async fn post_text(&self, path: &str, body: &str) -> Answer {
        self.send(request(Method::POST, path, Body::from(body.to_owned())))
            .await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(request(Method::PATCH, path, Body::from(body.to_string())))
            .await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(request(Method::DELETE, path, Body::empty()))
            .await
    }

    /// Logs to an experiment.
    pub(crate) async fn log(&self, experiment: &str, body: &Value) -> Answer {
        self.post(&format!("{experiment}/logs"), body).await
    }

    /// The list of an experiment's logs.
    pub(crate) async fn logs(&self, experiment: &str, query: &str) -> LogList {
        let answer = self.get(&format!("{experiment}/logs{query}")).await;
        assert_eq!(answer.status, 200);
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// Uploads a form with a file.
    pub(crate) async fn upload(&self, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!(
                    "--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .as_bytes(),
            );
        }
        body.extend(
            b"--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"given.bin\"\r\n\
              Content-Type: text/html\r\n\r\n",
        );
        body.extend(file);
        body.extend(b"\r\n--cut--\r\n");
        let mut upload = request(Method::POST, path, Body::from(body));
        upload.headers_mut().insert(
            header::CONTENT_TYPE,
            "multipart/form-data; boundary=cut".parse().unwrap(),
        );
        self.send(upload).await
    }

    /// Sends a request, and answers before the body of the answer is there.
    pub(crate) async fn open(&self, request: Request<Body>) -> Response<Body> {
        self.app.clone().oneshot(request).await.unwrap()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.open(request).await;
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes(),
        }
    }

    /// The names of all files under `blobs/`, sorted.
    pub(crate) fn blob_files(&self) -> Vec<String> {
        blob_files(self.dir())
    }
}

/// The names of all files under a data directory's `blobs/`, sorted.
pub(crate) fn blob_files(data_dir: &Path) -> Vec<String> {
    let list = |dir: &Path| {
        std::fs::read_dir(dir)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect::<Vec<_>>()
    };
    let mut names: Vec<String> = list(&data_dir.join("blobs"))
        .iter()
        .flat_map(|shelf| list(shelf))
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

pub(crate) fn request(method: Method, path: &str, body: Body) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "127.0.0.1:7878")
        .body(body)
        .unwrap()
}

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(NOW_UNIX_MILLIS)
}

impl Answer {
    /// The JSON of an answer that has this status.
    #[track_caller]
    pub(crate) fn is(&self, status: u16) -> Value {
        let text = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status, status, "{text}");
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// Checks that this is the one error body, with this status and code; answers its `field` and
    /// its message.
    #[track_caller]
    pub(crate) fn is_error(&self, status: u16, code: &str) -> (Option<String>, String) {
        let body = self.is(status);
        assert_eq!(body["error"]["code"], code);
        assert_eq!(self.header("content-type"), "application/json");
        let text = |key: &str| body["error"][key].as_str().map(str::to_owned);
        (text("field"), text("message").unwrap())
    }

    /// Checks that this is a 422 with this message, which starts with the field.
    #[track_caller]
    pub(crate) fn is_invalid(&self, expected: &str) {
        let (field, message) = self.is_error(422, "invalid_data");
        assert_eq!(message, expected);
        assert!(message.starts_with(&field.unwrap()));
    }

    #[track_caller]
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}
