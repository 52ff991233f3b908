//! What stands above a table: search, how many rows there are, copy, download.

use super::{Glyph, Icon};
use crate::browser::{clipboard, download};
use leptos::prelude::*;
use leptos::task::spawn_local;
use runboard_chart::file_name::file_name;
use runboard_chart::table::text::rows_text;
use runboard_chart::table::{Table, export};
use runboard_chart::table_view::TableView;
use std::sync::Arc;
use std::time::Duration;

/// Fewer rows are searched faster by eye.
const MIN_SEARCHED_ROWS: usize = 10;

/// How long the button says that it copied.
const COPIED_FOR: Duration = Duration::from_millis(1500);

/// The line of tools.
#[component]
pub(super) fn TableTools(
    /// What the table is called.
    name: Signal<String>,
    /// The table.
    table: Signal<Arc<Table>>,
    /// The rows that are shown, in their order.
    rows: Memo<Arc<Vec<u32>>>,
    /// How it is shown.
    view: Memo<TableView>,
    /// Called with how the person wants it shown now.
    on_view: Callback<TableView>,
) -> impl IntoView {
    let n_rows = Memo::new(move |_| table.read().n_rows());
    let is_searched = move || n_rows.get() >= MIN_SEARCHED_ROWS || !view.read().search.is_empty();
    let count = move || rows_text(rows.read().len(), n_rows.get());
    let save = move |_| {
        let csv = export::csv(&table.read_untracked(), &rows.read_untracked());
        download::download(
            &file_name(&name.get_untracked(), "csv"),
            "text/csv",
            csv.as_bytes(),
        );
    };
    view! {
        <div class="data-table__tools">
            <Show when=is_searched>
                <input
                    type="search"
                    class="field data-table__search"
                    placeholder="Search"
                    aria-label=move || format!("Search {}", name.get())
                    prop:value=move || view.read().search.clone()
                    on:input:target=move |event| {
                        on_view.run(view.read_untracked().with_search(&event.target().value()));
                    }
                />
            </Show>
            <span class="data-table__count" aria-live="polite">{count}</span>
            <CopyButton table rows />
            <button type="button" class="icon-button" aria-label="Download CSV" title="Download CSV" on:click=save>
                <Icon glyph=Glyph::Download />
            </button>
        </div>
    }
}

/// What came of the last press on the button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CopyOutcome {
    Unpressed,
    Copied,
    Refused,
}

#[component]
fn CopyButton(
    /// The table.
    table: Signal<Arc<Table>>,
    /// The rows that are shown, in their order.
    rows: Memo<Arc<Vec<u32>>>,
) -> impl IntoView {
    let outcome = RwSignal::new(CopyOutcome::Unpressed);
    let label = move || match outcome.get() {
        CopyOutcome::Unpressed => "Copy rows",
        CopyOutcome::Copied => "Copied",
        CopyOutcome::Refused => "The browser refused to copy",
    };
    let glyph = Signal::derive(move || match outcome.get() {
        CopyOutcome::Unpressed => Glyph::Copy,
        CopyOutcome::Copied => Glyph::Check,
        CopyOutcome::Refused => Glyph::Close,
    });
    let press = move |_| {
        let tsv = export::tsv(&table.read_untracked(), &rows.read_untracked());
        spawn_local(async move {
            let copied = clipboard::copy(&tsv).await;
            // The card may have gone away meanwhile.
            let shown = outcome.try_set(if copied {
                CopyOutcome::Copied
            } else {
                CopyOutcome::Refused
            });
            if shown.is_none() {
                set_timeout(
                    move || {
                        let _ = outcome.try_set(CopyOutcome::Unpressed);
                    },
                    COPIED_FOR,
                );
            }
        });
    };
    view! {
        <button type="button" class="icon-button" aria-label=label title=label on:click=press>
            {move || view! { <Icon glyph=glyph.get() /> }}
        </button>
    }
}
