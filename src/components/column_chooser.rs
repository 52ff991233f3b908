//! The dialog that chooses the columns of a table, or the axes of a chart, and their order.

use super::modal_dialog::ModalDialog;
use super::{Glyph, Icon};
use crate::browser::focus::focus_soon_by_id;
use leptos::prelude::*;

/// Columns that are offered at once; the search finds the others.
const MAX_OFFERED: usize = 300;

/// A column that can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedColumn {
    /// What tells it apart; the whole of its name.
    pub key: String,
    /// Its name in the header.
    pub title: String,
    /// Under which heading it is offered.
    pub group: &'static str,
}

/// The dialog.
#[component]
pub fn ColumnChooser(
    /// What is chosen: `columns`.
    #[prop(default = "columns")]
    what: &'static str,
    /// Whether it is shown.
    #[prop(into)]
    is_open: Signal<bool>,
    /// All columns, those of a group next to each other.
    #[prop(into)]
    offered: Signal<Vec<OfferedColumn>>,
    /// The columns that are shown, in order.
    #[prop(into)]
    shown: Signal<Vec<OfferedColumn>>,
    /// A column is to be shown, or not any more: its key.
    #[prop(into)]
    on_toggle: Callback<String>,
    /// A column is to move by so many places.
    #[prop(into)]
    on_move: Callback<(String, isize)>,
    /// The page's own choice is wanted again.
    #[prop(into)]
    on_reset: Callback<()>,
    /// The person closed it.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let first = what.get(..1).unwrap_or_default().to_uppercase();
    let title = first + what.get(1..).unwrap_or_default();
    view! {
        <ModalDialog title is_open on_close>
            <div class="column-chooser">
                <ShownColumns what shown on_toggle on_move />
                <OfferedColumns what offered shown on_toggle />
            </div>
            <div class="dialog__buttons">
                <button type="button" class="button" on:click=move |_| on_reset.run(())>
                    {format!("Reset {what}")}
                </button>
                <button type="button" class="button button--primary" on:click=move |_| on_close.run(())>
                    "Done"
                </button>
            </div>
        </ModalDialog>
    }
}

/// The columns in their order.
#[component]
fn ShownColumns(
    /// What they are called together.
    what: &'static str,
    /// Those that are shown, in their order.
    shown: Signal<Vec<OfferedColumn>>,
    /// Called with the key of the one that is to be hidden.
    on_toggle: Callback<String>,
    /// Called with the key of the one that is to move, and by how many places.
    on_move: Callback<(String, isize)>,
) -> impl IntoView {
    let button = move |column: &OfferedColumn, glyph: Glyph, word: &'static str, by: isize| {
        let (id, key) = (format!("{word}-{}", column.key), column.key.clone());
        let press = {
            let (id, key) = (id.clone(), key.clone());
            move |_| {
                on_move.run((key.clone(), by));
                // What is moved in the page loses the focus.
                focus_soon_by_id(id.clone());
            }
        };
        let label = format!("Move {} {word}", column.title);
        view! {
            <button type="button" class="icon-button" id=id title=label.clone() aria-label=label on:click=press>
                <Icon glyph />
            </button>
        }
    };
    view! {
        <section class="column-chooser__part" aria-label=format!("Shown {what}")>
            <h3 class="column-chooser__heading">"Shown"</h3>
            <ol class="column-chooser__list">
                <For each=move || shown.get() key=|column| column.key.clone() let:column>
                    <li class="column-chooser__row">
                        <span class="column-chooser__name" title=column.key.clone()>
                            {column.title.clone()}
                        </span>
                        {button(&column, Glyph::Ascending, "up", -1)}
                        {button(&column, Glyph::Descending, "down", 1)}
                        <button
                            type="button"
                            class="icon-button"
                            title=format!("Hide {}", column.title)
                            aria-label=format!("Hide {}", column.title)
                            on:click=move |_| on_toggle.run(column.key.clone())
                        >
                            <Icon glyph=Glyph::Close />
                        </button>
                    </li>
                </For>
            </ol>
        </section>
    }
}

/// All columns, searched by any part of their names.
#[component]
fn OfferedColumns(
    /// What they are called together.
    what: &'static str,
    /// All that there are.
    offered: Signal<Vec<OfferedColumn>>,
    /// Those that are shown.
    shown: Signal<Vec<OfferedColumn>>,
    /// Called with the key of the one that is to be shown or hidden.
    on_toggle: Callback<String>,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let search = search.get().trim().to_lowercase();
        let is_found = |column: &&OfferedColumn| column.key.to_lowercase().contains(&search);
        offered
            .read()
            .iter()
            .filter(is_found)
            .cloned()
            .collect::<Vec<_>>()
    });
    let groups = move || {
        let mut groups: Vec<(&'static str, Vec<OfferedColumn>)> = Vec::new();
        for column in found.get().into_iter().take(MAX_OFFERED) {
            match groups.last_mut() {
                Some((group, columns)) if *group == column.group => columns.push(column),
                _ => groups.push((column.group, vec![column])),
            }
        }
        groups
    };
    let row = move |column: OfferedColumn| {
        let key = column.key.clone();
        let (title, label) = (key.clone(), key.clone());
        let is_shown = move || shown.read().iter().any(|it| it.key == column.key);
        view! {
            <li>
                <label class="column-chooser__row" title=title>
                    <input
                        type="checkbox"
                        aria-label=label
                        prop:checked=is_shown
                        on:change=move |_| on_toggle.run(key.clone())
                    />
                    <span class="column-chooser__name">{column.title}</span>
                </label>
            </li>
        }
    };
    let left_out = move || {
        let n_more = found.read().len().saturating_sub(MAX_OFFERED);
        (n_more > 0).then(|| {
            view! {
                <p class="column-chooser__note">{format!("{n_more} more: search for them.")}</p>
            }
        })
    };
    let search_label = format!("Search {what}");
    view! {
        <section class="column-chooser__part" aria-label=format!("All {what}")>
            <input
                type="search"
                class="field column-chooser__search"
                placeholder=search_label.clone()
                aria-label=search_label
                prop:value=search
                on:input:target=move |event| search.set(event.target().value())
            />
            <div class="column-chooser__list">
                {move || groups().into_iter().map(|(group, columns)| view! {
                    <h3 class="column-chooser__heading">{group}</h3>
                    <ul>{columns.into_iter().map(row).collect_view()}</ul>
                }).collect_view()}
                {left_out}
            </div>
        </section>
    }
}
