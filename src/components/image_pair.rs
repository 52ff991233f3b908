//! Two pictures laid over each other: swiped, blinked or subtracted.

use super::ShownImage;
use leptos::prelude::*;
use std::sync::Arc;

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

impl Overlay {
    fn class(self) -> &'static str {
        match self {
            Self::Swipe => "image-pair__stage image-pair__stage--swipe",
            Self::Blink => "image-pair__stage image-pair__stage--blink",
            Self::Difference => "image-pair__stage image-pair__stage--difference",
        }
    }
}

/// The pair; nothing while either is missing.
#[component]
pub fn ImagePair(
    /// How they are laid over each other.
    #[prop(into)]
    overlay: Signal<Overlay>,
    /// The picture below, and what it is called.
    #[prop(into)]
    first: Signal<Option<(String, Arc<ShownImage>)>>,
    /// The picture above, and what it is called.
    #[prop(into)]
    second: Signal<Option<(String, Arc<ShownImage>)>>,
) -> impl IntoView {
    let share = RwSignal::new(50.0_f64);
    let clip = move || match overlay.get() {
        Overlay::Swipe => format!("inset(0 0 0 {}%)", share.get()),
        Overlay::Blink | Overlay::Difference => "none".to_owned(),
    };
    let picture = move |shown: Signal<Option<(String, Arc<ShownImage>)>>| {
        let src = move || shown.get().map(|(_, image)| image.src.clone());
        let alt = move || shown.get().map(|(name, _)| name);
        (src, alt)
    };
    let (first_src, first_alt) = picture(first);
    let (second_src, second_alt) = picture(second);
    let on_swipe = move |text: String| {
        if let Ok(value) = text.parse() {
            share.set(value);
        }
    };
    view! {
        <div class="image-pair">
            <div class=move || overlay.get().class()>
                <img class="image-pair__image" src=first_src alt=first_alt />
                <img
                    class="image-pair__image image-pair__image--above"
                    src=second_src
                    alt=second_alt
                    style:clip-path=clip
                />
            </div>
            <Show when=move || overlay.get() == Overlay::Swipe>
                <input
                    type="range"
                    class="image-pair__slider"
                    aria-label="Swipe"
                    min="0"
                    max="100"
                    step="1"
                    prop:value=move || share.get().to_string()
                    on:input:target=move |event| on_swipe(event.target().value())
                />
            </Show>
        </div>
    }
}
