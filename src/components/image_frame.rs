//! A picture in a frame: fitted, or the part of it that the area around says (`zoom_area.rs`).

use super::image_card::{BrokenImage, ImageLoading, ShownImage};
use leptos::prelude::*;
use runboard_chart::image_place::is_sharp_when_fitted;
use runboard_chart::space::SizePx;
use std::sync::Arc;

/// Width by height, for a style; 1 while the size is not known.
pub(super) fn aspect_text(size: Option<SizePx>) -> String {
    let size = size.unwrap_or_default();
    let aspect = size.width_px / size.height_px;
    let aspect = if aspect.is_normal() { aspect } else { 1.0 };
    aspect.to_string()
}

/// The frame; empty without a picture.
#[component]
pub fn ImageFrame(
    /// What the picture is called.
    #[prop(into)]
    alt: Signal<String>,
    /// The picture.
    #[prop(into)]
    image: Signal<Option<Arc<ShownImage>>>,
) -> impl IntoView {
    let loading = ImageLoading::new(image);
    let has_image = Memo::new(move |_| image.with(Option::is_some));
    let size = Memo::new(move |_| image.read().as_ref().map(|image| image.size));
    let is_sharp = move || size.get().is_some_and(is_sharp_when_fitted);
    let aspect = move || aspect_text(size.get());
    let title = move || image.read().as_ref().map(|image| image.caption.clone());
    view! {
        // The attribute is FRAME_ATTRIBUTE of browser/framed.rs.
        <div class="image-frame" data-frame="">
            <Show
                when=move || !loading.is_broken.get()
                fallback=move || view! { <BrokenImage retry=loading.retry() /> }
            >
                <Show when=move || has_image.get()>
                    <img
                        class="image-frame__image"
                        class:image-ground=loading.is_here
                        class:image--sharp=is_sharp
                        alt=alt
                        src=loading.src
                        title=title
                        loading="lazy"
                        decoding="async"
                        draggable="false"
                        style=("--aspect", aspect)
                        on:load=move |_| loading.came()
                        on:error=move |_| loading.failed()
                    />
                </Show>
            </Show>
        </div>
    }
    .into_any()
}
