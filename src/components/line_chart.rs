//! The body of a line card: canvas, crosshair, tooltip and what is spoken.

use super::Lazy;
use super::chart_canvas::ChartCanvas;
use super::line_input::listen;
use super::line_model::LineModel;
use super::line_pin::LinePin;
use super::line_tooltip::LineTooltip;
use crate::browser::chunk::chunk;
use leptos::ev;
use leptos::prelude::*;
use runboard_chart::line::cursor::CursorBy;
use runboard_chart::line::reading::Reading;
use std::sync::Arc;

/// The chart of a model; pointer, touch and keys act on it.
#[component]
pub fn LineChart(
    /// What is drawn, and what listens.
    model: LineModel,
) -> impl IntoView {
    let input = LineInput::default();
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
                on:pointerdown=move |event: ev::PointerEvent| input.tell(Act::Down(&event))
                on:click=move |event: ev::MouseEvent| input.tell(Act::Click(&event))
                on:pointermove=move |event: ev::PointerEvent| input.tell(Act::Move(&event))
                on:pointerup=move |event: ev::PointerEvent| input.tell(Act::Up(&event))
                on:pointercancel=move |_: ev::PointerEvent| input.tell(Act::Cancel)
                on:pointerleave=move |event: ev::PointerEvent| input.tell(Act::Leave(&event))
                on:dblclick=move |_: ev::MouseEvent| input.tell(Act::DoubleClick)
                on:wheel=move |event: ev::WheelEvent| input.tell(Act::Wheel(&event))
                on:blur=move |_: ev::FocusEvent| input.tell(Act::Blur)
                on:keydown=move |event: ev::KeyboardEvent| input.tell(Act::Key(&event))
            />
            <Show when=move || emptiness.get().is_some()>
                <p class="line-chart__empty">{move || emptiness.get()}</p>
            </Show>
            <Lazy view=move || line_reading(model, reading, input, kept_by_keys) />
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

/// What the pointer or the keys do to the chart.
pub(super) enum Act<'a> {
    /// A button or a finger goes down.
    Down(&'a ev::PointerEvent),
    /// The pointer moves.
    Move(&'a ev::PointerEvent),
    /// The button or the finger goes up.
    Up(&'a ev::PointerEvent),
    /// The browser takes the pointer for something else.
    Cancel,
    /// The pointer leaves the chart.
    Leave(&'a ev::PointerEvent),
    /// A click.
    Click(&'a ev::MouseEvent),
    /// A second click.
    DoubleClick,
    /// The wheel turns.
    Wheel(&'a ev::WheelEvent),
    /// The focus leaves.
    Blur,
    /// A key is pressed.
    Key(&'a ev::KeyboardEvent),
}

/// What answers to the pointer and the keys; nothing before its code has come, after the first picture.
#[derive(Clone, Copy)]
pub(super) struct LineInput(StoredValue<Option<Answer>, LocalStorage>);

type Answer = Box<dyn Fn(Act<'_>)>;

impl Default for LineInput {
    fn default() -> Self {
        Self(StoredValue::new_local(None))
    }
}

impl LineInput {
    /// Lets this answer from now on.
    pub(super) fn answer_with(self, answer: impl Fn(Act<'_>) + 'static) {
        self.0.try_set_value(Some(Box::new(answer)));
    }

    /// An element that is removed while it has the focus tells so after its signals are gone.
    fn tell(self, act: Act<'_>) {
        self.0.try_with_value(|answer| {
            if let Some(answer) = answer {
                answer(act);
            }
        });
    }
}

chunk! {
    dashboard:
    fn line_reading(
        model: LineModel,
        reading: Memo<Option<Reading>>,
        input: LineInput,
        kept_by_keys: StoredValue<bool>
    ) -> AnyView {
        listen(model, input, kept_by_keys);
        view! { <LineTooltip model reading /> }.into_any()
    }
}
