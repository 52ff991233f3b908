//! The card of an `IMAGE` log.

use super::CardParts;
use crate::components::image_card::{ImageCard, ShownImage};
use crate::paths::ApiPath;
use leptos::prelude::*;
use runboard_chart::size_text::size_text;
use runboard_chart::space::SizePx;
use runboard_model::{ImageData, LogData, LogType};
use std::sync::Arc;

/// The picture of the chosen step.
#[component]
pub fn ImageLog(parts: CardParts) -> impl IntoView {
    let content = parts.data(LogType::Image);
    let image = Memo::new(move |_| match content.data.get().as_deref() {
        Some(LogData::Image(image)) => Some(Arc::new(shown_image(image))),
        _ => None,
    });
    view! {
        <ImageCard
            name=parts.title()
            state=content.state
            on_retry=Some(content.retry)
            image
            steps=parts.steps()
            view=parts.card_view()
            on_view=parts.on_card_view()
            menu=parts.menu()
        />
    }
}

/// The picture as the page shows it.
pub fn shown_image(image: &ImageData) -> ShownImage {
    let ImageData {
        sha256,
        width,
        height,
        size_bytes,
        ..
    } = image;
    ShownImage {
        src: ApiPath::Blob(sha256).href(),
        size: SizePx::new(f64::from(*width), f64::from(*height)),
        caption: format!("{width} × {height}, {}", size_text(*size_bytes)),
    }
}
