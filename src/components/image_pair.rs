//! Two pictures laid over each other: swiped, blinked or subtracted.

use super::ShownImage;
use super::cut_name::cut_name;
use super::image_frame::ImageFrame;
use crate::browser::capture::capture_pointer;
use crate::browser::element_size::use_element_size;
use crate::browser::{image_pixels, motion};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use runboard_chart::image_window::SwipeShare;
use runboard_chart::{format, image_difference};
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::JsCast;

/// How long each of two pictures is seen in turn.
const BLINK_PERIOD: Duration = Duration::from_millis(700);

/// How two pictures are laid over each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlay {
    /// A border that can be moved, one picture on each side.
    Swipe,
    /// In turn.
    Blink,
    /// How far each colour is from the other picture's.
    Difference,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq)]
pub struct PairSide {
    /// The experiment's name.
    pub title: String,
    /// The custom property that holds its colour.
    pub colour_property: String,
    /// What the picture is called.
    pub alt: String,
    /// The step of its entry.
    pub step: Option<f64>,
    /// The picture; `None` while it is not known.
    pub image: Option<Arc<ShownImage>>,
}

/// Which of two blinking pictures is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    First,
    Second,
}

impl Turn {
    fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

/// The pair; the first picture lies below, and left of the border.
#[component]
pub fn ImagePair(
    /// How they are laid over each other.
    #[prop(into)]
    overlay: Signal<Overlay>,
    /// The picture below.
    #[prop(into)]
    first: Signal<Option<PairSide>>,
    /// The picture above.
    #[prop(into)]
    second: Signal<Option<PairSide>>,
    /// Where the border is.
    #[prop(into)]
    swipe: Signal<SwipeShare>,
    /// Called with where the border is now.
    on_swipe: Callback<SwipeShare>,
) -> impl IntoView {
    let turn = RwSignal::new(Turn::First);
    // Whoever wants less motion turns by hand.
    let is_paused = RwSignal::new(motion::is_reduced());
    let is_blinking = Memo::new(move |_| overlay.get() == Overlay::Blink && !is_paused.get());
    Effect::new(move |_| {
        if is_blinking.get() {
            let next = move || turn.update(|turn| *turn = turn.other());
            if let Ok(handle) = set_interval_with_handle(next, BLINK_PERIOD) {
                on_cleanup(move || handle.clear());
            }
        }
    });
    let is_out_of_turn = move |own: Turn| overlay.get() == Overlay::Blink && turn.get() != own;
    let clip = move || match overlay.get() {
        Overlay::Swipe => format!("inset(0 0 0 {}%)", swipe.read().percent()),
        Overlay::Blink | Overlay::Difference => "none".to_owned(),
    };
    let largest = use_largest_difference(overlay, first, second);
    let brightness = move || {
        let gain = largest.get().and_then(image_difference::gain)?;
        (overlay.get() == Overlay::Difference).then(|| format!("brightness({gain})"))
    };
    let picture = |side: Signal<Option<PairSide>>| {
        let alt = move || {
            side.read()
                .as_ref()
                .map(|it| it.alt.clone())
                .unwrap_or_default()
        };
        let image = Memo::new(move |_| side.read().as_ref()?.image.clone());
        view! { <ImageFrame alt=Signal::derive(alt) image /> }
    };
    view! {
        <div class="image-pair">
            <div class="image-pair__captions">
                <Caption side=first is_out_of_turn=Signal::derive(move || is_out_of_turn(Turn::First)) />
                <Show when=move || overlay.get() == Overlay::Blink>
                    <BlinkTools turn is_paused />
                </Show>
                <Show when=move || overlay.get() == Overlay::Difference>
                    <span class="image-pair__note">{move || image_difference::note(largest.get())}</span>
                </Show>
                <Caption side=second is_out_of_turn=Signal::derive(move || is_out_of_turn(Turn::Second)) />
            </div>
            <div
                class="image-pair__stage"
                class:image-pair__stage--difference=move || overlay.get() == Overlay::Difference
                style:filter=brightness
                tabindex="0"
                role="group"
                aria-label="Pair of images; plus and minus zoom, zero fits, arrows with Shift move"
            >
                <div class="image-pair__layer" class:image-pair__layer--out=move || is_out_of_turn(Turn::First)>
                    {picture(first)}
                </div>
                <div
                    class="image-pair__layer image-pair__layer--above"
                    class:image-pair__layer--out=move || is_out_of_turn(Turn::Second)
                    style:clip-path=clip
                >
                    {picture(second)}
                </div>
                <Show when=move || overlay.get() == Overlay::Swipe>
                    <Border swipe on_swipe />
                </Show>
            </div>
            <Show when=move || overlay.get() == Overlay::Swipe>
                <input
                    type="range"
                    class="image-pair__slider"
                    aria-label="Swipe"
                    min="0"
                    max="100"
                    step="1"
                    prop:value=move || swipe.read().percent().to_string()
                    on:input:target=move |event| {
                        if let Ok(percent) = event.target().value().parse() {
                            on_swipe.run(SwipeShare::from_percent(percent));
                        }
                    }
                />
            </Show>
        </div>
    }
    .into_any()
}

/// The largest difference of the two pictures; `None` while it is not known or not looked at.
fn use_largest_difference(
    overlay: Signal<Overlay>,
    first: Signal<Option<PairSide>>,
    second: Signal<Option<PairSide>>,
) -> Signal<Option<u8>> {
    let src =
        |side: Signal<Option<PairSide>>| Some(side.read().as_ref()?.image.as_ref()?.src.clone());
    let pair = Memo::new(move |_| {
        (overlay.get() == Overlay::Difference).then(|| src(first).zip(src(second)))?
    });
    let found = RwSignal::new(None::<((String, String), u8)>);
    Effect::new(move |_| {
        if let Some(pair) = pair.get() {
            spawn_local_scoped_with_cancellation(async move {
                if let Some(rgba) = image_pixels::difference_rgba(&pair.0, &pair.1).await {
                    found.set(Some((pair, image_difference::largest(&rgba))));
                }
            });
        }
    });
    Signal::derive(move || {
        let (found, pair) = (found.read(), pair.read());
        let (of, largest) = found.as_ref()?;
        (Some(of) == pair.as_ref()).then_some(*largest)
    })
}

/// Whose picture it is.
#[component]
fn Caption(
    /// Whose picture, and at which step; `None` without one.
    side: Signal<Option<PairSide>>,
    /// Whether the other picture is seen now.
    is_out_of_turn: Signal<bool>,
) -> impl IntoView {
    let colour = move || {
        side.read()
            .as_ref()
            .map(|it| format!("var({})", it.colour_property))
    };
    let title = move || side.read().as_ref().map(|it| it.title.clone());
    let name = move || side.read().as_ref().map(|it| cut_name(&it.title));
    let step = move || {
        let step = side.read().as_ref()?.step?;
        Some(format!("step {}", format::number(step)))
    };
    view! {
        <span class="image-pair__caption" class:image-pair__caption--out=is_out_of_turn>
            <span class="swatch" style:background-color=colour aria-hidden="true"></span>
            <span class="image-pair__title" title=title>{name}</span>
            <span class="pane__step">{step}</span>
        </span>
    }
}

/// Stops the turns, and makes one by hand.
#[component]
fn BlinkTools(
    /// Which picture is seen.
    turn: RwSignal<Turn>,
    /// Whether the turns are stopped.
    is_paused: RwSignal<bool>,
) -> impl IntoView {
    let switch = move |_| {
        is_paused.set(true);
        turn.update(|turn| *turn = turn.other());
    };
    view! {
        <span class="image-pair__blink">
            <button
                type="button"
                class="button"
                aria-pressed=move || is_paused.get().to_string()
                on:click=move |_| is_paused.update(|is_paused| *is_paused = !*is_paused)
            >
                "Pause"
            </button>
            <button type="button" class="button" on:click=switch>
                "Switch"
            </button>
        </span>
    }
}

/// The border between the pictures, which is dragged; the slider below it is for keys.
#[component]
fn Border(
    /// Where the border is.
    swipe: Signal<SwipeShare>,
    /// Called with where the person wants it.
    on_swipe: Callback<SwipeShare>,
) -> impl IntoView {
    let stage = NodeRef::<html::Div>::new();
    let size = use_element_size(stage);
    let is_held = StoredValue::new(false);
    let on_down = move |event: ev::PointerEvent| {
        if event.button() != 0 {
            return;
        }
        // The pictures stay where they are.
        event.stop_propagation();
        if let Some(target) = event.current_target().and_then(|it| it.dyn_into().ok()) {
            capture_pointer(&target, &event);
        }
        is_held.set_value(true);
    };
    let on_move = move |event: ev::PointerEvent| {
        let Some(stage) = stage.get_untracked().filter(|_| is_held.get_value()) else {
            return;
        };
        event.stop_propagation();
        let from_left_px = f64::from(event.client_x()) - stage.get_bounding_client_rect().left();
        let width_px = size.get_untracked().width_px;
        on_swipe.run(SwipeShare::under(from_left_px, width_px));
    };
    let on_up = move |_| is_held.set_value(false);
    view! {
        <div class="image-pair__ruler" node_ref=stage>
            <div
                class="image-pair__border"
                style:left=move || format!("{}%", swipe.read().percent())
                on:pointerdown=on_down
                on:pointermove=on_move
                on:pointerup=on_up
                on:pointercancel=on_up
            ></div>
        </div>
    }
}
