//! The table of a project's experiments with all that is done to it.

use super::edit::{Editing, ExperimentEditor};
use super::feed::Feed;
use super::model::{TableModel, field_of};
use super::selection::{ChangeDialogs, Changes, SelectionBar};
use super::toolbar::Toolbar;
use crate::browser::history::HistoryEntry;
use crate::components::experiment_table::{ExperimentTable, HeaderPress, TableActions};
use crate::pages::session::SessionContext;
use crate::state::experiments::named::{none_left, selection_text};
use crate::state::experiments::view::{ArchivedRows, ExperimentsView, SortPress};
use leptos::prelude::*;
use runboard_model::wire::Experiment;
use std::sync::Arc;

/// The table, its tools above it, and its dialogs.
#[component]
pub fn ProjectTable(
    /// The project's name.
    project: String,
    /// What is known of the project.
    feed: Feed,
    /// What the table shows.
    table: TableModel,
) -> impl IntoView {
    let address = table.address;
    let selected = Signal::derive(move || address.view.with(|view| view.selected.clone()));
    let editing = RwSignal::new(None::<Editing>);
    let changes = Changes::new(feed);
    let is_read_only = expect_context::<SessionContext>().is_read_only;
    let find = move |number: u64| -> Option<Arc<Experiment>> {
        let experiments = table.experiments.read_untracked();
        let place = experiments
            .binary_search_by_key(&number, |it| it.ordinal)
            .ok()?;
        experiments.get(place).cloned()
    };
    let push = move |subject: &str, change: &dyn Fn(&mut ExperimentsView)| {
        address.change(HistoryEntry::Push, subject, |view| change(view));
    };
    let actions = TableActions {
        on_sort: Callback::new(move |(key, press): (String, HeaderPress)| {
            let press = match press {
                HeaderPress::Plain => SortPress::Alone,
                HeaderPress::WithShift => SortPress::Also,
            };
            push("sort", &|view| view.press_header(&field_of(&key), press));
        }),
        on_width: Callback::new(move |(key, width_px): (String, f64)| {
            address.change(HistoryEntry::Replace, "widths", |view| {
                view.resize_column(&field_of(&key), width_px);
            });
        }),
        on_move: Callback::new(move |(key, by): (String, isize)| {
            let (chosen, visible) = (table.chosen.get_untracked(), table.shown.get_untracked());
            push("columns", &|view| {
                view.move_column(&chosen, &visible, &field_of(&key), by);
            });
        }),
        on_select: Callback::new(move |(numbers, is_selected): (Vec<u64>, bool)| {
            address.change(HistoryEntry::Replace, "selected", |view| {
                for number in numbers {
                    if is_selected {
                        view.selected.insert(number);
                    } else {
                        view.selected.remove(&number);
                    }
                }
            });
        }),
        on_edit: Callback::new(move |number: u64| {
            editing.set(find(number).map(Editing::of));
        }),
    };
    let chosen = table.selected();
    let hides_archived = move || address.view.read().archived == ArchivedRows::Hidden;
    let said = Memo::new(move |_| {
        let chosen = chosen.read();
        selection_text(&chosen.experiments, chosen.n_seen, hides_archived())
    });
    let why_empty = move || {
        let has_filter = !address.view.read().filter.trim().is_empty();
        let has_archived = table.experiments.read().iter().any(|it| it.archived);
        none_left(has_filter, has_archived && hides_archived())
    };
    let is_empty = Memo::new(move |_| table.rows.read().is_empty());
    view! {
        <Toolbar project=project.clone() feed table />
        <div class="experiment-area">
            <SelectionBar
                project=project.clone()
                selected=Memo::new(move |_| chosen.with(|chosen| chosen.experiments.clone()))
                said
                changes
                on_clear=move |()| push("selected", &|view| view.selected.clear())
            />
            <div class="experiment-table__place">
                <ExperimentTable
                    name_column=table.name_column()
                    columns=table.columns()
                    rows=table.rows
                    source=table.source(project)
                    selected
                    is_editable=Signal::derive(move || !is_read_only.get())
                    actions
                />
                <Show when=move || is_empty.get()>
                    <p class="quiet-note" role="status">{why_empty}</p>
                </Show>
            </div>
        </div>
        <ExperimentEditor editing changes feed />
        <ChangeDialogs changes />
    }
    .into_any()
}
