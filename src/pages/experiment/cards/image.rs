//! The card of an `IMAGE` log.

use super::CardParts;
use crate::browser::history::HistoryEntry;
use crate::components::CardInputs;
use crate::components::image_card::{ImageCard, ShownImage};
use crate::paths::ApiPath;
use leptos::prelude::*;
use runboard_chart::card_view::{CardSize, CardView};
use runboard_chart::image_window::ImageWindow;
use runboard_chart::size_text::size_text;
use runboard_chart::space::SizePx;
use runboard_model::{ImageData, LogData, LogType};
use std::sync::Arc;

/// The picture of the chosen step.
#[component]
pub fn ImageLog(
    /// The log's card and all that it needs.
    parts: CardParts,
) -> impl IntoView {
    let content = parts.data(LogType::Image);
    let image = Memo::new(move |_| match content.data.get().as_deref() {
        Some(LogData::Image(image)) => Some(Arc::new(shown_image(image))),
        _ => None,
    });
    let window = Memo::new(move |_| parts.owner.view.with(|view| view.image.window));
    let on_window = Callback::new(move |window| {
        parts
            .owner
            .change(HistoryEntry::Replace, |view| view.image.window = window);
    });
    let card = parts.owner.card(content.state, Some(content.retry));
    let on_view = Callback::new(move |chosen: CardView| {
        if chosen.size == CardSize::Full || !window.get_untracked().is_zoomed() {
            return card.on_view.run(chosen);
        }
        // Closed, the large view shows nothing any more; opened again, all of the picture.
        parts.owner.change(HistoryEntry::Push, |view| {
            view.card = chosen;
            view.image.window = ImageWindow::default();
        });
    });
    view! {
        <ImageCard
            card=CardInputs { on_view, ..card }
            image
            steps=parts.steps()
            window
            on_window
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
