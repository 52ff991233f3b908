//! The card of a `BAR` log.

use super::CardParts;
use crate::browser::history::HistoryEntry;
use crate::browser::theme::ThemeContext;
use crate::components::bar_card::BarCard;
use leptos::prelude::*;
use runboard_chart::bar_view::BarView;
use runboard_model::{BarData, LogData, LogType};
use std::sync::Arc;

/// The bars of the chosen step.
#[component]
pub fn BarLog(
    /// The log's card and all that it needs.
    parts: CardParts,
) -> impl IntoView {
    let theme = expect_context::<ThemeContext>().theme;
    let content = parts.data(LogType::Bar);
    let data = Memo::new(move |_| {
        Arc::new(match content.data.get().as_deref() {
            Some(LogData::Bar(bars)) => bars.clone(),
            _ => BarData::default(),
        })
    });
    let view = Memo::new(move |_| parts.owner.view.with(|view| view.bar));
    let on_view = Callback::new(move |(bar, entry): (BarView, HistoryEntry)| {
        parts.owner.change(entry, |view| view.bar = bar);
    });
    view! {
        <BarCard
            card=parts.owner.card(content.state, Some(content.retry))
            data
            steps=parts.steps()
            view
            on_view
            color=parts.slot()
            theme
        />
    }
}
