//! The card of a `BAR` log: the bars of all experiments, grouped by category.

use super::CompareParts;
use super::members::{MissingMembers, use_members};
use crate::browser::history::HistoryEntry;
use crate::browser::theme::ThemeContext;
use crate::components::bar_card::BarCard;
use crate::components::data_table::table_when_read;
use crate::state::compare::bars::{BarSource, bars_table, grouped_bars};
use leptos::prelude::*;
use runboard_chart::bar_view::BarView;
use runboard_chart::line::beside::{ChangeReading, Verdict};
use runboard_model::{LogData, LogType};
use runboard_series::delta::Change;
use std::sync::Arc;

/// The bars of the chosen step.
#[component]
pub fn CompareBars(
    /// The log's card and all that it needs.
    parts: CompareParts,
) -> impl IntoView {
    let theme = expect_context::<ThemeContext>().theme;
    let members = use_members(parts, LogType::Bar);
    let grouped = Memo::new(move |_| {
        let all = members.all.read();
        let sources: Vec<BarSource<'_>> = all
            .iter()
            .filter_map(|member| match member.shown.data.as_deref() {
                Some(LogData::Bar(bars)) => Some(BarSource {
                    name: &member.name,
                    slot: member.slot,
                    bars,
                    is_baseline: member.is_baseline,
                }),
                _ => None,
            })
            .collect();
        grouped_bars(&sources)
    });
    let data = Memo::new(move |_| Arc::new(grouped.read().data.clone()));
    let table = table_when_read(move || bars_table(&grouped.read()));
    let slots = Memo::new(move |_| grouped.read().slots.clone());
    let state = parts.context.state;
    let better = Memo::new(move |_| state.view.with(|view| view.better(&parts.owner.title())));
    let changes = Memo::new(move |_| {
        let (grouped, better) = (grouped.read(), better.get());
        let read = |change: &Option<Change>| {
            change.map(|change| ChangeReading {
                change,
                verdict: Verdict::on(change, better),
            })
        };
        grouped.changes.iter().map(read).collect::<Vec<_>>()
    });
    let view = Memo::new(move |_| parts.owner.view.with(|view| view.bar));
    let on_view = Callback::new(move |(bar, entry): (BarView, HistoryEntry)| {
        parts.owner.change(entry, |view| view.bar = bar);
    });
    view! {
        <BarCard
            card=parts.owner.card(members.state, Some(members.retry))
            data
            slots
            table
            changes
            steps=members.steps
            note=move || view! { <MissingMembers members /> }
            view
            on_view
            theme
        />
    }
}
