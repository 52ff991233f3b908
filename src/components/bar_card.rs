//! The card of a `BAR` log.

use super::bar_chart::BarChart;
use super::bar_model::{BarInputs, BarModel};
use super::chart_file::ChartFiles;
use super::data_table::table_when_read;
use super::from_model::table_from_bar;
use super::step_slider::step_note;
use super::{Card, CardInputs, CardTable, Glyph, Icon, MenuItem, MenuMark, ResetZoom, StepSlider};
use crate::browser::history::HistoryEntry;
use leptos::prelude::*;
use runboard_chart::bar::reading::described;
use runboard_chart::bar_view::{BarSort, BarView};
use runboard_chart::line::beside::ChangeReading;
use runboard_chart::palette::{Slot, Theme};
use runboard_chart::table::Table;
use runboard_model::data::BarData;
use std::sync::Arc;

/// Categories with a value each.
#[component]
pub fn BarCard(
    /// What every card gets of its log.
    card: CardInputs,
    /// The data of the chosen step.
    #[prop(into)]
    data: Signal<Arc<BarData>>,
    /// The steps of all entries, ascending; empty for a log without steps.
    #[prop(optional, into)]
    steps: Signal<Vec<f64>>,
    /// Order and zoom of the bars.
    #[prop(into)]
    view: Signal<BarView>,
    /// Called with the order and zoom that the person chose now, and whether Back returns.
    on_view: Callback<(BarView, HistoryEntry)>,
    /// The colour of the bars.
    #[prop(optional)]
    color: Slot,
    /// A colour for each bar as logged, where they have different ones.
    #[prop(optional, into)]
    slots: Signal<Vec<Slot>>,
    /// How each bar as logged stands to what it is measured against, if it is.
    #[prop(optional, into)]
    changes: Signal<Vec<Option<ChangeReading>>>,
    /// The data as a table, where it is more than categories and values.
    #[prop(optional)]
    table: Option<Signal<Arc<Table>>>,
    /// What is said below the bars, above the steps.
    #[prop(optional, into)]
    note: ViewFn,
    /// Light or dark.
    #[prop(into)]
    theme: Signal<Theme>,
) -> impl IntoView {
    let model = BarModel::new(BarInputs {
        name: card.name,
        data,
        view,
        on_view,
        theme,
        slot: color,
        slots,
        changes,
    });
    let step = step_note(steps, card.view);
    let description = Memo::new(move |_| {
        let zoom = view.read().zoom;
        described(&model.bars.read(), &model.frame.read(), zoom) + &step.read()
    });
    let table = table.unwrap_or_else(|| table_when_read(move || table_from_bar(&data.read())));
    let files = ChartFiles {
        name: card.name,
        theme,
        scenes: Signal::derive(move || model.picture()),
        table,
    };
    view! {
        <Card
            card=CardInputs {
                menu: bar_menu(model, files, card.menu),
                ..card
            }
            description
            data=Some(CardTable::Ready(table))
            tools=move || view! { <BarTools model /> }
            footer=move || {
                view! {
                    {note.run()}
                    <StepSlider steps view=card.view on_view=card.on_view />
                }
            }
        >
            <BarChart model />
        </Card>
    }
    .into_any()
}

/// The buttons before the tools that all cards have.
#[component]
fn BarTools(
    /// What the chart shows.
    model: BarModel,
) -> impl IntoView {
    let view = model.inputs.view;
    let is_zoomed = Memo::new(move |_| view.read().zoom.is_zoomed());
    let is_sorted = Memo::new(move |_| view.read().sort == BarSort::Descending);
    let toggle_sort = move |_| {
        set_sort(
            model,
            if is_sorted.get_untracked() {
                BarSort::Logged
            } else {
                BarSort::Descending
            },
        );
    };
    let on_reset = move |()| model.change(view.get_untracked().reset(), HistoryEntry::Push);
    view! {
        <ResetZoom is_zoomed on_reset />
        <button
            type="button"
            class="icon-button"
            aria-label="Sort by value"
            title="Sort by value"
            aria-pressed=move || is_sorted.get().to_string()
            on:click=toggle_sort
        >
            <Icon glyph=Glyph::SortBars />
        </button>
    }
}

fn bar_menu(
    model: BarModel,
    files: ChartFiles,
    common: Signal<Vec<MenuItem>>,
) -> Signal<Vec<MenuItem>> {
    let chosen = Memo::new(move |_| model.inputs.view.read().sort);
    Signal::derive(move || {
        let order = |label: &str, sort: BarSort| MenuItem {
            label: label.to_owned(),
            mark: MenuMark::Radio {
                checked: chosen.get() == sort,
            },
            on_select: Callback::new(move |()| set_sort(model, sort)),
        };
        let mut items = vec![
            order("As logged", BarSort::Logged),
            order("Largest first", BarSort::Descending),
            order("Smallest first", BarSort::Ascending),
        ];
        items.extend(files.menu_items());
        items.extend(common.get());
        items
    })
}

fn set_sort(model: BarModel, sort: BarSort) {
    let view = model.inputs.view.get_untracked();
    model.change(BarView { sort, ..view }, HistoryEntry::Push);
}
