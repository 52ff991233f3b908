//! Pointer, touch and keys on a line chart, in code that comes after the first picture.

use super::canvas_input::shift_of;
use super::line_chart::{Act, LineInput};
use super::line_click::LineClick;
use super::line_model::LineModel;
use super::line_pointer::LinePointer;
use crate::browser::history::HistoryEntry;
use leptos::ev;
use leptos::prelude::*;
use runboard_chart::line::cursor::CursorBy;
use runboard_chart::line::keys::{Command, Entered, Left, command, left_first};
use runboard_chart::line::reading::{Meant, moved_x, reading};
use runboard_chart::line::zoom::{revealed, zoomed_at};
use runboard_chart::line_view::{Pin, ViewBox};
use runboard_chart::space::PointPx;

/// Answers to what is done to the chart, for as long as the current scope lasts.
pub(super) fn listen(model: LineModel, input: LineInput, kept_by_keys: StoredValue<bool>) {
    let pointer = LinePointer::new(model);
    let clicks = LineClick::new(model);
    input.answer_with(move |act| match act {
        Act::Down(event) => {
            clicks.down(event);
            pointer.down(event);
        }
        Act::Move(event) => pointer.moved(event),
        Act::Up(event) => pointer.up(event),
        Act::Cancel => pointer.cancel(),
        Act::Leave(event) => pointer.leave(event),
        Act::Click(event) => clicks.click(event),
        Act::DoubleClick => clicks.double_click(),
        Act::Wheel(event) => pointer.wheel(event),
        Act::Blur => pointer.blur(),
        Act::Key(event) => press_key(model, pointer, kept_by_keys, event),
    });
}

fn press_key(
    model: LineModel,
    pointer: LinePointer,
    kept_by_keys: StoredValue<bool>,
    event: &ev::KeyboardEvent,
) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    if event.key() == "Enter" {
        if let Some(pin) = pin_at_crosshair(model) {
            kept_by_keys.set_value(true);
            model.keep(HistoryEntry::Push, Some(pin));
            event.prevent_default();
        }
        return;
    }
    let Some(command) = command(&event.key(), shift_of(event)) else {
        return;
    };
    let is_zoomed = model.view.with_untracked(|view| view.view_box.is_zoomed());
    let from = model.cursor_x();
    match command {
        Command::Move(by) => {
            if let Some(x) = untrack(|| model.shown(|shown| moved_x(shown, from, by))) {
                model.put_cursor(x, CursorBy::Keys);
                reveal(model, x);
            }
        }
        Command::Zoom(factor) => model.zoom(zoomed_by_key(model, from, factor)),
        Command::Reset => model.zoom(ViewBox::default()),
        Command::Leave => {
            pointer.cancel();
            let entered = Entered {
                is_kept: model.pin.with_untracked(Option::is_some),
                is_zoomed,
                is_read: model.cursor.with_untracked(Option::is_some),
            };
            match left_first(entered) {
                Some(Left::Kept) => model.keep(HistoryEntry::Push, None),
                Some(Left::Zoom) => model.zoom(ViewBox::default()),
                Some(Left::Reading) => model.remove_cursor(),
                // Escape is for whoever is next: the card leaves full size.
                None => return,
            }
        }
    }
    event.prevent_default();
}

/// What is read at the crosshair, with its uppermost line; `None` without a crosshair.
fn pin_at_crosshair(model: LineModel) -> Option<Pin> {
    let x = model.cursor_x()?;
    let reading = untrack(|| model.shown(|shown| reading(shown, x, Meant::Nobody)))?;
    let key = reading.entries.first()?.key.clone();
    Some(Pin { x, key })
}

/// Pans a zoom so far that the crosshair is inside.
fn reveal(model: LineModel, x: f64) {
    let view_box = untrack(|| {
        model.shown(|shown| {
            let home = shown.prepared.home(&shown.view.hidden, shown.view.y_scale);
            revealed(shown.frame, home.0, shown.view.view_box, x)
        })
    });
    if let Some(view_box) = view_box {
        model.change(HistoryEntry::Replace, |view| view.view_box = view_box);
    }
}

fn zoomed_by_key(model: LineModel, cursor_x: Option<f64>, factor: f64) -> ViewBox {
    untrack(|| {
        model.shown(|shown| {
            let frame = shown.frame;
            let home = shown.prepared.home(&shown.view.hidden, shown.view.y_scale);
            let middle_px = frame.x.length_px() * 0.5;
            let x_px = cursor_x.map_or(middle_px, |x| frame.x.px_from_data(x));
            let zoomed = zoomed_at(frame, home, PointPx::new(x_px, 0.0), factor);
            ViewBox {
                y: shown.view.view_box.y,
                ..zoomed
            }
        })
    })
}
