//! Reading the stream of events, as a page does.

use crate::server::{Server, request};
use axum::body::Body;
use axum::http::{Method, Request};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::time::Duration;

/// Far longer than any event takes, far shorter than anybody's patience.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(10);

/// An open stream.
pub(crate) struct Events {
    body: Body,
    buffer: String,
}

#[derive(Debug, PartialEq)]
pub(crate) struct Event {
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) data: Value,
}

impl Events {
    pub(crate) async fn open(
        server: &Server,
        experiments: &[&str],
        last_event: Option<&str>,
    ) -> Self {
        let ids: Vec<_> = experiments.iter().map(|path| id_of(path)).collect();
        let path = format!("/api/v1/events?experiments={}", ids.join(","));
        let mut request = request(Method::GET, &path, Body::empty());
        if let Some(last_event) = last_event {
            let value = last_event.parse().unwrap();
            request.headers_mut().insert("last-event-id", value);
        }
        Self::answered(server, request).await
    }

    pub(crate) async fn answered(server: &Server, request: Request<Body>) -> Self {
        let response = server.open(request).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self {
            body: response.into_body(),
            buffer: String::new(),
        }
    }

    /// The next event that is no comment; `None` at the end of the stream.
    pub(crate) async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((text, rest)) = self.buffer.split_once("\n\n") {
                let field = |name: &str| {
                    let mut lines = text.lines();
                    let prefix = format!("{name}: ");
                    lines.find_map(|line| line.strip_prefix(&prefix).map(str::to_owned))
                };
                let event = field("event").map(|kind| Event {
                    kind,
                    id: field("id").unwrap(),
                    data: serde_json::from_str(&field("data").unwrap()).unwrap(),
                });
                self.buffer = rest.to_owned();
                if event.is_some() {
                    return event;
                }
                continue;
            }
            let frame = tokio::time::timeout(TIMEOUT, self.body.frame()).await;
            let bytes = frame.unwrap().transpose().unwrap()?;
            let text = String::from_utf8(bytes.into_data().unwrap().to_vec()).unwrap();
            self.buffer.push_str(&text);
        }
    }

    /// Reads until `count` points of the log are known; answers the counts on the way, and the last
    /// event.
    pub(crate) async fn until(&mut self, count: u64) -> (Vec<u64>, Event) {
        let mut counts = Vec::new();
        loop {
            let event = self.next().await.unwrap();
            if event.kind != "logs" {
                continue;
            }
            counts.push(
                event.data["items"][0]["lines"][0]["count"]
                    .as_u64()
                    .unwrap(),
            );
            if counts.last() == Some(&count) {
                return (counts, event);
            }
        }
    }
}

pub(crate) fn id_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

pub(crate) async fn log_point(server: &Server, experiment: &str) {
    let body = json!({"name": "loss", "type": "LINE", "data": 1});
    server.log(experiment, &body).await.is(201);
}
