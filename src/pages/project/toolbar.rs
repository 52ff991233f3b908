//! What stands above the table: the filter, which columns and rows are shown, and the file of it.

use super::feed::Feed;
use super::model::{TableModel, field_of};
use crate::browser::clock::now_unix_millis;
use crate::browser::download;
use crate::browser::history::HistoryEntry;
use crate::components::column_chooser::{ColumnChooser, OfferedColumn};
use crate::components::filter_combobox::FilterCombobox;
use crate::components::{Glyph, Icon};
use crate::state::experiments::columns::{group, title};
use crate::state::experiments::export;
use crate::state::experiments::view::{ArchivedRows, Presence};
use crate::state::experiments::vocabulary::ExperimentWords;
use leptos::prelude::*;
use runboard_chart::file_name::file_name;
use runboard_model::Timestamp;
use runboard_model::filter::{Field, complete};

/// The id of the field that `/` focuses.
pub const FILTER_ID: &str = "experiment-filter";

/// The line of tools.
#[component]
pub fn Toolbar(
    /// The project's name.
    project: String,
    /// What is known of the project.
    feed: Feed,
    /// What the table shows.
    table: TableModel,
) -> impl IntoView {
    let view = table.address.view;
    let text = Signal::derive(move || view.with(|view| view.filter.clone()));
    let on_text = move |text: String| {
        let address = table.address;
        address.change(HistoryEntry::Replace, "filter", |view| view.filter = text);
    };
    let complete = Callback::new(move |(text, cursor): (String, usize)| {
        let words = ExperimentWords {
            experiments: &table.experiments.read_untracked(),
            columns: &table.all.read_untracked(),
        };
        complete(&text, cursor, &words)
    });
    let only_differing = move || view.read().equal_columns == Presence::Hidden;
    let toggle_differing = move |_| {
        table.address.change(HistoryEntry::Push, "only", |view| {
            view.equal_columns = view.equal_columns.toggled();
        });
    };
    let shows_archived = move || view.read().archived == ArchivedRows::Shown;
    let toggle_archived = move |_| {
        table
            .address
            .change(HistoryEntry::Push, "archived", |view| {
                view.archived = view.archived.toggled();
            });
    };
    let save = move |_| save_csv(&project, table);
    let count = move || {
        let (n_rows, n_all) = (table.rows.read().len(), table.experiments.read().len());
        let counted = match (n_rows, n_all) {
            (1, 1) => "1 experiment".to_owned(),
            (n_rows, n_all) if n_rows == n_all => format!("{n_all} experiments"),
            (n_rows, n_all) => format!("{n_rows} of {n_all} experiments"),
        };
        match feed.is_whole.get() {
            true => counted,
            false => format!("{counted}, loading more"),
        }
    };
    view! {
        <div class="experiment-tools">
            <FilterCombobox
                label="Filter experiments"
                id=FILTER_ID
                text
                on_text
                complete
                error=table.filter_error
            />
            <Columns table />
            <button
                type="button"
                class="button"
                aria-pressed=move || only_differing().to_string()
                title="Hide the columns that are equal everywhere"
                on:click=toggle_differing
            >
                "Only what differs"
            </button>
            <button
                type="button"
                class="button"
                aria-pressed=move || shows_archived().to_string()
                title="Show archived experiments among the others"
                on:click=toggle_archived
            >
                "Show archived"
            </button>
            <span class="experiment-tools__count" role="status">{count}</span>
            <button
                type="button"
                class="icon-button"
                aria-label="Download CSV"
                title="Download CSV of what is shown"
                on:click=save
            >
                <Icon glyph=Glyph::Download />
            </button>
        </div>
    }
    .into_any()
}

/// Gives the person a file of the rows and columns that are shown.
pub fn save_csv(project: &str, table: TableModel) {
    let csv = export::csv(
        &table.experiments.read_untracked(),
        &table.shown.read_untracked(),
        &table.rows.read_untracked(),
        Timestamp::from_unix_millis(now_unix_millis()),
    );
    download::download(&file_name(project, "csv"), "text/csv", csv.as_bytes());
}

/// The button that opens the dialog of columns.
#[component]
fn Columns(
    /// What the table shows.
    table: TableModel,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let column = |field: &Field| OfferedColumn {
        key: field.to_string(),
        title: title(field),
        group: group(field),
    };
    let offered = Memo::new(move |_| table.all.read().iter().map(column).collect::<Vec<_>>());
    let shown = Memo::new(move |_| table.chosen.read().iter().map(column).collect::<Vec<_>>());
    let on_toggle = move |key: String| {
        let chosen = table.chosen.get_untracked();
        table.address.change(HistoryEntry::Push, "columns", |view| {
            view.toggle_column(&chosen, &field_of(&key));
        });
    };
    let on_move = move |(key, by): (String, isize)| {
        let chosen = table.chosen.get_untracked();
        table.address.change(HistoryEntry::Push, "columns", |view| {
            view.move_column(&chosen, &chosen, &field_of(&key), by);
        });
    };
    let on_reset = move |()| {
        table.address.change(HistoryEntry::Push, "columns", |view| {
            view.columns = None;
            view.widths_px.clear();
        });
    };
    view! {
        <button type="button" class="button" aria-haspopup="dialog" on:click=move |_| is_open.set(true)>
            <Icon glyph=Glyph::Columns />
            "Columns"
        </button>
        <ColumnChooser
            is_open
            offered
            shown
            on_toggle
            on_move
            on_reset
            on_close=move |()| is_open.set(false)
        />
    }
    .into_any()
}
