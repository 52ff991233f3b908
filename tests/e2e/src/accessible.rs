//! Finding things as assistive technology does: by role and accessible name, in the browser's own
//! accessibility tree.

use anyhow::{Context as _, bail};
use serde_json::{Value, json};

use crate::browser::Browser;

/// Something on the page.
#[derive(Debug, Clone)]
pub struct Found<'a> {
    browser: &'a Browser,
    node: i64,
    /// Its accessible name.
    pub name: String,
}

/// A rectangle in CSS pixels, from the top left of the viewport.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    pub left_px: f64,
    pub top_px: f64,
    pub width_px: f64,
    pub height_px: f64,
}

impl Rect {
    /// The point that lies at these shares of width and height.
    pub fn at(&self, x_share: f64, y_share: f64) -> (f64, f64) {
        (
            self.left_px + self.width_px * x_share,
            self.top_px + self.height_px * y_share,
        )
    }
}

impl Browser {
    /// Everything of this role and name on the page.
    pub fn find_all(&self, role: &str, name: &str) -> anyhow::Result<Vec<Found<'_>>> {
        self.query(document(self)?, role, Some(name))
    }

    /// Everything of this role on the page.
    pub fn find_role(&self, role: &str) -> anyhow::Result<Vec<Found<'_>>> {
        self.query(document(self)?, role, None)
    }

    fn query(&self, node: i64, role: &str, name: Option<&str>) -> anyhow::Result<Vec<Found<'_>>> {
        let mut params = json!({"backendNodeId": node, "role": role});
        if let Some(name) = name {
            params["accessibleName"] = json!(name);
        }
        let answer = self.devtools("Accessibility.queryAXTree", &params)?;
        let nodes = answer.get("nodes").and_then(Value::as_array);
        Ok(nodes
            .into_iter()
            .flatten()
            .filter(|node| node.get("ignored") != Some(&Value::Bool(true)))
            .filter_map(|node| {
                Some(Found {
                    browser: self,
                    node: node.get("backendDOMNodeId")?.as_i64()?,
                    name: text_at(node, "/name/value"),
                })
            })
            .collect())
    }
}

impl<'a> Found<'a> {
    /// Everything of this role and name inside.
    pub fn find_all(&self, role: &str, name: &str) -> anyhow::Result<Vec<Found<'a>>> {
        self.browser.query(self.node, role, Some(name))
    }

    /// Everything of this role inside.
    pub fn find_role(&self, role: &str) -> anyhow::Result<Vec<Found<'a>>> {
        self.browser.query(self.node, role, None)
    }

    /// Its text as rendered, what is hidden from sight included where it is for screen readers.
    pub fn text(&self) -> anyhow::Result<String> {
        let text = self.call("function() { return this.innerText ?? this.textContent; }")?;
        Ok(text.as_str().unwrap_or_default().trim().to_owned())
    }

    /// An attribute, if it is there.
    pub fn attribute(&self, name: &str) -> anyhow::Result<Option<String>> {
        let value = self.call_with(
            "function(name) { return this.getAttribute(name); }",
            &json!(name),
        )?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// A property of the element, such as `value` or `checked`.
    pub fn property(&self, name: &str) -> anyhow::Result<Value> {
        self.call_with("function(name) { return this[name]; }", &json!(name))
    }

    /// A property of its computed style.
    pub fn style(&self, name: &str) -> anyhow::Result<String> {
        let value = self.call_with(
            "function(name) { return getComputedStyle(this).getPropertyValue(name); }",
            &json!(name),
        )?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Where it is, after scrolling it into view.
    pub fn rect(&self) -> anyhow::Result<Rect> {
        let rect = self.call(
            "function() {
                this.scrollIntoView({block: 'nearest', inline: 'nearest', behavior: 'instant'});
                const {left, top, width, height} = this.getBoundingClientRect();
                return [left, top, width, height];
            }",
        )?;
        let side = |idx: usize| rect.get(idx).and_then(Value::as_f64);
        Ok(Rect {
            left_px: side(0).context("no left side")?,
            top_px: side(1).context("no top")?,
            width_px: side(2).context("no width")?,
            height_px: side(3).context("no height")?,
        })
    }

    /// Gives it the focus.
    pub fn focus(&self) -> anyhow::Result<()> {
        self.call("function() { this.focus(); }").map(drop)
    }

    /// Whether it has the focus.
    pub fn is_focused(&self) -> anyhow::Result<bool> {
        let is = self.call("function() { return document.activeElement === this; }")?;
        Ok(is == Value::Bool(true))
    }

    /// A click in its middle.
    pub fn click(&self) -> anyhow::Result<()> {
        let (x_px, y_px) = self.rect()?.at(0.5, 0.5);
        self.browser.click_at(x_px, y_px)
    }

    /// What a function answers whose `this` is the element.
    pub fn call(&self, function: &str) -> anyhow::Result<Value> {
        self.call_with(function, &Value::Null)
    }

    fn call_with(&self, function: &str, argument: &Value) -> anyhow::Result<Value> {
        let resolved = self
            .browser
            .devtools("DOM.resolveNode", &json!({"backendNodeId": self.node}))?;
        let answer = self.browser.devtools(
            "Runtime.callFunctionOn",
            &json!({
                "objectId": text_at(&resolved, "/object/objectId"),
                "functionDeclaration": function,
                "arguments": [{"value": argument}],
                "returnByValue": true,
            }),
        )?;
        if answer.get("exceptionDetails").is_some() {
            bail!(
                "a script failed: {}",
                text_at(&answer, "/exceptionDetails/exception/description")
            );
        }
        Ok(answer
            .pointer("/result/value")
            .cloned()
            .unwrap_or(Value::Null))
    }
}

fn document(browser: &Browser) -> anyhow::Result<i64> {
    let answer = browser.devtools("DOM.getDocument", &json!({"depth": 0}))?;
    answer
        .pointer("/root/backendNodeId")
        .and_then(Value::as_i64)
        .context("the page has no document")
}

fn text_at(value: &Value, pointer: &str) -> String {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}
