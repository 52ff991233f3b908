//! The body of a bar card: canvas, scrolling, pointer, keys, tooltip and what is spoken.

use super::bar_model::{BarModel, PointedBy};
use super::canvas_input::{canvas_point, shift_of};
use super::chart_canvas::ChartCanvas;
use super::tooltip::{Tooltip, TooltipPlace, bracketed, bracketed_change, row_name};
use crate::browser::history::HistoryEntry;
use crate::browser::in_window::in_window;
use crate::browser::{scroll, wheel};
use leptos::ev;
use leptos::prelude::*;
use runboard_chart::bar::frame::Orientation;
use runboard_chart::bar::reading::moved_place;
use runboard_chart::bar::scene::overlay_scene;
use runboard_chart::format;
use runboard_chart::image_place::wheel_factor;
use runboard_chart::line::keys::{Command, Entered, Left, command, left_first};
use runboard_chart::space::PointPx;
use std::sync::Arc;

/// The chart of a model; pointer, touch and keys act on it.
#[component]
pub(super) fn BarChart(
    /// What is drawn, and what listens.
    model: BarModel,
) -> impl IntoView {
    let inputs = model.inputs;
    let overlay = Memo::new(move |_| Arc::new(overlay_scene(&model.frame.read(), model.place())));
    let track = Memo::new(move |_| model.frame.read().track());
    let seen = Memo::new(move |_| model.frame.read().size);
    let is_empty = Memo::new(move |_| model.bars.read().is_empty());
    let spoken = Memo::new(move |_| spoken_reading(model));
    let on_scroll = move |_| {
        if let Some(scroller) = model.scroller.get_untracked() {
            let now = scroll::scrolled(&scroller);
            model.scroll_px.set(PointPx::new(now.left_px, now.top_px));
        }
    };
    view! {
        <div class="bar-chart">
            <div class="bar-chart__scroller" node_ref=model.scroller on:scroll=on_scroll>
                <div
                    class="bar-chart__track"
                    style:width=move || format!("{}px", track.read().width_px)
                    style:height=move || format!("{}px", track.read().height_px)
                >
                    <div
                        class="bar-chart__seen"
                        style:width=move || format!("{}px", seen.read().width_px)
                        style:height=move || format!("{}px", seen.read().height_px)
                    >
                        <ChartCanvas
                            label=Signal::derive(move || format!("Bar chart of {}", inputs.name.get()))
                            area=NodeRef::new()
                            back=model.back
                            marks=model.marks
                            overlay
                            theme=inputs.theme
                            on:pointermove=move |event: ev::PointerEvent| point(model, &event)
                            on:pointerdown=move |event: ev::PointerEvent| point(model, &event)
                            on:pointerleave=move |event: ev::PointerEvent| leave(model, &event)
                            on:pointercancel=move |_: ev::PointerEvent| unread(model)
                            on:blur=move |_: ev::FocusEvent| model.pointed_by.set(None)
                            on:wheel=move |event: ev::WheelEvent| turn_wheel(model, &event)
                            on:keydown=move |event: ev::KeyboardEvent| press_key(model, &event)
                        />
                    </div>
                </div>
            </div>
            <Show when=move || is_empty.get()>
                <p class="chart-empty">"No categories yet"</p>
            </Show>
            <BarTooltip model />
            <p class="visually-hidden" aria-live="polite">
                {spoken}
            </p>
        </div>
    }
}

#[component]
fn BarTooltip(
    /// What the chart shows.
    model: BarModel,
) -> impl IntoView {
    let place = Memo::new(move |_| {
        let place = model.place()?;
        let pointer = match model.pointed_by.get()? {
            PointedBy::Pointer(at) => Some(at),
            PointedBy::Keys(_) => None,
        };
        let frame = model.frame.read();
        // What the keys point at may be scrolled away.
        frame.visible().contains(&place).then(|| TooltipPlace {
            at: frame.tooltip_point(place, pointer),
            area: frame.size,
            height_px: 0.0,
            in_window: model
                .scroller
                .get()
                .and_then(|scroller| in_window(&scroller)),
        })
    });
    let content = move || {
        let reading = model.reading.get()?;
        let value = reading.value_text();
        let change = model.change_of(&reading.label);
        let change_text = change.map(bracketed).unwrap_or_default();
        let label = row_name(&reading.label, reading.n_shared, &[&value, &change_text]);
        Some(view! {
            <p class="tooltip__row" style=("--beside", label.beside) style=("--texts", label.texts)>
                <span class="tooltip__name">{label.name}</span>
                <span class="tooltip__name-end">{label.end}</span>
                " "
                <span class="tooltip__value" title=format::full(reading.value)>
                    {value}
                    {change.map(bracketed_change)}
                </span>
            </p>
        })
    };
    view! { <Tooltip place>{content}</Tooltip> }
}

