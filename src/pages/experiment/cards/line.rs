//! The card of a `LINE` log.

use super::CardParts;
use crate::browser::history::HistoryEntry;
use crate::browser::theme::ThemeContext;
use crate::components::CardState;
use crate::components::line_card::LineCard;
use crate::state::held_lines::{HeldLine, HeldLog};
use leptos::prelude::*;
use runboard_chart::line::ChartLine;
use runboard_chart::line::beside::Beside;
use runboard_chart::line_view::LineView;
use runboard_chart::palette::Slot;
use std::sync::Arc;

/// The lines of the log; their points are asked for while the card is near the screen.
#[component]
pub fn LineLog(
    /// The log's card and all that it needs.
    parts: CardParts,
) -> impl IntoView {
    let theme = expect_context::<ThemeContext>().theme;
    let feed = parts.context.feed;
    let fed = parts
        .owner
        .name
        .with_value(|name| feed.log(parts.context.id, name));
    let held = RwSignal::from(fed.held);
    let failure = RwSignal::from(fed.failure);
    let version = Memo::new(move |_| parts.summary.with(|summary| summary.version));
    Effect::new(move |_| {
        let version = version.get();
        let is_stale = held.with(|held| held.as_ref().is_none_or(|held| held.version < version));
        if parts.is_near.get() && is_stale {
            parts
                .owner
                .name
                .with_value(|name| feed.want(parts.context.id, name));
        }
    });

    let first_slot = parts.slot();
    let lines = Memo::new(move |_| {
        held.with(|held| held.as_deref().map(|held| chart_lines(held, first_slot)))
    });
    let state = Memo::new(move |_| {
        let failure = failure.get().map(|error| error.to_string());
        CardState::of(lines.with(Option::is_some), failure, parts.is_near.get())
    });
    let lines = Signal::derive(move || lines.get().unwrap_or_default());
    let view = Memo::new(move |_| parts.owner.view.with(|view| view.line.clone()));
    let on_view = Callback::new(move |(line, entry): (LineView, HistoryEntry)| {
        parts.owner.change(entry, |view| view.line = line);
    });
    let retry = Callback::new(move |()| {
        parts
            .owner
            .name
            .with_value(|name| feed.want(parts.context.id, name));
    });
    view! {
        <LineCard
            card=parts.owner.card(state, Some(retry))
            lines
            view
            on_view
            marked=parts.context.marked
            theme
        />
    }
}

/// The first line has the experiment's colour, each further one the next.
fn chart_lines(held: &HeldLog, first_slot: Slot) -> Vec<ChartLine> {
    let line = |(idx, line): (usize, &HeldLine)| {
        let slot = Slot(first_slot.0.wrapping_add(idx));
        ChartLine {
            key: line.name.clone(),
            name: line.name.clone(),
            owner_idx: 0,
            points: Arc::clone(&line.points),
            slot,
            dash: slot.dash(),
            beside: Beside::default(),
        }
    };
    held.lines.iter().enumerate().map(line).collect()
}
