//! The body of a heatmap card: legend, canvas, pointer, keys, tooltip, what is spoken, and the scores
//! of a confusion matrix.

use super::canvas_input::shift_of;
use super::chart_canvas::ChartCanvas;
use super::heatmap_legend::HeatmapLegend;
use super::heatmap_model::{HeatmapModel, PointedBy};
use super::heatmap_pointer::HeatmapPointer;
use super::tooltip::{Tooltip, TooltipPlace};
use crate::browser::history::HistoryEntry;
use leptos::ev;
use leptos::prelude::*;
use runboard_chart::format;
use runboard_chart::heatmap::reading::HeatmapReading;
use runboard_chart::heatmap::scene::overlay_scene;
use runboard_chart::heatmap::window::{Axis, moved_cell, revealing, zoomed};
use runboard_chart::heatmap_view::CellWindow;
use runboard_chart::line::keys::{Command, Entered, Left, command, left_first};
use std::sync::Arc;

/// The heatmap of a model; pointer, touch and keys act on it.
#[component]
pub(super) fn HeatmapChart(
    /// What is drawn, and what listens.
    model: HeatmapModel,
) -> impl IntoView {
    let inputs = model.inputs;
    let pointer = HeatmapPointer::new(model);
    let overlay = Memo::new(move |_| {
        let selection = model.selection.get();
        Arc::new(overlay_scene(
            &model.frame.read(),
            model.pointed(),
            selection,
        ))
    });
    let is_empty = Memo::new(move |_| model.matrix.read().is_empty());
    let spoken = Memo::new(move |_| spoken_reading(model));
    view! {
        <div class="heatmap">
            <HeatmapLegend model />
            <div class="heatmap__canvas">
                <ChartCanvas
                    label=Signal::derive(move || format!("Heatmap of {}", inputs.name.get()))
                    area=model.area
                    back=model.labels
                    marks=model.cells
                    overlay
                    theme=inputs.theme
                    on:pointerdown=move |event: ev::PointerEvent| pointer.down(&event)
                    on:pointermove=move |event: ev::PointerEvent| pointer.moved(&event)
                    on:pointerup=move |event: ev::PointerEvent| pointer.up(&event)
                    on:pointercancel=move |event: ev::PointerEvent| pointer.cancelled(&event)
                    on:pointerleave=move |event: ev::PointerEvent| pointer.leave(&event)
                    on:dblclick=move |_: ev::MouseEvent| {
                        model.show(CellWindow::default(), HistoryEntry::Push);
                    }
                    on:blur=move |_: ev::FocusEvent| {
                        pointer.give_up();
                        model.pointed_by.set(None);
                    }
                    on:wheel=move |event: ev::WheelEvent| pointer.wheel(&event)
                    on:keydown=move |event: ev::KeyboardEvent| press_key(model, pointer, &event)
                />
                <Show when=move || is_empty.get()>
                    <p class="chart-empty">"No cells yet"</p>
                </Show>
                <HeatmapTooltip model />
            </div>
            <p class="visually-hidden" aria-live="polite">
                {spoken}
            </p>
        </div>
    }
}

#[component]
fn HeatmapTooltip(
    /// What the chart shows.
    model: HeatmapModel,
) -> impl IntoView {
    let place = Memo::new(move |_| {
        let at = model.pointed()?;
        let frame = model.frame.read();
        // Nothing is told about cells while a rectangle is drawn, nor about one that was zoomed away.
        if model.selection.read().is_some() || !frame.shows(at) {
            return None;
        }
        Some(TooltipPlace {
            at: match model.pointed_by.get()? {
                PointedBy::Pointer(at) => at,
                PointedBy::Keys(at) => frame.cell_centre(at),
            },
            area: frame.size,
            height_px: 0.0,
            in_window: None,
        })
    });
    let content = move || {
        model
            .reading
            .get()
            .map(|reading| reading_view(reading, model))
    };
    view! {
        <Tooltip place>
            <dl class="heatmap__reading">{content}</dl>
        </Tooltip>
    }
}

fn reading_view(reading: HeatmapReading, model: HeatmapModel) -> impl IntoView {
    let (row, column) = if model.is_confusion.get() {
        ("Truth", "Prediction")
    } else {
        ("Row", "Column")
    };
    let value = reading.value_text();
    let full = format::full(reading.value);
    let line = |name: &'static str, text: String| {
        view! {
            <dt>{name}</dt>
            " "
            <dd>{text}</dd>
        }
    };
    view! {
        {line(row, reading.row)}
        {line(column, reading.column)}
        <dt>"Value"</dt>
        " "
        <dd class="heatmap__value" title=full>
            {value}
        </dd>
        {reading.share_of_row.map(|share| line("Share of row", share))}
        {reading.share_of_column.map(|share| line("Share of column", share))}
    }
}

/// What the keys read; what the pointer reads is not spoken, it would never end.
fn spoken_reading(model: HeatmapModel) -> Option<String> {
    match model.pointed_by.get()? {
        PointedBy::Pointer(_) => None,
        PointedBy::Keys(_) => Some(model.reading.read().as_ref()?.spoken()),
    }
}

fn press_key(model: HeatmapModel, pointer: HeatmapPointer, event: &ev::KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    // Up and down lead through the rows here, down being onwards.
    let (axis, key) = match event.key().as_str() {
        "ArrowDown" => (Axis::Down, "ArrowRight".to_owned()),
        "ArrowUp" => (Axis::Down, "ArrowLeft".to_owned()),
        key => (Axis::Across, key.to_owned()),
    };
    let Some(command) = command(&key, shift_of(event)) else {
        return;
    };
    let frame = model.frame.get_untracked();
    let pointed = untrack(|| model.pointed());
    match command {
        Command::Move(by) => {
            if let Some(at) = moved_cell(frame.extent, pointed, axis, by) {
                model.pointed_by.set(Some(PointedBy::Keys(at)));
                let window = revealing(model.window(), frame.extent, at);
                model.show(window, HistoryEntry::Replace);
            }
        }
        Command::Zoom(factor) => {
            let anchor = pointed.unwrap_or_else(|| frame.middle_cell());
            let window = zoomed(model.window(), frame.extent, anchor, factor);
            model.show(window, HistoryEntry::Push);
        }
        Command::Reset => model.show(CellWindow::default(), HistoryEntry::Push),
        Command::Leave => {
            pointer.give_up();
            let entered = Entered {
                is_zoomed: model.window().is_zoomed(),
                is_read: pointed.is_some(),
                ..Entered::default()
            };
            match left_first(entered) {
                Some(Left::Zoom) => model.show(CellWindow::default(), HistoryEntry::Push),
                Some(Left::Kept | Left::Reading) => model.pointed_by.set(None),
                // Escape is for whoever is next: the card leaves full size.
                None => return,
            }
        }
    }
    event.prevent_default();
}
