//! The card of an `IMAGE` log.

use super::image_dialog::ImageDialog;
use super::image_frame::aspect_text;
use super::states::RetryButton;
use super::step_slider::step_note;
use super::{Card, CardInputs, StepSlider};
use leptos::prelude::*;
use runboard_chart::card_view::{CardSize, CardView};
use runboard_chart::image_place::is_sharp_when_fitted;
use runboard_chart::image_window::ImageWindow;
use runboard_chart::space::SizePx;
use std::sync::Arc;

/// A picture, its size known before its bytes are there.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownImage {
    /// Where its bytes are.
    pub src: String,
    /// Its size in its own pixels.
    pub size: SizePx,
    /// What is said of it beside its name, such as its size.
    pub caption: String,
}

/// A picture that fits its card; a click shows it large, in a dialog.
#[component]
pub fn ImageCard(
    /// What every card gets of its log; its name is what the picture is called, full size is the large view.
    card: CardInputs,
    /// The picture of the chosen step; `None` while it is not known.
    #[prop(into)]
    image: Signal<Option<Arc<ShownImage>>>,
    /// The steps of all entries, ascending; empty for a log without steps.
    #[prop(optional, into)]
    steps: Signal<Vec<f64>>,
    /// The part of the picture that the large view shows.
    #[prop(into)]
    window: Signal<ImageWindow>,
    /// Called with what it is to show now.
    on_window: Callback<ImageWindow>,
) -> impl IntoView {
    let step = step_note(steps, card.view);
    let description = Signal::derive(move || match image.read().as_ref() {
        Some(image) => format!("Image, {}{}", image.caption, step.read()),
        None => format!("Image{}", step.read()),
    });
    let CardInputs {
        name,
        view,
        on_view,
        ..
    } = card;
    // The dialog is the full size: the card itself always keeps its place.
    let fitted = CardInputs {
        view: Signal::derive(move || CardView {
            size: CardSize::Fitted,
            ..view.get()
        }),
        ..card
    };
    let open = Callback::new(move |()| {
        on_view.run(CardView {
            size: CardSize::Full,
            ..view.get_untracked()
        });
    });
    view! {
        <Card
            card=fitted
            description
            footer=move || view! { <StepSlider steps view on_view /> }
        >
            <CardImage name image open />
        </Card>
        <ImageDialog name image steps view on_view window on_window />
    }
    .into_any()
}

/// The picture in the card, or what became of it.
#[component]
fn CardImage(
    /// The log's name.
    name: Signal<String>,
    /// The picture; `None` before it is known.
    image: Signal<Option<Arc<ShownImage>>>,
    /// Shows it large.
    open: Callback<()>,
) -> impl IntoView {
    let shown = Memo::new(move |_| image.get());
    let loading = ImageLoading::new(shown.into());
    let size = Memo::new(move |_| shown.read().as_ref().map(|shown| shown.size));
    let is_sharp = move || size.get().is_some_and(is_sharp_when_fitted);
    view! {
        <Show
            when=move || !loading.is_broken.get()
            fallback=move || view! { <BrokenImage retry=loading.retry() /> }
        >
            <button
                type="button"
                class="image-card__open"
                title="Open large"
                on:click=move |_| open.run(())
            >
                <img
                    class="image-card__image"
                    class:image-ground=loading.is_here
                    class:image--sharp=is_sharp
                    alt=name
                    src=loading.src
                    width=move || size.get().map(|size| size.width_px)
                    height=move || size.get().map(|size| size.height_px)
                    decoding="async"
                    style=("--aspect", move || aspect_text(size.get()))
                    on:load=move |_| loading.came()
                    on:error=move |_| loading.failed()
                />
            </button>
        </Show>
    }
}

/// Whether the bytes of the picture that is shown now could be had.
#[derive(Clone, Copy)]
pub(super) struct ImageLoading {
    /// Where the bytes are.
    pub(super) src: Memo<Option<String>>,
    /// Whether they could not be had; another picture is another attempt.
    pub(super) is_broken: Memo<bool>,
    /// Whether they are here; before, there is nothing to be seen through.
    pub(super) is_here: Memo<bool>,
    broken_src: RwSignal<Option<String>>,
    seen_src: RwSignal<Option<String>>,
}

impl ImageLoading {
    pub(super) fn new(image: Signal<Option<Arc<ShownImage>>>) -> Self {
        let src = Memo::new(move |_| image.read().as_ref().map(|image| image.src.clone()));
        let broken_src = RwSignal::new(None);
        let is_broken =
            Memo::new(move |_| broken_src.read().is_some() && *broken_src.read() == *src.read());
        let seen_src = RwSignal::new(None);
        let is_here =
            Memo::new(move |_| seen_src.read().is_some() && *seen_src.read() == *src.read());
        Self {
            src,
            is_broken,
            is_here,
            broken_src,
            seen_src,
        }
    }

    /// Called when the browser has them.
    pub(super) fn came(self) {
        self.seen_src.set(self.src.get_untracked());
    }

    /// Called when the browser gave up on the picture.
    pub(super) fn failed(self) {
        self.broken_src.set(self.src.get_untracked());
    }

    /// Asks for the bytes again, by a new element.
    pub(super) fn retry(self) -> Callback<()> {
        Callback::new(move |()| self.broken_src.set(None))
    }
}

/// What stands in place of a picture whose bytes could not be had.
#[component]
pub(super) fn BrokenImage(
    /// Tries again.
    retry: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="card__notice" role="alert">
            <p>"The image could not be loaded."</p>
            <RetryButton on_retry=retry />
        </div>
    }
}
