//! The DevTools of a page, listened to directly: ChromeDriver does not pass events on.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

use crate::browser::Browser;
use crate::http;

/// A connection to the DevTools of a browser's page.
#[derive(Debug)]
pub struct DevTools {
    socket: WebSocket<TcpStream>,
    last_id: u64,
    events: VecDeque<Value>,
}

impl DevTools {
    /// Connects to the page of this browser.
    pub fn of(browser: &Browser) -> anyhow::Result<Self> {
        let address = browser.devtools_address()?;
        let pages = http::get(&http::agent(), &format!("http://{address}/json/list"))?.body;
        let url = pages
            .as_array()
            .into_iter()
            .flatten()
            .find(|page| page.get("type").and_then(Value::as_str) == Some("page"))
            .and_then(|page| page.get("webSocketDebuggerUrl")?.as_str())
            .context("the browser has no page")?
            .to_owned();
        let stream = TcpStream::connect(address.replace("localhost", "127.0.0.1"))?;
        stream.set_nodelay(true)?;
        let (socket, _) = tungstenite::client(&url, stream)
            .map_err(|error| anyhow::anyhow!("DevTools refuse the connection: {error}"))?;
        Ok(Self {
            socket,
            last_id: 0,
            events: VecDeque::new(),
        })
    }

    /// What a command answers; the events that come before it are kept.
    pub fn call(&mut self, method: &str, params: &Value) -> anyhow::Result<Value> {
        let id = self.send(method, params)?;
        let deadline = Instant::now() + Duration::from_secs(60);
        while Instant::now() < deadline {
            let Some(message) = self.receive(Duration::from_secs(1))? else {
                continue;
            };
            if message.get("id").and_then(Value::as_u64) != Some(id) {
                self.events.push_back(message);
                continue;
            }
            if let Some(error) = message.get("error") {
                bail!("DevTools refuse {method}: {error}");
            }
            return Ok(message.get("result").cloned().unwrap_or(Value::Null));
        }
        bail!("DevTools do not answer {method}")
    }

    /// Sends a command whose answer does not matter.
    pub fn send(&mut self, method: &str, params: &Value) -> anyhow::Result<u64> {
        self.last_id += 1;
        let message = json!({"id": self.last_id, "method": method, "params": params});
        self.socket.send(Message::text(message.to_string()))?;
        Ok(self.last_id)
    }

    /// The next event, if one comes in time.
    pub fn next_event(&mut self, timeout: Duration) -> anyhow::Result<Option<Value>> {
        match self.events.pop_front() {
            Some(event) => Ok(Some(event)),
            None => self.receive(timeout),
        }
    }

    /// Forgets the events that nobody asked for.
    pub fn forget_events(&mut self) {
        self.events.clear();
    }

    /// The browser's own counters, such as `ScriptDuration` in seconds.
    pub fn metric(&mut self, name: &str) -> anyhow::Result<f64> {
        let answer = self.call("Performance.getMetrics", &json!({}))?;
        answer
            .get("metrics")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .find(|metric| metric.get("name").and_then(Value::as_str) == Some(name))
            .and_then(|metric| metric.get("value")?.as_f64())
            .with_context(|| format!("the browser does not count {name}"))
    }

    /// What an expression of the page gives, once its promise is kept.
    pub fn evaluate(&mut self, expression: &str) -> anyhow::Result<Value> {
        let answer = self.call(
            "Runtime.evaluate",
            &json!({"expression": expression, "awaitPromise": true, "returnByValue": true}),
        )?;
        if answer.get("exceptionDetails").is_some() {
            bail!("{expression} failed: {answer}");
        }
        Ok(answer
            .pointer("/result/value")
            .cloned()
            .unwrap_or(Value::Null))
    }

    fn receive(&mut self, timeout: Duration) -> anyhow::Result<Option<Value>> {
        self.socket.get_ref().set_read_timeout(Some(timeout))?;
        match self.socket.read() {
            Ok(Message::Text(text)) => Ok(Some(serde_json::from_str(&text)?)),
            Ok(_) => Ok(None),
            Err(tungstenite::Error::Io(error))
                if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) =>
            {
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }
}
