//! Commands that fantoccini has no words for: plain WebDriver routes, and the DevTools protocol
//! through ChromeDriver.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::Value;
use url::{ParseError, Url};

/// A command to a route below the session.
#[derive(Debug)]
pub(crate) struct SessionCommand {
    pub(crate) route: &'static str,
    pub(crate) method: Method,
    pub(crate) body: Value,
}

impl SessionCommand {
    /// A command that brings a body.
    pub(crate) fn post(route: &'static str, body: Value) -> Self {
        Self {
            route,
            method: Method::POST,
            body,
        }
    }
}

impl WebDriverCompatibleCommand for SessionCommand {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, ParseError> {
        let session_id = session_id.unwrap_or_default();
        base_url.join(&format!("session/{session_id}/{}", self.route))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = (self.method == Method::POST).then(|| self.body.to_string());
        (self.method.clone(), body)
    }
}
