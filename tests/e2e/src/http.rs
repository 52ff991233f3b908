//! Plain HTTP to the server, as a training script speaks it.

use anyhow::Context as _;
use serde_json::Value;
use ureq::{Agent, Body};

/// An answer: its status, and its body where that is JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

/// A client whose answers are answers, whatever their status.
pub fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .proxy(None)
        .build()
        .into()
}

/// Posts JSON.
pub fn post(agent: &Agent, url: &str, body: &Value) -> anyhow::Result<Answer> {
    let response = agent
        .post(url)
        .send_json(body)
        .with_context(|| format!("POST {url}"))?;
    answer(response)
}

/// Posts bytes of a content type.
pub fn post_bytes(
    agent: &Agent,
    url: &str,
    content_type: &str,
    body: &[u8],
) -> anyhow::Result<Answer> {
    let response = agent
        .post(url)
        .content_type(content_type)
        .send(body)
        .with_context(|| format!("POST {url}"))?;
    answer(response)
}

/// Changes something by JSON.
pub fn patch(agent: &Agent, url: &str, body: &Value) -> anyhow::Result<Answer> {
    let response = agent
        .patch(url)
        .send_json(body)
        .with_context(|| format!("PATCH {url}"))?;
    answer(response)
}

/// Deletes something.
pub fn delete(agent: &Agent, url: &str) -> anyhow::Result<Answer> {
    let response = agent
        .delete(url)
        .call()
        .with_context(|| format!("DELETE {url}"))?;
    answer(response)
}

/// Reads JSON.
pub fn get(agent: &Agent, url: &str) -> anyhow::Result<Answer> {
    let response = agent
        .get(url)
        .call()
        .with_context(|| format!("GET {url}"))?;
    answer(response)
}

fn answer(mut response: http::Response<Body>) -> anyhow::Result<Answer> {
    let status = response.status().as_u16();
    let text = response.body_mut().read_to_string()?;
    Ok(Answer {
        status,
        body: serde_json::from_str(&text).unwrap_or(Value::String(text)),
    })
}
