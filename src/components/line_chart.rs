//! The body of a line card: canvas, crosshair, tooltip and what is spoken.

use super::Lazy;
use super::chart_canvas::ChartCanvas;
use super::line_click::LineClick;
use super::line_model::LineModel;
use super::line_pin::LinePin;
use super::line_pointer::LinePointer;
use super::line_tooltip::LineTooltip;
use crate::browser::chunk::chunk;
use crate::browser::history::HistoryEntry;
use leptos::ev;
use leptos::prelude::*;
use runboard_chart::line::cursor::CursorBy;
use runboard_chart::line::keys::{Command, Shift, command};
use runboard_chart::line::reading::{Meant, Reading, moved_x, reading};
use runboard_chart::line::zoom::{revealed, zoomed_at};
use runboard_chart::line_view::{Pin, ViewBox};
use runboard_chart::space::PointPx;
use std::sync::Arc;

/// The chart of a model; pointer, touch and keys act on it.
#[component]
pub fn LineChart(
    /// What is drawn, and what listens.
    model: LineModel,
) -> impl IntoView {
    let pointer = LinePointer::new(model);
    let clicks = LineClick::new(model);
    let reading = model.reading();
    let lines_scene = model.lines_scene();
    let spoken = Memo::new(move |_| spoken_reading(model, reading));
    let emptiness = Memo::new(move |_| emptiness(model));
    let kept = model.kept_reading();
    let kept_by_keys = StoredValue::new(false);
    view! {
        <div class="line-chart">
            <ChartCanvas
                label=Signal::derive(move || format!("Line chart of {}", model.name.get()))
                area=model.area
                back=model.back_scene()
                marks=Signal::derive(move || Arc::clone(&lines_scene.read().scene))
                raised=model.raised_scene(lines_scene)
                overlay=model.overlay_scene(reading, kept)
                theme=model.theme
                is_faded=model.is_faded()
                on:pointerdown=move |event: ev::PointerEvent| {
                    clicks.down(&event);
                    pointer.down(&event);
                }
                on:click=move |event: ev::MouseEvent| clicks.click(&event)
                on:pointermove=move |event: ev::PointerEvent| pointer.moved(&event)
                on:pointerup=move |event: ev::PointerEvent| pointer.up(&event)
                on:pointercancel=move |_: ev::PointerEvent| pointer.cancel()
                on:pointerleave=move |event: ev::PointerEvent| pointer.leave(&event)
                on:dblclick=move |_: ev::MouseEvent| clicks.double_click()
                on:wheel=move |event: ev::WheelEvent| pointer.wheel(&event)
                on:blur=move |_: ev::FocusEvent| pointer.blur()
                on:keydown=move |event: ev::KeyboardEvent| press_key(model, pointer, kept_by_keys, &event)
            />
            <Show when=move || emptiness.get().is_some()>
                <p class="line-chart__empty">{move || emptiness.get()}</p>
            </Show>
            <Lazy view=move || line_tooltip(model, reading) />
            <LinePin model reading=kept by_keys=kept_by_keys />
            <p class="visually-hidden" aria-live="polite">
                {spoken}
            </p>
        </div>
    }
}

/// Why there is nothing to see; `None` where there is something.
fn emptiness(model: LineModel) -> Option<&'static str> {
    let lines = model.lines.read();
    let mut with_points = lines.iter().filter(|line| !line.points.is_empty());
    let view = model.view.read();
    let is_hidden = |key: &String| view.hidden.contains(key);
    if with_points.clone().next().is_none() {
        Some("No points yet")
    } else if with_points.all(|line| is_hidden(&line.key)) {
        Some("All lines are hidden")
    } else {
        None
    }
}

/// What the keys read; what the pointer reads is not spoken, it would never end.
fn spoken_reading(model: LineModel, reading: Memo<Option<Reading>>) -> String {
    let by_keys = model
        .cursor
        .get()
        .is_some_and(|cursor| cursor.by == CursorBy::Keys);
    if !by_keys {
        // Charts off screen that are not read must not be told of every move of the pointer.
        return String::new();
    }
    let reading = reading.read();
    reading.as_ref().map(Reading::spoken).unwrap_or_default()
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
    let shift = if event.shift_key() {
        Shift::Held
    } else {
        Shift::Free
    };
    let Some(command) = command(&event.key(), shift) else {
        return;
    };
    let is_zoomed = model.view.with_untracked(|view| view.view_box.is_zoomed());
    let from = model.cursor.get_untracked().map(|cursor| cursor.at.x);
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
            if model.pin.with_untracked(Option::is_some) {
                model.keep(HistoryEntry::Push, None);
                event.prevent_default();
                return;
            }
            if !is_zoomed {
                // Escape is for whoever is next: the card leaves full size.
                return;
            }
            model.zoom(ViewBox::default());
        }
    }
    event.prevent_default();
}

/// What is read at the crosshair, with its uppermost line; `None` without a crosshair.
fn pin_at_crosshair(model: LineModel) -> Option<Pin> {
    let x = model.cursor.get_untracked()?.at.x;
    let reading = untrack(|| model.shown(|shown| reading(shown, x, Meant::Nobody)))?;
    let key = reading.entries.first()?.key.clone();
    Some(Pin { x, key })
}

/// Pans a zoom so far that the crosshair is inside.
fn reveal(model: LineModel, x: f64) {
    let view_box = untrack(|| model.shown(|shown| revealed(shown.frame, shown.view.view_box, x)));
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

chunk! {
    dashboard:
    fn line_tooltip(model: LineModel, reading: Memo<Option<Reading>>) -> AnyView {
        view! { <LineTooltip model reading /> }.into_any()
    }
}
