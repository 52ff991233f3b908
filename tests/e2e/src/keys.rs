//! Real key events.

use serde_json::{Value, json};

use crate::browser::Browser;

/// A key, as WebDriver names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(&'static str);

impl Key {
    pub const ARROW_LEFT: Self = Self("\u{E012}");
    pub const ARROW_RIGHT: Self = Self("\u{E014}");
    pub const ARROW_DOWN: Self = Self("\u{E015}");
    pub const CONTROL: Self = Self("\u{E009}");
    pub const END: Self = Self("\u{E010}");
    pub const ENTER: Self = Self("\u{E007}");
    pub const ESCAPE: Self = Self("\u{E00C}");
    pub const HOME: Self = Self("\u{E011}");
    pub const LETTER_K: Self = Self("k");
    pub const SHIFT: Self = Self("\u{E008}");
    pub const SPACE: Self = Self(" ");
    pub const TAB: Self = Self("\u{E004}");

    /// The character that stands for the key.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl Browser {
    /// Presses a key and lets it go.
    pub fn press(&self, key: Key) -> anyhow::Result<()> {
        self.type_text(key.as_str())
    }

    /// Presses a key while another is held.
    pub fn press_with(&self, held: Key, key: Key) -> anyhow::Result<()> {
        let events = [
            event("keyDown", held.as_str()),
            event("keyDown", key.as_str()),
            event("keyUp", key.as_str()),
            event("keyUp", held.as_str()),
        ];
        self.keyboard(&events)
    }

    /// Types a text into whatever has the focus.
    pub fn type_text(&self, text: &str) -> anyhow::Result<()> {
        let events: Vec<Value> = text
            .chars()
            .map(String::from)
            .flat_map(|key| [event("keyDown", &key), event("keyUp", &key)])
            .collect();
        self.keyboard(&events)
    }

    fn keyboard(&self, events: &[Value]) -> anyhow::Result<()> {
        self.perform(&json!([{"type": "key", "id": "keyboard", "actions": events}]))
    }
}

fn event(kind: &str, key: &str) -> Value {
    json!({"type": kind, "value": key})
}
