//! The card of a `HEATMAP` log.

use super::chart_file::ChartFiles;
use super::data_table::table_when_read;
use super::from_model::{table_from_heatmap, titles_of_heatmap};
use super::heatmap_chart::HeatmapChart;
use super::heatmap_model::{HeatmapInputs, HeatmapModel};
use super::step_slider::step_note;
use super::{Card, CardInputs, CardKind, CardTable, DataTable, ResetZoom, StepSlider};
use crate::browser::history::HistoryEntry;
use leptos::prelude::*;
use runboard_chart::confusion;
use runboard_chart::heatmap::ColourScale;
use runboard_chart::heatmap::window::described;
use runboard_chart::heatmap_view::{CellWindow, HeatmapView};
use runboard_chart::palette::Theme;
use runboard_model::data::HeatmapData;
use std::sync::Arc;

/// A matrix in colours; for a confusion matrix with precision and recall of each category.
#[component]
pub fn HeatmapCard(
    /// What every card gets of its log.
    card: CardInputs,
    /// The data of the chosen step.
    #[prop(into)]
    data: Signal<Arc<HeatmapData>>,
    /// The steps of all entries, ascending; empty for a log without steps.
    #[prop(optional, into)]
    steps: Signal<Vec<f64>>,
    /// Normalisation and zoom.
    #[prop(into)]
    view: Signal<HeatmapView>,
    /// Called with the normalisation and zoom that the person chose now, and whether Back returns.
    on_view: Callback<(HeatmapView, HistoryEntry)>,
    /// Light or dark.
    #[prop(into)]
    theme: Signal<Theme>,
) -> impl IntoView {
    let model = HeatmapModel::new(HeatmapInputs {
        name: card.name,
        data,
        view,
        on_view,
        theme,
        scale: Signal::stored(ColourScale::Own),
        titles: Signal::derive(move || titles_of_heatmap(&data.read())),
    });
    let step = step_note(steps, card.view);
    let description = Memo::new(move |_| {
        let matrix = model.matrix.read();
        let whole = if model.is_confusion.get() {
            confusion::description(&matrix)
        } else {
            matrix.description()
        };
        described(whole, &matrix, view.read().window) + &step.read()
    });
    let table = table_when_read(move || table_from_heatmap(&data.read()));
    let files = ChartFiles {
        name: card.name,
        theme,
        scenes: Signal::derive(move || model.picture()),
        table,
    };
    let is_zoomed = Memo::new(move |_| view.read().window.is_zoomed());
    let on_reset = move |()| model.show(CellWindow::default(), HistoryEntry::Push);
    let tools = move || view! { <ResetZoom is_zoomed on_reset /> };
    view! {
        <Card
            card=CardInputs { menu: files.before(card.menu), ..card }
            description
            kind=CardKind::Tall
            data=Some(CardTable::Ready(table))
            tools
            footer=move || view! { <StepSlider steps view=card.view on_view=card.on_view /> }
        >
            <div class="heatmap-card">
                <HeatmapChart model />
                <Show when=move || model.is_confusion.get()>
                    <Scores model card />
                </Show>
            </div>
        </Card>
    }
    .into_any()
}

/// Precision and recall of each category.
#[component]
fn Scores(
    /// What the chart shows.
    model: HeatmapModel,
    /// What every card gets of its log.
    card: CardInputs,
) -> impl IntoView {
    let name = Signal::derive(move || format!("{} scores", model.inputs.name.get()));
    let table = Memo::new(move |_| {
        let scores = confusion::scores(&model.matrix.read());
        Arc::new(confusion::table(&scores))
    });
    let (view, on_view) = card.table_view();
    view! {
        <section class="heatmap-card__scores" aria-label="Precision and recall">
            <DataTable name table view on_view />
        </section>
    }
}
