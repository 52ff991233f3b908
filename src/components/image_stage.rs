//! The stage on which a picture is zoomed and shifted by wheel, pointer, fingers and keys.

use super::canvas_input::canvas_point;
use super::image_card::{BrokenImage, ImageLoading, ShownImage};
use super::{Glyph, Icon, ResetZoom};
use crate::browser::element_size::use_element_size;
use crate::browser::{capture, focus, wheel};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use runboard_chart::image_place::{self, ImagePlace, Stage, StageMove};
use runboard_chart::image_window::ImageWindow;
use runboard_chart::space::SizePx;
use runboard_chart::touches::Touches;
use std::sync::Arc;

/// The picture; a zoom stays when the step becomes another.
#[component]
pub(super) fn ImageStage(
    /// What the picture is called.
    name: Signal<String>,
    /// The picture.
    image: Signal<Option<Arc<ShownImage>>>,
    /// The part of it that is seen.
    window: Signal<ImageWindow>,
    /// Called with what is to be seen now, at the end of each move.
    on_window: Callback<ImageWindow>,
    /// Called with -1 and 1 by the arrow keys while nothing is zoomed.
    step_by: Callback<isize>,
) -> impl IntoView {
    let area = NodeRef::<html::Div>::new();
    let touches = StoredValue::new(Touches::default());
    // Where a drag or the wheel is at the moment; the address hears of it at the end.
    let moving = RwSignal::new(None::<ImagePlace>);
    let size = use_element_size(area);
    let stage = Memo::new(move |_| Stage {
        image: image
            .read()
            .as_ref()
            .map(|image| image.size)
            .unwrap_or_default(),
        viewport: SizePx::new(size.read().width_px, size.read().height_px),
    });
    let place = Memo::new(move |_| match moving.get() {
        Some(place) => stage.get().settled(place),
        None => stage.get().placed(window.get()),
    });
    let is_zoomed = Memo::new(move |_| stage.get().is_zoomed(place.get()));
    let now = move || (stage.get_untracked(), place.get_untracked());
    let show = move |next: ImagePlace| {
        on_window.run(stage.get_untracked().window(next).rounded());
        moving.set(None);
    };
    let commit = move || {
        if let Some(Some(place)) = moving.try_get_untracked() {
            show(place);
        }
    };
    let wheel_rest = wheel::use_wheel_rest(commit);
    let on_wheel = move |event: ev::WheelEvent| {
        event.prevent_default();
        let (stage, place) = now();
        let factor = image_place::wheel_factor(wheel::wheel_down_px(&event));
        moving.set(Some(stage.zoomed(place, factor, canvas_point(&event))));
        wheel_rest.turned();
    };
    let on_down = move |event: ev::PointerEvent| {
        if event.button() != 0 {
            // The other buttons are the browser's.
            return;
        }
        if let Some(area) = area.get_untracked() {
            capture::capture_pointer(&area, &event);
        }
        touches.update_value(|touches| touches.pressed(event.pointer_id(), canvas_point(&event)));
    };
    let on_move = move |event: ev::PointerEvent| {
        if event.buttons() == 0 {
            // The button was let go where the stage did not hear of it.
            if touches.with_value(|touches| !touches.is_empty()) {
                touches.set_value(Touches::default());
                commit();
            }
            return;
        }
        let held = touches
            .try_update_value(|touches| touches.moved(event.pointer_id(), canvas_point(&event)));
        if let Some(Some(held)) = held {
            let (stage, place) = now();
            moving.set(Some(stage.held(place, held)));
        }
    };
    let on_up = move |event: ev::PointerEvent| {
        touches.update_value(|touches| touches.released(event.pointer_id()));
        commit();
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let (stage, place) = now();
        match stage.keyed(place, &event.key()) {
            StageMove::Nothing => return,
            StageMove::Place(place) => show(place.unwrap_or_else(|| stage.fitted())),
            StageMove::Step(by) => step_by.run(by),
        }
        event.prevent_default();
    };
    focus::focus_soon(move || area.try_get_untracked().flatten().map(Into::into));
    view! {
        <div
            class="image-stage"
            class:image-stage--zoomed=is_zoomed
            node_ref=area
            tabindex="0"
            role="group"
            aria-label="Arrow keys step, or shift what is zoomed; plus and minus zoom, zero fits"
            on:wheel=on_wheel
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=on_up
            on:dblclick=move |_| show(stage.get_untracked().fitted())
            on:keydown=on_key
        >
            <StagedImage name image stage place />
        </div>
        <ZoomTools
            scale=Signal::derive(move || place.get().scale)
            is_zoomed
            on_zoom=Callback::new(move |factor| {
                let (stage, place) = now();
                show(stage.zoomed_at_centre(place, factor));
            })
            on_reset=Callback::new(move |()| show(stage.get_untracked().fitted()))
        />
    }
    .into_any()
}

#[component]
fn StagedImage(
    /// The log's name.
    name: Signal<String>,
    /// The picture; `None` before it is known.
    image: Signal<Option<Arc<ShownImage>>>,
    /// The stage and the picture on it.
    stage: Memo<Stage>,
    /// Where the picture is.
    place: Memo<ImagePlace>,
) -> impl IntoView {
    let loading = ImageLoading::new(image);
    let is_sharp = Memo::new(move |_| stage.get().is_sharp(place.get()));
    let shown = Memo::new(move |_| stage.get().shown(place.get()));
    view! {
        <Show
            when=move || !loading.is_broken.get()
            fallback=move || view! { <BrokenImage retry=loading.retry() /> }
        >
            <img
                class="image-stage__image"
                class:image-ground=loading.is_here
                class:image--sharp=is_sharp
                alt=name
                src=loading.src
                draggable="false"
                style:width=move || format!("{}px", shown.read().width_px)
                style:height=move || format!("{}px", shown.read().height_px)
                style:left=move || format!("{}px", place.read().left_px)
                style:top=move || format!("{}px", place.read().top_px)
                on:load=move |_| loading.came()
                on:error=move |_| loading.failed()
            />
        </Show>
    }
}

#[component]
fn ZoomTools(
    /// How large the picture is shown.
    scale: Signal<f64>,
    /// Whether it is larger than it fits.
    is_zoomed: Memo<bool>,
    /// Called with the factor of a zoom.
    on_zoom: Callback<f64>,
    /// All of the picture is to be seen.
    on_reset: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="image-stage__tools">
            <button
                type="button"
                class="icon-button"
                aria-label="Zoom out"
                title="Zoom out"
                disabled=move || !is_zoomed.get()
                on:click=move |_| on_zoom.run(0.5)
            >
                <Icon glyph=Glyph::Minus />
            </button>
            <span class="image-stage__scale" aria-live="polite">
                {move || image_place::scale_text(scale.get())}
            </span>
            <button
                type="button"
                class="icon-button"
                aria-label="Zoom in"
                title="Zoom in"
                on:click=move |_| on_zoom.run(2.0)
            >
                <Icon glyph=Glyph::Plus />
            </button>
            <ResetZoom is_zoomed on_reset />
        </div>
    }
}
