//! Real pointer events: mouse, wheel and fingers. Positions are CSS pixels in the viewport.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::keys::Key;

/// A position in the viewport, in CSS pixels.
pub type PositionPx = (f64, f64);

impl Browser {
    /// Moves the mouse there.
    pub fn hover_at(&self, x_px: f64, y_px: f64) -> anyhow::Result<()> {
        self.mouse(&[moved((x_px, y_px))])
    }

    /// Clicks there.
    pub fn click_at(&self, x_px: f64, y_px: f64) -> anyhow::Result<()> {
        self.mouse(&[moved((x_px, y_px)), down(), up()])
    }

    /// Clicks there twice, quickly.
    pub fn double_click_at(&self, x_px: f64, y_px: f64) -> anyhow::Result<()> {
        self.mouse(&[moved((x_px, y_px)), down(), up(), down(), up()])
    }

    /// Presses at the first position, moves in steps to the second, and lets go.
    pub fn drag(&self, from: PositionPx, to: PositionPx) -> anyhow::Result<()> {
        self.mouse(&drag_actions(from, to))
    }

    /// Presses at the first position and moves in steps to the second, and does not let go.
    pub fn hold_drag(&self, from: PositionPx, to: PositionPx) -> anyhow::Result<()> {
        let mut actions = drag_actions(from, to);
        actions.pop();
        self.mouse(&actions)
    }

    /// Lets go there.
    pub fn release_at(&self, position: PositionPx) -> anyhow::Result<()> {
        self.mouse(&[moved(position), up()])
    }

    /// Drags while a key is held.
    pub fn drag_with(&self, key: Key, from: PositionPx, to: PositionPx) -> anyhow::Result<()> {
        let pointer = drag_actions(from, to);
        // Sources act tick by tick: the key goes down before the pointer starts.
        let mut keys = vec![json!({"type": "keyDown", "value": key.as_str()})];
        let mut late = vec![json!({"type": "pause", "duration": 0})];
        late.extend(pointer);
        keys.resize(late.len(), json!({"type": "pause", "duration": 0}));
        keys.push(json!({"type": "keyUp", "value": key.as_str()}));
        self.perform(&json!([
            {"type": "key", "id": "keyboard", "actions": keys},
            {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": late},
        ]))
    }

    /// Turns the wheel there; a positive distance scrolls down.
    pub fn wheel_at(&self, position: PositionPx, delta_y_px: i64) -> anyhow::Result<()> {
        self.perform(&json!([wheel(position, delta_y_px, 0)]))
    }

    /// Turns the wheel while a key is held.
    pub fn wheel_with(
        &self,
        key: Key,
        position: PositionPx,
        delta_y_px: i64,
    ) -> anyhow::Result<()> {
        self.perform(&json!([
            {"type": "key", "id": "keyboard", "actions": [
                {"type": "keyDown", "value": key.as_str()},
                {"type": "pause", "duration": 0},
                {"type": "keyUp", "value": key.as_str()},
            ]},
            wheel(position, delta_y_px, 1),
        ]))
    }

    /// Touches there with one finger, and lets go.
    pub fn tap(&self, position: PositionPx) -> anyhow::Result<()> {
        self.perform(&json!([finger("finger", &[moved(position), down(), up()])]))
    }

    /// Moves one finger over the page.
    pub fn swipe(&self, from: PositionPx, to: PositionPx) -> anyhow::Result<()> {
        self.perform(&json!([finger("finger", &drag_actions(from, to))]))
    }

    /// Moves two fingers over the page at once.
    pub fn two_finger_drag(
        &self,
        first: (PositionPx, PositionPx),
        second: (PositionPx, PositionPx),
    ) -> anyhow::Result<()> {
        self.perform(&json!([
            finger("first", &drag_actions(first.0, first.1)),
            finger("second", &drag_actions(second.0, second.1)),
        ]))
    }

    fn mouse(&self, actions: &[Value]) -> anyhow::Result<()> {
        self.perform(&json!([{
            "type": "pointer",
            "id": "mouse",
            "parameters": {"pointerType": "mouse"},
            "actions": actions,
        }]))
    }
}

fn drag_actions(from: PositionPx, to: PositionPx) -> Vec<Value> {
    let part = |share: f64| {
        (
            from.0 + (to.0 - from.0) * share,
            from.1 + (to.1 - from.1) * share,
        )
    };
    let mut actions = vec![moved(from), down()];
    actions.extend([0.1, 0.3, 0.6, 1.0].map(|share| moved(part(share))));
    actions.push(up());
    actions
}

fn finger(id: &str, actions: &[Value]) -> Value {
    json!({
        "type": "pointer",
        "id": id,
        "parameters": {"pointerType": "touch"},
        "actions": actions,
    })
}

fn moved((x_px, y_px): PositionPx) -> Value {
    json!({"type": "pointerMove", "duration": 10, "origin": "viewport", "x": x_px.round(), "y": y_px.round()})
}

fn down() -> Value {
    json!({"type": "pointerDown", "button": 0})
}

fn up() -> Value {
    json!({"type": "pointerUp", "button": 0})
}

fn wheel((x_px, y_px): PositionPx, delta_y_px: i64, n_pauses: usize) -> Value {
    let mut actions = vec![json!({"type": "pause", "duration": 0}); n_pauses];
    actions.push(json!({
        "type": "scroll",
        "origin": "viewport",
        "x": x_px.round() as i64,
        "y": y_px.round() as i64,
        "deltaX": 0,
        "deltaY": delta_y_px,
        "duration": 0,
    }));
    json!({"type": "wheel", "id": "wheel", "actions": actions})
}