/// What the keys read; what the pointer reads is not spoken, it would never end.
fn spoken_reading(model: BarModel) -> Option<String> {
    match model.pointed_by.get()? {
        PointedBy::Pointer(_) => None,
        PointedBy::Keys(_) => Some(model.reading.read().as_ref()?.spoken()),
    }
}

fn point(model: BarModel, event: &ev::PointerEvent) {
    model
        .pointed_by
        .set(Some(PointedBy::Pointer(canvas_point(event))));
}

/// The pointer left: a mouse takes its reading with it, a finger leaves it to be read; what the keys
/// point at stays.
fn leave(model: BarModel, event: &ev::PointerEvent) {
    if event.pointer_type() != "touch" {
        unread(model);
    }
}

/// Takes away what a pointer read, as that of a finger which then scrolled.
fn unread(model: BarModel) {
    // The chart may have gone away under the pointer.
    let by_pointer = matches!(
        model.pointed_by.try_get_untracked(),
        Some(Some(PointedBy::Pointer(_)))
    );
    if by_pointer {
        model.pointed_by.set(None);
    }
}

/// Ctrl and the wheel zoom; the wheel alone scrolls the bars and then the page.
fn turn_wheel(model: BarModel, event: &ev::WheelEvent) {
    if event.ctrl_key() || event.meta_key() {
        event.prevent_default();
        let factor = wheel_factor(wheel::wheel_down_px(event));
        model.zoom(factor, HistoryEntry::Replace);
    }
}

fn press_key(model: BarModel, event: &ev::KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let key = model.frame.read_untracked().turned_key(&event.key());
    let Some(command) = command(&key, shift_of(event)) else {
        return;
    };
    let view = model.inputs.view.get_untracked();
    match command {
        Command::Move(by) => {
            let n_bars = model.bars.read_untracked().len();
            if let Some(place) = moved_place(n_bars, untrack(|| model.place()), by) {
                model.point_by_keys(place);
                reveal(model, place);
            }
        }
        Command::Zoom(factor) => {
            model.zoom(factor, HistoryEntry::Push);
            // The track has its new length by the next frame.
            request_animation_frame(move || {
                if let Some(Some(PointedBy::Keys(_))) = model.pointed_by.try_get_untracked()
                    && let Some(place) = untrack(|| model.place())
                {
                    reveal(model, place);
                }
            });
        }
        Command::Reset => model.change(view.reset(), HistoryEntry::Push),
        Command::Leave => {
            let entered = Entered {
                is_zoomed: view.zoom.is_zoomed(),
                is_read: untrack(|| model.place()).is_some(),
                ..Entered::default()
            };
            match left_first(entered) {
                Some(Left::Zoom) => model.change(view.reset(), HistoryEntry::Push),
                Some(Left::Kept | Left::Reading) => model.pointed_by.set(None),
                // Escape is for whoever is next: the card leaves full size.
                None => return,
            }
        }
    }
    event.prevent_default();
}

/// Scrolls no further than needed to see the whole bar.
fn reveal(model: BarModel, place: usize) {
    let Some(Some(scroller)) = model.scroller.try_get_untracked() else {
        return;
    };
    let frame = model.frame.get_untracked();
    let px = frame.revealing_scroll_px(place);
    let (left_px, top_px) = match frame.orientation {
        Orientation::Upright => (px, 0.0),
        Orientation::Lying => (0.0, px),
    };
    scroll::scroll_to(&scroller, left_px, top_px);
}
