//! The card of a `HEATMAP` log.

use super::CardParts;
use crate::browser::history::HistoryEntry;
use crate::browser::theme::ThemeContext;
use crate::components::heatmap_card::HeatmapCard;
use leptos::prelude::*;
use runboard_chart::heatmap_view::HeatmapView;
use runboard_model::{HeatmapData, LogData, LogType};
use std::sync::Arc;

/// The matrix of the chosen step.
#[component]
pub fn HeatmapLog(
    /// The log's card and all that it needs.
    parts: CardParts,
) -> impl IntoView {
    let theme = expect_context::<ThemeContext>().theme;
    let content = parts.data(LogType::Heatmap);
    let data = Memo::new(move |_| {
        Arc::new(match content.data.get().as_deref() {
            Some(LogData::Heatmap(matrix)) => matrix.clone(),
            _ => HeatmapData::default(),
        })
    });
    let view = Memo::new(move |_| parts.owner.view.with(|view| view.heatmap));
    let on_view = Callback::new(move |(heatmap, entry): (HeatmapView, HistoryEntry)| {
        parts.owner.change(entry, |view| view.heatmap = heatmap);
    });
    view! {
        <HeatmapCard
            card=parts.owner.card(content.state, Some(content.retry))
            data
            steps=parts.steps()
            view
            on_view
            theme
        />
    }
}
