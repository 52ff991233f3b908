//! The large view of a picture.

use super::image_card::ShownImage;
use super::image_stage::ImageStage;
use super::{Glyph, Icon, StepSlider};
use crate::browser::modal::use_modal;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use runboard_chart::card_view::{CardSize, CardView, StepChoice};
use runboard_chart::image_window::ImageWindow;
use std::sync::Arc;

/// A `dialog` over the whole page while the card's size is full; Escape closes it, Page Up and Page
/// Down and (while all of the picture is seen) the left and right arrows lead to other steps.
#[component]
pub(super) fn ImageDialog(
    /// What the picture is called.
    name: Signal<String>,
    /// The picture of the chosen step.
    image: Signal<Option<Arc<ShownImage>>>,
    /// The steps of all entries, ascending.
    steps: Signal<Vec<f64>>,
    /// What the person chose for the card.
    view: Signal<CardView>,
    /// Called with what the person chose now.
    on_view: Callback<CardView>,
    /// The part of the picture that is seen.
    window: Signal<ImageWindow>,
    /// Called with what is to be seen now.
    on_window: Callback<ImageWindow>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let is_open = Memo::new(move |_| view.read().size == CardSize::Full);
    let close = move || {
        // A dialog that is removed while it is open is told so after its signals are gone.
        let now = view.try_get_untracked();
        if let Some(now) = now.filter(|now| now.size == CardSize::Full) {
            on_view.run(CardView {
                size: CardSize::Fitted,
                ..now
            });
        }
    };
    let step_by = Callback::new(move |by: isize| {
        let steps = steps.read_untracked();
        let now = view.get_untracked();
        let index = now
            .step
            .index_in(&steps)
            .and_then(|index| index.checked_add_signed(by));
        if let Some(index) = index.filter(|index| *index < steps.len()) {
            let step = StepChoice::of_index(&steps, index);
            on_view.run(CardView { step, ..now });
        }
    });
    let on_key = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "PageUp" => step_by.run(-1),
            "PageDown" => step_by.run(1),
            _ => {}
        }
        // The page's own shortcuts are not meant while the dialog is open.
        event.stop_propagation();
    };
    use_modal(dialog, move || is_open.get());
    let caption = move || image.get().map(|image| image.caption.clone());
    view! {
        <dialog
            class="image-dialog"
            node_ref=dialog
            aria-label=name
            on:close=move |_| close()
            on:keydown=on_key
        >
            <Show when=move || is_open.get()>
                <header class="image-dialog__header">
                    <h2 class="image-dialog__title" title=name>{name}</h2>
                    <span class="image-dialog__caption">{caption}</span>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label="Close"
                        title="Close"
                        on:click=move |_| close()
                    >
                        <Icon glyph=Glyph::Close />
                    </button>
                </header>
                <ImageStage name image window on_window step_by />
                <StepSlider steps view on_view />
            </Show>
        </dialog>
    }
    .into_any()
}
